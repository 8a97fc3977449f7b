//! The few things this program reads from EXIF and XMP: how to turn the picture, whether it says where it
//! was taken, and whether a TIFF begins with a thumbnail. Tolerant: whatever is damaged is not there.

use super::signature::contains;

use image::metadata::Orientation;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Exif {
    /// How to turn the picture.
    pub(super) orientation: Orientation,
    /// Whether there is a latitude.
    pub(super) has_location: bool,
    /// Whether the first picture of the TIFF is a reduced one, as in camera raw files.
    pub(super) is_thumbnail: bool,
}

/// Tags of the TIFF 6.0 and EXIF 2.32 specifications.
const NEW_SUBFILE_TYPE: u16 = 0x00FE;
const COMPRESSION: u16 = 0x0103;
const OLD_JPEG: u16 = 6;
const JPEG: u16 = 7;
const ORIENTATION: u16 = 0x0112;
const GPS: u16 = 0x8825;
const GPS_LATITUDE: u16 = 0x0002;

/// Reads an EXIF block (with or without its `Exif\0\0`) or the start of a TIFF file.
pub(super) fn read(block: &[u8]) -> Exif {
    let tiff = Tiff::new(block.strip_prefix(b"Exif\0\0").unwrap_or(block));
    let entry = |tag| tiff.as_ref().and_then(|tiff| tiff.entry(tiff.first, tag));
    let orientation = entry(ORIENTATION).and_then(|value| Orientation::from_exif(value.short));
    let gps = entry(GPS).and_then(|value| tiff.as_ref()?.entry(value.long, GPS_LATITUDE));
    Exif {
        orientation: orientation.unwrap_or(Orientation::NoTransforms),
        has_location: gps.is_some(),
        is_thumbnail: entry(NEW_SUBFILE_TYPE).is_some_and(|value| value.long & 1 == 1),
    }
}

/// Whether an XMP packet says where the picture was taken (`exif:GPSLatitude`).
pub(super) fn xmp_has_location(packet: &[u8]) -> bool {
    contains(packet, b"GPSLatitude")
}

/// Whether a TIFF's first picture may consist of JPEGs (TIFF Technical Note 2).
pub(super) fn has_jpegs(tiff: &[u8]) -> bool {
    let Some(tiff) = Tiff::new(tiff) else { return false };
    tiff.entries(tiff.first)
        .any(|at| tiff.short(at) == Some(COMPRESSION) && matches!(tiff.short(at + 8), Some(OLD_JPEG | JPEG)))
}

/// A TIFF structure: byte order and the place of its first directory.
struct Tiff<'a> {
    bytes: &'a [u8],
    is_little: bool,
    first: u32,
}

/// A directory entry's value, read as the two types that are asked for.
struct Value {
    short: u8,
    long: u32,
}

impl<'a> Tiff<'a> {
    fn new(bytes: &'a [u8]) -> Option<Self> {
        let is_little = match bytes.get(..4)? {
            b"II*\0" => true,
            b"MM\0*" => false,
            _ => return None,
        };
        let tiff = Self { bytes, is_little, first: 0 };
        Some(Self { first: tiff.long(4)?, ..tiff })
    }

    /// An entry of the directory at `offset`.
    fn entry(&self, offset: u32, tag: u16) -> Option<Value> {
        let found = self.entries(offset).find(|at| self.short(*at) == Some(tag))?;
        let short = self.short(found + 8)?;
        Some(Value { short: short.try_into().unwrap_or(0), long: self.long(found + 8)? })
    }

    /// Where the entries of the directory at `offset` are: at most 65,535 of 12 bytes.
    fn entries(&self, offset: u32) -> impl Iterator<Item = usize> {
        let start = offset as usize;
        let count = usize::from(self.short(start).unwrap_or(0));
        (0..count)
            .map(move |index| start.saturating_add(2 + index * 12))
            .take_while(|at| *at < self.bytes.len())
    }

    fn short(&self, at: usize) -> Option<u16> {
        let bytes = *self.bytes.get(at..)?.first_chunk()?;
        Some(if self.is_little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    }

    fn long(&self, at: usize) -> Option<u32> {
        let bytes = *self.bytes.get(at..)?.first_chunk()?;
        Some(if self.is_little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }
}
