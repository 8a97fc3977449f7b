//! The text of a text field as assistive technology reads it.
//!
//! Owns how a laid-out line is split into AccessKit's text runs, and how a position in a run is converted into an index of
//! the text. Pure; knows nothing of how the line was laid out.

use accesskit::{Node, NodeId, Rect, Role, TextDirection, TextPosition, TextSelection};
use iced::{Point, Vector};
use unicode_segmentation::UnicodeSegmentation;

use std::rc::Rc;

/// The longest run, in characters. AccessKit stores their number as a `u8`.
const LONGEST_RUN: usize = 255;

/// The longest character, in bytes. AccessKit stores their number as a `u8`, too.
const LONGEST_CHARACTER: usize = 255;

/// Each node has a block of ids. The first id is its own, then those of its runs; at this offset those of plain texts begin.
pub(crate) const TEXTS: u64 = 1 << 15;

/// What is shown for each grapheme of a secret.
pub const BULLET: &str = "•";

/// The number of bullets that are sent for a secret of any length.
const MASK: usize = 8;

/// What is sent instead of a secret: the same for every secret that is not empty.
#[must_use]
pub fn mask(secret: &str) -> String {
    if secret.is_empty() { String::new() } else { BULLET.repeat(MASK) }
}

/// One grapheme of the line, with its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// The byte at which the grapheme starts.
    pub start: usize,
    /// The byte after the grapheme.
    pub end: usize,
    /// The left edge, in logical pixels from the left edge of the line.
    pub x: f32,
    /// The width in logical pixels.
    pub width: f32,
    /// Whether it is read from right to left.
    pub rtl: bool,
}

/// A line of editable text with its selection.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The text as shown, with the text that an input method composes.
    pub text: Rc<str>,
    /// The graphemes of `text`, in any order.
    pub cells: Rc<[Cell]>,
    /// Whether the line as a whole is read from right to left.
    pub rtl: bool,
    /// The byte index at which the selection was started.
    pub anchor: usize,
    /// The byte index of the caret.
    pub caret: usize,
    /// The start of the line in the layout of the widget.
    pub origin: Point,
    /// The height of the line in logical pixels.
    pub height: f32,
    /// Whether bullets are sent instead of the text.
    pub is_secret: bool,
}

impl Line {
    /// The runs of this line as nodes, in logical order, and the selection in terms of them. An empty line
    /// has one empty run, without which there would be no text interface at all.
    ///
    /// `field` is the node of the text field; the runs take the ids after it. `scrolled` is how far the
    /// scrollables around have moved.
    pub(crate) fn runs(&self, field: NodeId, scrolled: Vector) -> (Vec<(NodeId, Node)>, TextSelection) {
        match self.masked() {
            Some(mask) => mask.runs_as_shown(field, scrolled),
            None => self.runs_as_shown(field, scrolled),
        }
    }

    /// The line that is sent instead of a secret. It does not show how long the secret is: also the caret is only at the
    /// start, at the end or in the middle.
    fn masked(&self) -> Option<Self> {
        if !self.is_secret || self.text.is_empty() {
            return None;
        }
        let width = self.height / 2.0;
        let cells = (0..MASK).map(|n| Cell {
            start: n * BULLET.len(),
            end: (n + 1) * BULLET.len(),
            x: n as f32 * width,
            width,
            rtl: false,
        });
        let place = |byte: usize| match byte {
            0 => 0,
            byte if byte >= self.text.len() => MASK * BULLET.len(),
            _ => MASK / 2 * BULLET.len(),
        };
        Some(Self {
            text: mask(&self.text).into(),
            cells: cells.collect(),
            rtl: false,
            anchor: place(self.anchor),
            caret: place(self.caret),
            ..*self
        })
    }

    fn runs_as_shown(&self, field: NodeId, scrolled: Vector) -> (Vec<(NodeId, Node)>, TextSelection) {
        let runs = self.split();
        let nodes = (0..runs.len())
            .map(|index| {
                let mut node = self.run(&runs[index], scrolled);
                if index > 0 {
                    node.set_previous_on_line(run_id(field, index - 1));
                }
                if index + 1 < runs.len() {
                    node.set_next_on_line(run_id(field, index + 1));
                }
                (run_id(field, index), node)
            })
            .collect();
        let position = |byte| position(field, &runs, byte);

        (nodes, TextSelection { anchor: position(self.anchor), focus: position(self.caret) })
    }

    /// The byte index of a position, which a request contains.
    #[must_use]
    pub fn byte_of(&self, field: NodeId, position: TextPosition) -> usize {
        if self.is_secret {
            return if position.character_index == 0 { 0 } else { self.text.len() };
        }
        let index = position.node.0.saturating_sub(field.0 + 1);
        let runs = self.split();
        let Some(run) = usize::try_from(index).ok().and_then(|index| runs.get(index)) else {
            return 0;
        };
        match run.get(position.character_index) {
            Some(cell) => cell.start,
            None => run.last().map_or(0, |cell| cell.end),
        }
    }

