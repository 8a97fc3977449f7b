//! Which edits a save sends if the person types after pressing *Save*.

use super::fate::Fate;
use super::model::World;
use crate::editor::{Event, WriteKind};
use crate::profile::normalize::Letters;
use crate::profile::{Field, Value};

/// Edits after *Save* was pressed wait for the next save, at whatever step the first one is.
#[test]
fn a_save_sends_what_was_there_when_it_was_pressed() {
    let typed = |field, text: &str| Event::Typed(field, text.to_owned(), Letters::AsTyped);
    let ada = [(Field::FirstName, Value::of("Ada"))].into();
    for before in [0, 1] {
        let mut world = World::new(false);
        world.event(typed(Field::FirstName, "Ada"), Fate::Good);
        world.event(Event::SavePressed, Fate::Good);
        for _ in 0..before {
            let (id, _) = world.needed().unwrap();
            world.end(id, Fate::Good);
        }
        world.event(typed(Field::FirstName, "Ada M"), Fate::Good);
        world.event(typed(Field::LastName, "Karimi"), Fate::Good);
        world.settle();
        assert_eq!(world.saves[0].0, ada, "{before} steps");
        assert_eq!((&*world.stored.first_name, &*world.stored.last_name), ("Ada", "Amini"));
        assert_eq!(world.editor.form().input(Field::FirstName).value, "Ada M");
        assert_eq!(world.editor.unsaved(), 2, "{:?}", world.said());
        world.event(Event::SavePressed, Fate::Good);
        world.settle();
        assert_eq!((&*world.stored.first_name, &*world.stored.last_name), ("Ada M", "Karimi"));
    }
    // An edit that is undone before it is sent is not sent.
    let mut world = World::new(false);
    world.event(typed(Field::FirstName, "Ada"), Fate::Good);
    world.event(Event::SavePressed, Fate::Good);
    world.event(Event::Undone(Field::FirstName), Fate::Good);
    world.settle();
    assert!(world.saves.is_empty() && world.stored.first_name == "Sara");
    // A second press while the first save is running sends the edits of that moment.
    let mut world = World::new(false);
    world.event(typed(Field::FirstName, "Ada"), Fate::Good);
    world.event(Event::SavePressed, Fate::Good);
    world.event(typed(Field::LastName, "Karimi"), Fate::Good);
    world.event(Event::SavePressed, Fate::Good);
    world.event(typed(Field::LastName, "Karimi-Zand"), Fate::Good);
    world.settle();
    assert_eq!((&*world.stored.first_name, &*world.stored.last_name), ("Ada", "Karimi"));
    assert_eq!(world.editor.unsaved(), 1);
    // Trying again counts as a new press.
    let mut world = World::new(false);
    world.event(typed(Field::FirstName, "Ada"), Fate::Good);
    world.event(Event::SavePressed, Fate::Good);
    world.event(typed(Field::FirstName, "Ada M"), Fate::Good);
    let (id, _) = world.needed().unwrap();
    world.end(id, Fate::Offline);
    world.event(Event::RetryPressed, Fate::Good);
    world.settle();
    assert_eq!(world.stored.first_name, "Ada M");
}

/// A press of *Save* while a save is on its way is queued only where it would save something more.
#[test]
fn a_second_press_is_queued_only_for_later_edits() {
    let typed = |field, text: &str| Event::Typed(field, text.to_owned(), Letters::AsTyped);
    for before in [0, 1] {
        let mut world = World::new(false);
        assert!(!world.editor.can_save(), "nothing is edited");
        world.event(typed(Field::FirstName, "Ada"), Fate::Good);
        assert!(world.editor.can_save());
        world.event(Event::SavePressed, Fate::Good);
        for _ in 0..before {
            let (id, _) = world.needed().unwrap();
            world.end(id, Fate::Good);
        }
        assert!(!world.editor.can_save(), "{before} steps: it is being saved");
        world.event(Event::SavePressed, Fate::Good);
        assert!(!world.editor.writing().is_save_queued(), "{before} steps");
        world.event(typed(Field::LastName, "Karimi"), Fate::Good);
        assert!(world.editor.can_save(), "{before} steps");
        world.event(Event::SavePressed, Fate::Good);
        assert!(world.editor.writing().is_save_queued() && !world.editor.can_save(), "{before} steps");
        world.event(typed(Field::LastName, "Karimi-Zand"), Fate::Good);
        assert!(world.editor.can_save(), "{before} steps: the queued save has another value");
        world.event(Event::SavePressed, Fate::Good);
        world.settle();
        assert_eq!((&*world.stored.first_name, &*world.stored.last_name), ("Ada", "Karimi-Zand"));
        assert_eq!((world.saves.len(), world.editor.unsaved()), (2, 0), "{:?}", world.said());
    }
    // Cancelled, neither of the two is sent.
    let mut world = World::new(false);
    world.event(typed(Field::FirstName, "Ada"), Fate::Good);
    world.event(Event::SavePressed, Fate::Good);
    world.event(typed(Field::LastName, "Karimi"), Fate::Good);
    world.event(Event::SavePressed, Fate::Good);
    world.event(Event::CancelPressed(WriteKind::Save), Fate::Good);
    world.settle();
    assert!(world.saves.is_empty() && !world.editor.writing().is_save_queued());
    assert_eq!(world.editor.unsaved(), 2, "{:?}", world.said());
}
