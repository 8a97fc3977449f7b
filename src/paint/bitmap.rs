//! Images that need no scaling: each of their pixels is one pixel of the window, and is copied.

use super::pixels::{PixelRect, Pixels, intersection, over, scaled};

use iced::Rectangle;
use iced::advanced::image::{Handle, Image};

/// What rounding may add to a scaled length, in device pixels.
const TOLERANCE: f32 = 0.01;

/// An image that needs no scaling.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bitmap<'a> {
    area: PixelRect,
    /// Four bytes for each pixel: red, green, blue, alpha; not premultiplied.
    rgba: &'a [u8],
}

impl<'a> Bitmap<'a> {
    /// An image at `bounds`, which are in device pixels. None if it has to be scaled, turned or faded, or begins left of
    /// or above the window.
    pub(super) fn new(image: &'a Image, bounds: Rectangle) -> Option<Self> {
        let Handle::Rgba { width, height, pixels, .. } = &image.handle else { return None };
        // An image begins at a whole pixel.
        let (x, y) = ((bounds.x + TOLERANCE).floor(), (bounds.y + TOLERANCE).floor());
        let is_same = |length: f32, pixels: u32| (length - pixels as f32).abs() < 1.0;
        let is_copy = is_same(bounds.width, *width)
            && is_same(bounds.height, *height)
            && (x >= 0.0 && y >= 0.0)
            && image.opacity >= 1.0
            && f32::from(image.rotation) == 0.0;
        let area = PixelRect { x: x as u32, y: y as u32, width: *width, height: *height };
        is_copy.then_some(Self { area, rgba: pixels })
    }

    /// Copies the part of it that is in `clip`.
    pub(super) fn draw(&self, pixels: &mut Pixels<'_>, clip: PixelRect) {
        let Some(visible) = intersection(self.area, clip) else { return };
        let stride = self.area.width as usize * 4;
        let start = (visible.x - self.area.x) as usize * 4;
        let own = self.rgba.chunks_exact(stride).skip((visible.y - self.area.y) as usize);
        for (row, own) in pixels.rows(visible).zip(own) {
            let own = &own[start..][..visible.width as usize * 4];
            if own.chunks_exact(4).fold(u8::MAX, |all, pixel| all & pixel[3]) == u8::MAX {
                for (pixel, own) in row.iter_mut().zip(own.chunks_exact(4)) {
                    *pixel = u32::from_be_bytes([u8::MAX, own[0], own[1], own[2]]);
                }
            } else {
                for (pixel, own) in row.iter_mut().zip(own.chunks_exact(4)) {
                    let opaque = u32::from_be_bytes([u8::MAX, own[0], own[1], own[2]]);
                    *pixel = over(scaled(opaque, own[3].into()), *pixel);
                }
            }
        }
    }
}
