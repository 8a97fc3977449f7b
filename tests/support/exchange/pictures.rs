//! Small pictures, valid and broken.

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use std::io::Cursor;

/// 64 x 64 of one colour.
pub(crate) fn plain(format: ImageFormat) -> Vec<u8> {
    encoded(RgbImage::from_pixel(64, 64, Rgb([0x33, 0x88, 0xaa])), format)
}

/// 300 x 300 in which no two neighbours are alike, so that the file is mostly pixels.
pub(crate) fn noise(format: ImageFormat) -> Vec<u8> {
    let mut state = 1_u32;
    let picture = RgbImage::from_fn(300, 300, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [one, two, three, _] = state.to_be_bytes();
        Rgb([one, two, three])
    });
    encoded(picture, format)
}

/// The first half of a file.
pub(crate) fn cut(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.truncate(bytes.len() / 2);
    bytes
}

/// A PNG that claims a size and holds no pixels: every chunk is well formed.
pub(crate) fn png_of(width: u32, height: u32) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), b"\x01\0\0\0\0"].concat();
    // An empty stream of zlib.
    let nothing = b"\x78\x9c\x03\0\0\0\0\x01";
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(*b"IHDR", &header), chunk(*b"IDAT", nothing), chunk(*b"IEND", b"")]
        .concat()
}

fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let checked = [&kind[..], data].concat();
    let sum = !checked.iter().fold(!0_u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg()))
    });
    [&(data.len() as u32).to_be_bytes()[..], &checked, &sum.to_be_bytes()].concat()
}

fn encoded(picture: RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(picture).write_to(&mut bytes, format).expect("a small picture can be written");
    bytes.into_inner()
}
