//! Decodes the bytes of a file to upright pixels. The limits are checked before memory is allocated.

use super::deadline::Deadline;
use super::error::Error;
use super::exif::{self, Exif};
#[cfg(feature = "heic")]
use super::heic::Heic;
use super::jpeg::Jpeg;
use super::memory::{self, MAX_FILE};
use super::pieces::Pieces;
use super::resize::{self, Area};
use super::signature::{self, Format};
use super::tiff::Tiff;
use super::{colour, gif, png, webp};
use crate::log;

use image::codecs::{bmp::BmpDecoder, gif::GifDecoder, png::PngDecoder, webp::WebPDecoder};
use image::error::ImageFormatHint;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, Limits};

use std::borrow::Cow;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// The largest side of a picture for the screen, in pixels: even screens of double density are not wider.
pub(super) const MAX_SIDE: u32 = 4096;

/// What the headers of a file say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Size of the file in bytes.
    pub bytes: u64,
    /// Width of the upright picture in pixels.
    pub width: u32,
    /// Height of the upright picture in pixels.
    pub height: u32,
    /// Whether it was turned or mirrored to be upright.
    pub turned: bool,
    /// Whether the file says where it was taken.
    pub has_location: bool,
}

/// Upright pixels, 8 bits per channel.
#[derive(Clone)]
pub struct Source {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// RGBA, row by row, not premultiplied.
    pub rgba: Vec<u8>,
    /// What the headers of the file say.
    pub facts: Facts,
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Source({}x{})", self.width, self.height)
    }
}

/// Decodes a picture upright, with a longer side of at most `max_side` pixels (1 to 4,096). Smaller pictures keep their
/// size. [`Facts`] has the size in the file.
pub fn decode(bytes: &[u8], max_side: u32) -> Result<Source, Error> {
    let max_side = f64::from(max_side.clamp(1, MAX_SIDE));
    logged(|| {
        let opened = Opened::new(bytes)?;
        let (facts, orientation) = (opened.facts.clone(), opened.orientation);
        let (width, height) = opened.stored;
        let scale = opened.quick_scale((max_side / f64::from(width.max(height))).min(1.0));
        // Without the small addition a rounding error could cost a whole pixel.
        let side = |length: u32| ((f64::from(length) * scale + 1e-6).floor() as u32).max(1);
        let mut pixels = opened.pixels(Area::whole(width, height), (side(width), side(height)), 1.0)?;
        pixels.apply_orientation(orientation);
        let pixels = pixels.into_rgba8();
        Ok(Source { width: pixels.width(), height: pixels.height(), rgba: pixels.into_raw(), facts })
    })
}

/// A picture whose headers were read and are within the limits.
pub(super) struct Opened<'a> {
    /// What the headers say.
    pub(super) facts: Facts,
    /// How to turn the stored pixels upright.
    pub(super) orientation: Orientation,
    /// Width and height of the stored pixels.
    stored: (u32, u32),
    bytes: &'a [u8],
    decoder: Decoder<'a>,
    deadline: Deadline,
    /// Only one picture is decoded at a time: two would need twice the memory.
    _lock: MutexGuard<'static, ()>,
}

/// Held while a picture is decoded.
static DECODING: Mutex<()> = Mutex::new(());

