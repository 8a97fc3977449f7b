//! The screens: the one at the door, or those of somebody who is signed in, and what their actions lead to.
//!
//! What lies over every screen is not known here; a screen asks for it with a [`Request`].

use super::context::Context;
use super::layer::{Leaving, Other, Question};
use super::message::Message;
use super::signed_in::{Due, Key, Listing, SignedIn, Stranger};
use crate::access::scope;
use crate::api::{self, GenderForm, Habits, Server};
use crate::editor::Event;
use crate::screen::{self, photo, profile, sign_in};
use crate::sentence::Sentence;
use crate::store::{Account, Hold};
use crate::widget::Ui;
use crate::widget::stack::{Stack, stack};

use iced::widget::Space;
use iced::{Element, Subscription, Task, keyboard};

use std::path::PathBuf;

/// Who is there, and their screens.
#[derive(Debug)]
pub(super) enum Screens {
    SignedOut(screen::SignIn),
    SignedIn(SignedIn),
}

/// What a screen asks of what lies over every screen.
#[derive(Debug)]
pub(super) enum Request {
    /// The menu.
    Menu,
    /// A way out, which may be asked about first.
    Leave(Leaving),
    /// A question.
    Ask(Question),
}

/// Work to be run, and what a screen asks for.
pub(super) type Step = (Task<Message>, Option<Request>);

impl Screens {
    /// At the start of the program: in the profile of the last account as it was shown last, on the way into it where
    /// nothing is known of it but its key, else at the door.
    pub(super) fn new(context: &Context) -> (Self, Task<Message>) {
        let (mut screens, begun) = Self::resume(context).unwrap_or_else(|| Self::door(context));
        let told = context.after_a_fault().map_or_else(Task::none, |said| screens.say(said));
        (screens, Task::batch([begun, told]))
    }

    fn door(context: &Context) -> (Self, Task<Message>) {
        let door = context.sign_in_start();
        let (sign_in, task) = match (&door.key, context.storage.resumable()) {
            (Some(_), _) => screen::SignIn::resume_with_key(door),
            (None, Some(account)) => screen::SignIn::resume(account, door),
            (None, None) => screen::SignIn::new(door),
        };
        (Self::SignedOut(sign_in), task.map(Message::SignIn))
    }

    fn resume(context: &Context) -> Option<(Self, Task<Message>)> {
        let storage = &context.storage;
        let (account, last) = storage.resumable().zip(storage.last_known())?;
        let server = Server::parse(account.server(), &context.config.options).ok()?;
        let language = context.look.answers();
        let known = profile::Known { account: account.clone(), server, vault: storage.vault(), language };
        let (profile, task) = screen::Profile::resume(known, last, context.surroundings());
        let draft = profile.open_draft();
        let inside = SignedIn::new(profile, Listing::Listed(account), true);
        Some((Self::SignedIn(inside), Task::batch([task, draft]).map(Message::Profile)))
    }

    /// The screens of whoever is signed in.
    pub(super) fn inside(&self) -> Option<&SignedIn> {
        match self {
            Self::SignedIn(inside) => Some(inside),
            Self::SignedOut(_) => None,
        }
    }

    /// The same, to be changed.
    pub(super) fn inside_mut(&mut self) -> Option<&mut SignedIn> {
        match self {
            Self::SignedIn(inside) => Some(inside),
            Self::SignedOut(_) => None,
        }
    }

    /// The keyring took the key of whoever is signed in, or had none to take.
    pub(super) fn note_stored_key(&mut self, is_stored: bool) -> Task<Message> {
        if let Self::SignedIn(inside) = self {
            inside.note_stored_key(is_stored);
        }
        Task::none()
    }

    /// Something for each time that another window of the account asks this one to come to the front.
    pub(super) fn calls(&self) -> Subscription<()> {
        match self.inside().and_then(|inside| inside.profile().hold()) {
            Some(hold) => Subscription::run_with(hold.clone(), Hold::calls),
            None => Subscription::none(),
        }
    }

