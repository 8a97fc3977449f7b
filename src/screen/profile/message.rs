//! What happens on the profile, and what it asks for. Plain data.

use super::{connection, groups, picture};
use crate::editor::{Event, Leave};
use crate::profile::{Field, StagedPhoto};
use crate::sentence::Sentence;
use crate::store::{self, FoundDraft};

use iced::Task;
use jiff::Timestamp;

/// What happens on this screen.
#[derive(Debug, Clone)]
pub enum Message {
    /// Something that concerns what is edited.
    Edit(Event),
    /// Enter in a field: on to the next.
    Entered(Field),
    /// A missing item was chosen.
    GoTo(Field),
    /// *Change photo*.
    ChangePhoto,
    /// *Make one*.
    MakePhoto,
    /// On the way to the server.
    Connection(connection::Message),
    /// What was found of an earlier run's edits, or why nothing could be read.
    DraftFound(Result<FoundDraft, store::Error>),
    /// The window has the focus again.
    Returned,
    /// What came of a look for the picture.
    PictureCame(picture::Answer),
    /// In the card of the groups.
    Groups(groups::Message),
    /// *Sign in*, after the server has stopped accepting the key.
    SignIn,
    /// *Switch account*.
    SwitchAccount,
    /// *Sign out*.
    SignOut,
    /// *Menu*.
    Menu,
}

/// What the screen asks for.
#[derive(Debug)]
pub enum Action {
    /// Nothing.
    None,
    /// Work to be run.
    Run(Task<Message>),
    /// The photo screen.
    ChangePhoto,
    /// The photo screen, with what it offers to those who have no photo.
    MakePhoto,
    /// The photo that was sent is there: its screen closes. Work to be run.
    PhotoSent(Task<Message>),
    /// A photo that was chosen in an earlier run, at that time, is back: the photo screen, with it. Work to be run.
    PhotoBack(StagedPhoto, Timestamp, Task<Message>),
    /// The server no longer accepts the key, or answers about somebody else; what is said about that. Work to be run.
    Expired(Sentence, Task<Message>),
    /// Leave this account but keep it.
    SwitchAccount,
    /// Forget this account.
    SignOut,
    /// The menu.
    Menu,
    /// The groups are to be copied, which needs a language: one by its place in the profile, or all.
    CopyGroups(Option<usize>),
}

impl Action {
    /// What an event of the editor leads to.
    pub(super) fn of(task: Task<Message>, leave: Option<Leave>) -> Self {
        match leave {
            None => Self::Run(task),
            Some(Leave::SignIn(said)) => Self::Expired(said, task),
            Some(Leave::PhotoBack(photo, at)) => Self::PhotoBack(photo, at, task),
            Some(Leave::PhotoScreen) => Self::PhotoSent(task),
        }
    }
}
