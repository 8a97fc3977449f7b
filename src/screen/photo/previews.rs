//! Small pictures of the result, drawn at the resolution of the screen.

use crate::picture::{Pixels, Shape};
use crate::theme::size;

use iced::widget::image;

/// The result at the sizes it is seen.
#[derive(Debug, Clone)]
pub struct Previews {
    /// The circles, as large as [`size::PREVIEWS`] says.
    pub(super) circles: Vec<image::Handle>,
    /// The square.
    pub(super) square: image::Handle,
}

impl Previews {
    /// Draws them for a screen of this scale, from what draws one of a size in pixels.
    pub(super) fn draw(scale: f32, one: impl Fn(u32, Shape) -> Option<Pixels>) -> Option<Self> {
        let one = |side, shape| one(pixels(side, scale), shape).map(handle);
        let circles: Option<Vec<_>> =
            size::PREVIEWS.into_iter().map(|side| one(side, Shape::Circle)).collect();
        Some(Self { circles: circles?, square: one(size::PREVIEW_SQUARE, Shape::Square)? })
    }
}

/// A length in pixels of a screen of this scale.
pub(super) fn pixels(length: f32, scale: f32) -> u32 {
    (length * scale).round().max(1.0) as u32
}

/// Pixels as the screen takes them.
pub(super) fn handle(pixels: Pixels) -> image::Handle {
    image::Handle::from_rgba(pixels.width, pixels.height, pixels.rgba)
}
