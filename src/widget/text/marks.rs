//! Finds the boxes of parts of a text that was laid out. It counts letters, because line breaks and direction marks may
//! have been added between them.

use iced::advanced::graphics::text::cosmic_text::Buffer;
use iced::{Point, Rectangle, Size};

use std::collections::BTreeSet;
use std::ops::Range;

/// The boxes of these parts of `content`, which this buffer shows.
pub(super) fn boxes(buffer: &Buffer, content: &str, parts: &[Range<usize>]) -> Vec<Rectangle> {
    if parts.is_empty() {
        return Vec::new();
    }
    let letters = content.char_indices().filter(|(_, letter)| is_letter(*letter)).map(|(at, _)| at);
    let marked: BTreeSet<usize> = letters
        .enumerate()
        .filter(|(_, at)| parts.iter().any(|part| part.contains(at)))
        .map(|(count, _)| count)
        .collect();
    let mut count = 0;
    let lines: Vec<Vec<usize>> = buffer
        .lines
        .iter()
        .map(|line| {
            let letters = line.text().char_indices().filter(|(_, letter)| is_letter(*letter));
            let is_marked = letters.filter(|_| {
                count += 1;
                marked.contains(&(count - 1))
            });
            is_marked.map(|(at, _)| at).collect()
        })
        .collect();
    let mut boxes: Vec<Rectangle> = Vec::new();
    for run in buffer.layout_runs() {
        let here = lines.get(run.line_i).map_or(&[][..], Vec::as_slice);
        let is_marked = |part: Range<usize>| here.iter().any(|at| part.contains(at));
        let mut row: Vec<_> = run
            .glyphs
            .iter()
            .filter(|glyph| is_marked(glyph.start..glyph.end))
            .map(|glyph| {
                Rectangle::new(Point::new(glyph.x, run.line_top), Size::new(glyph.w, run.line_height))
            })
            .collect();
        row.sort_by(|one, other| one.x.total_cmp(&other.x));
        let first = boxes.len();
        for glyph in row {
            match boxes[first..].last_mut() {
                Some(last) if glyph.x - last.x - last.width < 0.5 => {
                    last.width = (glyph.x + glyph.width - last.x).max(last.width);
                }
                _ => boxes.push(glyph),
            }
        }
    }
    boxes
}

/// Whether it is visible, and not a space or a direction mark.
fn is_letter(letter: char) -> bool {
    !letter.is_whitespace()
        && !matches!(letter, '\u{200D}'..='\u{200F}' | '\u{61C}' | '\u{2066}'..='\u{2069}')
}
