//! A square of the upright picture, and its rotation. Pure.

mod framing;

pub use framing::{Framing, MAX_ZOOM, MIN_ZOOM};

use super::region::Region;
use crate::profile::Square;

use image::metadata::Orientation;

/// A square of the upright picture, in its pixels, and the rotation of the result.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Crop {
    /// Left edge.
    pub x: u32,
    /// Top edge.
    pub y: u32,
    /// Side length.
    pub side: u32,
    /// How the square is turned after it is cut out.
    pub rotation: Rotation,
}

/// A rotation by quarter turns with an optional flip, relative to the upright picture.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rotation {
    /// Quarter turns clockwise, 0 to 3.
    turns: u8,
    /// Whether left and right are swapped after the turns.
    is_flipped: bool,
}

impl From<Crop> for Square {
    fn from(crop: Crop) -> Self {
        let Crop { x, y, side, rotation: Rotation { turns, is_flipped } } = crop;
        Self { x, y, side, turns, is_flipped }
    }
}

impl From<Square> for Crop {
    fn from(square: Square) -> Self {
        let Square { x, y, side, turns, is_flipped } = square;
        Self { x, y, side, rotation: Rotation { turns: turns % 4, is_flipped } }
    }
}

impl Rotation {
    /// Turned a quarter more, clockwise on the screen.
    #[must_use]
    pub fn right(self) -> Self {
        // In a mirror image clockwise is counter-clockwise.
        self.turned(if self.is_flipped { 3 } else { 1 })
    }

    /// Turned a quarter more, counter-clockwise on the screen.
    #[must_use]
    pub fn left(self) -> Self {
        self.turned(if self.is_flipped { 1 } else { 3 })
    }

    /// With left and right swapped on the screen.
    #[must_use]
    pub fn flipped(self) -> Self {
        Self { is_flipped: !self.is_flipped, ..self }
    }

    /// The clockwise rotation before the flip, in degrees: 0, 90, 180 or 270.
    pub fn degrees(self) -> u16 {
        u16::from(self.turns) * 90
    }

    /// Whether it is mirrored.
    pub fn is_flipped(self) -> bool {
        self.is_flipped
    }

    /// Whether width and height are swapped.
    pub fn is_sideways(self) -> bool {
        self.turns % 2 == 1
    }

    /// Converts a distance on the screen to one in the upright picture. Both are (right, down).
    pub fn to_upright(self, (x, y): (f64, f64)) -> (f64, f64) {
        let unflipped = if self.is_flipped { (-x, y) } else { (x, y) };
        (0..self.turns).fold(unflipped, |(x, y), _| (y, -x))
    }

    /// Converts a distance in the upright picture to one on the screen. Both are (right, down).
    pub fn to_screen(self, distance: (f64, f64)) -> (f64, f64) {
        let (x, y) = (0..self.turns).fold(distance, |(x, y), _| (-y, x));
        if self.is_flipped { (-x, y) } else { (x, y) }
    }

    /// The same rotation for the `image` crate.
    pub(super) fn orientation(self) -> Orientation {
        match (self.turns, self.is_flipped) {
            (0, false) => Orientation::NoTransforms,
            (1, false) => Orientation::Rotate90,
            (2, false) => Orientation::Rotate180,
            (_, false) => Orientation::Rotate270,
            (0, true) => Orientation::FlipHorizontal,
            (1, true) => Orientation::Rotate90FlipH,
            (2, true) => Orientation::FlipVertical,
            (_, true) => Orientation::Rotate270FlipH,
        }
    }

    fn turned(self, turns: u8) -> Self {
        Self { turns: (self.turns + turns) % 4, ..self }
    }
}

impl Crop {
    /// The largest centred square of a picture of this size. It is used where no person chooses; [`Framing`] has another
    /// start.
    pub fn centred(width: u32, height: u32) -> Self {
        let side = width.min(height);
        Self { x: (width - side) / 2, y: (height - side) / 2, side, rotation: Rotation::default() }
    }

    /// The nearest square that lies inside of a picture of this size and has at least one pixel.
    pub fn moved_inside(self, width: u32, height: u32) -> Self {
        let side = self.side.clamp(1, width.min(height).max(1));
        let (max_x, max_y) = (width.saturating_sub(side), height.saturating_sub(side));
        Self { x: self.x.min(max_x), y: self.y.min(max_y), side, ..self }
    }

    /// The square as a rectangle.
    pub(super) fn region(self) -> Region {
        Region { x: self.x, y: self.y, width: self.side, height: self.side }
    }
}

#[cfg(test)]
mod tests {
    use super::Rotation;

    use image::{Rgb, RgbImage};

    /// All eight rotations.
    fn all() -> Vec<Rotation> {
        let turned =
            std::iter::successors(Some(Rotation::default()), |rotation| Some(rotation.right())).take(4);
        turned.flat_map(|rotation| [rotation, rotation.flipped()]).collect()
    }

    #[test]
    fn pixels_and_distances_are_turned_the_same_way() {
        let picture = RgbImage::from_fn(3, 3, |x, y| Rgb([x as u8, y as u8, 0]));
        for rotation in all() {
            let mut turned = image::DynamicImage::from(picture.clone());
            turned.apply_orientation(rotation.orientation());
            for (x, y, pixel) in turned.to_rgb8().enumerate_pixels() {
                let seen = (f64::from(x) - 1.0, f64::from(y) - 1.0);
                let upright = (f64::from(pixel.0[0]) - 1.0, f64::from(pixel.0[1]) - 1.0);
                assert_eq!(rotation.to_upright(seen), upright, "{rotation:?}");
                assert_eq!(rotation.to_screen(upright), seen, "{rotation:?}");
            }
        }
    }

    #[test]
    fn turns_and_flips_are_relative_to_the_screen() {
        for rotation in all() {
            let (x, y) = rotation.to_screen((1.0, 0.0));
            assert_eq!(rotation.right().to_screen((1.0, 0.0)), (-y, x), "{rotation:?}");
            assert_eq!(rotation.left().to_screen((1.0, 0.0)), (y, -x), "{rotation:?}");
            assert_eq!(rotation.flipped().to_screen((1.0, 0.0)), (-x, y), "{rotation:?}");
            assert_eq!(rotation.is_sideways(), x == 0.0, "{rotation:?}");
        }
    }
}
