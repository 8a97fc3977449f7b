//! The entropy-coded data of one scan, as bits (ITU-T T.81, F.2.2.5), and the tables that turn them into symbols.

use super::error::Error;

/// Codes up to this length are found by one look into the table.
const LOOK: u32 = 10;

/// So many bits are looked at to skip numbers that are not needed.
const LONG_LOOK: u32 = 12;

/// The coefficients of a block.
pub(super) const BLOCK: usize = 64;

/// Added to the coefficients passed over where the block ends behind them.
const END: u8 = 128;

/// Reads bits of a scan and takes the stuffed zeros out.
#[derive(Clone)]
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
    /// The next bits, the first one highest.
    held: u64,
    count: u32,
    /// Bits that were made up behind the end of the data.
    invented: u32,
}

impl<'a> Bits<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, held: 0, count: 0, invented: 0 }
    }

    /// Holds at least 56 bits afterwards; behind the end of the data they are zeros. It does not ask first whether enough
    /// are there: the processor guesses that branch wrong so often that it cost a fifth of the time of a whole photo.
    #[inline(always)]
    pub(super) fn fill(&mut self) {
        if let Some(next) = self.bytes.get(self.at..).and_then(<[u8]>::first_chunk::<8>) {
            let word = u64::from_be_bytes(*next);
            // A byte is 0xFF exactly where its complement is zero (Mycroft's test may see too many, never too few).
            let complement = !word;
            if complement.wrapping_sub(0x0101_0101_0101_0101) & word & 0x8080_8080_8080_8080 == 0 {
                self.held |= word >> self.count;
                let taken = (63 - self.count) / 8;
                self.at += taken as usize;
                self.count += taken * 8;
                // Half a byte may hang over; it is read again.
                self.held &= !(u64::MAX >> self.count);
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
                // A marker, or fill bytes before one: nothing more in this interval.
                (Some(0xFF), _) | (None, _) => {
                    self.invented = self.invented.saturating_add(8);
                    0
                }
                (Some(byte), _) => {
                    self.at += 1;
                    *byte
                }
            };
            self.held |= u64::from(byte) << (56 - self.count);
            self.count += 8;
        }
    }

    /// The next `count` bits, 0 to 16, which stay.
    #[inline(always)]
    fn peek(&self, count: u32) -> u32 {
        // In two steps, since all 64 bits cannot be shifted out in one.
        (self.held >> 1 >> (63 - count)) as u32
    }

    #[inline(always)]
    fn skip(&mut self, count: u32) {
        self.held <<= count;
        self.count = self.count.saturating_sub(count);
    }

    /// Takes `count` bits, 0 to 16. There must be that many held.
    #[inline(always)]
    pub(super) fn take(&mut self, count: u32) -> u32 {
        let bits = self.peek(count);
        self.skip(count);
        bits
    }

    /// Takes one bit, filling if need be.
    #[inline(always)]
    pub(super) fn bit(&mut self) -> bool {
        if self.count == 0 {
            self.fill();
        }
        self.take(1) == 1
    }

    /// Whether more bits were taken than there were.
    pub(super) fn is_overdrawn(&self) -> bool {
        self.invented > self.count
    }

    /// Whole bytes of the data that were not taken.
    pub(super) fn left(&self) -> usize {
        self.bytes.len().saturating_sub(self.at) + (self.count.saturating_sub(self.invented) / 8) as usize
    }

    /// Goes on behind the next restart marker; fails when there is none.
    pub(super) fn restart(&mut self) -> Result<(), Error> {
        match self.next_restart() {
            Some(place) if !self.is_overdrawn() => self.at = place,
            _ => return Err(self.clone().fault()),
        }
        (self.held, self.count, self.invented) = (0, 0, 0);
        Ok(())
    }

    /// Why the data make no sense: they may simply have ended, and the bits made up behind them mean nothing.
    #[cold]
    #[inline(never)]
    pub(super) fn fault(self) -> Error {
        // The half of a marker may be left.
        let is_at_end = self.is_overdrawn() || self.at + 1 >= self.bytes.len();
        if is_at_end && self.next_restart().is_none() { Error::CutShort } else { Error::Broken }
    }

    /// The place behind the next restart marker.
    fn next_restart(&self) -> Option<usize> {
        let rest = self.bytes.get(self.at..)?;
        let marker = rest.windows(2).position(|pair| pair[0] == 0xFF && matches!(pair[1], 0xD0..=0xD7));
        marker.map(|place| self.at + place + 2)
    }
}

/// A Huffman table.
pub(super) struct Table {
    /// For each beginning of [`LOOK`] bits: the symbol and the length of its code, which is zero for longer ones.
    short: Vec<(u8, u8)>,
    /// For each beginning of [`LONG_LOOK`] bits: how many bits the AC symbols take, with their numbers, that fit into it as a
    /// whole, and how many coefficients they are. [`END`] is added where the last symbol ends the block, which counts as one
    /// coefficient. Where not even one symbol fits, it is zero bits and more coefficients than any block has left.
    passes: Vec<(u8, u8)>,
    /// The first code longer than each length, moved to the left of 16 bits.
    limits: [u32; 17],
    /// What to add to a code of each length to find its symbol.
    offsets: [i32; 17],
    symbols: Vec<u8>,
}

