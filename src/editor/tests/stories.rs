//! Tests of which message is shown when, which the general rules do not cover.

use super::fate::Fate;
use super::model::{World, is_write};
use crate::editor::{Event, Navigation, Notice, Stage, Work, WriteKind};
use crate::profile::Field;
use crate::profile::normalize::Letters;
use crate::sentence::Sentence;

/// One step of a test.
#[derive(Debug, Clone, Copy)]
enum Act {
    /// The person saves another first name.
    Save,
    /// The person sends a photo.
    Send,
    Remove,
    Cancel(WriteKind),
    /// *Check again*.
    Look,
    Refresh,
    /// The write ends with this fate.
    Write(Fate),
    /// The write is dropped after *Cancel*, with this fate on the server.
    Drop(WriteKind, Fate),
    /// A pause is over, and the check after it ends with this fate.
    Read(Fate),
    /// The server stores late what was sent.
    Store,
    /// The pause before an unreachable server is asked is over, and the request has this fate.
    Watch(Fate),
    /// All work that is needed succeeds.
    Settle,
}

use self::Act::{Cancel, Drop, Look, Read, Refresh, Remove, Save, Send, Settle, Store, Watch, Write};

fn act(world: &mut World, act: Act) {
    match act {
        Save => {
            world.event(Event::Typed(Field::FirstName, "Ada".to_owned(), Letters::AsTyped), Fate::Good);
            world.event(Event::SavePressed, Fate::Good);
            prepare(world);
        }
        Send => {
            world.event(Event::PhotoScreenOpened, Fate::Good);
            let fetched = world.work.iter().find(|(_, work)| matches!(work, Work::FetchPhoto(_)));
            if let Some((id, _)) = fetched {
                world.end(*id, Fate::Good);
            }
            let photo = world.new_photo();
            world.event(Event::PhotoChosen(photo, Sentence::of("photo-done")), Fate::Good);
            prepare(world);
        }
        Remove => {
            world.event(Event::RemovePressed, Fate::Good);
            prepare(world);
        }
        Cancel(kind) => world.event(Event::CancelPressed(kind), Fate::Good),
        Look => {
            let kind = world.editor.writing().doubts().next().map_or(WriteKind::Save, |(kind, _)| kind);
            world.event(Event::CheckAgainPressed(kind), Fate::Good);
        }
        Refresh => world.event(Event::RefreshPressed, Fate::Good),
        Write(fate) => {
            prepare(world);
            end(world, fate, is_write);
        }
        Drop(kind, fate) => {
            if let Some(Work::Upload(_, commit)) = world.work.values().find(|work| is_write(work)) {
                let _ = commit.commit();
            }
            world.event(Event::CancelPressed(kind), fate);
        }
        Read(fate) => {
            if let Some((id, Work::Wait(_))) = world.needed() {
                world.end(id, Fate::Good);
            }
            end(world, fate, |work| matches!(work, Work::Read));
            // For a photo the bytes are requested too.
            if let Some((id, Work::FetchPhoto(_))) = world.needed() {
                world.end(id, fate);
            }
        }
        Store => world.tick(),
        Watch(fate) => {
            for _ in 0..2 {
                let of_watch =
                    |world: &World| world.work.keys().copied().find(|id| world.editor.reading.wants(*id));
                let id = of_watch(world).expect("the server is watched for");
                world.end(id, fate);
            }
        }
        Settle => world.settle(),
    }
}

/// Everything before a write succeeds.
fn prepare(world: &mut World) {
    while let (Stage::Preparing(_), Some((id, _))) = (world.editor.writing().stage(), world.needed()) {
        world.end(id, Fate::Good);
    }
}

fn end(world: &mut World, fate: Fate, is_meant: impl Fn(&Work) -> bool) {
    let (id, work) = world.needed().expect("something is under way");
    assert!(is_meant(&work), "{work:?} is under way");
    world.end(id, fate);
}

/// Four checks that do not show it.
const NOTHING: [Act; 4] = [Read(Fate::Good); 4];

fn told(acts: &[Act]) -> World {
    let mut world = World::new(false);
    for now in acts {
        act(&mut world, *now);
    }
    world
}

