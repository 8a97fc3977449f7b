//! Reads several pieces as one file, so that a part can be replaced without copying the rest.

use super::deadline::Deadline;

use std::borrow::Cow;
use std::io::{self, BufRead, Read, Seek, SeekFrom};

/// A reader of several pieces. It fails with `TimedOut` after its deadline.
pub(super) struct Pieces<'a> {
    pieces: Vec<Cow<'a, [u8]>>,
    at: u64,
    deadline: Deadline,
    reads: u32,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(pieces: Vec<Cow<'a, [u8]>>, deadline: Deadline) -> Self {
        Self { pieces, at: 0, deadline, reads: 0 }
    }

    /// Checks the deadline at every 1,024th read: some decoders read single bytes.
    fn check_time(&mut self) -> io::Result<()> {
        self.reads = self.reads.wrapping_add(1);
        if self.reads.is_multiple_of(1024) && self.deadline.has_passed() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        Ok(())
    }

    /// The unread rest of the current piece.
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
        self.check_time()?;
        let rest = self.rest();
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.at += count as u64;
        Ok(count)
    }
}

impl BufRead for Pieces<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.check_time()?;
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
    use super::{Deadline, Pieces};

    use std::borrow::Cow;
    use std::io::{BufRead, Read, Seek, SeekFrom};

    #[test]
    fn pieces_are_read_as_one() {
        let pieces = || vec![Cow::Borrowed(&b"ab"[..]), Cow::Borrowed(b""), Cow::Owned(b"cde".to_vec())];
        let mut all = Vec::new();
        assert_eq!(Pieces::new(pieces(), Deadline::start()).read_to_end(&mut all).unwrap(), 5);
        assert_eq!(all, b"abcde");
        let mut reader = Pieces::new(pieces(), Deadline::start());
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
