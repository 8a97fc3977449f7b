//! What happens where somebody signs in.

use super::form::Method;
use crate::api::{self, SignedIn};
use crate::secret::Secret;
use crate::store::Account;
use crate::vault;

use std::time::Duration;

/// What happens on this screen.
#[derive(Debug, Clone)]
pub enum Message {
    /// The address was typed.
    AddressEdited(String),
    /// The other way to sign in was chosen.
    MethodChosen(Method),
    /// The username was typed.
    UsernameEdited(String),
    /// The key was typed.
    KeyEdited(Secret),
    /// The password was typed.
    PasswordEdited(Secret),
    /// *Show* or *Hide* was pressed.
    LettersToggled,
    /// *Keep me signed in* was changed.
    KeepToggled(bool),
    /// Caps Lock was noticed to be on or off.
    CapsLock(bool),
    /// *Sign in*, or Enter in a field.
    Submit,
    /// A known account was chosen.
    Continue(Account),
    /// The keyring answered.
    Unlocked(Account, Result<Option<Secret>, vault::Error>),
    /// The keyring has been silent for a while.
    StillLocked,
    /// So much of the time is over that the server asked to wait.
    Waited(Duration),
    /// The server answered.
    Answered(Box<Result<SignedIn, api::Error>>),
    /// *Cancel*: back to the form.
    Cancel,
    /// *Cancel* of the whole screen, offered where edits wait behind it.
    Leave,
    /// *Menu*.
    Menu,
}
