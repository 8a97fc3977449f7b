//! JPEGs of all forms: each combination of components, markers, sampling and scans is made here, and is decoded correctly or
//! refused.

mod writer;

use super::{BLUE, GREEN, RED, YELLOW, assert_near, assert_scene, rgba, segment};
use crate::picture::{Error, decode};

use writer::Picture;
pub(super) use writer::ycbcr;

/// Made by libjpeg with `jpeg_set_colorspace(JCS_YCCK)`, as Photoshop stores inks.
const YCCK: &[u8] = include_bytes!("../../../tests/fixtures/pictures/ycck.jpg");
/// The same without Adobe's marker, and its components as they are.
const CMYK_WITHOUT_MARKER: &[u8] = include_bytes!("../../../tests/fixtures/pictures/cmyk-plain.jpg");
/// With JFIF's marker and with Adobe's, which says that there is no transform.
const BOTH_MARKERS: &[u8] = include_bytes!("../../../tests/fixtures/pictures/both-markers.jpg");

const SCENE: [[u8; 3]; 4] = [RED, GREEN, BLUE, YELLOW];

/// The meaning of the components of a picture.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Meaning {
    Grey,
    Rgb,
    YCbCr,
    Cmyk,
    Ycck,
}

impl Meaning {
    /// A colour as components. With inks there is some black everywhere, so that it cannot be left out.
    fn components(self, colour: [u8; 3]) -> Vec<u8> {
        const BLACK: u8 = 240;
        let paper = colour.map(|value| (u16::from(value) * 255 / u16::from(BLACK)) as u8);
        match self {
            Self::Grey => vec![ycbcr(colour)[0]],
            Self::Rgb => colour.to_vec(),
            Self::YCbCr => ycbcr(colour).to_vec(),
            Self::Cmyk => [&paper[..], &[BLACK]].concat(),
            Self::Ycck => [&ycbcr(paper.map(|value| 255 - value))[..], &[BLACK]].concat(),
        }
    }

    fn scene(self) -> [[u8; 3]; 4] {
        match self {
            Self::Grey => SCENE.map(|colour| [ycbcr(colour)[0]; 3]),
            _ => SCENE,
        }
    }
}

