//! Parses and writes the JSON of the API.
//!
//! Servers of this family differ in spelling, nulls and types. A wrong value only loses that value, since a profile with a
//! gap is better than an error. Texts are cleaned by [`plain`] here.

use crate::plain;
use crate::profile::{Fact, Field, Gender, Group, Profile, Value as Change};
use crate::secret::Secret;

use jiff::Timestamp;
use serde_json::{Value, json};
use url::Url;

use std::collections::{BTreeMap, BTreeSet};

mod lenient;
mod record;
#[cfg(test)]
mod tests;
mod time;

pub(super) use lenient::value;
use record::{COMPLETED, Found, Object, flag};

/// Parses a profile. `api` is the base of relative addresses. None if the body is no JSON object, or no object in it has a
/// key of a profile with a usable value.
pub fn profile(body: &[u8], api: &Url) -> Option<Profile> {
    let Found { record: answer, path } = record::find(value(body)?)?;
    Some(Profile {
        id: id(&answer).map(|(key, value)| record::id_text(key, value, body, &path)),
        first_name: text(&answer, "first_name"),
        last_name: text(&answer, "last_name"),
        gender: Gender::from(Some(text(&answer, "gender").as_str())),
        username: text(&answer, "username"),
        mobile_number: text(&answer, "mobile_number"),
        email: text(&answer, "email"),
        full_name: Some(text(&answer, "full_name")).filter(|name| !name.trim().is_empty()),
        avatar: avatar(&answer, api),
        completed: COMPLETED.iter().find_map(|key| flag(answer.get(*key)?)),
        groups: groups(&answer),
        last_login: time(&answer, "last_login"),
        created_at: time(&answer, "created_at"),
        unknown: Fact::all().filter(|fact| !contains(&answer, *fact, api)).collect::<BTreeSet<_>>(),
    })
}

/// Whether the body of a success without a profile may still mean success: it is empty, or JSON such as
/// `{"detail": "ok"}`, but not a web page.
pub(super) fn is_bare_consent(body: &[u8]) -> bool {
    body.trim_ascii().is_empty() || value(body).is_some()
}

/// The key in the answer to a sign-in.
pub(super) fn key(body: &[u8]) -> Option<String> {
    let answer = object(body)?;
    ["token", "auth_token", "key"]
        .iter()
        .filter_map(|name| answer.get(*name)?.as_str())
        .map(|key| key.trim().to_owned())
        .find(|key| !key.is_empty())
}

/// The body of a sign-in with a password. `key` is the JSON key for the name.
pub(super) fn password(key: &str, name: &str, password: &Secret) -> Value {
    json!({ key: name, "password": password.expose() })
}

/// The body of a PATCH that changes nothing.
pub(super) fn nothing() -> Value {
    json!({})
}

/// The body of a change: exactly these fields, with `null` for a cleared one, and `null` for the picture if it is removed.
pub(super) fn changes(values: &BTreeMap<Field, Change>, gender: GenderForm, removes_picture: bool) -> Value {
    let text = |field: Field, change: &Change| match change {
        Change::Clear => Value::Null,
        Change::Text(text) if field == Field::Gender => Value::String(gender.apply(text)),
        Change::Text(text) => Value::String(text.clone()),
    };
    let fields = values.iter().filter(|(field, _)| **field != Field::Avatar);
    let picture = removes_picture.then(|| (Field::Avatar.key().to_owned(), Value::Null));
    fields.map(|(field, change)| (field.key().to_owned(), text(*field, change))).chain(picture).collect()
}

/// How a gender is written for a server.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum GenderForm {
    /// `male`, as documented.
    #[default]
    Small,
    /// `Male`.
    Capital,
}

impl GenderForm {
    /// The other one.
    pub(super) fn other(self) -> Self {
        match self {
            Self::Small => Self::Capital,
            Self::Capital => Self::Small,
        }
    }

    /// Whether a value has two forms. Unknown values are sent unchanged.
    pub(super) fn applies_to(change: &Change) -> bool {
        matches!(change, Change::Text(text) if !matches!(Gender::from(Some(text.as_str())), Gender::Unknown(_)))
    }