#[test]
fn what_is_said_of_a_write() {
    let save = WriteKind::Save;
    let (photo, removal) = (WriteKind::NewPhoto, WriteKind::Removal);
    let unknown = &["error-unknown-outcome"][..];
    let cases: &[(&[Act], &[Act], &[&str])] = &[
        // Success.
        (&[Save, Write(Fate::Good)], &[], &["profile-saved"]),
        (&[Save, Write(Fate::Partly), Read(Fate::Good)], &[], &["profile-saved"]),
        (&[Save, Write(Fate::Partly), Read(Fate::Portal)], &[], &["profile-saved"]),
        (&[Send, Write(Fate::Good)], &[], &["photo-done"]),
        (&[Remove, Write(Fate::Good)], &[], &["profile-photo-removed"]),
        // Refused, or never sent: it is certainly not stored.
        (&[Save, Write(Fate::Refused)], &[], &["error-not-saved"]),
        (&[Save, Write(Fate::Offline)], &[], &["error-not-saved"]),
        (&[Send, Write(Fate::Offline)], &[], &["error-photo-not-changed"]),
        (&[Remove, Write(Fate::Offline)], &[], &["error-not-removed"]),
        // The answer is lost: nothing is said before the outcome is found.
        (&[Save, Write(Fate::Lost)], &[], &[]),
        (&[Save, Write(Fate::Lost), Read(Fate::Good)], &[], &["profile-saved"]),
        (&[Save, Write(Fate::Late), Read(Fate::Good), Read(Fate::Good)], &[], &[]),
        (&[Save, Write(Fate::Late), Read(Fate::Good), Store, Read(Fate::Good)], &[], &["profile-saved"]),
        (&[Send, Write(Fate::Late), Read(Fate::Good), Store, Read(Fate::Good)], &[], &["photo-done"]),
        (
            &[Remove, Write(Fate::Late), Read(Fate::Good), Store, Read(Fate::Good)],
            &[],
            &["profile-photo-removed"],
        ),
        (&[Save, Write(Fate::Gateway), Read(Fate::Gateway), Read(Fate::Portal)], &[], &[]),
        // It is not found: the outcome is unknown, and "not saved" is never said.
        (&[Save, Write(Fate::Gateway)], &NOTHING, unknown),
        (&[Save, Write(Fate::Portal)], &[Read(Fate::Portal); 4], unknown),
        (&[Save, Write(Fate::Dropped)], &[Read(Fate::Offline); 4], unknown),
        (&[Send, Write(Fate::Dropped)], &NOTHING, &["error-photo-unknown"]),
        (&[Remove, Write(Fate::Dropped)], &NOTHING, &["error-removal-unknown"]),
        // Cancelled, perhaps too late.
        (&[Save, Drop(save, Fate::Good), Store, Read(Fate::Good)], &[], &["profile-cancelled-saved"]),
        (&[Save, Drop(save, Fate::Dropped)], &NOTHING, &["profile-cancelled-unknown"]),
        (&[Save, Drop(save, Fate::Good), Cancel(save)], &[], &["profile-cancelled-unknown"]),
        (&[Send, Cancel(photo)], &[], &["photo-cancelled-not-stored"]),
        (&[Send, Drop(photo, Fate::Good), Store, Read(Fate::Good)], &[], &["photo-cancelled-stored"]),
        (&[Send, Drop(photo, Fate::Dropped)], &NOTHING, &["photo-cancelled-unknown"]),
        (
            &[Remove, Drop(removal, Fate::Good), Store, Read(Fate::Good)],
            &[],
            &["profile-photo-cancelled-removed"],
        ),
        (&[Remove, Drop(removal, Fate::Dropped)], &NOTHING, &["profile-photo-cancelled-unknown"]),
        // Ignored, and altered.
        (&[Save, Write(Fate::Ignored)], &[], &["profile-not-saved-ignored"]),
        (&[Save, Write(Fate::Altered)], &[], &["profile-saved-altered"]),
        (&[Send, Write(Fate::Ignored), Settle], &[], &["error-picture-unchanged"]),
        (&[Remove, Write(Fate::Ignored), Settle], &[], &["error-picture-not-removed"]),
        // A queued write begins after a success, and the message about that stays.
        (&[Save, Send, Write(Fate::Good)], &[], &["profile-saved"]),
        (
            &[Save, Send, Write(Fate::Good), Write(Fate::Offline)],
            &[],
            &["profile-saved", "error-photo-not-changed"],
        ),
        (&[Save, Send, Write(Fate::Refused)], &[], &["profile-not-begun", "error-not-saved"]),
    ];
    for (acts, looks, said) in cases {
        let world = told(&[*acts, *looks].concat());
        assert_eq!(world.said(), *said, "{acts:?} {looks:?}");
    }
}

