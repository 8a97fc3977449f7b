//! Cleans text that others wrote: what comes from the server, a file, the clipboard or another program. It is cleaned once,
//! where it enters the program.
//!
//! Owns which characters are removed and how long a text may be. Knows nothing of where texts come from or go. `locale::foreign`
//! isolates such a text from the sentence around it.
//!
//! | characters | in one line | in several lines |
//! |-|-|-|
//! | ends of lines and paragraphs (LF, CR, VT, FF, NEL, U+2028, U+2029) | a space | LF |
//! | tab | a space | stays |
//! | other controls (C0, DEL, C1) | removed | removed |
//! | embeddings and overrides of the direction (U+202A to U+202E) | removed | removed |
//! | the byte-order mark, noncharacters, and deprecated format characters | removed | removed |
//! | tags (U+E0000 to U+E007F), except in the flag of a region | removed | removed |
//!
//! ZWNJ and ZWJ stay: Persian words and emoji need them. LRM, RLM and ALM stay, because they cannot change the order of the
//! text around them. Isolates stay too; where a text leaves the program, `locale::foreign` closes those that are open.

use std::borrow::Cow;

/// The longest text, in code points; the rest is cut off. A text field has the same limit.
pub const LONGEST: usize = 10_000;

/// The flags of regions such as Scotland are this flag, tags that name the region, and the last tag.
const FLAG: char = '\u{1F3F4}';
const LAST_TAG: char = '\u{E007F}';

/// The most tags of a flag: five letters or digits of the region, and the last tag.
const MAX_TAGS: usize = 6;

/// A text as one clean line of at most [`LONGEST`] code points. Cleaning a clean text changes nothing.
pub fn line(text: &str) -> Cow<'_, str> {
    plain(text, |_| ' ')
}

/// The same for a text of several lines: tabs stay, and each end of a line becomes a line feed.
pub fn lines(text: &str) -> Cow<'_, str> {
    plain(text, |letter| if letter == '\t' { '\t' } else { '\n' })
}

/// Whether this character is always removed. Tags are not among them, because flags need them.
pub fn hurts(letter: char) -> bool {
    letter.is_control() && !is_separator(letter)
        || matches!(letter,
            '\u{202A}'..='\u{202E}'
            // Symmetric swapping, Arabic shaping and national digits: deprecated since Unicode 3.0.
            | '\u{206A}'..='\u{206F}'
            | '\u{FEFF}'
            // Interlinear annotations, which hide a part of the text.
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{FDD0}'..='\u{FDEF}'
            | '\u{E0001}')
        || u32::from(letter) & 0xFFFE == 0xFFFE
}

