//! Counting down the time that the server asked to wait for, until the next answer of it.

use super::effects::{Effects, Work, WorkId};
use crate::api::{self, Why};
use crate::sentence::next_step;

use std::time::Duration;

/// The time to wait. By default there is none.
#[derive(Debug, Default)]
pub(super) enum Countdown {
    #[default]
    None,
    /// So much is left, and after this step less.
    Counting(Duration, WorkId, Duration),
    /// It is over.
    Over,
}

impl Countdown {
    /// What is left; nothing where the server has not asked to wait.
    pub(super) fn left(&self) -> Option<Duration> {
        match self {
            Self::None => None,
            Self::Counting(left, ..) => Some(*left),
            Self::Over => Some(Duration::ZERO),
        }
    }

    /// A request has ended so.
    pub(super) fn note(&mut self, failure: Option<&api::Error>, effects: &mut Effects) {
        *self = match failure.and_then(api::Error::why) {
            Some(Why::Throttled { wait: Some(wait) }) => Self::from(wait, effects),
            _ => Self::None,
        };
    }

    /// Whether this is a step of it.
    pub(super) fn wants(&self, id: WorkId) -> bool {
        matches!(self, Self::Counting(_, work, _) if *work == id)
    }

    /// A step is over.
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
