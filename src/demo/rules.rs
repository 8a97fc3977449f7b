//! Validation: the checks of Django REST framework's fields with their messages, in its order.

use super::behaviour::{Behaviour, GenderForm, MobileRule};
use super::multipart::Part;
use super::people::{People, TextField};

use serde_json::Value;
use unicode_bidi::{BidiClass, bidi_class};

/// Checks a JSON value. Returns the value to store; `None` is NULL.
///
/// # Errors
///
/// The messages for the field.
pub(super) fn check_json(
    field: TextField,
    sent: &Value,
    asked: &Context<'_>,
) -> Result<Option<String>, Vec<String>> {
    match sent {
        Value::Null => Ok(None),
        Value::String(text) => check(field, text, asked),
        Value::Number(number) => check(field, &number.to_string(), asked),
        other if field == TextField::Gender => Err(vec![not_a_choice(&python(other))]),
        _ => Err(vec![not_a_string(field)]),
    }
}

/// The same for a part of a form, where only an empty text can mean NULL.
///
/// # Errors
///
/// The messages for the field.
pub(super) fn check_part(
    field: TextField,
    sent: &Part,
    asked: &Context<'_>,
) -> Result<Option<String>, Vec<String>> {
    match sent {
        Part::Text(text) if text.is_empty() && !asked.behaviour.blank() => Ok(None),
        Part::Text(text) => check(field, text, asked),
        Part::File(upload) if field == TextField::Gender => Err(vec![not_a_choice(&upload.name)]),
        Part::File(_) => Err(vec![not_a_string(field)]),
    }
}

/// What the checks depend on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'a> {
    /// The settings of the server.
    pub(super) behaviour: &'a Behaviour,
    /// All people, for unique values.
    pub(super) people: &'a People,
    /// The person of the request: their own values are no conflict.
    pub(super) id: u64,
}

/// The word with a capital first letter.
pub(super) fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Whether Python's `\w` matches a character: Rust counts marks as letters, Python does not. It is wrong for spacing marks of
/// Indian scripts and for letters in circles.
pub(super) fn is_word_character(letter: char) -> bool {
    letter == '_' || (letter.is_alphanumeric() && bidi_class(letter) != BidiClass::NSM)
}

/// The text without white space at its ends, like Python's `str.strip`.
pub(super) fn trimmed(text: &str) -> &str {
    text.trim_matches(|letter: char| letter.is_whitespace() || ('\x1c'..='\x1f').contains(&letter))
}

/// The allowed genders.
pub(super) fn genders(behaviour: &Behaviour) -> [String; 3] {
    ["male", "female", "other"].map(|gender| match behaviour.gender() {
        GenderForm::Lower | GenderForm::Display => gender.to_owned(),
        GenderForm::Capital => capitalized(gender),
    })
}

/// The longest text in code points; `None` for the gender, which is a choice.
pub(super) const fn max_length(field: TextField) -> Option<usize> {
    match field {
        TextField::Username | TextField::FirstName | TextField::LastName => Some(150),
        TextField::MobileNumber => Some(20),
        TextField::Email => Some(254),
        TextField::Gender => None,
    }
}

fn check(field: TextField, text: &str, asked: &Context<'_>) -> Result<Option<String>, Vec<String>> {
    if field == TextField::Gender {
        let is_choice = (text.is_empty() && asked.behaviour.blank())
            || genders(asked.behaviour).iter().any(|one| one == text);
        return if is_choice { Ok(Some(text.to_owned())) } else { Err(vec![not_a_choice(text)]) };
    }
    let text = trimmed(text);
    if text.is_empty() {
        // Django does not check here that an empty text is unique; the database does, with a 500.
        let blank = "This field may not be blank.".to_owned();
        return if asked.behaviour.blank() { Ok(Some(String::new())) } else { Err(vec![blank]) };
    }
    let wrong = complaints(field, text, asked);
    if wrong.is_empty() { Ok(Some(text.to_owned())) } else { Err(wrong) }
}

fn complaints(field: TextField, text: &str, asked: &Context<'_>) -> Vec<String> {
    let mut wrong = Vec::new();
    let username_rule = field == TextField::Username && asked.behaviour.username_validator();
    if username_rule && !text.chars().all(|letter| is_word_character(letter) || "@.+-".contains(letter)) {
        let allowed = "This value may contain only letters, numbers, and @/./+/-/_ characters.";
        wrong.push(format!("Enter a valid username. {allowed}"));
    }
    if field == TextField::MobileNumber && !is_mobile_number(text, asked.behaviour.mobile()) {
        wrong.push("Enter a valid value.".to_owned());
    }
    if field.is_unique() && asked.people.is_taken(field, text, asked.id) {
        wrong.push(format!("user with this {} already exists.", field.key().replace('_', " ")));
    }
    if let Some(longest) = max_length(field)
        && text.chars().count() > longest
    {
        wrong.push(format!("Ensure this field has no more than {longest} characters."));
    }
    if text.contains('\0') {
        wrong.push("Null characters are not allowed.".to_owned());
    }
    if field == TextField::Email && !is_email(text) {
        wrong.push(BAD_EMAIL.to_owned());
    }
    wrong
}

fn not_a_string(field: TextField) -> String {
    let sentence = if field == TextField::Email { BAD_EMAIL } else { "Not a valid string." };
    sentence.to_owned()
}

const BAD_EMAIL: &str = "Enter a valid email address.";

fn not_a_choice(sent: &str) -> String {
    format!("\"{sent}\" is not a valid choice.")
}

/// A value as Python prints it.
fn python(value: &Value) -> String {
    match value {
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        other => other.to_string().replace('"', "'"),
    }
}

fn is_mobile_number(text: &str, rule: MobileRule) -> bool {
    match rule {
        MobileRule::Anything => true,
        MobileRule::Iranian => text.strip_prefix("09").is_some_and(|rest| {
            rest.chars().count() == 9
                && rest.chars().all(|digit| matches!(digit, '0'..='9' | '٠'..='٩' | '۰'..='۹'))
        }),
    }
}

/// Django's `EmailValidator`: ASCII words with dots before the last `@`, a host name or `localhost` after it. Quoted words and
/// addresses in brackets, which Django accepts, are not implemented.
fn is_email(text: &str) -> bool {
    let Some((user, domain)) = text.rsplit_once('@') else { return false };
    let is_atom = |atom: &str| {
        let is_sign = |byte| b"-!#$%&'*+/=?^_`{}|~".contains(&byte);
        !atom.is_empty() && atom.bytes().all(|byte| byte.is_ascii_alphanumeric() || is_sign(byte))
    };
    text.chars().count() <= 320
        && user.split('.').all(is_atom)
        && (domain == "localhost" || is_domain(domain))
}

/// At least two labels, of letters (all from U+00A1 to U+FFFF), digits and hyphens. The last label has digits only in
/// Punycode.
fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.chars().count())
            && label.chars().all(|letter| {
                letter.is_ascii_alphanumeric() || letter == '-' || ('\u{a1}'..='\u{ffff}').contains(&letter)
            })
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let is_top = |top: &str| {
        let is_punycode = top.to_lowercase().starts_with("xn--");
        top.chars().count() >= 2 && (is_punycode || !top.bytes().any(|byte| byte.is_ascii_digit()))
    };
    domain.split('.').all(is_label) && domain.rsplit_once('.').is_some_and(|(_, top)| is_top(top))
}
