//! Values of fields as text, for comparing them.

use crate::locale::display;
use crate::profile::{Field, Gender, Value};
use crate::widget::Ui;

/// A value of a field. For an empty value it is a text that says so.
pub fn words(ui: Ui<'_>, field: Field, value: &Value) -> String {
    match value {
        Value::Clear => ui.tr("conflict-empty"),
        Value::Text(text) if field == Field::Gender => {
            display(&gender_words(ui, &Gender::from(Some(text.as_str()))))
        }
        Value::Text(text) => display(text),
    }
}

/// A gender; an empty text if none is given.
pub(super) fn gender_words(ui: Ui<'_>, gender: &Gender) -> String {
    match gender {
        Gender::NotGiven => String::new(),
        Gender::Male => ui.tr("gender-male"),
        Gender::Female => ui.tr("gender-female"),
        Gender::Other => ui.tr("gender-other"),
        Gender::Unknown(value) => value.clone(),
    }
}