enum Decoder<'a> {
    Jpeg(Jpeg<'a>),
    Tiff(Tiff<'a>),
    #[cfg(feature = "heic")]
    Heic(Box<Heic<'a>>),
    Other(Box<dyn ImageDecoder + 'a>),
}

impl<'a> Opened<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Result<Self, Error> {
        Self::with_deadline(bytes, Deadline::start)
    }

    /// The same with another deadline. `deadline` is called after the wait for other pictures.
    pub(super) fn with_deadline(bytes: &'a [u8], deadline: impl FnOnce() -> Deadline) -> Result<Self, Error> {
        // The lock protects no data, so a panic of another decoder leaves nothing invalid.
        let lock = DECODING.lock().unwrap_or_else(PoisonError::into_inner);
        let deadline = deadline();
        deadline.check()?;
        let length = bytes.len() as u64;
        if length > MAX_FILE {
            return Err(Error::TooLarge { bytes: length, limit: MAX_FILE });
        }
        let (decoder, size, exif) = match signature::format(bytes)? {
            #[cfg(feature = "heic")]
            Format::Heic => {
                let heic = Heic::open(bytes)?;
                let (size, exif) = (heic.size, heic.exif);
                (Decoder::Heic(Box::new(heic)), size, exif)
            }
            Format::Known(ImageFormat::Jpeg) => {
                let jpeg = Jpeg::open(bytes)?;
                let (size, exif) = (jpeg.size(), jpeg.exif());
                (Decoder::Jpeg(jpeg), size, exif)
            }
            Format::Known(ImageFormat::Tiff) => {
                let tiff = Tiff::open(bytes)?;
                let mut exif = exif::read(bytes);
                exif.has_location |= exif::xmp_has_location(tiff.xmp().unwrap_or_default());
                let size = tiff.size();
                (Decoder::Tiff(tiff), size, exif)
            }
            Format::Known(format) => {
                let mut decoder = general(&deadline, bytes, format)?;
                let exif = other_exif(decoder.as_mut(), bytes, format, &deadline);
                let size = decoder.dimensions();
                (Decoder::Other(decoder), size, exif)
            }
        };
        let (facts, orientation) = (facts(length, size, exif), exif.orientation);
        Ok(Self { facts, orientation, stored: size, bytes, decoder, deadline, _lock: lock })
    }

    /// The scale, or one slightly smaller that is faster to decode: a JPEG is decoded at eighths of its size, and any other
    /// scale needs resizing.
    fn quick_scale(&self, scale: f64) -> f64 {
        let eighths = (scale * 8.0).floor() / 8.0;
        let is_near = eighths >= 0.9 * scale;
        if is_near && matches!(self.decoder, Decoder::Jpeg(_)) { eighths } else { scale }
    }

    /// Decodes an area of the stored picture, not turned yet, and resizes it to `to`: sRGB, 8 bits per channel.
    ///
    /// JPEGs are decoded at a fraction of their size that is at least `oversampling` times the result. 1 is fast; from 2 on
    /// the result hardly differs from that of a full decode.
    pub(super) fn pixels(self, area: Area, to: (u32, u32), oversampling: f64) -> Result<DynamicImage, Error> {
        let deadline = self.deadline;
        let mut decoder = match self.decoder {
            Decoder::Other(decoder) => decoder,
            Decoder::Tiff(tiff) => {
                let planes = tiff.decode(&deadline)?;
                let alpha = planes.alpha.as_ref().map(|(alpha, is_multiplied)| (alpha, *is_multiplied));
                let (colours, alpha) = resize::planes_with_alpha(planes.colours, alpha, area, to)?;
                let pixels = colour::from_planes(planes.model, &colours, to, tiff.profile())?;
                return colour::with_alpha(pixels, alpha);
            }
            #[cfg(feature = "heic")]
            Decoder::Heic(heic) => {
                let (pixels, profile) = heic.decode(area.scale(to))?;
                deadline.check()?;
                let pixels = resize::image(pixels, area, to)?;
                return Ok(colour::to_srgb_from(pixels, profile.and_then(|profile| profile.read())));
            }
            Decoder::Jpeg(jpeg) => {
                let planes = jpeg.decode(area.with_margin(to), area.scale(to) * oversampling, &deadline)?;
                let planes = resize::planes(planes, area, to)?;
                return colour::from_planes(jpeg.model(), &planes, to, jpeg.profile().as_deref());
            }
        };
        let profile = decoder.icc_profile().ok().flatten();
        memory::check_resizing(decoder.as_ref(), self.bytes, to)?;
        let pixels =
            DynamicImage::from_decoder(decoder).map_err(|error| fault_of(self.bytes, error.into()))?;
        deadline.check()?;
        let pixels = resize::image(pixels, area, to)?;
        Ok(colour::to_srgb(pixels, profile.as_deref()))
    }
}

/// Runs `work` with [`guarded`] and logs its error.
pub(super) fn logged<T>(work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    let start = Instant::now();
    let result = guarded(work);
    if let Err(error) = &result {
        let ms = log::ms(start);
        tracing::warn!(kind = error.kind(), ms, "a picture was refused");
    }
    result
}

/// Runs a decoder. Its panic becomes [`Error::Broken`] and prints nothing.
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    log::caught(work).unwrap_or(Err(Error::Broken))
}

