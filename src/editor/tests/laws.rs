//! Checks the rules of the editor in random sequences of events.

use super::fate::Fate;
use super::model::{World, is_write};
use crate::api::Progress;
use crate::editor::{Event, Navigation, Stage, Work, WorkId, WriteKind};
use crate::profile::normalize::Letters;
use crate::profile::{Field, Gender, Value};
use crate::sentence::Sentence;

use bytes::Bytes;
use jiff::SignedDuration;
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, any};
use proptest::proptest;

use std::collections::BTreeMap;

/// The values of the form.
fn typed(world: &World) -> BTreeMap<Field, String> {
    let form = world.editor.form();
    let texts = Field::TEXT.into_iter().map(|field| (field, form.input(field).value.clone()));
    let gender = form.gender().and_then(Gender::as_sent).unwrap_or_default().to_owned();
    texts.chain([(Field::Gender, gender)]).collect()
}

/// An action of the person.
fn person(world: &mut World, n: u32) -> Event {
    const NAMES: [&str; 4] = ["Ada", "Eva", "Sara", ""];
    let text = NAMES[n as usize / 20 % NAMES.len()].to_owned();
    let kind = WriteKind::ALL[n as usize / 20 % WriteKind::ALL.len()];
    match n % 23 {
        0..=2 => Event::Typed(Field::FirstName, text, Letters::AsTyped),
        3 => Event::Typed(Field::Email, format!("{text}@example.com"), Letters::AsTyped),
        4 => Event::Typed(Field::Username, text, Letters::AsTyped),
        5 => Event::Chosen(Gender::Other),
        6 => Event::Undone(Field::FirstName),
        7 => Event::SteppedBack,
        8 => Event::DiscardPressed,
        9 => Event::Confirmed,
        10 => Event::Declined,
        11 | 12 => Event::SavePressed,
        13 => Event::PhotoChosen(world.new_photo(), Sentence::of("photo-done")),
        14 => Event::RemovePressed,
        15 => Event::UndoPhotoPressed,
        16 => Event::CancelPressed(kind),
        17 => Event::CheckAgainPressed(kind),
        21 => Event::DoubtClosed(kind),
        22 => {
            // The clock may have been set back meanwhile.
            let hours = if (n / 20).is_multiple_of(2) { 1 } else { -1 };
            world.now += SignedDuration::from_hours(hours);
            Event::Returned
        }
        19 => Event::KeptMine(Field::FORM[n as usize / 20 % Field::FORM.len()]),
        20 => match world.editor.saves().iter().nth(n as usize / 20 % 2) {
            Some(saved) => Event::UndoSavePressed(saved.id()),
            None => Event::SavePressed,
        },
        18 => {
            if (n / 20).is_multiple_of(2) {
                Event::PhotoScreenOpened
            } else {
                Event::PhotoScreenLeft
            }
        }
        _ => {
            if (n / 20).is_multiple_of(2) {
                Event::RefreshPressed
            } else {
                Event::RetryPressed
            }
        }
    }
}

/// Whether the person intends to change the form.
fn edits(event: &Event) -> bool {
    matches!(
        event,
        Event::Typed(..)
            | Event::Chosen(_)
            | Event::Undone(_)
            | Event::SteppedBack
            | Event::SteppedForward
            | Event::DiscardPressed
    )
}

/// One event. Returns whether the person intends to change the form by it.
fn step(world: &mut World, n: u32) -> bool {
    let fate = Fate::ALL[(n >> 8) as usize % Fate::ALL.len()];
    match n % 8 {
        0..=3 => {
            let event = person(world, n >> 3);
            let is_edit = edits(&event);
            let undoes = matches!(event, Event::UndoPhotoPressed) && world.editor.can_undo_photo();
            world.event(event, fate);
            assert!(
                !undoes || world.editor.writing().is_busy_with(WriteKind::PutBack),
                "nothing is put back"
            );
            return is_edit;
        }
        4 | 5 => {
            let ids: Vec<_> = world.work.keys().copied().collect();
            if !ids.is_empty() {
                world.end(ids[(n >> 4) as usize % ids.len()], fate);
            }
        }
        6 => world.tick(),
        _ if n.is_multiple_of(5) => {
            world.event(Event::Renewed(Box::new(world.stored.clone())), fate);
        }
        _ if n % 5 == 1 => {
            world.event(Event::Progressed(Progress { sent: 1, total: 2 }), fate);
        }
        _ => {
            let field = [Field::LastName, Field::FirstName, Field::Email][(n >> 6) as usize % 3];
            world.change_elsewhere(field, ["Karimi", "Zahra"][(n >> 5) as usize % 2]);
        }
    }
    false
}

