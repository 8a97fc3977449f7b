//! What is edited: the profile as the server last showed it, and the form on top of it.
//!
//! Everything that the server shows is merged in: what was changed elsewhere is taken over where the person has not
//! typed, and is a conflict where they have.

use super::effects::{Effects, Picture};
use super::form::{Form, Merged};
use crate::profile::{Fact, Field, Profile, Value, is_same_place};

use std::collections::{BTreeMap, BTreeSet};

/// The profile and the form, which is a difference from it.
#[derive(Debug)]
pub(super) struct Document {
    saved: Profile,
    form: Form,
    /// What this server says when it is read: the measure of a whole answer.
    says: BTreeSet<Fact>,
    /// What was sent, and is perhaps stored: where the server shows it, that is nobody else's doing.
    sent: BTreeMap<Field, Vec<Value>>,
    /// How often the server has shown something.
    answers: u64,
}

impl Document {
    /// A profile that was just read, without edits.
    pub(super) fn new(saved: Profile) -> Self {
        Self { form: Form::new(&saved), says: saved.said(), saved, sent: BTreeMap::new(), answers: 0 }
    }

    /// What the server has shown so far.
    pub(super) fn saved(&self) -> &Profile {
        &self.saved
    }

    /// How often the server has shown something since this began.
    pub(super) fn answers(&self) -> u64 {
        self.answers
    }

    /// What is typed.
    pub(super) fn form(&self) -> &Form {
        &self.form
    }

    /// The same, to be changed by the person.
    pub(super) fn edit(&mut self) -> (&mut Form, &Profile) {
        (&mut self.form, &self.saved)
    }

    /// Takes in a reading; see [`take`](Self::take).
    pub(super) fn read(&mut self, now: Profile, answered: &[Field], effects: &mut Effects) -> Merged {
        self.says = now.said();
        effects.load(Picture::ReadAgain);
        self.take(now, answered, effects)
    }

    /// Takes in what the server shows: it becomes the profile, and what is typed stays on top of it. What an answer does
    /// not say stays as it was. The server said yes to a write of `answered`: what it shows of these is of that write.
    pub(super) fn take(&mut self, now: Profile, answered: &[Field], effects: &mut Effects) -> Merged {
        let now = now.over(&self.saved);
        if !is_same_place(self.saved.avatar.as_ref(), now.avatar.as_ref()) {
            effects.load(Picture::Moved);
        }
        let is_own = |field: Field| {
            let shows = |value: &Value| value.is_shown(field, &now);
            answered.contains(&field) || self.sent.get(&field).is_some_and(|sent| sent.iter().any(shows))
        };
        let merged = self.form.merge(&self.saved, &now, is_own);
        self.saved = now;
        self.answers += 1;
        merged
    }

    /// Whether an answer says all that this server says when it is read.
    pub(super) fn is_whole(&self, answer: &Profile) -> bool {
        self.says.is_subset(&answer.said())
    }

    /// What was sent and is perhaps stored, the last of each field.
    pub(super) fn sent(&self) -> BTreeMap<Field, Value> {
        self.sent.iter().filter_map(|(field, values)| Some((*field, values.last()?.clone()))).collect()
    }

    /// These values are on their way, and from now on perhaps stored.
    pub(super) fn note_sent(&mut self, values: &BTreeMap<Field, Value>) {
        for (field, value) in values {
            self.sent.entry(*field).or_default().push(value.clone());
        }
    }

    /// A write of these fields has ended: whatever is stored of them is shown.
    pub(super) fn forget_sent<'a>(&mut self, fields: impl IntoIterator<Item = &'a Field>) {
        for field in fields {
            let _ = self.sent.remove(field);
        }
    }
}
