//! What kind of picture a server serves.

use super::{Error, KINDS, OtherKind, signature};

/// The extension for the name of a file with these bytes, as servers that go by names expect it. Also of
/// pictures that cannot be decoded here, where it is certain what they are.
pub fn extension(bytes: &[u8]) -> Option<&'static str> {
    match signature::format(bytes) {
        Ok(format) => {
            let kind = KINDS.iter().find(|kind| kind.format == format)?;
            kind.extensions.first().copied()
        }
        Err(Error::Unsupported(OtherKind::Heic)) => Some("heic"),
        Err(Error::Unsupported(OtherKind::Avif)) => Some("avif"),
        Err(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::extension;

    #[test]
    fn the_bytes_tell_the_extension() {
        let cases: [(&[u8], _); 7] = [
            (&[0xFF, 0xD8, 0xFF, 0xE0], Some("jpg")),
            (b"\x89PNG\r\n\x1a\n....", Some("png")),
            (b"GIF89a......", Some("gif")),
            (b"RIFF....WEBPVP8 ", Some("webp")),
            (b"\0\0\0\x1Cftypavif\0\0\0\0avifmif1", Some("avif")),
            (b"<html>", None),
            (b"", None),
        ];
        for (bytes, expected) in cases {
            assert_eq!(extension(bytes), expected, "{bytes:?}");
        }
    }
}
