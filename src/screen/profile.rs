//! The profile: the form, the photo, completion, groups and the account.

mod connection;
mod groups;
mod message;
mod picture;
mod view;
mod work;
mod writer;

pub use self::connection::Known;
pub use self::message::{Action, Message};
pub use self::view::{question, value_words, view};
pub use self::work::perform;

use self::connection::Connection;
use self::groups::Groups;
use self::picture::{Shown, Source};
use self::work::Running;
use self::writer::Writer;
use crate::access::focus_if_lost;
use crate::api::{self, Server, Session};
use crate::clock::Clock;
use crate::editor::{self, Done, Editor, Effects, Event, Focus, Leave};
use crate::profile::{self, Draft, Field, Identity, LastKnown, Names};
use crate::sentence::{self, Sentence};
use crate::store::{self, Account, FoundDraft, Hold, Store};
use crate::widget::{Ui, dialog};

use iced::widget::image::Handle;
use iced::widget::operation;
use iced::{Task, clipboard};

/// The profile screen. It exists only while somebody is signed in. What is edited, sent and said is the editor's; this
/// runs its work and draws it.
#[derive(Debug)]
pub struct Profile {
    connection: Connection,
    /// Whether the next start goes on with this account.
    keep: bool,
    store: Option<Store>,
    clock: Clock,
    scale: f32,
    editor: Editor,
    running: Running,
    writer: Writer,
    shown: Shown,
    groups: Groups,
    /// Whether the account is on the list of this machine.
    is_listed: bool,
    /// What the server has shown and is not kept yet.
    unkept: Option<LastKnown>,
}

/// What the screen works with, whoever is signed in.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// Files of this person; none where there is no place for them.
    pub store: Option<Store>,
    /// Where the time comes from.
    pub clock: Clock,
    /// Device pixels for each pixel of the layout.
    pub scale: f32,
}

impl Profile {
    /// Opens a profile that was just read.
    pub fn new(
        session: Session,
        keep: bool,
        saved: profile::Profile,
        surroundings: Surroundings,
    ) -> (Self, Task<Message>) {
        let editor = Editor::new(session.server().host(), saved);
        let mut screen = Self::with(Connection::new(session), keep, editor, surroundings);
        let saved = screen.editor.saved().clone();
        screen.unkept = Some(LastKnown { profile: saved, read_at: screen.clock.now() });
        let picture = screen.load_photo();
        (screen, picture)
    }

    /// Opens the profile as it was shown last, and asks the server what it is now.
    pub fn resume(known: Known, last: LastKnown, surroundings: Surroundings) -> (Self, Task<Message>) {
        let editor = Editor::resume(known.server.host(), last);
        let mut screen = Self::with(Connection::to(known), true, editor, surroundings);
        screen.is_listed = true;
        let picture = screen.load_photo();
        let (asked, _) = screen.run(Event::Opened);
        (screen, Task::batch([picture, asked]))
    }

    fn with(connection: Connection, keep: bool, editor: Editor, surroundings: Surroundings) -> Self {
        let Surroundings { store, clock, scale } = surroundings;
        Self {
            connection,
            keep,
            store,
            clock,
            scale,
            editor,
            running: Running::default(),
            writer: Writer::default(),
            shown: Shown::default(),
            groups: Groups::default(),
            is_listed: false,
            unkept: None,
        }
    }

    /// Reads what was typed in an earlier run and not saved, and writes down from then on what is typed here. Call it for an
    /// account that is kept on this machine.
    pub fn open_draft(&self) -> Task<Message> {
        self.place().map_or_else(Task::none, writer::open)
    }

    /// The window has the focus again. Another window of this account may have closed meanwhile, and what is on screen may
    /// be old.
    fn returned(&mut self) -> Action {
        let (asked, leave) = self.run(Event::Returned);
        let taken_over = writer::take_over(&self.writer, self.place());
        Action::of(Task::batch([asked, taken_over]), leave)
    }

    /// Held while this window is the first one of the account.
    pub fn hold(&self) -> Option<&Hold> {
        self.writer.hold()
    }

