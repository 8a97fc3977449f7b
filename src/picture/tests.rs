//! Pictures made here, and a few in `tests/fixtures/pictures` that Rust encoders cannot write. The scene is always the same: red
//! and green at the top, blue and yellow at the bottom.

mod codes;
mod colours;
#[cfg(feature = "heic")]
mod heics;
mod jpegs;
mod lossy;
mod reading;
mod refusing;
mod sending;
#[path = "../../tests/support/lossless.rs"]
mod stream;
mod tiffs;

use super::Source;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ExtendedColorType, ImageFormat, Rgb, RgbImage, RgbaImage};

use std::io::Cursor;

const RED: [u8; 3] = [220, 30, 30];
const GREEN: [u8; 3] = [30, 160, 60];
const BLUE: [u8; 3] = [30, 60, 200];
const YELLOW: [u8; 3] = [230, 210, 40];

const CMYK: &[u8] = include_bytes!("../../tests/fixtures/pictures/cmyk.jpg");
const PROGRESSIVE: &[u8] = include_bytes!("../../tests/fixtures/pictures/progressive.jpg");
const SUBSAMPLED: &[u8] = include_bytes!("../../tests/fixtures/pictures/subsampled.jpg");
const RESTARTS: &[u8] = include_bytes!("../../tests/fixtures/pictures/restarts.jpg");
const HALF_WIDE: &[u8] = include_bytes!("../../tests/fixtures/pictures/half-wide.jpg");
const PROGRESSIVE_GREY: &[u8] = include_bytes!("../../tests/fixtures/pictures/progressive-grey.jpg");
const PALETTE: &[u8] = include_bytes!("../../tests/fixtures/pictures/palette.png");
const INTERLACED: &[u8] = include_bytes!("../../tests/fixtures/pictures/interlaced.png");
const LZW: &[u8] = include_bytes!("../../tests/fixtures/pictures/lzw.tiff");
const ANIMATED_GIF: &[u8] = include_bytes!("../../tests/fixtures/pictures/animated.gif");
const ANIMATED_WEBP: &[u8] = include_bytes!("../../tests/fixtures/pictures/animated.webp");
const SIXTEEN_BITS: &[u8] = include_bytes!("../../tests/fixtures/pictures/16-bit.png");
const JPEG_IN_TIFF: &[u8] = include_bytes!("../../tests/fixtures/pictures/jpeg.tiff");
const LOSSY_WEBP: &[u8] = include_bytes!("../../tests/fixtures/pictures/lossy.webp");

/// The scene: red and green above, blue and yellow below.
fn scene(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| match (x < width / 2, y < height / 2) {
        (true, true) => Rgb(RED),
        (false, true) => Rgb(GREEN),
        (true, false) => Rgb(BLUE),
        (false, false) => Rgb(YELLOW),
    })
}

/// A picture that cannot be compressed: every byte of its file matters.
fn noise(width: u32, height: u32) -> RgbImage {
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    RgbImage::from_fn(width, height, |_, _| Rgb([next(), next(), next()]))
}

fn greys() -> [[u8; 3]; 4] {
    let pixels = DynamicImage::from(scene(2, 2)).to_luma8();
    let grey = |x, y| [pixels.get_pixel(x, y).0[0]; 3];
    [grey(0, 0), grey(1, 0), grey(0, 1), grey(1, 1)]
}

/// The same scene as a turned camera stores it: `orientation` turns it upright.
pub(super) fn stored(upright: &RgbImage, orientation: u8) -> RgbImage {
    let undo = match orientation {
        6 => 8,
        8 => 6,
        other => other,
    };
    let mut pixels = DynamicImage::from(upright.clone());
    pixels.apply_orientation(Orientation::from_exif(undo).unwrap());
    pixels.into_rgb8()
}

fn encoded(pixels: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    pixels.write_to(&mut file, format).unwrap();
    file.into_inner()
}

fn jpeg(pixels: &RgbImage) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut file, 92);
    encoder.encode(pixels, pixels.width(), pixels.height(), ExtendedColorType::Rgb8).unwrap();
    file
}

