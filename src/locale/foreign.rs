//! Prepares texts from the server and the person for display, speech and the clipboard: limited in length, and without
//! characters that affect the text next to them.

use crate::plain::{self, is_bidi_control};

use unicode_bidi::{BidiClass, bidi_class};
use unicode_segmentation::UnicodeSegmentation;

const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_ISOLATE: char = '\u{2069}';
const ZERO_WIDTH_NON_JOINER: char = '\u{200C}';
/// Makes an Arabic word longer. Unicode counts it as a letter.
const TATWEEL: char = '\u{640}';

/// The longest text that is shown, in grapheme clusters.
const MAX_LETTERS: usize = 512;

/// The longest text that is shown, in code points: one letter can have any number of marks.
const MAX_CODE_POINTS: usize = 8 * MAX_LETTERS;

/// The largest number of marks on one letter, more than in names of any living language. More marks would cover the lines
/// above and below.
const MAX_MARKS: usize = 4;

/// A foreign text for the screen: one [line](plain::line), isolated (FSI … PDI), so that its direction does not affect the
/// text around it. Other isolates are removed, ZWNJ and ZWJ stay. The text is cut at 512 letters with "…", and a letter has
/// at most four marks. An empty text stays empty.
///
/// Not for the clipboard, titles and assistive technology: see [`spoken`].
pub fn display(text: &str) -> String {
    let clean = clean(text);
    if clean.is_empty() {
        return clean;
    }
    format!("{FIRST_STRONG_ISOLATE}{clean}{POP_ISOLATE}")
}

/// A sentence for assistive technology, the window title and the clipboard: without isolates. Line breaks stay.
pub fn spoken(sentence: &str) -> String {
    plain::lines(sentence).chars().filter(|letter| !is_bidi_control(*letter)).collect()
}

/// A foreign text for the clipboard: one line, not cut, without isolates.
pub fn copied(text: &str) -> String {
    plain::line(text).chars().filter(|letter| !is_bidi_control(*letter)).collect()
}

/// The initials for a person without a photo: the first letters of the first and the last word. Letters of joining scripts
/// are separated by ZWNJ. In Chinese, Japanese and Korean it is the first letter only. Words in brackets and words without a
/// letter or digit, such as an emoji, are used only if there are no others. Empty if the name has nothing to show.
pub fn initials(name: &str) -> String {
    let clean = clean(name);
    // The number of an account is nobody's name.
    if clean.starts_with('#') {
        return String::new();
    }
    let words = without_brackets(&clean);
    let letters_of = |words: &str| words.split_whitespace().filter_map(first_letter).collect::<Vec<_>>();
    let signs_of = |words: &str| words.split_whitespace().filter_map(first_sign).collect::<Vec<_>>();
    let choices = [letters_of(&words), letters_of(&clean), signs_of(&clean)];
    let mut letters = choices.into_iter().find(|letters| !letters.is_empty()).unwrap_or_default().into_iter();
    let Some(first) = letters.next() else {
        return String::new();
    };
    match letters.next_back() {
        Some(_) if is_a_word(&first) => first,
        Some(last) if joins(&first) && joins(&last) => format!("{first}{ZERO_WIDTH_NON_JOINER}{last}"),
        Some(last) => first + &last,
        None => first,
    }
}

fn clean(text: &str) -> String {
    let mut marks = 0;
    let clean: String = plain::line(text)
        .chars()
        .filter(|letter| !is_bidi_control(*letter))
        .filter(|letter| {
            marks = if bidi_class(*letter) == BidiClass::NSM { marks + 1 } else { 0 };
            marks <= MAX_MARKS
        })
        .take(MAX_CODE_POINTS + 1)
        .collect();
    // The first letter after the limits.
    let beyond_letters = clean.grapheme_indices(true).nth(MAX_LETTERS).map(|(at, _)| at);
    let beyond_code_points = clean.char_indices().nth(MAX_CODE_POINTS).map(|(at, _)| at);
    match beyond_letters.or(beyond_code_points) {
        Some(at) => format!("{}…", &clean[..at]),
        None => clean,
    }
}

/// A name without the text in brackets, such as a title.
fn without_brackets(name: &str) -> String {
    let mut depth = 0_usize;
    let outside = name.chars().map(|letter| {
        match letter {
            '(' | '[' | '{' | '（' => depth += 1,
            ')' | ']' | '}' | '）' => depth = depth.saturating_sub(1),
            _ if depth == 0 => return letter,
            _ => {}
        }
        ' '
    });
    outside.collect()
}

