//! Refusing, with the reason: cut, damaged, too large, too slow, or not a picture.

use super::{
    ANIMATED_GIF, ANIMATED_WEBP, CMYK, HALF_WIDE, INTERLACED, LOSSY_WEBP, LZW, PALETTE, PROGRESSIVE,
    PROGRESSIVE_GREY, RESTARTS, SUBSAMPLED, encoded, exif, jpeg, noise, png_chunk, scene, with_exif,
};
use crate::picture::deadline::{Deadline, MAX_TIME};
use crate::picture::decode::Opened;
use crate::picture::resize::Area;
use crate::picture::{Crop, Error, MAX_FILE, OtherKind, Variety, circle, decode, prepare};

use image::{DynamicImage, ImageFormat};

use std::cell::Cell;
use std::fs;
use std::panic;
use std::path::Path;
use std::time::Instant;

#[test]
fn a_cut_file_is_refused() {
    let noise = noise(96, 64);
    let scene = DynamicImage::from(noise.clone());
    let cases = [
        ("jpeg", jpeg(&noise)),
        ("jpeg with metadata", with_exif(&jpeg(&noise), &exif(6, true))),
        ("progressive jpeg", PROGRESSIVE.to_vec()),
        ("subsampled jpeg", SUBSAMPLED.to_vec()),
        ("cmyk jpeg", CMYK.to_vec()),
        ("png", encoded(&scene, ImageFormat::Png)),
        ("webp", encoded(&scene, ImageFormat::WebP)),
        ("lossy webp", LOSSY_WEBP.to_vec()),
        ("gif", encoded(&scene.to_rgba8().into(), ImageFormat::Gif)),
        ("bmp", encoded(&scene, ImageFormat::Bmp)),
        ("tiff", encoded(&scene, ImageFormat::Tiff)),
    ];
    for (name, file) in cases {
        let _ = decode(&file, 2048).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        for eighth in 0..8 {
            let cut = &file[..file.len() * eighth / 8];
            let refused = decode(cut, 2048).map(|_| ()).unwrap_err();
            match refused {
                Error::Empty => assert_eq!(eighth, 0, "{name}"),
                // This decoder does not always distinguish a cut file from a damaged one.
                Error::Broken => {
                    assert!(matches!(name, "webp" | "lossy webp"), "{name} at {eighth}/8");
                }
                error => assert_eq!(error, Error::CutShort, "{name} at {eighth}/8"),
            }
        }
    }
}

#[test]
fn a_jpeg_cut_at_any_point_is_refused() {
    let cases = [
        ("jpeg", jpeg(&noise(24, 16))),
        ("subsampled jpeg with restarts", SUBSAMPLED.to_vec()),
        ("jpeg with codes of its own and restarts", RESTARTS.to_vec()),
        ("progressive jpeg", PROGRESSIVE.to_vec()),
        ("progressive grey jpeg", PROGRESSIVE_GREY.to_vec()),
        ("half-wide jpeg", HALF_WIDE.to_vec()),
    ];
    for (name, file) in cases {
        for length in 3..file.len() {
            let cut = decode(&file[..length], 64).map(|_| ());
            // Without its end marker it is complete.
            let is_whole = length + 2 >= file.len();
            assert_eq!(cut, if is_whole { Ok(()) } else { Err(Error::CutShort) }, "{name} at {length}");
        }
    }
}

/// The rest of a download into a file whose full size was reserved before.
#[test]
fn a_jpeg_with_zeros_at_its_end_is_refused() {
    let cases = [
        ("jpeg", jpeg(&noise(48, 32))),
        ("smooth jpeg", jpeg(&scene(400, 300))),
        ("subsampled jpeg with restarts", SUBSAMPLED.to_vec()),
        ("progressive jpeg", PROGRESSIVE.to_vec()),
    ];
    for (name, file) in cases {
        let headers = file.windows(2).rposition(|pair| pair == [0xFF, 0xDA]).unwrap() + 14;
        for length in (headers..file.len() - 60).step_by(7) {
            let zeros = vec![0; file.len() - length + 4096];
            let cut = decode(&[&file[..length], &zeros].concat(), 64).map(|_| ());
            // If a restart marker is missing, it is unknown that the file ended.
            assert!(matches!(cut, Err(Error::CutShort | Error::Broken)), "{name} at {length}: {cut:?}");
        }
    }
}

