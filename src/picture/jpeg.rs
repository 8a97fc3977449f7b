//! What JPEG needs beside a decoder: its headers without decoding, whether its end is there, and decoding at
//! a fraction of its size, which is several times faster and needs a fraction of the memory.
//!
//! Decoders do not help with the end: they fill what is missing with grey, and so a half-sent photo would be
//! published. The segments are therefore walked here first (ITU-T T.81, annex B).

use super::Error;
use super::decode::{Clock, MAX_MEMORY};
use super::exif::{self, Exif};
use super::signature::OtherKind;

use image::{DynamicImage, GrayImage, RgbImage};
use jpeg_decoder::PixelFormat;

use std::borrow::Cow;

/// The largest picture in pixels, where decoding at a fraction of the size keeps it in bounds.
const MAX_PIXELS: u64 = 200_000_000;

/// What the headers say.
pub(super) struct Survey<'a> {
    /// The file up to its end marker, which was put back if nothing else was missing.
    pub(super) bytes: Cow<'a, [u8]>,
    /// Size and coding.
    pub(super) frame: Frame,
    /// What its EXIF and XMP say.
    pub(super) exif: Exif,
}

/// The frame header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Frame {
    /// Width in pixels.
    pub(super) width: u32,
    /// Height in pixels.
    pub(super) height: u32,
    coding: Coding,
    precision: u8,
    components: Vec<Component>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Coding {
    Sequential,
    Progressive,
    /// Lossless, arithmetic, hierarchical: not what cameras write.
    Rare,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Component {
    id: u8,
    horizontal: u64,
    vertical: u64,
    /// The coefficients of a progressive picture that have all their bits, one bit each.
    finished: u64,
}

/// Walks the segments of a JPEG. Fails when the end is missing; two missing bytes, which hold no part of the
/// picture, are forgiven.
pub(super) fn survey(bytes: &[u8]) -> Result<Survey<'_>, Error> {
    let mut frame: Option<Frame> = None;
    let mut exif: Option<Exif> = None;
    let mut has_location = false;
    let mut scans = 0;
    let mut at = 2;
    let end = loop {
        let Some(marker) = next_marker(bytes, &mut at) else {
            break None;
        };
        match marker {
            0xD9 => break Some(at),
            0x01 | 0xD0..=0xD8 => continue,
            _ => {}
        }
        let segment = segment(bytes, at)?;
        at += 2 + segment.len();
        match marker {
            // All frame headers; C4, C8 and CC in between are tables.
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                if frame.is_some() {
                    return Err(Error::Broken);
                }
                frame = Some(Frame::read(marker, segment)?);
            }
            0xDA => {
                frame.as_mut().ok_or(Error::Broken)?.note_scan(segment);
                scans += 1;
                at = end_of_scan(bytes, at);
            }
            0xE1 if segment.starts_with(b"Exif\0\0") => {
                let found = exif::read(segment);
                has_location |= found.has_location;
                exif = exif.or(Some(found));
            }
            0xE1 if segment.starts_with(b"http://ns.adobe.com/x") => {
                has_location |= exif::xmp_has_location(segment);
            }
            _ => {}
        }
    };
    let frame = frame.ok_or(Error::CutShort)?;
    let bytes = match end {
        Some(end) if scans > 0 => Cow::Borrowed(bytes.get(..end).unwrap_or(bytes)),
        Some(_) => return Err(Error::Broken),
        None => Cow::Owned(with_end_marker(bytes, &frame)?),
    };
    let mut exif = exif.unwrap_or_else(|| exif::read(&[]));
    exif.has_location |= has_location;
    Ok(Survey { bytes, frame, exif })
}

