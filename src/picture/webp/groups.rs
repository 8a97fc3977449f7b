//! Computes the memory for the prefix code groups of a lossless stream (RFC 9649, 3) before the decoder allocates it.
//!
//! The entropy image says how many groups follow, up to 65,536. A group can be eleven bytes in the file and 56 KB in memory,
//! and the decoder builds all of them without a limit: a file of 672 KB with one pixel took 3.7 GB. So the stream is read
//! here first, up to the last group. Of the images before the groups only the largest index is kept. So this needs a few
//! kilobytes for any file; its time is proportional to the file and to a sixteenth of the pixels.
//!
//! If the format is not clear, this reads like `image-webp` 0.2; else it could measure something else than the decoder
//! allocates. Knows nothing of the container.

use crate::picture::error::Error;

use std::mem;

/// The largest memory for the tables of one picture, in bytes. Files of `cwebp` need 2 MB for 12 megapixels, and have at most
/// 2,600 tiles in the entropy image.
pub(super) const MAX_TABLES: u64 = 64 << 20;

/// The numbers of symbols of the codes of a group (RFC 9649, 3.7.1): green and lengths, red, blue, alpha, distances. The size
/// of the colour cache is added to the first.
const ALPHABETS: [usize; 5] = [256 + LENGTHS, 256, 256, 256, 40];

/// Symbols for lengths, after those of green.
const LENGTHS: usize = 24;

