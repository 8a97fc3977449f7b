//! The program: passes messages to the screens and to the overlay above them, and draws both.

mod context;
mod drag;
mod frame;
mod look;
mod message;
mod overlay;
mod report;
mod rescue;
mod runtime;
mod saves;
mod screens;
mod shortcut;
mod signals;
mod signed_in;
mod start;
mod storage;
mod warm_up;

pub use crate::clock::Clock;
pub use frame::APPLICATION_ID;
pub use look::Preferences;
pub use message::Message;
pub use overlay::Leaving;
pub use rescue::{Crashed, Rescue};
pub use signals::Signals;
pub use start::Start;
pub use warm_up::warm_up;

use self::context::Context;
use self::overlay::{MenuEntries, Other, Overlay, Question};
use self::screens::{Request, Screens, Step};
use self::shortcut::Shortcut;
use self::signed_in::{KeyChange, SignedIn};
use crate::access;
use crate::editor::Event as EditorEvent;
use crate::locale::{Arg, spoken};
use crate::measure;
use crate::paint;
use crate::screen::{profile, sign_in};
use crate::sentence::{self, Sentence};
use crate::store::{self, AccountStatus};
use crate::theme;
use crate::widget::dialog;

use iced::{Application, Event, Program, Subscription, Task, event, widget::operation, window};

use std::sync::atomic::{AtomicBool, Ordering};

/// The program's whole state.
#[derive(Debug)]
pub struct App {
    context: Context,
    screens: Screens,
    /// The menu or a dialog above the screens.
    overlay: Option<Overlay>,
}

/// The program, to be run by iced or driven by tests.
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

/// Whether the program has opened its window. Without a display it never does.
pub fn has_opened() -> bool {
    OPENED.load(Ordering::Relaxed)
}

static OPENED: AtomicBool = AtomicBool::new(false);

impl App {
    /// The program at its start.
    pub fn new(start: Start) -> (Self, Task<Message>) {
        OPENED.store(true, Ordering::Relaxed);
        (start.begin)();
        let context = Context::new(start);
        let (screens, entered) = Screens::new(&context);
        let overlay = Overlay::at_start(&context.config);
        let scale = window::latest().and_then(window::scale_factor).map(Message::Scale);
        let begun = Task::batch([entered, scale, context.start_bridge(), context.storage.tidy()]);
        (Self { context, screens, overlay }, begun)
    }

    fn title(&self) -> String {
        let ui = self.context.ui();
        match self.screens.signed_in() {
            None => ui.tr("general-name"),
            Some(current) => {
                let name = Arg::Foreign(current.profile().name().into());
                spoken(&ui.tr_with("general-window-title", &[("name", name)]))
            }
        }
    }

    fn theme(&self) -> iced::Theme {
        self.context.look.theme()
    }

    fn scale(&self) -> f32 {
        self.context.look.scale()
    }

    fn subscription(&self) -> Subscription<Message> {
        Subscription::batch([
            self.context.subscription(),
            self.screens.front_requests().map(|()| Message::FrontRequested),
        ])
    }

    /// Handles a message.
    pub fn update(&mut self, message: Message) -> Task<Message> {
        let _span = measure::span("update");
        let task = self.handle(message);
        self.context.rescue.note(self.screens.signed_in().and_then(|current| current.profile().last_draft()));
        task
    }

    fn handle(&mut self, message: Message) -> Task<Message> {
        match message {
            Message::SignIn(message) => {
                let step = self.screens.sign_in(message, &mut self.context);
                self.step(step)
            }
            Message::Profile(message) => {
                let task = self.profile(message);
                Task::batch([task, self.screens.store_account(KeyChange::Unchanged, &mut self.context)])
            }
            Message::Photo(message) => {
                let step = self.screens.photo(message, &mut self.context);
                self.step(step)
            }
            Message::Overlay(message) => self.overlay(message),
            Message::Shortcut(shortcut) => self.shortcut(shortcut),
            Message::Window(event) => self.window(&event),
            Message::Scale(scale) => self.rescale(scale),
            Message::Space(space) => self.context.frame.set_space(space, self.context.look.scale()),
            Message::Monitor(size) => self.context.frame.set_monitor(size, self.context.look.scale()),
            Message::System(preferences) => match self.context.look.set_system(preferences) {
                true => self.redraw_at_scale(),
                false => Task::none(),
            },
            Message::KeyStored(Ok(is_stored)) => self.screens.note_stored_key(is_stored),
            Message::Listed(accounts) => {
                self.screens.set_accounts(accounts.clone());
                self.context.storage.set_accounts(accounts);
                Task::none()
            }
            Message::Remembered(Ok(AccountStatus::SignedOut)) => {
                self.screens.signed_out_elsewhere(&mut self.context)
            }
            Message::Remembered(Ok(AccountStatus::Listed)) => {
                self.screens.signed_in_mut().map_or_else(Task::none, SignedIn::note_listed)
            }
            Message::ChoiceStored(Ok(())) | Message::KeyForgotten(Ok(())) | Message::Wake => Task::none(),
            Message::KeyStored(Err(error)) => self.screens.say(sentence::keyring(&error)),
            Message::Remembered(Err(error)) => self.screens.say(sentence::store(&error)),
            Message::ChoiceStored(Err(_)) => self.screens.say(Sentence::of("config-not-kept")),
            Message::KeyForgotten(Err(_)) => self.screens.say(Sentence::of("keyring-key-still-there")),
            Message::FilesForgotten(forgotten, folder) => {
                let said = sentence::forgotten(&forgotten, &folder);
                said.map_or_else(Task::none, |said| self.screens.say(said))
            }
            Message::FrontRequested => frame::bring_to_front(),
            Message::EndRequested => self.end(),
        }
    }

