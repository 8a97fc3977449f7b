//! From the bytes of a file to upright pixels, within limits that are checked before memory is taken.

use super::Error;

/// What a file turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Size of the file in bytes.
    pub bytes: u64,
    /// Width of the upright picture in pixels.
    pub width: u32,
    /// Height of the upright picture in pixels.
    pub height: u32,
    /// Whether it had to be turned or mirrored to stand upright.
    pub turned: bool,
    /// Whether the file says where it was taken.
    pub has_location: bool,
}

/// Upright pixels, 8 bits per channel.
#[derive(Clone)]
pub struct Source {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// RGBA, row by row, not premultiplied.
    pub rgba: Vec<u8>,
    /// What the file was.
    pub facts: Facts,
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Source({}x{})", self.width, self.height)
    }
}

/// Decodes a picture so that both sides are at most `most` pixels where that saves work.
pub fn decode(_bytes: &[u8], _most: u32) -> Result<Source, Error> {
    unimplemented!()
}