fn jfif() -> Vec<u8> {
    segment(0xE0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0")
}

fn adobe(transform: u8) -> Vec<u8> {
    segment(0xEE, &[&b"Adobe\0\x64\0\0\0\0"[..], &[transform]].concat())
}

/// Both decodings of a file: full size, and reduced as far as possible.
fn check(name: &str, file: &[u8], expected: [[u8; 3]; 4]) {
    for most in [2048, 24] {
        let source = decode(file, most).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert_scene(name, &rgba(&source), expected);
    }
}

#[test]
fn markers_and_ids_give_the_colour_model() {
    let mut cases = 0;
    for ids in [
        &b"\x01\x02\x03"[..],
        b"RGB",
        b"\0\x01\x02",
        b"\x01\x01\x01",
        b"\x01",
        b"G",
        b"\x01\x02\x03\x04",
        b"CMYK",
        b"RGBA",
    ] {
        for has_jfif in [false, true] {
            for transform in [None, Some(0), Some(1), Some(2)] {
                // As in `default_decompress_parms` of libjpeg.
                let meaning = match (ids.len(), transform) {
                    (1, _) => Meaning::Grey,
                    (4, None | Some(0)) => Meaning::Cmyk,
                    (4, Some(_)) => Meaning::Ycck,
                    _ if has_jfif => Meaning::YCbCr,
                    (_, Some(0)) => Meaning::Rgb,
                    (_, None) if ids == b"RGB" => Meaning::Rgb,
                    _ => Meaning::YCbCr,
                };
                let mut picture = Picture::new(SCENE.map(|colour| meaning.components(colour)));
                picture.ids = ids.to_vec();
                picture.segments =
                    [if has_jfif { jfif() } else { Vec::new() }, transform.map(adobe).unwrap_or_default()]
                        .concat();
                let name = format!("{ids:?}, jfif {has_jfif}, adobe {transform:?}");
                check(&name, &picture.file(), meaning.scene());
                cases += 1;
            }
        }
    }
    assert_eq!(cases, 9 * 2 * 4);
}

#[test]
fn short_and_late_markers_are_ignored() {
    let mut picture = Picture::new(SCENE.map(|colour| Meaning::Rgb.components(colour)));
    picture.ids = b"RGB".to_vec();
    picture.segments = segment(0xE0, b"JFIF\0\x01\x02");
    check("short jfif", &picture.file(), SCENE);
    picture.segments = segment(0xEE, b"Adobe\0\x64\0\0\0\0");
    check("short adobe", &picture.file(), SCENE);
    picture.segments.clear();
    picture.scans = vec![vec![0], vec![1], vec![2]];
    let file = picture.file();
    let second = file.windows(2).rposition(|pair| pair == [0xFF, 0xDA]).unwrap();
    let late = [&file[..second], &jfif(), &file[second..]].concat();
    check("jfif between scans", &late, SCENE);
}

#[test]
fn each_sampling_is_decoded() {
    let factors: Vec<(u8, u8)> = (1..=4).flat_map(|across| (1..=4).map(move |down| (across, down))).collect();
    for first in &factors {
        for second in &factors {
            let mut picture = Picture::new(SCENE.map(|colour| Meaning::YCbCr.components(colour)));
            picture.sampling = vec![*first, *second, (1, 1)];
            for scans in [vec![vec![0, 1, 2]], vec![vec![0], vec![1], vec![2]], vec![vec![2], vec![0, 1]]] {
                let name = format!("{first:?}, {second:?}, {scans:?}");
                picture.scans = scans;
                let source = decode(&picture.file(), 24).unwrap_or_else(|error| panic!("{name}: {error:?}"));
                assert_scene(&name, &rgba(&source), SCENE);
            }
        }
    }
}

#[test]
fn each_order_of_scans_is_decoded() {
    let orders = [
        vec![vec![0, 1, 2]],
        vec![vec![0], vec![1], vec![2]],
        vec![vec![1, 2], vec![0]],
        vec![vec![2], vec![0, 1]],
        vec![vec![0, 2], vec![1]],
    ];
    for meaning in [Meaning::Rgb, Meaning::YCbCr] {
        for scans in &orders {
            for sampling in
                [[(1, 1); 3], [(2, 2), (1, 1), (1, 1)], [(2, 1), (1, 1), (2, 1)], [(1, 2), (2, 1), (1, 1)]]
            {
                for is_progressive in [false, true] {
                    for restart in [None, Some(1), Some(7)] {
                        let mut picture = Picture::new(SCENE.map(|colour| meaning.components(colour)));
                        picture.ids = if meaning == Meaning::Rgb { b"RGB".to_vec() } else { vec![1, 2, 3] };
                        (picture.scans, picture.sampling) = (scans.clone(), sampling.to_vec());
                        (picture.is_progressive, picture.restart) = (is_progressive, restart);
                        let name =
                            format!("{meaning:?}, {scans:?}, {sampling:?}, {is_progressive}, {restart:?}");
                        let source =
                            decode(&picture.file(), 24).unwrap_or_else(|error| panic!("{name}: {error:?}"));
                        assert_scene(&name, &rgba(&source), SCENE);
                    }
                }
            }
        }
    }
}

#[test]
fn components_with_equal_ids_have_the_order_of_the_frame() {
    let mut picture = Picture::new(SCENE.map(|colour| Meaning::YCbCr.components(colour)));
    picture.ids = vec![7, 7, 7];
    check("interleaved", &picture.file(), SCENE);
    // It is unclear which of them a scan of one component means; libjpeg takes the first one each time.
    for scans in [vec![vec![0], vec![1], vec![2]], vec![vec![0, 1], vec![2]]] {
        picture.scans = scans;
        let refused = decode(&picture.file(), 64).map(|_| ());
        assert!(matches!(refused, Err(Error::Broken | Error::CutShort)), "{refused:?}");
    }
    picture.scans = vec![vec![0, 1, 2]];
    picture.is_progressive = true;
    assert!(decode(&picture.file(), 64).is_err(), "its coefficients come by single components");
}

#[test]
fn invalid_factors_are_refused() {
    let file = Picture::new(SCENE.map(|colour| Meaning::YCbCr.components(colour))).file();
    let frame = file.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    for factors in [0x00, 0x01, 0x10, 0x15, 0x51, 0xFF] {
        let mut odd = file.clone();
        odd[frame + 11] = factors;
        assert_eq!(decode(&odd, 64).map(|_| ()), Err(Error::Broken), "{factors:#x}");
    }
}

#[test]
fn missing_tables_are_the_standard_ones() {
    let mut picture = Picture::new(SCENE.map(|colour| Meaning::YCbCr.components(colour)));
    picture.has_tables = false;
    let file = picture.file();
    assert!(!file.windows(2).any(|pair| pair == [0xFF, 0xC4]));
    check("a frame of a film", &file, SCENE);
}

#[test]
fn files_of_other_programs_are_decoded() {
    check("ycck", YCCK, SCENE);
    check("cmyk without a marker", CMYK_WITHOUT_MARKER, SCENE);
    check("jfif and adobe", BOTH_MARKERS, SCENE);
    let source = decode(YCCK, 2048).unwrap();
    assert_near("ycck, a corner", [source.rgba[0], source.rgba[1], source.rgba[2]], RED);
}
