//! Where the record is in an answer: the answer itself, or an object that it is wrapped in.
//!
//! Found by its shape, not by the name of the wrapper: `{"data": {…}}`, `{"user": {…}}`, `{"result": {"user": {…}}}`.

use super::{COMPLETED, Object, TELLING, flag};

use serde_json::Value;

/// How many wrappers may be round the record.
const DEEPEST: usize = 3;
/// Objects that are looked at on one level.
const MOST: usize = 32;

/// The outermost object that has a key of a profile with a value that can be read. Nothing where there are two of
/// them side by side: one may be somebody else's. Lists are not looked into for the same reason.
pub(super) fn find(answer: Value) -> Option<Object> {
    let mut level = vec![answer];
    for _ in 0..=DEEPEST {
        let objects: Vec<Object> = level
            .into_iter()
            .filter_map(|value| match value {
                Value::Object(object) => Some(object),
                _ => None,
            })
            .take(MOST)
            .collect();
        let (mut records, wrappers): (Vec<_>, Vec<_>) = objects.into_iter().partition(is_record);
        match records.len() {
            0 => level = wrappers.into_iter().flatten().map(|(_, value)| value).collect(),
            1 => return records.pop(),
            _ => return None,
        }
    }
    None
}

fn is_record(object: &Object) -> bool {
    TELLING.iter().any(|key| {
        object.get(*key).is_some_and(|value| match value {
            Value::Null | Value::String(_) | Value::Number(_) => true,
            value => COMPLETED.contains(key) && flag(value).is_some(),
        })
    })
}
