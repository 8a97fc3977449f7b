//! Reads the directories (IFDs) of TIFF, which EXIF uses too: numbers and bytes by tag. Damaged values count as missing.

/// A directory of tagged entries.
#[derive(Clone, Copy)]
pub(super) struct Directory<'a> {
    bytes: &'a [u8],
    is_little: bool,
    /// The offset of its entries in the file.
    first: u32,
}

/// The value of an entry: the type and count of its numbers, and their offset in the file.
#[derive(Clone, Copy)]
struct Value {
    kind: u16,
    count: usize,
    at: usize,
}

/// The types of numbers (TIFF 6.0, section 2, and Technical Note 1).
const BYTE: u16 = 1;
const ASCII: u16 = 2;
const SHORT: u16 = 3;
const LONG: u16 = 4;
const RATIONAL: u16 = 5;
const SIGNED_BYTE: u16 = 6;
const UNDEFINED: u16 = 7;
const SIGNED_SHORT: u16 = 8;
const SIGNED_LONG: u16 = 9;
const SIGNED_RATIONAL: u16 = 10;
const FLOAT: u16 = 11;
const DOUBLE: u16 = 12;
const DIRECTORY: u16 = 13;

impl<'a> Directory<'a> {
    /// The first directory of a file.
    pub(super) fn new(bytes: &'a [u8]) -> Option<Self> {
        let is_little = match bytes.get(..4)? {
            b"II*\0" => true,
            b"MM\0*" => false,
            _ => return None,
        };
        let directory = Self { bytes, is_little, first: 0 };
        Some(Self { first: directory.long(4)?, ..directory })
    }

    /// The directory of the same file at an offset.
    pub(super) fn at(self, offset: u32) -> Self {
        Self { first: offset, ..self }
    }

    /// Whether numbers are little-endian.
    pub(super) fn is_little(self) -> bool {
        self.is_little
    }

    /// Whether all of its entries are in the file.
    pub(super) fn is_complete(self) -> bool {
        let start = self.first as usize;
        let count = self.short(start).map(usize::from);
        count.is_some_and(|count| start + 2 + count * 12 <= self.bytes.len())
    }

    /// Whether all values of an entry are in the file. Also true if there is no such entry.
    pub(super) fn has_values(self, tag: u16) -> bool {
        let Some(entry) = self.entry(tag) else { return true };
        let value = self.value(entry);
        let end = value.and_then(|value| value.at.checked_add(value.count.checked_mul(length(value.kind))?));
        end.is_some_and(|end| end <= self.bytes.len())
    }

    /// The first number of an entry.
    pub(super) fn number(self, tag: u16) -> Option<u32> {
        let value = self.value(self.entry(tag)?)?;
        self.numbers_of(value).next()
    }

    /// The integers of an entry, up to the end of the file.
    pub(super) fn numbers(self, tag: u16) -> Vec<u32> {
        let value = self.entry(tag).and_then(|at| self.value(at));
        value.map(|value| self.numbers_of(value).collect()).unwrap_or_default()
    }

    /// The fractions of an entry (type RATIONAL).
    pub(super) fn fractions(self, tag: u16) -> Vec<f64> {
        let value = self.entry(tag).and_then(|at| self.value(at));
        let Some(value) = value.filter(|value| value.kind == RATIONAL) else { return Vec::new() };
        let fraction = |index: usize| {
            let at = value.at.checked_add(index.checked_mul(8)?)?;
            Some(f64::from(self.long(at)?) / f64::from(self.long(at + 4)?))
        };
        (0..value.count).map_while(fraction).collect()
    }

    /// The bytes of an entry, up to the end of the file.
    pub(super) fn bytes(self, tag: u16) -> Option<&'a [u8]> {
        let value = self.value(self.entry(tag)?)?;
        let rest = self.bytes.get(value.at..)?;
        Some(rest.get(..value.count).unwrap_or(rest))
    }

    /// The offset of an entry. There are at most 65,535, of 12 bytes each.
    pub(super) fn entry(self, tag: u16) -> Option<usize> {
        let start = self.first as usize;
        let count = usize::from(self.short(start).unwrap_or(0));
        let entries = (0..count).map(|index| start.saturating_add(2 + index * 12));
        entries.take_while(|at| *at < self.bytes.len()).find(|at| self.short(*at) == Some(tag))
    }

    fn value(self, entry: usize) -> Option<Value> {
        let (kind, count) = (self.short(entry + 2)?, self.long(entry + 4)? as usize);
        // Values that do not fit into the entry are at an offset.
        let is_inline = count.saturating_mul(length(kind)) <= 4;
        let at = if is_inline { entry + 8 } else { self.long(entry + 8)? as usize };
        Some(Value { kind, count, at })
    }

    fn numbers_of(self, Value { kind, count, at }: Value) -> impl Iterator<Item = u32> + use<'a> {
        let number = move |index: usize| {
            let at = at.checked_add(index.checked_mul(length(kind))?)?;
            match kind {
                SHORT | SIGNED_SHORT => self.short(at).map(u32::from),
                LONG | SIGNED_LONG | DIRECTORY => self.long(at),
                BYTE | ASCII | SIGNED_BYTE | UNDEFINED => self.bytes.get(at).copied().map(u32::from),
                _ => None,
            }
        };
        (0..count).map_while(number)
    }

    fn short(self, at: usize) -> Option<u16> {
        let bytes = *self.bytes.get(at..)?.first_chunk()?;
        Some(if self.is_little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    }

    fn long(self, at: usize) -> Option<u32> {
        let bytes = *self.bytes.get(at..)?.first_chunk()?;
        Some(if self.is_little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }
}

/// The size of a number of this type, in bytes.
fn length(kind: u16) -> usize {
    match kind {
        SHORT | SIGNED_SHORT => 2,
        LONG | DIRECTORY | SIGNED_LONG | FLOAT => 4,
        RATIONAL | SIGNED_RATIONAL | DOUBLE => 8,
        _ => 1,
    }
}
