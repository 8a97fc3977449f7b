//! `nameplate photo` as a program of its own: what it says, and that it keeps within memory whatever the file
//! claims. The system enforces the limit: a program that wants more is refused it and ends by a signal.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test may fail by panicking, and so may its helpers")]

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, GrayImage, Luma};

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// All memory of the program, in KiB: its code and libraries, the file, the pixels.
const MEMORY: u32 = 192 << 10;

/// Runs the program on a file of these bytes, without a display.
fn photo(folder: &Path, bytes: &[u8], out: &str) -> Output {
    let input = folder.join("in.jpg");
    fs::write(&input, bytes).unwrap();
    Command::new("sh")
        .arg("-c")
        .arg(format!("ulimit -v {MEMORY}; exec \"$0\" \"$@\""))
        .arg(env!("CARGO_BIN_EXE_nameplate"))
        .args(["--lang", "en", "--data-dir"])
        .arg(folder)
        .arg("photo")
        .arg(input)
        .arg(folder.join(out))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .unwrap()
}

/// A JPEG of one grey; 24 megapixels of it take about 200 kB.
fn large_jpeg(width: u32, height: u32) -> Vec<u8> {
    let pixels = GrayImage::from_pixel(width, height, Luma([90]));
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, 90)
        .encode(&pixels, width, height, ExtendedColorType::L8)
        .unwrap();
    file
}

#[test]
fn a_large_photo_takes_little_memory() {
    let folder = tempfile::tempdir().unwrap();
    let file = large_jpeg(8000, 6000);
    let done = photo(folder.path(), &file, "out.jpg");
    let said = String::from_utf8(done.stdout).unwrap();
    assert!(done.status.success(), "{}{said}", String::from_utf8_lossy(&done.stderr));
    assert!(said.contains(" KB → ") && said.ends_with('\n') && said.lines().count() == 1, "{said}");
    let seen = image::load_from_memory(&fs::read(folder.path().join("out.jpg")).unwrap()).unwrap().to_luma8();
    assert_eq!(seen.dimensions(), (512, 512));
    assert!(seen.pixels().all(|pixel| pixel.0[0].abs_diff(90) <= 1));
}

#[test]
fn bombs_are_answered_with_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let png = |width: u32, height: u32| {
        let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
        let header = [b"IHDR", &size[..], &[8, 6, 0, 0, 0]].concat();
        let check = crc32(&header).to_be_bytes();
        [b"\x89PNG\r\n\x1a\n\0\0\0\x0D", &header[..], &check, b"\0\0\0\x02IDAT\x78\x01\0\0\0\0"].concat()
    };
    let gif = b"GIF89a\xFF\xFF\xFF\xFF\x80\0\0\0\0\0\xFF\xFF\xFF,\0\0\0\0\xFF\xFF\xFF\xFF\0\x08".to_vec();
    let jpeg = |marker: u8, side: u16| {
        let mut file = large_jpeg(64, 64);
        let at = file.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
        file[at + 1] = marker;
        file[at + 5..at + 9].copy_from_slice(&[side.to_be_bytes(), side.to_be_bytes()].concat());
        file
    };
    let many_scans = {
        let file = jpeg(0xC2, 64);
        let scan = file.windows(2).position(|pair| pair == [0xFF, 0xDA]).unwrap();
        [&file[..scan], &file[scan..file.len() - 2].repeat(20_000), b"\xFF\xD9"].concat()
    };
    let cases = [
        ("png", png(65_000, 65_000), "pixels"),
        ("png of 800 MB", png(16_000, 12_500), "pixels"),
        ("gif", gif, "pixels"),
        ("jpeg", jpeg(0xC0, 65_000), "pixels"),
        ("progressive jpeg", jpeg(0xC2, 65_000), "pixels"),
        ("jpeg with nothing in it", jpeg(0xC0, 14_000), "cut short"),
        ("jpeg of many scans", many_scans, "damaged"),
    ];
    for (name, bytes, words) in cases {
        let done = photo(folder.path(), &bytes, "out.jpg");
        let said = String::from_utf8(done.stderr).unwrap();
        assert_eq!(done.status.code(), Some(1), "{name}: {said}");
        assert!(said.contains(words) && said.lines().count() == 1, "{name}: {said}");
        assert!(done.stdout.is_empty() && !folder.path().join("out.jpg").exists(), "{name}");
    }
}

/// The checksum of PNG.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xEDB8_8320 * (sum & 1)))
    })
}
