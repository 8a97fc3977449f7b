//! One control for everything that is pressed: button, radio button, check box, switch, link, list item,
//! tab, menu item. With [`Control::range`] it is a slider or the like.
//!
//! Owns how a control is pressed by pointer, finger, keyboard and assistive technology, and how it shows
//! its focus. Must not know what its child looks like; the child and all colours are arguments.

mod range;
mod response;
mod state;
mod style;

pub use range::{Range, Scale};
pub use style::{Status, Style};

use self::response::{Place, Response};
use self::state::State;
use crate::access::identity::{Key, Keyed};
use crate::access::pass_on::pass_on;
use crate::access::ring;

use accesskit::{Node, Role, Toggled};
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Layout, Renderer as _, Shell, Widget, layout, mouse, overlay, renderer};
use iced::{Alignment, Background, Color, Element, Event, Length, Padding, Rectangle, Size, Theme, Vector};

/// A control with a role and a name around `child`. It is disabled until it has a message or a range.
pub fn control<'a, Message>(
    role: Role,
    name: impl Into<String>,
    child: impl Into<Element<'a, Message>>,
) -> Control<'a, Message> {
    let mut node = Node::new(role);
    node.set_label(name.into());
    let child = child.into();
    let size = child.as_widget().size_hint();

    Control {
        node,
        id: None,
        key: None,
        successor: None,
        response: Response { on_press: None, range: None },
        style: Box::new(|_, _| Style::default()),
        padding: Padding::ZERO,
        width: size.width.fluid(),
        height: size.height.fluid(),
        horizontal: Alignment::Start,
        vertical: Alignment::Center,
        is_hidden_at_rest: false,
        last_status: None,
        child,
    }
}

/// Something to press; see [`control`].
#[expect(missing_debug_implementations, reason = "iced's elements have none")]
pub struct Control<'a, Message> {
    node: Node,
    id: Option<Id>,
    key: Option<String>,
    successor: Option<Id>,
    response: Response<'a, Message>,
    style: StyleFn<'a>,
    padding: Padding,
    width: Length,
    height: Length,
    horizontal: Alignment,
    vertical: Alignment,
    is_hidden_at_rest: bool,
    last_status: Option<(Status, bool)>,
    child: Element<'a, Message>,
}

type StyleFn<'a> = Box<dyn Fn(&Theme, Status) -> Style + 'a>;

impl<'a, Message> Control<'a, Message> {
    /// The message of a press; `None` disables the control.
    #[must_use]
    pub fn on_press(mut self, message: impl Into<Option<Message>>) -> Self {
        self.response.on_press = message.into();
        self
    }

    /// Gives the control a number, which arrow keys, Page Up and Down, Home, End, dragging and assistive technology can
    /// change. For [`Role::Slider`] and [`Role::SpinButton`].
    #[must_use]
    pub fn range(mut self, range: Range<'a, Message>) -> Self {
        self.response.range = Some(range);
        self
    }

    /// The style.
    #[must_use]
    pub fn style(mut self, style: impl Fn(&Theme, Status) -> Style + 'a) -> Self {
        self.style = Box::new(style);
        self
    }

    /// The description, such as a hint. It is read after the name.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.node.set_description(description.into());
        self
    }

    /// The value as text, such as "150 %".
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.node.set_value(value.into());
        self
    }

    /// Whether it is checked, for check boxes, radio buttons and switches.
    #[must_use]
    pub fn checked(mut self, is_checked: bool) -> Self {
        self.node.set_toggled(Toggled::from(is_checked));
        self
    }

    /// Whether it is the selected one, for tabs and options of a list.
    #[must_use]
    pub fn selected(mut self, is_selected: bool) -> Self {
        self.node.set_selected(is_selected);
        self
    }

    /// Whether the part that it opens and closes is open.
    #[must_use]
    pub fn expanded(mut self, is_expanded: bool) -> Self {
        self.node.set_expanded(is_expanded);
        self
    }

    /// Whether it waits for work that is running.
    #[must_use]
    pub fn busy(mut self, is_busy: bool) -> Self {
        if is_busy {
            self.node.set_busy();
        }
        self
    }

    /// Says that this is the `position`th, from 1, of `count`.
    #[must_use]
    pub fn position(mut self, position: usize, count: usize) -> Self {
        self.node.set_position_in_set(position.saturating_sub(1));
        self.node.set_size_of_set(count);
        self
    }

    /// Sets anything else that AccessKit knows.
    #[must_use]
    pub fn with(mut self, set: impl FnOnce(&mut Node)) -> Self {
        set(&mut self.node);
        self
    }

    /// The id for operations such as `iced::widget::operation::focus`.
    #[must_use]
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The key by which its state is found in the next view, instead of its id or its role and name. It is needed if both may
    /// change: for a button whose name changes from *Show* to *Hide*, and for options of which the chosen one has the id.
    #[must_use]
    pub fn known_as(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// The id of the control that gets the focus when this one has it and disappears. Without it nothing has the focus
    /// then, and the Tab key continues from its place.
    #[must_use]
    pub fn successor(mut self, id: impl Into<Id>) -> Self {
        self.successor = Some(id.into());
        self
    }

    /// The space around the child, in logical pixels.
    #[must_use]
    pub fn padding(mut self, padding: impl Into<Padding>) -> Self {
        self.padding = padding.into();
        self
    }

    /// The width; the child's own, if not set.
    #[must_use]
    pub fn width(mut self, width: impl Into<Length>) -> Self {
        self.width = width.into();
        self
    }

    /// The height; the child's own, if not set.
    #[must_use]
    pub fn height(mut self, height: impl Into<Length>) -> Self {
        self.height = height.into();
        self
    }

    /// The alignment of the child if there is more space; at the left, if not set.
    #[must_use]
    pub fn align_x(mut self, alignment: impl Into<Alignment>) -> Self {
        self.horizontal = alignment.into();
        self
    }

    /// The alignment of the child if there is more space; in the middle, if not set.
    #[must_use]
    pub fn align_y(mut self, alignment: impl Into<Alignment>) -> Self {
        self.vertical = alignment.into();
        self
    }

    /// Draws it only while the pointer is over it or it shows the focus. It can be pressed and reached all the same.
    #[must_use]
    pub fn hidden_at_rest(mut self) -> Self {
        self.is_hidden_at_rest = true;
        self
    }

    fn identity(&self) -> Key {
        Key::new(self.key.as_deref(), self.id.as_ref(), &self.node)
    }

    /// Updates the state from this view.
    fn update_state(&self, state: &mut State) {
        state.update(&self.node, self.successor.as_ref(), self.response.is_enabled());
    }

    fn status(&self, state: &State, layout: Layout<'_>, cursor: mouse::Cursor) -> Status {
        state.status(self.response.is_enabled(), cursor.is_over(layout.bounds()))
    }
}

