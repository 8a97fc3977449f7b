//! The program: which screen is shown, what its actions lead to, and what lies over every screen.

mod account;
mod drag;
mod frame;
mod layer;
mod look;
mod passes;
mod photo;
mod runtime;
mod shortcut;
mod signals;
mod warm_up;

pub use account::Leaving;
pub use frame::APPLICATION_ID;
pub use look::{Clock, Preferences};
pub use signals::Signals;
pub use warm_up::warm_up;

use self::account::Kept;
use self::frame::Frame;
use self::layer::Layer;
use self::look::Look;
use self::shortcut::Shortcut;
use crate::access::{self, Bridge, scope};
use crate::api::Logins;
use crate::config::Config;
use crate::desktop::{Room, WorkArea};
use crate::editor::Event as EditorEvent;
use crate::locale::spoken;
use crate::measure;
use crate::paint;
use crate::screen::{self, sign_in};
use crate::sentence::{self, Sentence};
use crate::store::{self, Account, Standing, Store};
use crate::theme;
use crate::vault::{self, Vault};
use crate::widget::Ui;
use crate::widget::pile::pile;

use iced::widget::Space;
use iced::{Application, Element, Event, Program, Size, Task, event, window};

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

/// Everything the program starts from. Cheap to clone, since iced may boot more than once.
#[derive(Debug, Clone)]
pub struct Start {
    /// What the arguments, the environment and the settings say.
    pub config: Config,
    /// The accounts known on this machine, the last used first.
    pub accounts: Vec<Account>,
    /// Files of this person; none where there is no place for them.
    pub store: Option<Store>,
    /// The keyring.
    pub vault: Vault,
    /// Where the time comes from.
    pub clock: Clock,
    /// The part of the screen that windows may take; none where it is not known yet.
    pub work_area: Option<WorkArea>,
    /// The way to assistive technology; none in tests without a desktop.
    pub bridge: Option<Bridge>,
    /// The signals that ask it to end; none in tests, which are ended as ever.
    pub signals: Option<Signals>,
    /// Starts what has threads of its own, once the system's event loop is there; before that they would delay it (see
    /// [`warm_up`]).
    pub begin: fn(),
}

/// The program's whole state.
#[derive(Debug)]
pub struct App {
    start: Start,
    look: Look,
    frame: Frame,
    logins: Logins,
    state: State,
    layer: Option<Layer>,
}

/// Who is there.
#[derive(Debug)]
enum State {
    SignedOut(screen::SignIn),
    SignedIn(SignedIn),
}

/// What exists only while somebody is signed in.
#[derive(Debug)]
struct SignedIn {
    profile: screen::Profile,
    photo: Option<screen::Photo>,
    /// Where photos were chosen last.
    folder: Option<PathBuf>,
    /// Signing in again after the key was refused; the edits wait behind it.
    renewal: Option<screen::SignIn>,
    /// What is kept of the account on this machine.
    kept: Kept,
    /// Whether its key may be in the keyring.
    may_have_key: bool,
}

/// What happens.
#[derive(Debug, Clone)]
pub enum Message {
    /// On the sign-in screen, or the one that renews.
    SignIn(sign_in::Message),
    /// On the profile.
    Profile(screen::profile::Message),
    /// On the photo screen.
    Photo(screen::photo::Message),
    /// In what lies over the screens.
    Layer(layer::Message),
    /// A shortcut was pressed.
    Shortcut(Shortcut),
    /// The window opened, changed or wants to close.
    Window(window::Event),
    /// The window's scale is known.
    Scale(f32),
    /// The work area is known or has changed.
    Room(Room),
    /// The size of the screen in pixels of the layout, where no work area is told.
    Monitor(Size),
    /// What the system prefers is known or changed.
    System(Preferences),
    /// The keyring took the key, or not; false where there was none to be kept.
    KeyKept(Result<bool, vault::Error>),
    /// The list of accounts was written, or not, or the account was signed out of in another window.
    Remembered(Result<Standing, store::Error>),
    /// The list of accounts was read again: another window may have changed it.
    Listed(Vec<Account>),
    /// The choices of the menu were written, or not.
    LookKept(Result<(), store::Error>),
    /// The files of an account that was signed out of are gone, or not.
    FilesForgotten(store::Forgotten, PathBuf),
    /// Its key is gone, or not.
    KeyForgotten(Result<(), vault::Error>),
    /// A signal asked the program to end.
    EndAsked,
    /// Assistive technology asked for something; the redraw brings it to its widget.
    Wake,
}