/// Whether it begins or ends an embedding, an override or an isolate, which set the direction of a part of a text.
pub fn is_bidi_control(letter: char) -> bool {
    matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether it is a tab, or ends a line or a paragraph.
pub fn is_separator(letter: char) -> bool {
    matches!(letter, '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_tag(letter: char) -> bool {
    matches!(letter, '\u{E0000}'..='\u{E007F}')
}

fn plain(text: &str, separate: fn(char) -> char) -> Cow<'_, str> {
    let is_plain =
        |letter| !hurts(letter) && !is_tag(letter) && (!is_separator(letter) || separate(letter) == letter);
    if text.len() <= LONGEST && text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::new();
    let mut left = LONGEST;
    let mut rest = text.chars();
    while let Some(letter) = rest.next() {
        if hurts(letter) || is_tag(letter) {
            continue;
        }
        if left == 0 {
            break;
        }
        if letter == '\r' && rest.as_str().starts_with('\n') {
            continue;
        }
        left -= 1;
        clean.push(if is_separator(letter) { separate(letter) } else { letter });
        if letter == FLAG {
            let tags = tags(rest.as_str()).filter(|tags| tags.chars().count() <= left).unwrap_or_default();
            left -= tags.chars().count();
            clean.push_str(tags);
            rest = rest.as_str()[tags.len()..].chars();
        }
    }
    Cow::Owned(clean)
}

/// The tags at the start of the text after a flag, if they name a region: letters or digits, and the last tag.
fn tags(text: &str) -> Option<&str> {
    let of_region = |letter| matches!(letter, '\u{E0030}'..='\u{E0039}' | '\u{E0061}'..='\u{E007A}');
    let region = text.find(|letter| !of_region(letter)).filter(|region| *region > 0)?;
    if !text[region..].starts_with(LAST_TAG) {
        return None;
    }
    let tags = &text[..region + LAST_TAG.len_utf8()];
    (tags.chars().count() <= MAX_TAGS).then_some(tags)
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, hurts, is_separator, is_tag, line, lines};

    use proptest::collection::vec;
    use proptest::prelude::{
        ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest,
    };
    use proptest::sample::select;

    use std::borrow::Cow;

    const SCOTLAND: &str = "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}";

    #[test]
    fn a_line_is_cleaned() {
        for (text, clean) in [
            ("", ""),
            ("Alex", "Alex"),
            ("A\0da", "Ada"),
            ("Ada\u{7F}\u{9B}31m", "Ada31m"),
            ("one\r\ntwo\rthree\nfour\tfive", "one two three four five"),
            ("one\n\rtwo", "one  two"),
            ("a\u{B}b\u{C}c\u{85}d\u{2028}e\u{2029}f", "a b c d e f"),
            ("\u{202E}adA\u{202C}", "adA"),
            ("\u{202A}a\u{202B}b\u{202D}c", "abc"),
            ("\u{FEFF}A\u{FEFF}da\u{FFFE}\u{FFFF}\u{10FFFF}\u{FDD0}", "Ada"),
            ("\u{206A}a\u{206F}\u{FFF9}b\u{FFFB}", "ab"),
            // These stay.
            ("می\u{200C}روم", "می\u{200C}روم"),
            ("👨\u{200D}👩\u{200D}👧", "👨\u{200D}👩\u{200D}👧"),
            ("a\u{200F}b\u{200E}c\u{61C}d", "a\u{200F}b\u{200E}c\u{61C}d"),
            ("\u{2067}a\u{2069}", "\u{2067}a\u{2069}"),
            ("❤\u{FE0F} ก\u{200B}ข e\u{301} \u{A0}\u{FFFD}", "❤\u{FE0F} ก\u{200B}ข e\u{301} \u{A0}\u{FFFD}"),
            (SCOTLAND, SCOTLAND),
            // Tags that are not part of a flag.
            ("a\u{E0068}\u{E0069}b\u{E007F}", "ab"),
            ("🏴\u{E0067}\u{E0062}", "🏴"),
            ("🏴\u{E0067}\u{E0062}\u{E0067}\u{E0062}\u{E0067}\u{E0062}\u{E0067}\u{E007F}", "🏴"),
            ("🏴\u{E0001}\u{E007F}", "🏴"),
            ("🏴\u{E007F}", "🏴"),
            ("\u{E0001}a", "a"),
        ] {
            assert_eq!(line(text), clean, "{text:?}");
        }
    }

    #[test]
    fn several_lines_keep_their_ends_and_tabs() {
        for (text, clean) in [
            ("one\r\ntwo\rthree\nfour\tfive", "one\ntwo\nthree\nfour\tfive"),
            ("a\u{B}b\u{85}c\u{2028}d\u{2029}e\0", "a\nb\nc\nd\ne"),
            ("\u{202E}one\n\u{7}two", "one\ntwo"),
        ] {
            assert_eq!(lines(text), clean, "{text:?}");
        }
        assert!(matches!(lines("one\n\ttwo"), Cow::Borrowed(_)), "nothing to do");
    }

    #[test]
    fn a_long_text_is_cut() {
        let exactly = "ا".repeat(LONGEST);
        assert_eq!(line(&exactly), exactly);
        assert_eq!(line(&"a".repeat(1 << 20)), "a".repeat(LONGEST));
        assert_eq!(line(&"\u{301}".repeat(LONGEST + 1)).chars().count(), LONGEST);
        // A flag is not cut in the middle: it loses its region.
        let flag = line(&("a".repeat(LONGEST - 3) + SCOTLAND)).into_owned();
        assert!(flag.ends_with("a🏴"), "{}", &flag[LONGEST - 10..]);
        // Removed characters do not count.
        assert_eq!(line(&("\0".repeat(LONGEST) + "Ada")), "Ada");
    }

    /// Half of the letters are ones that are treated specially.
    fn letter() -> impl Strategy<Value = char> {
        let harmful = "\n\r\t\u{b}\u{1b}\0\u{7f}\u{85}\u{9b}\u{2028}\u{2029}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\
            \u{2066}\u{2067}\u{2068}\u{2069}\u{200c}\u{200d}\u{301}\u{feff}\u{ffff}\u{206a}\u{1f3f4}\u{e0001}\
            \u{e0067}\u{e0062}\u{e007f}";
        prop_oneof![any::<char>(), select(harmful.chars().collect::<Vec<_>>())]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn forbidden_characters_are_removed_and_cleaning_twice_changes_nothing(letters in vec(letter(), 0..20)) {
            let text: String = letters.iter().collect();
            let (one, several) = (line(&text), lines(&text));
            prop_assert!(!one.contains(|c| hurts(c) || is_separator(c)), "{one:?}");
            let is_bad = |c| hurts(c) || is_separator(c) && !matches!(c, '\n' | '\t');
            prop_assert!(!several.contains(is_bad), "{several:?}");
            prop_assert_eq!(line(&one), &*one);
            prop_assert_eq!(lines(&several), &*several);
            prop_assert_eq!(line(&several), &*one);
            // All other characters stay, in their order.
            let kept = |text: &str| -> String {
                text.chars().filter(|c| !hurts(*c) && !is_tag(*c) && !is_separator(*c) && *c != ' ').collect()
            };
            prop_assert_eq!(kept(&one), kept(&text));
        }
    }
}
