//! Carets, hits, steps and selections on shaped lines.

use super::shape;
use crate::access::text::Cell;
use crate::widget::text_field::geometry::{Caret, Geometry, Glyph};
use crate::widget::text_field::shape::Direction;

use proptest::prelude::{Strategy, prop_assert, prop_assert_eq, proptest};
use proptest::test_runner::TestCaseError;
use unicode_segmentation::UnicodeSegmentation;

const LTR: Direction = Direction::FromText { rtl: false };
const RTL: Direction = Direction::FromText { rtl: true };

/// Strings that have broken text fields before.
fn strings() -> Vec<String> {
    let mut strings: Vec<String> = [
        "",
        "a",
        "Hello, world",
        "fi ffi fl office",
        "AVAToWaY",
        "  leading and trailing  ",
        "tab\tand\nbreak",
        "سلام",
        "بهروز قربانی",
        "می‌خواهم",
        "نمی‌دانم‌ها",
        "لا إله",
        "السلام لا لأ لآ",
        "مُحَمَّد",
        "بِسْمِ اللَّهِ",
        "۰۹۱۲ ۰۰۰ ۰۰۰۲",
        "شماره ۰۹۱۲۳ است",
        "٠٩٣٠ عدد",
        "سلام 123 دنیا",
        "123 سلام",
        "سلام 123",
        "Ali علی 123",
        "علی Ali 123",
        "سارا Ahmadi",
        "Ahmadi سارا",
        "a ا b ب c پ",
        "(سلام)",
        "سلام (world) دنیا",
        "Hello (سلام) world",
        "שלום",
        "שָׁלוֹם עולם",
        "abc שלום def",
        "שלום 123 abc",
        "é e\u{301} o\u{308}\u{323}",
        "Zürich naïve",
        "Ωμέγα Ж",
        "👨‍👩‍👧‍👦",
        "a👨‍👩‍👧‍👦b",
        "سلام 👋🏽 دنیا",
        "🇮🇷🇩🇪",
        "❤️ 1️⃣",
        "...",
        "12-34/56",
        "+98 912 000 0002",
        "!؟،",
        "user@example.com",
        "کاربر@example.com",
        "https://hr.example.com/api/users/me/?q=سلام&x=1",
        "\u{200F}Ali\u{200E}",
        "\u{2068}علی\u{2069} Ali",
        "می\u{200C}",
        "\u{200C}",
        "ـــکشیده",
        "نیم فاصله\u{A0}و فاصله",
        // Letters and digits that belong together only in a Persian line.
        "س٠é( \u{64e}",
        "سلام ٠٩٣٠abc",
        "ﷲ ﷺ",
        "漢字かな",
        "नमस्ते",
        "ไทย",
    ]
    .map(str::to_owned)
    .to_vec();
    strings.push("خیلی long متن ".repeat(40));
    strings
}

