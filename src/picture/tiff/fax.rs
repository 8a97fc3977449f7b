//! Decodes black and white rows of fax compression (ITU-T T.4 and T.6) with the tables of the crate `fax`. The result has one
//! bit per pixel; 1 is black.

use fax::decoder::{DecodeStatus, Group4Decoder};
use fax::maps::{black, white};
use fax::{BitReader, ByteReader};

use std::borrow::Cow;
use std::convert::Infallible;
use std::io::{self, Read};

/// This number of zero bits is not a code but the start of an end-of-line mark.
const END_OF_LINE: u8 = 9;

/// Zero bytes after the end of the data: the decoder may read more bits than the last code has.
const PADDING: usize = 4;

/// A reader of the decoded rows.
pub(super) struct Rows<'a> {
    coding: Coding<'a>,
    width: u16,
    /// The current row.
    row: Vec<u8>,
    /// How many of its bytes were read.
    taken: usize,
}

enum Coding<'a> {
    /// Alternating runs of white and black (T.4).
    Runs { bits: ByteReader<Bytes<'a>>, is_aligned: bool },
    /// Differences to the row above (T.6).
    Differences(Box<Group4Decoder<Bytes<'a>>>),
    /// The end of the data.
    End,
}

/// The bytes of a strip or tile.
struct Bytes<'a> {
    part: Cow<'a, [u8]>,
    at: usize,
}

impl Iterator for Bytes<'_> {
    type Item = Result<u8, Infallible>;

    fn next(&mut self) -> Option<Self::Item> {
        let byte = self.part.get(self.at).copied();
        let is_padding = self.at < self.part.len() + PADDING;
        self.at += 1;
        byte.or_else(|| is_padding.then_some(0)).map(Ok)
    }
}

impl<'a> Rows<'a> {
    /// Rows that do not depend on each other.
    pub(super) fn plain(part: Cow<'a, [u8]>, width: u16, is_aligned: bool) -> Self {
        let Ok(bits) = ByteReader::new(Bytes { part, at: 0 });
        Self::new(Coding::Runs { bits, is_aligned }, width)
    }

    /// Rows as differences to the row above.
    pub(super) fn differences(part: Cow<'a, [u8]>, width: u16) -> Self {
        let Ok(decoder) = Group4Decoder::new(Bytes { part, at: 0 }, width);
        Self::new(Coding::Differences(Box::new(decoder)), width)
    }

    fn new(coding: Coding<'a>, width: u16) -> Self {
        Self { coding, width, row: Vec::new(), taken: 0 }
    }

    /// The positions of colour changes in the next row, which starts with white.
    fn changes(&mut self) -> io::Result<Vec<u16>> {
        let damage = || io::Error::from(io::ErrorKind::InvalidData);
        match &mut self.coding {
            Coding::Runs { bits, is_aligned } => {
                runs(bits, self.width, *is_aligned).ok_or(io::ErrorKind::UnexpectedEof.into())
            }
            Coding::Differences(decoder) => match decoder.advance().map_err(|_| damage())? {
                DecodeStatus::Incomplete => Ok(decoder.transition().to_vec()),
                DecodeStatus::End => {
                    // Some programs omit white rows at the end.
                    self.coding = Coding::End;
                    Ok(Vec::new())
                }
            },
            Coding::End => Ok(Vec::new()),
        }
    }
}

impl Read for Rows<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.taken == self.row.len() {
            let changes = self.changes()?;
            self.row = packed(&changes, self.width);
            self.taken = 0;
        }
        let count = buffer.len().min(self.row.len() - self.taken);
        buffer[..count].copy_from_slice(&self.row[self.taken..self.taken + count]);
        self.taken += count;
        Ok(count)
    }
}

/// Reads the colour changes of a row up to the width; `None` at the end of the data.
fn runs(bits: &mut ByteReader<Bytes<'_>>, width: u16, is_aligned: bool) -> Option<Vec<u16>> {
    if is_aligned {
        let Ok(()) = bits.consume(bits.bits_to_byte_boundary());
    } else if bits.peek(END_OF_LINE) == Some(0) {
        while bits.peek(1)? == 0 {
            let Ok(()) = bits.consume(1);
        }
        let Ok(()) = bits.consume(1);
    }
    let (mut changes, mut at, mut is_white) = (Vec::new(), 0_u16, true);
    while at < width {
        at = at.checked_add(run(bits, is_white)?)?;
        changes.push(at);
        is_white = !is_white;
    }
    Some(changes)
}

/// Reads the length of a run: any number of codes of 64 and more, and one of less.
fn run(bits: &mut ByteReader<Bytes<'_>>, is_white: bool) -> Option<u16> {
    let mut sum = 0_u16;
    loop {
        let code = if is_white { white::decode(bits)? } else { black::decode(bits)? };
        sum = sum.checked_add(code)?;
        if code < 64 {
            return Some(sum);
        }
    }
}

/// Converts colour changes to a row of bits.
fn packed(changes: &[u16], width: u16) -> Vec<u8> {
    let mut row = vec![0; usize::from(width).div_ceil(8)];
    for pair in changes.chunks(2) {
        let start = pair[0].min(width);
        let end = pair.get(1).map_or(width, |end| (*end).min(width));
        for place in start..end {
            row[usize::from(place) / 8] |= 0x80 >> (place % 8);
        }
    }
    row
}

#[cfg(test)]
mod tests {
    use super::packed;

    #[test]
    fn changes_become_bits() {
        let cases: [(&[u16], u16, &[u8]); 6] = [
            (&[], 10, &[0, 0]),
            (&[0], 10, &[0xFF, 0xC0]),
            (&[3], 10, &[0x1F, 0xC0]),
            (&[3, 5], 10, &[0x18, 0]),
            (&[0, 1, 9, 40], 10, &[0x80, 0x40]),
            (&[5, 3], 10, &[0, 0]),
        ];
        for (changes, width, expected) in cases {
            assert_eq!(packed(changes, width), expected, "{changes:?}");
        }
    }
}
