//! The folder of the photo that was chosen last, per account, so that the next one is looked for there.

use super::{Account, Error, Store, file};

use std::path::PathBuf;

const NAME: &str = "folder.json";

/// The longest path that is read, in bytes of the file: no system has longer ones.
const MAX_FILE: u64 = 64 << 10;

impl Store {
    /// The folder, where one was kept that can be read.
    pub async fn photo_folder(&self, account: Account) -> Option<PathBuf> {
        let read = self.blocking(move |store| {
            let content = file::read(&store.account_folder(&account.entry()).join(NAME), MAX_FILE)?;
            Ok(content.and_then(|content| serde_json::from_slice(&content).ok()))
        });
        read.await.ok().flatten()
    }

    /// Keeps the folder in place of the one before. Does nothing for an account that is not on the list: one of a key for
    /// this run only, or one that was signed out meanwhile; nor for a path that is no Unicode.
    pub async fn keep_photo_folder(&self, account: Account, folder: PathBuf) -> Result<(), Error> {
        self.changing(move |store| {
            let is_known = store.listed()?.iter().any(|known| known.entry() == account.entry());
            match serde_json::to_vec(&folder) {
                Ok(content) if is_known => {
                    Ok(file::write(&store.account_folder(&account.entry()).join(NAME), &content)?)
                }
                Ok(_) | Err(_) => Ok(()),
            }
        })
        .await
    }
}
