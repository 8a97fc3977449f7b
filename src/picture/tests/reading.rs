//! Reading: each format, upright, with its metadata.

use super::{
    ANIMATED_GIF, ANIMATED_WEBP, BLUE, CMYK, GREEN, HALF_WIDE, INTERLACED, JPEG_IN_TIFF, LOSSY_WEBP, LZW,
    PALETTE, PROGRESSIVE, PROGRESSIVE_GREY, RED, SIXTEEN_BITS, SUBSAMPLED, YELLOW, assert_near, assert_scene,
    encoded, exif, greys, inserted, jpeg, noise, png_chunk, rgba, scene, segment, stored, with_exif,
};
use crate::picture::{Crop, Error, circle, decode, prepare};

use image::{DynamicImage, ImageFormat};

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
        ("jpeg with colours of half the width", HALF_WIDE.to_vec()),
        ("progressive grey jpeg", PROGRESSIVE_GREY.to_vec()),
        ("palette png", PALETTE.to_vec()),
        ("interlaced png", INTERLACED.to_vec()),
        ("16-bit rgba png from elsewhere", SIXTEEN_BITS.to_vec()),
        ("lzw tiff", LZW.to_vec()),
        ("tiff of jpegs", JPEG_IN_TIFF.to_vec()),
        ("animated gif", ANIMATED_GIF.to_vec()),
        ("animated webp", ANIMATED_WEBP.to_vec()),
    ];
    for (name, bytes) in cases {
        // At full size and reduced, which use different code.
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
fn common_mistakes_are_accepted() {
    let scene = DynamicImage::from(scene(96, 64));
    let png = encoded(&scene, ImageFormat::Png);
    let mut gif = encoded(&scene.to_rgba8().into(), ImageFormat::Gif);
    // A screen that is smaller than its picture.
    gif[6..10].copy_from_slice(&[48, 0, 0, 0]);
    let mut bmp = encoded(&scene, ImageFormat::Bmp);
    // Four bytes without a meaning.
    bmp[6..10].copy_from_slice(b"note");
    let cases = [
        ("png without its last chunk", png[..png.len() - 12].to_vec()),
        ("png with half of it", png[..png.len() - 5].to_vec()),
        ("gif", gif),
        ("bmp", bmp),
    ];
    for (name, file) in cases {
        let source = decode(&file, 2048).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert_eq!((source.width, source.height), (96, 64), "{name}");
        assert_scene(name, &rgba(&source), [RED, GREEN, BLUE, YELLOW]);
    }
    // Pixels in two chunks, of which the second is missing: that is no last chunk.
    let noise = encoded(&noise(96, 64).into(), ImageFormat::Png);
    let pixels = noise.windows(4).position(|name| name == b"IDAT").unwrap();
    let half = &noise[pixels + 4..pixels + 1004];
    let cut = [&noise[..pixels - 4], &png_chunk(*b"IDAT", half)].concat();
    assert_eq!(decode(&cut, 64).map(|_| ()), Err(Error::CutShort));
}

#[test]
fn a_jpeg_is_decoded_at_an_eighth_that_is_near() {
    let scene = DynamicImage::from(scene(96, 64));
    let (jpeg, png) = (jpeg(&scene.to_rgb8()), encoded(&scene, ImageFormat::Png));
    for (most, of_jpeg, of_png) in [
        (25, (24, 16), (25, 16)),
        (24, (24, 16), (24, 16)),
        (23, (23, 15), (23, 15)),
        (39, (36, 24), (39, 26)),
        (95, (95, 63), (95, 63)),
        (96, (96, 64), (96, 64)),
    ] {
        for (bytes, size) in [(&jpeg, of_jpeg), (&png, of_png)] {
            let source = decode(bytes, most).unwrap();
            assert_eq!((source.width, source.height), size, "at most {most}");
        }
    }
}

#[test]
fn all_orientations_are_turned_upright() {
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
        // A square in a corner shows that corner, however the file is stored.
        let corners = [(0, 0, RED), (72, 0, GREEN), (0, 40, BLUE), (72, 40, YELLOW)];
        for (x, y, colour) in corners {
            let crop = Some(Crop { x, y, side: 24, ..Crop::default() });
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
fn turned_photos_of_other_programs_are_turned_upright() {
    let files: [&[u8]; 8] = [
        include_bytes!("../../../tests/fixtures/pictures/turned-1.jpg"),
        include_bytes!("../../../tests/fixtures/pictures/turned-2.jpg"),
        include_bytes!("../../../tests/fixtures/pictures/turned-3.jpg"),
        include_bytes!("../../../tests/fixtures/pictures/turned-4.jpg"),
        include_bytes!("../../../tests/fixtures/pictures/turned-5.jpg"),
        include_bytes!("../../../tests/fixtures/pictures/turned-6.jpg"),
        include_bytes!("../../../tests/fixtures/pictures/turned-7.jpg"),
        include_bytes!("../../../tests/fixtures/pictures/turned-8.jpg"),
    ];
    for (orientation, file) in (1..).zip(files) {
        let name = format!("orientation {orientation}");
        let source = decode(file, 2048).unwrap();
        assert_eq!((source.width, source.height), (96, 64), "{name}");
        assert_eq!(source.facts.turned, orientation != 1, "{name}");
        assert!(source.facts.has_location, "{name}");
        assert_scene(&name, &rgba(&source), [RED, GREEN, BLUE, YELLOW]);
    }
}

#[test]
fn broken_exif_is_ignored() {
    let cases: [(&str, Vec<u8>); 8] = [
        ("empty", Vec::new()),
        ("no byte order", b"XX*\0\0\0\0\x08".to_vec()),
        ("directory far away", b"MM\0*\xFF\xFF\xFF\xFF".to_vec()),
        ("65,535 entries and none of them", b"II*\0\x08\0\0\0\xFF\xFF".to_vec()),
        ("an entry that ends in its middle", exif(6, true)[..16].to_vec()),
        ("orientation 0", exif(0, false)),
        ("orientation 9", exif(9, false)),
        ("a place that is the first directory", {
            let mut block = exif(1, false);
            block[33] = 8;
            block
        }),
    ];
    let plain = jpeg(&scene(96, 64));
    for (name, block) in cases {
        let source = decode(&with_exif(&plain, &block), 2048).unwrap();
        assert!(!source.facts.turned && !source.facts.has_location, "{name}");
        assert_scene(name, &rgba(&source), [RED, GREEN, BLUE, YELLOW]);
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
        // Replaces another entry of the directory, next to SamplesPerPixel, by the orientation.
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
fn metadata_after_the_pixels_of_a_png_are_read() {
    let exif: &[u8] = include_bytes!("../../../tests/fixtures/pictures/late-exif.png");
    let xmp: &[u8] = include_bytes!("../../../tests/fixtures/pictures/late-xmp.png");
    for (name, file, turned) in [("exif", exif, true), ("xmp", xmp, false)] {
        let source = decode(file, 2048).unwrap();
        assert_eq!((source.facts.turned, source.facts.has_location), (turned, true), "{name}");
        assert_eq!((source.width, source.height), (96, 64), "{name}");
        assert_scene(name, &rgba(&source), [RED, GREEN, BLUE, YELLOW]);
        assert!(prepare(file, None, 32, 1_000_000).unwrap().facts.has_location, "{name}");
    }
    // A chunk that ends behind the file, or has a wrong checksum, is ignored.
    let place = exif.windows(4).position(|name| name == b"eXIf").unwrap();
    for (at, value) in [(place - 4, 0xFF), (place + 20, 0xFF)] {
        let mut file = exif.to_vec();
        file[at] = value;
        let facts = decode(&file, 2048).unwrap().facts;
        assert!(!facts.turned && !facts.has_location);
    }
}

#[test]
fn a_position_is_found_in_exif_and_xmp() {
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
fn a_large_jpeg_is_decoded_at_a_fraction() {
    let file = jpeg(&scene(1600, 1200));
    let source = decode(&file, 300).unwrap();
    assert_eq!((source.width, source.height), (300, 225));
    assert_scene("scaled", &rgba(&source), [RED, GREEN, BLUE, YELLOW]);
    let corner = Crop { x: 800, y: 600, side: 600, ..Crop::default() };
    let photo = prepare(&file, Some(corner), 100, 1_000_000).unwrap();
    let pixels = image::load_from_memory(&photo.photo.bytes).unwrap().to_rgb8();
    assert_eq!(pixels.dimensions(), (100, 100));
    // The square begins exactly where the yellow does.
    for (x, y) in [(1, 1), (98, 1), (50, 98)] {
        assert_near("corner", pixels.get_pixel(x, y).0, YELLOW);
    }
}
