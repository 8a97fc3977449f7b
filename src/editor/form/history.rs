//! The history of the form, for undo and redo. Pure.

use crate::profile::{Field, Gender, Profile};

use std::collections::BTreeMap;

/// The most steps that can be undone.
const MAX_STEPS: usize = 200;

/// The steps that can be undone and redone.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct History {
    past: Vec<Values>,
    future: Vec<Values>,
    /// The field whose next edits still belong to the last step.
    open: Option<Field>,
}

/// All values of a form.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Values {
    pub(super) texts: BTreeMap<Field, String>,
    pub(super) gender: Option<Gender>,
}

/// Without the typed values, which are private.
impl std::fmt::Debug for History {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("History").field("past", &self.past.len()).field("future", &self.future.len()).finish()
    }
}

impl Values {
    fn replace(&mut self, field: Field, before: Option<&Profile>, now: &Profile) {
        if field == Field::Gender {
            if before.is_none_or(|before| self.gender == before.known_gender()) {
                self.gender = now.known_gender();
            }
        } else if let Some(text) = self.texts.get_mut(&field)
            && before.is_none_or(|before| text == before.text(field))
        {
            now.text(field).clone_into(text);
        }
    }

    /// The fields that differ from `other`, in the order of the form.
    pub(super) fn differences(&self, other: &Self) -> Vec<Field> {
        let differs = |field: &Field| match field {
            Field::Gender => self.gender != other.gender,
            field => self.texts.get(field) != other.texts.get(field),
        };
        Field::FORM.into_iter().filter(differs).collect()
    }
}

impl History {
    /// Notes that one field will change; `now` are the current values. Consecutive edits of one field are one step.
    pub(super) fn note_edit(&mut self, field: Field, now: Values) {
        if self.open != Some(field) {
            self.note_step(now);
            self.open = Some(field);
        }
        self.future.clear();
    }

    /// Notes that the form will change; `now` are the current values.
    pub(super) fn note_step(&mut self, now: Values) {
        if self.past.len() == MAX_STEPS {
            let _ = self.past.remove(0);
        }
        self.past.push(now);
        self.future.clear();
        self.open = None;
    }

    /// The values one step before `now`, and the first field that differs; none if there is nothing to undo.
    pub(super) fn step_back(&mut self, now: Values) -> Option<(Values, Field)> {
        Self::step(&mut self.past, &mut self.future, &mut self.open, now)
    }

    /// The values one step after `now`, and the first field that differs; none if there is nothing to redo.
    pub(super) fn step_forward(&mut self, now: Values) -> Option<(Values, Field)> {
        Self::step(&mut self.future, &mut self.past, &mut self.open, now)
    }

    /// Gives a field the server's value in all steps, or, with `before`, in those in which it had the value of `before`.
    pub(super) fn replace(&mut self, field: Field, before: Option<&Profile>, now: &Profile) {
        for values in self.past.iter_mut().chain(&mut self.future) {
            values.replace(field, before, now);
        }
    }

    fn step(
        from: &mut Vec<Values>,
        to: &mut Vec<Values>,
        open: &mut Option<Field>,
        now: Values,
    ) -> Option<(Values, Field)> {
        // Steps that the field itself has undone already are skipped.
        let (values, field) = std::iter::from_fn(|| from.pop())
            .find_map(|values| values.differences(&now).first().map(|field| (values, *field)))?;
        to.push(now);
        *open = None;
        Some((values, field))
    }
}

#[cfg(test)]
mod tests {
    use crate::editor::Form;
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
    fn a_new_edit_clears_what_can_be_redone() {
        let mut form = Form::new(&saved());
        typed(&mut form, Field::FirstName, &["B"]);
        let _ = form.step_back();
        typed(&mut form, Field::FirstName, &["C"]);
        assert_eq!(form.step_forward(), None);
        assert_eq!(form.step_back(), Some(Field::FirstName));
        assert_eq!(form.patch(&saved()), None);
    }

    #[test]
    fn edits_that_the_field_itself_undid_are_no_step() {
        let mut form = Form::new(&saved());
        form.choose(Gender::Other);
        typed(&mut form, Field::FirstName, &["B", "بهروز"]);
        assert_eq!(form.step_back(), Some(Field::Gender));
        assert_eq!(form.patch(&saved()), None);
    }

    #[test]
    fn discard_and_undo_of_a_field_can_be_undone() {
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
    fn undo_never_restores_an_old_value_of_the_server() {
        // It was saved.
        let mut form = Form::new(&saved());
        typed(&mut form, Field::FirstName, &["B"]);
        let now = Profile { first_name: "B".to_owned(), ..saved() };
        let _ = form.merge(&saved(), &now, |_| true);
        assert_eq!((form.step_back(), held(&form)), (None, ["B", "b@example.com"]));

        // It was changed elsewhere, while another field was edited.
        let mut form = Form::new(&saved());
        typed(&mut form, Field::FirstName, &["B"]);
        form.undo(Field::FirstName, &saved());
        let now = Profile { email: "c@example.com".to_owned(), ..saved() };
        let _ = form.merge(&saved(), &now, |_| false);
        assert_eq!(form.step_back(), Some(Field::FirstName));
        assert_eq!(held(&form), ["B", "c@example.com"]);
        assert_eq!(form.step_back(), Some(Field::FirstName));
        assert_eq!((held(&form), form.patch(&now)), (["بهروز", "c@example.com"], None));
    }

    #[test]
    fn typed_values_stay_out_of_logs() {
        let mut form = Form::new(&saved());
        typed(&mut form, Field::Email, &["secret@example.com"]);
        assert!(!format!("{form:?}").contains("secret"), "{form:?}");
    }
}
