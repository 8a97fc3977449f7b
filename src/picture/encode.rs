//! From a square of the picture to the file that is sent: a new file from pixels, so that nothing of the
//! chosen one can be left in it.

use crate::profile::Photo;

use super::decode::{Opened, guarded};
use super::{Crop, Error, Facts, resize};

use bytes::Bytes;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ExtendedColorType, ImageEncoder, RgbImage, RgbaImage};

/// The first quality is used unless the file gets too large. Below the last the picture is made smaller.
const QUALITIES: [u8; 6] = [85, 75, 65, 55, 45, 35];

/// A smaller picture than this is no help to anybody.
const MIN_SIZE: u32 = 16;

/// A photo ready to be sent, and what was done to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    /// The file to send.
    pub photo: Photo,
    /// What the chosen file was.
    pub facts: Facts,
    /// Side of the result in pixels.
    pub size: u32,
}

/// Decodes, crops, scales and encodes: `crop` is in the pixels of the upright picture (one that reaches
/// outside is moved inside) and turned as it says, none is the largest centred square. `size` is the side in pixels; a smaller
/// crop is not enlarged. The file is at most `max_bytes` long: PNG where the square is really transparent
/// somewhere, else JPEG.
pub fn prepare(bytes: &[u8], crop: Option<Crop>, size: u32, max_bytes: u64) -> Result<Prepared, Error> {
    guarded(|| {
        let opened = Opened::new(bytes)?;
        let facts = opened.facts.clone();
        let (width, height) = (facts.width, facts.height);
        let crop = crop.unwrap_or_else(|| Crop::centred(width, height)).inside(width, height);
        let mut pixels = cut(opened, crop, size.clamp(1, crop.side))?;
        pixels.apply_orientation(crop.facing.orientation());
        let (photo, size) = encode(pixels, max_bytes)?;
        Ok(Prepared { photo, facts, size })
    })
}

/// A square of the upright picture, at `size` pixels.
pub(super) fn cut(opened: Opened<'_>, crop: Crop, size: u32) -> Result<DynamicImage, Error> {
    let orientation = opened.orientation;
    let stored = crop.as_stored(orientation, opened.facts.width, opened.facts.height);
    // Twice the result leaves the resizing something to choose from; less looks soft.
    let (pixels, scale) = opened.pixels(2.0 * f64::from(size) / f64::from(crop.side))?;
    let place = |length: u32| f64::from(length) * scale;
    let mut pixels = resize::square(pixels, (place(stored.x), place(stored.y), place(stored.side)), size)?;
    pixels.apply_orientation(orientation);
    Ok(pixels)
}

/// Encodes within `max_bytes`, smaller where no quality does it.
fn encode(mut pixels: DynamicImage, max_bytes: u64) -> Result<(Photo, u32), Error> {
    loop {
        let size = pixels.width();
        if let Some(photo) = encode_at(&pixels, max_bytes)? {
            return Ok((photo, size));
        }
        let smaller = size * 3 / 4;
        if smaller < MIN_SIZE {
            return Err(Error::DoesNotFit { limit: max_bytes });
        }
        pixels = resize::whole(pixels, smaller, smaller)?;
    }
}

fn encode_at(pixels: &DynamicImage, max_bytes: u64) -> Result<Option<Photo>, Error> {
    let fits = |bytes: &Vec<u8>| bytes.len() as u64 <= max_bytes;
    if let Some(rgba) = transparent(pixels) {
        let file = Some(png(&rgba)?).filter(fits);
        return Ok(file.map(|bytes| Photo { bytes: Bytes::from(bytes), extension: "png" }));
    }
    let rgb = pixels.to_rgb8();
    for quality in QUALITIES {
        let file = jpeg(&rgb, quality)?;
        if fits(&file) {
            return Ok(Some(Photo { bytes: Bytes::from(file), extension: "jpg" }));
        }
    }
    Ok(None)
}

/// The pixels with alpha, if any of them is not opaque.
fn transparent(pixels: &DynamicImage) -> Option<RgbaImage> {
    if !pixels.has_alpha() {
        return None;
    }
    let rgba = pixels.to_rgba8();
    rgba.pixels().any(|pixel| pixel.0[3] < u8::MAX).then_some(rgba)
}

fn jpeg(rgb: &RgbImage, quality: u8) -> Result<Vec<u8>, Error> {
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, quality).encode(
        rgb,
        rgb.width(),
        rgb.height(),
        ExtendedColorType::Rgb8,
    )?;
    Ok(file)
}

fn png(rgba: &RgbaImage) -> Result<Vec<u8>, Error> {
    let mut file = Vec::new();
    PngEncoder::new_with_quality(&mut file, CompressionType::Default, FilterType::Adaptive).write_image(
        rgba,
        rgba.width(),
        rgba.height(),
        ExtendedColorType::Rgba8,
    )?;
    Ok(file)
}
