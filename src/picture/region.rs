//! A rectangle of a picture. Pure.

use image::metadata::Orientation;

/// A rectangle of the upright picture, in its pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Region {
    /// Left edge.
    pub(super) x: u32,
    /// Top edge.
    pub(super) y: u32,
    /// Width.
    pub(super) width: u32,
    /// Height.
    pub(super) height: u32,
}

impl Region {
    /// All of a picture.
    pub(super) fn whole(width: u32, height: u32) -> Self {
        Self { x: 0, y: 0, width, height }
    }

    /// Whether all of the other rectangle is inside of it.
    pub(super) fn contains(self, other: Self) -> bool {
        let has = |start: u32, length: u32, inner: u32, inner_length: u32| {
            start <= inner
                && u64::from(inner) + u64::from(inner_length) <= u64::from(start) + u64::from(length)
        };
        has(self.x, self.width, other.x, other.width) && has(self.y, self.height, other.y, other.height)
    }

    /// The same rectangle in the stored picture, before `orientation` is applied. `width` and `height` are those of the
    /// upright picture, and the rectangle must be inside of it.
    pub(super) fn as_stored(self, orientation: Orientation, width: u32, height: u32) -> Self {
        let Self { x, y, .. } = self;
        let (right, below) = (width - x - self.width, height - y - self.height);
        let upright = |x, y| Self { x, y, ..self };
        let sideways = |x, y| Self { x, y, width: self.height, height: self.width };
        match orientation {
            Orientation::NoTransforms => upright(x, y),
            Orientation::FlipHorizontal => upright(right, y),
            Orientation::Rotate180 => upright(right, below),
            Orientation::FlipVertical => upright(x, below),
            Orientation::Rotate90FlipH => sideways(y, x),
            Orientation::Rotate90 => sideways(y, right),
            Orientation::Rotate270FlipH => sideways(below, right),
            Orientation::Rotate270 => sideways(below, x),
        }
    }
}
