//! What is compared with the last visit: how old what is on screen is, and which groups are new.

use crate::profile::{Fact, Group, LastKnown, Profile};

use jiff::Timestamp;

use std::collections::BTreeSet;

/// What an earlier run has shown. By default there was none.
#[derive(Debug, Default)]
pub(super) struct LastVisit {
    /// When it was shown, until the server has answered in this run.
    as_of: Option<Timestamp>,
    /// The keys of the groups, where they were known.
    groups: Option<BTreeSet<String>>,
    /// The places of the groups that are new since then.
    new_groups: BTreeSet<usize>,
}

impl LastVisit {
    /// This was shown.
    pub(super) fn new(last: &LastKnown) -> Self {
        let keys = || last.profile.groups.iter().map(Group::key).collect();
        let groups = last.profile.knows(Fact::Groups).then(keys);
        Self { as_of: Some(last.read_at), groups, new_groups: BTreeSet::new() }
    }

    /// When what is on screen was shown, where that was in an earlier run.
    pub(super) fn as_of(&self) -> Option<Timestamp> {
        self.as_of
    }

    /// Whether the group at this place is new since then.
    pub(super) fn is_new_group(&self, place: usize) -> bool {
        self.new_groups.contains(&place)
    }

    /// The server shows this now. At the first answer of this run the groups that are new come back, to be named.
    pub(super) fn answered(&mut self, now: &Profile) -> Vec<Group> {
        let is_first = self.as_of.take().is_some();
        if let Some(groups) = &self.groups {
            let is_new = |(_, group): &(usize, &Group)| !groups.contains(&group.key());
            self.new_groups = now.groups.iter().enumerate().filter(is_new).map(|(place, _)| place).collect();
        }
        let new = self.new_groups.iter().filter(|_| is_first);
        new.filter_map(|place| now.groups.get(*place)).cloned().collect()
    }
}
