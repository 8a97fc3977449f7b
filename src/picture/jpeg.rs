//! JPEG: its headers, whether its end is there, and its pixels at a fraction of the size, which is several times
//! faster than all of them and needs a fraction of the memory.
//!
//! The decoder is our own for two reasons. The ones there fill what is missing with grey without a word, so that
//! a half-sent photo would be published. And none of the memory-safe ones reaches the time and memory that this
//! program sets itself: `zune-jpeg` knows no fractions; `jpeg-decoder` does, but enlarges the colours to full size
//! first, and took 0.9 of vipsthumbnail's time for 48 megapixels and 1.15 for 100, where 0.8 and 0.95 were wanted.
//! `tests/bench/RESULTS.md` has the figures of this one. It is safe code like the rest: a damaged file is an
//! [`Error`], and `tests/fuzz` looks for the one that is not.
//!
//! It reads what cameras and editors write: Huffman-coded, sequential or progressive, 8 bits, one, three or four
//! components. The rest (arithmetic, lossless, 12 bits, two components, a height that follows the scan) is refused as
//! another kind, since `image` does not read it either.

mod bits;
mod frame;
mod plane;
mod reduce;
mod scan;

use super::decode::Clock;
use super::exif::{self, Exif};
use super::resize::Plane;
use super::{Error, colour, memory};

use frame::Frame;
use plane::Component;
use scan::{Scan, Tables};

/// The largest picture in pixels, where decoding at a fraction of the size keeps it in bounds.
const MAX_PIXELS: u64 = 200_000_000;

/// How many bytes may be left behind the last block where the marker of the end is missing. A download that was given its
/// place on the disk and did not come has zeros there, which are codes like any other; there are far more of them than the
/// picture needs.
const MOST_LEFT: usize = 16;

/// More segments than this are no photo, but a way to keep a program busy.
const MAX_SEGMENTS: usize = 10_000;

/// What the headers say.
pub(super) struct Survey<'a> {
    /// The whole file.
    pub(super) bytes: &'a [u8],
    /// Size and coding.
    pub(super) frame: Frame,
    /// What its EXIF and XMP say.
    pub(super) exif: Exif,
    /// The parts of its colour profile, in the order of the file.
    profile: Vec<&'a [u8]>,
    /// The colour transform that Adobe's marker names, if it is there.
    adobe: Option<u8>,
    is_jfif: bool,
    /// Whether the marker of the end is there.
    has_end: bool,
    /// Tables and scans, in the order of the file.
    parts: Vec<Part<'a>>,
}

/// A segment, and for a scan the data behind it.
struct Part<'a> {
    marker: u8,
    header: &'a [u8],
    data: &'a [u8],
}

/// Walks the segments of a JPEG. Fails when the end is missing; a missing end marker, which holds no part of the
/// picture, is forgiven, as long as every scan is there and nothing but the picture is in it.
pub(super) fn survey(bytes: &[u8]) -> Result<Survey<'_>, Error> {
    let mut frame: Option<Frame> = None;
    let mut exif: Option<Exif> = None;
    let mut has_location = false;
    let (mut profile, mut adobe, mut is_jfif) = (Vec::new(), None, false);
    let mut parts = Vec::new();
    let mut segments = 0;
    let mut at = 2;
    let has_end = loop {
        let Some(marker) = next_marker(bytes, &mut at) else {
            break false;
        };
        match marker {
            0xD9 => break true,
            0x01 | 0xD0..=0xD8 => continue,
            _ => {}
        }
        let header = segment(bytes, at)?;
        at += 2 + header.len();
        segments += 1;
        if segments > MAX_SEGMENTS {
            return Err(Error::Broken);
        }
        match marker {
            0xC4 | 0xDB | 0xDD => parts.push(Part { marker, header, data: &[] }),
            // All frame headers; C8 and CC in between are none.
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                if frame.is_some() {
                    return Err(Error::Broken);
                }
                frame = Some(Frame::read(marker, header)?);
            }
            0xDA => {
                frame.as_mut().ok_or(Error::Broken)?.note_scan(header);
                let end = end_of_scan(bytes, at);
                parts.push(Part { marker, header, data: &bytes[at..end] });
                at = end;
            }
            0xE0 if header.starts_with(b"JFIF\0") => is_jfif = true,
            0xE1 if header.starts_with(b"Exif\0\0") => {
                let found = exif::read(header);
                has_location |= found.has_location;
                exif = exif.or(Some(found));
            }
            0xE1 if header.starts_with(b"http://ns.adobe.com/x") => {
                has_location |= exif::xmp_has_location(header);
            }
            0xE2 => profile.extend(header.strip_prefix(b"ICC_PROFILE\0")),
            0xEE if header.starts_with(b"Adobe") => adobe = adobe.or(header.get(11).copied()),
            _ => {}
        }
    };
    let frame = frame.ok_or(Error::CutShort)?;
    if !has_end && !frame.is_complete() {
        return Err(Error::CutShort);
    }
    if !parts.iter().any(|part| part.marker == 0xDA) {
        return Err(Error::Broken);
    }
    let mut exif = exif.unwrap_or_else(|| exif::read(&[]));
    exif.has_location |= has_location;
    Ok(Survey { bytes, frame, exif, profile, adobe, is_jfif, has_end, parts })
}

