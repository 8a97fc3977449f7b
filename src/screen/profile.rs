//! The profile: the form, the photo, completion, groups and the account.

mod account;
mod change;
mod connection;
mod form;
mod groups;
mod notice;
mod picture;
mod reading;
mod save;
mod stand_in;
mod view;

pub use form::{Form, Refused};

use self::change::{Change, Present};
use self::connection::Connection;
use self::groups::Groups;
use self::notice::{Notice, Offer, Tone};
use self::picture::Picture;
use self::reading::Reading;
use self::save::Save;
use self::stand_in::StandIn;
use super::keepsake::{Keepsake, Replaced};
use super::situation::{self, Sentence};
use crate::api::{self, Before, Finding, Saved, Session};
use crate::profile::normalize::Letters;
use crate::profile::{self, Field, Gender};
use crate::store::Store;
use crate::widget::{Ui, dialog};

use iced::widget::operation;
use iced::{Element, Task};
use url::Url;

/// The profile screen. It exists only while somebody is signed in.
#[derive(Debug)]
pub struct Profile {
    session: Session,
    /// Whether the next start goes on with this account.
    keep: bool,
    store: Option<Store>,
    scale: f32,
    saved: profile::Profile,
    form: Form,
    save: Save,
    reading: Reading,
    change: Change,
    connection: Connection,
    /// What the last change of the photo replaced.
    before: Option<Replaced>,
    /// What a removal has left: a picture for everybody without a photo.
    stand_in: Option<StandIn>,
    picture: Picture,
    /// How often the picture was looked for.
    looks: u64,
    groups: Groups,
    question: Option<Question>,
    notice: Option<Notice>,
}

/// What the person is asked before something is lost.
#[derive(Debug)]
enum Question {
    Discard,
    RemovePhoto,
    /// The photo was changed again since, to this one.
    UndoPhoto(Before),
    ClearUsername,
}

/// What happens on this screen.
#[derive(Debug, Clone)]
pub enum Message {
    /// A field was typed into.
    Edited(Field, String, Letters),
    /// A field did not take something.
    Refused(Field, Refused),
    /// Enter in a field: on to the next.
    Entered(Field),
    /// A gender was chosen.
    Chosen(Gender),
    /// One field goes back to its saved value.
    Undone(Field),
    /// *Save*.
    Save,
    /// The server answered the save.
    Saved(Box<Result<Saved, api::Error>>),
    /// *Cancel* while saving: the server is asked what it has.
    SaveCancelled,
    /// *Cancel* while reading, or its failure was seen.
    ReadingCancelled,
    /// A failure was seen.
    FailureSeen,
    /// *Discard changes*.
    Discard,
    /// *Refresh*.
    Refresh,
    /// The server answered with the profile.
    Read(Box<Result<profile::Profile, api::Error>>),
    /// The server can be reached again; its answer.
    Back(Box<Result<profile::Profile, api::Error>>),
    /// *Change photo*.
    ChangePhoto,
    /// *Make one*.
    MakePhoto,
    /// *Remove photo*.
    RemovePhoto,
    /// The photo was kept before its removal, or cannot be.
    Kept(Option<Keepsake>),
    /// *Undo* after the photo was changed.
    UndoPhoto,
    /// The server showed what is there before the photo is put back.
    Compared(Box<Result<Present, api::Error>>),
    /// The server answered what was put back.
    PutBack(Box<Result<profile::Profile, api::Error>>),
    /// The server answered the removal.
    Removed(Box<Result<profile::Profile, api::Error>>),
    /// *Cancel* while the photo is removed or put back.
    ChangeCancelled,
    /// The server said what it has after that.
    ChangeChecked(Box<Result<Finding, api::Error>>),
    /// The open question was answered with yes.
    Confirmed,
    /// The open question was left.
    Left,
    /// A missing item was chosen.
    GoTo(Field),
    /// What came of a look for the picture.
    PictureCame(u64, picture::Came),
    /// In the card of the groups.
    Groups(groups::Message),
    /// The notice was closed, or its time is over.
    NoticeOver,
    /// *Switch account*.
    SwitchAccount,
    /// *Sign out*.
    SignOut,
    /// *Menu*.
    Menu,
    /// Ctrl+Z where the focused field has nothing to undo.
    EditUndone,
    /// Ctrl+Shift+Z where the focused field has nothing to redo.
    EditRedone,
}

