//! What a file is, by its first bytes: names and extensions are often wrong.

use super::Error;

use image::ImageFormat;

/// Pictures and documents that people try, that are recognised and not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtherKind {
    /// The photos of iPhones.
    Heic,
    /// AV1 still pictures.
    Avif,
    /// Drawings.
    Svg,
    /// Documents.
    Pdf,
    /// Other pictures: JPEG XL, JPEG 2000, Photoshop, camera raw, and odd variants of known formats.
    Other,
}

/// The format of a file, or the refusal that fits it.
pub(super) fn format(bytes: &[u8]) -> Result<ImageFormat, Error> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    match () {
        () if bytes.is_empty() => Err(Error::Empty),
        () if starts(&[0xFF, 0xD8, 0xFF]) => Ok(ImageFormat::Jpeg),
        () if starts(b"\x89PNG\r\n\x1a\n") => Ok(ImageFormat::Png),
        () if starts(b"GIF87a") || starts(b"GIF89a") => Ok(ImageFormat::Gif),
        () if starts(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") => Ok(ImageFormat::WebP),
        // Canon's raw files are TIFF with a mark of their own; the first picture in them is a thumbnail.
        () if starts(b"II*\0") && bytes.get(8..10) == Some(b"CR") => other(OtherKind::Other),
        () if starts(b"II*\0") || starts(b"MM\0*") => Ok(ImageFormat::Tiff),
        // `BM` alone would also match text: the four reserved bytes are zero.
        () if starts(b"BM") && bytes.get(6..10) == Some(&[0; 4]) => Ok(ImageFormat::Bmp),
        () if bytes.get(4..8) == Some(b"ftyp") => iso_media(bytes),
        () if is_svg(bytes) => other(OtherKind::Svg),
        // The header may be preceded by up to 1,024 bytes (PDF 1.7, appendix H).
        () if contains(head(bytes, 1024), b"%PDF-") => other(OtherKind::Pdf),
        () if UNREAD.iter().any(|magic| starts(magic)) => other(OtherKind::Other),
        () => Err(Error::NotAPicture),
    }
}

/// JPEG XL (bare and boxed), JPEG 2000 (bare and boxed), Photoshop, OpenEXR, icon, QOI, Fuji and Panasonic raw.
const UNREAD: [&[u8]; 10] = [
    &[0xFF, 0x0A],
    b"\0\0\0\x0CJXL ",
    &[0xFF, 0x4F, 0xFF, 0x51],
    b"\0\0\0\x0CjP  ",
    b"8BPS",
    &[0x76, 0x2F, 0x31, 0x01],
    &[0, 0, 1, 0],
    b"qoif",
    b"FUJIFILMCCD-RAW",
    b"IIU\0",
];

/// HEIC and AVIF share a container with films: the brands tell them apart.
fn iso_media(bytes: &[u8]) -> Result<ImageFormat, Error> {
    let length = bytes.first_chunk().map_or(0, |length| u32::from_be_bytes(*length) as usize);
    let brands = head(bytes, length.min(256));
    let has = |names: &[&[u8; 4]]| {
        brands
            .get(8..)
            .unwrap_or_default()
            .chunks_exact(4)
            .any(|brand| names.iter().any(|name| *name == brand))
    };
    if has(&[b"avif", b"avis"]) {
        other(OtherKind::Avif)
    } else if has(&[b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"]) {
        other(OtherKind::Heic)
    } else if has(&[b"crx "]) {
        other(OtherKind::Other)
    } else {
        Err(Error::NotAPicture)
    }
}

fn is_svg(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    text.starts_with(b"<") && contains(head(text, 4096), b"<svg")
}

fn other(kind: OtherKind) -> Result<ImageFormat, Error> {
    Err(Error::Unsupported(kind))
}

fn head(bytes: &[u8], length: usize) -> &[u8] {
    bytes.get(..length).unwrap_or(bytes)
}

/// Whether `needle` occurs in `bytes`.
pub(super) fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}
