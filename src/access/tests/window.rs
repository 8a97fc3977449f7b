//! A small program in a window without a display, driven by events.

use crate::access::collector::{Collector, Tree};
use crate::access::focus::Deliver;

use accesskit::{Action, ActionData, ActionRequest, NodeId, Role, TreeId};
use iced::advanced::clipboard::{self, Clipboard};
use iced::advanced::graphics::text::font_system;
use iced::advanced::renderer::{self, Headless as _};
use iced::advanced::widget::Operation;
use iced::keyboard::key::{Code, Named, Physical};
use iced::keyboard::{self, Key, Location, Modifiers};
use iced::{Color, Element, Event, Font, Pixels, Point, Size, Theme, mouse, window};
use iced_runtime::UserInterface;
use iced_runtime::user_interface::Cache;

use std::borrow::Cow;
use std::time::{Duration, Instant};

/// A program: a state, a function for messages, and a view.
pub(crate) struct Window<S, M> {
    pub(crate) state: S,
    pub(crate) clipboard: Memory,
    pub(crate) size: Size,
    /// The moment of the next redraw.
    pub(crate) now: Instant,
    /// When the interface asked to be drawn again, at the last redraw.
    pub(crate) redraw: window::RedrawRequest,
    /// Whether it asked for an input method then.
    pub(crate) has_input_method: bool,
    pub(crate) modifiers: Modifiers,
    update: fn(&mut S, M),
    view: fn(&S) -> Element<'_, M>,
    cache: Option<Cache>,
    renderer: iced::Renderer,
    cursor: mouse::Cursor,
}

/// The two clipboards of X11.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    pub(crate) standard: Option<String>,
    pub(crate) primary: Option<String>,
}

impl<S, M> Window<S, M> {
    pub(crate) fn new(state: S, update: fn(&mut S, M), view: fn(&S) -> Element<'_, M>) -> Self {
        static FONT: &[u8] = include_bytes!("../../../assets/fonts/Vazirmatn-Regular.ttf");
        font_system().write().unwrap().load_font(Cow::Borrowed(FONT));
        let renderer = iced::Renderer::new(Font::with_name("Vazirmatn"), Pixels(16.0));
        let mut window = Self {
            state,
            clipboard: Memory::default(),
            size: Size::new(400.0, 300.0),
            now: Instant::now(),
            redraw: window::RedrawRequest::Wait,
            has_input_method: false,
            modifiers: Modifiers::empty(),
            update,
            view,
            cache: Some(Cache::new()),
            renderer,
            cursor: mouse::Cursor::Unavailable,
        };
        window.redraw();
        window
    }

    /// Draws the next frame, as often as the program changes something in it.
    pub(crate) fn redraw(&mut self) {
        self.send(&[Event::Window(window::Event::RedrawRequested(self.now))]);
    }

    /// Draws a frame after this time has passed.
    pub(crate) fn wait(&mut self, time: Duration) {
        self.now += time;
        self.redraw();
    }

    /// Passes events to the widgets and their messages to the program, until there are none.
    pub(crate) fn send(&mut self, events: &[Event]) {
        let mut messages = Vec::new();
        let mut ui = Self::interface(&self.state, self.view, self.size, &mut self.cache, &mut self.renderer);
        let (state, _) =
            ui.update(events, self.cursor, &mut self.renderer, &mut self.clipboard, &mut messages);
        if let iced_runtime::user_interface::State::Updated { redraw_request, input_method, .. } = state {
            self.redraw = redraw_request;
            self.has_input_method = input_method.is_enabled();
        }
        self.cache = Some(ui.into_cache());
        for message in messages {
            (self.update)(&mut self.state, message);
        }
        if !matches!(events, [Event::Window(window::Event::RedrawRequested(_))]) {
            self.redraw();
        }
    }

