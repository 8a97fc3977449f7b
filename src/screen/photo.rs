//! The photo screen: a file is chosen, then a square of it. The editor sends it; this screen shows the progress.

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
pub use self::start::{Background, Start};
pub use self::view::view;

use self::cropping::Cropping;
use self::file::Opened;
use self::making::Making;
use self::message::Problem;
use self::stage::{Encoding, Stage};
use super::USE_PHOTO;
use crate::config::PhotoOptions;
use crate::editor::{Editor, Event, WriteKind};
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
    origin: Origin,
    /// The person's name, for their initials.
    name: String,
    folder: Folder,
    path: String,
    /// Whether *Other ways* is unfolded.
    shows_other_ways: bool,
    stage: Stage,
}

/// Where the picture comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// It was chosen in an earlier run, at this time.
    EarlierRun(Timestamp),
    OneFile,
    /// The first of several files; the others are not used.
    FirstOfSeveral,
    /// It was made on this screen and is no file.
    MadeHere,
}

/// What the screen wants from the app.
#[derive(Debug)]
pub enum Action {
    /// Nothing.
    None,
    /// Work to be run.
    Run(Task<Message>),
    /// An event for the editor, and work to be run.
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
        let (path, origin) = (String::new(), Origin::OneFile);
        let screen = Self { options, scale, origin, name, folder, path, shows_other_ways: false, stage };
        // The focus comes first, because the person may type at once.
        (screen, Task::batch([operation::focus(CHOOSE), read_folder]))
    }

    /// The folder of the last photo.
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

    /// Whether another file can be opened now. Not while a photo is being sent.
    pub fn takes_files(&self, editor: &Editor) -> bool {
        match &self.stage {
            Stage::Choosing(_) | Stage::InDialog { .. } | Stage::Making(_) | Stage::Opening { .. } => true,
            Stage::Cropping(_, encoding) => encoding.can_change(editor),
        }
    }

    /// Handles a message.
    pub fn update(&mut self, message: Message, editor: &Editor) -> Action {
        let action = self.take(message, editor);
        let Stage::Cropping(cropping, encoding) = &mut self.stage else {
            return action;
        };
        if !encoding.can_change(editor) {
            cropping.cancel_detail();
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
                    self.folder.set_if_unknown(folder);
                }
                if self.path.is_empty() {
                    self.path = self.folder.as_path_prefix();
                }
                Action::None
            }
            Message::OtherWays => {
                self.shows_other_ways = !self.shows_other_ways;
                let path = self.shows_other_ways.then(|| operation::focus(PATH));
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
                    Action::Run(self.begin(opening, Origin::OneFile))
                }
            },
            Message::Opened(result) => self.opened(*result),
            Message::Crop(message) => self.crop(message, editor),
            Message::Prepared(result) => self.prepared(*result),
            Message::Another => self.choose_again(None, CHOOSE),
            Message::Use => self.use_it(editor),
            Message::Cancel => self.cancel(editor),
            Message::CheckAgain => Action::Edit(Event::CheckAgainPressed(WriteKind::NewPhoto), Task::none()),
        }
    }

    /// Opens the choice of pictures for somebody who has no photo.
    pub fn make(&mut self) -> Task<Message> {
        let (making, task) = Making::new(initials(&self.name), self.scale);
        self.stage = Stage::Making(Box::new(making));
        Task::batch([task.map(Message::Making), operation::focus(MADE)])
    }

    /// Opens a file that was dropped. `has_others`: more files were dropped with it, which are not used.
    pub fn take_file(&mut self, path: PathBuf, has_others: bool) -> Task<Message> {
        let origin = if has_others { Origin::FirstOfSeveral } else { Origin::OneFile };
        self.begin(Stage::open(path, Problem::File), origin)
    }

    /// Opens a photo that was chosen in an earlier run, at that time.
    pub fn take_back(&mut self, staged: StagedPhoto, at: Timestamp) -> Task<Message> {
        self.begin(Stage::reopen(staged), Origin::EarlierRun(at))
    }

    /// Opens the photo in the clipboard.
    pub fn paste(&mut self) -> Task<Message> {
        self.begin(Stage::paste(), Origin::OneFile)
    }

    fn begin(&mut self, (stage, task): (Stage, Task<Message>), origin: Origin) -> Task<Message> {
        self.origin = origin;
        self.stage = stage;
        task
    }

    /// Returns to the choice of a file, with the focus on this control.
    fn choose_again(&mut self, problem: Option<Problem>, focus: &'static str) -> Action {
        self.stage = Stage::Choosing(problem);
        self.shows_other_ways |= focus == PATH;
        Action::Edit(Event::PhotoStaged(None), operation::focus(focus))
    }

    fn chosen(&mut self, choice: file::Choice) -> Action {
        match choice {
            file::Choice::File(path) => {
                Action::Run(self.begin(Stage::open(path, Problem::File), Origin::OneFile))
            }
            file::Choice::Cancelled => self.choose_again(None, CHOOSE),
            file::Choice::Unavailable => {
                self.choose_again(Some(Problem::File(Sentence::of("photo-dialog-failed"))), PATH)
            }
        }
    }

    fn pasted(&mut self, result: Result<(Opened, bool), Sentence>) -> Action {
        let (result, origin) = match result {
            Ok((opened, true)) => (Ok(opened), Origin::FirstOfSeveral),
            Ok((opened, false)) => (Ok(opened), Origin::OneFile),
            Err(problem) => (Err(Problem::File(problem)), Origin::OneFile),
        };
        self.origin = origin;
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
                self.stage = Stage::Cropping(Box::new(cropping), Encoding::Idle);
                Action::Edit(staged, Task::batch([remember, operation::focus(CROP)]))
            }
            Err(problem @ Problem::Path(_)) => self.choose_again(Some(problem), PATH),
            Err(problem @ Problem::File(_)) => self.choose_again(Some(problem), CHOOSE),
        }
    }

    /// Handles a message of the choice of pictures.
    fn making(&mut self, message: making::Message) -> Action {
        let Stage::Making(making) = &mut self.stage else { return Action::None };
        let had_initials = !making.initials().is_empty();
        let task = making.update(message).map(Message::Making);
        // If the initials cannot be drawn, the control that had the focus is gone.
        match had_initials && making.initials().is_empty() {
            true => Action::Run(Task::batch([task, operation::focus(MADE)])),
            false => Action::Run(task),
        }
    }

    /// Makes the chosen picture.
    fn use_made(&mut self) -> Action {
        let Stage::Making(making) = &self.stage else { return Action::None };
        let (stage, task) = Stage::make(making);
        self.stage = stage;
        Action::Run(task)
    }

    /// The chosen picture is made. It is sent at once, because it needs no square.
    fn made(&mut self, result: Result<Opened, Sentence>, editor: &Editor) -> Action {
        if !matches!(self.stage, Stage::Opening { .. }) {
            return Action::None;
        }
        self.origin = Origin::MadeHere;
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
        let can_change = encoding.can_change(editor);
        match &message {
            Crop::Gesture(Gesture::Act(Act::Accept)) | Crop::Act(Act::Accept) => return self.use_it(editor),
            // Drawing goes on while a photo is sent; only the square must not change.
            Crop::Rendered(_)
            | Crop::DetailLoaded(_)
            | Crop::MotionEnded
            | Crop::Gesture(Gesture::Resized(_)) => {}
            _ if can_change => {}
            _ => return Action::None,
        }
        let before = cropping.crop();
        let task = cropping.update(message).map(Message::Crop);
        if cropping.crop() == before {
            return Action::Run(task);
        }
        *encoding = Encoding::Idle;
        let staged = cropping.staged();
        Action::Edit(Event::PhotoStaged(Some(staged)), task)
    }

    /// Sends the square. If it is not encoded yet, this is done first.
    fn use_it(&mut self, editor: &Editor) -> Action {
        let Stage::Cropping(cropping, encoding) = &mut self.stage else {
            return Action::None;
        };
        if !encoding.can_change(editor) {
            return Action::None;
        }
        if let Encoding::Ready(prepared) = encoding {
            let event = Event::PhotoChosen(prepared.photo.clone(), done(prepared, self.origin));
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
                let event = Event::PhotoChosen(prepared.photo.clone(), done(&prepared, self.origin));
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
                *encoding = Encoding::Idle;
                Action::Run(operation::focus(CROP))
            }
            Stage::Cropping(..) if editor.writing().is_busy_with(WriteKind::NewPhoto) => {
                Action::Edit(Event::CancelPressed(WriteKind::NewPhoto), Task::none())
            }
            Stage::Choosing(_) | Stage::Cropping(..) => Action::Leave,
        }
    }
}

/// "Photo changed · 12.4 MB → 96 KB, turned upright, location removed"; for a picture that was made here only the first part.
fn done(prepared: &Prepared, origin: Origin) -> Sentence {
    let said = Sentence::of("photo-done");
    match origin {
        Origin::MadeHere => said,
        Origin::OneFile | Origin::FirstOfSeveral | Origin::EarlierRun(_) => {
            sentence::prepared(prepared).into_iter().fold(said, Sentence::and)
        }
    }
}

/// Identifiers of controls, to move the focus.
const CHOOSE: &str = "choose-file";
const PATH: &str = "file-path";
const CROP: &str = "crop";
const MAKE: &str = "make-one";
const MADE: &str = "made";
