//! Editing of a line of text: caret, selection, typing, erasing, undo and redo. Pure.
//!
//! Knows nothing of the positions of letters on the screen.

use super::geometry::Caret;

use unicode_bidi::{BidiClass, bidi_class};
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use std::ops::Range;

/// The largest number of undo steps.
const STEPS: usize = 100;

/// The largest size of all undo steps together, in bytes.
const STEPS_BYTES: usize = 1 << 20;

/// A line of text that is being edited.
#[derive(Debug)]
pub struct Editor {
    text: String,
    caret: Caret,
    anchor: Caret,
    past: Vec<Snapshot>,
    future: Vec<Snapshot>,
    run: Run,
    is_secret: bool,
}

/// What to erase if nothing is selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Erase {
    /// The letter before the caret; if it ends with marks or a joiner, only the last of them.
    LetterBefore,
    /// The grapheme after the caret.
    LetterAfter,
    /// From the start of the word to the caret.
    WordBefore,
    /// From the caret to the end of the word.
    WordAfter,
    /// From the start of the line to the caret.
    LineBefore,
    /// From the caret to the end of the line.
    LineAfter,
}

/// A state for undo and redo.
#[derive(Debug, Clone)]
struct Snapshot {
    text: String,
    caret: Caret,
    anchor: Caret,
}

/// Consecutive changes that are one undo step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Run {
    None,
    Typing,
    Erasing(Erase),
}

