//! Into an account and out of it: what is kept of it on this machine, and what is forgotten.

use super::layer::{Layer, Other, Question};
use super::{App, Message, SignedIn, State, sign_in_start};
use crate::api::{self, GenderForm, Habits};
use crate::screen;
use crate::secret::Secret;
use crate::store::{self, Account};
use crate::widget::dialog;

use iced::widget::operation;
use iced::{Size, Task};

/// The ways out of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaving {
    /// The window closes.
    Close,
    /// Another account; this one stays known.
    Switch,
    /// This account is forgotten.
    SignOut,
}

impl App {
    /// Opens the profile, or goes on with the one whose key was renewed.
    pub(super) fn signed_in(&mut self, signed_in: api::SignedIn, keep: bool) -> Task<Message> {
        let State::SignedIn(inside) = &mut self.state else {
            return self.enter(signed_in, keep);
        };
        let account = account_of(&signed_in, keep);
        if inside.profile.account().entry() != account.entry() {
            let unsaved = inside.profile.unsaved();
            let other = Other { signed_in, keep };
            self.layer = Some(Layer::Asking(Question::AnotherAccount(Box::new(other), unsaved)));
            return operation::focus(dialog::CANCEL);
        }
        inside.renewal = None;
        let api::SignedIn { session, profile, key } = signed_in;
        let photo = inside.photo.as_mut().map_or_else(Task::none, |photo| photo.renew(session.clone()));
        let renewed = inside.profile.renew(session, profile).map(Message::Profile);
        Task::batch([photo.map(Message::Photo), renewed, self.keep(account, key, keep)])
    }

    /// Opens the profile of whoever signed in.
    pub(super) fn enter(&mut self, signed_in: api::SignedIn, keep: bool) -> Task<Message> {
        let mut account = account_of(&signed_in, keep);
        let api::SignedIn { session, profile, key } = signed_in;
        if let Some(known) = self.start.accounts.iter().find(|known| known.entry() == account.entry()) {
            account.capital_gender = known.capital_gender;
            let gender = if known.capital_gender { GenderForm::Capital } else { GenderForm::Small };
            session.assume(Habits { gender, ..session.habits() });
        }
        let store = self.start.store.clone();
        let (profile, task) =
            screen::Profile::new(session, account.clone(), profile, store, self.device_scale());
        self.state = State::SignedIn(SignedIn { profile, photo: None, renewal: None });
        Task::batch([task.map(Message::Profile), self.keep(account, key, keep)])
    }

    /// Writes the account into the list again when its name, or what is known of its server, has changed.
    pub(super) fn keep_up(&mut self) -> Task<Message> {
        let State::SignedIn(inside) = &self.state else {
            return Task::none();
        };
        let now = inside.profile.account();
        match self.start.accounts.first_mut() {
            Some(known) if known.entry() == now.entry() && *known != now => {
                *known = now.clone();
                self.remember(now)
            }
            _ => Task::none(),
        }
    }

    /// Stores the key where the person wants it, and the account in the list either way.
    fn keep(&mut self, account: Account, key: Secret, keep: bool) -> Task<Message> {
        self.start.accounts.retain(|known| known.entry() != account.entry());
        self.start.accounts.insert(0, account.clone());
        let (vault, entry) = (self.start.vault.clone(), account.entry());
        let kept = if keep {
            Task::perform(async move { vault.save(entry, key).await }, Message::KeyKept)
        } else {
            Task::none()
        };
        Task::batch([kept, self.remember(account)])
    }

    /// Puts an account at the head of the list on disk; with a key for this run only, nothing is kept.
    fn remember(&self, account: Account) -> Task<Message> {
        match self.start.store.clone() {
            Some(store) if self.start.config.key.is_none() => {
                Task::perform(async move { store.remember(account).await }, Message::Remembered)
            }
            _ => Task::none(),
        }
    }

    /// Leaves at once where nothing would be lost, else asks.
    pub(super) fn ask_to_leave(&mut self, leaving: Leaving) -> Task<Message> {
        let (unsaved, busy) = match &self.state {
            State::SignedIn(inside) => {
                let sending = inside.photo.as_ref().is_some_and(screen::Photo::is_sending);
                (inside.profile.unsaved(), sending || inside.profile.is_writing())
            }
            State::SignedOut(_) => (0, false),
        };
        // Signing out always asks: it removes the key and the files.
        if unsaved == 0 && !busy && leaving != Leaving::SignOut {
            return self.leave(leaving);
        }
        let over = self.layer.take().and_then(Layer::kept);
        self.layer = Some(Layer::Asking(Question::Leave { leaving, unsaved, busy, over }));
        operation::focus(dialog::CANCEL)
    }

    pub(super) fn leave(&mut self, leaving: Leaving) -> Task<Message> {
        self.layer = None;
        let account = match &self.state {
            State::SignedIn(inside) => Some(inside.profile.account()),
            State::SignedOut(_) => None,
        };
        let tidy = match (leaving, account) {
            (Leaving::Close, _) => return self.keep_size().chain(iced::exit()),
            (_, None) => return Task::none(),
            (Leaving::Switch, Some(account)) => self.set_aside(account),
            (Leaving::SignOut, Some(account)) => self.forget(account),
        };
        self.start.config.key = None;
        let (sign_in, task) = screen::SignIn::new(sign_in_start(&self.start));
        self.state = State::SignedOut(sign_in);
        Task::batch([tidy, task.map(Message::SignIn)])
    }

    /// Keeps the size of the window for the next start.
    fn keep_size(&self) -> Task<Message> {
        let Some(store) = self.start.store.clone() else {
            return Task::none();
        };
        let Size { width, height } = self.frame.size;
        let window = store::Window { width: width as u32, height: height as u32 };
        Task::future(async move { store.keep_window(window).await }).discard()
    }

    /// Keeps the account in the list, but does not go on with it at the next start.
    fn set_aside(&mut self, account: Account) -> Task<Message> {
        let account = Account { active: false, ..account };
        for known in &mut self.start.accounts {
            known.active = false;
        }
        self.remember(account)
    }

    /// Forgets the account's key and files. The key itself stays valid on the server.
    fn forget(&mut self, account: Account) -> Task<Message> {
        self.start.accounts.retain(|known| known.entry() != account.entry());
        let (vault, store) = (self.start.vault.clone(), self.start.store.clone());
        let forget = async move {
            let key = vault.forget(account.entry()).await;
            if let Some(store) = store
                && let Err(error) = store.forget(account).await
            {
                tracing::warn!(%error, "the account's files are still there");
            }
            key
        };
        Task::perform(forget, Message::Forgotten)
    }
}

fn account_of(signed_in: &api::SignedIn, active: bool) -> Account {
    let server = signed_in.session.server();
    Account {
        origin: server.origin(),
        address: server.me().into(),
        id: signed_in.profile.id.unwrap_or_default(),
        name: signed_in.profile.display_name(),
        active,
        capital_gender: false,
    }
}
