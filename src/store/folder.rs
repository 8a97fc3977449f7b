//! The folder of the photo that was chosen last, for each account. The file dialog opens there. Blocking.

use super::accounts::{self, Account};
use super::error::Error;
use super::file;
use super::paths::Paths;

use std::path::{Path, PathBuf};

/// The largest file that is read, in bytes. No system has longer paths.
const MAX_FILE: u64 = 64 << 10;

/// The folder, if it was stored and can be read.
pub(super) fn read(paths: &Paths, account: &Account) -> Result<Option<PathBuf>, Error> {
    let content = file::read(&file_of(paths, account), MAX_FILE)?;
    Ok(content.and_then(|content| serde_json::from_slice(&content).ok()))
}

/// Stores the folder. Does nothing if the account is not on the list, or if the path is not Unicode.
pub(super) fn write(paths: &Paths, account: &Account, folder: &Path) -> Result<(), Error> {
    let is_listed = accounts::is_listed(paths, &account.entry())?;
    match serde_json::to_vec(folder) {
        Ok(content) if is_listed => Ok(file::write(&file_of(paths, account), &content)?),
        Ok(_) | Err(_) => Ok(()),
    }
}

fn file_of(paths: &Paths, account: &Account) -> PathBuf {
    paths.account(&account.entry()).join("folder.json")
}
