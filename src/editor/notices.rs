//! What is said to the person, and for how long: the outcome of what they did, and beside it what else they should
//! know.

use super::effects::{Effects, Event, Work, WorkId};
use super::form::Merged;
use super::kind::Kind;
use super::saves::SaveId;
use crate::profile::Field;
use crate::sentence::{Sentence, Value};

use std::time::Duration;

/// What is said of fields that were changed here and elsewhere.
const CONFLICT: &str = "profile-conflict";

/// How long a notice stays.
const STAYS: Duration = Duration::from_secs(20);

/// How long it stays that fields were written, which everybody expects. The menu can still take that back.
const STAYS_SAVED: Duration = Duration::from_secs(4);

/// What is said now.
#[derive(Debug, Default)]
pub struct Notices {
    /// At most one for each topic.
    outcomes: Vec<(Topic, Notice)>,
    beside: Vec<Notice>,
    /// What was said once and for all in this run.
    said_once: Vec<Sentence>,
}

/// What an outcome is about. It takes the place of the one before about the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    /// Writing fields.
    Fields,
    /// Writing the photo.
    Photo,
    /// Anything else.
    Other,
}

/// One thing that is said.
#[derive(Debug)]
pub struct Notice {
    id: WorkId,
    sentence: Sentence,
    tone: Tone,
    offer: Option<Offer>,
}

/// What can be done about it.
#[derive(Debug, Clone)]
pub struct Offer {
    /// The words of the button.
    pub label: &'static str,
    /// What pressing it means.
    pub event: Box<Event>,
}

/// How a notice looks, and whether it interrupts a screen reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// It worked.
    Good,
    /// It did not, or not all of it.
    Mixed,
}

impl Topic {
    /// What a write of this kind is about.
    pub(super) fn of(kind: Kind) -> Self {
        if kind.is_of_fields() { Self::Fields } else { Self::Photo }
    }
}

impl Notices {
    /// Everything that is said, the outcome of what the person did first.
    pub fn iter(&self) -> impl Iterator<Item = &Notice> {
        self.outcomes.iter().map(|(_, notice)| notice).chain(&self.beside)
    }

    /// Says what something that the person did came to.
    pub(super) fn say_outcome(
        &mut self,
        topic: Topic,
        sentence: Sentence,
        tone: Tone,
        offer: Option<Offer>,
        effects: &mut Effects,
    ) {
        self.outcomes.retain(|(other, _)| *other != topic);
        let stays = if (topic, tone) == (Topic::Fields, Tone::Good) { STAYS_SAVED } else { STAYS };
        let notice = Notice { id: effects.start(Work::Wait(stays)), sentence, tone, offer };
        self.outcomes.push((topic, notice));
    }

    /// Says something beside the outcomes, once in this run.
    pub(super) fn say_once(&mut self, sentence: Sentence, effects: &mut Effects) {
        if !self.said_once.contains(&sentence) {
            self.said_once.push(sentence.clone());
            self.say_beside(sentence, Tone::Mixed, effects);
        }
    }

    /// Says what was changed elsewhere.
    pub(super) fn say_merged(&mut self, merged: &Merged, effects: &mut Effects) {
        let Merged { taken, conflicts } = merged;
        let about = |id, fields: &Vec<Field>| {
            let said = || Sentence::of(id).with("fields", Value::Fields(fields.clone()));
            (!fields.is_empty()).then(said)
        };
        let said = [about("profile-changed-elsewhere", taken), about(CONFLICT, conflicts)];
        for sentence in said.into_iter().flatten() {
            self.say_beside(sentence, Tone::Mixed, effects);
        }
    }

    /// Says which fields have an earlier text one step back.
    pub(super) fn say_set_back(&mut self, fields: Vec<Field>, effects: &mut Effects) {
        if !fields.is_empty() {
            let said = Sentence::of("profile-draft-beside").with("fields", Value::Fields(fields));
            self.say_beside(said, Tone::Mixed, effects);
        }
    }

    /// What was changed here and elsewhere is said in another way from now on.
    pub(super) fn replace_conflicts(&mut self) {
        self.beside.retain(|notice| notice.sentence.id() != CONFLICT);
    }

    /// Says something beside the outcomes.
    pub(super) fn say_beside(&mut self, sentence: Sentence, tone: Tone, effects: &mut Effects) {
        self.beside.retain(|notice| notice.sentence != sentence);
        let id = effects.start(Work::Wait(STAYS));
        self.beside.push(Notice { id, sentence, tone, offer: None });
    }

    /// Takes one back: it was closed, or its time is over.
    pub(super) fn close(&mut self, id: WorkId) {
        self.outcomes.retain(|(_, notice)| notice.id != id);
        self.beside.retain(|notice| notice.id != id);
    }

    /// The person begins something else: the outcomes of what was before go.
    pub(super) fn begin(&mut self) {
        self.outcomes.clear();
    }

    /// The form was changed: what went well before is known by now, and what would be stepped back to is something else.
    pub(super) fn edited(&mut self) {
        self.outcomes.retain(|(_, notice)| notice.tone != Tone::Good);
    }

    /// Whether this is the time of a notice.
    pub(super) fn wants(&self, id: WorkId) -> bool {
        self.iter().any(|notice| notice.id == id)
    }
}

impl Notice {
    /// Names it, to close it.
    pub fn id(&self) -> WorkId {
        self.id
    }

    /// What is said.
    pub fn sentence(&self) -> &Sentence {
        &self.sentence
    }

    /// How it looks.
    pub fn tone(&self) -> Tone {
        self.tone
    }

    /// What can be done about it.
    pub fn offer(&self) -> Option<&Offer> {
        self.offer.as_ref()
    }
}

impl Offer {
    /// Leads back one step in the form.
    pub(super) fn step_back() -> Self {
        Self { label: "general-undo", event: Box::new(Event::SteppedBack) }
    }

    /// Leads back to what is saved.
    pub(super) fn discard() -> Self {
        Self { label: "profile-discard", event: Box::new(Event::DiscardPressed) }
    }

    /// Takes a save back.
    pub(super) fn undo_save(save: SaveId) -> Self {
        Self { label: "general-undo", event: Box::new(Event::UndoSavePressed(save)) }
    }

    /// Takes the last change of the photo back.
    pub(super) fn undo_photo() -> Self {
        Self { label: "general-undo", event: Box::new(Event::UndoPhotoPressed) }
    }
}