/// A doubt ends whenever the server shows the write.
#[test]
fn a_doubt_lasts_until_the_server_shows_what_it_has() {
    let acts = [&[Save, Write(Fate::Late)], &NOTHING[..]].concat();
    for (then, said) in [
        (&[Look, Read(Fate::Good)][..], "error-unknown-outcome"),
        (&[Look, Read(Fate::Portal)], "error-unknown-outcome"),
        (&[Look, Cancel(WriteKind::Save)], "error-unknown-outcome"),
        (&[Store, Look, Read(Fate::Good)], "profile-saved"),
        (&[Store, Refresh, Read(Fate::Good)], "profile-saved"),
    ] {
        let world = told(&[&acts, then].concat());
        assert_eq!(world.said(), [said], "{then:?}");
        assert_eq!(world.editor.unsaved(), usize::from(said != "profile-saved"));
    }
    // A closed doubt is not checked any more.
    let mut world = told(&acts);
    world.event(Event::DoubtClosed(WriteKind::Save), Fate::Good);
    act(&mut world, Look);
    assert_eq!((world.said(), world.needed().is_some()), (vec![], false));
}

/// An answer of a proxy, the page of a hotel or a refused key does not count as the server being back.
#[test]
fn only_a_profile_is_back() {
    let away = [&[Save, Write(Fate::Late)], &[Read(Fate::Offline); 4][..]].concat();
    let others = [Watch(Fate::Portal), Watch(Fate::Gateway), Watch(Fate::Stranger), Watch(Fate::Offline)];
    for other in others {
        let world = told(&[&away[..], &[other]].concat());
        assert_eq!(world.said(), ["error-unknown-outcome"], "{other:?}");
        assert!(world.editor.reading().is_offline(), "{other:?}");
    }
    let world = told(&[&away[..], &[Watch(Fate::Unauthorized)]].concat());
    assert_eq!((world.said(), world.left), (vec!["error-unknown-outcome"], None));

    let back = |acts: &[Act]| told(&[&away[..], &others, acts].concat());
    assert_eq!(back(&[Watch(Fate::Good)]).said(), ["profile-back", "error-unknown-outcome"]);
    assert_eq!(back(&[Store, Watch(Fate::Good)]).said(), ["profile-saved"]);

    let mut world = told(&[Refresh, Read(Fate::Offline)]);
    world.event(Event::Typed(Field::FirstName, "Ada".to_owned(), Letters::AsTyped), Fate::Good);
    assert!(world.editor.reading().failure().is_some());
    act(&mut world, Watch(Fate::Portal));
    assert!(world.editor.reading().failure().is_some() && world.said().is_empty());
    act(&mut world, Watch(Fate::Good));
    assert_eq!(world.said(), ["profile-back-unsaved"]);
    assert!(world.editor.reading().failure().is_none() && !world.editor.reading().is_offline());
}

/// The field keeps what was typed, and offers the server's value beside it.
#[test]
fn what_was_not_taken_is_named_at_its_field() {
    for (fate, now) in [(Fate::Ignored, "Sara"), (Fate::Altered, "Ada!")] {
        let mut world = told(&[Save, Write(fate)]);
        let (form, saved) = (world.editor.form(), world.editor.saved());
        assert!(form.is_not_taken(Field::FirstName) && !form.is_not_taken(Field::LastName), "{fate:?}");
        assert_eq!((&*form.input(Field::FirstName).value, &*saved.first_name), ("Ada", now));
        world.event(Event::Undone(Field::FirstName), Fate::Good);
        let form = world.editor.form();
        assert_eq!((form.is_not_taken(Field::FirstName), world.editor.unsaved()), (false, 0));
        assert_eq!(form.input(Field::FirstName).value, now);
    }
    // After a lost answer it is unknown.
    let world = told(&[&[Save, Write(Fate::Dropped)], &NOTHING[..]].concat());
    assert!(!world.editor.form().is_not_taken(Field::FirstName));
}

/// None of its values is used, and no edit is lost.
#[test]
fn the_record_of_another_person_stops_everything() {
    for acts in [
        &[Save, Write(Fate::Stranger)][..],
        &[Save, Write(Fate::Lost), Read(Fate::Stranger)],
        &[Save, Write(Fate::Partly), Read(Fate::Good), Refresh, Read(Fate::Stranger)],
        &[Refresh, Read(Fate::Stranger)],
        &[Send, Write(Fate::Stranger)],
        &[Remove, Write(Fate::Stranger)],
    ] {
        let world = told(acts);
        let Some(Navigation::SignIn(said)) = &world.left else { panic!("{acts:?} {:?}", world.said()) };
        assert_eq!(said.id(), "sign-in-another-person", "{acts:?}");
        assert!(!world.editor.writing().is_busy() && world.needed().is_none(), "{acts:?}");
        assert_eq!(world.editor.saved().username, "sara", "{acts:?}");
    }
    let mut world = told(&[Save, Write(Fate::Stranger)]);
    assert_eq!((world.said(), world.editor.unsaved()), (vec!["error-unknown-outcome"], 1));
    // In the next session it is checked.
    world.event(Event::Renewed(Box::new(world.stored.clone())), Fate::Good);
    act(&mut world, Read(Fate::Good));
    assert_eq!((world.said(), world.editor.unsaved()), (vec!["error-unknown-outcome"], 1));
}