/// What the screen asks for.
#[derive(Debug)]
pub enum Action {
    /// Nothing.
    None,
    /// Work to be run.
    Run(Task<Message>),
    /// The photo screen.
    ChangePhoto,
    /// The photo screen, with what it offers to those who have no photo.
    MakePhoto,
    /// The server no longer accepts the key; what is said about that.
    Expired(Sentence),
    /// Leave this account but keep it.
    SwitchAccount,
    /// Forget this account.
    SignOut,
    /// The menu.
    Menu,
    /// [`Profile::copy_groups`], which needs a language: one by its place in the profile, or all.
    CopyGroups(Option<usize>),
}

impl Profile {
    /// Opens a profile that was just read.
    pub fn new(
        session: Session,
        keep: bool,
        saved: profile::Profile,
        store: Option<Store>,
        scale: f32,
    ) -> (Self, Task<Message>) {
        let mut screen = Self {
            form: Form::new(&saved),
            groups: Groups::default(),
            session,
            keep,
            store,
            scale,
            saved,
            save: Save::default(),
            reading: Reading::default(),
            change: Change::default(),
            connection: Connection::default(),
            before: None,
            stand_in: None,
            picture: Picture::None,
            looks: 0,
            question: None,
            notice: None,
        };
        let task = screen.load_picture();
        (screen, task)
    }

    /// The person's name, which is the window's title too.
    pub fn name(&self) -> String {
        self.saved.display_name()
    }

    /// The session, for the photo screen.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Where the photo is, as last answered.
    pub fn avatar(&self) -> Option<Url> {
        self.saved.avatar.clone()
    }

    /// How many edits would be lost.
    pub fn unsaved(&self) -> usize {
        self.form.patch(&self.saved).map_or(0, |patch| patch.len())
    }

    /// Whether a change is on its way to the server.
    pub fn is_writing(&self) -> bool {
        self.save.is_busy() || self.change.is_busy()
    }

    /// Whether something lies over the screen, which Escape closes first.
    pub fn is_asking(&self) -> bool {
        self.question.is_some()
    }

    /// Goes on with a new key of the same person.
    pub fn renew(&mut self, session: Session, now: profile::Profile, keep: bool) -> Task<Message> {
        self.session = session;
        self.keep = keep;
        self.save = Save::default();
        self.reading = Reading::default();
        self.change = Change::default();
        self.connection = Connection::default();
        self.take_reading(now)
    }

    /// Tells the person something that is no fault of the form.
    pub fn tell(&mut self, sentence: Sentence) -> Task<Message> {
        self.notify(sentence, Tone::Mixed, None)
    }

    /// Takes a new scale of the screen: the picture is drawn at its resolution.
    pub fn rescale(&mut self, scale: f32) -> Task<Message> {
        self.scale = scale;
        self.look_at_picture()
    }

