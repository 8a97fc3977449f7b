//! A reader of JPEG files: its headers, whether its end is there, and its pixels at a fraction of the size, which is several
//! times faster than all of them and needs a fraction of the memory.
//!
//! It knows nothing of the program and could be a crate: bytes and limits go in, planes and its own [`Error`] come out.
//!
//! It is written here for two reasons. Other decoders fill what is missing with grey without a word, so that a half-sent
//! photo would be published. And none of the memory-safe ones reaches the time and memory that this program sets itself:
//! `zune-jpeg` knows no fractions; `jpeg-decoder` does, but enlarges the colours to full size first, and took 0.9 of
//! vipsthumbnail's time for 48 megapixels and 1.15 for 100, where 0.8 and 0.95 were wanted. `tests/bench/RESULTS.md` has the
//! figures of this one. Measured again beside zune-jpeg 0.5.15, it is 1.4 to 3.3 times as fast, takes a third to a tenth of
//! the memory and refuses files that are cut, and zune-jpeg decodes scans of single components wrongly. It is safe code like
//! the rest: a damaged file is an [`Error`], and `tests/fuzz` looks for files that are not.
//!
//! It reads what cameras and editors write: Huffman-coded, sequential or progressive, 8 bits, one, three or four
//! components, in any sampling and any order of scans. The rest (arithmetic, lossless, hierarchical, 12 bits, two
//! components, a height that follows the scan) is refused by its name.

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

/// How many zeros may be left behind the last block where no marker follows. An unfinished download whose place on the disk
/// was reserved has zeros there, which are codes like any other; there are far more of them than the picture needs.
const MOST_ZEROS: usize = 16;

/// How long the segments of JFIF and of Adobe are at least (JFIF 1.02; Adobe Technical Note 5116). Shorter ones belong to
/// other programs.
const JFIF_LENGTH: usize = 14;
const ADOBE_LENGTH: usize = 12;

/// More segments than this are no photo, but a way to keep a program busy.
const MAX_SEGMENTS: usize = 10_000;

/// What the headers say.
pub(super) struct Survey<'a> {
    frame: Frame,
    /// Blocks of EXIF, in the order of the file.
    pub(super) exif: Vec<&'a [u8]>,
    /// Packets of XMP.
    pub(super) xmp: Vec<&'a [u8]>,
    /// The parts of its colour profile, in the order of the file.
    profile: Vec<&'a [u8]>,
    /// The colour transform that Adobe's marker names, if it is there.
    adobe: Option<u8>,
    is_jfif: bool,
    /// Tables and scans, in the order of the file.
    parts: Vec<Part<'a>>,
}

/// What the numbers of the components mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Model {
    /// Brightness alone.
    Grey,
    /// Red, green, blue.
    Rgb,
    /// Brightness and two differences of colour.
    YCbCr,
    /// Four inks.
    Cmyk,
    /// Four inks, the first three as brightness and differences.
    Ycck,
}

/// What decoding may take.
pub(super) struct Limits<'a> {
    /// Bytes besides the file.
    pub(super) memory: u64,
    /// Asked again and again; decoding stops with [`Error::Stopped`] where it says no.
    pub(super) may_go_on: &'a dyn Fn() -> bool,
}

impl Limits<'_> {
    fn check(&self) -> Result<(), Error> {
        if (self.may_go_on)() { Ok(()) } else { Err(Error::Stopped) }
    }
}

/// A segment, and for a scan the data behind it.
struct Part<'a> {
    marker: u8,
    header: &'a [u8],
    data: &'a [u8],
    /// Whether no marker follows the data.
    is_open: bool,
}

/// Walks the segments of a JPEG, up to the scan that completes the picture: whatever follows is no part of it, and may be
/// another picture or a program's own notes. Fails when the end is missing; a missing end marker, which holds no part of the
/// picture, is forgiven, as long as every scan is there.
pub(super) fn survey(bytes: &[u8]) -> Result<Survey<'_>, Error> {
    let mut frame: Option<Frame> = None;
    let (mut exif, mut xmp) = (Vec::new(), Vec::new());
    let (mut profile, mut adobe, mut is_jfif) = (Vec::new(), None, false);
    let mut is_in_scans = false;
    let mut parts = Vec::new();
    let mut segments = 0;
    let mut at = 2;
    let is_whole = loop {
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
            0xC4 | 0xDB | 0xDD => parts.push(Part { marker, header, data: &[], is_open: false }),
            0xDE => return Err(Error::Unsupported(Feature::Hierarchical)),
            0xF7 => return Err(Error::Unsupported(Feature::JpegLs)),
            // All frame headers; C8 and CC in between mean something else.
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                if frame.is_some() {
                    return Err(Error::Broken);
                }
                frame = Some(Frame::read(marker, header)?);
            }
            0xDA => {
                let frame = frame.as_mut().ok_or(Error::Broken)?;
                frame.note_scan(header);
                let end = end_of_scan(bytes, at);
                parts.push(Part { marker, header, data: &bytes[at..end], is_open: end == bytes.len() });
                if frame.is_complete() {
                    break true;
                }
                at = end;
                is_in_scans = true;
            }
            // What the numbers mean is known before the first scan.
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
    if !is_whole {
        return Err(Error::CutShort);
    }
    if !parts.iter().any(|part| part.marker == 0xDA) {
        return Err(Error::Broken);
    }
    Ok(Survey { frame, exif, xmp, profile, adobe, is_jfif, parts })
}

impl Survey<'_> {
    /// Width and height in pixels.
    pub(super) fn size(&self) -> (u32, u32) {
        (self.frame.width, self.frame.height)
    }

    /// Decodes what lies in `area` (left, top, right, lower end, in pixels of the stored picture) and perhaps some
    /// more round it, at a fraction of the size that is at least `scale`, or as much of it as fits into memory.
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
                frame.want(component, area, scale);
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
        let most = frame.most();
        let planes = components.into_iter().map(|part| part.finish((frame.width, frame.height), most));
        planes.collect()
    }

    /// What the numbers of the components mean, as libjpeg has it, which is what all other programs go by: JFIF comes
    /// before Adobe's transform, and that before the names of the components.
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
        limits: &Limits<'_>,
    ) -> Result<(), Error> {
        let may_go_on = &|| limits.check();
        let mut tables = Tables::default();
        let ids = self.frame.ids();
        for Part { marker, header, data, is_open } in &self.parts {
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
                    for place in scan.components() {
                        let component = &mut components[place];
                        if let Some(Some(table)) = tables.quantization.get(component.selector) {
                            component.quantize(table);
                        }
                    }
                    let left = if is_progressive {
                        scan.progressive(data, &tables, components, may_go_on)?
                    } else {
                        scan.sequential(data, &tables, components, may_go_on)?
                    };
                    let left = data.get(data.len().saturating_sub(left)..).unwrap_or_default();
                    if *is_open && left.len() > MOST_ZEROS && left.iter().all(|byte| *byte == 0) {
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
