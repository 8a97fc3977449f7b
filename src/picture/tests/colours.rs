//! Colour profiles, CMYK, and a comparison of our JPEG decoder with that of `image`.

use super::{
    CMYK, PROGRESSIVE, SUBSAMPLED, assert_near, encoded, inserted, jpeg, jpeg_parts, noise, rgba, segment,
};
use crate::picture::{decode, prepare};

use image::codecs::png::PngEncoder;
use image::{DynamicImage, GrayImage, ImageEncoder, ImageFormat, Luma, Rgb, RgbImage};
use moxcms::ColorProfile;

const STORED: [u8; 3] = [200, 100, 50];

/// From linear light in the named colours to linear sRGB (CSS Color 4, section 18).
const FROM_DISPLAY_P3: [[f64; 3]; 3] =
    [[1.224_940, -0.224_940, 0.0], [-0.042_057, 1.042_057, 0.0], [-0.019_638, -0.078_636, 1.098_274]];
const FROM_ADOBE_RGB: [[f64; 3]; 3] =
    [[1.398_356, -0.398_356, 0.0], [0.0, 1.0, 0.0], [0.0, -0.042_929, 1.042_929]];

fn encoded_srgb(linear: f64) -> u8 {
    let linear = linear.clamp(0.0, 1.0);
    let value = if linear <= 0.003_130_8 { 12.92 * linear } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 };
    (value * 255.0).round() as u8
}

