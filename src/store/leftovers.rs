//! Signs an account out of this machine, and tries again at the next start what could not be removed. An account that is
//! noted for this is not shown as known, even if the list cannot be written. Blocking.

use super::error::Error;
use super::paths::Paths;
use super::{accounts, notes};
use crate::profile::Entry;

/// What signing out did to the files of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forgotten {
    /// Whether they were removed.
    pub files: Result<(), Error>,
    /// Whether the next start will try again. False if the note could not be written.
    pub is_noted: bool,
}

/// Notes that an account's key must be removed, takes the account off the list and removes its files.
pub(super) fn forget(paths: &Paths, entry: &Entry) -> Forgotten {
    let is_noted = notes::add(paths, entry).is_ok();
    Forgotten { files: accounts::remove_files(paths, entry), is_noted }
}

/// Removes what is left of the files of an account whose key was removed, and then the note.
pub(super) fn finish(paths: &Paths, entry: &Entry) -> Result<(), Error> {
    if !notes::all(paths).contains(entry) {
        return Ok(());
    }
    accounts::remove_files(paths, entry)?;
    notes::remove(paths, entry)
}

/// Whether there may be something to try again.
pub(super) fn may_exist(paths: &Paths) -> bool {
    paths.list().exists() || paths.notes().iter().any(|note| note.exists())
}

/// Tries again to remove the files of earlier sign-outs. Returns the accounts whose keys must still be removed.
pub(super) fn retry(paths: &Paths) -> Result<Vec<Entry>, Error> {
    for entry in accounts::take_shared(paths)? {
        notes::add(paths, &entry)?;
    }
    let noted = notes::all(paths);
    for entry in &noted {
        if let Err(error) = accounts::remove_files(paths, entry) {
            tracing::warn!(kind = crate::log::kind(&error), "files of a forgotten account are still there");
        }
    }
    Ok(noted.into_iter().collect())
}
