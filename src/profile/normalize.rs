//! Cleans typed values (digits, invisible marks, white space), and gives advice about them.
//!
//! The server only trims white space at the ends and stores the rest unchanged. So ۰۹۱۲ and 0912 are two different numbers
//! for it, and an address that was pasted with a direction mark cannot be found again by searching.

use super::Field;
use crate::plain;

/// Which letters of a name are sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Letters {
    /// As typed.
    #[default]
    AsTyped,
    /// Arabic ي and ك become Persian ی and ک.
    Persian,
}

/// Advice about a typed value. It never prevents saving: the server decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Advice {
    /// An e-mail address without an @.
    EmailAt,
    /// An e-mail address with more than one @.
    EmailAts,
    /// An e-mail address with nothing before the @.
    EmailName,
    /// An e-mail address without a domain with a dot. The parameter is the text after the @.
    EmailDomain(String),
    /// An e-mail address with a space in it.
    EmailSpace,
    /// A mobile number with letters in it.
    MobileLetters,
    /// Longer than most servers allow. Both are counted in code points, like on the server.
    Long {
        /// The length of the value that would be sent.
        count: usize,
        /// The length that most servers allow.
        usual: usize,
    },
}

/// The value that is sent: without [forbidden characters](plain::line), without white space at its ends, and
///
/// * username, e-mail and mobile number without invisible marks,
/// * the mobile number with ASCII digits,
/// * first and last name with the chosen `letters`. Names keep invisible marks, because the spelling of many Persian names
///   needs ZWNJ.
pub fn for_sending(field: Field, text: &str, letters: Letters) -> String {
    let text = &*plain::line(text);
    match field {
        Field::FirstName | Field::LastName => {
            let name = text.trim();
            match letters {
                Letters::AsTyped => name.to_owned(),
                Letters::Persian => persian_letters(name),
            }
        }
        Field::Username | Field::Email => without_invisible_marks(text).trim().to_owned(),
        Field::MobileNumber => ascii_digits(without_invisible_marks(text).trim()),
        Field::Gender | Field::Avatar => text.trim().to_owned(),
    }
}

/// The text in the field while it is typed or after it was pasted. Username, e-mail and mobile number have no invisible marks,
/// and names have the chosen `letters`. So the person sees these changes.
pub fn while_typing(field: Field, text: &str, letters: Letters) -> String {
    match (field, letters) {
        (Field::Username | Field::Email | Field::MobileNumber, _) => without_invisible_marks(text),
        (Field::FirstName | Field::LastName, Letters::Persian) => persian_letters(text),
        _ => text.to_owned(),
    }
}

/// Advice about a value while it is typed. Empty values have none.
pub fn advice(field: Field, text: &str) -> Option<Advice> {
    let value = for_sending(field, text, Letters::AsTyped);
    let count = value.chars().count();
    match usual_length(field) {
        Some(usual) if count > usual => Some(Advice::Long { count, usual }),
        _ if field == Field::Email && count > 0 => email_advice(&value),
        _ if field == Field::MobileNumber && value.contains(char::is_alphabetic) => {
            Some(Advice::MobileLetters)
        }
        _ => None,
    }
}

fn email_advice(value: &str) -> Option<Advice> {
    let Some((name, domain)) = value.split_once('@') else { return Some(Advice::EmailAt) };
    let has_dot = domain.split_once('.').is_some_and(|(host, rest)| !host.is_empty() && !rest.is_empty());
    match () {
        () if value.contains(char::is_whitespace) => Some(Advice::EmailSpace),
        () if domain.contains('@') => Some(Advice::EmailAts),
        () if name.is_empty() => Some(Advice::EmailName),
        () if !has_dot || domain.ends_with('.') => Some(Advice::EmailDomain(domain.to_owned())),
        () => None,
    }
}

/// The `max_length` of a field in the reference model, in code points. Other servers may allow more or less.
pub fn usual_length(field: Field) -> Option<usize> {
    match field {
        Field::FirstName | Field::LastName | Field::Username => Some(150),
        Field::MobileNumber => Some(20),
        Field::Email => Some(254),
        Field::Gender | Field::Avatar => None,
    }
}

/// Replaces Persian ۰ to ۹ and Arabic ٠ to ٩ by ASCII digits.
pub fn ascii_digits(text: &str) -> String {
    text.chars()
        .map(|letter| {
            let zero = match letter {
                '\u{06F0}'..='\u{06F9}' => 0x06F0,
                '\u{0660}'..='\u{0669}' => 0x0660,
                _ => return letter,
            };
            char::from_digit(u32::from(letter) - zero, 10).unwrap_or(letter)
        })
        .collect()
}

/// Replaces Arabic ي and ك by Persian ی and ک. They look the same inside of a word, but a search treats them differently.
pub fn persian_letters(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            'ي' => 'ی',
            'ك' => 'ک',
            other => other,
        })
        .collect()
}

/// The text without [invisible marks](is_invisible_mark).
pub fn without_invisible_marks(text: &str) -> String {
    text.chars().filter(|letter| !is_invisible_mark(*letter)).collect()
}

