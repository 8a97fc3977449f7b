//! Reads two facts from EXIF and XMP: the orientation, and whether there is a GPS position. Damaged values count as missing.

use super::directory::Directory;

use image::metadata::Orientation;

/// What EXIF and XMP say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Exif {
    /// How to turn the stored pixels upright.
    pub(super) orientation: Orientation,
    /// Whether there is a GPS latitude.
    pub(super) has_location: bool,
}

/// Tags of the TIFF 6.0 and EXIF 2.32 specifications.
const ORIENTATION: u16 = 0x0112;
const GPS: u16 = 0x8825;
const GPS_LATITUDE: u16 = 0x0002;

/// Reads an EXIF block (with or without its `Exif\0\0`) or the start of a TIFF file.
pub(super) fn read(block: &[u8]) -> Exif {
    let directory = Directory::new(block.strip_prefix(b"Exif\0\0").unwrap_or(block));
    let number = |tag| directory.as_ref().and_then(|directory| directory.number(tag));
    let orientation = number(ORIENTATION).and_then(|value| u8::try_from(value).ok());
    let latitude = number(GPS).and_then(|offset| directory.as_ref()?.at(offset).entry(GPS_LATITUDE));
    Exif {
        orientation: orientation.and_then(Orientation::from_exif).unwrap_or(Orientation::NoTransforms),
        has_location: latitude.is_some(),
    }
}

/// Whether an XMP packet says where the picture was taken (`exif:GPSLatitude`).
pub(super) fn xmp_has_location(packet: &[u8]) -> bool {
    memchr::memmem::find(packet, b"GPSLatitude").is_some()
}
