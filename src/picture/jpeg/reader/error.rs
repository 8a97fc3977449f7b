//! Why a JPEG is not decoded.

/// Why a JPEG is not decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::picture::jpeg) enum Error {
    /// The end of the file is missing.
    CutShort,
    /// It contradicts itself.
    Broken,
    /// It would take more memory than it may.
    TooLarge {
        /// The most pixels that would fit.
        limit: u64,
    },
    /// The time is over, or nobody waits any more.
    Stopped,
    /// It has something that is not read.
    Unsupported(Feature),
}

/// What the format allows and is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::picture::jpeg) enum Feature {
    /// 12 bits for each number.
    TwelveBits,
    /// Arithmetic coding in place of Huffman's.
    Arithmetic,
    /// Coding without loss.
    Lossless,
    /// Several sizes, each a difference to the previous one.
    Hierarchical,
    /// Two components, or more than four.
    Components,
    /// A height that follows the pixels.
    LateHeight,
    /// Another format, JPEG-LS.
    JpegLs,
}
