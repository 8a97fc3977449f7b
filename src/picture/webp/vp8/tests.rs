//! Pictures with every feature of the format, made by chance, decoded here and by `image-webp`. Behind a header almost
//! any bytes are a picture; encoders use little of what they may.

use super::planes;
use super::probabilities::UPDATES;
use crate::picture::Error;
use crate::picture::decode::Clock;

use image_webp::vp8::Vp8Decoder;
use proptest::prelude::{ProptestConfig, any, prop_assert, proptest};

/// The boolean encoder (RFC 6386, 7.3).
struct Writer {
    bytes: Vec<u8>,
    range: u32,
    bottom: u32,
    count: u32,
}

impl Writer {
    fn new() -> Self {
        Self { bytes: Vec::new(), range: 255, bottom: 0, count: 24 }
    }

    fn bit(&mut self, chance: u8, is_set: bool) {
        let split = 1 + (((self.range - 1) * u32::from(chance)) >> 8);
        if is_set {
            let (bottom, overflows) = self.bottom.overflowing_add(split);
            assert!(!overflows);
            self.bottom = bottom;
            self.range -= split;
        } else {
            self.range = split;
        }
        while self.range < 128 {
            self.range <<= 1;
            self.shift();
        }
    }

    fn shift(&mut self) {
        if self.bottom >> 31 == 1 {
            for byte in self.bytes.iter_mut().rev() {
                *byte = byte.wrapping_add(1);
                if *byte != 0 {
                    break;
                }
            }
        }
        self.bottom <<= 1;
        self.count -= 1;
        if self.count == 0 {
            self.bytes.push((self.bottom >> 24) as u8);
            self.bottom &= 0xFF_FFFF;
            self.count = 8;
        }
    }

    fn number(&mut self, value: u8, count: u32) {
        for bit in (0..count).rev() {
            self.bit(128, value >> bit & 1 == 1);
        }
    }

    fn optional(&mut self, value: i32, count: u32) {
        self.bit(128, value != 0);
        if value != 0 {
            self.number(value.unsigned_abs() as u8, count);
            self.bit(128, value < 0);
        }
    }

    fn finish(mut self) -> Vec<u8> {
        for _ in 0..32 {
            self.shift();
        }
        self.bytes
    }
}

/// Numbers by chance (Marsaglia's xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 8) % end
    }

    fn is(&mut self) -> bool {
        self.below(2) == 1
    }

    /// Up to `most` with either sign.
    fn signed(&mut self, most: i32) -> i32 {
        self.below(most as u64 * 2 + 1) as i32 - most
    }

    fn bytes(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| self.below(256) as u8).collect()
    }
}

