//! Runs `nameplate photo` as a process: its messages, and its memory for files of any content. If the limit is low, the system
//! enforces it: a program that needs more is ended by a signal. Else the largest memory of the process is read while it runs,
//! which is possible on Linux only.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test may fail by panicking, and so may its helpers")]

#[cfg(feature = "heic")]
#[path = "../support/heics.rs"]
mod heics;
#[path = "../support/lossless.rs"]
mod stream;

use stream::Stream;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ExtendedColorType, GrayImage, ImageFormat, Luma};

use std::fs;
use std::io::{Cursor, Read, Write};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::Duration;

/// All memory of the program, in KiB: its code and libraries, the file, the pixels.
const MEMORY: u32 = 192 << 10;

/// The most that a file and decoding it may take, in KiB: with the rest of the program less than 400 MiB.
const MOST_DECODING: u64 = 320 << 10;

/// The most that the tables of codes of a lossless WebP may take, in KiB.
const MOST_TABLES: u64 = 64 << 10;

/// What allocating costs besides, in KiB.
const SLACK: u64 = 4 << 10;

/// Runs the program on a file of these bytes, without a display, under the limit.
fn photo(folder: &Path, bytes: &[u8], out: &str) -> Output {
    let limited = format!("ulimit -v {MEMORY}; exec \"$0\" \"$@\"");
    let mut command = Command::new("sh");
    let command = command.arg("-c").arg(limited).arg(env!("CARGO_BIN_EXE_nameplate"));
    with_arguments(command, folder, bytes, out).output().unwrap()
}

fn with_arguments<'a>(command: &'a mut Command, folder: &Path, bytes: &[u8], out: &str) -> &'a mut Command {
    let input = folder.join("in.jpg");
    fs::write(&input, bytes).unwrap();
    command
        .args(["--lang", "en", "--data-dir"])
        .arg(folder)
        .arg("photo")
        .arg(input)
        .arg(folder.join(out))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
}

/// What a run of the program came to.
struct Run {
    success: bool,
    /// What it wrote, to either stream.
    said: String,
    /// What it used at most, in KiB.
    most: u64,
}

/// Runs the program without a limit.
///
/// Its last line goes into a channel that is full, so that it cannot end before the kernel's mark, which only ever rises
/// and goes with the process, has been read.
#[expect(clippy::disallowed_methods, reason = "there is no window that would wait")]
fn measured(folder: &Path, bytes: &[u8]) -> Run {
    const FILLING: u8 = b'\0';
    let (mut ours, theirs) = UnixStream::pair().unwrap();
    theirs.set_nonblocking(true).unwrap();
    while (&theirs).write(&[FILLING; 1024]).is_ok() {}
    while (&theirs).write(&[FILLING]).is_ok() {}
    theirs.set_nonblocking(false).unwrap();
    let mut child = {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nameplate"));
        let command = with_arguments(&mut command, folder, bytes, "out.jpg");
        let streams = [theirs.try_clone().unwrap(), theirs].map(OwnedFd::from);
        let [out, err] = streams.map(Stdio::from);
        command.stdout(out).stderr(err).spawn().unwrap()
    };
    let process = PathBuf::from(format!("/proc/{}", child.id()));
    let mut before = None;
    loop {
        let now = asleep(&process);
        if now.is_some() && now == before {
            break;
        }
        before = now;
        assert!(child.try_wait().unwrap().is_none(), "it ended without a word");
        thread::sleep(Duration::from_millis(1));
    }
    let most = field(&fs::read_to_string(process.join("status")).unwrap(), "VmHWM:").unwrap();
    let mut said = Vec::new();
    let _ = ours.read_to_end(&mut said).unwrap();
    said.retain(|byte| *byte != FILLING);
    Run { success: child.wait().unwrap().success(), said: String::from_utf8(said).unwrap(), most }
}

