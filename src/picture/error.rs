//! Why a picture cannot be used, and by which name what is not read is called.

use crate::log;

use image::ImageError;

use std::io;

/// Why a photo cannot be used. Each has its own sentence that says the way out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The file has no bytes at all.
    #[error("the file is empty")]
    Empty,
    /// The file is larger than is read.
    #[error("the file has {bytes} bytes, the limit is {limit}")]
    TooLarge {
        /// Size of the file.
        bytes: u64,
        /// The largest size.
        limit: u64,
    },
    /// Decoding it would take more memory than a photo may.
    #[error("a picture of {width} x {height} pixels is too large")]
    TooManyPixels {
        /// Width as stored, in pixels.
        width: u32,
        /// Height as stored, in pixels.
        height: u32,
        /// The most pixels that a file of this kind may have.
        limit: u64,
    },
    /// The same of a HEIC, which another format would hold in more pixels.
    #[error("a HEIC of {width} x {height} pixels is too large")]
    HeicTooManyPixels {
        /// Width as stored, in pixels.
        width: u32,
        /// Height as stored, in pixels.
        height: u32,
        /// The most pixels that such a file may have.
        limit: u64,
    },
    /// A picture or document of a kind that cannot be read here; the person can export it as JPEG.
    #[error("{0:?} cannot be read")]
    Unsupported(OtherKind),
    /// Not a picture at all.
    #[error("not a picture")]
    NotAPicture,
    /// The end of the file is missing: an interrupted download or copy.
    #[error("the end of the picture is missing")]
    CutShort,
    /// It contradicts itself.
    #[error("the picture is damaged")]
    Broken,
    /// It was not decoded within [`MAX_TIME`](super::clock::MAX_TIME).
    #[error("the picture takes too long")]
    TooLong,
    /// No quality and no size brings it under the administrator's limit.
    #[error("the picture does not fit into {limit} bytes")]
    DoesNotFit {
        /// The largest file to send, in bytes.
        limit: u64,
    },
}

/// Pictures and other files that people try, that are recognised and not read. A name in it is the one that programs and
/// people use, the same in every language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtherKind {
    /// The photos of iPhones, or a kind of them that is not read.
    Heic,
    /// AV1 still pictures.
    Avif,
    /// Drawings.
    Svg,
    /// Documents for printing.
    Pdf,
    /// Another kind of picture.
    Picture(&'static str),
    /// What a camera recorded, of which a picture has yet to be made.
    Raw(&'static str),
    /// A film.
    Film(&'static str),
    /// A document that may hold pictures.
    Document(&'static str),
    /// A file of files.
    Archive(&'static str),
    /// A rare variety of a kind that is read.
    Variety(Variety),
    /// A variety of a kind that is read, of which the decoder does not say more.
    Other,
}

/// What makes a picture a rare one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variety {
    /// 12 bits for a colour.
    JpegTwelveBits,
    /// Arithmetic coding in place of Huffman's.
    JpegArithmetic,
    /// Without loss.
    JpegLossless,
    /// Several sizes, each a difference to the one before.
    JpegHierarchical,
    /// Two components, or more than four: nobody says what they mean.
    JpegComponents,
    /// The height follows the pixels.
    JpegHeight,
    /// A HEIC with this inside in place of HEVC, or with the brightness of another screen.
    Heic(&'static str),
    /// A TIFF that is compressed in this way.
    TiffCoding(&'static str),
    /// A TIFF of these colours.
    TiffColours(&'static str),
    /// A TIFF of numbers of this kind.
    TiffNumbers(&'static str),
}

impl From<ImageError> for Error {
    fn from(error: ImageError) -> Self {
        match &error {
            ImageError::Unsupported(_) => Self::Unsupported(OtherKind::Other),
            // Sizes are checked before; a limit that is met here is a header that asks for too much memory.
            // Its own `source` would leave out the very error.
            ImageError::IoError(error) => Self::from_chain(error),
            ImageError::Decoding(_)
            | ImageError::Encoding(_)
            | ImageError::Parameter(_)
            | ImageError::Limits(_) => Self::from_chain(&error),
        }
    }
}

impl Error {
    /// Which it is, for the log. No kind of file is named after anybody.
    pub fn kind(&self) -> String {
        match self {
            Self::Unsupported(kind) => format!("Unsupported {kind:?}"),
            _ => log::kind(self),
        }
    }

    /// A picture of this rare variety.
    pub(super) fn variety(variety: Variety) -> Self {
        Self::Unsupported(OtherKind::Variety(variety))
    }

    /// What the reader said, if that was the cause: decoders wrap it in errors of their own.
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
