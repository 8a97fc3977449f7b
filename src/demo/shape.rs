//! The JSON form of a person, and the description for OPTIONS.

use super::answer::Answer;
use super::behaviour::{Behaviour, CompletedSpelling, GenderForm, GroupsForm, IdsForm, MediaForm};
use super::people::{Group, People, Person, TextField, random};
use super::{rules, upload};

use axum::http::StatusCode;
use jiff::Timestamp;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};

/// A person in the API, with keys in the order of the framework.
#[derive(Debug)]
pub(super) struct Shown<'a> {
    pub(super) person: &'a Person,
    pub(super) people: &'a People,
    pub(super) behaviour: &'a Behaviour,
    /// The `Host` of the request, for absolute addresses.
    pub(super) host: &'a str,
}

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let person = self.person;
        let mut map = serializer.serialize_map(None)?;
        if let Some(id) = self.id() {
            map.serialize_entry("id", &id)?;
        }
        for field in [TextField::Username, TextField::MobileNumber, TextField::Email] {
            if field == TextField::Username && self.behaviour.ids() == IdsForm::AbsentWithUsername {
                continue;
            }
            map.serialize_entry(field.key(), &person.text(field))?;
        }
        map.serialize_entry("avatar", &self.avatar())?;
        for field in [TextField::FirstName, TextField::LastName] {
            map.serialize_entry(field.key(), &person.text(field))?;
        }
        map.serialize_entry("full_name", &person.full_name())?;
        map.serialize_entry("gender", &self.gender())?;
        map.serialize_entry(completed_key(self.behaviour), &person.is_complete())?;
        map.serialize_entry("groups", &self.groups())?;
        map.serialize_entry("last_login", &person.last_login.map(time))?;
        map.serialize_entry("created_at", &time(person.created_at))?;
        map.end()
    }
}

/// The keys that can be changed.
pub(super) const WRITABLE: [&str; 7] =
    ["username", "mobile_number", "email", "avatar", "first_name", "last_name", "gender"];

impl Shown<'_> {
    /// The answer with the keys for which `wanted` returns true and that this server has.
    pub(super) fn answer(&self, wanted: impl Fn(&str) -> bool) -> Answer {
        let is_whole = self.behaviour.lacks().is_empty() && WRITABLE.into_iter().chain(["id"]).all(&wanted);
        if is_whole && !self.behaviour.wrapped() {
            return Answer::new(StatusCode::OK, self);
        }
        let mut shown = serde_json::to_value(self).unwrap_or_default();
        if let Some(shown) = shown.as_object_mut() {
            shown.retain(|key, _| wanted(key) && !self.behaviour.lacks().contains(&key.as_str()));
        }
        if self.behaviour.wrapped() {
            shown = json!({ "data": shown });
        }
        Answer::new(StatusCode::OK, &shown)
    }

    fn id(&self) -> Option<Value> {
        let id = self.person.id;
        match self.behaviour.ids() {
            IdsForm::Numbers => Some(json!(id)),
            IdsForm::Uuids => Some(json!(format!("{id:08x}-0000-4000-8000-{id:012x}"))),
            IdsForm::Slugs => Some(json!(format!("person-{id}"))),
            IdsForm::Absent | IdsForm::AbsentWithUsername => None,
        }
    }

    fn avatar(&self) -> Option<String> {
        let fallback = self.behaviour.default_picture().then_some(upload::DEFAULT_PICTURE);
        let name = percent_encoded(self.person.avatar.as_deref().or(fallback)?);
        let path = format!("{}{name}", upload::FOLDER);
        let address = match &self.behaviour.media() {
            MediaForm::Absolute => format!("http://{}/media/{path}", self.host),
            MediaForm::Relative => format!("/media/{path}"),
            MediaForm::Query => format!("http://{}/media/?file={path}", self.host),
            MediaForm::At(address) => format!("{address}{path}"),
        };
        if !self.behaviour.signed_media() {
            return Some(address);
        }
        let mark = if address.contains('?') { '&' } else { '?' };
        Some(format!("{address}{mark}Signature={:016x}", random()))
    }

    fn gender(&self) -> Option<String> {
        let stored = self.person.text(TextField::Gender)?;
        Some(match self.behaviour.gender() {
            GenderForm::Display => rules::capitalized(stored),
            GenderForm::Lower | GenderForm::Capital => stored.to_owned(),
        })
    }

    fn groups(&self) -> Vec<ShownGroup<'_>> {
        self.people
            .groups_of(self.person)
            .map(|group| match self.behaviour.groups() {
                GroupsForm::Objects => ShownGroup::Object(group, self.people.members(group.id)),
                GroupsForm::Ids => ShownGroup::Id(group.id),
            })
            .collect()
    }
}

