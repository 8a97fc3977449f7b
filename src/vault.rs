//! The key in the system's keyring: Secret Service on Linux, Keychain, Credential Manager. Async outside,
//! blocking inside. It never falls back to a file.

use crate::secret::Secret;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// Where keys are kept between runs. Cheap to clone.
#[derive(Debug, Clone)]
pub enum Vault {
    /// The system's keyring.
    System,
    /// Kept for this run only: `--demo`, `NAMEPLATE_KEY`, tests.
    Memory(Arc<Mutex<HashMap<String, Secret>>>),
}

/// Why the keyring did not do it. The person goes on for this run and is told why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// No keyring service runs here.
    #[error("no keyring is available")]
    Absent,
    /// It is locked and was not unlocked, or access was refused.
    #[error("the keyring is locked")]
    Locked,
    /// It did not answer in time.
    #[error("the keyring does not answer")]
    Slow,
    /// Anything else.
    #[error("the keyring failed")]
    Failed,
}

impl Vault {
    /// A vault that forgets when the program ends.
    pub fn memory() -> Self {
        Self::Memory(Arc::default())
    }

    /// The key of an account (`{origin}#{id}`); a missing entry is `Ok(None)`.
    pub async fn load(&self, _account: String) -> Result<Option<Secret>, Error> {
        unimplemented!()
    }

    /// Keeps a key.
    pub async fn save(&self, _account: String, _key: Secret) -> Result<(), Error> {
        unimplemented!()
    }

    /// Forgets a key; a missing entry is fine.
    pub async fn forget(&self, _account: String) -> Result<(), Error> {
        unimplemented!()
    }
}
