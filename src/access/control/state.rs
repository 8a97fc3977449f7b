//! The state of a control, which is kept from one view to the next.

use super::style::Status;
use crate::access::exposed::Exposed;

use accesskit::Node;
use iced::advanced::widget::Id;

/// The state of a control.
#[derive(Debug)]
pub(super) struct State {
    pub(super) exposed: Exposed,
    pub(super) is_pressed: bool,
}

impl State {
    pub(super) fn new(node: &Node) -> Self {
        Self { exposed: Exposed::new(node.clone()), is_pressed: false }
    }

    /// Updates it from a new view.
    pub(super) fn update(&mut self, node: &Node, successor: Option<&Id>, is_enabled: bool) {
        self.exposed.update(node);
        self.exposed.successor = successor.cloned();
        self.is_pressed &= is_enabled;
    }

    /// The status of the control.
    pub(super) fn status(&self, is_enabled: bool, is_over: bool) -> Status {
        match (is_enabled, is_over) {
            (false, _) => Status::Disabled,
            (true, true) if self.is_pressed => Status::Pressed,
            (true, true) => Status::Hovered,
            (true, false) => Status::Active,
        }
    }
}