impl Survey<'_> {
    /// Decodes what lies in `area` (left, top, right, lower end, in pixels of the stored picture) and perhaps some
    /// more round it, at a fraction of the size that is at least `scale`, or as much of it as fits into memory.
    pub(super) fn decode(&self, area: [f64; 4], scale: f64, clock: &Clock) -> Result<Vec<Plane>, Error> {
        let frame = &self.frame;
        if frame.pixels() > MAX_PIXELS {
            return Err(frame.too_large(MAX_PIXELS));
        }
        let budget = memory::budget(self.bytes);
        let is_progressive = frame.is_progressive();
        let mut components = frame.components();
        let mut scale = scale;
        let memory = loop {
            for component in &mut components {
                frame.want(component, area, scale);
            }
            let memory = components.iter().map(|part| part.memory(is_progressive)).sum::<u64>();
            if memory <= budget || scale < 1.0 / 16.0 {
                break memory;
            }
            scale /= 2.0;
        };
        if memory > budget {
            return Err(frame.too_large(frame.pixels() * budget / memory));
        }
        for component in &mut components {
            component.allocate(is_progressive);
        }
        self.read_scans(&mut components, is_progressive, clock)?;
        let most = frame.most();
        let planes = components.into_iter().map(|part| part.finish((frame.width, frame.height), most));
        planes.collect()
    }

    /// What the numbers of the components mean.
    pub(super) fn colours(&self) -> colour::Model {
        let ids = self.frame.ids();
        match (ids.len(), self.adobe) {
            (1, _) => colour::Model::Grey,
            (4, Some(2)) => colour::Model::Ycck,
            // Adobe's programs store the ink that is left out.
            (4, Some(_)) => colour::Model::Cmyk { is_inverted: true },
            (4, None) => colour::Model::Cmyk { is_inverted: false },
            (_, Some(0)) => colour::Model::Rgb,
            (_, None) if !self.is_jfif && ids == *b"RGB" => colour::Model::Rgb,
            _ => colour::Model::YCbCr,
        }
    }

    /// The colour profile; none when parts are missing (ICC.1:2022, B.4).
    pub(super) fn profile(&self) -> Option<Vec<u8>> {
        let mut parts: Vec<_> =
            self.profile.iter().filter_map(|part| part.split_first_chunk::<2>()).collect();
        parts.sort_by_key(|([number, _], _)| *number);
        let count = parts.len();
        let is_whole = parts
            .iter()
            .zip(1..)
            .all(|(([number, total], _), place)| *number == place && usize::from(*total) == count);
        (is_whole && count > 0).then(|| parts.into_iter().flat_map(|(_, data)| data).copied().collect())
    }

    fn read_scans(
        &self,
        components: &mut [Component],
        is_progressive: bool,
        clock: &Clock,
    ) -> Result<(), Error> {
        let mut tables = Tables::default();
        for Part { marker, header, data } in &self.parts {
            clock.check()?;
            match marker {
                0xC4 => tables.read_huffman(header)?,
                0xDB => tables.read_quantization(header)?,
                0xDD => {
                    let interval = header.first_chunk().ok_or(Error::Broken)?;
                    tables.restart =
                        Some(u32::from(u16::from_be_bytes(*interval))).filter(|count| *count > 0);
                }
                _ => {
                    let scan = Scan::read(header, components)?;
                    for place in scan.components() {
                        let component = &mut components[place];
                        if let Some(Some(table)) = tables.quantization.get(component.selector) {
                            component.quantize(table);
                        }
                    }
                    let left = if is_progressive {
                        scan.progressive(data, &tables, components, clock)?
                    } else {
                        scan.sequential(data, &tables, components, clock)?
                    };
                    if !self.has_end && left > MOST_LEFT {
                        return Err(Error::CutShort);
                    }
                }
            }
        }
        Ok(())
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
        let Some(step) = bytes.get(at..).and_then(|rest| memchr::memchr(0xFF, rest)) else {
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
