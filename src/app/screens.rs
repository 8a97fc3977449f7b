//! The screens: the sign-in screen, or those of a person who is signed in. Does what their actions ask for.
//!
//! Knows nothing of the overlay above the screens; a screen asks for it with a [`Request`].

use super::context::Context;
use super::message::Message;
use super::overlay::{Leaving, Other, Question};
use super::signed_in::{AccountWork, KeyChange, Listing, NotSamePerson, SignedIn};
use crate::access::scope;
use crate::api::{self, GenderForm, Habits, Server};
use crate::config::Link;
use crate::editor::Event;
use crate::screen::{self, photo, profile, sign_in};
use crate::sentence::Sentence;
use crate::store::{Account, DraftLock};
use crate::widget::stack::{Stack, stack};
use crate::widget::{Ui, dialog};

use iced::widget::{Space, operation};
use iced::{Element, Subscription, Task, keyboard};

use std::path::PathBuf;

/// The screens, by whether somebody is signed in.
#[derive(Debug)]
pub(super) enum Screens {
    SignedOut(screen::SignIn),
    SignedIn(SignedIn),
}

/// What a screen asks the overlay to show.
#[derive(Debug)]
pub(super) enum Request {
    /// The menu.
    Menu,
    /// Leaving the account, perhaps with a question first.
    Leave(Leaving),
    /// A question.
    Ask(Question),
}

/// Work to be run, and what a screen requests.
pub(super) type Step = (Task<Message>, Option<Request>);

impl Screens {
    /// The screens at the start: the profile of the last account as it was read last; if only its key is known, a sign-in
    /// with that key; otherwise the empty sign-in screen, as also below the question about a link.
    pub(super) fn new(context: &Context) -> (Self, Task<Message>) {
        let (mut screens, begun) = match context.config.link {
            Some(_) => {
                let sign_in = screen::SignIn::below_question(context.sign_in_start());
                (Self::SignedOut(sign_in), operation::focus(dialog::CANCEL))
            }
            None => Self::resume(context).unwrap_or_else(|| Self::new_sign_in(context)),
        };
        let crash = context.crash_sentence().map_or_else(Task::none, |said| screens.say(said));
        (screens, Task::batch([begun, crash]))
    }

    fn new_sign_in(context: &Context) -> (Self, Task<Message>) {
        let start = context.sign_in_start();
        let (sign_in, task) = match (&start.key, context.storage.resumable()) {
            (Some(_), _) => screen::SignIn::resume_with_key(start),
            (None, Some(account)) => screen::SignIn::resume(account, start),
            (None, None) => screen::SignIn::new(start),
        };
        (Self::SignedOut(sign_in), task.map(Message::SignIn))
    }

    /// The person has answered the question about a link: fills in the address that it names, or begins as without it.
    pub(super) fn answer_link(&mut self, is_accepted: bool, context: &mut Context) -> Task<Message> {
        let link = context.config.link.take();
        let is_known =
            |link: &Link| context.storage.resumable().is_some_and(|known| link.names(known.server()));
        match (link.filter(|link| is_accepted && !is_known(link)), &mut *self) {
            (Some(Link::Server(address)), Self::SignedOut(sign_in)) => {
                sign_in.fill_address(address).map(Message::SignIn)
            }
            _ => {
                let (screens, begun) = Self::new(context);
                *self = screens;
                begun
            }
        }
    }

    fn resume(context: &Context) -> Option<(Self, Task<Message>)> {
        let storage = &context.storage;
        let (account, last) = storage.resumable().zip(storage.last_known())?;
        let server = Server::parse(account.server(), &context.config.options).ok()?;
        let language = context.look.answer_language();
        let (vault, photo) = (storage.vault(), storage.last_photo());
        let known = profile::KnownAccount { account: account.clone(), photo, server, vault, language };
        let (profile, task) = screen::Profile::resume(known, last, context.profile_context());
        let draft = profile.open_draft();
        let current = SignedIn::new(profile, Listing::Listed(account), true);
        Some((Self::SignedIn(current), Task::batch([task, draft]).map(Message::Profile)))
    }

    /// The screens of the person who is signed in.
    pub(super) fn signed_in(&self) -> Option<&SignedIn> {
        match self {
            Self::SignedIn(current) => Some(current),
            Self::SignedOut(_) => None,
        }
    }

