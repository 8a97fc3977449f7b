//! When the draft is stored, and what happens if that fails.

use super::fate::Fate;
use super::model::World;
use crate::editor::{Event, Work};
use crate::profile::Field;
use crate::profile::normalize::Letters;

/// The first edit starts the pause, and later ones do not lengthen it.
#[test]
fn what_is_typed_is_written_down_soon_also_while_typing_goes_on() {
    let keeping = |world: &World| {
        world
            .work
            .iter()
            .find(|(id, _)| world.editor.drafting().wants(**id))
            .map(|(id, work)| (*id, work.clone()))
    };
    let typed = |text: &str| Event::Typed(Field::FirstName, text.to_owned(), Letters::AsTyped);
    let mut world = World::new(false);
    assert!(keeping(&world).is_none() && world.editor.drafting().is_on());
    world.event(typed("A"), Fate::Good);
    let (pause, Work::Wait(time)) = keeping(&world).unwrap() else { panic!("it waits") };
    assert!(time <= std::time::Duration::from_millis(500));
    for text in ["Ad", "Ada"] {
        world.event(typed(text), Fate::Good);
        assert_eq!(keeping(&world).unwrap().0, pause);
    }
    world.end(pause, Fate::Good);
    let (write, Work::StoreDraft(Some(draft))) = keeping(&world).unwrap() else { panic!("it is written") };
    assert_eq!(draft.fields[&Field::FirstName].typed, "Ada");
    world.event(typed("Ada M"), Fate::Good);
    world.end(write, Fate::Good);
    let (pause, _) = keeping(&world).unwrap();
    world.end(pause, Fate::Good);

    // The disk is full: this is shown as long as it is true, and storing is tried again.
    let (write, _) = keeping(&world).unwrap();
    world.end(write, Fate::Dropped);
    assert_eq!(world.editor.drafting().failure().unwrap().id(), "store-no-space");
    assert!(!world.editor.drafting().is_on());
    assert_eq!(world.editor.why_not_stored().unwrap().id(), "profile-draft-not-kept");
    assert_eq!(world.draft.as_ref().unwrap().fields[&Field::FirstName].typed, "Ada", "the one before stays");
    for _ in 0..2 {
        let (id, _) = keeping(&world).unwrap();
        world.end(id, Fate::Good);
    }
    assert!(world.editor.drafting().failure().is_none() && world.editor.drafting().is_on());
    assert_eq!(world.draft.as_ref().unwrap().fields[&Field::FirstName].typed, "Ada M");

    // If the form has the saved values again, the draft is removed.
    world.event(Event::Undone(Field::FirstName), Fate::Good);
    for _ in 0..2 {
        let (id, _) = keeping(&world).unwrap();
        world.end(id, Fate::Good);
    }
    assert!(world.draft.is_none() && keeping(&world).is_none());
}