    /// Draws them, one over the other.
    pub(super) fn view<'a>(&'a self, ui: Ui<'a>) -> Stack<'a, Message> {
        let inside = match self {
            Self::SignedOut(sign_in) => {
                return stack(scope("door", sign_in::view(sign_in, ui).map(Message::SignIn)));
            }
            Self::SignedIn(inside) => inside,
        };
        let editor = inside.profile().editor();
        let photo =
            inside.photo().map(|photo| scope("photo", photo::view(photo, editor, ui).map(Message::Photo)));
        let renewal =
            inside.renewal().map(|renewal| scope("renewal", sign_in::view(renewal, ui).map(Message::SignIn)));
        stack(scope("profile", profile::view(inside.profile(), ui).map(Message::Profile)))
            .push(place(photo))
            .push(place(renewal))
    }

    /// What a key means to a screen besides what its widgets make of it.
    pub(super) fn hear(&self, event: &keyboard::Event) -> Option<Message> {
        let sign_in = match self {
            Self::SignedOut(sign_in) => Some(sign_in),
            Self::SignedIn(inside) => inside.renewal(),
        };
        sign_in.and_then(|sign_in| sign_in.hear(event)).map(Message::SignIn)
    }

    /// Takes in what happened where somebody signs in.
    pub(super) fn sign_in(&mut self, message: sign_in::Message, context: &mut Context) -> Step {
        let action = match self {
            Self::SignedOut(sign_in) => sign_in.update(message),
            Self::SignedIn(inside) => inside.update_renewal(message),
        };
        match action {
            sign_in::Action::None => (Task::none(), None),
            sign_in::Action::Run(task) => (task.map(Message::SignIn), None),
            sign_in::Action::SignedIn { signed_in, keep, account } => match self.inside_mut() {
                Some(_) => self.renew(*signed_in, keep, context),
                None => (self.enter(*signed_in, keep, account, context), None),
            },
            sign_in::Action::Leave => {
                if let Some(inside) = self.inside_mut() {
                    let _ = inside.close_renewal();
                }
                (Task::none(), None)
            }
            sign_in::Action::Menu => (Task::none(), Some(Request::Menu)),
        }
    }

    /// Goes on with a new key, where it is certainly of the same person.
    fn renew(&mut self, signed_in: api::SignedIn, keep: bool, context: &mut Context) -> Step {
        let Self::SignedIn(inside) = self else { return (Task::none(), None) };
        match inside.recognize(&signed_in) {
            Ok(()) => {
                let action = inside.renew(signed_in, keep);
                let (task, request) = self.profile_action(action, context);
                (Task::batch([task, self.store_account(Key::New, context)]), request)
            }
            Err(Stranger { is_named }) => {
                let is_written = inside.profile().last_draft().is_some();
                let unsaved = if is_written { 0 } else { inside.profile().editor().unsent() };
                let other = Other { signed_in, keep, is_named };
                (Task::none(), Some(Request::Ask(Question::AnotherAccount(Box::new(other), unsaved))))
            }
        }
    }

    /// Opens the profile of whoever signed in. `known` is the account whose stored key this is.
    pub(super) fn enter(
        &mut self,
        signed_in: api::SignedIn,
        keep: bool,
        known: Option<Account>,
        context: &mut Context,
    ) -> Task<Message> {
        // What the person before has typed waits for them.
        let left = if let Self::SignedIn(inside) = &*self { inside.write_last_draft() } else { Task::none() };
        let api::SignedIn { session, profile, .. } = signed_in;
        let known_here = context.storage.account_of(&session);
        let may_have_key = known_here.is_some();
        if let Some(known) = known_here {
            let gender = if known.capital_gender { GenderForm::Capital } else { GenderForm::Small };
            session.assume(Habits { gender, ..session.habits() });
        }
        let (profile, task) = screen::Profile::new(session, keep, profile, context.surroundings());
        let is_nobody = profile.account().is_none();
        let draft = if context.storage.writes_accounts() { profile.open_draft() } else { Task::none() };
        let listing = known.map_or(Listing::Absent, Listing::Listed);
        *self = Self::SignedIn(SignedIn::new(profile, listing, may_have_key));
        let said = if is_nobody { self.say_nothing_is_stored(context) } else { Task::none() };
        let opened = Task::batch([task, draft]).map(Message::Profile);
        Task::batch([left, opened, self.store_account(Key::New, context), said])
    }

