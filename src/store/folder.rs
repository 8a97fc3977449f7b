//! The folder of the photo that was chosen last, per account, so that the next one is looked for there. Blocking.

use super::accounts::{self, Account};
use super::error::Error;
use super::file;
use super::place::Place;

use std::path::{Path, PathBuf};

/// The longest path that is read, in bytes of the file: no system has longer ones.
const MAX_FILE: u64 = 64 << 10;

/// The folder, where one was kept that can be read.
pub(super) fn read(place: &Place, account: &Account) -> Result<Option<PathBuf>, Error> {
    let content = file::read(&file_of(place, account), MAX_FILE)?;
    Ok(content.and_then(|content| serde_json::from_slice(&content).ok()))
}

/// Keeps the folder in place of the previous one. Does nothing for an account that is not on the list, and for a path that
/// is not Unicode.
pub(super) fn write(place: &Place, account: &Account, folder: &Path) -> Result<(), Error> {
    let is_listed = accounts::is_listed(place, &account.entry())?;
    match serde_json::to_vec(folder) {
        Ok(content) if is_listed => Ok(file::write(&file_of(place, account), &content)?),
        Ok(_) | Err(_) => Ok(()),
    }
}

fn file_of(place: &Place, account: &Account) -> PathBuf {
    place.account(&account.entry()).join("folder.json")
}
