//! PNG: the metadata that stand behind the pixels. Both kinds may stand anywhere but between them (Extensions to the
//! PNG 1.2 Specification, 1.5.0, eXIf; PNG 1.2, 4.3, iTXt), and the decoder only reads what comes before.

use super::memory::MAX_METADATA;

/// The beginning of a PNG of one grey pixel.
const HEAD: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3A\x7E\x9B\x55";

/// Where its pixels would begin.
const PIXELS: &[u8] = b"\0\0\0\0IDAT";

/// The name of a chunk and what its text begins with where it is XMP (XMP specification, part 3, 1.1.5).
const XMP: &[u8] = b"iTXtXML:com.adobe.xmp\0";

/// The EXIF and XMP that stand behind the pixels of a PNG, before those of another one: for the decoder, which knows
/// their checksums and how they are compressed.
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
