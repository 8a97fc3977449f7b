//! Colours: from whatever a file stores, with the profile it carries, to sRGB, which is what a picture without a
//! profile means. Done on the small result, where it costs nothing.

use super::error::Error;

use image::{DynamicImage, GrayImage, RgbImage, RgbaImage};
#[cfg(feature = "heic")]
use moxcms::{CicpProfile, MatrixCoefficients};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// What the components of a picture mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Model {
    /// Brightness alone.
    Grey,
    /// Red, green, blue.
    Rgb,
    /// Brightness and two differences of colour (JFIF 1.02).
    YCbCr,
    /// What each ink leaves of the paper's white: 255 means no ink. So Adobe's programs write it, and all others read it
    /// whether Adobe's marker is there or not.
    Cmyk,
    /// The same, the first three as brightness and differences of the ink: red is as much as cyan takes away.
    Ycck,
}

/// Where a HEIC says what its colours are.
#[cfg(feature = "heic")]
pub(super) enum Profile {
    /// A profile.
    Icc(Vec<u8>),
    /// Numbers of ITU-T H.273, tables 2 and 3.
    Numbers {
        /// Which red, green and blue.
        primaries: u16,
        /// How values become light.
        transfer: u16,
    },
}

#[cfg(feature = "heic")]
impl Profile {
    /// The profile to convert from; `None` where that is sRGB, or not known. The curves of television are read as that of
    /// sRGB, as other programs do: it is what cameras mean.
    pub(super) fn read(&self) -> Option<ColorProfile> {
        let (primaries, transfer) = match self {
            Self::Icc(bytes) => return ColorProfile::new_from_slice(bytes).ok(),
            Self::Numbers { primaries, transfer } => {
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
        // It says nothing of use.
        let _ = profile.update_rgb_colorimetry_from_cicp(CicpProfile {
            color_primaries: primaries.try_into().ok()?,
            transfer_characteristics: if is_srgb_curve { 13 } else { transfer }.try_into().ok()?,
            matrix_coefficients: MatrixCoefficients::Identity,
            full_range: true,
        });
        Some(profile)
    }
}

/// Puts the planes of a picture together, all `width` x `height` bytes, and makes them sRGB.
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
            let paper = triples(cyan, magenta, yellow);
            return Ok(from_paper(paper.zip(black.iter().copied()), (width, height), profile));
        }
        (Model::Ycck, [y, cb, cr, black]) => {
            let paper = triples(y, cb, cr).map(|ink| from_ycbcr(ink).map(|ink| u8::MAX - ink));
            return Ok(from_paper(paper.zip(black.iter().copied()), (width, height), profile));
        }
        _ => None,
    };
    Ok(to_srgb(image.ok_or(Error::Broken)?, profile))
}

/// The same picture in sRGB. A profile that is damaged or of another kind of colours counts for nothing.
pub(super) fn to_srgb(image: DynamicImage, profile: Option<&[u8]>) -> DynamicImage {
    managed(image, profile.and_then(|bytes| ColorProfile::new_from_slice(bytes).ok()))
}

/// The same with a profile that was read.
pub(super) fn managed(image: DynamicImage, profile: Option<ColorProfile>) -> DynamicImage {
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
    let result = transformed(&profile, from, to, image.as_bytes(), width * height);
    let result = result.and_then(|bytes| match to {
        Layout::Rgb => rgb(width, height, bytes),
        _ => RgbaImage::from_raw(width, height, bytes).map(DynamicImage::from),
    });
    result.unwrap_or(image)
}

/// A picture with its transparency, one byte for each pixel.
pub(super) fn with_alpha(image: DynamicImage, alpha: Option<Vec<u8>>) -> Result<DynamicImage, Error> {
    let Some(alpha) = alpha else { return Ok(image) };
    let (width, height) = (image.width(), image.height());
    let colours = image.into_rgb8().into_raw();
    let pixels =
        colours.as_chunks::<3>().0.iter().zip(alpha).flat_map(|([r, g, b], alpha)| [*r, *g, *b, alpha]);
    RgbaImage::from_raw(width, height, pixels.collect()).map(DynamicImage::from).ok_or(Error::Broken)
}

/// Pictures for printing, given as what each ink leaves of the paper's white.
fn from_paper(
    paper: impl Iterator<Item = ([u8; 3], u8)> + Clone,
    (width, height): (u32, u32),
    profile: Option<&[u8]>,
) -> DynamicImage {
    let profile = profile.and_then(|bytes| ColorProfile::new_from_slice(bytes).ok());
    let profile = profile.filter(|profile| profile.color_space == DataColorSpace::Cmyk);
    let managed = profile.and_then(|profile| {
        let inks = paper.clone().flat_map(|([c, m, y], k)| [c, m, y, k].map(|value| u8::MAX - value));
        let inks: Vec<u8> = inks.collect();
        let bytes = transformed(&profile, Layout::Rgba, Layout::Rgb, &inks, width * height)?;
        rgb(width, height, bytes)
    });
    managed.unwrap_or_else(|| {
        let pixels = paper.flat_map(|(colours, black)| {
            colours.map(|value| ((u16::from(value) * u16::from(black) + 127) / 255) as u8)
        });
        rgb(width, height, pixels.collect()).unwrap_or_default()
    })
}

fn transformed(
    profile: &ColorProfile,
    from: Layout,
    to: Layout,
    bytes: &[u8],
    pixels: u32,
) -> Option<Vec<u8>> {
    let srgb = ColorProfile::new_srgb();
    let transform = profile.create_transform_8bit(from, &srgb, to, TransformOptions::default()).ok()?;
    let mut result = vec![0; pixels as usize * to.channels()];
    transform.transform(bytes, &mut result).ok()?;
    Some(result)
}

/// JFIF 1.02, in 16 bits behind the point.
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
