//! What exists only while somebody is signed in: the profile, and the screens that may be above it.
//!
//! Owns which of them is on top, and how the open account is stored on this machine. Opening another account and signing
//! out are the work of the app.

use super::message::Message;
use super::storage::{LAST_WRITE, Record};
use crate::api;
use crate::config::PhotoOptions;
use crate::editor::Event;
use crate::screen::{self, photo, profile, sign_in};
use crate::sentence::Sentence;
use crate::store::{Account, Store};
use crate::widget::Ui;

use iced::Task;
use tokio::time::timeout;

use std::path::PathBuf;

/// What exists only while somebody is signed in.
#[derive(Debug)]
pub(super) struct SignedIn {
    profile: screen::Profile,
    photo: Option<screen::Photo>,
    /// The folder of the photo that was chosen last.
    folder: Option<PathBuf>,
    /// The screen for signing in again after the key was refused. The profile below it keeps its edits.
    renewal: Option<screen::SignIn>,
    listing: Listing,
    /// Whether its key may be in the keyring.
    may_have_key: bool,
}

/// How the open account is in the list of accounts.
#[derive(Debug)]
pub(super) enum Listing {
    /// It is not: the server does not tell who the person is.
    Absent,
    /// As this account.
    Listed(Account),
    /// Not any more: it was signed out in another window.
    SignedOut,
}

/// Whether the key of the open account has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyChange {
    Changed,
    Unchanged,
}

/// What must be done because the open account differs from the one in the list.
#[derive(Debug)]
pub(super) enum AccountWork {
    /// Store it as it is now.
    Remember(Record),
    /// Remove it, because the server does not tell any more who the person is.
    Forget { account: Account, may_have_key: bool },
}

impl SignedIn {
    /// The profile, without another screen above it.
    pub(super) fn new(profile: screen::Profile, listing: Listing, may_have_key: bool) -> Self {
        Self { profile, photo: None, folder: None, renewal: None, listing, may_have_key }
    }

    /// The profile.
    pub(super) fn profile(&self) -> &screen::Profile {
        &self.profile
    }

    /// The photo screen, if it is open.
    pub(super) fn photo(&self) -> Option<&screen::Photo> {
        self.photo.as_ref()
    }

    /// The screen for signing in again, if it is open.
    pub(super) fn renewal(&self) -> Option<&screen::SignIn> {
        self.renewal.as_ref()
    }

    /// Whether its key may be in the keyring.
    pub(super) fn may_have_key(&self) -> bool {
        self.may_have_key
    }

    /// Notes whether its key was stored in the keyring.
    pub(super) fn note_stored_key(&mut self, is_stored: bool) {
        self.may_have_key |= is_stored;
    }

    /// Notes that its account is in the list.
    pub(super) fn note_listed(&mut self) -> Task<Message> {
        self.profile.note_listed().map(Message::Profile)
    }

    /// Writes the draft before the profile closes. It waits for the disk only for a short time.
    pub(super) fn write_last_draft(&self) -> Task<Message> {
        match self.profile.last_draft() {
            Some((store, account, draft)) => {
                let write = async move { timeout(LAST_WRITE, store.write_draft(account, draft)).await };
                Task::future(write).discard()
            }
            None => Task::none(),
        }
    }

    /// Passes a message to the profile screen.
    pub(super) fn update_profile(&mut self, message: profile::Message) -> profile::Action {
        self.profile.update(message)
    }

    /// Shows a sentence on the profile screen.
    pub(super) fn say(&mut self, sentence: Sentence) -> Task<Message> {
        self.profile.tell(sentence).map(Message::Profile)
    }

    /// Copies the names of the groups in the language on screen.
    pub(super) fn copy_groups(&mut self, which: Option<usize>, ui: Ui<'_>) -> Task<Message> {
        self.profile.copy_groups(which, ui).map(Message::Profile)
    }

    /// Draws pictures again for another scale.
    pub(super) fn rescale(&mut self, scale: f32) -> Task<Message> {
        let profile = self.profile.rescale(scale).map(Message::Profile);
        let photo = self.photo.as_mut().map_or_else(Task::none, |photo| photo.rescale(scale));
        Task::batch([profile, photo.map(Message::Photo)])
    }

    /// Whether the profile is on top: no other screen and no question covers it.
    pub(super) fn is_at_profile(&self) -> bool {
        self.photo.is_none() && self.renewal.is_none() && !self.profile.editor().is_asking()
    }

    /// Whether a photo can be dropped or pasted: no question is open, and no photo is being sent.
    pub(super) fn accepts_photos(&self) -> bool {
        let editor = self.profile.editor();
        let is_busy = self.photo.as_ref().is_some_and(|photo| !photo.takes_files(editor));
        self.renewal.is_none() && !editor.is_asking() && !editor.writing().is_busy() && !is_busy
    }

