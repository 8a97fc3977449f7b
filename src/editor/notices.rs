//! What is said to the person, and for how long: the outcome of what they did, and beside it what else they should
//! know.

use super::effects::{Effects, Event, Work, WorkId};
use crate::sentence::Sentence;

use std::time::Duration;

/// How long a notice stays.
const STAYS: Duration = Duration::from_secs(20);

/// What is said now.
#[derive(Debug, Default)]
pub struct Notices {
    outcome: Option<Notice>,
    beside: Vec<Notice>,
    /// What was said beside outcomes in this run: nothing of it is said twice.
    told: Vec<Sentence>,
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

impl Notices {
    /// Everything that is said, the outcome of what the person did first.
    pub fn iter(&self) -> impl Iterator<Item = &Notice> {
        self.outcome.iter().chain(&self.beside)
    }

    /// Says what something that the person did came to, in the place of the outcome before.
    pub(super) fn say(
        &mut self,
        sentence: Sentence,
        tone: Tone,
        offer: Option<Offer>,
        effects: &mut Effects,
    ) {
        self.outcome = Some(Notice { id: effects.start(Work::Wait(STAYS)), sentence, tone, offer });
    }

    /// Says something beside that, once.
    pub(super) fn tell(&mut self, sentence: Sentence, effects: &mut Effects) {
        if self.told.contains(&sentence) {
            return;
        }
        self.told.push(sentence.clone());
        let id = effects.start(Work::Wait(STAYS));
        self.beside.push(Notice { id, sentence, tone: Tone::Mixed, offer: None });
    }

    /// Takes one back: it was closed, or its time is over.
    pub(super) fn close(&mut self, id: WorkId) {
        let _ = self.outcome.take_if(|notice| notice.id == id);
        self.beside.retain(|notice| notice.id != id);
    }

    /// The person begins something else: the outcome of what was before goes.
    pub(super) fn begin(&mut self) {
        self.outcome = None;
    }

    /// The form was changed: what would be stepped back to now is something else.
    pub(super) fn edited(&mut self) {
        let _ = self.outcome.take_if(|notice| {
            notice.offer.as_ref().is_some_and(|offer| matches!(*offer.event, Event::SteppedBack))
        });
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

    /// Takes the last change of the photo back.
    pub(super) fn undo_photo() -> Self {
        Self { label: "general-undo", event: Box::new(Event::UndoPhotoPressed) }
    }
}
