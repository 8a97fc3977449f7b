//! The results of merging the form with other values. Pure.

use crate::profile::Field;

/// Fields that were changed elsewhere, found by a merge.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::editor) struct Merged {
    /// Those that were not edited here. They have the new value.
    pub(in crate::editor) taken: Vec<Field>,
    /// Those that were edited here to another value.
    pub(in crate::editor) conflicts: Vec<Field>,
}

/// The result of restoring the edits of an earlier run.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::editor) struct Restored {
    /// The number of fields with an unsaved value.
    pub(in crate::editor) count: usize,
    /// The fields that were changed elsewhere since.
    pub(in crate::editor) merged: Merged,
}
