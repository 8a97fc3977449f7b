//! The saves of this run, with what each has changed, so that they can be undone.

use crate::profile::{Field, Profile, Value};

use jiff::Timestamp;

use std::collections::BTreeMap;

/// The largest number of saves that can be undone.
const MAX_SAVES: usize = 50;

/// The id of a save of this run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SaveId(u64);

/// One save, with what it has changed.
#[derive(Debug, Clone)]
pub struct Saved {
    id: SaveId,
    at: Timestamp,
    changes: BTreeMap<Field, FieldChange>,
}

/// The value of a field before and after a save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// The value before.
    pub before: Value,
    /// The value that the server has shown after it.
    pub after: Value,
}

/// The saves of this run that can be undone, the oldest first.
#[derive(Debug, Default)]
pub struct SaveHistory {
    saves: Vec<Saved>,
    next: u64,
}

impl Saved {
    /// Its id.
    pub fn id(&self) -> SaveId {
        self.id
    }

    /// When the server has shown its values.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// The changed fields.
    pub fn changes(&self) -> &BTreeMap<Field, FieldChange> {
        &self.changes
    }

    /// The values to send to undo it, if the profile is `now`.
    pub(super) fn values_to_undo(&self, now: &Profile) -> BTreeMap<Field, Value> {
        let is_undone = |field: &Field, change: &FieldChange| change.before.is_shown(*field, now);
        let open = self.changes.iter().filter(|(field, change)| !is_undone(field, change));
        open.map(|(field, change)| (*field, change.before.clone())).collect()
    }

    /// Whether a field in the profile `now` has neither the value after it nor the one before it.
    pub(super) fn is_outdated(&self, now: &Profile) -> bool {
        let is_known = |(field, change): (&Field, &FieldChange)| {
            change.after.is_shown(*field, now) || change.before.is_shown(*field, now)
        };
        !self.changes.iter().all(is_known)
    }
}

impl SaveHistory {
    /// The saves that can be undone, the last first.
    pub fn iter(&self) -> impl Iterator<Item = &Saved> {
        self.saves.iter().rev()
    }

    /// The save with this id.
    pub(super) fn get(&self, id: SaveId) -> Option<&Saved> {
        self.saves.iter().find(|saved| saved.id == id)
    }

    /// What undoing the save with this id changes if the profile is `now`: of each field the value in `now`, and the value after
    /// the undo.
    pub fn to_undo(&self, id: SaveId, now: &Profile) -> BTreeMap<Field, FieldChange> {
        let values = self.get(id).map(|saved| saved.values_to_undo(now)).unwrap_or_default();
        let change = |(field, after)| (field, FieldChange { before: Value::of(now.text(field)), after });
        values.into_iter().map(change).collect()
    }

    /// Notes a save of these fields, which has changed the profile `before` to `now`. Returns its id if it has changed something
    /// that can be undone: the value before must be known.
    pub(super) fn note(
        &mut self,
        fields: impl IntoIterator<Item = Field>,
        before: &Profile,
        now: &Profile,
        at: Timestamp,
    ) -> Option<SaveId> {
        let change = |field: Field| FieldChange {
            before: Value::of(before.text(field)),
            after: Value::of(now.text(field)),
        };
        let is_known = |field: &Field| before.knows_field(*field) && now.knows_field(*field);
        let changes: BTreeMap<_, _> = fields
            .into_iter()
            .filter(is_known)
            .map(|field| (field, change(field)))
            .filter(|(_, change)| change.before != change.after)
            .collect();
        if changes.is_empty() {
            return None;
        }
        if self.saves.len() == MAX_SAVES {
            let _ = self.saves.remove(0);
        }
        let id = SaveId(self.next);
        self.next += 1;
        self.saves.push(Saved { id, at, changes });
        Some(id)
    }

    /// Forgets a save that was undone.
    pub(super) fn forget(&mut self, id: SaveId) {
        self.saves.retain(|saved| saved.id != id);
    }
}

#[cfg(test)]
mod tests {
    use super::SaveHistory;
    use crate::profile::{Fact, Field, Profile, Value};

    use jiff::Timestamp;

    fn named(first_name: &str, email: &str) -> Profile {
        Profile { first_name: first_name.to_owned(), email: email.to_owned(), ..Profile::default() }
    }

    #[test]
    fn undo_restores_exactly_what_a_save_has_changed() {
        let fields = [Field::FirstName, Field::Email];
        let (before, after) = (named("Sara", ""), named("Ada", "ada@example.com"));
        let mut history = SaveHistory::default();
        let id = history.note(fields, &before, &after, Timestamp::UNIX_EPOCH).unwrap();
        let saved = history.get(id).unwrap();
        let back = |first: Option<&str>, clears_email: bool| {
            let first = first.map(|name| (Field::FirstName, Value::of(name)));
            first.into_iter().chain(clears_email.then_some((Field::Email, Value::Clear))).collect()
        };
        for (now, values, is_outdated) in [
            (after.clone(), back(Some("Sara"), true), false),
            (named("Sara", "ada@example.com"), back(None, true), false),
            (before.clone(), back(None, false), false),
            (named("Eva", "ada@example.com"), back(Some("Sara"), true), true),
            (named("Ada", "eva@example.com"), back(Some("Sara"), true), true),
        ] {
            assert_eq!(saved.values_to_undo(&now), values, "{}", now.first_name);
            assert_eq!(saved.is_outdated(&now), is_outdated, "{}", now.first_name);
        }
        history.forget(id);
        assert!(history.get(id).is_none());
    }

    #[test]
    fn an_unknown_value_cannot_be_restored() {
        let unknown = Profile { unknown: [Fact::Field(Field::Email)].into(), ..named("Ada", "") };
        let now = named("Ada", "ada@example.com");
        let mut history = SaveHistory::default();
        let note = history.note([Field::FirstName, Field::Email], &unknown, &now, Timestamp::UNIX_EPOCH);
        assert_eq!(note, None);
    }
}
