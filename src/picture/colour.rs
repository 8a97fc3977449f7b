//! Converts the colours of a file to sRGB with its colour profile. A file without a profile counts as sRGB. This is done
//! after resizing, where there are few pixels.

use super::error::Error;

use image::{DynamicImage, GrayImage, RgbImage, RgbaImage};
#[cfg(feature = "heic")]
use moxcms::{CicpProfile, MatrixCoefficients};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// The colour model of the components of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Model {
    /// Luma only.
    Grey,
    /// Red, green, blue.
    Rgb,
    /// Luma and two colour differences (JFIF 1.02).
    YCbCr,
    /// Four inks, inverted: 255 means no ink. Adobe's programs write it so, and other programs read it so with and without
    /// Adobe's marker.
    Cmyk,
    /// The same four inks, the first three converted to YCbCr: red is the complement of cyan.
    Ycck,
}

/// The colour profile of a HEIC.
#[cfg(feature = "heic")]
pub(super) enum Profile {
    /// An ICC profile.
    Icc(Vec<u8>),
    /// Code points of ITU-T H.273 (CICP).
    Cicp {
        /// Colour primaries, table 2.
        primaries: u16,
        /// Transfer characteristics, table 3.
        transfer: u16,
    },
}

#[cfg(feature = "heic")]
impl Profile {
    /// The profile to convert from; `None` if it is sRGB or unknown. The transfer curves of television count as that of
    /// sRGB, as in other programs, because cameras mean sRGB by them.
    pub(super) fn read(&self) -> Option<ColorProfile> {
        let (primaries, transfer) = match self {
            Self::Icc(bytes) => return ColorProfile::new_from_slice(bytes).ok(),
            Self::Cicp { primaries, transfer } => {
                (u8::try_from(*primaries).ok()?, u8::try_from(*transfer).ok()?)
            }
        };
        let is_srgb_curve = !matches!(transfer, 4 | 5 | 8);
        // BT.709, not specified, BT.601.
        if matches!(primaries, 1 | 2 | 5 | 6) && is_srgb_curve || !matches!(primaries, 1..=12 | 22) {
            return None;
        }
        let primaries = if primaries == 2 { 1 } else { primaries };
        let mut profile = ColorProfile::new_srgb();
        // The result only says whether anything was changed.
        let _ = profile.update_rgb_colorimetry_from_cicp(CicpProfile {
            color_primaries: primaries.try_into().ok()?,
            transfer_characteristics: if is_srgb_curve { 13 } else { transfer }.try_into().ok()?,
            matrix_coefficients: MatrixCoefficients::Identity,
            full_range: true,
        });
        Some(profile)
    }
}

/// Combines the planes of a picture, each of `width` x `height` bytes, and converts them to sRGB.
///
/// # Errors
///
/// [`Error::Broken`] if the planes do not fit the model or the size.
pub(super) fn from_planes(
    model: Model,
    planes: &[Vec<u8>],
    (width, height): (u32, u32),
    profile: Option<&[u8]>,
) -> Result<DynamicImage, Error> {
    let image = match (model, planes) {
        (Model::Grey, [grey]) => GrayImage::from_raw(width, height, grey.clone()).map(DynamicImage::from),
        (Model::Rgb, [red, green, blue]) => rgb(width, height, triples(red, green, blue).flatten().collect()),
        (Model::YCbCr, [y, cb, cr]) => rgb(width, height, triples(y, cb, cr).flat_map(from_ycbcr).collect()),
        (Model::Cmyk, [cyan, magenta, yellow, black]) => {
            let inks = triples(cyan, magenta, yellow);
            return Ok(from_inks(inks.zip(black.iter().copied()), (width, height), profile));
        }
        (Model::Ycck, [y, cb, cr, black]) => {
            let inks = triples(y, cb, cr).map(|ink| from_ycbcr(ink).map(|ink| u8::MAX - ink));
            return Ok(from_inks(inks.zip(black.iter().copied()), (width, height), profile));
        }
        _ => None,
    };
    Ok(to_srgb(image.ok_or(Error::Broken)?, profile))
}

/// Converts a picture to sRGB. A profile that is damaged or for another colour model is ignored.
pub(super) fn to_srgb(image: DynamicImage, profile: Option<&[u8]>) -> DynamicImage {
    to_srgb_from(image, profile.and_then(|bytes| ColorProfile::new_from_slice(bytes).ok()))
}

