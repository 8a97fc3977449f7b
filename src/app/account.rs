//! Into an account and out of it: what is kept of it on this machine, and what is forgotten.

use super::layer::{Layer, Other, Question};
use super::{App, Message, SignedIn, State, sign_in_start};
use crate::api::{self, GenderForm, Habits, Session};
use crate::profile::Entry;
use crate::screen;
use crate::secret::Secret;
use crate::sentence::Sentence;
use crate::store::{self, Account, Standing, Store};
use crate::vault::{self, Vault};
use crate::widget::dialog;

use iced::widget::operation;
use iced::{Size, Task, window};
use tokio::time::timeout;

use std::time::Duration;

/// How long writing the size of the window may delay its closing.
const LAST_WRITE: Duration = Duration::from_secs(1);

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
            let unsaved = inside.profile.editor().unsaved();
            let [before, now] = [inside.profile.session(), &signed_in.session].map(Session::identity);
            let is_told = before.zip(now).is_some_and(|(before, now)| before.kind() == now.kind());
            let other = Other { signed_in, keep, is_told };
            self.layer = Some(Layer::Asking(Question::AnotherAccount(Box::new(other), unsaved)));
            return operation::focus(dialog::CANCEL);
        }
        inside.renewal = None;
        let api::SignedIn { session, profile, .. } = signed_in;
        let renewed = inside.profile.renew(session, profile, keep);
        Task::batch([self.profile_action(renewed), self.keep(Key::New)])
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
        let known_here = self.start.accounts.iter().find(|known| Some(known.entry()) == entry);
        let may_have_key = known_here.is_some();
        if let Some(known) = known_here {
            let gender = if known.capital_gender { GenderForm::Capital } else { GenderForm::Small };
            session.assume(Habits { gender, ..session.habits() });
        }
        let store = self.start.store.clone();
        let (profile, task) = screen::Profile::new(session, keep, profile, store, self.device_scale());
        let is_nobody = profile.account().is_none();
        let kept = known.map_or(Kept::Nothing, Kept::Account);
        self.state = State::SignedIn(SignedIn {
            profile,
            photo: None,
            folder: None,
            renewal: None,
            kept,
            may_have_key,
        });
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
        let may_have_key = inside.may_have_key;
        let before = match &inside.kept {
            Kept::Elsewhere if key == Key::AsBefore => return Task::none(),
            Kept::Account(before) if key == Key::AsBefore && Some(before) == now.as_ref() => {
                return Task::none();
            }
            Kept::Account(before) => Some(before.clone()),
            Kept::Nothing | Kept::Elsewhere => None,
        };
        inside.kept = now.clone().map_or(Kept::Nothing, Kept::Account);
        let Some(now) = now else {
            return match before {
                Some(before) => Task::batch([self.forget(&before, may_have_key), self.say_nothing_is_kept()]),
                None => Task::none(),
            };
        };
        let is_elsewhere = before.as_ref().is_none_or(|before| before.entry() != now.entry());
        let secret =
            (now.active && (key == Key::New || is_elsewhere)).then(|| inside.profile.session().key());
        let keeping = Keeping {
            key: secret.cloned(),
            earlier: before.map(|before| before.entry()),
            is_new: key == Key::New,
            now,
        };
        self.start
            .accounts
            .retain(|known| known.entry() != keeping.now.entry() && Some(known.entry()) != keeping.earlier);
        self.start.accounts.insert(0, keeping.now.clone());
        self.write_down(keeping)
    }

    /// Writes the list, and then brings the keyring in line with it. With a key for this run only, nothing is written.
    fn write_down(&self, keeping: Keeping) -> Task<Message> {
        let store = self.start.store.clone().filter(|_| self.start.config.key.is_none());
        let vault = self.start.vault.clone();
        let Some(store) = store else {
            return Task::perform(keeping.keep_key(vault, None), Message::KeyKept);
        };
        let list = keeping.clone().list(store.clone());
        Task::perform(list, |listed| listed).then(move |listed| {
            let key = match listed {
                Ok(Standing::SignedOut) => Task::none(),
                Ok(Standing::Listed) | Err(_) => {
                    let keep = keeping.clone().keep_key(vault.clone(), Some(store.clone()));
                    Task::perform(keep, Message::KeyKept)
                }
            };
            Task::batch([Task::done(Message::Remembered(listed)), key])
        })
    }

    /// The account that is open was signed out of in another window: nothing of it is kept here any more.
    pub(super) fn signed_out_elsewhere(&mut self) -> Task<Message> {
        let State::SignedIn(inside) = &mut self.state else {
            return Task::none();
        };
        inside.kept = Kept::Elsewhere;
        if let Some(account) = inside.profile.account() {
            self.start.accounts.retain(|known| known.entry() != account.entry());
        }
        self.say(Sentence::of("profile-signed-out-elsewhere"))
    }

    /// Says that this server does not tell who the person is, where something would be kept otherwise.
    fn say_nothing_is_kept(&mut self) -> Task<Message> {
        let is_for_this_run = self.start.store.is_none() || self.start.config.key.is_some();
        if is_for_this_run { Task::none() } else { self.say(Sentence::of("profile-nothing-is-kept")) }
    }

    /// Leaves at once where nothing would be lost, else asks.
    pub(super) fn ask_to_leave(&mut self, leaving: Leaving) -> Task<Message> {
        let (unsaved, busy) = match &self.state {
            State::SignedIn(inside) => {
                let editor = inside.profile.editor();
                (editor.unsaved(), editor.writing().is_busy())
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

    /// Does what closing the window does, for somebody who may not be looking at it: a question brings it to the front.
    pub(super) fn end(&mut self) -> Task<Message> {
        let task = self.ask_to_leave(Leaving::Close);
        if self.layer.is_none() {
            return task;
        }
        let show = window::oldest().and_then(|id| {
            let front = [window::minimize(id, false), window::gain_focus(id)];
            Task::batch(front)
                .chain(window::request_user_attention(id, Some(window::UserAttention::Critical)))
        });
        Task::batch([task, show])
    }

    pub(super) fn leave(&mut self, leaving: Leaving) -> Task<Message> {
        self.layer = None;
        let State::SignedIn(inside) = &self.state else {
            return if leaving == Leaving::Close { self.close() } else { Task::none() };
        };
        let may_have_key = inside.may_have_key;
        let tidy = match (leaving, inside.profile.account()) {
            (Leaving::Close, _) => return self.close(),
            (_, None) => Task::none(),
            (Leaving::Switch, Some(account)) => self.set_aside(account),
            (Leaving::SignOut, Some(account)) => self.forget(&account, may_have_key),
        };
        self.start.config.key = None;
        let (sign_in, task) = screen::SignIn::new(sign_in_start(&self.start, &self.logins, &self.look));
        self.state = State::SignedOut(sign_in);
        Task::batch([tidy.chain(self.read_list()), task.map(Message::SignIn)])
    }

    /// Keeps the size of the window for the next start, and ends.
    fn close(&self) -> Task<Message> {
        let Some(store) = self.start.store.clone() else {
            return iced::exit();
        };
        let Size { width, height } = self.frame.size;
        let window = store::Window { width: width as u32, height: height as u32 };
        // Whatever the disk does, the window closes.
        let kept = async move { timeout(LAST_WRITE, store.keep_window(window)).await };
        Task::future(kept).discard().chain(iced::exit())
    }

    /// Keeps the account in the list, but does not go on with it at the next start.
    fn set_aside(&mut self, account: Account) -> Task<Message> {
        let now = Account { active: false, ..account };
        for known in &mut self.start.accounts {
            known.active = false;
        }
        self.write_down(Keeping { earlier: Some(now.entry()), now, key: None, is_new: false })
    }

    /// Forgets the account's files at once, and its key as soon as the keyring answers. The key itself stays valid on
    /// the server.
    fn forget(&mut self, account: &Account, may_have_key: bool) -> Task<Message> {
        let entry = account.entry();
        self.start.accounts.retain(|known| known.entry() != entry);
        let vault = self.start.vault.clone();
        let Some(store) = self.start.store.clone() else {
            return Task::perform(async move { vault.forget(entry).await }, Message::KeyForgotten);
        };
        let folder = store.folder().to_owned();
        let files = Task::perform(
            {
                let (store, entry) = (store.clone(), entry.clone());
                async move { store.forget(entry).await }
            },
            move |forgotten| Message::FilesForgotten(forgotten, folder.clone()),
        );
        let key = async move {
            match forget_key(vault, store.clone(), entry.clone()).await {
                // There never was a keyring, so there is no key in it either.
                Err(vault::Error::Absent) if !may_have_key => {
                    let _ = store.forgotten(entry).await;
                    Ok(())
                }
                outcome => outcome,
            }
        };
        files.chain(Task::perform(key, Message::KeyForgotten))
    }

    /// Removes what earlier runs have left behind: unfinished writes, and accounts that were signed out of.
    pub(super) fn tidy(&self) -> Task<Message> {
        let Some(store) = self.start.store.clone() else {
            return Task::none();
        };
        let vault = self.start.vault.clone();
        let tidy = async move {
            store.sweep().await;
            let mut outcome = Ok(());
            for entry in store.leftovers().await {
                outcome = outcome.and(forget_key(vault.clone(), store.clone(), entry).await);
            }
            outcome
        };
        Task::perform(tidy, |outcome| match outcome {
            // That was said when the account was left. Without a keyring there is nothing the person could do.
            Err(vault::Error::Absent) => Message::KeyForgotten(Ok(())),
            outcome => Message::KeyForgotten(outcome),
        })
    }

    /// Reads the list of accounts again.
    fn read_list(&self) -> Task<Message> {
        let Some(store) = self.start.store.clone() else {
            return Task::none();
        };
        Task::perform(async move { store.accounts().await }, |accounts| accounts)
            .then(|accounts| accounts.map_or_else(|_| Task::none(), |list| Task::done(Message::Listed(list))))
    }

    /// Takes over the list as another window may have changed it.
    pub(super) fn listed(&mut self, accounts: Vec<Account>) -> Task<Message> {
        self.start.accounts = accounts;
        if let State::SignedOut(sign_in) = &mut self.state {
            sign_in.know(self.start.accounts.clone());
        }
        Task::none()
    }
}

/// What is kept of the account that is open.
#[derive(Debug)]
pub(super) enum Kept {
    /// Nothing: the server does not tell who it is.
    Nothing,
    /// This account.
    Account(Account),
    /// Nothing any more: it was signed out of in another window.
    Elsewhere,
}

/// An account on its way to the list and the keyring.
#[derive(Debug, Clone)]
struct Keeping {
    now: Account,
    /// The entry it has so far.
    earlier: Option<Entry>,
    /// Whether somebody signed in. An account that was open already must still be on the list.
    is_new: bool,
    /// The key to be stored.
    key: Option<Secret>,
}

impl Keeping {
    async fn list(self, store: Store) -> Result<Standing, store::Error> {
        let Self { now, earlier, is_new, key: _ } = self;
        match earlier {
            Some(earlier) if !is_new => store.update(earlier, now).await,
            Some(earlier) => store.remember_instead(earlier, now).await.map(|()| Standing::Listed),
            None => store.remember(now).await.map(|()| Standing::Listed),
        }
    }

    /// Stores the key, and then removes the one under an earlier name. False where there was none to be stored.
    async fn keep_key(self, vault: Vault, store: Option<Store>) -> Result<bool, vault::Error> {
        let entry = self.now.entry();
        let kept = match self.key {
            Some(key) => vault.save(entry.clone(), key).await.map(|()| true),
            None => Ok(false),
        };
        if let (Some(store), Some(earlier)) = (store, self.earlier.filter(|earlier| *earlier != entry))
            && let Err(error) = forget_key(vault, store, earlier).await
        {
            tracing::warn!(%error, "a key is still there under an earlier name");
        }
        kept
    }
}

/// Removes a key, and the note about it. What fails stays noted for the next start. The key of somebody who has signed in
/// again meanwhile stays.
async fn forget_key(vault: Vault, store: Store, entry: Entry) -> Result<(), vault::Error> {
    let is_back = {
        let (store, entry) = (store.clone(), entry.clone());
        async move { store.accounts().await.is_ok_and(|list| list.iter().any(|known| known.entry() == entry)) }
    };
    vault.forget_unless(entry.clone(), is_back).await?;
    if let Err(error) = store.forgotten(entry).await {
        tracing::warn!(%error, "files of a forgotten account are still there");
    }
    Ok(())
}
