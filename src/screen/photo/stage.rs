//! How far a new photo is, and the work that leads from one stage to the next. Work ends when its stage is dropped.

use super::cropping::Cropping;
use super::file;
use super::making::Making;
use super::message::{Message, Problem};
use super::paste;
use crate::config::PhotoOptions;
use crate::editor::{Editor, Kind};
use crate::measure::{self, Span};
use crate::picture::Prepared;
use crate::profile::StagedPhoto;
use crate::sentence::Sentence;

use iced::task::Handle;
use iced::{Task, window};

use std::path::PathBuf;

/// How far the new photo is.
#[derive(Debug)]
pub(super) enum Stage {
    /// Waiting for a file, with what was wrong with the last one.
    Choosing(Option<Problem>),
    /// The system's dialog is open; the form stays live, since a dialog may never answer.
    InDialog { _dialog: Handle },
    /// A picture is chosen among those that are made here.
    Making(Box<Making>),
    /// The file is read and decoded for the screen.
    Opening { from: Option<PathBuf>, _task: Handle, _span: Span },
    /// The square is chosen, and made into the file that is sent.
    Cropping(Box<Cropping>, Encoding),
}

/// How far the chosen square is on its way to a file.
#[derive(Debug)]
pub(super) enum Encoding {
    /// Still being chosen.
    Open,
    /// It is cut out and encoded.
    Running { _task: Handle },
    /// It was handed on. What could not be sent is sent again as it is, unless another square is chosen.
    Ready(Box<Prepared>),
    /// It could not be encoded.
    Failed(Sentence),
}

impl Stage {
    /// Opens the system's dialog.
    pub(super) fn dialog(words: file::Words, folder: Option<PathBuf>) -> (Self, Task<Message>) {
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

    /// Reads a file. `problem` says where it is told what is wrong with it.
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

    /// Reads what is in the clipboard.
    pub(super) fn paste() -> (Self, Task<Message>) {
        Self::opening(None, Task::perform(paste::open(), |result| Message::Pasted(Box::new(result))))
    }

    /// Makes the picture that was chosen.
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
    /// Begins to cut the square out and to encode it.
    pub(super) fn start(cropping: &Cropping, options: PhotoOptions) -> (Self, Task<Message>) {
        let work = file::prepare((cropping.file(), cropping.form()), cropping.crop(), options);
        let (task, handle) = Task::perform(work, |result| Message::Prepared(Box::new(result))).abortable();
        (Self::Running { _task: handle.abort_on_drop() }, task)
    }

    /// Whether the square can still be changed: it is neither encoded nor sent.
    pub(super) fn is_at_rest(&self, editor: &Editor) -> bool {
        !matches!(self, Self::Running { .. }) && !editor.writing().is_busy_with(Kind::NewPhoto)
    }
}
