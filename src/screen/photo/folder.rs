//! The folder of the last photo. The dialog opens there, and a typed path begins with it.
//!
//! It is remembered during the run, and stored with the files of the account, which *Sign out* deletes.

use crate::store::{Account, Store};

use std::path::{self, Path, PathBuf};

/// The folder of the last photo, and where it is stored.
#[derive(Debug, Clone)]
pub struct Folder {
    account: Option<Account>,
    store: Option<Store>,
    last: Option<PathBuf>,
}

impl Folder {
    /// The folder of this account. Without an account or a store it is not stored. `last` is known from this run.
    pub fn new(account: Option<Account>, store: Option<Store>, last: Option<PathBuf>) -> Self {
        Self { account, store, last }
    }

    /// The folder.
    pub(super) fn last(&self) -> Option<&Path> {
        self.last.as_deref()
    }

    /// The folder with a separator at its end, so that a file name can be typed after it.
    pub(super) fn as_path_prefix(&self) -> String {
        let Some(folder) = self.last().and_then(Path::to_str) else { return String::new() };
        if folder.ends_with(path::is_separator) {
            folder.to_owned()
        } else {
            format!("{folder}{}", path::MAIN_SEPARATOR)
        }
    }

    /// Reads the stored folder, if none is known from this run.
    pub(super) fn read(&self) -> impl Future<Output = Option<PathBuf>> + use<> {
        let place = self.place().filter(|_| self.last.is_none());
        async move {
            let (store, account) = place?;
            store.photo_folder(account).await
        }
    }

    /// Sets the stored folder, unless a photo was chosen since.
    pub(super) fn set_if_unknown(&mut self, stored: PathBuf) {
        let _ = self.last.get_or_insert(stored);
    }

    /// Stores the folder of a file that was opened.
    pub(super) fn remember(&mut self, file: &Path) -> impl Future<Output = ()> + use<> {
        let folder = file.parent().filter(|folder| folder.is_absolute()).map(Path::to_owned);
        let is_new = folder.is_some() && folder != self.last;
        self.last = folder.clone().or(self.last.take());
        let place = self.place().filter(|_| is_new);
        async move {
            if let (Some((store, account)), Some(folder)) = (place, folder)
                && let Err(error) = store.write_photo_folder(account, folder).await
            {
                tracing::warn!(kind = crate::log::kind(&error), "the photo's folder was not stored");
            }
        }
    }

    fn place(&self) -> Option<(Store, Account)> {
        self.store.clone().zip(self.account.clone())
    }
}
