//! The accounts known on this machine: server, identity, name. Never a key.

use super::{Error, Store, file};
use crate::plain;
use crate::profile::{Entry, Identity, Kind};

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
#[serde(try_from = "Written", into = "Written")]
pub struct Account {
    /// Scheme, host and port.
    pub origin: String,
    /// The whole address of the profile there, which may lie in a folder of the server. Empty in a list written by
    /// hand: the origin is enough then.
    pub address: String,
    /// Who the person is there.
    pub identity: Identity,
    /// The name to show.
    pub name: String,
    /// Whether the next start should continue with it: false after *Switch account*.
    pub active: bool,
    /// Whether this server takes genders only with a capital letter, as was once found out.
    pub capital_gender: bool,
}

/// An account as the list has it: one of `id`, `username` and `email` is the identity.
#[derive(Serialize, Deserialize)]
struct Written {
    origin: String,
    #[serde(default)]
    address: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<WrittenId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    username: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    name: String,
    active: bool,
    #[serde(default)]
    capital_gender: bool,
}

/// Earlier versions wrote numbers and knew nothing else.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum WrittenId {
    Number(u64),
    Text(String),
}

impl TryFrom<Written> for Account {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let Written { origin, address, id, username, email, name, active, capital_gender } = written;
        let (kind, text) = match (id, username, email) {
            // Written for everybody on a server whose ids are no numbers.
            (Some(WrittenId::Number(0)), ..) => return Err("an entry of nobody"),
            (Some(WrittenId::Number(id)), ..) => (Kind::Id, id.to_string()),
            (Some(WrittenId::Text(id)), ..) => (Kind::Id, id),
            (None, Some(username), _) => (Kind::Username, username),
            (None, None, Some(email)) => (Kind::Email, email),
            (None, None, None) => return Err("an entry without an identity"),
        };
        let identity = Identity::kept(kind, text).ok_or("an entry without an identity")?;
        // Anybody may have written the list.
        let name = plain::line(&name).into_owned();
        Ok(Self { origin, address, identity, name, active, capital_gender })
    }
}

impl From<Account> for Written {
    fn from(account: Account) -> Self {
        let Account { origin, address, identity, name, active, capital_gender } = account;
        let text = |kind| (identity.kind() == kind).then(|| identity.text().to_owned());
        let id = text(Kind::Id).map(WrittenId::Text);
        let (username, email) = (text(Kind::Username), text(Kind::Email));
        Self { origin, address, id, username, email, name, active, capital_gender }
    }
}

impl Account {
    /// Where to sign in again.
    pub fn server(&self) -> &str {
        if self.address.is_empty() { &self.origin } else { &self.address }
    }

    /// The name of its keyring entry and of its folder's hash.
    pub fn entry(&self) -> Entry {
        Entry::new(&self.origin, &self.identity)
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

    /// Puts an account in the place of the same person's under another identity, as after a username was changed
    /// that is the identity. The files go along; what was there under the new name was of somebody else.
    pub async fn rename(&self, before: Account, now: Account) -> Result<(), Error> {
        self.blocking(move |store| {
            let mut accounts = store.read_accounts()?;
            accounts.retain(|known| known.entry() != before.entry() && known.entry() != now.entry());
            for known in &mut accounts {
                known.active &= !now.active;
            }
            let [from, to] = [&before, &now].map(|account| store.account_folder(account));
            accounts.insert(0, now);
            let written = store.write_accounts(&accounts);
            file::move_folder(&from, &to)?;
            written
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
        self.data.join(FOLDER).join(short_hash(account.entry().as_str()))
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