    /// Draws the window: the screens, the overlay, and the target of a file that is dragged.
    pub fn view(&self) -> paint::Element<'_, Message> {
        let _span = measure::span("view");
        let (ui, look) = (self.context.ui(), &self.context.look);
        let entries = match self.screens.signed_in() {
            None => MenuEntries::SignedOut,
            Some(current) => MenuEntries::Profile(current.profile().editor()),
        };
        let overlay = self.overlay.as_ref().map(|open| open.view(ui, look, entries).map(Message::Overlay));
        let target = (self.context.frame.drag.is_over() && self.accepts_photos()).then(|| drag::target(ui));
        let root = access::root(self.screens.view(ui).push_maybe(overlay).push_maybe(target), self.title())
            .scale(look.scale())
            .language(look.language().code())
            .watch(context::watch_passes())
            .on_event(|event, status| self.message_for(event, status));
        match &self.context.bridge {
            Some(bridge) => paint::adapt(root.bridge(bridge)),
            None => paint::adapt(root),
        }
    }

    /// The message for an event. A shortcut works only if no widget used the key; Caps Lock is noticed in any case.
    fn message_for(&self, event: &Event, status: event::Status) -> Option<Message> {
        match event {
            Event::Window(event) => Some(Message::Window(event.clone())),
            Event::Keyboard(event) => self.screens.message_for(event).or_else(|| {
                let is_free = status == event::Status::Ignored;
                Shortcut::of(event).filter(|_| is_free).map(Message::Shortcut)
            }),
            _ => None,
        }
    }

    /// Does what a screen requests.
    fn step(&mut self, (task, request): Step) -> Task<Message> {
        let done = match request {
            None => return task,
            Some(Request::Menu) => self.open(Overlay::Menu),
            Some(Request::Leave(leaving)) => self.ask_to_leave(leaving),
            Some(Request::Ask(question)) => self.ask(question),
        };
        Task::batch([task, done])
    }

    fn profile(&mut self, message: profile::Message) -> Task<Message> {
        let step = self.screens.profile(message, &mut self.context);
        self.step(step)
    }

    /// Whether a photo can be dropped or pasted: somebody is signed in, and no overlay is open.
    fn accepts_photos(&self) -> bool {
        self.overlay.is_none() && self.screens.signed_in().is_some_and(SignedIn::accepts_photos)
    }

    fn window(&mut self, event: &window::Event) -> Task<Message> {
        let noted = self.context.frame.note(event);
        let dropped = self.context.frame.drag.note(event);
        let done = match event {
            window::Event::Rescaled(scale) => self.rescale(*scale),
            window::Event::CloseRequested => self.ask_to_leave(Leaving::Close),
            window::Event::Focused => self.profile(profile::Message::Returned),
            _ => match dropped.filter(|_| self.accepts_photos()) {
                None => return noted,
                Some((path, has_others)) => {
                    let step = self.screens.drop_photo(path, has_others, &mut self.context);
                    self.step(step)
                }
            },
        };
        Task::batch([done, noted])
    }

    fn rescale(&mut self, scale: f32) -> Task<Message> {
        if self.context.frame.rescale(scale) { self.redraw_at_scale() } else { Task::none() }
    }

    fn redraw_at_scale(&mut self) -> Task<Message> {
        let fit = self.context.frame.fit_space(self.context.look.scale());
        let scale = self.context.device_scale();
        let drawn = self.screens.signed_in_mut().map_or_else(Task::none, |current| current.rescale(scale));
        Task::batch([fit, drawn])
    }

    fn shortcut(&mut self, shortcut: Shortcut) -> Task<Message> {
        let message = match shortcut {
            Shortcut::Quit => return self.ask_to_leave(Leaving::Close),
            // A question must be answered first, and notices are shown only once.
            Shortcut::Help if matches!(self.overlay, Some(Overlay::Asking(_) | Overlay::Notices(_))) => {
                return Task::none();
            }
            Shortcut::Help => return self.open(Overlay::Shortcuts),
            Shortcut::Escape => return self.escape(),
            Shortcut::PastePhoto if self.accepts_photos() => {
                let step = self.screens.paste_photo(&mut self.context);
                return self.step(step);
            }
            Shortcut::PastePhoto => return Task::none(),
            Shortcut::Save => profile::Message::Edit(EditorEvent::SavePressed),
            Shortcut::Undo => profile::Message::Edit(EditorEvent::SteppedBack),
            Shortcut::Redo => profile::Message::Edit(EditorEvent::SteppedForward),
            Shortcut::Refresh => profile::Message::Edit(EditorEvent::RefreshPressed),
            Shortcut::ChoosePhoto => profile::Message::ChangePhoto,
        };
        // Shortcuts of a screen that is covered do nothing.
        let is_visible =
            self.overlay.is_none() && self.screens.signed_in().is_some_and(SignedIn::is_at_profile);
        if is_visible { self.profile(message) } else { Task::none() }
    }

    /// Closes the topmost overlay or screen.
    fn escape(&mut self) -> Task<Message> {
        if self.overlay.is_some() {
            return self.close_overlay();
        }
        let step = self.screens.escape(&mut self.context);
        self.step(step)
    }

    fn overlay(&mut self, message: overlay::Message) -> Task<Message> {
        match message {
            overlay::Message::Opened(overlay) => self.open(overlay),
            overlay::Message::Closed => self.close_overlay(),
            overlay::Message::CopyReport => {
                self.overlay = Some(Overlay::About { is_copied: true });
                self.context.copy_report()
            }
            overlay::Message::Edit(event) => {
                self.overlay = None;
                self.profile(profile::Message::Edit(event))
            }
            overlay::Message::LanguageChosen(language) => {
                self.context.look.set_language(language);
                self.context.storage.write_choice(store::Choice::Language(language.code()))
            }
            overlay::Message::ThemeChosen(theme) => {
                self.context.look.set_theme(theme);
                self.context.storage.write_choice(store::Choice::Theme(theme))
            }
            overlay::Message::Leave(leaving) => self.ask_to_leave(leaving),
            overlay::Message::Left(leaving) => self.leave(leaving),
            overlay::Message::LinkAccepted => {
                self.overlay = self.overlay.take().and_then(Overlay::below);
                self.screens.answer_link(true, &mut self.context)
            }
            overlay::Message::OtherAccepted => match self.overlay.take() {
                Some(Overlay::Asking(Question::AnotherAccount(other, _))) => {
                    let Other { signed_in, stay_signed_in, is_named: _ } = *other;
                    self.screens.enter(signed_in, stay_signed_in, None, &mut self.context)
                }
                _ => Task::none(),
            },
        }
    }

    /// Closes the overlay without doing what it offers.
    fn close_overlay(&mut self) -> Task<Message> {
        if let Some(signals) = &self.context.signals {
            signals.reset();
        }
        let closed = self.overlay.take();
        // The button that was pressed before this question did not exist while the server was asked, so it lost the focus.
        let back = match &closed {
            Some(Overlay::Asking(Question::AnotherAccount(..))) => operation::focus(sign_in::SUBMIT),
            Some(Overlay::Asking(Question::Link { .. })) => {
                self.screens.answer_link(false, &mut self.context)
            }
            _ => Task::none(),
        };
        self.overlay = closed.and_then(Overlay::below);
        back
    }

    fn open(&mut self, overlay: Overlay) -> Task<Message> {
        self.overlay = Some(overlay);
        Task::none()
    }

    fn ask(&mut self, question: Question) -> Task<Message> {
        self.overlay = Some(Overlay::Asking(question));
        operation::focus(dialog::CANCEL)
    }

    /// Leaves at once if nothing would be lost, otherwise asks.
    fn ask_to_leave(&mut self, leaving: Leaving) -> Task<Message> {
        let (unsaved, busy) = self.screens.signed_in().map_or((0, false), |current| {
            let (editor, writing) = (current.profile().editor(), current.profile().editor().writing());
            // The next start restores the draft, but does not check whether a photo that is being sent was stored.
            let stays = leaving != Leaving::SignOut && current.profile().last_draft().is_some();
            let unsaved = if stays { 0 } else { editor.unsaved_with_photo() };
            (unsaved, writing.is_busy() && !(stays && writing.is_of_fields_alone()))
        });
        // Signing out always asks: it removes the key and the files.
        if unsaved == 0 && !busy && leaving != Leaving::SignOut {
            return self.leave(leaving);
        }
        let over = self.overlay.take().and_then(Overlay::set_aside);
        self.ask(Question::Leave { leaving, unsaved, busy, over })
    }

    /// The same as closing the window, for a person who may not be looking at it: a question brings it to the front.
    fn end(&mut self) -> Task<Message> {
        let task = self.ask_to_leave(Leaving::Close);
        if self.overlay.is_none() { task } else { Task::batch([task, frame::bring_to_front()]) }
    }

    fn leave(&mut self, leaving: Leaving) -> Task<Message> {
        self.overlay = None;
        match leaving {
            Leaving::Close => {
                let draft = self.screens.signed_in().map_or_else(Task::none, SignedIn::write_last_draft);
                let size = self.context.storage.write_size(self.context.frame.size);
                draft.chain(size).chain(iced::exit())
            }
            Leaving::Switch | Leaving::SignOut => self.screens.leave(leaving, &mut self.context),
        }
    }
}