    /// What is typed, to be written down before this screen goes, and where; nothing where nothing is written down.
    pub fn last_draft(&self) -> Option<(Store, Account, Option<Draft>)> {
        let is_on = self.hold().is_some() && self.editor.drafting().is_on();
        let (store, account) = self.place().filter(|_| is_on)?;
        Some((store, account, self.editor.draft()))
    }

    fn draft_found(&mut self, found: Result<FoundDraft, store::Error>) -> Action {
        let found = match found {
            Ok(found) if self.writer.found(&found) => found,
            Ok(_) => return Action::None,
            Err(error) => {
                let said = Sentence::of("profile-draft-not-kept").then(sentence::store(&error));
                return self.edit(Event::Told(said));
            }
        };
        let (restored, leave) = self.run(Event::DraftFound(found.draft));
        let damaged =
            if found.is_damaged { self.tell(Sentence::of("profile-draft-damaged")) } else { Task::none() };
        Action::of(Task::batch([restored, damaged]), leave)
    }

    /// The person's name, which is the window's title too.
    pub fn name(&self) -> String {
        self.editor.saved().display_name()
    }

    /// The photo as a small circle; none where there is none.
    pub fn small_photo(&self) -> Option<Handle> {
        self.shown.drawn(true)
    }

    /// The session; none while the keyring is asked for the key.
    pub fn session(&self) -> Option<&Session> {
        self.connection.session()
    }

    /// Whether the person must sign in again.
    pub fn is_signed_out(&self) -> bool {
        self.connection.signed_out().is_some()
    }

    /// The server.
    pub fn server(&self) -> &Server {
        self.connection.server()
    }

    /// What names the person there; none where the server names nobody.
    pub fn identity(&self) -> Option<Identity> {
        self.connection.identity()
    }

    /// The account is on the list of this machine: from now on what the server shows is kept for the next start.
    pub fn note_listed(&mut self) -> Task<Message> {
        self.is_listed = true;
        self.keep_last_known()
    }

    /// What is edited, sent and said.
    pub fn editor(&self) -> &Editor {
        &self.editor
    }

    /// The account on screen, as the server shows it now; none where it does not tell who the person is.
    pub fn account(&self) -> Option<Account> {
        let server = self.connection.server();
        Some(Account {
            origin: server.origin(),
            address: server.me().into(),
            identity: self.connection.identity()?,
            name: self.name(),
            active: self.keep,
            capital_gender: self.connection.has_capital_gender(),
        })
    }

    /// Whether a record is certainly of the person on screen: it shows what names them.
    pub fn is_of(&self, record: &profile::Profile) -> bool {
        self.connection.identity().is_some_and(|who| Names::of(record).has(&who))
    }

    /// Whether the next start goes on with this account.
    pub fn is_kept(&self) -> bool {
        self.keep
    }

    /// Puts groups into the clipboard as text in this language: one by its place in the profile, or all of them.
    pub fn copy_groups(&mut self, which: Option<usize>, ui: Ui<'_>) -> Task<Message> {
        let groups = &self.editor.saved().groups;
        let text = match which {
            None => groups::as_text(groups, ui),
            Some(place) => groups.get(place).map(|group| groups::details(group, ui)).unwrap_or_default(),
        };
        Task::batch([clipboard::write(text), self.run(Event::Worked(Sentence::of("groups-copied"))).0])
    }

    /// Goes on with a new key of the same person.
    pub fn renew(&mut self, session: Session, now: profile::Profile, keep: bool) -> Action {
        self.connection = Connection::new(session);
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
        self.shown.look_again(self.source()).map(Message::PictureCame)
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
            Message::Connection(connection::Message::Opened(answer)) => self.connected(answer),
            Message::Connection(connection::Message::KeyringSlow) => {
                self.connection.note_slow();
                Action::None
            }
            Message::DraftFound(found) => self.draft_found(found),
            Message::Returned => self.returned(),
            Message::PictureCame(answer) => match self.shown.take(answer) {
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
            Message::SignIn => match self.connection.signed_out().cloned() {
                Some(said) => Action::Expired(said, Task::none()),
                None => Action::None,
            },
            Message::SwitchAccount => Action::SwitchAccount,
            Message::SignOut => Action::SignOut,
            Message::Menu => Action::Menu,
        }
    }

