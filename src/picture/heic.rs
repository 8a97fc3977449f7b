//! Reads HEIC, the photos of iPhones and many other phones, with the crate `heifer`.
//!
//! Done here, not by the crate: finding the primary item and the memory that it needs; turning, after the picture was made
//! small (the decoder would hold the large picture twice); and converting the colours. A result that is much smaller than
//! the picture is decoded without the loop filters.
//! Thumbnails, depth maps, gain maps and further pictures are ignored. HDR pictures (PQ, HLG) would have wrong brightness on
//! an ordinary screen and are refused by that name.

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

/// A HEIC whose headers were read.
pub(super) struct Heic<'a> {
    /// The file up to the end of its last complete box, without the properties that turn the picture.
    bytes: Cow<'a, [u8]>,
    /// Width and height of the stored pixels.
    pub(super) size: (u32, u32),
    /// The orientation, and whether there is a GPS position.
    pub(super) exif: Exif,
    /// The colour profile.
    profile: Option<colour::Profile>,
    /// The limit for each coded picture, in pixels.
    max_pixels: u64,
}

impl<'a> Heic<'a> {
    /// Reads the headers. Fails if the picture has another codec or needs too much memory.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        let bytes = complete_boxes(bytes)?;
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
        // If the file has its own rotation (ISO/IEC 23008-12, 6.5.10 and 6.5.12), the orientation of EXIF does not count.
        let turns = turn::of(&file, primary);
        exif.orientation = turns.unwrap_or(exif.orientation);
        let unrotated = if turns.is_some() { turn::without_rotation(bytes) } else { Cow::Borrowed(bytes) };
        let copied = if matches!(unrotated, Cow::Owned(_)) { bytes.len() as u64 } else { 0 };
        let _ = memory::check(cost.size, pixels * 4, bytes, cost.peak.saturating_sub(pixels * 4) + copied)?;
        let profile = item::profile(&file, primary)?;
        let size = cost.aperture.unwrap_or(cost.size);
        Ok(Self { bytes: unrotated, size, exif, profile, max_pixels: cost.max_pixels })
    }

    /// Decodes all of it, with a quality that is enough for this scale: RGB, or RGBA if it has transparency.
    pub(super) fn decode(self, scale: f64) -> Result<(DynamicImage, Option<colour::Profile>), Error> {
        if scale <= small::MAX_SCALE {
            let file = HeifFile::parse(&self.bytes).map_err(|error| refusal(&error.into()))?;
            if let Some(pixels) = small::decode(&file, self.max_pixels).map_err(|error| refusal(&error))? {
                let is_complete = pixels.dimensions() == self.size;
                return if is_complete { Ok((pixels.into(), self.profile)) } else { Err(Error::Broken) };
            }
        }
        let options = Options { max_threads: MAX_THREADS, max_pixels: self.max_pixels };
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

/// The file up to the end of its last complete box: cameras append other data. Fails if a box is cut.
fn complete_boxes(bytes: &[u8]) -> Result<&[u8], Error> {
    let (mut has_items, mut end) = (false, 0);
    for part in BoxIter::new(bytes) {
        match part {
            Ok(part) => {
                has_items |= part.header.box_type.0 == *b"meta";
                end = bytes.len().min(part.offset + part.header.header_size as usize + part.content.len());
            }
            Err(_) => {
                let is_cut_box = matches!(
                    bytes.get(end + 4..end + 8),
                    Some(b"ftyp" | b"meta" | b"mdat" | b"moov" | b"idat" | b"free" | b"uuid")
                );
                return if has_items && !is_cut_box { Ok(&bytes[..end]) } else { Err(Error::CutShort) };
            }
        }
    }
    // An image sequence without a still picture.
    if has_items { Ok(bytes) } else { Err(Error::Unsupported(OtherKind::Heic)) }
}

/// Converts an error of the decoder.
fn refusal(error: &heifer::Error) -> Error {
    match error {
        heifer::Error::Unsupported(_)
        | heifer::Error::Hevc(heifer_hevc_dec::Error::Unimplemented(_))
        | heifer::Error::Container(heifer_isobmff::Error::Unimplemented(_)) => {
            Error::Unsupported(OtherKind::Heic)
        }
        // The data of an item reach past the end of the file. The last box may have no length, so this was not found before.
        heifer::Error::Container(heifer_isobmff::Error::UnexpectedEof) => Error::CutShort,
        _ => Error::Broken,
    }
}
