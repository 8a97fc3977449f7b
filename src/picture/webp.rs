//! Reads the container of a WebP: whether it is complete, which chunks the decoder reads, and how much memory decoding needs.
//!
//! The decoder does not compare the size in the container with that of the picture until it has decoded the picture, which
//! may be much larger. So the sizes are compared here first. As in the decoder, only the first chunk of each name counts.

mod groups;

use super::error::Error;
use super::memory;

use image::ImageDecoder;

/// Bytes per pixel for a lossless picture besides its pixels: transforms and the entropy image.
const LOSSLESS: u64 = 1;
/// Bytes per pixel of the canvas of an animation.
const CANVAS: u64 = 4;
/// Bytes per pixel for the alpha chunk of a lossy picture while it is decoded: unused colours, alpha, and the extra memory of
/// a lossless picture.
const ALPHA: u64 = 5 + LOSSLESS;

/// Bytes per pixel of colours with alpha.
const RGBA: u64 = 4;

/// The bit of the extended header for an animation (RFC 9649, 2.7).
const ANIMATION: u8 = 0b10;

/// The memory for decoding a file besides the decoded pixels, in bytes.
///
/// # Errors
///
/// [`Error::CutShort`] and [`Error::Broken`] for an invalid container, [`Error::TooManyPixels`] if the memory is too much.
pub(super) fn extra(decoder: &dyn ImageDecoder, bytes: &[u8]) -> Result<u64, Error> {
    let has_alpha = decoder.color_type().has_alpha();
    let contents = Contents::read(bytes)?;
    let extra = contents.extra(has_alpha);
    // Reading the tables takes time, so too large pictures are refused before.
    let _ = memory::check_with(decoder, bytes, extra)?;
    Ok(extra + contents.tables(has_alpha)?)
}

/// The chunks of a file that the decoder reads.
pub(super) struct Contents<'a> {
    picture: PixelChunk<'a>,
    /// The alpha chunk.
    alpha: Option<&'a [u8]>,
    /// Width and height of the canvas of an animation, of which only the first frame is read.
    animation: Option<(u32, u32)>,
}

/// A chunk with pixels, and its size in pixels.
#[derive(Clone, Copy)]
struct PixelChunk<'a> {
    is_lossless: bool,
    content: &'a [u8],
    size: (u32, u32),
}

impl<'a> Contents<'a> {
    /// Finds the chunks and compares their sizes.
    ///
    /// # Errors
    ///
    /// [`Error::CutShort`] and [`Error::Broken`].
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self, Error> {
        let mut chunks = Chunks::new(bytes)?;
        let first = chunks.next()?.ok_or(Error::CutShort)?;
        if first.0 != *b"VP8X" {
            // A file without the extended header has no other chunks.
            let picture = PixelChunk::new(first).ok_or(Error::Broken)?;
            return Ok(Self { picture, alpha: None, animation: None });
        }
        let canvas = canvas_size(first.1).ok_or(Error::Broken)?;
        let is_animated = first.1.first().is_some_and(|flags| flags & ANIMATION != 0);
        let (mut picture, mut alpha, mut frame) = (None, None, None);
        while let Some((name, content)) = chunks.next()? {
            match &name {
                b"ALPH" => alpha = alpha.or(Some(content)),
                b"VP8 " | b"VP8L" => picture = picture.or(Some((name, content))),
                b"ANMF" => frame = frame.or(Some(content)),
                _ => {}
            }
        }
        match (frame, picture) {
            (Some(frame), _) if is_animated => Self::of_frame(frame, canvas),
            // With both, the decoder would mix up their chunks.
            (None, Some(picture)) => {
                let picture = PixelChunk::new(picture).filter(|picture| picture.size == canvas);
                Ok(Self { picture: picture.ok_or(Error::Broken)?, alpha, animation: None })
            }
            _ => Err(Error::Broken),
        }
    }

    /// The first frame of an animation. The decoder takes its first chunk, or the one after the alpha chunk, whatever its
    /// name is.
    fn of_frame(frame: &'a [u8], canvas: (u32, u32)) -> Result<Self, Error> {
        let announced = frame.get(6..).and_then(two_sizes).ok_or(Error::Broken)?;
        let mut chunks = Chunks { rest: frame.get(16..).unwrap_or_default(), announced: 0 };
        let mut next = || chunks.next()?.ok_or(Error::Broken);
        let (mut first, mut alpha) = (next()?, None);
        if first.0 == *b"ALPH" {
            alpha = Some(first.1);
            first = next()?;
        }
        let picture = PixelChunk::new(first).filter(|picture| picture.size == announced);
        let picture =
            picture.filter(|picture| alpha.is_none() || !picture.is_lossless).ok_or(Error::Broken)?;
        Ok(Self { picture, alpha, animation: Some(canvas) })
    }

