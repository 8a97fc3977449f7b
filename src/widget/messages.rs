//! Messages below each other, which scroll where there is no space for all of them.
//!
//! Owns their height: the first message is whole, and the cut is between two messages, so that no sentence ends in its
//! middle. The edge of the next message shows that there is more.

use super::{Ui, scroll};
use crate::access::pass_on::pass_on;
use crate::theme::{size, space};

use iced::advanced::Widget;
use iced::advanced::layout::{Limits, Node};
use iced::advanced::widget::Tree;
use iced::widget::{Column, container};
use iced::{Element, Padding, Renderer, Size, Theme};

use std::cell::RefCell;
use std::rc::Rc;

/// The distance between two messages.
const GAP: f32 = space::S;

/// The visible height of a message that has no space.
const EDGE: f32 = size::FADE;

/// The heights for all messages together.
#[derive(Debug, Clone, Copy)]
pub struct Height {
    /// The height that they have if several are shown.
    pub usual: f32,
    /// The height that the first one has at most. A longer message scrolls.
    pub most: f32,
}

/// Messages below each other, with room for the soft edge of the save bar at their sides.
pub fn messages<'a, Message: 'a>(
    ui: Ui<'a>,
    messages: impl IntoIterator<Item = Element<'a, Message>>,
    height: Height,
) -> Element<'a, Message> {
    let heights = Rc::new(RefCell::new(Vec::new()));
    let column = Column::with_children(messages).spacing(GAP).into();
    let column = Element::new(Measured { content: column, heights: Rc::clone(&heights) });
    let column = container(column).padding(Padding::from([0.0, size::HALO]));
    let content = scroll::vertical(ui, column).fade(ui.palette.bg).into();
    Element::new(Messages { content, heights, height })
}

impl Height {
    /// The height for messages of these heights.
    fn of(self, messages: &[f32]) -> f32 {
        let whole =
            |count: usize| messages[..count].iter().sum::<f32>() + GAP * count.saturating_sub(1) as f32;
        let all = whole(messages.len());
        if all <= self.usual {
            return all;
        }
        let with_edge = |count: usize| if count < messages.len() { whole(count) + GAP + EDGE } else { all };
        let fitting = (1..=messages.len()).rev().find(|count| with_edge(*count) <= self.usual);
        with_edge(fitting.unwrap_or(1)).min(self.most)
    }
}

/// A column that notes the heights of its children.
struct Measured<'a, Message> {
    content: Element<'a, Message>,
    heights: Rc<RefCell<Vec<f32>>>,
}

impl<Message> Widget<Message, Theme, Renderer> for Measured<'_, Message> {
    pass_on!(content, own: tag state children diff size size_hint operate update mouse_interaction draw overlay);

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &Limits) -> Node {
        let node = self.content.as_widget_mut().layout(tree, renderer, limits);
        *self.heights.borrow_mut() = node.children().iter().map(|child| child.size().height).collect();
        node
    }
}

struct Messages<'a, Message> {
    content: Element<'a, Message>,
    heights: Rc<RefCell<Vec<f32>>>,
    height: Height,
}

impl<Message> Widget<Message, Theme, Renderer> for Messages<'_, Message> {
    pass_on!(content, own: tag state children diff size size_hint operate update mouse_interaction draw overlay);

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &Limits) -> Node {
        let content = self.content.as_widget_mut();
        let mut lay = |height| {
            let size = Size::new(limits.max().width, height);
            content.layout(tree, renderer, &Limits::new(Size::ZERO, size))
        };
        let node = lay(self.height.most);
        let height = self.height.of(&self.heights.borrow());
        if node.size().height > height { lay(height) } else { node }
    }
}

#[cfg(test)]
mod tests {
    use super::{EDGE, GAP, Height};

    #[test]
    fn the_first_message_is_whole_and_the_cut_is_between_two() {
        let height = Height { usual: 100.0, most: 200.0 };
        for (messages, expected) in [
            (&[][..], 0.0),
            (&[60.0][..], 60.0),
            (&[150.0], 150.0),
            // It scrolls.
            (&[300.0], 200.0),
            (&[40.0, 50.0], 90.0 + GAP),
            (&[60.0, 50.0], 60.0 + GAP + EDGE),
            (&[30.0, 30.0, 50.0], 60.0 + 2.0 * GAP + EDGE),
            (&[90.0, 50.0], 90.0 + GAP + EDGE),
            (&[190.0, 50.0], 200.0),
        ] {
            assert_eq!(height.of(messages), expected, "{messages:?}");
        }
    }
}
