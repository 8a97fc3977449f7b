//! Unsaved changes, as they are stored for the next start. Pure.

use super::{Field, Value};

use bytes::Bytes;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use std::collections::BTreeMap;
use std::fmt;

/// The differences between the form and the profile.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft {
    /// The time of the last change.
    pub changed_at: Timestamp,
    /// The fields that were edited.
    pub fields: BTreeMap<Field, Edit>,
    /// Values that were sent without an answer, so the server may have stored them.
    pub sent: BTreeMap<Field, Value>,
    /// The photo that is chosen but not sent.
    pub photo: Option<StagedPhoto>,
}

/// A chosen photo and its crop. Cheap to clone.
#[derive(Clone)]
pub struct StagedPhoto {
    /// The chosen file.
    pub file: Bytes,
    /// The SHA-256 of the file, in hexadecimal digits.
    pub digest: String,
    /// `png` for a picture that was drawn by this program; `None` means that the format depends on the picture.
    pub extension: Option<String>,
    /// The crop.
    pub square: Square,
}

/// A square of the upright picture, in its pixels, and its rotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Square {
    /// Left edge.
    pub x: u32,
    /// Top edge.
    pub y: u32,
    /// Side length.
    pub side: u32,
    /// Quarter turns clockwise, 0 to 3.
    pub turns: u8,
    /// Whether left and right are swapped after the turns.
    pub is_flipped: bool,
}

/// An edited field. The gender is in its sent form.
#[derive(Clone, PartialEq, Eq)]
pub struct Edit {
    /// The value on the server when it was edited; `None` if it was unknown.
    pub base: Option<String>,
    /// The typed text.
    pub typed: String,
}

impl Draft {
    /// Whether both have the same content; the time does not count.
    pub fn holds_the_same(&self, other: &Self) -> bool {
        self.fields == other.fields && self.sent == other.sent && self.photo == other.photo
    }
}

/// The digest is compared instead of the file.
impl PartialEq for StagedPhoto {
    fn eq(&self, other: &Self) -> bool {
        (&self.digest, &self.extension, self.square) == (&other.digest, &other.extension, other.square)
    }
}

impl Eq for StagedPhoto {}

/// Prints no content, because it must not get into logs.
impl fmt::Debug for StagedPhoto {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StagedPhoto")
            .field("bytes", &self.file.len())
            .field("square", &self.square)
            .finish_non_exhaustive()
    }
}

/// Prints no typed values, because they must not get into logs.
impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Draft")
            .field("fields", &self.fields.keys())
            .field("sent", &self.sent)
            .field("photo", &self.photo)
            .finish_non_exhaustive()
    }
}

/// Prints only the length of the typed value.
impl fmt::Debug for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Edit").field("letters", &self.typed.chars().count()).finish_non_exhaustive()
    }
}
