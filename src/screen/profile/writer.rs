//! Which window writes down what is typed for an account: the first one that has it open.

use super::Message;
use crate::store::{Account, FoundDraft, Hold, Store};

use iced::Task;

/// Which window does.
#[derive(Debug, Default)]
pub(super) enum Writer {
    /// None so far, or none can.
    #[default]
    Nobody,
    /// Another one.
    Other,
    /// This one, for as long as it holds this.
    This(Hold),
}

impl Writer {
    /// Held while it is this one.
    pub(super) fn hold(&self) -> Option<&Hold> {
        match self {
            Self::This(hold) => Some(hold),
            Self::Nobody | Self::Other => None,
        }
    }

    /// Whether it is another window.
    pub(super) fn is_other(&self) -> bool {
        matches!(self, Self::Other)
    }

    /// Notes which one it is by now, and tells whether it is this one.
    pub(super) fn found(&mut self, found: &FoundDraft) -> bool {
        *self = found.hold.clone().map_or(Self::Other, Self::This);
        matches!(self, Self::This(_))
    }
}

/// Reads what was typed in an earlier run and not saved.
pub(super) fn open((store, account): (Store, Account)) -> Task<Message> {
    Task::perform(async move { store.open_draft(account).await }, Message::DraftFound)
}

/// The same where another window was the one, which may have closed meanwhile.
pub(super) fn take_over(writer: &Writer, place: Option<(Store, Account)>) -> Task<Message> {
    match (writer, place) {
        (Writer::Other, Some((store, account))) => {
            Task::perform(async move { store.take_over_draft(account).await }, Message::DraftFound)
        }
        _ => Task::none(),
    }
}
