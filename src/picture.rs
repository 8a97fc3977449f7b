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
mod clock;
mod colour;
pub mod crop;
pub mod decode;
mod directory;
pub mod encode;
mod error;
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
mod pixels;
mod png;
mod proxy;
mod pyramid;
mod resize;
mod signature;
mod tags;
mod tiff;
mod view;
mod webp;

pub use circle::{Circle, circle};
pub use crop::{Crop, Facing, Framing};
pub use decode::{Facts, Source, decode};
pub use encode::{Form, Prepared, prepare, prepare_as};
pub use error::{Error, OtherKind, Variety};
pub use fingerprint::Fingerprint;
pub use kind::{KINDS, Kind, extension};
pub use lossless::lossless;
pub use made::{COLOURS, Colour, DRAWINGS, Drawing, Letters, Made};
pub use memory::MAX_FILE;
pub use pixels::Pixels;
pub use proxy::{DetailRequest, Proxy, Shape};
pub use view::View;

#[cfg(test)]
mod tests;
