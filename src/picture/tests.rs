//! Pictures made here, and a few in `tests/fixtures/pictures` that Rust encoders cannot write. The scene is
//! always the same: red and green above, blue and yellow below.

use super::decode::{Clock, MAX_TIME, Opened};
use super::{Crop, Error, MAX_FILE, OtherKind, circle, decode, prepare};

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ExtendedColorType, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

use std::io::Cursor;
use std::time::Instant;

const RED: [u8; 3] = [220, 30, 30];
const GREEN: [u8; 3] = [30, 160, 60];
const BLUE: [u8; 3] = [30, 60, 200];
const YELLOW: [u8; 3] = [230, 210, 40];

const CMYK: &[u8] = include_bytes!("../../tests/fixtures/pictures/cmyk.jpg");
const PROGRESSIVE: &[u8] = include_bytes!("../../tests/fixtures/pictures/progressive.jpg");
const SUBSAMPLED: &[u8] = include_bytes!("../../tests/fixtures/pictures/subsampled.jpg");
const LOSSY_WEBP: &[u8] = include_bytes!("../../tests/fixtures/pictures/lossy.webp");

#[test]
fn every_format_is_decoded_upright() {
    let scene = DynamicImage::from(scene(96, 64));
    let cases = [
        ("jpeg", jpeg(&scene.to_rgb8())),
        ("grey alpha png", encoded(&scene.to_luma_alpha8().into(), ImageFormat::Png)),
        ("rgb png", encoded(&scene, ImageFormat::Png)),
        ("rgba png", encoded(&scene.to_rgba8().into(), ImageFormat::Png)),
        ("16-bit png", encoded(&scene.to_rgb16().into(), ImageFormat::Png)),
        ("16-bit rgba png", encoded(&scene.to_rgba16().into(), ImageFormat::Png)),
        ("16-bit grey png", encoded(&scene.to_luma16().into(), ImageFormat::Png)),
        ("grey png", encoded(&scene.to_luma8().into(), ImageFormat::Png)),
        ("gif", encoded(&scene.to_rgba8().into(), ImageFormat::Gif)),
        ("bmp", encoded(&scene, ImageFormat::Bmp)),
        ("tiff", encoded(&scene, ImageFormat::Tiff)),
        ("float tiff", encoded(&scene.to_rgb32f().into(), ImageFormat::Tiff)),
        ("lossless webp", encoded(&scene, ImageFormat::WebP)),
        ("lossy webp", LOSSY_WEBP.to_vec()),
        ("cmyk jpeg", CMYK.to_vec()),
        ("progressive jpeg", PROGRESSIVE.to_vec()),
        ("subsampled jpeg with restarts", SUBSAMPLED.to_vec()),
    ];
    for (name, bytes) in cases {
        // Once as it is and once reduced: the two go different ways.
        for (most, size) in [(2048, (96, 64)), (24, (24, 16))] {
            let source = decode(&bytes, most).unwrap_or_else(|error| panic!("{name}: {error:?}"));
            assert_eq!((source.width, source.height), size, "{name}");
            assert_eq!((source.facts.width, source.facts.height), (96, 64), "{name}");
            assert_eq!(source.facts.bytes, bytes.len() as u64, "{name}");
            assert!(!source.facts.turned && !source.facts.has_location, "{name}");
            let expected = if name.contains("grey") { greys() } else { [RED, GREEN, BLUE, YELLOW] };
            assert_scene(name, &rgba(&source), expected);
        }
        let photo = prepare(&bytes, None, 32, 1_000_000).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert_eq!(photo.size, 32, "{name}");
        assert_eq!(photo.photo.extension, "jpg", "{name}: nothing is transparent");
    }
}