impl Survey<'_> {
    /// Decodes at a fraction of the size: the smallest of 1/8, 1/4, 1/2 and 1 that is at least `scale`, or the
    /// largest that fits into memory. Gives the pixels and that fraction; `None` when this way does not know
    /// the coding and the general one may.
    pub(super) fn decode(&self, scale: f64, clock: &Clock) -> Result<Option<(DynamicImage, f64)>, Error> {
        let frame = &self.frame;
        if frame.pixels() > MAX_PIXELS {
            return Err(frame.too_large(MAX_PIXELS));
        }
        let is_common =
            frame.coding != Coding::Rare && frame.precision == 8 && matches!(frame.components.len(), 1 | 3);
        if !is_common {
            // The general decoder keeps all coefficients of what is not sequential.
            let kept = if frame.coding == Coding::Sequential { 0 } else { frame.samples() * 2 };
            let all = kept + frame.pixels() * 3;
            let limit = frame.pixels() * MAX_MEMORY / all;
            return if all > MAX_MEMORY { Err(frame.too_large(limit)) } else { Ok(None) };
        }
        let eighths = [8, 4, 2, 1].into_iter().filter(|eighths| frame.memory(*eighths) <= MAX_MEMORY);
        let eighths = eighths
            .reduce(|larger, smaller| if f64::from(smaller) / 8.0 >= scale { smaller } else { larger })
            .ok_or_else(|| frame.too_large(frame.pixels() * MAX_MEMORY / frame.memory(1)))?;
        match decode_eighths(clock.reader(&self.bytes), frame, eighths) {
            Ok(pixels) => Ok(Some((pixels, f64::from(eighths) / 8.0))),
            Err(jpeg_decoder::Error::Unsupported(_)) => Ok(None),
            Err(error) => Err(Error::from_chain(&error)),
        }
    }
}

impl Frame {
    fn read(marker: u8, segment: &[u8]) -> Result<Self, Error> {
        let &[precision, h1, h0, w1, w0, count, ref rest @ ..] = segment else {
            return Err(Error::Broken);
        };
        let (width, height) = (u16::from_be_bytes([w1, w0]), u16::from_be_bytes([h1, h0]));
        let components: Vec<_> = rest
            .chunks_exact(3)
            .take(usize::from(count))
            .map(|part| Component {
                id: part[0],
                horizontal: u64::from(part[1] >> 4).clamp(1, 4),
                vertical: u64::from(part[1] & 15).clamp(1, 4),
                finished: 0,
            })
            .collect();
        if width == 0 || components.is_empty() || components.len() != usize::from(count) {
            return Err(Error::Broken);
        }
        if height == 0 {
            // The height would follow after the scan (DNL), which nobody writes and no decoder here reads.
            return Err(Error::Unsupported(OtherKind::Other));
        }
        let coding = match marker {
            0xC0 | 0xC1 => Coding::Sequential,
            0xC2 => Coding::Progressive,
            _ => Coding::Rare,
        };
        Ok(Self { width: u32::from(width), height: u32::from(height), coding, precision, components })
    }

    /// Notes which coefficients a scan header completes.
    fn note_scan(&mut self, segment: &[u8]) {
        let Some((&count, rest)) = segment.split_first() else { return };
        let (names, rest) = rest.split_at(rest.len().min(usize::from(count) * 2));
        let &[first, last, approximation, ..] = rest else { return };
        if approximation & 15 != 0 {
            return;
        }
        let bits = (first..=last.min(63)).fold(0, |bits, index| bits | 1_u64 << index.min(63));
        for component in &mut self.components {
            if names.chunks_exact(2).any(|name| name[0] == component.id) {
                component.finished |= bits;
            }
        }
    }

    fn too_large(&self, limit: u64) -> Error {
        Error::TooManyPixels { width: self.width, height: self.height, limit }
    }

    fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// Values of all components, padded to whole blocks.
    fn samples(&self) -> u64 {
        let horizontal = self.components.iter().map(|part| part.horizontal).max().unwrap_or(1);
        let vertical = self.components.iter().map(|part| part.vertical).max().unwrap_or(1);
        let units =
            u64::from(self.width).div_ceil(8 * horizontal) * u64::from(self.height).div_ceil(8 * vertical);
        let blocks: u64 = self.components.iter().map(|part| part.horizontal * part.vertical).sum();
        units * blocks * 64
    }

    /// Bytes taken by decoding at `eighths`/8 of the size: planes, result, and for a progressive picture all
    /// coefficients, two bytes each.
    fn memory(&self, eighths: u16) -> u64 {
        let share = u64::from(eighths) * u64::from(eighths);
        let result = self.pixels() * self.components.len() as u64;
        let kept = if self.coding == Coding::Progressive { self.samples() * 2 } else { 0 };
        (self.samples() + result) * share / 64 + kept
    }
}

