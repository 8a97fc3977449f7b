//! An area that floats over the end of a page, and the space that the page has for it.
//!
//! Owns their common height: the area is as high as its content, and the page can be scrolled until nothing is covered.

use crate::access::focus::Cover;
use crate::access::pass_on::pass_on;

use iced::advanced::layout::{Limits, Node};
use iced::advanced::widget::{Operation, Tree};
use iced::advanced::{Layout, Widget, mouse, renderer};
use iced::{Element, Length, Rectangle, Renderer, Size, Theme};

use std::cell::Cell;
use std::rc::Rc;

/// The height of a floating area, in logical pixels. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct Height(Rc<Cell<f32>>);

/// An area that floats over a page. It must be laid out before the [`room`] of the page, like in a
/// [`stack`](super::stack::stack).
pub fn floating<'a, Message: 'a>(
    content: impl Into<Element<'a, Message>>,
    height: &Height,
) -> Element<'a, Message> {
    Element::new(Floating { content: content.into(), height: height.clone() })
}

/// Space at the end of a page, as high as the floating area plus `more`. No space if nothing floats.
pub fn room<'a, Message: 'a>(height: &Height, more: f32) -> Element<'a, Message> {
    Element::new(Room { height: height.clone(), more })
}

struct Room {
    height: Height,
    more: f32,
}

impl<Message> Widget<Message, Theme, Renderer> for Room {
    fn size(&self) -> Size<Length> {
        Size::new(Length::Shrink, Length::Shrink)
    }

    fn layout(&mut self, _tree: &mut Tree, _renderer: &Renderer, _limits: &Limits) -> Node {
        let height = self.height.0.get();
        Node::new(Size::new(0.0, if height > 0.0 { height + self.more } else { 0.0 }))
    }

    fn draw(
        &self,
        _tree: &Tree,
        _renderer: &mut Renderer,
        _theme: &Theme,
        _style: &renderer::Style,
        _layout: Layout<'_>,
        _cursor: mouse::Cursor,
        _viewport: &Rectangle,
    ) {
    }
}

struct Floating<'a, Message> {
    content: Element<'a, Message>,
    height: Height,
}

impl<Message> Widget<Message, Theme, Renderer> for Floating<'_, Message> {
    pass_on!(content, own: tag state children diff size size_hint update mouse_interaction draw overlay);

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &Limits) -> Node {
        let node = self.content.as_widget_mut().layout(tree, renderer, limits);
        self.height.0.set(node.size().height);
        node
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        if layout.bounds().height > 0.0 {
            operation.custom(None, layout.bounds(), &mut Cover);
        }
        self.content.as_widget_mut().operate(tree, layout, renderer, operation);
    }
}
