//! The stages of choosing a photo, and the work between them. The work is aborted when its stage is dropped.

use super::cropping::Cropping;
use super::file;
use super::making::Making;
use super::message::{Message, Problem};
use super::paste;
use crate::config::PhotoOptions;
use crate::editor::{Editor, WriteKind};
use crate::measure::{self, Span};
use crate::picture::Prepared;
use crate::profile::StagedPhoto;
use crate::sentence::Sentence;

use iced::task::Handle;
use iced::{Task, window};

use std::path::PathBuf;

/// A stage.
#[derive(Debug)]
pub(super) enum Stage {
    /// No file is open. With the problem of the last file.
    Choosing(Option<Problem>),
    /// The system's dialog is open. The screen stays usable, because a dialog may never answer.
    InDialog { _dialog: Handle },
    /// The choice of initials and drawings.
    Making(Box<Making>),
    /// The file is being read and decoded for the screen.
    Opening { from: Option<PathBuf>, _task: Handle, _span: Span },
    /// The square is being chosen, encoded or sent.
    Cropping(Box<Cropping>, Encoding),
}

/// The state of encoding the square.
#[derive(Debug)]
pub(super) enum Encoding {
    /// Not started: the square is still being chosen.
    Idle,
    /// It is being cut out and encoded.
    Running { _task: Handle },
    /// It is encoded. After a failed upload it is sent again, unless the square has changed.
    Ready(Box<Prepared>),
    /// It could not be encoded.
    Failed(Sentence),
}

impl Stage {
    /// Opens the system's dialog.
    pub(super) fn dialog(words: file::DialogTexts, folder: Option<PathBuf>) -> (Self, Task<Message>) {
        let open = window::oldest()
            .and_then(move |id| {
                let (words, folder) = (words.clone(), folder.clone());
                window::run(id, |window| file::dialog(window, words, folder))
            })
            .then(Task::future)
            .map(Message::DialogClosed);
        let (task, dialog) = open.abortable();
        (Self::InDialog { _dialog: dialog.abort_on_drop() }, task)
    }

    /// Opens a file. `problem` decides where its problem is shown.
    pub(super) fn open(path: PathBuf, problem: fn(Sentence) -> Problem) -> (Self, Task<Message>) {
        let work = file::open(path.clone());
        let opened = move |result: Result<_, _>| Message::Opened(Box::new(result.map_err(problem)));
        Self::opening(Some(path), Task::perform(work, opened))
    }

    /// Opens a photo that was chosen in an earlier run.
    pub(super) fn reopen(staged: StagedPhoto) -> (Self, Task<Message>) {
        let opened = |result: Result<_, _>| Message::Opened(Box::new(result.map_err(Problem::File)));
        Self::opening(None, Task::perform(file::reopen(staged), opened))
    }

    /// Opens the photo in the clipboard.
    pub(super) fn paste() -> (Self, Task<Message>) {
        Self::opening(None, Task::perform(paste::open(), |result| Message::Pasted(Box::new(result))))
    }

    /// Makes the chosen picture.
    pub(super) fn make(making: &Making) -> (Self, Task<Message>) {
        Self::opening(None, Task::perform(making.open(), |result| Message::Made(Box::new(result))))
    }

    fn opening(from: Option<PathBuf>, work: Task<Message>) -> (Self, Task<Message>) {
        let span = measure::span("photo");
        let (task, handle) = work.abortable();
        (Self::Opening { from, _task: handle.abort_on_drop(), _span: span }, task)
    }
}

impl Encoding {
    /// Starts cutting out and encoding the square.
    pub(super) fn start(cropping: &Cropping, options: PhotoOptions) -> (Self, Task<Message>) {
        let work = file::prepare((cropping.file(), cropping.format()), cropping.crop(), options);
        let (task, handle) = Task::perform(work, |result| Message::Prepared(Box::new(result))).abortable();
        (Self::Running { _task: handle.abort_on_drop() }, task)
    }

    /// Whether the square can be changed: it is not being encoded or sent.
    pub(super) fn can_change(&self, editor: &Editor) -> bool {
        !matches!(self, Self::Running { .. }) && !editor.writing().is_busy_with(WriteKind::NewPhoto)
    }
}
