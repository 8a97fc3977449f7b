//! The form: the values that the person edits, and the messages about them. Pure.

mod history;

use self::history::{History, Values};
use crate::profile::normalize::{self, Advice, Letters};
use crate::profile::{Edit, Field, FieldErrors, Gender, Patch, Profile, Value};

use std::collections::{BTreeMap, BTreeSet};

/// The values of the form, and the messages about them.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Form {
    inputs: BTreeMap<Field, Input>,
    /// None if the server does not show it and none was chosen.
    gender: Option<Gender>,
    /// The messages of the server about values, until the next edit of their field.
    errors: BTreeMap<Field, String>,
    /// Fields that were sent and for which the server shows another value, until their next edit.
    not_taken: BTreeSet<Field>,
    /// Fields that were edited here and changed elsewhere, with the value from before both, until the person has chosen one.
    conflicts: BTreeMap<Field, String>,
    /// How many times a field has refused something.
    refusals: u64,
    history: History,
}

/// One typed field.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// The text as typed.
    pub value: String,
    /// Why the last text was refused, if it was. The number differs for each refusal.
    pub refused: Option<(Refused, u64)>,
}

/// Why a field refuses a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// It has invisible characters, which this field never needs.
    Marks,
    /// It is longer than any value of a profile.
    TooLong,
}

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

/// Without the typed values and the messages, which are private.
impl std::fmt::Debug for Form {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Form")
            .field("inputs", &self.inputs)
            .field("errors", &self.errors.keys())
            .field("not_taken", &self.not_taken)
            .field("conflicts", &self.conflicts.keys())
            .field("history", &self.history)
            .finish_non_exhaustive()
    }
}

/// Without the typed value, which is private.
impl std::fmt::Debug for Input {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Input").field("letters", &self.value.chars().count()).finish_non_exhaustive()
    }
}

impl Form {
    /// A form without edits.
    pub fn new(saved: &Profile) -> Self {
        let inputs = Field::TEXT
            .into_iter()
            .map(|field| (field, Input { value: saved.text(field).to_owned(), ..Input::default() }))
            .collect();
        Self { inputs, gender: saved.known_gender(), ..Self::default() }
    }

    /// A text field. For the gender and the photo it is an empty one.
    pub fn input(&self, field: Field) -> &Input {
        static EMPTY: Input = Input { value: String::new(), refused: None };
        self.inputs.get(&field).unwrap_or(&EMPTY)
    }

    /// The chosen gender; none if the server does not show it and none was chosen.
    pub fn gender(&self) -> Option<&Gender> {
        self.gender.as_ref()
    }

    /// The message of the server about a field.
    pub fn error(&self, field: Field) -> Option<&str> {
        self.errors.get(&field).map(String::as_str)
    }

    /// Whether the field still has a value that was sent, but the server shows another one.
    pub fn is_not_taken(&self, field: Field) -> bool {
        self.not_taken.contains(&field)
    }

    /// Whether the field was edited here and changed elsewhere, and the person has not chosen a value yet.
    pub fn is_in_conflict(&self, field: Field) -> bool {
        self.conflicts.contains_key(&field)
    }

    /// The first field that is in conflict.
    pub(super) fn first_conflict(&self) -> Option<Field> {
        Field::FORM.into_iter().find(|field| self.is_in_conflict(*field))
    }

    /// Ends the conflicts of fields whose typed value is the same as the server's.
    pub(super) fn end_settled_conflicts(&mut self, saved: &Profile) {
        let open: BTreeSet<_> =
            Field::FORM.into_iter().filter(|field| self.is_changed(*field, saved)).collect();
        self.conflicts.retain(|field, _| open.contains(field));
    }

    /// Local advice about a value that differs from the saved one. It never prevents saving.
    pub fn advice(&self, field: Field, saved: &Profile) -> Option<Advice> {
        self.is_changed(field, saved).then(|| normalize::advice(field, &self.input(field).value)).flatten()
    }

    /// Sets a typed text. `letters` decides whether Arabic letters become Persian ones.
    pub fn edit(&mut self, field: Field, typed: &str, letters: Letters) {
        self.history.note_edit(field, self.values());
        self.set(field, normalize::while_typing(field, typed, letters));
    }

    /// Notes that a field has refused a text, until it is edited again.
    pub fn refuse(&mut self, field: Field, refused: Refused) {
        if let Some(input) = self.inputs.get_mut(&field) {
            self.refusals += 1;
            input.refused = Some((refused, self.refusals));
        }
    }

