//! The entropy-coded data of one scan, as bits (ITU-T T.81, F.2.2.5), and the tables that turn them into symbols.

use super::super::Error;

/// Codes up to this length are found by one look into the table.
const LOOK: u32 = 10;

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

    /// Holds at least 48 bits afterwards; behind the end of the data they are zeros.
    #[inline(always)]
    pub(super) fn fill(&mut self) {
        if self.count >= 48 {
            return;
        }
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
        while self.count <= 56 {
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
        self.fill();
        self.take(1) == 1
    }

    /// Whether more bits were taken than there were.
    pub(super) fn is_overdrawn(&self) -> bool {
        self.invented > self.count
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

    /// Why the data make no sense: they may simply have ended, and what was made up behind them is nobody's fault.
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
    /// The same for AC symbols whose number fits into the look as well: value, run and bits of both; no bits
    /// where it does not.
    whole: Vec<(i16, u8, u8)>,
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
        let whole = short.iter().enumerate().map(|(bits, entry)| whole(bits as u32, *entry)).collect();
        Ok(Self { short, whole, limits, offsets, symbols: symbols[..index].to_vec() })
    }

    /// Takes the next AC symbol with its number: the run of zeros before it and its value, which is zero for
    /// the end of the block (run 0 to 14, as in T.81, G.1.2.2) and for 16 zeros (run 15). At least 32 bits must
    /// be held.
    #[inline(always)]
    pub(super) fn coefficient(&self, bits: &mut Bits<'_>) -> Result<(usize, i32), Error> {
        let (value, run, length) = self.whole[bits.peek(LOOK) as usize & ((1 << LOOK) - 1)];
        if length > 0 {
            bits.skip(u32::from(length));
            return Ok((usize::from(run), i32::from(value)));
        }
        let symbol = self.symbol(bits)?;
        Ok((usize::from(symbol >> 4), signed(bits, u32::from(symbol & 15))))
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
}

/// An entry of [`Table::whole`] for [`LOOK`] bits.
fn whole(bits: u32, (symbol, length): (u8, u8)) -> (i16, u8, u8) {
    let size = u32::from(symbol & 15);
    let used = u32::from(length) + size;
    if length == 0 || used > LOOK {
        return (0, 0, 0);
    }
    let mut rest = Bits { bytes: &[], at: 0, held: u64::from(bits) << (64 - LOOK), count: 64, invented: 0 };
    rest.skip(u32::from(length));
    (signed(&mut rest, size) as i16, symbol >> 4, used as u8)
}

/// A number of `size` bits, of which the first says the sign (T.81, F.2.2.1). `size` is 0 to 16.
#[inline(always)]
pub(super) fn signed(bits: &mut Bits<'_>, size: u32) -> i32 {
    if size == 0 {
        return 0;
    }
    let value = bits.take(size) as i32;
    // Without a jump: half of all numbers are negative.
    let negative = (value >> (size - 1)) - 1;
    value + (negative & (1 - (1 << size)))
}
