//! A role and a name for something that cannot be pressed: an image, a list, a status text, a dialog.
//!
//! Owns only the node; layout, drawing and events are those of the child.

use crate::access::exposed::Exposed;
use crate::access::pass_on::pass_on;

use accesskit::{Live, Node, Role};
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Layout, Widget};
use iced::{Element, Theme};

/// Gives `child` a role and a name. An empty name leaves it unnamed.
pub fn labelled<'a, Message>(
    child: impl Into<Element<'a, Message>>,
    role: Role,
    name: impl Into<String>,
) -> Labelled<'a, Message> {
    let name = name.into();
    let mut node = Node::new(role);
    if !name.is_empty() {
        node.set_label(name);
    }
    Labelled { node, id: None, child: child.into() }
}

/// A child with a role and a name; see [`labelled`].
#[expect(missing_debug_implementations, reason = "iced's elements have none")]
pub struct Labelled<'a, Message> {
    node: Node,
    id: Option<Id>,
    child: Element<'a, Message>,
}

impl<Message> Labelled<'_, Message> {
    /// The description, such as a hint. It is read after the name.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.node.set_description(description.into());
        self
    }

    /// The value, if it differs from the name.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.node.set_value(value.into());
        self
    }

    /// Makes it a live region: changes of the name, or of the texts inside, are announced when the person pauses
    /// ([`Live::Polite`]) or at once ([`Live::Assertive`]).
    #[must_use]
    pub fn live(mut self, live: Live) -> Self {
        self.node.set_live(live);
        self
    }

    /// Makes it modal like a dialog: the keyboard and assistive technology only reach what is inside.
    #[must_use]
    pub fn modal(mut self) -> Self {
        self.node.set_modal();
        self
    }

    /// Says that this is the `position`th, from 1, of `count`.
    #[must_use]
    pub fn position(mut self, position: usize, count: usize) -> Self {
        // AccessKit counts from 0 and its platform adapters add the one.
        self.node.set_position_in_set(position.saturating_sub(1));
        self.node.set_size_of_set(count);
        self
    }

    /// The value of a progress indicator or a meter, from 0 to `max`.
    #[must_use]
    pub fn progress(mut self, value: f64, max: f64) -> Self {
        self.node.set_numeric_value(value);
        self.node.set_min_numeric_value(0.0);
        self.node.set_max_numeric_value(max);
        self
    }

    /// Whether the content is not ready yet.
    #[must_use]
    pub fn busy(mut self, is_busy: bool) -> Self {
        if is_busy {
            self.node.set_busy();
        }
        self
    }

    /// Hides it from assistive technology: for decoration, and for what is said elsewhere.
    #[must_use]
    pub fn hidden(mut self) -> Self {
        self.node.set_hidden();
        self
    }

    /// Sets anything else that AccessKit knows.
    #[must_use]
    pub fn with(mut self, set: impl FnOnce(&mut Node)) -> Self {
        set(&mut self.node);
        self
    }

    /// The id for operations on the widget.
    #[must_use]
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }
}

impl<Message> Widget<Message, Theme, iced::Renderer> for Labelled<'_, Message> {
    pass_on!(child, first: children size size_hint layout update mouse_interaction draw overlay);

    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<Exposed>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(Exposed::new(self.node.clone()))
    }

    fn diff(&self, tree: &mut Tree) {
        tree.state.downcast_mut::<Exposed>().update(&self.node);
        tree.diff_children(std::slice::from_ref(&self.child));
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &iced::Renderer,
        operation: &mut dyn Operation,
    ) {
        let exposed = tree.state.downcast_mut::<Exposed>();
        exposed.operate(self.id.as_ref(), layout.bounds(), operation, &mut |operation| {
            self.child.as_widget_mut().operate(&mut tree.children[0], layout, renderer, operation);
        });
    }
}

impl<'a, Message: 'a> From<Labelled<'a, Message>> for Element<'a, Message> {
    fn from(labelled: Labelled<'a, Message>) -> Self {
        Element::new(labelled)
    }
}
