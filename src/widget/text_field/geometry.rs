//! The positions of the letters of a line with mixed directions.
//!
//! Owns the position of the caret, hit testing, the rectangles of a selection, and visual arrow keys. Pure: it is made from the
//! glyphs of a shaped line, without font and renderer.

use crate::access::text::Cell;

use unicode_segmentation::UnicodeSegmentation;

use std::rc::Rc;

/// Two rectangles with at most this distance are joined, in logical pixels.
const NEIGHBOURS: f32 = 0.5;

/// A position between two graphemes.
///
/// At a change of direction, one position in the text has two positions on the line; `after` chooses between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Caret {
    /// The byte after it.
    pub byte: usize,
    /// Whether it is at the leading edge of the grapheme that starts at `byte`, or else at the trailing edge of the one that
    /// ends there.
    pub after: bool,
}

/// A glyph of a shaped line, or a cluster of glyphs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// The first byte of its text.
    pub start: usize,
    /// The byte after its text.
    pub end: usize,
    /// The left edge in logical pixels.
    pub x: f32,
    /// The width in logical pixels.
    pub width: f32,
    /// Whether it is in right-to-left text.
    pub rtl: bool,
}

/// The geometry of a line.
#[derive(Debug, Clone)]
pub struct Geometry {
    /// One cell for each grapheme, from left to right.
    pub cells: Rc<[Cell]>,
    /// Whether the line as a whole is right-to-left.
    pub rtl: bool,
    /// The width in logical pixels.
    pub width: f32,
    /// The left end of the line in the coordinates of its glyphs.
    pub left: f32,
}

impl Caret {
    /// At the trailing edge of the grapheme that ends at `byte`.
    #[must_use]
    pub const fn before(byte: usize) -> Self {
        Self { byte, after: false }
    }

    /// At the leading edge of the grapheme that starts at `byte`.
    #[must_use]
    pub const fn after(byte: usize) -> Self {
        Self { byte, after: true }
    }
}

impl Geometry {
    /// The geometry of `text` from its glyphs, in any order.
    #[must_use]
    pub fn new(text: &str, glyphs: impl IntoIterator<Item = Glyph>, rtl: bool) -> Self {
        let clusters = clusters(glyphs);
        let mut cells = Vec::with_capacity(clusters.len());
        let mut first = 0;
        for (start, grapheme) in text.grapheme_indices(true) {
            let end = start + grapheme.len();
            while clusters.get(first).is_some_and(|cluster| cluster.end <= start) {
                first += 1;
            }
            let around = clusters[first..].iter().take_while(|cluster| cluster.start < end);
            let cell = around.map(|cluster| part(text, cluster, start, end)).reduce(join);
            // A grapheme without a glyph has no width and is at the end of the letter before it.
            let nothing = || match cells.last() {
                Some(last) => Cell { start, end, x: trailing(last), width: 0.0, ..*last },
                None => Cell { start, end, x: 0.0, width: 0.0, rtl },
            };
            cells.push(cell.unwrap_or_else(nothing));
        }

        let left = cells.iter().map(|cell| cell.x).reduce(f32::min).unwrap_or_default();
        for cell in &mut cells {
            cell.x -= left;
        }
        cells.sort_by(|a, b| a.x.total_cmp(&b.x));
        let width = cells.iter().map(|cell| cell.x + cell.width).fold(0.0, f32::max);
        Self { cells: cells.into(), rtl, width, left }
    }

    /// The x position of a caret, in logical pixels from the left end of the line.
    #[must_use]
    pub fn caret_x(&self, caret: Caret) -> f32 {
        let starts = self.cells.iter().find(|cell| cell.start == caret.byte).map(leading);
        let ends = self.cells.iter().find(|cell| cell.end == caret.byte).map(trailing);
        let end_of_line = if self.rtl { 0.0 } else { self.width };
        if caret.after { starts.or(ends) } else { ends.or(starts) }.unwrap_or(end_of_line)
    }

    /// The caret nearest to an x position.
    #[must_use]
    pub fn hit(&self, x: f32) -> Caret {
        let mut seen = self.cells.iter().filter(|cell| cell.width > 0.0).peekable();
        let Some(leftmost) = seen.peek() else { return Caret::default() };
        if x <= leftmost.x {
            return left_of(leftmost);
        }
        let mut last = **leftmost;
        for cell in seen {
            if x < cell.x + cell.width {
                return if x - cell.x < cell.width / 2.0 { left_of(cell) } else { right_of(cell) };
            }
            last = *cell;
        }
        right_of(&last)
    }

