//! What is known of a run that ended by a fault of its own, for the next start. Blocking.

use super::error::Error;
use super::file;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use std::path::Path;

/// The largest file that is read, in bytes.
const MAX: u64 = 64 << 10;

const NAME: &str = "crash.json";

/// A run that ended by a fault of its own. Holds nothing of a person: where in the program it was, and how it came there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crash {
    /// When.
    pub at: Timestamp,
    /// The version of the program.
    pub version: String,
    /// The place in the source.
    pub place: String,
    /// The functions that were running, the last called first.
    pub frames: Vec<String>,
}

/// Keeps it beside the log.
pub(super) fn write(folder: &Path, crash: &Crash) -> Result<(), Error> {
    let content = serde_json::to_vec_pretty(crash).map_err(|_| Error::Failed)?;
    Ok(file::write(&folder.join(NAME), &content)?)
}

/// What was kept, which is told once and then gone. What cannot be read is nothing.
pub(super) fn take(folder: &Path) -> Option<Crash> {
    let path = folder.join(NAME);
    let content = file::read(&path, MAX).ok().flatten()?;
    let _ = file::remove(&path);
    serde_json::from_slice(&content).ok()
}
