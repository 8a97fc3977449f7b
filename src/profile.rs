//! What the server says about a person, and what one request changes. Pure: no I/O, no clock, no JSON.

pub mod completion;
mod draft;
mod field;
pub mod identity;
mod last_known;
pub mod normalize;
pub mod patch;
mod place;
mod version;

pub use completion::{Completion, Verdict};
pub use draft::{Draft, Edit, Square, StagedPhoto};
pub use field::{Fact, Field};
pub use identity::{Entry, Identity, Kind, Names};
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
/// difference, and an empty field is always sent as `null`.
///
/// A key that is absent in an answer says nothing about its value, and neither does a value that cannot be read. What no
/// answer has said is in `unsaid`.
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

    /// Whether the server has said this, be it that it is empty.
    pub fn knows(&self, fact: Fact) -> bool {
        !self.unsaid.contains(&fact)
    }

    /// Whether the server has said what this field holds, be it nothing.
    pub fn knows_field(&self, field: Field) -> bool {
        self.knows(Fact::Field(field))
    }

    /// The fields that the server says nothing of.
    pub fn unsaid_fields(&self) -> Vec<Field> {
        Field::ALL.into_iter().filter(|field| !self.knows_field(*field)).collect()
    }

    /// Everything the server has said.
    pub fn said(&self) -> BTreeSet<Fact> {
        Fact::all().filter(|fact| self.knows(*fact)).collect()
    }

    /// The gender, where the server has said it.
    pub fn known_gender(&self) -> Option<Gender> {
        self.knows_field(Field::Gender).then(|| self.gender.clone())
    }

    /// This answer on top of what was known `before`: what it does not say stays as it was. Nothing is taken
    /// over from another person.
    ///
    /// What the server makes of other fields (the full name, the flag) is not kept where those have changed.
    #[must_use]
    pub fn over(mut self, before: &Self) -> Self {
        let is_another = self.knows(Fact::Id) && before.knows(Fact::Id) && self.id != before.id;
        if self.unsaid.is_empty() || is_another {
            return self;
        }
        let open: Vec<_> = self.unsaid.iter().copied().filter(|fact| before.knows(*fact)).collect();
        for fact in &open {
            self.keep(*fact, before);
        }
        let differs = |field: Field| match field {
            Field::Avatar => self.avatar != before.avatar,
            field => self.text(field) != before.text(field),
        };
        let is_renamed = [Field::FirstName, Field::LastName].into_iter().any(differs);
        let is_changed = Field::ALL.into_iter().any(differs);
        if open.contains(&Fact::FullName) && is_renamed {
            self.full_name = None;
            let _ = self.unsaid.insert(Fact::FullName);
        }
        if open.contains(&Fact::Completed) && is_changed {
            self.completed = None;
            let _ = self.unsaid.insert(Fact::Completed);
        }
        self
    }

    fn keep(&mut self, fact: Fact, before: &Self) {
        let _ = self.unsaid.remove(&fact);
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
