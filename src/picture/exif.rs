//! The few things this program reads from EXIF and XMP: how to turn the picture and whether it says where it was
//! taken; and the directories of TIFF, in which EXIF is written. Tolerant: whatever is damaged is not there.

use super::signature::contains;

use image::metadata::Orientation;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Exif {
    /// How to turn the picture.
    pub(super) orientation: Orientation,
    /// Whether there is a latitude.
    pub(super) has_location: bool,
}

/// Tags of the TIFF 6.0 and EXIF 2.32 specifications.
const COMPRESSION: u16 = 0x0103;
const OLD_JPEG: u16 = 6;
const JPEG: u16 = 7;
const ORIENTATION: u16 = 0x0112;
const GPS: u16 = 0x8825;
const GPS_LATITUDE: u16 = 0x0002;

/// Reads an EXIF block (with or without its `Exif\0\0`) or the start of a TIFF file.
pub(super) fn read(block: &[u8]) -> Exif {
    let tiff = Tiff::new(block.strip_prefix(b"Exif\0\0").unwrap_or(block));
    let number = |tag| tiff.as_ref().and_then(|tiff| tiff.number(tag));
    let orientation = number(ORIENTATION).and_then(|value| u8::try_from(value).ok());
    let place = number(GPS).and_then(|place| tiff.as_ref()?.entry(place, GPS_LATITUDE));
    Exif {
        orientation: orientation.and_then(Orientation::from_exif).unwrap_or(Orientation::NoTransforms),
        has_location: place.is_some(),
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
pub(super) struct Tiff<'a> {
    bytes: &'a [u8],
    is_little: bool,
    first: u32,
}

/// The types of numbers that are one byte long, and those that are four (TIFF 6.0, section 2, and Technical Note 1).
/// Two bytes have all others that are met here.
const BYTE: u16 = 1;
const LONG: u16 = 4;
const DIRECTORY: u16 = 13;

impl<'a> Tiff<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Option<Self> {
        let is_little = match bytes.get(..4)? {
            b"II*\0" => true,
            b"MM\0*" => false,
            _ => return None,
        };
        let tiff = Self { bytes, is_little, first: 0 };
        Some(Self { first: tiff.long(4)?, ..tiff })
    }

    /// The number that an entry of the first directory has, or the first of its numbers.
    pub(super) fn number(&self, tag: u16) -> Option<u32> {
        let entry = self.entry(self.first, tag)?;
        let (kind, count) = (self.short(entry + 2)?, self.long(entry + 4)?);
        let length = match kind {
            BYTE => 1,
            LONG | DIRECTORY => 4,
            _ => 2,
        };
        // Numbers that do not fit into the entry stand elsewhere.
        let is_inside = count.saturating_mul(length) <= 4;
        let at = if is_inside { entry + 8 } else { self.long(entry + 8)? as usize };
        match length {
            1 => self.bytes.get(at).copied().map(u32::from),
            2 => self.short(at).map(u32::from),
            _ => self.long(at),
        }
    }

    /// The bytes that an entry of the first directory has elsewhere, as far as they are there.
    pub(super) fn bytes(&self, tag: u16) -> Option<&'a [u8]> {
        let entry = self.entry(self.first, tag)?;
        let (count, place) = (self.long(entry + 4)? as usize, self.long(entry + 8)? as usize);
        let rest = self.bytes.get(place..)?;
        Some(rest.get(..count).unwrap_or(rest))
    }

    /// Where an entry of the directory at `offset` is.
    fn entry(&self, offset: u32, tag: u16) -> Option<usize> {
        self.entries(offset).find(|at| self.short(*at) == Some(tag))
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
