//! For any text and any width: no line is too wide, nothing is lost, and everything is in the right order.

use super::clamped::lined;
use super::element::State;
use crate::locale::{Arg, Language, Locale, display};
use crate::theme;

use iced::Size;
use iced::advanced::graphics::text::cosmic_text::LayoutRun;
use iced::advanced::graphics::text::font_system;
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, prop_assert, prop_assert_eq, proptest};
use proptest::sample::select;
use unicode_bidi::BidiInfo;

use std::ops::Range;

/// Values of others in a sentence, as they are shown there.
const FOREIGN: [&str; 12] = [
    "https://hr.example.com/api/users/me/?from=the-very-long-path-of-a-page",
    "personnel.information.technology.ministry.example.com:8443",
    "abdolhossein.mohammadzadeh-tabrizi+photos@staff.example.com",
    "127.0.0.1:59371",
    "بهروز قربانی",
    "محمد\u{200C}رضا عبدالحسین\u{200C}زادهٔ تبریزی",
    "Sara",
    "王小明",
    "+98 912 000 0002",
    "۱۴۰۴/۰۹/۰۸",
    "نام: Ali (علی)",
    "",
];

/// The words between them, with signs at changes of direction.
const WORDS: [&str; 16] = [
    "سرور",
    "نمایه",
    "را",
    "پذیرفت،",
    "ولی",
    "نشان\u{200C}تان",
    "۵۰۳:",
    "نام؛",
    "API",
    "Caps Lock",
    "the",
    "server:",
    "accepts",
    "12-34",
    "«",
    "»",
];

fn load_fonts() {
    let mut known = font_system().write().unwrap();
    for font in theme::FONTS {
        known.load_font(font.into());
    }
}

fn fitted(content: &str, width: f32) -> State {
    let mut state = State::default();
    state.fit(content, theme::BODY, Size::new(width, f32::INFINITY));
    state
}

/// The visible letters of a text: no spaces, and no marks.
fn seen(text: &str) -> String {
    text.chars()
        .filter(|letter| {
            !letter.is_whitespace()
                && !matches!(letter, '\u{200C}'..='\u{200F}' | '\u{61C}' | '\u{2060}'..='\u{206F}')
        })
        .collect()
}

/// The letters of a line from left to right.
fn from_left(run: &LayoutRun<'_>) -> String {
    let mut glyphs: Vec<_> = run.glyphs.iter().filter(|glyph| glyph.w > 0.0).collect();
    glyphs.sort_by(|one, other| one.x.total_cmp(&other.x));
    // Letters that several glyphs show count once.
    glyphs.dedup_by_key(|glyph| glyph.start);
    let letters = glyphs.iter().flat_map(|glyph| {
        let letters = run.text[glyph.start..glyph.end].chars();
        if glyph.level.is_rtl() { letters.rev().collect::<Vec<_>>() } else { letters.collect() }
    });
    seen(&letters.collect::<String>())
}

/// The faults of a text that is laid out in this width.
fn fault(content: &str, width: f32) -> Option<String> {
    let state = fitted(content, width);
    let buffer = state.shown().buffer();
    let mut shown = String::new();
    let mut before = "";
    for run in buffer.layout_runs() {
        let letters = run.glyphs.iter().filter(|glyph| glyph.w > 0.0).count();
        let (left, right) = run.glyphs.iter().fold((f32::MAX, 0.0_f32), |(left, right), glyph| {
            (left.min(glyph.x), right.max(glyph.x + glyph.w))
        });
        if letters > 1 && (run.line_w > width || right - left > width + 0.01) {
            return Some(format!("{:?} is {} wide", run.text, run.line_w.max(right - left)));
        }
        if before != run.text || state.is_broken() {
            before = run.text;
            shown.push_str(run.text);
        }
        if state.is_broken() {
            let line = line(content, &seen(run.text), &seen(&shown));
            let expected = in_order(content, &line);
            let is_cut = [line.start, line.end].into_iter().any(|place| is_in_a_word(content, place));
            if from_left(&run) != expected && !is_cut {
                return Some(format!("{:?} stands as {:?}, not {expected:?}", run.text, from_left(&run)));
            }
        }
    }
    (seen(&shown) != seen(content)).then(|| format!("{shown:?} is left"))
}

