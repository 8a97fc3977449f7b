//! Reads the messages in the body of a refusal, in any of the formats that servers use.
//!
//! There is no common standard: Django REST framework answers `{"email": [".."]}`, others a list
//! of objects that each name their field, or either of them inside `error`, `errors`, `details` and so on. So every text
//! is taken for a message, unless its key ([`keys`]) or the text itself looks like something else, such as a code or an
//! address.

use super::super::wire;
use super::keys::{self, KeyMeaning, Subject};
use crate::plain;
use crate::profile::FieldErrors;
use crate::profile::normalize::is_direction_mark;

use serde_json::{Map, Value};

#[cfg(test)]
mod tests;

/// The longest message, in letters. It is cut there.
pub(super) const LONGEST: usize = 300;
/// The most messages that are kept for one field or for the whole request.
pub(super) const MAX_MESSAGES: usize = 5;
/// The greatest depth of nested lists and objects that is read. Real answers need up to eight.
const MAX_DEPTH: usize = 10;
/// The most entries that are read of one list, and values of the whole body.
const MAX_ENTRIES: usize = 50;
const MAX_VALUES: usize = 2_000;

/// The messages of a body.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct BodyMessages {
    /// The messages.
    pub(super) words: FieldErrors,
    /// The keys of the request that they are about, as the server spells them.
    pub(super) keys: Vec<String>,
}

/// The messages in a body of JSON. None if there is no message, or it is not JSON.
pub fn field_errors(body: &[u8]) -> Option<FieldErrors> {
    read(body).map(|reading| reading.words)
}

/// The same with the keys they are about.
pub(super) fn read(body: &[u8]) -> Option<BodyMessages> {
    let mut search = Search { left: MAX_VALUES, ..Search::default() };
    search.look(&wire::value(body)?, &Context::default(), MAX_DEPTH);
    let mut reading = if search.certain.words.is_empty() { search.doubtful } else { search.certain };
    let BodyMessages { words, .. } = &mut reading;
    // Some servers repeat the message of a field for the whole request.
    words.other.retain(|said| !words.fields.values().flatten().any(|other| other == said));
    (!words.is_empty()).then_some(reading)
}

/// The message in a body of plain text, if it is a single line. Longer texts are reports for programmers.
pub(super) fn read_line(body: &[u8]) -> BodyMessages {
    let text = std::str::from_utf8(body).unwrap_or_default().trim();
    let is_line = text.chars().nth(LONGEST).is_none() && !text.contains(['\n', '<']);
    let line = Some(plain(text)).filter(|line| is_line && !line.is_empty() && !is_code(line));
    BodyMessages {
        words: FieldErrors { other: line.into_iter().collect(), ..FieldErrors::default() },
        keys: Vec::new(),
    }
}

/// Whether a body is JSON.
pub(super) fn is_json(body: &[u8]) -> bool {
    wire::value(body).is_some()
}

/// What is known about a value from the keys above it.
#[derive(Debug, Clone)]
struct Context {
    /// What a message there is about.
    subject: Subject,
    /// Whether a text there is only used if no better message is found.
    is_doubtful: bool,
    /// Whether an object there lists messages by the names of fields. Otherwise it has the parts of one message.
    is_list: bool,
    /// Whether an object there may repeat the values of the request.
    is_echo: bool,
}

impl Default for Context {
    fn default() -> Self {
        Self { subject: Subject::Whole, is_doubtful: false, is_list: true, is_echo: false }
    }
}

impl Context {
    /// The context under a key. Below a known field, unknown keys belong to that field.
    fn under(&self, key: &str) -> Self {
        let subject = match (&self.subject, keys::subject(key)) {
            (Subject::Field { .. }, Subject::Other(_)) => self.subject.clone(),
            (_, subject) => subject,
        };
        Self { subject, ..self.clone() }
    }
}

#[derive(Debug, Default)]
struct Search {
    certain: BodyMessages,
    doubtful: BodyMessages,
    left: usize,
}