    /// Takes in what happened.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Edited(field, text, letters) => {
                self.form.edit(field, &text, letters);
                self.edited()
            }
            Message::Chosen(gender) => {
                self.form.choose(gender);
                self.edited()
            }
            Message::Refused(field, refused) => {
                self.form.refuse(field, refused);
                Action::None
            }
            Message::Undone(field) => {
                self.form.undo(field, &self.saved);
                let _ = self.edited();
                Action::Run(operation::focus(widget_id(field)))
            }
            Message::Entered(field) => {
                let next = Field::FORM.into_iter().skip_while(|other| *other != field).nth(1);
                Action::Run(next.map_or_else(Task::none, |field| operation::focus(widget_id(field))))
            }
            Message::Save => self.ask_or_send(),
            Message::Saved(answer) => self.saved(*answer),
            Message::SaveCancelled => {
                self.save = Save::Idle;
                Action::Run(self.read())
            }
            Message::ReadingCancelled => {
                self.reading = Reading::Idle;
                Action::None
            }
            Message::FailureSeen => {
                self.save = Save::Idle;
                self.change = Change::Idle;
                Action::None
            }
            Message::Discard => self.ask(Question::Discard),
            Message::Refresh => Action::Run(self.read()),
            Message::Read(answer) => self.was_read(*answer),
            Message::Back(answer) => Action::Run(self.back(*answer)),
            Message::ChangePhoto => Action::ChangePhoto,
            Message::MakePhoto => Action::MakePhoto,
            Message::RemovePhoto => self.remove_photo(),
            Message::Kept(kept) => self.kept(kept),
            Message::UndoPhoto => self.undo_photo(),
            Message::Compared(answer) => self.compared(*answer),
            Message::PutBack(answer) => self.put_back(*answer),
            Message::Removed(answer) => self.removed(*answer),
            Message::ChangeCancelled => self.cancel_change(),
            Message::ChangeChecked(answer) => self.change_checked(*answer),
            Message::Confirmed => self.confirmed(),
            Message::Left => {
                self.question = None;
                Action::None
            }
            Message::GoTo(field) => Action::Run(operation::focus(widget_id(field))),
            Message::PictureCame(look, came) => {
                self.picture_came(look, came);
                Action::None
            }
            Message::Groups(groups::Message::Toggled(group)) => {
                self.groups.toggle(group);
                Action::None
            }
            Message::Groups(groups::Message::Searched(search)) => {
                self.groups.look_for(search);
                Action::None
            }
            Message::Groups(groups::Message::Copy(which)) => Action::CopyGroups(which),
            Message::NoticeOver => {
                self.notice = None;
                Action::None
            }
            Message::SwitchAccount => Action::SwitchAccount,
            Message::SignOut => Action::SignOut,
            Message::Menu => Action::Menu,
            Message::EditUndone => {
                let field = self.form.step_back();
                self.stepped(field)
            }
            Message::EditRedone => {
                let field = self.form.step_forward();
                self.stepped(field)
            }
        }
    }

    /// Draws the screen.
    pub fn view<'a>(&'a self, ui: Ui<'a>) -> Element<'a, Message> {
        view::view(self, ui)
    }

    fn edited(&mut self) -> Action {
        if matches!(self.save, Save::Failed(_)) {
            self.save = Save::Idle;
        }
        // What the form would step back to now is something else.
        let _ = self.notice.take_if(|notice| notice.undoes_an_edit());
        Action::None
    }

    /// Leads to the field that a step through the past of the form has changed.
    fn stepped(&mut self, field: Option<Field>) -> Action {
        let Some(field) = field else { return Action::None };
        let _ = self.edited();
        Action::Run(operation::focus(widget_id(field)))
    }

    fn ask(&mut self, question: Question) -> Action {
        self.question = Some(question);
        Action::Run(operation::focus(dialog::CANCEL))
    }

    fn confirmed(&mut self) -> Action {
        match self.question.take() {
            Some(Question::Discard) => {
                let first = Field::FORM.into_iter().find(|field| self.form.is_changed(*field, &self.saved));
                self.form.discard(&self.saved);
                self.save = Save::Idle;
                // The button that was pressed is gone now.
                let focus = first.map_or_else(Task::none, |field| operation::focus(widget_id(field)));
                let undo = Offer { label: "general-undo", message: Message::EditUndone };
                Action::Run(Task::batch([
                    focus,
                    self.notify(Sentence::of("profile-discarded"), Tone::Good, Some(undo)),
                ]))
            }
            Some(Question::RemovePhoto) => Action::Run(self.remove_kept(None)),
            Some(Question::UndoPhoto(present)) => Action::Run(self.send_back(present)),
            Some(Question::ClearUsername) => self.send(),
            None => Action::None,
        }
    }
}

/// The name of a field's control, for focus. The photo's is its button, the gender's its chosen option.
fn widget_id(field: Field) -> &'static str {
    match field {
        Field::Avatar => "change-photo",
        field => field.key(),
    }
}
