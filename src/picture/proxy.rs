//! The picture at a size for the screen, and its previews: what *Use photo* will send, seen before.
//!
//! Held as a row of pictures, each half as large as the one before, so that drawing at any zoom reads about as
//! many pixels as it writes.

use super::decode::guarded;
use super::{Crop, Error, Facts, decode};

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, MulDiv, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, RgbaImage};

use std::fmt;

/// The longer side of the largest one in pixels: enough for a screen, and 16 MB.
const MAX_SIDE: u32 = 2048;

/// Below this side nothing is halved any more.
const MIN_SIDE: u32 = 64;

/// A picture for the screen.
pub struct Proxy {
    facts: Facts,
    levels: Vec<Level>,
    is_opaque: bool,
}

/// The upright picture at one size.
pub(super) struct Level {
    pub(super) width: u32,
    pub(super) height: u32,
    /// RGBA, row by row, premultiplied.
    pub(super) rgba: Vec<u8>,
}

/// Pixels for the screen.
#[derive(Clone, PartialEq, Eq)]
pub struct Pixels {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// RGBA, row by row, not premultiplied.
    pub rgba: Vec<u8>,
}

/// The shape of a preview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// The largest circle in the square, transparent around.
    Circle,
    /// The square itself.
    Square,
}

impl Proxy {
    /// Decodes a picture for the screen. The limits are those of [`decode`].
    pub fn new(bytes: &[u8]) -> Result<Self, Error> {
        let source = decode(bytes, MAX_SIDE)?;
        guarded(|| {
            let mut level = Level { width: source.width, height: source.height, rgba: source.rgba };
            let is_opaque = level.rgba.chunks_exact(4).all(|pixel| pixel[3] == u8::MAX);
            if !is_opaque {
                level.multiply_alpha()?;
            }
            let mut levels = vec![level];
            while let Some(last) = levels.last()
                && last.width.min(last.height) > MIN_SIDE
            {
                let half = last.half()?;
                levels.push(half);
            }
            Ok(Self { facts: source.facts, levels, is_opaque })
        })
    }

    /// What the file is.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The square as it will be seen at `size` pixels. It agrees with a downscale of what
    /// [`prepare`](super::prepare) makes of the same crop, as long as the square has as many pixels here. Closer in it
    /// is softer than what is sent: at 800 % of 48 megapixels, 192 pixels are left for it, and a fine texture differs
    /// by one or two of 255 shades at 256 pixels, which only a screen of twice the density has.
    pub fn preview(&self, crop: Crop, size: u32, shape: Shape) -> Result<Pixels, Error> {
        let size = size.max(1);
        let crop = crop.inside(self.facts.width, self.facts.height);
        guarded(|| {
            // Halving is softer than the resizing after it; from four times the result on nobody sees it.
            let level = self.level(f64::from(crop.side) / (4.0 * f64::from(size)));
            let (x_scale, y_scale) = self.scale(level);
            let (width, height) = (f64::from(level.width), f64::from(level.height));
            let (x, y) = (f64::from(crop.x) * x_scale, f64::from(crop.y) * y_scale);
            // Rounding must not put the square outside by a hair.
            let across = (f64::from(crop.side) * x_scale).min(width - x);
            let down = (f64::from(crop.side) * y_scale).min(height - y);
            let options = ResizeOptions::new()
                .resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3))
                .crop(x, y, across, down)
                .use_alpha(false);
            let mut result = level.resized(size, size, &options)?;
            if !self.is_opaque {
                result.divide_alpha()?;
            }
            let pixels = RgbaImage::from_raw(size, size, result.rgba).ok_or(Error::Broken)?;
            let mut pixels = DynamicImage::from(pixels);
            pixels.apply_orientation(crop.facing.orientation());
            let mut pixels = pixels.into_rgba8();
            if shape == Shape::Circle {
                super::circle::round(&mut pixels);
            }
            Ok(Pixels { width: size, height: size, rgba: pixels.into_raw() })
        })
    }

    /// The smallest level on which `step` pixels of the picture are at least one.
    pub(super) fn level(&self, step: f64) -> &Level {
        let wide_enough = |level: &&Level| self.scale(level).0 * step >= 1.0;
        self.levels.iter().rev().find(wide_enough).unwrap_or(&self.levels[0])
    }

    /// Pixels of a level for each pixel of the picture, across and down.
    pub(super) fn scale(&self, level: &Level) -> (f64, f64) {
        let share = |part: u32, whole: u32| f64::from(part) / f64::from(whole.max(1));
        (share(level.width, self.facts.width), share(level.height, self.facts.height))
    }
}

