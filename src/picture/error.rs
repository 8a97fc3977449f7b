//! Why a picture cannot be used, and the names of formats that are recognised but not read.

use crate::log;

use image::ImageError;

use std::io;

/// Why a photo cannot be used. Each reason has its own sentence in the user interface that says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The file has no bytes.
    #[error("the file is empty")]
    Empty,
    /// The file is larger than [`MAX_FILE`](super::MAX_FILE).
    #[error("the file has {bytes} bytes, the limit is {limit}")]
    TooLarge {
        /// Size of the file in bytes.
        bytes: u64,
        /// The largest size in bytes.
        limit: u64,
    },
    /// Decoding it would need more memory than the limit.
    #[error("a picture of {width} x {height} pixels is too large")]
    TooManyPixels {
        /// Width as stored, in pixels.
        width: u32,
        /// Height as stored, in pixels.
        height: u32,
        /// The largest number of pixels for a file of this format.
        limit: u64,
    },
    /// The same for a HEIC. Other formats allow more pixels, so it has another sentence.
    #[error("a HEIC of {width} x {height} pixels is too large")]
    HeicTooManyPixels {
        /// Width as stored, in pixels.
        width: u32,
        /// Height as stored, in pixels.
        height: u32,
        /// The largest number of pixels for a HEIC.
        limit: u64,
    },
    /// A picture or document in a format that is not read; the person can export it as JPEG.
    #[error("{0:?} cannot be read")]
    Unsupported(OtherKind),
    /// Not a picture.
    #[error("not a picture")]
    NotAPicture,
    /// The end of the file is missing: an interrupted download or copy.
    #[error("the end of the picture is missing")]
    CutShort,
    /// The data are invalid.
    #[error("the picture is damaged")]
    Broken,
    /// It was not decoded within [`MAX_TIME`](super::deadline::MAX_TIME).
    #[error("the picture takes too long")]
    TooLong,
    /// No quality and no size makes it smaller than the administrator's limit.
    #[error("the picture does not fit into {limit} bytes")]
    DoesNotFit {
        /// The largest file to send, in bytes.
        limit: u64,
    },
}

/// Formats that are recognised but not read. A name is the usual one, the same in every language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtherKind {
    /// HEIC in a build without it, or a variety of it that is not read.
    Heic,
    /// AVIF: still pictures in AV1.
    Avif,
    /// SVG drawings.
    Svg,
    /// PDF documents.
    Pdf,
    /// Another picture format.
    Picture(&'static str),
    /// A camera raw file.
    Raw(&'static str),
    /// A video.
    Film(&'static str),
    /// A document that may hold pictures.
    Document(&'static str),
    /// An archive.
    Archive(&'static str),
    /// A rare variety of a format that is read.
    Variety(Variety),
    /// An unknown variety of a format that is read.
    Other,
}

/// Rare varieties of formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variety {
    /// JPEG with 12 bits per sample.
    JpegTwelveBits,
    /// JPEG with arithmetic coding.
    JpegArithmetic,
    /// Lossless JPEG.
    JpegLossless,
    /// Hierarchical JPEG: several sizes, each a difference to the previous one.
    JpegHierarchical,
    /// JPEG with two components or more than four, whose meaning is not defined.
    JpegComponents,
    /// JPEG whose height follows the pixels (DNL).
    JpegHeight,
    /// HEIC with another codec than HEVC, or with HDR values.
    Heic(&'static str),
    /// TIFF with this compression.
    TiffCoding(&'static str),
    /// TIFF with this colour model.
    TiffColours(&'static str),
    /// TIFF with this sample format.
    TiffNumbers(&'static str),
}

impl From<ImageError> for Error {
    fn from(error: ImageError) -> Self {
        match &error {
            ImageError::Unsupported(_) => Self::Unsupported(OtherKind::Other),
            // The size was checked before, so a limit that is met here means a header with a wrong length.
            // `source` of this error would skip the I/O error itself.
            ImageError::IoError(error) => Self::from_chain(error),
            ImageError::Decoding(_)
            | ImageError::Encoding(_)
            | ImageError::Parameter(_)
            | ImageError::Limits(_) => Self::from_chain(&error),
        }
    }
}

impl Error {
    /// The name of the error for the log. It contains nothing personal.
    pub fn kind(&self) -> String {
        match self {
            Self::Unsupported(kind) => format!("Unsupported {kind:?}"),
            _ => log::kind(self),
        }
    }

    /// An error for this rare variety.
    pub(super) fn variety(variety: Variety) -> Self {
        Self::Unsupported(OtherKind::Variety(variety))
    }

    /// The I/O error at the end of a chain, if there is one: decoders wrap it in their own errors.
    pub(super) fn from_chain(error: &(dyn std::error::Error + 'static)) -> Self {
        let chain = std::iter::successors(Some(error), |error| error.source());
        let cause = chain.filter_map(|error| error.downcast_ref::<io::Error>()).last();
        cause.map_or(Self::Broken, |error| match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::CutShort,
            io::ErrorKind::TimedOut => Self::TooLong,
            _ => Self::Broken,
        })
    }
}
