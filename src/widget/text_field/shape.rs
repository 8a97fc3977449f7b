//! Text made into glyphs with a direction.
//!
//! Owns the choice of direction and the one call of the text engine. Knows nothing of editing, nor which words there are.

use super::geometry::{Geometry, Glyph};
use super::words::Words;

use iced::advanced::graphics::text::Paragraph;
use iced::advanced::text::{self, Difference, Paragraph as _, Text};
use iced::{Font, Pixels, Size};
use unicode_bidi::{BidiClass, bidi_class};

use std::rc::Rc;

/// Which way a text runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// The way of its first letter; without a letter, from right to left if `rtl`.
    FromText {
        /// The way of the interface.
        rtl: bool,
    },
    /// From left to right, whatever it holds.
    LeftToRight,
}

/// The font of a text, its size and the height of its line in logical pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Face {
    pub(super) font: Font,
    pub(super) size: f32,
    pub(super) line_height: f32,
}

/// A shaped line.
#[derive(Debug)]
pub(super) struct Shape {
    /// What is drawn, from left to right.
    pub(super) pieces: Vec<Piece>,
    pub(super) geometry: Geometry,
    face: Face,
    direction: Direction,
}

/// A word at its place on a line.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) word: Rc<Word>,
    /// Where it starts, in logical pixels from the left end of the line.
    pub(super) x: f32,
}

/// Letters that were shaped together: a word of a long line, or all of a short one.
pub(super) struct Word {
    pub(super) paragraph: Paragraph,
    pub(super) geometry: Geometry,
    /// How far below the upper edge of the line the letters stand, in logical pixels.
    pub(super) baseline: f32,
    /// Whether all letters, but for the blanks after them, were shaped as one part, having one bidirectional level.
    pub(super) is_one_part: bool,
    /// Whether marks are stacked higher than a line has room for.
    pub(super) is_towering: bool,
}

impl Shape {
    /// Shapes one line. Where words are kept, those of a long line are shaped by themselves.
    pub(super) fn new(content: &str, face: Face, direction: Direction, words: Option<&mut Words>) -> Self {
        let rtl = is_rtl(content, direction);
        if let Some((pieces, geometry)) = words.and_then(|words| words.line(content, face, rtl)) {
            return Self { pieces, geometry, face, direction };
        }
        let word = Word::new(content, rtl, face);
        let geometry = word.geometry.clone();
        Self { pieces: vec![Piece { word: Rc::new(word), x: 0.0 }], geometry, face, direction }
    }

    /// Whether it would come out the same with this face and direction; false also after a font was loaded.
    pub(super) fn fits(&self, face: Face, direction: Direction) -> bool {
        let fits = self.pieces.first().is_some_and(|piece| piece.word.fits(face));
        self.face == face && self.direction == direction && fits
    }

    /// The pieces between two places on the line.
    pub(super) fn pieces_between(&self, from: f32, to: f32) -> &[Piece] {
        let pieces = &self.pieces;
        let first = pieces.partition_point(|piece| piece.x + piece.word.geometry.width < from);
        let last = pieces.partition_point(|piece| piece.x <= to);
        pieces.get(first..last).unwrap_or_default()
    }
}

impl Word {
    /// Shapes letters of which the outer ones are read from right to left if `rtl`.
    pub(super) fn new(content: &str, rtl: bool, face: Face) -> Self {
        // An invisible mark makes the engine take this direction, also where it would not take it from the letters. Its
        // font is that of the face, so that letters of other fonts stand on the same height as its own.
        let mark = if rtl { "\u{200F}" } else { "\u{200E}" };
        let mark = if content.is_empty() { "" } else { mark };
        let lead = mark.len();
        let paragraph = Paragraph::with_text(text(&[mark, content].concat(), face));

        let run = paragraph.buffer().layout_runs().next();
        let baseline = run.as_ref().map_or(0.0, |run| run.line_y);
        let glyphs = run.iter().flat_map(|run| run.glyphs).filter(|glyph| glyph.end > lead);
        let blanks = lead + content.trim_end().len();
        let mut levels = glyphs.clone().filter(|glyph| glyph.start < blanks).map(|glyph| glyph.level);
        let first = levels.next();
        let is_one_part = levels.all(|level| Some(level) == first);
        let glyphs = glyphs.map(|glyph| Glyph {
            start: glyph.start.saturating_sub(lead),
            end: glyph.end - lead,
            x: glyph.x,
            width: glyph.w,
            rtl: glyph.level.is_rtl(),
        });
        let geometry = Geometry::new(content, glyphs, rtl);
        Self { paragraph, geometry, baseline, is_one_part, is_towering: is_towering(content) }
    }

    /// Whether it would come out the same with this face.
    pub(super) fn fits(&self, face: Face) -> bool {
        !matches!(self.paragraph.compare(text((), face)), Difference::Shape)
    }
}

impl std::fmt::Debug for Word {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The letters may be secret.
        f.debug_struct("Word").finish_non_exhaustive()
    }
}

fn text<Content>(content: Content, face: Face) -> Text<Content> {
    Text {
        content,
        bounds: Size::INFINITE,
        size: Pixels(face.size),
        line_height: text::LineHeight::Absolute(Pixels(face.line_height)),
        font: face.font,
        align_x: text::Alignment::Default,
        align_y: iced::alignment::Vertical::Top,
        // The same path for all scripts, so that a first Persian letter moves nothing.
        shaping: text::Shaping::Advanced,
        wrapping: text::Wrapping::None,
    }
}

/// Whether a text runs from right to left.
pub(super) fn is_rtl(content: &str, direction: Direction) -> bool {
    match direction {
        Direction::FromText { rtl } => first_strong(content).unwrap_or(rtl),
        Direction::LeftToRight => false,
    }
}

/// Whether a letter has more than three marks: two and a vowel are in use.
fn is_towering(content: &str) -> bool {
    let is_other = |letter| bidi_class(letter) != BidiClass::NSM;
    content.split(is_other).any(|marks| marks.chars().count() > 3)
}

/// Whether the first letter with a direction is read from right to left.
fn first_strong(content: &str) -> Option<bool> {
    content.chars().find_map(|letter| match bidi_class(letter) {
        BidiClass::L => Some(false),
        BidiClass::R | BidiClass::AL => Some(true),
        _ => None,
    })
}
