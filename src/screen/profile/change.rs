//! Taking the photo away, and putting back the one before, for as long as the program runs.

use super::super::keepsake::{self, Keepsake, Replaced};
use super::super::situation::{self, Sentence, Tried};
use super::{Action, Message, Offer, Profile, Question, StandIn, Tone, widget_id};
use crate::access::focus_if_lost;
use crate::api::{self, Before, Finding, Outcome, Seal, Sent, Session, Unanswered};
use crate::picture::Fingerprint;
use crate::profile::{self, Field, Photo};
use crate::widget::dialog;

use iced::Task;
use iced::task::Handle;
use iced::widget::operation;
use url::Url;

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
    /// The server is asked whether the photo is still what the last change made of it.
    Comparing { _request: Handle },
    /// What was there before is put back: a photo, or none.
    PuttingBack { photo: Option<Photo>, before: Before, seal: Seal, _request: Handle },
    /// Nobody waited for its end: the server is asked what it has.
    Checking { about: Unsettled, _request: Handle },
    /// The server did not take it; the message tries again, where that can help.
    Failed(Sentence, Option<Message>),
}

/// What may have been done or not, or be done yet.
#[derive(Debug)]
pub(super) enum Unsettled {
    /// Another photo was sent, on the photo screen.
    Replacing {
        kept: Option<Keepsake>,
    },
    Removing {
        kept: Option<Keepsake>,
    },
    /// What was there before: a photo, or none.
    PuttingBack {
        photo: bool,
    },
}

impl Change {
    /// Whether something is under way.
    pub(super) fn is_busy(&self) -> bool {
        match self {
            Self::Idle | Self::Failed(..) => false,
            Self::Keeping { .. }
            | Self::Removing { .. }
            | Self::Comparing { .. }
            | Self::PuttingBack { .. }
            | Self::Checking { .. } => true,
        }
    }
}

/// What is shown and served before something is put back.
#[derive(Debug, Clone)]
pub struct Present {
    profile: profile::Profile,
    picture: Before,
    fingerprint: Option<Fingerprint>,
}

impl Profile {
    /// Whether there is a photo of the person, as far as is known: not the one that a removal has left.
    pub(super) fn has_photo(&self) -> bool {
        let is_left =
            |url| self.stand_in.as_ref().is_some_and(|left| left.is(url, self.picture.fingerprint()));
        self.saved.avatar.as_ref().is_some_and(|url| !is_left(url))
    }

