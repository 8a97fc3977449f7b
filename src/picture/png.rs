//! Two things that the PNG decoder does not do. A file without its last chunk, which has no data, gets one. And EXIF and XMP
//! after the pixels are found: the format allows them there (Extensions to the PNG 1.2 Specification, 1.5.0, eXIf; PNG 1.2,
//! 4.3, iTXt), but the decoder reads only those before the pixels.

use super::error::Error;
use super::memory::MAX_METADATA;

use std::borrow::Cow;

/// The start of a PNG with one grey pixel.
const HEADER: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3A\x7E\x9B\x55";

/// The start of an empty chunk of pixels.
const PIXELS: &[u8] = b"\0\0\0\0IDAT";

/// The name of a chunk with XMP, and the start of its text (XMP specification, part 3, 1.1.5).
const XMP: &[u8] = b"iTXtXML:com.adobe.xmp\0";

/// The last chunk of a file.
const END: &[u8] = b"\0\0\0\0IEND\xAE\x42\x60\x82";

/// The file in pieces; the last chunk is added if it is missing or cut.
pub(super) fn with_end(png: &[u8]) -> Vec<Cow<'_, [u8]>> {
    match without_end(png) {
        Some(chunks) => vec![Cow::Borrowed(chunks), Cow::Borrowed(END)],
        None => vec![Cow::Borrowed(png)],
    }
}

/// The true error of the decoder: invalid pixels in a file without its last chunk mean that the file is cut.
pub(super) fn fault(png: &[u8], error: Error) -> Error {
    if error == Error::Broken && without_end(png).is_some() { Error::CutShort } else { error }
}

/// The chunks of a file with pixels whose last chunk is missing or cut; `None` for any other file.
fn without_end(png: &[u8]) -> Option<&[u8]> {
    let (mut at, mut has_pixels) = (8, false);
    while let Some(length) = png.get(at..).and_then(<[u8]>::first_chunk) {
        let named = png.get(at + 4..at + 8);
        let end = (u32::from_be_bytes(*length) as usize).checked_add(at + 12);
        match end.filter(|end| *end <= png.len()) {
            Some(_) if named == Some(b"IEND") => return None,
            Some(end) => at = end,
            None => break,
        }
        has_pixels |= named == Some(b"IDAT");
    }
    let (chunks, rest) = png.split_at_checked(at)?;
    (has_pixels && END.starts_with(rest)).then_some(chunks)
}

/// A small PNG with the EXIF and XMP that come after the pixels of `png`. In the small PNG they come before the pixels, so
/// that the decoder reads, checks and decompresses them.
pub(super) fn late_metadata(png: &[u8]) -> Option<Vec<u8>> {
    let mut late = HEADER.to_vec();
    let mut rest = png.get(8..)?;
    let mut is_after_pixels = false;
    while let Some(length) = rest.first_chunk() {
        let Some(end) = (u32::from_be_bytes(*length) as usize).checked_add(12) else { break };
        let Some((chunk, after)) = rest.split_at_checked(end) else { break };
        let named = &chunk[4..];
        is_after_pixels |= named.starts_with(b"IDAT");
        let is_wanted = named.starts_with(b"eXIf") || named.starts_with(XMP);
        if is_after_pixels && is_wanted && (late.len() + end) as u64 <= MAX_METADATA {
            late.extend_from_slice(chunk);
        }
        rest = after;
    }
    (late.len() > HEADER.len()).then(|| [&late, PIXELS].concat())
}
