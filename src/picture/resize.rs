//! Resizing with Lanczos3, in whatever form the decoder gave, into 8 bits per channel.

use super::Error;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, MulDiv, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, GrayAlphaImage, GrayImage, RgbImage, RgbaImage};

/// Scales the whole picture.
pub(super) fn whole(pixels: DynamicImage, width: u32, height: u32) -> Result<DynamicImage, Error> {
    let area = (0.0, 0.0, f64::from(pixels.width()), f64::from(pixels.height()));
    resize(pixels, area, width, height)
}

/// Scales a square whose place and side are in pixels of the picture.
pub(super) fn square(
    pixels: DynamicImage,
    (x, y, side): (f64, f64, f64),
    size: u32,
) -> Result<DynamicImage, Error> {
    // Rounding must not put the square outside by a hair.
    let side = side.min(f64::from(pixels.width()) - x).min(f64::from(pixels.height()) - y);
    resize(pixels, (x, y, side, side), size, size)
}

fn resize(
    pixels: DynamicImage,
    (left, top, width, height): (f64, f64, f64, f64),
    to_width: u32,
    to_height: u32,
) -> Result<DynamicImage, Error> {
    let options = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3))
        .crop(left, top, width, height);
    let mut pixels = in_supported_form(pixels);
    let kind = pixel_type(&pixels);
    let mut result = Image::new(to_width, to_height, kind);
    let has_alpha = multiply_alpha(&mut pixels)?;
    let source = ImageRef::new(pixels.width(), pixels.height(), pixels.as_bytes(), kind);
    let source = source.map_err(|_| Error::Broken)?;
    let resized = Resizer::new().resize(&source, &mut result, &options.use_alpha(false));
    resized.map_err(|_| Error::Broken)?;
    if has_alpha {
        MulDiv::new().divide_alpha_inplace(&mut result).map_err(|_| Error::Broken)?;
    }
    eight_bits(to_width, to_height, kind, result.into_vec()).ok_or(Error::Broken)
}

/// Takes the forms that would need a second copy of the picture down to 8 bits.
fn in_supported_form(pixels: DynamicImage) -> DynamicImage {
    match pixels {
        DynamicImage::ImageLumaA16(_) => pixels.into_luma_alpha8().into(),
        DynamicImage::ImageRgba16(_) | DynamicImage::ImageRgba32F(_) => pixels.into_rgba8().into(),
        DynamicImage::ImageRgb32F(_) => pixels.into_rgb8().into(),
        pixels => pixels,
    }
}

fn pixel_type(pixels: &DynamicImage) -> PixelType {
    match pixels {
        DynamicImage::ImageLuma8(_) => PixelType::U8,
        DynamicImage::ImageLumaA8(_) => PixelType::U8x2,
        DynamicImage::ImageRgb8(_) => PixelType::U8x3,
        DynamicImage::ImageLuma16(_) => PixelType::U16,
        DynamicImage::ImageRgb16(_) => PixelType::U16x3,
        // `DynamicImage` may grow; what it has now was reduced to these.
        _ => PixelType::U8x4,
    }
}

/// Multiplies colours by their alpha in place: the resizer itself would do it in a copy of the whole picture.
fn multiply_alpha(pixels: &mut DynamicImage) -> Result<bool, Error> {
    let (width, height) = (pixels.width(), pixels.height());
    let (bytes, kind): (&mut [u8], _) = match pixels {
        DynamicImage::ImageLumaA8(pixels) => (pixels, PixelType::U8x2),
        DynamicImage::ImageRgba8(pixels) => (pixels, PixelType::U8x4),
        _ => return Ok(false),
    };
    let mut view = Image::from_slice_u8(width, height, bytes, kind).map_err(|_| Error::Broken)?;
    MulDiv::new().multiply_alpha_inplace(&mut view).map_err(|_| Error::Broken)?;
    Ok(true)
}

fn eight_bits(width: u32, height: u32, kind: PixelType, bytes: Vec<u8>) -> Option<DynamicImage> {
    let halved = |bytes: &[u8]| -> Vec<u8> {
        let shorts = bytes.chunks_exact(2).map(|pair| u16::from_ne_bytes([pair[0], pair[1]]));
        shorts.map(|short| ((u32::from(short) + 128) / 257) as u8).collect()
    };
    match kind {
        PixelType::U8 => GrayImage::from_raw(width, height, bytes).map(DynamicImage::from),
        PixelType::U8x2 => GrayAlphaImage::from_raw(width, height, bytes).map(DynamicImage::from),
        PixelType::U8x3 => RgbImage::from_raw(width, height, bytes).map(DynamicImage::from),
        PixelType::U8x4 => RgbaImage::from_raw(width, height, bytes).map(DynamicImage::from),
        PixelType::U16 => GrayImage::from_raw(width, height, halved(&bytes)).map(DynamicImage::from),
        PixelType::U16x3 => RgbImage::from_raw(width, height, halved(&bytes)).map(DynamicImage::from),
        _ => None,
    }
}
