//! The sign-in screen: the address of the server, an API key or a password, and the accounts known on this machine.

mod attempt;
mod fault;
mod form;
mod message;
mod start;
mod view;

pub use form::Method;
pub use message::Message;
pub use start::{Purpose, Renewal, Start};
pub use view::view;

use self::attempt::{Attempt, StartedBy};
use self::form::{ADDRESS, Address, Form, KEY, Missing, secret_field};
use crate::api::{self, AddressError, AnswerLanguage, Credentials, Login, Logins, Server, SignedIn};
use crate::config::FixedServer;
use crate::profile::Names;
use crate::secret::Secret;
use crate::sentence::{self, Sentence, Tried};
use crate::store::Account;
use crate::vault::{self, Vault};

use iced::Task;
use iced::keyboard::{self, Key, key::Named};
use iced::widget::operation;

/// The sign-in screen.
#[derive(Debug)]
pub struct SignIn {
    purpose: Purpose,
    form: Form,
    vault: Vault,
    logins: Logins,
    language: AnswerLanguage,
    accounts: Vec<Account>,
    letters: Letters,
    caps_lock: bool,
    stay_signed_in: bool,
    /// Messages about files and the keyring. They stay when the person tries to sign in.
    notes: Vec<Sentence>,
    attempt: Attempt,
}

/// Whether the letters of a key or password are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Letters {
    Hidden,
    Shown,
}

/// What the screen wants from the app.
#[derive(Debug)]
pub enum Action {
    /// Nothing.
    None,
    /// Work to be run.
    Run(Task<Message>),
    /// The person is signed in.
    SignedIn {
        /// The session, the first answer and the key.
        signed_in: Box<SignedIn>,
        /// Whether the key is to be stored in the keyring.
        stay_signed_in: bool,
        /// The known account whose stored key this is.
        account: Option<Account>,
    },
    /// Back to the profile without signing in.
    Leave,
    /// Open the menu.
    Menu,
}

impl SignIn {
    /// The empty form, with the address of the settings or of the account used last.
    pub fn new(start: Start) -> (Self, Task<Message>) {
        let key = start.key.unwrap_or_default();
        let mut screen = Self {
            purpose: Purpose::Enter,
            form: Form::new(start.options, start.server.as_ref(), start.accounts.first(), key),
            vault: start.vault,
            logins: start.logins,
            language: start.language,
            accounts: Vec::new(),
            letters: Letters::Hidden,
            caps_lock: false,
            stay_signed_in: true,
            notes: Vec::new(),
            attempt: Attempt::None,
        };
        screen.know(start.accounts);
        let focus = operation::focus(screen.first_empty());
        (screen, focus)
    }

    /// The form over a profile whose key was refused. Its address cannot be changed.
    pub fn renew(renewal: Renewal, start: Start) -> (Self, Task<Message>) {
        let Renewal { server, name, stay_signed_in, said } = renewal;
        let fixed = FixedServer { address: server, fixed: true };
        let (mut screen, _) =
            Self::new(Start { server: Some(fixed), accounts: Vec::new(), key: None, ..start });
        screen.stay_signed_in = stay_signed_in;
        screen.purpose = Purpose::Renew { name, said };
        let focus = operation::focus(screen.first_empty());
        (screen, focus)
    }

    /// Signs in with a known account, as at the start of the program.
    pub fn resume(account: Account, start: Start) -> (Self, Task<Message>) {
        let (mut screen, _) = Self::new(start);
        let task = screen.unlock(account, StartedBy::AtStart);
        (screen, task)
    }

    /// Signs in with the key of the environment or of the built-in server. If the address is missing, the form asks for
    /// it.
    pub fn resume_with_key(start: Start) -> (Self, Task<Message>) {
        let (mut screen, _) = Self::new(start);
        screen.purpose = Purpose::AddressOnly;
        screen.stay_signed_in = false;
        screen.accounts.clear();
        match screen.form.complete(screen.login()) {
            Ok(asked) => {
                let task = screen.send(asked, (None, StartedBy::AtStart));
                (screen, task)
            }
            Err(_) => (screen, operation::focus(ADDRESS)),
        }
    }

    /// The form below a question. Nothing is requested before the question is answered, because the form has no
    /// address.
    pub fn below_question(start: Start) -> Self {
        let start = Start { server: None, ..start };
        let (screen, _) = match start.key {
            Some(_) => Self::resume_with_key(Start { accounts: Vec::new(), ..start }),
            None => Self::new(start),
        };
        screen
    }