impl<Message: Clone> Widget<Message, Theme, iced::Renderer> for Control<'_, Message> {
    pass_on!(child, first: children);

    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        let mut state = Keyed::state(self.identity(), || State::new(&self.node));
        self.update_state(Keyed::get_mut(&mut state));
        state
    }

    fn diff(&self, tree: &mut Tree) {
        self.update_state(Keyed::diff(&mut tree.state, self.identity(), || State::new(&self.node)));
        tree.diff_children(std::slice::from_ref(&self.child));
    }

    fn size(&self) -> Size<Length> {
        Size::new(self.width, self.height)
    }

    fn layout(
        &mut self,
        tree: &mut Tree,
        renderer: &iced::Renderer,
        limits: &layout::Limits,
    ) -> layout::Node {
        layout::positioned(
            limits,
            self.width,
            self.height,
            self.padding,
            |limits| self.child.as_widget_mut().layout(&mut tree.children[0], renderer, &limits.loose()),
            |child, size| child.align(self.horizontal, self.vertical, size),
        )
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &iced::Renderer,
        operation: &mut dyn Operation,
    ) {
        let Some(inner) = layout.children().next() else { return };
        let state = Keyed::get_mut::<State>(&mut tree.state);
        state.exposed.operate(self.id.as_ref(), layout.bounds(), operation, &mut |operation| {
            self.child.as_widget_mut().operate(&mut tree.children[0], inner, renderer, operation);
        });
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
        let Some(inner) = layout.children().next() else { return };
        let child = &mut tree.children[0];
        self.child.as_widget_mut().update(child, event, inner, cursor, renderer, clipboard, shell, viewport);

        let state = Keyed::get_mut::<State>(&mut tree.state);
        for request in state.exposed.take_requests() {
            self.response.answer(&request, shell);
        }
        if !shell.is_event_captured() {
            let place = Place { bounds: layout.bounds(), inner: layout.bounds().shrink(self.padding) };
            self.response.handle(state, event, place, cursor, shell);
        }

        let seen = Some((self.status(state, layout, cursor), state.exposed.shows_focus()));
        if let Event::Window(iced::window::Event::RedrawRequested(_)) = event {
            self.last_status = seen;
        } else if self.last_status.is_some() && self.last_status != seen {
            shell.request_redraw();
        }
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &iced::Renderer,
    ) -> mouse::Interaction {
        let Some(inner) = layout.children().next() else { return mouse::Interaction::None };
        let child = &tree.children[0];
        match self.child.as_widget().mouse_interaction(child, inner, cursor, viewport, renderer) {
            mouse::Interaction::None if cursor.is_over(layout.bounds()) && self.response.is_enabled() => {
                mouse::Interaction::Pointer
            }
            interaction => interaction,
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut iced::Renderer,
        theme: &Theme,
        inherited: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let Some(inner) = layout.children().next() else { return };
        let state = Keyed::get::<State>(&tree.state);
        let status = self.status(state, layout, cursor);
        let is_at_rest = !matches!(status, Status::Hovered | Status::Pressed) && !state.exposed.shows_focus();
        if self.is_hidden_at_rest && is_at_rest {
            return;
        }
        let style = (self.style)(theme, status);

        if style.background.is_some() || style.border.width > 0.0 || style.shadow.color.a > 0.0 {
            let quad = renderer::Quad {
                bounds: layout.bounds(),
                border: style.border,
                shadow: style.shadow,
                ..renderer::Quad::default()
            };
            renderer.fill_quad(quad, style.background.unwrap_or(Background::Color(Color::TRANSPARENT)));
        }
        let text = renderer::Style { text_color: style.text_color.unwrap_or(inherited.text_color) };
        self.child.as_widget().draw(&tree.children[0], renderer, theme, &text, inner, cursor, viewport);

        if state.exposed.shows_focus() {
            let color = style.ring.unwrap_or(theme.palette().primary);
            ring::draw(renderer, layout.bounds(), style.border.radius, color);
        }
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &iced::Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, iced::Renderer>> {
        let inner = layout.children().next()?;
        self.child.as_widget_mut().overlay(&mut tree.children[0], inner, renderer, viewport, translation)
    }
}

impl<'a, Message: Clone + 'a> From<Control<'a, Message>> for Element<'a, Message> {
    fn from(mut control: Control<'a, Message>) -> Self {
        control.response.describe(&mut control.node);
        Element::new(control)
    }
}
