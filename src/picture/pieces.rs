//! A file in pieces, read as one, so that a part can be replaced without a copy of the rest.

use super::clock::Clock;

use std::borrow::Cow;
use std::io::{self, BufRead, Read, Seek, SeekFrom};

/// A reader that fails once the time is over.
pub(super) struct Pieces<'a> {
    pieces: Vec<Cow<'a, [u8]>>,
    at: u64,
    clock: Clock,
    reads: u32,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(pieces: Vec<Cow<'a, [u8]>>, clock: Clock) -> Self {
        Self { pieces, at: 0, clock, reads: 0 }
    }

    /// Looks at the clock at every 1,024th read, since some decoders read single bytes.
    fn tick(&mut self) -> io::Result<()> {
        self.reads = self.reads.wrapping_add(1);
        if self.reads.is_multiple_of(1024) && self.clock.is_over() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        Ok(())
    }

    /// What there is of the piece that comes next.
    fn rest(&self) -> &[u8] {
        let mut at = self.at;
        for piece in &self.pieces {
            let length = piece.len() as u64;
            if at < length {
                return &piece[at as usize..];
            }
            at -= length;
        }
        &[]
    }

    fn length(&self) -> u64 {
        self.pieces.iter().map(|piece| piece.len() as u64).sum()
    }
}

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.tick()?;
        let rest = self.rest();
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.at += count as u64;
        Ok(count)
    }
}

impl BufRead for Pieces<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.tick()?;
        Ok(self.rest())
    }

    fn consume(&mut self, amount: usize) {
        self.at += amount as u64;
    }
}

impl Seek for Pieces<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let (from, offset) = match to {
            SeekFrom::Start(at) => (at, 0),
            SeekFrom::Current(offset) => (self.at, offset),
            SeekFrom::End(offset) => (self.length(), offset),
        };
        self.at = from.checked_add_signed(offset).ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::{Clock, Pieces};

    use std::borrow::Cow;
    use std::io::{BufRead, Read, Seek, SeekFrom};

    #[test]
    fn pieces_are_read_as_one() {
        let pieces = || vec![Cow::Borrowed(&b"ab"[..]), Cow::Borrowed(b""), Cow::Owned(b"cde".to_vec())];
        let mut whole = Vec::new();
        assert_eq!(Pieces::new(pieces(), Clock::start()).read_to_end(&mut whole).unwrap(), 5);
        assert_eq!(whole, b"abcde");
        let mut reader = Pieces::new(pieces(), Clock::start());
        for (to, place, rest) in [
            (SeekFrom::Start(1), 1, &b"b"[..]),
            (SeekFrom::Current(2), 3, b"de"),
            (SeekFrom::End(-5), 0, b"ab"),
            (SeekFrom::End(3), 8, b""),
        ] {
            assert_eq!(reader.seek(to).unwrap(), place);
            assert_eq!(reader.fill_buf().unwrap(), rest, "{to:?}");
        }
        assert!(reader.seek(SeekFrom::Current(-9)).is_err());
    }
}