    /// Sets the chosen gender.
    pub fn choose(&mut self, gender: Gender) {
        self.history.note_edit(Field::Gender, self.values());
        self.set_gender(Some(gender));
    }

    /// Sets one field to its saved value.
    pub fn undo(&mut self, field: Field, saved: &Profile) {
        self.history.note_step(self.values());
        self.put_back(field, saved);
    }

    /// Sets all fields to their saved values.
    pub fn discard(&mut self, saved: &Profile) {
        self.history.note_step(self.values());
        for field in Field::FORM {
            self.put_back(field, saved);
        }
    }

    /// Whether the value that would be sent differs from the saved one. A text that is exactly the server's text does
    /// not differ, even if it would be sent in another spelling.
    pub fn is_changed(&self, field: Field, saved: &Profile) -> bool {
        match field {
            Field::Avatar => false,
            Field::Gender => self.gender != saved.known_gender(),
            field => {
                let (typed, saved) = (self.input(field).value.as_str(), saved.text(field));
                typed != saved && self.to_send(field) != saved.trim()
            }
        }
    }

    /// Whether a field would have a value once saved.
    pub fn is_filled(&self, field: Field) -> bool {
        match field {
            Field::Avatar => false,
            Field::Gender => self.gender.as_ref().is_some_and(|gender| *gender != Gender::NotGiven),
            field => !self.to_send(field).is_empty(),
        }
    }

    /// What a save would send: exactly the changed fields; none if there are none.
    pub fn patch(&self, saved: &Profile) -> Option<Patch> {
        let values: BTreeMap<_, _> = Field::FORM
            .into_iter()
            .filter(|field| self.is_changed(*field, saved))
            .map(|field| match field {
                Field::Gender => (field, Value::from(self.gender.as_ref().unwrap_or(&Gender::NotGiven))),
                field => (field, Value::of(&self.to_send(field))),
            })
            .collect();
        (!values.is_empty()).then_some(Patch { values })
    }

    /// Sets the server's messages at their fields, and returns the first field with a message.
    pub fn reject(&mut self, errors: &FieldErrors) -> Option<Field> {
        let messages = errors.fields.iter().filter(|(field, _)| Field::FORM.contains(field));
        self.errors.extend(messages.map(|(field, messages)| (*field, messages.join(" "))));
        Field::FORM.into_iter().find(|field| self.error(*field).is_some())
    }

    /// Changes the form from the profile `before` to `now`: a three-way merge of each field.
    ///
    /// A field that was not edited, or has the same value as the server, takes the server's text. An edited field keeps the
    /// typed value. If the server's value of it has changed too, and not by this program (`is_own`), there is a conflict.
    pub(super) fn merge(
        &mut self,
        before: &Profile,
        now: &Profile,
        is_own: impl Fn(Field) -> bool,
    ) -> Merged {
        let mut merged = Merged::default();
        for field in Field::FORM {
            let is_edited = self.is_changed(field, before);
            let is_open = is_edited && self.is_changed(field, now);
            let is_moved = now.knows_field(field) && now.text(field).trim() != before.text(field).trim();
            let is_foreign = is_moved && !is_own(field);
            if is_open && is_foreign {
                self.note_conflict(field, before, now, &mut merged);
            } else if !is_open {
                if !is_edited && is_foreign && before.knows_field(field) {
                    merged.taken.push(field);
                }
                self.take_saved(field, before, now);
            } else if is_moved {
                let _ = self.conflicts.remove(&field);
            }
        }
        merged
    }

    /// Notes a conflict of an edited field, or ends it if the server has the value from before again.
    fn note_conflict(&mut self, field: Field, before: &Profile, now: &Profile, merged: &mut Merged) {
        let base = self.conflicts.get(&field).map_or(before.text(field), String::as_str).to_owned();
        if before.knows_field(field) && base.trim() == now.text(field).trim() {
            let _ = self.conflicts.remove(&field);
        } else {
            let _ = self.conflicts.insert(field, base);
            merged.conflicts.push(field);
        }
    }

    /// Sets a field to the server's value, also in the history, because the old value is not that of the profile any
    /// more.
    fn take_saved(&mut self, field: Field, before: &Profile, now: &Profile) {
        let is_edited = self.is_changed(field, before);
        self.history.replace(field, (!is_edited).then_some(before), now);
        // If the value stays, a message about it stays too.
        if !self.holds(field, now) {
            self.put_back(field, now);
        }
    }

