//! Changing the photo: choose a file, see what will be sent, send it.

mod file;
mod view;

use super::situation::{self, Sentence, Value};
use crate::api::{self, Progress, Session};
use crate::config::PhotoOptions;
use crate::measure::{self, Span};
use crate::picture::Prepared;
use crate::profile;
use crate::widget::Ui;

use iced::task::Handle;
use iced::widget::{image, operation};
use iced::{Element, Task, window};
use url::Url;

use std::path::PathBuf;

/// The photo screen. It lies over the profile, which keeps its edits.
#[derive(Debug)]
pub struct Photo {
    session: Session,
    options: PhotoOptions,
    scale: f32,
    /// The address of the picture before, to tell what a cancelled upload came to.
    before: Option<Url>,
    path: String,
    stage: Stage,
}

/// How far the new photo is.
#[derive(Debug)]
enum Stage {
    /// Waiting for a file, with what was wrong with the last one.
    Choosing(Option<Sentence>),
    /// The system's dialog is open; the form stays live, since a dialog may never answer.
    InDialog { _dialog: Handle },
    /// The file is read and made small.
    Preparing { _task: Handle, _span: Span },
    /// Ready to be sent; with what went wrong when it was sent before.
    Ready(Ready, Option<Sentence>),
    /// On its way.
    Sending { ready: Ready, progress: Option<Progress>, _request: Handle },
    /// Cancelled on its way: the server is asked what it has.
    Checking { _request: Handle },
}

/// A photo that could be sent.
#[derive(Debug, Clone)]
pub struct Ready {
    prepared: Prepared,
    preview: image::Handle,
}

/// What happens on this screen.
#[derive(Debug, Clone)]
pub enum Message {
    /// *Choose a file*.
    ChooseFile,
    /// The dialog was closed.
    DialogClosed(file::Choice),
    /// The path was typed.
    PathEdited(String),
    /// Enter in the path.
    PathEntered,
    /// The file was read and made small, or cannot be used.
    Prepared(Box<Result<Ready, Sentence>>),
    /// *Choose another*.
    Another,
    /// *Use photo* or *Retry*.
    Use,
    /// A piece is on its way.
    Progress(Progress),
    /// The server answered.
    Uploaded(Box<Result<profile::Profile, api::Error>>),
    /// *Cancel*: of the work under way, else of the screen.
    Cancel,
    /// The server said what it has after a cancelled upload.
    Checked(Box<Result<profile::Profile, api::Error>>),
}

/// What the screen asks for.
#[derive(Debug)]
pub enum Action {
    /// Nothing.
    None,
    /// Work to be run.
    Run(Task<Message>),
    /// Back to the profile as it was.
    Leave,
    /// Back to the profile, which the server answered anew, with what was done.
    Done(Box<profile::Profile>, Sentence),
    /// The server no longer accepts the key. The prepared photo stays.
    Expired,
}

impl Photo {
    /// Opens the screen, with the focus on the button that opens the dialog.
    pub fn new(
        session: Session,
        before: Option<Url>,
        options: PhotoOptions,
        scale: f32,
    ) -> (Self, Task<Message>) {
        let screen =
            Self { session, options, scale, before, path: String::new(), stage: Stage::Choosing(None) };
        (screen, operation::focus(CHOOSE))
    }

    /// Whether an upload would be broken off by leaving now.
    pub fn is_sending(&self) -> bool {
        matches!(self.stage, Stage::Sending { .. } | Stage::Checking { .. })
    }

    /// Goes on with a new key for the same account.
    pub fn renew(&mut self, session: Session) {
        self.session = session;
    }

