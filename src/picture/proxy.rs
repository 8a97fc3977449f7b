//! The picture at a size for the screen, and its previews: what *Use photo* will send, seen before.
//!
//! Held as a row of pictures, each half as large as the one before, so that drawing at any zoom reads about as
//! many pixels as it writes. Close to a large picture the part that is seen can be had with all its pixels ([`Closer`]).

mod closer;

pub use closer::Closer;

use super::decode::guarded;
use super::part::Part;
use super::{Crop, Error, Facts, decode};

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, MulDiv, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, RgbaImage};

use std::fmt;

/// The longer side of the largest one in pixels: enough for a screen, and 16 MB.
const MAX_SIDE: u32 = 2048;

/// How many times the pixels of a preview it is made of, across and down. Halving is softer than the resizing after it;
/// from so many on nobody sees it.
const ENOUGH: f64 = 4.0;

/// Below this side nothing is halved any more.
const MIN_SIDE: u32 = 64;

/// A picture for the screen, or a part of one.
pub struct Proxy {
    facts: Facts,
    part: Part,
    levels: Vec<Level>,
    is_opaque: bool,
}

/// The upright picture at one size.
pub(super) struct Level {
    pub(super) width: u32,
    pub(super) height: u32,
    /// RGBA, row by row, premultiplied.
    pub(super) rgba: Vec<u8>,
}

/// Pixels for the screen.
#[derive(Clone, PartialEq, Eq)]
pub struct Pixels {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// RGBA, row by row, not premultiplied.
    pub rgba: Vec<u8>,
}

/// The shape of a preview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// The largest circle in the square, transparent around.
    Circle,
    /// The square itself.
    Square,
}

impl Proxy {
    /// Decodes a picture for the screen. The limits are those of [`decode`].
    pub fn new(bytes: &[u8]) -> Result<Self, Error> {
        let source = decode(bytes, MAX_SIDE)?;
        let part = Part::whole(source.facts.width, source.facts.height);
        guarded(|| Self::of(source.facts, part, (source.width, source.height), source.rgba))
    }

    /// A part of a picture whose pixels, not premultiplied, are given.
    fn of(facts: Facts, part: Part, (width, height): (u32, u32), rgba: Vec<u8>) -> Result<Self, Error> {
        let mut level = Level { width, height, rgba };
        let is_opaque = level.rgba.chunks_exact(4).all(|pixel| pixel[3] == u8::MAX);
        if !is_opaque {
            level.multiply_alpha()?;
        }
        let mut levels = vec![level];
        while let Some(last) = levels.last()
            && last.width.min(last.height) > MIN_SIDE
        {
            let half = last.half()?;
            levels.push(half);
        }
        Ok(Self { facts, part, levels, is_opaque })
    }

    /// What the file is.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The square as it will be seen at `size` pixels. It agrees with a downscale of what
    /// [`prepare`](super::prepare) makes of the same crop, as long as the square has as many pixels here: where
    /// [`closer`](Self::closer) says so, it has them in what that decodes. The square must be in this part. `sent` is how
    /// many pixels are sent at most: what has fewer than are seen is enlarged, here as there.
    pub fn preview(&self, crop: Crop, size: u32, shape: Shape, sent: u32) -> Result<Pixels, Error> {
        let size = size.max(1);
        let crop = crop.inside(self.facts.width, self.facts.height);
        let made = size.min(sent).min(crop.side).max(1);
        guarded(|| {
            let level = self.level(f64::from(crop.side) / (ENOUGH * f64::from(made)));
            let (x_scale, y_scale) = self.scale(level);
            let (width, height) = (f64::from(level.width), f64::from(level.height));
            let (x, y) = self.inside((f64::from(crop.x), f64::from(crop.y)));
            let (x, y) = (x * x_scale, y * y_scale);
            // Rounding must not put the square outside by a hair.
            let across = (f64::from(crop.side) * x_scale).min(width - x);
            let down = (f64::from(crop.side) * y_scale).min(height - y);
            let lanczos = ResizeOptions::new()
                .resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3))
                .use_alpha(false);
            let mut result = level.resized(made, made, &lanczos.crop(x, y, across, down))?;
            if made < size {
                result = result.resized(size, size, &lanczos)?;
            }
            if !self.is_opaque {
                result.divide_alpha()?;
            }
            let pixels = RgbaImage::from_raw(size, size, result.rgba).ok_or(Error::Broken)?;
            let mut pixels = DynamicImage::from(pixels);
            pixels.apply_orientation(crop.facing.orientation());
            let mut pixels = pixels.into_rgba8();
            if shape == Shape::Circle {
                super::circle::round(&mut pixels);
            }
            Ok(Pixels { width: size, height: size, rgba: pixels.into_raw() })
        })
    }

    /// The smallest level on which `step` pixels of the picture are at least one.
    pub(super) fn level(&self, step: f64) -> &Level {
        let wide_enough = |level: &&Level| self.scale(level).0 * step >= 1.0;
        self.levels.iter().rev().find(wide_enough).unwrap_or(&self.levels[0])
    }

    /// Pixels of a level for each pixel of the picture, across and down.
    pub(super) fn scale(&self, level: &Level) -> (f64, f64) {
        let share = |part: u32, whole: u32| f64::from(part) / f64::from(whole.max(1));
        (share(level.width, self.part.width), share(level.height, self.part.height))
    }

    /// A place of the picture as one of this part.
    pub(super) fn inside(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (x - f64::from(self.part.x), y - f64::from(self.part.y))
    }
}

impl Level {
    fn half(&self) -> Result<Self, Error> {
        let options =
            ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Box)).use_alpha(false);
        self.resized(self.width.div_ceil(2), self.height.div_ceil(2), &options)
    }

    fn resized(&self, width: u32, height: u32, options: &ResizeOptions) -> Result<Self, Error> {
        let source = ImageRef::new(self.width, self.height, &self.rgba, PixelType::U8x4);
        let source = source.map_err(|_| Error::Broken)?;
        let mut result = Image::new(width, height, PixelType::U8x4);
        Resizer::new().resize(&source, &mut result, options).map_err(|_| Error::Broken)?;
        Ok(Self { width, height, rgba: result.into_vec() })
    }

    fn multiply_alpha(&mut self) -> Result<(), Error> {
        let image = Image::from_slice_u8(self.width, self.height, &mut self.rgba, PixelType::U8x4);
        let mut image = image.map_err(|_| Error::Broken)?;
        MulDiv::new().multiply_alpha_inplace(&mut image).map_err(|_| Error::Broken)
    }

    fn divide_alpha(&mut self) -> Result<(), Error> {
        let image = Image::from_slice_u8(self.width, self.height, &mut self.rgba, PixelType::U8x4);
        let mut image = image.map_err(|_| Error::Broken)?;
        MulDiv::new().divide_alpha_inplace(&mut image).map_err(|_| Error::Broken)
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Proxy({}x{}, {} levels)", self.facts.width, self.facts.height, self.levels.len())
    }
}

impl fmt::Debug for Pixels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pixels({}x{})", self.width, self.height)
    }
}

#[cfg(test)]
mod tests;
