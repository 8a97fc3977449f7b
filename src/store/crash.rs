//! Stores what is known about a crash, for the next start. Blocking.

use super::error::Error;
use super::file;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use std::path::Path;

/// The largest file that is read, in bytes.
const MAX: u64 = 64 << 10;

const NAME: &str = "crash.json";

/// A run of the program that crashed. It holds no personal value, only places in the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crash {
    /// When it happened.
    pub at: Timestamp,
    /// The version of the program.
    pub version: String,
    /// The thread and the place in the source.
    pub place: String,
    /// The functions that were running, the last called first.
    pub frames: Vec<String>,
}

/// Writes it into the log folder.
pub(super) fn write(folder: &Path, crash: &Crash) -> Result<(), Error> {
    let content = serde_json::to_vec_pretty(crash).map_err(|_| Error::Failed)?;
    Ok(file::write(&folder.join(NAME), &content)?)
}

/// Reads and removes it. None if there is none or it cannot be read.
pub(super) fn take(folder: &Path) -> Option<Crash> {
    let path = folder.join(NAME);
    let content = file::read(&path, MAX).ok().flatten()?;
    let _ = file::remove(&path);
    serde_json::from_slice(&content).ok()
}
