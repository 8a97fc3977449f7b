//! Whose profile is on screen.

use super::Profile;
use crate::profile::{self, Names};
use crate::store::Account;

impl Profile {
    /// The account on screen, as the server shows it now; none where it does not tell who the person is.
    pub fn account(&self) -> Option<Account> {
        let server = self.connection.server();
        Some(Account {
            origin: server.origin(),
            address: server.me().into(),
            identity: self.connection.identity()?,
            name: self.name(),
            active: self.keep,
            capital_gender: self.connection.has_capital_gender(),
        })
    }

    /// Whether a record is certainly of the person on screen: it shows what names them.
    pub fn is_of(&self, record: &profile::Profile) -> bool {
        self.connection.identity().is_some_and(|who| Names::of(record).has(&who))
    }

    /// Whether the next start goes on with this account.
    pub fn is_kept(&self) -> bool {
        self.keep
    }
}
