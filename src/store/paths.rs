//! The paths of all files. Pure.

use crate::profile::Entry;

use directories::ProjectDirs;
use sha2::{Digest, Sha256};

use std::path::{Path, PathBuf};

/// The folders in which the program stores its files.
#[derive(Debug, Clone)]
pub(super) struct Paths {
    /// The data folder.
    pub(super) data: PathBuf,
    /// The person's settings file.
    pub(super) config: PathBuf,
    /// The folder of the log.
    pub(super) log: PathBuf,
}

impl Paths {
    /// All files in one folder.
    pub(super) fn at(data: PathBuf) -> Self {
        let (config, log) = (data.join("config.toml"), data.join("log"));
        Self { data, config, log }
    }

    /// The folders of the system; none if one of them is not an absolute path.
    pub(super) fn platform() -> Option<Self> {
        let folders = ProjectDirs::from("", "", "Nameplate")?;
        let data = folders.data_local_dir().to_owned();
        let log = folders.state_dir().map_or_else(|| data.join("log"), Path::to_owned);
        let config = folders.config_dir().join("config.toml");
        let are_absolute = [&data, &log, &config].into_iter().all(|path| path.is_absolute());
        are_absolute.then_some(Self { data, config, log })
    }

    /// The file of the lock between windows.
    pub(super) fn lock(&self) -> PathBuf {
        self.data.join("nameplate.lock")
    }

    /// The file of the lock between windows for the keyring.
    pub(super) fn keyring_lock(&self) -> PathBuf {
        self.data.join("keyring.lock")
    }

    /// The list of the known accounts.
    pub(super) fn list(&self) -> PathBuf {
        self.data.join("accounts.json")
    }

    /// The folder of all accounts' folders.
    pub(super) fn accounts(&self) -> PathBuf {
        self.data.join("accounts")
    }

    /// The folder of an account's files. Its name is a hash, so that a server cannot choose a path and the name does not
    /// show whose it is.
    pub(super) fn account(&self, entry: &Entry) -> PathBuf {
        self.accounts().join(short_hash(entry.as_str()))
    }

    /// The notes of accounts that must be removed: the usual one, and the one that is used if that cannot be written.
    pub(super) fn notes(&self) -> [PathBuf; 2] {
        [&self.data, &self.log].map(|folder| folder.join("forget.json"))
    }
}

/// 128 bits of SHA-256 in hexadecimal. It is the same on every machine and in every version, and nobody can choose an
/// address with the hash of another.
pub(super) fn short_hash(text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
