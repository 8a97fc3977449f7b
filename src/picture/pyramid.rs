//! An image pyramid: a picture, or a region of one, in several sizes, each half of the previous one. So drawing at any zoom
//! reads about as many pixels as it writes.

use super::error::Error;
use super::region::Region;
use super::resize::{self, Area};

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType};

/// A level with a side of at most this is not halved.
const MIN_SIDE: u32 = 64;

/// The levels of a region of a picture.
pub(super) struct Pyramid {
    /// The region of the picture that it shows.
    region: Region,
    /// The largest first.
    levels: Vec<Level>,
    is_opaque: bool,
}

/// The upright picture at one size.
pub(super) struct Level {
    /// Width in pixels.
    pub(super) width: u32,
    /// Height in pixels.
    pub(super) height: u32,
    /// RGBA, row by row, premultiplied.
    pub(super) rgba: Vec<u8>,
}

impl Pyramid {
    /// Builds the pyramid of a region of a picture from its pixels: RGBA, not premultiplied.
    pub(super) fn new(region: Region, (width, height): (u32, u32), rgba: Vec<u8>) -> Result<Self, Error> {
        let mut level = Level { width, height, rgba };
        let is_opaque = level.rgba.chunks_exact(4).all(|pixel| pixel[3] == u8::MAX);
        if !is_opaque {
            level.multiply_alpha()?;
        }
        let mut levels = vec![level];
        while let Some(last) = levels.last()
            && last.width.min(last.height) > MIN_SIDE
        {
            let next = last.halved()?;
            levels.push(next);
        }
        Ok(Self { region, levels, is_opaque })
    }

    /// The region of the picture that it shows.
    pub(super) fn region(&self) -> Region {
        self.region
    }

    /// Whether all pixels are opaque.
    pub(super) fn is_opaque(&self) -> bool {
        self.is_opaque
    }

    /// The largest level.
    pub(super) fn largest(&self) -> &Level {
        &self.levels[0]
    }

    /// The number of levels.
    pub(super) fn level_count(&self) -> usize {
        self.levels.len()
    }

    /// The smallest level on which `step` pixels of the picture are at least one pixel.
    pub(super) fn level(&self, step: f64) -> &Level {
        let wide_enough = |level: &&Level| self.scale(level).0 * step >= 1.0;
        self.levels.iter().rev().find(wide_enough).unwrap_or(&self.levels[0])
    }

    /// Pixels of a level per pixel of the picture, (horizontal, vertical).
    pub(super) fn scale(&self, level: &Level) -> (f64, f64) {
        let share = |part: u32, whole: u32| f64::from(part) / f64::from(whole.max(1));
        (share(level.width, self.region.width), share(level.height, self.region.height))
    }

    /// Converts a position in the picture to one in this region.
    pub(super) fn to_part(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (x - f64::from(self.region.x), y - f64::from(self.region.y))
    }
}

impl Level {
    /// The level at half the size.
    fn halved(&self) -> Result<Self, Error> {
        let all = Area::whole(self.width, self.height);
        self.resized(all, self.width.div_ceil(2), self.height.div_ceil(2), FilterType::Box)
    }

    /// An area of the level at another size.
    pub(super) fn resized(
        &self,
        area: Area,
        width: u32,
        height: u32,
        filter: FilterType,
    ) -> Result<Self, Error> {
        let source = ImageRef::new(self.width, self.height, &self.rgba, PixelType::U8x4);
        let source = source.map_err(|_| Error::Broken)?;
        let result = resize::scaled(&source, area, (width, height), filter)?;
        Ok(Self { width, height, rgba: result.into_vec() })
    }

    /// Multiplies the colours by alpha.
    fn multiply_alpha(&mut self) -> Result<(), Error> {
        resize::multiply_alpha(&mut self.view()?)
    }

    /// Divides the colours by alpha.
    pub(super) fn divide_alpha(&mut self) -> Result<(), Error> {
        resize::divide_alpha(&mut self.view()?)
    }

    fn view(&mut self) -> Result<Image<'_>, Error> {
        let image = Image::from_slice_u8(self.width, self.height, &mut self.rgba, PixelType::U8x4);
        image.map_err(|_| Error::Broken)
    }
}
