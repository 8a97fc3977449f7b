//! Content that is scrolled into view as a whole: when it opens, and when something in it gets the focus.
//!
//! Owns only whether it has just opened. The [root](crate::access::root()) scrolls.

use crate::access::pass_on::pass_on;

use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Layout, Widget};
use iced::{Element, Theme};

/// Scrolls `child` into view as a whole when `is_open` becomes true, and while it is true when something in it gets the focus.
///
/// For a field with a choice below it, or a line with its details.
pub fn reveal_whole<'a, Message: 'a>(
    child: impl Into<Element<'a, Message>>,
    is_open: bool,
) -> Element<'a, Message> {
    Element::new(RevealWhole { child: child.into(), is_open })
}

/// The state, which operations get from `custom`.
#[derive(Debug)]
pub struct WholeState {
    is_open: bool,
    /// Whether it has opened and was not scrolled into view since.
    is_new: bool,
}

impl WholeState {
    /// Whether it is scrolled into view as a whole.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Whether it has just opened.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.is_new
    }

    /// Notes that it was scrolled into view.
    pub fn note_shown(&mut self) {
        self.is_new = false;
    }
}

struct RevealWhole<'a, Message> {
    child: Element<'a, Message>,
    is_open: bool,
}

impl<Message> Widget<Message, Theme, iced::Renderer> for RevealWhole<'_, Message> {
    pass_on!(child, first: children size size_hint layout update mouse_interaction draw overlay);

    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<WholeState>()
    }

    fn state(&self) -> tree::State {
        // It was open before it was built, as a row that is scrolled back into view.
        tree::State::new(WholeState { is_open: self.is_open, is_new: false })
    }

    fn diff(&self, tree: &mut Tree) {
        let whole = tree.state.downcast_mut::<WholeState>();
        whole.is_new = self.is_open && (whole.is_new || !whole.is_open);
        whole.is_open = self.is_open;
        tree.diff_children(std::slice::from_ref(&self.child));
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &iced::Renderer,
        operation: &mut dyn Operation,
    ) {
        let child = self.child.as_widget_mut();
        let (state, below) = (&mut tree.state, &mut tree.children[0]);
        operation.custom(None, layout.bounds(), state.downcast_mut::<WholeState>());
        operation.traverse(&mut |operation| child.operate(below, layout, renderer, operation));
    }
}
