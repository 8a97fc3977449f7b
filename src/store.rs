//! Files of this person on this machine: known accounts, settings, the picture cache. Written atomically,
//! readable by the owner alone, never with a key in them.

pub mod accounts;
pub mod cache;
pub mod settings;

pub use accounts::Account;
pub use settings::{Interface, Theme};

use std::path::{Path, PathBuf};

/// The folders of one data location. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    data: PathBuf,
}

/// Why a file could not be written or read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a file could not be written")]
pub struct Error;

impl Store {
    /// Everything in one folder (`--data-dir`, `--demo`, tests).
    pub fn at(data: impl Into<PathBuf>) -> Self {
        Self { data: data.into() }
    }

    /// The folder itself.
    pub fn folder(&self) -> &Path {
        &self.data
    }
}
