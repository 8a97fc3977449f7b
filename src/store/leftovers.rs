//! What a sign-out could not remove, noted so that it is tried again at the next start. An account in a note is on no list
//! any more, also where the list itself cannot be written. Blocking.

use super::error::Error;
use super::place::Place;
use super::{accounts, notes};
use crate::profile::Entry;

/// What a sign-out did to an account's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forgotten {
    /// Whether they are gone.
    pub files: Result<(), Error>,
    /// Whether the rest is tried again at the next start. Nothing can be noted where nothing can be written.
    pub is_noted: bool,
}

/// Takes an account off the list and removes its files, after a note that its key is to go as well.
pub(super) fn forget(place: &Place, entry: &Entry) -> Forgotten {
    let is_noted = notes::add(place, entry).is_ok();
    Forgotten { files: accounts::remove_files(place, entry), is_noted }
}

/// Removes what is left of the files of an account whose key is gone, and then the note.
pub(super) fn finish(place: &Place, entry: &Entry) -> Result<(), Error> {
    if !notes::all(place).contains(entry) {
        return Ok(());
    }
    accounts::remove_files(place, entry)?;
    notes::remove(place, entry)
}

/// Whether there may be anything to try again.
pub(super) fn may_exist(place: &Place) -> bool {
    place.list().exists() || place.notes().iter().any(|note| note.exists())
}

/// Tries the files of earlier sign-outs again. Gives the accounts whose keys are still to go.
pub(super) fn retry(place: &Place) -> Result<Vec<Entry>, Error> {
    for entry in accounts::take_shared(place)? {
        notes::add(place, &entry)?;
    }
    let noted = notes::all(place);
    for entry in &noted {
        if let Err(error) = accounts::remove_files(place, entry) {
            tracing::warn!(kind = crate::log::kind(&error), "files of a forgotten account are still there");
        }
    }
    Ok(noted.into_iter().collect())
}
