//! The changes of one request, and the errors that a server reports for it.

use super::{Field, Gender, Profile};

use bytes::Bytes;

use std::collections::BTreeMap;
use std::fmt;

/// The new value of one field of the form.
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    /// Clears the field: JSON `null`, never an empty string.
    Clear,
    /// A non-empty text, or the gender in its sent form.
    Text(String),
}

impl Value {
    /// The value of a typed text: blank text clears.
    pub fn of(text: &str) -> Self {
        match text.trim() {
            "" => Self::Clear,
            text => Self::Text(text.to_owned()),
        }
    }

    /// Whether a profile has this value. White space at the ends and the case of the gender do not count, because servers
    /// change them.
    pub fn is_shown(&self, field: Field, profile: &Profile) -> bool {
        let shown = profile.text(field).trim();
        match self {
            Self::Clear => shown.is_empty(),
            Self::Text(text) if field == Field::Gender => {
                shown == Gender::from(Some(text.as_str())).as_sent().unwrap_or_default()
            }
            Self::Text(text) => shown == text.trim(),
        }
    }
}

impl From<&Gender> for Value {
    fn from(gender: &Gender) -> Self {
        gender.as_sent().map_or(Self::Clear, |text| Self::Text(text.to_owned()))
    }
}

/// Prints no values, because they must not get into logs.
impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Clear => "Clear",
            Self::Text(_) => "Text(..)",
        })
    }
}

/// A picture that is ready to be sent: upright, of limited size, without metadata.
#[derive(Clone, PartialEq, Eq)]
pub struct Photo {
    /// The encoded file.
    pub bytes: Bytes,
    /// `jpg` or `png`. A picture that is restored has the extension of what the server served.
    pub extension: &'static str,
}

impl fmt::Debug for Photo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Photo({} bytes, {})", self.bytes.len(), self.extension)
    }
}

/// The content of one save: only the changed fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Patch {
    /// Values of form fields, never of [`Field::Avatar`].
    pub values: BTreeMap<Field, Value>,
}

impl Patch {
    /// Whether nothing would be sent.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The number of changed fields.
    pub fn len(&self) -> usize {
        self.values.len()
    }
}

/// The error messages of a server for a request, in the language of the server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldErrors {
    /// Messages for known fields.
    pub fields: BTreeMap<Field, Vec<String>>,
    /// Messages for the whole request or for unknown keys.
    pub other: Vec<String>,
}

impl FieldErrors {
    /// Whether there are no messages.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.other.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::{Patch, Photo, Value};
    use crate::profile::{Field, Gender};

    use bytes::Bytes;

    #[test]
    fn blank_text_clears() {
        for blank in ["", " ", "\t\n", "\u{A0}", "\u{2003}"] {
            assert_eq!(Value::of(blank), Value::Clear, "{blank:?}");
        }
        for (typed, text) in [("a", "a"), (" a b ", "a b"), ("\u{A0}a", "a"), ("\u{200C}", "\u{200C}")] {
            assert_eq!(Value::of(typed), Value::Text(text.to_owned()), "{typed:?}");
        }
    }

    #[test]
    fn genders_are_converted_to_their_sent_form() {
        let text = |text: &str| Value::Text(text.to_owned());
        assert_eq!(Value::from(&Gender::NotGiven), Value::Clear);
        assert_eq!(Value::from(&Gender::Female), text("female"));
        assert_eq!(Value::from(&Gender::Unknown("Divers".to_owned())), text("Divers"));
    }

    #[test]
    fn a_patch_counts_its_fields() {
        let mut patch = Patch::default();
        assert_eq!((patch.is_empty(), patch.len()), (true, 0));
        let _ = patch.values.insert(Field::Email, Value::Clear);
        assert_eq!((patch.is_empty(), patch.len()), (false, 1));
    }

    #[test]
    fn debug_output_holds_no_value() {
        let photo = Photo { bytes: Bytes::from_static(b"secret pixels"), extension: "jpg" };
        let patch = Patch {
            values: [(Field::Email, Value::of("ada@example.com")), (Field::Username, Value::Clear)].into(),
        };
        let shown = format!("{patch:?} {photo:?}");
        assert!(!shown.contains("ada") && !shown.contains("pixels"), "{shown}");
        for shape in ["Email: Text(..)", "Username: Clear", "Photo(13 bytes, jpg)"] {
            assert!(shown.contains(shape), "{shown}");
        }
    }
}
