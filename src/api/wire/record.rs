//! Where the record is in an answer: the answer itself, or an object that it is wrapped in.
//!
//! Found by its shape, not by the name of the wrapper: `{"data": {…}}`, `{"user": {…}}`, `{"result": {"user": {…}}}`.

use super::lenient::without_mark;

use serde_json::value::RawValue;
use serde_json::{Map, Value};

use std::collections::BTreeMap;

/// The keys of a record and their values.
pub(super) type Object = Map<String, Value>;

/// Both spellings of the flag: the reference has both.
pub(super) const COMPLETED: [&str; 2] = ["is_profile_completed", "is_profile_compeleted"];
/// Keys that only a profile has. `id` alone says nothing: every API has it.
pub(super) const TELLING: [&str; 10] = [
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
/// How many wrappers may be round the record.
const DEEPEST: usize = 3;
/// Objects that are looked at on one level.
const MOST: usize = 32;

/// The record of an answer.
pub(super) struct Found {
    /// Its keys.
    pub(super) record: Object,
    /// The keys that lead to it, from the outermost object on.
    pub(super) path: Vec<String>,
}

/// The outermost object that has a key of a profile with a value that can be read. Nothing where there are two of
/// them side by side: one may be somebody else's. Lists are not looked into for the same reason.
pub(super) fn find(answer: Value) -> Option<Found> {
    let mut level = vec![(Vec::new(), answer)];
    for _ in 0..=DEEPEST {
        let objects: Vec<Found> = level
            .into_iter()
            .filter_map(|(path, value)| match value {
                Value::Object(record) => Some(Found { record, path }),
                _ => None,
            })
            .take(MOST)
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

/// The text of an id that stands under `key` in the record at `path`: a number as it is written, since two that are
/// large may be equal as floats.
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
    TELLING.iter().any(|key| {
        object.get(*key).is_some_and(|value| match value {
            Value::Null | Value::String(_) | Value::Number(_) => true,
            value => COMPLETED.contains(key) && flag(value).is_some(),
        })
    })
}

/// Yes or no, in any form.
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