#[test]
fn a_missing_end_marker_is_accepted() {
    for (name, file) in [
        ("jpeg", jpeg(&noise(96, 64))),
        ("progressive", PROGRESSIVE.to_vec()),
        ("restarts", SUBSAMPLED.to_vec()),
    ] {
        let whole = decode(&file, 2048).unwrap();
        for missing in [1, 2] {
            let cut = decode(&file[..file.len() - missing], 2048);
            let cut = cut.unwrap_or_else(|error| panic!("{name} without {missing}: {error:?}"));
            assert!(cut.rgba == whole.rgba, "{name} without {missing}");
        }
        for missing in [8, 20, 60] {
            let cut = decode(&file[..file.len() - missing], 2048).map(|_| ());
            assert_eq!(cut, Err(Error::CutShort), "{name} without {missing}");
        }
        // Samsung's panoramas have no end marker, and their notes hold further pictures and what looks like markers.
        let notes =
            [b"\0\0\x01\x0A\x0E\0\0\0Image_UTC_Data", &file[..], b"\xFF\xC4\0\x01\xFF\xDASEFT"].concat();
        let text = b"and what a camera appends".to_vec();
        for (kind, tail) in [("notes", notes), ("text", text)] {
            for end in [0, 2] {
                let longer = [&file[..file.len() - end], &tail].concat();
                let seen = decode(&longer, 2048).map(|seen| seen.rgba == whole.rgba);
                assert_eq!(seen, Ok(true), "{name} with {kind}, {end} missing");
            }
        }
        let zeros = [&file[..file.len() - 60], &[0; 4096]].concat();
        assert!(decode(&zeros, 64).is_err(), "{name}");
    }
}

#[test]
fn other_formats_are_recognised() {
    use OtherKind::{Archive, Avif, Document, Film, Heic, Pdf, Picture, Raw, Svg};

    let named = |kind| Error::Unsupported(kind);
    let boxed = |brands: &str| {
        let length = (8 + brands.len()) as u32;
        [&length.to_be_bytes()[..], b"ftyp", brands.as_bytes()].concat()
    };
    let zip = |name: &str| [b"PK\x03\x04", &[0; 26][..], name.as_bytes()].concat();
    let targa = |kind| [&[0, 0, kind][..], &[0; 9], &[9, 0, 9, 0, 24, 0], &[7; 243]].concat();
    let text = |text: &str| text.as_bytes().to_vec();
    let cases = [
        (Vec::new(), Error::Empty),
        (boxed("heic\0\0\0\0mif1heic"), named(Heic)),
        (boxed("mif1\0\0\0\0mif1avifmiaf"), named(Avif)),
        (boxed("isom\0\0\x02\0isomavc1"), named(Film("MP4"))),
        (boxed("qt  \0\0\0\0qt  "), named(Film("QuickTime"))),
        (boxed("crx \0\0\0\x01crx isom"), named(Raw("CR3"))),
        (boxed("M4A \0\0\0\0M4A "), Error::NotAPicture),
        (b"\0\0\x10\0moov".to_vec(), named(Film("QuickTime"))),
        (b"RIFF\0\0\0\0AVI LIST".to_vec(), named(Film("AVI"))),
        (b"RIFF\0\0\0\0WAVEfmt ".to_vec(), Error::NotAPicture),
        (b"\x1A\x45\xDF\xA3".to_vec(), named(Film("Matroska, WebM"))),
        (text("<?xml version=\"1.0\"?>\n<svg xmlns=\"x\"/>"), named(Svg)),
        (text("\u{FEFF}  <SVG/>"), named(Svg)),
        (text("<!DOCTYPE html><p>no drawing"), named(Document("HTML"))),
        (text("<note/>"), Error::NotAPicture),
        (text("%PDF-1.7\n"), named(Pdf)),
        (text("%!PS-Adobe-3.0 EPSF-3.0"), named(Picture("PostScript (EPS)"))),
        (b"8BPS\0\x01".to_vec(), named(Picture("Photoshop (PSD)"))),
        (b"\xFF\x0A".to_vec(), named(Picture("JPEG XL"))),
        (b"\0\0\0\x0CjP  \r\n\x87\n".to_vec(), named(Picture("JPEG 2000"))),
        (b"\xFF\x4F\xFF\x51".to_vec(), named(Picture("JPEG 2000"))),
        (b"\xFF\xD8\xFF\xF7\0\x0B".to_vec(), Error::CutShort),
        (b"\xFF\xD8\xFF\xF7\0\x03\0".to_vec(), named(Picture("JPEG-LS"))),
        (b"II+\0\x08\0\0\0".to_vec(), named(Picture("BigTIFF"))),
        (b"AT&TFORM\0\0".to_vec(), named(Document("DjVu"))),
        (b"\0\0\x01\0\x01\0\x10\x10\0\0".to_vec(), named(Picture("ICO"))),
        (targa(2), named(Picture("TGA"))),
        (targa(10), named(Picture("TGA"))),
        (targa(7), Error::NotAPicture),
        (text("P6\n3 2\n255\n"), named(Picture("Netpbm"))),
        (text("P6 is a name"), Error::NotAPicture),
        (b"II*\0\x10\0\0\0CR\x02\0".to_vec(), named(Raw("CR2"))),
        (text("FUJIFILMCCD-RAW "), named(Raw("RAF"))),
        (b"IIU\0\x18".to_vec(), named(Raw("RW2"))),
        (b"IIRO\x08".to_vec(), named(Raw("ORF"))),
        (zip("[Content_Types].xml word/document.xml"), named(Document("Word"))),
        (zip("ppt/presentation.xml"), named(Document("PowerPoint"))),
        (zip("mimetypeapplication/vnd.oasis.opendocument.text"), named(Document("OpenDocument"))),
        (zip("holiday.jpg"), named(Archive("ZIP"))),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), named(Document("Microsoft Office"))),
        (text("BMW is not a bitmap, however long this text is"), Error::NotAPicture),
        (text("key = \"value\""), Error::NotAPicture),
        (b"\xFF\xD8\xFF".to_vec(), Error::CutShort),
    ];
    for (bytes, error) in cases {
        let refused = decode(&bytes, 64).map(|_| ()).unwrap_err();
        assert_eq!(refused, error, "{}", String::from_utf8_lossy(&bytes));
        assert_eq!(prepare(&bytes, None, 64, 1_000_000).unwrap_err(), refused);
        assert_eq!(circle(&bytes, 64).unwrap_err(), refused);
    }
}

