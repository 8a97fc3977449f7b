//! Signing in: the server's address, an API key or a password, the accounts known on this machine.

mod attempt;
mod view;

use crate::api::{self, AddressError, AnswerLanguage, Login, Logins, Server, ServerOptions, SignedIn};
use crate::config::FixedServer;
use crate::secret::Secret;
use crate::sentence::Sentence;
use crate::store::Account;
use crate::vault::{self, Vault};
use crate::widget::Ui;

use iced::keyboard::{self, Key, key::Named};
use iced::task::Handle;
use iced::widget::operation;
use iced::{Element, Task};

use std::time::Duration;

/// How long the keyring may take before the person is told what is being waited for.
const PATIENCE: Duration = Duration::from_secs(2);

/// The sign-in screen.
#[derive(Debug)]
pub struct SignIn {
    purpose: Purpose,
    options: ServerOptions,
    vault: Vault,
    logins: Logins,
    language: AnswerLanguage,
    accounts: Vec<Account>,
    address: Address,
    method: Method,
    username: String,
    key: Secret,
    password: Secret,
    letters: Letters,
    caps_lock: bool,
    keep: bool,
    /// What was said about files and the keyring; no try to sign in ends it.
    notes: Vec<Sentence>,
    state: State,
}

/// What signing in is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// To open a profile.
    Enter,
    /// To open a profile with a key for this run, for which only the address is missing.
    Point,
    /// To go on after the key was refused of the person with this name: the edits wait behind this screen.
    Renew {
        /// The name to show.
        name: String,
        /// What is said about the refusal.
        said: Sentence,
    },
}

/// What signing in again starts from.
#[derive(Debug, Clone)]
pub struct Renewal {
    /// The address of the profile.
    pub server: String,
    /// The name of the person.
    pub name: String,
    /// Whether their key was to be kept.
    pub keep: bool,
    /// What is said about the refusal.
    pub said: Sentence,
}

/// Where the address comes from.
#[derive(Debug)]
enum Address {
    /// The administrator's file, or the account to go on with.
    Fixed(Result<Server, AddressError>),
    /// The field.
    Typed { text: String, read: Result<Server, AddressError> },
}

/// The two ways to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// With an API key.
    Key,
    /// With username and password.
    Password,
}

/// Whether a secret's letters are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Letters {
    Hidden,
    Shown,
}

#[derive(Debug)]
enum State {
    /// Waiting for the person.
    Editing,
    /// The last try came to nothing, and why.
    Refused(Sentence),
    /// It came to nothing because of the address; its field says why.
    Misaddressed,
    /// The keyring is asked for the key of a known account.
    Unlocking { account: Account, slow: bool, _task: Handle },
    /// The server is asked, with the kept key of a known account or with what was typed.
    Sending { account: Option<Account>, _task: Handle },
}

/// What happens on this screen.
#[derive(Debug, Clone)]
pub enum Message {
    /// The address was typed.
    AddressEdited(String),
    /// The other way to sign in was chosen.
    MethodChosen(Method),
    /// The username was typed.
    UsernameEdited(String),
    /// The key was typed.
    KeyEdited(Secret),
    /// The password was typed.
    PasswordEdited(Secret),
    /// *Show* or *Hide* was pressed.
    LettersToggled,
    /// *Keep me signed in* was changed.
    KeepToggled(bool),
    /// Caps Lock was noticed to be on or off.
    CapsLock(bool),
    /// *Sign in*, or Enter in a field.
    Submit,
    /// A known account was chosen.
    Continue(Account),
    /// The keyring answered.
    Unlocked(Account, Result<Option<Secret>, vault::Error>),
    /// The keyring has been silent for a while.
    StillLocked,
    /// The server answered.
    Answered(Box<Result<SignedIn, api::Error>>),
    /// *Cancel*: back to the form.
    Cancel,
    /// *Cancel* of the whole screen, offered where edits wait behind it.
    Leave,
    /// *Menu*.
    Menu,
}

