//! What decoding a picture and resizing it takes, known from its header: memory that would be too much is not
//! taken. Each reader asks here before it decodes.
//!
//! The decoders' own limits are not enough: most do not look at them for the pixels, and some take further
//! pictures as large as the first.

use super::error::Error;

use image::{ColorType, ImageDecoder, ImageFormat};

/// The largest file that is read, in bytes. Larger ones need not even be loaded.
pub const MAX_FILE: u64 = 64 << 20;

/// The largest decoded picture in bytes, `width x height x bytes per pixel`.
const MAX_DECODED: u64 = 256 << 20;

/// The file and all that decoding takes, in bytes: with the result and itself the program stays below 400 MiB.
const MAX_MEMORY: u64 = 320 << 20;

/// The most memory for metadata that are stored compressed, in bytes.
pub(super) const MAX_METADATA: u64 = 16 << 20;

/// What is left for decoding a file, in bytes.
pub(super) fn budget(file: &[u8]) -> u64 {
    MAX_MEMORY.saturating_sub(file.len() as u64)
}

/// What a decoder takes besides the pixels that come out, in bytes, unless its format is a special case.
pub(super) fn usual_extra(decoder: &dyn ImageDecoder, format: ImageFormat) -> u64 {
    match format {
        // The places in the palette.
        ImageFormat::Gif => decoder.total_bytes() / 4,
        // Rows are decoded one by one, beside the previous one.
        _ => {
            let row = u64::from(decoder.dimensions().0) * u64::from(decoder.color_type().bytes_per_pixel());
            row * 4 + MAX_METADATA
        }
    }
}

/// Fails when decoding the file, which takes `extra` bytes besides the pixels that come out, takes more than there is.
/// Gives what the decoder may take besides the pixels, in bytes.
pub(super) fn decoding(decoder: &dyn ImageDecoder, bytes: &[u8], extra: u64) -> Result<u64, Error> {
    within(decoder, bytes, extra.max(converted(decoder.color_type(), decoder.total_bytes())))
}

/// Fails when resizing what was decoded to `to` takes more than there is.
pub(super) fn resizing(decoder: &dyn ImageDecoder, bytes: &[u8], to: (u32, u32)) -> Result<(), Error> {
    let (width, height) = decoder.dimensions();
    // One direction is resized first, and then the other.
    let half_done = (u64::from(to.0) * u64::from(height)).max(u64::from(to.1) * u64::from(width));
    let extra = half_done * u64::from(decoder.color_type().bytes_per_pixel());
    within(decoder, bytes, extra).map(|_| ())
}

/// The same as [`check`], of what a decoder gives.
pub(super) fn within(decoder: &dyn ImageDecoder, bytes: &[u8], extra: u64) -> Result<u64, Error> {
    check(decoder.dimensions(), decoder.total_bytes(), bytes, extra)
}

/// Fails when a picture of this size, which takes `decoded` bytes and while it is decoded `extra` more, is more than there
/// is beside its file. Gives what it may take besides the pixels.
pub(super) fn check(
    (width, height): (u32, u32),
    decoded: u64,
    file: &[u8],
    extra: u64,
) -> Result<u64, Error> {
    let takes = decoded.saturating_add(extra);
    let budget = budget(file);
    if decoded <= MAX_DECODED && takes <= budget {
        return Ok(budget - decoded);
    }
    let share = (MAX_DECODED as f64 / decoded as f64).min(budget as f64 / takes as f64);
    let pixels = f64::from(width) * f64::from(height);
    Err(Error::TooManyPixels { width, height, limit: (pixels * share) as u64 })
}

/// What is taken for 8 bits per channel, where resizing does not know the decoder's form.
fn converted(colours: ColorType, decoded: u64) -> u64 {
    match colours {
        ColorType::La16 | ColorType::Rgba16 => decoded / 2,
        ColorType::Rgb32F | ColorType::Rgba32F => decoded / 4,
        _ => 0,
    }
}
