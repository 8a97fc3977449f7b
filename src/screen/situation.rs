//! From what happened to what is said about it. One table per source of trouble; every row a sentence of
//! its own, checked by tests to be distinct in both languages.

use super::sign_in::Method;
use crate::api::{self, AddressError};
use crate::locale::Arg;
use crate::profile::{Field, FieldErrors};
use crate::widget::Ui;
use crate::{picture, store, vault};

use std::borrow::Cow;
use std::time::Duration;

/// Something to say, kept apart from the language so that a change of language changes it too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    id: &'static str,
    values: Vec<(&'static str, Value)>,
    rest: Vec<Sentence>,
}

/// A value in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A count.
    Number(u64),
    /// A number that is a name, such as a status code: always in ASCII digits.
    Code(u16),
    /// A text of the server or the person.
    Foreign(String),
    /// Bytes.
    Size(u64),
    /// A time to wait.
    Wait(Duration),
    /// Names of fields.
    Fields(Vec<Field>),
}

impl Sentence {
    /// The sentence called `id`.
    pub fn of(id: &'static str) -> Self {
        Self { id, values: Vec::new(), rest: Vec::new() }
    }

    /// With a value in it.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: Value) -> Self {
        self.values.push((name, value));
        self
    }

    /// With a foreign text in it.
    #[must_use]
    pub fn naming(self, name: &'static str, text: &str) -> Self {
        self.with(name, Value::Foreign(text.to_owned()))
    }

    /// With a further piece, put behind it as one of a list.
    #[must_use]
    pub fn and(mut self, piece: Self) -> Self {
        self.rest.push(piece);
        self
    }

    /// Its name, for tests.
    pub fn id(&self) -> &'static str {
        self.id
    }

    /// The words.
    pub fn say(&self, ui: Ui<'_>) -> String {
        let head = self.head(ui);
        if self.rest.is_empty() { head } else { head + &ui.tr("general-bullet-separator") + &self.pieces(ui) }
    }

    /// The further pieces alone.
    pub fn pieces(&self, ui: Ui<'_>) -> String {
        ui.locale.list(&self.rest.iter().map(|piece| piece.say(ui)).collect::<Vec<_>>())
    }

    fn head(&self, ui: Ui<'_>) -> String {
        let args: Vec<_> = self
            .values
            .iter()
            .map(|(name, value)| {
                let arg = match value {
                    Value::Number(number) => Arg::Number(*number),
                    Value::Code(code) => Arg::Text(Cow::Owned(code.to_string())),
                    Value::Foreign(text) => Arg::Foreign(Cow::Borrowed(text)),
                    Value::Size(bytes) => Arg::Text(Cow::Owned(ui.locale.size(*bytes))),
                    Value::Wait(time) => Arg::Text(Cow::Owned(ui.locale.wait(*time))),
                    Value::Fields(fields) => {
                        let names: Vec<_> = fields.iter().map(|field| ui.tr(label(*field))).collect();
                        Arg::Text(Cow::Owned(ui.locale.list(&names)))
                    }
                };
                (*name, arg)
            })
            .collect();
        ui.tr_with(self.id, &args)
    }
}

/// The label of a field.
pub fn label(field: Field) -> &'static str {
    match field {
        Field::Avatar => "field-photo",
        Field::FirstName => "field-first-name",
        Field::LastName => "field-last-name",
        Field::Gender => "field-gender",
        Field::Username => "field-username",
        Field::MobileNumber => "field-mobile-number",
        Field::Email => "field-email",
    }
}

/// Why an address cannot be used.
pub fn address(error: &AddressError) -> Sentence {
    Sentence::of(match error {
        AddressError::Empty => "address-empty",
        AddressError::Unreadable => "address-unreadable",
        AddressError::Scheme => "address-scheme",
        AddressError::UserInfo => "address-user-info",
        AddressError::PlainHttp => "address-plain-http",
    })
}

/// Why the keyring did not keep the key.
pub fn keyring(error: &vault::Error) -> Sentence {
    Sentence::of(match error {
        vault::Error::Absent => "keyring-absent",
        vault::Error::Locked => "keyring-locked",
        vault::Error::Slow => "keyring-slow",
        vault::Error::Failed => "keyring-failed",
    })
}
