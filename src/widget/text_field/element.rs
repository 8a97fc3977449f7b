//! The text field as an iced widget.

use super::context::EventContext;
use super::state::State;
use super::{Status, TextField, draw, event};
use crate::access::identity::Keyed;

use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Layout, Shell, Widget, layout, mouse, renderer};
use iced::{Event, Length, Rectangle, Size, Theme};

impl<Message: Clone> Widget<Message, Theme, iced::Renderer> for TextField<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        let mut state = Keyed::state(self.identity(), || fresh(self));
        Keyed::get_mut::<State>(&mut state).follow(&self.node, self.value, self.secrecy);
        state
    }

    fn diff(&self, tree: &mut Tree) {
        let state = Keyed::diff(&mut tree.state, self.identity(), || fresh(self));
        state.follow(&self.node, self.value, self.secrecy);
    }

    fn size(&self) -> Size<Length> {
        Size::new(self.width, Length::Shrink)
    }

    fn layout(
        &mut self,
        tree: &mut Tree,
        renderer: &iced::Renderer,
        limits: &layout::Limits,
    ) -> layout::Node {
        let face = self.face(renderer);
        let height = face.line_height + self.padding.y();
        let size = limits.width(self.width).resolve(self.width, height, Size::new(0.0, height));
        let state = Keyed::get_mut::<State>(&mut tree.state);
        state.shape(face, self.direction(), &self.placeholder);
        state.settle(self.line(Rectangle::with_size(size), face).width);
        layout::Node::new(size)
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &iced::Renderer,
        operation: &mut dyn Operation,
    ) {
        let state = Keyed::get_mut::<State>(&mut tree.state);
        let line = self.line(layout.bounds(), self.face(renderer));
        operation.text_input(self.id.as_ref(), layout.bounds(), state);
        state.exposed.text = Some(draw::exposed_line(self, state, line));
        state.exposed.operate(self.id.as_ref(), layout.bounds(), operation, &mut |_| {});
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
        _viewport: &Rectangle,
    ) {
        let state = Keyed::get_mut::<State>(&mut tree.state);
        let face = self.face(renderer);
        let line = self.line(layout.bounds(), face);
        let bounds = layout.bounds();
        event::handle(
            &mut EventContext { field: self, state, face, line, bounds, cursor, clipboard, shell },
            event,
        );

        let seen = Some(status(self, state, layout, cursor));
        if let Event::Window(iced::window::Event::RedrawRequested(_)) = event {
            self.last_status = seen;
        } else if self.last_status.is_some() && self.last_status != seen {
            shell.request_redraw();
        }
    }

    fn mouse_interaction(
        &self,
        _tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _viewport: &Rectangle,
        _renderer: &iced::Renderer,
    ) -> mouse::Interaction {
        match cursor.is_over(layout.bounds()) {
            true if self.on_input.is_some() => mouse::Interaction::Text,
            true => mouse::Interaction::Idle,
            false => mouse::Interaction::None,
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut iced::Renderer,
        theme: &Theme,
        _inherited: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let state = Keyed::get::<State>(&tree.state);
        let style = (self.style)(theme, status(self, state, layout, cursor));
        let line = self.line(layout.bounds(), self.face(renderer));
        draw::draw_box(state, renderer, &style, layout.bounds());
        draw::draw_line(self, state, renderer, &style, line, viewport);
    }
}

/// The state of a new field.
fn fresh<Message>(field: &TextField<'_, Message>) -> State {
    State::new(&field.node, field.value, field.secrecy)
}

/// The status of a field.
fn status<Message>(
    field: &TextField<'_, Message>,
    state: &State,
    layout: Layout<'_>,
    cursor: mouse::Cursor,
) -> Status {
    if field.on_input.is_none() {
        Status::Disabled
    } else if state.exposed.has_focus() {
        Status::Focused
    } else if cursor.is_over(layout.bounds()) {
        Status::Hovered
    } else {
        Status::Active
    }
}
