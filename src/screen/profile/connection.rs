//! Whether the server can be reached, and waiting until it can be again.

use super::super::situation::Sentence;
use super::reading::Reading;
use super::save::Save;
use super::{Change, Message, Profile, Tone};
use crate::api::{self, Session};
use crate::profile;

use iced::Task;
use iced::task::Handle;

use std::time::Duration;

/// The first pause before the server is asked whether it is back; each next one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_secs(4);
/// The longest one.
const LONGEST_PAUSE: Duration = Duration::from_secs(64);

/// Whether the last request came through.
#[derive(Debug, Default)]
pub(super) enum Connection {
    #[default]
    Good,
    /// The server is asked now and then whether it is back. Leaving this state ends that.
    Lost { _watch: Handle },
}

impl Profile {
    /// Notes how a request ended. Where the server could not be reached, it is watched for from now on.
    pub(super) fn note<T>(&mut self, answer: &Result<T, api::Error>) -> Task<Message> {
        let is_lost = answer.as_ref().is_err_and(api::Error::is_unreachable);
        match (&self.connection, is_lost) {
            (Connection::Good, true) => {
                let watch = watch(self.session.clone());
                let (task, watch) =
                    Task::perform(watch, |answer| Message::Back(Box::new(answer))).abortable();
                self.connection = Connection::Lost { _watch: watch.abort_on_drop() };
                task
            }
            (Connection::Lost { .. }, false) => {
                self.connection = Connection::Good;
                Task::none()
            }
            (Connection::Good, false) | (Connection::Lost { .. }, true) => Task::none(),
        }
    }

    /// The server answers again: shows what it says, takes back what was said about its absence, and says so.
    pub(super) fn back(&mut self, answer: Result<profile::Profile, api::Error>) -> Task<Message> {
        self.connection = Connection::Good;
        if matches!(self.reading, Reading::Failed(_)) {
            self.reading = Reading::Idle;
        }
        if matches!(self.save, Save::Failed(_)) {
            self.save = Save::Idle;
        }
        if matches!(self.change, Change::Failed(..)) {
            self.change = Change::Idle;
        }
        let taken = match answer {
            Ok(now) if !self.is_writing() => self.take_reading(now),
            // What is wrong besides is said when the person asks for something.
            Ok(_) | Err(_) => Task::none(),
        };
        let sentence = if self.unsaved() > 0 { "profile-back-unsaved" } else { "profile-back" };
        Task::batch([taken, self.notify(Sentence::of(sentence), Tone::Good, None)])
    }
}

/// Asks until there is an answer, whatever it is.
async fn watch(session: Session) -> Result<profile::Profile, api::Error> {
    let mut pause = FIRST_PAUSE;
    loop {
        tokio::time::sleep(pause).await;
        match session.profile().await {
            Err(error) if error.is_unreachable() => pause = LONGEST_PAUSE.min(pause * 2),
            answer => return answer,
        }
    }
}
