//! The messages of the program.

use super::look::Preferences;
use super::overlay;
use super::shortcut::Shortcut;
use crate::desktop::Space;
use crate::screen::{photo, profile, sign_in};
use crate::store::{self, Account, AccountStatus};
use crate::vault;

use iced::{Size, window};

use std::path::PathBuf;

/// What happened in the program.
#[derive(Debug, Clone)]
pub enum Message {
    /// On the sign-in screen, or the one on which a person signs in again.
    SignIn(sign_in::Message),
    /// On the profile.
    Profile(profile::Message),
    /// On the photo screen.
    Photo(photo::Message),
    /// In the overlay above the screens.
    Overlay(overlay::Message),
    /// A shortcut was pressed.
    Shortcut(Shortcut),
    /// The window opened, changed or wants to close.
    Window(window::Event),
    /// The window's scale is known.
    Scale(f32),
    /// The space in the work area is known or has changed.
    Space(Space),
    /// The size of the screen in pixels of the layout, if the system does not tell the work area.
    Monitor(Size),
    /// The preferences of the system are known or have changed.
    System(Preferences),
    /// The key was stored in the keyring, or that failed. False if there was no key to store.
    KeyStored(Result<bool, vault::Error>),
    /// The list of accounts was written, or that failed, or the account was signed out in another window.
    Remembered(Result<AccountStatus, store::Error>),
    /// The list of accounts was read again: another window may have changed it.
    Listed(Vec<Account>),
    /// A choice of the menu was written, or that failed.
    ChoiceStored(Result<(), store::Error>),
    /// The files of an account that was signed out were removed, or that failed.
    FilesForgotten(store::Forgotten, PathBuf),
    /// Its key was removed, or that failed.
    KeyForgotten(Result<(), vault::Error>),
    /// A second window of this account asks this one to come to the front.
    FrontRequested,
    /// A signal asked the program to end.
    EndRequested,
    /// Assistive technology has sent a request. The redraw that follows passes it to its widget.
    Wake,
}