    /// Shows a message about files or the keyring. A running sign-in continues.
    pub fn note(&mut self, sentence: Sentence) {
        if !self.notes.contains(&sentence) {
            self.notes.push(sentence);
        }
    }

    /// Fills in an address that was not typed. Nothing is sent.
    pub fn fill_address(&mut self, address: String) -> Task<Message> {
        let _ = self.edit(|form| form.set_address(address));
        operation::focus(self.first_empty())
    }

    /// Offers these accounts.
    pub fn know(&mut self, mut accounts: Vec<Account>) {
        match (self.form.address(), &self.purpose) {
            (_, Purpose::AddressOnly | Purpose::Renew { .. }) => accounts.clear(),
            // No other server can be chosen, so accounts on other servers are of no use.
            (Address::Fixed(Ok(server)), _) => accounts.retain(|account| account.origin == server.origin()),
            _ => {}
        }
        self.accounts = accounts;
    }

    /// Handles a message.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::AddressEdited(text) => self.edit(|form| form.set_address(text)),
            Message::MethodChosen(method) => self.edit(|form| form.set_method(method)),
            Message::UsernameEdited(username) => self.edit(|form| form.set_username(username)),
            Message::KeyEdited(key) => self.edit(|form| form.set_key(key)),
            Message::PasswordEdited(password) => self.edit(|form| form.set_password(password)),
            Message::LettersToggled => {
                self.letters = match self.letters {
                    Letters::Hidden => Letters::Shown,
                    Letters::Shown => Letters::Hidden,
                };
                Action::None
            }
            Message::StaySignedInToggled(stay_signed_in) => {
                self.stay_signed_in = stay_signed_in;
                Action::None
            }
            Message::CapsLock(on) => {
                self.caps_lock = on;
                Action::None
            }
            Message::Submit if self.attempt.is_busy() => Action::None,
            Message::Submit => self.submit(),
            Message::Continue(account) => {
                let task = self.unlock(account, StartedBy::InForm);
                Action::Run(Task::batch([task, operation::focus(CANCEL)]))
            }
            Message::Unlocked(account, answer) => self.unlocked(account, answer),
            Message::StillLocked => {
                if let Attempt::Unlocking { slow, .. } = &mut self.attempt {
                    *slow = true;
                }
                Action::None
            }
            Message::Waited(step) => Action::Run(self.attempt.waited(step)),
            Message::Answered(answer) => self.answered(*answer),
            Message::Cancel => {
                self.attempt = Attempt::None;
                Action::Run(operation::focus(self.first_empty()))
            }
            Message::Leave => Action::Leave,
            Message::Menu => Action::Menu,
        }
    }

    /// The message for a key if Caps Lock has changed, also if a text field has used the key.
    pub fn hear(&self, event: &keyboard::Event) -> Option<Message> {
        caps_lock(event).filter(|on| *on != self.caps_lock).map(Message::CapsLock)
    }

    /// Changes the form, and removes the message about the last refusal.
    fn edit(&mut self, edit: impl FnOnce(&mut Form)) -> Action {
        if matches!(self.attempt, Attempt::Refused { .. }) {
            self.attempt = Attempt::None;
        }
        edit(&mut self.form);
        Action::None
    }

    fn submit(&mut self) -> Action {
        match self.form.complete(self.login()) {
            // The pressed button is disabled now, so the other one gets the focus.
            Ok(asked) => {
                let task = self.send(asked, (None, StartedBy::InForm));
                Action::Run(Task::batch([task, operation::focus(CANCEL)]))
            }
            Err(Missing::Address(error)) => self.misaddressed(&error),
            Err(Missing::Field(sentence, field)) => self.refuse(Sentence::of(sentence), Some(field)),
        }
    }

    fn unlock(&mut self, account: Account, started_by: StartedBy) -> Task<Message> {
        self.form.show_address_of(&account);
        let (attempt, task) = Attempt::unlock(account, started_by, self.vault.clone());
        self.attempt = attempt;
        task
    }

    fn unlocked(&mut self, account: Account, answer: Result<Option<Secret>, vault::Error>) -> Action {
        match answer {
            Ok(Some(key)) => match self.form.server_of(&account) {
                Ok(server) => {
                    let started_by = self.attempt.started_by();
                    Action::Run(self.send((server, Credentials::Key(key)), (Some(account), started_by)))
                }
                Err(error) => self.misaddressed(&error),
            },
            Ok(None) | Err(_) => self.refuse(Sentence::of("keyring-not-read"), None),
        }
    }

    fn send(&mut self, asked: (Server, Credentials), of: (Option<Account>, StartedBy)) -> Task<Message> {
        let known = (self.logins.clone(), self.language.clone());
        let (attempt, task) = Attempt::send(asked, of, known);
        self.attempt = attempt;
        task
    }

    fn answered(&mut self, answer: Result<SignedIn, api::Error>) -> Action {
        let account = match std::mem::replace(&mut self.attempt, Attempt::None) {
            Attempt::Sending { account, .. } => account,
            _ => None,
        };
        match answer {
            Ok(signed_in) => {
                let is_theirs = |account: &Account| Names::of(&signed_in.profile).has(&account.identity);
                if let Some(account) = account.as_ref().filter(|account| !is_theirs(account)) {
                    let said = Sentence::of("sign-in-key-of-another").naming("name", &account.name);
                    return self.refuse(said, None);
                }
                self.form.set_password(Secret::default());
                Action::SignedIn {
                    signed_in: Box::new(signed_in),
                    stay_signed_in: self.stay_signed_in,
                    account,
                }
            }
            Err(error) => {
                let host = self.form.server().map(Server::host).unwrap_or_default();
                let method = if account.is_some() { Method::Key } else { self.form.method() };
                let tried = match (&self.purpose, method) {
                    (Purpose::AddressOnly, _) => Tried::GivenKeySignIn,
                    (_, Method::Key) => Tried::KeySignIn,
                    (_, Method::Password) => Tried::PasswordSignIn,
                };
                let field = fault::field(&error, tried).filter(|field| self.shows(field));
                self.refuse(sentence::server(&error, &host, tried), field)
            }
        }
    }

    /// The sign-in failed: shows why, at the field where the person can correct it, if there is one, and moves the
    /// focus there.
    fn refuse(&mut self, said: Sentence, field: Option<&'static str>) -> Action {
        let (attempt, counting) = Attempt::refused(said, field);
        self.attempt = attempt;
        let begin = match (&self.purpose, self.form.method()) {
            (Purpose::AddressOnly, _) => ADDRESS,
            (_, method) => secret_field(method),
        };
        Action::Run(Task::batch([operation::focus(field.unwrap_or(begin)), counting]))
    }

    fn misaddressed(&mut self, error: &AddressError) -> Action {
        let field = Some(ADDRESS).filter(|field| self.shows(field));
        self.refuse(sentence::address(error), field)
    }

    /// Whether this field is on screen.
    fn shows(&self, field: &str) -> bool {
        match field {
            ADDRESS => matches!(self.form.address(), Address::Typed { .. }),
            // The key of the environment has no field.
            _ if self.purpose == Purpose::AddressOnly => false,
            KEY => self.form.method() == Method::Key,
            _ => self.form.method() == Method::Password,
        }
    }

    /// The kind of name that the server accepts, as far as it is known.
    fn login(&self) -> Login {
        self.form.server().map_or(Login::Any, |server| self.logins.of(server))
    }

    /// The field where the person begins to type.
    fn first_empty(&self) -> &'static str {
        // The key of the environment has no field.
        if self.purpose == Purpose::AddressOnly { ADDRESS } else { self.form.first_empty() }
    }
}

/// Whether Caps Lock is on. No event tells it, so it is guessed from letters: a capital letter without Shift, or a
/// small letter with Shift. After the key Caps Lock it counts as off until the next letter.
fn caps_lock(event: &keyboard::Event) -> Option<bool> {
    match event {
        keyboard::Event::KeyPressed { key: Key::Named(Named::CapsLock), .. } => Some(false),
        keyboard::Event::KeyPressed { text: Some(text), modifiers, .. } => {
            let letter = text.chars().find(|letter| letter.is_uppercase() || letter.is_lowercase())?;
            Some(letter.is_uppercase() != modifiers.shift())
        }
        _ => None,
    }
}

/// The id of the button that signs in.
pub const SUBMIT: &str = "entry-submit";

/// The id of the button that cancels a running sign-in.
const CANCEL: &str = "entry-cancel";
