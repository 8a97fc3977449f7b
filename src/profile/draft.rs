//! What was typed or chosen and not saved, as it is written down and comes back. Pure.

use super::{Field, Value};

use bytes::Bytes;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

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
    /// The photo that was chosen and is not sent.
    pub photo: Option<StagedPhoto>,
}

/// A photo that was chosen, with the square of it that is wanted. Cheap to clone.
#[derive(Clone)]
pub struct StagedPhoto {
    /// The file as it was chosen.
    pub file: Bytes,
    /// The SHA-256 of the file, in hexadecimal digits.
    pub digest: String,
    /// `png` for a picture that was made here and is sent as such; else the picture decides.
    pub extension: Option<String>,
    /// The square.
    pub square: Square,
}

/// A square of the upright picture, in its pixels, and how it is turned afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Square {
    /// Left edge.
    pub x: u32,
    /// Top edge.
    pub y: u32,
    /// Side.
    pub side: u32,
    /// Quarter turns clockwise, 0 to 3.
    pub turns: u8,
    /// Whether left and right change places after the turns.
    pub is_flipped: bool,
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
        self.fields == other.fields && self.sent == other.sent && self.photo == other.photo
    }
}

/// The digest stands for the file.
impl PartialEq for StagedPhoto {
    fn eq(&self, other: &Self) -> bool {
        (&self.digest, &self.extension, self.square) == (&other.digest, &other.extension, other.square)
    }
}

impl Eq for StagedPhoto {}

/// What is in a file stays out of logs.
impl fmt::Debug for StagedPhoto {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StagedPhoto")
            .field("bytes", &self.file.len())
            .field("square", &self.square)
            .finish_non_exhaustive()
    }
}

/// Typed values stay out of logs.
impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Draft")
            .field("fields", &self.fields.keys())
            .field("sent", &self.sent)
            .field("photo", &self.photo)
            .finish_non_exhaustive()
    }
}

/// The same.
impl fmt::Debug for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Edit").field("letters", &self.typed.chars().count()).finish_non_exhaustive()
    }
}
