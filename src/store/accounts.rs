//! The accounts known on this machine: server, number, name. Never a key.

use super::{Error, Store};

/// A server address and a person on it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Account {
    /// Scheme, host and port.
    pub origin: String,
    /// The number of the person there.
    pub id: u64,
    /// The name to show.
    pub name: String,
    /// Whether the next start should continue with it: false after *Switch account*.
    pub active: bool,
}

impl Account {
    /// The name of its keyring entry and of its folder's hash: `{origin}#{id}`.
    pub fn entry(&self) -> String {
        format!("{}#{}", self.origin, self.id)
    }
}

impl Store {
    /// The known accounts, the last used first.
    pub async fn accounts(&self) -> Result<Vec<Account>, Error> {
        unimplemented!()
    }

    /// Puts an account at the head of the list.
    pub async fn remember(&self, _account: Account) -> Result<(), Error> {
        unimplemented!()
    }

    /// Takes an account off the list and removes all its files.
    pub async fn forget(&self, _account: Account) -> Result<(), Error> {
        unimplemented!()
    }
}
