//! Tooltips: a text that is shown while the pointer is over something.

use super::{Ui, card, text};
use crate::theme::{self, radius, space};

use iced::Element;
use iced::widget::{Tooltip, container, tooltip};

use std::time::Duration;

/// The delay before the name of an icon is shown.
const REST: Duration = Duration::from_millis(500);

/// Shows `words` above `content` while the pointer is over it.
pub fn immediate<'a, Message: 'a>(
    ui: Ui<'a>,
    content: impl Into<Element<'a, Message>>,
    words: String,
) -> Element<'a, Message> {
    above(ui, content, words).into()
}

/// The same after a delay, for icons that the pointer often only passes.
pub fn delayed<'a, Message: 'a>(
    ui: Ui<'a>,
    content: impl Into<Element<'a, Message>>,
    words: String,
) -> Element<'a, Message> {
    above(ui, content, words).delay(REST).into()
}

fn above<'a, Message: 'a>(
    ui: Ui<'a>,
    content: impl Into<Element<'a, Message>>,
    words: String,
) -> Tooltip<'a, Message> {
    let p = ui.palette;
    let words = text::styled(words, theme::HINT, p.text);
    let words = container(words).padding([space::XS, space::S]);
    let sheet = card::sheet(words, p.raised, p.line, radius::CONTROL);
    tooltip(content, sheet, tooltip::Position::Top).gap(space::XS)
}
