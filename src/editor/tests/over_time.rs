//! What happens over time: the profile of an earlier run that is shown until the server answers, and a time to wait.

use super::fate::Fate;
use super::model::World;
use crate::api::{Error, Refusal, Why};
use crate::editor::{Done, Event, Work};
use crate::profile::normalize::Letters;
use crate::profile::{Draft, Edit, Field, FieldErrors};

use jiff::{SignedDuration, Timestamp};

use std::time::Duration;

/// Ends the reading that the person waits for with this fate.
fn read(world: &mut World, fate: Fate) {
    let (id, work) = world.needed().unwrap();
    assert!(matches!(work, Work::Read), "{work:?}");
    world.end(id, fate);
}

/// Changes since the last run are taken over. They are named if the person edits something, and a field that was edited
/// too is in conflict.
#[test]
fn an_earlier_visit_is_shown_until_the_server_answers() {
    let typed = |text: &str| Event::Typed(Field::FirstName, text.to_owned(), Letters::AsTyped);
    let mut world = World::new(false);
    world.event(Event::RefreshPressed, Fate::Good);
    read(&mut world, Fate::Good);
    world.change_elsewhere(Field::FirstName, "Zahra");
    world.change_elsewhere(Field::Email, "zahra@example.com");
    world.restart(Fate::Good, true);
    assert!(world.editor.as_of().is_some() && world.editor.reading().is_requested());
    assert_eq!(world.editor.saved().text(Field::FirstName), "Sara");
    world.event(typed("Ada"), Fate::Good);
    read(&mut world, Fate::Offline);
    assert!(world.editor.as_of().is_some() && world.editor.reading().failure().is_some());
    world.event(Event::RefreshPressed, Fate::Good);
    read(&mut world, Fate::Good);
    assert!(world.editor.as_of().is_none());
    assert_eq!(world.said(), ["profile-changed-elsewhere", "profile-conflict"]);
    assert_eq!(world.editor.saved().text(Field::Email), "zahra@example.com");
    assert_eq!(&*world.editor.form().input(Field::FirstName).value, "Ada");
}

/// The time to wait is counted down to zero, and ends with the next answer.
#[test]
fn a_time_to_wait_is_counted_down() {
    let mut world = World::new(false);
    world.event(Event::RefreshPressed, Fate::Good);
    let (id, _) = world.needed().unwrap();
    let _ = world.work.remove(&id);
    let wait = Some(Duration::from_secs(3));
    let refusal = Refusal { why: Why::Throttled { wait }, words: FieldErrors::default() };
    world.event(Event::Done(id, Done::Answered(Err(Error::Answered(refusal)))), Fate::Good);
    let said = world.editor.reading().failure().unwrap().clone();
    for left in [3, 2, 1, 0] {
        let left = Duration::from_secs(left);
        assert_eq!(world.editor.left_to_wait(), Some(left));
        assert_eq!(said.with_left(left).wait(), Some(left).filter(|left| !left.is_zero()));
        let steps =
            world.work.iter().filter(|(_, work)| matches!(work, Work::Wait(time) if time.as_secs() == 1));
        match steps.map(|(id, _)| *id).collect::<Vec<_>>()[..] {
            [step] => world.end(step, Fate::Good),
            [] => assert!(left.is_zero(), "it ends at nothing"),
            _ => panic!("one step at a time"),
        }
    }
    assert_eq!(said.with_left(Duration::ZERO).id(), "error-throttle-over");
    world.event(Event::RefreshPressed, Fate::Good);
    read(&mut world, Fate::Good);
    assert_eq!(world.editor.left_to_wait(), None);
}

/// When the person returns to the window after a while, the profile is read again. A failure is not shown.
#[test]
fn what_is_old_is_read_again_when_the_person_comes_back() {
    let minutes = SignedDuration::from_mins;
    for (away, is_old) in [(0, false), (9, false), (10, true), (60 * 24, true), (-9, false), (-60, true)] {
        let mut world = World::new(false);
        world.event(Event::Returned, Fate::Good);
        world.now += minutes(away);
        world.event(Event::Returned, Fate::Good);
        assert_eq!(world.needed().is_some(), is_old, "{away} minutes");
        assert!(!world.editor.reading().is_requested(), "nobody has asked");
        if !is_old {
            continue;
        }
        world.event(Event::Returned, Fate::Good);
        assert_eq!(world.work.values().filter(|work| matches!(work, Work::Read)).count(), 1, "only once");
        world.change_elsewhere(Field::Email, "zahra@example.com");
        read(&mut world, Fate::Good);
        assert_eq!(world.editor.saved().text(Field::Email), "zahra@example.com");
        assert_eq!(world.said(), ["profile-changed-elsewhere"]);
        world.event(Event::Returned, Fate::Good);
        assert!(world.needed().is_none(), "it is new now");

        world.now += minutes(20);
        world.event(Event::Returned, Fate::Good);
        read(&mut world, Fate::Refused);
        assert!(world.editor.reading().failure().is_none() && world.left.is_none());
        world.event(Event::Returned, Fate::Good);
        read(&mut world, Fate::Offline);
        assert!(world.editor.reading().failure().is_none() && world.editor.reading().is_offline());
        world.event(Event::Returned, Fate::Good);
        assert!(!world.work.values().any(|work| matches!(work, Work::Read)), "it is watched for already");
    }
}

