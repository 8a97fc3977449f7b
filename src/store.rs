//! The files of this person on this machine: accounts, settings, drafts and caches. They are written atomically, only
//! their owner can read them, and none of them holds a key.
//!
//! ```text
//! <config>/config.toml               the settings; lines that the program does not know stay
//! <data>/accounts.json               the known accounts
//! <data>/accounts/<hash>/            the files of one account; Sign out removes them
//! <data>/accounts/<hash>/avatar-…    a line with the version of the picture, and the picture as it was fetched last
//! <data>/accounts/<hash>/draft.0, .1  what was typed and not saved, written alternately. The window that writes them
//!                                    holds draft.lock, and listens at the socket `call`: a second window asks it there
//!                                    to come to the front
//! <data>/accounts/<hash>/chosen-photo-…  a photo that was chosen and not sent; the draft refers to it
//! <data>/accounts/<hash>/profile.json the profile as it was read last; the next start shows it at once
//! <data>/accounts/<hash>/folder.json the folder of the photo that was chosen last
//! <log>/crash.json                  about a run that crashed; the next start shows and removes it
//! <data>/forget.json                 what Sign out could not remove yet; in the log folder if the data folder cannot be
//!                                    written
//! <data>/nameplate.lock              held by the window that changes one of these files; never deleted
//! <data>/keyring.lock                held by the window that changes the keyring; never deleted
//! ```
//!
//! With `--data-dir` all folders are that one, and the log is in `log/` there. A file that cannot be parsed is renamed to
//! `….bad` and not deleted, because a newer program may have written it.
//!
//! [`Store`] decides when work is done: on a thread for blocking work, one change at a time, and by one window at a time.
//! Each module below it reads and writes one kind of file, and blocks.

mod accounts;
mod cache;
mod crash;
mod draft;
mod error;
mod file;
mod folder;
mod front;
mod last_known;
mod leftovers;
mod lock;
mod notes;
mod paths;
pub mod settings;
mod slots;

pub use accounts::{Account, AccountStatus};
pub use cache::CachedPicture;
pub use crash::Crash;
pub use draft::{DraftLock, FoundDraft};
pub use error::Error;
pub use leftovers::Forgotten;
pub use settings::{Calendar, Choice, Interface, Theme, Window};

use lock::Lock;
use paths::Paths;

use crate::profile::{Draft, Entry, LastKnown};

use bytes::Bytes;
use url::Url;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How long another window may hold the lock. It writes a few small files meanwhile.
const PATIENCE: Duration = Duration::from_secs(5);

/// The largest photo that is drawn before the window opens, in bytes. The photos that are made here are smaller.
const SMALL_PHOTO: usize = 256 << 10;

/// While this exists, no other window changes the keyring.
#[derive(Debug)]
pub struct KeyringLock {
    _lock: Option<Lock>,
}

/// The files of one data location. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    paths: Paths,
    /// Locked while files are changed, so that changes are done one after another.
    change: Arc<Mutex<()>>,
    patience: Duration,
}

impl Store {
    /// All files in one folder (`--data-dir`, `--demo`, tests). It is created when something is written.
    pub fn at(data: impl Into<PathBuf>) -> Self {
        Self { paths: Paths::at(data.into()), change: Arc::default(), patience: PATIENCE }
    }

    /// The folders of the system, on Linux `~/.local/share`, `~/.config` and `~/.local/state`. None if the person has no
    /// home folder, or its path is relative: that would be another folder for each working directory.
    pub fn platform() -> Option<Self> {
        Some(Self { paths: Paths::platform()?, change: Arc::default(), patience: PATIENCE })
    }

