//! What is edited: the profile as the server last showed it, and the form on top of it.

use super::effects::{Effects, Picture};
use super::form::Form;
use crate::profile::{Fact, Profile, is_same_place};

use std::collections::BTreeSet;

/// The profile and the form, which is a difference from it.
#[derive(Debug)]
pub(super) struct Document {
    saved: Profile,
    form: Form,
    /// What this server says when it is read: the measure of a whole answer.
    says: BTreeSet<Fact>,
}

impl Document {
    /// A profile that was just read, without edits.
    pub(super) fn new(saved: Profile) -> Self {
        Self { form: Form::new(&saved), says: saved.said(), saved }
    }

    /// What the server has shown so far.
    pub(super) fn saved(&self) -> &Profile {
        &self.saved
    }

    /// What is typed.
    pub(super) fn form(&self) -> &Form {
        &self.form
    }

    /// The same, to be changed by the person.
    pub(super) fn edit(&mut self) -> (&mut Form, &Profile) {
        (&mut self.form, &self.saved)
    }

    /// Takes in a reading: it becomes the profile, and what is typed stays on top of it.
    pub(super) fn read(&mut self, now: Profile, effects: &mut Effects) {
        self.says = now.said();
        effects.load(Picture::ReadAgain);
        self.take(now, effects);
    }

    /// Takes in the answer to a write in the same way. What an answer does not say stays as it was.
    pub(super) fn take(&mut self, now: Profile, effects: &mut Effects) {
        let now = now.over(&self.saved);
        if !is_same_place(self.saved.avatar.as_ref(), now.avatar.as_ref()) {
            effects.load(Picture::Moved);
        }
        self.form.rebase(&self.saved, &now);
        self.saved = now;
    }

    /// Whether an answer says all that this server says when it is read.
    pub(super) fn is_whole(&self, answer: &Profile) -> bool {
        self.says.is_subset(&answer.said())
    }
}
