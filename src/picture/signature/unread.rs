//! Recognises formats that are not read, so that the message can name them.

use crate::picture::error::OtherKind;

/// The format of a file that is not read here, if it is known.
pub(super) fn kind(bytes: &[u8]) -> Option<OtherKind> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    let by_start = || BY_START.iter().find(|(magic, _)| starts(magic)).map(|(_, kind)| *kind);
    match () {
        () if bytes.get(4..8) == Some(b"ftyp") => iso_media(bytes),
        () if starts(b"RIFF") => riff(bytes),
        () if starts(b"PK\x03\x04") => Some(zip(bytes)),
        () if is_markup(bytes, b"<svg") => Some(OtherKind::Svg),
        () if is_markup(bytes, b"<html") || is_markup(bytes, b"<!doctype html") => {
            Some(OtherKind::Document("HTML"))
        }
        // The header may be preceded by up to 1,024 bytes (PDF 1.7, appendix H).
        () if contains(head(bytes, 1024), b"%PDF-") => Some(OtherKind::Pdf),
        () if is_icon(bytes) => Some(OtherKind::Picture("ICO")),
        () if is_targa(bytes) => Some(OtherKind::Picture("TGA")),
        () if is_netpbm(bytes) => Some(OtherKind::Picture("Netpbm")),
        // A QuickTime video without an `ftyp` box.
        () if matches!(bytes.get(4..8), Some(b"moov" | b"mdat" | b"wide")) => {
            Some(OtherKind::Film("QuickTime"))
        }
        () => by_start(),
    }
}

/// Formats with fixed first bytes.
const BY_START: &[(&[u8], OtherKind)] = &[
    (&[0xFF, 0x0A], OtherKind::Picture("JPEG XL")),
    (b"\0\0\0\x0CJXL ", OtherKind::Picture("JPEG XL")),
    (&[0xFF, 0x4F, 0xFF, 0x51], OtherKind::Picture("JPEG 2000")),
    (b"\0\0\0\x0CjP  ", OtherKind::Picture("JPEG 2000")),
    (b"II\xBC\x01", OtherKind::Picture("JPEG XR")),
    (b"II+\0", OtherKind::Picture("BigTIFF")),
    (b"MM\0+", OtherKind::Picture("BigTIFF")),
    (b"8BPS", OtherKind::Picture("Photoshop (PSD)")),
    (b"gimp xcf", OtherKind::Picture("GIMP (XCF)")),
    (b"%!PS", OtherKind::Picture("PostScript (EPS)")),
    (&[0xC5, 0xD0, 0xD3, 0xC6], OtherKind::Picture("PostScript (EPS)")),
    (b"AT&TFORM", OtherKind::Document("DjVu")),
    (&[0x76, 0x2F, 0x31, 0x01], OtherKind::Picture("OpenEXR")),
    (b"#?RADIANCE", OtherKind::Picture("Radiance HDR")),
    (b"qoif", OtherKind::Picture("QOI")),
    (b"icns", OtherKind::Picture("ICNS")),
    (b"DDS ", OtherKind::Picture("DDS")),
    (b"farbfeld", OtherKind::Picture("farbfeld")),
    (b"BPG\xFB", OtherKind::Picture("BPG")),
    (b"FLIF", OtherKind::Picture("FLIF")),
    (b"\x8AMNG", OtherKind::Picture("MNG")),
    (b"\x8BJNG", OtherKind::Picture("JNG")),
    (&[0x0A, 0x05, 0x01], OtherKind::Picture("PCX")),
    (&[0xD7, 0xCD, 0xC6, 0x9A], OtherKind::Picture("WMF")),
    (b"FUJIFILMCCD-RAW", OtherKind::Raw("RAF")),
    (b"IIU\0", OtherKind::Raw("RW2")),
    (b"IIRO", OtherKind::Raw("ORF")),
    (b"IIRS", OtherKind::Raw("ORF")),
    (b"MMOR", OtherKind::Raw("ORF")),
    (b"II\x1A\0\0\0HEAPCCDR", OtherKind::Raw("CRW")),
    (b"FOVb", OtherKind::Raw("X3F")),
    (b"\0MRM", OtherKind::Raw("MRW")),
    (&[0x1A, 0x45, 0xDF, 0xA3], OtherKind::Film("Matroska, WebM")),
    (&[0, 0, 1, 0xBA], OtherKind::Film("MPEG")),
    (&[0, 0, 1, 0xB3], OtherKind::Film("MPEG")),
    (b"FLV\x01", OtherKind::Film("Flash")),
    (&[0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11], OtherKind::Film("Windows Media")),
    (&[0xD0, 0xCF, 0x11, 0xE0], OtherKind::Document("Microsoft Office")),
    (b"{\\rtf", OtherKind::Document("RTF")),
    (b"Rar!", OtherKind::Archive("RAR")),
    (b"7z\xBC\xAF\x27\x1C", OtherKind::Archive("7z")),
    (&[0x1F, 0x8B], OtherKind::Archive("gzip")),
];

