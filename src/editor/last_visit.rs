//! Compares with the last run: how old the shown profile is, and which groups are new.

use crate::profile::{Fact, Group, LastKnown, Profile};

use jiff::Timestamp;

use std::collections::BTreeSet;

/// The profile of the last run. By default there was none.
#[derive(Debug, Default)]
pub(super) struct LastVisit {
    /// When it was read, until the server has answered in this run.
    as_of: Option<Timestamp>,
    /// The keys of its groups, if they were known.
    groups: Option<BTreeSet<String>>,
    /// The indices of the groups that are new since then.
    new_groups: BTreeSet<usize>,
}

impl LastVisit {
    /// With the profile of the last run.
    pub(super) fn new(last: &LastKnown) -> Self {
        let keys = || last.profile.groups.iter().map(Group::key).collect();
        let groups = last.profile.knows(Fact::Groups).then(keys);
        Self { as_of: Some(last.read_at), groups, new_groups: BTreeSet::new() }
    }

    /// When the shown profile was read, if that was in an earlier run.
    pub(super) fn as_of(&self) -> Option<Timestamp> {
        self.as_of
    }

    /// Whether the group with this index is new.
    pub(super) fn is_new_group(&self, index: usize) -> bool {
        self.new_groups.contains(&index)
    }

    /// Handles an answer of the server. The first one of a run returns the new groups.
    pub(super) fn answered(&mut self, now: &Profile) -> Vec<Group> {
        let is_first = self.as_of.take().is_some();
        if let Some(groups) = &self.groups {
            let is_new = |(_, group): &(usize, &Group)| !groups.contains(&group.key());
            self.new_groups = now.groups.iter().enumerate().filter(is_new).map(|(index, _)| index).collect();
        }
        let new = self.new_groups.iter().filter(|_| is_first);
        new.filter_map(|index| now.groups.get(*index)).cloned().collect()
    }
}
