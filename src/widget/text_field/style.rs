//! How a text field looks.

use crate::widget::backdrop::Look;

use iced::{Color, Theme};

/// What is going on with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Nothing.
    Active,
    /// The pointer is over it.
    Hovered,
    /// It has the keyboard focus.
    Focused,
    /// Nothing can be typed into it.
    Disabled,
}

/// The colours of a field.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// What is behind the text, with its edge.
    pub sheet: Look,
    /// The text.
    pub text: Color,
    /// What is shown in an empty field.
    pub placeholder: Color,
    /// What is behind selected text.
    pub selection: Color,
    /// The caret.
    pub caret: Color,
    /// The ring around a focused field.
    pub ring: Color,
}

/// Something readable on every theme, for a field that is given no style.
pub(super) fn default(theme: &Theme, status: Status) -> Style {
    let palette = theme.extended_palette();
    let text = match status {
        Status::Disabled => palette.background.strong.color,
        Status::Active | Status::Hovered | Status::Focused => palette.background.base.text,
    };
    Style {
        sheet: Look {
            background: palette.background.base.color,
            line: palette.background.strong.color,
            radius: 8.0,
        },
        text,
        placeholder: palette.background.strong.color,
        selection: palette.primary.weak.color,
        caret: text,
        ring: palette.primary.base.color,
    }
}
