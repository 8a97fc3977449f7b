//! The container of a WebP: whether all of it is there, and what decoding it takes.
//!
//! The decoder believes the container and the picture in it each on its own: it decodes a picture that is larger
//! than announced to its end before it notices. So the two are compared here first.

use super::Error;

/// Bytes per pixel that a lossless picture takes besides its pixels: transforms and the map of its codes.
const LOSSLESS: u64 = 1;
/// Bytes per pixel of the whole animation.
const CANVAS: u64 = 4;
/// Bytes per pixel of transparency that is stored beside a lossy picture, while it is decoded.
const ALPHA: u64 = 5;

/// Bytes per pixel of colours with transparency.
const RGBA: u64 = 4;

/// What decoding takes besides the pixels that come out, in bytes.
pub(super) fn extra(bytes: &[u8], has_alpha: bool) -> Result<u64, Error> {
    let mut chunks = Chunks::new(bytes)?;
    let (mut canvas, mut extra) = (None, 0);
    let mut has_alpha_chunk = false;
    while let Some((name, content)) = chunks.next()? {
        match &name {
            b"VP8X" => canvas = Some(canvas_size(content).ok_or(Error::Broken)?),
            b"ALPH" => has_alpha_chunk = true,
            b"VP8 " | b"VP8L" => {
                let size = picture_size(name, content).ok_or(Error::Broken)?;
                if canvas.is_some_and(|canvas| canvas != size) {
                    return Err(Error::Broken);
                }
                // A lossless picture is decoded with transparency, and copied where it has none.
                let takes = match (name == *b"VP8L", has_alpha) {
                    (true, true) => pixels(size) * LOSSLESS,
                    (true, false) => pixels(size) * (LOSSLESS + RGBA),
                    (false, _) => lossy(size) + if has_alpha_chunk { pixels(size) * ALPHA } else { 0 },
                };
                extra = extra.max(takes);
            }
            b"ANMF" => {
                let canvas = canvas.ok_or(Error::Broken)?;
                return frame(content).map(|takes| takes + pixels(canvas) * CANVAS);
            }
            _ => {}
        }
    }
    Ok(extra)
}

/// What the first picture of an animation takes.
fn frame(content: &[u8]) -> Result<u64, Error> {
    let announced = content.get(6..).and_then(two_sizes).ok_or(Error::Broken)?;
    let mut chunks = Chunks { rest: content.get(16..).unwrap_or_default(), announced: 0 };
    while let Some((name, content)) = chunks.next()? {
        if matches!(&name, b"VP8 " | b"VP8L") {
            let size = picture_size(name, content).ok_or(Error::Broken)?;
            let takes = lossy(size) + pixels(size) * (RGBA + ALPHA);
            return if size == announced { Ok(takes) } else { Err(Error::Broken) };
        }
    }
    Err(Error::Broken)
}

/// A part: its name and its content.
type Chunk<'a> = ([u8; 4], &'a [u8]);

/// The parts of a file, or of a picture of an animation.
struct Chunks<'a> {
    rest: &'a [u8],
    /// How many bytes of the rest belong to the file by its own account.
    announced: usize,
}

impl<'a> Chunks<'a> {
    fn new(bytes: &'a [u8]) -> Result<Self, Error> {
        let announced = bytes.get(4..).and_then(<[u8]>::first_chunk).map(|size| u32::from_le_bytes(*size));
        let announced = announced.and_then(|size| usize::try_from(size).ok()).unwrap_or(usize::MAX);
        let rest = bytes.get(12..).ok_or(Error::CutShort)?;
        let announced = announced.saturating_sub(4);
        // The byte that makes the last part even is often left out.
        if announced > rest.len() + 1 { Err(Error::CutShort) } else { Ok(Self { rest, announced }) }
    }

    /// The next part. Whatever a program has appended to the file is none.
    fn next(&mut self) -> Result<Option<Chunk<'a>>, Error> {
        let Some((head, rest)) = self.rest.split_first_chunk::<8>() else { return Ok(None) };
        let [name @ .., _, _, _, _] = *head;
        let [_, _, _, _, length @ ..] = *head;
        let length = u32::from_le_bytes(length) as usize;
        let Some(content) = rest.get(..length) else {
            return if self.announced > 8 { Err(Error::CutShort) } else { Ok(None) };
        };
        let whole = length + length % 2;
        self.rest = rest.get(whole..).unwrap_or_default();
        self.announced = self.announced.saturating_sub(whole + 8);
        Ok(Some((name, content)))
    }
}

/// RFC 9649, 2.7: flags and reserved bytes come before the size.
fn canvas_size(content: &[u8]) -> Option<(u32, u32)> {
    content.get(4..).and_then(two_sizes)
}

/// Two numbers of three bytes, each less by one.
fn two_sizes(bytes: &[u8]) -> Option<(u32, u32)> {
    let &[a, b, c, d, e, f, ..] = bytes else { return None };
    Some((u32::from_le_bytes([a, b, c, 0]) + 1, u32::from_le_bytes([d, e, f, 0]) + 1))
}

fn picture_size(name: [u8; 4], content: &[u8]) -> Option<(u32, u32)> {
    if name == *b"VP8L" {
        // RFC 9649, 3.4: a signature, then 14 bits each, less by one.
        let bits = u32::from_le_bytes(*content.get(1..)?.first_chunk()?);
        return Some(((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1));
    }
    // RFC 6386, 9.1: a tag and a start code, then 14 bits each, with two of scaling.
    let &[a, b, c, d] = content.get(6..)?.first_chunk()?;
    let side = |low, high| u32::from(u16::from_le_bytes([low, high]) & 0x3FFF);
    Some((side(a, b), side(c, d)))
}

fn pixels((width, height): (u32, u32)) -> u64 {
    u64::from(width) * u64::from(height)
}

/// Brightness and colours at half the size, in whole blocks of 16.
fn lossy((width, height): (u32, u32)) -> u64 {
    pixels((width.next_multiple_of(16), height.next_multiple_of(16))) * 3 / 2
}