#[test]
fn all_orientations_come_out_upright() {
    for orientation in 1..=8 {
        let stored = stored(&scene(96, 64), orientation);
        let file = with_exif(&jpeg(&stored), &exif(orientation, false));
        let name = format!("orientation {orientation}");
        for most in [2048, 24] {
            let source = decode(&file, most).unwrap();
            assert_eq!((source.facts.width, source.facts.height), (96, 64), "{name}");
            assert_eq!(source.width * 2, source.height * 3, "{name}");
            assert_eq!(source.facts.turned, orientation != 1, "{name}");
            assert_scene(&name, &rgba(&source), [RED, GREEN, BLUE, YELLOW]);
        }
        let whole = image::load_from_memory(&prepare(&file, None, 32, 1_000_000).unwrap().photo.bytes);
        assert_scene(&name, &whole.unwrap().to_rgba8(), [RED, GREEN, BLUE, YELLOW]);
        // A square in a corner is that corner, whichever way the file is stored.
        let corners = [(0, 0, RED), (72, 0, GREEN), (0, 40, BLUE), (72, 40, YELLOW)];
        for (x, y, colour) in corners {
            let crop = Some(Crop { x, y, side: 24 });
            let photo = prepare(&file, crop, 512, 1_000_000).unwrap();
            assert_eq!(photo.size, 24, "{name}: a small crop is not enlarged");
            let pixels = image::load_from_memory(&photo.photo.bytes).unwrap().to_rgb8();
            for pixel in pixels.pixels() {
                assert_near(&format!("{name} at {x}, {y}"), pixel.0, colour);
            }
        }
        assert_eq!(circle(&file, 64).unwrap().rgba.len(), 64 * 64 * 4);
    }
}

#[test]
fn orientation_is_read_in_png_webp_and_tiff() {
    let stored = stored(&scene(96, 64), 6);
    let png = {
        let file = encoded(&stored.clone().into(), ImageFormat::Png);
        let (head, tail) = file.split_at(33);
        [head, &png_chunk(*b"eXIf", &exif(6, true)), tail].concat()
    };
    let tiff = {
        let mut file = encoded(&stored.into(), ImageFormat::Tiff);
        // Puts the orientation in place of another entry of the directory, SamplesPerPixel's neighbour.
        let directory = u32::from_le_bytes(*file[4..].first_chunk().unwrap()) as usize;
        let count = usize::from(u16::from_le_bytes([file[directory], file[directory + 1]]));
        let entries = (0..count).map(|index| directory + 2 + index * 12);
        let resolution = entries.into_iter().find(|at| file[*at..*at + 2] == [0x1A, 0x01]);
        let at = resolution.expect("the encoder writes a resolution");
        file[at..at + 12].copy_from_slice(&[0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0]);
        file
    };
    for (name, file) in [("png", png), ("tiff", tiff)] {
        let source = decode(&file, 2048).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert!(source.facts.turned, "{name}");
        assert_eq!(source.facts.has_location, name == "png", "{name}");
        assert_scene(name, &rgba(&source), [RED, GREEN, BLUE, YELLOW]);
    }
}

#[test]
fn a_place_is_noticed_in_exif_and_xmp() {
    let plain = jpeg(&scene(96, 64));
    let xmp = |text: &str| segment(0xE1, &[b"http://ns.adobe.com/xap/1.0/\0", text.as_bytes()].concat());
    let cases = [
        (with_exif(&plain, &exif(1, true)), true),
        (with_exif(&plain, &exif(1, false)), false),
        (with_exif(&plain, b"MM\0*\xFF\xFF\xFF\xFF"), false),
        (inserted(&plain, &xmp("<x exif:GPSLatitude=\"35,41N\"/>")), true),
        (inserted(&plain, &xmp("<x xmp:Rating=\"5\"/>")), false),
        (plain, false),
    ];
    for (index, (file, has_location)) in cases.into_iter().enumerate() {
        assert_eq!(decode(&file, 64).unwrap().facts.has_location, has_location, "case {index}");
    }
}

