//! What a TIFF says of its pixels that the decoder passes over. Such a file would come out wrong without a word: it
//! is refused, with the way out, unless it can be put right afterwards.

use super::exif::Tiff;
use super::signature::OtherKind;
use super::{Error, colour};

use image::{ExtendedColorType, ImageDecoder};

/// Tags of the TIFF 6.0 specification.
const NEW_SUBFILE_TYPE: u16 = 0x00FE;
const SAMPLES_PER_PIXEL: u16 = 0x0115;
const PLANAR_CONFIGURATION: u16 = 0x011C;
const PREDICTOR: u16 = 0x013D;
const EXTRA_SAMPLES: u16 = 0x0152;
const PROFILE: u16 = 0x8773;

/// Values of [`PLANAR_CONFIGURATION`], [`PREDICTOR`] and [`EXTRA_SAMPLES`].
const CHUNKY: u32 = 1;
const NO_PREDICTOR: u32 = 1;
const ASSOCIATED_ALPHA: u32 = 1;

/// Fails where the decoder would give other pixels than the file means. Says whether the colours that it gives are
/// multiplied by their alpha.
pub(super) fn check(bytes: &[u8], decoder: &dyn ImageDecoder) -> Result<bool, Error> {
    let Some(tiff) = Tiff::new(bytes) else { return Ok(false) };
    let number = |tag, default| tiff.number(tag).unwrap_or(default);
    let colours = decoder.original_color_type();
    // The first picture of camera raw files is a reduced one; the true one is not read here.
    let is_thumbnail = number(NEW_SUBFILE_TYPE, 0) & 1 == 1;
    // Channels beyond those of the colours are dropped before the predictor is undone, which then counts them still.
    let is_mixed_up = number(PREDICTOR, NO_PREDICTOR) != NO_PREDICTOR
        && number(PLANAR_CONFIGURATION, CHUNKY) == CHUNKY
        && number(SAMPLES_PER_PIXEL, 1) != u32::from(colours.channel_count());
    // Inks come out as red, green and blue, as if all inks were the same.
    let has_inks = matches!(colours, ExtendedColorType::Cmyk8 | ExtendedColorType::Cmyk16);
    // Read here, since the decoder did not give one of 960 KB, and most of these are as large.
    let are_inks_described = has_inks && tiff.bytes(PROFILE).is_some_and(colour::is_of_inks);
    if is_thumbnail || is_mixed_up || are_inks_described {
        return Err(Error::Unsupported(OtherKind::Other));
    }
    Ok(decoder.color_type().has_alpha() && tiff.number(EXTRA_SAMPLES) == Some(ASSOCIATED_ALPHA))
}
