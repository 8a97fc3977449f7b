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
            Ok(now) => Action::Run(self.take_reading(now)),
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

    /// Takes what was read, and looks whether the photo is still the same.
    pub(super) fn take_reading(&mut self, now: profile::Profile) -> Task<Message> {
        match self.take_in(now) {
            Photo::Elsewhere => self.load_picture(),
            Photo::InPlace => self.look_at_picture(),
        }
    }

    /// The server's answer becomes the profile; what it does not say stays as it was, and edits stay on top of it.
    pub(super) fn take(&mut self, now: profile::Profile) -> Task<Message> {
        match self.take_in(now) {
            Photo::Elsewhere => self.load_picture(),
            Photo::InPlace => Task::none(),
        }
    }

    fn take_in(&mut self, now: profile::Profile) -> Photo {
        let now = now.over(&self.saved);
        let is_in_place = is_same_place(self.saved.avatar.as_ref(), now.avatar.as_ref());
        self.form.rebase(&self.saved, &now);
        self.saved = now;
        self.groups.renew();
        if is_in_place { Photo::InPlace } else { Photo::Elsewhere }
    }
}

/// Where the photo is after an answer.
enum Photo {
    InPlace,
    Elsewhere,
}