#[test]
fn rare_jpegs_are_refused_by_name() {
    let file = jpeg(&scene(96, 64));
    let frame = file.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    let height = frame + 5;
    let cases = [
        ("lossless", frame + 1, 0xC3, Variety::JpegLossless),
        ("hierarchical", frame + 1, 0xC5, Variety::JpegHierarchical),
        ("arithmetic", frame + 1, 0xC9, Variety::JpegArithmetic),
        ("arithmetic progressive", frame + 1, 0xCA, Variety::JpegArithmetic),
        ("lossless arithmetic", frame + 1, 0xCB, Variety::JpegLossless),
        ("hierarchical arithmetic", frame + 1, 0xCD, Variety::JpegHierarchical),
        ("12 bits", frame + 4, 12, Variety::JpegTwelveBits),
        ("two components", frame + 9, 2, Variety::JpegComponents),
        ("a height that follows", height + 1, 0, Variety::JpegHeight),
    ];
    for (name, at, value, variety) in cases {
        let mut rare = file.clone();
        rare[height] = 0;
        rare[at] = value;
        let refused = decode(&rare, 64).map(|_| ());
        assert_eq!(refused, Err(Error::Unsupported(OtherKind::Variety(variety))), "{name}");
    }
    let mut odd = file.clone();
    odd[frame + 4] = 9;
    assert_eq!(decode(&odd, 64).map(|_| ()), Err(Error::Broken), "nine bits are in no specification");
    assert_eq!(decode(&file, 64).map(|_| ()), Ok(()));
}

#[test]
fn too_large_pictures_are_refused_before_decoding() {
    let large = vec![0xFF; MAX_FILE as usize + 1];
    let error = Error::TooLarge { bytes: MAX_FILE + 1, limit: MAX_FILE };
    assert_eq!(decode(&large, 64).map(|_| ()), Err(error));

    let size = |width: u32, height: u32| [width.to_be_bytes(), height.to_be_bytes()].concat();
    let png = |width, height, colour| {
        let header = [size(width, height), vec![8, colour, 0, 0, 0]].concat();
        [b"\x89PNG\r\n\x1a\n".to_vec(), png_chunk(*b"IHDR", &header), png_chunk(*b"IDAT", b"\x78\x01")]
            .concat()
    };
    let gif = [&b"GIF89a\xFF\xFF\xFF\xFF\x80\0\0\0\0\0\xFF\xFF\xFF"[..], b",\0\0\0\0\xFF\xFF\xFF\xFF\0\x08"];
    let jpeg_of = |width: u16, height: u16, marker: u8| {
        // The frame header is the one thing of a real picture that is changed.
        let mut file = jpeg(&scene(96, 64));
        let at = file.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
        file[at + 1] = marker;
        file[at + 5..at + 9].copy_from_slice(&[height.to_be_bytes(), width.to_be_bytes()].concat());
        file
    };
    let cases = [
        ("png", png(16_000, 12_000, 2), (16_000, 12_000)),
        ("square png", png(65_535, 65_535, 6), (65_535, 65_535)),
        ("gif", gif.concat(), (65_535, 65_535)),
        ("jpeg", jpeg_of(65_500, 65_500, 0xC0), (65_500, 65_500)),
        ("jpeg just over", jpeg_of(20_001, 10_000, 0xC0), (20_001, 10_000)),
        ("progressive jpeg", jpeg_of(12_000, 12_000, 0xC2), (12_000, 12_000)),
    ];
    for (name, file, (width, height)) in cases {
        let refused = decode(&file, 64).map(|_| ());
        let Err(Error::TooManyPixels { width: w, height: h, limit }) = refused else {
            panic!("{name}: {refused:?}")
        };
        assert_eq!((w, h), (width, height), "{name}");
        let pixels = u64::from(width) * u64::from(height);
        assert!((20_000_000..pixels).contains(&limit), "{name}: {limit}");
    }
}

