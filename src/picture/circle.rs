//! Cuts the round avatar out of the pixels: the renderer can round the corners of a box but not of a picture.

use super::crop::Crop;
use super::decode::{Opened, logged};
use super::encode::cut;
use super::error::Error;

use image::RgbaImage;

use std::fmt;

/// The largest diameter of a circle, in pixels.
const MAX_SIDE: u32 = 1024;

/// A square picture that is transparent outside of its circle.
#[derive(Clone, PartialEq, Eq)]
pub struct Circle {
    /// Width and height in pixels.
    pub side: u32,
    /// RGBA, row by row, not premultiplied.
    pub rgba: Vec<u8>,
}

impl fmt::Debug for Circle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Circle({})", self.side)
    }
}

/// Decodes a picture and cuts the largest centred circle out of it, with a diameter of `side` pixels (1 to 1,024).
/// Pass the side on the screen times the scale factor, so that the result is drawn without resizing.
pub fn circle(bytes: &[u8], side: u32) -> Result<Circle, Error> {
    let side = side.clamp(1, MAX_SIDE);
    logged(|| {
        let opened = Opened::new(bytes)?;
        let square = Crop::centred(opened.facts.width, opened.facts.height);
        let pixels = cut(opened, square, side)?;
        let mut rgba = pixels.into_rgba8();
        make_round(&mut rgba);
        Ok(Circle { side, rgba: rgba.into_raw() })
    })
}

/// Makes a square picture transparent outside of its largest circle.
pub(super) fn make_round(square: &mut RgbaImage) {
    let side = square.width();
    for (x, y, pixel) in square.enumerate_pixels_mut() {
        let alpha = f32::from(pixel.0[3]) * coverage(x, y, side);
        pixel.0[3] = alpha.round() as u8;
    }
}

/// The share of a pixel that lies inside of the circle, 0 to 1. The edge counts as straight within one pixel: at the
/// sizes of an avatar the error is less than one step of alpha.
fn coverage(x: u32, y: u32, side: u32) -> f32 {
    let radius = side as f32 / 2.0;
    let distance = (x as f32 + 0.5 - radius).hypot(y as f32 + 0.5 - radius);
    (radius - distance + 0.5).clamp(0.0, 1.0)
}
