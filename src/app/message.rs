//! What happens in the program.

use super::layer;
use super::look::Preferences;
use super::shortcut::Shortcut;
use crate::desktop::Room;
use crate::screen::{photo, profile, sign_in};
use crate::store::{self, Account, Standing};
use crate::vault;

use iced::{Size, window};

use std::path::PathBuf;

/// What happens.
#[derive(Debug, Clone)]
pub enum Message {
    /// On the sign-in screen, or the one that renews.
    SignIn(sign_in::Message),
    /// On the profile.
    Profile(profile::Message),
    /// On the photo screen.
    Photo(photo::Message),
    /// In what lies over the screens.
    Layer(layer::Message),
    /// A shortcut was pressed.
    Shortcut(Shortcut),
    /// The window opened, changed or wants to close.
    Window(window::Event),
    /// The window's scale is known.
    Scale(f32),
    /// The work area is known or has changed.
    Room(Room),
    /// The size of the screen in pixels of the layout, where the system does not tell a work area.
    Monitor(Size),
    /// What the system prefers is known or changed.
    System(Preferences),
    /// The keyring took the key, or not; false where there was none to be stored.
    KeyStored(Result<bool, vault::Error>),
    /// The list of accounts was written, or not, or the account was signed out of in another window.
    Remembered(Result<Standing, store::Error>),
    /// The list of accounts was read again: another window may have changed it.
    Listed(Vec<Account>),
    /// The choices of the menu were written, or not.
    ChoiceStored(Result<(), store::Error>),
    /// The files of an account that was signed out of are gone, or not.
    FilesForgotten(store::Forgotten, PathBuf),
    /// Its key is gone, or not.
    KeyForgotten(Result<(), vault::Error>),
    /// Another window of this account was opened.
    Called,
    /// A signal asked the program to end.
    EndAsked,
    /// Assistive technology asked for something; the redraw brings it to its widget.
    Wake,
}
