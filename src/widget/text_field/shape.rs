//! Shapes a text into glyphs.
//!
//! Owns the choice of the direction and the call of the text engine. Knows nothing of editing.

use super::geometry::{Geometry, Glyph};

use iced::advanced::graphics::text::Paragraph;
use iced::advanced::text::{self, Difference, Paragraph as _, Text};
use iced::{Font, Pixels, Size};
use unicode_bidi::{BidiClass, bidi_class};

/// The direction of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// The direction of its first letter; without a letter, right-to-left if `rtl`.
    FromText {
        /// Whether the interface is right-to-left.
        rtl: bool,
    },
    /// Always left-to-right.
    LeftToRight,
}

/// The font of a text, and its size and line height in logical pixels.
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
    /// Whether marks on letters are higher than the line.
    pub(super) has_high_marks: bool,
    face: Face,
    direction: Direction,
}

impl Shape {
    /// Shapes one line.
    pub(super) fn new(content: &str, face: Face, direction: Direction) -> Self {
        let rtl = is_rtl(content, direction);
        // An invisible mark sets the direction in the text engine. It also makes the first glyph one of the face's font, so that
        // letters of other fonts have the same baseline.
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
        Self { paragraph, geometry, has_high_marks: has_high_marks(content), face, direction }
    }

    /// Whether shaping again with this face and direction would give the same. Also false after a font was loaded.
    pub(super) fn fits(&self, face: Face, direction: Direction) -> bool {
        let is_same = !matches!(self.paragraph.compare(text((), face)), Difference::Shape);
        self.face == face && self.direction == direction && is_same
    }
}

impl std::fmt::Debug for Shape {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The text may be secret.
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
        // The same shaping for all scripts, so that the first Persian letter does not move other letters.
        shaping: text::Shaping::Advanced,
        wrapping: text::Wrapping::None,
    }
}

/// Whether a text is right-to-left.
pub(super) fn is_rtl(content: &str, direction: Direction) -> bool {
    match direction {
        Direction::FromText { rtl } => first_strong(content).unwrap_or(rtl),
        Direction::LeftToRight => false,
    }
}

/// Whether a letter has more than three marks. Real text has at most two and a vowel.
fn has_high_marks(content: &str) -> bool {
    let is_other = |letter| bidi_class(letter) != BidiClass::NSM;
    content.split(is_other).any(|marks| marks.chars().count() > 3)
}

/// Whether the first letter with a direction is right-to-left; `None` without such a letter.
fn first_strong(content: &str) -> Option<bool> {
    content.chars().find_map(|letter| match bidi_class(letter) {
        BidiClass::L => Some(false),
        BidiClass::R | BidiClass::AL => Some(true),
        _ => None,
    })
}
