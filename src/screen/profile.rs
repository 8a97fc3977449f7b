//! The profile: the form, the photo, completion, groups and the account.

mod connection;
mod groups;
mod message;
mod picture;
mod view;
mod work;
mod writer;

pub use self::connection::KnownAccount;
pub use self::message::{Action, Message};
pub use self::view::{question, value_words, view};
pub use self::work::perform;

use self::connection::Connection;
use self::groups::Groups;
use self::picture::{PhotoSource, ShownPhoto};
use self::work::Running;
use self::writer::Writer;
use crate::access::focus_if_lost;
use crate::api::{self, Server, Session};
use crate::clock::Clock;
use crate::editor::{self, Done, Editor, Effects, Event, Focus, Navigation};
use crate::profile::{self, Draft, Field, Identity, LastKnown, Names};
use crate::sentence::{self, Sentence};
use crate::store::{self, Account, DraftLock, FoundDraft, Store};
use crate::widget::{Ui, dialog};

use iced::widget::image::Handle;
use iced::widget::operation;
use iced::{Task, clipboard};

/// The profile screen. It exists only while somebody is signed in. The editor decides what is edited, sent and shown as
/// a message; this screen runs its work and draws its state.
#[derive(Debug)]
pub struct Profile {
    connection: Connection,
    /// Whether the next start goes on with this account.
    stay_signed_in: bool,
    store: Option<Store>,
    clock: Clock,
    scale: f32,
    editor: Editor,
    running: Running,
    writer: Writer,
    photo: ShownPhoto,
    groups: Groups,
    /// Whether the account is on the list of this machine.
    is_listed: bool,
    /// The newest profile from the server, if it is not stored for the next start yet.
    unstored: Option<LastKnown>,
}

