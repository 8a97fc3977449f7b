//! What a merge of the form with something else came to. Plain data.

use crate::profile::Field;

/// What an answer has changed besides what was sent from here.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::editor) struct Merged {
    /// Fields that were changed elsewhere and not edited here.
    pub(in crate::editor) taken: Vec<Field>,
    /// Fields that were changed elsewhere and edited here otherwise.
    pub(in crate::editor) conflicts: Vec<Field>,
}

/// What came back of the edits of an earlier run.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::editor) struct Restored {
    /// How many fields hold something that is not saved.
    pub(in crate::editor) count: usize,
    /// Those of them that were changed elsewhere since.
    pub(in crate::editor) merged: Merged,
    /// Fields that were edited otherwise since: the earlier text is one step back.
    pub(in crate::editor) set_back: Vec<Field>,
}
