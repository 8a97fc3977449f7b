//! Why a JPEG is not decoded.

/// Why a JPEG is not decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::picture::jpeg) enum Error {
    /// The end of the file is missing.
    CutShort,
    /// The data are invalid.
    Broken,
    /// Decoding needs more memory than the limit.
    TooLarge {
        /// The number of pixels that would fit.
        limit: u64,
    },
    /// The caller stopped decoding.
    Stopped,
    /// The file has a feature that is not read.
    Unsupported(Feature),
}

/// Features of the format that are not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::picture::jpeg) enum Feature {
    /// 12 bits per sample.
    TwelveBits,
    /// Arithmetic coding.
    Arithmetic,
    /// Lossless coding.
    Lossless,
    /// Several sizes, each a difference to the previous one.
    Hierarchical,
    /// Two components, or more than four.
    Components,
    /// A height after the pixels (DNL).
    LateHeight,
    /// JPEG-LS, which is another format.
    JpegLs,
}
