//! The tolerant JSON shapes.
//!
//! One wrong value loses that value alone: servers of this family differ in spelling, nulls and types, and
//! a person is better served by a profile with a gap than by an error. Texts are made [`plain`] here.

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

/// Reads a profile; `api` is the address that relative ones are resolved against. Nothing when the text
/// is no JSON object or none of its objects has a key of a profile with a value that can be read.
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
        unsaid: Fact::all().filter(|fact| !says(&answer, *fact, api)).collect::<BTreeSet<_>>(),
    })
}

/// Whether an answer with a good status is a way of saying yes, though it shows no profile: nothing at all, or
/// JSON such as `{"detail": "ok"}`. A web page is none.
pub(super) fn is_bare_consent(body: &[u8]) -> bool {
    body.trim_ascii().is_empty() || value(body).is_some()
}

/// Reads the key out of the answer to a sign-in.
pub(super) fn key(body: &[u8]) -> Option<String> {
    let answer = object(body)?;
    ["token", "auth_token", "key"]
        .iter()
        .filter_map(|name| answer.get(*name)?.as_str())
        .map(|key| key.trim().to_owned())
        .find(|key| !key.is_empty())
}

/// The body of signing in with a password; `key` is what the server calls the name.
pub(super) fn password(key: &str, name: &str, password: &Secret) -> Value {
    json!({ key: name, "password": password.expose() })
}

/// The body that changes nothing.
pub(super) fn nothing() -> Value {
    json!({})
}

/// The body of a change: exactly these fields, `null` for a cleared one, and `null` for the picture when
/// it is to be taken away.
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

/// How a server wants to be told the gender.
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

    /// Whether a value has two forms: unknown values are sent as they are.
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

/// Whether an answer says this in a form that can be read. `null` and an empty text say "empty".
fn says(answer: &Object, fact: Fact, api: &Url) -> bool {
    let is_empty =
        |value: &Value| value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty());
    let is_text = |value: &Value| matches!(value, Value::Null | Value::String(_) | Value::Number(_));
    let has = |key: &str, is_readable: &dyn Fn(&Value) -> bool| answer.get(key).is_some_and(is_readable);
    // An empty text is no time that somebody wrote: it may stand for one that is not told.
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

/// A text as one plain line, or a number as its digits; anything else is empty.
fn text(object: &Object, key: &str) -> String {
    plain::line(&raw(object, key)).into_owned()
}

/// A text as the server wrote it: for what is no text to a person, or may have several lines.
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

/// The key and the value of what can be the id of a person. What is the same for everybody, such as `true` or an empty
/// object, is none.
fn id(object: &Object) -> Option<(&'static str, &Value)> {
    let is_telling = |value: &Value| match value {
        Value::String(text) => !text.trim().is_empty(),
        value => value.is_number(),
    };
    ["id", "pk"].into_iter().find_map(|key| Some((key, object.get(key).filter(|value| is_telling(value))?)))
}

fn group_id(object: &Object) -> Option<u64> {
    ["id", "pk"].iter().find_map(|key| number(object.get(*key)?))
}

/// Only web addresses: `javascript:`, `file:` and `data:` are no pictures on a server, and a number is no address.
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
