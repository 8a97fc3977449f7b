//! A hint under a field, which is only visible while the field is empty or has the focus. Its space stays, so that
//! nothing moves.

use crate::access::pass_on::pass_on;

use iced::advanced::widget::operation::{Focusable, Operation};
use iced::advanced::widget::{Id, Tree};
use iced::advanced::{Clipboard, Layout, Shell, Widget, mouse, renderer};
use iced::widget::column;
use iced::{Element, Event, Rectangle, Renderer, Theme, window};

use std::cell::Cell;
use std::rc::Rc;

/// A field with a hint below it.
pub(super) fn with_hint<'a, Message: 'a>(
    (field, is_empty): (Element<'a, Message>, bool),
    hint: Element<'a, Message>,
    gap: f32,
) -> Element<'a, Message> {
    let is_needed = Rc::new(Cell::new(is_empty));
    let field = Field { content: field, is_empty, is_needed: Rc::clone(&is_needed) };
    column![Element::new(field), Element::new(Hint { content: hint, is_needed })].spacing(gap).into()
}

/// Whether something in a widget has the focus.
pub(super) fn has_focus<Message>(
    widget: &mut dyn Widget<Message, Theme, Renderer>,
    tree: &mut Tree,
    layout: Layout<'_>,
    renderer: &Renderer,
) -> bool {
    let mut search = Search(false);
    widget.operate(tree, layout, renderer, &mut search);
    search.0
}

struct Search(bool);

impl Operation for Search {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn focusable(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Focusable) {
        self.0 |= state.is_focused();
    }
}

struct Field<'a, Message> {
    content: Element<'a, Message>,
    is_empty: bool,
    is_needed: Rc<Cell<bool>>,
}

impl<Message> Widget<Message, Theme, Renderer> for Field<'_, Message> {
    pass_on!(content, own: tag state children diff size size_hint layout mouse_interaction draw overlay);

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        let content = self.content.as_widget_mut();
        self.is_needed.set(self.is_empty || has_focus(content, tree, layout, renderer));
        content.operate(tree, layout, renderer, operation);
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        viewport: &Rectangle,
    ) {
        let content = self.content.as_widget_mut();
        content.update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);
        if matches!(event, Event::Window(window::Event::RedrawRequested(_))) {
            self.is_needed.set(self.is_empty || has_focus(content, tree, layout, renderer));
        }
    }
}

struct Hint<'a, Message> {
    content: Element<'a, Message>,
    is_needed: Rc<Cell<bool>>,
}

impl<Message> Widget<Message, Theme, Renderer> for Hint<'_, Message> {
    pass_on!(content, own: tag state children diff size size_hint layout update mouse_interaction overlay);

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        if self.is_needed.get() {
            self.content.as_widget_mut().operate(tree, layout, renderer, operation);
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        if self.is_needed.get() {
            self.content.as_widget().draw(tree, renderer, theme, style, layout, cursor, viewport);
        }
    }
}
