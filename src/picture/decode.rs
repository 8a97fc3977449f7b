//! From the bytes of a file to upright pixels, within limits that are checked before memory is taken.

use super::clock::Clock;
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

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use std::borrow::Cow;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// The largest side of pixels for the screen: one of twice the usual density is not wider.
pub(super) const MAX_SIDE: u32 = 4096;

/// What a file turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Size of the file in bytes.
    pub bytes: u64,
    /// Width of the upright picture in pixels.
    pub width: u32,
    /// Height of the upright picture in pixels.
    pub height: u32,
    /// Whether it had to be turned or mirrored to stand upright.
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
    /// What the file was.
    pub facts: Facts,
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Source({}x{})", self.width, self.height)
    }
}

/// Decodes a picture, upright, so that its longer side is at most `most` pixels (at most 4,096). Smaller
/// pictures keep their size; [`Facts`] has the true one.
pub fn decode(bytes: &[u8], most: u32) -> Result<Source, Error> {
    let most = f64::from(most.clamp(1, MAX_SIDE));
    judged(|| {
        let opened = Opened::new(bytes)?;
        let (facts, orientation) = (opened.facts.clone(), opened.orientation);
        let (width, height) = opened.stored;
        let scale = opened.quick_scale((most / f64::from(width.max(height))).min(1.0));
        // A product that is less than a whole number by a rounding error is that number.
        let side = |length: u32| ((f64::from(length) * scale + 1e-6).floor() as u32).max(1);
        let mut pixels = opened.pixels(Area::whole(width, height), (side(width), side(height)), 1.0)?;
        pixels.apply_orientation(orientation);
        let pixels = pixels.into_rgba8();
        Ok(Source { width: pixels.width(), height: pixels.height(), rgba: pixels.into_raw(), facts })
    })
}

/// A picture whose headers were read and found within limits.
pub(super) struct Opened<'a> {
    /// What the file is.
    pub(super) facts: Facts,
    /// How to turn its pixels.
    pub(super) orientation: Orientation,
    /// Width and height before they are turned.
    stored: (u32, u32),
    bytes: &'a [u8],
    coding: Coding<'a>,
    clock: Clock,
    /// Only one picture is decoded at a time, until its pixels are there: two would take twice the memory.
    _turn: MutexGuard<'static, ()>,
}

/// Whose turn it is to decode.
static TURN: Mutex<()> = Mutex::new(());