    /// Opens the photo screen.
    pub(super) fn open_photo(
        &mut self,
        options: PhotoOptions,
        scale: f32,
        store: Option<Store>,
    ) -> Task<Message> {
        let start = photo::Start {
            options,
            scale,
            name: self.profile.name(),
            folder: photo::Folder::new(self.profile.account(), store, self.folder.clone()),
        };
        let (photo, task) = screen::Photo::new(start);
        self.photo = Some(photo);
        task.map(Message::Photo)
    }

    /// Acts on the photo screen, if it is open.
    pub(super) fn with_photo(
        &mut self,
        act: impl FnOnce(&mut screen::Photo) -> Task<photo::Message>,
    ) -> Task<Message> {
        self.photo.as_mut().map_or_else(Task::none, |photo| act(photo).map(Message::Photo))
    }

    /// Passes a message to the photo screen. Returns the event for the editor, if there is one.
    pub(super) fn update_photo(&mut self, message: photo::Message) -> (Task<Message>, Option<Event>) {
        let Some(photo) = &mut self.photo else { return (Task::none(), None) };
        self.folder = photo.folder();
        match photo.update(message, self.profile.editor()) {
            photo::Action::None => (Task::none(), None),
            photo::Action::Run(task) => (task.map(Message::Photo), None),
            photo::Action::Edit(event, task) => (task.map(Message::Photo), Some(event)),
            photo::Action::Leave => (Task::none(), Some(self.close_photo())),
        }
    }

    /// Closes the photo screen. Returns the event for the editor.
    pub(super) fn close_photo(&mut self) -> Event {
        self.photo = None;
        Event::PhotoScreenLeft
    }

    /// Opens the screen for signing in again, which says why. The profile below it keeps its edits.
    pub(super) fn open_renewal(&mut self, said: Sentence, start: sign_in::Start) -> Task<Message> {
        let renewal = sign_in::Renewal {
            server: self.profile.server().me().into(),
            name: self.profile.name(),
            stay_signed_in: self.profile.stays_signed_in(),
            said,
        };
        let (renewal, task) = screen::SignIn::renew(renewal, start);
        self.renewal = Some(renewal);
        task.map(Message::SignIn)
    }

    /// Passes a message to that screen.
    pub(super) fn update_renewal(&mut self, message: sign_in::Message) -> sign_in::Action {
        self.renewal.as_mut().map_or(sign_in::Action::None, |renewal| renewal.update(message))
    }

    /// Closes it. Returns whether it was open.
    pub(super) fn close_renewal(&mut self) -> bool {
        self.renewal.take().is_some()
    }

    /// Checks that the person who signed in again is certainly the one on screen.
    pub(super) fn recognize(&self, signed_in: &api::SignedIn) -> Result<(), NotSamePerson> {
        if self.profile.is_of(&signed_in.profile) {
            return Ok(());
        }
        let (before, now) = (self.profile.identity(), signed_in.session.identity());
        Err(NotSamePerson {
            is_named: before.zip(now).is_some_and(|(before, now)| before.kind() == now.kind()),
        })
    }

    /// Continues with a new key of the same person.
    pub(super) fn renew(&mut self, signed_in: api::SignedIn, stay_signed_in: bool) -> profile::Action {
        self.renewal = None;
        let api::SignedIn { session, profile, .. } = signed_in;
        self.profile.renew(session, profile, stay_signed_in)
    }

    /// Notes that the account was signed out in another window. Returns the account.
    pub(super) fn sign_out_elsewhere(&mut self) -> Option<Account> {
        self.listing = Listing::SignedOut;
        self.profile.account()
    }

    /// What must be done so that the open account is stored as it is now: its entry, its files, and its key if the person
    /// wants that. None if nothing has changed.
    pub(super) fn account_work(&mut self, key: KeyChange) -> Option<AccountWork> {
        let now = self.profile.account();
        let before = match &self.listing {
            Listing::SignedOut if key == KeyChange::Unchanged => return None,
            Listing::Listed(before) if key == KeyChange::Unchanged && Some(before) == now.as_ref() => {
                return None;
            }
            Listing::Listed(before) => Some(before.clone()),
            Listing::Absent | Listing::SignedOut => None,
        };
        self.listing = now.clone().map_or(Listing::Absent, Listing::Listed);
        let Some(now) = now else {
            return before.map(|account| AccountWork::Forget { account, may_have_key: self.may_have_key });
        };
        let is_elsewhere = before.as_ref().is_none_or(|before| before.entry() != now.entry());
        let is_new = key == KeyChange::Changed;
        let session = self.profile.session().filter(|_| now.active && (is_new || is_elsewhere));
        let key = session.map(|session| session.key().clone());
        Some(AccountWork::Remember(Record { key, earlier: before.map(|before| before.entry()), is_new, now }))
    }
}

/// The person who signed in again is another one, or may be.
#[derive(Debug, Clone, Copy)]
pub(super) struct NotSamePerson {
    /// Whether the server says that it is another person. Otherwise it does not say who it is.
    pub(super) is_named: bool,
}