#[test]
fn a_thumbnail_inside_is_not_the_picture() {
    let thumbnail = jpeg(&noise(16, 16));
    let file = with_exif(&jpeg(&scene(96, 64)), &[exif(1, false), thumbnail].concat());
    let source = decode(&file, 2048).unwrap();
    assert_eq!((source.facts.width, source.facts.height), (96, 64));
    assert_scene("outer picture", &rgba(&source), [RED, GREEN, BLUE, YELLOW]);
    // The thumbnail's end is not the picture's.
    assert_eq!(decode(&file[..file.len() - 40], 2048).map(|_| ()), Err(Error::CutShort));
}

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
                // These two decoders do not always tell a cut from damage.
                Error::Broken => {
                    assert!(matches!(name, "webp" | "lossy webp" | "gif"), "{name} at {eighth}/8");
                }
                error => assert_eq!(error, Error::CutShort, "{name} at {eighth}/8"),
            }
        }
    }
}

#[test]
fn a_missing_end_marker_is_forgiven() {
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
        let tail = [&file[..], b"and what a camera appends"].concat();
        assert!(decode(&tail, 2048).unwrap().rgba == whole.rgba, "{name} with a tail");
    }
}

#[test]
fn other_files_are_told_apart() {
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
    let avif = b"\0\0\0\x1Cftypmif1\0\0\0\0mif1avifmiaf";
    let film = b"\0\0\0\x18ftypisom\0\0\x02\0isomavc1";
    let cases: [(&[u8], Error); 12] = [
        (b"", Error::Empty),
        (heic, Error::Unsupported(OtherKind::Heic)),
        (avif, Error::Unsupported(OtherKind::Avif)),
        (film, Error::NotAPicture),
        (b"<?xml version=\"1.0\"?>\n<svg xmlns=\"x\"/>", Error::Unsupported(OtherKind::Svg)),
        (b"\xEF\xBB\xBF  <svg/>", Error::Unsupported(OtherKind::Svg)),
        (b"<!doctype html><p>no drawing", Error::NotAPicture),
        (b"%PDF-1.7\n", Error::Unsupported(OtherKind::Pdf)),
        (b"8BPS\0\x01", Error::Unsupported(OtherKind::Other)),
        (b"BMW is not a bitmap", Error::NotAPicture),
        (b"key = \"value\"", Error::NotAPicture),
        (b"\xFF\xD8\xFF", Error::CutShort),
    ];
    for (bytes, error) in cases {
        let refused = decode(bytes, 64).map(|_| ()).unwrap_err();
        assert_eq!(refused, error, "{}", String::from_utf8_lossy(bytes));
        assert_eq!(prepare(bytes, None, 64, 1_000_000).unwrap_err(), refused);
        assert_eq!(circle(bytes, 64).unwrap_err(), refused);
    }
}

#[test]
fn too_much_is_refused_before_it_is_decoded() {
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
        let tried = |until| Opened::within(&file, Clock::until(until))?.pixels(1.0).map(|_| ());
        assert_eq!(tried(Instant::now()), Err(Error::TooLong), "{name}");
        assert_eq!(tried(Instant::now() + MAX_TIME), Ok(()), "{name}");
    }
}

#[test]
fn damaged_files_are_answered() {
    let noise = DynamicImage::from(noise(48, 32));
    let seeds = [
        with_exif(&jpeg(&noise.to_rgb8()), &exif(6, true)),
        PROGRESSIVE.to_vec(),
        SUBSAMPLED.to_vec(),
        CMYK.to_vec(),
        LOSSY_WEBP.to_vec(),
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
        }
    }
}

