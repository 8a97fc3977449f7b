//! All state of the server, behind one lock.

#[cfg(feature = "demo-faults")]
use super::fault::{Faults, Journal};
use super::gate::RateLimit;
use super::knobs::Knobs;
use super::people::People;
use super::seed::Seed;

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Everything the server knows.
#[derive(Debug)]
pub(super) struct World {
    /// How it behaves.
    pub(super) knobs: Knobs,
    /// What is stored.
    pub(super) people: People,
    /// How often each person asked.
    pub(super) rate_limit: RateLimit,
    /// What is to go wrong.
    #[cfg(feature = "demo-faults")]
    pub(super) faults: Faults,
    /// What was asked.
    #[cfg(feature = "demo-faults")]
    pub(super) journal: Journal,
}

impl World {
    /// At the start.
    pub(super) fn new(knobs: Knobs, seed: Seed) -> Self {
        Self {
            people: seed.people(&knobs),
            knobs,
            rate_limit: RateLimit::default(),
            #[cfg(feature = "demo-faults")]
            faults: Faults::default(),
            #[cfg(feature = "demo-faults")]
            journal: Journal::default(),
        }
    }
}

/// Takes the lock, also after a handler panicked: what it left is still worth reading.
pub(super) fn lock(world: &Mutex<World>) -> MutexGuard<'_, World> {
    world.lock().unwrap_or_else(PoisonError::into_inner)
}
