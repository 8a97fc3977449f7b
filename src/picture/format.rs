//! The picture formats that are read, with their file name extensions and media types.

use super::error::{Error, OtherKind};
use super::signature::{self, Format};

use image::ImageFormat;

/// A picture format that [`decode`](super::decode()) reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PictureFormat {
    pub(super) format: Format,
    /// File name extensions in lower case, the usual one first.
    pub extensions: &'static [&'static str],
    /// Media types in lower case, the registered one first. Programs also use others.
    pub types: &'static [&'static str],
}

/// All formats. If a program offers a picture in several, the first in this list has the best quality.
pub const FORMATS: &[PictureFormat] = &[
    PictureFormat {
        format: Format::Known(ImageFormat::Png),
        extensions: &["png"],
        types: &["image/png", "image/x-png"],
    },
    PictureFormat {
        format: Format::Known(ImageFormat::Tiff),
        extensions: &["tif", "tiff"],
        types: &["image/tiff", "image/tif", "image/x-tiff"],
    },
    PictureFormat {
        format: Format::Known(ImageFormat::Bmp),
        extensions: &["bmp", "dib"],
        types: &["image/bmp", "image/x-bmp", "image/x-ms-bmp", "image/x-win-bitmap"],
    },
    PictureFormat { format: Format::Known(ImageFormat::WebP), extensions: &["webp"], types: &["image/webp"] },
    #[cfg(feature = "heic")]
    PictureFormat {
        format: Format::Heic,
        extensions: &["heic", "heif", "hif"],
        types: &["image/heic", "image/heif"],
    },
    PictureFormat {
        format: Format::Known(ImageFormat::Jpeg),
        extensions: &["jpg", "jpeg", "jpe", "jfif"],
        types: &["image/jpeg", "image/jpg", "image/pjpeg"],
    },
    PictureFormat { format: Format::Known(ImageFormat::Gif), extensions: &["gif"], types: &["image/gif"] },
];

/// The file name extension for these bytes, for servers that look at names. Also known for HEIC and AVIF if they are not
/// read here.
pub fn extension(bytes: &[u8]) -> Option<&'static str> {
    match signature::format(bytes) {
        Ok(format) => {
            let known = FORMATS.iter().find(|known| known.format == format)?;
            known.extensions.first().copied()
        }
        Err(Error::Unsupported(OtherKind::Heic)) => Some("heic"),
        Err(Error::Unsupported(OtherKind::Avif)) => Some("avif"),
        Err(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::FORMATS;
    use crate::picture::signature::Format;
    use crate::picture::{decode, extension};

    use image::{ImageFormat, RgbImage};

    use std::io::Cursor;

    #[test]
    fn every_format_is_decoded_and_recognised_by_its_bytes() {
        for known in FORMATS {
            let mut file = Cursor::new(Vec::new());
            let pixels = RgbImage::from_pixel(2, 3, image::Rgb([10, 20, 30]));
            let file = match known.format {
                #[cfg(feature = "heic")]
                Format::Heic => {
                    heifer::encode_rgb8(2, 3, &pixels, &heifer::EncodeOptions::default()).unwrap()
                }
                Format::Known(format) => {
                    pixels.write_to(&mut file, format).unwrap();
                    file.into_inner()
                }
            };
            let source = decode(&file, 100).unwrap();
            assert_eq!((source.width, source.height), (2, 3), "{known:?}");
            assert_eq!(extension(&file), known.extensions.first().copied(), "{known:?}");
        }
    }

    #[test]
    fn no_name_belongs_to_two_formats_and_all_are_in_use() {
        let mut names: Vec<_> =
            FORMATS.iter().flat_map(|known| [known.extensions, known.types].concat()).collect();
        assert!(names.iter().all(|name| *name == name.to_lowercase()));
        let number = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), number);
        for known in FORMATS {
            #[cfg_attr(not(feature = "heic"), expect(irrefutable_let_patterns, reason = "there is one more"))]
            let Format::Known(format) = known.format else { continue };
            for extension in known.extensions {
                let known = ImageFormat::from_extension(extension);
                // The library knows fewer names of the same kinds.
                assert!(known.is_none_or(|known| known == format), "{extension}");
            }
            assert!(known.types.contains(&format.to_mime_type()), "{known:?}");
        }
    }

    #[test]
    fn the_extension_is_found_by_the_bytes() {
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
