//! Breaks a text of both directions into lines.
//!
//! Owns the choice of line breaks, by the Unicode line breaking algorithm, and the marks that a separate line needs to have the
//! same direction as in the whole text. Knows the widths of letters, but no widgets.

use iced::advanced::graphics::text::cosmic_text::{Buffer, ShapeLine};
use unicode_bidi::{BidiClass, Direction, bidi_class, get_base_direction};

use std::iter;
use std::ops::Range;

const LEFT_TO_RIGHT_MARK: char = '\u{200E}';
const RIGHT_TO_LEFT_MARK: char = '\u{200F}';
/// Works like an invisible Persian letter for the direction of digits after it.
const ARABIC_LETTER_MARK: char = '\u{61C}';
/// Letters next to it have their joined form.
const JOINER: char = '\u{200D}';
const LEFT_TO_RIGHT_ISOLATE: char = '\u{2066}';
const RIGHT_TO_LEFT_ISOLATE: char = '\u{2067}';
const POP_ISOLATE: char = '\u{2069}';

/// The text of a buffer with line breaks, so that no line is wider than `room`.
pub(super) fn broken(buffer: &Buffer, room: f32) -> String {
    let size = buffer.metrics().font_size;
    let lines = buffer.lines.iter().map(|line| match line.shape_opt() {
        Some(shape) => {
            let widths = Widths::new(shape, size);
            parted(line.text(), &ends(line.text(), &widths, room))
        }
        // Not shaped, because it is too far down to be visible.
        None => line.text().to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The first lines of a text without line breaks: at most `most`, none wider than `room`. Also whether there is more
/// text; then the last line ends in a mark of this width, if possible after a whole word.
pub(super) fn first(
    buffer: &Buffer,
    room: f32,
    most: usize,
    (mark, width): (&str, f32),
) -> (Vec<String>, bool) {
    let size = buffer.metrics().font_size;
    let Some((text, shape)) = buffer.lines.first().and_then(|line| Some((line.text(), line.shape_opt()?)))
    else {
        return (Vec::new(), false);
    };
    let (widths, whole) = (Widths::new(shape, size), SplitText::new(text));
    let parts = ends(text, &widths, room);
    if parts.len() <= most {
        return (parts.iter().map(|part| whole.line(part)).collect(), false);
    }
    let mut lines: Vec<_> = parts[..most.saturating_sub(1)].iter().map(|part| whole.line(part)).collect();
    let rest = parts[most.saturating_sub(1)].start..text.len();
    let has_room = |end: &usize| widths.of_part(&(rest.start..*end)) <= room - width;
    let words = unicode_linebreak::linebreaks(text).map(|(end, _)| end).filter(|end| *end > rest.start);
    let words = words.map(|end| rest.start + text[rest.start..end].trim_end().len());
    let end = words.filter(has_room).last().unwrap_or_else(|| widths.cut(&rest, room - width));
    lines.push(whole.line_ending(&(rest.start..end), mark));
    (lines, true)
}

/// The widths of the parts of a line.
#[derive(Debug)]
struct Widths {
    /// The start of each letter or ligature, and the width of everything before it.
    starts: Vec<(usize, f32)>,
    whole: f32,
}

impl Widths {
    fn new(shape: &ShapeLine, size: f32) -> Self {
        let words = shape.spans.iter().flat_map(|span| &span.words);
        let glyphs = words.flat_map(|word| &word.glyphs).map(|glyph| (glyph.start, glyph.width(size)));
        Self::of(glyphs.collect())
    }

    fn of(mut glyphs: Vec<(usize, f32)>) -> Self {
        glyphs.sort_by_key(|(start, _)| *start);
        let mut starts: Vec<(usize, f32)> = Vec::with_capacity(glyphs.len());
        let mut whole = 0.0;
        for (start, width) in glyphs {
            if starts.last().is_none_or(|(last, _)| *last != start) {
                starts.push((start, whole));
            }
            whole += width;
        }
        Self { starts, whole }
    }

    fn before(&self, place: usize) -> f32 {
        let next = self.starts.partition_point(|(start, _)| *start < place);
        self.starts.get(next).map_or(self.whole, |(_, before)| *before)
    }

    fn of_part(&self, part: &Range<usize>) -> f32 {
        self.before(part.end) - self.before(part.start)
    }

    /// The end of the longest beginning of a part that fits; at least one letter.
    fn cut(&self, part: &Range<usize>, room: f32) -> usize {
        let after = self.starts.partition_point(|(start, _)| *start <= part.start);
        let inner =
            self.starts[after..].iter().map(|(start, _)| *start).take_while(|start| *start < part.end);
        let mut ends = inner.chain(iter::once(part.end));
        let first = ends.next().unwrap_or(part.end);
        ends.take_while(|end| self.of_part(&(part.start..*end)) <= room).last().unwrap_or(first)
    }
}

/// The ranges of the new lines, without the blanks between them.
fn ends(text: &str, widths: &Widths, room: f32) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let (mut start, mut last) = (0, 0);
    let without_blanks = |part: Range<usize>| part.start..part.start + text[part].trim_end().len();
    for (end, _) in unicode_linebreak::linebreaks(text) {
        let mut part = without_blanks(start..end);
        if widths.of_part(&part) > room && last > start {
            lines.push(without_blanks(start..last));
            start = last;
            part = without_blanks(start..end);
        }
        while widths.of_part(&part) > room {
            let cut = widths.cut(&part, room);
            if cut >= part.end {
                break;
            }
            lines.push(start..cut);
            start = cut;
            part.start = cut;
        }
        last = end;
    }
    lines.push(without_blanks(start..text.len()));
    lines.retain(|line| !line.is_empty());
    lines
}

/// The ranges as separate lines with the same directions as in the whole line.
fn parted(text: &str, lines: &[Range<usize>]) -> String {
    let whole = SplitText::new(text);
    lines.iter().map(|line| whole.line(line)).collect::<Vec<_>>().join("\n")
}

/// A text that is split into parts.
///
/// Characters without a direction take it from the text around them. So a part gets marks that replace the missing text: for
/// the direction of the whole text, for the isolates around it, and for the last letter before it and the first one after it,
/// in each isolate. Only brackets are not considered.
struct SplitText<'a> {
    text: &'a str,
    is_rtl: bool,
    /// The isolates, the outer ones first.
    isolates: Vec<Isolate>,
}

/// A part of a text with its own direction.
struct Isolate {
    is_rtl: bool,
    /// The range with the marks at its ends.
    outer: Range<usize>,
    inner: Range<usize>,
}

impl<'a> SplitText<'a> {
    fn new(text: &'a str) -> Self {
        let is_rtl = get_base_direction(text) == Direction::Rtl;
        let isolates =
            text.char_indices().filter_map(|(at, letter)| Isolate::new(text, at, letter)).collect();
        Self { text, is_rtl, isolates }
    }

    fn line(&self, part: &Range<usize>) -> String {
        self.line_ending(part, "")
    }

    /// The same with a mark at its end, which has the direction of the part.
    fn line_ending(&self, part: &Range<usize>, mark: &str) -> String {
        let mut line = String::with_capacity(part.len() + 24);
        line.push(if self.is_rtl { RIGHT_TO_LEFT_MARK } else { LEFT_TO_RIGHT_MARK });
        for isolate in self.around(part.start) {
            line.extend(self.last_before(isolate.outer.start));
            line.push(isolate.opening());
        }
        line.extend(self.last_before(part.start));
        line.extend(is_joined(self.text, part.start).then_some(JOINER));
        for (at, letter) in self.text[part.clone()].char_indices() {
            let at = part.start + at;
            let isolate = self.isolates.iter().find(|isolate| isolate.outer.start == at);
            line.push(isolate.map_or(letter, Isolate::opening));
        }
        line.extend(is_joined(self.text, part.end).then_some(JOINER));
        line.push_str(mark);
        line.extend(self.first_after(part.end));
        for isolate in self.around(part.end).rev() {
            line.push(POP_ISOLATE);
            line.extend(self.first_after(isolate.outer.end));
        }
        line
    }

    /// The isolates around a position.
    fn around(&self, place: usize) -> impl DoubleEndedIterator<Item = &Isolate> {
        self.isolates.iter().filter(move |isolate| (isolate.inner.start..=isolate.inner.end).contains(&place))
    }

    /// A mark with the direction of the last letter before a position in the same isolate.
    fn last_before(&self, place: usize) -> Option<char> {
        let mut depth = 0_usize;
        for letter in self.text[..place].chars().rev() {
            match bidi_class(letter) {
                BidiClass::PDI => depth += 1,
                BidiClass::FSI | BidiClass::LRI | BidiClass::RLI => depth = depth.checked_sub(1)?,
                BidiClass::L if depth == 0 => return Some(LEFT_TO_RIGHT_MARK),
                BidiClass::R if depth == 0 => return Some(RIGHT_TO_LEFT_MARK),
                BidiClass::AL if depth == 0 => return Some(ARABIC_LETTER_MARK),
                _ => {}
            }
        }
        None
    }

    /// A mark with the direction of the first letter or digit after a position in the same isolate.
    fn first_after(&self, place: usize) -> Option<char> {
        let mut depth = 0_usize;
        for (at, letter) in self.text[place..].char_indices() {
            match bidi_class(letter) {
                BidiClass::FSI | BidiClass::LRI | BidiClass::RLI => depth += 1,
                BidiClass::PDI => depth = depth.checked_sub(1)?,
                BidiClass::L if depth == 0 => return Some(LEFT_TO_RIGHT_MARK),
                BidiClass::R | BidiClass::AL if depth == 0 => return Some(RIGHT_TO_LEFT_MARK),
                // For the text around them, digits have the direction of the letters before them.
                BidiClass::EN | BidiClass::AN if depth == 0 => {
                    let is_rtl = match self.last_before(place + at) {
                        Some(mark) => mark != LEFT_TO_RIGHT_MARK,
                        None => self.around(place + at).last().map_or(self.is_rtl, |isolate| isolate.is_rtl),
                    };
                    return Some(if is_rtl { RIGHT_TO_LEFT_MARK } else { LEFT_TO_RIGHT_MARK });
                }
                _ => {}
            }
        }
        None
    }
}

impl Isolate {
    /// The isolate that begins with this letter, if it begins one.
    fn new(text: &str, at: usize, letter: char) -> Option<Self> {
        let start = at + letter.len_utf8();
        let mut depth = 0_usize;
        let close = text[start..].char_indices().find(|(_, letter)| {
            match bidi_class(*letter) {
                BidiClass::FSI | BidiClass::LRI | BidiClass::RLI => depth += 1,
                BidiClass::PDI if depth == 0 => return true,
                BidiClass::PDI => depth -= 1,
                _ => {}
            }
            false
        });
        let inner = start..close.map_or(text.len(), |(end, _)| start + end);
        let outer = at..close.map_or(text.len(), |(end, mark)| start + end + mark.len_utf8());
        let is_rtl = match bidi_class(letter) {
            BidiClass::LRI => false,
            BidiClass::RLI => true,
            BidiClass::FSI => get_base_direction(&text[inner.clone()]) == Direction::Rtl,
            _ => return None,
        };
        Some(Self { is_rtl, outer, inner })
    }

    fn opening(&self) -> char {
        if self.is_rtl { RIGHT_TO_LEFT_ISOLATE } else { LEFT_TO_RIGHT_ISOLATE }
    }
}

/// Whether a position is between two letters that are joined.
fn is_joined(text: &str, place: usize) -> bool {
    let (before, after) = text.split_at(place);
    let joins = |letter: char| matches!(bidi_class(letter), BidiClass::AL | BidiClass::NSM);
    before.chars().next_back().is_some_and(joins) && after.chars().next().is_some_and(joins)
}
