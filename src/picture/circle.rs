//! The avatar as the screen shows it: a circle cut out of the pixels. The renderer can round the corners of
//! a box but not of a picture.

use super::crop::Crop;
use super::decode::{Opened, judged};
use super::encode::cut;
use super::error::Error;

use image::RgbaImage;

use std::fmt;

/// The largest circle, in pixels of the screen.
const MAX_SIDE: u32 = 1024;

/// A round picture in a square that is transparent outside of the circle.
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

/// Decodes a picture and cuts the largest centred circle out of it, at exactly `side` pixels (at most
/// 1,024), so that it can be drawn pixel by pixel: ask for the side on the screen times its scale.
pub fn circle(bytes: &[u8], side: u32) -> Result<Circle, Error> {
    let side = side.clamp(1, MAX_SIDE);
    judged(|| {
        let opened = Opened::new(bytes)?;
        let square = Crop::centred(opened.facts.width, opened.facts.height);
        let pixels = cut(opened, square, side)?;
        let mut rgba = pixels.into_rgba8();
        round(&mut rgba);
        Ok(Circle { side, rgba: rgba.into_raw() })
    })
}

/// Makes a square transparent outside of its circle.
pub(super) fn round(square: &mut RgbaImage) {
    let side = square.width();
    for (x, y, pixel) in square.enumerate_pixels_mut() {
        let alpha = f32::from(pixel.0[3]) * coverage(x, y, side);
        pixel.0[3] = alpha.round() as u8;
    }
}

/// How much of a pixel lies inside of the circle, 0 to 1. The edge is taken as straight within a pixel, which
/// errs by less than one step of alpha at the sizes of an avatar.
fn coverage(x: u32, y: u32, side: u32) -> f32 {
    let radius = side as f32 / 2.0;
    let distance = (x as f32 + 0.5 - radius).hypot(y as f32 + 0.5 - radius);
    (radius - distance + 0.5).clamp(0.0, 1.0)
}
