//! Finds the number format and the colour model of a TIFF from its tags.

use crate::picture::directory::Directory;
use crate::picture::error::{Error, Variety};
use crate::picture::tags;

/// Number formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbers {
    /// Unsigned integers of 1 to 16, or 32 bits.
    Bits(u32),
    /// Floats of 32 bits, from 0 to 1.
    Float,
}

/// Colour models that are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Colours {
    /// Grey.
    Grey {
        /// Whether zero is white.
        is_inverted: bool,
    },
    /// Red, green, blue.
    Rgb,
    /// An index into a table of red, green and blue.
    Palette(Vec<[u8; 3]>),
    /// Four inks; 0 is no ink.
    Cmyk,
    /// Luma and two colour differences. The parameters are the horizontal and vertical subsampling.
    YCbCr(u32, u32),
}

impl Colours {
    /// Samples per pixel.
    pub(super) fn samples(&self) -> usize {
        match self {
            Self::Grey { .. } | Self::Palette(_) => 1,
            Self::Rgb | Self::YCbCr(..) => 3,
            Self::Cmyk => 4,
        }
    }

    /// The number of decoded colour planes.
    pub(super) fn planes(&self) -> usize {
        match self {
            Self::Palette(_) => 3,
            other => other.samples(),
        }
    }
}

/// The number format, which must be the same for all samples.
///
/// # Errors
///
/// [`Error::Unsupported`] and [`Error::Broken`].
pub(super) fn numbers(directory: Directory<'_>, samples: usize) -> Result<Numbers, Error> {
    const UNSIGNED: u32 = 1;
    const SIGNED: u32 = 2;
    const FLOAT: u32 = 3;
    const UNDEFINED: u32 = 4;

    let unread = |kind| Err(Error::variety(Variety::TiffNumbers(kind)));
    let bits = directory.numbers(tags::BITS_PER_SAMPLE);
    let formats = directory.numbers(tags::SAMPLE_FORMAT);
    let depth = bits.first().copied().unwrap_or(1);
    let format = formats.first().copied().unwrap_or(UNSIGNED);
    if bits.iter().take(samples).any(|bits| *bits != depth) || formats.iter().any(|other| *other != format) {
        return unread("mixed");
    }
    match (format, depth) {
        (UNSIGNED | UNDEFINED, 1..=16 | 32) => Ok(Numbers::Bits(depth)),
        (UNSIGNED | UNDEFINED, 64) => unread("uint64"),
        (FLOAT, 32) if samples >= 3 => Ok(Numbers::Float),
        (FLOAT, _) => unread("float"),
        (SIGNED, _) => unread("int"),
        (5 | 6, _) => unread("complex"),
        (UNSIGNED | UNDEFINED, 17..64) => unread("uint"),
        _ => Err(Error::Broken),
    }
}

/// The colour model, by the photometric interpretation.
///
/// # Errors
///
/// [`Error::Unsupported`] and [`Error::Broken`].
pub(super) fn colours(
    directory: Directory<'_>,
    photometric: Option<u32>,
    numbers: Numbers,
) -> Result<Colours, Error> {
    let unread = |kind| Err(Error::variety(Variety::TiffColours(kind)));
    match photometric.ok_or(Error::Broken)? {
        0 => Ok(Colours::Grey { is_inverted: true }),
        1 => Ok(Colours::Grey { is_inverted: false }),
        2 => Ok(Colours::Rgb),
        3 => palette(directory, numbers),
        4 => unread("mask"),
        // Other inks than cyan, magenta, yellow and black.
        5 if directory.number(tags::INK_SET).unwrap_or(1) == 1 => Ok(Colours::Cmyk),
        5 => unread("DeviceN"),
        6 => ycbcr(directory),
        8..=10 => unread("Lab"),
        32_844 | 32_845 => unread("LogLuv"),
        _ => Err(Error::Broken),
    }
}

fn palette(directory: Directory<'_>, numbers: Numbers) -> Result<Colours, Error> {
    let Numbers::Bits(bits @ 1..=16) = numbers else { return Err(Error::Broken) };
    let values = directory.numbers(tags::COLOUR_MAP);
    let count = 1_usize << bits;
    if values.len() < 3 * count {
        return Err(Error::Broken);
    }
    // 16 bits by the specification; some programs write 8, which libtiff's tools accept too.
    let shift = if values.iter().all(|value| *value < 256) { 0 } else { 8 };
    let colour = |index| [0, 1, 2].map(|plane| (values[plane * count + index] >> shift) as u8);
    Ok(Colours::Palette((0..count).map(colour).collect()))
}

/// YCbCr is read only with the coefficients and the range of JFIF, which are the default.
fn ycbcr(directory: Directory<'_>) -> Result<Colours, Error> {
    let is_near = |tag, expected: &[f64]| {
        let values = directory.fractions(tag);
        values.is_empty()
            || values.iter().zip(expected).all(|(value, expected)| (value - expected).abs() < 0.01)
    };
    let is_as_usual = is_near(tags::YCBCR_COEFFICIENTS, &[0.299, 0.587, 0.114])
        && is_near(tags::REFERENCE_BLACK_WHITE, &[0.0, 255.0, 128.0, 255.0, 128.0, 255.0]);
    let subsampling = directory.numbers(tags::YCBCR_SUBSAMPLING);
    match subsampling[..] {
        _ if !is_as_usual => Err(Error::variety(Variety::TiffColours("YCbCr"))),
        [] => Ok(Colours::YCbCr(2, 2)),
        [across @ (1 | 2 | 4), down @ (1 | 2 | 4), ..] => Ok(Colours::YCbCr(across, down)),
        _ => Err(Error::Broken),
    }
}
