//! Reads the bits of a scan (ITU-T T.81, F.2.2.5), and decodes them with Huffman tables.

use super::error::Error;

/// Codes up to this length, in bits, are found by one lookup.
const LOOKUP_BITS: u32 = 10;

/// The number of bits of a lookup that skips coefficients.
const SKIP_LOOKUP_BITS: u32 = 12;

/// The number of coefficients of a block.
pub(super) const BLOCK: usize = 64;

/// Added to the number of skipped coefficients if they end the block.
const END: u8 = 128;

/// Reads the bits of a scan, without the stuffed zeros.
#[derive(Clone)]
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
    /// The next bits, the first one highest.
    buffer: u64,
    /// The number of bits in the buffer.
    count: u32,
    /// Zero bits that were added after the end of the data.
    padding: u32,
}

impl<'a> Bits<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, buffer: 0, count: 0, padding: 0 }
    }

    /// Fills the buffer to at least 56 bits; after the end of the data they are zeros. It does not check first whether there
    /// are enough: the processor predicts that branch so badly that it cost a fifth of the time for a photo.
    #[inline(always)]
    pub(super) fn fill(&mut self) {
        if let Some(next) = self.bytes.get(self.at..).and_then(<[u8]>::first_chunk::<8>) {
            let word = u64::from_be_bytes(*next);
            // A byte is 0xFF exactly where its complement is zero (Mycroft's test may see too many, never too few).
            let complement = !word;
            if complement.wrapping_sub(0x0101_0101_0101_0101) & word & 0x8080_8080_8080_8080 == 0 {
                self.buffer |= word >> self.count;
                let taken = (63 - self.count) / 8;
                self.at += taken as usize;
                self.count += taken * 8;
                // A part of a byte may be in the buffer too; it is read again.
                self.buffer &= !(u64::MAX >> self.count);
                return;
            }
        }
        self.fill_slowly();
    }

    #[cold]
    fn fill_slowly(&mut self) {
        while self.count < 56 {
            let byte = match (self.bytes.get(self.at), self.bytes.get(self.at + 1)) {
                (Some(0xFF), Some(0)) => {
                    self.at += 2;
                    0xFF
                }
                // A marker, or fill bytes before one: the end of this interval.
                (Some(0xFF), _) | (None, _) => {
                    self.padding = self.padding.saturating_add(8);
                    0
                }
                (Some(byte), _) => {
                    self.at += 1;
                    *byte
                }
            };
            self.buffer |= u64::from(byte) << (56 - self.count);
            self.count += 8;
        }
    }

    /// The next `count` bits, 0 to 16, without taking them.
    #[inline(always)]
    fn peek(&self, count: u32) -> u32 {
        // In two steps, because a shift by 64 is not allowed.
        (self.buffer >> 1 >> (63 - count)) as u32
    }

    #[inline(always)]
    fn skip(&mut self, count: u32) {
        self.buffer <<= count;
        self.count = self.count.saturating_sub(count);
    }

    /// Takes `count` bits, 0 to 16. The buffer must have as many.
    #[inline(always)]
    pub(super) fn take(&mut self, count: u32) -> u32 {
        let bits = self.peek(count);
        self.skip(count);
        bits
    }

    /// Takes one bit, and fills the buffer if it is empty.
    #[inline(always)]
    pub(super) fn bit(&mut self) -> bool {
        if self.count == 0 {
            self.fill();
        }
        self.take(1) == 1
    }

    /// Whether more bits were taken than there were.
    pub(super) fn is_overdrawn(&self) -> bool {
        self.padding > self.count
    }

    /// The number of complete bytes that were not taken.
    pub(super) fn left(&self) -> usize {
        self.bytes.len().saturating_sub(self.at) + (self.count.saturating_sub(self.padding) / 8) as usize
    }

    /// Continues after the next restart marker. Fails if there is none.
    pub(super) fn restart(&mut self) -> Result<(), Error> {
        match self.next_restart() {
            Some(place) if !self.is_overdrawn() => self.at = place,
            _ => return Err(self.clone().fault()),
        }
        (self.buffer, self.count, self.padding) = (0, 0, 0);
        Ok(())
    }

    /// Why the data are invalid: [`Error::CutShort`] if they ended and only padding was read, else [`Error::Broken`].
    #[cold]
    #[inline(never)]
    pub(super) fn fault(self) -> Error {
        // One byte of a marker may be left.
        let is_at_end = self.is_overdrawn() || self.at + 1 >= self.bytes.len();
        if is_at_end && self.next_restart().is_none() { Error::CutShort } else { Error::Broken }
    }

    /// The offset after the next restart marker.
    fn next_restart(&self) -> Option<usize> {
        let rest = self.bytes.get(self.at..)?;
        let marker = rest.windows(2).position(|pair| pair[0] == 0xFF && matches!(pair[1], 0xD0..=0xD7));
        marker.map(|place| self.at + place + 2)
    }
}

