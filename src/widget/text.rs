//! Text in the type scale, no line of which is wider than the room it has.

mod element;
mod lines;
#[cfg(test)]
mod tests;

pub use element::Text;

use super::Ui;
use crate::theme::{self, Style};

use iced::widget::{container, text};
use iced::{Color, Element, Length};

/// Text of one style and colour, as wide as it is. Never align it: align what holds it.
pub fn styled<'a>(content: impl text::IntoFragment<'a>, style: Style, color: Color) -> Text<'a> {
    inherited(content, style).color(color)
}

/// Text in the colour of the control round it, which depends on what the pointer does.
pub fn inherited<'a>(content: impl text::IntoFragment<'a>, style: Style) -> Text<'a> {
    Text::new(content, style)
}

/// Running text.
pub fn body<'a>(ui: Ui<'_>, content: impl text::IntoFragment<'a>) -> Text<'a> {
    styled(content, theme::BODY, ui.palette.text)
}

/// Running text of medium weight: names in lists.
pub fn strong<'a>(ui: Ui<'_>, content: impl text::IntoFragment<'a>) -> Text<'a> {
    styled(content, theme::BODY_MEDIUM, ui.palette.text)
}

/// Labels of fields.
pub fn label<'a>(ui: Ui<'_>, content: impl text::IntoFragment<'a>) -> Text<'a> {
    styled(content, theme::LABEL, ui.palette.text)
}

/// Hints and second lines.
pub fn hint<'a>(ui: Ui<'_>, content: impl text::IntoFragment<'a>) -> Text<'a> {
    styled(content, theme::HINT, ui.palette.muted)
}

/// A text over the whole width that wraps and begins where reading begins.
pub fn paragraph<'a, Message: 'a>(ui: Ui<'_>, content: Text<'a>) -> Element<'a, Message> {
    container(content).width(Length::Fill).align_x(ui.start()).into()
}
