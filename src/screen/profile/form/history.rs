//! What the form held before: for undo and redo in the form. Pure.

use super::Form;
use crate::profile::{Field, Gender};

use std::collections::BTreeMap;

/// How many steps are remembered.
const MOST_STEPS: usize = 200;

/// The steps back and forth from what the form holds now.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct History {
    past: Vec<Values>,
    future: Vec<Values>,
    /// The field whose edits are still one step.
    open: Option<Field>,
}

/// Everything a form holds.
#[derive(Clone, PartialEq, Eq)]
struct Values {
    texts: BTreeMap<Field, String>,
    gender: Option<Gender>,
}

/// Typed values stay out of logs.
impl std::fmt::Debug for History {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("History").field("past", &self.past.len()).field("future", &self.future.len()).finish()
    }
}

impl Form {
    /// Notes that one field is about to change. Edits of one field in a row are one step.
    pub(super) fn note_edit(&mut self, field: Field) {
        if self.history.open != Some(field) {
            self.note_step();
            self.history.open = Some(field);
        }
        self.history.future.clear();
    }

    /// Notes that the form is about to change.
    pub(super) fn note_step(&mut self) {
        let now = self.values();
        let history = &mut self.history;
        if history.past.len() == MOST_STEPS {
            let _ = history.past.remove(0);
        }
        history.past.push(now);
        history.future.clear();
        history.open = None;
    }

    /// Goes a step back and returns a field that this has changed; nothing if there is no way back.
    pub fn step_back(&mut self) -> Option<Field> {
        let now = self.values();
        // Edits that the field itself has taken back already leave nothing to do.
        let before = std::iter::from_fn(|| self.history.past.pop()).find(|values| *values != now)?;
        self.history.future.push(now);
        self.put(before)
    }

    /// Goes a step forward again and returns a field that this has changed.
    pub fn step_forward(&mut self) -> Option<Field> {
        let now = self.values();
        let after = std::iter::from_fn(|| self.history.future.pop()).find(|values| *values != now)?;
        self.history.past.push(now);
        self.put(after)
    }

    fn values(&self) -> Values {
        let texts = self.inputs.iter().map(|(field, input)| (*field, input.value.clone())).collect();
        Values { texts, gender: self.gender.clone() }
    }

    /// Takes values, and returns the first field that changes.
    fn put(&mut self, values: Values) -> Option<Field> {
        self.history.open = None;
        let now = self.values();
        let Values { texts, gender } = values;
        let has_new_gender = gender != now.gender;
        if has_new_gender {
            self.set_gender(gender);
        }
        for (field, text) in &texts {
            if now.texts.get(field) != Some(text) {
                self.set(*field, text.clone());
            }
        }
        Field::FORM.into_iter().find(|field| match field {
            Field::Gender => has_new_gender,
            field => now.texts.get(field) != texts.get(field),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Form;
    use crate::profile::normalize::Letters;
    use crate::profile::{Field, Gender, Profile};

    fn saved() -> Profile {
        Profile {
            first_name: "بهروز".to_owned(), email: "b@example.com".to_owned(), ..Profile::default()
        }
    }

    fn typed(form: &mut Form, field: Field, texts: &[&str]) {
        for text in texts {
            form.edit(field, text, Letters::AsTyped);
        }
    }

    fn held(form: &Form) -> [&str; 2] {
        [Field::FirstName, Field::Email].map(|field| form.input(field).value.as_str())
    }

    #[test]
    fn edits_of_one_field_in_a_row_are_one_step() {
        let mut form = Form::new(&saved());
        typed(&mut form, Field::FirstName, &["B", "Be", "Beh"]);
        typed(&mut form, Field::Email, &["b", ""]);
        typed(&mut form, Field::FirstName, &["Behrooz"]);
        assert_eq!(form.step_back(), Some(Field::FirstName));
        assert_eq!(held(&form), ["Beh", ""]);
        assert_eq!(form.step_back(), Some(Field::Email));
        assert_eq!(held(&form), ["Beh", "b@example.com"]);
        assert_eq!(form.step_back(), Some(Field::FirstName));
        assert_eq!(form.patch(&saved()), None);
        assert_eq!(form.step_back(), None);

        assert_eq!(form.step_forward(), Some(Field::FirstName));
        assert_eq!(form.step_forward(), Some(Field::Email));
        assert_eq!(form.step_forward(), Some(Field::FirstName));
        assert_eq!(held(&form), ["Behrooz", ""]);
        assert_eq!(form.step_forward(), None);
    }

    #[test]
    fn a_new_edit_ends_the_way_forward() {
        let mut form = Form::new(&saved());
        typed(&mut form, Field::FirstName, &["B"]);
        let _ = form.step_back();
        typed(&mut form, Field::FirstName, &["C"]);
        assert_eq!(form.step_forward(), None);
        assert_eq!(form.step_back(), Some(Field::FirstName));
        assert_eq!(form.patch(&saved()), None);
    }

    #[test]
    fn what_the_field_took_back_itself_is_no_step() {
        let mut form = Form::new(&saved());
        form.choose(Gender::Other);
        typed(&mut form, Field::FirstName, &["B", "بهروز"]);
        assert_eq!(form.step_back(), Some(Field::Gender));
        assert_eq!(form.patch(&saved()), None);
    }

    #[test]
    fn discarding_and_putting_back_can_be_taken_back() {
        let mut form = Form::new(&saved());
        typed(&mut form, Field::FirstName, &["B"]);
        typed(&mut form, Field::Email, &["c@example.com"]);
        form.undo(Field::Email, &saved());
        assert_eq!(form.step_back(), Some(Field::Email));
        assert_eq!(held(&form), ["B", "c@example.com"]);
        form.discard(&saved());
        assert_eq!(form.patch(&saved()), None);
        assert_eq!(form.step_back(), Some(Field::FirstName));
        assert_eq!(held(&form), ["B", "c@example.com"]);
    }

    #[test]
    fn a_newer_profile_has_no_past() {
        let mut form = Form::new(&saved());
        typed(&mut form, Field::FirstName, &["B"]);
        form.rebase(&saved(), &Profile { first_name: "B".to_owned(), ..saved() });
        assert_eq!(form.step_back(), None);
        assert_eq!(held(&form), ["B", "b@example.com"]);
    }

    #[test]
    fn typed_values_stay_out_of_logs() {
        let mut form = Form::new(&saved());
        typed(&mut form, Field::Email, &["secret@example.com"]);
        assert!(!format!("{form:?}").contains("secret"), "{form:?}");
    }
}
