//! The program: hands on what happens to the screens and to what lies over every screen, and draws both.

mod context;
mod drag;
mod frame;
mod layer;
mod look;
mod message;
mod passes;
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
pub use layer::Leaving;
pub use look::Preferences;
pub use message::Message;
pub use rescue::{Crashed, Rescue};
pub use signals::Signals;
pub use start::Start;
pub use warm_up::warm_up;

use self::context::Context;
use self::layer::{Layer, Other, Question};
use self::screens::{Request, Screens, Step};
use self::shortcut::Shortcut;
use self::signed_in::{Key, SignedIn};
use crate::access;
use crate::editor::Event as EditorEvent;
use crate::locale::{Arg, spoken};
use crate::measure;
use crate::paint;
use crate::screen::{profile, sign_in};
use crate::sentence::{self, Sentence};
use crate::store::{self, Standing};
use crate::theme;
use crate::widget::dialog;

use iced::widget::operation;
use iced::{Application, Event, Program, Subscription, Task, event, window};

use std::sync::atomic::{AtomicBool, Ordering};

/// The program's whole state.
#[derive(Debug)]
pub struct App {
    context: Context,
    screens: Screens,
    /// What lies over every screen.
    layer: Option<Layer>,
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
    /// The program at its start.
    pub fn new(start: Start) -> (Self, Task<Message>) {
        OPENED.store(true, Ordering::Relaxed);
        (start.begin)();
        let context = Context::new(start);
        let (screens, entered) = Screens::new(&context);
        let layer = Layer::notices(&context.config.notices);
        let scale = window::latest().and_then(window::scale_factor).map(Message::Scale);
        let begun = Task::batch([entered, scale, context.start_bridge(), context.storage.tidy()]);
        (Self { context, screens, layer }, begun)
    }

