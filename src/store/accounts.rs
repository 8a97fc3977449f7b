//! The list of the accounts on this machine: server, identity, name. Never a key. Blocking.

use super::error::Error;
use super::paths::Paths;
use super::{file, notes};
use crate::plain;
use crate::profile::{Entry, Identity, IdentityKind};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use std::io;

/// The largest list that is read, in bytes: thousands of accounts.
const MAX_LIST: u64 = 1 << 20;

/// A server address and a person on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "AccountData", into = "AccountData")]
pub struct Account {
    /// Scheme, host and port.
    pub origin: String,
    /// The whole address of the profile there. Empty in a list written by hand; then the origin is used.
    pub address: String,
    /// The identity of the person there.
    pub identity: Identity,
    /// The name to show.
    pub name: String,
    /// Whether the next start should continue with it: false after *Switch account*.
    pub active: bool,
    /// Whether this server accepts genders only with a capital letter. It is set after a refusal.
    pub capital_gender: bool,
}

/// An account in the file: one of `id`, `username` and `email` is the identity.
#[derive(Serialize, Deserialize)]
struct AccountData {
    origin: String,
    #[serde(default)]
    address: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<IdData>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    username: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    name: String,
    active: bool,
    #[serde(default)]
    capital_gender: bool,
}

/// Earlier versions wrote the id as a number.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum IdData {
    Number(u64),
    Text(String),
}

impl TryFrom<AccountData> for Account {
    type Error = &'static str;

    fn try_from(written: AccountData) -> Result<Self, Self::Error> {
        let AccountData { origin, address, id, username, email, name, active, capital_gender } = written;
        let (kind, text) = match (id, username, email) {
            // An earlier version wrote 0 for every person of a server whose ids are not numbers.
            (Some(IdData::Number(0)), ..) => return Err("an entry that is not of one person"),
            (Some(IdData::Number(id)), ..) => (IdentityKind::Id, id.to_string()),
            (Some(IdData::Text(id)), ..) => (IdentityKind::Id, id),
            (None, Some(username), _) => (IdentityKind::Username, username),
            (None, None, Some(email)) => (IdentityKind::Email, email),
            (None, None, None) => return Err("an entry without an identity"),
        };
        let identity = Identity::from_stored(kind, text).ok_or("an entry without an identity")?;
        // Other programs may have written the list.
        let name = plain::line(&name).into_owned();
        let name = if name.trim().is_empty() { identity.called() } else { name };
        Ok(Self { origin, address, identity, name, active, capital_gender })
    }
}

impl From<Account> for AccountData {
    fn from(account: Account) -> Self {
        let Account { origin, address, identity, name, active, capital_gender } = account;
        let text = |kind| (identity.kind() == kind).then(|| identity.text().to_owned());
        let id = text(IdentityKind::Id).map(IdData::Text);
        let (username, email) = (text(IdentityKind::Username), text(IdentityKind::Email));
        Self { origin, address, id, username, email, name, active, capital_gender }
    }
}

impl Account {
    /// The server address to sign in with.
    pub fn server(&self) -> &str {
        if self.address.is_empty() { &self.origin } else { &self.address }
    }

    /// The name of its keyring entry. Its folder is named with a hash of it.
    pub fn entry(&self) -> Entry {
        Entry::new(&self.origin, &self.identity)
    }
}

/// Whether an account is still on the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountStatus {
    /// It is.
    Listed,
    /// It was signed out in another window.
    SignedOut,
}

/// The accounts at the start of the program, which does not wait for another window. Empty if the list cannot be read.
pub(super) fn at_start(paths: &Paths) -> Vec<Account> {
    match read_list(paths) {
        Ok(Some(list)) => known(paths, list),
        Ok(None) | Err(_) => Vec::new(),
    }
}

/// Whether an account is on the list.
pub(super) fn is_listed(paths: &Paths, entry: &Entry) -> Result<bool, Error> {
    Ok(listed(paths)?.iter().any(|known| known.entry() == *entry))
}

/// Replaces the `earlier` entry of an account, if that is still on the list.
pub(super) fn update(paths: &Paths, earlier: Entry, account: Account) -> Result<AccountStatus, Error> {
    if !is_listed(paths, &earlier)? {
        return Ok(AccountStatus::SignedOut);
    }
    put(paths, account, Some(earlier)).map(|()| AccountStatus::Listed)
}

