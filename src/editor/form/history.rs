//! What the form held before: for undo and redo in the form. Pure.

use crate::profile::{Field, Gender, Profile};

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
pub(super) struct Values {
    pub(super) texts: BTreeMap<Field, String>,
    pub(super) gender: Option<Gender>,
}

/// Typed values stay out of logs.
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
    /// Notes that one field is about to change from what the form holds `now`. Edits of one field in a row are one step.
    pub(super) fn note_edit(&mut self, field: Field, now: Values) {
        if self.open != Some(field) {
            self.note_step(now);
            self.open = Some(field);
        }
        self.future.clear();
    }

    /// Notes that the form is about to change from what it holds `now`.
    pub(super) fn note_step(&mut self, now: Values) {
        if self.past.len() == MOST_STEPS {
            let _ = self.past.remove(0);
        }
        self.past.push(now);
        self.future.clear();
        self.open = None;
    }

    /// What the form held a step back from `now`, and the first field in which that differs; nothing if there is no way
    /// back.
    pub(super) fn step_back(&mut self, now: Values) -> Option<(Values, Field)> {
        Self::step(&mut self.past, &mut self.future, &mut self.open, now)
    }

    /// The same a step forward again.
    pub(super) fn step_forward(&mut self, now: Values) -> Option<(Values, Field)> {
        Self::step(&mut self.future, &mut self.past, &mut self.open, now)
    }

    /// A field holds what the server has `now`: so it does in every step, or in those in which it held what the server
    /// had `before`.
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
        // Edits that the field itself has taken back already leave nothing to do.
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
    fn there_is_no_way_back_to_what_the_server_does_not_have_any_more() {
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