/// Everything that must be true for any line.
fn check(text: &str, direction: Direction) -> Result<(), TestCaseError> {
    let geometry = shape(&one_line(text), direction).geometry;
    let seen = |cell: &&Cell| cell.width > 0.0;
    let count = geometry.cells.iter().filter(seen).count();

    // One cell for each grapheme, side by side.
    prop_assert_eq!(geometry.cells.len(), one_line(text).graphemes(true).count());
    let sum: f32 = geometry.cells.iter().map(|cell| cell.width).sum();
    prop_assert!((sum - geometry.width).abs() < 0.1 * (1.0 + count as f32), "{sum} of {}", geometry.width);

    // Each step to the right crosses exactly one grapheme, and a hit there finds the place again.
    let mut caret = geometry.hit(f32::MIN);
    let mut way = vec![geometry.caret_x(caret)];
    loop {
        let next = geometry.step(caret, true);
        if next == caret {
            break;
        }
        let (before, x) = (way[way.len() - 1], geometry.caret_x(next));
        prop_assert!(x > before, "step from {before} to {x}");
        let crossed = geometry.cells.iter().filter(seen).filter(|cell| {
            let middle = cell.x + cell.width / 2.0;
            before < middle && middle < x
        });
        prop_assert_eq!(crossed.count(), 1);
        prop_assert!((geometry.caret_x(geometry.hit(x)) - x).abs() < 0.01, "hit at {x}");
        caret = next;
        way.push(x);
    }
    prop_assert_eq!(way.len(), count + 1);

    // The steps back are the same.
    let mut back = vec![geometry.caret_x(caret)];
    while geometry.step(caret, false) != caret {
        caret = geometry.step(caret, false);
        back.push(geometry.caret_x(caret));
    }
    back.reverse();
    prop_assert_eq!(back.len(), way.len());
    for (there, again) in way.iter().zip(&back) {
        prop_assert!((there - again).abs() < 0.01, "{there} and back {again}");
    }

    // A selection is as wide as its letters, and its boxes do not overlap.
    let mut cells: Vec<Cell> = geometry.cells.to_vec();
    cells.sort_by_key(|cell| cell.start);
    for first in 0..cells.len().min(12) {
        for last in first..cells.len().min(12) {
            let boxes = geometry.selection(cells[first].start, cells[last].end);
            let expected: f32 = cells[first..=last].iter().map(|cell| cell.width).sum();
            let sum: f32 = boxes.iter().map(|(_, width)| width).sum();
            let slack = 0.6 * (last - first + 1) as f32;
            prop_assert!((sum - expected).abs() < slack, "{first}..={last}: {sum} of {expected}");
            prop_assert!(boxes.windows(2).all(|pair| pair[0].0 + pair[0].1 <= pair[1].0 + 0.5));
        }
    }
    Ok(())
}

/// As the field draws it: a line has no breaks.
fn one_line(text: &str) -> String {
    super::super::shown::Shown::new(text, 0..0, "", false).text.to_string()
}

#[test]
fn carets_hits_steps_and_selections_agree() {
    let strings = strings();
    assert!(strings.len() > 40);
    for text in strings {
        for direction in [LTR, RTL, Direction::LeftToRight] {
            if let Err(error) = check(&text, direction) {
                panic!("{text:?} {direction:?}: {error}");
            }
        }
    }
}

/// Letters that interact.
const LETTERS: &str = "ab 12.(-)سلاآی۰۹٠אב\u{200C}\u{200D}\u{64E}\u{651}\u{301}é";

/// Letters that change the direction of others, and letters that are higher.
const UNUSUAL: &str = "👩👧🇮🇷\u{200F}\u{2067}\u{2069}";

/// Short strings of some letters.
fn of(letters: &str) -> impl Strategy<Value = String> + use<> {
    let letters: Vec<char> = letters.chars().collect();
    proptest::collection::vec(proptest::sample::select(letters), 0..14).prop_map(String::from_iter)
}

fn mixed() -> impl Strategy<Value = String> {
    of(&[LETTERS, UNUSUAL].concat())
}

proptest! {
    #[test]
    fn carets_hits_steps_and_selections_agree_on_any_mixture(text in mixed(), rtl: bool) {
        check(&text, Direction::FromText { rtl })?;
    }
}

#[test]
fn the_direction_is_the_first_letters_or_else_the_interfaces() {
    for (text, ltr, rtl, only) in [
        ("", false, true, false),
        ("abc", false, false, false),
        ("123 abc", false, false, false),
        ("سلام", true, true, false),
        ("123 سلام", true, true, false),
        ("...", false, true, false),
        ("۱۲۳", false, true, false),
        ("שלום", true, true, false),
    ] {
        let is_rtl = |direction| shape(text, direction).geometry.rtl;
        assert_eq!((is_rtl(LTR), is_rtl(RTL), is_rtl(Direction::LeftToRight)), (ltr, rtl, only), "{text}");
    }
}

