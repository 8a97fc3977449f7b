//! What exists only while somebody is signed in: the profile, and the screens that may lie over it.
//!
//! Owns which of them is on top, and how the account on screen stands on this machine. What leads out of here is the app's.

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
    /// Where photos were chosen last.
    folder: Option<PathBuf>,
    /// Signing in again after the key was refused; the edits wait behind it.
    renewal: Option<screen::SignIn>,
    listing: Listing,
    /// Whether its key may be in the keyring.
    may_have_key: bool,
}

/// How the open account stands in the list of this machine.
#[derive(Debug)]
pub(super) enum Listing {
    /// Not at all: the server does not tell who it is.
    Absent,
    /// As this account.
    Listed(Account),
    /// Not any more: it was signed out of in another window.
    SignedOut,
}

/// Whether the key of the open account is another than before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    New,
    AsBefore,
}

/// What is to be done on this machine because the account on screen is another than the one in the list.
#[derive(Debug)]
pub(super) enum Due {
    /// It is stored as it is now.
    Remember(Record),
    /// It is forgotten: the server does not tell any more who it is.
    Forget { account: Account, may_have_key: bool },
}

impl SignedIn {
    /// Nothing lies over the profile yet.
    pub(super) fn new(profile: screen::Profile, listing: Listing, may_have_key: bool) -> Self {
        Self { profile, photo: None, folder: None, renewal: None, listing, may_have_key }
    }

    /// The profile.
    pub(super) fn profile(&self) -> &screen::Profile {
        &self.profile
    }

    /// The photo screen, where it is open.
    pub(super) fn photo(&self) -> Option<&screen::Photo> {
        self.photo.as_ref()
    }

    /// The screen on which somebody signs in again, where it is open.
    pub(super) fn renewal(&self) -> Option<&screen::SignIn> {
        self.renewal.as_ref()
    }

    /// Whether its key may be in the keyring.
    pub(super) fn may_have_key(&self) -> bool {
        self.may_have_key
    }

    /// The keyring took its key, or had none to take.
    pub(super) fn note_stored_key(&mut self, is_stored: bool) {
        self.may_have_key |= is_stored;
    }

    /// Its account is on the list of this machine.
    pub(super) fn note_listed(&mut self) -> Task<Message> {
        self.profile.note_listed().map(Message::Profile)
    }

    /// Writes down what is typed, before the profile goes. Whatever the disk does, the window does not wait long for it.
    pub(super) fn write_last_draft(&self) -> Task<Message> {
        match self.profile.last_draft() {
            Some((store, account, draft)) => {
                let write = async move { timeout(LAST_WRITE, store.keep_draft(account, draft)).await };
                Task::future(write).discard()
            }
            None => Task::none(),
        }
    }

    /// Lets something happen on the profile.
    pub(super) fn update_profile(&mut self, message: profile::Message) -> profile::Action {
        self.profile.update(message)
    }

    /// Says something on the profile.
    pub(super) fn say(&mut self, sentence: Sentence) -> Task<Message> {
        self.profile.tell(sentence).map(Message::Profile)
    }

    /// Copies the names of the groups in the language on screen.
    pub(super) fn copy_groups(&mut self, which: Option<usize>, ui: Ui<'_>) -> Task<Message> {
        self.profile.copy_groups(which, ui).map(Message::Profile)
    }

    /// Draws for a screen of another scale.
    pub(super) fn rescale(&mut self, scale: f32) -> Task<Message> {
        let profile = self.profile.rescale(scale).map(Message::Profile);
        let photo = self.photo.as_mut().map_or_else(Task::none, |photo| photo.rescale(scale));
        Task::batch([profile, photo.map(Message::Photo)])
    }

    /// Whether the profile can be worked on: no other screen and no question lies over it.
    pub(super) fn is_at_profile(&self) -> bool {
        self.photo.is_none() && self.renewal.is_none() && !self.profile.editor().is_asking()
    }

