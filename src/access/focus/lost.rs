//! Where the focus goes when what had it is gone.

use iced::Rectangle;
use iced::Task;
use iced::advanced::widget::operation::focusable::focus;
use iced::advanced::widget::operation::{Focusable, Outcome};
use iced::advanced::widget::{Id, Operation, operate};

/// Gives the focus to the widget with this id, unless something has it: for a control that disappears when it is pressed.
pub fn focus_if_lost<T: Send + 'static>(id: impl Into<Id>) -> Task<T> {
    operate(FocusIfLost { id: id.into(), is_lost: true }).discard()
}

struct FocusIfLost {
    id: Id,
    is_lost: bool,
}

impl Operation<()> for FocusIfLost {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<()>)) {
        operate(self);
    }

    fn focusable(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Focusable) {
        self.is_lost &= !state.is_focused();
    }

    fn finish(&self) -> Outcome<()> {
        if self.is_lost { Outcome::Chain(Box::new(focus(self.id.clone()))) } else { Outcome::None }
    }
}
