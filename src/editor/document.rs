//! The document: the profile from the server, and the form on top of it.
//!
//! Each profile from the server is merged. A field that was changed elsewhere takes the new value if the person has not
//! edited it; otherwise there is a conflict.

use super::effects::{Effects, PhotoReload};
use super::form::{Form, Merged};
use crate::profile::{Fact, Field, Profile, Value, is_same_place};

use std::collections::{BTreeMap, BTreeSet};

/// The profile and the form, which is a difference from it.
#[derive(Debug)]
pub(super) struct Document {
    saved: Profile,
    form: Form,
    /// The facts in the last profile that was read. An answer with all of them is complete.
    usual: BTreeSet<Fact>,
    /// Values that were sent and may be stored. If the server shows one of them, nobody else has changed the field.
    sent: BTreeMap<Field, Vec<Value>>,
    /// The number of answers so far.
    answers: u64,
}

impl Document {
    /// A profile that was just read, without edits.
    pub(super) fn new(saved: Profile) -> Self {
        Self { form: Form::new(&saved), usual: saved.known_facts(), saved, sent: BTreeMap::new(), answers: 0 }
    }

    /// The profile from the server.
    pub(super) fn saved(&self) -> &Profile {
        &self.saved
    }

    /// The number of answers so far.
    pub(super) fn answers(&self) -> u64 {
        self.answers
    }

    /// The form.
    pub(super) fn form(&self) -> &Form {
        &self.form
    }

    /// The form, mutable, and the profile.
    pub(super) fn edit(&mut self) -> (&mut Form, &Profile) {
        (&mut self.form, &self.saved)
    }

    /// Merges a profile that was read; see [`take`](Self::take).
    pub(super) fn read(&mut self, now: Profile, answered: &[Field], effects: &mut Effects) -> Merged {
        self.usual = now.known_facts();
        effects.reload_photo(PhotoReload::ProfileRead);
        self.take(now, answered, effects)
    }

    /// Merges a profile from the server; the edits stay. Facts that it does not contain stay as they were. `answered` are
    /// fields whose write the server has accepted: a different value of them is not a change by somebody else.
    pub(super) fn take(&mut self, now: Profile, answered: &[Field], effects: &mut Effects) -> Merged {
        let now = now.over(&self.saved);
        if !is_same_place(self.saved.avatar.as_ref(), now.avatar.as_ref()) {
            effects.reload_photo(PhotoReload::AddressChanged);
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

    /// Whether an answer contains all facts that this server usually gives.
    pub(super) fn is_complete(&self, answer: &Profile) -> bool {
        self.usual.is_subset(&answer.known_facts())
    }

    /// The last value of each field that was sent and may be stored.
    pub(super) fn sent(&self) -> BTreeMap<Field, Value> {
        self.sent.iter().filter_map(|(field, values)| Some((*field, values.last()?.clone()))).collect()
    }

    /// Notes values that are being sent, so that they may be stored.
    pub(super) fn note_sent(&mut self, values: &BTreeMap<Field, Value>) {
        for (field, value) in values {
            self.sent.entry(*field).or_default().push(value.clone());
        }
    }

    /// Forgets the sent values of these fields, since the outcome of their write is known.
    pub(super) fn forget_sent<'a>(&mut self, fields: impl IntoIterator<Item = &'a Field>) {
        for field in fields {
            let _ = self.sent.remove(field);
        }
    }
}
