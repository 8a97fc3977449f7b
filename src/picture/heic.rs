//! HEIC: the photos of iPhones and of many other phones, decoded by the crate `heifer`.
//!
//! This program itself finds out which item of the file is the picture and what decoding it takes, before it is decoded; turns
//! the small result (the decoder would hold the whole picture twice for it); and converts the colours.
//! A result that is much smaller than the picture is decoded without the decoder's last step.
//! Thumbnails, depth maps, gain maps and further pictures are left alone. A picture whose brightness is that of a brighter
//! screen (PQ, HLG) would come out wrong on this one and is refused by that name.

mod cost;
mod item;
pub(super) mod small;
mod turn;

pub(super) use cost::MAX_PIXELS;

use super::error::{Error, OtherKind};
use super::exif::{self, Exif};
use super::{colour, memory};

use cost::MAX_THREADS;

use heifer::heifer_isobmff::{BoxIter, HeifFile};
use heifer::{Options, heifer_hevc_dec, heifer_isobmff};
use image::{DynamicImage, RgbImage, RgbaImage};

use std::borrow::Cow;

/// A file whose items were read.
pub(super) struct Heic<'a> {
    /// The file up to the end of its last box, with what turns the picture taken out.
    bytes: Cow<'a, [u8]>,
    /// Width and height before it is turned.
    pub(super) size: (u32, u32),
    /// How to turn it, and whether the file says where it was taken.
    pub(super) exif: Exif,
    /// The colour profile.
    profile: Option<colour::Profile>,
    /// The most that a picture inside may have, in pixels.
    most: u64,
}

impl<'a> Heic<'a> {
    /// Reads the items of a file. Fails where the picture is of another kind, or takes more memory than there is.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        let bytes = whole_boxes(bytes)?;
        let file = HeifFile::parse(bytes).map_err(|error| refusal(&error.into()))?;
        let primary = file.primary_id;
        let cost = cost::of(&file, primary)?;
        let (width, height) = cost.size;
        let pixels = u64::from(width) * u64::from(height);
        if pixels > MAX_PIXELS {
            return Err(Error::HeicTooManyPixels { width, height, limit: MAX_PIXELS });
        }
        let exif = file.exif(primary).ok().flatten().unwrap_or_default();
        let mut exif = exif::read(&exif);
        exif.has_location |= exif::xmp_has_location(&file.xmp(primary).ok().flatten().unwrap_or_default());
        // What EXIF says was done already where the file says it in its own way (ISO/IEC 23008-12, 6.5.10 and 6.5.12).
        let turns = turn::of(&file, primary);
        exif.orientation = turns.unwrap_or(exif.orientation);
        let straight = if turns.is_some() { turn::taken_out(bytes) } else { Cow::Borrowed(bytes) };
        let copied = if matches!(straight, Cow::Owned(_)) { bytes.len() as u64 } else { 0 };
        let _ = memory::check(cost.size, pixels * 4, bytes, cost.peak.saturating_sub(pixels * 4) + copied)?;
        let profile = item::profile(&file, primary)?;
        let size = cost.cut.unwrap_or(cost.size);
        Ok(Self { bytes: straight, size, exif, profile, most: cost.most })
    }

    /// Decodes all of it, as well as is seen at this scale: RGB, or RGBA where it has transparency.
    pub(super) fn decode(self, scale: f64) -> Result<(DynamicImage, Option<colour::Profile>), Error> {
        if scale <= small::MOST {
            let file = HeifFile::parse(&self.bytes).map_err(|error| refusal(&error.into()))?;
            if let Some(pixels) = small::decode(&file, self.most).map_err(|error| refusal(&error))? {
                let is_whole = pixels.dimensions() == self.size;
                return if is_whole { Ok((pixels.into(), self.profile)) } else { Err(Error::Broken) };
            }
        }
        let options = Options { max_threads: MAX_THREADS, max_pixels: self.most };
        let picture = heifer::decode_rgba8(&self.bytes, &options).map_err(|error| refusal(&error))?;
        let (width, height) = (picture.width, picture.height);
        if (width, height) != self.size {
            return Err(Error::Broken);
        }
        let pixels = if picture.has_alpha {
            RgbaImage::from_raw(width, height, picture.data).map(DynamicImage::from)
        } else {
            RgbImage::from_raw(width, height, picture.into_rgb8()).map(DynamicImage::from)
        };
        Ok((pixels.ok_or(Error::Broken)?, self.profile))
    }
}

/// The file up to the end of its last whole box: cameras append other data. Fails where a box is cut.
fn whole_boxes(bytes: &[u8]) -> Result<&[u8], Error> {
    let (mut has_items, mut end) = (false, 0);
    for part in BoxIter::new(bytes) {
        match part {
            Ok(part) => {
                has_items |= part.header.box_type.0 == *b"meta";
                end = bytes.len().min(part.offset + part.header.header_size as usize + part.content.len());
            }
            Err(_) => {
                let is_ours = matches!(
                    bytes.get(end + 4..end + 8),
                    Some(b"ftyp" | b"meta" | b"mdat" | b"moov" | b"idat" | b"free" | b"uuid")
                );
                return if has_items && !is_ours { Ok(&bytes[..end]) } else { Err(Error::CutShort) };
            }
        }
    }
    // A film of pictures without a still one.
    if has_items { Ok(bytes) } else { Err(Error::Unsupported(OtherKind::Heic)) }
}

/// Why it cannot be read.
fn refusal(error: &heifer::Error) -> Error {
    match error {
        heifer::Error::Unsupported(_)
        | heifer::Error::Hevc(heifer_hevc_dec::Error::Unimplemented(_))
        | heifer::Error::Container(heifer_isobmff::Error::Unimplemented(_)) => {
            Error::Unsupported(OtherKind::Heic)
        }
        // The data of a picture end behind the file: the last box had no length of its own.
        heifer::Error::Container(heifer_isobmff::Error::UnexpectedEof) => Error::CutShort,
        _ => Error::Broken,
    }
}
