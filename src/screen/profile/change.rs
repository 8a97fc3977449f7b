//! Taking the photo away, and putting back the one before, for as long as the program runs.

use super::super::keepsake::{self, Keepsake};
use super::super::situation::{self, Sentence};
use super::{Action, Message, Offer, Profile, Question, Tone, widget_id};
use crate::access::focus_if_lost;
use crate::api;
use crate::profile::{self, Field};

use iced::Task;
use iced::task::Handle;

/// A change of the photo that is made here.
#[derive(Debug, Default)]
pub(super) enum Change {
    /// None.
    #[default]
    Idle,
    /// The photo is kept first, so that it can be put back.
    Keeping { _request: Handle },
    /// It is being taken away.
    Removing { kept: Option<Keepsake>, _request: Handle },
    /// The one before is put back.
    PuttingBack { _request: Handle },
    /// Cancelled on its way: the server is asked what it has.
    Checking { cancelled: Cancelled, _request: Handle },
    /// The server did not take it; the message tries again.
    Failed(Sentence, Message),
}

/// What was cancelled, and may have been done all the same.
#[derive(Debug)]
pub(super) enum Cancelled {
    Removing { kept: Option<Keepsake> },
    PuttingBack,
}

impl Change {
    /// Whether something is under way.
    pub(super) fn is_busy(&self) -> bool {
        match self {
            Self::Idle | Self::Failed(..) => false,
            Self::Keeping { .. }
            | Self::Removing { .. }
            | Self::PuttingBack { .. }
            | Self::Checking { .. } => true,
        }
    }
}

impl Profile {
    /// Whether the last change of the photo can be taken back.
    pub fn can_undo_photo(&self) -> bool {
        self.before.is_some() && !self.change.is_busy()
    }

    /// Shows a profile that was answered with another photo, says what was done, and offers to take it back
    /// where what was there before was kept.
    pub fn photo_changed(
        &mut self,
        now: profile::Profile,
        said: Sentence,
        before: Option<Keepsake>,
    ) -> Task<Message> {
        let offer = before.is_some().then_some(Offer { label: "general-undo", message: Message::UndoPhoto });
        self.before = before;
        Task::batch([self.take(now), self.notify(said, Tone::Good, offer)])
    }

    /// The same for a change that was made here, where the button that was pressed is gone now.
    fn changed_here(
        &mut self,
        now: profile::Profile,
        said: Sentence,
        before: Option<Keepsake>,
    ) -> Task<Message> {
        Task::batch([self.photo_changed(now, said, before), focus_if_lost(widget_id(Field::Avatar))])
    }

    /// Takes the photo away once it is kept.
    pub(super) fn remove_photo(&mut self) -> Action {
        if self.change.is_busy() {
            return Action::None;
        }
        let fetch = keepsake::fetch(self.session.clone(), self.saved.avatar.clone());
        let (task, request) = Task::perform(fetch, Message::Kept).abortable();
        self.change = Change::Keeping { _request: request.abort_on_drop() };
        Action::Run(task)
    }

    /// Goes on where the photo is kept, and asks where it cannot be.
    pub(super) fn kept(&mut self, kept: Option<Keepsake>) -> Action {
        self.change = Change::Idle;
        match kept {
            Some(kept) => Action::Run(self.remove_kept(Some(kept))),
            None => self.ask(Question::RemovePhoto),
        }
    }

    pub(super) fn remove_kept(&mut self, kept: Option<Keepsake>) -> Task<Message> {
        let session = self.session.clone();
        let remove = async move { session.remove_photo().await };
        let (task, request) = Task::perform(remove, |answer| Message::Removed(Box::new(answer))).abortable();
        self.change = Change::Removing { kept, _request: request.abort_on_drop() };
        task
    }

    pub(super) fn removed(&mut self, answer: Result<profile::Profile, api::Error>) -> Action {
        let kept = match std::mem::take(&mut self.change) {
            Change::Removing { kept, .. } => kept,
            _ => None,
        };
        let watch = self.note(&answer);
        match answer {
            Ok(now) => Action::Run(self.changed_here(now, Sentence::of("profile-photo-removed"), kept)),
            Err(error) => self.not_changed(&error, Message::RemovePhoto, watch),
        }
    }

    /// Puts back what was there before the last change.
    pub(super) fn undo_photo(&mut self) -> Action {
        let Some(before) = self.before.clone().filter(|_| !self.change.is_busy()) else {
            return Action::None;
        };
        let put_back = keepsake::put_back(self.session.clone(), before);
        let (task, request) =
            Task::perform(put_back, |answer| Message::PutBack(Box::new(answer))).abortable();
        self.change = Change::PuttingBack { _request: request.abort_on_drop() };
        self.notice = None;
        Action::Run(task)
    }

    pub(super) fn put_back(&mut self, answer: Result<profile::Profile, api::Error>) -> Action {
        self.change = Change::Idle;
        let watch = self.note(&answer);
        match answer {
            Ok(now) => Action::Run(self.changed_here(now, Sentence::of("photo-put-back"), None)),
            Err(error) => self.not_changed(&error, Message::UndoPhoto, watch),
        }
    }

    /// Ends what is under way, and asks the server what it has where something was sent already.
    pub(super) fn cancel_change(&mut self) -> Action {
        let cancelled = match std::mem::take(&mut self.change) {
            Change::Removing { kept, .. } => Cancelled::Removing { kept },
            Change::PuttingBack { .. } => Cancelled::PuttingBack,
            Change::Idle | Change::Keeping { .. } | Change::Checking { .. } | Change::Failed(..) => {
                return Action::None;
            }
        };
        let session = self.session.clone();
        let read = async move { session.profile().await };
        let (task, request) =
            Task::perform(read, |answer| Message::ChangeChecked(Box::new(answer))).abortable();
        self.change = Change::Checking { cancelled, _request: request.abort_on_drop() };
        Action::Run(task)
    }

    /// Says what a cancelled change came to.
    pub(super) fn change_checked(&mut self, answer: Result<profile::Profile, api::Error>) -> Action {
        let Change::Checking { cancelled, .. } = std::mem::take(&mut self.change) else {
            return Action::None;
        };
        match (answer, cancelled) {
            (Err(api::Error::Unauthorized), _) => Action::Expired,
            (Err(_), _) => Action::Run(self.tell(Sentence::of("photo-cancelled-unknown"))),
            (Ok(now), _) if now.avatar == self.saved.avatar => {
                let said = self.tell(Sentence::of("photo-cancelled-not-stored"));
                Action::Run(Task::batch([self.take(now), said]))
            }
            (Ok(now), Cancelled::Removing { kept }) => {
                Action::Run(self.photo_changed(now, Sentence::of("profile-photo-cancelled-removed"), kept))
            }
            (Ok(now), Cancelled::PuttingBack) => {
                Action::Run(self.photo_changed(now, Sentence::of("profile-photo-cancelled-put-back"), None))
            }
        }
    }

    fn not_changed(&mut self, error: &api::Error, again: Message, watch: Task<Message>) -> Action {
        if matches!(error, api::Error::Unauthorized) {
            return Action::Expired;
        }
        self.change = Change::Failed(situation::server(error, &self.session.server().host()), again);
        Action::Run(watch)
    }
}
