//! Decides when the draft is stored: soon after each edit, so that a crash or a power cut loses at most the last second.
//!
//! The first edit starts a pause, which later edits do not lengthen. There is one write at a time; edits during it are stored
//! after it. A failed write is tried again.

use super::effects::{Done, Effects, Work, WorkId};
use crate::profile::Draft;
use crate::sentence::Sentence;

use std::time::Duration;

/// The time from an edit to storing it.
const PAUSE: Duration = Duration::from_millis(500);
/// The time from a failure to the next try.
const RETRY: Duration = Duration::from_secs(10);

/// The state of storing the draft.
#[derive(Debug, Default)]
pub struct Drafting {
    state: State,
    /// The draft on the disk.
    written: Option<Draft>,
    failure: Option<Sentence>,
}

#[derive(Debug, Default)]
enum State {
    /// Nothing may be written: it is not known yet which draft is on the disk, or another window has it.
    #[default]
    Off,
    /// This draft on the disk has other values for fields that are edited here. It is not overwritten.
    Blocked(Box<Draft>),
    Idle,
    Waiting(WorkId),
    Writing(WorkId, Option<Draft>),
    /// It has failed; the work is the pause before the next try.
    Failed(WorkId),
}

impl Drafting {
    /// Why the draft could not be stored the last time.
    pub fn failure(&self) -> Option<&Sentence> {
        self.failure.as_ref()
    }

    /// Whether the draft is stored, so that closing the window loses nothing.
    pub fn is_on(&self) -> bool {
        !matches!(self.state, State::Off | State::Blocked(_)) && self.failure.is_none()
    }

    /// Begins. `written` is the draft on the disk.
    pub(super) fn begin(&mut self, written: Option<Draft>) {
        *self = Self { state: State::Idle, written, failure: None };
    }

    /// Waits until the edits here are the same as in this draft, which is on the disk.
    pub(super) fn wait_for(&mut self, written: Draft) {
        *self = Self { state: State::Blocked(Box::new(written)), ..Self::default() };
    }

    /// The draft on the disk that it waits for.
    pub(super) fn waits_for(&self) -> Option<&Draft> {
        if let State::Blocked(written) = &self.state { Some(written) } else { None }
    }

    /// Begins storing this draft if it is not on the disk.
    pub(super) fn follow(&mut self, draft: Option<&Draft>, effects: &mut Effects) {
        if matches!(self.state, State::Idle) && !self.is_written(draft) {
            self.state = State::Waiting(effects.start(Work::Wait(PAUSE)));
        }
    }

    /// Handles an edit: after a failure the next try is soon.
    pub(super) fn edited(&mut self) {
        if matches!(self.state, State::Failed(_)) {
            self.state = State::Idle;
        }
    }

    /// Whether the result of this work is needed.
    pub(super) fn wants(&self, id: WorkId) -> bool {
        match &self.state {
            State::Off | State::Blocked(_) | State::Idle => false,
            State::Waiting(work) | State::Writing(work, _) | State::Failed(work) => *work == id,
        }
    }

    /// Handles the result of its work. `draft` is the current draft.
    pub(super) fn done(&mut self, done: Done, draft: Option<Draft>, effects: &mut Effects) {
        match (std::mem::take(&mut self.state), done) {
            (State::Writing(_, written), Done::DraftStored(Ok(()))) => {
                (self.written, self.failure, self.state) = (written, None, State::Idle);
            }
            (State::Writing(..), Done::DraftStored(Err(said))) => {
                self.failure = Some(said);
                self.state = State::Failed(effects.start(Work::Wait(RETRY)));
            }
            (State::Waiting(_) | State::Failed(_), _) => {
                let work = effects.start(Work::StoreDraft(draft.clone()));
                self.state = State::Writing(work, draft);
            }
            (state, _) => self.state = state,
        }
    }

    fn is_written(&self, draft: Option<&Draft>) -> bool {
        match (&self.written, draft) {
            (None, None) => true,
            (Some(written), Some(draft)) => written.holds_the_same(draft),
            _ => false,
        }
    }
}
