//! The chosen square on its way to the server: encoded, held until the photo before is kept, sent.

use super::super::keepsake::{self, Keepsake};
use super::super::situation::{self, Sentence, Tried, Value};
use super::{Action, CROP, Came, Kept, Left, Message, Photo, Stage, USE, file};
use crate::api::{self, Before, Finding, Outcome, Progress, Seal, Sent, Unanswered};
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
    Sending { prepared: Prepared, progress: Option<Progress>, seal: Seal, _request: Handle },
    /// Nobody waited for the answer: the server is asked what it has.
    Checking { prepared: Prepared, _request: Handle },
    /// It was cancelled, and is not there as far as is known. It can be sent again like what did not arrive.
    Stopped(Prepared, Sentence),
    /// It did not arrive. What is encoded already is sent again as it is, unless another square is chosen.
    Failed(Option<Prepared>, Sentence),
}

impl Delivery {
    /// Whether nothing is under way.
    pub(super) fn is_at_rest(&self) -> bool {
        match self {
            Self::Open | Self::Stopped(..) | Self::Failed(..) => true,
            Self::Preparing { .. } | Self::Waiting(_) | Self::Sending { .. } | Self::Checking { .. } => false,
        }
    }

    /// What is encoded already and may be sent again as it is.
    fn take_ready(&mut self) -> Option<Prepared> {
        match std::mem::replace(self, Self::Open) {
            Self::Stopped(prepared, _) | Self::Failed(Some(prepared), _) => Some(prepared),
            other => {
                *self = other;
                None
            }
        }
    }
}

impl Photo {
    /// Sends the square, encoding it first where that was not done yet.
    pub(super) fn use_it(&mut self) -> Action {
        let Stage::Cropping(cropping, delivery) = &mut self.stage else {
            return Action::None;
        };
        if !delivery.is_at_rest() {
            return Action::None;
        }
        if let Some(prepared) = delivery.take_ready() {
            return Action::Run(self.send(prepared));
        }
        let work = file::prepare((cropping.file(), cropping.form()), cropping.crop(), self.options);
        let prepared = |result| Message::Prepared(Box::new(result));
        let (task, handle) = Task::perform(work, prepared).abortable();
        *delivery = Delivery::Preparing { _task: handle.abort_on_drop() };
        Action::Run(task)
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
        let served = self.replaced().served;
        let Stage::Cropping(_, delivery) = &mut self.stage else {
            return Task::none();
        };
        let seal = Seal::default();
        let upload = self.session.upload(prepared.photo.clone(), served, seal.clone());
        let (task, request) =
            Task::sip(upload, Message::Progress, |answer| Message::Uploaded(Box::new(answer))).abortable();
        *delivery = Delivery::Sending { prepared, progress: None, seal, _request: request.abort_on_drop() };
        // *Use photo* has gone; without a focus a screen reader would lose its place.
        Task::batch([task, operation::focus(dialog::CANCEL)])
    }

    pub(super) fn uploaded(&mut self, answer: Result<profile::Profile, api::Error>) -> Action {
        let before = self.replaced();
        let Stage::Cropping(_, delivery @ Delivery::Sending { .. }) = &mut self.stage else {
            return Action::None;
        };
        let Delivery::Sending { prepared, .. } = std::mem::replace(delivery, Delivery::Open) else {
            return Action::None;
        };
        match answer {
            Ok(now) => Action::Done(Box::new(now), self.done(&prepared), self.keepsake()),
            Err(error) => {
                if error.outcome() == Outcome::Unknown {
                    self.left = Left::Perhaps(unanswered(before, &prepared, Sent::Whole));
                }
                let said = situation::server(&error, &self.session.server().host(), Tried::Uploading);
                *delivery = Delivery::Failed(Some(prepared), said);
                match situation::expired(&error) {
                    Some(said) => Action::Expired(said),
                    None => Action::Run(operation::focus(USE)),
                }
            }
        }
    }

