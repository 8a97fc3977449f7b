//! Files of this person on this machine: known accounts, settings, the picture cache. Written atomically,
//! readable by the owner alone, never with a key in them.
//!
//! ```text
//! <config>/config.toml               what the person chose; their own lines are kept
//! <data>/accounts.json               the known accounts
//! <data>/accounts/<hash>/            one account's files; gone with it at Sign out
//! <data>/accounts/<hash>/avatar-…    the picture as last fetched, after a line with its version
//! <data>/accounts/<hash>/folder.json where the last photo was chosen
//! <data>/forget.json                 what Sign out could not remove yet; beside the log where that cannot be written
//! <data>/nameplate.lock              held by the window that changes one of these files; never deleted
//! ```
//!
//! With `--data-dir` both folders are that one, and the log is in `log/` there. A file that cannot be understood is renamed to `….bad`, not
//! deleted: a newer program may have written it. Drafts will live in the account's folder, too.

pub mod accounts;
pub mod cache;
mod file;
mod folder;
mod leftovers;
mod lock;
pub mod settings;

pub use accounts::{Account, Standing};
pub use cache::Kept;
pub use leftovers::Forgotten;
pub use settings::{Calendar, Choice, Interface, Theme, Window};

use lock::Lock;

use directories::ProjectDirs;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The file of the lock between windows.
const LOCK: &str = "nameplate.lock";

/// How long another window may hold the lock. It writes a few small files meanwhile.
const PATIENCE: Duration = Duration::from_secs(5);

/// The folders of one data location. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    data: PathBuf,
    config: PathBuf,
    log: PathBuf,
    /// Held while files are changed, so that two changes of the same file follow each other.
    turn: Arc<Mutex<()>>,
    patience: Duration,
}

/// Why a file could not be written or read, by what the person can do about it. The values are kept in memory
/// all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The disk or the quota is full: make room.
    #[error("there is no space left")]
    NoSpace,
    /// The place is read-only or belongs to somebody else: ask the administrator.
    #[error("access was denied")]
    Denied,
    /// Another window holds the files.
    #[error("another window changes the files")]
    Busy,
    /// The settings file is not TOML and is therefore not touched: mend or remove it.
    #[error("the settings file cannot be read")]
    Unreadable,
    /// Anything else.
    #[error("a file could not be written")]
    Failed,
}

impl Store {
    /// Everything in one folder (`--data-dir`, `--demo`, tests). It is made when something is written.
    pub fn at(data: impl Into<PathBuf>) -> Self {
        let data = data.into();
        let (config, log) = (data.join("config.toml"), data.join("log"));
        Self { data, config, log, turn: Arc::default(), patience: PATIENCE }
    }

    /// The platform's folders, on Linux `~/.local/share`, `~/.config` and `~/.local/state`; `None` for somebody
    /// without a home, or whose home is no full path: that would be another folder for each place of a start.
    pub fn platform() -> Option<Self> {
        let folders = ProjectDirs::from("", "", "Nameplate")?;
        let data = folders.data_local_dir().to_owned();
        let log = folders.state_dir().map_or_else(|| data.join("log"), Path::to_owned);
        let config = folders.config_dir().join("config.toml");
        if ![&data, &log, &config].into_iter().all(|path| path.is_absolute()) {
            return None;
        }
        Some(Self { data, config, log, turn: Arc::default(), patience: PATIENCE })
    }

    /// The data folder itself.
    pub fn folder(&self) -> &Path {
        &self.data
    }

    /// The person's settings file.
    pub fn config_file(&self) -> &Path {
        &self.config
    }

    /// Where the log is written.
    pub fn log_folder(&self) -> &Path {
        &self.log
    }

    /// Removes what a killed write may have left behind. Call it once at start.
    pub async fn sweep(&self) {
        let swept = self.blocking(|store| {
            let accounts = store.data.join(accounts::FOLDER);
            let each = std::fs::read_dir(accounts).into_iter().flatten().flatten().map(|entry| entry.path());
            for folder in
                [store.data.clone()].into_iter().chain(store.config.parent().map(Path::to_owned)).chain(each)
            {
                file::sweep(&folder);
            }
            Ok(())
        });
        let _ = swept.await;
    }

    /// The same with another limit of the time that another window may hold the files.
    #[must_use]
    pub fn waiting_at_most(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Runs work that changes files: alone among the windows of this folder.
    async fn changing<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.blocking(move |store| {
            let _alone = Lock::take(&store.data.join(LOCK), store.patience)?;
            work(store)
        })
        .await
    }

    /// Runs blocking work on a thread of its own, one change at a time. It runs to its end even when nobody
    /// waits for it any more.
    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let store = self.clone();
        let work = move || {
            let _alone = store.turn.lock().unwrap_or_else(PoisonError::into_inner);
            work(&store)
        };
        tokio::task::spawn_blocking(work).await.unwrap_or(Err(Error::Failed))
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::NoSpace,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::Denied,
            _ => Self::Failed,
        }
    }
}

#[cfg(test)]
mod tests;