/// A picture of this size, by chance. Coefficients are multiplied by at most what the quantizer of `index` says: both
/// decoders wrap where a product is too large, and not in the same way.
fn picture(seed: u64, (width, height): (u16, u16), index: u8, has_large: bool) -> Vec<u8> {
    let mut chance = Chance(seed | 1);
    let mut bits = Writer::new();
    bits.number(u8::from(chance.is()), 2);
    let has_segments = chance.is();
    bits.bit(128, has_segments);
    if has_segments {
        let (has_tree, has_values, is_absolute) = (chance.is(), chance.is(), chance.is());
        bits.bit(128, has_tree);
        bits.bit(128, has_values);
        if has_values {
            bits.bit(128, is_absolute);
            for _ in 0..4 {
                let quantizer = chance.below(u64::from(index) + 1) as i32;
                bits.optional(if is_absolute { quantizer } else { -quantizer }, 7);
            }
            for _ in 0..4 {
                bits.optional(chance.signed(63), 6);
            }
        }
        for _ in 0..if has_tree { 3 } else { 0 } {
            let is_said = chance.is();
            bits.bit(128, is_said);
            if is_said {
                bits.number(chance.below(256) as u8, 8);
            }
        }
    }
    // The filter: its kind, level, sharpness, and what is added for some.
    bits.number(chance.below(2) as u8, 1);
    bits.number(chance.below(64) as u8, 6);
    bits.number(chance.below(8) as u8, 3);
    let (has_deltas, are_new) = (chance.is(), chance.is());
    bits.bit(128, has_deltas);
    if has_deltas {
        bits.bit(128, are_new);
        for _ in 0..if are_new { 8 } else { 0 } {
            bits.optional(chance.signed(63), 6);
        }
    }
    let partitions = chance.below(4) as u8;
    bits.number(partitions, 2);
    bits.number(index, 7);
    for _ in 0..5 {
        let less = chance.below(16) as i32;
        bits.optional(-less, 4);
    }
    bits.bit(128, chance.is());
    let rare = 1 + chance.below(300);
    for (at, update) in UPDATES.as_flattened().as_flattened().as_flattened().iter().enumerate() {
        // The third chance of each is that of a one: large values would be too large for large steps.
        let is_one = !has_large && at % 11 == 2;
        let is_new = is_one || chance.below(rare) == 0;
        bits.bit(*update, is_new);
        if is_new {
            bits.number(if is_one { 255 } else { chance.below(256) as u8 }, 8);
        }
    }
    let is_skipping = chance.is();
    bits.bit(128, is_skipping);
    if is_skipping {
        bits.number(chance.below(256) as u8, 8);
    }
    for _ in 0..500 {
        // The end of what the encoder writes is zeros.
        bits.bit(128, chance.is());
    }
    let (columns, rows) = (usize::from(width.div_ceil(16)), usize::from(height.div_ceil(16)));
    let first = [bits.finish(), chance.bytes(64 * columns * rows)].concat();
    let in_each = columns * rows.div_ceil(1 << partitions);
    let mut tokens: Vec<_> = (0..1 << partitions).map(|_| chance.bytes(2000 * in_each)).collect();
    for part in &mut tokens {
        // No encoder begins with ones: it is outside of the range.
        part[0] &= 0x7F;
    }
    file((width, height), &first, &tokens)
}

/// The content of a chunk.
fn file((width, height): (u16, u16), first: &[u8], tokens: &[Vec<u8>]) -> Vec<u8> {
    let tag = (first.len() as u32) << 5 | 0x10;
    let mut bytes = tag.to_le_bytes()[..3].to_vec();
    bytes.extend([0x9D, 0x01, 0x2A]);
    bytes.extend([width.to_le_bytes(), height.to_le_bytes()].concat());
    bytes.extend(first);
    for part in &tokens[..tokens.len() - 1] {
        bytes.extend(&(part.len() as u32).to_le_bytes()[..3]);
    }
    [bytes, tokens.concat()].concat()
}

fn ours(content: &[u8]) -> Result<Vec<Vec<u8>>, Error> {
    let planes = planes(content, &Clock::start())?;
    for plane in &planes {
        assert_eq!(plane.pixels.len() as u32, plane.size.0 * plane.size.1);
    }
    Ok(planes.into_iter().map(|plane| plane.pixels).collect())
}

fn theirs(content: &[u8]) -> Option<Vec<Vec<u8>>> {
    let frame = Vp8Decoder::decode_frame(content).ok()?;
    let (width, height) = (usize::from(frame.width), usize::from(frame.height));
    let stride = width.next_multiple_of(16);
    let planes = [
        (frame.ybuf, stride, width, height),
        (frame.ubuf, stride / 2, width.div_ceil(2), height.div_ceil(2)),
        (frame.vbuf, stride / 2, width.div_ceil(2), height.div_ceil(2)),
    ];
    let cut = |(pixels, stride, width, height): (Vec<u8>, _, _, _)| {
        pixels.chunks_exact(stride).take(height).flat_map(|row| &row[..width]).copied().collect()
    };
    Some(planes.map(cut).to_vec())
}

/// Whether both say the same.
fn agree(content: &[u8]) -> bool {
    ours(content).ok() == theirs(content)
}

#[test]
fn all_small_sizes_come_out_as_elsewhere() {
    for width in 1..=40 {
        for height in [1, 2, 15, 16, 17, 33, width] {
            let content = picture(u64::from(width) * 41 + u64::from(height), (width, height), 3, true);
            assert!(theirs(&content).is_some() && agree(&content), "{width} x {height}");
        }
    }
}

