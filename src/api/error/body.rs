//! The words of a refusal, as Django REST framework and its relatives send them.

use super::super::wire;
use crate::plain;
use crate::profile::normalize::is_direction_mark;
use crate::profile::{Field, FieldErrors};

use serde_json::Value;

/// Letters that are kept of one message; more than any sentence needs.
const LONGEST: usize = 300;
/// Messages that are kept for one field or for the whole request.
const MOST: usize = 5;
/// Lists and objects inside each other; nested serializers answer with two.
const DEEPEST: usize = 4;
/// Keys that stand for the whole request, so that their name says nothing to a person.
const WHOLE: [&str; 7] =
    ["non_field_errors", "detail", "__all__", "error", "errors", "message", "error_description"];

/// Reads `{"field": ["message"]}`, `{"non_field_errors": [..]}`, `{"detail": ".."}`, a bare list or a bare
/// text. Nothing when there is no word in it, or when it is no JSON (a web page).
pub fn field_errors(body: &[u8]) -> Option<FieldErrors> {
    let mut errors = FieldErrors::default();
    match wire::value(body)? {
        Value::Object(keys) => {
            for (key, value) in &keys {
                let found = messages(value);
                match Field::from_key(key) {
                    Some(_) if found.is_empty() => {}
                    Some(field) => {
                        let _previous = errors.fields.insert(field, found);
                    }
                    None if WHOLE.contains(&key.as_str()) => errors.other.extend(found),
                    None => {
                        let key = plain(key);
                        errors.other.extend(found.into_iter().map(|message| format!("{key}: {message}")));
                    }
                }
            }
        }
        value => errors.other = messages(&value),
    }
    errors.other.truncate(MOST);
    (!errors.fields.is_empty() || !errors.other.is_empty()).then_some(errors)
}

/// Every text in a value, at most [`MOST`].
fn messages(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    collect(value, DEEPEST, &mut found);
    found
}

fn collect(value: &Value, depth: usize, found: &mut Vec<String>) {
    if found.len() >= MOST || depth == 0 {
        return;
    }
    match value {
        Value::String(text) => {
            let text = plain(text);
            if !text.is_empty() {
                found.push(text);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, depth - 1, found)),
        Value::Object(values) => values.values().for_each(|value| collect(value, depth - 1, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
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