impl Table {
    /// Builds the table of a DHT segment: how many codes of each length there are, and their symbols.
    pub(super) fn new(counts: &[u8; 16], symbols: &[u8]) -> Result<Self, Error> {
        let mut short = vec![(0, 0); 1 << LOOK];
        let (mut limits, mut offsets) = ([0; 17], [0; 17]);
        let (mut code, mut index) = (0_u32, 0_usize);
        for length in 1..=16_u32 {
            let count = usize::from(counts[length as usize - 1]);
            offsets[length as usize] = index as i32 - code as i32;
            for symbol in symbols.get(index..index + count).ok_or(Error::Broken)? {
                if code >= 1 << length {
                    return Err(Error::Broken);
                }
                if length <= LOOK {
                    let first = (code << (LOOK - length)) as usize;
                    short[first..first + (1 << (LOOK - length))].fill((*symbol, length as u8));
                }
                code += 1;
            }
            index += count;
            limits[length as usize] = code << (16 - length);
            code <<= 1;
        }
        let symbols = symbols[..index].to_vec();
        let mut table = Self { short, passes: Vec::new(), limits, offsets, symbols };
        table.passes = (0..1 << LONG_LOOK).map(|bits| table.passed(bits)).collect();
        Ok(table)
    }

    /// Passes over the rest of a block of which `at` coefficients, 1 or more, were taken.
    #[inline(always)]
    pub(super) fn pass(&self, bits: &mut Bits<'_>, mut at: usize) -> Result<(), Error> {
        while at < BLOCK {
            bits.fill();
            let (length, steps) = self.passes[bits.peek(LONG_LOOK) as usize & ((1 << LONG_LOOK) - 1)];
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

    /// Takes the next AC symbol with its number: the run of zeros before it and its value, which is zero for
    /// the end of the block (run 0 to 14, as in T.81, G.1.2.2) and for 16 zeros (run 15). At least 32 bits must
    /// be held.
    #[inline(always)]
    pub(super) fn coefficient(&self, bits: &mut Bits<'_>) -> Result<(usize, i32), Error> {
        let (symbol, length) = self.short[bits.peek(LOOK) as usize & ((1 << LOOK) - 1)];
        let (run, size) = (usize::from(symbol >> 4), u32::from(symbol & 15));
        if length == 0 {
            let symbol = self.long_symbol(bits)?;
            return Ok((usize::from(symbol >> 4), signed(bits, u32::from(symbol & 15))));
        }
        // Both are skipped at once: the next symbol waits for that.
        let value = number(bits.held << length, size);
        bits.skip(u32::from(length) + size);
        Ok((run, value))
    }

    /// Takes the next symbol; at least 16 bits must be held.
    #[inline(always)]
    pub(super) fn symbol(&self, bits: &mut Bits<'_>) -> Result<u8, Error> {
        let (symbol, length) = self.short[bits.peek(LOOK) as usize & ((1 << LOOK) - 1)];
        if length > 0 {
            bits.skip(u32::from(length));
            return Ok(symbol);
        }
        self.long_symbol(bits)
    }

    #[cold]
    fn long_symbol(&self, bits: &mut Bits<'_>) -> Result<u8, Error> {
        let next = bits.peek(16);
        let length = (LOOK + 1..=16).find(|length| next < self.limits[*length as usize]);
        let length = length.ok_or(Error::Broken)?;
        let index = (next >> (16 - length)) as i32 + self.offsets[length as usize];
        bits.skip(length);
        usize::try_from(index).ok().and_then(|index| self.symbols.get(index)).copied().ok_or(Error::Broken)
    }

    /// An entry of [`Table::passes`].
    fn passed(&self, look: u32) -> (u8, u8) {
        let held = u64::from(look) << (64 - LONG_LOOK);
        let mut bits = Bits { bytes: &[], at: 0, held, count: 64, invented: 0 };
        let (mut length, mut steps) = (0, BLOCK as u8);
        let mut taken = 0;
        while let Ok(symbol) = self.symbol(&mut bits) {
            let (run, size) = (symbol >> 4, symbol & 15);
            bits.skip(u32::from(size));
            let is_end = size == 0 && run < 15;
            taken += if is_end { 1 } else { run + 1 };
            let used = 64 - bits.count;
            if used > LONG_LOOK || usize::from(taken) >= BLOCK {
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
    let value = number(bits.held, size);
    bits.skip(size);
    value
}

/// The number of `size` bits at the beginning of `held`, of which the first says the sign (T.81, F.2.2.1); no bits are
/// zero.
#[inline(always)]
fn number(held: u64, size: u32) -> i32 {
    let value = (held >> 1 >> (63 - size)) as i32;
    // Without a jump: half of all numbers are negative.
    let is_negative = !(held as i64 >> 63) as i32;
    value + (is_negative & (1 - (1 << size)))
}

#[cfg(test)]
mod tests;
