//! Changing the photo: choose a file, choose the square, send it.

mod cropping;
mod delivery;
mod file;
mod folder;
mod making;
mod opening;
mod paste;
mod previews;
mod view;

pub use self::folder::Folder;

use self::cropping::{Cropping, Opened};
use self::delivery::Delivery;
use self::making::Making;
use super::keepsake::{self, Keepsake};
use super::situation::Sentence;
use crate::api::{self, Finding, Progress, Session, Unanswered};
use crate::config::PhotoOptions;
use crate::measure::Span;
use crate::picture::Prepared;
use crate::profile;
use crate::widget::Ui;
use crate::widget::crop_field::{Act, Gesture};

use iced::task::Handle;
use iced::widget::operation;
use iced::{Element, Task};
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
    kept: Kept,
    left: Left,
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
    /// The server.
    pub session: Session,
    /// Where the picture on the server is.
    pub before: Option<Url>,
    /// The same where it is one of the person, to be put back afterwards.
    pub photo: Option<Url>,
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

/// Whether what is there now can be put back afterwards.
#[derive(Debug)]
enum Kept {
    Fetching {
        _request: Handle,
    },
    Ready(Keepsake),
    /// It could not be fetched. The person is told before anything is sent.
    Lost,
}

/// What this screen has left on the server, as far as is known.
#[derive(Debug)]
enum Left {
    Nothing,
    /// This may be stored, or be stored yet.
    Perhaps(Unanswered),
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
    /// The square is chosen, and then sent.
    Cropping(Box<Cropping>, Delivery),
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
    /// The photo before was kept, or cannot be.
    Kept(Option<Keepsake>),
    /// The square was cut out and encoded, or not.
    Prepared(Box<Result<Prepared, Sentence>>),
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
    /// The server said what it has of a photo whose answer was not waited for.
    Checked(Box<Result<Finding, api::Error>>),
    /// *Refresh*.
    CheckAgain,
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
    /// Back to the profile, with what was there before, and this to be looked up: it may be stored yet.
    LeaveInDoubt(Option<Keepsake>, Unanswered),
    /// Back to the profile, which the server answered anew, with what was done and what was there before.
    Done(Box<profile::Profile>, Sentence, Option<Keepsake>),
    /// The server no longer accepts the key. The prepared photo stays.
    Expired(Sentence),
}

impl Photo {
    /// Opens the screen, with the focus on the button that opens the dialog.
    pub fn new(start: Start) -> (Self, Task<Message>) {
        let Start { session, before, photo, options, scale, name, folder } = start;
        let fetch = keepsake::fetch(session.clone(), photo);
        let (keep, request) = Task::perform(fetch, Message::Kept).abortable();
        let kept_folder = Task::perform(folder.kept(), Message::FolderRead);
        let screen = Self {
            session,
            options,
            scale,
            before,
            left: Left::Nothing,
            kept: Kept::Fetching { _request: request.abort_on_drop() },
            came: Came::Alone,
            name,
            folder,
            path: String::new(),
            stage: Stage::Choosing(None),
        };
        // The focus first: whoever types at once types into what is on screen.
        (screen, Task::batch([operation::focus(CHOOSE), keep, kept_folder]))
    }

    /// Where photos were chosen last.
    pub fn folder(&self) -> Option<PathBuf> {
        self.folder.last().map(ToOwned::to_owned)
    }

