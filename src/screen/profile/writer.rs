//! Which window stores the draft of an account: the first one that opened it.

use super::Message;
use crate::store::{Account, DraftLock, FoundDraft, Store};

use iced::Task;

/// The window that stores the draft.
#[derive(Debug, Default)]
pub(super) enum Writer {
    /// None: it is not known yet, or the draft cannot be stored.
    #[default]
    Nobody,
    /// Another window.
    Other,
    /// This window, which has the lock.
    This(DraftLock),
}

impl Writer {
    /// The lock, if it is this window.
    pub(super) fn draft_lock(&self) -> Option<&DraftLock> {
        match self {
            Self::This(lock) => Some(lock),
            Self::Nobody | Self::Other => None,
        }
    }

    /// Whether it is another window.
    pub(super) fn is_other(&self) -> bool {
        matches!(self, Self::Other)
    }

    /// Notes which window it is after the draft was opened. Returns whether it is this one.
    pub(super) fn found(&mut self, found: &FoundDraft) -> bool {
        *self = found.lock.clone().map_or(Self::Other, Self::This);
        matches!(self, Self::This(_))
    }
}

/// Reads the draft of an earlier run.
pub(super) fn open((store, account): (Store, Account)) -> Task<Message> {
    Task::perform(async move { store.open_draft(account).await }, Message::DraftFound)
}

/// The same if another window stored the draft before, which may have closed meanwhile.
pub(super) fn take_over(writer: &Writer, place: Option<(Store, Account)>) -> Task<Message> {
    match (writer, place) {
        (Writer::Other, Some((store, account))) => {
            Task::perform(async move { store.take_over_draft(account).await }, Message::DraftFound)
        }
        _ => Task::none(),
    }
}