/// The position of a part of a text, which ends at the visible letter `until`.
fn line(content: &str, part: &str, until: &str) -> Range<usize> {
    let place = |count: usize| {
        let mut left = count;
        let next = content.char_indices().find(|(_, letter)| {
            let is_next = left == 0 && !seen(&letter.to_string()).is_empty();
            left = left.saturating_sub(seen(&letter.to_string()).chars().count());
            is_next
        });
        next.map_or(content.len(), |(at, _)| at)
    };
    let end = until.chars().count();
    place(end - part.chars().count())..place(end)
}

/// The letters of a part of a text as Unicode orders them from left to right in a line of their own.
fn in_order(content: &str, line: &Range<usize>) -> String {
    let bidi = BidiInfo::new(content, None);
    seen(&bidi.reorder_line(&bidi.paragraphs[0], line.clone()))
}

/// Whether a word that is longer than a line continues at a position. Each part of its numbers and brackets counts on
/// its own.
fn is_in_a_word(content: &str, place: usize) -> bool {
    let (before, after) = content.split_at(place);
    let is_blank = |letter: &str| seen(letter).is_empty();
    let last = before.char_indices().next_back().map_or("", |(at, _)| &before[at..]);
    !is_blank(last)
        && !is_blank(after.get(..after.chars().next().map_or(0, char::len_utf8)).unwrap_or_default())
}

#[test]
fn no_sentence_is_wider_than_its_room() {
    load_fonts();
    let mut broken = 0;
    for language in Language::ALL {
        let locale = Locale::new(language);
        for id in
            ["error-nothing-shown", "error-not-a-profile", "error-another-person", "error-not-http-signed-in"]
        {
            for foreign in FOREIGN {
                let sentence = locale.tr_with(id, &[("server", Arg::Foreign(foreign.into()))]);
                for width in (16..700).step_by(3) {
                    let fault = fault(&sentence, width as f32);
                    assert_eq!(fault, None, "{language:?} {id} {foreign:?} in {width}");
                    broken += usize::from(fitted(&sentence, width as f32).is_broken());
                }
            }
        }
    }
    // If cosmic-text does all of this itself, this module is not needed any more.
    assert!(broken > 100, "{broken}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn no_text_is_wider_than_its_room(
        words in vec(select(&WORDS[..]), 1..12),
        foreign in vec((0..12_usize, select(&FOREIGN[..])), 0..3),
        width in 12.0..600.0_f32,
    ) {
        load_fonts();
        let mut words: Vec<String> = words.into_iter().map(str::to_owned).collect();
        for (place, foreign) in foreign {
            words.insert(place.min(words.len()), display(foreign));
        }
        let content = words.join(" ");
        let fault = fault(&content, width);
        prop_assert!(fault.is_none(), "{:?} in {}: {}", content, width, fault.unwrap_or_default());
        prop_assert_eq!(fitted(&content, 10_000.0).is_broken(), false);
    }
}

/// A text that is cut ends with the ellipsis, where its own language ends, and after a whole word.
#[test]
fn a_text_that_is_cut_ends_where_its_language_does() {
    load_fonts();
    let persian = "محمدابراهیم‌حسین میرزاعبدالوهاب‌زاده اصفهانی خراسانی‌نژاد طباطبایی یزدی‌پور";
    let english = "Johann Gambolputty de von Ausfern Schplenden Schlitter Crasscrenbon Fried Digger";
    for (text, is_left) in [(persian, true), (english, false)] {
        let (lines, goes_on) = lined(&display(text), theme::NAME, 248.0, 2);
        assert!(goes_on && lines.len() == 2, "{text}");
        let run = lines[1].buffer().layout_runs().next().unwrap();
        let mark = run.text.find('…').unwrap();
        let (marks, letters): (Vec<_>, Vec<_>) =
            run.glyphs.iter().filter(|glyph| glyph.w > 0.5).partition(|glyph| glyph.start == mark);
        assert!(letters.iter().all(|letter| (marks[0].x < letter.x) == is_left), "{text}");
        let is_word = |word: &&str| run.text[..mark].trim_end().ends_with(*word);
        assert!(text.split_whitespace().any(|word| is_word(&word)), "{:?}", run.text);
    }
    let (lines, goes_on) = lined("Ada", theme::NAME, 248.0, 2);
    assert!(!goes_on && lines.len() == 1);
    // Only a single word that is longer than two lines is broken.
    let (lines, goes_on) = lined(&"m".repeat(90), theme::NAME, 248.0, 2);
    assert!(goes_on && lines.len() == 2);
}
