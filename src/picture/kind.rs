//! The kinds of pictures that can be decoded, by the names that files and clipboards give them.

use image::ImageFormat;

/// A kind of picture that [`decode`](super::decode) reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    pub(super) format: ImageFormat,
    /// The endings of its file names in small letters, the usual one first.
    pub extensions: &'static [&'static str],
    /// Its media types in small letters, the registered one first. Where none is registered, or another came first,
    /// programs use several.
    pub types: &'static [&'static str],
}

/// Every kind. Where a program offers the same picture in several, the first of them keeps the most of it.
pub const KINDS: [Kind; 6] = [
    Kind { format: ImageFormat::Png, extensions: &["png"], types: &["image/png", "image/x-png"] },
    Kind {
        format: ImageFormat::Tiff,
        extensions: &["tif", "tiff"],
        types: &["image/tiff", "image/tif", "image/x-tiff"],
    },
    Kind {
        format: ImageFormat::Bmp,
        extensions: &["bmp", "dib"],
        types: &["image/bmp", "image/x-bmp", "image/x-ms-bmp", "image/x-win-bitmap"],
    },
    Kind { format: ImageFormat::WebP, extensions: &["webp"], types: &["image/webp"] },
    Kind {
        format: ImageFormat::Jpeg,
        extensions: &["jpg", "jpeg", "jpe", "jfif"],
        types: &["image/jpeg", "image/jpg", "image/pjpeg"],
    },
    Kind { format: ImageFormat::Gif, extensions: &["gif"], types: &["image/gif"] },
];

#[cfg(test)]
mod tests {
    use super::KINDS;
    use crate::picture::{decode, extension};

    use image::{ImageFormat, RgbImage};

    use std::io::Cursor;

    #[test]
    fn every_kind_is_decoded_and_known_by_its_bytes() {
        for kind in KINDS {
            let mut file = Cursor::new(Vec::new());
            RgbImage::from_pixel(2, 3, image::Rgb([10, 20, 30])).write_to(&mut file, kind.format).unwrap();
            let file = file.into_inner();
            let source = decode(&file, 100).unwrap();
            assert_eq!((source.width, source.height), (2, 3), "{kind:?}");
            assert_eq!(extension(&file), kind.extensions.first().copied(), "{kind:?}");
        }
    }

    #[test]
    fn names_mean_one_kind_and_are_those_in_use() {
        let mut names: Vec<_> =
            KINDS.iter().flat_map(|kind| [kind.extensions, kind.types].concat()).collect();
        assert!(names.iter().all(|name| *name == name.to_lowercase()));
        let number = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), number);
        for kind in KINDS {
            for extension in kind.extensions {
                let known = ImageFormat::from_extension(extension);
                // The library knows fewer names of the same kinds.
                assert!(known.is_none_or(|known| known == kind.format), "{extension}");
            }
            assert!(kind.types.contains(&kind.format.to_mime_type()), "{kind:?}");
        }
    }
}
