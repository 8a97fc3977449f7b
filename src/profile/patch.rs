//! What one request changes, and what a server says against it.

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

    /// Whether a profile shows this as the value of a field. Servers trim white space at the ends and may answer with
    /// another case of the gender.
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

/// Values stay out of logs.
impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Clear => "Clear",
            Self::Text(_) => "Text(..)",
        })
    }
}

/// A small picture that is ready to be sent: upright, bounded, without metadata.
#[derive(Clone, PartialEq, Eq)]
pub struct Photo {
    /// The encoded file.
    pub bytes: Bytes,
    /// `jpg` or `png`; for a picture that is put back also what the server served before.
    pub extension: &'static str,
}

impl fmt::Debug for Photo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Photo({} bytes, {})", self.bytes.len(), self.extension)
    }
}

/// What one save sends: exactly the changed fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Patch {
    /// Fields of the form; never [`Field::Avatar`].
    pub values: BTreeMap<Field, Value>,
}

impl Patch {
    /// Whether nothing would be sent.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// How many things change.
    pub fn len(&self) -> usize {
        self.values.len()
    }
}

/// What a server said against a request, in its own words and language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldErrors {
    /// Messages for fields the form shows.
    pub fields: BTreeMap<Field, Vec<String>>,
    /// Messages for the whole request or for keys this program does not know.
    pub other: Vec<String>,
}

impl FieldErrors {
    /// Whether nothing was said.
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
    fn genders_become_their_sent_form() {
        let text = |text: &str| Value::Text(text.to_owned());
        assert_eq!(Value::from(&Gender::NotGiven), Value::Clear);
        assert_eq!(Value::from(&Gender::Female), text("female"));
        assert_eq!(Value::from(&Gender::Unknown("Divers".to_owned())), text("Divers"));
    }

    #[test]
    fn a_patch_counts_what_it_changes() {
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
