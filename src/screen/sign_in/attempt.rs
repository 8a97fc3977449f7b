//! One try to sign in: the keyring is asked for a key, or the server for a session.
//!
//! Owns the work that is under way, which ends when the attempt is dropped. What an answer means is the screen's.

use super::message::Message;
use crate::api::{AnswerLanguage, Client, Credentials, Logins, Server};
use crate::sentence::{Sentence, next_step};
use crate::store::Account;
use crate::vault::Vault;

use iced::Task;
use iced::task::Handle;

use std::time::Duration;

/// How long the keyring may take before the person is told what is being waited for.
const PATIENCE: Duration = Duration::from_secs(2);

/// How far a try is.
#[derive(Debug)]
pub(super) enum Attempt {
    /// There is none: waiting for the person.
    None,
    /// The last one came to nothing: why, and the field in which that can be mended.
    Refused { said: Sentence, field: Option<&'static str>, wait: Option<Wait> },
    /// The keyring is asked for the key of a known account.
    Unlocking { account: Account, slow: bool, begun: Begun, _task: Handle },
    /// The server is asked, with the stored key of a known account or with what was typed.
    Sending { account: Option<Account>, begun: Begun, _task: Handle },
}

/// The server asked to wait before the next try.
#[derive(Debug)]
pub(super) struct Wait {
    /// What is left of it.
    left: Duration,
    _counting: Option<Handle>,
}

/// What a try began with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Begun {
    /// The start of the program: nobody has seen the form yet.
    AtStart,
    /// The form, which stays on screen.
    InForm,
}

impl Attempt {
    /// It came to nothing. A time to wait that is named is counted down.
    pub(super) fn refused(said: Sentence, field: Option<&'static str>) -> (Self, Task<Message>) {
        let (wait, counting) = match said.wait() {
            None => (None, Task::none()),
            Some(left) => {
                let (wait, counting) = Wait::new(left);
                (Some(wait), counting)
            }
        };
        (Self::Refused { said, field, wait }, counting)
    }

    /// So much of the time to wait is over.
    pub(super) fn waited(&mut self, step: Duration) -> Task<Message> {
        let Self::Refused { wait: Some(wait), .. } = self else { return Task::none() };
        let (now, counting) = Wait::new(wait.left.saturating_sub(step));
        *wait = now;
        counting
    }

    /// What is left of the time to wait.
    pub(super) fn left_to_wait(&self) -> Option<Duration> {
        match self {
            Self::Refused { wait, .. } => wait.as_ref().map(|wait| wait.left),
            _ => None,
        }
    }

    /// Asks the keyring for the key of an account.
    pub(super) fn unlock(account: Account, begun: Begun, vault: Vault) -> (Self, Task<Message>) {
        let asked = account.clone();
        let load = async move { vault.load(asked.entry()).await };
        let answered = account.clone();
        let (task, handle) = Task::batch([
            Task::perform(load, move |answer| Message::Unlocked(answered.clone(), answer)),
            Task::perform(tokio::time::sleep(PATIENCE), |()| Message::StillLocked),
        ])
        .abortable();
        (Self::Unlocking { account, slow: false, begun, _task: handle.abort_on_drop() }, task)
    }

    /// Asks a server for a session. `account` is the known one whose stored key this is.
    pub(super) fn send(
        (server, credentials): (Server, Credentials),
        (account, begun): (Option<Account>, Begun),
        (logins, language): (Logins, AnswerLanguage),
    ) -> (Self, Task<Message>) {
        let ask = async move {
            let client = Client::new(server).await?.knowing(logins).answered_in(language);
            client.sign_in(credentials).await
        };
        let (task, handle) = Task::perform(ask, |answer| Message::Answered(Box::new(answer))).abortable();
        (Self::Sending { account, begun, _task: handle.abort_on_drop() }, task)
    }

    /// Whether somebody is being asked.
    pub(super) fn is_busy(&self) -> bool {
        matches!(self, Self::Unlocking { .. } | Self::Sending { .. })
    }

    /// What the one that is under way began with.
    pub(super) fn begun(&self) -> Begun {
        match self {
            Self::Unlocking { begun, .. } | Self::Sending { begun, .. } => *begun,
            Self::None | Self::Refused { .. } => Begun::InForm,
        }
    }

    /// Why the last one came to nothing, where that stands at this field, or at none.
    pub(super) fn fault(&self, at: Option<&str>) -> Option<&Sentence> {
        match self {
            Self::Refused { said, field, .. } if *field == at => Some(said),
            _ => None,
        }
    }
}

impl Wait {
    fn new(left: Duration) -> (Self, Task<Message>) {
        if left.is_zero() {
            return (Self { left, _counting: None }, Task::none());
        }
        let step = next_step(left);
        let waited = Task::perform(tokio::time::sleep(step), move |()| Message::Waited(step));
        let (task, handle) = waited.abortable();
        (Self { left, _counting: Some(handle.abort_on_drop()) }, task)
    }
}