/// "Saved" stays, and other messages are shown beside it, once.
#[test]
fn the_outcome_comes_first_and_what_is_beside_it_is_said_once() {
    let full = || Event::Told(Sentence::of("store-no-space"));
    let mut world = told(&[Save]);
    world.event(full(), Fate::Good);
    assert_eq!(world.said(), ["store-no-space"]);
    act(&mut world, Write(Fate::Good));
    assert_eq!(world.said(), ["profile-saved", "store-no-space"]);
    world.event(full(), Fate::Good);
    assert_eq!(world.said(), ["profile-saved", "store-no-space"]);

    // It is not shown again after it was closed, or its time is over.
    let beside = world.editor.notices().iter().nth(1).map(Notice::id).unwrap();
    world.event(Event::NoticeClosed(beside), Fate::Good);
    world.event(full(), Fate::Good);
    assert_eq!(world.said(), ["profile-saved"]);
    world.event(Event::Told(Sentence::of("store-denied")), Fate::Good);
    assert_eq!(world.said(), ["profile-saved", "store-denied"]);
    while let Some(id) = world.work.keys().next().copied() {
        world.end(id, Fate::Good);
    }
    assert!(world.said().is_empty(), "their time is over");
}

/// The last bytes of a photo are held back until everything before them is sent.
#[test]
fn a_photo_that_was_not_sent_whole_is_not_stored() {
    let mut world = World::new(false);
    act(&mut world, Send);
    let id = *world.work.iter().find(|(_, work)| is_write(work)).unwrap().0;
    let Some(Work::Upload(_, commit)) = world.work.remove(&id) else { panic!("it is a photo") };
    let broken = Err(crate::api::Error::Interrupted);
    world.event(Event::Done(id, crate::editor::Done::Answered(broken)), Fate::Good);
    assert_eq!(world.said(), ["error-photo-not-changed"]);
    assert_eq!(commit.commit(), crate::api::Sent::Part, "its end never goes out");
}

#[test]
fn what_was_typed_before_a_crash_is_there_again() {
    let keep = |world: &mut World| {
        while let Some(id) = world.work.keys().copied().find(|id| world.editor.drafting().wants(*id)) {
            world.end(id, Fate::Good);
        }
    };
    let mut world = World::new(false);
    world.event(Event::Typed(Field::FirstName, "Ada".to_owned(), Letters::AsTyped), Fate::Good);
    world.event(Event::Typed(Field::Email, "ada@example.com".to_owned(), Letters::AsTyped), Fate::Good);
    keep(&mut world);
    world.change_elsewhere(Field::Email, "Karimi");
    world.restart(Fate::Good, false);
    assert_eq!(world.said(), ["profile-draft-back", "profile-conflict"]);
    assert_eq!(&*world.editor.form().input(Field::FirstName).value, "Ada");
    assert_eq!(&*world.editor.form().input(Field::Email).value, "ada@example.com");
    assert!(world.editor.form().is_in_conflict(Field::Email));

    // The program was closed during a save.
    let mut world = told(&[Save]);
    keep(&mut world);
    world.restart(Fate::Good, false);
    act(&mut world, Read(Fate::Good));
    assert_eq!(world.said(), ["profile-draft-back", "profile-closed-unknown"]);
    act(&mut world, Store);
    act(&mut world, Refresh);
    act(&mut world, Read(Fate::Good));
    assert_eq!((world.said(), world.editor.unsaved()), (vec!["profile-draft-back", "profile-saved"], 0));
    keep(&mut world);
    assert!(world.draft.is_none());
}

/// If the person types the value that the server has, the conflict ends.
#[test]
fn a_conflict_ends_where_both_values_are_the_same() {
    let typed = |text: &str| Event::Typed(Field::FirstName, text.to_owned(), Letters::AsTyped);
    let mut world = World::new(false);
    world.event(typed("Ada"), Fate::Good);
    world.change_elsewhere(Field::FirstName, "Zahra");
    act(&mut world, Refresh);
    act(&mut world, Read(Fate::Good));
    assert!(world.editor.form().is_in_conflict(Field::FirstName));
    world.event(typed("Zahr"), Fate::Good);
    assert!(world.editor.form().is_in_conflict(Field::FirstName), "neither of the two");
    world.event(typed("Zahra"), Fate::Good);
    assert!(!world.editor.form().is_in_conflict(Field::FirstName));
    assert_eq!(world.editor.unsaved(), 0);
}