/// The program as iced runs it, and as the tests drive it.
pub fn application(
    start: Start,
) -> Application<impl Program<State = App, Message = Message, Theme = iced::Theme>> {
    let window = frame::settings(&start);
    let mut application = iced::application(move || App::new(start.clone()), App::update, App::view)
        .executor::<runtime::Executor>()
        .title(App::title)
        .theme(App::theme)
        .subscription(App::subscription)
        .scale_factor(App::scale)
        .default_font(theme::REGULAR)
        .window(window);
    for font in theme::FONTS {
        application = application.font(font);
    }
    application
}

/// Whether the program came as far as having a window: where there is no display it never does.
pub fn has_opened() -> bool {
    OPENED.load(Ordering::Relaxed)
}

static OPENED: AtomicBool = AtomicBool::new(false);

impl App {
    /// The program at its start: on the way into the last account where a key is kept, else at the door.
    pub fn new(start: Start) -> (Self, Task<Message>) {
        OPENED.store(true, Ordering::Relaxed);
        (start.begin)();
        let logins = Logins::default();
        let look = Look::new(&start.config.interface, start.clock.clone());
        let door = sign_in_start(&start, &logins, &look);
        let resumed = start.accounts.first().filter(|account| account.active).cloned();
        let (sign_in, task) = match (&start.config.key, resumed) {
            (Some(_), _) => screen::SignIn::resume_with_key(door),
            (None, Some(account)) => screen::SignIn::resume(account, door),
            (None, None) => screen::SignIn::new(door),
        };
        let app = Self {
            look,
            frame: Frame::new(&start),
            logins,
            state: State::SignedOut(sign_in),
            layer: Layer::notices(&start.config.notices),
            start,
        };
        let scale = window::latest().and_then(window::scale_factor).map(Message::Scale);
        let bridge = app.start.bridge.as_ref().map_or_else(Task::none, Bridge::start);
        let tidy = app.tidy();
        (app, Task::batch([task.map(Message::SignIn), scale, bridge, tidy]))
    }

    fn title(&self) -> String {
        let name = match &self.state {
            State::SignedOut(_) => return self.ui().tr("general-name"),
            State::SignedIn(inside) => inside.profile.name(),
        };
        let name = crate::locale::Arg::Foreign(name.into());
        spoken(&self.ui().tr_with("general-window-title", &[("name", name)]))
    }

    fn theme(&self) -> iced::Theme {
        self.look.theme()
    }

    fn scale(&self) -> f32 {
        self.look.scale()
    }