/// A Huffman table.
pub(super) struct Table {
    /// For the next [`LOOKUP_BITS`] bits: the symbol and the length of its code, 0 for longer codes.
    short: Vec<(u8, u8)>,
    /// For the next [`SKIP_LOOKUP_BITS`] bits: the length in bits of all AC symbols, with their numbers, that are complete in
    /// it, and the number of their coefficients. If the last symbol ends the block, it counts as one coefficient and [`END`]
    /// is added. If no symbol is complete, the length is 0 and the number is more than a block can have left.
    skips: Vec<(u8, u8)>,
    /// The first code after those of each length, shifted to 16 bits.
    limits: [u32; 17],
    /// What to add to a code of each length to get the index of its symbol.
    offsets: [i32; 17],
    symbols: Vec<u8>,
}

impl Table {
    /// Builds the table of a DHT segment from the number of codes of each length and their symbols.
    pub(super) fn new(counts: &[u8; 16], symbols: &[u8]) -> Result<Self, Error> {
        let mut short = vec![(0, 0); 1 << LOOKUP_BITS];
        let (mut limits, mut offsets) = ([0; 17], [0; 17]);
        let (mut code, mut index) = (0_u32, 0_usize);
        for length in 1..=16_u32 {
            let count = usize::from(counts[length as usize - 1]);
            offsets[length as usize] = index as i32 - code as i32;
            for symbol in symbols.get(index..index + count).ok_or(Error::Broken)? {
                if code >= 1 << length {
                    return Err(Error::Broken);
                }
                if length <= LOOKUP_BITS {
                    let first = (code << (LOOKUP_BITS - length)) as usize;
                    short[first..first + (1 << (LOOKUP_BITS - length))].fill((*symbol, length as u8));
                }
                code += 1;
            }
            index += count;
            limits[length as usize] = code << (16 - length);
            code <<= 1;
        }
        let symbols = symbols[..index].to_vec();
        let mut table = Self { short, skips: Vec::new(), limits, offsets, symbols };
        table.skips = (0..1 << SKIP_LOOKUP_BITS).map(|bits| table.skip_entry(bits)).collect();
        Ok(table)
    }

    /// Skips the rest of a block of which `at` coefficients, 1 or more, were taken.
    #[inline(always)]
    pub(super) fn skip_rest(&self, bits: &mut Bits<'_>, mut at: usize) -> Result<(), Error> {
        while at < BLOCK {
            bits.fill();
            let (length, steps) =
                self.skips[bits.peek(SKIP_LOOKUP_BITS) as usize & ((1 << SKIP_LOOKUP_BITS) - 1)];
            let next = at + usize::from(steps);
            if next & usize::from(END - 1) <= BLOCK {
                bits.skip(u32::from(length));
                at = next;
                continue;
            }
            let (run, value) = self.coefficient(bits)?;
            if value == 0 && run < 15 {
                return Ok(());
            }
            at += run + 1;
        }
        if at == BLOCK || at >= usize::from(END) { Ok(()) } else { Err(Error::Broken) }
    }

