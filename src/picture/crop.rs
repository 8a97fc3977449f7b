//! A square of the upright picture. Pure.

use image::metadata::Orientation;

/// A square of the upright picture, in its pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Crop {
    /// Left edge.
    pub x: u32,
    /// Top edge.
    pub y: u32,
    /// Side.
    pub side: u32,
}

impl Crop {
    /// The largest centred square of a picture of this size.
    pub fn centred(width: u32, height: u32) -> Self {
        let side = width.min(height);
        Self { x: (width - side) / 2, y: (height - side) / 2, side }
    }

    /// The nearest square that lies inside a picture of this size and has at least one pixel.
    pub fn inside(self, width: u32, height: u32) -> Self {
        let side = self.side.clamp(1, width.min(height).max(1));
        Self { x: self.x.min(width.saturating_sub(side)), y: self.y.min(height.saturating_sub(side)), side }
    }

    /// The same square in the pixels of the picture as it is stored, before `orientation` is applied.
    /// `width` and `height` are those of the upright picture, which holds the square.
    pub(super) fn as_stored(self, orientation: Orientation, width: u32, height: u32) -> Self {
        let Self { x, y, side } = self;
        let (right, below) = (width - x - side, height - y - side);
        let (x, y) = match orientation {
            Orientation::NoTransforms => (x, y),
            Orientation::FlipHorizontal => (right, y),
            Orientation::Rotate180 => (right, below),
            Orientation::FlipVertical => (x, below),
            Orientation::Rotate90FlipH => (y, x),
            Orientation::Rotate90 => (y, right),
            Orientation::Rotate270FlipH => (below, right),
            Orientation::Rotate270 => (below, x),
        };
        Self { x, y, side }
    }
}