/// The same as [`to_srgb`] with a parsed profile.
pub(super) fn to_srgb_from(image: DynamicImage, profile: Option<ColorProfile>) -> DynamicImage {
    let Some(profile) = profile else { return image };
    let is_grey = profile.color_space == DataColorSpace::Gray;
    let (from, to) = match &image {
        DynamicImage::ImageLuma8(_) if is_grey => (Layout::Gray, Layout::Rgb),
        DynamicImage::ImageLumaA8(_) if is_grey => (Layout::GrayAlpha, Layout::Rgba),
        DynamicImage::ImageRgb8(_) => (Layout::Rgb, Layout::Rgb),
        DynamicImage::ImageRgba8(_) => (Layout::Rgba, Layout::Rgba),
        _ => return image,
    };
    if !is_grey && profile.color_space != DataColorSpace::Rgb {
        return image;
    }
    let (width, height) = (image.width(), image.height());
    let result = transform(&profile, from, to, image.as_bytes(), width * height);
    let result = result.and_then(|bytes| match to {
        Layout::Rgb => rgb(width, height, bytes),
        _ => RgbaImage::from_raw(width, height, bytes).map(DynamicImage::from),
    });
    result.unwrap_or(image)
}

/// Adds transparency, one byte for each pixel, to a picture.
pub(super) fn with_alpha(image: DynamicImage, alpha: Option<Vec<u8>>) -> Result<DynamicImage, Error> {
    let Some(alpha) = alpha else { return Ok(image) };
    let (width, height) = (image.width(), image.height());
    let colours = image.into_rgb8().into_raw();
    let pixels =
        colours.as_chunks::<3>().0.iter().zip(alpha).flat_map(|([r, g, b], alpha)| [*r, *g, *b, alpha]);
    RgbaImage::from_raw(width, height, pixels.collect()).map(DynamicImage::from).ok_or(Error::Broken)
}

/// Converts inverted CMYK to sRGB. Without a CMYK profile, colours are multiplied by black.
fn from_inks(
    inks: impl Iterator<Item = ([u8; 3], u8)> + Clone,
    (width, height): (u32, u32),
    profile: Option<&[u8]>,
) -> DynamicImage {
    let profile = profile.and_then(|bytes| ColorProfile::new_from_slice(bytes).ok());
    let profile = profile.filter(|profile| profile.color_space == DataColorSpace::Cmyk);
    let managed = profile.and_then(|profile| {
        let amounts = inks.clone().flat_map(|([c, m, y], k)| [c, m, y, k].map(|value| u8::MAX - value));
        let amounts: Vec<u8> = amounts.collect();
        let bytes = transform(&profile, Layout::Rgba, Layout::Rgb, &amounts, width * height)?;
        rgb(width, height, bytes)
    });
    managed.unwrap_or_else(|| {
        let pixels = inks.flat_map(|(colours, black)| {
            colours.map(|value| ((u16::from(value) * u16::from(black) + 127) / 255) as u8)
        });
        rgb(width, height, pixels.collect()).unwrap_or_default()
    })
}

/// Transforms `pixels` pixels from `profile` to sRGB.
fn transform(profile: &ColorProfile, from: Layout, to: Layout, bytes: &[u8], pixels: u32) -> Option<Vec<u8>> {
    let srgb = ColorProfile::new_srgb();
    let transform = profile.create_transform_8bit(from, &srgb, to, TransformOptions::default()).ok()?;
    let mut result = vec![0; pixels as usize * to.channels()];
    transform.transform(bytes, &mut result).ok()?;
    Some(result)
}

/// JFIF 1.02, in fixed-point numbers with 16 fraction bits.
fn from_ycbcr([y, cb, cr]: [u8; 3]) -> [u8; 3] {
    let y = (i32::from(y) << 16) + (1 << 15);
    let (cb, cr) = (i32::from(cb) - 128, i32::from(cr) - 128);
    [y + 91_881 * cr, y - 22_554 * cb - 46_802 * cr, y + 116_130 * cb]
        .map(|value| (value >> 16).clamp(0, 255) as u8)
}

fn triples<'a>(
    first: &'a [u8],
    second: &'a [u8],
    third: &'a [u8],
) -> impl Iterator<Item = [u8; 3]> + Clone + use<'a> {
    first.iter().zip(second).zip(third).map(|((first, second), third)| [*first, *second, *third])
}

fn rgb(width: u32, height: u32, bytes: Vec<u8>) -> Option<DynamicImage> {
    RgbImage::from_raw(width, height, bytes).map(DynamicImage::from)
}