/// After a restart the stored draft is in the form again, and edits that were not stored are younger than a second.
fn restart(world: &mut World, fate: Fate, resumes: bool) {
    world.restart(fate, resumes);
    let now = typed(world);
    let editor = &world.editor;
    for (field, edit) in world.draft.iter().flat_map(|draft| &draft.fields) {
        let shows = editor.saved().text(*field).trim() == edit.typed.trim();
        assert!(now[field] == edit.typed || shows, "{field:?} has not come back");
        let saved = editor.saved().text(*field);
        let is_moved = edit.base.as_deref().is_some_and(|base| base.trim() != saved.trim());
        assert!(!is_moved || shows || editor.form().is_in_conflict(*field), "{field:?} is a conflict");
    }
    assert!(world.writes_under_way() == 0, "nothing is sent that the person has not asked for");
}

fn check(world: &World, before: &Before, is_edit: bool) {
    let now = typed(world);
    let editor = &world.editor;
    for (field, text) in &before.typed {
        let was_edit = before.changed.contains(field);
        let shows = editor.saved().text(*field).trim() == text.trim();
        assert!(!was_edit || is_edit || now[field] == *text || shows, "{field:?}: {text:?} has gone");
    }
    assert!(world.writes_under_way() <= 1, "{:?}", world.work);
    let is_back = |id: &&str| ["profile-back", "profile-back-unsaved"].contains(id);
    let is_new = |id: &&str| !before.said.contains(id);
    let says_back = world.said().iter().filter(|id| is_back(id)).any(is_new);
    assert!(!says_back || world.last_read == Some(true), "only a profile is back");
    let is_doubted = editor.writing().doubts().any(|(kind, _)| kind.is_of_fields());
    let is_open = is_doubted || editor.writing().is_busy();
    let sent = editor.draft().map_or(0, |draft| draft.sent.len());
    assert!(is_open || sent == 0, "nothing is waited for, and it is written down as on its way");
    check_saved(world, before);
    check_not_stored(world, before);
    if let Some(write) = before.write
        && !world.work.contains_key(&write)
    {
        assert!(is_told(world), "a write has ended, and nothing is said of it: {:?}", world.last);
    }
    assert_eq!(editor.saved().id.as_deref(), Some("7"));
}

/// "Saved" is only said if the server shows the values of a save.
fn check_saved(world: &World, before: &Before) {
    let is_shown = |(field, value): &(&Field, &Value)| value.is_shown(**field, world.editor.saved());
    let is_all = |values: &BTreeMap<Field, Value>| values.iter().filter(is_shown).count() == values.len();
    let is_some = |values: &BTreeMap<Field, Value>| values.iter().filter(is_shown).count() > 0;
    for id in world.said().into_iter().filter(|id| !before.said.contains(id)) {
        let is_true = match id {
            "profile-saved" | "profile-cancelled-saved" | "profile-earlier-saved" | "profile-undone" => {
                world.saves.iter().any(|(values, _)| is_all(values))
            }
            "profile-saved-altered" | "profile-saved-partly" | "profile-saved-unshown" => {
                world.saves.iter().any(|(values, fate)| is_some(values) || fate.is_answered())
            }
            "profile-already-saved" | "profile-already-undone" => {
                !world.work.values().any(|work| matches!(work, Work::Save(_)))
            }
            _ => true,
        };
        assert!(is_true, "{id} after {:?}", world.saves);
    }
}

/// "Not stored" is only said if the request was refused, never sent completely, or the server shows otherwise.
fn check_not_stored(world: &World, before: &Before) {
    let is_failure = matches!(world.editor.writing().stage(), Stage::Failed(..) | Stage::Stopped(..));
    if !is_failure || before.is_failure || before.is_preparing {
        return;
    }
    let (Stage::Failed(kind, _) | Stage::Stopped(kind, _)) = world.editor.writing().stage() else { return };
    let last_save = world.saves.last().map(|(_, fate)| *fate);
    let fate = if kind.is_of_fields() { last_save } else { world.last_photo };
    assert!(!fate.is_none_or(Fate::is_open), "{:?} after {fate:?}", world.said());
}

/// Whether a message is shown about the write that has ended, or its outcome is being checked.
fn is_told(world: &World) -> bool {
    let editor = &world.editor;
    match editor.writing().stage() {
        Stage::Checking(_) | Stage::Failed(..) | Stage::Stopped(..) => true,
        Stage::Idle | Stage::Preparing(_) | Stage::Sending(..) => {
            let is_said = editor.notices().iter().next().is_some();
            is_said
                || editor.writing().doubts().next().is_some()
                || matches!(world.left, Some(Navigation::SignIn(_)))
        }
    }
}

struct Before {
    typed: BTreeMap<Field, String>,
    changed: Vec<Field>,
    said: Vec<&'static str>,
    /// The write that was running.
    write: Option<WorkId>,
    is_preparing: bool,
    is_failure: bool,
}

fn before(world: &World) -> Before {
    let editor = &world.editor;
    let is_changed = |field: &Field| editor.form().is_changed(*field, editor.saved());
    let stage = editor.writing().stage();
    Before {
        typed: typed(world),
        changed: Field::FORM.into_iter().filter(is_changed).collect(),
        said: world.said(),
        write: world.work.iter().find(|(_, work)| is_write(work)).map(|(id, _)| *id),
        is_preparing: matches!(stage, Stage::Preparing(_)),
        is_failure: matches!(stage, Stage::Failed(..) | Stage::Stopped(..)),
    }
}

