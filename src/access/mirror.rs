//! A row, or anything else, laid out the other way round for languages that are read from right to left.
//!
//! Owns only the mirrored layout. The order of the children stays, so that reading order, Tab order and the
//! state of the widgets are the same in both directions.

use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Layout, Shell, Widget, layout, mouse, overlay, renderer};
use iced::{Element, Event, Length, Point, Rectangle, Size, Theme, Vector};

/// Lays the children of `child` out from right to left when `rtl`.
///
/// Only the direct children change places, and only a widget whose layout is that of its children one by
/// one can be mirrored: a row, column, stack or container.
pub fn mirror<'a, Message>(child: impl Into<Element<'a, Message>>, rtl: bool) -> Mirror<'a, Message> {
    Mirror { rtl, child: child.into() }
}

/// A mirrored child; see [`mirror`].
#[expect(missing_debug_implementations, reason = "iced's elements have none")]
pub struct Mirror<'a, Message> {
    rtl: bool,
    child: Element<'a, Message>,
}

impl<Message> Widget<Message, Theme, iced::Renderer> for Mirror<'_, Message> {
    fn tag(&self) -> tree::Tag {
        self.child.as_widget().tag()
    }

    fn state(&self) -> tree::State {
        self.child.as_widget().state()
    }

    fn children(&self) -> Vec<Tree> {
        self.child.as_widget().children()
    }

    fn diff(&self, tree: &mut Tree) {
        self.child.as_widget().diff(tree);
    }

    fn size(&self) -> Size<Length> {
        self.child.as_widget().size()
    }

    fn size_hint(&self) -> Size<Length> {
        self.child.as_widget().size_hint()
    }

    fn layout(
        &mut self,
        tree: &mut Tree,
        renderer: &iced::Renderer,
        limits: &layout::Limits,
    ) -> layout::Node {
        let node = self.child.as_widget_mut().layout(tree, renderer, limits);
        if !self.rtl {
            return node;
        }
        let size = node.size();
        let children = node.children().iter().map(|child| {
            let bounds = child.bounds();
            child.clone().move_to(Point::new(size.width - bounds.x - bounds.width, bounds.y))
        });
        layout::Node::with_children(size, children.collect()).move_to(node.bounds().position())
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &iced::Renderer,
        operation: &mut dyn Operation,
    ) {
        self.child.as_widget_mut().operate(tree, layout, renderer, operation);
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
        self.child.as_widget_mut().update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &iced::Renderer,
    ) -> mouse::Interaction {
        self.child.as_widget().mouse_interaction(tree, layout, cursor, viewport, renderer)
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
        self.child.as_widget().draw(tree, renderer, theme, style, layout, cursor, viewport);
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &iced::Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, iced::Renderer>> {
        self.child.as_widget_mut().overlay(tree, layout, renderer, viewport, translation)
    }
}

impl<'a, Message: 'a> From<Mirror<'a, Message>> for Element<'a, Message> {
    fn from(mirror: Mirror<'a, Message>) -> Self {
        Element::new(mirror)
    }
}
