//! The style of a text field.

use crate::widget::backdrop::Look;

use iced::{Color, Theme};

/// The status of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Nothing special.
    Active,
    /// The pointer is over it.
    Hovered,
    /// It has the keyboard focus.
    Focused,
    /// It is disabled.
    Disabled,
}

/// The colours of a field.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// The background with its edge.
    pub sheet: Look,
    /// The text.
    pub text: Color,
    /// The placeholder.
    pub placeholder: Color,
    /// The background of selected text.
    pub selection: Color,
    /// The caret.
    pub caret: Color,
    /// The ring around a focused field.
    pub ring: Color,
}

/// The default style, readable in all themes.
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
