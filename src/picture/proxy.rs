//! The picture at screen size, and previews of the photo that *Use photo* will send.
//!
//! It is a [`Pyramid`] of levels. If the zoom is so large that the proxy has too few pixels, the visible part can be decoded
//! again in full detail ([`DetailRequest`]).

use super::circle;
use super::crop::Crop;
use super::deadline::Deadline;
use super::decode::{self, Facts, Opened, decode, guarded};
use super::error::Error;
use super::pixels::Pixels;
use super::pyramid::Pyramid;
use super::region::Region;
use super::resize::Area;
use super::view::{self, View};

use fast_image_resize::FilterType;
use image::{DynamicImage, RgbaImage};

use std::fmt;
use std::sync::Weak;

/// The longer side of the largest level in pixels: enough for a screen, and 16 MB.
const MAX_SIDE: u32 = 2048;

/// A preview is resized from a level with at least this many times its pixels, in each direction. Halving is less sharp than
/// resizing; with this factor the difference is not visible.
const OVERSAMPLING: f64 = 4.0;

/// How much more than the visible part is decoded on each side, as a share of the square, so that a small move needs no
/// new decoding.
const MARGIN: f64 = 0.1;

/// A scale of at least this share of the wanted one is good enough.
const MIN_SCALE_SHARE: f64 = 0.98;

/// A picture for the screen, or a region of one.
pub struct Proxy {
    facts: Facts,
    pyramid: Pyramid,
}

/// A request to decode a region of a picture at a certain size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DetailRequest {
    region: Region,
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
        let region = Region::whole(source.facts.width, source.facts.height);
        guarded(|| {
            let pyramid = Pyramid::new(region, (source.width, source.height), source.rgba)?;
            Ok(Self { facts: source.facts, pyramid })
        })
    }

    /// What the headers of the file say.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// A preview of the sent photo, with sides of `size` pixels. It looks like the result of [`prepare`](super::prepare) for
    /// the same crop, made smaller. For that the proxy needs enough pixels; if it has too few,
    /// [`request_detail`](Self::request_detail) returns what to decode. The crop must be inside of this region. `sent` is the
    /// largest side length of the sent photo in pixels; if it is less than `size`, the preview is enlarged from it.
    pub fn preview(&self, crop: Crop, size: u32, shape: Shape, sent: u32) -> Result<Pixels, Error> {
        let size = size.max(1);
        let crop = crop.moved_inside(self.facts.width, self.facts.height);
        let made = size.min(sent).min(crop.side).max(1);
        guarded(|| {
            let level = self.pyramid.level(f64::from(crop.side) / (OVERSAMPLING * f64::from(made)));
            let (x_scale, y_scale) = self.pyramid.scale(level);
            let (width, height) = (f64::from(level.width), f64::from(level.height));
            let (x, y) = self.pyramid.to_part((f64::from(crop.x), f64::from(crop.y)));
            let (x, y) = (x * x_scale, y * y_scale);
            // Rounding must not move the square outside.
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
            pixels.apply_orientation(crop.rotation.orientation());
            let mut pixels = pixels.into_rgba8();
            if shape == Shape::Circle {
                circle::make_round(&mut pixels);
            }
            Ok(Pixels { width: size, height: size, rgba: pixels.into_raw() })
        })
    }

    /// Draws the picture with the crop in the square of the view.
    pub fn view(&self, crop: Crop, view: View) -> Pixels {
        view::draw(&self.pyramid, crop.moved_inside(self.facts.width, self.facts.height), view)
    }

    /// Whether the visible part of the picture is inside of this region.
    pub fn covers(&self, crop: Crop, view: View) -> bool {
        self.pyramid.region().contains(view.visible(crop, self.size(), 0.0))
    }

    /// What to decode so that the view and a preview of `preview` pixels are sharp. `None` if they are already, or if the
    /// picture has no more pixels.
    pub fn request_detail(&self, crop: Crop, view: View, preview: u32) -> Option<DetailRequest> {
        let region = view.visible(crop, self.size(), MARGIN);
        let wanted =
            f64::from(view.side).max(OVERSAMPLING * f64::from(preview)) / f64::from(crop.side.max(1));
        let scale =
            wanted.min(1.0).min(f64::from(decode::MAX_SIDE) / f64::from(region.width.max(region.height)));
        let has = self.pyramid.scale(self.pyramid.largest()).0;
        if self.covers(crop, view) && has >= MIN_SCALE_SHARE * scale {
            return None;
        }
        let side = |length: u32| ((f64::from(length) * scale).round() as u32).max(1);
        Some(DetailRequest { region, size: (side(region.width), side(region.height)) })
    }

    fn size(&self) -> (u32, u32) {
        (self.facts.width, self.facts.height)
    }
}

impl DetailRequest {
    /// Decodes the region. `bytes` is the file of the whole picture, and its limits are the same.
    ///
    /// # Errors
    ///
    /// As [`decode()`]; also [`Error::TooLong`] after the last strong reference to `wanted` was dropped.
    pub fn decode(self, bytes: &[u8], wanted: Weak<()>) -> Result<Proxy, Error> {
        guarded(|| {
            let opened = Opened::with_deadline(bytes, || Deadline::start().while_wanted(wanted))?;
            let (facts, orientation) = (opened.facts.clone(), opened.orientation);
            if !Region::whole(facts.width, facts.height).contains(self.region) {
                return Err(Error::Broken);
            }
            let stored = self.region.as_stored(orientation, facts.width, facts.height);
            let (width, height) = self.size;
            let is_sideways = stored.width != self.region.width || stored.height != self.region.height;
            let size = if is_sideways { (height, width) } else { (width, height) };
            let mut pixels = opened.pixels(Area::of(stored), size, 1.0)?;
            pixels.apply_orientation(orientation);
            let pixels = pixels.into_rgba8();
            let pyramid = Pyramid::new(self.region, pixels.dimensions(), pixels.into_raw())?;
            Ok(Proxy { facts, pyramid })
        })
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Proxy({}x{}, {} levels)", self.facts.width, self.facts.height, self.pyramid.level_count())
    }
}

#[cfg(test)]
mod tests;
