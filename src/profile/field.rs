//! The fields that a person can change, and all other facts of a profile.

use serde::{Deserialize, Serialize};

/// The seven fields that a person can change, in the order of the screen.
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
    /// All fields that can be changed.
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

    /// The name in the API.
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

    /// The field with this name in the API.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.key() == key)
    }
}

/// A fact about a person that an answer can contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Fact {
    /// The id.
    Id,
    /// The value of a field that can be changed.
    Field(Field),
    /// The full name, which the server computes from other fields.
    FullName,
    /// The completion flag, which the server computes from other fields.
    Completed,
    /// The groups.
    Groups,
    /// The last sign-in.
    LastLogin,
    /// When the account was made.
    CreatedAt,
}

impl Fact {
    /// All facts.
    pub fn all() -> impl Iterator<Item = Self> {
        let others =
            [Self::Id, Self::FullName, Self::Completed, Self::Groups, Self::LastLogin, Self::CreatedAt];
        Field::ALL.into_iter().map(Self::Field).chain(others)
    }
}