    /// Takes the next AC symbol with its number: the run of zeros before it, and its value. The value is 0 for the end of the
    /// block (run 0 to 14, as in T.81, G.1.2.2) and for 16 zeros (run 15). The buffer must have at least 32 bits.
    #[inline(always)]
    pub(super) fn coefficient(&self, bits: &mut Bits<'_>) -> Result<(usize, i32), Error> {
        let (symbol, length) = self.short[bits.peek(LOOKUP_BITS) as usize & ((1 << LOOKUP_BITS) - 1)];
        let (run, size) = (usize::from(symbol >> 4), u32::from(symbol & 15));
        if length == 0 {
            let symbol = self.long_symbol(bits)?;
            return Ok((usize::from(symbol >> 4), signed(bits, u32::from(symbol & 15))));
        }
        // Both are skipped in one step, because the next symbol depends on it.
        let value = number(bits.buffer << length, size);
        bits.skip(u32::from(length) + size);
        Ok((run, value))
    }

    /// Takes the next symbol. The buffer must have at least 16 bits.
    #[inline(always)]
    pub(super) fn symbol(&self, bits: &mut Bits<'_>) -> Result<u8, Error> {
        let (symbol, length) = self.short[bits.peek(LOOKUP_BITS) as usize & ((1 << LOOKUP_BITS) - 1)];
        if length > 0 {
            bits.skip(u32::from(length));
            return Ok(symbol);
        }
        self.long_symbol(bits)
    }

    #[cold]
    fn long_symbol(&self, bits: &mut Bits<'_>) -> Result<u8, Error> {
        let next = bits.peek(16);
        let length = (LOOKUP_BITS + 1..=16).find(|length| next < self.limits[*length as usize]);
        let length = length.ok_or(Error::Broken)?;
        let index = (next >> (16 - length)) as i32 + self.offsets[length as usize];
        bits.skip(length);
        usize::try_from(index).ok().and_then(|index| self.symbols.get(index)).copied().ok_or(Error::Broken)
    }

    /// Computes an entry of [`Table::skips`].
    fn skip_entry(&self, look: u32) -> (u8, u8) {
        let buffer = u64::from(look) << (64 - SKIP_LOOKUP_BITS);
        let mut bits = Bits { bytes: &[], at: 0, buffer, count: 64, padding: 0 };
        let (mut length, mut steps) = (0, BLOCK as u8);
        let mut taken = 0;
        while let Ok(symbol) = self.symbol(&mut bits) {
            let (run, size) = (symbol >> 4, symbol & 15);
            bits.skip(u32::from(size));
            let is_end = size == 0 && run < 15;
            taken += if is_end { 1 } else { run + 1 };
            let used = 64 - bits.count;
            if used > SKIP_LOOKUP_BITS || usize::from(taken) >= BLOCK {
                break;
            }
            (length, steps) = (used as u8, if is_end { taken | END } else { taken });
            if is_end {
                break;
            }
        }
        (length, steps)
    }
}

/// Takes a number of `size` bits, 0 to 16.
#[inline(always)]
pub(super) fn signed(bits: &mut Bits<'_>, size: u32) -> i32 {
    let value = number(bits.buffer, size);
    bits.skip(size);
    value
}

/// The signed number in the first `size` bits of `bits` (T.81, F.2.2.1); 0 for no bits.
#[inline(always)]
fn number(bits: u64, size: u32) -> i32 {
    let value = (bits >> 1 >> (63 - size)) as i32;
    // Without a branch, because half of all numbers are negative.
    let is_negative = !(bits as i64 >> 63) as i32;
    value + (is_negative & (1 - (1 << size)))
}

#[cfg(test)]
mod tests;