    /// Runs of one direction, in logical order; at least one, possibly empty.
    fn split(&self) -> Vec<Vec<Cell>> {
        let mut cells: Vec<Cell> = self.cells.iter().flat_map(|cell| self.parts(*cell)).collect();
        cells.sort_by_key(|cell| cell.start);

        let mut runs: Vec<Vec<Cell>> = Vec::new();
        for cell in cells {
            match runs.last_mut() {
                Some(run)
                    if run.len() < LONGEST_RUN && run.last().is_some_and(|last| last.rtl == cell.rtl) =>
                {
                    run.push(cell);
                }
                _ => runs.push(vec![cell]),
            }
        }
        // There are ids for more runs than any real text has.
        runs.truncate(usize::try_from(TEXTS - 2).unwrap_or(usize::MAX));
        if runs.is_empty() {
            runs.push(Vec::new());
        }
        runs
    }

    /// Splits a grapheme that is too long, such as a letter with hundreds of marks. All parts but the first have no width.
    fn parts(&self, cell: Cell) -> Vec<Cell> {
        let letters = self.text.get(cell.start..cell.end).filter(|letters| letters.len() > LONGEST_CHARACTER);
        let Some(letters) = letters else { return vec![cell] };
        let mut starts = vec![cell.start];
        for (byte, letter) in letters.char_indices() {
            let (byte, last) = (cell.start + byte, starts[starts.len() - 1]);
            if byte + letter.len_utf8() - last > LONGEST_CHARACTER {
                starts.push(byte);
            }
        }
        let ends = starts.iter().skip(1).copied().chain([cell.end]);
        let parts = starts.iter().zip(ends).map(|(start, end)| {
            let is_first = *start == cell.start;
            let x = if cell.rtl || is_first { cell.x } else { cell.x + cell.width };
            Cell { start: *start, end, x, width: if is_first { cell.width } else { 0.0 }, ..cell }
        });
        parts.collect()
    }

    fn run(&self, cells: &[Cell], scrolled: Vector) -> Node {
        let rtl = cells.first().map_or(self.rtl, |cell| cell.rtl);
        let start = cells.first().map_or(0, |cell| cell.start);
        let end = cells.last().map_or(0, |cell| cell.end);
        let left = cells.iter().map(|cell| cell.x).reduce(f32::min).unwrap_or_default();
        let right = cells.iter().map(|cell| cell.x + cell.width).reduce(f32::max).unwrap_or_default();
        let text = self.text.get(start..end).unwrap_or_default();
        // Measured in the run's own direction.
        let position = |cell: &Cell| if rtl { right - cell.x - cell.width } else { cell.x - left };

        let mut node = Node::new(Role::TextRun);
        // A mask has no words.
        let words = if self.is_secret { Vec::new() } else { word_starts(text, start, cells) };
        let length = |cell: &Cell| cell.end - cell.start;
        node.set_value(text.to_owned());
        node.set_text_direction(direction(rtl));
        node.set_character_lengths(
            cells.iter().map(|cell| u8::try_from(length(cell)).unwrap_or(u8::MAX)).collect::<Vec<_>>(),
        );
        node.set_character_positions(cells.iter().map(position).collect::<Vec<_>>());
        node.set_character_widths(cells.iter().map(|cell| cell.width).collect::<Vec<_>>());
        node.set_word_starts(words);

        let x = f64::from(self.origin.x - scrolled.x + left);
        let y = f64::from(self.origin.y - scrolled.y);
        node.set_bounds(Rect::new(x, y, x + f64::from(right - left), y + f64::from(self.height)));
        node
    }
}

pub(crate) fn direction(rtl: bool) -> TextDirection {
    if rtl { TextDirection::RightToLeft } else { TextDirection::LeftToRight }
}

fn run_id(field: NodeId, index: usize) -> NodeId {
    NodeId(field.0 + 1 + index as u64)
}

fn position(field: NodeId, runs: &[Vec<Cell>], byte: usize) -> TextPosition {
    let last = runs.len() - 1;
    let index = runs.iter().position(|run| run.last().is_some_and(|cell| byte < cell.end)).unwrap_or(last);

    TextPosition {
        node: run_id(field, index),
        character_index: runs[index].iter().filter(|cell| cell.start < byte).count(),
    }
}

/// The characters of a run at which words start.
fn word_starts(text: &str, start: usize, cells: &[Cell]) -> Vec<u8> {
    let mut cell = 0;
    text.split_word_bound_indices()
        .filter(|(_, word)| !word.trim().is_empty())
        .filter_map(|(byte, _)| {
            while cells.get(cell).is_some_and(|cell| cell.start < start + byte) {
                cell += 1;
            }
            u8::try_from(cell).ok()
        })
        .collect()
}
