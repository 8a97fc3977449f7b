//! Reading the profile again, and taking the server's answer as the truth.

use super::super::situation::{self, Sentence, Tried};
use super::{Action, Message, Profile};
use crate::api;
use crate::profile::{self, is_same_place};

use iced::Task;
use iced::task::Handle;

/// Whether the profile is being read again.
#[derive(Debug, Default)]
pub(super) enum Reading {
    #[default]
    Idle,
    Asking {
        _request: Handle,
    },
    Failed(Sentence),
}

impl Profile {
    pub(super) fn read(&mut self) -> Task<Message> {
        let session = self.session.clone();
        let read = async move { session.profile().await };
        let (task, request) = Task::perform(read, |answer| Message::Read(Box::new(answer))).abortable();
        self.reading = Reading::Asking { _request: request.abort_on_drop() };
        task
    }

    pub(super) fn was_read(&mut self, answer: Result<profile::Profile, api::Error>) -> Action {
        self.reading = Reading::Idle;
        let watch = self.note(&answer);
        match answer {
            Ok(now) => Action::Run(self.take(now)),
            Err(error) => {
                if let Some(said) = situation::expired(&error) {
                    return Action::Expired(said);
                }
                let host = self.session.server().host();
                self.reading = Reading::Failed(situation::server(&error, &host, Tried::Reading));
                Action::Run(watch)
            }
        }
    }

    /// The server's answer becomes the profile; what it does not say stays as it was, and edits stay on top of it.
    pub(super) fn take(&mut self, now: profile::Profile) -> Task<Message> {
        let now = now.over(&self.saved);
        let picture_changed = !is_same_place(self.saved.avatar.as_ref(), now.avatar.as_ref());
        self.form.rebase(&self.saved, &now);
        self.saved = now;
        self.groups.renew();
        if picture_changed { self.load_picture() } else { Task::none() }
    }
}
