//! The picture as last fetched, per account, so that it is there before the network answers.

use super::accounts::short_hash;
use super::{Account, Error, Store, file};

use bytes::Bytes;

use std::path::Path;

/// The largest picture that is fetched and kept, in bytes.
const MAX_PICTURE: u64 = 8 << 20;

const PREFIX: &str = "avatar-";

impl Store {
    /// The cached picture that was fetched from `url`, if it is there and no larger than 8 MiB.
    pub async fn picture(&self, account: Account, url: String) -> Option<Bytes> {
        let read = self.blocking(move |store| {
            let path = store.account_folder(&account.entry()).join(file_name(&url));
            Ok(file::read(&path, MAX_PICTURE)?)
        });
        read.await.ok().flatten().map(Bytes::from)
    }

    /// Keeps a picture in place of the one before. Does nothing for one that is too large, and for an account
    /// that is not on the list: one of a key for this run only, or one that was signed out meanwhile.
    pub async fn keep_picture(&self, account: Account, url: String, bytes: Bytes) -> Result<(), Error> {
        self.changing(move |store| {
            let is_known = store.listed()?.iter().any(|known| known.entry() == account.entry());
            if !is_known || bytes.len() as u64 > MAX_PICTURE {
                return Ok(());
            }
            let folder = store.account_folder(&account.entry());
            let name = file_name(&url);
            file::write(&folder.join(&name), &bytes)?;
            remove_others(&folder, &name)
        })
        .await
    }

    /// Forgets the kept picture, as after *Remove photo*.
    pub async fn drop_picture(&self, account: Account) -> Result<(), Error> {
        self.changing(move |store| remove_others(&store.account_folder(&account.entry()), "")).await
    }
}

/// Addresses of pictures can be long and hold a signature: only their hash is written.
fn file_name(url: &str) -> String {
    format!("{PREFIX}{}", short_hash(url))
}

fn remove_others(folder: &Path, kept: &str) -> Result<(), Error> {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(PREFIX) && name != kept {
            file::remove(&entry.path())?;
        }
    }
    Ok(())
}
