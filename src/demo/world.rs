//! The state of the server, behind one lock.

use super::auth::RateLimit;
use super::behaviour::Behaviour;
#[cfg(feature = "demo-faults")]
use super::fault::{Faults, Journal};
use super::people::People;
use super::seed::Seed;

use std::sync::{Mutex, MutexGuard, PoisonError};

/// The state of the server.
#[derive(Debug)]
pub(super) struct World {
    /// The settings.
    pub(super) behaviour: Behaviour,
    /// The stored data.
    pub(super) people: People,
    /// The recent requests of each person.
    pub(super) rate_limit: RateLimit,
    /// The faults for later requests.
    #[cfg(feature = "demo-faults")]
    pub(super) faults: Faults,
    /// The recorded requests.
    #[cfg(feature = "demo-faults")]
    pub(super) journal: Journal,
}

impl World {
    /// The state at the start.
    pub(super) fn new(behaviour: Behaviour, seed: Seed) -> Self {
        Self {
            people: seed.people(&behaviour),
            behaviour,
            rate_limit: RateLimit::default(),
            #[cfg(feature = "demo-faults")]
            faults: Faults::default(),
            #[cfg(feature = "demo-faults")]
            journal: Journal::default(),
        }
    }
}

/// Takes the lock, also after a panic of a handler: tests may still read the state.
pub(super) fn lock(world: &Mutex<World>) -> MutexGuard<'_, World> {
    world.lock().unwrap_or_else(PoisonError::into_inner)
}
