//! The text field as a widget of iced.

use super::event::Turn;
use super::shape::{Direction, Face};
use super::state::State;
use super::{Status, TextField};
use crate::access::identity::{Kept, Key};

use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Layout, Shell, Widget, layout, mouse, renderer, text::Renderer as _};
use iced::{Event, Length, Rectangle, Size, Theme};

impl<Message: Clone> Widget<Message, Theme, iced::Renderer> for TextField<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        let mut state = Kept::place(self.identity(), || self.fresh());
        Kept::get_mut::<State>(&mut state).follow(&self.node, self.value, self.secrecy);
        state
    }

    fn diff(&self, tree: &mut Tree) {
        let state = Kept::follow(&mut tree.state, self.identity(), || self.fresh());
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
        let state = Kept::get_mut::<State>(&mut tree.state);
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
        let state = Kept::get_mut::<State>(&mut tree.state);
        let line = self.line(layout.bounds(), self.face(renderer));
        operation.text_input(self.id.as_ref(), layout.bounds(), state);
        state.exposed.text = Some(self.exposed_line(state, line));
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
        let state = Kept::get_mut::<State>(&mut tree.state);
        let face = self.face(renderer);
        let line = self.line(layout.bounds(), face);
        let mut turn = Turn { face, line, bounds: layout.bounds(), cursor, clipboard, shell };
        self.handle(state, event, &mut turn);

        let seen = Some(self.status(state, layout, cursor));
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
        let state = Kept::get::<State>(&tree.state);
        let style = (self.style)(theme, self.status(state, layout, cursor));
        let line = self.line(layout.bounds(), self.face(renderer));
        self.draw_box(state, renderer, &style, layout.bounds());
        self.draw_line(state, renderer, &style, line, viewport);
    }
}

impl<Message> TextField<'_, Message> {
    fn identity(&self) -> Key {
        Key::new(None, self.id.as_ref(), &self.node)
    }

    fn fresh(&self) -> State {
        State::new(&self.node, self.value, self.secrecy)
    }

    fn face(&self, renderer: &iced::Renderer) -> Face {
        let size = self.size.unwrap_or(renderer.default_size().0);
        Face {
            font: self.font.unwrap_or(renderer.default_font()),
            size,
            line_height: self.line_height.unwrap_or(size * 1.5),
        }
    }

    pub(super) fn direction(&self) -> Direction {
        if self.is_ltr_only { Direction::LeftToRight } else { Direction::FromText { rtl: self.rtl } }
    }

    /// Whether a text that is read in this direction stands at the right side.
    pub(super) fn stands_right(&self, rtl: bool) -> bool {
        if self.is_ltr_only { self.rtl } else { rtl }
    }

    fn status(&self, state: &State, layout: Layout<'_>, cursor: mouse::Cursor) -> Status {
        if self.on_input.is_none() {
            Status::Disabled
        } else if state.exposed.has_focus() {
            Status::Focused
        } else if cursor.is_over(layout.bounds()) {
            Status::Hovered
        } else {
            Status::Active
        }
    }

    /// The room of the line in the bounds of the field.
    fn line(&self, bounds: Rectangle, face: Face) -> Rectangle {
        let inner = bounds.shrink(self.padding);
        let y = inner.center_y() - face.line_height / 2.0;
        Rectangle { y, height: face.line_height, ..inner }
    }
}
