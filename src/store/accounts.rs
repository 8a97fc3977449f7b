//! The accounts known on this machine: server, number, name. Never a key.

use super::{Error, Store, file};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use std::path::PathBuf;

/// The folder of all accounts' folders.
pub(super) const FOLDER: &str = "accounts";

const LIST: &str = "accounts.json";

/// The largest list that is read, in bytes: thousands of accounts.
const MAX_LIST: u64 = 1 << 20;

/// A server address and a person on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Scheme, host and port.
    pub origin: String,
    /// The whole address of the profile there, which may lie in a folder of the server. Empty in a list written by
    /// hand: the origin is enough then.
    #[serde(default)]
    pub address: String,
    /// The number of the person there.
    pub id: u64,
    /// The name to show.
    pub name: String,
    /// Whether the next start should continue with it: false after *Switch account*.
    pub active: bool,
    /// Whether this server takes genders only with a capital letter, as was once found out.
    #[serde(default)]
    pub capital_gender: bool,
}

impl Account {
    /// Where to sign in again.
    pub fn server(&self) -> &str {
        if self.address.is_empty() { &self.origin } else { &self.address }
    }

    /// The name of its keyring entry and of its folder's hash: `{origin}#{id}`.
    pub fn entry(&self) -> String {
        format!("{}#{}", self.origin, self.id)
    }
}

impl Store {
    /// The known accounts, the last used first. A list that cannot be understood is set aside and is empty.
    pub async fn accounts(&self) -> Result<Vec<Account>, Error> {
        self.blocking(Self::read_accounts).await
    }

    /// The same before the window opens, when nothing can be kept waiting yet. A list that cannot be read is
    /// empty.
    pub fn accounts_at_start(&self) -> Vec<Account> {
        self.read_accounts().unwrap_or_default()
    }

    /// Puts an account at the head of the list, in place of an older entry for the same person on the same
    /// server. At most one account is active: an active one makes the others inactive.
    pub async fn remember(&self, account: Account) -> Result<(), Error> {
        self.blocking(move |store| {
            let mut accounts = store.read_accounts()?;
            accounts.retain(|known| known.entry() != account.entry());
            for known in &mut accounts {
                known.active &= !account.active;
            }
            accounts.insert(0, account);
            store.write_accounts(&accounts)
        })
        .await
    }

    /// Takes an account off the list and removes all its files, also a list that was set aside: it may hold
    /// the person's name.
    pub async fn forget(&self, account: Account) -> Result<(), Error> {
        self.blocking(move |store| {
            let mut accounts = store.read_accounts()?;
            accounts.retain(|known| known.entry() != account.entry());
            let written = store.write_accounts(&accounts);
            // The files go even when the list cannot be written, as on a full disk.
            file::remove_folder(&store.account_folder(&account))?;
            file::remove_bad(&store.data.join(LIST))?;
            written
        })
        .await
    }

    /// The folder of an account's files. A hash, so that no server chooses a path, and no file name tells
    /// whose it is.
    pub(super) fn account_folder(&self, account: &Account) -> PathBuf {
        self.data.join(FOLDER).join(short_hash(&account.entry()))
    }

    pub(super) fn read_accounts(&self) -> Result<Vec<Account>, Error> {
        let path = self.data.join(LIST);
        let content = match file::read(&path, MAX_LIST) {
            Ok(None) => return Ok(Vec::new()),
            Ok(Some(content)) => serde_json::from_slice::<List>(&content).ok(),
            Err(error) if error.kind() == std::io::ErrorKind::InvalidData => None,
            Err(error) => return Err(error.into()),
        };
        match content {
            // One entry that a newer program wrote differently does not cost the others.
            Some(list) => Ok(list.accounts.into_iter().flat_map(serde_json::from_value).collect()),
            None => {
                file::set_aside(&path)?;
                Ok(Vec::new())
            }
        }
    }

    fn write_accounts(&self, accounts: &[Account]) -> Result<(), Error> {
        let path = self.data.join(LIST);
        if accounts.is_empty() {
            return Ok(file::remove(&path)?);
        }
        let accounts = accounts.iter().map(serde_json::to_value).collect::<Result<_, _>>();
        let list = List { version: VERSION, accounts: accounts.map_err(|_| Error::Failed)? };
        let content = serde_json::to_vec_pretty(&list).map_err(|_| Error::Failed)?;
        Ok(file::write(&path, &content)?)
    }
}

const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct List {
    version: u32,
    accounts: Vec<serde_json::Value>,
}

/// 128 bits of SHA-256 in hexadecimal: the same on every machine and in every version, and nobody can choose
/// an address that falls onto another's files.
pub(super) fn short_hash(text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