    fn ui(&self) -> Ui<'_> {
        self.look.ui(self.frame.size)
    }

    /// Takes in what happened.
    pub fn update(&mut self, message: Message) -> Task<Message> {
        let _span = measure::span("update");
        match message {
            Message::SignIn(message) => self.sign_in(message),
            Message::Profile(message) => {
                let task = self.profile(message);
                Task::batch([task, self.keep_up()])
            }
            Message::Photo(message) => self.photo(message),
            Message::Layer(message) => self.layer(message),
            Message::Shortcut(shortcut) => self.shortcut(shortcut),
            Message::Window(event) => self.window(&event),
            Message::Scale(scale) => self.rescale(scale),
            Message::Room(room) => self.room(room),
            Message::Monitor(size) => self.fit(size),
            Message::System(preferences) => {
                self.look.set_system(preferences);
                Task::none()
            }
            Message::KeyKept(Ok(is_kept)) => {
                if let State::SignedIn(inside) = &mut self.state {
                    inside.may_have_key |= is_kept;
                }
                Task::none()
            }
            Message::Remembered(Ok(Standing::Listed))
            | Message::LookKept(Ok(()))
            | Message::KeyForgotten(Ok(()))
            | Message::Wake => Task::none(),
            Message::KeyKept(Err(error)) => self.say(sentence::keyring(&error)),
            Message::Remembered(Err(error)) => self.say(sentence::store(&error)),
            Message::LookKept(Err(_)) => self.say(Sentence::of("config-not-kept")),
            Message::Remembered(Ok(Standing::SignedOut)) => self.signed_out_elsewhere(),
            Message::Listed(accounts) => self.listed(accounts),
            Message::FilesForgotten(forgotten, folder) => match sentence::forgotten(&forgotten, &folder) {
                Some(sentence) => self.say(sentence),
                None => Task::none(),
            },
            Message::KeyForgotten(Err(_)) => self.say(Sentence::of("keyring-key-still-there")),
            Message::EndAsked => self.end(),
        }
    }

    /// Draws the window: the screen, what lies over it, what lies over everything.
    pub fn view(&self) -> paint::Element<'_, Message> {
        let _span = measure::span("view");
        let ui = self.ui();
        let mut pile = match &self.state {
            State::SignedOut(sign_in) => pile(scope("door", sign_in.view(ui).map(Message::SignIn))),
            State::SignedIn(inside) => pile(scope("profile", inside.profile.view(ui).map(Message::Profile))),
        };
        if let State::SignedIn(inside) = &self.state {
            let photo = inside
                .photo
                .as_ref()
                .map(|photo| photo.view(inside.profile.editor(), ui).map(Message::Photo));
            let renewal = inside.renewal.as_ref().map(|renewal| renewal.view(ui).map(Message::SignIn));
            pile = pile
                .push(place(photo.map(|photo| scope("photo", photo))))
                .push(place(renewal.map(|renewal| scope("renewal", renewal))));
        }
        let offers = match &self.state {
            State::SignedOut(_) => layer::Offers::Door,
            State::SignedIn(inside) if inside.profile.editor().can_undo_photo() => {
                layer::Offers::ProfileAndUndo
            }
            State::SignedIn(_) => layer::Offers::Profile,
        };
        pile = pile.push_maybe(self.layer.as_ref().map(|layer| layer.view(ui, &self.look, offers)));
        pile = pile.push_maybe(self.is_target().then(|| drag::target(ui)));
        let root = access::root(pile, self.title())
            .scale(self.look.scale())
            .language(self.look.language().code())
            .watch(passes::watch())
            .on_event(|event, status| self.hear(event, status));
        match &self.start.bridge {
            Some(bridge) => paint::through(root.bridge(bridge)),
            None => paint::through(root),
        }
    }

    /// What the window and the keys mean besides what the widgets make of them. Shortcuts are keys that none of them
    /// took; Caps Lock is noticed in any case.
    fn hear(&self, event: &Event, status: event::Status) -> Option<Message> {
        match event {
            Event::Window(event) => Some(Message::Window(event.clone())),
            Event::Keyboard(event) => match &self.state {
                State::SignedOut(sign_in) | State::SignedIn(SignedIn { renewal: Some(sign_in), .. }) => {
                    sign_in.hear(event).map(Message::SignIn)
                }
                State::SignedIn(_) => None,
            }
            .or_else(|| {
                let is_free = status == event::Status::Ignored;
                Shortcut::of(event).filter(|_| is_free).map(Message::Shortcut)
            }),
            _ => None,
        }
    }

    fn sign_in(&mut self, message: sign_in::Message) -> Task<Message> {
        let screen = match &mut self.state {
            State::SignedOut(sign_in) => sign_in,
            State::SignedIn(SignedIn { renewal: Some(sign_in), .. }) => sign_in,
            State::SignedIn(_) => return Task::none(),
        };
        match screen.update(message) {
            sign_in::Action::None => Task::none(),
            sign_in::Action::Run(task) => task.map(Message::SignIn),
            sign_in::Action::SignedIn { signed_in, keep, account } => {
                self.signed_in(*signed_in, keep, account)
            }
            sign_in::Action::Leave => {
                if let State::SignedIn(inside) = &mut self.state {
                    inside.renewal = None;
                }
                Task::none()
            }
            sign_in::Action::Menu => self.open_menu(),
        }
    }

    fn profile(&mut self, message: screen::profile::Message) -> Task<Message> {
        let State::SignedIn(inside) = &mut self.state else {
            return Task::none();
        };
        let action = inside.profile.update(message);
        self.profile_action(action)
    }

    /// Lets something happen to what is edited.
    fn profile_event(&mut self, event: EditorEvent) -> Task<Message> {
        self.profile(screen::profile::Message::Edit(event))
    }

    fn profile_action(&mut self, action: screen::profile::Action) -> Task<Message> {
        let State::SignedIn(inside) = &mut self.state else {
            return Task::none();
        };
        match action {
            screen::profile::Action::None => Task::none(),
            screen::profile::Action::Run(task) => task.map(Message::Profile),
            screen::profile::Action::ChangePhoto => self.change_photo(),
            screen::profile::Action::MakePhoto => self.with_photo(screen::Photo::make),
            screen::profile::Action::PhotoSent(task) => {
                inside.photo = None;
                Task::batch([task.map(Message::Profile), self.profile_event(EditorEvent::PhotoScreenLeft)])
            }
            screen::profile::Action::Expired(said, task) => {
                Task::batch([task.map(Message::Profile), self.expired(said)])
            }
            screen::profile::Action::SwitchAccount => self.ask_to_leave(Leaving::Switch),
            screen::profile::Action::SignOut => self.ask_to_leave(Leaving::SignOut),
            screen::profile::Action::Menu => self.open_menu(),
            screen::profile::Action::CopyGroups(which) => {
                let ui = self.look.ui(self.frame.size);
                inside.profile.copy_groups(which, ui).map(Message::Profile)
            }
        }
    }

    fn open_menu(&mut self) -> Task<Message> {
        self.layer = Some(Layer::Menu);
        Task::none()
    }

    /// The key was refused: signing in lies over the profile, which keeps its edits, and says why.
    pub(super) fn expired(&mut self, said: Sentence) -> Task<Message> {
        let start = sign_in_start(&self.start, &self.logins, &self.look);
        let State::SignedIn(inside) = &mut self.state else {
            return Task::none();
        };
        let renewal = sign_in::Renewal {
            server: inside.profile.session().server().me().into(),
            name: inside.profile.name(),
            keep: inside.profile.is_kept(),
            said,
        };
        let (renewal, task) = screen::SignIn::renew(renewal, start);
        inside.renewal = Some(renewal);
        task.map(Message::SignIn)
    }

    /// Says something on whatever screen is there.
    fn say(&mut self, sentence: Sentence) -> Task<Message> {
        match &mut self.state {
            State::SignedOut(sign_in) => {
                sign_in.note(sentence);
                Task::none()
            }
            State::SignedIn(inside) => inside.profile.tell(sentence).map(Message::Profile),
        }
    }
}

/// Something that may be there, in a place that is always there: what lies over it stays the same layer.
fn place<'a>(content: Option<Element<'a, Message>>) -> Element<'a, Message> {
    content.unwrap_or_else(|| Space::new().into())
}

fn sign_in_start(start: &Start, logins: &Logins, look: &Look) -> sign_in::Start {
    sign_in::Start {
        options: start.config.options.clone(),
        server: start.config.server.clone(),
        accounts: start.accounts.clone(),
        vault: start.vault.clone(),
        logins: logins.clone(),
        language: look.answers(),
        key: start.config.key.clone(),
    }
}
