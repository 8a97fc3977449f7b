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
    /// Whether marks are stacked higher than a line has room for.
    pub(super) is_towering: bool,
    face: Face,
    direction: Direction,
}

impl Shape {
    /// Shapes one line.
    pub(super) fn new(content: &str, face: Face, direction: Direction) -> Self {
        let rtl = is_rtl(content, direction);
        // An invisible mark makes the engine take this direction, also where it would not take it from the letters. Its
        // font is that of the face, so that letters of other fonts stand on the same height as its own.
        let mark = if rtl { "\u{200F}" } else { "\u{200E}" };
        let mark = if content.is_empty() { "" } else { mark };
        let lead = mark.len();
        let paragraph = Paragraph::with_text(text(&[mark, content].concat(), face));

        let run = paragraph.buffer().layout_runs().next();
        let glyphs = run.iter().flat_map(|run| run.glyphs).filter(|glyph| glyph.end > lead);
        let glyphs = glyphs.map(|glyph| Glyph {
            start: glyph.start.saturating_sub(lead),
            end: glyph.end - lead,
            x: glyph.x,
            width: glyph.w,
            rtl: glyph.level.is_rtl(),
        });
        let geometry = Geometry::new(content, glyphs, rtl);
        Self { paragraph, geometry, is_towering: is_towering(content), face, direction }
    }

    /// Whether it would come out the same with this face and direction; false also after a font was loaded.
    pub(super) fn fits(&self, face: Face, direction: Direction) -> bool {
        let is_same = !matches!(self.paragraph.compare(text((), face)), Difference::Shape);
        self.face == face && self.direction == direction && is_same
    }
}

impl std::fmt::Debug for Shape {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The letters may be secret.
        f.debug_struct("Shape").finish_non_exhaustive()
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
