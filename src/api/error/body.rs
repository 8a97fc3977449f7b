//! The words of a refusal, whatever envelope they come in.
//!
//! There is no standard that servers keep to: Django REST framework answers `{"email": [".."]}`, others a list
//! of objects that each name their field, or either of them inside `error`, `errors`, `details` …. So the
//! answer is read by its shape, not by its product: every text is a message, unless its key ([`keys`]) or its
//! form says that it is something else, such as a code or an address.

use super::super::wire;
use super::keys::{self, Key, Place};
use crate::plain;
use crate::profile::FieldErrors;
use crate::profile::normalize::is_direction_mark;

use serde_json::{Map, Value};

#[cfg(test)]
mod tests;

/// Letters that are kept of one message; more than any sentence needs.
pub(super) const LONGEST: usize = 300;
/// Messages that are kept for one field or for the whole request.
pub(super) const MOST: usize = 5;
/// Lists and objects inside each other that are looked into; an envelope in an envelope needs eight.
const DEEPEST: usize = 10;
/// Entries of one list that are looked at, and values of the whole body.
const MOST_ENTRIES: usize = 50;
const MOST_VALUES: usize = 2_000;

/// What a body says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Reading {
    /// The messages.
    pub(super) words: FieldErrors,
    /// The keys in the request that they are about, as the server spells them.
    pub(super) about: Vec<String>,
}

/// The messages in a body of JSON. Nothing when there is no word in it, or when it is no JSON (a web page).
pub fn field_errors(body: &[u8]) -> Option<FieldErrors> {
    read(body).map(|reading| reading.words)
}

/// The same with the keys they are about.
pub(super) fn read(body: &[u8]) -> Option<Reading> {
    let mut search = Search { left: MOST_VALUES, ..Search::default() };
    search.look(&wire::value(body)?, &Spot::default(), DEEPEST);
    let mut reading = if search.said.words.is_empty() { search.perhaps } else { search.said };
    let Reading { words, .. } = &mut reading;
    // Some servers say the same once for the field and once for the whole.
    words.other.retain(|said| !words.fields.values().flatten().any(|other| other == said));
    (!words.is_empty()).then_some(reading)
}

/// The message in a body of plain text: a line of its own. More is a report for programmers.
pub(super) fn read_line(body: &[u8]) -> Reading {
    let text = std::str::from_utf8(body).unwrap_or_default().trim();
    let is_line = text.chars().nth(LONGEST).is_none() && !text.contains(['\n', '<']);
    let line = Some(plain(text)).filter(|line| is_line && !line.is_empty() && !is_code(line));
    Reading {
        words: FieldErrors { other: line.into_iter().collect(), ..FieldErrors::default() },
        about: Vec::new(),
    }
}

/// Whether a body is JSON, whatever it says.
pub(super) fn is_json(body: &[u8]) -> bool {
    wire::value(body).is_some()
}

/// Where in the body a value stands.
#[derive(Debug, Clone)]
struct Spot {
    /// What a message there is about.
    place: Place,
    /// Whether a text there is a message only where no better one is found.
    is_doubtful: bool,
    /// Whether an object there lists messages by the names of fields, and not the parts of one message.
    is_list: bool,
    /// Whether an object there may be the request come back, with the values that were sent.
    is_echo: bool,
}

impl Default for Spot {
    fn default() -> Self {
        Self { place: Place::Whole, is_doubtful: false, is_list: true, is_echo: false }
    }
}

impl Spot {
    /// The spot under a key. What has no name that is known here belongs to the field round it.
    fn under(&self, key: &str) -> Self {
        let place = match (&self.place, keys::place(key)) {
            (Place::Field { .. }, Place::Other(_)) => self.place.clone(),
            (_, place) => place,
        };
        Self { place, ..self.clone() }
    }
}

#[derive(Debug, Default)]
struct Search {
    said: Reading,
    perhaps: Reading,
    left: usize,
}

impl Search {
    fn look(&mut self, value: &Value, spot: &Spot, depth: usize) {
        if depth == 0 || self.left == 0 {
            return;
        }
        self.left -= 1;
        match value {
            Value::String(text) => self.note(text, spot),
            Value::Array(values) => {
                values.iter().take(MOST_ENTRIES).for_each(|value| self.look(value, spot, depth - 1));
            }
            Value::Object(object) => self.look_into(object, spot, depth - 1),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn look_into(&mut self, object: &Map<String, Value>, spot: &Spot, depth: usize) {
        let is_entry = keys::has_words(object);
        let place = is_entry.then(|| keys::place_of(object)).flatten().unwrap_or_else(|| spot.place.clone());
        let is_doubtful = spot.is_doubtful;
        let here = Spot { place, is_doubtful, is_list: true, is_echo: false };
        let is_about = |key: &str, value: &Value| keys::is_locator(key) && (is_entry || value.is_string());
        for (key, value) in object.iter().filter(|(key, value)| !is_about(key, value)) {
            let inside = match (keys::meaning(key), value) {
                (Key::Words, _) => here.clone(),
                (Key::Title, _) => Spot { is_doubtful: is_doubtful || value.is_string(), ..here.clone() },
                (Key::Round, Value::Array(_) | Value::Object(_)) => Spot { is_echo: true, ..here.clone() },
                (Key::Field(_), Value::String(text)) if spot.is_echo || is_entry => {
                    // A value that was sent is no message; a sentence is no value, or seldom.
                    if !text.trim().contains(char::is_whitespace) {
                        continue;
                    }
                    Spot { is_doubtful: is_doubtful || spot.is_echo, ..here.under(key) }
                }
                (Key::Other, Value::String(_)) => {
                    let is_named = spot.is_list && !is_entry && !spot.is_echo;
                    Spot { is_doubtful: is_doubtful || !is_named, ..here.under(key) }
                }
                (Key::Field(_) | Key::Other, Value::Object(_)) => Spot { is_echo: true, ..here.under(key) },
                (Key::Field(_) | Key::Other, _) => here.under(key),
                // A form may have a field of this name; then sentences stand in its list.
                (Key::Aside, Value::Array(values)) if values.iter().all(is_sentence) => here.under(key),
                (Key::Round | Key::Aside, _) => continue,
            };
            self.look(value, &inside, depth);
        }
    }

    fn note(&mut self, text: &str, spot: &Spot) {
        let text = plain(text);
        let is_about_a_field = matches!(spot.place, Place::Field { .. });
        if text.is_empty() || (is_code(&text) && !is_about_a_field) {
            return;
        }
        let Reading { words, about } = if spot.is_doubtful { &mut self.perhaps } else { &mut self.said };
        let (messages, text) = match &spot.place {
            Place::Whole => (&mut words.other, text),
            Place::Field { field, .. } => (words.fields.entry(*field).or_default(), text),
            Place::Other(key) => (&mut words.other, format!("{}: {text}", plain(key))),
        };
        if messages.len() < MOST && !messages.contains(&text) {
            messages.push(text);
        }
        if let Place::Field { key, .. } | Place::Other(key) = &spot.place
            && about.len() < MOST
            && !about.contains(key)
        {
            about.push(key.clone());
        }
    }
}

fn is_sentence(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.trim().contains(char::is_whitespace) && !is_code(text))
}

/// Whether a text is meant for programs: `invalid_grant`, `ERR-17`, `notBlank`, an address, a time.
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

/// One line of plain text: without controls and direction marks, not longer than a long sentence.
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
