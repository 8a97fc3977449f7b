//! The accessibility node of a widget, with its focus and the requests for it.
//!
//! Owns the id of a node, its focus and its inbox. A widget keeps an [`Exposed`] in its state and
//! passes it to every operation with [`Exposed::operate`]. Must not know how the tree is built
//! (`collector`) or where it is sent (`bridge`).

use crate::access::text::Line;

use accesskit::{Action, ActionRequest, Node, NodeId, Role};
use iced::Rectangle;
use iced::advanced::widget::operation::Focusable;
use iced::advanced::widget::{Id, Operation};

use std::sync::atomic::{AtomicU64, Ordering};

/// Ids are handed out in steps of this size: the node itself, then [`TEXTS`](super::text::TEXTS) - 1 ids for the runs of a text
/// field, then the rest for the plain texts inside the node.
pub(crate) const STEP: u64 = 1 << 16;

/// One node of the accessibility tree. It is a part of the state of its widget.
///
/// Bounds, children and text runs are filled in by the collector; everything else is the widget's.
#[derive(Debug)]
pub struct Exposed {
    /// Role, name, description, value, states and actions.
    pub node: Node,
    /// The line of a text field.
    pub text: Option<Line>,
    /// Whether the focusable widgets inside are one stop of the Tab key, as radio buttons are.
    pub is_composite: bool,
    /// The widget that gets the focus when this one has it and disappears.
    pub successor: Option<Id>,
    id: NodeId,
    focus: Focus,
    inbox: Vec<ActionRequest>,
}

/// Whether a widget has the keyboard focus, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Focus {
    None,
    /// Since this moment; the pointer set it, so no ring is drawn.
    Quiet(u64),
    /// Since this moment; the keyboard, the program or assistive technology set it.
    Shown(u64),
}

impl Exposed {
    /// A node with a new id.
    #[must_use]
    pub fn new(node: Node) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);

        Self {
            node,
            text: None,
            is_composite: false,
            successor: None,
            id: NodeId(NEXT.fetch_add(1, Ordering::Relaxed) * STEP),
            focus: Focus::None,
            inbox: Vec::new(),
        }
    }

    /// Updates the node from a new view. If its role has changed, it is another widget in the same place: it gets a new id
    /// and no focus.
    pub fn update(&mut self, node: &Node) {
        if self.node.role() == node.role() {
            self.node.clone_from(node);
        } else {
            *self = Self { is_composite: self.is_composite, ..Self::new(node.clone()) };
        }
    }

    /// The id of this node, stable as long as iced keeps the widget's state.
    #[must_use]
    pub fn id(&self) -> NodeId {
        self.id
    }

    /// Whether `id` is this node or one of the nodes made for it.
    #[must_use]
    pub fn owns(&self, id: NodeId) -> bool {
        (self.id.0..self.id.0 + STEP).contains(&id.0)
    }

    /// Whether this widget has the keyboard focus.
    #[must_use]
    pub fn has_focus(&self) -> bool {
        self.focus != Focus::None
    }

    /// Whether the focus ring is drawn: the pointer did not set the focus.
    #[must_use]
    pub fn shows_focus(&self) -> bool {
        matches!(self.focus, Focus::Shown(_))
    }

    /// The moment since which it has the focus.
    #[must_use]
    pub fn focused_since(&self) -> Option<u64> {
        match self.focus {
            Focus::None => None,
            Focus::Quiet(since) | Focus::Shown(since) => Some(since),
        }
    }

    /// Sets the focus because of a press of the pointer.
    pub fn focus_by_pointer(&mut self) {
        self.focus = Focus::Quiet(now());
    }

    /// Shows the ring of a focus that the pointer has set, when a key is pressed. Returns whether that changed anything.
    pub fn show_focus(&mut self) -> bool {
        if let Focus::Quiet(since) = self.focus {
            self.focus = Focus::Shown(since);
            return true;
        }
        false
    }

    /// Removes a focus that was set before `moment` (see [`now`]).
    pub fn drop_focus_older_than(&mut self, moment: u64) {
        if self.focused_since().is_some_and(|since| since < moment) {
            self.focus = Focus::None;
        }
    }

    /// Puts a request into the inbox. The widget gets it with [`Exposed::take_requests`].
    pub fn deliver(&mut self, request: ActionRequest) {
        self.inbox.push(request);
    }

    /// The requests that arrived since the last call, oldest first.
    pub fn take_requests(&mut self) -> Vec<ActionRequest> {
        std::mem::take(&mut self.inbox)
    }

    /// Passes this node to an operation: as custom, as focusable if it can have the focus, and then its children. Call it
    /// from `Widget::operate`, also without children.
    ///
    /// A focused widget that was just disabled stays focusable until the focus leaves it.
    pub fn operate(
        &mut self,
        id: Option<&Id>,
        bounds: Rectangle,
        operation: &mut dyn Operation,
        children: &mut dyn FnMut(&mut dyn Operation),
    ) {
        operation.custom(id, bounds, self);
        let can_focus = self.node.supports_action(Action::Focus) && !self.node.is_disabled();
        if can_focus || self.has_focus() {
            operation.focusable(id, bounds, self);
        }
        operation.traverse(children);
    }
}

impl Focusable for Exposed {
    fn is_focused(&self) -> bool {
        self.has_focus()
    }

    fn focus(&mut self) {
        // Setting the focus again is not a change.
        if !self.shows_focus() {
            self.focus = Focus::Shown(now());
        }
    }

    fn unfocus(&mut self) {
        self.focus = Focus::None;
    }
}

/// The current moment: a number that grows with each call.
#[must_use]
pub fn now() -> u64 {
    static CLOCK: AtomicU64 = AtomicU64::new(1);
    CLOCK.fetch_add(1, Ordering::Relaxed)
}

/// Whether the children of the node are hidden from assistive technology. The label of a button is its name already, and
/// must not be read twice.
#[must_use]
pub fn is_leaf(node: &Node) -> bool {
    match node.role() {
        Role::Button
        | Role::DefaultButton
        | Role::CheckBox
        | Role::Heading
        | Role::Image
        | Role::Link
        | Role::ListBoxOption
        | Role::MenuItem
        | Role::MenuItemCheckBox
        | Role::MenuItemRadio
        | Role::Meter
        | Role::PasswordInput
        | Role::ProgressIndicator
        | Role::RadioButton
        | Role::SearchInput
        | Role::Slider
        | Role::SpinButton
        | Role::Switch
        | Role::Tab
        | Role::TextInput => true,
        // With a name, the name is announced; without one, the texts inside.
        Role::Status | Role::Alert => node.label().is_some(),
        _ => false,
    }
}
