//! The boolean entropy decoder (RFC 6386, 7): bits of which each has a chance, in 256ths, of being zero.

/// Reads bits. Copied into a local variable where many are read, so that it stays in registers.
#[derive(Clone, Copy)]
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
    /// What was read, of which `count + 8` bits are left.
    value: u64,
    /// Negative when there are too few to tell the next bit.
    count: i32,
    /// The range of the standard less one: 127 to 254.
    range: u32,
    /// Bytes that were made up behind the end.
    invented: u32,
}

impl<'a> Bits<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, value: 0, count: -8, range: 254, invented: 0 }
    }

    /// Whether more was read than there is. One byte is forgiven: encoders leave the last one out where it is zero.
    pub(super) fn is_overdrawn(&self) -> bool {
        self.invented > 1
    }

    /// The next bit.
    #[inline(always)]
    pub(super) fn bit(&mut self, chance: u8) -> bool {
        self.fill();
        let split = (self.range * u32::from(chance)) >> 8;
        let is_set = (self.value >> self.count) as u32 > split;
        let range = if is_set {
            self.value -= u64::from(split + 1) << self.count;
            self.range - split
        } else {
            split + 1
        };
        let shift = range.leading_zeros().wrapping_sub(24) & 7;
        self.range = (range << shift) - 1;
        self.count -= shift as i32;
        is_set
    }

    /// The value or its negative, by an even chance and without a jump: there is no telling which.
    #[inline(always)]
    pub(super) fn signed(&mut self, value: i32) -> i32 {
        self.fill();
        let split = self.range >> 1;
        // All ones where the bit is set. What no encoder writes, such as a beginning of ones, may wrap.
        let mask = (split as i32).wrapping_sub((self.value >> self.count) as i32) >> 31;
        self.value -= u64::from((split + 1) & mask as u32) << self.count;
        self.count -= 1;
        self.range = self.range.wrapping_add(mask as u32) | 1;
        (value ^ mask) - mask
    }

    /// A bit of an even chance.
    pub(super) fn flag(&mut self) -> bool {
        self.bit(128)
    }

    /// A number of `count` bits, the highest first.
    pub(super) fn number(&mut self, count: u32) -> u8 {
        (0..count).fold(0, |number, _| number << 1 | u8::from(self.flag()))
    }

    /// A number of `count` bits and its sign, if it is there; else zero.
    pub(super) fn optional(&mut self, count: u32) -> i32 {
        if !self.flag() {
            return 0;
        }
        let number = i32::from(self.number(count));
        if self.flag() { -number } else { number }
    }

    #[inline(always)]
    fn fill(&mut self) {
        if self.count >= 0 {
            return;
        }
        if let Some(next) = self.bytes.get(self.at..).and_then(<[u8]>::first_chunk::<8>) {
            self.value = self.value << 56 | u64::from_be_bytes(*next) >> 8;
            self.count += 56;
            self.at += 7;
        } else {
            *self = self.filled_slowly();
        }
    }

    /// With one byte more. By value, since what is pointed to cannot be in registers.
    #[cold]
    #[inline(never)]
    fn filled_slowly(mut self) -> Self {
        let byte = self.bytes.get(self.at).copied();
        self.invented = self.invented.saturating_add(u32::from(byte.is_none()));
        self.at += usize::from(byte.is_some());
        self.value = self.value << 8 | u64::from(byte.unwrap_or(0));
        self.count += 8;
        self
    }
}
