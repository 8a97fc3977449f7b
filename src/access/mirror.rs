//! Mirrors the layout of a row or the like for languages that are read from right to left.
//!
//! Owns only the mirrored layout. The order of the children does not change, so reading order, Tab order and the
//! state of the widgets are the same in both directions.

use crate::access::pass_on::pass_on;

use iced::advanced::widget::Tree;
use iced::advanced::{Widget, layout};
use iced::{Element, Point, Theme};

/// Lays the children of `child` out from right to left when `rtl`.
///
/// Only the direct children are moved. The child must be a widget whose layout nodes are its children: a row, column, stack
/// or container.
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
    pass_on!(child, own: tag state children diff size size_hint operate update mouse_interaction draw overlay);

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
}

impl<'a, Message: 'a> From<Mirror<'a, Message>> for Element<'a, Message> {
    fn from(mirror: Mirror<'a, Message>) -> Self {
        Element::new(mirror)
    }
}
