//! Decompresses a strip or tile of a TIFF row by row.

use super::fax;
use super::layout::{Compression, Layout};
use crate::picture::error::Error;

use flate2::read::ZlibDecoder;
use weezl::{BitOrder, LzwStatus, decode::Decoder};

use std::borrow::Cow;
use std::io::{self, Cursor, Read};

/// A reader of the decompressed bytes of a strip or tile that is not a JPEG.
pub(super) fn of<'a>(layout: &Layout<'_>, part: &'a [u8]) -> Result<Box<dyn Read + 'a>, Error> {
    let part = if layout.is_reversed {
        Cow::Owned(part.iter().map(|byte| byte.reverse_bits()).collect())
    } else {
        Cow::Borrowed(part)
    };
    let width = layout.part.0 as u16;
    let cursor = Cursor::new(part);
    Ok(match layout.compression {
        Compression::Plain | Compression::Jpeg(_) => Box::new(cursor),
        Compression::PackBits => Box::new(PackBits { packed: cursor, left: Left::Nothing }),
        Compression::Lzw => Box::new(Lzw::new(cursor.into_inner())),
        Compression::Deflate => Box::new(ZlibDecoder::new(cursor)),
        Compression::Fax { is_aligned } => Box::new(fax::Rows::plain(cursor.into_inner(), width, is_aligned)),
        Compression::Fax4 => Box::new(fax::Rows::differences(cursor.into_inner(), width)),
    })
}

/// Converts an error of a decompressor: any error but the end of the data means damage.
pub(super) fn fault(error: &io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => Error::CutShort,
        _ => Error::Broken,
    }
}

/// LZW of TIFF: the highest bit first, and the code length grows one code early.
struct Lzw<'a> {
    packed: Cow<'a, [u8]>,
    at: usize,
    decoder: Decoder,
}

impl<'a> Lzw<'a> {
    fn new(packed: Cow<'a, [u8]>) -> Self {
        Self { packed, at: 0, decoder: Decoder::with_tiff_size_switch(BitOrder::Msb, 8) }
    }
}

impl Read for Lzw<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let rest = self.packed.get(self.at..).unwrap_or_default();
            let step = self.decoder.decode_bytes(rest, buffer);
            self.at += step.consumed_in;
            match step.status {
                Err(_) => return Err(io::ErrorKind::InvalidData.into()),
                Ok(LzwStatus::Ok) if step.consumed_out == 0 && !buffer.is_empty() && !rest.is_empty() => {}
                Ok(_) => return Ok(step.consumed_out),
            }
        }
    }
}

/// `PackBits`: runs of literal bytes and of one repeated byte (TIFF 6.0, section 9).
struct PackBits<'a> {
    packed: Cursor<Cow<'a, [u8]>>,
    left: Left,
}

/// What is left of a run.
#[derive(Clone, Copy)]
enum Left {
    Nothing,
    Bytes(usize),
    Repeated(u8, usize),
}

impl PackBits<'_> {
    fn byte(&mut self) -> io::Result<Option<u8>> {
        let mut byte = [0];
        Ok((self.packed.read(&mut byte)? == 1).then_some(byte[0]))
    }
}

impl Read for PackBits<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.left {
                Left::Bytes(count) => {
                    let count = count.min(buffer.len());
                    let read = self.packed.read(&mut buffer[..count])?;
                    self.left = self.left.without(read);
                    return Ok(read);
                }
                Left::Repeated(byte, count) => {
                    let count = count.min(buffer.len());
                    buffer[..count].fill(byte);
                    self.left = self.left.without(count);
                    return Ok(count);
                }
                Left::Nothing => {}
            }
            self.left = match self.byte()? {
                None => return Ok(0),
                Some(count @ 0..=127) => Left::Bytes(usize::from(count) + 1),
                Some(128) => Left::Nothing,
                Some(count) => match self.byte()? {
                    Some(byte) => Left::Repeated(byte, 257 - usize::from(count)),
                    None => return Ok(0),
                },
            };
        }
    }
}

impl Left {
    fn without(self, count: usize) -> Self {
        match self {
            Self::Bytes(left) if left > count => Self::Bytes(left - count),
            Self::Repeated(byte, left) if left > count => Self::Repeated(byte, left - count),
            _ => Self::Nothing,
        }
    }
}
