//! How long a picture may take, and whether anybody still waits for it.

use super::error::Error;

use std::sync::Weak;
use std::time::{Duration, Instant};

/// The longest time for one picture. Decoders that read as they go are stopped there; the others are kept
/// short by the limits of memory.
pub(super) const MAX_TIME: Duration = Duration::from_secs(12);

/// When the time for a picture is over.
#[derive(Clone)]
pub(super) struct Clock {
    until: Instant,
    wanted: Option<Weak<()>>,
}

impl Clock {
    /// The usual time from now on.
    pub(super) fn start() -> Self {
        Self::until(Instant::now() + MAX_TIME)
    }

    /// Until a point in time.
    pub(super) fn until(until: Instant) -> Self {
        Self { until, wanted: None }
    }

    /// The same, over as well once nobody holds `wanted` any more: a thread cannot be stopped from outside.
    pub(super) fn while_wanted(self, wanted: Weak<()>) -> Self {
        Self { wanted: Some(wanted), ..self }
    }

    /// Fails once the time is over.
    pub(super) fn check(&self) -> Result<(), Error> {
        if self.is_over() { Err(Error::TooLong) } else { Ok(()) }
    }

    /// Whether the time is over.
    pub(super) fn is_over(&self) -> bool {
        Instant::now() >= self.until || self.wanted.as_ref().is_some_and(|wanted| wanted.strong_count() == 0)
    }
}