impl Editor {
    /// An editor with the caret at the end. A secret has no undo, and is wiped when it is changed or dropped.
    #[must_use]
    pub fn new(text: &str, is_secret: bool) -> Self {
        let end = Caret::before(text.len());
        Self {
            text: text.to_owned(),
            caret: end,
            anchor: end,
            past: Vec::new(),
            future: Vec::new(),
            run: Run::None,
            is_secret,
        }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The position for typing.
    #[must_use]
    pub fn caret(&self) -> Caret {
        self.caret
    }

    /// The start of the selection.
    #[must_use]
    pub fn anchor(&self) -> Caret {
        self.anchor
    }

    /// The selected bytes.
    #[must_use]
    pub fn selection(&self) -> Range<usize> {
        self.caret.byte.min(self.anchor.byte)..self.caret.byte.max(self.anchor.byte)
    }

    /// The selected text.
    #[must_use]
    pub fn selected(&self) -> &str {
        &self.text[self.selection()]
    }

    /// Moves the caret. With `extend` the selection is extended, else it is removed.
    pub fn move_to(&mut self, caret: Caret, extend: bool) {
        self.run = Run::None;
        self.caret = self.snap(caret);
        if !extend {
            self.anchor = self.caret;
        }
    }

    /// Selects from `anchor` to `caret`.
    pub fn select(&mut self, anchor: Caret, caret: Caret) {
        self.move_to(anchor, false);
        self.move_to(caret, true);
    }

    /// Selects everything.
    pub fn select_all(&mut self) {
        self.select(Caret::before(0), Caret::before(self.text.len()));
    }

    /// Replaces the selection by a typed letter, or by letters of an input method. Letters of one word are one undo step.
    pub fn type_in(&mut self, letters: &str) {
        let goes_on = self.run == Run::Typing && self.selection().is_empty();
        self.replace(self.selection(), letters, goes_on);
        let ends_word = letters.ends_with(char::is_whitespace);
        self.run = if ends_word { Run::None } else { Run::Typing };
    }

    /// Replaces the selection by a text, as one undo step.
    pub fn paste(&mut self, text: &str) {
        self.replace(self.selection(), text, false);
        self.run = Run::None;
    }

    /// Erases the selection, or without one what `erase` says. Returns whether anything was erased.
    pub fn erase(&mut self, erase: Erase) -> bool {
        let selection = self.selection();
        let (range, run) = if selection.is_empty() {
            (self.erased(erase), Run::Erasing(erase))
        } else {
            (selection, Run::None)
        };
        if range.is_empty() {
            return false;
        }
        self.replace(range, "", run != Run::None && run == self.run);
        self.run = run;
        true
    }

    /// Replaces the whole text, as one undo step.
    pub fn rewrite(&mut self, text: &str) {
        self.replace(0..self.text.len(), text, false);
        self.run = Run::None;
    }

    /// Changes to a text that the program has set. The caret keeps its place in the parts that are the same.
    ///
    /// `keeps_past` means that the program only cleaned the typed text; else the undo steps are removed.
    pub fn follow(&mut self, text: &str, keeps_past: bool) {
        if text == self.text {
            return;
        }
        let caret = follow(&self.text, text, self.caret.byte);
        let anchor = follow(&self.text, text, self.anchor.byte);
        self.set_text(text.to_owned());
        self.caret = self.snap(Caret { byte: caret, after: self.caret.after });
        self.anchor = self.snap(Caret { byte: anchor, after: self.anchor.after });
        if !keeps_past {
            self.forget();
        }
    }

    /// Undoes a step. Returns whether there was one.
    pub fn undo(&mut self) -> bool {
        let Some(snapshot) = self.past.pop() else { return false };
        let now = self.go_to(snapshot);
        self.future.push(now);
        true
    }

    /// Redoes a step. Returns whether there was one.
    pub fn redo(&mut self) -> bool {
        let Some(snapshot) = self.future.pop() else { return false };
        let now = self.go_to(snapshot);
        self.past.push(now);
        true
    }

    /// Ends the current undo step.
    pub fn pause(&mut self) {
        self.run = Run::None;
    }

    /// The end of the word at or after a byte.
    #[must_use]
    pub fn word_end(&self, byte: usize) -> usize {
        let ends = self.text.unicode_word_indices().map(|(start, word)| start + word.len());
        ends.into_iter().find(|end| *end > byte).unwrap_or(self.text.len())
    }

    /// The start of the word at or before a byte.
    #[must_use]
    pub fn word_start(&self, byte: usize) -> usize {
        let starts = self.text.unicode_word_indices().map(|(start, _)| start);
        starts.take_while(|start| *start < byte).last().unwrap_or(0)
    }

    /// The word, space or sign that contains a byte.
    #[must_use]
    pub fn word_at(&self, byte: usize) -> Range<usize> {
        let words = self.text.split_word_bound_indices().map(|(start, word)| start..start + word.len());
        let mut last = 0..0;
        for word in words {
            if word.contains(&byte) {
                return word;
            }
            last = word;
        }
        last
    }

    /// The range that `erase` means at the caret.
    fn erased(&self, erase: Erase) -> Range<usize> {
        let caret = self.caret.byte;
        match erase {
            Erase::LetterBefore => self.letter_start(caret)..caret,
            Erase::LetterAfter => caret..self.grapheme_end(caret),
            Erase::WordBefore => self.word_start(caret)..caret,
            Erase::WordAfter => caret..self.word_end(caret),
            Erase::LineBefore => 0..caret,
            Erase::LineAfter => caret..self.text.len(),
        }
    }

    fn letter_start(&self, byte: usize) -> usize {
        let Some(last) = self.text[..byte].chars().next_back() else { return 0 };
        if is_mark_or_joiner(last) { byte - last.len_utf8() } else { self.grapheme_start(byte) }
    }

    fn grapheme_start(&self, byte: usize) -> usize {
        let mut cursor = GraphemeCursor::new(byte, self.text.len(), true);
        cursor.prev_boundary(&self.text, 0).ok().flatten().unwrap_or(0)
    }

    fn grapheme_end(&self, byte: usize) -> usize {
        let mut cursor = GraphemeCursor::new(byte, self.text.len(), true);
        cursor.next_boundary(&self.text, 0).ok().flatten().unwrap_or(self.text.len())
    }

    /// A caret between two graphemes, at or before the one given.
    fn snap(&self, caret: Caret) -> Caret {
        let mut byte = caret.byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        let mut cursor = GraphemeCursor::new(byte, self.text.len(), true);
        if !cursor.is_boundary(&self.text, 0).unwrap_or(true) {
            byte = self.grapheme_start(byte);
        }
        Caret { byte, ..caret }
    }

    fn replace(&mut self, range: Range<usize>, with: &str, goes_on: bool) {
        if !goes_on {
            self.remember();
        }
        self.future.clear();
        let text = [&self.text[..range.start], with, &self.text[range.end..]].concat();
        self.set_text(text);
        self.caret = self.snap_after(range.start + with.len());
        self.anchor = self.caret;
    }

    /// A caret at or after a byte, because typed letters may have joined the ones after them.
    fn snap_after(&self, byte: usize) -> Caret {
        let mut cursor = GraphemeCursor::new(byte, self.text.len(), true);
        let is_boundary = cursor.is_boundary(&self.text, 0).unwrap_or(true);
        Caret::before(if is_boundary { byte } else { self.grapheme_end(byte) })
    }

    fn set_text(&mut self, text: String) {
        let old = std::mem::replace(&mut self.text, text);
        if self.is_secret {
            wipe(old);
        }
    }

    fn remember(&mut self) {
        if self.is_secret {
            return;
        }
        self.past.push(Snapshot { text: self.text.clone(), caret: self.caret, anchor: self.anchor });
        let bytes = |past: &[Snapshot]| past.iter().map(|snapshot| snapshot.text.len()).sum::<usize>();
        while self.past.len() > STEPS || (self.past.len() > 1 && bytes(&self.past) > STEPS_BYTES) {
            let _ = self.past.remove(0);
        }
    }

    fn forget(&mut self) {
        self.past.clear();
        self.future.clear();
        self.run = Run::None;
    }

    fn go_to(&mut self, snapshot: Snapshot) -> Snapshot {
        self.run = Run::None;
        let now = Snapshot { caret: self.caret, anchor: self.anchor, text: std::mem::take(&mut self.text) };
        Snapshot { text: self.text, caret: self.caret, anchor: self.anchor } = snapshot;
        now
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        self.set_text(String::new());
    }
}

/// The position of a caret after the text has changed: it stays in the parts that are the same at the start and at the
/// end.
fn follow(old: &str, new: &str, byte: usize) -> usize {
    let same = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| {
        a.zip(b).take_while(|(a, b)| a == b).map(|(letter, _)| letter.len_utf8()).sum::<usize>()
    };
    let start = same(&mut old.chars(), &mut new.chars());
    if byte <= start {
        return byte;
    }
    let (old_rest, new_rest) = (&old[start..], &new[start..]);
    let end = same(&mut old_rest.chars().rev(), &mut new_rest.chars().rev());
    if byte >= old.len() - end {
        return new.len() - (old.len() - byte);
    }
    // If the changed part has as many letters as before, such as digits of another script, the caret stays at the same
    // letter.
    let (old_part, new_part) = (&old[start..old.len() - end], &new[start..new.len() - end]);
    let index = old[start..byte].chars().count();
    if old_part.chars().count() == new_part.chars().count() {
        start + new_part.chars().take(index).map(char::len_utf8).sum::<usize>()
    } else {
        new.len() - end
    }
}

/// A joiner, or a mark that is typed after its letter and is therefore erased before it.
fn is_mark_or_joiner(letter: char) -> bool {
    let is_joiner = matches!(letter, '\u{200C}' | '\u{200D}');
    // They belong to an emoji, which is not typed mark by mark.
    let is_variation = matches!(letter, '\u{FE00}'..='\u{FE0F}' | '\u{20E3}' | '\u{E0100}'..='\u{E01EF}');
    is_joiner || (bidi_class(letter) == BidiClass::NSM && !is_variation)
}

/// Overwrites a secret before its memory is freed.
pub(super) fn wipe(secret: String) {
    let mut bytes = secret.into_bytes();
    bytes.fill(0);
    let _ = std::hint::black_box(&bytes);
}