    /// The rectangles of the text between two bytes, as left edge and width. With mixed directions there are several.
    #[must_use]
    pub fn selection(&self, start: usize, end: usize) -> Vec<(f32, f32)> {
        let mut boxes: Vec<(f32, f32)> = Vec::new();
        let chosen = |cell: &&Cell| cell.start >= start && cell.end <= end && cell.width > 0.0;
        for cell in self.cells.iter().filter(chosen) {
            match boxes.last_mut() {
                Some((x, width)) if (*x + *width - cell.x).abs() < NEIGHBOURS => {
                    *width = cell.x + cell.width - *x;
                }
                _ => boxes.push((cell.x, cell.width)),
            }
        }
        boxes
    }

    /// The caret on the other side of the next grapheme to the right or to the left; the same caret if there is none.
    #[must_use]
    pub fn step(&self, caret: Caret, to_the_right: bool) -> Caret {
        let x = self.caret_x(caret);
        let middle = |cell: &Cell| cell.x + cell.width / 2.0;
        let mut seen = self.cells.iter().filter(|cell| cell.width > 0.0);
        if to_the_right {
            seen.find(|cell| middle(cell) > x).map_or(caret, right_of)
        } else {
            seen.rfind(|cell| middle(cell) < x).map_or(caret, left_of)
        }
    }
}

impl Default for Geometry {
    fn default() -> Self {
        Self { cells: Rc::from([]), rtl: false, width: 0.0, left: 0.0 }
    }
}

/// Joins glyphs whose texts overlap, such as a letter and its marks.
fn clusters(glyphs: impl IntoIterator<Item = Glyph>) -> Vec<Glyph> {
    let mut glyphs: Vec<Glyph> = glyphs.into_iter().collect();
    glyphs.sort_by_key(|glyph| (glyph.start, glyph.end));

    let mut clusters: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    for glyph in glyphs {
        match clusters.last_mut() {
            Some(last) if glyph.start < last.end => {
                let right = (last.x + last.width).max(glyph.x + glyph.width);
                last.x = last.x.min(glyph.x);
                last.width = right - last.x;
                last.end = last.end.max(glyph.end);
            }
            _ => clusters.push(glyph),
        }
    }
    clusters
}

/// The part of a cluster for a grapheme: all of it, or its share of a ligature.
fn part(text: &str, cluster: &Glyph, start: usize, end: usize) -> Cell {
    let mut cell = Cell { start, end, x: cluster.x, width: cluster.width, rtl: cluster.rtl };
    if cluster.start < start || end < cluster.end {
        let graphemes =
            |from: usize, to: usize| text.get(from..to).map_or(0, |part| part.graphemes(true).count());
        let count = graphemes(cluster.start, cluster.end).max(1);
        let index = graphemes(cluster.start, start.max(cluster.start)).min(count - 1);
        let place = if cluster.rtl { count - 1 - index } else { index };
        #[expect(clippy::cast_precision_loss, reason = "ligatures have a handful of letters")]
        let (count, place) = (count as f32, place as f32);
        cell.width /= count;
        cell.x += cell.width * place;
    }
    cell
}

/// Joins two parts of one grapheme. A joiner that was shaped alone has no width and belongs to the letter.
fn join(one: Cell, other: Cell) -> Cell {
    if other.width == 0.0 {
        one
    } else if one.width == 0.0 {
        other
    } else {
        let x = one.x.min(other.x);
        let right = (one.x + one.width).max(other.x + other.width);
        Cell { x, width: right - x, ..one }
    }
}

fn leading(cell: &Cell) -> f32 {
    if cell.rtl { cell.x + cell.width } else { cell.x }
}

fn trailing(cell: &Cell) -> f32 {
    if cell.rtl { cell.x } else { cell.x + cell.width }
}

fn left_of(cell: &Cell) -> Caret {
    if cell.rtl { Caret::before(cell.end) } else { Caret::after(cell.start) }
}

fn right_of(cell: &Cell) -> Caret {
    if cell.rtl { Caret::after(cell.start) } else { Caret::before(cell.end) }
}
