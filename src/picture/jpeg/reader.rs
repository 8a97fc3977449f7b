//! Reads JPEG files: headers, whether the file is complete, and pixels at a fraction of the size. Decoding a fraction is
//! several times faster and needs much less memory than decoding all pixels.
//!
//! It does not depend on the rest of the program and could be a crate: its input is bytes and limits, its output planes and
//! its own [`Error`].
//!
//! There are two reasons for an own reader. Other decoders fill missing pixels with grey and report no error, so a photo
//! that was downloaded in part would be published. And no other memory-safe decoder is fast and small enough: `zune-jpeg`
//! cannot decode a fraction; `jpeg-decoder` can, but enlarges the chroma to full size first, and needed 0.9 times as long as
//! vipsthumbnail for 48 megapixels and 1.15 times for 100, where the goals were 0.8 and 0.95. `tests/bench/RESULTS.md` has
//! the figures of this reader. Compared with zune-jpeg 0.5.15, it is 1.4 to 3.3 times as fast, needs a third to a tenth of
//! the memory and refuses cut files; zune-jpeg also decodes scans of single components wrongly. A damaged file gives an
//! [`Error`]; `tests/fuzz` searches for files that do not.
//!
//! It reads what cameras and editors write: Huffman coding, sequential or progressive, 8 bits, one, three or four components,
//! with any sampling and any order of scans. The rest (arithmetic, lossless, hierarchical, 12 bits, two components, a height
//! after the scan) is refused by name.

mod bits;
mod error;
mod frame;
mod plane;
mod reduce;
mod scan;
mod standard;

pub(super) use error::{Error, Feature};
pub(super) use plane::Plane;

use frame::Frame;
use plane::Component;
use scan::{Scan, Tables};

/// The largest number of zero bytes after the last block if no marker follows. An unfinished download into a reserved file
/// has many zeros there, and zeros are valid codes.
const MAX_ZEROS: usize = 16;

/// The smallest lengths of the segments of JFIF and Adobe, in bytes (JFIF 1.02; Adobe Technical Note 5116). Shorter ones
/// belong to other programs.
const JFIF_LENGTH: usize = 14;
const ADOBE_LENGTH: usize = 12;

/// A file with more segments than this is not a photo; reading it could take very long.
const MAX_SEGMENTS: usize = 10_000;

/// The headers of a file.
pub(super) struct Headers<'a> {
    frame: Frame,
    /// EXIF blocks, in the order of the file.
    pub(super) exif: Vec<&'a [u8]>,
    /// XMP packets.
    pub(super) xmp: Vec<&'a [u8]>,
    /// The segments of the colour profile, in the order of the file.
    profile: Vec<&'a [u8]>,
    /// The colour transform of Adobe's marker, if there is one.
    adobe: Option<u8>,
    is_jfif: bool,
    /// Tables and scans, in the order of the file.
    segments: Vec<Segment<'a>>,
}

/// The colour model of the components.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Model {
    /// Luma only.
    Grey,
    /// Red, green, blue.
    Rgb,
    /// Luma and two colour differences.
    YCbCr,
    /// Four inks.
    Cmyk,
    /// Four inks, the first three converted to YCbCr.
    Ycck,
}

/// The limits for decoding.
pub(super) struct Limits<'a> {
    /// The largest memory besides the file, in bytes.
    pub(super) memory: u64,
    /// Called often; decoding stops with [`Error::Stopped`] if it returns false.
    pub(super) may_go_on: &'a dyn Fn() -> bool,
}

impl Limits<'_> {
    fn check(&self) -> Result<(), Error> {
        if (self.may_go_on)() { Ok(()) } else { Err(Error::Stopped) }
    }
}

/// A segment, and for a scan the data after it.
struct Segment<'a> {
    marker: u8,
    header: &'a [u8],
    data: &'a [u8],
    /// Whether the file ends with the data, without a marker.
    is_at_end: bool,
}

/// Reads the segments of a JPEG, up to the scan that completes the picture. Data after it can be another picture, or private
/// data of a program. A missing end marker is allowed if all scans are there.
///
/// # Errors
///
/// [`Error::CutShort`] if a scan is missing, [`Error::Broken`] and [`Error::Unsupported`].
pub(super) fn read_headers(bytes: &[u8]) -> Result<Headers<'_>, Error> {
    let mut frame: Option<Frame> = None;
    let (mut exif, mut xmp) = (Vec::new(), Vec::new());
    let (mut profile, mut adobe, mut is_jfif) = (Vec::new(), None, false);
    let mut is_in_scans = false;
    let mut segments = Vec::new();
    let mut count = 0;
    let mut at = 2;
    let is_complete = loop {
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
        count += 1;
        if count > MAX_SEGMENTS {
            return Err(Error::Broken);
        }
        match marker {
            0xC4 | 0xDB | 0xDD => segments.push(Segment { marker, header, data: &[], is_at_end: false }),
            0xDE => return Err(Error::Unsupported(Feature::Hierarchical)),
            0xF7 => return Err(Error::Unsupported(Feature::JpegLs)),
            // Frame headers; C8 and CC are other segments.
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                if frame.is_some() {
                    return Err(Error::Broken);
                }
                frame = Some(Frame::read(marker, header)?);
            }
            0xDA => {
                let frame = frame.as_mut().ok_or(Error::Broken)?;
                frame.add_scan(header);
                let end = end_of_scan(bytes, at);
                segments.push(Segment {
                    marker,
                    header,
                    data: &bytes[at..end],
                    is_at_end: end == bytes.len(),
                });
                if frame.is_complete() {
                    break true;
                }
                at = end;
                is_in_scans = true;
            }
            // Only markers before the first scan set the colour model.
            0xE0 | 0xEE if is_in_scans => {}
            0xE0 if header.starts_with(b"JFIF\0") && header.len() >= JFIF_LENGTH => is_jfif = true,
            0xE1 if header.starts_with(b"Exif\0\0") => exif.push(header),
            0xE1 if header.starts_with(b"http://ns.adobe.com/x") => xmp.push(header),
            0xE2 => profile.extend(header.strip_prefix(b"ICC_PROFILE\0")),
            0xEE if header.starts_with(b"Adobe") && header.len() >= ADOBE_LENGTH => {
                adobe = header.get(11).copied();
            }
            _ => {}
        }
    };
    let frame = frame.ok_or(Error::CutShort)?;
    if !is_complete {
        return Err(Error::CutShort);
    }
    if !segments.iter().any(|segment| segment.marker == 0xDA) {
        return Err(Error::Broken);
    }
    Ok(Headers { frame, exif, xmp, profile, adobe, is_jfif, segments })
}

