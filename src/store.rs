//! Files of this person on this machine: known accounts, settings, the picture cache. Written atomically,
//! readable by the owner alone, never with a key in them.
//!
//! ```text
//! <config>/config.toml               what the person chose; their own lines are kept
//! <data>/accounts.json               the known accounts
//! <data>/accounts/<hash>/            one account's files; gone with it at Sign out
//! <data>/accounts/<hash>/avatar-…    the picture as last fetched, after a line with its version
//! <data>/accounts/<hash>/draft.0, .1  what was typed and not saved, written in turn; draft.lock is held by its window,
//!                                    which listens at the socket `call` for another one that asks it to come to the front
//! <data>/accounts/<hash>/chosen-photo-…  a photo that was chosen and not sent; the draft names it
//! <data>/accounts/<hash>/profile.json what the server showed last, to begin with at the next start
//! <data>/accounts/<hash>/folder.json where the last photo was chosen
//! <log>/crash.json                  of a run that ended by a fault of its own; told at the next start, and then gone
//! <data>/forget.json                 what Sign out could not remove yet; beside the log where that cannot be written
//! <data>/nameplate.lock              held by the window that changes one of these files; never deleted
//! <data>/keyring.lock                held by the window that changes the keyring; never deleted
//! ```
//!
//! With `--data-dir` both folders are that one, and the log is in `log/` there. A file that cannot be understood is renamed
//! to `….bad`, not deleted: a newer program may have written it.
//!
//! [`Store`] decides when work is done: on a thread for blocking work, one change at a time, alone among the windows. The
//! files below it do the work of one kind of file each and block.

mod accounts;
mod cache;
mod call;
mod crash;
mod draft;
mod error;
mod file;
mod folder;
mod last_known;
mod leftovers;
mod lock;
mod notes;
mod place;
pub mod settings;
mod slots;

pub use accounts::{Account, Standing};
pub use cache::Kept;
pub use crash::Crash;
pub use draft::{Found as FoundDraft, Hold};
pub use error::Error;
pub use leftovers::Forgotten;
pub use settings::{Calendar, Choice, Interface, Theme, Window};

use lock::Lock;
use place::Place;

use crate::profile::{Draft, Entry, LastKnown};

use url::Url;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How long another window may hold the lock. It writes a few small files meanwhile.
const PATIENCE: Duration = Duration::from_secs(5);

/// This window's turn to change the keyring, until it is dropped.
#[derive(Debug)]
pub struct KeyringTurn {
    _lock: Option<Lock>,
}

/// The files of one data location. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    place: Place,
    /// Held while files are changed, so that two changes of the same file follow each other.
    turn: Arc<Mutex<()>>,
    patience: Duration,
}

impl Store {
    /// Everything in one folder (`--data-dir`, `--demo`, tests). It is made when something is written.
    pub fn at(data: impl Into<PathBuf>) -> Self {
        Self { place: Place::at(data.into()), turn: Arc::default(), patience: PATIENCE }
    }

    /// The platform's folders, on Linux `~/.local/share`, `~/.config` and `~/.local/state`; `None` for somebody
    /// without a home, or whose home is no full path: that would be another folder for each place of a start.
    pub fn platform() -> Option<Self> {
        Some(Self { place: Place::platform()?, turn: Arc::default(), patience: PATIENCE })
    }

