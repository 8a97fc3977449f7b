//! HEIC: the primary picture, turned once, with the right colours, and refused before it needs too much memory.

use super::{
    BLUE, GREEN, RED, YELLOW, assert_near, assert_scene, exif, noise, rgba, scene, segment, stored, with_exif,
};
use crate::picture::decode::MAX_SIDE;
use crate::picture::heic::{Heic, MAX_PIXELS, small};
use crate::picture::resize::{self, Area};
use crate::picture::{Crop, Error, OtherKind, Variety, circle, decode, prepare};

use heifer::heifer_isobmff::HeifFile;
use heifer::heifer_isobmff::writer::{HeifWriter, ImageSpec};
use heifer::{EncodeOptions, Metadata};
use image::{DynamicImage, RgbImage, RgbaImage};
use moxcms::ColorProfile;

const SCENE: [[u8; 3]; 4] = [RED, GREEN, BLUE, YELLOW];

/// Made by libheif with x265: 8 and 10 bits, with transparency, with a thumbnail, colours of full size.
const PLAIN: &[u8] = include_bytes!("../../../tests/fixtures/pictures/plain.heic");
const TEN_BITS: &[u8] = include_bytes!("../../../tests/fixtures/pictures/ten-bits.heic");
const GLASS: &[u8] = include_bytes!("../../../tests/fixtures/pictures/glass.heic");
const FULL_COLOURS: &[u8] = include_bytes!("../../../tests/fixtures/pictures/full-colours.heic");

fn heic(pixels: &RgbImage) -> Vec<u8> {
    heifer::encode_rgb8(pixels.width(), pixels.height(), pixels, &EncodeOptions::default()).unwrap()
}

/// A file of the same pixels with metadata.
fn with_metadata(pixels: &RgbImage, metadata: &Metadata) -> Vec<u8> {
    let rgba = DynamicImage::from(pixels.clone()).into_rgba8();
    let picture = heifer::Image {
        width: rgba.width(),
        height: rgba.height(),
        bit_depth: 8,
        has_alpha: false,
        data: rgba.iter().copied().map(u16::from).collect(),
    };
    heifer::encode_with_metadata(&picture, metadata, &EncodeOptions::default()).unwrap()
}

/// Takes a file apart and adds its picture to another one.
fn added(writer: &mut HeifWriter, file: &[u8], auxiliary_type: Option<&str>) -> u32 {
    let file = HeifFile::parse(file).unwrap();
    let item = file.primary_id;
    let config = file.hevc_config(item).unwrap().unwrap().clone();
    let data = file.item_data(item).unwrap();
    let mut slices = Vec::new();
    let mut rest = &data[..];
    while let Some((length, tail)) = rest.split_first_chunk() {
        let (slice, tail) = tail.split_at(u32::from_be_bytes(*length) as usize);
        slices.push(slice.to_vec());
        rest = tail;
    }
    let (width, height) = file.image_size(item).unwrap().unwrap();
    writer.add_image(&ImageSpec { auxiliary_type, ..ImageSpec::new(width, height, config, &slices) })
}

/// A property: its name, and its first byte.
type Named<'a> = (&'a [u8; 4], u8);

