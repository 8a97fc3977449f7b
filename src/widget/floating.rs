//! What floats over the end of a page, and the room that the page leaves for it.
//!
//! Owns the measure between the two: what floats is as high as its words need, and all of the page can be scrolled out
//! from under it.

use crate::access::focus::Cover;

use iced::advanced::layout::{Limits, Node};
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Layout, Shell, Widget, mouse, overlay, renderer};
use iced::{Element, Event, Length, Rectangle, Renderer, Size, Theme, Vector};

use std::cell::Cell;
use std::rc::Rc;

/// How high something floating is, in logical pixels. Clones are the same height.
#[derive(Debug, Clone, Default)]
pub struct Height(Rc<Cell<f32>>);

/// What floats over a page. It is to be laid out before the page's [`room`], as in a [`pile`](super::pile::pile).
pub fn floating<'a, Message: 'a>(
    content: impl Into<Element<'a, Message>>,
    height: &Height,
) -> Element<'a, Message> {
    Element::new(Floating { content: content.into(), height: height.clone() })
}

/// Room at the end of a page for what floats over it, and so much more if anything does.
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
    fn tag(&self) -> tree::Tag {
        self.content.as_widget().tag()
    }

    fn state(&self) -> tree::State {
        self.content.as_widget().state()
    }

    fn children(&self) -> Vec<Tree> {
        self.content.as_widget().children()
    }

    fn diff(&self, tree: &mut Tree) {
        self.content.as_widget().diff(tree);
    }

    fn size(&self) -> Size<Length> {
        self.content.as_widget().size()
    }

    fn size_hint(&self) -> Size<Length> {
        self.content.as_widget().size_hint()
    }

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
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        self.content.as_widget().mouse_interaction(tree, layout, cursor, viewport, renderer)
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
        self.content.as_widget().draw(tree, renderer, theme, style, layout, cursor, viewport);
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        self.content.as_widget_mut().overlay(tree, layout, renderer, viewport, translation)
    }
}
