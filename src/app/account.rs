//! Into an account and out of it: what is kept of it on this machine, and what is forgotten.

use super::layer::{Layer, Other, Question};
use super::{App, Message, SignedIn, State, sign_in_start};
use crate::api::{self, GenderForm, Habits, Session};
use crate::profile::Entry;
use crate::screen;
use crate::screen::situation::Sentence;
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

/// Whether the key of the open account is another than before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    New,
    AsBefore,
}

impl App {
    /// Opens the profile, or goes on with the one whose key was renewed. `known` is the account whose kept key this is.
    pub(super) fn signed_in(
        &mut self,
        signed_in: api::SignedIn,
        keep: bool,
        known: Option<Account>,
    ) -> Task<Message> {
        let State::SignedIn(inside) = &mut self.state else {
            return self.enter(signed_in, keep, known);
        };
        if !inside.profile.is_of(&signed_in.profile) {
            let unsaved = inside.profile.unsaved();
            let [before, now] = [inside.profile.session(), &signed_in.session].map(Session::identity);
            let is_told = before.zip(now).is_some_and(|(before, now)| before.kind() == now.kind());
            let other = Other { signed_in, keep, is_told };
            self.layer = Some(Layer::Asking(Question::AnotherAccount(Box::new(other), unsaved)));
            return operation::focus(dialog::CANCEL);
        }
        inside.renewal = None;
        let api::SignedIn { session, profile, .. } = signed_in;
        let photo = inside.photo.as_mut().map_or_else(Task::none, |photo| photo.renew(session.clone()));
        let renewed = inside.profile.renew(session, profile, keep).map(Message::Profile);
        Task::batch([photo.map(Message::Photo), renewed, self.keep(Key::New)])
    }

    /// Opens the profile of whoever signed in.
    pub(super) fn enter(
        &mut self,
        signed_in: api::SignedIn,
        keep: bool,
        known: Option<Account>,
    ) -> Task<Message> {
        let api::SignedIn { session, profile, .. } = signed_in;
        let entry = session.identity().map(|who| Entry::new(&session.server().origin(), &who));
        if let Some(known) = self.start.accounts.iter().find(|known| Some(known.entry()) == entry) {
            let gender = if known.capital_gender { GenderForm::Capital } else { GenderForm::Small };
            session.assume(Habits { gender, ..session.habits() });
        }
        let store = self.start.store.clone();
        let (profile, task) = screen::Profile::new(session, keep, profile, store, self.device_scale());
        let is_nobody = profile.account().is_none();
        self.state = State::SignedIn(SignedIn { profile, photo: None, renewal: None, kept: known });
        let said = if is_nobody { self.say_nothing_is_kept() } else { Task::none() };
        Task::batch([task.map(Message::Profile), self.keep(Key::New), said])
    }

    /// Follows the account where its name, its identity or what is known of its server has changed.
    pub(super) fn keep_up(&mut self) -> Task<Message> {
        self.keep(Key::AsBefore)
    }

    /// Keeps the account that is open as it is now: its key where the person wants that, its entry in the list, its
    /// files. One that nobody can be told by any more is forgotten.
    fn keep(&mut self, key: Key) -> Task<Message> {
        let State::SignedIn(inside) = &mut self.state else {
            return Task::none();
        };
        let now = inside.profile.account();
        let before = std::mem::replace(&mut inside.kept, now.clone());
        if key == Key::AsBefore && before == now {
            return Task::none();
        }
        let Some(now) = now else {
            return match before {
                Some(before) => Task::batch([self.forget(before), self.say_nothing_is_kept()]),
                None => Task::none(),
            };
        };
        let is_elsewhere = before.as_ref().is_none_or(|before| before.entry() != now.entry());
        let secret =
            (now.active && (key == Key::New || is_elsewhere)).then(|| inside.profile.session().key());
        let secret = secret.cloned();
        let renamed = before.filter(|_| is_elsewhere);
        self.start.accounts.retain(|known| {
            known.entry() != now.entry()
                && renamed.as_ref().is_none_or(|before| known.entry() != before.entry())
        });
        self.start.accounts.insert(0, now.clone());
        let kept = self.keep_key(now.entry(), secret, renamed.as_ref().map(Account::entry));
        Task::batch([kept, self.write_down(renamed, now)])
    }

    /// Stores a key, and then removes the one under an earlier name.
    fn keep_key(&self, entry: Entry, key: Option<Secret>, earlier: Option<Entry>) -> Task<Message> {
        let vault = self.start.vault.clone();
        let keep = async move {
            let kept = match key {
                Some(key) => vault.save(entry, key).await,
                None => Ok(()),
            };
            if let Some(earlier) = earlier
                && let Err(error) = vault.forget(earlier).await
            {
                tracing::warn!(%error, "a key is still there under an earlier name");
            }
            kept
        };
        Task::perform(keep, Message::KeyKept)
    }

    /// Says that this server does not tell who the person is, where something would be kept otherwise.
    fn say_nothing_is_kept(&mut self) -> Task<Message> {
        let is_for_this_run = self.start.store.is_none() || self.start.config.key.is_some();
        if is_for_this_run { Task::none() } else { self.say(Sentence::of("profile-nothing-is-kept")) }
    }

    /// Puts an account at the head of the list on disk, in the place of the one it was before; with a key for this run
    /// only, nothing is kept.
    fn write_down(&self, before: Option<Account>, now: Account) -> Task<Message> {
        let Some(store) = self.start.store.clone().filter(|_| self.start.config.key.is_none()) else {
            return Task::none();
        };
        let write = async move {
            match before {
                Some(before) => store.rename(before, now).await,
                None => store.remember(now).await,
            }
        };
        Task::perform(write, Message::Remembered)
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
        let State::SignedIn(inside) = &self.state else {
            return if leaving == Leaving::Close { self.close() } else { Task::none() };
        };
        let tidy = match (leaving, inside.profile.account()) {
            (Leaving::Close, _) => return self.close(),
            (_, None) => Task::none(),
            (Leaving::Switch, Some(account)) => self.set_aside(account),
            (Leaving::SignOut, Some(account)) => self.forget(account),
        };
        self.start.config.key = None;
        let (sign_in, task) = screen::SignIn::new(sign_in_start(&self.start));
        self.state = State::SignedOut(sign_in);
        Task::batch([tidy, task.map(Message::SignIn)])
    }

    /// Keeps the size of the window for the next start, and ends.
    fn close(&self) -> Task<Message> {
        let Some(store) = self.start.store.clone() else {
            return iced::exit();
        };
        let Size { width, height } = self.frame.size;
        let window = store::Window { width: width as u32, height: height as u32 };
        Task::future(async move { store.keep_window(window).await }).discard().chain(iced::exit())
    }

    /// Keeps the account in the list, but does not go on with it at the next start.
    fn set_aside(&mut self, account: Account) -> Task<Message> {
        let account = Account { active: false, ..account };
        for known in &mut self.start.accounts {
            known.active = false;
        }
        self.write_down(None, account)
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
