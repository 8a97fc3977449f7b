//! A coloured sheet, in pieces.
//!
//! iced_tiny_skia 0.14.1 fills a box from end to end as soon as one pixel of it has to be drawn again. A card as one box
//! would cost more with each letter than all else together; in pieces, only those under the letter are filled.

use crate::theme::size;

use iced::advanced::renderer::Quad;
use iced::border::Radius;
use iced::{Border, Color, Rectangle};

/// The looks of a sheet. Both colours are opaque.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
    /// The sheet.
    pub background: Color,
    /// The hairline round it.
    pub line: Color,
    /// The radius of its corners in logical pixels.
    pub radius: f32,
}

/// The height of a piece in logical pixels: about a line.
const PIECE: f32 = 32.0;

/// How far a piece reaches under the next one, so that no seam shows where edges lie between pixels.
const OVERLAP: f32 = 1.0;

/// The boxes that make up a sheet, with their colours, in the order they are drawn.
pub(super) fn pieces(bounds: Rectangle, look: Look) -> Vec<(Quad, Color)> {
    let Look { background, line, radius } = look;
    let mut pieces = filled(bounds, line, radius);
    if line != background {
        pieces.extend(filled(bounds.shrink(size::LINE), background, (radius - size::LINE).max(0.0)));
    }
    pieces
}

/// A rounded box in one colour, as slices from top to bottom.
fn filled(bounds: Rectangle, color: Color, radius: f32) -> Vec<(Quad, Color)> {
    let cap = radius.ceil();
    let body = bounds.height - 2.0 * cap;
    let slice = |top: f32, height: f32, radius: Radius| {
        let bounds = Rectangle { y: bounds.y + top, height, ..bounds };
        (Quad { bounds, border: Border { radius, ..Border::default() }, ..Quad::default() }, color)
    };
    if body < PIECE {
        return vec![slice(0.0, bounds.height, radius.into())];
    }
    let mut slices = vec![slice(0.0, cap + OVERLAP, Radius::default().top(radius))];
    let mut top = cap;
    while top < cap + body {
        let height = PIECE.min(cap + body - top);
        slices.push(slice(top, height + OVERLAP, Radius::default()));
        top += height;
    }
    slices.push(slice(cap + body, cap, Radius::default().bottom(radius)));
    slices
}

#[cfg(test)]
mod tests {
    use super::*;

    use iced::Size;

    const LOOK: Look = Look { background: Color::WHITE, line: Color::WHITE, radius: 12.0 };

    #[test]
    fn the_pieces_cover_the_sheet_without_a_gap() {
        for height in [10.0, 24.0, 87.9, 88.0, 100.3, 400.0, 1234.5] {
            let bounds = Rectangle { x: 3.0, y: 7.5, width: 200.0, height };
            let pieces = pieces(bounds, LOOK);
            let mut end = bounds.y;
            for (quad, _) in &pieces {
                assert!(quad.bounds.y <= end, "a gap at {end} of {height}");
                assert!(
                    quad.bounds.height <= PIECE + 2.0 * LOOK.radius + OVERLAP,
                    "a piece that is too high"
                );
                end = quad.bounds.y + quad.bounds.height;
            }
            assert!((end - bounds.y - height).abs() < 0.001, "{height}");
        }
    }

    #[test]
    fn only_the_ends_are_round() {
        let pieces = pieces(Rectangle::with_size(Size::new(200.0, 300.0)), LOOK);
        let round: Vec<[f32; 4]> = pieces.iter().map(|(quad, _)| quad.border.radius.into()).collect();
        let (first, last) = (round[0], round[round.len() - 1]);
        assert_eq!((first, last), ([12.0, 12.0, 0.0, 0.0], [0.0, 0.0, 12.0, 12.0]));
        assert!(round[1..round.len() - 1].iter().all(|radius| *radius == [0.0; 4]));
    }

    #[test]
    fn a_line_of_another_colour_goes_round() {
        let look = Look { line: Color::BLACK, ..LOOK };
        let pieces = pieces(Rectangle::with_size(Size::new(200.0, 300.0)), look);
        let inner = pieces.iter().find(|(_, color)| *color == Color::WHITE).unwrap().0;
        assert_eq!((inner.bounds.x, inner.bounds.y, inner.bounds.width), (1.0, 1.0, 198.0));
    }
}