    /// The same with another limit for the time to wait for another window.
    #[must_use]
    pub fn waiting_at_most(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// The data folder itself.
    pub fn folder(&self) -> &Path {
        &self.paths.data
    }

    /// The person's settings file.
    pub fn config_file(&self) -> &Path {
        &self.paths.config
    }

    /// Where the log is written.
    pub fn log_folder(&self) -> &Path {
        &self.paths.log
    }

    /// Removes the temporary files of writes that were killed. Call it once at start.
    pub async fn sweep(&self) {
        let swept = self.blocking(|paths| {
            let accounts = std::fs::read_dir(paths.accounts()).into_iter().flatten().flatten();
            let config = paths.config.parent().map(Path::to_owned);
            let folders = [paths.data.clone()].into_iter().chain(config);
            for folder in folders.chain(accounts.map(|entry| entry.path())) {
                file::sweep(&folder);
            }
            Ok(())
        });
        let _ = swept.await;
    }

    /// The known accounts, the last used first. A list that cannot be parsed is renamed, and then there are none.
    pub async fn accounts(&self) -> Result<Vec<Account>, Error> {
        if !self.paths.list().exists() {
            return Ok(Vec::new());
        }
        self.changing(accounts::listed).await
    }

    /// The same before the window opens; it blocks, and does not wait for other windows. Empty if the list cannot be read.
    pub fn accounts_at_start(&self) -> Vec<Account> {
        accounts::at_start(&self.paths)
    }

    /// Puts an account at the head of the list, in place of an older entry for the same person on the same
    /// server. At most one account is active: an active one makes the others inactive.
    pub async fn remember(&self, account: Account) -> Result<(), Error> {
        self.changing(move |paths| accounts::put(paths, account, None)).await
    }

    /// The same, and replaces the person's `earlier` entry, which is another one for example after a server began to send
    /// ids. The files move to the new entry, and the key of the earlier one is noted to be removed.
    pub async fn remember_instead(&self, earlier: Entry, account: Account) -> Result<(), Error> {
        self.changing(move |paths| accounts::put(paths, account, Some(earlier))).await
    }

    /// The same for an open account, but only while its `earlier` entry is on the list: an account that was signed out in
    /// another window is not added again.
    pub async fn update(&self, earlier: Entry, account: Account) -> Result<AccountStatus, Error> {
        self.changing(move |paths| accounts::update(paths, earlier, account)).await
    }

    /// Notes that an account's key must be removed, takes the account off the list and removes its files. Call
    /// [`forgotten`](Self::forgotten) once the key is removed.
    pub async fn forget(&self, entry: Entry) -> Forgotten {
        let forget = self.changing(move |paths| Ok(leftovers::forget(paths, &entry)));
        forget.await.unwrap_or_else(|error| Forgotten { files: Err(error), is_noted: false })
    }

    /// Removes what is left of the files of an account whose key was removed, and then the note. Does nothing if the person
    /// has signed in to the account again meanwhile.
    pub async fn forgotten(&self, entry: Entry) -> Result<(), Error> {
        self.changing(move |paths| leftovers::finish(paths, &entry)).await
    }

    /// The accounts that earlier runs could not remove completely. Removing their files is tried again here; the caller
    /// removes their keys.
    pub async fn leftovers(&self) -> Vec<Entry> {
        if !leftovers::may_exist(&self.paths) {
            return Vec::new();
        }
        self.changing(leftovers::retry).await.unwrap_or_default()
    }

    /// Waits until no other window of this folder changes the keyring, for a limited time: the other window may be waiting
    /// for the person to type a password. Without this lock, a window that looks at the list and then removes a key could
    /// remove one that another window has stored in between.
    pub async fn lock_keyring(&self) -> KeyringLock {
        let (path, patience) = (self.paths.keyring_lock(), self.patience);
        let lock = tokio::task::spawn_blocking(move || Lock::take(&path, patience)).await;
        KeyringLock { _lock: lock.ok().and_then(Result::ok) }
    }

    /// The cached picture for this address, if there is one of at most 8 MiB. Its query may differ; the version is only
    /// given if the whole address is the same.
    pub async fn picture(&self, account: Account, url: Url) -> Option<CachedPicture> {
        let read = self.blocking(move |paths| cache::read(paths, &account, &url));
        read.await.ok().flatten()
    }

    /// Stores the picture and removes the one before. Does nothing if it is too large, or if the account is not on the list:
    /// its key is for this run only, or it was signed out meanwhile.
    pub async fn write_picture(
        &self,
        account: Account,
        url: Url,
        picture: CachedPicture,
    ) -> Result<(), Error> {
        self.changing(move |paths| cache::write(paths, &account, &url, picture)).await
    }

    /// Removes the cached picture, for example after *Remove photo*.
    pub async fn remove_picture(&self, account: Account) -> Result<(), Error> {
        self.changing(move |paths| cache::remove(paths, &account)).await
    }

    /// Reads the draft of this account, and locks it for this window if no other window has it.
    pub async fn open_draft(&self, account: Account) -> Result<FoundDraft, Error> {
        self.changing(move |paths| draft::open(paths, &account)).await
    }

    /// The same, if another window had locked the draft before and may have closed since.
    pub async fn take_over_draft(&self, account: Account) -> Result<FoundDraft, Error> {
        self.changing(move |paths| draft::take_over(paths, &account)).await
    }

    /// Stores the draft, or removes it. It is on the disk when this ends.
    /// Call it only while [`FoundDraft::lock`] is held.
    ///
    /// # Errors
    ///
    /// Errors of the disk. [`Error::Failed`] if the account is not on the list: its key is for this run only, or it was
    /// signed out meanwhile.
    pub async fn write_draft(&self, account: Account, draft: Option<Draft>) -> Result<(), Error> {
        self.changing(move |paths| draft::write(paths, &account, draft.as_ref())).await
    }

    /// The stored profile of the active account. It blocks, for use before the window opens. None if no account is active,
    /// or nothing can be read.
    pub fn last_known_at_start(&self, accounts: &[Account]) -> Option<LastKnown> {
        let account = accounts.first().filter(|account| account.active)?;
        last_known::read(&self.paths, account)
    }

    /// The cached photo of that profile. It blocks, for use before the window opens. None if there is none, or if it is so
    /// large that drawing it would delay the window.
    pub fn last_photo_at_start(&self, accounts: &[Account], last: &LastKnown) -> Option<Bytes> {
        let account = accounts.first().filter(|account| account.active)?;
        let url = last.profile.avatar.as_ref()?;
        let cached = cache::read(&self.paths, account, url).ok().flatten()?;
        Some(cached.bytes).filter(|bytes| bytes.len() <= SMALL_PHOTO)
    }

    /// Stores the profile for the next start. Does nothing if the account is not on the list: its key is for this run only,
    /// or it was signed out meanwhile.
    pub async fn write_last_known(&self, account: Account, last: LastKnown) -> Result<(), Error> {
        self.changing(move |paths| last_known::write(paths, &account, &last)).await
    }

    /// The same as [`Self::write_draft`], but it blocks: for a program that is ending.
    ///
    /// # Errors
    ///
    /// As for [`Self::write_draft`], and [`Error::Busy`] if another window holds the files too long.
    pub fn write_draft_now(&self, account: &Account, draft: Option<&Draft>) -> Result<(), Error> {
        let _alone = Lock::take(&self.paths.lock(), self.patience)?;
        draft::write(&self.paths, account, draft)
    }

    /// Stores what is known about a crash of this run. Blocks.
    ///
    /// # Errors
    ///
    /// Errors of the disk.
    pub fn write_crash(&self, crash: &Crash) -> Result<(), Error> {
        crash::write(&self.paths.log, crash)
    }

    /// Reads and removes what is known about a crash of an earlier run. Blocks.
    pub fn take_crash(&self) -> Option<Crash> {
        crash::take(&self.paths.log)
    }

    /// The folder of the photo that was chosen last, if it was stored and can be read.
    pub async fn photo_folder(&self, account: Account) -> Option<PathBuf> {
        let read = self.blocking(move |paths| folder::read(paths, &account));
        read.await.ok().flatten()
    }

    /// Stores that folder. Does nothing if the path is not Unicode, or if the account is not on the list: its key is for
    /// this run only, or it was signed out meanwhile.
    pub async fn write_photo_folder(&self, account: Account, folder: PathBuf) -> Result<(), Error> {
        self.changing(move |paths| folder::write(paths, &account, &folder)).await
    }

    /// Writes one choice of the menu into the person's settings. Other settings are not written, since they may be for this
    /// run only or from the administrator.
    pub async fn write_choice(&self, choice: Choice) -> Result<(), Error> {
        self.changing(move |paths| settings::write_choice(&paths.config, choice)).await
    }

    /// Writes the size of the window.
    pub async fn write_window(&self, window: Window) -> Result<(), Error> {
        self.changing(move |paths| settings::write_window(&paths.config, window)).await
    }

    /// Runs blocking work that changes files, while no other window of this folder does.
    async fn changing<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Paths) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let patience = self.patience;
        self.blocking(move |paths| {
            let _alone = Lock::take(&paths.lock(), patience)?;
            work(paths)
        })
        .await
    }

    /// Runs blocking work on the pool of threads, one piece at a time. It runs to its end even when nobody waits for it any
    /// more.
    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Paths) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let (paths, change) = (self.paths.clone(), Arc::clone(&self.change));
        let work = move || {
            let _alone = change.lock().unwrap_or_else(PoisonError::into_inner);
            work(&paths)
        };
        tokio::task::spawn_blocking(work).await.unwrap_or(Err(Error::Failed))
    }
}

#[cfg(test)]
mod tests;
