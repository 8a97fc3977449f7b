//! iced's own renderer in the place of `paint.rs`, with the feature `stock-renderer`: to see whether a fault is ours, or
//! while another version of iced draws otherwise. It is slower: see `tests/bench/RESULTS.md`.

use iced::Theme;

/// A widget of a window.
pub type Element<'a, Message> = iced::Element<'a, Message, Theme, iced::Renderer>;

/// The program's root, as it is.
pub fn adapt<'a, Message: 'a>(content: impl Into<iced::Element<'a, Message>>) -> Element<'a, Message> {
    content.into()
}
