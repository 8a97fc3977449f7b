//! The root widget of a window.
//!
//! Owns the Tab key, the keys that move in a menu and those that scroll; that only one widget has the focus; that the focus
//! stays in a modal node and goes back when it closes; that a focused widget is scrolled into view; and the exchange with
//! assistive technology through a `bridge`.

mod memory;

use self::memory::Memory;
use crate::access::bridge::Bridge;
use crate::access::collector::Collector;
use crate::access::exposed;
use crate::access::focus::{
    self, Deliver, Direction, DropOldFocus, FocusMap, FocusStop, KeepNewestFocus, Page, Reveal, Scroll,
};
use crate::access::identity::transfer_states;
use crate::access::named_key;
use crate::access::pass_on::pass_on;
use crate::access::watch::{Pass, Watch};

use accesskit::{Action, ActionRequest};
use iced::advanced::widget::operation::focusable;
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Layout, Shell, Widget, layout, mouse, renderer};
use iced::event;
use iced::keyboard::key::Named;
use iced::keyboard::{self, Key};
use iced::{Element, Event, Rectangle, Size, Theme, touch, window};

/// Wraps the whole content of a window with this title.
///
/// The state of a control is kept by its key within its [`scope`](crate::access::scope()), wherever it is in the next view. All
/// other state, such as how far a page is scrolled, is kept by the place in the view: that must stay the same when a dialog
/// opens.
pub fn root<'a, Message>(
    child: impl Into<Element<'a, Message>>,
    title: impl Into<String>,
) -> Root<'a, Message> {
    Root {
        title: title.into(),
        bridge: None,
        scale: 1.0,
        language: "",
        on_event: None,
        watch: Watch::default(),
        child: child.into(),
    }
}

/// The content of a window; see [`root`].
#[expect(missing_debug_implementations, reason = "iced's elements have none")]
pub struct Root<'a, Message> {
    title: String,
    bridge: Option<Bridge>,
    scale: f32,
    language: &'static str,
    on_event: Option<OnEvent<'a, Message>>,
    watch: Watch,
    child: Element<'a, Message>,
}

type OnEvent<'a, Message> = Box<dyn Fn(&Event, event::Status) -> Option<Message> + 'a>;

impl<'a, Message> Root<'a, Message> {
    /// Connects the window to assistive technology.
    #[must_use]
    pub fn bridge(mut self, bridge: &Bridge) -> Self {
        self.bridge = Some(bridge.clone());
        self
    }

    /// The message for an event, such as a shortcut. It is called with whether a widget has captured the event, for all
    /// events but redraws.
    ///
    /// A subscription would use another thread, and cause a second view for each key.
    #[must_use]
    pub fn on_event(mut self, message: impl Fn(&Event, event::Status) -> Option<Message> + 'a) -> Self {
        self.on_event = Some(Box::new(message));
        self
    }

    /// The scale factor that the program sets on top of the window's.
    #[must_use]
    pub fn scale(mut self, scale: f32) -> Self {
        self.scale = scale;
        self
    }

    /// The language of the names. When it changes, the same controls have other names.
    #[must_use]
    pub fn language(mut self, language: &'static str) -> Self {
        self.language = language;
        self
    }

    /// Is called with the duration of each pass over the window.
    #[must_use]
    pub fn watch(mut self, watch: Watch) -> Self {
        self.watch = watch;
        self
    }

    fn operate_child(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &iced::Renderer,
        operation: &mut dyn Operation,
    ) {
        self.child.as_widget_mut().operate(&mut tree.children[0], layout, renderer, operation);
    }

    fn run(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &iced::Renderer,
        operation: impl Operation + 'static,
    ) {
        focus::run(operation, |operation| self.operate_child(tree, layout, renderer, operation));
    }

    fn map(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &iced::Renderer) -> FocusMap {
        let mut map = FocusMap::default();
        self.operate_child(tree, layout, renderer, &mut map);
        map
    }

    /// Passes the requests of assistive technology to the widgets.
    fn deliver_requests(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &iced::Renderer) {
        let Some(bridge) = self.bridge.clone() else { return };
        for request in bridge.take_requests() {
            self.deliver(tree, layout, renderer, request);
        }
    }

    /// Sends assistive technology what has changed in the window.
    fn update_accessibility(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &iced::Renderer,
        event: &window::Event,
        size: Size,
    ) {
        let Some(bridge) = self.bridge.clone() else { return };
        match event {
            window::Event::RedrawRequested(_) => bridge.push(self.watch, |scale| {
                let mut collector = Collector::new();
                self.operate_child(tree, layout, renderer, &mut collector);
                collector.finish(&self.title, size, f64::from(scale * self.scale))
            }),
            event => bridge.handle_window_event(event),
        }
    }

    /// Passes a request of assistive technology to its widget.
    fn deliver(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &iced::Renderer,
        request: ActionRequest,
    ) {
        let map = self.map(tree, layout, renderer);
        let target = request.target_node;
        if !map.is_reachable(target) {
            return;
        }
        match request.action {
            Action::Focus => {
                if let Some(stop) = map.stops.iter().position(|stop| stop.node == Some(target)) {
                    self.run(tree, layout, renderer, FocusStop::new(stop));
                }
            }
            Action::ScrollIntoView => self.run(tree, layout, renderer, Reveal::new(target)),
            _ => self.run(tree, layout, renderer, Deliver(request)),
        }
    }

    /// Moves the focus with the Tab key.
    fn tab(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &iced::Renderer, direction: Direction) {
        let map = self.map(tree, layout, renderer);
        let from = tree.state.downcast_ref::<Memory>().last_there(&map, direction);
        if let Some(stop) = map.next(direction, from) {
            self.run(tree, layout, renderer, FocusStop::new(stop));
        }
    }

