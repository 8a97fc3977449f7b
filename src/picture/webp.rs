//! The container of a WebP: whether all of it is there, which of its parts the decoder reads, and what decoding them
//! takes.
//!
//! The decoder believes the container and the picture in it each on its own: it decodes a picture that is larger
//! than announced to its end before it notices. So the two are compared here first. Only the first part of each name
//! counts, as for the decoder.

mod groups;

use super::error::Error;
use super::memory;

use image::ImageDecoder;

/// Bytes per pixel that a lossless picture takes besides its pixels: transforms and the map of its codes.
const LOSSLESS: u64 = 1;
/// Bytes per pixel of the whole animation.
const CANVAS: u64 = 4;
/// Bytes per pixel of transparency that is stored beside a lossy picture, while it is decoded: colours that are not
/// used, transparency, and what a lossless picture takes.
const ALPHA: u64 = 5 + LOSSLESS;

/// Bytes per pixel of colours with transparency.
const RGBA: u64 = 4;

/// The bit of the extended header that announces an animation (RFC 9649, 2.7).
const ANIMATION: u8 = 0b10;

/// What decoding a file takes besides the pixels that come out, in bytes. Fails where that is known to be too much.
pub(super) fn extra(decoder: &dyn ImageDecoder, bytes: &[u8]) -> Result<u64, Error> {
    let has_alpha = decoder.color_type().has_alpha();
    let contents = Contents::read(bytes)?;
    let extra = contents.extra(has_alpha);
    // The tables are only looked for in a picture that is not too large already.
    let _ = memory::within(decoder, bytes, extra)?;
    Ok(extra + contents.tables(has_alpha)?)
}

/// The parts of a file that the decoder reads.
pub(super) struct Contents<'a> {
    picture: Picture<'a>,
    /// Transparency beside the picture.
    alpha: Option<&'a [u8]>,
    /// Width and height of the whole animation, of which only the first picture is read.
    animation: Option<(u32, u32)>,
}

/// Pixels, and their size.
#[derive(Clone, Copy)]
struct Picture<'a> {
    is_lossless: bool,
    content: &'a [u8],
    size: (u32, u32),
}

impl<'a> Contents<'a> {
    /// Finds the parts, and compares the sizes that they have.
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self, Error> {
        let mut chunks = Chunks::new(bytes)?;
        let first = chunks.next()?.ok_or(Error::CutShort)?;
        if first.0 != *b"VP8X" {
            // Nothing else counts in a file without the extended header.
            let picture = Picture::new(first).ok_or(Error::Broken)?;
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
            // With both the decoder would take parts of the animation for those of the picture.
            (None, Some(picture)) => {
                let picture = Picture::new(picture).filter(|picture| picture.size == canvas);
                Ok(Self { picture: picture.ok_or(Error::Broken)?, alpha, animation: None })
            }
            _ => Err(Error::Broken),
        }
    }

    /// The first picture of an animation: the decoder takes the first part for it, or the second behind transparency,
    /// whatever it is called.
    fn of_frame(frame: &'a [u8], canvas: (u32, u32)) -> Result<Self, Error> {
        let announced = frame.get(6..).and_then(two_sizes).ok_or(Error::Broken)?;
        let mut chunks = Chunks { rest: frame.get(16..).unwrap_or_default(), announced: 0 };
        let mut next = || chunks.next()?.ok_or(Error::Broken);
        let (mut first, mut alpha) = (next()?, None);
        if first.0 == *b"ALPH" {
            alpha = Some(first.1);
            first = next()?;
        }
        let picture = Picture::new(first).filter(|picture| picture.size == announced);
        let picture =
            picture.filter(|picture| alpha.is_none() || !picture.is_lossless).ok_or(Error::Broken)?;
        Ok(Self { picture, alpha, animation: Some(canvas) })
    }

    /// What decoding takes besides the pixels that come out, in bytes, without [`tables`](Self::tables).
    pub(super) fn extra(&self, has_alpha: bool) -> u64 {
        let picture = &self.picture;
        let pixels = pixels(picture.size);
        if let Some(canvas) = self.animation {
            return lossy(picture.size) + pixels * (RGBA + ALPHA) + self::pixels(canvas) * CANVAS;
        }
        // A lossless picture is decoded with transparency, and copied where it has none.
        match (picture.is_lossless, has_alpha) {
            (true, true) => pixels * LOSSLESS,
            (true, false) => pixels * (LOSSLESS + RGBA),
            (false, true) => lossy(picture.size) + pixels * ALPHA,
            (false, false) => lossy(picture.size),
        }
    }

    /// What the tables of codes take of a lossless picture or of transparency that is stored like one, in bytes. Reads
    /// some of it, which takes time in proportion to its size.
    pub(super) fn tables(&self, has_alpha: bool) -> Result<u64, Error> {
        let Picture { is_lossless, content, size } = self.picture;
        if is_lossless {
            return groups::tables(content.get(5..).ok_or(Error::CutShort)?, size);
        }
        match self.alpha.filter(|_| has_alpha || self.animation.is_some()) {
            // RFC 9649, 2.7.1.2: the lowest bits say how it is stored.
            Some([about, stream @ ..]) if about & 0b11 == 1 => groups::tables(stream, size),
            Some([]) => Err(Error::CutShort),
            _ => Ok(0),
        }
    }
}

impl<'a> Picture<'a> {
    fn new((name, content): Chunk<'a>) -> Option<Self> {
        let is_lossless = name == *b"VP8L";
        let is_known = is_lossless || name == *b"VP8 ";
        let size = if is_lossless { lossless_size(content) } else { lossy_size(content) };
        size.filter(|_| is_known).map(|size| Self { is_lossless, content, size })
    }
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

    /// The next part. What a program has appended to the file does not count as one.
    fn next(&mut self) -> Result<Option<Chunk<'a>>, Error> {
        let Some((head, rest)) = self.rest.split_first_chunk::<8>() else { return Ok(None) };
        let [name @ .., _, _, _, _] = *head;
        let [_, _, _, _, length @ ..] = *head;
        let length = u32::from_le_bytes(length) as usize;
        let Some(content) = rest.get(..length) else {
            // The decoder reads what there is of these, wherever the file is said to end.
            let is_read = matches!(&name, b"VP8X" | b"ALPH" | b"VP8 " | b"VP8L" | b"ANMF");
            return if is_read || self.announced > 8 { Err(Error::CutShort) } else { Ok(None) };
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

/// RFC 9649, 3.4: a signature, then 14 bits each, less by one.
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

/// Brightness and colours at half the size, in whole blocks of 16.
fn lossy((width, height): (u32, u32)) -> u64 {
    pixels((width.next_multiple_of(16), height.next_multiple_of(16))) * 3 / 2
}