/// Puts an account at the head of the list, in place of an older entry for the same person on the same
/// server, and in place of their `earlier` entry, whose files move and whose key is noted to be removed.
pub(super) fn put(paths: &Paths, account: Account, earlier: Option<Entry>) -> Result<(), Error> {
    let entry = account.entry();
    let renamed = earlier.filter(|earlier| *earlier != entry);
    let mut accounts = listed(paths)?;
    accounts.retain(|known| known.entry() != entry && Some(known.entry()) != renamed);
    for known in &mut accounts {
        known.active &= !account.active;
    }
    accounts.insert(0, account);
    notes::remove(paths, &entry)?;
    if let Some(earlier) = &renamed {
        notes::add(paths, earlier)?;
    }
    let written = write_accounts(paths, &accounts);
    if let Some(earlier) = &renamed {
        // Files under the new name belonged to another person.
        file::move_folder(&paths.account(earlier), &paths.account(&entry))?;
    }
    written
}

/// Takes an account off the list and removes all its files. Lists that were renamed to `….bad` are removed too, since they
/// may hold the person's name.
pub(super) fn remove_files(paths: &Paths, entry: &Entry) -> Result<(), Error> {
    let written = take_off(paths, entry);
    // The files are removed even if the list cannot be written, as on a full disk.
    file::remove_folder(&paths.account(entry))?;
    file::remove_bad(&paths.list())?;
    written
}

fn take_off(paths: &Paths, entry: &Entry) -> Result<(), Error> {
    let Some(list) = read_or_set_aside(paths)? else { return Ok(()) };
    let accounts = parsed(list);
    if !accounts.iter().any(|known| known.entry() == *entry) {
        return Ok(());
    }
    write_accounts(paths, &accounts.into_iter().filter(|known| known.entry() != *entry).collect::<Vec<_>>())
}

/// Takes entries with the id 0 off the list. An earlier version wrote one for every person of a server whose ids are not
/// numbers, so nobody knows whose key and files these are.
pub(super) fn take_shared(paths: &Paths) -> Result<Vec<Entry>, Error> {
    let Some(list) = read_or_set_aside(paths)? else { return Ok(Vec::new()) };
    let origin = |value: &Value| {
        let is_shared = value.get("id").and_then(Value::as_u64) == Some(0);
        Some(value.get("origin").filter(|_| is_shared)?.as_str()?.to_owned())
    };
    let shared: Vec<_> = list.accounts.iter().filter_map(origin).collect();
    if !shared.is_empty() {
        write_accounts(paths, &parsed(list))?;
    }
    Ok(shared.into_iter().map(|origin| Entry::from_stored(format!("{origin}#0"))).collect())
}

/// The accounts on the list, without those that are noted to be removed: if the list cannot be written they are still on
/// it.
pub(super) fn listed(paths: &Paths) -> Result<Vec<Account>, Error> {
    Ok(read_or_set_aside(paths)?.map(|list| known(paths, list)).unwrap_or_default())
}

fn known(paths: &Paths, list: List) -> Vec<Account> {
    let noted = notes::all(paths);
    parsed(list).into_iter().filter(|account| !noted.contains(&account.entry())).collect()
}

fn read_or_set_aside(paths: &Paths) -> Result<Option<List>, Error> {
    match read_list(paths) {
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            file::set_aside(&paths.list())?;
            Ok(None)
        }
        read => Ok(read?),
    }
}

/// The list. An error of kind [`io::ErrorKind::InvalidData`] if it cannot be parsed.
fn read_list(paths: &Paths) -> io::Result<Option<List>> {
    let Some(content) = file::read(&paths.list(), MAX_LIST)? else { return Ok(None) };
    serde_json::from_slice(&content).map(Some).map_err(|_| io::ErrorKind::InvalidData.into())
}

fn write_accounts(paths: &Paths, accounts: &[Account]) -> Result<(), Error> {
    let path = paths.list();
    if accounts.is_empty() {
        return Ok(file::remove(&path)?);
    }
    let accounts = accounts.iter().map(serde_json::to_value).collect::<Result<_, _>>();
    let list = List { version: VERSION, accounts: accounts.map_err(|_| Error::Failed)? };
    let content = serde_json::to_vec_pretty(&list).map_err(|_| Error::Failed)?;
    Ok(file::write(&path, &content)?)
}

/// The entries that can be parsed. Those that a newer program wrote differently are left out.
fn parsed(list: List) -> Vec<Account> {
    list.accounts.into_iter().flat_map(serde_json::from_value).collect()
}

const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct List {
    version: u32,
    accounts: Vec<Value>,
}
