//! Counts down the time that the server asked to wait. The next answer ends it.

use super::effects::{Effects, Work, WorkId};
use crate::api::{self, Why};
use crate::sentence::next_step;

use std::time::Duration;

/// The time to wait. By default there is none.
#[derive(Debug, Default)]
pub(super) enum Countdown {
    #[default]
    None,
    /// The time that is left, the work that waits for the next step, and the length of that step.
    Counting(Duration, WorkId, Duration),
    /// It is over.
    Over,
}

impl Countdown {
    /// The time that is left; none if the server has not asked to wait.
    pub(super) fn left(&self) -> Option<Duration> {
        match self {
            Self::None => None,
            Self::Counting(left, ..) => Some(*left),
            Self::Over => Some(Duration::ZERO),
        }
    }

    /// Handles the result of a request.
    pub(super) fn note(&mut self, failure: Option<&api::Error>, effects: &mut Effects) {
        *self = match failure.and_then(api::Error::why) {
            Some(Why::Throttled { wait: Some(wait) }) => Self::from(wait, effects),
            _ => Self::None,
        };
    }

    /// Whether this work is a step of the countdown.
    pub(super) fn wants(&self, id: WorkId) -> bool {
        matches!(self, Self::Counting(_, work, _) if *work == id)
    }

    /// Handles the end of a step.
    pub(super) fn step(&mut self, effects: &mut Effects) {
        if let Self::Counting(left, _, step) = self {
            *self = Self::from(left.saturating_sub(*step), effects);
        }
    }

    fn from(left: Duration, effects: &mut Effects) -> Self {
        if left.is_zero() {
            return Self::Over;
        }
        let step = next_step(left);
        Self::Counting(left, effects.start(Work::Wait(step)), step)
    }
}
