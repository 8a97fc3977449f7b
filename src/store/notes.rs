//! The notes of accounts whose key and files must still be removed. They hold the names of keyring entries only. Blocking.

use super::error::Error;
use super::file;
use super::paths::Paths;
use crate::profile::Entry;

use std::collections::BTreeSet;
use std::path::Path;

/// The largest note that is read, in bytes.
const MAX_NOTE: u64 = 1 << 20;

/// All noted accounts. A note that cannot be read counts as empty.
pub(super) fn all(paths: &Paths) -> BTreeSet<Entry> {
    paths.notes().iter().flat_map(|note| read(note)).map(Entry::from_stored).collect()
}

/// Notes that an account must be removed: in the data folder, or in the log folder if that cannot be written.
pub(super) fn add(paths: &Paths, entry: &Entry) -> Result<(), Error> {
    if all(paths).contains(entry) {
        return Ok(());
    }
    let add_to = |note: &Path| {
        let mut names = read(note);
        let _ = names.insert(entry.as_str().to_owned());
        write(note, &names)
    };
    let [first, second] = paths.notes();
    add_to(&first).or_else(|error| add_to(&second).map_err(|_| error))
}

/// Removes an account from the notes.
pub(super) fn remove(paths: &Paths, entry: &Entry) -> Result<(), Error> {
    paths.notes().iter().try_for_each(|note| {
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
