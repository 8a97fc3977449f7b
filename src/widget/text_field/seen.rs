//! The part of a long line that can be seen, as glyphs of its own: drawing costs as much for a letter far out of sight
//! as for one in the middle.

use super::geometry::Geometry;
use super::shape::Shape;

use std::ops::Range;

/// A part is shaped on its own where a line is so many times as wide as its room.
const LONG: f32 = 4.0;

/// How far a word is followed to its end, in bytes.
const WORD: usize = 200;

/// Whole words of a line that runs in one direction there.
#[derive(Debug)]
pub(super) struct Seen {
    pub(super) shape: Shape,
    /// Where it starts and ends on the line, in logical pixels.
    pub(super) left: f32,
    right: f32,
}

impl Seen {
    /// The part of a line round what is seen between `scroll` and `room` further; `None` where all of it may be drawn,
    /// or has to be, since directions mix there.
    pub(super) fn new(text: &str, line: &Shape, scroll: f32, room: f32) -> Option<Self> {
        let geometry = &line.geometry;
        if geometry.width < LONG * room {
            return None;
        }
        // Some more at both sides, so that not each step of the caret needs new glyphs.
        let range = words(text, within(geometry, scroll - room, scroll + 2.0 * room)?)?;
        let cells = geometry.cells.iter().filter(|cell| range.contains(&cell.start));
        let (mut left, mut right) = (f32::INFINITY, f32::NEG_INFINITY);
        let mut rtl = None;
        for cell in cells {
            if *rtl.get_or_insert(cell.rtl) != cell.rtl {
                return None;
            }
            left = left.min(cell.x);
            right = right.max(cell.x + cell.width);
        }
        let shape = line.part(&text[range]);
        // The same letters between other neighbours: if that made a difference, the whole is the truth.
        let is_same = Some(shape.geometry.rtl) == rtl && (shape.geometry.width - (right - left)).abs() < 0.5;
        is_same.then_some(Self { shape, left, right })
    }

    /// Whether everything in the room is in it.
    pub(super) fn covers(&self, line: &Shape, scroll: f32, room: f32) -> bool {
        self.left <= scroll.max(0.0) && self.right >= (scroll + room).min(line.geometry.width)
    }
}

/// The bytes of the letters between two places on the line.
fn within(geometry: &Geometry, from: f32, to: f32) -> Option<Range<usize>> {
    let first = geometry.cells.partition_point(|cell| cell.x + cell.width < from);
    let cells = geometry.cells[first..].iter().take_while(|cell| cell.x <= to);
    cells
        .map(|cell| cell.start..cell.end)
        .reduce(|all, cell| all.start.min(cell.start)..all.end.max(cell.end))
}

/// The range widened to whole words; `None` where a word has no end in sight.
fn words(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let before = &text[..range.start];
    let start = match before.rfind(' ') {
        Some(space) => space + 1,
        None => 0,
    };
    let end = text[range.end..].find(' ').map_or(text.len(), |space| range.end + space);
    (range.start - start <= WORD && end - range.end <= WORD).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn a_range_is_widened_to_whole_words() {
        let text = "one two three";
        assert_eq!(words(text, 5..6), Some(4..7));
        assert_eq!(words(text, 4..7), Some(4..7));
        assert_eq!(words(text, 0..13), Some(0..13));
        assert_eq!(words(text, 3..4), Some(0..7), "a space has words at both sides");
        assert_eq!(words(&"x".repeat(1_000), 500..510), None);
    }
}