/// A file whose picture has further properties. The writer does not know them, so it gets profiles, which are changed
/// into them.
fn with_properties(pixels: &RgbImage, properties: &[Named<'_>]) -> Vec<u8> {
    let mut writer = HeifWriter::new();
    let item = added(&mut writer, &heic(pixels), None);
    for place in 0..properties.len() {
        writer.add_icc_profile(item, &[0xA0 + place as u8]);
    }
    let mut file = writer.finish();
    for (place, (name, value)) in properties.iter().enumerate() {
        let at = at(&file, &[&b"colrprof"[..], &[0xA0 + place as u8]].concat());
        file[at..at + 4].copy_from_slice(*name);
        file[at + 4] = *value;
    }
    file
}

fn at(file: &[u8], needle: &[u8]) -> usize {
    file.windows(needle.len()).position(|window| window == needle).unwrap()
}

fn check(name: &str, file: &[u8], expected: [[u8; 3]; 4]) {
    for most in [2048, 24] {
        let source = decode(file, most).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert_scene(name, &rgba(&source), expected);
    }
}

#[test]
fn pictures_of_any_encoder_are_read() {
    let cases = [
        ("plain", PLAIN.to_vec()),
        ("ten bits", TEN_BITS.to_vec()),
        ("colours of full size", FULL_COLOURS.to_vec()),
        ("ours", heic(&scene(96, 64))),
        ("odd size", heic(&scene(95, 63))),
        ("tiles", heic(&scene(1100, 700))),
    ];
    for (name, file) in cases {
        check(name, &file, SCENE);
        assert_eq!(prepare(&file, None, 32, 1_000_000).unwrap().size, 32, "{name}");
        assert_eq!(circle(&file, 32).unwrap().side, 32, "{name}");
    }
    let source = decode(PLAIN, 2048).unwrap();
    assert_eq!((source.width, source.height), (96, 64));
    assert!(!source.facts.turned && !source.facts.has_location);
    let large = decode(&heic(&scene(1100, 700)), 2048).unwrap();
    assert_eq!((large.width, large.height), (1100, 700));
}

#[test]
fn transparency_is_read() {
    let glass = RgbaImage::from_fn(96, 64, |x, y| {
        let [red, green, blue] = scene(96, 64).get_pixel(x, y).0;
        image::Rgba([red, green, blue, if x < 48 { 255 } else { 128 }])
    });
    let ours = heifer::encode_rgba8(96, 64, &glass, &EncodeOptions::default()).unwrap();
    for (name, file) in [("ours", &ours[..]), ("of libheif", GLASS)] {
        for most in [2048, 24] {
            let pixels = rgba(&decode(file, most).unwrap());
            let (width, height) = pixels.dimensions();
            for (x, y, colour, alpha) in
                [(1, 1, RED, 255_u8), (3, 1, GREEN, 128), (1, 3, BLUE, 255), (3, 3, YELLOW, 128)]
            {
                let [red, green, blue, seen] = pixels.get_pixel(width * x / 4, height * y / 4).0;
                assert_near(name, [red, green, blue], colour);
                assert!(seen.abs_diff(alpha) < 4, "{name}: {seen}");
            }
        }
    }
}

#[test]
fn each_rotation_is_applied_once() {
    let cases: [(&[Named<'_>], u8); 9] = [
        (&[(b"irot", 0)], 1),
        (&[(b"irot", 1)], 8),
        (&[(b"irot", 2)], 3),
        (&[(b"irot", 3)], 6),
        (&[(b"imir", 1)], 2),
        (&[(b"imir", 0)], 4),
        (&[(b"irot", 3), (b"imir", 1)], 5),
        (&[(b"irot", 1), (b"imir", 1)], 7),
        (&[(b"imir", 1), (b"irot", 1)], 5),
    ];
    for (properties, orientation) in cases {
        let name = format!("{properties:?}");
        let file = with_properties(&stored(&scene(96, 64), orientation), properties);
        for most in [2048, 24] {
            let source = decode(&file, most).unwrap_or_else(|error| panic!("{name}: {error:?}"));
            assert_eq!((source.facts.width, source.facts.height), (96, 64), "{name}");
            assert_eq!(source.facts.turned, orientation != 1, "{name}");
            assert_scene(&name, &rgba(&source), SCENE);
        }
        let corner = Some(Crop { x: 72, y: 40, side: 20, ..Crop::default() });
        let photo = prepare(&file, corner, 20, 1_000_000).unwrap().photo;
        let pixel = image::load_from_memory(&photo.bytes).unwrap().to_rgb8().get_pixel(10, 10).0;
        assert_near(&name, pixel, YELLOW);
    }
}

#[test]
fn exif_orientation_is_used_without_other_properties() {
    for orientation in 1..=8 {
        let metadata = Metadata { exif: Some(exif(orientation, true)), ..Metadata::default() };
        // The encoder removes the orientation from EXIF.
        let turned = |pixels: &RgbImage| {
            let mut file = with_metadata(pixels, &metadata);
            let place = at(&file, &[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0]) + 9;
            file[place] = orientation;
            file
        };
        let file = turned(&stored(&scene(96, 64), orientation));
        let source = decode(&file, 2048).unwrap();
        assert!(source.facts.has_location && source.facts.turned == (orientation != 1), "{orientation}");
        check(&format!("exif {orientation}"), &file, SCENE);
        // The property of the file, which says that nothing is to be turned, has priority.
        let mut straight = turned(&scene(96, 64));
        let place = at(&straight, b"pixi");
        straight[place..place + 4].copy_from_slice(b"irot");
        check(&format!("exif {orientation} and no turn"), &straight, SCENE);
    }
    let place = Metadata { xmp: Some(b"<x exif:GPSLatitude=\"35,41N\"/>".to_vec()), ..Metadata::default() };
    assert!(decode(&with_metadata(&scene(96, 64), &place), 64).unwrap().facts.has_location);
}

#[test]
fn profiles_and_code_points_are_converted_to_srgb() {
    let red = |file: &[u8]| decode(file, 2048).unwrap().rgba[..3].to_vec();
    let plain = heic(&scene(96, 64));
    let profile = ColorProfile::new_display_p3().encode().unwrap();
    let described = Metadata { icc_profile: Some(profile), ..Metadata::default() };
    let numbered = |primaries: u8, transfer: u8| {
        let mut file = plain.clone();
        let place = at(&file, b"nclx");
        (file[place + 5], file[place + 7]) = (primaries, transfer);
        file
    };
    let cases = [
        ("a profile", with_metadata(&scene(96, 64), &described), true),
        ("display p3", numbered(12, 13), true),
        ("the curve of television", numbered(12, 1), true),
        ("bt.2020", numbered(9, 14), true),
        ("srgb", numbered(1, 13), false),
        ("television", numbered(1, 1), false),
        ("not specified", numbered(2, 2), false),
        ("unknown", numbered(77, 13), false),
    ];
    let unchanged = red(&plain);
    for (name, file, is_wider) in cases {
        let seen = red(&file);
        let moved = seen[0] >= unchanged[0].saturating_add(8) && seen[1] + 8 <= unchanged[1];
        assert_eq!(moved, is_wider, "{name}: {seen:?}, {unchanged:?}");
        assert!(is_wider || seen == unchanged, "{name}");
    }
    for (transfer, name) in [(16, "HDR, PQ"), (18, "HDR, HLG")] {
        let refused = decode(&numbered(9, transfer), 64).map(|_| ());
        assert_eq!(refused, Err(Error::variety(Variety::Heic(name))));
    }
}

#[test]
fn a_much_smaller_picture_is_as_good_without_loop_filters() {
    let photo = RgbImage::from_fn(960, 640, |x, y| {
        let wave = |x: u32, by: f32| ((x as f32 / by).sin() * 60.0 + 128.0) as u8;
        image::Rgb([wave(x + y, 23.0), wave(x * y / 64, 31.0), wave(x + 3 * y, 47.0)])
    });
    let cases = [
        ("one picture", heic(&photo)),
        ("tiles", tiled(3, 2, 320)),
        ("tiles that stick out", tiled_within(3, 2, 320, (920, 601))),
        ("10 bits", TEN_BITS.to_vec()),
    ];
    for (name, file) in cases {
        let large = decode(&file, MAX_SIDE).unwrap();
        let (width, height) = (large.width, large.height);
        let pixels = DynamicImage::from(RgbaImage::from_raw(width, height, large.rgba).unwrap()).into_rgb8();
        for part in [3, 5, 9] {
            let small = decode(&file, width.max(height) / part).unwrap();
            let to = (small.width, small.height);
            let expected = resize::image(pixels.clone().into(), Area::whole(width, height), to).unwrap();
            let expected = expected.into_rgba8().into_raw();
            let squares = small.rgba.iter().zip(&expected).map(|(a, b)| f64::from(a.abs_diff(*b)).powi(2));
            let mean = squares.sum::<f64>() / f64::from(to.0 * to.1 * 3);
            let ratio = 10.0 * (255.0 * 255.0 / mean.max(1e-9)).log10();
            assert!(ratio > 45.0, "{name} at a {part}th: {ratio} dB");
        }
    }
}

#[test]
fn only_plain_pictures_are_decoded_without_loop_filters() {
    let parsed = |file: &[u8], is_ours: bool| {
        let file = HeifFile::parse(file).unwrap();
        let found = small::decode(&file, MAX_PIXELS).unwrap().map(|pixels| pixels.dimensions());
        assert_eq!(found.is_some(), is_ours, "{found:?}");
    };
    parsed(&heic(&scene(96, 64)), true);
    parsed(&tiled(2, 2, 64), true);
    parsed(GLASS, false);
    let damaged = {
        let mut file = heic(&noise(96, 64));
        let place = at(&file, b"mdat") + 400;
        file[place..place + 200].fill(0xFF);
        file
    };
    for most in [96, 24] {
        let seen = decode(&damaged, most);
        assert!(matches!(seen, Ok(_) | Err(Error::Broken)), "{most}: {:?}", seen.map(|_| ()));
    }
}

#[test]
fn the_primary_picture_is_read() {
    let black = RgbImage::new(96, 64);
    let mut writer = HeifWriter::new();
    let _ = added(&mut writer, &heic(&black), None);
    let second = added(&mut writer, &heic(&scene(96, 64)), None);
    let thumbnail = added(&mut writer, &heic(&black), None);
    let depth = added(&mut writer, &heic(&black), Some("urn:mpeg:hevc:2015:auxid:2"));
    writer.add_reference(*b"thmb", thumbnail, &[second]);
    writer.add_reference(*b"auxl", depth, &[second]);
    writer.set_primary(second);
    check("the second of several", &writer.finish(), SCENE);
}

#[test]
fn other_codecs_are_refused_by_name() {
    let file = heic(&scene(96, 64));
    let cases = [
        (b"av01", OtherKind::Avif),
        (b"jpeg", OtherKind::Variety(Variety::Heic("JPEG"))),
        (b"avc1", OtherKind::Variety(Variety::Heic("AVC"))),
        (b"unci", OtherKind::Heic),
    ];
    for (name, kind) in cases {
        let mut other = file.clone();
        let place = at(&other, b"hvc1");
        other[place..place + 4].copy_from_slice(name);
        assert_eq!(decode(&other, 64).map(|_| ()), Err(Error::Unsupported(kind)));
    }
    let only_named = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
    assert_eq!(decode(only_named, 64).map(|_| ()), Err(Error::Unsupported(OtherKind::Heic)));
}

/// A picture that repeats one tile.
fn tiled(columns: u16, rows: u16, side: u32) -> Vec<u8> {
    tiled_within(columns, rows, side, (side * u32::from(columns), side * u32::from(rows)))
}

/// The same with this size: the tiles are larger than the picture.
fn tiled_within(columns: u16, rows: u16, side: u32, (width, height): (u32, u32)) -> Vec<u8> {
    let mut writer = HeifWriter::new();
    let tile = added(&mut writer, &heic(&scene(side, side)), None);
    let tiles = vec![tile; usize::from(columns) * usize::from(rows)];
    let _ = writer.add_grid(rows, columns, width, height, &tiles, None, None);
    writer.finish()
}

#[test]
fn too_many_pixels_are_refused_with_the_limit() {
    assert!(Heic::open(&tiled(80, 80, 64)).is_ok());
    // 200 megapixels, as some phones have.
    for (columns, rows) in [(112, 112), (255, 190)] {
        let refused = decode(&tiled(columns, rows, 64), 64).map(|_| ());
        let (width, height) = (u32::from(columns) * 64, u32::from(rows) * 64);
        assert_eq!(refused, Err(Error::HeicTooManyPixels { width, height, limit: MAX_PIXELS }));
    }
    // A picture that is coded as a whole needs more memory for each pixel.
    let mut whole = heic(&scene(96, 64));
    let place = at(&whole, b"ispe") + 8;
    whole[place..place + 8].copy_from_slice(&[0, 0, 0x1B, 0x58, 0, 0, 0x1A, 0xF4]);
    let refused = decode(&whole, 64).map(|_| ());
    assert!(matches!(refused, Err(Error::TooManyPixels { width: 7000, height: 6900, .. })), "{refused:?}");
}

#[test]
fn invalid_grids_are_refused() {
    let file = tiled(2, 2, 64);
    assert_eq!(decode(&file, 256).map(|source| source.width), Ok(128));
    // The data of the grid: version, flags, rows and columns less one, width, height.
    let grid = file.len() - 8;
    assert_eq!(file[grid..], [0, 0, 1, 1, 0, 128, 0, 128]);
    for (place, value) in [(2, 2), (3, 0), (5, 129), (7, 129), (4, 1), (5, 0)] {
        let mut odd = file.clone();
        odd[grid + place] = value;
        assert!(matches!(decode(&odd, 64), Err(Error::Broken)), "{place}, {value}");
    }
}

#[test]
fn cut_and_damaged_files_are_refused() {
    let file = heic(&noise(96, 64));
    assert!(decode(&file, 64).is_ok());
    for eighth in 1..8 {
        let cut = &file[..file.len() * eighth / 8];
        assert_eq!(decode(cut, 64).map(|_| ()), Err(Error::CutShort), "{eighth}/8");
    }
    for missing in 1..40 {
        assert_eq!(decode(&file[..file.len() - missing], 64).map(|_| ()), Err(Error::CutShort), "{missing}");
    }
    // Data that a camera appends do not count, whether they are a box or not.
    let whole = decode(&file, 64).unwrap().rgba;
    for tail in [&b"\0\0\0\x0Csefd1234"[..], b"SEFT and more of it", b"\0"] {
        let longer = [&file[..], tail].concat();
        assert!(decode(&longer, 64).unwrap().rgba == whole, "{tail:?}");
    }
    // With the metadata of a JPEG in front of it, it is another file.
    assert_eq!(decode(&with_exif(&file, &segment(0xE1, b"")), 64).map(|_| ()), Err(Error::NotAPicture));
}