    /// Ends what is under way. The square stays, and so does what is encoded of it.
    pub(super) fn stop(&mut self) -> Action {
        let Stage::Cropping(_, delivery) = &mut self.stage else {
            return Action::None;
        };
        match std::mem::replace(delivery, Delivery::Open) {
            Delivery::Sending { prepared, seal, .. } => {
                if seal.break_off() == Sent::Whole {
                    self.left = Left::Perhaps(unanswered(self.replaced(), &prepared, Sent::Whole));
                }
                Action::Run(self.check(prepared))
            }
            Delivery::Checking { prepared, .. } => match self.left {
                Left::Nothing => self.stopped(prepared, "photo-cancelled-not-stored"),
                Left::Perhaps(_) => self.stopped(prepared, "photo-cancelled-unknown"),
            },
            _ => Action::Run(operation::focus(CROP)),
        }
    }

    /// Asks once more what the server has.
    pub(super) fn check_again(&mut self) -> Task<Message> {
        let Stage::Cropping(_, delivery) = &mut self.stage else {
            return Task::none();
        };
        match delivery.take_ready() {
            Some(prepared) => Task::batch([self.check(prepared), operation::focus(dialog::CANCEL)]),
            None => Task::none(),
        }
    }

    fn check(&mut self, prepared: Prepared) -> Task<Message> {
        let change = match &self.left {
            Left::Perhaps(change) => change.clone(),
            Left::Nothing => unanswered(self.replaced(), &prepared, Sent::Part),
        };
        let session = self.session.clone();
        let look = async move { session.look_up(change).await };
        let (task, request) = Task::perform(look, |answer| Message::Checked(Box::new(answer))).abortable();
        if let Stage::Cropping(_, delivery) = &mut self.stage {
            *delivery = Delivery::Checking { prepared, _request: request.abort_on_drop() };
        }
        task
    }

    pub(super) fn checked(&mut self, answer: Result<Finding, api::Error>) -> Action {
        let Stage::Cropping(_, delivery @ Delivery::Checking { .. }) = &mut self.stage else {
            return Action::None;
        };
        let Delivery::Checking { prepared, .. } = std::mem::replace(delivery, Delivery::Open) else {
            return Action::None;
        };
        match answer {
            Ok(Finding::Stored(now)) => {
                Action::Done(now, Sentence::of("photo-cancelled-stored"), self.keepsake())
            }
            Ok(Finding::NotStored(_)) => {
                self.left = Left::Nothing;
                self.stopped(prepared, "photo-cancelled-not-stored")
            }
            Ok(Finding::Unknown) => self.undecided(prepared),
            Err(error) => {
                let undecided = self.undecided(prepared);
                situation::expired(&error).map_or(undecided, Action::Expired)
            }
        }
    }

    fn undecided(&mut self, prepared: Prepared) -> Action {
        if matches!(self.left, Left::Nothing) {
            self.left = Left::Perhaps(unanswered(self.replaced(), &prepared, Sent::Part));
        }
        self.stopped(prepared, "photo-cancelled-unknown")
    }

    /// The picture that this one replaces.
    fn replaced(&self) -> Before {
        keepsake::before(self.before.clone(), self.keepsake().as_ref())
    }

    fn stopped(&mut self, prepared: Prepared, said: &'static str) -> Action {
        if let Stage::Cropping(_, delivery) = &mut self.stage {
            *delivery = Delivery::Stopped(prepared, Sentence::of(said));
        }
        Action::Run(operation::focus(USE))
    }

    /// "Photo changed · 12.4 MB → 96 KB, turned upright, location removed": only what is true. What was made here was no
    /// file before.
    fn done(&self, prepared: &Prepared) -> Sentence {
        let said = Sentence::of("photo-done");
        if self.came == Came::Made {
            return said;
        }
        let size = Sentence::of("photo-done-size")
            .with("before", Value::Size(prepared.facts.bytes))
            .with("after", Value::Size(prepared.photo.bytes.len() as u64));
        let mut said = said.and(size);
        if prepared.facts.turned {
            said = said.and(Sentence::of("photo-done-turned"));
        }
        if prepared.facts.has_location {
            said = said.and(Sentence::of("photo-done-location"));
        }
        said
    }
}

fn unanswered(before: Before, prepared: &Prepared, sent: Sent) -> Unanswered {
    Unanswered { before, photo: Some(prepared.photo.clone()), sent }
}
