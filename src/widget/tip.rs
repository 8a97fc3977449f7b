//! More about something, shown while the pointer rests on it.

use super::{Ui, card, text};
use crate::theme::{self, radius, space};

use iced::Element;
use iced::widget::{container, tooltip};

/// Shows `words` above `content` while the pointer is over it.
pub fn tip<'a, Message: 'a>(
    ui: Ui<'a>,
    content: impl Into<Element<'a, Message>>,
    words: String,
) -> Element<'a, Message> {
    let p = ui.palette;
    let words = text::styled(words, theme::HINT, p.text);
    let words = container(words).padding([space::XS, space::S]);
    let sheet = card::sheet(words, p.raised, p.line, radius::CONTROL);
    tooltip(content, sheet, tooltip::Position::Top).gap(space::XS).into()
}
