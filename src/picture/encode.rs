//! Makes the file that is sent from a square of the picture. It is a new file made from pixels alone, so it cannot contain
//! metadata of the chosen file.

use crate::profile::Photo;

use super::crop::Crop;
use super::decode::{Facts, Opened, logged};
use super::error::Error;
use super::resize::{self, Area};

use bytes::Bytes;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ExtendedColorType, Rgb, RgbImage, RgbaImage};

/// JPEG qualities, tried in this order until the file is small enough. After the last one the picture is made smaller.
const QUALITIES: [u8; 6] = [85, 75, 65, 55, 45, 35];

/// A JPEG is decoded at least this many times larger than the result; with less the result looks soft. Slightly less than
/// two is fast and good: 24 megapixels become 512 pixels in 66 ms at 50.8 dB from two pixels per block, and in 105 ms at
/// 52.0 dB from three.
const OVERSAMPLING: f64 = 1.94;

/// The smallest picture that is of use, in pixels.
const MIN_SIZE: u32 = 16;

/// A photo that is ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    /// The file to send.
    pub photo: Photo,
    /// What the headers of the chosen file say.
    pub facts: Facts,
    /// Side length of the result in pixels.
    pub size: u32,
}

/// The format of the file that is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutputFormat {
    /// PNG if a pixel of the square is transparent, else JPEG.
    Automatic,
    /// JPEG; transparent pixels become white.
    Jpeg,
    /// PNG.
    Png,
}

/// Decodes, crops, resizes and encodes a picture. `crop` is in pixels of the upright picture and is moved inside of it if it
/// reaches outside; `None` means the largest centred square. `size` is the side length of the result in pixels; a smaller
/// crop is not enlarged. The file has at most `max_bytes` bytes. It is a PNG if a pixel of the square is transparent, else a
/// JPEG.
pub fn prepare(bytes: &[u8], crop: Option<Crop>, size: u32, max_bytes: u64) -> Result<Prepared, Error> {
    prepare_as(OutputFormat::Automatic, bytes, crop, size, max_bytes)
}

/// The same as [`prepare`] in a given format.
pub fn prepare_as(
    format: OutputFormat,
    bytes: &[u8],
    crop: Option<Crop>,
    size: u32,
    max_bytes: u64,
) -> Result<Prepared, Error> {
    logged(|| {
        let opened = Opened::new(bytes)?;
        let facts = opened.facts.clone();
        let (width, height) = (facts.width, facts.height);
        let crop = crop.unwrap_or_else(|| Crop::centred(width, height)).moved_inside(width, height);
        let mut pixels = cut(opened, crop, size.clamp(1, crop.side))?;
        pixels.apply_orientation(crop.rotation.orientation());
        let (photo, size) = encode(pixels, format, max_bytes)?;
        Ok(Prepared { photo, facts, size })
    })
}

/// Decodes a square of the upright picture, with sides of `size` pixels.
pub(super) fn cut(opened: Opened<'_>, crop: Crop, size: u32) -> Result<DynamicImage, Error> {
    let orientation = opened.orientation;
    let stored = crop.region().as_stored(orientation, opened.facts.width, opened.facts.height);
    let mut pixels = opened.pixels(Area::of(stored), (size, size), OVERSAMPLING)?;
    pixels.apply_orientation(orientation);
    Ok(pixels)
}

/// Encodes to at most `max_bytes`. Makes the picture smaller if no quality is enough. Also gives the side length.
fn encode(mut pixels: DynamicImage, format: OutputFormat, max_bytes: u64) -> Result<(Photo, u32), Error> {
    loop {
        let size = pixels.width();
        if let Some(photo) = encode_at(&pixels, format, max_bytes)? {
            return Ok((photo, size));
        }
        let smaller = size * 3 / 4;
        if smaller < MIN_SIZE {
            return Err(Error::DoesNotFit { limit: max_bytes });
        }
        pixels = resize::image(pixels, Area::whole(size, size), (smaller, smaller))?;
    }
}

/// Encodes at this size; `None` if the file would be larger than `max_bytes`.
fn encode_at(pixels: &DynamicImage, format: OutputFormat, max_bytes: u64) -> Result<Option<Photo>, Error> {
    let fits = |bytes: &Vec<u8>| bytes.len() as u64 <= max_bytes;
    let photo = |bytes, extension| Photo { bytes: Bytes::from(bytes), extension };
    let transparent = transparent(pixels);
    let png_pixels = match (&transparent, format) {
        (_, OutputFormat::Jpeg) | (None, OutputFormat::Automatic) => None,
        (Some(rgba), _) => Some(DynamicImage::from(rgba.clone())),
        (None, OutputFormat::Png) => Some(pixels.to_rgb8().into()),
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

/// The pixels with alpha, if one of them is not opaque.
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
