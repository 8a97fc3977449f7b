//! Resizes decoded pixels of any form to 8 bits per channel, and multiplies and divides by alpha.
//!
//! The pixel types of the resizer are named as generic parameters. Named as values, all its thirteen types would be compiled
//! into the program.

use super::error::Error;
use super::region::Region;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::pixels::{U8, U8x2, U8x3, U8x4, U16, U16x3};
use fast_image_resize::{FilterType, MulDiv, PixelTrait, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, GrayAlphaImage, GrayImage, RgbImage, RgbaImage};

/// A rectangle of a picture in pixels; its edges may be between two pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

/// A colour component of a picture, or a part of it.
pub(super) struct Plane {
    /// One byte per pixel, row by row.
    pub(super) pixels: Vec<u8>,
    /// Width and height in pixels of the plane.
    pub(super) size: (u32, u32),
    /// Its left and top edge in the whole component, in pixels of the plane.
    pub(super) origin: (u32, u32),
    /// Pixels of the plane per pixel of the picture, (horizontal, vertical).
    pub(super) scale: (f64, f64),
}

/// The planes of colours, and the alpha plane if there is one.
type WithAlpha = (Vec<Vec<u8>>, Option<Vec<u8>>);

/// The radius of Lanczos3, in pixels of the result.
const SUPPORT: f64 = 3.0;

impl Area {
    /// The whole picture.
    pub(super) fn whole(width: u32, height: u32) -> Self {
        Self { left: 0.0, top: 0.0, width: f64::from(width), height: f64::from(height) }
    }

    /// The rectangle of a region.
    pub(super) fn of(region: Region) -> Self {
        let [left, top, width, height] = [region.x, region.y, region.width, region.height].map(f64::from);
        Self { left, top, width, height }
    }

    /// A rectangle whose edges may be between two pixels.
    pub(super) fn between(left: f64, top: f64, width: f64, height: f64) -> Self {
        Self { left, top, width, height }
    }

    /// The larger one of the horizontal and the vertical scale to a result of this size.
    pub(super) fn scale(self, to: (u32, u32)) -> f64 {
        (f64::from(to.0) / self.width).max(f64::from(to.1) / self.height)
    }

    /// Left, top, right and bottom, with the margin that resizing reads; right and bottom may be outside.
    pub(super) fn with_margin(self, to: (u32, u32)) -> [f64; 4] {
        let horizontal = SUPPORT * (self.width / f64::from(to.0)).max(1.0) + 1.0;
        let vertical = SUPPORT * (self.height / f64::from(to.1)).max(1.0) + 1.0;
        let (right, below) = (self.left + self.width + horizontal, self.top + self.height + vertical);
        [(self.left - horizontal).max(0.0), (self.top - vertical).max(0.0), right, below]
    }

    /// The same area in pixels of a plane.
    fn in_plane(self, scale: (f64, f64), origin: (u32, u32)) -> Self {
        Self {
            left: self.left * scale.0 - f64::from(origin.0),
            top: self.top * scale.1 - f64::from(origin.1),
            width: self.width * scale.0,
            height: self.height * scale.1,
        }
    }

    /// The part of it inside of a picture of this size: rounding may have moved it outside.
    fn clamped(self, width: u32, height: u32) -> Self {
        let (left, top) = (self.left.max(0.0), self.top.max(0.0));
        let width = self.width.min(f64::from(width) - left);
        let height = self.height.min(f64::from(height) - top);
        Self { left, top, width, height }
    }
}

/// Resizes the same area of each plane to one size.
pub(super) fn planes(planes: Vec<Plane>, area: Area, to: (u32, u32)) -> Result<Vec<Vec<u8>>, Error> {
    planes.into_iter().map(|plane| self::plane(&plane, area, to)).collect()
}

/// The same for colours with an alpha plane of the same size, and whether they are premultiplied. The colour of a transparent
/// pixel must not mix into its neighbours, so colours are multiplied by alpha before, and divided by it after.
pub(super) fn planes_with_alpha(
    mut colours: Vec<Plane>,
    alpha: Option<(&Plane, bool)>,
    area: Area,
    to: (u32, u32),
) -> Result<WithAlpha, Error> {
    let Some((alpha, is_multiplied)) = alpha else { return Ok((planes(colours, area, to)?, None)) };
    let is_as_it_was = to == alpha.size && area == Area::whole(to.0, to.1);
    if !is_multiplied && !is_as_it_was {
        for plane in &mut colours {
            for (value, alpha) in plane.pixels.iter_mut().zip(&alpha.pixels) {
                *value = ((u16::from(*value) * u16::from(*alpha) + 127) / 255) as u8;
            }
        }
    }
    let (mut colours, alpha) = (planes(colours, area, to)?, plane(alpha, area, to)?);
    if is_multiplied || !is_as_it_was {
        for plane in &mut colours {
            for (value, alpha) in plane.iter_mut().zip(&alpha) {
                let divided =
                    (u16::from(*value) * 255 + u16::from(*alpha) / 2).checked_div(u16::from(*alpha));
                *value = divided.unwrap_or(0).min(255) as u8;
            }
        }
    }
    Ok((colours, Some(alpha)))
}

