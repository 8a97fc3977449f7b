//! The folder of the photo that was chosen last: where the dialog opens, and what the path begins with.
//!
//! It is known for as long as the program runs, and stored among the account's files, which go with it at *Sign out*.

use crate::store::{Account, Store};

use std::path::{self, Path, PathBuf};

/// Where photos were chosen last, and where that is stored.
#[derive(Debug, Clone)]
pub struct Folder {
    account: Option<Account>,
    store: Option<Store>,
    last: Option<PathBuf>,
}

impl Folder {
    /// Of this account; without one, or without a store, it is not stored beyond the run. `last` is what this run knows.
    pub fn new(account: Option<Account>, store: Option<Store>, last: Option<PathBuf>) -> Self {
        Self { account, store, last }
    }

    /// The folder.
    pub(super) fn last(&self) -> Option<&Path> {
        self.last.as_deref()
    }

    /// What a path that is still to be typed begins with.
    pub(super) fn beginning(&self) -> String {
        let Some(folder) = self.last().and_then(Path::to_str) else { return String::new() };
        if folder.ends_with(path::is_separator) {
            folder.to_owned()
        } else {
            format!("{folder}{}", path::MAIN_SEPARATOR)
        }
    }

    /// Reads what an earlier run has stored, where nothing is known yet.
    pub(super) fn read(&self) -> impl Future<Output = Option<PathBuf>> + use<> {
        let place = self.place().filter(|_| self.last.is_none());
        async move {
            let (store, account) = place?;
            store.photo_folder(account).await
        }
    }

    /// Takes what was stored, unless a photo was chosen meanwhile.
    pub(super) fn know(&mut self, stored: PathBuf) {
        let _ = self.last.get_or_insert(stored);
    }

    /// A photo was opened from this file: stores its folder.
    pub(super) fn remember(&mut self, file: &Path) -> impl Future<Output = ()> + use<> {
        let folder = file.parent().filter(|folder| folder.is_absolute()).map(Path::to_owned);
        let is_new = folder.is_some() && folder != self.last;
        self.last = folder.clone().or(self.last.take());
        let place = self.place().filter(|_| is_new);
        async move {
            if let (Some((store, account)), Some(folder)) = (place, folder)
                && let Err(error) = store.keep_photo_folder(account, folder).await
            {
                tracing::warn!(kind = crate::log::kind(&error), "the photo's folder was not stored");
            }
        }
    }

    fn place(&self) -> Option<(Store, Account)> {
        self.store.clone().zip(self.account.clone())
    }
}
