//! Texts of the server and of the person where they leave the program: bounded, and unable to disturb what stands
//! beside them.

use crate::plain::{self, is_bidi_control};

use unicode_bidi::{BidiClass, bidi_class};
use unicode_segmentation::UnicodeSegmentation;

const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_ISOLATE: char = '\u{2069}';
const ZERO_WIDTH_NON_JOINER: char = '\u{200C}';
/// What makes an Arabic word longer. Unicode counts it as a letter.
const TATWEEL: char = '\u{640}';

/// The most that is shown of one text, in letters as a person counts them (grapheme clusters).
const LONGEST: usize = 512;

/// The most code points that are looked at: one letter can carry any number of marks.
const LONGEST_IN_CODE_POINTS: usize = 8 * LONGEST;

/// The most marks over and under one letter: more than names in any living language have. A higher stack would lie over
/// the lines around it.
const HIGHEST: usize = 4;

/// A foreign text for the screen: isolated (FSI … PDI), so that its direction stays its own; one [plain](plain::line)
/// line without isolates of its own, cut at 512 letters with "…", and with at most four marks on a letter. ZWNJ and ZWJ
/// stay. An empty text stays empty.
///
/// Not for the clipboard, titles and names for assistive technology: see [`spoken`].
pub fn display(text: &str) -> String {
    let clean = clean(text);
    if clean.is_empty() {
        return clean;
    }
    format!("{FIRST_STRONG_ISOLATE}{clean}{POP_ISOLATE}")
}

/// A sentence as assistive technology, the window's title and the clipboard get it: plain, without the isolates
/// that only the screen needs. Ends of lines stay.
pub fn spoken(sentence: &str) -> String {
    plain::lines(sentence).chars().filter(|letter| !is_bidi_control(*letter)).collect()
}

/// A foreign text as one line for the clipboard: whole, and without isolates.
pub fn copied(text: &str) -> String {
    plain::line(text).chars().filter(|letter| !is_bidi_control(*letter)).collect()
}

/// What stands in the circle of a person without a photo: the first letters of the first and the last
/// word, letters of joining scripts kept apart by ZWNJ; the first alone where it is a word of its own, as in Chinese, Japanese
/// and Korean; empty when the name has nothing to show. Words in brackets and words without a letter or digit, such as an
/// emoji, count only where there are no others.
pub fn initials(name: &str) -> String {
    let clean = clean(name);
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
            marks <= HIGHEST
        })
        .take(LONGEST_IN_CODE_POINTS + 1)
        .collect();
    // The first letter that is too much, by either limit.
    let beyond_letters = clean.grapheme_indices(true).nth(LONGEST).map(|(at, _)| at);
    let beyond_code_points = clean.char_indices().nth(LONGEST_IN_CODE_POINTS).map(|(at, _)| at);
    match beyond_letters.or(beyond_code_points) {
        Some(at) => format!("{}…", &clean[..at]),
        None => clean,
    }
}

/// A name without what stands in brackets, as a title does.
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

/// The first letter or digit of a word in its capital form.
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

/// Whether a letter could join its neighbour: the Arabic blocks, which Persian is written in.
fn joins(letter: &str) -> bool {
    letter.chars().any(|letter| {
        matches!(letter, '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{870}'..='\u{8FF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}')
    })
}

/// Whether a letter stands for a syllable or a word: kana, ideographs, Hangul.
fn is_a_word(letter: &str) -> bool {
    letter.chars().any(|letter| {
        matches!(letter, '\u{1100}'..='\u{11FF}' | '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
    })
}

#[cfg(test)]
mod tests {
    use super::{HIGHEST, LONGEST, LONGEST_IN_CODE_POINTS, copied, display, initials, spoken};

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
        assert!(!display(&letter.repeat(LONGEST)).contains('…'));
        let shown = display(&letter.repeat(LONGEST + 1));
        assert_eq!(shown, format!("\u{2068}{}…\u{2069}", letter.repeat(LONGEST)));
    }

    #[test]
    fn letters_of_many_parts_are_cut_too() {
        // A family is one letter of seven code points, and each may have a colour.
        let family = "👨🏽\u{200D}👩🏽\u{200D}👧🏽\u{200D}👦🏽";
        let shown = display(&family.repeat(LONGEST));
        assert_eq!(shown.chars().count(), LONGEST_IN_CODE_POINTS + "…".chars().count() + 2);
    }

    #[test]
    fn marks_are_not_stacked_over_other_lines() {
        let marks = |count: usize| "\u{301}".repeat(count);
        assert_eq!(
            display(&format!("e{}", marks(1_000_000))),
            format!("\u{2068}e{}\u{2069}", marks(HIGHEST))
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
    fn a_copied_text_is_one_whole_line() {
        let notes = format!("one\r\ntwo\t{}\u{2067}", "x".repeat(2 * LONGEST));
        assert_eq!(copied(&notes), format!("one two {}", "x".repeat(2 * LONGEST)));
    }

    #[test]
    fn initials_are_the_first_letters_of_the_first_and_last_word() {
        for (name, letters) in [
            ("", ""),
            (" \u{200F} ", ""),
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

    /// Half of the letters are the ones that could do harm.
    fn letter() -> impl Strategy<Value = char> {
        let harmful = "\n\r\u{1b}\0\u{7f}\u{85}\u{9b}\u{2028}\u{2029}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\
            \u{2066}\u{2067}\u{2068}\u{2069}\u{200c}\u{200d}\u{301}";
        prop_oneof![any::<char>(), select(harmful.chars().collect::<Vec<_>>())]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_control_gets_through_and_isolates_balance(
            // Mostly short ones, which is quick and meets the same mistakes.
            letters in prop_oneof![99 => vec(letter(), 0..20), 1 => vec(letter(), 500..700)]
        ) {
            let text: String = letters.into_iter().collect();
            let shown = display(&text);
            let inner = shown.strip_prefix('\u{2068}').and_then(|rest| rest.strip_suffix('\u{2069}'));
            prop_assert!(shown.is_empty() || inner.is_some());
            let inner = inner.unwrap_or_default();
            let harmful = |c: char| c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            prop_assert!(!inner.chars().any(harmful), "{:?}", inner);
            prop_assert!(inner.graphemes(true).count() <= LONGEST + 1);
            let joiners = |text: &str| text.chars().filter(|c| matches!(c, '\u{200c}' | '\u{200d}')).count();
            if !inner.ends_with('…') {
                prop_assert_eq!(joiners(inner), joiners(&text));
            }
        }
    }
}
