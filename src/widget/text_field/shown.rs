//! What is drawn for a text: bullets for a secret, and what an input method is composing.
//!
//! Owns the way between places in the text and places in what is drawn. Pure.

use crate::plain::is_bidi_control;

use unicode_segmentation::UnicodeSegmentation;

use std::ops::Range;
use std::rc::Rc;

/// One for each grapheme of a secret: the caret needs lengths, nobody needs more.
const BULLET: &str = crate::access::text::BULLET;

/// A text as it is drawn.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    /// What is drawn.
    pub(super) text: Rc<str>,
    /// What is being composed, in bytes of `text`.
    pub(super) composed: Range<usize>,
    /// What it stands for, in bytes of the text.
    replaced: Range<usize>,
    is_hidden: bool,
}

impl Shown {
    /// `composed` stands in for the selection until the input method commits it.
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

    /// Where a byte of the text stands in what is drawn.
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

    /// The byte of the text that stands at a place in what is drawn.
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

    /// Where the `byte`th byte of what is being composed stands in what is drawn.
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

/// Line breaks and other control characters, which a line has no place for, drawn as spaces of the same
/// length; what turns letters round as something of the same length that does not: what is typed behind an override
/// must not come out backwards.
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