/// What the screen asks for.
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
        /// Whether the key is to be kept in the keyring.
        keep: bool,
        /// The known account whose kept key this is.
        account: Option<Account>,
    },
    /// Back to the profile without signing in.
    Leave,
    /// The menu.
    Menu,
}

/// What the screen starts from.
#[derive(Debug, Clone)]
pub struct Start {
    /// What the settings say about servers.
    pub options: ServerOptions,
    /// The address from the settings or the command line.
    pub server: Option<FixedServer>,
    /// The accounts known on this machine.
    pub accounts: Vec<Account>,
    /// The keyring.
    pub vault: Vault,
    /// What servers were found to want as the name.
    pub logins: Logins,
    /// The language on screen, in which servers are asked to answer.
    pub language: AnswerLanguage,
    /// A key for this run only.
    pub key: Option<Secret>,
}

impl SignIn {
    /// The empty form, with the address of the settings or of the account used last.
    pub fn new(start: Start) -> (Self, Task<Message>) {
        let read = |text: &str| Server::parse(text, &start.options);
        let address = match &start.server {
            Some(server) if server.fixed => Address::Fixed(read(&server.address)),
            server => {
                let text = server
                    .as_ref()
                    .map(|server| server.address.clone())
                    .or_else(|| start.accounts.first().map(|account| account.server().to_owned()))
                    .unwrap_or_default();
                Address::Typed { read: read(&text), text }
            }
        };
        let mut screen = Self {
            purpose: Purpose::Enter,
            vault: start.vault,
            logins: start.logins,
            language: start.language,
            accounts: Vec::new(),
            address,
            method: Method::Key,
            username: String::new(),
            key: start.key.unwrap_or_default(),
            password: Secret::default(),
            letters: Letters::Hidden,
            caps_lock: false,
            keep: true,
            notes: Vec::new(),
            state: State::Editing,
            options: start.options,
        };
        screen.know(start.accounts);
        let focus = operation::focus(screen.first_empty());
        (screen, focus)
    }

    /// The form over a profile whose key was refused. Its address cannot be changed.
    pub fn renew(renewal: Renewal, start: Start) -> (Self, Task<Message>) {
        let Renewal { server, name, keep, said } = renewal;
        let fixed = FixedServer { address: server, fixed: true };
        let (mut screen, _) =
            Self::new(Start { server: Some(fixed), accounts: Vec::new(), key: None, ..start });
        screen.keep = keep;
        screen.purpose = Purpose::Renew { name, said };
        let focus = operation::focus(screen.first_empty());
        (screen, focus)
    }

    /// Begins at once with a known account, as at the start of the program.
    pub fn resume(account: Account, start: Start) -> (Self, Task<Message>) {
        let (mut screen, _) = Self::new(start);
        let task = screen.unlock(account);
        (screen, task)
    }

    /// Begins at once with the key of the environment or of the built-in server; without an address asks for
    /// that alone.
    pub fn resume_with_key(start: Start) -> (Self, Task<Message>) {
        let (mut screen, _) = Self::new(start);
        screen.purpose = Purpose::Point;
        screen.keep = false;
        screen.accounts.clear();
        match screen.update(Message::Submit) {
            Action::Run(task) if screen.is_busy() => (screen, task),
            _ => {
                screen.state = State::Editing;
                (screen, operation::focus(ADDRESS))
            }
        }
    }

    /// Says something about files or the keyring. What is under way goes on.
    pub fn note(&mut self, sentence: Sentence) {
        if !self.notes.contains(&sentence) {
            self.notes.push(sentence);
        }
    }

    /// Offers these accounts.
    pub fn know(&mut self, mut accounts: Vec<Account>) {
        match (&self.address, &self.purpose) {
            (_, Purpose::Point | Purpose::Renew { .. }) => accounts.clear(),
            // No other server can be chosen, so accounts elsewhere lead nowhere.
            (Address::Fixed(Ok(server)), _) => accounts.retain(|account| account.origin == server.origin()),
            _ => {}
        }
        self.accounts = accounts;
    }