/// At the end all work succeeds: nothing is running any more, and the editor shows what is stored.
fn finish(world: &mut World) {
    world.event(Event::Declined, Fate::Good);
    world.event(Event::Declined, Fate::Good);
    world.settle();
    world.event(Event::Declined, Fate::Good);
    let stage = world.editor.writing().stage();
    assert!(matches!(stage, Stage::Idle | Stage::Failed(..) | Stage::Stopped(..)), "{stage:?}");
    assert!(!world.editor.writing().is_busy());
    world.event(Event::RefreshPressed, Fate::Good);
    world.settle();
    assert_eq!(world.editor.saved(), &world.stored, "what is shown is what is stored");

    // Saving works, whatever has happened before.
    for field in Field::FORM {
        world.event(Event::KeptMine(field), Fate::Good);
    }
    world.event(Event::SavePressed, Fate::Good);
    world.settle_with_yes();
    assert_eq!(world.editor.unsaved(), 0, "{:?}", world.said());
    undo_every_save(world);

    put_back_after_a_change(world);
    for (removes, fate) in
        [(false, Fate::Lost), (false, Fate::Dropped), (true, Fate::Lost), (true, Fate::Dropped)]
    {
        put_back_after_a_doubt(world, removes, fate);
    }
}

/// Each save can be undone, the last first. Then its fields have their values from before.
fn undo_every_save(world: &mut World) {
    let saves: Vec<_> = world.editor.saves().iter().cloned().collect();
    for saved in saves {
        world.event(Event::UndoSavePressed(saved.id()), Fate::Good);
        world.settle_with_yes();
        for (field, replaced) in saved.changes() {
            assert!(replaced.before.is_shown(*field, &world.stored), "{field:?} {:?}", world.said());
        }
    }
}

/// If the change of the photo can be undone, undo restores it byte for byte.
fn put_back_after_a_change(world: &mut World) {
    let previous = world.photo().cloned();
    let photo = world.new_photo();
    world.event(Event::PhotoScreenOpened, Fate::Good);
    world.settle();
    world.left = None;
    world.event(Event::PhotoChosen(photo.clone(), Sentence::of("photo-done")), Fate::Good);
    world.settle_with_yes();
    assert_eq!(world.left, Some(Navigation::ClosePhotoScreen));
    world.event(Event::PhotoScreenLeft, Fate::Good);
    assert_eq!(world.photo(), Some(&photo.bytes));
    put_back(world, previous.as_ref());
    assert!(!world.editor.can_undo_photo());
}

/// The same if it is unknown whether the photo was changed, because the server cannot be reached.
fn put_back_after_a_doubt(world: &mut World, removes: bool, fate: Fate) {
    let previous = world.photo().cloned();
    if removes && previous.is_none() {
        return;
    }
    let event = if removes {
        Event::RemovePressed
    } else {
        world.event(Event::PhotoScreenOpened, Fate::Good);
        world.settle();
        Event::PhotoChosen(world.new_photo(), Sentence::of("photo-done"))
    };
    world.event(event, Fate::Good);
    while let Some((id, work)) = world.needed() {
        assert!(!world.editor.is_asking());
        let fate = match world.editor.writing().stage() {
            Stage::Preparing(_) => Fate::Good,
            _ if is_write(&work) => fate,
            _ => Fate::Offline,
        };
        world.end(id, fate);
    }
    assert!(world.editor.writing().doubts().next().is_some(), "{:?}", world.said());
    world.event(Event::PhotoScreenLeft, Fate::Good);
    put_back(world, previous.as_ref());
}

fn put_back(world: &mut World, previous: Option<&Bytes>) {
    assert!(world.editor.can_undo_photo());
    world.event(Event::UndoPhotoPressed, Fate::Good);
    world.settle_with_yes();
    assert_eq!(world.photo(), previous, "{:?}", world.said());
}

fn run(steps: &[u32], overwrites: bool) {
    let mut world = World::new(overwrites);
    for n in steps {
        (world.left, world.last_read) = (None, None);
        if n.is_multiple_of(41) {
            restart(&mut world, Fate::ALL[(n >> 8) as usize % Fate::ALL.len()], n.is_multiple_of(2));
            continue;
        }
        let before = before(&world);
        let is_edit = step(&mut world, *n);
        check(&world, &before, is_edit);
    }
    finish(&mut world);
}

/// The number of sequences; twice as many in the long run.
fn runs() -> u32 {
    if std::env::var_os("NAMEPLATE_LONG").is_some() { 20_000 } else { 10_000 }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: runs(), max_shrink_iters: 4000, ..ProptestConfig::default() })]

    #[test]
    fn the_laws_hold_in_every_order(steps in vec(any::<u32>(), 1..60), overwrites in any::<bool>()) {
        run(&steps, overwrites);
    }
}