    /// Keeps the focus in the topmost modal node, gives it back when that closes, and scrolls to the focused widget.
    /// Returns whether the focus has moved.
    fn update_focus(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &iced::Renderer,
        size: Size,
    ) -> bool {
        let mut map = self.map(tree, layout, renderer);
        let mut has_moved = false;

        if let Some(successor) = tree.state.downcast_mut::<Memory>().successor(&map) {
            self.run(tree, layout, renderer, focusable::focus::<()>(successor));
            map = self.map(tree, layout, renderer);
            has_moved = map.focused().is_some();
        }
        if let Some(stop) = tree.state.downcast_mut::<Memory>().layer_change(&map) {
            self.run(tree, layout, renderer, FocusStop::new(stop));
            map = self.map(tree, layout, renderer);
            has_moved = true;
        }

        // The scrolling is used by the drawing that follows.
        if map.has_opened {
            self.run(tree, layout, renderer, Reveal::opened());
        }
        if let Some(node) = tree.state.downcast_mut::<Memory>().note_frame(map, size) {
            self.run(tree, layout, renderer, Reveal::new(node));
        }
        has_moved
    }
}

impl<Message> Widget<Message, Theme, iced::Renderer> for Root<'_, Message> {
    pass_on!(child, first: children size size_hint operate mouse_interaction overlay);

    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<Memory>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(Memory::new(self.language))
    }

    fn diff(&self, tree: &mut Tree) {
        let before = &mut tree.state.downcast_mut::<Memory>().language;
        let is_renaming = std::mem::replace(before, self.language) != self.language;
        self.watch.timed(Pass::Diff, || {
            transfer_states(tree, is_renaming, |tree| tree.diff_children(std::slice::from_ref(&self.child)));
        });
    }

    fn layout(
        &mut self,
        tree: &mut Tree,
        renderer: &iced::Renderer,
        limits: &layout::Limits,
    ) -> layout::Node {
        let child = self.child.as_widget_mut();
        self.watch.timed(Pass::Layout, || child.layout(&mut tree.children[0], renderer, limits))
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &iced::Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        viewport: &Rectangle,
    ) {
        let before = exposed::now();
        let cursor = touched(event, cursor);
        let is_frame = matches!(event, Event::Window(window::Event::RedrawRequested(_)));
        if is_frame {
            self.deliver_requests(tree, layout, renderer);
        }
        let child = &mut tree.children[0];
        self.child.as_widget_mut().update(child, event, layout, cursor, renderer, clipboard, shell, viewport);

        match event {
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left))
            | Event::Touch(touch::Event::FingerPressed { .. }) => {
                if shell.is_event_captured() {
                    self.run(tree, layout, renderer, KeepNewestFocus::default());
                } else {
                    self.run(tree, layout, renderer, DropOldFocus(before));
                }
                shell.request_redraw();
            }
            Event::Keyboard(keyboard::Event::KeyPressed {
                key: Key::Named(Named::Tab), modifiers, ..
            }) if !shell.is_event_captured() && (*modifiers - keyboard::Modifiers::SHIFT).is_empty() => {
                let direction = if modifiers.shift() { Direction::Backward } else { Direction::Forward };
                self.tab(tree, layout, renderer, direction);
                shell.capture_event();
                shell.request_redraw();
            }
            Event::Keyboard(keyboard::Event::KeyPressed { key, modified_key, modifiers, .. })
                if !shell.is_event_captured() && modifiers.is_empty() =>
            {
                let key = named_key(key, modified_key);
                let stop = key.and_then(|key| self.map(tree, layout, renderer).stop_of_key(key));
                let scroll = key.and_then(Scroll::of_key);
                match (stop, scroll) {
                    (Some(stop), _) => self.run(tree, layout, renderer, FocusStop::new(stop)),
                    (None, Some(scroll)) => self.run(tree, layout, renderer, Page::new(scroll)),
                    (None, None) => {}
                }
                if stop.is_some() || scroll.is_some() {
                    shell.capture_event();
                    shell.request_redraw();
                }
            }
            // After a key, the focused field is scrolled into view again.
            Event::Keyboard(keyboard::Event::KeyPressed { .. }) if shell.is_event_captured() => {
                tree.state.downcast_mut::<Memory>().forget_revealed();
            }
            Event::Window(event) => {
                if is_frame && self.update_focus(tree, layout, renderer, viewport.size()) {
                    shell.request_redraw();
                }
                self.update_accessibility(tree, layout, renderer, event, viewport.size());
            }
            _ => {}
        }
        if let Some(on_event) = self.on_event.as_ref().filter(|_| !is_frame)
            && let Some(message) = on_event(event, shell.event_status())
        {
            shell.publish(message);
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut iced::Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let child = self.child.as_widget();
        self.watch.timed(Pass::Draw, || {
            child.draw(&tree.children[0], renderer, theme, style, layout, cursor, viewport);
        });
    }
}

/// The position of the pointer for an event. iced passes several events with the position of the last one, so two fingers
/// that move at the same time would have the same position.
fn touched(event: &Event, cursor: mouse::Cursor) -> mouse::Cursor {
    match (event, cursor) {
        (
            Event::Touch(
                touch::Event::FingerPressed { position, .. }
                | touch::Event::FingerMoved { position, .. }
                | touch::Event::FingerLifted { position, .. }
                | touch::Event::FingerLost { position, .. },
            ),
            mouse::Cursor::Available(_),
        ) => mouse::Cursor::Available(*position),
        _ => cursor,
    }
}

impl<'a, Message: 'a> From<Root<'a, Message>> for Element<'a, Message> {
    fn from(root: Root<'a, Message>) -> Self {
        Element::new(root)
    }
}