fn linear_srgb(value: u8) -> f64 {
    let value = f64::from(value) / 255.0;
    if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

fn converted(matrix: [[f64; 3]; 3], linear: impl Fn(u8) -> f64) -> [u8; 3] {
    let light = STORED.map(linear);
    matrix.map(|row| encoded_srgb(row.iter().zip(light).map(|(weight, light)| weight * light).sum()))
}

/// The parts of a profile as segments of a JPEG, the last first: the order in the file does not count.
fn profile_segments(profile: &[u8]) -> Vec<u8> {
    let (first, second) = profile.split_at(profile.len() / 2);
    let part = |number: u8, data: &[u8]| segment(0xE2, &[b"ICC_PROFILE\0", &[number, 2][..], data].concat());
    [part(2, second), part(1, first)].concat()
}

#[test]
fn a_profile_is_converted_to_srgb() {
    let adobe_gamma = |value: u8| (f64::from(value) / 255.0).powf(2.199_218_75);
    let cases = [
        ("display p3", ColorProfile::new_display_p3(), converted(FROM_DISPLAY_P3, linear_srgb)),
        ("adobe rgb", ColorProfile::new_adobe_rgb(), converted(FROM_ADOBE_RGB, adobe_gamma)),
        ("srgb", ColorProfile::new_srgb(), STORED),
    ];
    for (name, profile, expected) in cases {
        assert_eq!(name == "srgb", expected == STORED, "{name}: {expected:?}");
        let profile = profile.encode().unwrap();
        let pixels = RgbImage::from_pixel(80, 60, Rgb(STORED));
        let photo = inserted(&jpeg(&pixels), &profile_segments(&profile));
        let mut drawing = Vec::new();
        let mut encoder = PngEncoder::new(&mut drawing);
        encoder.set_icc_profile(profile).unwrap();
        DynamicImage::from(pixels).write_with_encoder(encoder).unwrap();
        for (kind, file) in [("jpeg", photo), ("png", drawing)] {
            for most in [2048, 30] {
                let seen = rgba(&decode(&file, most).unwrap()).get_pixel(10, 10).0;
                let far = (0..3).any(|index| seen[index].abs_diff(expected[index]) > 3);
                assert!(!far, "{name} in {kind}: {seen:?} instead of {expected:?}");
            }
            let photo = prepare(&file, None, 40, 1_000_000).unwrap().photo;
            let seen = image::load_from_memory(&photo.bytes).unwrap().to_rgb8().get_pixel(20, 20).0;
            assert!((0..3).all(|index| seen[index].abs_diff(expected[index]) <= 4), "{name}: {seen:?}");
            assert!(!jpeg_parts(&photo.bytes).contains(&"other".to_owned()), "{name}: a profile is left");
        }
    }
}

#[test]
fn a_grey_profile_is_converted_to_srgb() {
    let profile = ColorProfile::new_gray_with_gamma(1.8).encode().unwrap();
    let mut file = Vec::new();
    let mut encoder = PngEncoder::new(&mut file);
    encoder.set_icc_profile(profile).unwrap();
    DynamicImage::from(GrayImage::from_pixel(40, 40, Luma([120]))).write_with_encoder(encoder).unwrap();
    let expected = encoded_srgb((120.0_f64 / 255.0).powf(1.8));
    assert!(expected > 130, "there is a difference to see");
    let seen = rgba(&decode(&file, 2048).unwrap()).get_pixel(10, 10).0;
    assert!(seen[..3].iter().all(|value| value.abs_diff(expected) <= 2), "{seen:?}, not {expected}");
}

#[test]
fn a_damaged_profile_is_ignored() {
    let plain = jpeg(&RgbImage::from_pixel(40, 40, Rgb(STORED)));
    let whole = ColorProfile::new_display_p3().encode().unwrap();
    let one_of = |total: u8, data: &[u8]| segment(0xE2, &[b"ICC_PROFILE\0", &[1, total][..], data].concat());
    let grey = ColorProfile::new_gray_with_gamma(1.0).encode().unwrap();
    for (name, segments) in [
        ("a part is missing", one_of(2, &whole)),
        ("cut", one_of(1, &whole[..100])),
        ("noise", one_of(1, &[0x5A; 500])),
        ("empty", one_of(1, &[])),
        ("of grey pictures", one_of(1, &grey)),
    ] {
        let seen = rgba(&decode(&inserted(&plain, &segments), 2048).unwrap()).get_pixel(10, 10).0;
        assert_near(name, [seen[0], seen[1], seen[2]], STORED);
    }
}

#[test]
fn inks_are_inverted_with_and_without_the_marker_of_adobe() {
    let at = CMYK.windows(5).position(|word| word == b"Adobe").unwrap() - 4;
    let plain = [&CMYK[..at], &CMYK[at + 16..]].concat();
    let seen = |file: &[u8]| rgba(&decode(file, 2048).unwrap()).get_pixel(24, 16).0;
    let [red, green, blue, _] = seen(CMYK);
    assert!(red > 180 && green < 80 && blue < 80, "{:?}", seen(CMYK));
    assert_eq!(seen(&plain), seen(CMYK));
}

#[test]
fn jpegs_are_decoded_like_by_image() {
    let smooth = RgbImage::from_fn(97, 61, |x, y| Rgb([(x * 2) as u8, (y * 4) as u8, (x + y) as u8]));
    let grey = encoded(&DynamicImage::from(smooth.clone()).to_luma8().into(), ImageFormat::Jpeg);
    let cases = [
        ("noise", jpeg(&noise(96, 64)), 4),
        ("odd size", jpeg(&smooth), 4),
        ("grey", grey, 2),
        // Chroma of half the size is enlarged differently: only the colours matter.
        ("progressive", PROGRESSIVE.to_vec(), 60),
        ("subsampled", SUBSAMPLED.to_vec(), 60),
    ];
    for (name, file, most) in cases {
        let theirs = image::load_from_memory(&file).unwrap().to_rgba8();
        let ours = rgba(&decode(&file, 2048).unwrap());
        assert_eq!(ours.dimensions(), theirs.dimensions(), "{name}");
        let apart = ours.iter().zip(theirs.iter()).map(|(ours, theirs)| ours.abs_diff(*theirs));
        let (largest, sum) =
            apart.fold((0, 0_u64), |(most, sum), apart| (most.max(apart), sum + u64::from(apart)));
        assert!(largest <= most, "{name}: {largest} apart");
        assert!((sum as f64) < 1.5 * ours.len() as f64, "{name}: {sum} in all");
    }
}
