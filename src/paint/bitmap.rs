//! Bitmaps of which each pixel is one of the window: they are copied.

use super::pixels::{PixelRect, Pixels, common, over, scaled};

use iced::Rectangle;
use iced::advanced::image::{Handle, Image};

/// Rounding of lengths that were scaled, in device pixels.
const TOLERANCE: f32 = 0.01;

/// A picture of which each pixel is one of the window.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bitmap<'a> {
    area: PixelRect,
    /// Red, green, blue and alpha of each pixel.
    rgba: &'a [u8],
}

impl<'a> Bitmap<'a> {
    /// A picture at the size and place of `bounds`, which are in device pixels; none if it has to be scaled.
    pub(super) fn new(image: &'a Image, bounds: Rectangle) -> Option<Self> {
        let Handle::Rgba { width, height, pixels, .. } = &image.handle else { return None };
        // A picture neither begins nor ends within a pixel.
        let (x, y) = ((bounds.x + TOLERANCE).floor(), (bounds.y + TOLERANCE).floor());
        let is_same = |length: f32, pixels: u32| (length - pixels as f32).abs() < 1.0;
        let is_as_it_is = is_same(bounds.width, *width)
            && is_same(bounds.height, *height)
            && (x >= 0.0 && y >= 0.0)
            && image.opacity >= 1.0
            && f32::from(image.rotation) == 0.0;
        let area = PixelRect { x: x as u32, y: y as u32, width: *width, height: *height };
        is_as_it_is.then_some(Self { area, rgba: pixels })
    }

    /// Copies what of it is in `clip`.
    pub(super) fn draw(&self, pixels: &mut Pixels<'_>, clip: PixelRect) {
        let Some(seen) = common(self.area, clip) else { return };
        let stride = self.area.width as usize * 4;
        let start = (seen.x - self.area.x) as usize * 4;
        let own = self.rgba.chunks_exact(stride).skip((seen.y - self.area.y) as usize);
        for (row, own) in pixels.rows(seen).zip(own) {
            let own = &own[start..][..seen.width as usize * 4];
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
