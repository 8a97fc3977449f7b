//! The ways in: the system's dialog, a path, a dropped file, the clipboard, and a picture that is made here.

use super::cropping::{Cropping, Opened};
use super::making::{self, Making};
use super::{Action, CHOOSE, CROP, Came, Encoding, MADE, Message, PATH, Photo, Problem, Stage, file, paste};
use crate::editor::Editor;
use crate::locale::initials;
use crate::measure;
use crate::sentence::Sentence;

use iced::widget::operation;
use iced::{Task, window};

use std::path::PathBuf;

impl Photo {
    pub(super) fn open_dialog(&mut self, words: file::Words) -> Task<Message> {
        let folder = self.folder.last().map(ToOwned::to_owned);
        let open = window::oldest()
            .and_then(move |id| {
                let (words, folder) = (words.clone(), folder.clone());
                window::run(id, |window| file::dialog(window, words, folder))
            })
            .then(Task::future)
            .map(Message::DialogClosed);
        let (task, dialog) = open.abortable();
        self.stage = Stage::InDialog { _dialog: dialog.abort_on_drop() };
        task
    }

    pub(super) fn chosen(&mut self, choice: file::Choice) -> Action {
        match choice {
            file::Choice::File(path) => Action::Run(self.open(path, Problem::File)),
            file::Choice::Cancelled => {
                self.stage = Stage::Choosing(None);
                Action::Run(operation::focus(CHOOSE))
            }
            file::Choice::Unavailable => {
                self.stage = Stage::Choosing(Some(Problem::File(Sentence::of("photo-dialog-failed"))));
                Action::Run(operation::focus(PATH))
            }
        }
    }

    pub(super) fn open(&mut self, path: PathBuf, problem: fn(Sentence) -> Problem) -> Task<Message> {
        self.came = Came::Alone;
        let span = measure::span("photo");
        let work = file::open(path.clone());
        let opened = move |result: Result<_, _>| Message::Opened(Box::new(result.map_err(problem)));
        let (task, handle) = Task::perform(work, opened).abortable();
        self.stage = Stage::Opening { from: Some(path), _task: handle.abort_on_drop(), _span: span };
        task
    }

    /// Opens a file that was dropped, and says so where others came with it.
    pub fn take_file(&mut self, path: PathBuf, has_others: bool) -> Task<Message> {
        let task = self.open(path, Problem::File);
        self.came = if has_others { Came::First } else { Came::Alone };
        task
    }

    /// Opens what is in the clipboard.
    pub fn paste(&mut self) -> Task<Message> {
        let pasted = |result| Message::Pasted(Box::new(result));
        let span = measure::span("photo");
        let (task, handle) = Task::perform(paste::open(), pasted).abortable();
        self.stage = Stage::Opening { from: None, _task: handle.abort_on_drop(), _span: span };
        task
    }

    pub(super) fn pasted(&mut self, result: Result<(Opened, bool), Sentence>) -> Action {
        let (result, came) = match result {
            Ok((opened, true)) => (Ok(opened), Came::First),
            Ok((opened, false)) => (Ok(opened), Came::Alone),
            Err(problem) => (Err(Problem::File(problem)), Came::Alone),
        };
        self.came = came;
        self.opened(result)
    }

    pub(super) fn opened(&mut self, result: Result<Opened, Problem>) -> Action {
        match result {
            Ok(opened) => {
                let keep = match &self.stage {
                    Stage::Opening { from: Some(file), .. } => Task::future(self.folder.keep(file)).discard(),
                    _ => Task::none(),
                };
                let cropping = Cropping::new(opened, self.options.size, self.scale);
                self.stage = Stage::Cropping(Box::new(cropping), Encoding::Open);
                Action::Run(Task::batch([keep, operation::focus(CROP)]))
            }
            Err(problem) => {
                let place = match problem {
                    Problem::Path(_) => PATH,
                    Problem::File(_) => CHOOSE,
                };
                self.stage = Stage::Choosing(Some(problem));
                Action::Run(operation::focus(place))
            }
        }
    }

    /// Offers pictures for somebody who has no photo.
    pub fn make(&mut self) -> Task<Message> {
        let (making, task) = Making::new(initials(&self.name), self.scale);
        self.stage = Stage::Making(Box::new(making));
        Task::batch([task.map(Message::Making), operation::focus(MADE)])
    }

    /// In the choice of what is made.
    pub(super) fn making(&mut self, message: making::Message) -> Action {
        let Stage::Making(making) = &mut self.stage else { return Action::None };
        let had_initials = !making.initials().is_empty();
        let task = making.update(message).map(Message::Making);
        // Where the initials turn out to be none, what had the focus is gone.
        match had_initials && making.initials().is_empty() {
            true => Action::Run(Task::batch([task, operation::focus(MADE)])),
            false => Action::Run(task),
        }
    }

    /// Takes what is chosen among what is made.
    pub(super) fn use_made(&mut self) -> Action {
        let Stage::Making(making) = &self.stage else { return Action::None };
        let made = |result| Message::Made(Box::new(result));
        let span = measure::span("photo");
        let (task, handle) = Task::perform(making.open(), made).abortable();
        self.stage = Stage::Opening { from: None, _task: handle.abort_on_drop(), _span: span };
        Action::Run(task)
    }

    /// It goes on like any photo, and is sent at once: there is nothing about its square to choose.
    pub(super) fn made(&mut self, result: Result<Opened, Sentence>, editor: &Editor) -> Action {
        if !matches!(self.stage, Stage::Opening { .. }) {
            return Action::None;
        }
        self.came = Came::Made;
        let is_good = result.is_ok();
        match (self.opened(result.map_err(Problem::File)), is_good) {
            (Action::Run(task), true) => match self.use_it(editor) {
                Action::Run(sent) => Action::Run(Task::batch([task, sent])),
                other => other,
            },
            (action, _) => action,
        }
    }
}
