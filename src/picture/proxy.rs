//! The picture at a size for the screen, and its previews: what *Use photo* will send, seen before.
//!
//! It is a [`Pyramid`] of levels. Where a large picture is zoomed so far that this has too few pixels, the part that is seen
//! can be decoded with all of its own ([`DetailRequest`]).

use super::circle;
use super::clock::Clock;
use super::crop::Crop;
use super::decode::{self, Facts, Opened, decode, guarded};
use super::error::Error;
use super::part::Part;
use super::pixels::Pixels;
use super::pyramid::Pyramid;
use super::resize::Area;
use super::view::{self, View};

use fast_image_resize::FilterType;
use image::{DynamicImage, RgbaImage};

use std::fmt;
use std::sync::Weak;

/// The longer side of the largest one in pixels: enough for a screen, and 16 MB.
const MAX_SIDE: u32 = 2048;

/// A preview is made of so many times its pixels, across and down. Halving is softer than the resizing after it; from so
/// many on nobody sees the difference.
const ENOUGH: f64 = 4.0;

/// How much more than what is seen is decoded at each side, as a share of the square: a small step away shows it at once.
const SLACK: f64 = 0.1;

/// A scale that is smaller by less than this is as good.
const NEAR: f64 = 0.98;

/// A picture for the screen, or a part of one.
pub struct Proxy {
    facts: Facts,
    pyramid: Pyramid,
}

/// A request for detail: which part of a picture is to be decoded, and at which size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DetailRequest {
    part: Part,
    size: (u32, u32),
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
    /// Decodes a picture for the screen. The limits are those of [`decode()`].
    pub fn new(bytes: &[u8]) -> Result<Self, Error> {
        let source = decode(bytes, MAX_SIDE)?;
        let part = Part::whole(source.facts.width, source.facts.height);
        guarded(|| {
            let pyramid = Pyramid::new(part, (source.width, source.height), source.rgba)?;
            Ok(Self { facts: source.facts, pyramid })
        })
    }

    /// What the file is.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The square as it will be seen at `size` pixels. It agrees with a downscale of what
    /// [`prepare`](super::prepare) makes of the same crop, as long as the square has as many pixels here: where
    /// [`request_detail`](Self::request_detail) says so, it has them in what that decodes. The square must be in this part. `sent` is how
    /// many pixels are sent at most: what has fewer than are seen is enlarged, here as there.
    pub fn preview(&self, crop: Crop, size: u32, shape: Shape, sent: u32) -> Result<Pixels, Error> {
        let size = size.max(1);
        let crop = crop.inside(self.facts.width, self.facts.height);
        let made = size.min(sent).min(crop.side).max(1);
        guarded(|| {
            let level = self.pyramid.level(f64::from(crop.side) / (ENOUGH * f64::from(made)));
            let (x_scale, y_scale) = self.pyramid.scale(level);
            let (width, height) = (f64::from(level.width), f64::from(level.height));
            let (x, y) = self.pyramid.inside((f64::from(crop.x), f64::from(crop.y)));
            let (x, y) = (x * x_scale, y * y_scale);
            // Rounding must not put the square outside by a hair.
            let across = (f64::from(crop.side) * x_scale).min(width - x);
            let down = (f64::from(crop.side) * y_scale).min(height - y);
            let square = Area::between(x, y, across, down);
            let mut result = level.resized(square, made, made, FilterType::Lanczos3)?;
            if made < size {
                result = result.resized(Area::whole(made, made), size, size, FilterType::Lanczos3)?;
            }
            if !self.pyramid.is_opaque() {
                result.divide_alpha()?;
            }
            let pixels = RgbaImage::from_raw(size, size, result.rgba).ok_or(Error::Broken)?;
            let mut pixels = DynamicImage::from(pixels);
            pixels.apply_orientation(crop.facing.orientation());
            let mut pixels = pixels.into_rgba8();
            if shape == Shape::Circle {
                circle::round(&mut pixels);
            }
            Ok(Pixels { width: size, height: size, rgba: pixels.into_raw() })
        })
    }

    /// Draws the picture so that the crop stands in the square.
    pub fn view(&self, crop: Crop, view: View) -> Pixels {
        view::draw(&self.pyramid, crop.inside(self.facts.width, self.facts.height), view)
    }

    /// Whether all of the picture that the view shows is in this part.
    pub fn covers(&self, crop: Crop, view: View) -> bool {
        self.pyramid.part().contains(view.seen(crop, self.size(), 0.0))
    }

    /// What to decode where the view, or a preview of `preview` pixels, is softer than the picture itself; nothing where
    /// it is not, or cannot be helped.
    pub fn request_detail(&self, crop: Crop, view: View, preview: u32) -> Option<DetailRequest> {
        let part = view.seen(crop, self.size(), SLACK);
        let wanted = f64::from(view.side).max(ENOUGH * f64::from(preview)) / f64::from(crop.side.max(1));
        let scale = wanted.min(1.0).min(f64::from(decode::MAX_SIDE) / f64::from(part.width.max(part.height)));
        let has = self.pyramid.scale(self.pyramid.largest()).0;
        if self.covers(crop, view) && has >= NEAR * scale {
            return None;
        }
        let side = |length: u32| ((f64::from(length) * scale).round() as u32).max(1);
        Some(DetailRequest { part, size: (side(part.width), side(part.height)) })
    }

    fn size(&self) -> (u32, u32) {
        (self.facts.width, self.facts.height)
    }
}

impl DetailRequest {
    /// Decodes it. `bytes` are the file that the other picture for the screen was made of; the limits are the same. It
    /// fails with [`Error::TooLong`] once nobody holds `wanted` any more.
    pub fn decode(self, bytes: &[u8], wanted: Weak<()>) -> Result<Proxy, Error> {
        guarded(|| {
            let opened = Opened::within(bytes, || Clock::start().while_wanted(wanted))?;
            let (facts, orientation) = (opened.facts.clone(), opened.orientation);
            if !Part::whole(facts.width, facts.height).contains(self.part) {
                return Err(Error::Broken);
            }
            let stored = self.part.as_stored(orientation, facts.width, facts.height);
            let (width, height) = self.size;
            let is_sideways = stored.width != self.part.width || stored.height != self.part.height;
            let size = if is_sideways { (height, width) } else { (width, height) };
            let mut pixels = opened.pixels(Area::of(stored), size, 1.0)?;
            pixels.apply_orientation(orientation);
            let pixels = pixels.into_rgba8();
            let pyramid = Pyramid::new(self.part, pixels.dimensions(), pixels.into_raw())?;
            Ok(Proxy { facts, pyramid })
        })
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Proxy({}x{}, {} levels)", self.facts.width, self.facts.height, self.pyramid.height())
    }
}

#[cfg(test)]
mod tests;
