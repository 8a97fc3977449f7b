//! One attempt to sign in: asks the keyring for a key, or the server for a session.
//!
//! Owns the running work, which is aborted when the attempt is dropped. Must not know what an answer means; the screen
//! decides that.

use super::message::Message;
use crate::api::{AnswerLanguage, Client, Credentials, Logins, Server};
use crate::sentence::{Sentence, next_step};
use crate::store::Account;
use crate::vault::Vault;

use iced::Task;
use iced::task::Handle;

use std::time::Duration;

/// After this time the person is told that the program waits for the keyring.
const PATIENCE: Duration = Duration::from_secs(2);

/// The state of an attempt.
#[derive(Debug)]
pub(super) enum Attempt {
    /// No attempt is running.
    None,
    /// The last attempt failed: the reason, and the field where it can be corrected.
    Refused { said: Sentence, field: Option<&'static str>, wait: Option<Wait> },
    /// The keyring is asked for the key of a known account.
    Unlocking { account: Account, slow: bool, started_by: StartedBy, _task: Handle },
    /// The server is asked, with the stored key of a known account or with the typed values.
    Sending { account: Option<Account>, started_by: StartedBy, _task: Handle },
}

/// The server asked to wait before the next try.
#[derive(Debug)]
pub(super) struct Wait {
    /// The time that is left.
    left: Duration,
    _counting: Option<Handle>,
}

/// What started an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StartedBy {
    /// The start of the program. The person has not seen the form yet.
    AtStart,
    /// The form, which stays visible.
    InForm,
}

impl Attempt {
    /// A failed attempt. If the sentence names a time to wait, it is counted down.
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

    /// A step of the countdown is over.
    pub(super) fn waited(&mut self, step: Duration) -> Task<Message> {
        let Self::Refused { wait: Some(wait), .. } = self else { return Task::none() };
        let (now, counting) = Wait::new(wait.left.saturating_sub(step));
        *wait = now;
        counting
    }

    /// The rest of the time to wait.
    pub(super) fn left_to_wait(&self) -> Option<Duration> {
        match self {
            Self::Refused { wait, .. } => wait.as_ref().map(|wait| wait.left),
            _ => None,
        }
    }

    /// Asks the keyring for the key of an account.
    pub(super) fn unlock(account: Account, started_by: StartedBy, vault: Vault) -> (Self, Task<Message>) {
        let asked = account.clone();
        let load = async move { vault.load(asked.entry()).await };
        let answered = account.clone();
        let (task, handle) = Task::batch([
            Task::perform(load, move |answer| Message::Unlocked(answered.clone(), answer)),
            Task::perform(tokio::time::sleep(PATIENCE), |()| Message::StillLocked),
        ])
        .abortable();
        (Self::Unlocking { account, slow: false, started_by, _task: handle.abort_on_drop() }, task)
    }

    /// Asks a server for a session. `account` is the known account, if its stored key is used.
    pub(super) fn send(
        (server, credentials): (Server, Credentials),
        (account, started_by): (Option<Account>, StartedBy),
        (logins, language): (Logins, AnswerLanguage),
    ) -> (Self, Task<Message>) {
        let ask = async move {
            let client = Client::new(server).await?.knowing(logins).answered_in(language);
            client.sign_in(credentials).await
        };
        let (task, handle) = Task::perform(ask, |answer| Message::Answered(Box::new(answer))).abortable();
        (Self::Sending { account, started_by, _task: handle.abort_on_drop() }, task)
    }

    /// Whether an attempt is running.
    pub(super) fn is_busy(&self) -> bool {
        matches!(self, Self::Unlocking { .. } | Self::Sending { .. })
    }

    /// What started the running attempt.
    pub(super) fn started_by(&self) -> StartedBy {
        match self {
            Self::Unlocking { started_by, .. } | Self::Sending { started_by, .. } => *started_by,
            Self::None | Self::Refused { .. } => StartedBy::InForm,
        }
    }

    /// The reason why the last attempt failed, if it is shown at this field; with `None`, if it is shown at no field.
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