fn facts(bytes: u64, (width, height): (u32, u32), exif: Exif) -> Facts {
    let is_sideways = matches!(
        exif.orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    );
    let (width, height) = if is_sideways { (height, width) } else { (width, height) };
    let turned = exif.orientation != Orientation::NoTransforms;
    Facts { bytes, width, height, turned, has_location: exif.has_location }
}

/// A decoder of the crate `image`, with limits.
fn general<'a>(
    deadline: &Deadline,
    bytes: &'a [u8],
    format: ImageFormat,
) -> Result<Box<dyn ImageDecoder + 'a>, Error> {
    let pieces = match format {
        ImageFormat::Gif => gif::with_screen(bytes),
        ImageFormat::Png => png::with_end(bytes),
        _ => vec![Cow::Borrowed(bytes)],
    };
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(memory::MAX_METADATA);
    let mut decoder = decoder(Pieces::new(pieces, deadline.clone()), format, limits.clone())
        .map_err(|error| fault(bytes, format, error.into()))?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(Error::Broken);
    }
    let extra = match format {
        ImageFormat::WebP => webp::extra(&decoder, bytes)?,
        _ => memory::usual_extra(&decoder, format),
    };
    limits.max_alloc = Some(memory::check_decoding(&decoder, bytes, extra)?);
    decoder.set_limits(limits)?;
    Ok(decoder)
}

/// Opens a file. `image::ImageReader` would do the same, and bring a decoder of JPEGs into the program besides ours.
fn decoder<'a>(
    pieces: Pieces<'a>,
    format: ImageFormat,
    limits: Limits,
) -> Result<Box<dyn ImageDecoder + 'a>, ImageError> {
    let mut decoder: Box<dyn ImageDecoder + 'a> = match format {
        ImageFormat::Bmp => Box::new(BmpDecoder::new(pieces)?),
        ImageFormat::Gif => Box::new(GifDecoder::new(pieces)?),
        ImageFormat::Png => Box::new(PngDecoder::with_limits(pieces, limits.clone())?),
        ImageFormat::WebP => Box::new(WebPDecoder::new(pieces)?),
        _ => return Err(ImageError::Unsupported(ImageFormatHint::Exact(format).into())),
    };
    decoder.set_limits(limits)?;
    Ok(decoder)
}

/// The same as [`fault`], if the format is not known yet.
fn fault_of(bytes: &[u8], error: Error) -> Error {
    match signature::format(bytes) {
        Ok(Format::Known(format)) => fault(bytes, format, error),
        _ => error,
    }
}

/// The true error of a decoder that does not tell a cut file from a damaged one.
fn fault(bytes: &[u8], format: ImageFormat, error: Error) -> Error {
    match format {
        ImageFormat::Gif => gif::fault(bytes, error),
        ImageFormat::Png => png::fault(bytes, error),
        _ => error,
    }
}

/// Reads the metadata of all formats but JPEG, TIFF and HEIC. Damaged metadata are ignored: the pixels may still be good.
fn other_exif(
    decoder: &mut dyn ImageDecoder,
    bytes: &[u8],
    format: ImageFormat,
    deadline: &Deadline,
) -> Exif {
    let mut exif = exif::read(&decoder.exif_metadata().ok().flatten().unwrap_or_default());
    let xmp = decoder.xmp_metadata().ok().flatten().unwrap_or_default();
    exif.has_location |= exif::xmp_has_location(&xmp);
    if format == ImageFormat::Png
        && let Some(late) = png::late_metadata(bytes)
        && let Ok(mut decoder) = general(deadline, &late, format)
    {
        let late = other_exif(decoder.as_mut(), &late, format, deadline);
        exif.has_location |= late.has_location;
        if exif.orientation == Orientation::NoTransforms {
            exif.orientation = late.orientation;
        }
    }
    exif
}
