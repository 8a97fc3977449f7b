//! The messages of the photo screen.

use super::cropping;
use super::file::{self, Opened};
use super::making;
use crate::picture::Prepared;
use crate::sentence::Sentence;

use std::path::PathBuf;

/// A message.
#[derive(Debug, Clone)]
pub enum Message {
    /// *Choose a file*, with the texts of the dialog.
    ChooseFile(file::DialogTexts),
    /// The dialog was closed.
    DialogClosed(file::Choice),
    /// The path was typed.
    PathEdited(String),
    /// *Paste*.
    Paste,
    /// The clipboard was read: a photo, and whether there were more files, which are not used.
    Pasted(Box<Result<(Opened, bool), Sentence>>),
    /// Enter in the path.
    PathEntered,
    /// The stored folder of the last photo.
    FolderRead(Option<PathBuf>),
    /// *Other ways*: folds or unfolds.
    OtherWays,
    /// *Make one*.
    Make,
    /// A message of the choice of pictures.
    Making(making::Message),
    /// *Use photo* in that choice, or Enter.
    UseMade,
    /// The chosen picture was made.
    Made(Box<Result<Opened, Sentence>>),
    /// The file was read and decoded for the screen.
    Opened(Box<Result<Opened, Problem>>),
    /// A message of the crop.
    Crop(cropping::Message),
    /// The square was cut out and encoded.
    Prepared(Box<Result<Prepared, Sentence>>),
    /// *Choose another*.
    Another,
    /// *Use photo* or *Retry*.
    Use,
    /// *Cancel*: ends the work, or else closes the screen.
    Cancel,
    /// *Check again*: whether a photo that was sent is stored.
    CheckAgain,
}

/// The problem of a file, and where it is shown.
#[derive(Debug, Clone)]
pub enum Problem {
    /// Under the typed path.
    Path(Sentence),
    /// At the top.
    File(Sentence),
}
