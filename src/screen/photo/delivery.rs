//! The chosen square on its way to the server: encoded, held until the photo before is kept, sent.

use super::super::keepsake::Keepsake;
use super::super::situation::{self, Sentence, Value};
use super::{Action, Kept, Message, Photo, Stage, USE, file};
use crate::api::{self, Progress};
use crate::picture::Prepared;
use crate::profile;
use crate::widget::dialog;

use iced::Task;
use iced::task::Handle;
use iced::widget::operation;

/// How far the chosen square is on its way to the server.
#[derive(Debug)]
pub(super) enum Delivery {
    /// Still being chosen.
    Open,
    /// It is cut out and encoded.
    Preparing { _task: Handle },
    /// Ready, until the photo before is kept.
    Waiting(Prepared),
    /// On its way.
    Sending { prepared: Prepared, progress: Option<Progress>, _request: Handle },
    /// It did not arrive. What is encoded already is sent again as it is, unless another square is chosen.
    Failed(Option<Prepared>, Sentence),
}

impl Photo {
    /// Sends the square, encoding it first where that was not done yet.
    pub(super) fn use_it(&mut self) -> Action {
        let Stage::Cropping(cropping, delivery) = &mut self.stage else {
            return Action::None;
        };
        match std::mem::replace(delivery, Delivery::Open) {
            Delivery::Failed(Some(prepared), _) => Action::Run(self.send(prepared)),
            Delivery::Open | Delivery::Failed(None, _) => {
                let work = file::prepare(cropping.file(), cropping.crop(), self.options);
                let prepared = |result| Message::Prepared(Box::new(result));
                let (task, handle) = Task::perform(work, prepared).abortable();
                *delivery = Delivery::Preparing { _task: handle.abort_on_drop() };
                Action::Run(task)
            }
            busy @ (Delivery::Preparing { .. } | Delivery::Waiting(_) | Delivery::Sending { .. }) => {
                *delivery = busy;
                Action::None
            }
        }
    }

    pub(super) fn prepared(&mut self, result: Result<Prepared, Sentence>) -> Action {
        let Stage::Cropping(_, delivery @ Delivery::Preparing { .. }) = &mut self.stage else {
            return Action::None;
        };
        match result {
            Ok(prepared) if matches!(self.kept, Kept::Fetching { .. }) => {
                *delivery = Delivery::Waiting(prepared);
                Action::None
            }
            Ok(prepared) => Action::Run(self.send(prepared)),
            Err(problem) => {
                *delivery = Delivery::Failed(None, problem);
                Action::Run(operation::focus(USE))
            }
        }
    }

    /// Sends what waited for this. What cannot be put back is not replaced before the person knows.
    pub(super) fn keep(&mut self, keepsake: Option<Keepsake>) -> Action {
        self.kept = keepsake.map_or(Kept::Lost, Kept::Ready);
        let Stage::Cropping(_, delivery @ Delivery::Waiting(_)) = &mut self.stage else {
            return Action::None;
        };
        match std::mem::replace(delivery, Delivery::Open) {
            Delivery::Waiting(prepared) if matches!(self.kept, Kept::Ready(_)) => {
                Action::Run(self.send(prepared))
            }
            _ => Action::Run(operation::focus(USE)),
        }
    }

    pub(super) fn keepsake(&self) -> Option<Keepsake> {
        match &self.kept {
            Kept::Ready(keepsake) => Some(keepsake.clone()),
            Kept::Fetching { .. } | Kept::Lost => None,
        }
    }

    pub(super) fn send(&mut self, prepared: Prepared) -> Task<Message> {
        let Stage::Cropping(_, delivery) = &mut self.stage else {
            return Task::none();
        };
        let upload = self.session.upload(prepared.photo.clone(), api::Seal::default());
        let (task, request) =
            Task::sip(upload, Message::Progress, |answer| Message::Uploaded(Box::new(answer))).abortable();
        *delivery = Delivery::Sending { prepared, progress: None, _request: request.abort_on_drop() };
        // *Use photo* has gone; without a focus a screen reader would lose its place.
        Task::batch([task, operation::focus(dialog::CANCEL)])
    }

    pub(super) fn uploaded(&mut self, answer: Result<profile::Profile, api::Error>) -> Action {
        let Stage::Cropping(_, delivery @ Delivery::Sending { .. }) = &mut self.stage else {
            return Action::None;
        };
        let Delivery::Sending { prepared, .. } = std::mem::replace(delivery, Delivery::Open) else {
            return Action::None;
        };
        match answer {
            Ok(now) => Action::Done(Box::new(now), done(&prepared), self.keepsake()),
            Err(error) => {
                let said = situation::server(&error, &self.session.server().host());
                *delivery = Delivery::Failed(Some(prepared), said);
                match error {
                    api::Error::Unauthorized => Action::Expired,
                    _ => Action::Run(operation::focus(USE)),
                }
            }
        }
    }
}

/// "Photo changed · 12.4 MB → 96 KB, turned upright, location removed": only what is true.
fn done(prepared: &Prepared) -> Sentence {
    let size = Sentence::of("photo-done-size")
        .with("before", Value::Size(prepared.facts.bytes))
        .with("after", Value::Size(prepared.photo.bytes.len() as u64));
    let mut said = Sentence::of("photo-done").and(size);
    if prepared.facts.turned {
        said = said.and(Sentence::of("photo-done-turned"));
    }
    if prepared.facts.has_location {
        said = said.and(Sentence::of("photo-done-location"));
    }
    said
}