    /// The memory for decoding besides the decoded pixels, in bytes, without [`tables`](Self::tables).
    pub(super) fn extra(&self, has_alpha: bool) -> u64 {
        let picture = &self.picture;
        let pixels = pixels(picture.size);
        if let Some(canvas) = self.animation {
            return lossy(picture.size) + pixels * (RGBA + ALPHA) + self::pixels(canvas) * CANVAS;
        }
        // A lossless picture is always decoded with alpha, and copied if it has none.
        match (picture.is_lossless, has_alpha) {
            (true, true) => pixels * LOSSLESS,
            (true, false) => pixels * (LOSSLESS + RGBA),
            (false, true) => lossy(picture.size) + pixels * ALPHA,
            (false, false) => lossy(picture.size),
        }
    }

    /// The memory for the prefix code tables of a lossless picture or a compressed alpha chunk, in bytes. It reads some of the
    /// data, so the time depends on their size.
    ///
    /// # Errors
    ///
    /// [`Error::CutShort`], and [`Error::Broken`] if the tables are too large or invalid.
    pub(super) fn tables(&self, has_alpha: bool) -> Result<u64, Error> {
        let PixelChunk { is_lossless, content, size } = self.picture;
        if is_lossless {
            return groups::tables(content.get(5..).ok_or(Error::CutShort)?, size);
        }
        match self.alpha.filter(|_| has_alpha || self.animation.is_some()) {
            // RFC 9649, 2.7.1.2: the lowest bits are the compression method.
            Some([flags, stream @ ..]) if flags & 0b11 == 1 => groups::tables(stream, size),
            Some([]) => Err(Error::CutShort),
            _ => Ok(0),
        }
    }
}

impl<'a> PixelChunk<'a> {
    fn new((name, content): Chunk<'a>) -> Option<Self> {
        let is_lossless = name == *b"VP8L";
        let is_known = is_lossless || name == *b"VP8 ";
        let size = if is_lossless { lossless_size(content) } else { lossy_size(content) };
        size.filter(|_| is_known).map(|size| Self { is_lossless, content, size })
    }
}

/// A chunk: its name and its content.
type Chunk<'a> = ([u8; 4], &'a [u8]);

/// The chunks of a file, or of a frame of an animation.
struct Chunks<'a> {
    rest: &'a [u8],
    /// How many bytes of the rest belong to the file by its header.
    announced: usize,
}

impl<'a> Chunks<'a> {
    fn new(bytes: &'a [u8]) -> Result<Self, Error> {
        let announced = bytes.get(4..).and_then(<[u8]>::first_chunk).map(|size| u32::from_le_bytes(*size));
        let announced = announced.and_then(|size| usize::try_from(size).ok()).unwrap_or(usize::MAX);
        let rest = bytes.get(12..).ok_or(Error::CutShort)?;
        let announced = announced.saturating_sub(4);
        // The padding byte of the last chunk is often missing.
        if announced > rest.len() + 1 { Err(Error::CutShort) } else { Ok(Self { rest, announced }) }
    }

    /// The next chunk; data after the end of the file are not one.
    fn next(&mut self) -> Result<Option<Chunk<'a>>, Error> {
        let Some((head, rest)) = self.rest.split_first_chunk::<8>() else { return Ok(None) };
        let [name @ .., _, _, _, _] = *head;
        let [_, _, _, _, length @ ..] = *head;
        let length = u32::from_le_bytes(length) as usize;
        let Some(content) = rest.get(..length) else {
            // The decoder reads these even after the end that the header says.
            let is_read = matches!(&name, b"VP8X" | b"ALPH" | b"VP8 " | b"VP8L" | b"ANMF");
            return if is_read || self.announced > 8 { Err(Error::CutShort) } else { Ok(None) };
        };
        let padded = length + length % 2;
        self.rest = rest.get(padded..).unwrap_or_default();
        self.announced = self.announced.saturating_sub(padded + 8);
        Ok(Some((name, content)))
    }
}

/// RFC 9649, 2.7: flags and reserved bytes come before the size.
fn canvas_size(content: &[u8]) -> Option<(u32, u32)> {
    content.get(4..).and_then(two_sizes)
}

/// Two numbers of three bytes, stored minus one.
fn two_sizes(bytes: &[u8]) -> Option<(u32, u32)> {
    let &[a, b, c, d, e, f, ..] = bytes else { return None };
    Some((u32::from_le_bytes([a, b, c, 0]) + 1, u32::from_le_bytes([d, e, f, 0]) + 1))
}

/// RFC 9649, 3.4: a signature, then 14 bits each, stored minus one.
fn lossless_size(content: &[u8]) -> Option<(u32, u32)> {
    let bits = u32::from_le_bytes(*content.get(1..)?.first_chunk()?);
    Some(((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1))
}

/// RFC 6386, 9.1: a tag and a start code, then 14 bits each, with two of scaling.
fn lossy_size(content: &[u8]) -> Option<(u32, u32)> {
    let &[a, b, c, d] = content.get(6..)?.first_chunk()?;
    let side = |low, high| u32::from(u16::from_le_bytes([low, high]) & 0x3FFF);
    Some((side(a, b), side(c, d)))
}

fn pixels((width, height): (u32, u32)) -> u64 {
    u64::from(width) * u64::from(height)
}

/// The memory for a lossy picture, in bytes: luma, and chroma at half the size, in complete blocks of 16.
fn lossy((width, height): (u32, u32)) -> u64 {
    pixels((width.next_multiple_of(16), height.next_multiple_of(16))) * 3 / 2
}
