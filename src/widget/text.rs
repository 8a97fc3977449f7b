//! Texts in the styles of the theme. Their lines are never wider than the available width.

mod clamped;
mod element;
mod lines;
mod marks;
#[cfg(test)]
mod tests;

pub use clamped::{centred, fits};
pub use element::{Text, height, width};

use super::Ui;
use crate::theme::{self, Style};

use iced::widget::{container, text};
use iced::{Color, Element, Length};

/// A text with a style and a colour. Never align it: align its container.
pub fn styled<'a>(content: impl text::IntoFragment<'a>, style: Style, color: Color) -> Text<'a> {
    Text::new(content, style).color(color)
}

/// A text in the middle of a control. Its colour is that of the control, which depends on the pointer.
pub fn inherited<'a>(content: impl text::IntoFragment<'a>, style: Style) -> Text<'a> {
    Text::new(content, style).in_the_middle()
}

/// A text of the normal style.
pub fn body<'a>(ui: Ui<'_>, content: impl text::IntoFragment<'a>) -> Text<'a> {
    styled(content, theme::BODY, ui.palette.text)
}

/// A text of medium weight, for names in lists.
pub fn strong<'a>(ui: Ui<'_>, content: impl text::IntoFragment<'a>) -> Text<'a> {
    styled(content, theme::BODY_MEDIUM, ui.palette.text)
}

/// A label of a field.
pub fn label<'a>(ui: Ui<'_>, content: impl text::IntoFragment<'a>) -> Text<'a> {
    styled(content, theme::LABEL, ui.palette.text)
}

/// A hint or second line.
pub fn hint<'a>(ui: Ui<'_>, content: impl text::IntoFragment<'a>) -> Text<'a> {
    styled(content, theme::HINT, ui.palette.muted)
}

/// A text with the full width that wraps, aligned to the start of the line.
pub fn paragraph<'a, Message: 'a>(ui: Ui<'_>, content: Text<'a>) -> Element<'a, Message> {
    container(content).width(Length::Fill).align_x(ui.start()).into()
}
