//! A long line made of words that are kept: a key changes one word, and shaping the others again would be most of what it
//! costs.
//!
//! Owns which words there are and where they stand on the line. Knows nothing of editing.

use super::geometry::Geometry;
use super::shape::{Face, Piece, Word};
use crate::access::text::Cell;

use unicode_bidi::{Level, ParagraphBidiInfo};
use unicode_linebreak::linebreaks;
use unicode_segmentation::GraphemeCursor;

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

/// A line of so many bytes is made of words. A shorter one is shaped at once just as quickly.
const LONG: usize = 400;

/// The words of a line.
#[derive(Default)]
pub(super) struct Words {
    ltr: HashMap<Box<str>, Rc<Word>>,
    rtl: HashMap<Box<str>, Rc<Word>>,
}

impl Words {
    /// A line of words and where its letters are; `None` for a short one, and for one that has to be shaped as a whole:
    /// where invisible marks turn letters round, letters and digits that lean on each other would come apart, or fonts
    /// stand on lines of different heights.
    pub(super) fn line(&mut self, text: &str, face: Face, rtl: bool) -> Option<(Vec<Piece>, Geometry)> {
        if text.len() < LONG {
            *self = Self::default();
            return None;
        }
        // They were all shaped after the same fonts had been loaded.
        if self.ltr.values().chain(self.rtl.values()).next().is_some_and(|word| !word.fits(face)) {
            *self = Self::default();
        }
        let line = self.place(text, face, rtl);
        for words in [&mut self.ltr, &mut self.rtl] {
            words.retain(|_, word| Rc::strong_count(word) > 1);
        }
        line
    }

    fn place(&mut self, text: &str, face: Face, rtl: bool) -> Option<(Vec<Piece>, Geometry)> {
        let base = if rtl { Level::rtl() } else { Level::ltr() };
        let (levels, runs) = ParagraphBidiInfo::new(text, Some(base)).visual_runs(0..text.len());
        let mut pieces: Vec<Piece> = Vec::new();
        let mut cells: Vec<Cell> = Vec::with_capacity(text.len());
        let mut x = 0.0;
        for run in runs {
            let is_rtl = levels[run.start].is_rtl();
            let mut ranges = words(text, run)?;
            if is_rtl {
                ranges.reverse();
            }
            for range in ranges {
                let word = self.word(&text[range.clone()], face, is_rtl);
                let geometry = &word.geometry;
                let is_level = pieces.first().is_none_or(|first| first.word.baseline == word.baseline);
                // Of a run, all letters have one level; by themselves they may have two, as a Latin letter and an Arabic
                // digit in a Persian line, and are shaped apart.
                let is_same = word.is_one_part && geometry.cells.iter().all(|cell| cell.rtl == is_rtl);
                if !is_level || !is_same {
                    return None;
                }
                let moved = |cell: &Cell| Cell {
                    start: cell.start + range.start,
                    end: cell.end + range.start,
                    x: cell.x + x,
                    ..*cell
                };
                cells.extend(geometry.cells.iter().map(moved));
                let width = geometry.width;
                pieces.push(Piece { word, x });
                x += width;
            }
        }
        Some((pieces, Geometry { cells: cells.into(), rtl, width: x, left: 0.0 }))
    }

    fn word(&mut self, text: &str, face: Face, rtl: bool) -> Rc<Word> {
        let words = if rtl { &mut self.rtl } else { &mut self.ltr };
        if let Some(word) = words.get(text) {
            return word.clone();
        }
        let word = Rc::new(Word::new(text, rtl, face));
        words.entry(text.into()).or_insert(word).clone()
    }
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // What a person types is nobody's business.
        f.debug_struct("Words").finish_non_exhaustive()
    }
}

/// The words of a part of a text, each with the blanks after it; `None` if the part begins within a grapheme.
///
/// They end where the text engine ends them too: where a line might be broken.
fn words(text: &str, part: Range<usize>) -> Option<Vec<Range<usize>>> {
    let is_boundary = |at| GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(false);
    if !is_boundary(part.start) {
        return None;
    }
    let mut words = Vec::new();
    let mut start = part.start;
    for (at, _) in linebreaks(&text[part.clone()]) {
        let end = part.start + at;
        // Only after a blank, nothing of which joins the next letter: within a word, letters may lean on each other.
        if end == part.end || text[..end].ends_with(' ') && is_boundary(end) {
            words.push(start..end);
            start = end;
        }
    }
    Some(words)
}
