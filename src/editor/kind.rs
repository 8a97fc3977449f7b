//! The kinds of writes and of questions before them, which everything in this room speaks of. Plain data.

use crate::sentence::Tried;

/// The kinds of writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Of fields.
    Save,
    /// Of what fields held before an earlier save.
    UndoSave,
    /// Of a photo that was chosen.
    NewPhoto,
    /// Of no photo.
    Removal,
    /// Of what was there before the last change of the photo.
    PutBack,
}

/// What the person is asked before something is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// Whether the username is to go.
    ClearUsername,
    /// Whether the values before a save are to come back although some were changed again since.
    UndoSave,
    /// Whether the photo is to be replaced although it was changed elsewhere meanwhile.
    ReplacePhoto,
    /// Whether the photo is to go although it could not be fetched, so that it cannot be put back.
    RemovePhoto,
    /// Whether the photo is to go although it was changed elsewhere meanwhile.
    RemoveChangedPhoto,
    /// Whether the photo before is to come back although the photo was changed again since.
    PutBack,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Save, Self::UndoSave, Self::NewPhoto, Self::Removal, Self::PutBack];

    /// Whether it writes fields; the others write the photo.
    pub fn is_of_fields(self) -> bool {
        matches!(self, Self::Save | Self::UndoSave)
    }

    /// Whether both write the same: fields, or the photo.
    pub(super) fn writes_the_same(self, other: Self) -> bool {
        self.is_of_fields() == other.is_of_fields()
    }

    /// What is tried by it.
    pub fn tried(self) -> Tried {
        match self {
            Self::Save | Self::UndoSave => Tried::Saving,
            Self::NewPhoto => Tried::Uploading,
            Self::Removal => Tried::Removing,
            Self::PutBack => Tried::PuttingBack,
        }
    }
}