    fn edit(&mut self, event: Event) -> Action {
        let (task, leave) = self.run(event);
        Action::of(task, leave)
    }

    /// Hands an event to the editor, and does what it asks for.
    fn run(&mut self, event: Event) -> (Task<Message>, Option<Leave>) {
        if matches!(event, Event::Done(..) | Event::Renewed(_)) {
            self.groups.renew();
        }
        let Effects { work, focus, picture, last_known, leave, .. } =
            self.editor.handle(event, self.clock.now());
        let work = self.running.start(self.connection.session(), self.place(), work);
        self.running.keep_wanted(&self.editor);
        let opened = match self.running.is_waiting() {
            true => self.connection.open(self.editor.saved()).map(Message::Connection),
            false => Task::none(),
        };
        let picture = match picture {
            Some(editor::Picture::Moved) => self.shown.load(self.source()),
            Some(editor::Picture::ReadAgain) => self.shown.look_again(self.source()),
            Some(editor::Picture::Changed) => self.shown.fetch(self.source()),
            None => Task::none(),
        };
        let (work, picture) = (work.map(Message::Edit), picture.map(Message::PictureCame));
        self.connection.note(leave.as_ref(), last_known.is_some());
        self.unkept = last_known.or(self.unkept.take());
        let kept = if self.is_listed { self.keep_last_known() } else { Task::none() };
        let focus = focus.map_or_else(Task::none, focus_on);
        (Task::batch([work, opened, picture, kept, focus]), leave)
    }

    /// What has waited for the session begins now, or ends as the way to it has ended.
    fn connected(&mut self, answer: Result<Session, api::Error>) -> Action {
        let waiting = self.running.take_waiting();
        let error = match answer {
            Ok(session) => {
                self.connection = Connection::new(session);
                let work = self.running.start(self.connection.session(), self.place(), waiting);
                let photo = self.shown.look_again(self.source()).map(Message::PictureCame);
                return Action::Run(Task::batch([work.map(Message::Edit), photo]));
            }
            Err(error) => error,
        };
        self.connection.fail();
        let (mut tasks, mut left) = (Vec::new(), None);
        for (id, _) in waiting {
            let (task, leave) = self.run(Event::Done(id, Done::Answered(Err(error.clone()))));
            tasks.push(task);
            left = leave.or(left);
        }
        Action::of(Task::batch(tasks), left)
    }

    fn keep_last_known(&mut self) -> Task<Message> {
        match self.place().zip(self.unkept.take()) {
            Some(((store, account), last)) => Task::future(keep(store, account, last)).discard(),
            None => Task::none(),
        }
    }

    fn load_photo(&mut self) -> Task<Message> {
        self.shown.load(self.source()).map(Message::PictureCame)
    }

    /// What the photo is looked for with.
    fn source(&self) -> Source {
        Source {
            url: self.editor.saved().avatar.clone(),
            session: self.connection.session().cloned(),
            place: self.place(),
            scale: self.scale,
        }
    }

    /// Where files of the person on screen are; nothing where there is no place for them.
    fn place(&self) -> Option<(Store, Account)> {
        self.store.clone().zip(self.account())
    }
}

async fn keep(store: Store, account: Account, last: LastKnown) {
    if let Err(error) = store.keep_last_known(account, last).await {
        tracing::warn!(
            kind = crate::log::kind(&error),
            "what the server shows was not kept for the next start"
        );
    }
}

fn focus_on(focus: Focus) -> Task<Message> {
    match focus {
        Focus::Field(field) => operation::focus(widget_id(field)),
        Focus::FieldIfLost(field) => focus_if_lost(widget_id(field)),
        Focus::SaveIfLost => focus_if_lost(SAVE),
        Focus::Question => operation::focus(dialog::CANCEL),
        Focus::CancelPhoto => operation::focus(super::CANCEL_PHOTO),
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
