//! The stored data: people, groups and pictures. Knows no HTTP and no validation.

use jiff::{SignedDuration, Timestamp};

use std::hash::{BuildHasher, Hasher, RandomState};

/// All stored data.
#[derive(Debug, Default)]
pub(super) struct People {
    pub(super) people: Vec<Person>,
    pub(super) groups: Vec<Group>,
    pictures: Vec<StoredPicture>,
}

impl People {
    /// The person with this short name.
    pub(super) fn named(&self, name: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.name == name)
    }

    /// The same for changing.
    pub(super) fn named_mut(&mut self, name: &str) -> Option<&mut Person> {
        self.people.iter_mut().find(|person| person.name == name)
    }

    /// The person with this id.
    pub(super) fn numbered(&self, id: u64) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }

    /// The person with this key.
    pub(super) fn with_key(&self, key: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.key.as_deref() == Some(key))
    }

    /// Whether another person than `id` has exactly this value.
    pub(super) fn is_taken(&self, field: TextField, value: &str, id: u64) -> bool {
        self.people.iter().any(|person| person.id != id && person.text(field) == Some(value))
    }

    /// The number of people in a group.
    pub(super) fn members(&self, group: u64) -> usize {
        self.people.iter().filter(|person| person.groups.contains(&group)).count()
    }

    /// The person's groups, in the order of their ids.
    pub(super) fn groups_of(&self, person: &Person) -> impl Iterator<Item = &Group> {
        self.groups.iter().filter(|group| person.groups.contains(&group.id))
    }

    /// The picture with this name. Like in Django, replaced and removed pictures are kept.
    pub(super) fn picture(&self, name: &str) -> Option<&StoredPicture> {
        self.pictures.iter().find(|picture| picture.name == name)
    }

    /// Stores a picture. One with the same name is overwritten.
    pub(super) fn store_picture(&mut self, name: String, bytes: Vec<u8>) {
        self.add_picture(name, bytes, Timestamp::now());
    }

    /// Stores a picture with a date of an hour ago.
    pub(super) fn seed_picture(&mut self, name: String, bytes: Vec<u8>) {
        self.add_picture(name, bytes, Timestamp::now() - SignedDuration::from_hours(1));
    }

    fn add_picture(&mut self, name: String, bytes: Vec<u8>, modified: Timestamp) {
        self.pictures.retain(|picture| picture.name != name);
        self.pictures.push(StoredPicture { name, bytes, modified });
    }

    /// The person's key; a new one is made if there is none.
    pub(super) fn key_of(&mut self, id: u64) -> Option<String> {
        let person = self.people.iter_mut().find(|person| person.id == id)?;
        Some(person.key.get_or_insert_with(new_key).clone())
    }
}

/// A stored account.
#[derive(Debug, Clone)]
pub struct Person {
    /// The id.
    pub id: u64,
    /// The short name in the seed; never sent.
    pub name: &'static str,
    /// The key, 40 hexadecimal characters; `None` after it was revoked.
    pub key: Option<String>,
    /// The password; `None` if the person cannot sign in.
    pub password: Option<&'static str>,
    /// Whether the person may use the API.
    pub is_staff: bool,
    /// `username`
    pub username: Option<String>,
    /// `mobile_number`
    pub mobile_number: Option<String>,
    /// `email`
    pub email: Option<String>,
    /// `first_name`
    pub first_name: Option<String>,
    /// `last_name`
    pub last_name: Option<String>,
    /// `gender`, in the form of requests.
    pub gender: Option<String>,
    /// The stored name of the picture, without folders.
    pub avatar: Option<String>,
    /// The ids of the groups.
    pub groups: Vec<u64>,
    /// `last_login`
    pub last_login: Option<Timestamp>,
    /// `created_at`
    pub created_at: Timestamp,
}

impl Person {
    /// A person with empty fields.
    pub(super) fn new(id: u64, name: &'static str, key: &'static str) -> Self {
        Self {
            id,
            name,
            key: Some(key.to_owned()),
            password: None,
            is_staff: true,
            username: None,
            mobile_number: None,
            email: None,
            first_name: None,
            last_name: None,
            gender: None,
            avatar: None,
            groups: Vec::new(),
            last_login: None,
            created_at: Timestamp::now(),
        }
    }

    /// The stored text of a field; `None` for NULL.
    pub fn text(&self, field: TextField) -> Option<&str> {
        match field {
            TextField::Username => &self.username,
            TextField::MobileNumber => &self.mobile_number,
            TextField::Email => &self.email,
            TextField::FirstName => &self.first_name,
            TextField::LastName => &self.last_name,
            TextField::Gender => &self.gender,
        }
        .as_deref()
    }

    /// Stores a text without checking it.
    pub fn set_text(&mut self, field: TextField, value: Option<String>) {
        let stored = match field {
            TextField::Username => &mut self.username,
            TextField::MobileNumber => &mut self.mobile_number,
            TextField::Email => &mut self.email,
            TextField::FirstName => &mut self.first_name,
            TextField::LastName => &mut self.last_name,
            TextField::Gender => &mut self.gender,
        };
        *stored = value;
    }

    /// First and last name; `None` if both are empty.
    pub(super) fn full_name(&self) -> Option<String> {
        let given: Vec<&str> = [TextField::FirstName, TextField::LastName]
            .into_iter()
            .filter_map(|field| self.text(field))
            .filter(|name| !name.is_empty())
            .collect();
        (!given.is_empty()).then(|| given.join(" "))
    }

    /// Whether all fields are filled in, with the picture.
    pub(super) fn is_complete(&self) -> bool {
        self.avatar.is_some()
            && TextField::ALL.into_iter().all(|field| self.text(field).is_some_and(|value| !value.is_empty()))
    }
}

/// The text fields that can be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextField {
    /// `username`
    Username,
    /// `mobile_number`
    MobileNumber,
    /// `email`
    Email,
    /// `first_name`
    FirstName,
    /// `last_name`
    LastName,
    /// `gender`
    Gender,
}

impl TextField {
    /// All text fields, in the order of the answer.
    pub const ALL: [Self; 6] =
        [Self::Username, Self::MobileNumber, Self::Email, Self::FirstName, Self::LastName, Self::Gender];

    /// The key in JSON and in forms.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Username => "username",
            Self::MobileNumber => "mobile_number",
            Self::Email => "email",
            Self::FirstName => "first_name",
            Self::LastName => "last_name",
            Self::Gender => "gender",
        }
    }

    /// Whether each value may occur only once.
    pub(super) const fn is_unique(self) -> bool {
        matches!(self, Self::Username | Self::MobileNumber | Self::Email)
    }
}

/// A stored group.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) id: u64,
    pub(super) name: &'static str,
    pub(super) notes: &'static str,
    pub(super) created_at: Timestamp,
    pub(super) updated_at: Timestamp,
}

/// A stored picture.
#[derive(Debug)]
pub(super) struct StoredPicture {
    /// Its name, without folders.
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    pub(super) modified: Timestamp,
}

/// A random number, not for cryptography. It is good enough for a server on this machine only.
pub(super) fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// 40 hexadecimal characters.
fn new_key() -> String {
    let digits = format!("{:016x}{:016x}{:016x}", random(), random(), random());
    digits[..40].to_owned()
}
