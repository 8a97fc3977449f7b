//! The kinds of writes, the requests for them, and the questions before them. Plain data.

use super::saves::SaveId;
use crate::profile::{Patch, Photo};
use crate::sentence::{Sentence, Tried};

/// The kinds of writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WriteKind {
    /// Save edited fields.
    Save,
    /// Undo an earlier save.
    UndoSave,
    /// Send a chosen photo.
    NewPhoto,
    /// Remove the photo.
    Removal,
    /// Undo the last change of the photo.
    PutBack,
}

/// A write that the person has requested.
#[derive(Debug, Clone)]
pub(super) enum Request {
    /// Save these edits: those of the moment when the person has pressed *Save*.
    Save(Patch),
    /// Undo this save.
    UndoSave(SaveId),
    /// Send this photo. The sentence is shown once it is stored.
    NewPhoto(Photo, Sentence),
    /// Remove the photo.
    RemovePhoto,
    /// Put the previous photo back.
    PutBack,
}

/// A question before a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// Clear the username?
    ClearUsername,
    /// Undo the save although some of its values were changed again since?
    UndoSave(SaveId),
    /// Replace the photo although it was changed elsewhere meanwhile?
    ReplacePhoto,
    /// Remove the photo although it could not be fetched, so that it cannot be put back?
    RemovePhoto,
    /// Remove the photo although it was changed elsewhere meanwhile?
    RemoveChangedPhoto,
    /// Put the previous photo back although the photo was changed again since?
    PutBack,
}

impl Request {
    /// The kind of the write.
    pub(super) fn kind(&self) -> WriteKind {
        match self {
            Self::Save(_) => WriteKind::Save,
            Self::UndoSave(_) => WriteKind::UndoSave,
            Self::NewPhoto(..) => WriteKind::NewPhoto,
            Self::RemovePhoto => WriteKind::Removal,
            Self::PutBack => WriteKind::PutBack,
        }
    }
}

impl WriteKind {
    /// All kinds.
    pub const ALL: [Self; 5] = [Self::Save, Self::UndoSave, Self::NewPhoto, Self::Removal, Self::PutBack];

    /// Whether it writes fields; the others write the photo.
    pub fn is_of_fields(self) -> bool {
        matches!(self, Self::Save | Self::UndoSave)
    }

    /// Whether both write fields, or both the photo.
    pub(super) fn writes_the_same(self, other: Self) -> bool {
        self.is_of_fields() == other.is_of_fields()
    }

    /// What it tries, for sentences.
    pub fn tried(self) -> Tried {
        match self {
            Self::Save | Self::UndoSave => Tried::Saving,
            Self::NewPhoto => Tried::Uploading,
            Self::Removal => Tried::Removing,
            Self::PutBack => Tried::PuttingBack,
        }
    }
}
