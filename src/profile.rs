//! What the server says about a person, and what one request changes. Pure: no I/O, no clock, no JSON.

pub mod completion;
mod draft;
pub mod identity;
mod known;
mod last_known;
pub mod normalize;
pub mod patch;
mod place;
mod version;

pub use completion::{Completion, Verdict};
pub use draft::{Draft, Edit, Square, StagedPhoto};
pub use identity::{Entry, Identity, Kind, Names};
pub use known::Fact;
pub use last_known::LastKnown;
pub use patch::{FieldErrors, Patch, Photo, Value};
pub use place::{is_same_place, place};
pub use version::Version;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use url::Url;

use std::collections::BTreeSet;
use std::fmt;

#[cfg(test)]
mod tests;

/// The seven things a person can change, in the order in which the screen shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Field {
    /// The photo; never part of the form.
    Avatar,
    /// `first_name`.
    FirstName,
    /// `last_name`.
    LastName,
    /// `gender`.
    Gender,
    /// `username`, unique on the server.
    Username,
    /// `mobile_number`, unique on the server.
    MobileNumber,
    /// `email`, unique on the server.
    Email,
}

impl Field {
    /// Every writable field.
    pub const ALL: [Self; 7] = [
        Self::Avatar,
        Self::FirstName,
        Self::LastName,
        Self::Gender,
        Self::Username,
        Self::MobileNumber,
        Self::Email,
    ];

    /// The fields of the form: all but the photo.
    pub const FORM: [Self; 6] =
        [Self::FirstName, Self::LastName, Self::Gender, Self::Username, Self::MobileNumber, Self::Email];

    /// The fields that are typed: the form without the gender.
    pub const TEXT: [Self; 5] =
        [Self::FirstName, Self::LastName, Self::Username, Self::MobileNumber, Self::Email];

    /// The name the API uses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Avatar => "avatar",
            Self::FirstName => "first_name",
            Self::LastName => "last_name",
            Self::Gender => "gender",
            Self::Username => "username",
            Self::MobileNumber => "mobile_number",
            Self::Email => "email",
        }
    }

    /// The field the API calls `key`.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.key() == key)
    }
}

/// The documented values, in the lower case in which they are sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Gender {
    /// `null` or an empty string.
    #[default]
    NotGiven,
    /// `male`, read in any case.
    Male,
    /// `female`, read in any case.
    Female,
    /// `other`, read in any case.
    Other,
    /// A value this program does not know: shown as it is, kept, and sent only when changed.
    Unknown(String),
}

impl Gender {
    /// The form sent to the server; `None` clears it.
    pub fn as_sent(&self) -> Option<&str> {
        match self {
            Self::NotGiven => None,
            Self::Male => Some("male"),
            Self::Female => Some("female"),
            Self::Other => Some("other"),
            Self::Unknown(value) => Some(value),
        }
    }
}

impl From<Option<&str>> for Gender {
    fn from(value: Option<&str>) -> Self {
        let value = value.unwrap_or_default().trim();
        match value.to_lowercase().as_str() {
            "" => Self::NotGiven,
            "male" => Self::Male,
            "female" => Self::Female,
            "other" => Self::Other,
            _ => Self::Unknown(value.to_owned()),
        }
    }
}

/// What the server has answered so far. `null` and an empty string both read as empty here: the person sees no
/// difference, and an empty field is always sent as `null`. What no answer has said is in `unsaid`.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The JSON `id`, or `pk`, as text, whatever its type; see [`Names`].
    pub id: Option<String>,
    /// First name, empty when not given.
    pub first_name: String,
    /// Last name, empty when not given.
    pub last_name: String,
    /// Gender.
    pub gender: Gender,
    /// Username, empty when not given.
    pub username: String,
    /// Mobile number as stored, empty when not given.
    pub mobile_number: String,
    /// E-mail address, empty when not given.
    pub email: String,
    /// The server's own full name, if it sent one.
    pub full_name: Option<String>,
    /// Where the picture is, made absolute.
    pub avatar: Option<Url>,
    /// The server's `is_profile_completed`, in either spelling; `None` when the answer has neither.
    pub completed: Option<bool>,
    /// The groups the person belongs to, in the server's order.
    pub groups: Vec<Group>,
    /// When the person last signed in to the organisation's system.
    pub last_login: Option<Timestamp>,
    /// When the account was made.
    pub created_at: Option<Timestamp>,
    /// What the server has not said, or not in a form that can be read. The value above is empty then and means
    /// nothing.
    pub unsaid: BTreeSet<Fact>,
}

impl Profile {
    /// The text of a field as the server has it; the gender in its sent form; empty for the photo.
    pub fn text(&self, field: Field) -> &str {
        match field {
            Field::Avatar => "",
            Field::FirstName => &self.first_name,
            Field::LastName => &self.last_name,
            Field::Gender => self.gender.as_sent().unwrap_or_default(),
            Field::Username => &self.username,
            Field::MobileNumber => &self.mobile_number,
            Field::Email => &self.email,
        }
    }

    /// What to call the person: the full name, else first and last name, else username, else e-mail.
    /// Empty only when the server knows none of them.
    pub fn display_name(&self) -> String {
        let given = self.full_name.as_deref().unwrap_or_default().trim();
        if !given.is_empty() {
            return given.to_owned();
        }
        let joined = format!("{} {}", self.first_name, self.last_name);
        [joined.trim(), &self.username, &self.email]
            .into_iter()
            .find(|name| !name.is_empty())
            .unwrap_or_default()
            .to_owned()
    }
}

/// Personal values stay out of logs and panic messages: only the shape is printed.
impl fmt::Debug for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Profile")
            .field("has_id", &self.id.is_some())
            .field("completed", &self.completed)
            .field("groups", &self.groups.len())
            .field("unsaid", &self.unsaid)
            .finish_non_exhaustive()
    }
}

/// A group the person belongs to. A server that answers bare ids gives `id` alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// The group's number.
    pub id: Option<u64>,
    /// Its name; empty for a bare id.
    pub name: String,
    /// What it is for; may be empty.
    pub notes: String,
    /// How many people are in it.
    pub users_count: Option<u64>,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// When it was last changed.
    pub updated_at: Option<Timestamp>,
}

impl Group {
    /// Tells it from other groups of the server: its number, else its name.
    pub fn key(&self) -> String {
        self.id.map_or_else(|| self.name.clone(), |id| format!("#{id}"))
    }
}