#[test]
fn what_blocks_leave_for_others_comes_out_as_elsewhere() {
    for seed in 1..40 {
        assert!(agree(&picture(seed << 20, (200, 200), 3, true)), "{seed}");
    }
}

#[test]
fn all_quantizers_come_out_as_elsewhere() {
    for index in 0..128 {
        let content = picture(u64::from(index) + 1, (40, 40), index, false);
        assert!(theirs(&content).is_some() && agree(&content), "quantizer {index}");
    }
}

#[test]
fn what_is_cut_is_refused() {
    let written = include_bytes!("../../../../tests/fixtures/pictures/shades-lossy.webp").get(20..).unwrap();
    for (name, content) in
        (1..9).map(|seed| (seed, picture(seed, (40, 24), 3, true))).chain([(0, written.to_vec())])
    {
        let whole = ours(&content).unwrap();
        for eighth in 0..8 {
            let cut = ours(&content[..content.len() * eighth / 8]);
            // Made by chance there is more at the end than is needed.
            let is_whole = name > 0 && cut.as_ref() == Ok(&whole);
            assert!(is_whole || cut == Err(Error::CutShort), "{name} at {eighth}/8");
        }
    }
    // Zeros are a picture without any coefficients: exactly as many as it takes.
    let zeros = |first: usize, tokens: usize| file((160, 160), &vec![0; first], &[vec![0; tokens]]);
    let tokens = (0..2000).find(|count| ours(&zeros(2000, *count)).is_ok()).unwrap();
    let first = (0..2000).find(|count| ours(&zeros(*count, 2000)).is_ok()).unwrap();
    for (first, tokens) in [(2000, tokens), (first, 2000)] {
        assert!(first.min(tokens) > 10 && agree(&zeros(first, tokens)), "{first}, {tokens}");
        let (less, fewer) = if first < 2000 { (first - 1, tokens) } else { (first, tokens - 1) };
        assert_eq!(ours(&zeros(less, fewer)), Err(Error::CutShort), "{first}, {tokens}");
        assert_eq!(theirs(&zeros(less, fewer)), None, "{first}, {tokens}");
    }
}

#[test]
fn headers_that_are_none_are_refused() {
    let content = picture(5, (20, 20), 3, true);
    let with = |at: usize, byte: u8| {
        let mut content = content.clone();
        content[at] = byte;
        ours(&content).map(|_| ())
    };
    assert_eq!(with(0, content[0]), Ok(()));
    for (name, at, byte) in [
        ("no key frame", 0, content[0] | 1),
        ("another start code", 4, 2),
        ("no width", 6, 0),
        ("no height", 8, 0),
        ("another space of colours", 10, 0xFF),
    ] {
        assert_eq!(with(at, byte), Err(Error::Broken), "{name}");
    }
    // Two bits for a scale that programs may show it in.
    assert_eq!(with(7, 0x80), Ok(()));
    assert_eq!(with(2, 0xFF), Err(Error::CutShort));
}

#[test]
fn the_time_is_limited() {
    let content = picture(5, (20, 20), 3, true);
    let clock = Clock::until(std::time::Instant::now());
    assert_eq!(planes(&content, &clock).map(|_| ()), Err(Error::TooLong));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pictures_by_chance_come_out_as_elsewhere(
        seed in any::<u64>(),
        width in 1_u16..70,
        height in 1_u16..70,
        index in 0_u8..4,
    ) {
        let content = picture(seed, (width, height), index, true);
        prop_assert!(agree(&content));
    }

    #[test]
    fn damage_is_answered(
        seed in any::<u64>(),
        index in 0_u8..128,
        at in any::<proptest::sample::Index>(),
        byte in any::<u8>(),
        length in any::<proptest::sample::Index>(),
    ) {
        let mut content = picture(seed, (40, 24), index, true);
        // Not the size, which the caller has looked at.
        let at = at.index(content.len());
        if !(6..10).contains(&at) {
            content[at] = byte;
        }
        let _ = ours(&content);
        let _ = ours(&content[..length.index(content.len())]);
    }
}
