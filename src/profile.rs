//! The profile data of a person, and the changes of one request. Pure: no I/O, no clock, no JSON.

pub mod completion;
mod draft;
mod field;
pub mod folding;
pub mod identity;
pub mod normalize;
pub mod patch;
mod place;
mod version;

pub use completion::{Completion, Verdict};
pub use draft::{Draft, Edit, Square, StagedPhoto};
pub use field::{Fact, Field};
pub use identity::{Entry, Identity, IdentityKind, Names};
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

/// A gender. The documented values are sent in lower case.
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
    /// An unknown value: it is shown unchanged, and sent only if the person changes it.
    Unknown(String),
}

impl Gender {
    /// The value that is sent to the server; `None` clears it.
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

/// The profile by all answers of the server so far. `null` and an empty string both mean empty: the person sees no
/// difference, and an empty field is always sent as `null`.
///
/// If a key is absent in an answer, or its value cannot be read, that fact is unknown. Facts that no answer has shown
/// are in `unknown`.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The JSON `id` or `pk` of any type, as text; see [`Names`].
    pub id: Option<String>,
    /// First name; empty if not given.
    pub first_name: String,
    /// Last name; empty if not given.
    pub last_name: String,
    /// Gender.
    pub gender: Gender,
    /// Username; empty if not given.
    pub username: String,
    /// Mobile number as stored; empty if not given.
    pub mobile_number: String,
    /// E-mail address; empty if not given.
    pub email: String,
    /// The server's own full name, if it sent one.
    pub full_name: Option<String>,
    /// The absolute address of the picture.
    pub avatar: Option<Url>,
    /// The server's `is_profile_completed`, in either spelling; `None` if the answer has neither.
    pub completed: Option<bool>,
    /// The groups the person belongs to, in the server's order.
    pub groups: Vec<Group>,
    /// When the person last signed in to the organisation's system.
    pub last_login: Option<Timestamp>,
    /// When the account was made.
    pub created_at: Option<Timestamp>,
    /// The facts that the server has not shown, or not in a readable form. Their values above are empty and have no
    /// meaning.
    pub unknown: BTreeSet<Fact>,
}

impl Profile {
    /// The text of a field as stored on the server. The gender is in its sent form; the photo is empty.
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

    /// The name to show: the full name, else first and last name, else the username, else the e-mail address, else the
    /// number of the account. Empty if the server has none of them.
    pub fn display_name(&self) -> String {
        let given = self.full_name.as_deref().unwrap_or_default().trim();
        if !given.is_empty() {
            return given.to_owned();
        }
        let joined = format!("{} {}", self.first_name, self.last_name);
        let name = [joined.trim(), &self.username, &self.email].into_iter().find(|name| !name.is_empty());
        let number = || self.id.as_ref().map(|id| format!("#{id}"));
        name.map(ToOwned::to_owned).or_else(number).unwrap_or_default()
    }

    /// Whether the server has shown this fact; it may be empty.
    pub fn knows(&self, fact: Fact) -> bool {
        !self.unknown.contains(&fact)
    }

    /// Whether the server has shown the value of this field; it may be empty.
    pub fn knows_field(&self, field: Field) -> bool {
        self.knows(Fact::Field(field))
    }

    /// The fields whose value the server has not shown.
    pub fn unknown_fields(&self) -> Vec<Field> {
        Field::ALL.into_iter().filter(|field| !self.knows_field(*field)).collect()
    }

    /// All facts that the server has shown.
    pub fn known_facts(&self) -> BTreeSet<Fact> {
        Fact::all().filter(|fact| self.knows(*fact)).collect()
    }

    /// The gender; `None` if the server has not shown it.
    pub fn known_gender(&self) -> Option<Gender> {
        self.knows_field(Field::Gender).then(|| self.gender.clone())
    }

    /// Completes this answer with the facts that were known before. Nothing is taken from the profile of another person.
    ///
    /// The full name and the completion flag are computed by the server from other fields. They are not taken if one of those
    /// fields has changed.
    #[must_use]
    pub fn over(mut self, before: &Self) -> Self {
        let is_another = self.knows(Fact::Id) && before.knows(Fact::Id) && self.id != before.id;
        if self.unknown.is_empty() || is_another {
            return self;
        }
        let missing: Vec<_> = self.unknown.iter().copied().filter(|fact| before.knows(*fact)).collect();
        for fact in &missing {
            self.copy_fact(*fact, before);
        }
        let differs = |field: Field| match field {
            Field::Avatar => self.avatar != before.avatar,
            field => self.text(field) != before.text(field),
        };
        let is_renamed = [Field::FirstName, Field::LastName].into_iter().any(differs);
        let is_changed = Field::ALL.into_iter().any(differs);
        if missing.contains(&Fact::FullName) && is_renamed {
            self.full_name = None;
            let _ = self.unknown.insert(Fact::FullName);
        }
        if missing.contains(&Fact::Completed) && is_changed {
            self.completed = None;
            let _ = self.unknown.insert(Fact::Completed);
        }
        self
    }

    fn copy_fact(&mut self, fact: Fact, before: &Self) {
        let _ = self.unknown.remove(&fact);
        match fact {
            Fact::Id => self.id.clone_from(&before.id),
            Fact::Field(Field::Avatar) => self.avatar.clone_from(&before.avatar),
            Fact::Field(Field::FirstName) => self.first_name.clone_from(&before.first_name),
            Fact::Field(Field::LastName) => self.last_name.clone_from(&before.last_name),
            Fact::Field(Field::Gender) => self.gender.clone_from(&before.gender),
            Fact::Field(Field::Username) => self.username.clone_from(&before.username),
            Fact::Field(Field::MobileNumber) => self.mobile_number.clone_from(&before.mobile_number),
            Fact::Field(Field::Email) => self.email.clone_from(&before.email),
            Fact::FullName => self.full_name.clone_from(&before.full_name),
            Fact::Completed => self.completed = before.completed,
            Fact::Groups => self.groups.clone_from(&before.groups),
            Fact::LastLogin => self.last_login = before.last_login,
            Fact::CreatedAt => self.created_at = before.created_at,
        }
    }
}

/// Prints no personal values, because they must not get into logs and panic messages.
impl fmt::Debug for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Profile")
            .field("has_id", &self.id.is_some())
            .field("completed", &self.completed)
            .field("groups", &self.groups.len())
            .field("unknown", &self.unknown)
            .finish_non_exhaustive()
    }
}

/// A profile, and when it was read from the server. It is stored for the next start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastKnown {
    /// The profile.
    pub profile: Profile,
    /// The time of the answer.
    pub read_at: Timestamp,
}

/// A group of the person. If the server sends only ids, the other fields are empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// The group's number.
    pub id: Option<u64>,
    /// Its name; empty if only the id is known.
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
    /// A key that is unique on the server: its number, else its name.
    pub fn key(&self) -> String {
        self.id.map_or_else(|| self.name.clone(), |id| format!("#{id}"))
    }
}
