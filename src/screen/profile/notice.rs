//! What is said for a while about something that worked.

use super::super::situation::Sentence;
use super::{Message, Profile};

use iced::Task;
use iced::task::Handle;

use std::time::Duration;

/// How long the word that something worked stays on screen.
const NOTICE_STAYS: Duration = Duration::from_secs(20);

/// Something that worked, and how well.
#[derive(Debug)]
pub(super) struct Notice {
    pub(super) sentence: Sentence,
    pub(super) tone: Tone,
    pub(super) offer: Option<Offer>,
    _timer: Handle,
}

/// What can be done about something that worked.
#[derive(Debug, Clone)]
pub(super) struct Offer {
    pub(super) label: &'static str,
    pub(super) message: Message,
}

/// How a notice looks and whether it is read out at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    Good,
    Mixed,
}

impl Notice {
    /// Whether it offers to step back in the form.
    pub(super) fn undoes_an_edit(&self) -> bool {
        self.offer.as_ref().is_some_and(|offer| matches!(offer.message, Message::EditUndone))
    }
}

impl Profile {
    /// Says something, in the place of what was said before.
    pub(super) fn notify(&mut self, sentence: Sentence, tone: Tone, offer: Option<Offer>) -> Task<Message> {
        let (task, timer) =
            Task::perform(tokio::time::sleep(NOTICE_STAYS), |()| Message::NoticeOver).abortable();
        self.notice = Some(Notice { sentence, tone, offer, _timer: timer.abort_on_drop() });
        task
    }
}
