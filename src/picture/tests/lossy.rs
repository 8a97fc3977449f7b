//! Lossy WebPs: pixels, profile and orientation, at full and reduced size.

use super::stream::{chunk, file};
use super::{BLUE, GREEN, LOSSY_WEBP, RED, YELLOW, assert_near, assert_scene, exif, rgba};
use crate::picture::deadline::{Deadline, MAX_TIME};
use crate::picture::decode::Opened;
use crate::picture::resize::Area;
use crate::picture::{Crop, Error, decode, prepare};

use moxcms::ColorProfile;

use std::time::Instant;

const SHADES: &[u8] = include_bytes!("../../../tests/fixtures/pictures/shades-lossy.webp");

#[test]
fn transparency_and_the_first_frame_are_read() {
    let transparent = decode(super::codes::SHADES_LOSSY_ALPHA, 30).unwrap();
    assert!(transparent.rgba.chunks_exact(4).any(|pixel| pixel[3] < 40));
    // The first frame of an animation is the left half of a picture that is twice as wide.
    let sides = |width: u8, height: u8| [width - 1, 0, 0, height - 1, 0, 0];
    let frame = [&[0; 6][..], &sides(96, 64), &[0; 4], &LOSSY_WEBP[12..]].concat();
    let animation = [chunk(*b"ANIM", &[0; 6]), chunk(*b"ANMF", &frame)].concat();
    let source = decode(&file(&[super::stream::extended(0x02, 192, 64), animation].concat()), 48).unwrap();
    assert_eq!((source.width, source.height), (48, 16));
    let pixel = |x, y| {
        let [red, green, blue, _] = rgba(&source).get_pixel(x, y).0;
        [red, green, blue]
    };
    assert_near("upper left", pixel(6, 4), RED);
    assert_near("upper right", pixel(18, 4), GREEN);
    assert_near("nothing", pixel(40, 8), [0; 3]);
}

/// A file with an extended header around the chunks of a lossy picture of 96 x 64.
fn extended(profile: Option<Vec<u8>>, exif: Option<Vec<u8>>) -> Vec<u8> {
    let flags = if profile.is_some() { 0x20 } else { 0 } | if exif.is_some() { 0x08 } else { 0 };
    let profile = profile.map(|profile| chunk(*b"ICCP", &profile)).unwrap_or_default();
    let exif = exif.map(|exif| chunk(*b"EXIF", &exif)).unwrap_or_default();
    file(&[super::stream::extended(flags, 96, 64), profile, LOSSY_WEBP[12..].to_vec(), exif].concat())
}

#[test]
fn orientation_and_position_are_read() {
    // The scene after it is turned.
    let turns = [
        (1, false, [RED, GREEN, BLUE, YELLOW]),
        (3, false, [YELLOW, BLUE, GREEN, RED]),
        (6, true, [BLUE, RED, YELLOW, GREEN]),
        (8, true, [GREEN, YELLOW, RED, BLUE]),
    ];
    for (orientation, is_sideways, expected) in turns {
        let file = extended(None, Some(exif(orientation, true)));
        let name = format!("orientation {orientation}");
        let (width, height) = if is_sideways { (64, 96) } else { (96, 64) };
        for (most, part) in [(2048, 1), (48, 2), (24, 4)] {
            let source = decode(&file, most).unwrap();
            assert_eq!((source.width, source.height), (width / part, height / part), "{name}");
            assert_eq!((source.facts.width, source.facts.height), (width, height), "{name}");
            assert!(source.facts.has_location && source.facts.turned == (orientation != 1), "{name}");
            assert_scene(&name, &rgba(&source), expected);
        }
        // The upper left corner, reduced.
        let corner = Crop { x: 0, y: 0, side: 30, ..Crop::default() };
        let photo = prepare(&file, Some(corner), 10, 1_000_000).unwrap().photo;
        for pixel in image::load_from_memory(&photo.bytes).unwrap().to_rgb8().pixels() {
            assert_near(&name, pixel.0, expected[0]);
        }
    }
}

#[test]
fn a_profile_is_applied_at_all_sizes() {
    let plain = extended(None, None);
    let wide = extended(Some(ColorProfile::new_display_p3().encode().unwrap()), None);
    let red = |file: &[u8], most| rgba(&decode(file, most).unwrap()).get_pixel(2, 2).0;
    for most in [2048, 24] {
        let (plain, wide) = (red(&plain, most), red(&wide, most));
        assert_near("without", [plain[0], plain[1], plain[2]], RED);
        // Red of the larger colour space is outside of sRGB.
        assert!(wide[0] >= plain[0] + 10 && wide[1] + 10 <= plain[1], "{wide:?}, {plain:?} at {most}");
    }
}

#[test]
fn its_time_is_limited() {
    let tried = |until| {
        let opened = Opened::with_deadline(LOSSY_WEBP, || Deadline::until(until))?;
        opened.pixels(Area::whole(96, 64), (24, 16), 1.0).map(|_| ())
    };
    assert_eq!(tried(Instant::now()), Err(Error::TooLong));
    assert_eq!(tried(Instant::now() + MAX_TIME), Ok(()));
}

#[test]
fn a_cut_file_is_refused_at_all_sizes() {
    // By the container nothing is missing.
    let content = &SHADES[20..];
    for most in [2048, 24] {
        for eighth in 1..8 {
            let cut = file(&chunk(*b"VP8 ", &content[..content.len() * eighth / 8]));
            let refused = decode(&cut, most).map(|_| ()).unwrap_err();
            assert!(matches!(refused, Error::CutShort | Error::Broken), "{eighth}/8: {refused:?}");
        }
    }
}
