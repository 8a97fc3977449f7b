//! The messages and actions of the profile screen. Plain data.

use super::{connection, groups, picture};
use crate::editor::{Event, Navigation};
use crate::profile::{Field, StagedPhoto};
use crate::sentence::Sentence;
use crate::store::{self, FoundDraft};

use iced::Task;
use jiff::Timestamp;

/// A message.
#[derive(Debug, Clone)]
pub enum Message {
    /// An event for the editor.
    Edit(Event),
    /// Enter in a field: the focus goes to the next one.
    Entered(Field),
    /// A missing item was chosen.
    GoTo(Field),
    /// *Change photo*.
    ChangePhoto,
    /// *Make one*.
    MakePhoto,
    /// A message of the connection.
    Connection(connection::Message),
    /// The draft of an earlier run was read, or that failed.
    DraftFound(Result<FoundDraft, store::Error>),
    /// The window has got the focus again.
    Returned,
    /// The result of a lookup of the photo.
    PhotoLookedUp(picture::NumberedResult),
    /// A message of the list of groups.
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

/// What the screen wants from the app.
#[derive(Debug)]
pub enum Action {
    /// Nothing.
    None,
    /// Work to be run.
    Run(Task<Message>),
    /// Open the photo screen.
    ChangePhoto,
    /// Open the photo screen with the choice of pictures for those who have no photo.
    MakePhoto,
    /// Close the photo screen, because the photo is stored. Work to be run.
    PhotoSent(Task<Message>),
    /// Open the photo screen with the photo that was chosen in an earlier run, at this time. Work to be run.
    PhotoBack(StagedPhoto, Timestamp, Task<Message>),
    /// Sign in again: the server no longer accepts the key, or answers about another person. The sentence says why.
    /// Work to be run.
    Expired(Sentence, Task<Message>),
    /// Leave this account; it stays in the list.
    SwitchAccount,
    /// Sign out: remove this account from this machine.
    SignOut,
    /// Open the menu.
    Menu,
    /// Copy the group with this index in the profile, or all of them. The app knows the language of the text.
    CopyGroups(Option<usize>),
}

impl Action {
    /// The action after an event of the editor.
    pub(super) fn of(task: Task<Message>, navigation: Option<Navigation>) -> Self {
        match navigation {
            None => Self::Run(task),
            Some(Navigation::SignIn(said)) => Self::Expired(said, task),
            Some(Navigation::OpenPhotoScreen(photo, at)) => Self::PhotoBack(photo, at, task),
            Some(Navigation::ClosePhotoScreen) => Self::PhotoSent(task),
        }
    }
}