impl Headers<'_> {
    /// Width and height in pixels.
    pub(super) fn size(&self) -> (u32, u32) {
        (self.frame.width, self.frame.height)
    }

    /// Decodes at least `area` (left, top, right, bottom, in pixels of the stored picture). The fraction of the size is at
    /// least `scale`, or less if that does not fit into memory.
    pub(super) fn decode(
        &self,
        area: [f64; 4],
        scale: f64,
        limits: &Limits<'_>,
    ) -> Result<Vec<Plane>, Error> {
        let frame = &self.frame;
        let is_progressive = frame.is_progressive();
        let mut components = frame.components();
        let mut scale = scale;
        let memory = loop {
            for component in &mut components {
                frame.choose_blocks(component, area, scale);
            }
            let memory = components.iter().map(|part| part.memory(is_progressive)).sum::<u64>();
            if memory <= limits.memory || scale < 1.0 / 16.0 {
                break memory;
            }
            scale /= 2.0;
        };
        if memory > limits.memory {
            let pixels = u64::from(frame.width) * u64::from(frame.height);
            return Err(Error::TooLarge { limit: pixels * limits.memory / memory });
        }
        for component in &mut components {
            component.allocate(is_progressive);
        }
        self.read_scans(&mut components, is_progressive, limits)?;
        let sampling = frame.max_sampling();
        let planes = components.into_iter().map(|part| part.finish((frame.width, frame.height), sampling));
        planes.collect()
    }

    /// The colour model, found like in libjpeg and so in most programs: first by JFIF, then by Adobe's transform, then by the
    /// ids of the components.
    pub(super) fn model(&self) -> Model {
        let ids = self.frame.ids();
        match (ids.len(), self.adobe) {
            (1, _) => Model::Grey,
            (4, None | Some(0)) => Model::Cmyk,
            (4, Some(_)) => Model::Ycck,
            _ if self.is_jfif => Model::YCbCr,
            (_, Some(0)) => Model::Rgb,
            (_, None) if ids == *b"RGB" => Model::Rgb,
            _ => Model::YCbCr,
        }
    }

    /// The colour profile; `None` if a part is missing (ICC.1:2022, B.4).
    pub(super) fn profile(&self) -> Option<Vec<u8>> {
        let mut segments: Vec<_> =
            self.profile.iter().filter_map(|part| part.split_first_chunk::<2>()).collect();
        segments.sort_by_key(|([number, _], _)| *number);
        let count = segments.len();
        let is_complete = segments
            .iter()
            .zip(1..)
            .all(|(([number, total], _), expected)| *number == expected && usize::from(*total) == count);
        (is_complete && count > 0).then(|| segments.into_iter().flat_map(|(_, data)| data).copied().collect())
    }

    fn read_scans(
        &self,
        components: &mut [Component],
        is_progressive: bool,
        limits: &Limits<'_>,
    ) -> Result<(), Error> {
        let may_go_on = &|| limits.check();
        let mut tables = Tables::default();
        let ids = self.frame.ids();
        for Segment { marker, header, data, is_at_end } in &self.segments {
            may_go_on()?;
            match marker {
                0xC4 => tables.read_huffman(header)?,
                0xDB => tables.read_quantization(header)?,
                0xDD => {
                    let interval = header.first_chunk().ok_or(Error::Broken)?;
                    tables.restart =
                        Some(u32::from(u16::from_be_bytes(*interval))).filter(|count| *count > 0);
                }
                _ => {
                    let scan = Scan::read(header, &ids)?;
                    scan.define_missing(&mut tables)?;
                    for index in scan.components() {
                        let component = &mut components[index];
                        if let Some(Some(table)) = tables.quantization.get(component.selector) {
                            component.set_quantization(table);
                        }
                    }
                    let left = if is_progressive {
                        scan.progressive(data, &tables, components, may_go_on)?
                    } else {
                        scan.sequential(data, &tables, components, may_go_on)?
                    };
                    let left = data.get(data.len().saturating_sub(left)..).unwrap_or_default();
                    if *is_at_end && left.len() > MAX_ZEROS && left.iter().all(|byte| *byte == 0) {
                        return Err(Error::CutShort);
                    }
                }
            }
        }
        Ok(())
    }
}

/// The next marker at or after `at`, which is moved after it. Like in all decoders, bytes between segments are skipped.
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

/// The content of the segment whose length is at `at`.
fn segment(bytes: &[u8], at: usize) -> Result<&[u8], Error> {
    let rest = bytes.get(at..).unwrap_or_default();
    let length = rest.first_chunk().map(|length| usize::from(u16::from_be_bytes(*length)));
    let length = length.ok_or(Error::CutShort)?;
    if length < 2 {
        return Err(Error::Broken);
    }
    rest.get(2..length).ok_or(Error::CutShort)
}

/// The end of the scan data that start at `at`: before the next marker other than a restart.
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
