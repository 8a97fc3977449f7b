//! PNG: what its decoder does not do. A file without its last chunk, which holds no data, is given one. And EXIF and XMP are
//! also looked for behind the pixels, where the format allows them (Extensions to the PNG 1.2 Specification, 1.5.0, eXIf;
//! PNG 1.2, 4.3, iTXt): the decoder reads only those before.

use super::error::Error;
use super::memory::MAX_METADATA;

use std::borrow::Cow;

/// The beginning of a PNG of one grey pixel.
const HEAD: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3A\x7E\x9B\x55";

/// Where its pixels would begin.
const PIXELS: &[u8] = b"\0\0\0\0IDAT";

/// The name of a chunk and what its text begins with where it is XMP (XMP specification, part 3, 1.1.5).
const XMP: &[u8] = b"iTXtXML:com.adobe.xmp\0";

/// The chunk that ends a file.
const END: &[u8] = b"\0\0\0\0IEND\xAE\x42\x60\x82";

/// The file in pieces, with the last chunk where it is missing or cut.
pub(super) fn with_end(png: &[u8]) -> Vec<Cow<'_, [u8]>> {
    match without_end(png) {
        Some(chunks) => vec![Cow::Borrowed(chunks), Cow::Borrowed(END)],
        None => vec![Cow::Borrowed(png)],
    }
}

/// What an error of the decoder means: pixels that make no sense in a file without its last chunk are not all there.
pub(super) fn fault(png: &[u8], error: Error) -> Error {
    if error == Error::Broken && without_end(png).is_some() { Error::CutShort } else { error }
}

/// The chunks of a file that has pixels and lacks its last chunk, or a part of it; `None` for any other file.
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

/// The EXIF and XMP that stand behind the pixels of a PNG, as a PNG of its own in which they stand before them: the decoder
/// reads them there, checks them and decompresses them.
pub(super) fn late_metadata(png: &[u8]) -> Option<Vec<u8>> {
    let mut late = HEAD.to_vec();
    let mut rest = png.get(8..)?;
    let mut are_pixels_over = false;
    while let Some(length) = rest.first_chunk() {
        let Some(end) = (u32::from_be_bytes(*length) as usize).checked_add(12) else { break };
        let Some((chunk, behind)) = rest.split_at_checked(end) else { break };
        let named = &chunk[4..];
        are_pixels_over |= named.starts_with(b"IDAT");
        let is_wanted = named.starts_with(b"eXIf") || named.starts_with(XMP);
        if are_pixels_over && is_wanted && (late.len() + end) as u64 <= MAX_METADATA {
            late.extend_from_slice(chunk);
        }
        rest = behind;
    }
    (late.len() > HEAD.len()).then(|| [&late, PIXELS].concat())
}
