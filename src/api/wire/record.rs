//! Finds the profile in an answer: the answer itself, or an object in it.
//!
//! It is found by its keys, not by those of the wrappers: `{"data": {…}}`, `{"user": {…}}`, `{"result": {"user": {…}}}`.

use super::lenient::without_mark;

use serde_json::value::RawValue;
use serde_json::{Map, Value};

use std::collections::BTreeMap;

/// The keys of a record and their values.
pub(super) type Object = Map<String, Value>;

/// The spellings of the flag; servers use both.
pub(super) const COMPLETED: [&str; 2] = ["is_profile_completed", "is_profile_compeleted"];
/// Keys that only a profile has. `id` is not one of them, because every API has it.
pub(super) const PROFILE_KEYS: [&str; 10] = [
    "username",
    "mobile_number",
    "email",
    "avatar",
    "first_name",
    "last_name",
    "full_name",
    "gender",
    COMPLETED[0],
    COMPLETED[1],
];
/// The most wrappers around the record.
const MAX_WRAPPERS: usize = 3;
/// The most objects that are searched on one level.
const MAX_OBJECTS: usize = 32;

/// The record of an answer.
pub(super) struct Found {
    /// Its keys.
    pub(super) record: Object,
    /// The keys that lead to it, from the outermost object on.
    pub(super) path: Vec<String>,
}

/// The outermost object that has a key of a profile with a usable value. None if there are two on the same level, because
/// one may be that of another person. Lists are not searched for the same reason.
pub(super) fn find(answer: Value) -> Option<Found> {
    let mut level = vec![(Vec::new(), answer)];
    for _ in 0..=MAX_WRAPPERS {
        let objects: Vec<Found> = level
            .into_iter()
            .filter_map(|(path, value)| match value {
                Value::Object(record) => Some(Found { record, path }),
                _ => None,
            })
            .take(MAX_OBJECTS)
            .collect();
        let (mut records, wrappers): (Vec<_>, Vec<_>) =
            objects.into_iter().partition(|found| is_record(&found.record));
        match records.len() {
            0 => level = wrappers.into_iter().flat_map(inside).collect(),
            1 => return records.pop(),
            _ => return None,
        }
    }
    None
}

fn inside(Found { record, path }: Found) -> impl Iterator<Item = (Vec<String>, Value)> {
    record.into_iter().map(move |(key, value)| {
        let path = path.iter().cloned().chain([key]).collect();
        (path, value)
    })
}

/// The text of the id under `key` in the record at `path`. A number is taken as it is written, since two large numbers may
/// be equal as floats.
pub(super) fn id_text(key: &str, id: &Value, body: &[u8], path: &[String]) -> String {
    match id {
        Value::String(text) => text.trim().to_owned(),
        id if id.is_f64() => as_written(key, body, path).unwrap_or_else(|| id.to_string()),
        id => id.to_string(),
    }
}

fn as_written(key: &str, body: &[u8], path: &[String]) -> Option<String> {
    let mut inner: &RawValue = serde_json::from_slice(without_mark(body)).ok()?;
    for key in path.iter().map(String::as_str).chain([key]) {
        let mut object: BTreeMap<String, &RawValue> = serde_json::from_str(inner.get()).ok()?;
        inner = object.remove(key)?;
    }
    Some(inner.get().to_owned())
}

fn is_record(object: &Object) -> bool {
    PROFILE_KEYS.iter().any(|key| {
        object.get(*key).is_some_and(|value| match value {
            Value::Null | Value::String(_) | Value::Number(_) => true,
            value => COMPLETED.contains(key) && flag(value).is_some(),
        })
    })
}

/// A flag as a boolean, number or text.
pub(super) fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::Number(number) => number.as_u64().map(|number| number != 0),
        Value::String(text) => match text.trim().to_lowercase().as_str() {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        },
        _ => None,
    }
}