/// The first letter or digit of a word, as a capital.
fn first_letter(word: &str) -> Option<String> {
    let is_letter = |letter: char| letter.is_alphanumeric() && letter != TATWEEL;
    let letter = word.graphemes(true).find(|letter| letter.chars().any(is_letter))?;
    let capital = letter.to_uppercase();
    let same_length = capital.chars().count() == letter.chars().count();
    Some(if same_length { capital } else { letter.to_owned() })
}

/// The first visible sign of a word, such as an emoji.
fn first_sign(word: &str) -> Option<String> {
    word.graphemes(true).find(|sign| !sign.chars().all(is_no_initial)).map(str::to_owned)
}

fn is_no_initial(letter: char) -> bool {
    letter.is_ascii_punctuation()
        || matches!(letter, '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2010}'..='\u{2027}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// Whether a letter can join its neighbour: the Arabic blocks, which Persian uses.
fn joins(letter: &str) -> bool {
    letter.chars().any(|letter| {
        matches!(letter, '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{870}'..='\u{8FF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}')
    })
}

/// Whether a letter is a syllable or a word: kana, ideographs, Hangul.
fn is_a_word(letter: &str) -> bool {
    letter.chars().any(|letter| {
        matches!(letter, '\u{1100}'..='\u{11FF}' | '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
    })
}

#[cfg(test)]
mod tests {
    use super::{MAX_CODE_POINTS, MAX_LETTERS, MAX_MARKS, copied, display, initials, spoken};

    use proptest::collection::vec;
    use proptest::prelude::{
        ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest,
    };
    use proptest::sample::select;
    use unicode_segmentation::UnicodeSegmentation;

    #[test]
    fn foreign_text_is_isolated_and_plain() {
        for (text, shown) in [
            ("", ""),
            ("\u{202E}\u{7}", ""),
            ("Alex", "\u{2068}Alex\u{2069}"),
            ("بهروز قربانی", "\u{2068}بهروز قربانی\u{2069}"),
            ("می\u{200C}روم 👨\u{200D}👩", "\u{2068}می\u{200C}روم 👨\u{200D}👩\u{2069}"),
            ("a\u{202E}b\u{2066}c\u{2069}d", "\u{2068}abcd\u{2069}"),
            ("one\r\ntwo\tthree\u{2029}four", "\u{2068}one two three four\u{2069}"),
            ("\u{1b}[31mred\u{9b}", "\u{2068}[31mred\u{2069}"),
            ("<b>bold</b>", "\u{2068}<b>bold</b>\u{2069}"),
        ] {
            assert_eq!(display(text), shown, "{text:?}");
        }
    }

    #[test]
    fn long_text_is_cut_between_letters() {
        let letter = "e\u{301}";
        assert!(!display(&letter.repeat(MAX_LETTERS)).contains('…'));
        let shown = display(&letter.repeat(MAX_LETTERS + 1));
        assert_eq!(shown, format!("\u{2068}{}…\u{2069}", letter.repeat(MAX_LETTERS)));
    }

    #[test]
    fn letters_of_many_code_points_are_cut_too() {
        // A family is one letter of seven code points, and each may have a colour.
        let family = "👨🏽\u{200D}👩🏽\u{200D}👧🏽\u{200D}👦🏽";
        let shown = display(&family.repeat(MAX_LETTERS));
        assert_eq!(shown.chars().count(), MAX_CODE_POINTS + "…".chars().count() + 2);
    }

    #[test]
    fn marks_on_a_letter_are_limited() {
        let marks = |count: usize| "\u{301}".repeat(count);
        assert_eq!(
            display(&format!("e{}", marks(1_000_000))),
            format!("\u{2068}e{}\u{2069}", marks(MAX_MARKS))
        );
        assert_eq!(
            display(&format!("Z{}o{}", marks(99), marks(3))),
            display(&format!("Z{}o{}", marks(8), marks(3)))
        );
        // With shadda, vowel and superscript alef.
        let pointed = "اللّٰه عَلَيۡهِ";
        assert_eq!(display(pointed), format!("\u{2068}{pointed}\u{2069}"));
    }

    #[test]
    fn a_spoken_sentence_has_no_isolates() {
        assert_eq!(spoken(&format!("Photo of {}", display("بهروز"))), "Photo of بهروز");
        assert_eq!(spoken("One\0.\nTwo\u{202E}."), "One.\nTwo.");
    }

    #[test]
    fn a_copied_text_is_one_line_and_not_cut() {
        let notes = format!("one\r\ntwo\t{}\u{2067}", "x".repeat(2 * MAX_LETTERS));
        assert_eq!(copied(&notes), format!("one two {}", "x".repeat(2 * MAX_LETTERS)));
    }

    #[test]
    fn initials_are_the_first_letters_of_the_first_and_last_word() {
        for (name, letters) in [
            ("", ""),
            (" \u{200F} ", ""),
            ("#4711", ""),
            ("Alexandra Thompson", "AT"),
            ("alexandra van der berg", "AB"),
            ("Alexandra", "A"),
            ("بهروز قربانی", "ب\u{200C}ق"),
            ("بهروز", "ب"),
            ("سید علی حسینی", "س\u{200C}ح"),
            ("Behrooz قربانی", "Bق"),
            ("E\u{301}mile Zola", "E\u{301}Z"),
            ("straße ßeta", "Sß"),
            ("(Dr.) Who", "W"),
            ("(Dr. med.) Anna Weiss", "AW"),
            ("[HR] sara ahmadi (on leave)", "SA"),
            ("(مهندس) علی رضایی", "ع\u{200C}ر"),
            ("(Ali)", "A"),
            ("Sara (HR", "S"),
            ("Dr. Who", "DW"),
            ("O'Neil", "O"),
            ("d'Arc", "D"),
            ("Jeanne d’Arc", "JD"),
            ("'Abd Allah", "AA"),
            ("ابن سینا", "ا\u{200C}س"),
            ("محمد\u{200C}رضا", "م"),
            ("محمد\u{200C}رضا گلزار", "م\u{200C}گ"),
            ("ـعـلی", "ع"),
            ("عَلی", "عَ"),
            ("12345", "1"),
            ("۱۲۳ ۴۵", "۱\u{200C}۴"),
            ("E\u{301}lodie", "E\u{301}"),
            ("e\u{301}lodie", "E\u{301}"),
            ("Élodie", "É"),
            ("@alex_thompson", "A"),
            ("👩\u{200D}🚀 Ali", "A"),
            ("Ali Reza 👩\u{200D}🚀", "AR"),
            ("👩\u{200D}🚀", "👩\u{200D}🚀"),
            ("(👩\u{200D}🚀) 🎉", "👩\u{200D}🚀🎉"),
            ("***", ""),
            ("- Smith", "S"),
            ("王小明", "王"),
            ("王 小明", "王"),
            ("김 민준", "김"),
            ("ひらがな テスト", "ひ"),
            ("\u{202E}Ana\nBell", "AB"),
        ] {
            assert_eq!(initials(name), letters, "{name:?}");
        }
    }

    /// Half of the letters are control characters, isolates, joiners and marks.
    fn letter() -> impl Strategy<Value = char> {
        let harmful = "\n\r\u{1b}\0\u{7f}\u{85}\u{9b}\u{2028}\u{2029}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\
            \u{2066}\u{2067}\u{2068}\u{2069}\u{200c}\u{200d}\u{301}";
        prop_oneof![any::<char>(), select(harmful.chars().collect::<Vec<_>>())]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_control_character_is_left_and_isolates_are_balanced(
            // Mostly short texts, which are fast and find the same mistakes.
            letters in prop_oneof![99 => vec(letter(), 0..20), 1 => vec(letter(), 500..700)]
        ) {
            let text: String = letters.into_iter().collect();
            let shown = display(&text);
            let inner = shown.strip_prefix('\u{2068}').and_then(|rest| rest.strip_suffix('\u{2069}'));
            prop_assert!(shown.is_empty() || inner.is_some());
            let inner = inner.unwrap_or_default();
            let harmful = |c: char| c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            prop_assert!(!inner.chars().any(harmful), "{:?}", inner);
            prop_assert!(inner.graphemes(true).count() <= MAX_LETTERS + 1);
            let joiners = |text: &str| text.chars().filter(|c| matches!(c, '\u{200c}' | '\u{200d}')).count();
            if !inner.ends_with('…') {
                prop_assert_eq!(joiners(inner), joiners(&text));
            }
        }
    }
}