    /// The same with another limit of the time that another window may hold the files.
    #[must_use]
    pub fn waiting_at_most(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// The data folder itself.
    pub fn folder(&self) -> &Path {
        &self.place.data
    }

    /// The person's settings file.
    pub fn config_file(&self) -> &Path {
        &self.place.config
    }

    /// Where the log is written.
    pub fn log_folder(&self) -> &Path {
        &self.place.log
    }

    /// Removes what a killed write may have left behind. Call it once at start.
    pub async fn sweep(&self) {
        let swept = self.blocking(|place| {
            let accounts = std::fs::read_dir(place.accounts()).into_iter().flatten().flatten();
            let config = place.config.parent().map(Path::to_owned);
            let folders = [place.data.clone()].into_iter().chain(config);
            for folder in folders.chain(accounts.map(|entry| entry.path())) {
                file::sweep(&folder);
            }
            Ok(())
        });
        let _ = swept.await;
    }

    /// The known accounts, the last used first. A list that cannot be understood is set aside and is empty.
    pub async fn accounts(&self) -> Result<Vec<Account>, Error> {
        if !self.place.list().exists() {
            return Ok(Vec::new());
        }
        self.changing(accounts::listed).await
    }

    /// The same before the window opens, when nothing can be kept waiting yet. A list that cannot be read is
    /// empty.
    pub fn accounts_at_start(&self) -> Vec<Account> {
        accounts::at_start(&self.place)
    }

    /// Puts an account at the head of the list, in place of an older entry for the same person on the same
    /// server. At most one account is active: an active one makes the others inactive.
    pub async fn remember(&self, account: Account) -> Result<(), Error> {
        self.changing(move |place| accounts::put(place, account, None)).await
    }

    /// The same in the place of the person's `earlier` entry, as after a server began to send ids. Their files go
    /// along, and the key under the earlier name is noted to be forgotten.
    pub async fn remember_instead(&self, earlier: Entry, account: Account) -> Result<(), Error> {
        self.changing(move |place| accounts::put(place, account, Some(earlier))).await
    }

    /// The same for an account that is open, where its `earlier` entry is still on the list: one that was signed out
    /// of in another window does not come back.
    pub async fn update(&self, earlier: Entry, account: Account) -> Result<Standing, Error> {
        self.changing(move |place| accounts::update(place, earlier, account)).await
    }

    /// Takes an account off the list and removes its files, after a note that its key is to go as well. Call
    /// [`forgotten`](Self::forgotten) once it is gone.
    pub async fn forget(&self, entry: Entry) -> Forgotten {
        let forget = self.changing(move |place| Ok(leftovers::forget(place, &entry)));
        forget.await.unwrap_or_else(|error| Forgotten { files: Err(error), is_noted: false })
    }

    /// The key of a forgotten account is gone: removes what is left of its files, and then the note. Does nothing for
    /// an account that was signed in to again meanwhile.
    pub async fn forgotten(&self, entry: Entry) -> Result<(), Error> {
        self.changing(move |place| leftovers::finish(place, &entry)).await
    }

    /// What earlier runs could not remove. Their files are tried again here; their keys are the caller's.
    pub async fn leftovers(&self) -> Vec<Entry> {
        if !leftovers::may_exist(&self.place) {
            return Vec::new();
        }
        self.changing(leftovers::retry).await.unwrap_or_default()
    }

    /// Waits until no other window of this folder changes the keyring: one that looks at the list and then removes a key
    /// would else remove the one that another has stored in between. A keyring that keeps the other window waiting, as
    /// with a question for its password, is not waited for.
    pub async fn keyring_turn(&self) -> KeyringTurn {
        let (path, patience) = (self.place.keyring_lock(), self.patience);
        let lock = tokio::task::spawn_blocking(move || Lock::take(&path, patience)).await;
        KeyringTurn { _lock: lock.ok().and_then(Result::ok) }
    }

    /// The kept picture of this place, if it is there and no larger than 8 MiB. Its version only where it was fetched
    /// from this very address.
    pub async fn picture(&self, account: Account, url: Url) -> Option<Kept> {
        let read = self.blocking(move |place| cache::read(place, &account, &url));
        read.await.ok().flatten()
    }

    /// Keeps a picture in place of the previous one. Does nothing for one that is too large, and for an account
    /// that is not on the list: one of a key for this run only, or one that was signed out meanwhile.
    pub async fn keep_picture(&self, account: Account, url: Url, kept: Kept) -> Result<(), Error> {
        self.changing(move |place| cache::write(place, &account, &url, kept)).await
    }

    /// Forgets the kept picture, as after *Remove photo*.
    pub async fn drop_picture(&self, account: Account) -> Result<(), Error> {
        self.changing(move |place| cache::remove(place, &account)).await
    }

    /// What was typed for this account and not saved, and whether this window is the one that writes it from now on.
    pub async fn open_draft(&self, account: Account) -> Result<FoundDraft, Error> {
        self.changing(move |place| draft::open(place, &account)).await
    }

    /// The same, where another window was the one that writes it: it may have closed meanwhile.
    pub async fn take_over_draft(&self, account: Account) -> Result<FoundDraft, Error> {
        self.changing(move |place| draft::take_over(place, &account)).await
    }

    /// Writes what is typed and not saved in place of the draft before, or removes it. It is on the disk when this ends.
    /// Call it only while [`FoundDraft::hold`] is held.
    ///
    /// # Errors
    ///
    /// What the disk says; [`Error::Failed`] for an account that is not on the list: one of a key for this run only, or one
    /// that was signed out meanwhile.
    pub async fn keep_draft(&self, account: Account, draft: Option<Draft>) -> Result<(), Error> {
        self.changing(move |place| draft::write(place, &account, draft.as_ref())).await
    }

    /// What the server showed last of the account that the start goes on with, before the window opens; nothing where none
    /// is active, or nothing was kept that can be read.
    pub fn last_known_at_start(&self, accounts: &[Account]) -> Option<LastKnown> {
        let account = accounts.first().filter(|account| account.active)?;
        last_known::read(&self.place, account)
    }

    /// Keeps what the server shows for the next start. Does nothing for an account that is not on the list: one of a key
    /// for this run only, or one that was signed out meanwhile.
    pub async fn keep_last_known(&self, account: Account, last: LastKnown) -> Result<(), Error> {
        self.changing(move |place| last_known::write(place, &account, &last)).await
    }

    /// The same at once, on this thread: for a program that is ending.
    ///
    /// # Errors
    ///
    /// As for [`Self::keep_draft`], and [`Error::Busy`] where another window holds the files too long.
    pub fn keep_draft_now(&self, account: &Account, draft: Option<&Draft>) -> Result<(), Error> {
        let _alone = Lock::take(&self.place.lock(), self.patience)?;
        draft::write(&self.place, account, draft)
    }

    /// Keeps what is known of this run, which has ended by a fault of its own. Blocks.
    ///
    /// # Errors
    ///
    /// What the disk says.
    pub fn keep_crash(&self, crash: &Crash) -> Result<(), Error> {
        crash::write(&self.place.log, crash)
    }

    /// What was kept of a run before this one, once. Blocks.
    pub fn take_crash(&self) -> Option<Crash> {
        crash::take(&self.place.log)
    }

    /// The folder of the photo that was chosen last, where one was kept that can be read.
    pub async fn photo_folder(&self, account: Account) -> Option<PathBuf> {
        let read = self.blocking(move |place| folder::read(place, &account));
        read.await.ok().flatten()
    }

    /// Keeps that folder in place of the previous one. Does nothing for an account that is not on the list: one of a key
    /// for this run only, or one that was signed out meanwhile; nor for a path that is not Unicode.
    pub async fn keep_photo_folder(&self, account: Account, folder: PathBuf) -> Result<(), Error> {
        self.changing(move |place| folder::write(place, &account, &folder)).await
    }

    /// Writes one choice of the menu and nothing else: what is in force for this run only, or is the administrator's, does
    /// not become the person's own by that.
    pub async fn keep_choice(&self, choice: Choice) -> Result<(), Error> {
        self.changing(move |place| settings::write_choice(&place.config, choice)).await
    }

    /// Writes the size of the window.
    pub async fn keep_window(&self, window: Window) -> Result<(), Error> {
        self.changing(move |place| settings::write_window(&place.config, window)).await
    }

    /// Runs work that changes files: alone among the windows of this folder.
    async fn changing<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Place) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let patience = self.patience;
        self.blocking(move |place| {
            let _alone = Lock::take(&place.lock(), patience)?;
            work(place)
        })
        .await
    }

    /// Runs blocking work on a thread of its own, one change at a time. It runs to its end even when nobody
    /// waits for it any more.
    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Place) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let (place, turn) = (self.place.clone(), Arc::clone(&self.turn));
        let work = move || {
            let _alone = turn.lock().unwrap_or_else(PoisonError::into_inner);
            work(&place)
        };
        tokio::task::spawn_blocking(work).await.unwrap_or(Err(Error::Failed))
    }
}

#[cfg(test)]
mod tests;