impl Level {
    fn half(&self) -> Result<Self, Error> {
        let options =
            ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Box)).use_alpha(false);
        self.resized(self.width.div_ceil(2), self.height.div_ceil(2), &options)
    }

    fn resized(&self, width: u32, height: u32, options: &ResizeOptions) -> Result<Self, Error> {
        let source = ImageRef::new(self.width, self.height, &self.rgba, PixelType::U8x4);
        let source = source.map_err(|_| Error::Broken)?;
        let mut result = Image::new(width, height, PixelType::U8x4);
        Resizer::new().resize(&source, &mut result, options).map_err(|_| Error::Broken)?;
        Ok(Self { width, height, rgba: result.into_vec() })
    }

    fn multiply_alpha(&mut self) -> Result<(), Error> {
        let image = Image::from_slice_u8(self.width, self.height, &mut self.rgba, PixelType::U8x4);
        let mut image = image.map_err(|_| Error::Broken)?;
        MulDiv::new().multiply_alpha_inplace(&mut image).map_err(|_| Error::Broken)
    }

    fn divide_alpha(&mut self) -> Result<(), Error> {
        let image = Image::from_slice_u8(self.width, self.height, &mut self.rgba, PixelType::U8x4);
        let mut image = image.map_err(|_| Error::Broken)?;
        MulDiv::new().divide_alpha_inplace(&mut image).map_err(|_| Error::Broken)
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Proxy({}x{}, {} levels)", self.facts.width, self.facts.height, self.levels.len())
    }
}