    fn title(&self) -> String {
        let ui = self.context.ui();
        match self.screens.inside() {
            None => ui.tr("general-name"),
            Some(inside) => {
                let name = Arg::Foreign(inside.profile().name().into());
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
        Subscription::batch([self.context.subscription(), self.screens.calls().map(|()| Message::Called)])
    }

    /// Takes in what happened.
    pub fn update(&mut self, message: Message) -> Task<Message> {
        let _span = measure::span("update");
        let task = self.take(message);
        self.context.rescue.note(self.screens.inside().and_then(|inside| inside.profile().last_draft()));
        task
    }

    fn take(&mut self, message: Message) -> Task<Message> {
        match message {
            Message::SignIn(message) => {
                let step = self.screens.sign_in(message, &mut self.context);
                self.step(step)
            }
            Message::Profile(message) => {
                let task = self.profile(message);
                Task::batch([task, self.screens.store_account(Key::AsBefore, &mut self.context)])
            }
            Message::Photo(message) => {
                let step = self.screens.photo(message, &mut self.context);
                self.step(step)
            }
            Message::Layer(message) => self.layer(message),
            Message::Shortcut(shortcut) => self.shortcut(shortcut),
            Message::Window(event) => self.window(&event),
            Message::Scale(scale) => self.rescale(scale),
            Message::Room(room) => self.context.frame.set_room(room, self.context.look.scale()),
            Message::Monitor(size) => self.context.frame.fit(size),
            Message::System(preferences) => {
                self.context.look.set_system(preferences);
                Task::none()
            }
            Message::KeyStored(Ok(is_stored)) => self.screens.note_stored_key(is_stored),
            Message::Listed(accounts) => {
                self.screens.know(accounts.clone());
                self.context.storage.set_accounts(accounts);
                Task::none()
            }
            Message::Remembered(Ok(Standing::SignedOut)) => {
                self.screens.signed_out_elsewhere(&mut self.context)
            }
            Message::Remembered(Ok(Standing::Listed)) => {
                self.screens.inside_mut().map_or_else(Task::none, SignedIn::note_listed)
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
            Message::Called => frame::bring_to_front(),
            Message::EndAsked => self.end(),
        }
    }

    /// Draws the window: the screens, what lies over them, what lies over everything.
    pub fn view(&self) -> paint::Element<'_, Message> {
        let _span = measure::span("view");
        let (ui, look) = (self.context.ui(), &self.context.look);
        let offers = match self.screens.inside() {
            None => layer::Offers::Door,
            Some(inside) => layer::Offers::Profile(inside.profile().editor()),
        };
        let layer = self.layer.as_ref().map(|layer| layer.view(ui, look, offers).map(Message::Layer));
        let target = (self.context.frame.drag.is_over() && self.takes_photos()).then(|| drag::target(ui));
        let root = access::root(self.screens.view(ui).push_maybe(layer).push_maybe(target), self.title())
            .scale(look.scale())
            .language(look.language().code())
            .watch(passes::watch())
            .on_event(|event, status| self.hear(event, status));
        match &self.context.bridge {
            Some(bridge) => paint::adapt(root.bridge(bridge)),
            None => paint::adapt(root),
        }
    }

    /// What the window and the keys mean besides what the widgets make of them. Shortcuts are keys that none of them
    /// took; Caps Lock is noticed in any case.
    fn hear(&self, event: &Event, status: event::Status) -> Option<Message> {
        match event {
            Event::Window(event) => Some(Message::Window(event.clone())),
            Event::Keyboard(event) => self.screens.hear(event).or_else(|| {
                let is_free = status == event::Status::Ignored;
                Shortcut::of(event).filter(|_| is_free).map(Message::Shortcut)
            }),
            _ => None,
        }
    }

    /// Does what a screen asks for.
    fn step(&mut self, (task, request): Step) -> Task<Message> {
        let done = match request {
            None => return task,
            Some(Request::Menu) => self.open(Layer::Menu),
            Some(Request::Leave(leaving)) => self.ask_to_leave(leaving),
            Some(Request::Ask(question)) => self.ask(question),
        };
        Task::batch([task, done])
    }

    fn profile(&mut self, message: profile::Message) -> Task<Message> {
        let step = self.screens.profile(message, &mut self.context);
        self.step(step)
    }

    /// Whether a photo can come in: somebody is signed in, and nothing lies over the screen.
    fn takes_photos(&self) -> bool {
        self.layer.is_none() && self.screens.inside().is_some_and(SignedIn::takes_photos)
    }

    fn window(&mut self, event: &window::Event) -> Task<Message> {
        let noted = self.context.frame.note(event);
        let dropped = self.context.frame.drag.note(event);
        let done = match event {
            window::Event::Rescaled(scale) => self.rescale(*scale),
            window::Event::CloseRequested => self.ask_to_leave(Leaving::Close),
            window::Event::Focused => self.profile(profile::Message::Returned),
            _ => match dropped.filter(|_| self.takes_photos()) {
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
        if !self.context.frame.rescale(scale) {
            return Task::none();
        }
        let fit = self.context.frame.fit_room(self.context.look.scale());
        let scale = self.context.device_scale();
        let drawn = self.screens.inside_mut().map_or_else(Task::none, |inside| inside.rescale(scale));
        Task::batch([fit, drawn])
    }

    fn shortcut(&mut self, shortcut: Shortcut) -> Task<Message> {
        let message = match shortcut {
            Shortcut::Quit => return self.ask_to_leave(Leaving::Close),
            // They want an answer first, and are said only once.
            Shortcut::Help if matches!(self.layer, Some(Layer::Asking(_) | Layer::Notices(_))) => {
                return Task::none();
            }
            Shortcut::Help => return self.open(Layer::Shortcuts),
            Shortcut::Escape => return self.escape(),
            Shortcut::PastePhoto if self.takes_photos() => {
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
        // What is under a layer or dialog cannot be seen, so its keys do nothing.
        let is_seen = self.layer.is_none() && self.screens.inside().is_some_and(SignedIn::is_at_profile);
        if is_seen { self.profile(message) } else { Task::none() }
    }

    /// Closes what lies on top.
    fn escape(&mut self) -> Task<Message> {
        if self.layer.is_some() {
            return self.close_layer();
        }
        let step = self.screens.escape(&mut self.context);
        self.step(step)
    }

    fn layer(&mut self, message: layer::Message) -> Task<Message> {
        match message {
            layer::Message::Opened(layer) => self.open(layer),
            layer::Message::Closed => self.close_layer(),
            layer::Message::CopyReport => {
                self.layer = Some(Layer::About { is_copied: true });
                self.context.copy_report()
            }
            layer::Message::Refresh => {
                self.layer = None;
                self.shortcut(Shortcut::Refresh)
            }
            layer::Message::UndoPhoto => {
                self.layer = None;
                self.profile(profile::Message::Edit(EditorEvent::UndoPhotoPressed))
            }
            layer::Message::UndoSave(save) => {
                self.layer = None;
                self.profile(profile::Message::Edit(EditorEvent::UndoSavePressed(save)))
            }
            layer::Message::LanguageChosen(language) => {
                self.context.look.set_language(language);
                self.context.storage.write_choice(store::Choice::Language(language.code()))
            }
            layer::Message::ThemeChosen(theme) => {
                self.context.look.set_theme(theme);
                self.context.storage.write_choice(store::Choice::Theme(theme))
            }
            layer::Message::Leave(leaving) => self.ask_to_leave(leaving),
            layer::Message::Left(leaving) => self.leave(leaving),
            layer::Message::OtherAccepted => match self.layer.take() {
                Some(Layer::Asking(Question::AnotherAccount(other, _))) => {
                    let Other { signed_in, keep, is_named: _ } = *other;
                    self.screens.enter(signed_in, keep, None, &mut self.context)
                }
                _ => Task::none(),
            },
        }
    }

    /// Closes what lies on top without doing what it offers.
    fn close_layer(&mut self) -> Task<Message> {
        if let Some(signals) = &self.context.signals {
            signals.stay();
        }
        let closed = self.layer.take();
        // What was pressed before this question was gone while the server was asked.
        let back = match &closed {
            Some(Layer::Asking(Question::AnotherAccount(..))) => operation::focus(sign_in::SUBMIT),
            _ => Task::none(),
        };
        self.layer = closed.and_then(Layer::below);
        back
    }

    fn open(&mut self, layer: Layer) -> Task<Message> {
        self.layer = Some(layer);
        Task::none()
    }

    fn ask(&mut self, question: Question) -> Task<Message> {
        self.layer = Some(Layer::Asking(question));
        operation::focus(dialog::CANCEL)
    }

    /// Leaves at once where nothing would be lost, else asks.
    fn ask_to_leave(&mut self, leaving: Leaving) -> Task<Message> {
        let (unsaved, busy) = self.screens.inside().map_or((0, false), |inside| {
            let (editor, writing) = (inside.profile().editor(), inside.profile().editor().writing());
            // What is written down waits for the next start, also what was sent and not answered. A photo on its way does
            // not: nobody looks what became of it.
            let stays = leaving != Leaving::SignOut && inside.profile().last_draft().is_some();
            let unsaved = if stays { 0 } else { editor.unsent() };
            (unsaved, writing.is_busy() && !(stays && writing.is_of_fields_alone()))
        });
        // Signing out always asks: it removes the key and the files.
        if unsaved == 0 && !busy && leaving != Leaving::SignOut {
            return self.leave(leaving);
        }
        let over = self.layer.take().and_then(Layer::set_aside);
        self.ask(Question::Leave { leaving, unsaved, busy, over })
    }

    /// Does what closing the window does, for somebody who may not be looking at it: a question brings it to the front.
    fn end(&mut self) -> Task<Message> {
        let task = self.ask_to_leave(Leaving::Close);
        if self.layer.is_none() { task } else { Task::batch([task, frame::bring_to_front()]) }
    }

    fn leave(&mut self, leaving: Leaving) -> Task<Message> {
        self.layer = None;
        match leaving {
            Leaving::Close => {
                let draft = self.screens.inside().map_or_else(Task::none, SignedIn::write_last_draft);
                let size = self.context.storage.write_size(self.context.frame.size);
                draft.chain(size).chain(iced::exit())
            }
            Leaving::Switch | Leaving::SignOut => self.screens.leave(leaving, &mut self.context),
        }
    }
}
