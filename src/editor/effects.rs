//! The input and output of the editor: events, effects, and the work that effects ask for. Plain data.

use super::kind::WriteKind;
use super::saves::SaveId;
use crate::api::{self, CommitPoint, Progress};
use crate::picture::Fingerprint;
use crate::profile::normalize::Letters;
use crate::profile::{Draft, Field, Gender, LastKnown, Photo, Profile, StagedPhoto, Value};
use crate::sentence::Sentence;

use bytes::Bytes;
use jiff::Timestamp;
use url::Url;

use std::collections::BTreeMap;
use std::time::Duration;

/// Something that has happened: an action of the person, or the result of work.
#[derive(Debug, Clone)]
pub enum Event {
    /// A field was typed into.
    Typed(Field, String, Letters),
    /// A field refused what was typed or pasted.
    TypingRefused(Field, super::form::Refused),
    /// A gender was chosen.
    Chosen(Gender),
    /// *Undo* of one field: it goes back to its saved value.
    Undone(Field),
    /// *Keep mine*: a field in conflict keeps the typed value.
    KeptMine(Field),
    /// Undo in the form.
    SteppedBack,
    /// Redo in the form.
    SteppedForward,
    /// *Discard changes*.
    DiscardPressed,
    /// *Save*.
    SavePressed,
    /// The photo screen was opened.
    PhotoScreenOpened,
    /// The photo screen was closed.
    PhotoScreenLeft,
    /// The photo on the photo screen, or its square, has changed; none if there is no photo any more.
    PhotoStaged(Option<StagedPhoto>),
    /// *Use photo*: send it. The sentence is shown once it is stored.
    PhotoChosen(Photo, Sentence),
    /// *Remove photo*.
    RemovePressed,
    /// *Undo* of the last change of the photo.
    UndoPhotoPressed,
    /// *Undo* of a save.
    UndoSavePressed(SaveId),
    /// *Cancel* while something of this kind is written.
    CancelPressed(WriteKind),
    /// *Check again* after a write with an unknown outcome.
    CheckAgainPressed(WriteKind),
    /// *Retry* of a photo's change that failed.
    RetryPressed,
    /// The person has closed the message about a failed write.
    FailureClosed,
    /// The person has closed the message about a write with an unknown outcome.
    DoubtClosed(WriteKind),
    /// The editor was opened with the profile of an earlier run, which must be read again.
    Opened,
    /// The person has returned to the window.
    Returned,
    /// *Refresh*.
    RefreshPressed,
    /// *Cancel* while reading, or the person has closed the message about its failure.
    ReadingClosed,
    /// The open question was answered with yes.
    Confirmed,
    /// The open question was cancelled.
    Declined,
    /// A notice was closed.
    NoticeClosed(WorkId),
    /// The draft of an earlier run was read. From now on the draft is stored.
    DraftFound(Option<Draft>),
    /// Show this sentence, which is not about the form.
    Told(Sentence),
    /// Show this sentence about something that has worked.
    Worked(Sentence),
    /// The photo on screen was fetched from the server and has this fingerprint.
    PhotoShown(Fingerprint),
    /// The person has signed in again, with this profile. All work from before has ended.
    Renewed(Box<Profile>),
    /// The progress of the upload.
    Progressed(Progress),
    /// The result of work.
    Done(WorkId, Done),
}

/// The id of a piece of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WorkId(u64);

/// Work for the caller.
#[derive(Debug, Clone)]
pub enum Work {
    /// Reads the profile. Ends in [`Done::Answered`].
    Read,
    /// Sends these values. Ends in [`Done::Answered`].
    Save(BTreeMap<Field, Value>),
    /// Sends a photo. Ends in [`Done::Answered`].
    Upload(Photo, CommitPoint),
    /// Removes the photo. Ends in [`Done::Answered`].
    RemovePhoto,
    /// Fetches a picture. Ends in [`Done::Fetched`].
    FetchPhoto(Url),
    /// Stores the draft, or removes it. Ends in [`Done::DraftStored`].
    StoreDraft(Option<Draft>),
    /// Reads the profile, unless the window is hidden. Ends in [`Done::Answered`] or [`Done::Hidden`].
    ReadIfSeen,
    /// Waits. Ends in [`Done::Waited`].
    Wait(Duration),
    /// Waits 75 to 125 % of this time, so that not everybody asks at the same time. Ends in [`Done::Waited`].
    WaitAbout(Duration),
}

/// The result of work.
#[derive(Debug, Clone)]
pub enum Done {
    /// The profile in the answer, or the error.
    Answered(Result<Box<Profile>, api::Error>),
    /// The picture; none if it could not be fetched.
    Fetched(Option<Served>),
    /// The draft was stored, or the sentence says why not.
    DraftStored(Result<(), Sentence>),
    /// The window is hidden, so nothing was done.
    Hidden,
    /// The time is over.
    Waited,
}

/// A picture as it is served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Served {
    /// The file.
    pub bytes: Bytes,
    /// The file extension for its type; none if it cannot be sent again.
    pub extension: Option<&'static str>,
    /// The fingerprint of the bytes.
    pub fingerprint: Fingerprint,
}

/// What the caller must do after an event.
#[derive(Debug)]
pub struct Effects {
    /// Work to begin. It may be dropped once [`super::Editor::wants`] returns false.
    pub work: Vec<(WorkId, Work)>,
    /// The control that gets the focus.
    pub focus: Option<Focus>,
    /// The photo on screen must be loaded, for this reason.
    pub photo: Option<PhotoReload>,
    /// The profile to store for the next start.
    pub last_known: Option<LastKnown>,
    /// The screen that must be opened or closed.
    pub navigation: Option<Navigation>,
    next: u64,
}

/// A control that gets the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// The control of this field. For the photo, the button that changes it.
    Field(Field),
    /// The same, if the control that had the focus has disappeared.
    FieldIfLost(Field),
    /// *Save*, if the control that had the focus has disappeared or is disabled.
    SaveIfLost,
    /// *Cancel* of the open question.
    Question,
    /// *Cancel* on the photo screen.
    CancelPhoto,
    /// *Use photo* on the photo screen.
    UsePhoto,
}

/// Why the photo on screen must be loaded. The strongest reason is the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PhotoReload {
    /// The profile was read: there may be another picture at the same address.
    ProfileRead,
    /// Its address has changed.
    AddressChanged,
    /// It was changed here: a cached picture is the previous one, even if the address is the same.
    ChangedHere,
}

/// A screen that must be opened or closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Navigation {
    /// Open the screen for signing in again; the sentence says why.
    SignIn(Sentence),
    /// Close the photo screen, because the photo is stored.
    ClosePhotoScreen,
    /// Open the photo screen with a photo that was chosen in an earlier run, at this time.
    OpenPhotoScreen(StagedPhoto, Timestamp),
}

impl Effects {
    /// No effects; `next` is the number of the next work.
    pub(super) fn new(next: u64) -> Self {
        Self { work: Vec::new(), focus: None, photo: None, last_known: None, navigation: None, next }
    }

    /// The number of the next work.
    pub(super) fn next(&self) -> u64 {
        self.next
    }

    /// Begins some work.
    pub(super) fn start(&mut self, work: Work) -> WorkId {
        let id = WorkId(self.next);
        self.next += 1;
        self.work.push((id, work));
        id
    }

    /// Requests that the photo on screen is loaded for this reason, unless there is a stronger one.
    pub(super) fn reload_photo(&mut self, reason: PhotoReload) {
        self.photo = self.photo.max(Some(reason));
    }
}
