//! The code tables of lossless WebPs: their memory is known before they are built, and too large ones are refused.

use super::stream::{ALPHABETS, Stream, chunk, extended, file};
use super::{ANIMATED_WEBP, LOSSY_WEBP};
use crate::picture::decode::Opened;
use crate::picture::webp::Contents;
use crate::picture::{Error, decode};

use image::{DynamicImage, ImageFormat};

const PALETTE: &[u8] = include_bytes!("../../../tests/fixtures/pictures/palette.webp");
const SHADES: &[u8] = include_bytes!("../../../tests/fixtures/pictures/shades.webp");
const SHADES_ALPHA: &[u8] = include_bytes!("../../../tests/fixtures/pictures/shades-alpha.webp");
pub(super) const SHADES_LOSSY_ALPHA: &[u8] =
    include_bytes!("../../../tests/fixtures/pictures/shades-lossy-alpha.webp");
const SHADES_ANIMATED: &[u8] = include_bytes!("../../../tests/fixtures/pictures/shades-animated.webp");

/// The memory of a code besides its tables, in bytes.
const CODE: u64 = 56 * 3 + 2 * 16 + 3 * 16;
/// The memory of five codes with one symbol each.
const EVEN: u64 = 5 * CODE;
/// A look-up table of 1,024 entries of four bytes, and two nodes of 16 bytes for each of 2,048 codes.
const FULL: u64 = EVEN + 4096 + 2048 * 32;

/// The chunk `VP8 ` of a picture of 96 x 64.
fn lossy() -> &'static [u8] {
    &LOSSY_WEBP[12..]
}

fn tables(file: &[u8]) -> Result<u64, Error> {
    Contents::read(file)?.tables(true)
}

/// The start of a picture up to its groups; there is one group.
fn beginning() -> Stream {
    let mut stream = Stream::default();
    stream.put(0, 3).clone()
}

#[test]
fn tables_are_counted_after_all_transforms() {
    use Token::{One, Zeros};

    let even = beginning().even([1, 2, 3, 4]).clone();
    let transformed = {
        let mut stream = Stream::default();
        // Predictors in tiles of 4 x 4, of which the second is copied from the first, with a cache of 2.
        let _ = stream.put(0b001, 3).put(0, 3).put(1, 1).put(1, 4);
        // Green is 0 or a length of 7 (symbol 261 and one bit more); distances are 5 (symbol 4 and one bit more).
        coded(&mut stream, &[One, Zeros(138), Zeros(122), One, Zeros(20)]);
        let _ = stream.single(0).single(0).single(0).single(4);
        // 24 x 16 tiles: one, then 54 times seven, then five more.
        let _ = stream.put(0, 1);
        for _ in 0..54 {
            let _ = stream.put(1, 1).put(0, 1).put(0, 1);
        }
        let _ = stream.put(0, 5);
        // Colour transform in tiles of 512 x 512; subtract green; a palette of 2, so eight pixels share one.
        let _ = stream.put(0b011, 3).put(7, 3).put(0, 1).even([0; 4]);
        let _ = stream.put(0b101, 3);
        let _ = stream.put(0b111, 3).put(1, 8).put(0, 1).even([0; 4]);
        // No cache; an entropy image of 3 x 16 tiles of 4 x 4, one of which names the second group.
        let _ = stream.put(0, 2).put(1, 1).put(0, 3).put(0, 1);
        let _ = stream.pair(0, 1).single(0).single(0).single(0).single(0);
        let _ = stream.put(1 << 17, 24).put(0, 24);
        stream.even([0; 4]).even([0; 4]).clone()
    };
    let two = beginning().pair(0, 1).single(0).single(0).single(0).single(0).clone();
    let cases = [
        ("even", even, EVEN),
        ("transformed", transformed, 2 * EVEN),
        ("two symbols", two, EVEN + 8),
        ("full", Stream::of_groups(3, 0), 3 * FULL),
    ];
    for (name, stream, expected) in cases {
        assert_eq!(tables(&stream.file(96, 64)), Ok(expected), "{name}");
        assert_eq!(tables(&stream.transparency(lossy(), 96, 64)), Ok(expected), "{name} as transparency");
        assert_eq!(tables(&stream.animation(None, 96, 64)), Ok(expected), "{name} in an animation");
        let transparency = stream.animation(Some(lossy()), 96, 64);
        assert_eq!(tables(&transparency), Ok(expected), "{name} as transparency in an animation");
        // Cut at any place.
        let bytes = stream.bytes();
        for length in 0..bytes.len() - 1 {
            let alpha = chunk(*b"ALPH", &[&[1], &bytes[..length]].concat());
            let cut = file(&[extended(0x10, 96, 64), alpha, lossy().to_vec()].concat());
            assert_eq!(tables(&cut), Err(Error::CutShort), "{name}: {length} of {}", bytes.len());
        }
    }
}

/// An entry of a list of code lengths: a symbol of one bit, or this many symbols (11 to 138) that do not occur.
#[derive(Clone, Copy)]
enum Token {
    One,
    Zeros(u32),
}

