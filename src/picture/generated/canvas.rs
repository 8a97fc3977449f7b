//! A square canvas, and functions that make paths.

use crate::picture::error::Error;

use tiny_skia::{FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, Stroke, Transform};

/// The side of the square in drawing units.
pub(super) const GRID: f32 = 100.0;

/// A square canvas with coordinates from 0 to [`GRID`].
pub(super) struct Canvas {
    pixmap: Pixmap,
    transform: Transform,
}

impl Canvas {
    /// A transparent square of `side` pixels.
    pub(super) fn new(side: u32) -> Result<Self, Error> {
        let pixmap = Pixmap::new(side, side).ok_or(Error::Broken)?;
        let scale = side as f32 / GRID;
        Ok(Self { pixmap, transform: Transform::from_scale(scale, scale) })
    }

    /// Fills the whole canvas with a colour, 0xRRGGBB.
    pub(super) fn cover(&mut self, colour: u32) {
        let [_, red, green, blue] = colour.to_be_bytes();
        self.pixmap.fill(tiny_skia::Color::from_rgba8(red, green, blue, u8::MAX));
    }

    /// Fills a path with a colour, 0xRRGGBB.
    pub(super) fn fill(&mut self, path: &Path, colour: u32) {
        self.pixmap.fill_path(path, &paint(colour), FillRule::Winding, self.transform, None);
    }

    /// Draws a path as a line with round ends.
    pub(super) fn stroke(&mut self, path: &Path, colour: u32, width: f32) {
        let stroke =
            Stroke { width, line_cap: LineCap::Round, line_join: LineJoin::Round, ..Stroke::default() };
        self.pixmap.stroke_path(path, &paint(colour), &stroke, self.transform, None);
    }

    /// The pixels: RGBA, row by row, premultiplied.
    pub(super) fn into_pixels(self) -> Vec<u8> {
        self.pixmap.take()
    }
}

/// A colour given as 0xRRGGBB.
fn paint(colour: u32) -> Paint<'static> {
    let [_, red, green, blue] = colour.to_be_bytes();
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color_rgba8(red, green, blue, u8::MAX);
    paint
}

/// A path of straight lines from point to point.
pub(super) fn polyline(points: &[(f32, f32)], is_closed: bool) -> Option<Path> {
    let mut path = PathBuilder::new();
    for (n, (x, y)) in points.iter().enumerate() {
        if n == 0 { path.move_to(*x, *y) } else { path.line_to(*x, *y) }
    }
    if is_closed {
        path.close();
    }
    path.finish()
}

/// A path of cubic curves: each has two control points and an end.
pub(super) fn curves(start: (f32, f32), pieces: &[[f32; 6]]) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.move_to(start.0, start.1);
    for [x1, y1, x2, y2, x, y] in pieces {
        path.cubic_to(*x1, *y1, *x2, *y2, *x, *y);
    }
    path.finish()
}
