//! The size of a text before it is laid out, for layouts that depend on it.

use super::element::shaped;
use crate::theme::Style;

use iced::Size;
use iced::advanced::graphics::text::Paragraph;
use iced::advanced::text::Paragraph as _;
use iced::widget::text::Wrapping;

/// The height of a text in lines of at most `width`, in logical pixels.
pub fn height(content: &str, style: Style, width: f32) -> f32 {
    let bounds = Size::new(width.max(0.0), f32::INFINITY);
    Paragraph::with_text(shaped(content, style, bounds, Wrapping::WordOrGlyph)).min_height()
}

/// The width of a text in one line, in logical pixels.
pub fn width(content: &str, style: Style) -> f32 {
    Paragraph::with_text(shaped(content, style, Size::INFINITE, Wrapping::None)).min_width()
}
