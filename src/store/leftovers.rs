//! What a sign-out could not remove, noted so that it is tried again at the next start.
//!
//! The note holds the names of keyring entries and nothing else. An account in it is on no list any more, also where
//! the list itself cannot be written.

use super::{Error, Store, file};
use crate::profile::Entry;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const NOTE: &str = "forget.json";

/// The largest note that is read, in bytes.
const MAX_NOTE: u64 = 1 << 20;

/// What a sign-out did to an account's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forgotten {
    /// Whether they are gone.
    pub files: Result<(), Error>,
    /// Whether the rest is tried again at the next start. Nothing can be noted where nothing can be written.
    pub is_noted: bool,
}

impl Store {
    /// Takes an account off the list and removes its files, after a note that its key is to go as well. Call
    /// [`forgotten`](Self::forgotten) once it is gone.
    pub async fn forget(&self, entry: Entry) -> Forgotten {
        let forget = self.changing(move |store| {
            let is_noted = store.note(&entry).is_ok();
            Ok(Forgotten { files: store.remove_files(&entry), is_noted })
        });
        forget.await.unwrap_or_else(|error| Forgotten { files: Err(error), is_noted: false })
    }

    /// The key of a forgotten account is gone: removes what is left of its files, and then the note. Does nothing for
    /// an account that was signed in to again meanwhile.
    pub async fn forgotten(&self, entry: Entry) -> Result<(), Error> {
        self.changing(move |store| {
            if !store.noted().contains(&entry) {
                return Ok(());
            }
            store.remove_files(&entry)?;
            store.strike(&entry)
        })
        .await
    }

    /// What earlier runs could not remove. Their files are tried again here; their keys are the caller's.
    pub async fn leftovers(&self) -> Vec<Entry> {
        if !self.has_list() && !self.notes().iter().any(|note| note.exists()) {
            return Vec::new();
        }
        let left = self.changing(|store| {
            for entry in store.take_nobodys()? {
                store.note(&entry)?;
            }
            let noted = store.noted();
            for entry in &noted {
                if let Err(error) = store.remove_files(entry) {
                    tracing::warn!(%error, "files of a forgotten account are still there");
                }
            }
            Ok(noted.into_iter().collect())
        });
        left.await.unwrap_or_default()
    }

    /// Everything that is noted. A note that cannot be read holds nothing.
    pub(super) fn noted(&self) -> BTreeSet<Entry> {
        self.notes().iter().flat_map(|note| read(note)).map(Entry::kept).collect()
    }

    /// Notes that an account is to be forgotten, in the data folder or else beside the log.
    pub(super) fn note(&self, entry: &Entry) -> Result<(), Error> {
        if self.noted().contains(entry) {
            return Ok(());
        }
        let add = |note: &Path| {
            let mut names = read(note);
            let _ = names.insert(entry.as_str().to_owned());
            write(note, &names)
        };
        let [first, second] = self.notes();
        add(&first).or_else(|error| add(&second).map_err(|_| error))
    }

    /// Takes an account out of the notes.
    pub(super) fn strike(&self, entry: &Entry) -> Result<(), Error> {
        self.notes().iter().try_for_each(|note| {
            let mut names = read(note);
            if names.remove(entry.as_str()) { write(note, &names) } else { Ok(()) }
        })
    }

    fn notes(&self) -> [PathBuf; 2] {
        [self.data.join(NOTE), self.log.join(NOTE)]
    }
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
