//! The time limit for one picture. It also ends when the result is no longer wanted.

use super::error::Error;

use std::sync::Weak;
use std::time::{Duration, Instant};

/// The time limit for one picture. Decoders that read their input step by step are stopped then; the others cannot take
/// long because of the memory limits.
pub(super) const MAX_TIME: Duration = Duration::from_secs(12);

/// When work on a picture has to stop.
#[derive(Clone)]
pub(super) struct Deadline {
    until: Instant,
    wanted: Option<Weak<()>>,
}

impl Deadline {
    /// [`MAX_TIME`] from now on.
    pub(super) fn start() -> Self {
        Self::until(Instant::now() + MAX_TIME)
    }

    /// A deadline at a point in time.
    pub(super) fn until(until: Instant) -> Self {
        Self { until, wanted: None }
    }

    /// The same deadline, which also passes when the last strong reference to `wanted` is dropped. A thread cannot be
    /// stopped from outside, so it has to ask.
    pub(super) fn while_wanted(self, wanted: Weak<()>) -> Self {
        Self { wanted: Some(wanted), ..self }
    }

    /// Fails with [`Error::TooLong`] if the deadline has passed.
    pub(super) fn check(&self) -> Result<(), Error> {
        if self.has_passed() { Err(Error::TooLong) } else { Ok(()) }
    }

    /// Whether the deadline has passed, or the result is no longer wanted.
    pub(super) fn has_passed(&self) -> bool {
        Instant::now() >= self.until || self.wanted.as_ref().is_some_and(|wanted| wanted.strong_count() == 0)
    }
}