    fn interface<'a>(
        state: &'a S,
        view: fn(&S) -> Element<'_, M>,
        size: Size,
        cache: &mut Option<Cache>,
        renderer: &mut iced::Renderer,
    ) -> UserInterface<'a, M, Theme, iced::Renderer> {
        UserInterface::build(view(state), size, cache.take().unwrap(), renderer)
    }

    pub(crate) fn operate(&mut self, operation: &mut dyn Operation) {
        let mut ui = Self::interface(&self.state, self.view, self.size, &mut self.cache, &mut self.renderer);
        ui.operate(&self.renderer, operation);
        self.cache = Some(ui.into_cache());
    }

    pub(crate) fn tree(&mut self) -> Tree {
        let mut collector = Collector::new();
        self.operate(&mut collector);
        collector.finish("Test", self.size, 1.0)
    }

    /// The name of the node with the focus.
    pub(crate) fn focused(&mut self) -> String {
        let tree = self.tree();
        tree.all()
            .into_iter()
            .find(|found| found.id == tree.focus)
            .map(|found| found.name)
            .unwrap_or_default()
    }

    /// What assistive technology would ask for.
    pub(crate) fn request(&mut self, target_node: NodeId, action: Action, data: Option<ActionData>) {
        self.operate(&mut Deliver(ActionRequest { action, target_tree: TreeId::ROOT, target_node, data }));
        self.redraw();
    }

    pub(crate) fn key(&mut self, key: Named) {
        self.press_key(
            Key::Named(key),
            None,
            Physical::Unidentified(keyboard::key::NativeCode::Unidentified),
        );
    }

    pub(crate) fn key_with(&mut self, key: Named, modifiers: Modifiers) {
        self.hold(modifiers);
        self.key(key);
        self.hold(Modifiers::empty());
    }

    /// Types text letter by letter.
    pub(crate) fn write(&mut self, text: &str) {
        for letter in text.chars() {
            let text = letter.to_string();
            let unknown = Physical::Unidentified(keyboard::key::NativeCode::Unidentified);
            self.press_key(Key::Character(text.as_str().into()), Some(&text), unknown);
        }
    }

    /// Presses a shortcut, with the letter that the layout has on that key.
    pub(crate) fn shortcut(&mut self, letter: &str, code: Code, modifiers: Modifiers) {
        self.hold(modifiers);
        self.press_key(Key::Character(letter.into()), None, Physical::Code(code));
        self.hold(Modifiers::empty());
    }

    pub(crate) fn hold(&mut self, modifiers: Modifiers) {
        self.modifiers = modifiers;
        self.send(&[Event::Keyboard(keyboard::Event::ModifiersChanged(modifiers))]);
    }

    fn press_key(&mut self, key: Key, text: Option<&str>, physical_key: Physical) {
        let pressed = keyboard::Event::KeyPressed {
            key: key.clone(),
            modified_key: key.clone(),
            physical_key,
            location: Location::Standard,
            modifiers: self.modifiers,
            text: text.map(Into::into),
            repeat: false,
        };
        let released = keyboard::Event::KeyReleased {
            key: key.clone(),
            modified_key: key,
            physical_key,
            location: Location::Standard,
            modifiers: self.modifiers,
        };
        self.send(&[Event::Keyboard(pressed), Event::Keyboard(released)]);
    }

    pub(crate) fn point(&mut self, x: f32, y: f32) {
        let position = Point::new(x, y);
        self.cursor = mouse::Cursor::Available(position);
        self.send(&[Event::Mouse(mouse::Event::CursorMoved { position })]);
    }

    pub(crate) fn hold_button(&mut self, button: mouse::Button) {
        self.send(&[Event::Mouse(mouse::Event::ButtonPressed(button))]);
    }

    pub(crate) fn release_button(&mut self, button: mouse::Button) {
        self.send(&[Event::Mouse(mouse::Event::ButtonReleased(button))]);
    }

    pub(crate) fn click(&mut self, x: f32, y: f32) {
        self.point(x, y);
        self.hold_button(mouse::Button::Left);
        self.release_button(mouse::Button::Left);
    }

    /// Clicks into the middle of a node.
    pub(crate) fn click_on(&mut self, role: Role, name: &str) {
        let found = self.tree().find(role, name).unwrap();
        self.click(found.bounds.center_x(), found.bounds.center_y());
    }

    /// The pixels of the window, four bytes each.
    pub(crate) fn picture(&mut self) -> Vec<u8> {
        let mut ui = Self::interface(&self.state, self.view, self.size, &mut self.cache, &mut self.renderer);
        ui.draw(&mut self.renderer, &Theme::Light, &renderer::Style::default(), self.cursor);
        self.cache = Some(ui.into_cache());
        let size = Size::new(self.size.width as u32, self.size.height as u32);
        self.renderer.screenshot(size, 1.0, Color::WHITE)
    }
}

impl Clipboard for Memory {
    fn read(&self, kind: clipboard::Kind) -> Option<String> {
        match kind {
            clipboard::Kind::Standard => self.standard.clone(),
            clipboard::Kind::Primary => self.primary.clone(),
        }
    }

    fn write(&mut self, kind: clipboard::Kind, contents: String) {
        match kind {
            clipboard::Kind::Standard => self.standard = Some(contents),
            clipboard::Kind::Primary => self.primary = Some(contents),
        }
    }
}

impl<S, M> Window<S, M> {
    /// Gives a node the focus as a program does.
    pub(crate) fn request_focus(&mut self, role: Role, name: &str) {
        let target = self.tree().find(role, name).unwrap().id;
        let mut survey = crate::access::focus::FocusMap::default();
        self.operate(&mut survey);
        let stop = survey.stops.iter().position(|stop| stop.node == Some(target)).unwrap();
        self.operate(&mut crate::access::focus::FocusStop::new(stop));
        self.redraw();
    }
}
