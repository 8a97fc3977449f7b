//! The drawn form of a text: with bullets for a secret, and with the composed text of an input method.
//!
//! Owns the conversion between positions in the text and in the drawn form. Pure.

use crate::plain::is_bidi_control;

use unicode_segmentation::UnicodeSegmentation;

use std::ops::Range;
use std::rc::Rc;

/// Drawn for each grapheme of a secret.
const BULLET: &str = crate::access::text::BULLET;

/// The drawn form of a text.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    /// The drawn text.
    pub(super) text: Rc<str>,
    /// The range of the composed text, in bytes of `text`.
    pub(super) composed: Range<usize>,
    /// The range that the composed text replaces, in bytes of the original text.
    replaced: Range<usize>,
    is_hidden: bool,
}

impl Shown {
    /// Until the input method commits it, `composed` is drawn instead of the selection.
    pub(super) fn new(text: &str, selection: Range<usize>, composed: &str, is_hidden: bool) -> Self {
        let replaced = if composed.is_empty() { selection.end..selection.end } else { selection };
        let draw = |part: &str| if is_hidden { bullets(part) } else { visible(part) };
        let before = draw(&text[..replaced.start]);
        let composed = draw(composed);
        let after = draw(&text[replaced.end..]);
        Self {
            composed: before.len()..before.len() + composed.len(),
            text: [before, composed, after].concat().into(),
            replaced,
            is_hidden,
        }
    }

    /// Converts a byte position of the text to one of the drawn form.
    pub(super) fn place(&self, text: &str, byte: usize) -> usize {
        let length = |range: Range<usize>| {
            let part = text.get(range).unwrap_or_default();
            if self.is_hidden { graphemes(part) * BULLET.len() } else { part.len() }
        };
        if byte <= self.replaced.start {
            length(0..byte)
        } else {
            self.composed.end + length(self.replaced.end..byte.max(self.replaced.end))
        }
    }

    /// Converts a byte position of the drawn form to one of the text.
    pub(super) fn byte(&self, text: &str, place: usize) -> usize {
        let within = |part: &str, place: usize| {
            if self.is_hidden {
                let index = place / BULLET.len();
                part.grapheme_indices(true).nth(index).map_or(part.len(), |(byte, _)| byte)
            } else {
                place.min(part.len())
            }
        };
        if place <= self.composed.start {
            within(&text[..self.replaced.start], place)
        } else if place < self.composed.end {
            self.replaced.start
        } else {
            self.replaced.end + within(&text[self.replaced.end..], place - self.composed.end)
        }
    }

    /// Converts a byte position of the composed text to one of the drawn form.
    pub(super) fn composed_place(&self, composed: &str, byte: usize) -> usize {
        let part = composed.get(..byte).unwrap_or(composed);
        let length = if self.is_hidden { graphemes(part) * BULLET.len() } else { part.len() };
        self.composed.start + length
    }
}

/// A bullet for each grapheme.
pub(super) fn bullets(part: &str) -> String {
    BULLET.repeat(graphemes(part))
}

fn graphemes(part: &str) -> usize {
    part.graphemes(true).count()
}

/// Replaces line breaks and other control characters by spaces of the same length, because a line cannot show them. Direction
/// controls are replaced by word joiners of the same length, because text after an override must not be reversed.
fn visible(text: &str) -> String {
    const WORD_JOINER: char = '\u{2060}';
    let replace = |letter: char| match letter {
        '\u{2028}' | '\u{2029}' => '\u{2003}',
        letter if is_bidi_control(letter) => WORD_JOINER,
        letter if letter.is_control() && letter.len_utf8() == 2 => '\u{A0}',
        letter if letter.is_control() => ' ',
        letter => letter,
    };
    text.chars().map(replace).collect()
}
