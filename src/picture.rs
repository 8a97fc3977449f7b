//! Any photo in, upright and bounded; a square crop; a small JPEG or PNG out, without metadata. CPU only:
//! every function here belongs on a blocking thread. Knows nothing of iced, HTTP or files.

pub mod crop;
pub mod decode;
pub mod encode;

pub use crop::Crop;
pub use decode::{Facts, Source};
pub use encode::{Prepared, prepare};

/// Why a photo cannot be used. Each has its own sentence that says the way out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Skeleton.
    #[error("not a picture")]
    NotAPicture,
}
