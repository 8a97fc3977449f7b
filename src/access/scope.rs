//! A part of a window in which keys of controls are unique.

use crate::access::identity::in_scope;
use crate::access::pass_on::pass_on;

use iced::advanced::widget::{Tree, tree};
use iced::advanced::{Widget, layout};
use iced::{Element, Theme};

/// A part of a window in which the keys of controls are unique: a screen or a dialog. So *Cancel* of a dialog is not taken
/// for *Cancel* of the screen below it, or of the next dialog.
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
        in_scope(self.name, || self.child.as_widget().state())
    }

    fn children(&self) -> Vec<Tree> {
        in_scope(self.name, || self.child.as_widget().children())
    }

    fn diff(&self, tree: &mut Tree) {
        in_scope(self.name, || self.child.as_widget().diff(tree));
    }

    fn layout(
        &mut self,
        tree: &mut Tree,
        renderer: &iced::Renderer,
        limits: &layout::Limits,
    ) -> layout::Node {
        // The rows of a long list are built in `layout`.
        in_scope(self.name, || self.child.as_widget_mut().layout(tree, renderer, limits))
    }
}
