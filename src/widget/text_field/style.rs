//! How a text field looks.

use iced::{Background, Border, Color, Theme};

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
    /// What is behind the text.
    pub background: Background,
    /// The edge, and the radius of the corners.
    pub border: Border,
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
        background: Background::Color(palette.background.base.color),
        border: Border { color: palette.background.strong.color, width: 1.0, radius: 8.into() },
        text,
        placeholder: palette.background.strong.color,
        selection: palette.primary.weak.color,
        caret: text,
        ring: palette.primary.base.color,
    }
}