#[test]
fn the_time_for_a_picture_is_limited() {
    let noise = noise(96, 64);
    for (name, file) in [("jpeg", jpeg(&noise)), ("png", encoded(&noise.into(), ImageFormat::Png))] {
        let tried = |until| {
            let opened = Opened::with_deadline(&file, || Deadline::until(until))?;
            opened.pixels(Area::whole(96, 64), (96, 64), 1.0).map(|_| ())
        };
        assert_eq!(tried(Instant::now()), Err(Error::TooLong), "{name}");
        assert_eq!(tried(Instant::now() + MAX_TIME), Ok(()), "{name}");
    }
}

thread_local! {
    /// The panics of this thread. A panic of a decoder is caught, but it is still a fault.
    static PANICS: Cell<u32> = const { Cell::new(0) };
}

/// Counts the panics of this thread from now on.
fn count_panics() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        PANICS.set(PANICS.get() + 1);
        before(panic);
    }));
}

/// The seeds of fuzzing, and its findings.
#[test]
fn the_fuzzing_corpus_causes_no_panic() {
    count_panics();
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut files = 0;
    for folder in ["fixtures/pictures", "fuzz/findings"] {
        for entry in fs::read_dir(tests.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let bytes = fs::read(&path).unwrap();
            let started = Instant::now();
            let _ = decode(&bytes, 64);
            if let Ok(prepared) = prepare(&bytes, None, 64, 50_000) {
                let sent = decode(&prepared.photo.bytes, 64).expect("our own file can be read");
                assert_eq!((sent.width, sent.height), (prepared.size, prepared.size), "{}", path.display());
            }
            assert_eq!(PANICS.get(), 0, "{}", path.display());
            assert!(started.elapsed() < 2 * MAX_TIME, "{} took {:?}", path.display(), started.elapsed());
            files += 1;
        }
    }
    assert!(files > 20, "{files} files");
}

#[test]
fn damaged_files_cause_no_panic() {
    count_panics();
    let noise = DynamicImage::from(noise(48, 32));
    let seeds = [
        with_exif(&jpeg(&noise.to_rgb8()), &exif(6, true)),
        PROGRESSIVE.to_vec(),
        SUBSAMPLED.to_vec(),
        CMYK.to_vec(),
        LOSSY_WEBP.to_vec(),
        HALF_WIDE.to_vec(),
        PROGRESSIVE_GREY.to_vec(),
        PALETTE.to_vec(),
        INTERLACED.to_vec(),
        LZW.to_vec(),
        ANIMATED_GIF.to_vec(),
        ANIMATED_WEBP.to_vec(),
        encoded(&noise, ImageFormat::Png),
        encoded(&noise, ImageFormat::WebP),
        encoded(&noise.to_rgba8().into(), ImageFormat::Gif),
        encoded(&noise, ImageFormat::Bmp),
        encoded(&noise, ImageFormat::Tiff),
    ];
    let mut state = 7_u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for (index, seed) in seeds.iter().enumerate() {
        for round in 0..80 {
            let mut file = seed.clone();
            for _ in 0..=random(4) {
                // Mostly in the headers, where a byte changes more than a pixel.
                let reach = if random(3) > 0 { seed.len().min(200) } else { seed.len() };
                file[random(reach)] = random(256) as u8;
            }
            if let Ok(source) = decode(&file, 40) {
                let (width, height) = (source.width, source.height);
                assert!((1..=40).contains(&width.max(height)), "seed {index}, round {round}");
                assert_eq!(source.rgba.len() as u32, width * height * 4, "seed {index}, round {round}");
            }
            let crop = Crop {
                x: random(90) as u32,
                y: random(60) as u32,
                side: random(70) as u32,
                ..Crop::default()
            };
            if let Ok(prepared) = prepare(&file, Some(crop), 32, 20_000) {
                let sent = decode(&prepared.photo.bytes, 64).expect("our own file can be read");
                assert_eq!((sent.width, sent.height), (prepared.size, prepared.size));
            }
            assert_eq!(PANICS.get(), 0, "seed {index}, round {round}");
        }
    }
}
