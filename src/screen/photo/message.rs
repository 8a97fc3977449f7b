//! What happens on the photo screen.

use super::cropping;
use super::file::{self, Opened};
use super::making;
use crate::picture::Prepared;
use crate::sentence::Sentence;

use std::path::PathBuf;

/// What happens on this screen.
#[derive(Debug, Clone)]
pub enum Message {
    /// *Choose a file*, with what the dialog says.
    ChooseFile(file::Words),
    /// The dialog was closed.
    DialogClosed(file::Choice),
    /// The path was typed.
    PathEdited(String),
    /// *Paste*.
    Paste,
    /// The clipboard was read: a photo, and whether other files were left; or why there is none.
    Pasted(Box<Result<(Opened, bool), Sentence>>),
    /// Enter in the path.
    PathEntered,
    /// Where photos were chosen last, as an earlier run has stored it.
    FolderRead(Option<PathBuf>),
    /// *Other ways*: shows them, or hides them again.
    OtherWays,
    /// *Make one*.
    Make,
    /// In the choice of what is made.
    Making(making::Message),
    /// *Use photo* there, or Enter.
    UseMade,
    /// What was chosen there is made, or cannot be.
    Made(Box<Result<Opened, Sentence>>),
    /// The file was read and decoded for the screen, or cannot be used.
    Opened(Box<Result<Opened, Problem>>),
    /// In the crop.
    Crop(cropping::Message),
    /// The square was cut out and encoded, or not.
    Prepared(Box<Result<Prepared, Sentence>>),
    /// *Choose another*.
    Another,
    /// *Use photo* or *Retry*.
    Use,
    /// *Cancel*: of the work under way, else of the screen.
    Cancel,
    /// *Check again* at what became of a photo that was sent.
    Look,
}

/// What was wrong with a file, and where it is said.
#[derive(Debug, Clone)]
pub enum Problem {
    /// Under the path that was typed.
    Path(Sentence),
    /// Above all ways in.
    File(Sentence),
}
