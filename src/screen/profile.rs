//! The profile: the form, the photo, completion, groups and the account.

mod account;
mod groups;
mod picture;
mod view;
mod work;

pub use self::work::perform;

use self::groups::Groups;
use self::picture::Picture;
use self::work::Running;
use crate::access::focus_if_lost;
use crate::api::Session;
use crate::clock::Clock;
use crate::editor::{self, Editor, Effects, Event, Focus, Leave};
use crate::profile::{self, Draft, Field};
use crate::sentence::{self, Sentence};
use crate::store::{self, Account, FoundDraft, Hold, Store};
use crate::widget::{Ui, dialog};

use iced::widget::operation;
use iced::{Element, Task};

/// The profile screen. It exists only while somebody is signed in. What is edited, sent and said is the editor's; this
/// runs its work and draws it.
#[derive(Debug)]
pub struct Profile {
    session: Session,
    /// Whether the next start goes on with this account.
    keep: bool,
    store: Option<Store>,
    clock: Clock,
    scale: f32,
    editor: Editor,
    running: Running,
    /// Held while this window writes down what is typed for this account.
    hold: Option<Hold>,
    picture: Picture,
    /// How often the picture was looked for.
    looks: u64,
    groups: Groups,
}

/// What happens on this screen.
#[derive(Debug, Clone)]
pub enum Message {
    /// Something that concerns what is edited.
    Edit(Event),
    /// Enter in a field: on to the next.
    Entered(Field),
    /// A missing item was chosen.
    GoTo(Field),
    /// *Change photo*.
    ChangePhoto,
    /// *Make one*.
    MakePhoto,
    /// What was found of an earlier run's edits, or why nothing could be read.
    DraftFound(Result<FoundDraft, store::Error>),
    /// What came of a look for the picture.
    PictureCame(u64, picture::Came),
    /// In the card of the groups.
    Groups(groups::Message),
    /// *Switch account*.
    SwitchAccount,
    /// *Sign out*.
    SignOut,
    /// *Menu*.
    Menu,
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
    /// The photo that was sent is there: its screen closes. Work to be run.
    PhotoSent(Task<Message>),
    /// The server no longer accepts the key, or answers about somebody else; what is said about that. Work to be run.
    Expired(Sentence, Task<Message>),
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
        clock: Clock,
        scale: f32,
    ) -> (Self, Task<Message>) {
        let mut screen = Self {
            editor: Editor::new(session.server().host(), saved),
            session,
            keep,
            store,
            clock,
            scale,
            running: Running::default(),
            hold: None,
            picture: Picture::None,
            looks: 0,
            groups: Groups::default(),
        };
        let picture = screen.load_picture();
        (screen, picture)
    }

    /// Reads what was typed in an earlier run and not saved, and writes down from then on what is typed here. Call it for an
    /// account that is kept on this machine.
    pub fn open_draft(&self) -> Task<Message> {
        match self.store.clone().zip(self.account()) {
            Some((store, account)) => {
                Task::perform(async move { store.open_draft(account).await }, Message::DraftFound)
            }
            None => Task::none(),
        }
    }

    /// What is typed, to be written down before this screen goes, and where; nothing where nothing is written down.
    pub fn last_draft(&self) -> Option<(Store, Account, Option<Draft>)> {
        let is_on = self.hold.is_some() && self.editor.drafting().is_on();
        let (store, account) = self.store.clone().zip(self.account()).filter(|_| is_on)?;
        Some((store, account, self.editor.draft()))
    }

    fn draft_found(&mut self, found: Result<FoundDraft, store::Error>) -> Action {
        let FoundDraft { draft, is_damaged, hold } = match found {
            Ok(found) => found,
            Err(error) => {
                let said = Sentence::of("profile-draft-not-kept").then(sentence::store(&error));
                return self.edit(Event::Told(said));
            }
        };
        if hold.is_none() {
            return self.edit(Event::Told(Sentence::of("profile-open-elsewhere")));
        }
        self.hold = hold;
        let restored = self.edit(Event::DraftFound(draft));
        match restored {
            Action::Run(task) if is_damaged => {
                Action::Run(Task::batch([task, self.tell(Sentence::of("profile-draft-damaged"))]))
            }
            action => action,
        }
    }

    /// The person's name, which is the window's title too.
    pub fn name(&self) -> String {
        self.editor.saved().display_name()
    }

    /// The session, for the photo screen.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// What is edited, sent and said.
    pub fn editor(&self) -> &Editor {
        &self.editor
    }

    /// Goes on with a new key of the same person.
    pub fn renew(&mut self, session: Session, now: profile::Profile, keep: bool) -> Action {
        self.session = session;
        self.keep = keep;
        self.edit(Event::Renewed(Box::new(now)))
    }

    /// Lets something happen that only the app knows of.
    pub fn handle(&mut self, event: Event) -> Action {
        self.edit(event)
    }

    /// Tells the person something that is no fault of the form.
    pub fn tell(&mut self, sentence: Sentence) -> Task<Message> {
        self.run(Event::Told(sentence)).0
    }

    /// Takes a new scale of the screen: the picture is drawn at its resolution.
    pub fn rescale(&mut self, scale: f32) -> Task<Message> {
        self.scale = scale;
        self.look_at_picture()
    }

    /// Takes in what happened.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Edit(event) => self.edit(event),
            Message::Entered(field) => {
                let next = Field::FORM.into_iter().skip_while(|other| *other != field).nth(1);
                Action::Run(next.map_or_else(Task::none, |field| operation::focus(widget_id(field))))
            }
            Message::GoTo(field) => Action::Run(operation::focus(widget_id(field))),
            Message::ChangePhoto => Action::ChangePhoto,
            Message::MakePhoto => Action::MakePhoto,
            Message::DraftFound(found) => self.draft_found(found),
            Message::PictureCame(look, came) => match self.picture_came(look, came) {
                Some(fingerprint) => self.edit(Event::PhotoShown(fingerprint)),
                None => Action::None,
            },
            Message::Groups(groups::Message::Toggled(group)) => {
                self.groups.toggle(group);
                Action::None
            }
            Message::Groups(groups::Message::Searched(search)) => {
                self.groups.look_for(search);
                Action::None
            }
            Message::Groups(groups::Message::Copy(which)) => Action::CopyGroups(which),
            Message::SwitchAccount => Action::SwitchAccount,
            Message::SignOut => Action::SignOut,
            Message::Menu => Action::Menu,
        }
    }

    /// Draws the screen.
    pub fn view<'a>(&'a self, ui: Ui<'a>) -> Element<'a, Message> {
        view::view(self, ui)
    }

    fn edit(&mut self, event: Event) -> Action {
        match self.run(event) {
            (task, None) => Action::Run(task),
            (task, Some(Leave::SignIn(said))) => Action::Expired(said, task),
            (task, Some(Leave::PhotoScreen)) => Action::PhotoSent(task),
        }
    }

    /// Hands an event to the editor, and does what it asks for.
    fn run(&mut self, event: Event) -> (Task<Message>, Option<Leave>) {
        if matches!(event, Event::Done(..) | Event::Renewed(_)) {
            self.groups.renew();
        }
        let Effects { work, focus, picture, leave, .. } = self.editor.handle(event, self.clock.now());
        let work = self.running.start(&self.session, self.store.clone().zip(self.account()), work);
        self.running.keep_wanted(&self.editor);
        let picture = match picture {
            Some(editor::Picture::Moved) => self.load_picture(),
            Some(editor::Picture::ReadAgain) => self.look_at_picture(),
            Some(editor::Picture::Changed) => self.fetch_picture(),
            None => Task::none(),
        };
        let focus = focus.map_or_else(Task::none, focus_on);
        (Task::batch([work, picture, focus]), leave)
    }
}

fn focus_on(focus: Focus) -> Task<Message> {
    match focus {
        Focus::Field(field) => operation::focus(widget_id(field)),
        Focus::FieldIfLost(field) => focus_if_lost(widget_id(field)),
        Focus::SaveIfLost => focus_if_lost(SAVE),
        Focus::Question | Focus::CancelPhoto => operation::focus(dialog::CANCEL),
        Focus::UsePhoto => operation::focus(super::USE_PHOTO),
    }
}

/// The name of the button that saves, for focus.
const SAVE: &str = "save";

/// The name of a field's control, for focus. The photo's is its button, the gender's its chosen option.
fn widget_id(field: Field) -> &'static str {
    match field {
        Field::Avatar => "change-photo",
        field => field.key(),
    }
}