    /// The window's title.
    pub fn title(&self, ui: Ui<'_>) -> String {
        ui.tr("sign-in-title")
    }

    /// Takes in what happened.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::AddressEdited(text) => {
                self.edited();
                let read = Server::parse(&text, &self.options);
                self.address = Address::Typed { text, read };
                Action::None
            }
            Message::MethodChosen(method) => {
                self.edited();
                self.method = method;
                Action::None
            }
            Message::UsernameEdited(username) => {
                self.edited();
                self.username = username;
                Action::None
            }
            Message::KeyEdited(key) => {
                self.edited();
                self.key = key;
                Action::None
            }
            Message::PasswordEdited(password) => {
                self.edited();
                self.password = password;
                Action::None
            }
            Message::LettersToggled => {
                self.letters = match self.letters {
                    Letters::Hidden => Letters::Shown,
                    Letters::Shown => Letters::Hidden,
                };
                Action::None
            }
            Message::KeepToggled(keep) => {
                self.keep = keep;
                Action::None
            }
            Message::CapsLock(on) => {
                self.caps_lock = on;
                Action::None
            }
            Message::Submit => self.submit(),
            Message::Continue(account) => Action::Run(self.unlock(account)),
            Message::Unlocked(account, answer) => self.unlocked(account, answer),
            Message::StillLocked => {
                if let State::Unlocking { slow, .. } = &mut self.state {
                    *slow = true;
                }
                Action::None
            }
            Message::Answered(answer) => self.answered(*answer),
            Message::Cancel => {
                self.state = State::Editing;
                Action::Run(operation::focus(self.first_empty()))
            }
            Message::Leave => Action::Leave,
            Message::Menu => Action::Menu,
        }
    }

    /// Draws the screen.
    pub fn view<'a>(&'a self, ui: Ui<'a>) -> Element<'a, Message> {
        view::view(self, ui)
    }

    /// Notices that Caps Lock is another, also while a field takes the letters.
    pub fn hear(&self, event: &keyboard::Event) -> Option<Message> {
        caps_lock(event).filter(|on| *on != self.caps_lock).map(Message::CapsLock)
    }

    fn is_busy(&self) -> bool {
        matches!(self.state, State::Unlocking { .. } | State::Sending { .. })
    }

    /// The server that would be asked.
    fn server(&self) -> Result<&Server, &AddressError> {
        match &self.address {
            Address::Fixed(read) | Address::Typed { read, .. } => read.as_ref(),
        }
    }

    /// What the server wants as the name, as far as it is known.
    fn login(&self) -> Login {
        self.server().map_or(Login::Any, |server| self.logins.of(server))
    }

    /// Where the person begins to type.
    fn first_empty(&self) -> &'static str {
        match (&self.address, self.method) {
            // The key of the environment has no field.
            _ if self.purpose == Purpose::Point => ADDRESS,
            (Address::Typed { text, .. }, _) if text.is_empty() => ADDRESS,
            (_, Method::Password) if self.username.is_empty() => USERNAME,
            (_, Method::Password) => PASSWORD,
            (_, Method::Key) => KEY,
        }
    }

    /// An edit answers the last refusal.
    fn edited(&mut self) {
        if matches!(self.state, State::Refused(_) | State::Misaddressed) {
            self.state = State::Editing;
        }
    }
}

/// Whether Caps Lock is on, which no event tells: a capital without Shift gives it away, or a small letter
/// with it. Pressing Caps Lock makes it unknown, so nothing is claimed.
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

/// The button that signs in, for focus.
pub const SUBMIT: &str = "entry-submit";

/// Names of the fields, for focus.
const ADDRESS: &str = "entry-address";
const USERNAME: &str = "entry-username";
const PASSWORD: &str = "entry-password";
const KEY: &str = "entry-key";
