//! The laws, held through random orders of everything that can happen.

use super::fate::Fate;
use super::model::{World, is_write};
use crate::api::Progress;
use crate::editor::{Event, Kind, Leave, Stage, WorkId};
use crate::profile::normalize::Letters;
use crate::profile::{Field, Gender, Value};
use crate::sentence::Sentence;

use bytes::Bytes;
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, any};
use proptest::proptest;

use std::collections::BTreeMap;

/// What stands in the form.
fn typed(world: &World) -> BTreeMap<Field, String> {
    let form = world.editor.form();
    let texts = Field::TEXT.into_iter().map(|field| (field, form.input(field).value.clone()));
    let gender = form.gender().and_then(Gender::as_sent).unwrap_or_default().to_owned();
    texts.chain([(Field::Gender, gender)]).collect()
}

/// Something that the person does.
fn person(world: &mut World, n: u32) -> Event {
    const NAMES: [&str; 4] = ["Ada", "Eva", "Sara", ""];
    let text = NAMES[n as usize / 20 % NAMES.len()].to_owned();
    let kinds = [Kind::Save, Kind::NewPhoto, Kind::Removal, Kind::PutBack];
    match n % 20 {
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
        16 => Event::CancelPressed(kinds[n as usize / 20 % kinds.len()]),
        17 => Event::LookPressed(kinds[n as usize / 20 % kinds.len()]),
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

/// Whether the person means to change what stands in the form.
fn edits(event: &Event) -> bool {
    matches!(
        event,
        Event::Typed(..)
            | Event::Chosen(_)
            | Event::Undone(_)
            | Event::SteppedBack
            | Event::SteppedForward
            | Event::Confirmed
    )
}

/// One thing that happens. Returns whether the person means to change the form by it.
fn step(world: &mut World, n: u32) -> bool {
    let fate = Fate::ALL[(n >> 8) as usize % Fate::ALL.len()];
    match n % 8 {
        0..=3 => {
            let event = person(world, n >> 3);
            let is_edit = edits(&event);
            let undoes = matches!(event, Event::UndoPhotoPressed) && world.editor.can_undo_photo();
            world.event(event, fate);
            assert!(!undoes || world.editor.writing().is_busy_with(Kind::PutBack), "nothing is put back");
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
        _ => world.change_elsewhere(Field::LastName, ["Amini", "Karimi"][(n >> 5) as usize % 2]),
    }
    false
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
    check_saved(world, before);
    check_not_stored(world, before);
    if let Some(write) = before.write
        && !world.work.contains_key(&write)
    {
        assert!(is_told(world), "a write has ended, and nothing is said of it: {:?}", world.last);
    }
    assert_eq!(editor.saved().id.as_deref(), Some("7"));
}

/// "Saved" is what the server shows.
fn check_saved(world: &World, before: &Before) {
    let Some((values, fate)) = &world.last_save else { return };
    let is_shown = |(field, value): &(&Field, &Value)| {
        let shown = world.editor.saved().text(**field).trim();
        match value {
            Value::Clear => shown.is_empty(),
            Value::Text(text) => shown == text.trim(),
        }
    };
    let shown = values.iter().filter(is_shown).count();
    for id in world.said().into_iter().filter(|id| !before.said.contains(id)) {
        let is_true = match id {
            "profile-saved" | "profile-cancelled-saved" => shown == values.len(),
            "profile-saved-altered" | "profile-saved-partly" | "profile-saved-unshown" => {
                shown > 0 || fate.is_answered()
            }
            _ => true,
        };
        assert!(is_true, "{id} after {fate:?}, and {shown} of {} are shown", values.len());
    }
}

/// "Not stored" is a fact: the request was refused, never sent whole, or answered by somebody who shows otherwise.
fn check_not_stored(world: &World, before: &Before) {
    let is_failure = matches!(world.editor.writing().stage(), Stage::Failed(..) | Stage::Stopped(..));
    if !is_failure || before.is_failure || before.is_preparing {
        return;
    }
    let is_open = world.last.as_ref().is_none_or(|(_, fate)| fate.is_open());
    assert!(!is_open, "{:?} after {:?}", world.said(), world.last);
}

/// Whether something is said of the write that has ended, or is found out.
fn is_told(world: &World) -> bool {
    let editor = &world.editor;
    match editor.writing().stage() {
        Stage::Checking(_) | Stage::Failed(..) | Stage::Stopped(..) => true,
        Stage::Idle | Stage::Preparing(_) | Stage::Sending(..) => {
            let is_said = editor.notices().iter().next().is_some();
            is_said
                || editor.writing().doubts().next().is_some()
                || matches!(world.left, Some(Leave::SignIn(_)))
        }
    }
}

struct Before {
    typed: BTreeMap<Field, String>,
    changed: Vec<Field>,
    said: Vec<&'static str>,
    /// The write that was under way.
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

/// At the end all work ends well: nothing is left under way, and what is stored is what is shown.
fn finish(world: &mut World) {
    world.event(Event::Declined, Fate::Good);
    world.event(Event::Declined, Fate::Good);
    world.settle();
    let stage = world.editor.writing().stage();
    assert!(matches!(stage, Stage::Idle | Stage::Failed(..) | Stage::Stopped(..)), "{stage:?}");
    assert!(!world.editor.writing().is_busy());
    world.event(Event::RefreshPressed, Fate::Good);
    world.settle();
    assert_eq!(world.editor.saved(), &world.stored, "what is shown is what is stored");

    // A saved form is saved, whatever was before.
    if !world.editor.is_asking() {
        world.event(Event::SavePressed, Fate::Good);
        world.settle();
        world.event(Event::Confirmed, Fate::Good);
        world.settle();
        assert_eq!(world.editor.unsaved(), 0, "{:?}", world.said());
    }

    put_back_after_a_change(world);
    for (removes, fate) in
        [(false, Fate::Lost), (false, Fate::Dropped), (true, Fate::Lost), (true, Fate::Dropped)]
    {
        put_back_after_a_doubt(world, removes, fate);
    }
}

/// What can be taken back is taken back, byte for byte.
fn put_back_after_a_change(world: &mut World) {
    let previous = world.photo().cloned();
    let photo = world.new_photo();
    world.event(Event::PhotoScreenOpened, Fate::Good);
    world.settle();
    world.left = None;
    world.event(Event::PhotoChosen(photo.clone(), Sentence::of("photo-done")), Fate::Good);
    world.settle();
    assert_eq!(world.left, Some(Leave::PhotoScreen));
    world.event(Event::PhotoScreenLeft, Fate::Good);
    assert_eq!(world.photo(), Some(&photo.bytes));
    put_back(world, previous.as_ref());
    assert!(!world.editor.can_undo_photo());
}

/// The same where nobody knows whether the photo was changed: the server is away by then.
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
    world.settle();
    world.event(Event::Confirmed, Fate::Good);
    world.settle();
    assert_eq!(world.photo(), previous, "{:?}", world.said());
}

fn run(steps: &[u32], overwrites: bool) {
    let mut world = World::new(overwrites);
    for n in steps {
        (world.left, world.last_read) = (None, None);
        let before = before(&world);
        let is_edit = step(&mut world, *n);
        check(&world, &before, is_edit);
    }
    finish(&mut world);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, max_shrink_iters: 4000, ..ProptestConfig::default() })]

    #[test]
    fn the_laws_hold_in_every_order(steps in vec(any::<u32>(), 1..60), overwrites in any::<bool>()) {
        run(&steps, overwrites);
    }
}
