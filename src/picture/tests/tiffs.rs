//! TIFF: what its decoder passes over is put right or refused.

use super::{BLUE, GREEN, RED, YELLOW, assert_near, assert_scene, exif, jpeg, rgba, scene, with_exif};
use crate::picture::{Error, Form, OtherKind, decode, prepare, prepare_as};

const ALPHA: &[u8] = include_bytes!("../../../tests/fixtures/pictures/alpha.tiff");
const MULTIPLIED: &[u8] = include_bytes!("../../../tests/fixtures/pictures/multiplied.tiff");
const FOURTH: &[u8] = include_bytes!("../../../tests/fixtures/pictures/fourth.tiff");
const FOURTH_PLANAR: &[u8] = include_bytes!("../../../tests/fixtures/pictures/fourth-planar.tiff");
const FOURTH_PREDICTED: &[u8] = include_bytes!("../../../tests/fixtures/pictures/fourth-predicted.tiff");
const INKS: &[u8] = include_bytes!("../../../tests/fixtures/pictures/inks.tiff");
const INKS_DESCRIBED: &[u8] = include_bytes!("../../../tests/fixtures/pictures/inks-described.tiff");

const UNREAD: Error = Error::Unsupported(OtherKind::Other);

#[test]
fn a_channel_that_means_nothing_is_left_out_or_refused() {
    for (name, file) in [("fourth", FOURTH), ("fourth, planar", FOURTH_PLANAR)] {
        assert_scene(name, &rgba(&decode(file, 2048).unwrap()), [RED, GREEN, BLUE, YELLOW]);
    }
    // The decoder would undo the predictor over four channels where three are left.
    assert_eq!(decode(FOURTH_PREDICTED, 2048).map(|_| ()), Err(UNREAD));
    assert_eq!(prepare(FOURTH_PREDICTED, None, 32, 1_000_000).unwrap_err(), UNREAD);
}

#[test]
fn colours_that_were_multiplied_by_their_alpha_are_no_darker() {
    for (name, file) in [("unassociated", ALPHA), ("associated", MULTIPLIED)] {
        let whole = rgba(&decode(file, 2048).unwrap());
        let reduced = rgba(&decode(file, 24).unwrap());
        let sent = prepare_as(Form::Png, file, None, 32, 1_000_000).unwrap().photo;
        let sent = image::load_from_memory(&sent.bytes).unwrap().to_rgba8();
        for (way, pixels) in [("whole", whole), ("reduced", reduced), ("sent", sent)] {
            let (width, height) = pixels.dimensions();
            let quarters = [(1, 1, RED, 255), (3, 1, GREEN, 128), (1, 3, BLUE, 255), (3, 3, YELLOW, 128)];
            for (x, y, colour, alpha) in quarters {
                let [red, green, blue, seen] = pixels.get_pixel(width * x / 4, height * y / 4).0;
                assert_near(&format!("{name}, {way}, at {x}/4, {y}/4"), [red, green, blue], colour);
                assert_eq!(seen, alpha, "{name}, {way}, at {x}/4, {y}/4");
            }
        }
    }
}

#[test]
fn inks_that_a_profile_describes_are_refused() {
    assert_scene("inks", &rgba(&decode(INKS, 2048).unwrap()), [RED, GREEN, BLUE, YELLOW]);
    assert_eq!(decode(INKS_DESCRIBED, 2048).map(|_| ()), Err(UNREAD));
    // The profiles of printers are large: the same one, as long as they are.
    let mut large = INKS_DESCRIBED.to_vec();
    let entry = large.windows(4).position(|entry| entry == [0x73, 0x87, 7, 0]).unwrap();
    let place = u32::from_le_bytes(*large[entry + 8..].first_chunk().unwrap()) as usize;
    let profile = [&large[place..place + 132], &[0; 960_000]].concat();
    let (count, end) = (profile.len() as u32, large.len() as u32);
    large[entry + 4..entry + 12].copy_from_slice(&[count.to_le_bytes(), end.to_le_bytes()].concat());
    large.extend(profile);
    assert_eq!(decode(&large, 2048).map(|_| ()), Err(UNREAD));
    assert_eq!(prepare(INKS_DESCRIBED, None, 32, 1_000_000).unwrap_err(), UNREAD);
}

#[test]
fn only_a_tiff_begins_with_a_thumbnail() {
    // NewSubfileType 1 in place of the orientation: some programs leave it in the EXIF of an ordinary photo.
    let mut block = exif(1, false);
    block[10..22].copy_from_slice(&[0x00, 0xFE, 0, 4, 0, 0, 0, 1, 0, 0, 0, 1]);
    let photo = with_exif(&jpeg(&scene(96, 64)), &block);
    assert_scene("jpeg", &rgba(&decode(&photo, 2048).unwrap()), [RED, GREEN, BLUE, YELLOW]);
    // And in place of the predictor of a TIFF, which is none.
    let mut raw = FOURTH.to_vec();
    let place = raw.windows(4).position(|entry| entry == [0x3D, 0x01, 3, 0]).unwrap();
    raw[place..place + 12].copy_from_slice(&[0xFE, 0, 4, 0, 1, 0, 0, 0, 1, 0, 0, 0]);
    assert_eq!(decode(&raw, 2048).map(|_| ()), Err(UNREAD));
}

#[test]
fn numbers_are_read_as_what_they_are() {
    let stored = super::stored(&scene(96, 64), 6);
    // Big-endian: one byte, two, four; and several, which stand elsewhere.
    let cases = [
        ("byte", [1, 0, 0, 0, 1, 6, 0, 0, 0]),
        ("short", [3, 0, 0, 0, 1, 0, 6, 0, 0]),
        ("long", [4, 0, 0, 0, 1, 0, 0, 0, 6]),
        ("three shorts", [3, 0, 0, 0, 3, 0, 0, 0, 56]),
    ];
    for (name, entry) in cases {
        let mut block = [exif(1, false), vec![0, 6, 0, 0, 0, 0]].concat();
        assert_eq!(block.len(), 62);
        block[13..22].copy_from_slice(&entry);
        let source = decode(&with_exif(&jpeg(&stored), &block), 2048).unwrap();
        assert!(source.facts.turned, "{name}");
        assert_scene(name, &rgba(&source), [RED, GREEN, BLUE, YELLOW]);
    }
}
