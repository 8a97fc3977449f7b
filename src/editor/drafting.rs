//! When what is typed is written down: soon after an edit, and again after the next ones, so that a crash or a power cut
//! takes at most the last second.
//!
//! The first edit starts a pause that later ones do not lengthen. One write at a time; what was typed meanwhile is written
//! after it. What could not be written is tried again.

use super::effects::{Done, Effects, Work, WorkId};
use crate::profile::Draft;
use crate::sentence::Sentence;

use std::time::Duration;

/// From an edit to the writing of it.
const PAUSE: Duration = Duration::from_millis(500);
/// From a failure to the next try.
const RETRY: Duration = Duration::from_secs(10);

/// What is written down of what is typed.
#[derive(Debug, Default)]
pub struct Drafting {
    state: State,
    /// What is on the disk.
    written: Option<Draft>,
    failure: Option<Sentence>,
}

#[derive(Debug, Default)]
enum State {
    /// Nothing may be written, or it is not known yet what is there.
    #[default]
    Off,
    Idle,
    Waiting(WorkId),
    Writing(WorkId, Option<Draft>),
    /// It has failed, and is tried again after this.
    Failed(WorkId),
}

impl Drafting {
    /// Why what is typed could not be written down the last time.
    pub fn failure(&self) -> Option<&Sentence> {
        self.failure.as_ref()
    }

    /// Whether what is typed is written down, so that nothing is lost when the window closes.
    pub fn is_on(&self) -> bool {
        !matches!(self.state, State::Off) && self.failure.is_none()
    }

    /// Begins, on top of what is on the disk.
    pub(super) fn begin(&mut self, written: Option<Draft>) {
        *self = Self { state: State::Idle, written, failure: None };
    }

    /// Sees to it that this gets on the disk.
    pub(super) fn follow(&mut self, draft: Option<&Draft>, effects: &mut Effects) {
        if matches!(self.state, State::Idle) && !self.is_written(draft) {
            self.state = State::Waiting(effects.start(Work::Wait(PAUSE)));
        }
    }

    /// Something was edited: what has failed is tried again soon.
    pub(super) fn edited(&mut self) {
        if matches!(self.state, State::Failed(_)) {
            self.state = State::Idle;
        }
    }

    /// Whether this is work of this machine.
    pub(super) fn wants(&self, id: WorkId) -> bool {
        match &self.state {
            State::Off | State::Idle => false,
            State::Waiting(work) | State::Writing(work, _) | State::Failed(work) => *work == id,
        }
    }

    /// Some work of this machine has ended; this is to be on the disk now.
    pub(super) fn done(&mut self, done: Done, draft: Option<Draft>, effects: &mut Effects) {
        match (std::mem::take(&mut self.state), done) {
            (State::Writing(_, written), Done::Kept(Ok(()))) => {
                (self.written, self.failure, self.state) = (written, None, State::Idle);
            }
            (State::Writing(..), Done::Kept(Err(said))) => {
                self.failure = Some(said);
                self.state = State::Failed(effects.start(Work::Wait(RETRY)));
            }
            (State::Waiting(_) | State::Failed(_), _) => {
                let work = effects.start(Work::KeepDraft(draft.clone()));
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
