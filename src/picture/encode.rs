//! From a square of the picture to the file that is sent: a new file from pixels, so that nothing of the
//! chosen one can be left in it.

use crate::profile::Photo;

use super::crop::Crop;
use super::decode::{Facts, Opened, judged};
use super::error::Error;
use super::resize::{self, Area};

use bytes::Bytes;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ExtendedColorType, Rgb, RgbImage, RgbaImage};

/// The first quality is used unless the file gets too large. Below the last the picture is made smaller.
const QUALITIES: [u8; 6] = [85, 75, 65, 55, 45, 35];

/// A JPEG is decoded at least so many times larger than the result: with less it looks soft. A little less than twice is as
/// good as more and may be much quicker: 24 megapixels become 512 pixels at 50.8 dB in 66 ms from two pixels for each
/// block, and at 52.0 dB in 105 ms from three.
const RESERVE: f64 = 1.94;

/// A picture smaller than this is of no use.
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

/// The kind of file that is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// PNG where the square is really transparent somewhere, else JPEG.
    Fitting,
    /// JPEG; what is transparent becomes white.
    Jpeg,
    /// PNG.
    Png,
}

/// Decodes, crops, scales and encodes: `crop` is in the pixels of the upright picture (one that reaches
/// outside is moved inside) and turned as it says; without one the largest centred square is taken. `size` is the side in
/// pixels; a smaller crop is not enlarged. The file is at most `max_bytes` long: PNG where the square is really transparent
/// somewhere, else JPEG.
pub fn prepare(bytes: &[u8], crop: Option<Crop>, size: u32, max_bytes: u64) -> Result<Prepared, Error> {
    prepare_as(Form::Fitting, bytes, crop, size, max_bytes)
}

/// The same as a file of a certain kind.
pub fn prepare_as(
    form: Form,
    bytes: &[u8],
    crop: Option<Crop>,
    size: u32,
    max_bytes: u64,
) -> Result<Prepared, Error> {
    judged(|| {
        let opened = Opened::new(bytes)?;
        let facts = opened.facts.clone();
        let (width, height) = (facts.width, facts.height);
        let crop = crop.unwrap_or_else(|| Crop::centred(width, height)).inside(width, height);
        let mut pixels = cut(opened, crop, size.clamp(1, crop.side))?;
        pixels.apply_orientation(crop.facing.orientation());
        let (photo, size) = encode(pixels, form, max_bytes)?;
        Ok(Prepared { photo, facts, size })
    })
}

/// A square of the upright picture, at `size` pixels.
pub(super) fn cut(opened: Opened<'_>, crop: Crop, size: u32) -> Result<DynamicImage, Error> {
    let orientation = opened.orientation;
    let stored = crop.part().as_stored(orientation, opened.facts.width, opened.facts.height);
    let mut pixels = opened.pixels(Area::of(stored), (size, size), RESERVE)?;
    pixels.apply_orientation(orientation);
    Ok(pixels)
}

/// Encodes within `max_bytes`, smaller where no quality does it.
fn encode(mut pixels: DynamicImage, form: Form, max_bytes: u64) -> Result<(Photo, u32), Error> {
    loop {
        let size = pixels.width();
        if let Some(photo) = encode_at(&pixels, form, max_bytes)? {
            return Ok((photo, size));
        }
        let smaller = size * 3 / 4;
        if smaller < MIN_SIZE {
            return Err(Error::DoesNotFit { limit: max_bytes });
        }
        pixels = resize::image(pixels, Area::whole(size, size), (smaller, smaller))?;
    }
}

fn encode_at(pixels: &DynamicImage, form: Form, max_bytes: u64) -> Result<Option<Photo>, Error> {
    let fits = |bytes: &Vec<u8>| bytes.len() as u64 <= max_bytes;
    let photo = |bytes, extension| Photo { bytes: Bytes::from(bytes), extension };
    let transparent = transparent(pixels);
    let png_pixels = match (&transparent, form) {
        (_, Form::Jpeg) | (None, Form::Fitting) => None,
        (Some(rgba), _) => Some(DynamicImage::from(rgba.clone())),
        (None, Form::Png) => Some(pixels.to_rgb8().into()),
    };
    if let Some(pixels) = png_pixels {
        return Ok(Some(png(&pixels)?).filter(fits).map(|bytes| photo(bytes, "png")));
    }
    let rgb = transparent.map_or_else(|| pixels.to_rgb8(), |rgba| on_white(&rgba));
    for quality in QUALITIES {
        let file = jpeg(&rgb, quality)?;
        if fits(&file) {
            return Ok(Some(photo(file, "jpg")));
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

fn on_white(rgba: &RgbaImage) -> RgbImage {
    RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [red, green, blue, alpha] = rgba.get_pixel(x, y).0.map(u32::from);
        Rgb([red, green, blue].map(|value| ((value * alpha + 255 * (255 - alpha) + 127) / 255) as u8))
    })
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

fn png(pixels: &DynamicImage) -> Result<Vec<u8>, Error> {
    let mut file = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut file, CompressionType::Default, FilterType::Adaptive);
    pixels.write_with_encoder(encoder)?;
    Ok(file)
}