    /// Takes in what happened.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::ChooseFile => Action::Run(self.open_dialog()),
            Message::DialogClosed(choice) => self.chosen(choice),
            Message::PathEdited(path) => {
                self.path = path;
                self.stage = Stage::Choosing(None);
                Action::None
            }
            Message::PathEntered => match self.path.trim() {
                "" => Action::None,
                path => Action::Run(self.prepare(file::typed(path))),
            },
            Message::Prepared(result) => match *result {
                Ok(ready) => {
                    self.stage = Stage::Ready(ready, None);
                    Action::Run(operation::focus(USE))
                }
                Err(problem) => {
                    self.stage = Stage::Choosing(Some(problem));
                    Action::Run(operation::focus(CHOOSE))
                }
            },
            Message::Another => {
                self.stage = Stage::Choosing(None);
                Action::Run(operation::focus(CHOOSE))
            }
            Message::Use => self.send(),
            Message::Progress(now) => {
                if let Stage::Sending { progress, .. } = &mut self.stage {
                    *progress = Some(now);
                }
                Action::None
            }
            Message::Uploaded(answer) => self.uploaded(*answer),
            Message::Cancel => self.cancel(),
            Message::Checked(answer) => self.checked(*answer),
        }
    }

    /// Draws the screen.
    pub fn view<'a>(&'a self, ui: Ui<'a>) -> Element<'a, Message> {
        view::view(self, ui)
    }

    fn open_dialog(&mut self) -> Task<Message> {
        let open = window::oldest()
            .and_then(|id| window::run(id, file::dialog))
            .then(Task::future)
            .map(Message::DialogClosed);
        let (task, dialog) = open.abortable();
        self.stage = Stage::InDialog { _dialog: dialog.abort_on_drop() };
        task
    }

    fn chosen(&mut self, choice: file::Choice) -> Action {
        match choice {
            file::Choice::File(path) => Action::Run(self.prepare(path)),
            file::Choice::Cancelled => {
                self.stage = Stage::Choosing(None);
                Action::Run(operation::focus(CHOOSE))
            }
            file::Choice::Unavailable => {
                self.stage = Stage::Choosing(Some(Sentence::of("photo-dialog-failed")));
                Action::Run(operation::focus(PATH))
            }
        }
    }

    fn prepare(&mut self, path: PathBuf) -> Task<Message> {
        let span = measure::span("photo");
        let work = file::prepare(path, self.options, self.scale);
        let (task, handle) = Task::perform(work, |result| Message::Prepared(Box::new(result))).abortable();
        self.stage = Stage::Preparing { _task: handle.abort_on_drop(), _span: span };
        task
    }

    fn send(&mut self) -> Action {
        let Stage::Ready(ready, _) = &self.stage else {
            return Action::None;
        };
        let ready = ready.clone();
        let upload = self.session.upload(ready.prepared.photo.clone());
        let (task, request) =
            Task::sip(upload, Message::Progress, |answer| Message::Uploaded(Box::new(answer))).abortable();
        self.stage = Stage::Sending { ready, progress: None, _request: request.abort_on_drop() };
        Action::Run(task)
    }

    fn uploaded(&mut self, answer: Result<profile::Profile, api::Error>) -> Action {
        let Stage::Sending { ready, .. } = std::mem::replace(&mut self.stage, Stage::Choosing(None)) else {
            return Action::None;
        };
        match answer {
            Ok(now) => Action::Done(Box::new(now), done(&ready.prepared)),
            Err(error) => {
                let said = situation::server(&error, &self.session.server().host());
                self.stage = Stage::Ready(ready, Some(said));
                match error {
                    api::Error::Unauthorized => Action::Expired,
                    _ => Action::Run(operation::focus(USE)),
                }
            }
        }
    }

    fn cancel(&mut self) -> Action {
        match &self.stage {
            Stage::Choosing(_) | Stage::Ready(..) => Action::Leave,
            Stage::InDialog { .. } | Stage::Preparing { .. } => {
                self.stage = Stage::Choosing(None);
                Action::Run(operation::focus(CHOOSE))
            }
            Stage::Sending { .. } => {
                // A small file may be stored already although its request is broken off here.
                let session = self.session.clone();
                let read = async move { session.profile().await };
                let (task, request) =
                    Task::perform(read, |answer| Message::Checked(Box::new(answer))).abortable();
                self.stage = Stage::Checking { _request: request.abort_on_drop() };
                Action::Run(task)
            }
            Stage::Checking { .. } => Action::Leave,
        }
    }

    fn checked(&mut self, answer: Result<profile::Profile, api::Error>) -> Action {
        match answer {
            Ok(now) => {
                let said = if now.avatar == self.before {
                    "photo-cancelled-not-stored"
                } else {
                    "photo-cancelled-stored"
                };
                Action::Done(Box::new(now), Sentence::of(said))
            }
            Err(api::Error::Unauthorized) => Action::Expired,
            Err(_) => {
                self.stage = Stage::Choosing(Some(Sentence::of("photo-cancelled-unknown")));
                Action::None
            }
        }
    }
}

/// "Photo changed · 12.4 MB → 96 KB, turned upright, location removed": only what is true.
fn done(prepared: &Prepared) -> Sentence {
    let size = Sentence::of("photo-done-size")
        .with("before", Value::Size(prepared.facts.bytes))
        .with("after", Value::Size(prepared.photo.bytes.len() as u64));
    let mut said = Sentence::of("photo-done").and(size);
    if prepared.facts.turned {
        said = said.and(Sentence::of("photo-done-turned"));
    }
    if prepared.facts.has_location {
        said = said.and(Sentence::of("photo-done-location"));
    }
    said
}

/// Names of the controls, for focus.
const CHOOSE: &str = "choose-file";
const PATH: &str = "file-path";
const USE: &str = "use-file";
