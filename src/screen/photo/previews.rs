//! Small pictures of the result, drawn at the resolution of the screen.

use crate::picture::{Pixels, Shape};
use crate::theme::size;

use iced::widget::image;

/// The result in the sizes in which others see it.
#[derive(Debug, Clone)]
pub struct Previews {
    /// The circles, in the sizes of [`size::PREVIEWS`].
    pub(super) circles: Vec<image::Handle>,
    /// The square.
    pub(super) square: image::Handle,
}

impl Previews {
    /// Draws them for a screen of this scale. `one` draws a picture of a size in device pixels.
    pub(super) fn draw(scale: f32, one: impl Fn(u32, Shape) -> Option<Pixels>) -> Option<Self> {
        let one = |side, shape| one(pixels(side, scale), shape).map(handle);
        let circles: Option<Vec<_>> =
            size::PREVIEWS.into_iter().map(|side| one(side, Shape::Circle)).collect();
        Some(Self { circles: circles?, square: one(size::PREVIEW_SQUARE, Shape::Square)? })
    }
}

/// A length in device pixels of a screen of this scale.
pub(super) fn pixels(length: f32, scale: f32) -> u32 {
    (length * scale).round().max(1.0) as u32
}

/// An image for iced.
pub(super) fn handle(pixels: Pixels) -> image::Handle {
    image::Handle::from_rgba(pixels.width, pixels.height, pixels.rgba)
}
