//! The notices on screen, and how long they stay: the outcomes of actions, and other news.

use super::effects::{Effects, Event, Work, WorkId};
use super::form::Merged;
use super::kind::WriteKind;
use super::saves::SaveId;
use crate::profile::Field;
use crate::sentence::{Sentence, Value};

use std::time::Duration;

/// The sentence about fields in conflict.
const CONFLICT: &str = "profile-conflict";

/// The sentence about fields in conflict, after *Save*.
pub(super) const CONFLICT_OPEN: &str = "profile-conflict-open";

/// The sentence about fields that were changed elsewhere and not here.
const TAKEN: &str = "profile-changed-elsewhere";

/// How long a notice stays.
const STAYS: Duration = Duration::from_secs(20);

/// How long the notice about a successful save stays, which the person expects. The menu can still undo the save.
const STAYS_SAVED: Duration = Duration::from_secs(4);

/// The notices on screen.
#[derive(Debug, Default)]
pub struct Notices {
    /// At most one for each topic.
    outcomes: Vec<(Topic, Notice)>,
    others: Vec<Notice>,
    /// Sentences that are shown only once in a run and were shown.
    said_once: Vec<Sentence>,
}

/// The topic of an outcome. A new outcome replaces the one before with the same topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    /// Writing fields.
    Fields,
    /// Writing the photo.
    Photo,
    /// Anything else.
    Other,
}

/// One notice.
#[derive(Debug)]
pub struct Notice {
    id: WorkId,
    sentence: Sentence,
    tone: Tone,
    offer: Option<Offer>,
}

/// The button of a notice.
#[derive(Debug, Clone)]
pub struct Offer {
    /// The words of the button.
    pub label: &'static str,
    /// The event of pressing it.
    pub event: Box<Event>,
}

/// The tone of a notice: how it looks, and whether it interrupts a screen reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Success.
    Good,
    /// Failure, or not everything has worked.
    Mixed,
}

impl Topic {
    /// The topic of a write of this kind.
    pub(super) fn of(kind: WriteKind) -> Self {
        if kind.is_of_fields() { Self::Fields } else { Self::Photo }
    }
}

impl Notices {
    /// All notices, the outcomes first.
    pub fn iter(&self) -> impl Iterator<Item = &Notice> {
        self.outcomes.iter().map(|(_, notice)| notice).chain(&self.others)
    }

    /// Shows the outcome of an action.
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

    /// Shows a sentence that is no outcome, only once in a run.
    pub(super) fn say_once(&mut self, sentence: Sentence, effects: &mut Effects) {
        if !self.said_once.contains(&sentence) {
            self.said_once.push(sentence.clone());
            self.say_also(sentence, Tone::Mixed, effects);
        }
    }

    /// Shows which fields were changed elsewhere.
    pub(super) fn say_merged(&mut self, merged: &Merged, effects: &mut Effects) {
        let Merged { taken, conflicts } = merged;
        let about = |id, fields: &Vec<Field>| {
            let said = || Sentence::of(id).with("fields", Value::Fields(fields.clone()));
            (!fields.is_empty()).then(said)
        };
        let said = [about(TAKEN, taken), about(CONFLICT, conflicts)];
        for sentence in said.into_iter().flatten() {
            self.say_also(sentence, Tone::Mixed, effects);
        }
    }

    /// Removes from the notices about conflicts the fields that are no longer in conflict.
    pub(super) fn retain_conflicts(&mut self, is_open: impl Fn(Field) -> bool) {
        self.retain_fields(&[CONFLICT, CONFLICT_OPEN], is_open);
    }

    /// Removes fields that were written here from the notice about fields that were changed elsewhere.
    pub(super) fn remove_taken(&mut self, written: &[Field]) {
        self.retain_fields(&[TAKEN], |field| !written.contains(&field));
    }

    /// Removes other fields from the sentences with these ids. A sentence without a field is removed.
    fn retain_fields(&mut self, ids: &[&str], keep: impl Fn(Field) -> bool) {
        let has_rest = |notice: &mut Notice| {
            let named = notice.sentence.fields();
            if !ids.contains(&notice.sentence.id()) || named.iter().all(|field| keep(*field)) {
                return true;
            }
            let rest: Vec<_> = named.iter().copied().filter(|field| keep(*field)).collect();
            notice.sentence = notice.sentence.clone().about(&rest);
            !rest.is_empty()
        };
        self.outcomes.retain_mut(|(_, notice)| has_rest(notice));
        self.others.retain_mut(has_rest);
    }

    /// Removes the notice about conflicts, because they are shown in another way now.
    pub(super) fn remove_conflicts(&mut self) {
        self.others.retain(|notice| notice.sentence.id() != CONFLICT);
    }

    /// Shows a sentence that is no outcome.
    pub(super) fn say_also(&mut self, sentence: Sentence, tone: Tone, effects: &mut Effects) {
        self.others.retain(|notice| notice.sentence != sentence);
        let id = effects.start(Work::Wait(STAYS));
        self.others.push(Notice { id, sentence, tone, offer: None });
    }

    /// Removes a notice: it was closed, or its time is over.
    pub(super) fn close(&mut self, id: WorkId) {
        self.outcomes.retain(|(_, notice)| notice.id != id);
        self.others.retain(|notice| notice.id != id);
    }

    /// Removes all outcomes, because the person begins something else.
    pub(super) fn begin(&mut self) {
        self.outcomes.clear();
    }

    /// Removes the notices of success after an edit. They have been seen, and their undo would not fit any more.
    pub(super) fn edited(&mut self) {
        self.outcomes.retain(|(_, notice)| notice.tone != Tone::Good);
    }

    /// Whether this work is the time of a notice.
    pub(super) fn wants(&self, id: WorkId) -> bool {
        self.iter().any(|notice| notice.id == id)
    }
}

impl Notice {
    /// Its id, to close it.
    pub fn id(&self) -> WorkId {
        self.id
    }

    /// The sentence.
    pub fn sentence(&self) -> &Sentence {
        &self.sentence
    }

    /// The tone.
    pub fn tone(&self) -> Tone {
        self.tone
    }

    /// The button, if it has one.
    pub fn offer(&self) -> Option<&Offer> {
        self.offer.as_ref()
    }
}

impl Offer {
    /// Undoes one step in the form.
    pub(super) fn step_back() -> Self {
        Self { label: "general-undo", event: Box::new(Event::SteppedBack) }
    }

    /// Undoes a save.
    pub(super) fn undo_save(save: SaveId) -> Self {
        Self { label: "general-undo", event: Box::new(Event::UndoSavePressed(save)) }
    }

    /// Undoes the last change of the photo.
    pub(super) fn undo_photo() -> Self {
        Self { label: "general-undo", event: Box::new(Event::UndoPhotoPressed) }
    }
}
