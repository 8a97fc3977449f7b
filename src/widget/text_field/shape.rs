//! Text made into glyphs with a direction.
//!
//! Owns the choice of direction and the one call of the text engine. Knows nothing of editing.

use super::geometry::{Geometry, Glyph};

use iced::advanced::graphics::text::Paragraph;
use iced::advanced::text::{self, Difference, Paragraph as _, Text};
use iced::{Font, Pixels, Size};
use unicode_bidi::{BidiClass, bidi_class};

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
pub(super) struct Shape {
    pub(super) paragraph: Paragraph,
    pub(super) geometry: Geometry,
    face: Face,
    direction: Direction,
}

impl Shape {
    /// Shapes one line.
    pub(super) fn new(content: &str, face: Face, direction: Direction) -> Self {
        let mark = mark(content, direction);
        let marked = mark.map(|mark| format!("{mark}{content}"));
        let lead = mark.map_or(0, char::len_utf8);
        let paragraph = Paragraph::with_text(text(marked.as_deref().unwrap_or(content), face));

        let rtl = is_rtl(content, direction);
        let run = paragraph.buffer().layout_runs().next();
        let glyphs =
            run.iter().flat_map(|run| run.glyphs).filter(|glyph| glyph.end > lead).map(|glyph| Glyph {
                start: glyph.start.saturating_sub(lead),
                end: glyph.end - lead,
                x: glyph.x,
                width: glyph.w,
                rtl: glyph.level.is_rtl(),
            });
        let geometry = Geometry::new(content, glyphs, rtl);
        Self { paragraph, geometry, face, direction }
    }

    /// Shapes a part of the same text.
    pub(super) fn part(&self, content: &str) -> Self {
        Self::new(content, self.face, self.direction)
    }

    /// Whether it would come out the same with this face and direction; false also after a font was loaded.
    pub(super) fn fits(&self, face: Face, direction: Direction) -> bool {
        self.face == face
            && self.direction == direction
            && !matches!(self.paragraph.compare(text((), face)), Difference::Shape)
    }
}

impl std::fmt::Debug for Shape {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The letters may be secret.
        f.debug_struct("Shape").field("face", &self.face).finish_non_exhaustive()
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

/// The invisible mark that makes the engine take the direction which it would not take from the text.
fn mark(content: &str, direction: Direction) -> Option<char> {
    let found = first_strong(content).unwrap_or(false);
    match (found, is_rtl(content, direction)) {
        (true, false) => Some('\u{200E}'),
        (false, true) if !content.is_empty() => Some('\u{200F}'),
        _ => None,
    }
}

/// Whether the first letter with a direction is read from right to left.
fn first_strong(content: &str) -> Option<bool> {
    content.chars().find_map(|letter| match bidi_class(letter) {
        BidiClass::L => Some(false),
        BidiClass::R | BidiClass::AL => Some(true),
        _ => None,
    })
}