/// An EXIF block, big-endian, with an orientation and perhaps a latitude.
pub(super) fn exif(orientation: u8, has_location: bool) -> Vec<u8> {
    let mut block = b"MM\0*\0\0\0\x08\0\x02".to_vec();
    block.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    block.extend([0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38]);
    block.extend([0, 0, 0, 0]);
    // The directory of the place, at 38: a version, and the latitude if there is one.
    let tag = if has_location { 2 } else { 29 };
    block.extend([0, 1, 0, tag, 0, 5, 0, 0, 0, 3, 0, 0, 0, 8, 0, 0, 0, 0]);
    block
}

pub(super) fn with_exif(jpeg: &[u8], exif: &[u8]) -> Vec<u8> {
    inserted(jpeg, &segment(0xE1, &[b"Exif\0\0", exif].concat()))
}

/// A JPEG with segments put in right behind its start marker.
fn inserted(jpeg: &[u8], segments: &[u8]) -> Vec<u8> {
    [&jpeg[..2], segments, &jpeg[2..]].concat()
}

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap();
    [&[0xFF, marker], &length.to_be_bytes()[..], content].concat()
}

fn png_chunk(name: [u8; 4], content: &[u8]) -> Vec<u8> {
    let body = [&name, content].concat();
    let check = !body.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xEDB8_8320 * (sum & 1)))
    });
    [&(content.len() as u32).to_be_bytes()[..], &body, &check.to_be_bytes()].concat()
}

/// The names of the segments of a JPEG; everything after the end marker is `tail`.
fn jpeg_parts(file: &[u8]) -> Vec<String> {
    assert_eq!(file[..2], [0xFF, 0xD8]);
    let mut names = Vec::new();
    let mut at = 2;
    loop {
        assert_eq!(file[at], 0xFF);
        let marker = file[at + 1];
        let name = match marker {
            0xE0 => "APP0",
            0xDB => "DQT",
            0xC0 => "SOF0",
            0xC4 => "DHT",
            0xDA => "SOS",
            0xD9 => "EOI",
            _ => "other",
        };
        names.push(name.to_owned());
        if marker == 0xD9 {
            if at + 2 < file.len() {
                names.push("tail".to_owned());
            }
            return names;
        }
        at += 2 + usize::from(u16::from_be_bytes([file[at + 2], file[at + 3]]));
        if marker == 0xDA {
            while file[at] != 0xFF || file[at + 1] == 0 {
                at += 1;
            }
        }
    }
}

fn png_parts(file: &[u8]) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = &file[8..];
    while let Some(length) = rest.first_chunk() {
        names.push(String::from_utf8_lossy(&rest[4..8]).into_owned());
        rest = &rest[12 + u32::from_be_bytes(*length) as usize..];
    }
    assert!(rest.is_empty(), "bytes behind the end");
    names
}

fn rgba(source: &Source) -> RgbaImage {
    RgbaImage::from_raw(source.width, source.height, source.rgba.clone()).unwrap()
}

/// The middles of the four quarters.
fn assert_scene(name: &str, pixels: &RgbaImage, expected: [[u8; 3]; 4]) {
    let (width, height) = pixels.dimensions();
    let places = [(1, 1), (3, 1), (1, 3), (3, 3)];
    for ((x, y), colour) in places.into_iter().zip(expected) {
        let pixel = pixels.get_pixel(width * x / 4, height * y / 4).0;
        assert_near(&format!("{name} at {x}/4, {y}/4"), [pixel[0], pixel[1], pixel[2]], colour);
        assert_eq!(pixel[3], 255, "{name}");
    }
}

/// Lossy formats and printing colours change a colour a little.
fn assert_near(name: &str, seen: [u8; 3], expected: [u8; 3]) {
    let far = seen.iter().zip(expected).any(|(seen, expected)| seen.abs_diff(expected) > 12);
    assert!(!far, "{name}: {seen:?} instead of {expected:?}");
}