fn plane(plane: &Plane, area: Area, to: (u32, u32)) -> Result<Vec<u8>, Error> {
    let (width, height) = plane.size;
    let source = ImageRef::new(width, height, &plane.pixels, PixelType::U8).map_err(|_| Error::Broken)?;
    let area = area.in_plane(plane.scale, plane.origin).clamped(width, height);
    scaled(&source, area, to, FilterType::Lanczos3).map(Image::into_vec)
}

/// Resizes an area of a picture.
pub(super) fn image(mut pixels: DynamicImage, area: Area, to: (u32, u32)) -> Result<DynamicImage, Error> {
    pixels = in_supported_form(pixels);
    let kind = pixel_type(&pixels);
    let (width, height) = (pixels.width(), pixels.height());
    let is_as_it_was = to == (width, height) && area == Area::whole(width, height);
    if is_as_it_was && matches!(kind, PixelType::U8 | PixelType::U8x2 | PixelType::U8x3 | PixelType::U8x4) {
        // Multiplying by alpha and dividing would change the values without need.
        return Ok(pixels);
    }
    let has_alpha = matches!(kind, PixelType::U8x2 | PixelType::U8x4);
    if has_alpha {
        multiply_alpha(&mut view(&mut pixels, kind)?)?;
    }
    let source = ImageRef::new(width, height, pixels.as_bytes(), kind).map_err(|_| Error::Broken)?;
    let mut result = scaled(&source, area.clamped(width, height), to, FilterType::Lanczos3)?;
    if has_alpha {
        divide_alpha(&mut result)?;
    }
    eight_bits(to.0, to.1, kind, result.into_vec()).ok_or(Error::Broken)
}

/// Resizes an area without special treatment of alpha.
pub(super) fn scaled(
    source: &ImageRef<'_>,
    area: Area,
    to: (u32, u32),
    filter: FilterType,
) -> Result<Image<'static>, Error> {
    let resize = match source.pixel_type() {
        PixelType::U8 => scaled_of::<U8>,
        PixelType::U8x2 => scaled_of::<U8x2>,
        PixelType::U8x3 => scaled_of::<U8x3>,
        PixelType::U8x4 => scaled_of::<U8x4>,
        PixelType::U16 => scaled_of::<U16>,
        PixelType::U16x3 => scaled_of::<U16x3>,
        _ => return Err(Error::Broken),
    };
    let mut result = Image::new(to.0, to.1, source.pixel_type());
    resize(source, &mut result, area, filter).ok_or(Error::Broken)?;
    Ok(result)
}

fn scaled_of<P: PixelTrait>(
    source: &ImageRef<'_>,
    result: &mut Image<'_>,
    area: Area,
    filter: FilterType,
) -> Option<()> {
    let options = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(filter))
        .crop(area.left, area.top, area.width, area.height)
        .use_alpha(false);
    let (source, mut result) = (source.typed_image::<P>()?, result.typed_image_mut::<P>()?);
    Resizer::new().resize_typed(&source, &mut result, &options).ok()
}

/// Multiplies colours by their alpha.
pub(super) fn multiply_alpha(pixels: &mut Image<'_>) -> Result<(), Error> {
    fn of<P: PixelTrait>(pixels: &mut Image<'_>) -> Option<()> {
        MulDiv::new().multiply_alpha_inplace_typed(&mut pixels.typed_image_mut::<P>()?).ok()
    }
    let done = if pixels.pixel_type() == PixelType::U8x2 { of::<U8x2>(pixels) } else { of::<U8x4>(pixels) };
    done.ok_or(Error::Broken)
}

/// Divides colours by their alpha.
pub(super) fn divide_alpha(pixels: &mut Image<'_>) -> Result<(), Error> {
    fn of<P: PixelTrait>(pixels: &mut Image<'_>) -> Option<()> {
        MulDiv::new().divide_alpha_inplace_typed(&mut pixels.typed_image_mut::<P>()?).ok()
    }
    let done = if pixels.pixel_type() == PixelType::U8x2 { of::<U8x2>(pixels) } else { of::<U8x4>(pixels) };
    done.ok_or(Error::Broken)
}

/// Converts to 8 bits if the resizer does not support the form, or would need a second copy of the picture.
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
        // `DynamicImage` is non-exhaustive; `in_supported_form` leaves only these.
        _ => PixelType::U8x4,
    }
}

/// The pixels of a picture with alpha, to be changed in place: the resizer itself would copy the whole picture.
fn view(pixels: &mut DynamicImage, kind: PixelType) -> Result<Image<'_>, Error> {
    let (width, height) = (pixels.width(), pixels.height());
    let bytes: &mut [u8] = match pixels {
        DynamicImage::ImageLumaA8(pixels) => pixels,
        DynamicImage::ImageRgba8(pixels) => pixels,
        _ => return Err(Error::Broken),
    };
    Image::from_slice_u8(width, height, bytes, kind).map_err(|_| Error::Broken)
}

/// Makes a picture of resized bytes, with 8 bits per channel.
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
