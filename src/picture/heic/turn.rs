//! The rotation and mirroring of a HEIC by its own properties.

use super::item;

use heifer::heifer_isobmff::boxes::Property;
use heifer::heifer_isobmff::{BoxIter, HeifFile, ItemId};
use image::metadata::Orientation;

use std::borrow::Cow;

/// The name of a box without effect.
const FREE: &[u8; 4] = b"free";

/// An optional left-right mirror, followed by clockwise quarter turns.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Turn {
    is_mirrored: bool,
    quarters: u8,
}

impl Turn {
    fn turned(self, quarters: u8) -> Self {
        Self { quarters: (self.quarters + quarters) % 4, ..self }
    }

    /// Mirrored after the turns, which equals a mirror before turns in the other direction.
    fn mirrored(self) -> Self {
        Self { is_mirrored: !self.is_mirrored, quarters: (4 - self.quarters) % 4 }
    }

    fn orientation(self) -> Orientation {
        match (self.is_mirrored, self.quarters) {
            (false, 0) => Orientation::NoTransforms,
            (false, 1) => Orientation::Rotate90,
            (false, 2) => Orientation::Rotate180,
            (false, _) => Orientation::Rotate270,
            (true, 0) => Orientation::FlipHorizontal,
            (true, 1) => Orientation::Rotate270FlipH,
            (true, 2) => Orientation::FlipVertical,
            (true, _) => Orientation::Rotate90FlipH,
        }
    }
}

/// The orientation by the properties of an item; `None` if it has no such property.
pub(super) fn of(file: &HeifFile<'_>, item: ItemId) -> Option<Orientation> {
    combined(item::properties(file, item))
}

/// Properties are applied in their order.
fn combined<'a>(properties: impl IntoIterator<Item = &'a Property>) -> Option<Orientation> {
    let turns = properties.into_iter().fold(None, |turn: Option<Turn>, property| match property {
        // The property counts counter-clockwise.
        Property::Rotation(quarters) => Some(turn.unwrap_or_default().turned(4 - quarters % 4)),
        Property::Mirror(false) => Some(turn.unwrap_or_default().mirrored()),
        Property::Mirror(true) => Some(turn.unwrap_or_default().mirrored().turned(2)),
        _ => turn,
    });
    turns.map(Turn::orientation)
}

/// A copy of the file without rotation and mirror properties.
pub(super) fn without_rotation(bytes: &[u8]) -> Cow<'_, [u8]> {
    let mut offsets = Vec::new();
    find(bytes, 0, &mut offsets);
    let mut copy = bytes.to_vec();
    for offset in offsets {
        copy[offset..offset + 4].copy_from_slice(FREE);
    }
    Cow::Owned(copy)
}

/// Finds the offsets of the names of rotation and mirror boxes. `boxes` begins at the offset `start` of the file.
fn find(boxes: &[u8], start: usize, offsets: &mut Vec<usize>) {
    for part in BoxIter::new(boxes).map_while(Result::ok) {
        let content = start + part.offset + part.header.header_size as usize;
        match &part.header.box_type.0 {
            // Version and flags come first.
            b"meta" => find(part.content.get(4..).unwrap_or_default(), content + 4, offsets),
            b"iprp" | b"ipco" => find(part.content, content, offsets),
            b"irot" | b"imir" => offsets.push(start + part.offset + 4),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{combined, without_rotation};

    use heifer::heifer_isobmff::boxes::Property::{Mirror, PixelInfo, Rotation};
    use image::metadata::Orientation::{
        FlipHorizontal, FlipVertical, NoTransforms, Rotate90, Rotate90FlipH, Rotate180, Rotate270,
        Rotate270FlipH,
    };
    use image::{DynamicImage, Rgb, RgbImage};

    #[test]
    fn properties_are_applied_in_their_order() {
        let cases = [
            (vec![], None),
            (vec![PixelInfo(vec![8])], None),
            (vec![Rotation(0)], Some(NoTransforms)),
            (vec![Rotation(1)], Some(Rotate270)),
            (vec![Rotation(2)], Some(Rotate180)),
            (vec![Rotation(3)], Some(Rotate90)),
            (vec![Mirror(false)], Some(FlipHorizontal)),
            (vec![Mirror(true)], Some(FlipVertical)),
            (vec![Rotation(3), Mirror(false)], Some(Rotate90FlipH)),
            (vec![Mirror(false), Rotation(3)], Some(Rotate270FlipH)),
            (vec![Rotation(1), Mirror(true)], Some(Rotate90FlipH)),
            (vec![Rotation(2), Mirror(false)], Some(FlipVertical)),
            (vec![Mirror(true), Mirror(false)], Some(Rotate180)),
            (vec![Rotation(1), Rotation(3)], Some(NoTransforms)),
        ];
        for (properties, expected) in cases {
            assert_eq!(combined(&properties), expected, "{properties:?}");
            // Applied one by one to a picture with six different pixels.
            let mut pixels = DynamicImage::from(RgbImage::from_fn(3, 2, |x, y| Rgb([x as u8, y as u8, 0])));
            let mut at_once = pixels.clone();
            for property in &properties {
                pixels.apply_orientation(match property {
                    Rotation(quarters) => {
                        [NoTransforms, Rotate270, Rotate180, Rotate90][usize::from(*quarters)]
                    }
                    Mirror(true) => FlipVertical,
                    Mirror(false) => FlipHorizontal,
                    _ => NoTransforms,
                });
            }
            at_once.apply_orientation(expected.unwrap_or(NoTransforms));
            assert_eq!(pixels, at_once, "{properties:?}");
        }
    }

    #[test]
    fn rotation_is_removed_from_properties_only() {
        let named = |name: &[u8; 4], content: &[u8]| {
            [&(content.len() as u32 + 8).to_be_bytes()[..], name, content].concat()
        };
        let ipco =
            named(b"ipco", &[named(b"irot", &[1]), named(b"ispe", &[7; 12]), named(b"imir", &[0])].concat());
        let file = [named(b"meta", &[&[0; 4][..], &named(b"iprp", &ipco)].concat()), named(b"mdat", b"irot")]
            .concat();
        let unrotated = without_rotation(&file);
        assert_eq!(unrotated.len(), file.len());
        let count = |bytes: &[u8], name: &[u8]| bytes.windows(4).filter(|word| *word == name).count();
        assert_eq!((count(&file, b"irot"), count(&file, b"imir")), (2, 1));
        assert_eq!(
            (count(&unrotated, b"irot"), count(&unrotated, b"imir"), count(&unrotated, b"free")),
            (1, 0, 2)
        );
    }
}
