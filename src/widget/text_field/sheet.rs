//! A coloured box, in pieces.
//!
//! iced_tiny_skia 0.14.1 fills a box from end to end as soon as one pixel of it has to be drawn again. Cards and fields
//! as one box each would cost more with each letter than all else together; in pieces, only those under the letter are
//! filled.

use iced::advanced::Renderer as _;
use iced::advanced::renderer::Quad;
use iced::border::Radius;
use iced::{Border, Color, Rectangle, Size};

/// The looks of a sheet. Both colours are opaque.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
    /// The sheet.
    pub background: Color,
    /// The line round it, one logical pixel wide.
    pub line: Color,
    /// The radius of its corners in logical pixels.
    pub radius: f32,
}

/// The width and the height of pieces in logical pixels where people write: some letters on a line.
pub const FOR_LETTERS: Size = Size::new(96.0, 32.0);

/// The same where more than letters changes at a time: each piece costs some time too.
pub const FOR_PICTURES: Size = Size::new(288.0, 96.0);
/// The width of the line.
const LINE: f32 = 1.0;
/// How far a piece reaches under the next one, so that no seam shows where edges lie between pixels.
const OVERLAP: f32 = 1.0;

/// Draws a sheet in pieces of this size.
pub fn draw(renderer: &mut iced::Renderer, bounds: Rectangle, look: Look, piece: Size) {
    for (quad, color) in pieces(bounds, look, piece) {
        renderer.fill_quad(quad, color);
    }
}

/// Draws a sheet but for the pieces that lie wholly under something else.
pub fn draw_beside(renderer: &mut iced::Renderer, bounds: Rectangle, look: Look, covered: Rectangle) {
    for (quad, color) in pieces(bounds, look, FOR_LETTERS) {
        if !quad.bounds.is_within(&covered) {
            renderer.fill_quad(quad, color);
        }
    }
}

/// Draws what is left of a box round a hole, in one colour, which may be translucent: what is seen of something that lies
/// under an opaque sheet. The hole is farther from each edge than `radius`, or no hole is left.
pub fn draw_round(
    renderer: &mut iced::Renderer,
    bounds: Rectangle,
    color: Color,
    radius: f32,
    hole: Rectangle,
) {
    for quad in strips(bounds, radius, hole) {
        renderer.fill_quad(quad, color);
    }
}

/// The strips round a hole, which do not overlap.
fn strips(bounds: Rectangle, radius: f32, hole: Rectangle) -> Vec<Quad> {
    let strip = |bounds, radius: Radius| Quad {
        bounds,
        border: Border { radius, ..Border::default() },
        ..Quad::default()
    };
    if hole.width <= 0.0 || hole.height <= 0.0 || !hole.is_within(&bounds.shrink(radius)) {
        return vec![strip(bounds, radius.into())];
    }
    let [above, left, right, below] = round(bounds, hole);
    vec![
        strip(above, Radius::default().top(radius)),
        strip(left, Radius::default()),
        strip(right, Radius::default()),
        strip(below, Radius::default().bottom(radius)),
    ]
}

/// What of a box is above, left, right and below of a hole in it.
pub fn round(bounds: Rectangle, hole: Rectangle) -> [Rectangle; 4] {
    let (right, bottom) = (hole.x + hole.width, hole.y + hole.height);
    let across = |y, end: f32| Rectangle { y, height: end - y, ..bounds };
    let beside = |x, end: f32| Rectangle { x, width: end - x, ..hole };
    [
        across(bounds.y, hole.y),
        beside(bounds.x, hole.x),
        beside(right, bounds.x + bounds.width),
        across(bottom, bounds.y + bounds.height),
    ]
}

/// The boxes that make up a sheet, with their colours, in the order they are drawn.
fn pieces(bounds: Rectangle, look: Look, piece: Size) -> Vec<(Quad, Color)> {
    let Look { background, line, radius } = look;
    let mut pieces = filled(bounds, line, radius, piece);
    if line != background {
        // Of the line nothing is seen but its edge.
        let covered = bounds.shrink((radius.ceil() - OVERLAP).max(LINE));
        pieces.retain(|(quad, _)| !quad.bounds.is_within(&covered));
        pieces.extend(filled(bounds.shrink(LINE), background, (radius - LINE).max(0.0), piece));
    }
    pieces
}

/// A rounded box in one colour: a grid in which the outer pieces are as wide and as high as the corners.
fn filled(bounds: Rectangle, color: Color, radius: f32, piece: Size) -> Vec<(Quad, Color)> {
    let corner = radius.ceil();
    let columns = cuts(bounds.width, corner, piece.width);
    let rows = cuts(bounds.height, corner, piece.height);
    let mut pieces = Vec::with_capacity(columns.len() * rows.len());
    for (row, (y, height)) in rows.iter().enumerate() {
        for (column, (x, width)) in columns.iter().enumerate() {
            let (is_left, is_right) = (column == 0, column + 1 == columns.len());
            let (is_top, is_bottom) = (row == 0, row + 1 == rows.len());
            let at = |is_corner: bool| if is_corner { radius } else { 0.0 };
            let radius = Radius {
                top_left: at(is_top && is_left),
                top_right: at(is_top && is_right),
                bottom_right: at(is_bottom && is_right),
                bottom_left: at(is_bottom && is_left),
            };
            let overlap = |is_last: bool| if is_last { 0.0 } else { OVERLAP };
            let bounds = Rectangle {
                x: bounds.x + x,
                y: bounds.y + y,
                width: width + overlap(is_right),
                height: height + overlap(is_bottom),
            };
            pieces.push((
                Quad { bounds, border: Border { radius, ..Border::default() }, ..Quad::default() },
                color,
            ));
        }
    }
    pieces
}