/// The draft of another window comes after something was typed here: it stays on the disk until the text here is saved or
/// undone, and comes back then.
#[test]
fn what_a_closed_window_has_left_waits_for_what_is_typed_here() {
    let typed = |field, text: &str| Event::Typed(field, text.to_owned(), Letters::AsTyped);
    let text = |world: &World, field| world.editor.form().input(field).value.clone();
    let edit = |base: &str, typed: &str| Edit { base: Some(base.to_owned()), typed: typed.to_owned() };
    let fields = [
        (Field::FirstName, edit("Sara", "Sarah")),
        (Field::LastName, edit("Amini", "Karimi")),
        (Field::Email, edit("sara@example.com", "sara@example.com")),
    ];
    let left =
        Draft { changed_at: Timestamp::UNIX_EPOCH, fields: fields.into(), sent: [].into(), photo: None };
    let found = || Event::DraftFound(Some(left.clone()));
    let begin = |here: &str| {
        let mut world = World::new(false);
        world.event(typed(Field::FirstName, here), Fate::Good);
        world.event(found(), Fate::Good);
        world
    };
    type End = fn(&mut World);
    let ends: [(End, &[&str], bool); 3] = [
        (|world| world.event(Event::Undone(Field::FirstName), Fate::Good), &["profile-draft-back"], false),
        (|world| world.event(Event::DiscardPressed, Fate::Good), &["profile-draft-back"], false),
        (
            |world| {
                world.event(Event::SavePressed, Fate::Good);
                world.settle();
            },
            // The other text was typed when the server had another value.
            &["profile-draft-back", "profile-conflict"],
            true,
        ),
    ];
    for (end, said, is_conflict) in ends {
        let mut world = begin("Ada");
        assert_eq!(world.editor.why_not_stored().unwrap().id(), "profile-draft-beside");
        assert_eq!(text(&world, Field::FirstName), "Ada");
        assert_eq!(text(&world, Field::LastName), "Amini", "all of it waits");
        world.tick();
        assert!(!world.work.values().any(|work| matches!(work, Work::StoreDraft(_))));
        assert!(!world.editor.drafting().is_on(), "closing asks");
        end(&mut world);
        let now = world.said();
        assert!(said.iter().all(|id| now.contains(id)), "{now:?}");
        assert!(world.editor.why_not_stored().is_none());
        assert_eq!(text(&world, Field::FirstName), "Sarah");
        assert_eq!(text(&world, Field::LastName), "Karimi");
        assert_eq!(world.editor.form().is_in_conflict(Field::FirstName), is_conflict);
        assert!(world.editor.drafting().is_on());
    }
    // The same text is no conflict.
    let world = begin("Sarah");
    assert_eq!(
        (world.said(), text(&world, Field::LastName)),
        (vec!["profile-draft-back"], "Karimi".to_owned())
    );
}

/// A person whose edits are restored is told what was changed elsewhere since.
#[test]
fn what_was_changed_elsewhere_is_named_to_somebody_whose_edits_come_back() {
    for (edits, named) in [(true, true), (false, false)] {
        let mut world = World::new(false);
        world.event(Event::RefreshPressed, Fate::Good);
        read(&mut world, Fate::Good);
        if edits {
            world.event(Event::Typed(Field::FirstName, "Ada".to_owned(), Letters::AsTyped), Fate::Good);
            // The pause, and the write.
            for _ in 0..2 {
                let id = world.work.keys().copied().find(|id| world.editor.drafting().wants(*id));
                world.end(id.unwrap(), Fate::Good);
            }
        }
        world.change_elsewhere(Field::LastName, "Karimi");
        world.restart(Fate::Good, true);
        world.settle();
        assert_eq!(world.editor.saved().last_name, "Karimi");
        assert_eq!(world.said().contains(&"profile-changed-elsewhere"), named, "{:?}", world.said());
    }
}
