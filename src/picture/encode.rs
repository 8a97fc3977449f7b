//! From a square of the picture to the file that is sent.

use super::{Crop, Error, Facts};
use crate::profile::Photo;

/// A photo ready to be sent, and what was done to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    /// The file to send.
    pub photo: Photo,
    /// What the chosen file was.
    pub facts: Facts,
    /// Side of the result in pixels.
    pub size: u32,
}

/// Decodes, crops, scales and encodes: `crop` is in the pixels of the upright picture, none is the largest
/// centred square. `size` is the side in pixels, `max_bytes` the largest file.
pub fn prepare(_bytes: &[u8], _crop: Option<Crop>, _size: u32, _max_bytes: u64) -> Result<Prepared, Error> {
    unimplemented!()
}