#[test]
fn nothing_of_the_chosen_file_is_left() {
    const MARK: &[u8] = b"PLANTED-MARK";
    let exif_with_mark = [&exif(6, true)[..], MARK].concat();
    let segments = [
        segment(0xE1, &[b"Exif\0\0", &exif_with_mark[..]].concat()),
        segment(0xE1, &[b"http://ns.adobe.com/xap/1.0/\0", MARK].concat()),
        segment(0xED, &[b"Photoshop 3.0\0", MARK].concat()),
        segment(0xE2, &[b"ICC_PROFILE\0\x01\x01", MARK].concat()),
        segment(0xFE, MARK),
    ];
    let jpeg = [inserted(&jpeg(&scene(96, 64)), &segments.concat()), MARK.to_vec()].concat();
    let png_of = |pixels: &DynamicImage| {
        let file = encoded(pixels, ImageFormat::Png);
        let (head, tail) = file.split_at(33);
        let text = png_chunk(*b"tEXt", &[b"Comment\0", MARK].concat());
        [head, &text, &png_chunk(*b"eXIf", &exif_with_mark), tail, MARK].concat()
    };
    let mut transparent = RgbaImage::from_pixel(96, 64, Rgba([10, 20, 30, 255]));
    transparent.put_pixel(48, 32, Rgba([10, 20, 30, 0]));
    let cases = [
        ("jpeg", jpeg, "jpg"),
        ("png", png_of(&scene(96, 64).into()), "jpg"),
        ("transparent png", png_of(&transparent.into()), "png"),
    ];
    for (name, file, extension) in cases {
        let photo = prepare(&file, None, 64, 1_000_000).unwrap().photo;
        assert_eq!(photo.extension, extension, "{name}");
        assert!(!photo.bytes.windows(MARK.len()).any(|window| window == MARK), "{name}");
        let parts = if extension == "jpg" { jpeg_parts(&photo.bytes) } else { png_parts(&photo.bytes) };
        let known = ["APP0", "DQT", "SOF0", "DHT", "SOS", "EOI", "IHDR", "IDAT", "IEND"];
        assert!(parts.iter().all(|part| known.contains(&part.as_str())), "{name}: {parts:?}");
    }
}

#[test]
fn transparency_is_kept_where_it_is_used() {
    let mut pixels = RgbaImage::from_pixel(80, 80, Rgba([200, 0, 0, 255]));
    for pixel in pixels.pixels_mut().take(40 * 80) {
        *pixel = Rgba([0, 0, 0, 0]);
    }
    let file = encoded(&pixels.into(), ImageFormat::Png);
    let photo = prepare(&file, None, 40, 1_000_000).unwrap().photo;
    assert_eq!(photo.extension, "png");
    let seen = image::load_from_memory(&photo.bytes).unwrap().to_rgba8();
    assert_eq!(seen.get_pixel(20, 5).0[3], 0);
    // Not darkened by the black that lies under the transparent half.
    assert_eq!(seen.get_pixel(20, 35).0, [200, 0, 0, 255]);
    let edge = seen.get_pixel(20, 20).0;
    assert!(edge[0] > 190 && edge[3] > 0, "{edge:?}");

    let opaque_half = Crop { x: 0, y: 50, side: 30 };
    assert_eq!(prepare(&file, Some(opaque_half), 40, 1_000_000).unwrap().photo.extension, "jpg");
}

#[test]
fn the_result_keeps_under_the_limit() {
    let jpeg = jpeg(&noise(200, 200));
    let mut transparent = DynamicImage::from(noise(200, 200)).to_rgba8();
    transparent.put_pixel(0, 0, Rgba([0, 0, 0, 0]));
    let png = encoded(&transparent.into(), ImageFormat::Png);
    let mut sizes = Vec::new();
    for limit in [1_000_000, 30_000, 10_000, 3_000] {
        for file in [&jpeg, &png] {
            let prepared = prepare(file, None, 160, limit).unwrap();
            assert!(prepared.photo.bytes.len() as u64 <= limit, "{limit}");
            let pixels = image::load_from_memory(&prepared.photo.bytes).unwrap();
            assert_eq!((pixels.width(), pixels.height()), (prepared.size, prepared.size));
            sizes.push(prepared.size);
        }
    }
    assert_eq!(sizes[0], 160, "there was no need to make it smaller");
    assert!(sizes[6] < 160 && sizes[6] >= 32, "{sizes:?}");
    assert_eq!(prepare(&jpeg, None, 160, 100).unwrap_err(), Error::DoesNotFit { limit: 100 });
}