    /// The same, to be changed.
    pub(super) fn signed_in_mut(&mut self) -> Option<&mut SignedIn> {
        match self {
            Self::SignedIn(current) => Some(current),
            Self::SignedOut(_) => None,
        }
    }

    /// Notes whether the key was stored in the keyring.
    pub(super) fn note_stored_key(&mut self, is_stored: bool) -> Task<Message> {
        if let Self::SignedIn(current) = self {
            current.note_stored_key(is_stored);
        }
        Task::none()
    }

    /// Yields each time that another window of the account asks this one to come to the front.
    pub(super) fn front_requests(&self) -> Subscription<()> {
        match self.signed_in().and_then(|current| current.profile().draft_lock()) {
            Some(lock) => Subscription::run_with(lock.clone(), DraftLock::front_requests),
            None => Subscription::none(),
        }
    }

    /// Draws the screens, one above the other.
    pub(super) fn view<'a>(&'a self, ui: Ui<'a>) -> Stack<'a, Message> {
        let current = match self {
            Self::SignedOut(sign_in) => {
                return stack(scope("signed-out", sign_in::view(sign_in, ui).map(Message::SignIn)));
            }
            Self::SignedIn(current) => current,
        };
        let editor = current.profile().editor();
        let photo = current.photo().map(|photo| {
            let now = photo::Background {
                editor,
                picture: current.profile().small_photo(),
                is_signed_out: current.profile().is_signed_out(),
            };
            scope("photo", photo::view(photo, now, ui).map(Message::Photo))
        });
        let renewal = current
            .renewal()
            .map(|renewal| scope("renewal", sign_in::view(renewal, ui).map(Message::SignIn)));
        let question = profile::question(current.profile(), ui)
            .map(|question| scope("question", question.map(Message::Profile)));
        stack(scope("profile", profile::view(current.profile(), ui).map(Message::Profile)))
            .push(or_empty(photo))
            .push(or_empty(question))
            .push(or_empty(renewal))
    }

    /// The message for a key that is not, or not only, for the widgets of a screen.
    pub(super) fn message_for(&self, event: &keyboard::Event) -> Option<Message> {
        let sign_in = match self {
            Self::SignedOut(sign_in) => Some(sign_in),
            Self::SignedIn(current) => current.renewal(),
        };
        sign_in.and_then(|sign_in| sign_in.hear(event)).map(Message::SignIn)
    }

    /// Handles a message of the sign-in screen, or of the one on which a person signs in again.
    pub(super) fn sign_in(&mut self, message: sign_in::Message, context: &mut Context) -> Step {
        let action = match self {
            Self::SignedOut(sign_in) => sign_in.update(message),
            Self::SignedIn(current) => current.update_renewal(message),
        };
        match action {
            sign_in::Action::None => (Task::none(), None),
            sign_in::Action::Run(task) => (task.map(Message::SignIn), None),
            sign_in::Action::SignedIn { signed_in, stay_signed_in, account } => match self.signed_in_mut() {
                Some(_) => self.renew(*signed_in, stay_signed_in, context),
                None => (self.enter(*signed_in, stay_signed_in, account, context), None),
            },
            sign_in::Action::Leave => {
                if let Some(current) = self.signed_in_mut() {
                    let _ = current.close_renewal();
                }
                (Task::none(), None)
            }
            sign_in::Action::Menu => (Task::none(), Some(Request::Menu)),
        }
    }

    /// Continues with a new key if it certainly belongs to the same person, otherwise asks.
    fn renew(&mut self, signed_in: api::SignedIn, stay_signed_in: bool, context: &mut Context) -> Step {
        let Self::SignedIn(current) = self else { return (Task::none(), None) };
        match current.recognize(&signed_in) {
            Ok(()) => {
                let action = current.renew(signed_in, stay_signed_in);
                let (task, request) = self.profile_action(action, context);
                (Task::batch([task, self.store_account(KeyChange::Changed, context)]), request)
            }
            Err(NotSamePerson { is_named }) => {
                let is_written = current.profile().last_draft().is_some();
                let unsaved = if is_written { 0 } else { current.profile().editor().unsaved_with_photo() };
                let other = Other { signed_in, stay_signed_in, is_named };
                (Task::none(), Some(Request::Ask(Question::AnotherAccount(Box::new(other), unsaved))))
            }
        }
    }

