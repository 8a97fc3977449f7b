//! Notices and questions match the state that they are about.

use super::fate::Fate;
use super::model::World;
use crate::editor::{Event, Navigation, Notice, Question, Stage, WriteKind};
use crate::profile::normalize::Letters;
use crate::profile::{Field, Value};
use crate::sentence::Sentence;

fn typed(field: Field, text: &str) -> Event {
    Event::Typed(field, text.to_owned(), Letters::AsTyped)
}

/// The sentences on screen with the fields that each names.
fn about(world: &World) -> Vec<(&'static str, Vec<Field>)> {
    let sentences = world.editor.notices().iter().map(Notice::sentence);
    sentences.map(|said| (said.id(), said.fields().to_vec())).collect()
}

#[test]
fn a_notice_names_the_fields_that_are_still_in_conflict() {
    use Field::{Email, FirstName};

    for (asks, said) in
        [(Event::SavePressed, "profile-conflict-open"), (Event::RefreshPressed, "profile-conflict")]
    {
        for last in [Event::KeptMine(Email), Event::Undone(Email), typed(Email, "zahra@example.com")] {
            let mut world = World::new(false);
            world.event(typed(FirstName, "Ada"), Fate::Good);
            world.event(typed(Email, "ada@example.com"), Fate::Good);
            world.change_elsewhere(FirstName, "Zahra");
            world.change_elsewhere(Email, "zahra@example.com");
            world.event(asks.clone(), Fate::Good);
            world.settle();
            assert_eq!(about(&world), [(said, vec![FirstName, Email])]);
            world.event(Event::KeptMine(FirstName), Fate::Good);
            assert_eq!(about(&world), [(said, vec![Email])]);
            world.event(last, Fate::Good);
            assert_eq!(about(&world), []);
        }
    }
}

#[test]
fn the_question_before_undoing_a_save_knows_the_values_and_what_it_undoes_is_no_news() {
    let mut world = World::new(false);
    world.event(typed(Field::FirstName, "Ada"), Fate::Good);
    world.event(typed(Field::Username, "ada"), Fate::Good);
    world.event(Event::SavePressed, Fate::Good);
    world.settle();
    let save = world.editor.saves().iter().next().unwrap().id();
    world.change_elsewhere(Field::FirstName, "Zahra");
    world.change_elsewhere(Field::Email, "zahra@example.com");
    world.event(Event::UndoSavePressed(save), Fate::Good);
    world.settle();
    assert_eq!(world.editor.writing().question(), Some(Question::UndoSave(save)));
    let changes = world.editor.saves().to_undo(save, world.editor.saved());
    let values: Vec<_> =
        changes.iter().map(|(field, replaced)| (*field, &replaced.before, &replaced.after)).collect();
    let text = |text: &str| Value::Text(text.to_owned());
    assert_eq!(
        values,
        [(Field::FirstName, &text("Zahra"), &text("Sara")), (Field::Username, &text("ada"), &text("sara")),]
    );
    let changed = |fields| ("profile-changed-elsewhere", fields);
    assert!(about(&world).contains(&changed(vec![Field::FirstName, Field::Email])), "{:?}", about(&world));
    world.event(Event::Confirmed, Fate::Good);
    world.settle();
    assert_eq!(world.stored.first_name, "Sara");
    let undone = ("profile-undone", vec![Field::FirstName, Field::Username]);
    assert_eq!(about(&world), [undone, changed(vec![Field::Email])]);
}

#[test]
fn a_key_that_is_no_longer_accepted_is_said_once() {
    for kind in [WriteKind::NewPhoto, WriteKind::Removal] {
        let mut world = World::new(false);
        if kind == WriteKind::NewPhoto {
            world.event(Event::PhotoScreenOpened, Fate::Good);
            let photo = world.new_photo();
            world.event(Event::PhotoChosen(photo, Sentence::of("photo-done")), Fate::Good);
        } else {
            world.event(Event::RemovePressed, Fate::Good);
        }
        while !matches!(world.editor.writing().stage(), Stage::Sending(..)) {
            let (id, _) = world.needed().unwrap();
            world.end(id, Fate::Good);
        }
        let (id, _) = world.needed().unwrap();
        world.end(id, Fate::Unauthorized);
        assert!(matches!(world.editor.writing().stage(), Stage::Idle), "{kind:?}: {:?}", world.said());
        let Some(Navigation::SignIn(said)) = &world.left else { panic!("{kind:?}") };
        let nothing =
            if kind == WriteKind::NewPhoto { "error-photo-not-changed" } else { "error-not-removed" };
        assert_eq!(said.id(), nothing);
    }
}
