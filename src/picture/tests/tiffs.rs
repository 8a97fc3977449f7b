//! TIFF: each number format, colour model, byte order and compression is decoded correctly or refused by name.

mod writer;

use super::{BLUE, GREEN, RED, YELLOW, assert_near, assert_scene, exif, greys, jpeg, rgba, scene, with_exif};
use crate::picture::{Error, OtherKind, OutputFormat, Variety, decode, prepare, prepare_as};

use moxcms::ColorProfile;

use writer::Picture;

const ALPHA: &[u8] = include_bytes!("../../../tests/fixtures/pictures/alpha.tiff");
const MULTIPLIED: &[u8] = include_bytes!("../../../tests/fixtures/pictures/multiplied.tiff");
const FOURTH: &[u8] = include_bytes!("../../../tests/fixtures/pictures/fourth.tiff");
const FOURTH_PLANAR: &[u8] = include_bytes!("../../../tests/fixtures/pictures/fourth-planar.tiff");
const FOURTH_PREDICTED: &[u8] = include_bytes!("../../../tests/fixtures/pictures/fourth-predicted.tiff");
const INKS: &[u8] = include_bytes!("../../../tests/fixtures/pictures/inks.tiff");
const INKS_DESCRIBED: &[u8] = include_bytes!("../../../tests/fixtures/pictures/inks-described.tiff");

const SIZE: (usize, usize) = (96, 64);
const SCENE: [[u8; 3]; 4] = [RED, GREEN, BLUE, YELLOW];

/// Values of TIFF's photometric interpretation.
const WHITE_IS_ZERO: u16 = 0;
const BLACK_IS_ZERO: u16 = 1;
const RGB: u16 = 2;
const PALETTE: u16 = 3;
const INKS_OF_PRINT: u16 = 5;
const YCBCR: u16 = 6;

/// The samples of the scene, by those of its quarters.
fn samples(quarters: [Vec<u32>; 4]) -> Vec<u32> {
    let places = (0..SIZE.1).flat_map(|y| (0..SIZE.0).map(move |x| (x, y)));
    let quarter = |(x, y)| usize::from(y >= SIZE.1 / 2) * 2 + usize::from(x >= SIZE.0 / 2);
    places.flat_map(|place| quarters[quarter(place)].clone()).collect()
}

/// A value of 8 bits, converted to another number of bits.
fn scaled(value: u8, bits: usize) -> u32 {
    let most = u64::from(u32::MAX >> (32 - bits));
    ((u64::from(value) * most + 127) / 255) as u32
}

/// The nearest value with this number of bits, converted back to 8.
fn rounded(value: u8, bits: usize) -> u8 {
    let most = f64::from(u32::MAX >> (32 - bits));
    (f64::from(scaled(value, bits)) / most * 255.0).round() as u8
}

/// Both decodings of a file: full size, and reduced.
fn check(name: &str, file: &[u8], expected: [[u8; 3]; 4]) {
    for most in [2048, 24] {
        let source = decode(file, most).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert_scene(name, &rgba(&source), expected);
    }
}

#[test]
fn each_number_of_bits_is_read_in_both_orders() {
    for bits in [1, 2, 3, 4, 7, 8, 12, 16, 32] {
        for photometric in [WHITE_IS_ZERO, BLACK_IS_ZERO, RGB] {
            let value = |value: u8| match photometric {
                WHITE_IS_ZERO => scaled(255 - value, bits),
                _ => scaled(value, bits),
            };
            let scene = if photometric == RGB { SCENE } else { greys() };
            let count = if photometric == RGB { 3 } else { 1 };
            let quarters = scene.map(|colour| colour[..count].iter().copied().map(value).collect());
            let expected = scene.map(|colour| match photometric {
                WHITE_IS_ZERO => colour.map(|value| 255 - rounded(255 - value, bits)),
                _ => colour.map(|value| rounded(value, bits)),
            });
            for tile in [None, Some((32, 16)), Some((40, 48)), Some((160, 160))] {
                for (is_planar, is_little, is_reversed) in
                    [(false, true, false), (false, false, true), (true, false, false), (true, true, true)]
                {
                    let whole_bytes = bits.is_multiple_of(8);
                    for deflated in [None, Some(false), Some(true)] {
                        if deflated == Some(true) && !whole_bytes
                            || bits == 16 && deflated == Some(true) && is_reversed
                        {
                            continue;
                        }
                        let mut picture = Picture::new(SIZE, photometric, bits, samples(quarters.clone()));
                        (picture.tile, picture.is_planar, picture.deflated) = (tile, is_planar, deflated);
                        (picture.is_little, picture.is_reversed) = (is_little, is_reversed);
                        let name = format!(
                            "{bits} bits, {photometric}, {tile:?}, planar {is_planar}, little {is_little}, \
                             reversed {is_reversed}, {deflated:?}"
                        );
                        let source =
                            decode(&picture.file(), 2048).unwrap_or_else(|error| panic!("{name}: {error:?}"));
                        assert_scene(&name, &rgba(&source), expected);
                    }
                }
            }
        }
    }
}