    fn apply(self, text: &str) -> String {
        let gender = Gender::from(Some(text));
        match (self, gender) {
            (_, Gender::NotGiven | Gender::Unknown(_)) => text.to_owned(),
            (Self::Small, gender) => gender.as_sent().unwrap_or_default().to_owned(),
            (Self::Capital, Gender::Male) => "Male".to_owned(),
            (Self::Capital, Gender::Female) => "Female".to_owned(),
            (Self::Capital, Gender::Other) => "Other".to_owned(),
        }
    }
}

fn object(body: &[u8]) -> Option<Object> {
    match value(body)? {
        Value::Object(object) => Some(object),
        _ => None,
    }
}

/// Whether an answer contains this fact in a usable form. `null` and an empty text mean "empty".
fn contains(answer: &Object, fact: Fact, api: &Url) -> bool {
    let is_empty =
        |value: &Value| value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty());
    let is_text = |value: &Value| matches!(value, Value::Null | Value::String(_) | Value::Number(_));
    let has = |key: &str, is_readable: &dyn Fn(&Value) -> bool| answer.get(key).is_some_and(is_readable);
    // An empty text is not a known time, but may mean that the time is not told.
    let has_time = |key: &str| has(key, &|value| value.is_null() || time(answer, key).is_some());
    match fact {
        Fact::Id => id(answer).is_some(),
        Fact::Field(Field::Avatar) => {
            has("avatar", &|value| is_empty(value) || avatar(answer, api).is_some())
        }
        Fact::Field(field) => has(field.key(), &is_text),
        Fact::FullName => has("full_name", &is_text),
        Fact::Completed => {
            COMPLETED.iter().any(|key| has(key, &|value| value.is_null() || flag(value).is_some()))
        }
        Fact::Groups => has("groups", &|value| value.is_null() || value.is_array()),
        Fact::LastLogin => has_time("last_login"),
        Fact::CreatedAt => has_time("created_at"),
    }
}

/// A text as one clean line, or a number as its digits; anything else is empty.
fn text(object: &Object, key: &str) -> String {
    plain::line(&raw(object, key)).into_owned()
}

/// A text as the server wrote it: for values that are not shown, or may have several lines.
fn raw(object: &Object, key: &str) -> String {
    match object.get(key) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

fn number(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// The key and the value of the id of a person. Only a text or a number can be an id.
fn id(object: &Object) -> Option<(&'static str, &Value)> {
    let is_id = |value: &Value| match value {
        Value::String(text) => !text.trim().is_empty(),
        value => value.is_number(),
    };
    ["id", "pk"].into_iter().find_map(|key| Some((key, object.get(key).filter(|value| is_id(value))?)))
}

fn group_id(object: &Object) -> Option<u64> {
    ["id", "pk"].iter().find_map(|key| number(object.get(*key)?))
}

/// The address of the picture. Only `http` and `https` are accepted.
fn avatar(object: &Object, api: &Url) -> Option<Url> {
    let text = object.get("avatar")?.as_str()?.trim();
    if text.is_empty() {
        return None;
    }
    api.join(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}

fn groups(object: &Object) -> Vec<Group> {
    let Some(Value::Array(groups)) = object.get("groups") else { return Vec::new() };
    groups.iter().filter_map(group).collect()
}

fn group(value: &Value) -> Option<Group> {
    match value {
        Value::Object(group) => Some(Group {
            id: group_id(group),
            name: text(group, "name"),
            notes: plain::lines(&raw(group, "notes")).into_owned(),
            users_count: group.get("users_count").and_then(number),
            created_at: time(group, "created_at"),
            updated_at: time(group, "updated_at"),
        }),
        Value::String(name) if number(value).is_none() && !name.trim().is_empty() => {
            Some(Group { name: plain::line(name).into_owned(), ..Group::default() })
        }
        value => number(value).map(|id| Group { id: Some(id), ..Group::default() }),
    }
}

fn time(object: &Object, key: &str) -> Option<Timestamp> {
    time::read(object.get(key)?)
}