/// The order in which the lengths of the code length codes are stored (RFC 9649, 3.7.2.1.2).
const LENGTH_ORDER: [usize; 19] = [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

/// The longest code, in bits.
const MAX_LENGTH: usize = 15;

/// The memory of the decoder for each code, in bytes: an entry in a list that grows by doubling, the overhead of two
/// allocations, and three nodes of a tree for a code of two symbols.
const CODE: u64 = 56 * 3 + 2 * 16 + 3 * 16;
/// Codes up to this length, in bits, are in a lookup table.
const LOOKUP_BITS: usize = 10;
/// Bytes of an entry of the lookup table.
const ENTRY: u64 = 4;
/// Bytes for each longer code: two nodes of a tree.
const LONG_CODE: u64 = 2 * 16;

/// The memory for the tables of a picture of this size, in bytes. `stream` starts after the size and version.
///
/// # Errors
///
/// [`Error::Broken`] if it is more than [`MAX_TABLES`], or the stream is invalid; [`Error::CutShort`].
pub(super) fn tables(stream: &[u8], (width, height): (u32, u32)) -> Result<u64, Error> {
    let mut bits = Bits { bytes: stream, buffer: 0, count: 0 };
    let width = skip_transforms(&mut bits, width, height)?;
    let cache = cache_size(&mut bits)?;
    let mut groups = 1;
    if bits.flag()? {
        let side = bits.take(3)? + 2;
        groups += largest_index(&mut bits, tiles(width, side), tiles(height, side))?;
    }
    let mut sum = 0;
    for _ in 0..groups {
        for code in group(&mut bits, cache) {
            sum += code?.memory();
        }
        if sum > MAX_TABLES {
            return Err(Error::Broken);
        }
    }
    Ok(sum)
}

/// Skips the transforms (RFC 9649, 3.5). Returns the stored width, which is less if several pixels are packed into one.
fn skip_transforms(bits: &mut Bits<'_>, mut width: u32, height: u32) -> Result<u32, Error> {
    let mut seen = [false; 4];
    while bits.flag()? {
        let kind = bits.take(2)?;
        if mem::replace(&mut seen[kind as usize & 3], true) {
            return Err(Error::Broken);
        }
        match kind {
            // Predictor and colour transform.
            0 | 1 => {
                let side = bits.take(3)? + 2;
                let _ = largest_index(bits, tiles(width, side), tiles(height, side))?;
            }
            // Subtract green, which has no data.
            2 => {}
            _ => {
                let colours = bits.take(8)? + 1;
                let _ = largest_index(bits, colours, 1)?;
                let packing = match colours {
                    ..=2 => 3,
                    3..=4 => 2,
                    5..=16 => 1,
                    _ => 0,
                };
                width = tiles(width, packing);
            }
        }
    }
    Ok(width)
}

/// The number of tiles of `1 << side` pixels in a length.
fn tiles(length: u32, side: u32) -> u32 {
    length.div_ceil(1 << side)
}

/// The number of symbols of the colour cache (RFC 9649, 3.6.2.3).
fn cache_size(bits: &mut Bits<'_>) -> Result<usize, Error> {
    if !bits.flag()? {
        return Ok(0);
    }
    match bits.take(4)? {
        size @ 1..=11 => Ok(1 << size),
        _ => Err(Error::Broken),
    }
}

/// The five codes of a group.
fn group(bits: &mut Bits<'_>, cache: usize) -> impl Iterator<Item = Result<Code, Error>> {
    let alphabets = ALPHABETS.into_iter().zip([cache, 0, 0, 0, 0]);
    alphabets.map(|(symbols, more)| Code::read(bits, symbols + more))
}

/// Skips an image other than the picture itself (RFC 9649, 3.7.3). Returns the largest number in red and green, which in an
/// entropy image is the last group. Copied pixels and those of the colour cache need not be read: they occurred before, or
/// are zero.
fn largest_index(bits: &mut Bits<'_>, width: u32, height: u32) -> Result<u32, Error> {
    let cache = cache_size(bits)?;
    let codes = group(bits, cache).collect::<Result<Vec<_>, _>>()?;
    let [green, red, blue, alpha, distance] = &codes[..] else { return Err(Error::Broken) };
    let is_uniform = [green, red, blue, alpha].iter().all(|code| code.is_single());
    let mut pixels = u64::from(width) * u64::from(height);
    let mut largest = 0;
    while pixels > 0 {
        let taken = match usize::from(green.symbol(bits)?) {
            low @ ..256 => {
                let high = red.symbol(bits)?;
                largest = largest.max(u32::from(high) << 8 | low as u32);
                let _ = blue.symbol(bits)?;
                let _ = alpha.symbol(bits)?;
                // Codes with one symbol have no bits, so all pixels are the same.
                if is_uniform { pixels } else { 1 }
            }
            length if length < ALPHABETS[0] => {
                let length = number(bits, length as u32 - 256)?;
                let from = distance.symbol(bits)?;
                let _ = number(bits, u32::from(from))?;
                length
            }
            _ => 1,
        };
        pixels = pixels.checked_sub(taken).ok_or(Error::Broken)?;
    }
    Ok(largest)
}

/// Reads a length or distance; `symbol` is its prefix (RFC 9649, 3.6.2.2).
fn number(bits: &mut Bits<'_>, symbol: u32) -> Result<u64, Error> {
    if symbol < 4 {
        return Ok(u64::from(symbol) + 1);
    }
    let more = (symbol - 2) >> 1;
    Ok((u64::from(2 + (symbol & 1)) << more) + u64::from(bits.take(more)?) + 1)
}

/// A prefix code (RFC 9649, 3.7.2.1).
struct Code {
    /// The number of codes of each length; all 0 if there is only one symbol.
    counts: [u16; MAX_LENGTH + 1],
    /// The symbols in the order of their codes.
    symbols: Vec<u16>,
}

impl Code {
    /// Reads a code for this number of symbols.
    fn read(bits: &mut Bits<'_>, symbols: usize) -> Result<Self, Error> {
        if !bits.flag()? {
            let mut lengths = [0; LENGTH_ORDER.len()];
            let count = bits.take(4)? as usize + 4;
            for place in LENGTH_ORDER.into_iter().take(count) {
                lengths[place] = bits.take(3)? as u8;
            }
            let lengths = Self::from_lengths(&lengths)?.lengths(bits, symbols)?;
            return Self::from_lengths(&lengths);
        }
        let has_two = bits.flag()?;
        let width = if bits.flag()? { 8 } else { 1 };
        let first = bits.take(width)? as u16;
        let second = if has_two { Some(bits.take(8)? as u16) } else { None };
        // Encoders write two symbols in ascending order. Decoders disagree about anything else.
        let last = second.unwrap_or(first);
        if usize::from(last) >= symbols || second.is_some_and(|second| second <= first) {
            return Err(Error::Broken);
        }
        let mut counts = [0; MAX_LENGTH + 1];
        counts[1] = if has_two { 2 } else { 0 };
        Ok(Self { counts, symbols: [first].into_iter().chain(second).collect() })
    }

    /// Reads code lengths for this number of symbols with this code (RFC 9649, 3.7.2.1.2).
    fn lengths(&self, bits: &mut Bits<'_>, symbols: usize) -> Result<Vec<u8>, Error> {
        let mut tokens = symbols;
        if bits.flag()? {
            let width = bits.take(3)? * 2 + 2;
            tokens = bits.take(width)? as usize + 2;
            if tokens > symbols {
                return Err(Error::Broken);
            }
        }
        let mut lengths = Vec::with_capacity(symbols);
        let mut before = 8;
        while lengths.len() < symbols && tokens > 0 {
            tokens -= 1;
            let (length, count) = match self.symbol(bits)? {
                length @ ..16 => (length as u8, 1),
                16 => (before, 3 + bits.take(2)?),
                17 => (0, 3 + bits.take(3)?),
                _ => (0, 11 + bits.take(7)?),
            };
            if length > 0 {
                before = length;
            }
            lengths.resize(lengths.len() + count as usize, length);
            if lengths.len() > symbols {
                return Err(Error::Broken);
            }
        }
        Ok(lengths)
    }

    fn from_lengths(lengths: &[u8]) -> Result<Self, Error> {
        let mut counts = [0; MAX_LENGTH + 1];
        for length in lengths {
            counts[usize::from(*length) & MAX_LENGTH] += 1;
        }
        counts[0] = 0;
        let mut symbols = Vec::new();
        for (length, _) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let own = lengths.iter().zip(0..).filter(|(other, _)| usize::from(**other) == length);
            symbols.extend(own.map(|(_, symbol)| symbol));
        }
        // A single symbol has no bits, whatever its length is.
        if symbols.len() == 1 {
            return Ok(Self { counts: [0; MAX_LENGTH + 1], symbols });
        }
        let share = |(length, count): (usize, &u16)| u32::from(*count) << (MAX_LENGTH - length);
        let is_complete = counts.iter().enumerate().map(share).sum::<u32>() == 1 << MAX_LENGTH;
        if is_complete { Ok(Self { counts, symbols }) } else { Err(Error::Broken) }
    }

    fn is_single(&self) -> bool {
        self.symbols.len() == 1
    }

    /// Takes the next symbol.
    fn symbol(&self, bits: &mut Bits<'_>) -> Result<u16, Error> {
        if let [only] = self.symbols[..] {
            return Ok(only);
        }
        bits.fill();
        let (mut code, mut first, mut index) = (0, 0, 0);
        for (length, count) in (1..).zip(&self.counts[1..]) {
            let count = usize::from(*count);
            code = code << 1 | (bits.buffer >> (length - 1) & 1) as usize;
            if code < first + count {
                let _ = bits.take(length)?;
                return self.symbols.get(index + code - first).copied().ok_or(Error::Broken);
            }
            index += count;
            first = (first + count) << 1;
        }
        Err(Error::Broken)
    }

    /// The memory of the decoder for this code, in bytes: `image-webp` 0.2.4, `HuffmanTree`.
    fn memory(&self) -> u64 {
        let longest = self.counts.iter().rposition(|count| *count > 0);
        let table = longest.map_or(0, |longest| ENTRY << longest.min(LOOKUP_BITS));
        let long = self.counts[LOOKUP_BITS + 1..].iter().map(|count| u64::from(*count)).sum::<u64>();
        CODE + table + long * LONG_CODE
    }
}

/// Reads bits, the lowest of each byte first.
struct Bits<'a> {
    bytes: &'a [u8],
    /// The next bits, the first one lowest; zeros after the end.
    buffer: u64,
    count: u32,
}

impl Bits<'_> {
    /// Fills the buffer to at least 56 bits, or with all that are left.
    fn fill(&mut self) {
        while self.count < 56 {
            let Some((byte, rest)) = self.bytes.split_first() else { return };
            self.buffer |= u64::from(*byte) << self.count;
            self.count += 8;
            self.bytes = rest;
        }
    }

    /// Takes `count` bits, 0 to 18.
    fn take(&mut self, count: u32) -> Result<u32, Error> {
        if self.count < count {
            self.fill();
        }
        let bits = self.buffer & ((1 << count) - 1);
        self.count = self.count.checked_sub(count).ok_or(Error::CutShort)?;
        self.buffer >>= count;
        Ok(bits as u32)
    }

    fn flag(&mut self) -> Result<bool, Error> {
        Ok(self.take(1)? == 1)
    }
}