#[test]
fn palettes_are_read() {
    let places = [vec![0], vec![1], vec![2], vec![3]];
    for bits in [2, 4, 8] {
        for shift in [0, 8] {
            let count = 1 << bits;
            let mut table = vec![0; 3 * count];
            for (place, colour) in SCENE.iter().enumerate() {
                for (plane, value) in colour.iter().enumerate() {
                    table[plane * count + place] = u16::from(*value) << shift;
                }
            }
            let picture = Picture::new(SIZE, PALETTE, bits, samples(places.clone())).with(320, &table);
            check(&format!("{bits} bits, {shift}"), &picture.file(), SCENE);
            let short = Picture::new(SIZE, PALETTE, bits, samples(places.clone())).with(320, &table[..count]);
            assert_eq!(
                decode(&short.file(), 64).map(|_| ()),
                Err(Error::Broken),
                "a palette that is too short"
            );
        }
    }
}

#[test]
fn transparency_is_read_with_colours_and_with_grey() {
    for (photometric, scene, count) in [(BLACK_IS_ZERO, greys(), 1), (RGB, SCENE, 3)] {
        for (kind, is_multiplied) in [(1, true), (2, false)] {
            for bits in [8, 16] {
                let alpha = [255, 128, 255, 128];
                let quarter = |index: usize| -> Vec<u32> {
                    let colour = scene[index][..count].iter();
                    let value = |value: &u8| {
                        let part = if is_multiplied {
                            u32::from(*value) * alpha[index] / 255
                        } else {
                            (*value).into()
                        };
                        scaled(part as u8, bits)
                    };
                    colour.map(value).chain([scaled(alpha[index] as u8, bits)]).collect()
                };
                let quarters = [0, 1, 2, 3].map(quarter);
                let mut picture = Picture::new(SIZE, photometric, bits, samples(quarters)).with(338, &[kind]);
                for is_planar in [false, true] {
                    picture.is_planar = is_planar;
                    for most in [2048, 24] {
                        let name = format!("{photometric}, {kind}, {bits} bits, {is_planar}, at most {most}");
                        let pixels = rgba(&decode(&picture.file(), most).unwrap());
                        let (width, height) = pixels.dimensions();
                        for (index, (x, y)) in [(1, 1), (3, 1), (1, 3), (3, 3)].into_iter().enumerate() {
                            let [r, g, b, a] = pixels.get_pixel(width * x / 4, height * y / 4).0;
                            assert_near(&name, [r, g, b], scene[index]);
                            assert_eq!(u32::from(a), alpha[index], "{name}");
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn subsampled_chroma_is_read() {
    let ycbcr = SCENE.map(super::jpegs::ycbcr);
    for (across, down) in [(1, 1), (2, 1), (1, 2), (2, 2), (4, 2), (4, 4)] {
        for tile in [None, Some((32, 32)), Some((48, 16))] {
            let (width, height) = tile.unwrap_or(SIZE);
            let mut parts = Vec::new();
            for top in (0..SIZE.1).step_by(height) {
                for left in (0..SIZE.0).step_by(width) {
                    let mut part = Vec::new();
                    for y in (top..top + height).step_by(down) {
                        for x in (left..left + width).step_by(across) {
                            let quarter = usize::from(y >= SIZE.1 / 2) * 2 + usize::from(x >= SIZE.0 / 2);
                            let [brightness, blue, red] = ycbcr[quarter];
                            part.extend(vec![brightness; across * down]);
                            part.extend([blue, red]);
                        }
                    }
                    parts.push(part);
                }
            }
            let values = vec![0; SIZE.0 * SIZE.1 * 3];
            let mut picture = Picture::new(SIZE, YCBCR, 8, values).with(530, &[across as u16, down as u16]);
            picture.tile = tile;
            check(&format!("{across} x {down}, {tile:?}"), &picture.file_of(parts), SCENE);
        }
    }
}

#[test]
fn long_profiles_are_used() {
    let quarters = SCENE.map(|colour| colour.map(u32::from).to_vec());
    let mut picture = Picture::new(SIZE, RGB, 8, samples(quarters));
    let plain = decode(&picture.file(), 2048).unwrap();
    picture.profile = ColorProfile::new_display_p3().encode().unwrap();
    // Longer than all pixels: bytes after the last tag of a profile do not matter.
    for length in [picture.profile.len(), 1 << 20] {
        picture.profile.resize(length, 0);
        let wide = decode(&picture.file(), 2048).unwrap();
        assert!(wide.rgba[0] > plain.rgba[0] + 10 && wide.rgba[1] + 10 < plain.rgba[1], "{length}");
    }
}

#[test]
fn unsupported_features_are_refused_by_name() {
    use OtherKind::{Raw, Variety as Rare};
    use Variety::{TiffCoding, TiffColours, TiffNumbers};

    let rgb = || Picture::new(SIZE, RGB, 8, samples(SCENE.map(|colour| colour.map(u32::from).to_vec())));
    let four = || Picture::new(SIZE, INKS_OF_PRINT, 8, vec![0; SIZE.0 * SIZE.1 * 4]);
    let of = |photometric, bits| Picture::new(SIZE, photometric, bits, vec![0; SIZE.0 * SIZE.1]);
    let cases = [
        (rgb().with(339, &[2; 3]), Rare(TiffNumbers("int"))),
        (of(1, 32).with(339, &[3]), Rare(TiffNumbers("float"))),
        (rgb().with(258, &[5, 6, 5]), Rare(TiffNumbers("mixed"))),
        (rgb().with(258, &[64; 3]), Rare(TiffNumbers("uint64"))),
        (rgb().with(259, &[34_925]), Rare(TiffCoding("LZMA"))),
        (rgb().with(259, &[50_000]), Rare(TiffCoding("Zstandard"))),
        (rgb().with(259, &[34_712]), Rare(TiffCoding("JPEG 2000"))),
        (rgb().with(259, &[6]), Rare(TiffCoding("JPEG (TIFF 6.0)"))),
        (of(0, 1).with(259, &[3]).with(292, &[1]), Rare(TiffCoding("CCITT T.4 2D"))),
        (rgb().with(262, &[8]), Rare(TiffColours("Lab"))),
        (rgb().with(262, &[32_845]), Rare(TiffColours("LogLuv"))),
        (four().with(332, &[2]), Rare(TiffColours("DeviceN"))),
        (
            Picture::new(SIZE, INKS_OF_PRINT, 8, vec![0; SIZE.0 * SIZE.1 * 5]).with(338, &[2]),
            Rare(TiffColours("CMYKA")),
        ),
        (of(32_803, 16), Raw("TIFF")),
        (rgb().with(254, &[1]), Raw("TIFF")),
        (rgb().with(254, &[1]).with(50_706, &[1]), Raw("DNG")),
    ];
    for (picture, kind) in cases {
        assert_eq!(decode(&picture.file(), 64).map(|_| ()), Err(Error::Unsupported(kind)));
    }
    let mut raw = rgb().with(254, &[1]);
    // "NIKON" as numbers of two bytes.
    raw.entries.push((271, vec![0x494E, 0x4F4B, 0x4E]));
    assert_eq!(
        decode(&raw.file(), 64).map(|_| ()),
        Err(Error::Unsupported(Raw("TIFF"))),
        "its type is no text"
    );
    let broken = [
        rgb().with(262, &[99]),
        rgb().with(277, &[2]),
        rgb().with(258, &[0; 3]),
        rgb().with(317, &[3]),
        rgb().with(256, &[0]),
        of(0, 8).with(259, &[4]),
    ];
    for (index, picture) in broken.iter().enumerate() {
        assert_eq!(decode(&picture.file(), 64).map(|_| ()), Err(Error::Broken), "{index}");
    }
}

#[test]
fn compressions_of_libtiff_are_read() {
    macro_rules! fixture {
        ($name:literal) => {
            ($name, &include_bytes!(concat!("../../../tests/fixtures/pictures/", $name))[..])
        };
    }
    let coloured = [
        fixture!("packbits.tiff"),
        fixture!("jpeg-ycbcr.tiff"),
        fixture!("jpeg-tiles.tiff"),
        fixture!("jpeg-raw.tiff"),
    ];
    for (name, file) in coloured {
        check(name, file, SCENE);
    }
    // The parts of the scene that are darker than a grey of 90 are black.
    let bilevel = greys().map(|[grey, ..]| if grey > 90 { [255; 3] } else { [0; 3] });
    assert!(bilevel.contains(&[0; 3]) && bilevel.contains(&[255; 3]));
    let faxes = [fixture!("fax-plain.tiff"), fixture!("fax-filled.tiff"), fixture!("fax-differences.tiff")];
    for (name, file) in faxes {
        check(name, file, bilevel);
    }
    for (name, file) in coloured.into_iter().chain(faxes) {
        // Either pixels are missing, or the directory behind them.
        for eighth in 1..8 {
            let cut = decode(&file[..file.len() * eighth / 8], 64).map(|_| ());
            assert_eq!(cut, Err(Error::CutShort), "{name} at {eighth}/8");
        }
    }
}

#[test]
fn a_channel_without_meaning_is_ignored() {
    for (name, file) in [("plain", FOURTH), ("planar", FOURTH_PLANAR), ("predicted", FOURTH_PREDICTED)] {
        check(name, file, SCENE);
    }
}

#[test]
fn premultiplied_colours_are_not_darker() {
    for (name, file) in [("unassociated", ALPHA), ("associated", MULTIPLIED)] {
        let whole = rgba(&decode(file, 2048).unwrap());
        let reduced = rgba(&decode(file, 24).unwrap());
        let sent = prepare_as(OutputFormat::Png, file, None, 32, 1_000_000).unwrap().photo;
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
fn cmyk_is_converted_with_its_profile() {
    check("inks", INKS, SCENE);
    // A profile that swaps cyan and magenta.
    let swapped = |file: &[u8]| {
        let source = rgba(&decode(file, 2048).unwrap());
        let [red, green, _, _] = source.get_pixel(24, 16).0;
        assert!(green > red.saturating_add(60), "{:?}", source.get_pixel(24, 16));
    };
    swapped(INKS_DESCRIBED);
    // As long as the profiles of printers are.
    let mut large = INKS_DESCRIBED.to_vec();
    let entry = large.windows(4).position(|entry| entry == [0x73, 0x87, 7, 0]).unwrap();
    let number = |at: usize| u32::from_le_bytes(*large[at..].first_chunk().unwrap()) as usize;
    let (count, place) = (number(entry + 4), number(entry + 8));
    let profile = [&large[place..place + count], &vec![0; 960_000 - count]].concat();
    let (count, end) = (profile.len() as u32, large.len() as u32);
    large[entry + 4..entry + 12].copy_from_slice(&[count.to_le_bytes(), end.to_le_bytes()].concat());
    large.extend(profile);
    swapped(&large);
    assert!(prepare(INKS_DESCRIBED, None, 32, 1_000_000).is_ok());
}

#[test]
fn only_a_tiff_begins_with_a_thumbnail() {
    // NewSubfileType 1 in place of the orientation: some programs leave it in the EXIF of an ordinary photo.
    let mut block = exif(1, false);
    block[10..22].copy_from_slice(&[0x00, 0xFE, 0, 4, 0, 0, 0, 1, 0, 0, 0, 1]);
    let photo = with_exif(&jpeg(&scene(96, 64)), &block);
    assert_scene("jpeg", &rgba(&decode(&photo, 2048).unwrap()), [RED, GREEN, BLUE, YELLOW]);
    // And instead of the predictor of a TIFF, which is none.
    let mut raw = FOURTH.to_vec();
    let place = raw.windows(4).position(|entry| entry == [0x3D, 0x01, 3, 0]).unwrap();
    raw[place..place + 12].copy_from_slice(&[0xFE, 0, 4, 0, 1, 0, 0, 0, 1, 0, 0, 0]);
    assert_eq!(decode(&raw, 2048).map(|_| ()), Err(Error::Unsupported(OtherKind::Raw("TIFF"))));
}

#[test]
fn number_formats_are_read_correctly() {
    let stored = super::stored(&scene(96, 64), 6);
    // Big-endian: one byte, two, four; and several, which are stored elsewhere.
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
