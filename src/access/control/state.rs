//! What a control remembers from one view to the next.

use super::style::Status;
use crate::access::exposed::Exposed;

use accesskit::Node;
use iced::advanced::widget::Id;

/// What a control remembers from one view to the next.
#[derive(Debug)]
pub(super) struct State {
    pub(super) exposed: Exposed,
    pub(super) is_pressed: bool,
}

impl State {
    pub(super) fn new(node: &Node) -> Self {
        Self { exposed: Exposed::new(node.clone()), is_pressed: false }
    }

    /// Takes over what a new view says.
    pub(super) fn follow(&mut self, node: &Node, successor: Option<&Id>, is_enabled: bool) {
        self.exposed.update(node);
        self.exposed.successor = successor.cloned();
        self.is_pressed &= is_enabled;
    }

    /// What the pointer does with the control.
    pub(super) fn status(&self, is_enabled: bool, is_over: bool) -> Status {
        match (is_enabled, is_over) {
            (false, _) => Status::Disabled,
            (true, true) if self.is_pressed => Status::Pressed,
            (true, true) => Status::Hovered,
            (true, false) => Status::Active,
        }
    }
}
