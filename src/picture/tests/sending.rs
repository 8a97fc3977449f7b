//! Sending: only the pixels of the chosen file, within the size limit. Also the circle for the screen.

use super::{
    BLUE, GREEN, RED, YELLOW, assert_scene, encoded, exif, inserted, jpeg, jpeg_parts, noise, png_chunk,
    png_parts, rgba, scene, segment,
};
use crate::picture::{Crop, Error, OutputFormat, circle, decode, prepare, prepare_as};

use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};

/// Everything that a file of this program consists of.
const KNOWN_PARTS: [&str; 9] = ["APP0", "DQT", "SOF0", "DHT", "SOS", "EOI", "IHDR", "IDAT", "IEND"];

#[test]
fn no_metadata_of_the_chosen_file_are_left() {
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
        assert!(parts.iter().all(|part| KNOWN_PARTS.contains(&part.as_str())), "{name}: {parts:?}");
    }
}

#[test]
fn no_metadata_of_other_programs_are_left() {
    const MARK: &[u8] = b"PLANTED-MARK";
    // In EXIF: description, maker note, thumbnail. In all: XMP and colour profile. Then what each format has.
    let cases: [(&str, &[u8], usize); 4] = [
        ("jpeg", include_bytes!("../../../tests/fixtures/pictures/planted.jpg"), 8),
        // The compressed text is not counted.
        ("png", include_bytes!("../../../tests/fixtures/pictures/planted.png"), 5),
        ("webp", include_bytes!("../../../tests/fixtures/pictures/planted.webp"), 5),
        ("tiff", include_bytes!("../../../tests/fixtures/pictures/planted.tiff"), 4),
    ];
    let wide: Vec<u8> = MARK.iter().flat_map(|byte| [*byte, 0]).collect();
    for (name, file, marks) in cases {
        let count =
            |bytes: &[u8], mark: &[u8]| bytes.windows(mark.len()).filter(|part| *part == mark).count();
        assert!(count(file, MARK) == marks, "{name}: {} marks", count(file, MARK));
        for form in [OutputFormat::Jpeg, OutputFormat::Png] {
            let prepared = prepare_as(form, file, None, 64, 1_000_000).unwrap();
            assert!(prepared.facts.has_location, "{name}");
            let sent = &prepared.photo.bytes;
            assert_eq!(count(sent, MARK) + count(sent, &wide) + count(sent, b"GPS"), 0, "{name} as {form:?}");
            let parts = if form == OutputFormat::Jpeg { jpeg_parts(sent) } else { png_parts(sent) };
            assert!(parts.iter().all(|part| KNOWN_PARTS.contains(&part.as_str())), "{name}: {parts:?}");
            let seen = decode(sent, 64).unwrap();
            assert!(!seen.facts.has_location && !seen.facts.turned, "{name} as {form:?}");
            assert_scene(name, &rgba(&seen), [RED, GREEN, BLUE, YELLOW]);
        }
    }
}

#[test]
fn transparency_is_kept_if_it_is_used() {
    let mut pixels = RgbaImage::from_pixel(80, 80, Rgba([200, 0, 0, 255]));
    for pixel in pixels.pixels_mut().take(40 * 80) {
        *pixel = Rgba([0, 0, 0, 0]);
    }
    let file = encoded(&pixels.into(), ImageFormat::Png);
    let photo = prepare(&file, None, 40, 1_000_000).unwrap().photo;
    assert_eq!(photo.extension, "png");
    let seen = image::load_from_memory(&photo.bytes).unwrap().to_rgba8();
    assert_eq!(seen.get_pixel(20, 5).0[3], 0);
    // Not darkened by the black of the transparent half.
    assert_eq!(seen.get_pixel(20, 35).0, [200, 0, 0, 255]);
    let edge = seen.get_pixel(20, 20).0;
    assert!(edge[0] > 190 && edge[3] > 0, "{edge:?}");

    let opaque_half = Crop { x: 0, y: 50, side: 30, ..Crop::default() };
    assert_eq!(prepare(&file, Some(opaque_half), 40, 1_000_000).unwrap().photo.extension, "jpg");
}

#[test]
fn the_result_is_smaller_than_the_limit() {
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
        (Crop { x: 90, y: 60, side: 24, ..Crop::default() }, 24),
        (Crop { x: u32::MAX, y: u32::MAX, side: 24, ..Crop::default() }, 24),
        (Crop { x: 0, y: 0, side: u32::MAX, ..Crop::default() }, 64),
        (Crop { x: 3, y: 3, side: 0, ..Crop::default() }, 1),
    ] {
        assert_eq!(prepare(&file, Some(crop), 512, 1_000_000).unwrap().size, size, "{crop:?}");
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