/// A code with this length for each symbol.
fn coded(stream: &mut Stream, tokens: &[Token]) {
    // Symbols 1 (a length of one) and 18 (a long run of zeros), of one bit each, in the order 17, 18, 0, 1.
    let _ = stream.put(0, 1).put(0, 4).put(0, 3).put(1, 3).put(0, 3).put(1, 3).put(0, 1);
    for token in tokens {
        let _ = match token {
            Token::One => stream.put(0, 1),
            Token::Zeros(count) => stream.put(1, 1).put(count - 11, 7),
        };
    }
}

#[test]
fn invalid_streams_are_refused() {
    use Token::{One, Zeros};

    let end = |stream: &mut Stream| stream.single(0).single(0).single(0).single(0).clone();
    let green = |times: usize| {
        let mut stream = Stream::default();
        for _ in 0..times {
            let _ = stream.put(0b101, 3);
        }
        stream.put(0, 3).even([0; 4]).clone()
    };
    let cache = |size| Stream::default().put(0b10, 2).put(size, 4).put(0, 1).even([0; 4]).clone();
    let pair = |first, second| end(beginning().pair(first, second));
    let distance = |symbol| beginning().single(0).single(0).single(0).single(0).single(symbol).clone();
    let lengths = |tokens: &[Token]| {
        let mut stream = beginning();
        coded(&mut stream, tokens);
        end(&mut stream)
    };
    let order = |first, second| {
        // Lengths of the codes of 17 and 18, and then zeros enough for all symbols but the first.
        let mut stream = beginning();
        let _ = stream.put(0, 5).put(first, 3).put(second, 3).put(0, 3).put(1, 3).put(0, 1);
        end(stream.put(0, 32).put(0, 32).put(0, 32).put(0, 32))
    };
    let announced = |count: u32| {
        // The same with the number of lengths before them.
        let mut stream = beginning();
        let _ =
            stream.put(0, 5).put(0, 3).put(1, 3).put(0, 3).put(1, 3).put(1, 1).put(7, 3).put(count - 2, 16);
        for token in [0, 0, 1] {
            let _ = stream.put(token, 1);
        }
        let _ = stream.put(127, 7).put(1, 1).put(118, 7).put(1, 1).put(0, 7);
        end(&mut stream)
    };
    let copied = |length: u32| {
        // An entropy image of one tile: a pixel, or a copy of several.
        let mut stream = Stream::default();
        let _ = stream.put(0b100, 3).put(7, 3).put(0, 1);
        let zeros = 256 + length - 2;
        coded(&mut stream, &[One, Zeros(138), Zeros(zeros - 138), One, Zeros(280 - zeros - 2)]);
        end(&mut stream).put(1, 1).even([0; 4]).clone()
    };
    let cases = [
        ("green taken off twice", green(2), Some(green(1))),
        ("a cache of one", cache(0), Some(cache(1))),
        ("a cache of 4,096", cache(12), Some(cache(11))),
        ("two symbols the other way round", pair(7, 6), Some(pair(6, 7))),
        ("twice the same symbol", pair(7, 7), Some(pair(7, 8))),
        ("a distance that is none", distance(ALPHABETS[4].into()), Some(distance(39))),
        ("too many codes", lengths(&[One, One, One, Zeros(138), Zeros(128), Zeros(11)]), {
            Some(lengths(&[One, One, Zeros(138), Zeros(129), Zeros(11)]))
        }),
        ("no code", lengths(&[Zeros(138), Zeros(131), Zeros(11)]), {
            Some(lengths(&[One, Zeros(138), Zeros(130), Zeros(11)]))
        }),
        ("too few codes for lengths", order(0, 2), None),
        ("too many codes for lengths", order(1, 1), None),
        ("more lengths than symbols", lengths(&[One, One, Zeros(138), Zeros(138), Zeros(11)]), None),
        ("a number of lengths above that of symbols", announced(281), Some(announced(280))),
        ("more pixels than there are", copied(2), Some(copied(1))),
        ("tables that are too large", Stream::of_groups(1000, 0), Some(Stream::of_groups(900, 0))),
        ("65,536 groups", Stream::of_groups(65_536, 0), None),
    ];
    for (name, bad, good) in cases {
        // The data after it never matter.
        let rest = |mut stream: Stream| stream.put(0, 32).put(0, 32).file(96, 64);
        let bad = rest(bad);
        assert_eq!(tables(&bad), Err(Error::Broken), "{name}");
        assert_eq!(decode(&bad, 64).map(|_| ()), Err(Error::Broken), "{name}");
        if let Some(good) = good {
            let _ = tables(&rest(good)).unwrap_or_else(|error| panic!("without {name}: {error:?}"));
        }
    }
}

#[test]
fn tables_count_in_addition_to_the_pixels() {
    // With eight bytes for each pixel, 320 MiB are 41.9 million pixels.
    let opened = |groups, side| Opened::new(&Stream::of_groups(groups, 0).file(side, side)).map(|_| ());
    assert_eq!(opened(1, 6200), Ok(()));
    assert_eq!(opened(900, 5500), Ok(()));
    let refused = opened(900, 6200);
    assert!(matches!(refused, Err(Error::TooManyPixels { width: 6200, .. })), "{refused:?}");
    assert_eq!(opened(1000, 16), Err(Error::Broken));
    // Nothing is read of a picture that is too large.
    let refused = decode(&Stream::default().file(16_000, 16_000), 64).map(|_| ());
    assert!(matches!(refused, Err(Error::TooManyPixels { width: 16_000, .. })), "{refused:?}");
}