enum Coding<'a> {
    Jpeg(Jpeg<'a>),
    Tiff(Tiff<'a>),
    #[cfg(feature = "heic")]
    Heic(Box<Heic<'a>>),
    Other(Box<dyn ImageDecoder + 'a>),
}

impl<'a> Opened<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Result<Self, Error> {
        Self::within(bytes, Clock::start)
    }

    /// The same with another clock, which starts when it is this picture's turn.
    pub(super) fn within(bytes: &'a [u8], clock: impl FnOnce() -> Clock) -> Result<Self, Error> {
        // A decoder that panicked while it held the lock has left nothing behind.
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let clock = clock();
        clock.check()?;
        let length = bytes.len() as u64;
        if length > MAX_FILE {
            return Err(Error::TooLarge { bytes: length, limit: MAX_FILE });
        }
        let (coding, size, exif) = match signature::format(bytes)? {
            #[cfg(feature = "heic")]
            Format::Heic => {
                let heic = Heic::open(bytes)?;
                let (size, exif) = (heic.size, heic.exif);
                (Coding::Heic(Box::new(heic)), size, exif)
            }
            Format::Known(ImageFormat::Jpeg) => {
                let jpeg = Jpeg::open(bytes)?;
                let (size, exif) = (jpeg.size(), jpeg.exif());
                (Coding::Jpeg(jpeg), size, exif)
            }
            Format::Known(ImageFormat::Tiff) => {
                let tiff = Tiff::open(bytes)?;
                let mut exif = exif::read(bytes);
                exif.has_location |= exif::xmp_has_location(tiff.xmp().unwrap_or_default());
                let size = tiff.size();
                (Coding::Tiff(tiff), size, exif)
            }
            Format::Known(format) => {
                let mut decoder = general(&clock, bytes, format)?;
                let exif = other_exif(decoder.as_mut(), bytes, format, &clock);
                let size = decoder.dimensions();
                (Coding::Other(decoder), size, exif)
            }
        };
        let (facts, orientation) = (facts(length, size, exif), exif.orientation);
        Ok(Self { facts, orientation, stored: size, bytes, coding, clock, _turn: turn })
    }

    /// A scale a little below this one that is quicker to decode, if there is one: a JPEG is decoded at eighths of its
    /// size, and everything between two of them has to be resized.
    fn quick_scale(&self, scale: f64) -> f64 {
        let eighths = (scale * 8.0).floor() / 8.0;
        let is_near = eighths >= 0.9 * scale;
        if is_near && matches!(self.coding, Coding::Jpeg(_)) { eighths } else { scale }
    }

    /// An area of the stored picture, not turned yet, at the size of `to`, in sRGB and 8 bits.
    ///
    /// JPEGs are decoded at a fraction of their size that is at least `reserve` times the result: 1 is quick,
    /// from 2 on a difference to decoding all of it is hard to measure.
    pub(super) fn pixels(self, area: Area, to: (u32, u32), reserve: f64) -> Result<DynamicImage, Error> {
        let clock = self.clock;
        let mut decoder = match self.coding {
            Coding::Other(decoder) => decoder,
            Coding::Tiff(tiff) => {
                let planes = tiff.decode(&clock)?;
                let alpha = planes.alpha.as_ref().map(|(alpha, is_multiplied)| (alpha, *is_multiplied));
                let (colours, alpha) = resize::planes_with_alpha(planes.colours, alpha, area, to)?;
                let pixels = colour::from_planes(planes.model, &colours, to, tiff.profile())?;
                return colour::with_alpha(pixels, alpha);
            }
            #[cfg(feature = "heic")]
            Coding::Heic(heic) => {
                let (pixels, profile) = heic.decode(area.scale(to))?;
                clock.check()?;
                let pixels = resize::image(pixels, area, to)?;
                return Ok(colour::managed(pixels, profile.and_then(|profile| profile.read())));
            }
            Coding::Jpeg(jpeg) => {
                let planes = jpeg.decode(area.with_margin(to), area.scale(to) * reserve, &clock)?;
                let planes = resize::planes(planes, area, to)?;
                return colour::from_planes(jpeg.model(), &planes, to, jpeg.profile().as_deref());
            }
        };
        let profile = decoder.icc_profile().ok().flatten();
        memory::resizing(decoder.as_ref(), self.bytes, to)?;
        let pixels =
            DynamicImage::from_decoder(decoder).map_err(|error| fault_of(self.bytes, error.into()))?;
        clock.check()?;
        let pixels = resize::image(pixels, area, to)?;
        Ok(colour::to_srgb(pixels, profile.as_deref()))
    }
}

/// Runs what takes or refuses a file as a whole: a refusal is a line of the log.
pub(super) fn judged<T>(work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    let start = Instant::now();
    let result = guarded(work);
    if let Err(error) = &result {
        let ms = log::ms(start);
        tracing::warn!(kind = error.kind(), ms, "a picture was refused");
    }
    result
}

/// Runs a decoder so that its panic is a broken picture, not the end of the task, and no text on a console.
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

/// A decoder of `image` that stays within the limits.
fn general<'a>(
    clock: &Clock,
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
    let mut reader = ImageReader::with_format(Pieces::new(pieces, clock.clone()), format);
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder().map_err(|error| fault(bytes, format, error.into()))?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(Error::Broken);
    }
    let extra = match format {
        ImageFormat::WebP => webp::extra(&decoder, bytes)?,
        _ => memory::usual_extra(&decoder, format),
    };
    limits.max_alloc = Some(memory::decoding(&decoder, bytes, extra)?);
    decoder.set_limits(limits)?;
    Ok(Box::new(decoder))
}

/// The same, where the format is not at hand.
fn fault_of(bytes: &[u8], error: Error) -> Error {
    match signature::format(bytes) {
        Ok(Format::Known(format)) => fault(bytes, format, error),
        _ => error,
    }
}

/// What an error means where the decoder does not say whether the file is cut or damaged.
fn fault(bytes: &[u8], format: ImageFormat, error: Error) -> Error {
    match format {
        ImageFormat::Gif => gif::fault(bytes, error),
        ImageFormat::Png => png::fault(bytes, error),
        _ => error,
    }
}

/// The metadata of all formats but JPEG, TIFF and HEIC. Damaged metadata are no reason to refuse the pixels.
fn other_exif(decoder: &mut dyn ImageDecoder, bytes: &[u8], format: ImageFormat, clock: &Clock) -> Exif {
    let mut exif = exif::read(&decoder.exif_metadata().ok().flatten().unwrap_or_default());
    let xmp = decoder.xmp_metadata().ok().flatten().unwrap_or_default();
    exif.has_location |= exif::xmp_has_location(&xmp);
    if format == ImageFormat::Png
        && let Some(late) = png::late_metadata(bytes)
        && let Ok(mut decoder) = general(clock, &late, format)
    {
        let late = other_exif(decoder.as_mut(), &late, format, clock);
        exif.has_location |= late.has_location;
        if exif.orientation == Orientation::NoTransforms {
            exif.orientation = late.orientation;
        }
    }
    exif
}
