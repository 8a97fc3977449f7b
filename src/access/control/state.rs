//! What a control keeps between two views, and what follows from what it can do.

use super::{Control, Range, Status};
use crate::access::exposed::Exposed;
use crate::access::identity::Key;

use accesskit::Action;
use iced::advanced::{Layout, mouse};

/// What a control keeps between two views.
#[derive(Debug)]
pub(super) struct State {
    pub(super) exposed: Exposed,
    pub(super) is_pressed: bool,
}

impl<Message> Control<'_, Message> {
    pub(super) fn is_enabled(&self) -> bool {
        self.on_press.is_some() || self.range.as_ref().is_some_and(Range::is_enabled)
    }

    pub(super) fn identity(&self) -> Key {
        Key::new(self.key.as_deref(), self.id.as_ref(), &self.node)
    }

    pub(super) fn fresh(&self) -> State {
        State { exposed: Exposed::new(self.node.clone()), is_pressed: false }
    }

    /// Takes over what this view says.
    pub(super) fn follow(&self, state: &mut State) {
        state.exposed.update(&self.node);
        state.exposed.successor.clone_from(&self.successor);
        state.is_pressed &= self.is_enabled();
    }

    /// Puts into the node what follows from what the control is for. What can be done with it must not depend on whether
    /// it is enabled: clients of AT-SPI ask once what a node offers and keep the answer. Disabled it does nothing.
    pub(super) fn complete(&mut self) {
        self.node.add_action(Action::Focus);
        if !self.is_enabled() {
            self.node.set_disabled();
        }
        if self.range.is_none() || self.on_press.is_some() {
            self.node.add_action(Action::Click);
            match self.node.is_expanded() {
                Some(true) => self.node.add_action(Action::Collapse),
                Some(false) => self.node.add_action(Action::Expand),
                None => {}
            }
        }
        if let Some(range) = &self.range {
            range.describe(&mut self.node);
        }
    }

    pub(super) fn status(&self, state: &State, layout: Layout<'_>, cursor: mouse::Cursor) -> Status {
        match (self.is_enabled(), cursor.is_over(layout.bounds())) {
            (false, _) => Status::Disabled,
            (true, true) if state.is_pressed => Status::Pressed,
            (true, true) => Status::Hovered,
            (true, false) => Status::Active,
        }
    }
}
