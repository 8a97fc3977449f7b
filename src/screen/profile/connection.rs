//! The connection to the server. After a sign-in there is a session from the start. At the start of the program it is
//! opened in the background, while the profile of the last run is already shown.
//!
//! Owns what is known of the account before there is a session. Must not know which requests are sent.

use crate::api::{AnswerLanguage, Client, Error, GenderForm, Habits, Server, Session};
use crate::editor::Navigation;
use crate::profile::{Identity, Profile};
use crate::sentence::Sentence;
use crate::store::Account;
use crate::vault::Vault;

use bytes::Bytes;
use iced::Task;
use iced::task::Handle;

use std::time::Duration;

/// After this time the person is told that the program waits for the keyring.
const PATIENCE: Duration = Duration::from_secs(2);

/// The connection to the server.
#[derive(Debug)]
pub(super) struct Connection {
    state: State,
    /// Why the person must sign in again, until the server has answered with the profile.
    signed_out: Option<Sentence>,
}

/// A known account, and what showing it and connecting to its server needs.
#[derive(Debug, Clone)]
pub struct KnownAccount {
    /// The account, whose key is in the keyring.
    pub account: Account,
    /// Its photo as it was seen last, as a file; none if it is not known.
    pub photo: Option<Bytes>,
    /// Its server.
    pub server: Server,
    /// The keyring.
    pub vault: Vault,
    /// The language in which the server is asked to answer.
    pub language: AnswerLanguage,
}

/// A message of the connection.
#[derive(Debug, Clone)]
pub enum Message {
    /// The connection was opened, or that failed.
    Opened(Result<Session, Error>),
    /// The keyring has not answered for a while.
    KeyringSlow,
}

#[derive(Debug)]
enum State {
    /// There is a session.
    Open(Session),
    /// There is no session, and none is being opened.
    Closed(Box<KnownAccount>),
    /// The keyring is asked for the key.
    Opening { known: Box<KnownAccount>, is_slow: bool, _task: Handle },
}

impl Connection {
    /// A connection with a session.
    pub(super) fn new(session: Session) -> Self {
        Self { state: State::Open(session), signed_out: None }
    }

    /// A connection that can be opened with this account.
    pub(super) fn to(known: KnownAccount) -> Self {
        Self { state: State::Closed(Box::new(known)), signed_out: None }
    }

    /// The session, once there is one.
    pub(super) fn session(&self) -> Option<&Session> {
        match &self.state {
            State::Open(session) => Some(session),
            State::Closed(_) | State::Opening { .. } => None,
        }
    }

    /// The server.
    pub(super) fn server(&self) -> &Server {
        match &self.state {
            State::Open(session) => session.server(),
            State::Closed(known) | State::Opening { known, .. } => &known.server,
        }
    }

    /// The identity of the person on the server; none if the server does not tell it.
    pub(super) fn identity(&self) -> Option<Identity> {
        match &self.state {
            State::Open(session) => session.identity(),
            State::Closed(known) | State::Opening { known, .. } => Some(known.account.identity.clone()),
        }
    }

    /// Whether this server accepts genders only with a capital letter.
    pub(super) fn has_capital_gender(&self) -> bool {
        match &self.state {
            State::Open(session) => session.habits().gender == GenderForm::Capital,
            State::Closed(known) | State::Opening { known, .. } => known.account.capital_gender,
        }
    }

    /// Why the person must sign in again; none as long as the server accepts the key.
    pub(super) fn signed_out(&self) -> Option<&Sentence> {
        self.signed_out.as_ref()
    }

    /// Handles an event of the editor: `navigation` may ask to sign in again; an answer with the profile (`is_answered`) ends that.
    pub(super) fn note(&mut self, navigation: Option<&Navigation>, is_answered: bool) {
        if let Some(Navigation::SignIn(said)) = navigation {
            self.signed_out = Some(said.clone());
        } else if is_answered {
            self.signed_out = None;
        }
    }

    /// Whether the person is told that the program waits for the keyring.
    pub(super) fn is_keyring_slow(&self) -> bool {
        matches!(self.state, State::Opening { is_slow: true, .. })
    }

    /// Opens the connection, unless it is open or being opened. `last` is the shown profile: answers about another
    /// person are refused.
    pub(super) fn open(&mut self, last: &Profile) -> Task<Message> {
        let State::Closed(known) = &self.state else { return Task::none() };
        let known = known.clone();
        let (task, handle) = Task::batch([
            Task::perform(open(known.clone(), last.clone()), Message::Opened),
            Task::perform(tokio::time::sleep(PATIENCE), |()| Message::KeyringSlow),
        ])
        .abortable();
        self.state = State::Opening { known, is_slow: false, _task: handle.abort_on_drop() };
        task
    }

    /// The keyring has not answered for a while.
    pub(super) fn note_slow(&mut self) {
        if let State::Opening { is_slow, .. } = &mut self.state {
            *is_slow = true;
        }
    }

    /// Notes that it could not be opened. The next request tries again.
    pub(super) fn fail(&mut self) {
        if let State::Opening { known, .. } = &self.state {
            self.state = State::Closed(known.clone());
        }
    }
}

async fn open(known: Box<KnownAccount>, last: Profile) -> Result<Session, Error> {
    let KnownAccount { account, server, vault, language, .. } = *known;
    let capital_gender = account.capital_gender;
    let key = vault.load(account.entry()).await.ok().flatten().ok_or(Error::NoKey)?;
    let session = Client::new(server).await?.answered_in(language).resume(key);
    if capital_gender {
        session.assume(Habits { gender: GenderForm::Capital, ..session.habits() });
    }
    session.expect(&last);
    Ok(session)
}