/// Whether a character is an invisible mark for direction or joining: ALM, LRM, RLM, embeddings, overrides, isolates, ZWNJ,
/// ZWJ, zero-width space, word joiner or byte-order mark.
pub fn is_invisible_mark(letter: char) -> bool {
    is_direction_mark(letter) || matches!(letter, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

/// Whether a character changes the direction of text: ALM, LRM, RLM, embeddings, overrides, isolates.
pub fn is_direction_mark(letter: char) -> bool {
    matches!(letter, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::{Advice, Letters, advice, ascii_digits, for_sending, persian_letters};
    use crate::profile::Field;

    #[test]
    fn values_are_cleaned_for_sending() {
        use Field::{Avatar, Email, FirstName, Gender, LastName, MobileNumber, Username};
        let cases = [
            (FirstName, "", ""),
            (FirstName, "  Ada\t\n", "Ada"),
            (FirstName, "\u{A0}Ada\u{A0}", "Ada"),
            (FirstName, "Ada  Maria", "Ada  Maria"),
            (FirstName, "\u{202E}A\0da\u{2029}\nL", "Ada  L"),
            (FirstName, "می\u{200C}ترا", "می\u{200C}ترا"),
            (LastName, "a\u{200F}b", "a\u{200F}b"),
            (LastName, "۱۲", "۱۲"),
            (LastName, "قرباني", "قرباني"),
            (Username, "\u{200E}sara\u{200F}", "sara"),
            (Username, "\u{202B}sara\u{202C} ", "sara"),
            (Username, " \u{FEFF}sara", "sara"),
            (Username, "sa\u{200C}ra", "sara"),
            (Username, "سارا۲", "سارا۲"),
            (Email, "\u{2066}a@b.ir\u{2069}", "a@b.ir"),
            (Email, " a@b.ir\u{A0}", "a@b.ir"),
            (Email, "۱@b.ir", "۱@b.ir"),
            (MobileNumber, "۰۹۱۲۳۴۵۶۷۸۹", "09123456789"),
            (MobileNumber, "٠٩١٢٣٤٥٦٧٨٩", "09123456789"),
            (MobileNumber, "\u{202A}+98 912\u{202C}", "+98 912"),
            (MobileNumber, "\u{061C}٠٩", "09"),
            (MobileNumber, " 0912-000 ", "0912-000"),
            (MobileNumber, "office", "office"),
            (Gender, " male ", "male"),
            (Avatar, "", ""),
        ];
        for (field, typed, sent) in cases {
            assert_eq!(for_sending(field, typed, Letters::AsTyped), sent, "{field:?} {typed:?}");
        }
    }

    #[test]
    fn cleaning_again_changes_nothing() {
        for field in Field::ALL {
            for text in [" \u{200E} a \u{200F} ", "\u{A0}\u{FEFF} ۱", "\u{200C} x", ""] {
                let once = for_sending(field, text, Letters::Persian);
                assert_eq!(for_sending(field, &once, Letters::Persian), once, "{field:?} {text:?}");
            }
        }
    }

    #[test]
    fn letters_are_replaced_on_request_and_in_names_only() {
        assert_eq!(for_sending(Field::FirstName, "علي", Letters::Persian), "علی");
        assert_eq!(for_sending(Field::LastName, "كاوه", Letters::Persian), "کاوه");
        assert_eq!(for_sending(Field::FirstName, "علي", Letters::AsTyped), "علي");
        assert_eq!(for_sending(Field::Username, "علي", Letters::Persian), "علي");
        assert_eq!(persian_letters("يك نى"), "یک نى");
    }

    #[test]
    fn all_twenty_digits_become_ascii() {
        assert_eq!(ascii_digits("۰۱۲۳۴۵۶۷۸۹"), "0123456789");
        assert_eq!(ascii_digits("٠١٢٣٤٥٦٧٨٩"), "0123456789");
        assert_eq!(ascii_digits("۰a٩ ½"), "0a9 ½");
    }

    #[test]
    fn advice_is_given_for_doubtful_values() {
        let long = |count, usual| Some(Advice::Long { count, usual });
        let cases = [
            (Field::Email, "".to_owned(), None),
            (Field::Email, "   ".to_owned(), None),
            (Field::Email, "a@b.ir".to_owned(), None),
            (Field::Email, " a@b.ir\u{200F}".to_owned(), None),
            (Field::Email, "نام@نمونه.ایران".to_owned(), None),
            (Field::Email, "ab.ir".to_owned(), Some(Advice::EmailAt)),
            (Field::Email, "a@b".to_owned(), Some(Advice::EmailDomain("b".to_owned()))),
            (Field::Email, "@b.ir".to_owned(), Some(Advice::EmailName)),
            (Field::Email, "a@.ir".to_owned(), Some(Advice::EmailDomain(".ir".to_owned()))),
            (Field::Email, "a@b.".to_owned(), Some(Advice::EmailDomain("b.".to_owned()))),
            (Field::Email, "a@b@c.ir".to_owned(), Some(Advice::EmailAts)),
            (Field::Email, "a@@b.ir".to_owned(), Some(Advice::EmailAts)),
            (Field::Email, "@@".to_owned(), Some(Advice::EmailAts)),
            (Field::Email, "a b@c.ir".to_owned(), Some(Advice::EmailSpace)),
            (Field::Email, format!("{}@b.ir", "a".repeat(249)), None),
            (Field::Email, format!("{}@b.ir", "a".repeat(250)), long(255, 254)),
            (Field::FirstName, "ا".repeat(150), None),
            (Field::FirstName, "ا".repeat(151), long(151, 150)),
            (Field::LastName, format!("  {}  ", "a".repeat(150)), None),
            (Field::Username, "a".repeat(151), long(151, 150)),
            (Field::MobileNumber, "۰".repeat(20), None),
            (Field::MobileNumber, "۰".repeat(21), long(21, 20)),
            (Field::MobileNumber, "0912 letters".to_owned(), Some(Advice::MobileLetters)),
            (Field::MobileNumber, "۰۹۱۲ شماره".to_owned(), Some(Advice::MobileLetters)),
            (Field::MobileNumber, "+98 (912) 000-0002".to_owned(), None),
            (Field::Gender, "x".repeat(1000), None),
        ];
        for (field, typed, expected) in cases {
            assert_eq!(advice(field, &typed), expected, "{field:?} {typed:?}");
        }
    }
}