#[test]
fn a_crop_outside_is_moved_inside() {
    let file = jpeg(&scene(96, 64));
    for (crop, size) in [
        (Crop { x: 90, y: 60, side: 24 }, 24),
        (Crop { x: u32::MAX, y: u32::MAX, side: 24 }, 24),
        (Crop { x: 0, y: 0, side: u32::MAX }, 64),
        (Crop { x: 3, y: 3, side: 0 }, 1),
    ] {
        assert_eq!(prepare(&file, Some(crop), 512, 1_000_000).unwrap().size, size, "{crop:?}");
    }
}

#[test]
fn a_large_jpeg_is_decoded_at_a_fraction() {
    let file = jpeg(&scene(1600, 1200));
    let source = decode(&file, 300).unwrap();
    assert_eq!((source.width, source.height), (300, 225));
    assert_scene("scaled", &rgba(&source), [RED, GREEN, BLUE, YELLOW]);
    let corner = Crop { x: 800, y: 600, side: 600 };
    let photo = prepare(&file, Some(corner), 100, 1_000_000).unwrap();
    let pixels = image::load_from_memory(&photo.photo.bytes).unwrap().to_rgb8();
    assert_eq!(pixels.dimensions(), (100, 100));
    // The square begins exactly where the yellow does.
    for (x, y) in [(1, 1), (98, 1), (50, 98)] {
        assert_near("corner", pixels.get_pixel(x, y).0, YELLOW);
    }
}

#[test]
fn the_circle_is_cut_out_of_the_pixels() {
    let png = encoded(&scene(96, 64).into(), ImageFormat::Png);
    for side in [24, 48, 97, 256] {
        let circle = circle(&png, side).unwrap();
        assert_eq!(circle.side, side);
        let pixels = RgbaImage::from_raw(side, side, circle.rgba).unwrap();
        let (last, middle) = (side - 1, side / 2);
        for (x, y) in [(0, 0), (last, 0), (0, last), (last, last)] {
            assert_eq!(pixels.get_pixel(x, y).0[3], 0, "corner of {side}");
        }
        assert_eq!(pixels.get_pixel(middle, middle).0[3], 255);
        let soft = pixels.pixels().filter(|pixel| !matches!(pixel.0[3], 0 | 255)).count();
        assert!(soft as u32 > side, "the edge of {side} is antialiased: {soft}");
        let covered: f64 = pixels.pixels().map(|pixel| f64::from(pixel.0[3]) / 255.0).sum();
        let area = std::f64::consts::PI * (f64::from(side) / 2.0).powi(2);
        assert!((covered / area - 1.0).abs() < 0.01, "area of {side}: {covered} of {area}");
        assert_scene("circle", &pixels, [RED, GREEN, BLUE, YELLOW]);
    }
    assert_eq!(circle(&png, 0).unwrap().side, 1);
}

/// The scene: red and green above, blue and yellow below.
fn scene(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| match (x < width / 2, y < height / 2) {
        (true, true) => Rgb(RED),
        (false, true) => Rgb(GREEN),
        (true, false) => Rgb(BLUE),
        (false, false) => Rgb(YELLOW),
    })
}

/// A picture that does not compress: every byte of its file matters.
fn noise(width: u32, height: u32) -> RgbImage {
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    RgbImage::from_fn(width, height, |_, _| Rgb([next(), next(), next()]))
}

fn greys() -> [[u8; 3]; 4] {
    let pixels = DynamicImage::from(scene(2, 2)).to_luma8();
    let grey = |x, y| [pixels.get_pixel(x, y).0[0]; 3];
    [grey(0, 0), grey(1, 0), grey(0, 1), grey(1, 1)]
}

/// How a camera held another way stores the same scene: turned so that `orientation` undoes it.
fn stored(upright: &RgbImage, orientation: u8) -> RgbImage {
    let undo = match orientation {
        6 => 8,
        8 => 6,
        other => other,
    };
    let mut pixels = DynamicImage::from(upright.clone());
    pixels.apply_orientation(Orientation::from_exif(undo).unwrap());
    pixels.into_rgb8()
}

fn encoded(pixels: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    pixels.write_to(&mut file, format).unwrap();
    file.into_inner()
}

