//! Computes the memory that decoding and resizing a picture needs, from its header. Each reader asks here before it decodes,
//! and refuses a picture that needs too much.
//!
//! The limits of the decoders are not enough: most ignore them for the pixels, and some allocate more buffers of the same
//! size.

use super::error::Error;

use image::{ColorType, ImageDecoder, ImageFormat};

/// The largest file that is read, in bytes.
pub const MAX_FILE: u64 = 64 << 20;

/// The largest decoded picture in bytes, `width x height x bytes per pixel`.
const MAX_DECODED: u64 = 256 << 20;

/// The limit for the file and all memory for decoding, in bytes. With the result and the program itself this is less than
/// 400 MiB.
const MAX_MEMORY: u64 = 320 << 20;

/// The largest amount of memory for compressed metadata, in bytes.
pub(super) const MAX_METADATA: u64 = 16 << 20;

/// The memory that is left for decoding a file, in bytes.
pub(super) fn budget(file: &[u8]) -> u64 {
    MAX_MEMORY.saturating_sub(file.len() as u64)
}

/// The memory that a decoder needs besides the decoded pixels, in bytes. Not for WebP, which has its own function.
pub(super) fn usual_extra(decoder: &dyn ImageDecoder, format: ImageFormat) -> u64 {
    match format {
        // One palette index per pixel.
        ImageFormat::Gif => decoder.total_bytes() / 4,
        // A few rows are held at the same time.
        _ => {
            let row = u64::from(decoder.dimensions().0) * u64::from(decoder.color_type().bytes_per_pixel());
            row * 4 + MAX_METADATA
        }
    }
}

/// Checks the memory for decoding a file, which needs `extra` bytes besides the decoded pixels. Returns how many bytes the
/// decoder may use besides the pixels.
///
/// # Errors
///
/// [`Error::TooManyPixels`].
pub(super) fn check_decoding(decoder: &dyn ImageDecoder, bytes: &[u8], extra: u64) -> Result<u64, Error> {
    check_with(decoder, bytes, extra.max(converted(decoder.color_type(), decoder.total_bytes())))
}

/// Checks the memory for resizing a decoded picture to `to` pixels.
///
/// # Errors
///
/// [`Error::TooManyPixels`].
pub(super) fn check_resizing(decoder: &dyn ImageDecoder, bytes: &[u8], to: (u32, u32)) -> Result<(), Error> {
    let (width, height) = decoder.dimensions();
    // The intermediate picture is resized in one direction only.
    let intermediate = (u64::from(to.0) * u64::from(height)).max(u64::from(to.1) * u64::from(width));
    let extra = intermediate * u64::from(decoder.color_type().bytes_per_pixel());
    check_with(decoder, bytes, extra).map(|_| ())
}

/// The same as [`check`] with the size of a decoder.
pub(super) fn check_with(decoder: &dyn ImageDecoder, bytes: &[u8], extra: u64) -> Result<u64, Error> {
    check(decoder.dimensions(), decoder.total_bytes(), bytes, extra)
}

/// Checks the memory for a picture of this size, which needs `decoded` bytes for its pixels and `extra` bytes more while it
/// is decoded. Returns how many bytes it may use besides the pixels.
///
/// # Errors
///
/// [`Error::TooManyPixels`] with the number of pixels that would fit.
pub(super) fn check(
    (width, height): (u32, u32),
    decoded: u64,
    file: &[u8],
    extra: u64,
) -> Result<u64, Error> {
    let needed = decoded.saturating_add(extra);
    let budget = budget(file);
    if decoded <= MAX_DECODED && needed <= budget {
        return Ok(budget - decoded);
    }
    let share = (MAX_DECODED as f64 / decoded as f64).min(budget as f64 / needed as f64);
    let pixels = f64::from(width) * f64::from(height);
    Err(Error::TooManyPixels { width, height, limit: (pixels * share) as u64 })
}

/// The memory for a copy with 8 bits per channel, if resizing does not support the decoded form, in bytes.
fn converted(colours: ColorType, decoded: u64) -> u64 {
    match colours {
        ColorType::La16 | ColorType::Rgba16 => decoded / 2,
        ColorType::Rgb32F | ColorType::Rgba32F => decoded / 4,
        _ => 0,
    }
}