impl Search {
    fn look(&mut self, value: &Value, context: &Context, depth: usize) {
        if depth == 0 || self.left == 0 {
            return;
        }
        self.left -= 1;
        match value {
            Value::String(text) => self.note(text, context),
            Value::Array(values) => {
                values.iter().take(MAX_ENTRIES).for_each(|value| self.look(value, context, depth - 1));
            }
            Value::Object(object) => self.look_into(object, context, depth - 1),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn look_into(&mut self, object: &Map<String, Value>, context: &Context, depth: usize) {
        let is_entry = keys::has_messages(object);
        let subject =
            is_entry.then(|| keys::subject_of(object)).flatten().unwrap_or_else(|| context.subject.clone());
        let is_doubtful = context.is_doubtful;
        let here = Context { subject, is_doubtful, is_list: true, is_echo: false };
        let is_about = |key: &str, value: &Value| keys::is_locator(key) && (is_entry || value.is_string());
        for (key, value) in object.iter().filter(|(key, value)| !is_about(key, value)) {
            let inside = match (keys::meaning(key), value) {
                (KeyMeaning::Messages, _) => here.clone(),
                (KeyMeaning::Title, _) => {
                    Context { is_doubtful: is_doubtful || value.is_string(), ..here.clone() }
                }
                (KeyMeaning::Wrapper, Value::Array(_) | Value::Object(_)) => {
                    Context { is_echo: true, ..here.clone() }
                }
                (KeyMeaning::Field(_), Value::String(text)) if context.is_echo || is_entry => {
                    // A single word is probably the value that was sent, several words are probably a message.
                    if !text.trim().contains(char::is_whitespace) {
                        continue;
                    }
                    Context { is_doubtful: is_doubtful || context.is_echo, ..here.under(key) }
                }
                (KeyMeaning::Other, Value::String(_)) => {
                    let is_named = context.is_list && !is_entry && !context.is_echo;
                    Context { is_doubtful: is_doubtful || !is_named, ..here.under(key) }
                }
                (KeyMeaning::Field(_) | KeyMeaning::Other, Value::Object(_)) => {
                    Context { is_echo: true, ..here.under(key) }
                }
                (KeyMeaning::Field(_) | KeyMeaning::Other, _) => here.under(key),
                // It may also be the name of a field; then it has a list of sentences.
                (KeyMeaning::ForPrograms, Value::Array(values)) if values.iter().all(is_sentence) => {
                    here.under(key)
                }
                (KeyMeaning::Wrapper | KeyMeaning::ForPrograms, _) => continue,
            };
            self.look(value, &inside, depth);
        }
    }

    fn note(&mut self, text: &str, context: &Context) {
        let text = plain(text);
        let is_about_a_field = matches!(context.subject, Subject::Field { .. });
        if text.is_empty() || (is_code(&text) && !is_about_a_field) {
            return;
        }
        let BodyMessages { words, keys } =
            if context.is_doubtful { &mut self.doubtful } else { &mut self.certain };
        let (messages, text) = match &context.subject {
            Subject::Whole => (&mut words.other, text),
            Subject::Field { field, .. } => (words.fields.entry(*field).or_default(), text),
            Subject::Other(key) => (&mut words.other, format!("{}: {text}", plain(key))),
        };
        if messages.len() < MAX_MESSAGES && !messages.contains(&text) {
            messages.push(text);
        }
        if let Subject::Field { key, .. } | Subject::Other(key) = &context.subject
            && keys.len() < MAX_MESSAGES
            && !keys.contains(key)
        {
            keys.push(key.clone());
        }
    }
}

fn is_sentence(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.trim().contains(char::is_whitespace) && !is_code(text))
}

/// Whether a text is for programs: `invalid_grant`, `ERR-17`, `notBlank`, an address, a time.
fn is_code(text: &str) -> bool {
    let word = text.trim().trim_end_matches(['.', '!', '?']);
    let is_word =
        word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-+.:/\\=&%#?@~{}".contains(&byte));
    let has_inner_capital = word.len() > 2 && word.bytes().skip(1).any(|byte| byte.is_ascii_uppercase());
    let is_spelt_as_code = has_inner_capital || word.bytes().any(|byte| !byte.is_ascii_alphabetic());
    let has_digit = word.contains(|letter: char| letter.is_ascii_digit());
    let has_letters = word.chars().filter(|letter| letter.is_alphabetic()).nth(2).is_some();
    (is_word && is_spelt_as_code) || (has_digit && !has_letters)
}

/// One line of plain text without controls and direction marks, cut at [`LONGEST`].
fn plain(text: &str) -> String {
    let clean: String = plain::line(text)
        .chars()
        .map(|letter| if letter.is_whitespace() { ' ' } else { letter })
        .filter(|letter| !is_direction_mark(*letter))
        .collect();
    let clean = clean.trim();
    match clean.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &clean[..end]),
        None => clean.to_owned(),
    }
}
