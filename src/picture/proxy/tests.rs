//! Tests that the previews look like the sent photo.

use super::{Crop, Pixels, Proxy, Shape};
use crate::picture::tests::{exif, stored, with_exif};
use crate::picture::{Error, OutputFormat, Rotation, View, crop::Framing, prepare, prepare_as};

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, GrayImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

use std::io::Cursor;
use std::sync::Arc;

/// Slightly larger than the proxy, because this crate is not optimised for its tests.
const SIZE: (u32, u32) = (2200, 500);
/// The same for a picture that is decoded many times.
const STRIP: (u32, u32) = (2200, 100);

/// Without any symmetry, with edges and shades.
fn photo((width, height): (u32, u32)) -> Vec<u8> {
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

fn crops(size: (u32, u32)) -> Vec<Crop> {
    let mut framing = Framing::new(size.0, size.1);
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
    let file = photo(SIZE);
    let proxy = Proxy::new(&file).unwrap();
    for crop in crops(SIZE) {
        let sent = prepare(&file, Some(crop), 512, 1 << 20).unwrap();
        let sent = image::load_from_memory(&sent.photo.bytes).unwrap();
        for size in [128, 96, 48, 32, 24] {
            let expected = sent.resize_exact(size, size, FilterType::Lanczos3).to_rgba8();
            let seen = proxy.preview(crop, size, Shape::Square, 512).unwrap();
            let differences: Vec<_> =
                seen.rgba.iter().zip(expected.iter()).map(|(a, b)| a.abs_diff(*b)).collect();
            let mean = differences.iter().map(|d| f64::from(*d)).sum::<f64>() / differences.len() as f64;
            let most = differences.iter().max().unwrap();
            assert!(mean < 1.5 && *most < 24, "{crop:?} at {size}: mean {mean:.2}, most {most}");
        }
    }
}

/// 32 megapixels of edges and shades as a BMP, which is quick to make.
fn large_photo() -> Vec<u8> {
    const TILE: usize = 400;
    let (width, height) = (8000_usize, 4000_usize);
    let shade = |x: usize, y: usize| {
        let (across, down) = (x as f32 / TILE as f32, y as f32 / TILE as f32);
        let wave = ((across * 200.0).sin() * (down * 17.0).cos() * 60.0) as i32;
        let disc = if (across - 0.4).hypot(down - 0.6) < 0.2 { 70 } else { 0 };
        (100 + wave + disc).clamp(0, 255) as u8
    };
    let rows: Vec<Vec<u8>> =
        (0..TILE).map(|y| (0..TILE).map(|x| shade(x, y)).collect::<Vec<_>>().repeat(width / TILE)).collect();
    let pixels = rows.concat().repeat(height / TILE);
    let picture = GrayImage::from_raw(width as u32, height as u32, pixels).unwrap();
    let mut file = Cursor::new(Vec::new());
    DynamicImage::from(picture).write_to(&mut file, ImageFormat::Bmp).unwrap();
    file.into_inner()
}

/// The difference of two pictures, from 0 to 255: the average and the maximum.
fn apart(one: &[u8], other: &[u8]) -> (f64, u8) {
    assert_eq!(one.len(), other.len());
    let differences: Vec<_> = one.iter().zip(other).map(|(one, other)| one.abs_diff(*other)).collect();
    let mean = differences.iter().map(|d| f64::from(*d)).sum::<f64>() / differences.len() as f64;
    (mean, differences.into_iter().max().unwrap_or(0))
}

/// A field with the square in the middle.
fn field(width: u32, height: u32, side: u32) -> View {
    View { width, height, side, line: 2, field: [0; 3], ink: [255; 3], shows_thirds: false }
}

#[test]
fn zoomed_previews_of_a_large_picture_equal_what_is_sent() {
    let wanted = Arc::new(());
    let file = large_photo();
    let whole = Proxy::new(&file).unwrap();
    let mut framing = Framing::new(8000, 4000);
    let view = field(1200, 800, 700);
    assert_eq!(whole.request_detail(framing.crop(), view, 256), None, "as sharp as the screen");
    framing.zoom_to(800.0, (0.0, 0.0));
    let crop = framing.crop();
    assert_eq!(crop.side, 500);
    let close =
        whole.request_detail(crop, view, 256).unwrap().decode(&file, Arc::downgrade(&wanted)).unwrap();
    let sent = prepare(&file, Some(crop), 512, 1 << 20).unwrap();
    let sent = image::load_from_memory(&sent.photo.bytes).unwrap();
    for size in [256, 128, 48] {
        let expected = sent.resize_exact(size, size, FilterType::Lanczos3).to_rgba8();
        let seen = close.preview(crop, size, Shape::Square, 512).unwrap();
        let (mean, most) = apart(&seen.rgba, &expected);
        assert!(mean < 0.6 && most < 16, "at {size}: mean {mean:.2}, most {most}");
    }
    // The proxy has 128 pixels for it, so a texture of 13 pixels gets blurred.
    let soft = whole.preview(crop, 256, Shape::Square, 512).unwrap();
    let expected = sent.resize_exact(256, 256, FilterType::Lanczos3).to_rgba8();
    assert!(apart(&soft.rgba, &expected).0 > 0.8);
}

#[test]
fn a_part_has_its_place_in_the_whole_picture() {
    let wanted = Arc::new(());
    let upright = image::load_from_memory(&photo(STRIP)).unwrap().to_rgb8();
    for orientation in 1..=8 {
        let mut file = Vec::new();
        let stored = stored(&upright, orientation);
        JpegEncoder::new_with_quality(&mut file, 95).encode_image(&stored).unwrap();
        let file = with_exif(&file, &exif(orientation, false));
        let whole = Proxy::new(&file).unwrap();
        assert_eq!((whole.facts().width, whole.facts().height), STRIP);
        // The second and the third are turned, and flipped.
        for crop in crops(STRIP).into_iter().skip(1) {
            let view = field(250, 150, 140);
            let close = whole.request_detail(crop, view, 128).unwrap();
            let close = close.decode(&file, Arc::downgrade(&wanted)).unwrap();
            let (mean, _) = apart(&close.view(crop, view).rgba, &whole.view(crop, view).rgba);
            assert!(mean < 2.0, "orientation {orientation}, {crop:?}: {mean}");
            let preview = |proxy: &Proxy| proxy.preview(crop, 100, Shape::Circle, 512).unwrap().rgba;
            let (mean, _) = apart(&preview(&close), &preview(&whole));
            assert!(mean < 2.0, "orientation {orientation}, {crop:?}: {mean}");
        }
    }
}

#[test]
fn decoded_detail_is_enough() {
    let wanted = Arc::new(());
    let file = photo(STRIP);
    let whole = Proxy::new(&file).unwrap();
    let mut framing = Framing::new(STRIP.0, STRIP.1);
    for zoom in [100.0, 250.0, 800.0] {
        framing.zoom_to(zoom, (0.0, 0.0));
        for rotation in 0..2 {
            // A usual view, one that shows more than the picture, and one that no decoding is large enough for.
            for view in [field(500, 300, 280), field(900, 300, 20), field(9000, 500, 480)] {
                let crop = framing.crop();
                let Some(request) = whole.request_detail(crop, view, 128) else { continue };
                let close = request.decode(&file, Arc::downgrade(&wanted)).unwrap();
                assert!(close.covers(crop, view), "{zoom} {rotation} {view:?}");
                assert_eq!(close.request_detail(crop, view, 128), None, "{zoom} {rotation} {view:?}");
                // A tenth of the square at each side is decoded too; more is not.
                let mut framing = framing.clone();
                framing.nudge(0.09, 0.0);
                assert!(close.covers(framing.crop(), view));
                framing.nudge(0.3, 0.0);
                if (zoom, rotation, view.width) == (800.0, 0, 500) {
                    assert!(!close.covers(framing.crop(), view));
                }
            }
            framing.rotate_left();
        }
    }
}

#[test]
fn unwanted_detail_is_not_decoded() {
    let file = photo(STRIP);
    let mut framing = Framing::new(STRIP.0, STRIP.1);
    framing.zoom_to(800.0, (0.0, 0.0));
    let request =
        Proxy::new(&file).unwrap().request_detail(framing.crop(), field(500, 300, 280), 128).unwrap();
    let wanted = Arc::new(());
    assert!(request.decode(&file, Arc::downgrade(&wanted)).is_ok());
    let given_up = Arc::downgrade(&wanted);
    drop(wanted);
    assert_eq!(request.decode(&file, given_up).unwrap_err(), Error::TooLong);
}

#[test]
fn a_preview_larger_than_the_sent_photo_is_as_soft() {
    let file = photo(SIZE);
    let proxy = Proxy::new(&file).unwrap();
    for crop in crops(SIZE) {
        let sent = prepare_as(OutputFormat::Png, &file, Some(crop), 20, 1 << 20).unwrap();
        let sent = image::load_from_memory(&sent.photo.bytes).unwrap();
        let expected = sent.resize_exact(200, 200, FilterType::Lanczos3).to_rgba8();
        let seen = proxy.preview(crop, 200, Shape::Square, 20).unwrap();
        assert!(apart(&seen.rgba, &expected).0 < 1.5, "{crop:?}");
        let sharp = proxy.preview(crop, 200, Shape::Square, 512).unwrap();
        // A small square has little detail that could be lost.
        assert!(crop.side < SIZE.1 || apart(&sharp.rgba, &seen.rgba).0 > 1.5, "{crop:?}");
    }
}

#[test]
fn a_turned_crop_is_sent_turned() {
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
    let crop = Crop { x: 0, y: 0, side: 20, rotation: Rotation::default() };
    assert_eq!(side(crop), (Some(0), Some(0)));
    assert_eq!(side(Crop { rotation: crop.rotation.right(), ..crop }), (Some(1), Some(0)));
    assert_eq!(side(Crop { rotation: crop.rotation.right().flipped(), ..crop }), (Some(0), Some(1)));
    assert_eq!(side(Crop { rotation: crop.rotation.left(), ..crop }), (Some(0), Some(1)));
}

#[test]
fn circles_are_cut_out_and_transparency_is_kept() {
    let picture = RgbaImage::from_fn(300, 300, |x, _| Rgba([255, 255, 255, if x < 150 { 0 } else { 255 }]));
    let mut file = Cursor::new(Vec::new());
    DynamicImage::from(picture).write_to(&mut file, ImageFormat::Png).unwrap();
    let proxy = Proxy::new(file.get_ref()).unwrap();
    let crop = Crop::centred(300, 300);
    let pixel = |pixels: &Pixels, x: usize, y: usize| {
        let at = (y * pixels.width as usize + x) * 4;
        [pixels.rgba[at], pixels.rgba[at + 3]]
    };
    let circle = proxy.preview(crop, 48, Shape::Circle, 512).unwrap();
    assert_eq!(pixel(&circle, 47, 0)[1], 0, "the corner is cut off");
    assert_eq!(pixel(&circle, 40, 24), [255, 255], "no dark fringe");
    assert_eq!(pixel(&circle, 8, 24)[1], 0);
    let square = proxy.preview(crop, 48, Shape::Square, 512).unwrap();
    assert_eq!(pixel(&square, 47, 0), [255, 255]);
}
