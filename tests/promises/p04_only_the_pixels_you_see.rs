//! A photo that is sent contains only the pixels in the square.
//!
//! `src/picture/tests/sending.rs` has the metadata of cameras and other programs. Here marks are put at random places of files
//! of all formats, the program makes the photo, and the result is searched for them.

use crate::random::{Random, runs};

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use std::io::Cursor;
use std::path::Path;
use std::process::Command;

const MARK: &[u8] = b"PLANTED-CANARY";

/// Left and right of the square in the middle, and nowhere else.
const OUTSIDE: Rgb<u8> = Rgb([255, 0, 255]);

fn scene() -> DynamicImage {
    let pixel = |x: u32, y: u32| match x {
        16..80 => Rgb([(x * 2) as u8, (y * 3) as u8, 40]),
        _ => OUTSIDE,
    };
    RgbImage::from_fn(96, 64, pixel).into()
}

fn encoded(format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    scene().write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// The file with a mark somewhere in it that its kind allows, and one behind its end.
fn planted(format: ImageFormat, random: &mut Random) -> Vec<u8> {
    let mut file = encoded(format);
    match format {
        ImageFormat::Jpeg => {
            // A comment, or the data of any program.
            let marker = *random.one_of(&[0xFE, 0xE1, 0xE2, 0xE3, 0xE5, 0xE9, 0xEC, 0xED, 0xEF]);
            let heads: [&[u8]; 3] = [b"", b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0"];
            let head = random.one_of(&heads);
            let length = (2 + head.len() + MARK.len()) as u16;
            let segment = [&[0xFF, marker], &length.to_be_bytes()[..], head, MARK].concat();
            let _ = file.splice(2..2, segment);
        }
        ImageFormat::Png => {
            let name = *random.one_of(&[b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"prVt", b"tIME"]);
            let content = [b"Comment\0\0\0\0\0".as_slice(), MARK].concat();
            let named = [&name[..], &content].concat();
            let check = crc32(&named).to_be_bytes();
            let chunk = [&(content.len() as u32).to_be_bytes()[..], &named, &check].concat();
            let _ = file.splice(33..33, chunk);
        }
        _ => {}
    }
    let at = file.len();
    let _ = file.splice(at..at, MARK.repeat(1 + random.below(5)));
    file
}

/// The checksum of PNG.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xEDB8_8320 * (sum & 1)))
    })
}

/// What the program makes of a file.
fn made(folder: &Path, file: &[u8], out: &str) -> Vec<u8> {
    std::fs::write(folder.join("in"), file).unwrap();
    let done = Command::new(env!("CARGO_BIN_EXE_nameplate"))
        .args(["--lang", "en", "--data-dir"])
        .arg(folder)
        .arg("photo")
        .arg(folder.join("in"))
        .arg(folder.join(out))
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    std::fs::read(folder.join(out)).unwrap()
}

/// The markers of a JPEG up to its pixels; it ends with its end.
fn markers(file: &[u8]) -> Vec<u8> {
    let (mut at, mut found) = (2, Vec::new());
    while file[at + 1] != 0xDA {
        assert_eq!(file[at], 0xFF);
        found.push(file[at + 1]);
        at += 2 + usize::from(u16::from_be_bytes([file[at + 2], file[at + 3]]));
    }
    let end = file[at..].windows(2).position(|pair| pair == [0xFF, 0xD9]).unwrap();
    assert_eq!(at + end + 2, file.len(), "nothing is behind the end");
    found
}

/// The names of the chunks of a PNG; it ends with its end.
fn chunks(file: &[u8]) -> Vec<Vec<u8>> {
    let (mut at, mut found) = (8, Vec::new());
    while at < file.len() {
        let length = u32::from_be_bytes(file[at..at + 4].try_into().unwrap()) as usize;
        found.push(file[at + 4..at + 8].to_vec());
        at += length + 12;
    }
    found
}

#[test]
fn only_pixels_are_sent() {
    let mut random = Random::new();
    let folder = tempfile::tempdir().unwrap();
    let formats = [
        ImageFormat::Jpeg,
        ImageFormat::Png,
        ImageFormat::WebP,
        ImageFormat::Gif,
        ImageFormat::Bmp,
        ImageFormat::Tiff,
    ];
    for run in 0..runs(24, 600) {
        let format = formats[run % formats.len()];
        let file = planted(format, &mut random);
        assert!(file.windows(MARK.len()).any(|part| part == MARK));
        let out = *random.one_of(&["out.jpg", "out.png"]);
        let sent = made(folder.path(), &file, out);
        let told = format!("run {run}, {format:?} as {out}");
        assert!(!sent.windows(MARK.len()).any(|part| part == MARK), "{told}");
        if out == "out.jpg" {
            let known = |marker: &u8| matches!(marker, 0xE0 | 0xDB | 0xC0 | 0xC4);
            assert!(markers(&sent).iter().all(known), "{told}: {:x?}", markers(&sent));
        } else {
            let known: [&[u8]; 3] = [b"IHDR", b"IDAT", b"IEND"];
            assert!(chunks(&sent).iter().all(|name| known.contains(&&name[..])), "{told}");
        }
        let seen = image::load_from_memory(&sent).unwrap().to_rgb8();
        assert_eq!(seen.dimensions(), (64, 64), "{told}");
        // What a JPEG mixes of two neighbours may reach over the edge, as it did in the file that was chosen.
        let edge = if format == ImageFormat::Jpeg { 2 } else { 0 };
        let is_outside = |(x, _, pixel): (u32, u32, &Rgb<u8>)| {
            (edge..64 - edge).contains(&x) && pixel[0] > 190 && pixel[2] > 190 && pixel[1] < 70
        };
        assert!(!seen.enumerate_pixels().any(is_outside), "{told}: a pixel from outside of the square");
    }
}