/// The next marker at or after `at`, which is moved behind it. Bytes between segments are skipped, as all
/// decoders do.
fn next_marker(bytes: &[u8], at: &mut usize) -> Option<u8> {
    loop {
        *at += bytes.get(*at..)?.iter().position(|byte| *byte == 0xFF)?;
        *at += bytes.get(*at..)?.iter().position(|byte| *byte != 0xFF)?;
        let marker = *bytes.get(*at)?;
        *at += 1;
        if marker != 0 {
            return Some(marker);
        }
    }
}

/// The content of the segment whose length stands at `at`.
fn segment(bytes: &[u8], at: usize) -> Result<&[u8], Error> {
    let rest = bytes.get(at..).unwrap_or_default();
    let length = rest.first_chunk().map(|length| usize::from(u16::from_be_bytes(*length)));
    let length = length.ok_or(Error::CutShort)?;
    if length < 2 {
        return Err(Error::Broken);
    }
    rest.get(2..length).ok_or(Error::CutShort)
}

/// Where the scan whose data begin at `at` ends: before the next marker that is no restart.
fn end_of_scan(bytes: &[u8], mut at: usize) -> usize {
    loop {
        let Some(step) = bytes.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == 0xFF)) else {
            return bytes.len();
        };
        at += step;
        match bytes.get(at + 1) {
            Some(0 | 0xD0..=0xD7) => at += 2,
            Some(0xFF) => at += 1,
            Some(_) => return at,
            None => return bytes.len(),
        }
    }
}

/// Puts the end marker back, if that is all that is missing.
///
/// A decoder does not say whether it had enough data. So the last scan is followed once by the end and once
/// by noise: where data were missing, the noise shows in the picture.
fn with_end_marker(bytes: &[u8], frame: &Frame) -> Result<Vec<u8>, Error> {
    const END: [u8; 2] = [0xFF, 0xD9];
    const NOISE: [u8; 64] = [0x5A; 64];
    let bytes = bytes.strip_suffix(&[0xFF]).unwrap_or(bytes);
    let is_common = matches!(frame.coding, Coding::Sequential | Coding::Progressive);
    if !is_common || frame.components.iter().any(|part| part.finished != u64::MAX) {
        return Err(Error::CutShort);
    }
    let eighths = [8, 4, 2, 1].into_iter().find(|eighths| frame.memory(*eighths) * 2 <= MAX_MEMORY);
    let eighths = eighths.ok_or(Error::CutShort)?;
    let clock = Clock::start();
    let whole = [bytes, &END].concat();
    let noisy = [bytes, &NOISE, &END].concat();
    let seen = decode_eighths(clock.reader(&whole), frame, eighths).map_err(|_| Error::CutShort)?;
    let heard = decode_eighths(clock.reader(&noisy), frame, eighths).map_err(|_| Error::CutShort)?;
    if seen == heard { Ok(whole) } else { Err(Error::CutShort) }
}

fn decode_eighths(
    reader: impl std::io::Read,
    frame: &Frame,
    eighths: u16,
) -> Result<DynamicImage, jpeg_decoder::Error> {
    let scaled = |length: u32| u16::try_from((length * u32::from(eighths)).div_ceil(8)).unwrap_or(u16::MAX);
    let mut decoder = jpeg_decoder::Decoder::new(reader);
    let (width, height) = decoder.scale(scaled(frame.width), scaled(frame.height))?;
    let pixels = decoder.decode()?;
    let format = decoder.info().map(|info| info.pixel_format);
    let (width, height) = (u32::from(width), u32::from(height));
    let image = match format {
        Some(PixelFormat::L8) => GrayImage::from_raw(width, height, pixels).map(DynamicImage::from),
        Some(PixelFormat::RGB24) => RgbImage::from_raw(width, height, pixels).map(DynamicImage::from),
        Some(PixelFormat::L16 | PixelFormat::CMYK32) | None => None,
    };
    image.ok_or_else(|| jpeg_decoder::Error::Format("size".to_owned()))
}