    /// Whether an upload would be broken off by leaving now.
    pub fn is_sending(&self) -> bool {
        matches!(self.stage, Stage::Cropping(_, Delivery::Sending { .. } | Delivery::Checking { .. }))
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

    /// Goes on with a new key for the same account, also with what the old one could not find out.
    pub fn renew(&mut self, session: Session) -> Task<Message> {
        self.session = session;
        match self.left {
            Left::Nothing => Task::none(),
            Left::Perhaps(_) => self.check_again(),
        }
    }

    /// Whether another file could be taken now: nothing is on its way to the server.
    pub fn takes_files(&self) -> bool {
        match &self.stage {
            Stage::Choosing(_) | Stage::InDialog { .. } | Stage::Making(_) | Stage::Opening { .. } => true,
            Stage::Cropping(_, delivery) => delivery.is_at_rest(),
        }
    }

    /// Takes in what happened.
    pub fn update(&mut self, message: Message) -> Action {
        let action = self.take(message);
        let Stage::Cropping(cropping, delivery) = &mut self.stage else {
            return action;
        };
        if !delivery.is_at_rest() {
            cropping.stay_away();
            return action;
        }
        let more = match &action {
            Action::None | Action::Run(_) => cropping.come_close().map(|task| task.map(Message::Crop)),
            Action::Leave | Action::LeaveInDoubt(..) | Action::Done(..) | Action::Expired(_) => None,
        };
        match (action, more) {
            (Action::Run(task), Some(more)) => Action::Run(Task::batch([task, more])),
            (Action::None, Some(more)) => Action::Run(more),
            (action, _) => action,
        }
    }

    fn take(&mut self, message: Message) -> Action {
        match message {
            Message::ChooseFile(words) => Action::Run(self.open_dialog(words)),
            Message::DialogClosed(choice) => self.chosen(choice),
            Message::Paste if self.takes_files() => Action::Run(self.paste()),
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
            Message::Made(result) => self.made(*result),
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
            Message::Crop(message) => self.crop(message),
            Message::Kept(keepsake) => self.keep(keepsake),
            Message::Prepared(result) => self.prepared(*result),
            Message::Another => {
                self.stage = Stage::Choosing(None);
                Action::Run(operation::focus(CHOOSE))
            }
            Message::Use => self.use_it(),
            Message::Progress(now) => {
                if let Stage::Cropping(_, Delivery::Sending { progress, .. }) = &mut self.stage {
                    *progress = Some(now);
                }
                Action::None
            }
            Message::Uploaded(answer) => self.uploaded(*answer),
            Message::Cancel => self.cancel(),
            Message::Checked(answer) => self.checked(*answer),
            Message::CheckAgain => Action::Run(self.check_again()),
        }
    }

    /// Draws the screen.
    pub fn view<'a>(&'a self, ui: Ui<'a>) -> Element<'a, Message> {
        view::view(self, ui)
    }

    fn crop(&mut self, message: cropping::Message) -> Action {
        use cropping::Message as Crop;

        let Stage::Cropping(cropping, delivery) = &mut self.stage else {
            return Action::None;
        };
        match (&message, &*delivery) {
            (Crop::Gesture(Gesture::Act(Act::Accept)) | Crop::Act(Act::Accept), _) => return self.use_it(),
            // Pictures are drawn at any time; what is being sent is not changed any more.
            (Crop::Drawn(_) | Crop::CameClose(_) | Crop::Rested | Crop::Gesture(Gesture::Resized(_)), _) => {}
            (_, delivery) if delivery.is_at_rest() => {}
            _ => return Action::None,
        }
        let before = cropping.crop();
        let task = cropping.update(message);
        if cropping.crop() != before {
            *delivery = Delivery::Open;
        }
        Action::Run(task.map(Message::Crop))
    }

    fn cancel(&mut self) -> Action {
        match &mut self.stage {
            Stage::InDialog { .. } | Stage::Opening { .. } => {
                self.stage = Stage::Choosing(None);
                Action::Run(operation::focus(CHOOSE))
            }
            Stage::Making(_) => {
                self.stage = Stage::Choosing(None);
                Action::Run(operation::focus(MAKE))
            }
            Stage::Cropping(_, delivery) if !delivery.is_at_rest() => self.stop(),
            Stage::Choosing(_) | Stage::Cropping(..) => self.leave(),
        }
    }

    fn leave(&self) -> Action {
        match &self.left {
            Left::Nothing => Action::Leave,
            Left::Perhaps(sent) => Action::LeaveInDoubt(self.keepsake(), sent.clone()),
        }
    }
}

/// Names of the controls, for focus.
const CHOOSE: &str = "choose-file";
const PATH: &str = "file-path";
const USE: &str = "use-file";
const CROP: &str = "crop";
const MAKE: &str = "make-one";
const MADE: &str = "made";
