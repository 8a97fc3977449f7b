//! The notes of accounts that are to be forgotten: names of keyring entries and nothing else. Blocking.

use super::error::Error;
use super::file;
use super::place::Place;
use crate::profile::Entry;

use std::collections::BTreeSet;
use std::path::Path;

/// The largest note that is read, in bytes.
const MAX_NOTE: u64 = 1 << 20;

/// Everything that is noted. A note that cannot be read holds nothing.
pub(super) fn all(place: &Place) -> BTreeSet<Entry> {
    place.notes().iter().flat_map(|note| read(note)).map(Entry::kept).collect()
}

/// Notes that an account is to be forgotten, in the data folder or else beside the log.
pub(super) fn add(place: &Place, entry: &Entry) -> Result<(), Error> {
    if all(place).contains(entry) {
        return Ok(());
    }
    let add_to = |note: &Path| {
        let mut names = read(note);
        let _ = names.insert(entry.as_str().to_owned());
        write(note, &names)
    };
    let [first, second] = place.notes();
    add_to(&first).or_else(|error| add_to(&second).map_err(|_| error))
}

/// Takes an account out of the notes.
pub(super) fn remove(place: &Place, entry: &Entry) -> Result<(), Error> {
    place.notes().iter().try_for_each(|note| {
        let mut names = read(note);
        if names.remove(entry.as_str()) { write(note, &names) } else { Ok(()) }
    })
}

fn read(note: &Path) -> BTreeSet<String> {
    let content = file::read(note, MAX_NOTE).ok().flatten();
    content.and_then(|content| serde_json::from_slice(&content).ok()).unwrap_or_default()
}

fn write(note: &Path, names: &BTreeSet<String>) -> Result<(), Error> {
    if names.is_empty() {
        return Ok(file::remove(note)?);
    }
    let content = serde_json::to_vec_pretty(names).map_err(|_| Error::Failed)?;
    Ok(file::write(note, &content)?)
}