    /// Opens the profile of the person who signed in. `known` is the account whose stored key was used.
    pub(super) fn enter(
        &mut self,
        signed_in: api::SignedIn,
        stay_signed_in: bool,
        known: Option<Account>,
        context: &mut Context,
    ) -> Task<Message> {
        // The draft of the person before is kept for them.
        let left =
            if let Self::SignedIn(current) = &*self { current.write_last_draft() } else { Task::none() };
        let api::SignedIn { session, profile, .. } = signed_in;
        let known_here = context.storage.account_of(&session);
        let may_have_key = known_here.is_some();
        if let Some(known) = known_here {
            let gender = if known.capital_gender { GenderForm::Capital } else { GenderForm::Small };
            session.assume(Habits { gender, ..session.habits() });
        }
        let (profile, task) =
            screen::Profile::new(session, stay_signed_in, profile, context.profile_context());
        let is_nobody = profile.account().is_none();
        let draft = if context.storage.writes_accounts() { profile.open_draft() } else { Task::none() };
        let listing = known.map_or(Listing::Absent, Listing::Listed);
        *self = Self::SignedIn(SignedIn::new(profile, listing, may_have_key));
        let said = if is_nobody { self.say_nothing_is_stored(context) } else { Task::none() };
        let opened = Task::batch([task, draft]).map(Message::Profile);
        Task::batch([left, opened, self.store_account(KeyChange::Changed, context), said])
    }

    /// Goes back to the sign-in screen, after the account was removed or deactivated on this machine.
    pub(super) fn leave(&mut self, leaving: Leaving, context: &mut Context) -> Task<Message> {
        let Self::SignedIn(current) = self else { return Task::none() };
        let tidy = match current.profile().account() {
            None => Task::none(),
            Some(account) if leaving == Leaving::SignOut => {
                context.storage.forget(&account, current.may_have_key())
            }
            Some(account) => context.storage.deactivate(account),
        };
        context.storage.drop_key();
        let draft = if leaving == Leaving::SignOut { Task::none() } else { current.write_last_draft() };
        let tidy = draft.chain(tidy);
        let (sign_in, task) = screen::SignIn::new(context.sign_in_start());
        *self = Self::SignedOut(sign_in);
        Task::batch([tidy.chain(context.storage.read_accounts()), task.map(Message::SignIn)])
    }

    /// Handles a message of the profile screen.
    pub(super) fn profile(&mut self, message: profile::Message, context: &mut Context) -> Step {
        let Self::SignedIn(current) = self else { return (Task::none(), None) };
        let action = current.update_profile(message);
        self.profile_action(action, context)
    }

    /// Passes an event to the editor.
    pub(super) fn edit(&mut self, event: Event, context: &mut Context) -> Step {
        self.profile(profile::Message::Edit(event), context)
    }

    fn profile_action(&mut self, action: profile::Action, context: &mut Context) -> Step {
        let Self::SignedIn(current) = self else { return (Task::none(), None) };
        match action {
            profile::Action::None => (Task::none(), None),
            profile::Action::Run(task) => (task.map(Message::Profile), None),
            profile::Action::ChangePhoto => self.open_photo(context),
            profile::Action::MakePhoto => self.with_photo(screen::Photo::make, context),
            profile::Action::PhotoSent(task) => {
                let left = current.close_photo();
                let (more, request) = self.edit(left, context);
                (Task::batch([task.map(Message::Profile), more]), request)
            }
            profile::Action::PhotoBack(staged, at, task) => {
                let (opened, request) = self.with_photo(|photo| photo.take_back(staged, at), context);
                (Task::batch([task.map(Message::Profile), opened]), request)
            }
            profile::Action::Expired(said, task) => {
                let renewal = current.open_renewal(said, context.sign_in_start());
                (Task::batch([task.map(Message::Profile), renewal]), None)
            }
            profile::Action::SwitchAccount => (Task::none(), Some(Request::Leave(Leaving::Switch))),
            profile::Action::SignOut => (Task::none(), Some(Request::Leave(Leaving::SignOut))),
            profile::Action::Menu => (Task::none(), Some(Request::Menu)),
            profile::Action::CopyGroups(which) => (current.copy_groups(which, context.ui()), None),
        }
    }

