//! Recognises the format of a file by its first bytes, because file names are often wrong.

mod unread;

use super::error::{Error, OtherKind};

use image::ImageFormat;

/// A format that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// HEIC.
    #[cfg(feature = "heic")]
    Heic,
    /// A format of the crate `image`.
    Known(ImageFormat),
}

/// The format of a file.
///
/// # Errors
///
/// [`Error::Empty`], [`Error::Unsupported`] with the name of the format, or [`Error::NotAPicture`].
pub(super) fn format(bytes: &[u8]) -> Result<Format, Error> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    match () {
        () if bytes.is_empty() => Err(Error::Empty),
        () if starts(&[0xFF, 0xD8, 0xFF]) => Ok(Format::Known(ImageFormat::Jpeg)),
        () if starts(b"\x89PNG\r\n\x1a\n") => Ok(Format::Known(ImageFormat::Png)),
        () if starts(b"GIF87a") || starts(b"GIF89a") => Ok(Format::Known(ImageFormat::Gif)),
        () if starts(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") => Ok(Format::Known(ImageFormat::WebP)),
        // Canon's raw files are TIFF with their own mark; their first picture is a thumbnail.
        () if starts(b"II*\0") && bytes.get(8..10) == Some(b"CR") => other(OtherKind::Raw("CR2")),
        () if starts(b"II*\0") || starts(b"MM\0*") => Ok(Format::Known(ImageFormat::Tiff)),
        () if is_bmp(bytes) => Ok(Format::Known(ImageFormat::Bmp)),
        () => match unread::kind(bytes) {
            #[cfg(feature = "heic")]
            Some(OtherKind::Heic) => Ok(Format::Heic),
            kind => kind.map_or(Err(Error::NotAPicture), other),
        },
    }
}

/// Whether it is a BMP. `BM` alone would also match text, so the header must have a known length (12, 16 and 64 for OS/2, 40
/// to 124 for Windows) and one colour plane.
fn is_bmp(bytes: &[u8]) -> bool {
    let short = |at| bytes.get(at..)?.first_chunk().map(|value| u16::from_le_bytes(*value));
    let header = bytes.get(14..).and_then(<[u8]>::first_chunk).map(|length| u32::from_le_bytes(*length));
    let planes = match header {
        Some(12) => short(22),
        Some(16 | 40 | 52 | 56 | 64 | 108 | 124) => short(26),
        // A file that is cut before the header is recognised by the reserved bytes, which are zero in most files.
        None if bytes.get(6..10) == Some(&[0; 4]) => Some(1),
        _ => None,
    };
    bytes.starts_with(b"BM") && planes == Some(1)
}

fn other(kind: OtherKind) -> Result<Format, Error> {
    Err(Error::Unsupported(kind))
}