/// The letters from left to right.
fn visual(text: &str, direction: Direction) -> String {
    shape(text, direction).geometry.cells.iter().map(|cell| &text[cell.start..cell.end]).collect()
}

#[test]
fn letters_stand_in_their_order_on_the_screen() {
    for (text, direction, expected) in [
        ("abc", RTL, "abc"),
        ("سلم", LTR, "ملس"),
        ("Ali علی 123", LTR, "Ali 123 یلع"),
        ("علی Ali 123", LTR, "Ali 123 یلع"),
        ("ab.", RTL, "ab."),
        ("...", RTL, "..."),
        ("1-2", LTR, "1-2"),
        ("1.(", RTL, "(.1"),
        ("1.(", Direction::LeftToRight, "1.("),
        ("سلم.", LTR, ".ملس"),
        ("سلم.", Direction::LeftToRight, "ملس."),
    ] {
        assert_eq!(visual(text, direction), expected, "{text} {direction:?}");
    }
}

#[test]
fn a_mixed_selection_has_several_boxes() {
    // "Ali علی 123" is shown as "Ali 123 یلع": "i ع" is a piece at the left and one at the right end.
    let text = "Ali علی 123";
    let geometry = shape(text, LTR).geometry;
    assert_eq!(geometry.selection(0, text.len()).len(), 1);
    assert_eq!(geometry.selection(2, 6).len(), 2);
    assert_eq!(geometry.selection(4, 10).len(), 1);
}

#[test]
fn trailing_blanks_move_the_caret() {
    for (text, direction) in [("a ", LTR), ("سلام ", RTL), ("سلام  ", LTR)] {
        let geometry = shape(text, direction).geometry;
        let bare = shape(text.trim_end(), direction).geometry;
        let moved = geometry.width - bare.width;
        assert!(moved > 2.0, "{text:?} is {moved} wider");
        let end = geometry.caret_x(Caret::before(text.len()));
        assert_eq!(end, if geometry.rtl { 0.0 } else { geometry.width });
    }
}

#[test]
fn a_ligature_is_shared_out_and_marks_belong_to_their_letter() {
    let glyph = |start, end, x, width, rtl| Glyph { start, end, x, width, rtl };
    // Lam-alef, read from the right, as one glyph; then a letter with a mark of its own.
    let geometry =
        Geometry::new("لاb\u{301}", [glyph(0, 4, 0.0, 12.0, true), glyph(4, 7, 12.0, 8.0, false)], true);
    let cells: Vec<_> = geometry.cells.iter().map(|cell| (cell.start, cell.x, cell.width)).collect();
    assert_eq!(cells, [(2, 0.0, 6.0), (0, 6.0, 6.0), (4, 12.0, 8.0)]);

    let joined = Geometry::new(
        "a\u{200C}b",
        [glyph(0, 1, 0.0, 5.0, false), glyph(1, 4, 5.0, 0.0, false), glyph(4, 5, 5.0, 5.0, false)],
        false,
    );
    assert_eq!(joined.cells.len(), 2);
    assert_eq!(joined.step(Caret::before(0), true).byte, 4);
}

#[test]
fn one_place_in_the_text_may_be_two_on_the_line() {
    // At the change of direction in "Ali علی", after the space: left of the left neighbour of ع, or at its right end.
    let geometry = shape("Ali علی", LTR).geometry;
    let (before, after) = (geometry.caret_x(Caret::before(4)), geometry.caret_x(Caret::after(4)));
    assert!(after > before + 10.0, "{before} {after}");
    assert!((geometry.caret_x(geometry.hit(after)) - after).abs() < 0.01);
    assert!((geometry.caret_x(geometry.hit(before)) - before).abs() < 0.01);
}

#[test]
fn ten_thousand_letters_are_measured() {
    let text = "سلام Ali ".repeat(1_112);
    let geometry = shape(&text, LTR).geometry;
    assert_eq!(geometry.cells.len(), text.graphemes(true).count());
    assert!(geometry.width > 50_000.0);
}