fn jpeg(pixels: &RgbImage) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut file, 92);
    encoder.encode(pixels, pixels.width(), pixels.height(), ExtendedColorType::Rgb8).unwrap();
    file
}

/// An EXIF block, big-endian, with an orientation and perhaps a latitude.
fn exif(orientation: u8, has_location: bool) -> Vec<u8> {
    let mut block = b"MM\0*\0\0\0\x08\0\x02".to_vec();
    block.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    block.extend([0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38]);
    block.extend([0, 0, 0, 0]);
    // The directory of the place, at 38: a version, and the latitude if there is one.
    let tag = if has_location { 2 } else { 29 };
    block.extend([0, 1, 0, tag, 0, 5, 0, 0, 0, 3, 0, 0, 0, 8, 0, 0, 0, 0]);
    block
}

fn with_exif(jpeg: &[u8], exif: &[u8]) -> Vec<u8> {
    inserted(jpeg, &segment(0xE1, &[b"Exif\0\0", exif].concat()))
}

/// A JPEG with segments put in right behind its start marker.
fn inserted(jpeg: &[u8], segments: &[u8]) -> Vec<u8> {
    [&jpeg[..2], segments, &jpeg[2..]].concat()
}

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap();
    [&[0xFF, marker], &length.to_be_bytes()[..], content].concat()
}

fn png_chunk(name: [u8; 4], content: &[u8]) -> Vec<u8> {
    let body = [&name, content].concat();
    let check = !body.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xEDB8_8320 * (sum & 1)))
    });
    [&(content.len() as u32).to_be_bytes()[..], &body, &check.to_be_bytes()].concat()
}

/// The names of a JPEG's segments; everything behind the end marker is `tail`.
fn jpeg_parts(file: &[u8]) -> Vec<String> {
    assert_eq!(file[..2], [0xFF, 0xD8]);
    let mut names = Vec::new();
    let mut at = 2;
    loop {
        assert_eq!(file[at], 0xFF);
        let marker = file[at + 1];
        let name = match marker {
            0xE0 => "APP0",
            0xDB => "DQT",
            0xC0 => "SOF0",
            0xC4 => "DHT",
            0xDA => "SOS",
            0xD9 => "EOI",
            _ => "other",
        };
        names.push(name.to_owned());
        if marker == 0xD9 {
            if at + 2 < file.len() {
                names.push("tail".to_owned());
            }
            return names;
        }
        at += 2 + usize::from(u16::from_be_bytes([file[at + 2], file[at + 3]]));
        if marker == 0xDA {
            while file[at] != 0xFF || file[at + 1] == 0 {
                at += 1;
            }
        }
    }
}

fn png_parts(file: &[u8]) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = &file[8..];
    while let Some(length) = rest.first_chunk() {
        names.push(String::from_utf8_lossy(&rest[4..8]).into_owned());
        rest = &rest[12 + u32::from_be_bytes(*length) as usize..];
    }
    assert!(rest.is_empty(), "bytes behind the end");
    names
}

fn rgba(source: &super::Source) -> RgbaImage {
    RgbaImage::from_raw(source.width, source.height, source.rgba.clone()).unwrap()
}

/// The middles of the four quarters.
fn assert_scene(name: &str, pixels: &RgbaImage, expected: [[u8; 3]; 4]) {
    let (width, height) = pixels.dimensions();
    let places = [(1, 1), (3, 1), (1, 3), (3, 3)];
    for ((x, y), colour) in places.into_iter().zip(expected) {
        let pixel = pixels.get_pixel(width * x / 4, height * y / 4).0;
        assert_near(&format!("{name} at {x}/4, {y}/4"), [pixel[0], pixel[1], pixel[2]], colour);
        assert_eq!(pixel[3], 255, "{name}");
    }
}

/// Lossy formats and printing colours move a colour a little.
fn assert_near(name: &str, seen: [u8; 3], expected: [u8; 3]) {
    let far = seen.iter().zip(expected).any(|(seen, expected)| seen.abs_diff(expected) > 12);
    assert!(!far, "{name}: {seen:?} instead of {expected:?}");
}