/// How often each thread of a process was put to sleep, if all of them sleep: while these numbers stay what they are,
/// none has run. A program that waits for nothing but its own threads then waits for us.
fn asleep(process: &Path) -> Option<Vec<(u64, u64)>> {
    let threads = fs::read_dir(process.join("task")).unwrap();
    threads
        .map(|thread| {
            let status = fs::read_to_string(thread.ok()?.path().join("status")).ok()?;
            let sleeps = status.lines().any(|line| line.starts_with("State:\tS"));
            let [by_itself, forced] = ["voluntary_ctxt_switches:", "nonvoluntary_ctxt_switches:"];
            sleeps.then_some((field(&status, by_itself)?, field(&status, forced)?))
        })
        .collect()
}

/// A number that `/proc` gives by name.
fn field(status: &str, name: &str) -> Option<u64> {
    let value = status.lines().find_map(|line| line.strip_prefix(name))?;
    value.trim_end_matches("kB").trim().parse().ok()
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
fn a_large_lossy_webp_takes_five_bytes_for_a_pixel() {
    let folder = tempfile::tempdir().unwrap();
    let pixels = 6000 * 4000;
    // Zeros are a picture of one grey, with three bytes for how 256 pixels are predicted and as many for coefficients.
    let (first, tokens) = (vec![0; pixels / 256 * 3], vec![0; pixels / 256 * 4]);
    let tag = (first.len() as u32) << 5 | 0x10;
    let head = [&tag.to_le_bytes()[..3], b"\x9D\x01\x2A", &6000_u16.to_le_bytes(), &4000_u16.to_le_bytes()];
    let content = [head.concat(), first, tokens].concat();
    let file = stream::file(&stream::chunk(*b"VP8 ", &content));
    let least = measured(folder.path(), &fixture("lossy.webp")).most;
    let run = measured(folder.path(), &file);
    assert!(run.success, "{}", run.said);
    let took = run.most - least;
    // Brightness, colours of a quarter of its size, and what comes out.
    let least = (pixels as u64 * 4) >> 10;
    assert!((least..(pixels as u64 * 5) >> 10).contains(&took), "{took} KiB");
}

#[test]
fn decompression_bombs_give_a_message() {
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
        let mut file = jpeg(0xC2, 64);
        let scan = file.windows(2).position(|pair| pair == [0xFF, 0xDA]).unwrap();
        // All bits but the last, again and again: the picture is never complete.
        file[scan + 9] = 1;
        [&file[..scan], &file[scan..file.len() - 2].repeat(20_000), b"\xFF\xD9"].concat()
    };
    // Small pictures that contain larger ones than they say.
    let webp = {
        let mut picture = fixture("lossy.webp")[12..].to_vec();
        picture[14..18].copy_from_slice(&[0xFF, 0x3F, 0xFF, 0x3F]);
        let body = [b"WEBPVP8X\x0A\0\0\0\0\0\0\0\x5F\0\0\x3F\0\0", &picture[..]].concat();
        [b"RIFF", &(body.len() as u32).to_le_bytes()[..], &body].concat()
    };
    let tiff = {
        let inside = jpeg(0xC0, 16_000);
        let entries: [[u16; 3]; 9] = [
            [256, 3, 96],
            [257, 3, 64],
            [258, 3, 8],
            [259, 3, 7],
            [262, 3, 1],
            [273, 3, 8 + 2 + 9 * 12 + 4],
            [277, 3, 1],
            [278, 3, 64],
            [279, 3, inside.len() as u16],
        ];
        let entries = entries.map(|[tag, kind, value]| [tag, kind, 1, 0, value, 0]);
        let entries = entries.as_flattened().iter().flat_map(|number| number.to_le_bytes());
        let head = [&b"II*\0\x08\0\0\0\x09\0"[..], &entries.collect::<Vec<_>>(), &[0; 4]].concat();
        [head, inside].concat()
    };
    // 65,536 groups of codes would take 4.6 GB, and 5,000 of them 350 MB.
    let lossy = &fixture("lossy.webp")[12..];
    let codes = Stream::of_groups(65_536, 1);
    let transparency = Stream::of_groups(5000, 96 * 64);
    let cases = [
        ("webp", webp, "damaged"),
        ("webp of many codes", codes.file(1, 1), "damaged"),
        ("animation of many codes", codes.animation(None, 1, 1), "damaged"),
        ("transparency of many codes", transparency.transparency(lossy, 96, 64), "damaged"),
        ("animated transparency", transparency.animation(Some(lossy), 96, 64), "damaged"),
        ("tiff", tiff, "damaged"),
        ("png", png(65_000, 65_000), "pixels"),
        ("png of 800 MB", png(16_000, 12_500), "pixels"),
        ("gif", gif, "pixels"),
        ("jpeg", jpeg(0xC0, 65_000), "pixels"),
        ("progressive jpeg", jpeg(0xC2, 65_000), "pixels"),
        ("jpeg with nothing in it", jpeg(0xC0, 14_000), "incomplete"),
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

#[test]
fn each_decoder_stays_within_its_limit() {
    let folder = tempfile::tempdir().unwrap();
    // An eighth of the pixels that are allowed for each kind: what the largest take, and eight times as quick.
    let cases = [
        ("16-bit png with transparency", DynamicImage::new_rgba16(1860, 1860), ImageFormat::Png),
        ("png with transparency", DynamicImage::new_rgba8(2870, 2870), ImageFormat::Png),
        ("webp", DynamicImage::new_rgb8(2280, 2280), ImageFormat::WebP),
        ("gif", DynamicImage::new_rgba8(2580, 2580), ImageFormat::Gif),
        ("tiff", DynamicImage::new_rgb8(2040, 2040), ImageFormat::Tiff),
    ];
    let encoded = |picture: &DynamicImage, format| {
        let mut file = Cursor::new(Vec::new());
        picture.write_to(&mut file, format).unwrap();
        file.into_inner()
    };
    let least = measured(folder.path(), &encoded(&DynamicImage::new_rgb8(16, 16), ImageFormat::Png)).most;
    for (name, picture, format) in cases {
        let decoded = picture.as_bytes().len() as u64 >> 10;
        let run = measured(folder.path(), &encoded(&picture, format));
        assert!(run.success, "{name}: {}", run.said);
        let took = run.most - least;
        assert!((decoded..MOST_DECODING / 8 + SLACK).contains(&took), "{name}: {took} KiB");
    }
}

/// The most that the program may take for anything that it accepts, in KiB.
#[cfg(feature = "heic")]
const MOST: u64 = 400 << 10;

#[cfg(feature = "heic")]
#[test]
fn the_largest_heics_stay_within_the_limit() {
    let folder = tempfile::tempdir().unwrap();
    // 48 megapixels, and 30 that are coded as a whole, or with transparency; upright and turned.
    let tiles = heics::tiled(15, 13, 496);
    let cases = [
        ("tiles", tiles.clone(), true),
        ("tiles that are turned", heics::turned(tiles), true),
        ("too many tiles", heics::tiled(16, 13, 496), false),
    ];
    for (name, file, is_read) in cases {
        let run = measured(folder.path(), &file);
        assert_eq!(run.success, is_read, "{name}: {}", run.said);
        assert!(run.most < MOST, "{name}: {} KiB", run.most);
        assert!(is_read || run.said.contains("50 million") && run.most < 40 << 10, "{name}: {}", run.said);
    }
}

#[test]
fn code_tables_stay_within_their_limit() {
    let folder = tempfile::tempdir().unwrap();
    let lossy = &fixture("lossy.webp")[12..];
    // 70 KiB each, of 64 MiB.
    let groups = 930;
    let cases = [
        ("a picture", Stream::of_groups(groups, 1).file(1, 1)),
        ("an animation", Stream::of_groups(groups, 1).animation(None, 1, 1)),
        ("transparency", Stream::of_groups(groups, 96 * 64).transparency(lossy, 96, 64)),
        ("animated transparency", Stream::of_groups(groups, 96 * 64).animation(Some(lossy), 96, 64)),
    ];
    let least = measured(folder.path(), &fixture("lossy.webp")).most;
    for (name, file) in cases {
        let run = measured(folder.path(), &file);
        assert!(run.success, "{name}: {}", run.said);
        // Of the nodes, of which there is room for two for each code, three of four are used.
        let took = run.most - least;
        assert!((MOST_TABLES / 2..MOST_TABLES + SLACK).contains(&took), "{name}: {took} KiB");
    }
    // Not one byte of it when there is more than fits.
    let run = measured(folder.path(), &Stream::of_groups(groups + 30, 1).file(1, 1));
    assert!(!run.success && run.said.contains("damaged"), "{}", run.said);
    assert!(run.most < least + SLACK, "{} KiB, with little {least}", run.most);
}

#[test]
fn a_full_disk_keeps_the_old_file() {
    let folder = tempfile::tempdir().unwrap();
    let (width, height) = (300, 300);
    let pixels = GrayImage::from_fn(width, height, |x, y| Luma([(x * x * 31 + y * y * 17) as u8]));
    let mut file = Cursor::new(Vec::new());
    DynamicImage::from(pixels).write_to(&mut file, ImageFormat::Png).unwrap();
    let out = folder.path().join("out.png");
    fs::write(&out, "before").unwrap();
    // No file may grow beyond 4 KiB, and a program that tries is told so instead of ended.
    let mut command = Command::new("sh");
    let limited = "trap '' XFSZ; ulimit -f 8; exec \"$0\" \"$@\"";
    let command = command.arg("-c").arg(limited).arg(env!("CARGO_BIN_EXE_nameplate"));
    let done = with_arguments(command, folder.path(), file.get_ref(), "out.png").output().unwrap();
    let said = String::from_utf8(done.stderr).unwrap();
    assert_eq!(done.status.code(), Some(1), "{said}");
    assert!(said.contains("could not be written"), "{said}");
    assert_eq!(fs::read_to_string(&out).unwrap(), "before");
    let left = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(left.into_iter().all(|name| !name.to_string_lossy().ends_with(".tmp")));
}

#[test]
fn file_names_do_not_count_and_the_first_picture_is_used() {
    let folder = tempfile::tempdir().unwrap();
    let gif = {
        // A hundred thousand pictures more behind the first.
        let file = fixture("animated.gif");
        let first = file.windows(2).position(|pair| pair == [0x21, 0xF9]).unwrap();
        let second = first + 2 + file[first + 2..].windows(2).position(|pair| pair == [0x21, 0xF9]).unwrap();
        [&file[..file.len() - 1], &file[second..file.len() - 1].repeat(100_000), b";"].concat()
    };
    let cases = [("png", fixture("interlaced.png")), ("webp", fixture("lossy.webp")), ("long gif", gif)];
    for (name, bytes) in cases {
        // All of them are called in.jpg.
        let done = photo(folder.path(), &bytes, "out.png");
        assert!(done.status.success(), "{name}: {}", String::from_utf8_lossy(&done.stderr));
        let sent = fs::read(folder.path().join("out.png")).unwrap();
        let seen = image::load_from_memory(&sent).unwrap().to_rgb8();
        assert_eq!(seen.dimensions(), (64, 64), "{name}");
        let red = seen.get_pixel(8, 8).0;
        assert!(red[0] > 200 && red[1] < 50, "{name}: {red:?}");
    }
}

fn fixture(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pictures").join(name)).unwrap()
}

/// The checksum of PNG.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xEDB8_8320 * (sum & 1)))
    })
}
