//! Digits of the languages: ASCII digits as those of a language, and decimal places.

use super::language::Language;

/// A text of this program's own with its ASCII digits in those of the language.
pub(super) fn of(language: Language, text: &str) -> String {
    match language {
        Language::English => text.to_owned(),
        Language::Persian => persian(text),
    }
}

/// A number of tenths with at most one decimal place.
pub(super) fn decimal(language: Language, tenths: u64) -> String {
    let separator = match language {
        Language::English => '.',
        Language::Persian => '٫',
    };
    let whole = tenths / 10;
    match tenths % 10 {
        0 => of(language, &whole.to_string()),
        tenth => of(language, &format!("{whole}{separator}{tenth}")),
    }
}

/// ASCII digits as Persian ones.
pub(super) fn persian(text: &str) -> String {
    text.chars()
        .map(|letter| match letter.to_digit(10) {
            Some(digit) => char::from_u32(u32::from('۰') + digit).expect("U+06F0 to U+06F9"),
            None => letter,
        })
        .collect()
}
