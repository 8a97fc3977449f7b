//! The data that the sign-in screen starts from. Plain data.

use crate::api::{AnswerLanguage, Logins, ServerOptions};
use crate::config::FixedServer;
use crate::secret::Secret;
use crate::sentence::Sentence;
use crate::store::Account;
use crate::vault::Vault;

/// The purpose of signing in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// To open a profile.
    Enter,
    /// To open a profile with a key for this run only. The form asks at most for the address.
    AddressOnly,
    /// To continue with the same person after their key was refused. The profile below this screen keeps the edits.
    Renew {
        /// The name to show.
        name: String,
        /// What is said about the refusal.
        said: Sentence,
    },
}

/// The data for signing in again.
#[derive(Debug, Clone)]
pub struct Renewal {
    /// The address of the profile.
    pub server: String,
    /// The name of the person.
    pub name: String,
    /// Whether their key was to be stored.
    pub stay_signed_in: bool,
    /// What is said about the refusal.
    pub said: Sentence,
}

/// The data that the screen needs.
#[derive(Debug, Clone)]
pub struct Start {
    /// The settings for servers.
    pub options: ServerOptions,
    /// The address from the settings or the command line.
    pub server: Option<FixedServer>,
    /// The accounts known on this machine.
    pub accounts: Vec<Account>,
    /// The keyring.
    pub vault: Vault,
    /// The kinds of names that servers were found to accept.
    pub logins: Logins,
    /// The language that is requested from servers.
    pub language: AnswerLanguage,
    /// A key for this run only.
    pub key: Option<Secret>,
}