    /// Whether the field has exactly the server's value.
    fn holds(&self, field: Field, saved: &Profile) -> bool {
        match field {
            Field::Gender => self.gender == saved.known_gender(),
            field => self.input(field).value == saved.text(field),
        }
    }

    /// The edits, each with the server's value from before.
    pub(super) fn edits(&self, saved: &Profile) -> BTreeMap<Field, Edit> {
        let edit = |field: Field| {
            let known = || saved.knows_field(field).then(|| saved.text(field).to_owned());
            let base = self.conflicts.get(&field).cloned().or_else(known);
            let typed = match field {
                Field::Gender => {
                    self.gender.as_ref().and_then(Gender::as_sent).unwrap_or_default().to_owned()
                }
                field => self.input(field).value.clone(),
            };
            Edit { base, typed }
        };
        let edited = Field::FORM.into_iter().filter(|field| self.is_changed(*field, saved));
        edited.map(|field| (field, edit(field))).collect()
    }

    /// The fields that are edited here to another value than in these edits.
    pub(super) fn edited_differently(&self, edits: &BTreeMap<Field, Edit>, saved: &Profile) -> Vec<Field> {
        let here = self.edits(saved);
        let is_another =
            |(field, own): (&Field, &Edit)| edits.get(field).is_some_and(|edit| edit.typed != own.typed);
        here.iter().filter(|(field, own)| is_another((field, own))).map(|(field, _)| *field).collect()
    }

    /// Applies edits of an earlier run or of another window to the fields that are not edited here.
    pub(super) fn restore(&mut self, edits: &BTreeMap<Field, Edit>, saved: &Profile) -> Restored {
        let mut restored = Restored::default();
        for (field, edit) in edits {
            if self.is_changed(*field, saved) {
                continue;
            }
            match field {
                Field::Gender => self.set_gender(Some(Gender::from(Some(&*edit.typed)))),
                field => self.set(*field, edit.typed.clone()),
            }
            if !self.is_changed(*field, saved) {
                self.put_back(*field, saved);
                continue;
            }
            restored.count += 1;
            let base = edit.base.clone().unwrap_or_default();
            let is_moved = saved.knows_field(*field) && base.trim() != saved.text(*field).trim();
            if is_moved {
                let _ = self.conflicts.insert(*field, base);
                restored.merged.conflicts.push(*field);
            }
        }
        restored
    }

    /// Ends a conflict: the typed value stays.
    pub fn keep_mine(&mut self, field: Field) {
        let _ = self.conflicts.remove(&field);
    }

    /// Notes fields that were sent and for which the server shows other values.
    pub fn mark_not_taken(&mut self, fields: impl IntoIterator<Item = Field>) {
        self.not_taken.extend(fields);
    }

    /// Undoes one step, and returns a field that has changed; none if there is nothing to undo.
    pub fn step_back(&mut self) -> Option<Field> {
        let (values, field) = self.history.step_back(self.values())?;
        self.put(values);
        Some(field)
    }

    /// Redoes one step, and returns a field that has changed.
    pub fn step_forward(&mut self) -> Option<Field> {
        let (values, field) = self.history.step_forward(self.values())?;
        self.put(values);
        Some(field)
    }

    fn values(&self) -> Values {
        let texts = self.inputs.iter().map(|(field, input)| (*field, input.value.clone())).collect();
        Values { texts, gender: self.gender.clone() }
    }

    fn put(&mut self, values: Values) {
        let Values { texts, gender } = values;
        if self.gender != gender {
            self.set_gender(gender);
        }
        for (field, text) in texts {
            if self.input(field).value != text {
                self.set(field, text);
            }
        }
    }

    fn put_back(&mut self, field: Field, saved: &Profile) {
        let _ = self.conflicts.remove(&field);
        match field {
            Field::Gender => self.set_gender(saved.known_gender()),
            field => self.set(field, saved.text(field).to_owned()),
        }
    }

    fn set(&mut self, field: Field, value: String) {
        self.forget_complaints(field);
        if let Some(input) = self.inputs.get_mut(&field) {
            *input = Input { value, refused: None };
        }
    }

    fn set_gender(&mut self, gender: Option<Gender>) {
        self.forget_complaints(Field::Gender);
        self.gender = gender;
    }

    fn forget_complaints(&mut self, field: Field) {
        let _ = self.errors.remove(&field);
        let _ = self.not_taken.remove(&field);
    }

    fn to_send(&self, field: Field) -> String {
        normalize::for_sending(field, &self.input(field).value, Letters::AsTyped)
    }
}

#[cfg(test)]
mod tests;