#[test]
fn the_same_chunks_as_in_the_decoder_are_read() {
    let large = Stream::of_groups(1000, 0);
    let (small, large) = (beginning().even([1, 2, 3, 4]).file(96, 64), large.file(96, 64));
    let (small, large) = (&small[12..], &large[12..]);
    let still = |flags, chunks: &[&[u8]]| file(&[extended(flags, 96, 64), chunks.concat()].concat());
    let frame = |chunks: &[&[u8]]| {
        let head = [&[0; 6][..], &[95, 0, 0, 63, 0, 0], &[0; 4]].concat();
        [chunk(*b"ANIM", &[0; 6]), chunk(*b"ANMF", &[head, chunks.concat()].concat())].concat()
    };
    let announced = |mut file: Vec<u8>, bytes: u32| {
        file[4..8].copy_from_slice(&bytes.to_le_bytes());
        file
    };
    let cut = |file: Vec<u8>| file[..file.len() - 100].to_vec();
    let cases = [
        ("the first picture", file(large), Err(Error::Broken)),
        ("nothing behind it", file(&[small, large].concat()), Ok(())),
        ("nor an animation", file(&[small, &extended(2, 96, 64), &frame(&[large])].concat()), Ok(())),
        (
            "an animation first",
            file(&[large, &extended(2, 96, 64), &frame(&[small])].concat()),
            Err(Error::Broken),
        ),
        ("with a header", still(0, &[large]), Err(Error::Broken)),
        ("the first of two", still(0, &[large, small]), Err(Error::Broken)),
        ("an animation that is not announced", still(0, &[&frame(&[small]), large]), Err(Error::Broken)),
        ("nor has a picture", still(0, &[&frame(&[large])]), Err(Error::Broken)),
        ("one that is announced", still(2, &[&frame(&[small])]), Ok(())),
        ("and its picture", still(2, &[&frame(&[large])]), Err(Error::Broken)),
        ("the first of its pictures", still(2, &[&frame(&[small]), &frame(&[large])]), Ok(())),
        (
            "none of another name",
            still(2, &[&frame(&[&chunk(*b"JUNK", &[0; 9]), small])]),
            Err(Error::Broken),
        ),
        ("nor a lossy one", still(2, &[&frame(&[&chunk(*b"JUNK", &[0; 9]), lossy()])]), Err(Error::Broken)),
        ("a cut one that is not announced", cut(announced(file(large), 4)), Err(Error::CutShort)),
        ("nor with a header", cut(announced(still(0, &[large]), 22)), Err(Error::CutShort)),
        ("an end that is not announced", announced(still(0, &[large]), 22), Err(Error::Broken)),
        ("a name and no picture", still(0, &[&chunk(*b"VP8L", b"/")]), Err(Error::Broken)),
        ("no picture", still(0, &[]), Err(Error::Broken)),
        ("what was appended", [file(small), b"VP8 \xFF\xFF\xFF\xFF".to_vec()].concat(), Ok(())),
    ];
    for (name, file, expected) in cases {
        assert_eq!(tables(&file).map(|_| ()), expected, "{name}");
        assert_eq!(decode(&file, 64).map(|_| ()), expected, "{name}");
    }
    // Transparency is only read if it is needed.
    let unseen = Stream::of_groups(1000, 0).transparency(lossy(), 96, 64);
    assert_eq!(Contents::read(&unseen).unwrap().tables(false), Ok(0));
}

#[test]
fn lossless_pictures_of_encoders_are_decoded() {
    let own = |pixels: DynamicImage| super::encoded(&pixels, ImageFormat::WebP);
    let cases = [
        ("a palette", PALETTE.to_vec(), 1..=1),
        ("several groups", SHADES.to_vec(), 3..=12),
        ("several groups with transparency", SHADES_ALPHA.to_vec(), 3..=12),
        ("transparency beside a lossy picture", SHADES_LOSSY_ALPHA.to_vec(), 1..=3),
        ("the same in an animation", SHADES_ANIMATED.to_vec(), 1..=3),
        ("an animation", ANIMATED_WEBP.to_vec(), 1..=1),
        ("noise", own(super::noise(70, 50).into()), 1..=1),
        ("with transparency", own(super::scene(33, 17).into()).clone(), 1..=1),
    ];
    for (name, file, groups) in cases {
        let (least, most) = (*groups.start() * EVEN, *groups.end() * (EVEN + 4096 * 5 + 2328 * 32));
        let tables = tables(&file).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert!((least..=most).contains(&tables), "{name}: {tables}");
        let seen = super::rgba(&decode(&file, 2048).unwrap());
        assert!(seen == image::load_from_memory(&file).unwrap().to_rgba8(), "{name}");
    }
}