impl fmt::Debug for Pixels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pixels({}x{})", self.width, self.height)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Facing, crop::Framing, prepare};
    use super::{Crop, Pixels, Proxy, Shape};

    use image::codecs::jpeg::JpegEncoder;
    use image::imageops::FilterType;
    use image::{DynamicImage, GrayImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

    use std::io::Cursor;

    /// Larger than the proxy, and not much: this crate is not optimised for its tests.
    const SIZE: (u32, u32) = (2200, 500);

    /// Without any symmetry, with edges and shades.
    fn photo() -> Vec<u8> {
        let (width, height) = SIZE;
        let picture = RgbImage::from_fn(width, height, |x, y| {
            let (across, down) = (x as f32 / width as f32, y as f32 / height as f32);
            let wave = ((across * 40.0).sin() * (down * 23.0).cos() * 60.0) as i32;
            let disc = if (across - 0.4).hypot(down - 0.6) < 0.2 { 70 } else { 0 };
            let shade = |base: f32| (base as i32 + wave + disc).clamp(0, 255) as u8;
            Rgb([shade(200.0 * across), shade(180.0 * down), shade(90.0)])
        });
        let mut file = Vec::new();
        JpegEncoder::new_with_quality(&mut file, 95).encode_image(&picture).unwrap();
        file
    }

    fn crops() -> Vec<Crop> {
        let mut framing = Framing::new(SIZE.0, SIZE.1);
        let mut crops = vec![framing.crop()];
        framing.zoom_to(300.0, (0.2, -0.3));
        framing.rotate_left();
        framing.nudge(0.3, 0.1);
        crops.push(framing.crop());
        framing.flip();
        framing.zoom_to(450.0, (0.0, 0.0));
        crops.push(framing.crop());
        crops
    }

    #[test]
    fn previews_equal_a_downscale_of_what_would_be_sent() {
        let file = photo();
        let proxy = Proxy::new(&file).unwrap();
        for crop in crops() {
            let sent = prepare(&file, Some(crop), 512, 1 << 20).unwrap();
            let sent = image::load_from_memory(&sent.photo.bytes).unwrap();
            for size in [128, 96, 48, 32, 24] {
                let expected = sent.resize_exact(size, size, FilterType::Lanczos3).to_rgba8();
                let seen = proxy.preview(crop, size, Shape::Square).unwrap();
                let differences: Vec<_> =
                    seen.rgba.iter().zip(expected.iter()).map(|(a, b)| a.abs_diff(*b)).collect();
                let mean = differences.iter().map(|d| f64::from(*d)).sum::<f64>() / differences.len() as f64;
                let most = differences.iter().max().unwrap();
                assert!(mean < 1.5 && *most < 24, "{crop:?} at {size}: mean {mean:.2}, most {most}");
            }
        }
    }

    /// 48 megapixels of edges and shades as a BMP, which takes no time to make.
    fn large_photo() -> Vec<u8> {
        const TILE: usize = 400;
        let (width, height) = (8000_usize, 6000_usize);
        let shade = |x: usize, y: usize| {
            let (across, down) = (x as f32 / TILE as f32, y as f32 / TILE as f32);
            let wave = ((across * 200.0).sin() * (down * 17.0).cos() * 60.0) as i32;
            let disc = if (across - 0.4).hypot(down - 0.6) < 0.2 { 70 } else { 0 };
            (100 + wave + disc).clamp(0, 255) as u8
        };
        let rows: Vec<Vec<u8>> = (0..TILE)
            .map(|y| (0..TILE).map(|x| shade(x, y)).collect::<Vec<_>>().repeat(width / TILE))
            .collect();
        let pixels = rows.concat().repeat(height / TILE);
        let picture = GrayImage::from_raw(width as u32, height as u32, pixels).unwrap();
        let mut file = Cursor::new(Vec::new());
        DynamicImage::from(picture).write_to(&mut file, ImageFormat::Bmp).unwrap();
        file.into_inner()
    }

    #[test]
    fn close_in_on_a_large_picture_previews_are_softer_than_what_is_sent() {
        let file = large_photo();
        let proxy = Proxy::new(&file).unwrap();
        let mut framing = Framing::new(8000, 6000);
        framing.zoom_to(800.0, (0.0, 0.0));
        let crop = framing.crop();
        assert_eq!(crop.side, 750);
        let sent = prepare(&file, Some(crop), 512, 1 << 20).unwrap();
        let sent = image::load_from_memory(&sent.photo.bytes).unwrap();
        // The largest circle on a screen of twice the density has more pixels than the 192 that the proxy has here, and
        // loses some of a texture of 13 pixels. On an ordinary screen the circles agree.
        for (size, differs, most) in [(256, 0.8..2.0, 24), (128, 0.0..0.6, 16), (48, 0.0..0.6, 16)] {
            let expected = sent.resize_exact(size, size, FilterType::Lanczos3).to_rgba8();
            let seen = proxy.preview(crop, size, Shape::Square).unwrap();
            let differences: Vec<_> =
                seen.rgba.iter().zip(expected.iter()).map(|(a, b)| a.abs_diff(*b)).collect();
            let mean = differences.iter().map(|d| f64::from(*d)).sum::<f64>() / differences.len() as f64;
            assert!(differs.contains(&mean), "at {size}: mean {mean:.2}");
            assert!(differences.iter().all(|d| *d < most), "at {size}");
        }
    }

    #[test]
    fn what_is_turned_is_sent_turned() {
        let picture = RgbImage::from_fn(40, 20, |x, y| {
            Rgb(if x < 20 { if y < 10 { [250, 0, 0] } else { [0, 250, 0] } } else { [0, 0, 250] })
        });
        let mut file = Cursor::new(Vec::new());
        DynamicImage::from(picture).write_to(&mut file, ImageFormat::Png).unwrap();
        let side = |crop| {
            let sent = prepare(file.get_ref(), Some(crop), 512, 1 << 20).unwrap();
            let sent = image::load_from_memory(&sent.photo.bytes).unwrap().to_rgb8();
            let colour = |x, y| sent.get_pixel(x, y).0.iter().position(|channel| *channel > 180);
            (colour(4, 4), colour(15, 4))
        };
        let crop = Crop { x: 0, y: 0, side: 20, facing: Facing::default() };
        assert_eq!(side(crop), (Some(0), Some(0)));
        assert_eq!(side(Crop { facing: crop.facing.right(), ..crop }), (Some(1), Some(0)));
        assert_eq!(side(Crop { facing: crop.facing.right().flipped(), ..crop }), (Some(0), Some(1)));
        assert_eq!(side(Crop { facing: crop.facing.left(), ..crop }), (Some(0), Some(1)));
    }

    #[test]
    fn circles_are_cut_out_and_transparency_is_kept() {
        let picture =
            RgbaImage::from_fn(300, 300, |x, _| Rgba([255, 255, 255, if x < 150 { 0 } else { 255 }]));
        let mut file = Cursor::new(Vec::new());
        DynamicImage::from(picture).write_to(&mut file, ImageFormat::Png).unwrap();
        let proxy = Proxy::new(file.get_ref()).unwrap();
        let crop = Crop::centred(300, 300);
        let pixel = |pixels: &Pixels, x: usize, y: usize| {
            let at = (y * pixels.width as usize + x) * 4;
            [pixels.rgba[at], pixels.rgba[at + 3]]
        };
        let circle = proxy.preview(crop, 48, Shape::Circle).unwrap();
        assert_eq!(pixel(&circle, 47, 0)[1], 0, "the corner is cut off");
        assert_eq!(pixel(&circle, 40, 24), [255, 255], "no dark fringe");
        assert_eq!(pixel(&circle, 8, 24)[1], 0);
        let square = proxy.preview(crop, 48, Shape::Square).unwrap();
        assert_eq!(pixel(&square, 47, 0), [255, 255]);
    }
}