    /// Handles a message of the photo screen.
    pub(super) fn photo(&mut self, message: photo::Message, context: &mut Context) -> Step {
        let Self::SignedIn(current) = self else { return (Task::none(), None) };
        let (task, event) = current.update_photo(message);
        let Some(event) = event else { return (task, None) };
        let (more, request) = self.edit(event, context);
        (Task::batch([task, more]), request)
    }

    fn open_photo(&mut self, context: &mut Context) -> Step {
        let Self::SignedIn(current) = self else { return (Task::none(), None) };
        let scale = context.device_scale();
        let task = current.open_photo(context.config.photo, scale, context.storage.store());
        let (more, request) = self.edit(Event::PhotoScreenOpened, context);
        (Task::batch([task, more]), request)
    }

    /// Opens the photo screen if it is not open yet, and acts on it.
    fn with_photo(
        &mut self,
        act: impl FnOnce(&mut screen::Photo) -> Task<photo::Message>,
        context: &mut Context,
    ) -> Step {
        let is_open = self.signed_in().is_some_and(|current| current.photo().is_some());
        let (opened, request) = if is_open { (Task::none(), None) } else { self.open_photo(context) };
        let acted = self.signed_in_mut().map_or_else(Task::none, |current| current.with_photo(act));
        (Task::batch([opened, acted]), request)
    }

    /// Opens the photo screen with the picture in the clipboard.
    pub(super) fn paste_photo(&mut self, context: &mut Context) -> Step {
        self.with_photo(screen::Photo::paste, context)
    }

    /// Opens the photo screen with a file that was dropped. `has_others`: other files were dropped with it.
    pub(super) fn drop_photo(&mut self, path: PathBuf, has_others: bool, context: &mut Context) -> Step {
        self.with_photo(move |photo| photo.take_file(path, has_others), context)
    }

    /// Stores the open account if it has changed.
    pub(super) fn store_account(&mut self, key: KeyChange, context: &mut Context) -> Task<Message> {
        match self.signed_in_mut().and_then(|current| current.account_work(key)) {
            None => Task::none(),
            Some(AccountWork::Remember(record)) => context.storage.remember(record),
            Some(AccountWork::Forget { account, may_have_key }) => {
                let forgotten = context.storage.forget(&account, may_have_key);
                Task::batch([forgotten, self.say_nothing_is_stored(context)])
            }
        }
    }

    /// The open account was signed out in another window: nothing of it is stored any more.
    pub(super) fn signed_out_elsewhere(&mut self, context: &mut Context) -> Task<Message> {
        let Self::SignedIn(current) = self else { return Task::none() };
        if let Some(account) = current.sign_out_elsewhere() {
            context.storage.remove_from_list(&account.entry());
        }
        self.say(Sentence::of("profile-signed-out-elsewhere"))
    }

    /// Says that nothing is stored, because the server does not tell who the person is.
    fn say_nothing_is_stored(&mut self, context: &Context) -> Task<Message> {
        match context.storage.writes_accounts() {
            true => self.say(Sentence::of("profile-nothing-is-kept")),
            false => Task::none(),
        }
    }

    /// Shows a sentence on the current screen.
    pub(super) fn say(&mut self, sentence: Sentence) -> Task<Message> {
        match self {
            Self::SignedOut(sign_in) => {
                sign_in.note(sentence);
                Task::none()
            }
            Self::SignedIn(current) => current.say(sentence),
        }
    }

    /// Shows these accounts on the sign-in screen.
    pub(super) fn set_accounts(&mut self, accounts: Vec<Account>) {
        if let Self::SignedOut(sign_in) = self {
            sign_in.know(accounts);
        }
    }

    /// Closes the topmost screen or question above the profile.
    pub(super) fn escape(&mut self, context: &mut Context) -> Step {
        let Self::SignedIn(current) = self else { return (Task::none(), None) };
        if current.close_renewal() {
            (Task::none(), None)
        } else if current.profile().editor().is_asking() {
            self.edit(Event::Declined, context)
        } else if current.photo().is_some() {
            self.photo(photo::Message::Cancel, context)
        } else {
            (Task::none(), None)
        }
    }
}

/// A screen, or an empty element if it is not open, so that the number of elements in the stack stays the same.
fn or_empty<'a>(content: Option<Element<'a, Message>>) -> Element<'a, Message> {
    content.unwrap_or_else(|| Space::new().into())
}
