//! Converts ASCII digits to those of a language, and writes decimal numbers.

use super::language::Language;

/// The digits of languages without their own digits.
const ASCII: [char; 10] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

/// Replaces ASCII digits in a text by those of the language.
pub(super) fn of(language: Language, text: &str) -> String {
    let digit = |letter: char| letter.to_digit(10).and_then(|digit| language.digits().get(digit as usize));
    text.chars().map(|letter| digit(letter).copied().unwrap_or(letter)).collect()
}

/// Whether a language has other digits than ASCII digits.
pub(super) fn are_own(language: Language) -> bool {
    *language.digits() != ASCII
}

/// A number, given in tenths, with at most one decimal place.
pub(super) fn decimal(language: Language, tenths: u64) -> String {
    let whole = tenths / 10;
    match tenths % 10 {
        0 => of(language, &whole.to_string()),
        tenth => of(language, &format!("{whole}{}{tenth}", language.decimal_separator())),
    }
}
