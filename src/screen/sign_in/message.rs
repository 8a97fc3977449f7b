//! The messages of the sign-in screen.

use super::form::Method;
use crate::api::{self, SignedIn};
use crate::secret::Secret;
use crate::store::Account;
use crate::vault;

use std::time::Duration;

/// A message.
#[derive(Debug, Clone)]
pub enum Message {
    /// The address was typed.
    AddressEdited(String),
    /// A method of signing in was chosen.
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
    StaySignedInToggled(bool),
    /// Caps Lock is on or off.
    CapsLock(bool),
    /// *Sign in*, or Enter in a field.
    Submit,
    /// A known account was chosen.
    Continue(Account),
    /// The keyring answered.
    Unlocked(Account, Result<Option<Secret>, vault::Error>),
    /// The keyring has not answered for a while.
    StillLocked,
    /// A step of the time that the server asked to wait is over.
    Waited(Duration),
    /// The server answered.
    Answered(Box<Result<SignedIn, api::Error>>),
    /// *Cancel* of a running sign-in: back to the form.
    Cancel,
    /// *Cancel* of the whole screen, if it is shown over a profile.
    Leave,
    /// *Menu*.
    Menu,
}