/// HEIC and AVIF have the same container as videos; they differ by their brands.
fn iso_media(bytes: &[u8]) -> Option<OtherKind> {
    let length = bytes.first_chunk().map_or(0, |length| u32::from_be_bytes(*length) as usize);
    let brands = head(bytes, length.min(256)).get(8..).unwrap_or_default();
    let has =
        |names: &[&[u8; 4]]| brands.chunks_exact(4).any(|brand| names.iter().any(|name| *name == brand));
    match () {
        () if has(&[b"avif", b"avis"]) => Some(OtherKind::Avif),
        () if has(&[b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"]) => {
            Some(OtherKind::Heic)
        }
        () if has(&[b"crx "]) => Some(OtherKind::Raw("CR3")),
        () if brands.starts_with(b"qt  ") => Some(OtherKind::Film("QuickTime")),
        // Audio files.
        () if brands.starts_with(b"M4A ") || brands.starts_with(b"M4B ") => None,
        () => Some(OtherKind::Film("MP4")),
    }
}

fn riff(bytes: &[u8]) -> Option<OtherKind> {
    match bytes.get(8..12)? {
        b"AVI " => Some(OtherKind::Film("AVI")),
        [b'C', b'D', b'R', _] => Some(OtherKind::Picture("CorelDRAW")),
        _ => None,
    }
}

/// Office documents are ZIP archives; they are recognised by the files in them.
fn zip(bytes: &[u8]) -> OtherKind {
    const NAMES: [(&[u8], OtherKind); 7] = [
        (b"mimetypeapplication/epub", OtherKind::Document("EPUB")),
        (b"mimetypeimage/openraster", OtherKind::Picture("OpenRaster")),
        (b"mimetypeapplication/x-krita", OtherKind::Picture("Krita")),
        (b"mimetypeapplication/vnd.oasis", OtherKind::Document("OpenDocument")),
        (b"word/document", OtherKind::Document("Word")),
        (b"xl/workbook", OtherKind::Document("Excel")),
        (b"ppt/presentation", OtherKind::Document("PowerPoint")),
    ];
    let kind = NAMES.iter().find(|(name, _)| contains(bytes, name));
    kind.map_or(OtherKind::Archive("ZIP"), |(_, kind)| *kind)
}

/// Whether it is markup with this element, in lower case, near its start.
fn is_markup(bytes: &[u8], element: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    text.starts_with(b"<") && contains(&head(text, 4096).to_ascii_lowercase(), element)
}

/// Whether it is an icon or a cursor: the number of pictures, and a reserved byte in the first one.
fn is_icon(bytes: &[u8]) -> bool {
    matches!(bytes, &[0, 0, 1 | 2, 0, count, 0, _, _, _, 0, ..] if count > 0)
}

/// Whether it is a Targa file, which has no signature: each byte of the header must be valid (TGA 2.0, C.2).
fn is_targa(bytes: &[u8]) -> bool {
    let Some(&[_, has_map, kind, a, b, c, d, map_bits, .., w0, w1, h0, h1, bits, about]) =
        bytes.first_chunk::<18>()
    else {
        return false;
    };
    let is_kind = match has_map {
        0 => matches!(kind, 2 | 3 | 10 | 11) && [a, b, c, d, map_bits] == [0; 5],
        1 => matches!(kind, 1 | 9) && matches!(map_bits, 15 | 16 | 24 | 32),
        _ => false,
    };
    is_kind && [w0, w1] != [0; 2] && [h0, h1] != [0; 2] && matches!(bits, 8 | 15 | 16 | 24 | 32) && about < 64
}

/// Netpbm: `P`, a digit, white space, and a number or a comment.
fn is_netpbm(bytes: &[u8]) -> bool {
    matches!(bytes, [b'P', b'1'..=b'6', b'\n' | b' ' | b'\r' | b'\t', b'0'..=b'9' | b'#', ..])
}

fn head(bytes: &[u8], length: usize) -> &[u8] {
    bytes.get(..length).unwrap_or(bytes)
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    memchr::memmem::find(bytes, needle).is_some()
}
