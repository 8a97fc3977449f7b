//! A part of a window with names of its own.

use crate::access::identity::within;
use crate::access::pass_on::pass_on;

use iced::advanced::widget::{Tree, tree};
use iced::advanced::{Widget, layout};
use iced::{Element, Theme};

/// A part of a window in which the controls are known by their names, or ids: a screen, or what lies over it. The *Cancel*
/// of a question is another one than that of the screen below it, and of the next question.
pub fn scope<'a, Message: 'a>(
    name: &'static str,
    child: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    Element::new(Scope { name, child: child.into() })
}

struct Scope<'a, Message> {
    name: &'static str,
    child: Element<'a, Message>,
}

impl<Message> Widget<Message, Theme, iced::Renderer> for Scope<'_, Message> {
    pass_on!(child, own: tag size size_hint operate update mouse_interaction draw overlay);

    fn state(&self) -> tree::State {
        within(self.name, || self.child.as_widget().state())
    }

    fn children(&self) -> Vec<Tree> {
        within(self.name, || self.child.as_widget().children())
    }

    fn diff(&self, tree: &mut Tree) {
        within(self.name, || self.child.as_widget().diff(tree));
    }

    fn layout(
        &mut self,
        tree: &mut Tree,
        renderer: &iced::Renderer,
        limits: &layout::Limits,
    ) -> layout::Node {
        // The rows of a long list are made only here.
        within(self.name, || self.child.as_widget_mut().layout(tree, renderer, limits))
    }
}
