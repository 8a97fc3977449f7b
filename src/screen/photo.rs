//! Changing the photo: choose a file, choose the square, hand it on. Sending it is the editor's; this draws how far it is.

mod cropping;
mod file;
mod folder;
mod making;
mod opening;
mod paste;
mod previews;
mod view;

pub use self::folder::Folder;

use self::cropping::{Cropping, Opened};
use self::making::Making;
use super::USE_PHOTO;
use crate::config::PhotoOptions;
use crate::editor::{Editor, Event, Kind};
use crate::measure::Span;
use crate::picture::Prepared;
use crate::sentence::{self, Sentence};
use crate::widget::Ui;
use crate::widget::crop_field::{Act, Gesture};

use iced::task::Handle;
use iced::widget::operation;
use iced::{Element, Task};

use std::path::PathBuf;

/// The photo screen. It lies over the profile, which keeps its edits.
#[derive(Debug)]
pub struct Photo {
    options: PhotoOptions,
    scale: f32,
    came: Came,
    /// The person's name, for their initials.
    name: String,
    folder: Folder,
    path: String,
    stage: Stage,
}

/// What the screen starts from.
#[derive(Debug)]
pub struct Start {
    /// How photos are prepared.
    pub options: PhotoOptions,
    /// Pixels of the screen for each of the layout.
    pub scale: f32,
    /// The person's name.
    pub name: String,
    /// Where photos were chosen last.
    pub folder: Folder,
}

/// How the file came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Came {
    Alone,
    /// It was the first of several; the others are left.
    First,
    /// It was no file; it was made here.
    Made,
}

/// How far the new photo is.
#[derive(Debug)]
enum Stage {
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
enum Encoding {
    /// Still being chosen.
    Open,
    /// It is cut out and encoded.
    Running { _task: Handle },
    /// It was handed on. What could not be sent is sent again as it is, unless another square is chosen.
    Ready(Box<Prepared>),
    /// It could not be encoded.
    Failed(Sentence),
}

/// What was wrong with a file, and where it is said.
#[derive(Debug, Clone)]
pub enum Problem {
    /// Under the path that was typed.
    Path(Sentence),
    /// Above all ways in.
    File(Sentence),
}

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
    /// Where photos were chosen last, as an earlier run has kept it.
    FolderRead(Option<PathBuf>),
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
    /// *Look again* at what became of a photo that was sent.
    Look,
}

/// What the screen asks for.
#[derive(Debug)]
pub enum Action {
    /// Nothing.
    None,
    /// Work to be run.
    Run(Task<Message>),
    /// This concerns what is edited. Work to be run.
    Edit(Event, Task<Message>),
    /// Back to the profile.
    Leave,
}

impl Photo {
    /// Opens the screen, with the focus on the button that opens the dialog.
    pub fn new(start: Start) -> (Self, Task<Message>) {
        let Start { options, scale, name, folder } = start;
        let kept_folder = Task::perform(folder.kept(), Message::FolderRead);
        let stage = Stage::Choosing(None);
        let screen = Self { options, scale, came: Came::Alone, name, folder, path: String::new(), stage };
        // The focus first: whoever types at once types into what is on screen.
        (screen, Task::batch([operation::focus(CHOOSE), kept_folder]))
    }

    /// Where photos were chosen last.
    pub fn folder(&self) -> Option<PathBuf> {
        self.folder.last().map(ToOwned::to_owned)
    }

    /// Takes a new scale of the screen: pictures are drawn at its resolution.
    pub fn rescale(&mut self, scale: f32) -> Task<Message> {
        self.scale = scale;
        match &mut self.stage {
            Stage::Cropping(cropping, _) => cropping.rescale(scale).map(Message::Crop),
            Stage::Making(making) => making.rescale(scale).map(Message::Making),
            Stage::Choosing(_) | Stage::InDialog { .. } | Stage::Opening { .. } => Task::none(),
        }
    }

    /// Whether another file could be taken now: nothing is on its way to the server.
    pub fn takes_files(&self, editor: &Editor) -> bool {
        match &self.stage {
            Stage::Choosing(_) | Stage::InDialog { .. } | Stage::Making(_) | Stage::Opening { .. } => true,
            Stage::Cropping(_, encoding) => is_at_rest(encoding, editor),
        }
    }

    /// Takes in what happened.
    pub fn update(&mut self, message: Message, editor: &Editor) -> Action {
        let action = self.take(message, editor);
        let Stage::Cropping(cropping, encoding) = &mut self.stage else {
            return action;
        };
        if !is_at_rest(encoding, editor) {
            cropping.stay_away();
            return action;
        }
        let more = match &action {
            Action::None | Action::Run(_) => cropping.come_close().map(|task| task.map(Message::Crop)),
            Action::Leave | Action::Edit(..) => None,
        };
        match (action, more) {
            (Action::Run(task), Some(more)) => Action::Run(Task::batch([task, more])),
            (Action::None, Some(more)) => Action::Run(more),
            (action, _) => action,
        }
    }

