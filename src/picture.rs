//! Reads any photo within fixed limits, turns it upright, crops a square, and writes a small JPEG or PNG without
//! metadata. Everything here is CPU work: call it on a blocking thread. Knows nothing of iced, HTTP or files.
//!
//! ```text
//! bytes ─ signature ─ header (size, orientation, GPS) ─ limits ─ decode ─┬─ decode: upright pixels for the screen
//!                                                                       ├─ prepare: the file that is sent
//!                                                                       ├─ circle: the avatar on the screen
//!                                                                       └─ Proxy: the crop and its previews
//! GeneratedPicture: initials or a drawing ─ bytes, which then go the same way
//! ```
//!
//! Pictures are resized with Lanczos3 on the stored (gamma-encoded) values, as vipsthumbnail and browsers do. So a
//! face looks the same here as elsewhere, and 8 bits per channel are enough.

mod circle;
mod colour;
pub mod crop;
mod deadline;
pub mod decode;
mod directory;
pub mod encode;
mod error;
mod exif;
mod fingerprint;
mod format;
mod generated;
mod gif;
#[cfg(feature = "heic")]
mod heic;
mod jpeg;
mod lossless;
mod memory;
mod pieces;
mod pixels;
mod png;
mod proxy;
mod pyramid;
mod region;
mod resize;
mod signature;
mod tags;
mod tiff;
mod view;
mod webp;

pub use circle::{Circle, circle};
pub use crop::{Crop, Framing, Rotation};
pub use decode::{Facts, Source, decode};
pub use encode::{OutputFormat, Prepared, prepare, prepare_as};
pub use error::{Error, OtherKind, Variety};
pub use fingerprint::Fingerprint;
pub use format::{FORMATS, PictureFormat, extension};
pub use generated::{COLOURS, Colour, DRAWINGS, Drawing, GeneratedPicture, Letters};
pub use lossless::lossless;
pub use memory::MAX_FILE;
pub use pixels::Pixels;
pub use proxy::{DetailRequest, Proxy, Shape};
pub use view::View;

#[cfg(test)]
mod tests;