/// What the screen needs from the program, independent of the person.
#[derive(Debug, Clone)]
pub struct ScreenContext {
    /// The files of this person; none if there is no folder for them.
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
        stay_signed_in: bool,
        saved: profile::Profile,
        context: ScreenContext,
    ) -> (Self, Task<Message>) {
        let editor = Editor::new(session.server().host(), saved);
        let mut screen = Self::with(Connection::new(session), stay_signed_in, editor, context);
        let saved = screen.editor.saved().clone();
        screen.unstored = Some(LastKnown { profile: saved, read_at: screen.clock.now() });
        let picture = screen.load_photo();
        (screen, picture)
    }

    /// Opens the stored profile of the last run with its photo, and reads both again from the server.
    pub fn resume(mut known: KnownAccount, last: LastKnown, context: ScreenContext) -> (Self, Task<Message>) {
        let photo = known.photo.take();
        let editor = Editor::resume(known.server.host(), last);
        let mut screen = Self::with(Connection::to(known), true, editor, context);
        screen.is_listed = true;
        let source = screen.photo_source();
        let picture = screen.photo.resume(photo, source).map(Message::PhotoLookedUp);
        let (asked, _) = screen.run(Event::Opened);
        (screen, Task::batch([picture, asked]))
    }

    fn with(connection: Connection, stay_signed_in: bool, editor: Editor, context: ScreenContext) -> Self {
        let ScreenContext { store, clock, scale } = context;
        Self {
            connection,
            stay_signed_in,
            store,
            clock,
            scale,
            editor,
            running: Running::default(),
            writer: Writer::default(),
            photo: ShownPhoto::default(),
            groups: Groups::default(),
            is_listed: false,
            unstored: None,
        }
    }

    /// Reads the draft of an earlier run. From then on the draft is stored. Call it for an account that is in the list
    /// of this machine.
    pub fn open_draft(&self) -> Task<Message> {
        self.place().map_or_else(Task::none, writer::open)
    }

    /// The window has got the focus again. Another window of this account may have closed meanwhile, and the shown
    /// profile may be old.
    fn returned(&mut self) -> Action {
        let (asked, navigation) = self.run(Event::Returned);
        let taken_over = writer::take_over(&self.writer, self.place());
        Action::of(Task::batch([asked, taken_over]), navigation)
    }

    /// The lock of the draft, if this window has it: it was the first one that opened the account.
    pub fn draft_lock(&self) -> Option<&DraftLock> {
        self.writer.draft_lock()
    }

    /// The draft to store before this screen closes, with its place. None if this window does not store the draft.
    pub fn last_draft(&self) -> Option<(Store, Account, Option<Draft>)> {
        let is_on = self.draft_lock().is_some() && self.editor.drafting().is_on();
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
        let (restored, navigation) = self.run(Event::DraftFound(found.draft));
        let damaged =
            if found.is_damaged { self.tell(Sentence::of("profile-draft-damaged")) } else { Task::none() };
        Action::of(Task::batch([restored, damaged]), navigation)
    }

    /// The person's name, which is also the title of the window.
    pub fn name(&self) -> String {
        self.editor.saved().display_name()
    }

    /// The photo as a small circle; none if there is no photo.
    pub fn small_photo(&self) -> Option<Handle> {
        self.photo.drawn(true)
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

    /// The identity of the person on the server; none if the server does not tell it.
    pub fn identity(&self) -> Option<Identity> {
        self.connection.identity()
    }

    /// Notes that the account is in the list of this machine. From now on the profile is stored for the next start.
    pub fn note_listed(&mut self) -> Task<Message> {
        self.is_listed = true;
        self.store_last_known()
    }

    /// The editor of the profile.
    pub fn editor(&self) -> &Editor {
        &self.editor
    }

    /// The account that is shown, with the data of the last answer; none if the server does not tell who the person is.
    pub fn account(&self) -> Option<Account> {
        let server = self.connection.server();
        Some(Account {
            origin: server.origin(),
            address: server.me().into(),
            identity: self.connection.identity()?,
            name: self.name(),
            active: self.stay_signed_in,
            capital_gender: self.connection.has_capital_gender(),
        })
    }

    /// Whether a profile certainly belongs to the person of this screen: it has their identity.
    pub fn is_of(&self, record: &profile::Profile) -> bool {
        self.connection.identity().is_some_and(|who| Names::of(record).has(&who))
    }

    /// Whether the next start goes on with this account.
    pub fn stays_signed_in(&self) -> bool {
        self.stay_signed_in
    }

    /// Copies groups as text in the language of the interface: the one with this index in the profile, or all of them.
    pub fn copy_groups(&mut self, which: Option<usize>, ui: Ui<'_>) -> Task<Message> {
        let groups = &self.editor.saved().groups;
        let text = match which {
            None => groups::as_text(groups, ui),
            Some(place) => groups.get(place).map(|group| groups::details(group, ui)).unwrap_or_default(),
        };
        Task::batch([clipboard::write(text), self.run(Event::Worked(Sentence::of("groups-copied"))).0])
    }

    /// Continues with a new key of the same person.
    pub fn renew(&mut self, session: Session, now: profile::Profile, stay_signed_in: bool) -> Action {
        self.connection = Connection::new(session);
        self.stay_signed_in = stay_signed_in;
        self.edit(Event::Renewed(Box::new(now)))
    }

    /// Passes an event to the editor that only the app knows of.
    pub fn handle(&mut self, event: Event) -> Action {
        self.edit(event)
    }

    /// Shows a sentence that is not about the form.
    pub fn tell(&mut self, sentence: Sentence) -> Task<Message> {
        self.run(Event::Told(sentence)).0
    }

    /// Sets the scale of the screen, and draws the photo again at its resolution.
    pub fn rescale(&mut self, scale: f32) -> Task<Message> {
        self.scale = scale;
        self.photo.reload(self.photo_source()).map(Message::PhotoLookedUp)
    }

    /// Handles a message.
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
            Message::PhotoLookedUp(result) => match self.photo.handle(result) {
                Some(fingerprint) => self.edit(Event::PhotoShown(fingerprint)),
                None => Action::None,
            },
            Message::Groups(groups::Message::Toggled(group)) => {
                self.groups.toggle(group);
                Action::None
            }
            Message::Groups(groups::Message::Searched(search)) => {
                self.groups.set_search(search);
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
        let (task, navigation) = self.run(event);
        Action::of(task, navigation)
    }

    /// Passes an event to the editor, and runs the effects.
    fn run(&mut self, event: Event) -> (Task<Message>, Option<Navigation>) {
        if matches!(event, Event::Done(..) | Event::Renewed(_)) {
            self.groups.forget_texts();
        }
        let Effects { work, focus, photo, last_known, navigation, .. } =
            self.editor.handle(event, self.clock.now());
        let work = self.running.start(self.connection.session(), self.place(), work);
        self.running.drop_unwanted(&self.editor);
        let opened = match self.running.is_waiting() {
            true => self.connection.open(self.editor.saved()).map(Message::Connection),
            false => Task::none(),
        };
        let photo = match photo {
            Some(editor::PhotoReload::AddressChanged) => self.photo.load(self.photo_source()),
            Some(editor::PhotoReload::ProfileRead) => self.photo.reload(self.photo_source()),
            Some(editor::PhotoReload::ChangedHere) => self.photo.fetch(self.photo_source()),
            None => Task::none(),
        };
        let (work, photo) = (work.map(Message::Edit), photo.map(Message::PhotoLookedUp));
        self.connection.note(navigation.as_ref(), last_known.is_some());
        self.unstored = last_known.or(self.unstored.take());
        let stored = if self.is_listed { self.store_last_known() } else { Task::none() };
        let focus = focus.map_or_else(Task::none, focus_on);
        (Task::batch([work, opened, photo, stored, focus]), navigation)
    }

    /// The connection was opened, or that failed. The work that waited for the session is started, or ends with the
    /// error.
    fn connected(&mut self, answer: Result<Session, api::Error>) -> Action {
        let waiting = self.running.take_waiting();
        let error = match answer {
            Ok(session) => {
                self.connection = Connection::new(session);
                let work = self.running.start(self.connection.session(), self.place(), waiting);
                let photo = self.photo.reload(self.photo_source()).map(Message::PhotoLookedUp);
                return Action::Run(Task::batch([work.map(Message::Edit), photo]));
            }
            Err(error) => error,
        };
        self.connection.fail();
        let (mut tasks, mut left) = (Vec::new(), None);
        for (id, _) in waiting {
            let (task, navigation) = self.run(Event::Done(id, Done::Answered(Err(error.clone()))));
            tasks.push(task);
            left = navigation.or(left);
        }
        Action::of(Task::batch(tasks), left)
    }

    fn store_last_known(&mut self) -> Task<Message> {
        match self.place().zip(self.unstored.take()) {
            Some(((store, account), last)) => Task::future(store_last_known(store, account, last)).discard(),
            None => Task::none(),
        }
    }

    fn load_photo(&mut self) -> Task<Message> {
        self.photo.load(self.photo_source()).map(Message::PhotoLookedUp)
    }

    /// The data that loading the photo needs.
    fn photo_source(&self) -> PhotoSource {
        PhotoSource {
            url: self.editor.saved().avatar.clone(),
            session: self.connection.session().cloned(),
            place: self.place(),
            scale: self.scale,
        }
    }

    /// The store and the account, if there is a folder for the files of this person.
    fn place(&self) -> Option<(Store, Account)> {
        self.store.clone().zip(self.account())
    }
}

async fn store_last_known(store: Store, account: Account, last: LastKnown) {
    if let Err(error) = store.write_last_known(account, last).await {
        tracing::warn!(kind = crate::log::kind(&error), "the profile was not stored for the next start");
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

/// The id of the button *Save*.
const SAVE: &str = "save";

/// The id of the control of a field. For the photo it is the button that changes it, for the gender the chosen option.
fn widget_id(field: Field) -> &'static str {
    match field {
        Field::Avatar => "change-photo",
        field => field.key(),
    }
}