/// Where a length is cut, as starts and lengths; no piece at an end is shorter than a corner.
fn cuts(length: f32, corner: f32, piece: f32) -> Vec<(f32, f32)> {
    let inner = length - 2.0 * corner;
    if inner < piece {
        return vec![(0.0, length)];
    }
    let mut cuts = vec![(0.0, corner)];
    let mut start = corner;
    while start < corner + inner {
        let length = piece.min(corner + inner - start);
        cuts.push((start, length));
        start += length;
    }
    cuts.push((corner + inner, corner));
    cuts.retain(|(_, length)| *length > 0.0);
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOOK: Look = Look { background: Color::WHITE, line: Color::WHITE, radius: 12.0 };

    #[test]
    fn the_pieces_cover_the_sheet_without_a_gap() {
        for (width, height) in
            [(10.0, 10.0), (284.0, 38.0), (296.0, 87.9), (616.0, 100.3), (616.5, 1234.5), (130.0, 500.0)]
        {
            let bounds = Rectangle { x: 3.0, y: 7.5, width, height };
            let pieces = pieces(bounds, LOOK, FOR_LETTERS);
            let holds =
                |x: f32, y: f32| pieces.iter().any(|(quad, _)| quad.bounds.contains(iced::Point::new(x, y)));
            let steps = |length: f32| (0..=199).map(move |n| length * n as f32 / 200.0);
            for (x, y) in steps(width).flat_map(|x| steps(height).map(move |y| (x, y))) {
                assert!(holds(bounds.x + x, bounds.y + y), "a gap at {x}, {y} of {width} x {height}");
            }
            for (quad, _) in &pieces {
                assert!(quad.bounds.is_within(&bounds.expand(0.001)), "{quad:?} reaches out of {bounds:?}");
                assert!(quad.bounds.area() <= 97.0 * 33.0 + 700.0 || width < 120.0, "{quad:?} is large");
            }
        }
    }

    #[test]
    fn only_the_corners_are_round() {
        let pieces = pieces(Rectangle::with_size(Size::new(300.0, 300.0)), LOOK, FOR_LETTERS);
        let mut round: Vec<[f32; 4]> = pieces.iter().map(|(quad, _)| quad.border.radius.into()).collect();
        round.retain(|radius| *radius != [0.0; 4]);
        assert_eq!(
            round,
            [[12.0, 0.0, 0.0, 0.0], [0.0, 12.0, 0.0, 0.0], [0.0, 0.0, 0.0, 12.0], [0.0, 0.0, 12.0, 0.0]],
            "top left, top right, bottom left, bottom right"
        );
    }

    #[test]
    fn a_line_of_another_colour_goes_round() {
        let look = Look { line: Color::BLACK, ..LOOK };
        let pieces = pieces(Rectangle::with_size(Size::new(300.0, 300.0)), look, FOR_LETTERS);
        let inner: Vec<_> = pieces.iter().filter(|(_, color)| *color == Color::WHITE).collect();
        let first = inner[0].0.bounds;
        let last = inner[inner.len() - 1].0.bounds;
        assert_eq!((first.x, first.y, last.x + last.width, last.y + last.height), (1.0, 1.0, 299.0, 299.0));
        let line: Vec<_> = pieces.iter().filter(|(_, color)| *color == Color::BLACK).collect();
        assert!(line.len() < inner.len(), "the line is drawn where nothing is seen of it");
        for (x, y) in [(0.5, 150.0), (299.5, 150.0), (150.0, 0.5), (150.0, 299.5), (4.0, 4.0), (296.0, 296.0)]
        {
            let at = iced::Point::new(x, y);
            assert!(line.iter().any(|(quad, _)| quad.bounds.contains(at)), "no line at {at:?}");
        }
    }

    #[test]
    fn strips_leave_the_hole_and_nothing_else() {
        let bounds = Rectangle { x: 10.0, y: 20.0, width: 200.0, height: 100.0 };
        let hole = Rectangle { x: 40.0, y: 40.0, width: 120.0, height: 60.0 };
        let strips = strips(bounds, 12.0, hole);
        let steps = |length: f32| (0..50).map(move |n| length * (n as f32 + 0.5) / 50.0);
        for (x, y) in steps(bounds.width).flat_map(|x| steps(bounds.height).map(move |y| (x, y))) {
            let at = iced::Point::new(bounds.x + x, bounds.y + y);
            let times = strips.iter().filter(|quad| quad.bounds.contains(at)).count();
            assert_eq!(times, usize::from(!hole.contains(at)), "at {at:?}");
        }
        let radii = |quad: &Quad| <[f32; 4]>::from(quad.border.radius);
        assert_eq!(radii(&strips[0]), [12.0, 12.0, 0.0, 0.0]);
        assert_eq!(radii(&strips[3]), [0.0, 0.0, 12.0, 12.0]);
    }

    #[test]
    fn without_room_for_a_hole_the_box_is_whole() {
        let bounds = Rectangle { x: 0.0, y: 0.0, width: 40.0, height: 40.0 };
        for hole in [bounds.shrink(20.0), bounds.shrink(30.0), bounds.shrink(4.0), bounds.expand(4.0)] {
            let strips = strips(bounds, 12.0, hole);
            assert_eq!(strips.len(), 1, "with {hole:?}");
            assert_eq!(strips[0].bounds, bounds);
        }
    }
}
