//! Connects the JPEG [`reader`] to the metadata, limits and errors of this program.

mod reader;

use super::colour::Model;
use super::deadline::Deadline;
use super::error::{Error, OtherKind, Variety};
use super::exif::{self, Exif};
use super::memory;
use super::resize::Plane;

use reader::{Feature, Headers, Limits};

/// The largest picture in pixels. It can be large because a fraction of the size is decoded.
const MAX_PIXELS: u64 = 200_000_000;

/// A JPEG whose headers were read.
pub(super) struct Jpeg<'a> {
    bytes: &'a [u8],
    headers: Headers<'a>,
    exif: Exif,
}

impl<'a> Jpeg<'a> {
    /// Reads the headers.
    ///
    /// # Errors
    ///
    /// [`Error::CutShort`] if the end is missing, [`Error::Broken`] and [`Error::Unsupported`].
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        let headers = reader::read_headers(bytes).map_err(|error| refusal(error, (0, 0)))?;
        let blocks: Vec<_> = headers.exif.iter().map(|block| exif::read(block)).collect();
        // The first block says how to turn the picture; any of them may say where it was taken.
        let mut exif = blocks.first().copied().unwrap_or_else(|| exif::read(&[]));
        exif.has_location = blocks.iter().any(|block| block.has_location)
            || headers.xmp.iter().any(|packet| exif::xmp_has_location(packet));
        Ok(Self { bytes, headers, exif })
    }

    /// Width and height as stored.
    pub(super) fn size(&self) -> (u32, u32) {
        self.headers.size()
    }

    /// What its EXIF and XMP say.
    pub(super) fn exif(&self) -> Exif {
        self.exif
    }

    /// The colour profile.
    pub(super) fn profile(&self) -> Option<Vec<u8>> {
        self.headers.profile()
    }

    /// The colour model of its components.
    pub(super) fn model(&self) -> Model {
        match self.headers.model() {
            reader::Model::Grey => Model::Grey,
            reader::Model::Rgb => Model::Rgb,
            reader::Model::YCbCr => Model::YCbCr,
            reader::Model::Cmyk => Model::Cmyk,
            reader::Model::Ycck => Model::Ycck,
        }
    }

    /// Decodes at least `area` (left, top, right, bottom, in pixels of the stored picture). The fraction of the size is at
    /// least `scale`, or less if that does not fit into memory.
    pub(super) fn decode(
        &self,
        area: [f64; 4],
        scale: f64,
        deadline: &Deadline,
    ) -> Result<Vec<Plane>, Error> {
        let (width, height) = self.size();
        if u64::from(width) * u64::from(height) > MAX_PIXELS {
            return Err(Error::TooManyPixels { width, height, limit: MAX_PIXELS });
        }
        let limits = Limits { memory: memory::budget(self.bytes), may_go_on: &|| !deadline.has_passed() };
        let planes = self.headers.decode(area, scale, &limits);
        let planes = planes.map_err(|error| refusal(error, self.size()))?;
        let plane = |reader::Plane { pixels, size, origin, scale }| Plane { pixels, size, origin, scale };
        Ok(planes.into_iter().map(plane).collect())
    }
}

/// Converts an error of the reader for a JPEG of this size.
fn refusal(error: reader::Error, (width, height): (u32, u32)) -> Error {
    match error {
        reader::Error::CutShort => Error::CutShort,
        reader::Error::Broken => Error::Broken,
        reader::Error::TooLarge { limit } => Error::TooManyPixels { width, height, limit },
        reader::Error::Stopped => Error::TooLong,
        reader::Error::Unsupported(feature) => match feature {
            Feature::TwelveBits => Error::variety(Variety::JpegTwelveBits),
            Feature::Arithmetic => Error::variety(Variety::JpegArithmetic),
            Feature::Lossless => Error::variety(Variety::JpegLossless),
            Feature::Hierarchical => Error::variety(Variety::JpegHierarchical),
            Feature::Components => Error::variety(Variety::JpegComponents),
            Feature::LateHeight => Error::variety(Variety::JpegHeight),
            Feature::JpegLs => Error::Unsupported(OtherKind::Picture("JPEG-LS")),
        },
    }
}