    /// Goes back to the door, after what the way out does to the account on this machine.
    pub(super) fn leave(&mut self, leaving: Leaving, context: &mut Context) -> Task<Message> {
        let Self::SignedIn(inside) = self else { return Task::none() };
        let tidy = match inside.profile().account() {
            None => Task::none(),
            Some(account) if leaving == Leaving::SignOut => {
                context.storage.forget(&account, inside.may_have_key())
            }
            Some(account) => context.storage.set_aside(account),
        };
        context.storage.drop_key();
        let draft = if leaving == Leaving::SignOut { Task::none() } else { inside.write_last_draft() };
        let tidy = draft.chain(tidy);
        let (sign_in, task) = screen::SignIn::new(context.sign_in_start());
        *self = Self::SignedOut(sign_in);
        Task::batch([tidy.chain(context.storage.read_accounts()), task.map(Message::SignIn)])
    }

    /// Takes in what happened on the profile.
    pub(super) fn profile(&mut self, message: profile::Message, context: &mut Context) -> Step {
        let Self::SignedIn(inside) = self else { return (Task::none(), None) };
        let action = inside.update_profile(message);
        self.profile_action(action, context)
    }

    /// Lets something happen to what is edited.
    pub(super) fn edit(&mut self, event: Event, context: &mut Context) -> Step {
        self.profile(profile::Message::Edit(event), context)
    }

    fn profile_action(&mut self, action: profile::Action, context: &mut Context) -> Step {
        let Self::SignedIn(inside) = self else { return (Task::none(), None) };
        match action {
            profile::Action::None => (Task::none(), None),
            profile::Action::Run(task) => (task.map(Message::Profile), None),
            profile::Action::ChangePhoto => self.open_photo(context),
            profile::Action::MakePhoto => self.with_photo(screen::Photo::make, context),
            profile::Action::PhotoSent(task) => {
                let left = inside.close_photo();
                let (more, request) = self.edit(left, context);
                (Task::batch([task.map(Message::Profile), more]), request)
            }
            profile::Action::PhotoBack(staged, at, task) => {
                let (opened, request) = self.with_photo(|photo| photo.take_back(staged, at), context);
                (Task::batch([task.map(Message::Profile), opened]), request)
            }
            profile::Action::Expired(said, task) => {
                let renewal = inside.open_renewal(said, context.sign_in_start());
                (Task::batch([task.map(Message::Profile), renewal]), None)
            }
            profile::Action::SwitchAccount => (Task::none(), Some(Request::Leave(Leaving::Switch))),
            profile::Action::SignOut => (Task::none(), Some(Request::Leave(Leaving::SignOut))),
            profile::Action::Menu => (Task::none(), Some(Request::Menu)),
            profile::Action::CopyGroups(which) => (inside.copy_groups(which, context.ui()), None),
        }
    }

    /// Takes in what happened on the photo screen.
    pub(super) fn photo(&mut self, message: photo::Message, context: &mut Context) -> Step {
        let Self::SignedIn(inside) = self else { return (Task::none(), None) };
        let (task, event) = inside.update_photo(message);
        let Some(event) = event else { return (task, None) };
        let (more, request) = self.edit(event, context);
        (Task::batch([task, more]), request)
    }

