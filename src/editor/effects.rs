//! What goes into the editor and what comes out of it: events, effects, and the work that effects ask for.
//!
//! Plain data. What work is done with, and when, is the business of whoever runs it.

use super::kind::Kind;
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

/// What happened: the person did something, or some work has ended.
#[derive(Debug, Clone)]
pub enum Event {
    /// A field was typed into.
    Typed(Field, String, Letters),
    /// A field did not take something.
    NotTyped(Field, super::form::Refused),
    /// A gender was chosen.
    Chosen(Gender),
    /// One field goes back to its saved value.
    Undone(Field),
    /// A field that was changed here and elsewhere keeps what is typed here.
    KeptMine(Field),
    /// The form goes one step back.
    SteppedBack,
    /// The form goes one step forward again.
    SteppedForward,
    /// *Discard changes*.
    DiscardPressed,
    /// *Save*.
    SavePressed,
    /// The screen on which a photo is chosen has opened.
    PhotoScreenOpened,
    /// It was left.
    PhotoScreenLeft,
    /// A photo was chosen there, or another square of it; nothing where it was put away.
    PhotoStaged(Option<StagedPhoto>),
    /// *Use photo*: it is to be sent; what is said once it is there.
    PhotoChosen(Photo, Sentence),
    /// *Remove photo*.
    RemovePressed,
    /// *Undo* of the last change of the photo.
    UndoPhotoPressed,
    /// *Undo* of a save.
    UndoSavePressed(SaveId),
    /// *Cancel* while something of this kind is written.
    CancelPressed(Kind),
    /// *Look again* after a write whose end is not known.
    LookPressed(Kind),
    /// *Retry* of a photo's change that failed.
    RetryPressed,
    /// The failure of a write was seen.
    FailureClosed,
    /// What is said of a write whose end is not known was seen.
    DoubtClosed(Kind),
    /// The editor begins with what was shown in an earlier run: the server is asked what it is now.
    Opened,
    /// The person has come back to the window.
    Returned,
    /// *Refresh*.
    RefreshPressed,
    /// *Cancel* while reading, or its failure was seen.
    ReadingClosed,
    /// The open question was answered with yes.
    Confirmed,
    /// The open question was left.
    Declined,
    /// A notice was closed.
    NoticeClosed(WorkId),
    /// It is known what was typed in an earlier run and not saved; from now on this run's edits are written down.
    DraftFound(Option<Draft>),
    /// Something is to be said that is not about the form.
    Told(Sentence),
    /// Something that was done beside the form has worked.
    Worked(Sentence),
    /// The photo on screen was fetched from the server; this is what was served.
    PhotoShown(Fingerprint),
    /// The person has signed in again, and this is what the server answered. All work of before has ended.
    Renewed(Box<Profile>),
    /// So much of the photo that is sent is on its way.
    Progressed(Progress),
    /// Some work has ended.
    Done(WorkId, Done),
}

/// Names one piece of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WorkId(u64);

/// Something to be done by whoever runs the editor.
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
    /// Fetches what is served at an address. Ends in [`Done::Fetched`].
    FetchPhoto(Url),
    /// Writes down what is typed, or removes what is written of it. Ends in [`Done::Kept`].
    KeepDraft(Option<Draft>),
    /// Reads the profile, unless the window is hidden. Ends in [`Done::Answered`] or [`Done::Hidden`].
    ReadIfSeen,
    /// Waits. Ends in [`Done::Waited`].
    Wait(Duration),
    /// Waits about so long: between three and five quarters of it, so that not everybody asks at once. Ends in
    /// [`Done::Waited`].
    WaitAbout(Duration),
}

/// How some work ended.
#[derive(Debug, Clone)]
pub enum Done {
    /// The server's answer, or why there is none.
    Answered(Result<Box<Profile>, api::Error>),
    /// What is served, where it could be fetched.
    Fetched(Option<Served>),
    /// It is on the disk, or why not.
    Kept(Result<(), Sentence>),
    /// Nobody sees the window, so nothing was done.
    Hidden,
    /// The time is over.
    Waited,
}

/// A picture as it is served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Served {
    /// The file.
    pub bytes: Bytes,
    /// The ending of its kind; none where it is of no kind that can be sent again.
    pub extension: Option<&'static str>,
    /// Tells it from others without keeping it.
    pub fingerprint: Fingerprint,
}

/// What is to be done after an event.
#[derive(Debug)]
pub struct Effects {
    /// Work that begins now. It may be dropped as soon as [`super::Editor::wants`] denies it.
    pub work: Vec<(WorkId, Work)>,
    /// Where the focus goes.
    pub focus: Option<Focus>,
    /// The photo on screen is to be loaded.
    pub picture: Option<Picture>,
    /// What the server has shown, to be kept for the next start.
    pub last_known: Option<LastKnown>,
    /// What is beyond the editor.
    pub leave: Option<Leave>,
    next: u64,
}

/// Where the focus goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// To the control of this field. The photo's is the button that changes it.
    Field(Field),
    /// The same, where the control that had the focus is gone.
    FieldIfLost(Field),
    /// To the button that saves, where the control that had the focus is gone or does nothing.
    SaveIfLost,
    /// To the button that leaves the open question.
    Question,
    /// On the screen of the photo: to the button that cancels.
    CancelPhoto,
    /// On the screen of the photo: to the button that sends.
    UsePhoto,
}

/// Why the photo on screen is to be loaded, the strongest reason last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Picture {
    /// The profile was read: it may be another one in the same place.
    ReadAgain,
    /// It is in another place.
    Moved,
    /// It was changed here: wherever it is, what is kept is the one before.
    Changed,
}

/// What the program has to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leave {
    /// The person has to sign in again; why.
    SignIn(Sentence),
    /// The photo is there: its screen closes.
    PhotoScreen,
    /// A photo that was chosen in an earlier run, at that time, is back: its screen opens with it.
    PhotoBack(StagedPhoto, Timestamp),
}

impl Effects {
    /// No effects yet; `next` numbers the next work.
    pub(super) fn new(next: u64) -> Self {
        Self { work: Vec::new(), focus: None, picture: None, last_known: None, leave: None, next }
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

    /// The photo is to be loaded for this reason, where there is none that asks for more.
    pub(super) fn load(&mut self, picture: Picture) {
        self.picture = self.picture.max(Some(picture));
    }
}