    fn take(&mut self, message: Message, editor: &Editor) -> Action {
        match message {
            Message::ChooseFile(words) => Action::Run(self.open_dialog(words)),
            Message::DialogClosed(choice) => self.chosen(choice),
            Message::Paste if self.takes_files(editor) => Action::Run(self.paste()),
            Message::Paste => Action::None,
            Message::Pasted(result) => self.pasted(*result),
            Message::FolderRead(folder) => {
                if let Some(folder) = folder {
                    self.folder.know(folder);
                }
                if self.path.is_empty() {
                    self.path = self.folder.beginning();
                }
                Action::None
            }
            Message::Make => Action::Run(self.make()),
            Message::Making(message) => self.making(message),
            Message::UseMade => self.use_made(),
            Message::Made(result) => self.made(*result, editor),
            Message::PathEdited(path) => {
                self.path = path;
                self.stage = Stage::Choosing(None);
                Action::None
            }
            Message::PathEntered => match self.path.trim() {
                "" => Action::None,
                path => Action::Run(self.open(file::typed(path), Problem::Path)),
            },
            Message::Opened(result) => self.opened(*result),
            Message::Crop(message) => self.crop(message, editor),
            Message::Prepared(result) => self.prepared(*result),
            Message::Another => {
                self.stage = Stage::Choosing(None);
                Action::Run(operation::focus(CHOOSE))
            }
            Message::Use => self.use_it(editor),
            Message::Cancel => self.cancel(editor),
            Message::Look => Action::Edit(Event::LookPressed(Kind::NewPhoto), Task::none()),
        }
    }

    /// Draws the screen.
    pub fn view<'a>(&'a self, editor: &'a Editor, ui: Ui<'a>) -> Element<'a, Message> {
        view::view(self, editor, ui)
    }

    fn crop(&mut self, message: cropping::Message, editor: &Editor) -> Action {
        use cropping::Message as Crop;

        let Stage::Cropping(cropping, encoding) = &mut self.stage else {
            return Action::None;
        };
        let is_at_rest = is_at_rest(encoding, editor);
        match &message {
            Crop::Gesture(Gesture::Act(Act::Accept)) | Crop::Act(Act::Accept) => return self.use_it(editor),
            // Pictures are drawn at any time; what is being sent is not changed any more.
            Crop::Drawn(_) | Crop::CameClose(_) | Crop::Rested | Crop::Gesture(Gesture::Resized(_)) => {}
            _ if is_at_rest => {}
            _ => return Action::None,
        }
        let before = cropping.crop();
        let task = cropping.update(message).map(Message::Crop);
        if cropping.crop() == before {
            return Action::Run(task);
        }
        *encoding = Encoding::Open;
        Action::Edit(Event::PhotoChanged, task)
    }

    /// Hands the square on, encoding it first where that was not done yet.
    fn use_it(&mut self, editor: &Editor) -> Action {
        let Stage::Cropping(cropping, encoding) = &mut self.stage else {
            return Action::None;
        };
        if !is_at_rest(encoding, editor) {
            return Action::None;
        }
        if let Encoding::Ready(prepared) = encoding {
            let event = Event::PhotoChosen(prepared.photo.clone(), done(prepared, self.came));
            return Action::Edit(event, Task::none());
        }
        let work = file::prepare((cropping.file(), cropping.form()), cropping.crop(), self.options);
        let prepared = |result| Message::Prepared(Box::new(result));
        let (task, handle) = Task::perform(work, prepared).abortable();
        *encoding = Encoding::Running { _task: handle.abort_on_drop() };
        Action::Run(task)
    }

    fn prepared(&mut self, result: Result<Prepared, Sentence>) -> Action {
        let Stage::Cropping(_, encoding @ Encoding::Running { .. }) = &mut self.stage else {
            return Action::None;
        };
        match result {
            Ok(prepared) => {
                let event = Event::PhotoChosen(prepared.photo.clone(), done(&prepared, self.came));
                *encoding = Encoding::Ready(Box::new(prepared));
                Action::Edit(event, Task::none())
            }
            Err(problem) => {
                *encoding = Encoding::Failed(problem);
                Action::Run(operation::focus(USE_PHOTO))
            }
        }
    }

    fn cancel(&mut self, editor: &Editor) -> Action {
        match &mut self.stage {
            Stage::InDialog { .. } | Stage::Opening { .. } => {
                self.stage = Stage::Choosing(None);
                Action::Run(operation::focus(CHOOSE))
            }
            Stage::Making(_) => {
                self.stage = Stage::Choosing(None);
                Action::Run(operation::focus(MAKE))
            }
            Stage::Cropping(_, encoding @ Encoding::Running { .. }) => {
                *encoding = Encoding::Open;
                Action::Run(operation::focus(CROP))
            }
            Stage::Cropping(..) if editor.writing().is_busy_with(Kind::NewPhoto) => {
                Action::Edit(Event::CancelPressed(Kind::NewPhoto), Task::none())
            }
            Stage::Choosing(_) | Stage::Cropping(..) => Action::Leave,
        }
    }
}

/// Whether the square can still be changed: it is neither encoded nor sent.
fn is_at_rest(encoding: &Encoding, editor: &Editor) -> bool {
    !matches!(encoding, Encoding::Running { .. }) && !editor.writing().is_busy_with(Kind::NewPhoto)
}

/// "Photo changed · 12.4 MB → 96 KB, turned upright, location removed". What was made here was no file before.
fn done(prepared: &Prepared, came: Came) -> Sentence {
    let said = Sentence::of("photo-done");
    match came {
        Came::Made => said,
        Came::Alone | Came::First => sentence::prepared(prepared).into_iter().fold(said, Sentence::and),
    }
}

/// Names of the controls, for focus.
const CHOOSE: &str = "choose-file";
const PATH: &str = "file-path";
const CROP: &str = "crop";
const MAKE: &str = "make-one";
const MADE: &str = "made";
