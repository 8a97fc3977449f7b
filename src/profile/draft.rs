//! What was typed and not saved, as it is written down and comes back. Pure.

use super::{Field, Value};

use jiff::Timestamp;

use std::collections::BTreeMap;
use std::fmt;

/// The form's difference from the profile.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft {
    /// When it was last changed.
    pub changed_at: Timestamp,
    /// The fields that were edited.
    pub fields: BTreeMap<Field, Edit>,
    /// What was sent and is perhaps stored.
    pub sent: BTreeMap<Field, Value>,
}

/// An edited field. The gender is in its sent form.
#[derive(Clone, PartialEq, Eq)]
pub struct Edit {
    /// What the server had when it was edited; nothing where it did not show it.
    pub base: Option<String>,
    /// What is typed.
    pub typed: String,
}

impl Draft {
    /// Whether both hold the same, whenever that was typed.
    pub fn holds_the_same(&self, other: &Self) -> bool {
        self.fields == other.fields && self.sent == other.sent
    }
}

/// Typed values stay out of logs.
impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Draft")
            .field("fields", &self.fields.keys())
            .field("sent", &self.sent)
            .finish_non_exhaustive()
    }
}

/// The same.
impl fmt::Debug for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Edit").field("letters", &self.typed.chars().count()).finish_non_exhaustive()
    }
}