    fn open_photo(&mut self, context: &mut Context) -> Step {
        let Self::SignedIn(inside) = self else { return (Task::none(), None) };
        let scale = context.device_scale();
        let task = inside.open_photo(context.config.photo, scale, context.storage.store());
        let (more, request) = self.edit(Event::PhotoScreenOpened, context);
        (Task::batch([task, more]), request)
    }

    /// Opens the photo screen where it is not open yet, and lets something happen on it.
    fn with_photo(
        &mut self,
        act: impl FnOnce(&mut screen::Photo) -> Task<photo::Message>,
        context: &mut Context,
    ) -> Step {
        let is_open = self.inside().is_some_and(|inside| inside.photo().is_some());
        let (opened, request) = if is_open { (Task::none(), None) } else { self.open_photo(context) };
        let acted = self.inside_mut().map_or_else(Task::none, |inside| inside.with_photo(act));
        (Task::batch([opened, acted]), request)
    }

    /// Opens what is in the clipboard as a new photo.
    pub(super) fn paste_photo(&mut self, context: &mut Context) -> Step {
        self.with_photo(screen::Photo::paste, context)
    }

    /// Opens a file that was dropped as a new photo; others may have come with it.
    pub(super) fn drop_photo(&mut self, path: PathBuf, has_others: bool, context: &mut Context) -> Step {
        self.with_photo(move |photo| photo.take_file(path, has_others), context)
    }

    /// Stores the account that is open as it is now, where that has changed.
    pub(super) fn store_account(&mut self, key: Key, context: &mut Context) -> Task<Message> {
        match self.inside_mut().and_then(|inside| inside.due(key)) {
            None => Task::none(),
            Some(Due::Remember(record)) => context.storage.remember(record),
            Some(Due::Forget { account, may_have_key }) => {
                let forgotten = context.storage.forget(&account, may_have_key);
                Task::batch([forgotten, self.say_nothing_is_stored(context)])
            }
        }
    }

    /// The account that is open was signed out of in another window: nothing of it is stored here any more.
    pub(super) fn signed_out_elsewhere(&mut self, context: &mut Context) -> Task<Message> {
        let Self::SignedIn(inside) = self else { return Task::none() };
        if let Some(account) = inside.sign_out_elsewhere() {
            context.storage.strike(&account.entry());
        }
        self.say(Sentence::of("profile-signed-out-elsewhere"))
    }

    /// Says that this server does not tell who the person is, where something would be stored otherwise.
    fn say_nothing_is_stored(&mut self, context: &Context) -> Task<Message> {
        match context.storage.writes_accounts() {
            true => self.say(Sentence::of("profile-nothing-is-kept")),
            false => Task::none(),
        }
    }

    /// Says something on whatever screen is there.
    pub(super) fn say(&mut self, sentence: Sentence) -> Task<Message> {
        match self {
            Self::SignedOut(sign_in) => {
                sign_in.note(sentence);
                Task::none()
            }
            Self::SignedIn(inside) => inside.say(sentence),
        }
    }

    /// Offers these accounts at the door.
    pub(super) fn know(&mut self, accounts: Vec<Account>) {
        if let Self::SignedOut(sign_in) = self {
            sign_in.know(accounts);
        }
    }

    /// Closes what lies over the profile.
    pub(super) fn escape(&mut self, context: &mut Context) -> Step {
        let Self::SignedIn(inside) = self else { return (Task::none(), None) };
        if inside.close_renewal() {
            (Task::none(), None)
        } else if inside.photo().is_some() {
            self.photo(photo::Message::Cancel, context)
        } else if inside.profile().editor().is_asking() {
            self.edit(Event::Declined, context)
        } else {
            (Task::none(), None)
        }
    }
}

/// Something that may be there, in a place that is always there: what lies over it stays the same layer.
fn place<'a>(content: Option<Element<'a, Message>>) -> Element<'a, Message> {
    content.unwrap_or_else(|| Space::new().into())
}
