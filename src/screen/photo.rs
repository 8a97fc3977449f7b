//! Changing the photo: choose a file, choose the square, hand it on. Sending it is the editor's; this draws how far it is.

mod cropping;
mod file;
mod folder;
mod making;
mod message;
mod paste;
mod previews;
mod stage;
mod start;
mod view;

pub use self::folder::Folder;
pub use self::message::Message;
pub use self::start::{Now, Start};
pub use self::view::view;

use self::cropping::Cropping;
use self::file::Opened;
use self::making::Making;
use self::message::Problem;
use self::stage::{Encoding, Stage};
use super::USE_PHOTO;
use crate::config::PhotoOptions;
use crate::editor::{Editor, Event, Kind};
use crate::locale::initials;
use crate::picture::Prepared;
use crate::profile::StagedPhoto;
use crate::sentence::{self, Sentence};
use crate::widget::crop_field::{Act, Gesture};

use iced::Task;
use iced::widget::operation;
use jiff::Timestamp;

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
    /// Whether the ways in that few need are shown.
    has_other_ways: bool,
    stage: Stage,
}

/// How the file came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Came {
    /// It was chosen in an earlier run, at that time.
    Back(Timestamp),
    Alone,
    /// It was the first of several; the others are left.
    First,
    /// It was no file; it was made here.
    Made,
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
        let read_folder = Task::perform(folder.read(), Message::FolderRead);
        let stage = Stage::Choosing(None);
        let (path, came) = (String::new(), Came::Alone);
        let screen = Self { options, scale, came, name, folder, path, has_other_ways: false, stage };
        // The focus first: whoever types at once types into what is on screen.
        (screen, Task::batch([operation::focus(CHOOSE), read_folder]))
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
            Stage::Cropping(_, encoding) => encoding.is_at_rest(editor),
        }
    }

    /// Takes in what happened.
    pub fn update(&mut self, message: Message, editor: &Editor) -> Action {
        let action = self.take(message, editor);
        let Stage::Cropping(cropping, encoding) = &mut self.stage else {
            return action;
        };
        if !encoding.is_at_rest(editor) {
            cropping.give_up_detail();
            return action;
        }
        let more = match &action {
            Action::None | Action::Run(_) => cropping.request_detail().map(|task| task.map(Message::Crop)),
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
            Message::ChooseFile(words) => {
                let (stage, task) = Stage::dialog(words, self.folder());
                self.stage = stage;
                Action::Run(task)
            }
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
            Message::OtherWays => {
                self.has_other_ways = !self.has_other_ways;
                let path = self.has_other_ways.then(|| operation::focus(PATH));
                Action::Run(path.unwrap_or_else(Task::none))
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
                path => {
                    let opening = Stage::open(file::typed(path), Problem::Path);
                    Action::Run(self.begin(opening, Came::Alone))
                }
            },
            Message::Opened(result) => self.opened(*result),
            Message::Crop(message) => self.crop(message, editor),
            Message::Prepared(result) => self.prepared(*result),
            Message::Another => self.choose_again(None, CHOOSE),
            Message::Use => self.use_it(editor),
            Message::Cancel => self.cancel(editor),
            Message::Look => Action::Edit(Event::LookPressed(Kind::NewPhoto), Task::none()),
        }
    }

    /// Offers pictures for somebody who has no photo.
    pub fn make(&mut self) -> Task<Message> {
        let (making, task) = Making::new(initials(&self.name), self.scale);
        self.stage = Stage::Making(Box::new(making));
        Task::batch([task.map(Message::Making), operation::focus(MADE)])
    }

    /// Opens a file that was dropped, and says so where others came with it.
    pub fn take_file(&mut self, path: PathBuf, has_others: bool) -> Task<Message> {
        let came = if has_others { Came::First } else { Came::Alone };
        self.begin(Stage::open(path, Problem::File), came)
    }

    /// Opens a photo that was chosen in an earlier run, at that time.
    pub fn take_back(&mut self, staged: StagedPhoto, at: Timestamp) -> Task<Message> {
        self.begin(Stage::reopen(staged), Came::Back(at))
    }

    /// Opens what is in the clipboard.
    pub fn paste(&mut self) -> Task<Message> {
        self.begin(Stage::paste(), Came::Alone)
    }

    fn begin(&mut self, (stage, task): (Stage, Task<Message>), came: Came) -> Task<Message> {
        self.came = came;
        self.stage = stage;
        task
    }

    /// Back to the ways in, with the focus on this control.
    fn choose_again(&mut self, problem: Option<Problem>, focus: &'static str) -> Action {
        self.stage = Stage::Choosing(problem);
        self.has_other_ways |= focus == PATH;
        Action::Edit(Event::PhotoStaged(None), operation::focus(focus))
    }

    fn chosen(&mut self, choice: file::Choice) -> Action {
        match choice {
            file::Choice::File(path) => {
                Action::Run(self.begin(Stage::open(path, Problem::File), Came::Alone))
            }
            file::Choice::Cancelled => self.choose_again(None, CHOOSE),
            file::Choice::Unavailable => {
                self.choose_again(Some(Problem::File(Sentence::of("photo-dialog-failed"))), PATH)
            }
        }
    }

    fn pasted(&mut self, result: Result<(Opened, bool), Sentence>) -> Action {
        let (result, came) = match result {
            Ok((opened, true)) => (Ok(opened), Came::First),
            Ok((opened, false)) => (Ok(opened), Came::Alone),
            Err(problem) => (Err(Problem::File(problem)), Came::Alone),
        };
        self.came = came;
        self.opened(result)
    }

    fn opened(&mut self, result: Result<Opened, Problem>) -> Action {
        match result {
            Ok(opened) => {
                let remember = match &self.stage {
                    Stage::Opening { from: Some(file), .. } => {
                        Task::future(self.folder.remember(file)).discard()
                    }
                    _ => Task::none(),
                };
                let cropping = Cropping::new(opened, self.options.size, self.scale);
                let staged = Event::PhotoStaged(Some(cropping.staged()));
                self.stage = Stage::Cropping(Box::new(cropping), Encoding::Open);
                Action::Edit(staged, Task::batch([remember, operation::focus(CROP)]))
            }
            Err(problem @ Problem::Path(_)) => self.choose_again(Some(problem), PATH),
            Err(problem @ Problem::File(_)) => self.choose_again(Some(problem), CHOOSE),
        }
    }

    /// In the choice of what is made.
    fn making(&mut self, message: making::Message) -> Action {
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
    fn use_made(&mut self) -> Action {
        let Stage::Making(making) = &self.stage else { return Action::None };
        let (stage, task) = Stage::make(making);
        self.stage = stage;
        Action::Run(task)
    }

    /// It goes on like any photo, and is sent at once: there is nothing about its square to choose.
    fn made(&mut self, result: Result<Opened, Sentence>, editor: &Editor) -> Action {
        if !matches!(self.stage, Stage::Opening { .. }) {
            return Action::None;
        }
        self.came = Came::Made;
        let is_good = result.is_ok();
        match (self.opened(result.map_err(Problem::File)), is_good) {
            (Action::Edit(staged, task), true) => match self.use_it(editor) {
                Action::Run(sent) => Action::Edit(staged, Task::batch([task, sent])),
                other => other,
            },
            (action, _) => action,
        }
    }

    fn crop(&mut self, message: cropping::Message, editor: &Editor) -> Action {
        use cropping::Message as Crop;

        let Stage::Cropping(cropping, encoding) = &mut self.stage else {
            return Action::None;
        };
        let is_at_rest = encoding.is_at_rest(editor);
        match &message {
            Crop::Gesture(Gesture::Act(Act::Accept)) | Crop::Act(Act::Accept) => return self.use_it(editor),
            // Pictures are drawn at any time; what is being sent is not changed any more.
            Crop::Rendered(_) | Crop::DetailCame(_) | Crop::Rested | Crop::Gesture(Gesture::Resized(_)) => {}
            _ if is_at_rest => {}
            _ => return Action::None,
        }
        let before = cropping.crop();
        let task = cropping.update(message).map(Message::Crop);
        if cropping.crop() == before {
            return Action::Run(task);
        }
        *encoding = Encoding::Open;
        let staged = cropping.staged();
        Action::Edit(Event::PhotoStaged(Some(staged)), task)
    }

    /// Hands the square on, encoding it first where that was not done yet.
    fn use_it(&mut self, editor: &Editor) -> Action {
        let Stage::Cropping(cropping, encoding) = &mut self.stage else {
            return Action::None;
        };
        if !encoding.is_at_rest(editor) {
            return Action::None;
        }
        if let Encoding::Ready(prepared) = encoding {
            let event = Event::PhotoChosen(prepared.photo.clone(), done(prepared, self.came));
            return Action::Edit(event, Task::none());
        }
        let (running, task) = Encoding::start(cropping, self.options);
        *encoding = running;
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
            Stage::InDialog { .. } | Stage::Opening { .. } => self.choose_again(None, CHOOSE),
            Stage::Making(_) => self.choose_again(None, MAKE),
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

/// "Photo changed · 12.4 MB → 96 KB, turned upright, location removed". What was made here was no file before.
fn done(prepared: &Prepared, came: Came) -> Sentence {
    let said = Sentence::of("photo-done");
    match came {
        Came::Made => said,
        Came::Alone | Came::First | Came::Back(_) => {
            sentence::prepared(prepared).into_iter().fold(said, Sentence::and)
        }
    }
}

/// Names of the controls, for focus.
const CHOOSE: &str = "choose-file";
const PATH: &str = "file-path";
const CROP: &str = "crop";
const MAKE: &str = "make-one";
const MADE: &str = "made";