/// The description for OPTIONS. It lists the fields only if PUT is supported.
pub(super) fn description(behaviour: &Behaviour) -> Value {
    let mut description = json!({
        "name": "Me",
        "description": "The signed-in user's own profile.",
        "renders": ["application/json", "text/html"],
        "parses": ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"],
    });
    if behaviour.put() {
        description["actions"] = json!({ "PUT": fields(behaviour) });
    }
    description
}

enum ShownGroup<'a> {
    Object(&'a Group, usize),
    Id(u64),
}

impl Serialize for ShownGroup<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Id(id) => serializer.serialize_u64(*id),
            Self::Object(group, members) => {
                let mut map = serializer.serialize_map(Some(6))?;
                map.serialize_entry("id", &group.id)?;
                map.serialize_entry("name", group.name)?;
                map.serialize_entry("notes", group.notes)?;
                map.serialize_entry("users_count", members)?;
                map.serialize_entry("created_at", &time(group.created_at))?;
                map.serialize_entry("updated_at", &time(group.updated_at))?;
                map.end()
            }
        }
    }
}

fn completed_key(behaviour: &Behaviour) -> &'static str {
    match behaviour.completed_spelling() {
        CompletedSpelling::Completed => "is_profile_completed",
        CompletedSpelling::Compeleted => "is_profile_compeleted",
    }
}

fn fields(behaviour: &Behaviour) -> Value {
    let mut fields = json!({
        "id": read_only("integer", "ID"),
        "avatar": {
            "type": "image upload", "required": false, "read_only": false, "label": "Avatar",
            "max_length": 100,
        },
        "full_name": read_only("string", "Full name"),
        "groups": groups_field(behaviour),
        "last_login": read_only("datetime", "Last login"),
        "created_at": read_only("datetime", "Created at"),
    });
    for field in TextField::ALL {
        let label = rules::capitalized(&field.key().replace('_', " "));
        let kind = match field {
            TextField::Email => "email",
            TextField::Gender => "choice",
            TextField::Username | TextField::MobileNumber | TextField::FirstName | TextField::LastName => {
                "string"
            }
        };
        let mut described = json!({ "type": kind, "required": false, "read_only": false, "label": label });
        match rules::max_length(field) {
            Some(longest) => described["max_length"] = json!(longest),
            None => {
                described["choices"] = rules::genders(behaviour)
                    .iter()
                    .map(|gender| json!({ "value": gender, "display_name": rules::capitalized(gender) }))
                    .collect();
            }
        }
        fields[field.key()] = described;
    }
    fields[completed_key(behaviour)] = read_only("boolean", "Is profile completed");
    fields
}

fn groups_field(behaviour: &Behaviour) -> Value {
    let mut field = read_only("field", "Groups");
    if behaviour.groups() == GroupsForm::Objects {
        field["child"] = json!({
            "type": "nested object", "required": false, "read_only": true,
            "children": {
                "id": read_only("integer", "ID"),
                "name": {
                    "type": "string", "required": true, "read_only": false, "label": "Name",
                    "max_length": 150,
                },
                "notes": { "type": "string", "required": false, "read_only": false, "label": "Notes" },
                "users_count": read_only("field", "Users count"),
                "created_at": read_only("datetime", "Created at"),
                "updated_at": read_only("datetime", "Updated at"),
            },
        });
    }
    field
}

fn read_only(kind: &str, label: &str) -> Value {
    json!({ "type": kind, "required": false, "read_only": true, "label": label })
}

/// A time with microseconds and `Z`.
fn time(time: Timestamp) -> String {
    format!("{time:.6}")
}

/// Encodes all bytes but ASCII letters, digits, `-`, `_` and `.` as `%XX`.
fn percent_encoded(name: &str) -> String {
    name.bytes()
        .map(|byte| match byte {
            b'-' | b'_' | b'.' => char::from(byte).to_string(),
            _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