    /// The photo that a change would replace.
    pub fn photo(&self) -> Option<Url> {
        self.saved.avatar.clone().filter(|_| self.has_photo())
    }

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
        self.before = before.map(|before| Replaced::new(before, now.avatar.clone()));
        self.stand_in = None;
        let taken = self.take(now);
        // Wherever it is: some servers overwrite the photo where it was, others give an address again.
        let fetched = self.fetch_picture();
        Task::batch([taken, fetched, self.notify(said, Tone::Good, offer)])
    }

    /// Goes on with the question what became of a photo that was sent on the photo screen.
    pub fn photo_in_doubt(&mut self, kept: Option<Keepsake>, sent: Unanswered) -> Task<Message> {
        let about = Unsettled::Replacing { kept };
        if self.change.is_busy() {
            self.keep(about);
            return self.read();
        }
        self.look_up(about, sent)
    }

    /// [`photo_changed`](Self::photo_changed) by a change that was made here: the button that was pressed is gone now.
    fn changed_here(
        &mut self,
        now: profile::Profile,
        said: Sentence,
        before: Option<Keepsake>,
    ) -> Task<Message> {
        Task::batch([self.photo_changed(now, said, before), focus_if_lost(widget_id(Field::Avatar))])
    }

    /// The same after a removal. What is shown then is for everybody without a photo.
    fn removed_here(
        &mut self,
        now: profile::Profile,
        said: Sentence,
        before: Option<Keepsake>,
    ) -> Task<Message> {
        let stand_in = now.avatar.clone().map(StandIn::new);
        let task = self.changed_here(now, said, before);
        self.stand_in = stand_in;
        task
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
        let served = keepsake::before(None, kept.as_ref()).served;
        let remove = async move { session.remove_photo(served).await };
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
            Ok(now) => Action::Run(self.removed_here(now, Sentence::of("profile-photo-removed"), kept)),
            Err(error) => {
                if error.outcome() == Outcome::Unknown {
                    self.keep(Unsettled::Removing { kept });
                }
                self.not_changed(&error, Tried::Removing, Message::RemovePhoto, watch)
            }
        }
    }

    /// Puts back what was there before the last change, unless the photo has been changed again since.
    pub(super) fn undo_photo(&mut self) -> Action {
        if !self.can_undo_photo() {
            return Action::None;
        }
        let look = present(self.session.clone());
        let (task, request) = Task::perform(look, |answer| Message::Compared(Box::new(answer))).abortable();
        self.change = Change::Comparing { _request: request.abort_on_drop() };
        self.notice = None;
        Action::Run(task)
    }

    /// Puts it back, or shows what is there now and asks.
    pub(super) fn compared(&mut self, answer: Result<Present, api::Error>) -> Action {
        self.change = Change::Idle;
        let watch = self.note(&answer);
        let Present { profile: now, picture, fingerprint } = match answer {
            Ok(present) => present,
            // It was only read, so that whatever failed has changed nothing.
            Err(error) => {
                let error = api::Error::NotStored(Box::new(error));
                return self.not_changed(&error, Tried::PuttingBack, Message::UndoPhoto, watch);
            }
        };
        let is_outdated = self.before.as_ref().is_some_and(|before| before.is_outdated(&now, fingerprint));
        let shown = self.take(now);
        if is_outdated {
            self.question = Some(Question::UndoPhoto(picture));
            return Action::Run(Task::batch([shown, operation::focus(dialog::CANCEL)]));
        }
        Action::Run(Task::batch([shown, self.send_back(picture)]))
    }

    /// Puts back what was there before the last change, in the place of what is there at `present`.
    pub(super) fn send_back(&mut self, present: Before) -> Task<Message> {
        let Some(before) = &self.before else {
            return Task::none();
        };
        let (keepsake, seal) = (before.keepsake().clone(), Seal::default());
        let photo = keepsake.photo().cloned();
        let put_back =
            keepsake::put_back(self.session.clone(), keepsake, present.served.clone(), seal.clone());
        let (task, request) =
            Task::perform(put_back, |answer| Message::PutBack(Box::new(answer))).abortable();
        self.change = Change::PuttingBack { photo, before: present, seal, _request: request.abort_on_drop() };
        task
    }

    pub(super) fn put_back(&mut self, answer: Result<profile::Profile, api::Error>) -> Action {
        let is_removal = matches!(self.change, Change::PuttingBack { photo: None, .. });
        self.change = Change::Idle;
        let watch = self.note(&answer);
        let said = Sentence::of("photo-put-back");
        match answer {
            Ok(now) if is_removal => Action::Run(self.removed_here(now, said, None)),
            Ok(now) => Action::Run(self.changed_here(now, said, None)),
            Err(error) => {
                let tried = if is_removal { Tried::Removing } else { Tried::PuttingBack };
                self.not_changed(&error, tried, Message::UndoPhoto, watch)
            }
        }
    }

    /// Ends what is under way, and asks the server what it has where something was sent already.
    pub(super) fn cancel_change(&mut self) -> Action {
        match std::mem::take(&mut self.change) {
            Change::Removing { kept, .. } => {
                let before = keepsake::before(self.saved.avatar.clone(), kept.as_ref());
                // It is so small that it is gone at once.
                let removal = Unanswered { before, photo: None, sent: Sent::Whole };
                Action::Run(self.look_up(Unsettled::Removing { kept }, removal))
            }
            Change::PuttingBack { photo, before, seal, .. } => {
                let sent = if photo.is_some() { seal.break_off() } else { Sent::Whole };
                let about = Unsettled::PuttingBack { photo: photo.is_some() };
                Action::Run(self.look_up(about, Unanswered { before, photo, sent }))
            }
            Change::Checking { about, .. } => Action::Run(self.leave_unsettled(about)),
            Change::Idle | Change::Keeping { .. } | Change::Comparing { .. } | Change::Failed(..) => {
                Action::None
            }
        }
    }

    fn look_up(&mut self, about: Unsettled, sent: Unanswered) -> Task<Message> {
        let session = self.session.clone();
        let look = async move { session.look_up(sent).await };
        let (task, request) =
            Task::perform(look, |answer| Message::ChangeChecked(Box::new(answer))).abortable();
        self.change = Change::Checking { about, _request: request.abort_on_drop() };
        task
    }

    /// Says what a change came to whose end nobody waited for.
    pub(super) fn change_checked(&mut self, answer: Result<Finding, api::Error>) -> Action {
        let Change::Checking { about, .. } = std::mem::take(&mut self.change) else {
            return Action::None;
        };
        match (answer, about) {
            (Err(error), about) => {
                self.keep(about);
                situation::expired(&error).map_or(Action::None, Action::Expired)
            }
            (Ok(Finding::Unknown), about) => Action::Run(self.leave_unsettled(about)),
            (Ok(Finding::NotStored(now)), _) => {
                let said = self.tell(Sentence::of("photo-cancelled-not-stored"));
                Action::Run(Task::batch([self.take(*now), said]))
            }
            (Ok(Finding::Stored(now)), Unsettled::Replacing { kept }) => {
                Action::Run(self.changed_here(*now, Sentence::of("photo-cancelled-stored"), kept))
            }
            (Ok(Finding::Stored(now)), Unsettled::Removing { kept }) => {
                Action::Run(self.removed_here(*now, Sentence::of("profile-photo-cancelled-removed"), kept))
            }
            (Ok(Finding::Stored(now)), Unsettled::PuttingBack { photo }) => {
                let said = Sentence::of("profile-photo-cancelled-put-back");
                Action::Run(if photo {
                    self.changed_here(*now, said, None)
                } else {
                    self.removed_here(*now, said, None)
                })
            }
        }
    }

    /// Says that the end is not known, and keeps what was there before: it may be needed yet.
    fn leave_unsettled(&mut self, about: Unsettled) -> Task<Message> {
        self.keep(about);
        let offer = Offer { label: "photo-read-again", message: Message::Refresh };
        self.notify(Sentence::of("photo-cancelled-unknown"), Tone::Mixed, Some(offer))
    }

    /// Keeps what was there before a change that may have been made, or may be made yet.
    fn keep(&mut self, about: Unsettled) {
        let before = self.saved.avatar.clone();
        match about {
            // One that is stored yet gets an address that nobody knows: Undo asks then.
            Unsettled::Replacing { kept: Some(kept) } => {
                self.before = Some(Replaced::in_doubt(kept, vec![before]));
            }
            Unsettled::Removing { kept: Some(kept) } => {
                self.before = Some(Replaced::in_doubt(kept, vec![before, None]));
            }
            // What is put back is still kept.
            Unsettled::Replacing { kept: None }
            | Unsettled::Removing { kept: None }
            | Unsettled::PuttingBack { .. } => {}
        }
    }

    fn not_changed(
        &mut self,
        error: &api::Error,
        tried: Tried,
        again: Message,
        watch: Task<Message>,
    ) -> Action {
        if let Some(said) = situation::expired(error) {
            return Action::Expired(said);
        }
        let host = self.session.server().host();
        // The removal was done as far as this server does it: the next one would be answered the same.
        let again = (*error != api::Error::PictureNotRemoved).then_some(again);
        self.change = Change::Failed(situation::server(error, &host, tried), again);
        Action::Run(watch)
    }
}

/// What the server shows and serves at this moment.
async fn present(session: Session) -> Result<Present, api::Error> {
    let profile = session.profile().await?;
    let served = match profile.avatar.clone() {
        Some(url) => session.picture(url).await.ok(),
        None => None,
    };
    let fingerprint = match served.clone() {
        Some(bytes) => tokio::task::spawn_blocking(move || Fingerprint::of(&bytes)).await.ok(),
        None => None,
    };
    let picture = Before { url: profile.avatar.clone(), served };
    Ok(Present { profile, picture, fingerprint })
}
