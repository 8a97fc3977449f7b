//! What a search compares: text without what a person does not type exactly, such as capitals and accents.

use super::normalize::{ascii_digits, is_invisible_mark, persian_letters};

use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;

use std::ops::Range;

/// A text without capitals, accents, vowel marks and invisible marks, with one form of letters and digits that look alike.
pub fn folded(text: &str) -> String {
    let parts = DecomposingNormalizerBorrowed::new_nfkd().normalize(text);
    let plain: String =
        parts.chars().filter(|letter| !is_invisible_mark(*letter) && !is_accent(*letter)).collect();
    let mut folded = String::with_capacity(plain.len());
    for letter in persian_letters(&ascii_digits(&plain)).to_lowercase().chars() {
        match letter {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'đ' => folded.push('d'),
            'ł' => folded.push('l'),
            'ı' => folded.push('i'),
            'ς' => folded.push('σ'),
            'ى' => folded.push('ی'),
            'ە' | 'ة' => folded.push('ه'),
            letter => folded.push(letter),
        }
    }
    folded
}

/// Where the words of `search` are in `text`.
pub fn matches(text: &str, search: &str) -> Vec<Range<usize>> {
    let words = folded(search);
    if words.trim().is_empty() {
        return Vec::new();
    }
    // What each folded byte was folded from.
    let (mut whole, mut sources) = (String::new(), Vec::<Range<usize>>::new());
    for (at, letter) in text.char_indices() {
        let end = at + letter.len_utf8();
        whole.push_str(&folded(letter.encode_utf8(&mut [0; 4])));
        sources.resize(whole.len(), at..end);
        if let Some(last) = sources.last_mut().filter(|_| is_accent(letter)) {
            last.end = end;
        }
    }
    let found = words
        .split_whitespace()
        .flat_map(|word| whole.match_indices(word).map(|(at, word)| at..at + word.len()).collect::<Vec<_>>());
    found.map(|found| sources[found.start].start..sources[found.end - 1].end).collect()
}

/// Whether a character is a mark above or below the letter before it.
fn is_accent(letter: char) -> bool {
    !letter.is_ascii() && CanonicalCombiningClassMapBorrowed::new().get_u8(letter) != 0
}

#[cfg(test)]
mod tests {
    use super::{folded, matches};

    #[test]
    fn what_was_found_is_where_it_stands_in_the_text() {
        let found = |text: &'static str, search| {
            matches(text, search).into_iter().map(|part| &text[part]).collect::<Vec<_>>()
        };
        assert_eq!(found("Administrators of administration", "ADMIN of"), ["Admin", "admin", "of"]);
        assert_eq!(found("\u{2068}كتاب ۷\u{2069}", "کتاب 7"), ["كتاب", "۷"]);
        assert_eq!(found("می\u{200C}روم", "میروم"), ["می\u{200C}روم"]);
        assert_eq!(found("İstanbul", "i"), ["İ"]);
        assert_eq!(found("Das Café am Eck", "cafe"), ["Café"]);
        // The accent may be a letter of its own.
        assert_eq!(found("Das Cafe\u{301} am Eck", "café"), ["Cafe\u{301}"]);
        assert_eq!(found("Lange Straße 7", "STRASSE"), ["Straße"]);
        assert_eq!(found("گروه عَلي", "علی"), ["عَلي"]);
        assert!(found("Team", " ").is_empty() && found("", "a").is_empty());
    }

    #[test]
    fn a_search_does_not_depend_on_how_it_is_typed() {
        for (one, other) in [
            ("Administrators", "aDMINISTRATORS"),
            ("می‌روم", "ميروم"),
            ("کتاب ۷", "كتاب 7"),
            ("\u{200F}گروه", "گروه"),
            ("Café", "cafe"),
            ("Straße", "strasse"),
            ("STRASSE", "straße"),
            ("Ærø", "aero"),
            ("ΟΔΟΣ", "οδος"),
            ("علي", "علی"),
            ("على", "علی"),
            ("آموزش", "اموزش"),
            ("خانۀ", "خانه"),
            ("ﻋﻠﻲ", "علی"),
        ] {
            assert_eq!(folded(one), folded(other));
        }
        assert_ne!(folded("سارا"), folded("سرا"));
    }
}