    /// Whether a photo can come in: no question is open, and none is on its way.
    pub(super) fn takes_photos(&self) -> bool {
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

    /// Lets something happen on the photo screen, where it is open.
    pub(super) fn with_photo(
        &mut self,
        act: impl FnOnce(&mut screen::Photo) -> Task<photo::Message>,
    ) -> Task<Message> {
        self.photo.as_mut().map_or_else(Task::none, |photo| act(photo).map(Message::Photo))
    }

    /// Takes in what happened on the photo screen. What concerns the editor comes back.
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

    /// Closes the photo screen, and gives what that is to the editor.
    pub(super) fn close_photo(&mut self) -> Event {
        self.photo = None;
        Event::PhotoScreenLeft
    }

    /// The key was refused: signing in lies over the profile, which keeps its edits, and says why.
    pub(super) fn open_renewal(&mut self, said: Sentence, start: sign_in::Start) -> Task<Message> {
        let renewal = sign_in::Renewal {
            server: self.profile.server().me().into(),
            name: self.profile.name(),
            keep: self.profile.is_kept(),
            said,
        };
        let (renewal, task) = screen::SignIn::renew(renewal, start);
        self.renewal = Some(renewal);
        task.map(Message::SignIn)
    }

    /// Lets something happen on that screen.
    pub(super) fn update_renewal(&mut self, message: sign_in::Message) -> sign_in::Action {
        self.renewal.as_mut().map_or(sign_in::Action::None, |renewal| renewal.update(message))
    }

    /// Closes it; tells whether it was open.
    pub(super) fn close_renewal(&mut self) -> bool {
        self.renewal.take().is_some()
    }

    /// Checks that whoever signed in again is certainly the person on screen.
    pub(super) fn recognize(&self, signed_in: &api::SignedIn) -> Result<(), Stranger> {
        if self.profile.is_of(&signed_in.profile) {
            return Ok(());
        }
        let (before, now) = (self.profile.identity(), signed_in.session.identity());
        Err(Stranger { is_named: before.zip(now).is_some_and(|(before, now)| before.kind() == now.kind()) })
    }

    /// Goes on with a new key of the same person.
    pub(super) fn renew(&mut self, signed_in: api::SignedIn, keep: bool) -> profile::Action {
        self.renewal = None;
        let api::SignedIn { session, profile, .. } = signed_in;
        self.profile.renew(session, profile, keep)
    }

    /// The account was signed out of in another window; it comes back for whoever keeps the list.
    pub(super) fn sign_out_elsewhere(&mut self) -> Option<Account> {
        self.listing = Listing::SignedOut;
        self.profile.account()
    }

    /// What has to be done so that the account stands in the list as it is now: its key where the person wants that, its
    /// entry, its files. One whose server does not tell any more who it is, is forgotten.
    pub(super) fn due(&mut self, key: Key) -> Option<Due> {
        let now = self.profile.account();
        let before = match &self.listing {
            Listing::SignedOut if key == Key::AsBefore => return None,
            Listing::Listed(before) if key == Key::AsBefore && Some(before) == now.as_ref() => return None,
            Listing::Listed(before) => Some(before.clone()),
            Listing::Absent | Listing::SignedOut => None,
        };
        self.listing = now.clone().map_or(Listing::Absent, Listing::Listed);
        let Some(now) = now else {
            return before.map(|account| Due::Forget { account, may_have_key: self.may_have_key });
        };
        let is_elsewhere = before.as_ref().is_none_or(|before| before.entry() != now.entry());
        let is_new = key == Key::New;
        let session = self.profile.session().filter(|_| now.active && (is_new || is_elsewhere));
        let key = session.map(|session| session.key().clone());
        Some(Due::Remember(Record { key, earlier: before.map(|before| before.entry()), is_new, now }))
    }
}

/// Somebody who is not certainly the person on screen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stranger {
    /// Whether the server says that they are another person; else it does not say who they are.
    pub(super) is_named: bool,
}
