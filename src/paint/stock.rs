//! iced's own renderer instead of `paint.rs`, with the feature `stock-renderer`. It shows whether a fault is ours, and it
//! works with a version of iced that `paint` does not know yet. It is slower: see `tests/bench/RESULTS.md`.

use iced::Theme;

/// A widget of a window.
pub type Element<'a, Message> = iced::Element<'a, Message, Theme, iced::Renderer>;

/// Returns the program's root unchanged.
pub fn adapt<'a, Message: 'a>(content: impl Into<iced::Element<'a, Message>>) -> Element<'a, Message> {
    content.into()
}
