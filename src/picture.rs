//! Any photo in, upright and bounded; a square crop; a small JPEG or PNG out, without metadata. CPU only:
//! every function here belongs on a blocking thread. Knows nothing of iced, HTTP or files.
//!
//! ```text
//! bytes ─ signature ─ header (size, orientation, place) ─ limits ─ decode ─┬─ decode: upright pixels for the screen
//!                                                                         ├─ prepare: the file that is sent
//!                                                                         ├─ circle: the avatar on the screen
//!                                                                         └─ Proxy: the crop and its previews
//! nothing ─ Made: initials or a drawing ─ bytes, and on from there
//! ```
//!
//! Pictures are resized with Lanczos3 on the stored (gamma-encoded) values, as vipsthumbnail and browsers do:
//! faces keep the look they have elsewhere, and no wider numbers are needed.

mod circle;
mod colour;
pub mod crop;
pub mod decode;
mod directory;
pub mod encode;
mod exif;
mod fingerprint;
mod gif;
#[cfg(feature = "heic")]
mod heic;
mod jpeg;
mod kind;
mod lossless;
mod made;
mod memory;
mod part;
mod pieces;
mod png;
mod proxy;
mod resize;
mod served;
mod signature;
mod tags;
mod tiff;
mod view;
mod webp;

pub use circle::{Circle, circle};
pub use crop::{Crop, Facing, Framing};
pub use decode::{Facts, Source, decode};
pub use encode::{Form, Prepared, prepare, prepare_as};
pub use fingerprint::Fingerprint;
pub use kind::{KINDS, Kind};
pub use lossless::lossless;
pub use made::{COLOURS, Colour, DRAWINGS, Drawing, Letters, Made};
pub use proxy::{Closer, Pixels, Proxy, Shape};
pub use served::extension;
pub use signature::{OtherKind, Variety};
pub use view::View;

/// The largest file that is read, in bytes. Larger ones need not even be loaded.
pub const MAX_FILE: u64 = 64 << 20;

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
    /// It was not decoded within [`decode::MAX_TIME`].
    #[error("the picture takes too long")]
    TooLong,
    /// No quality and no size brings it under the administrator's limit.
    #[error("the picture does not fit into {limit} bytes")]
    DoesNotFit {
        /// The largest file to send, in bytes.
        limit: u64,
    },
}

#[cfg(test)]
mod tests;
