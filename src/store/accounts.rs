//! The accounts known on this machine: server, identity, name. Never a key. Blocking.

use super::error::Error;
use super::place::Place;
use super::{file, notes};
use crate::plain;
use crate::profile::{Entry, Identity, Kind};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use std::io;

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
            // An earlier version wrote this for all people of a server whose ids are not numbers.
            (Some(WrittenId::Number(0)), ..) => return Err("an entry that is not of one person"),
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

/// Whether an account is still on the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is.
    Listed,
    /// It was signed out of in another window.
    SignedOut,
}

/// The accounts at the start of the program, which cannot wait for another window. A list that cannot be read is empty.
pub(super) fn at_start(place: &Place) -> Vec<Account> {
    match read_list(place) {
        Ok(Some(list)) => known(place, list),
        Ok(None) | Err(_) => Vec::new(),
    }
}

/// Whether an account is on the list.
pub(super) fn is_listed(place: &Place, entry: &Entry) -> Result<bool, Error> {
    Ok(listed(place)?.iter().any(|known| known.entry() == *entry))
}

/// Puts an account in the place of its `earlier` entry, where that is still on the list.
pub(super) fn update(place: &Place, earlier: Entry, account: Account) -> Result<Standing, Error> {
    if !is_listed(place, &earlier)? {
        return Ok(Standing::SignedOut);
    }
    put(place, account, Some(earlier)).map(|()| Standing::Listed)
}

/// Puts an account at the head of the list, in place of an older entry for the same person on the same
/// server, and in place of their `earlier` entry, whose files go along and whose key is noted to be forgotten.
pub(super) fn put(place: &Place, account: Account, earlier: Option<Entry>) -> Result<(), Error> {
    let entry = account.entry();
    let renamed = earlier.filter(|earlier| *earlier != entry);
    let mut accounts = listed(place)?;
    accounts.retain(|known| known.entry() != entry && Some(known.entry()) != renamed);
    for known in &mut accounts {
        known.active &= !account.active;
    }
    accounts.insert(0, account);
    notes::remove(place, &entry)?;
    if let Some(earlier) = &renamed {
        notes::add(place, earlier)?;
    }
    let written = write_accounts(place, &accounts);
    if let Some(earlier) = &renamed {
        // What was there under the new name was of somebody else.
        file::move_folder(&place.account(earlier), &place.account(&entry))?;
    }
    written
}

/// Takes an account off the list and removes all its files, also a list that was set aside: it may hold
/// the person's name.
pub(super) fn remove_files(place: &Place, entry: &Entry) -> Result<(), Error> {
    let written = take_off(place, entry);
    // The files go even when the list cannot be written, as on a full disk.
    file::remove_folder(&place.account(entry))?;
    file::remove_bad(&place.list())?;
    written
}

fn take_off(place: &Place, entry: &Entry) -> Result<(), Error> {
    let Some(list) = read_or_set_aside(place)? else { return Ok(()) };
    let accounts = understood(list);
    if !accounts.iter().any(|known| known.entry() == *entry) {
        return Ok(());
    }
    write_accounts(place, &accounts.into_iter().filter(|known| known.entry() != *entry).collect::<Vec<_>>())
}

/// Takes entries with the id 0 off the list. An earlier version wrote one for all people of a server whose ids are not
/// numbers, so that it is not known whose key and files these are.
pub(super) fn take_shared(place: &Place) -> Result<Vec<Entry>, Error> {
    let Some(list) = read_or_set_aside(place)? else { return Ok(Vec::new()) };
    let origin = |value: &Value| {
        let is_shared = value.get("id").and_then(Value::as_u64) == Some(0);
        Some(value.get("origin").filter(|_| is_shared)?.as_str()?.to_owned())
    };
    let shared: Vec<_> = list.accounts.iter().filter_map(origin).collect();
    if !shared.is_empty() {
        write_accounts(place, &understood(list))?;
    }
    Ok(shared.into_iter().map(|origin| Entry::kept(format!("{origin}#0"))).collect())
}

/// The accounts on the list, without those that are to be forgotten: these may still be on it where it cannot be written.
pub(super) fn listed(place: &Place) -> Result<Vec<Account>, Error> {
    Ok(read_or_set_aside(place)?.map(|list| known(place, list)).unwrap_or_default())
}

fn known(place: &Place, list: List) -> Vec<Account> {
    let noted = notes::all(place);
    understood(list).into_iter().filter(|account| !noted.contains(&account.entry())).collect()
}

fn read_or_set_aside(place: &Place) -> Result<Option<List>, Error> {
    match read_list(place) {
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            file::set_aside(&place.list())?;
            Ok(None)
        }
        read => Ok(read?),
    }
}

/// The list; an error of kind [`io::ErrorKind::InvalidData`] for one that is not understood.
fn read_list(place: &Place) -> io::Result<Option<List>> {
    let Some(content) = file::read(&place.list(), MAX_LIST)? else { return Ok(None) };
    serde_json::from_slice(&content).map(Some).map_err(|_| io::ErrorKind::InvalidData.into())
}

fn write_accounts(place: &Place, accounts: &[Account]) -> Result<(), Error> {
    let path = place.list();
    if accounts.is_empty() {
        return Ok(file::remove(&path)?);
    }
    let accounts = accounts.iter().map(serde_json::to_value).collect::<Result<_, _>>();
    let list = List { version: VERSION, accounts: accounts.map_err(|_| Error::Failed)? };
    let content = serde_json::to_vec_pretty(&list).map_err(|_| Error::Failed)?;
    Ok(file::write(&path, &content)?)
}

/// The entries that can be read: one that a newer program wrote differently is left out, and the others stay.
fn understood(list: List) -> Vec<Account> {
    list.accounts.into_iter().flat_map(serde_json::from_value).collect()
}

const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct List {
    version: u32,
    accounts: Vec<Value>,
}
