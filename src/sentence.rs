//! Messages about what happened. A [`Sentence`] has the id of a translated text and its values, and is converted to text in a
//! language when it is shown.
//!
//! There is one table for each kind of error: server, keyring, files. Each error has its own sentence; tests check that all
//! are different in both languages. Must not know screens or widgets.

mod countdown;
mod server;
mod trust;

pub use self::countdown::next_step;
pub use self::server::{Tried, cause, not_begun, not_stored, server, sign_in_again};

use crate::api::AddressError;
use crate::disk;
use crate::locale::{Arg, Locale};
use crate::picture::{self, MAX_FILE, OtherKind, Prepared, Variety};
use crate::profile::Field;
use crate::{store, vault};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use std::borrow::Cow;
use std::path::Path;
use std::time::Duration;

/// A message, independent of the language, so that it changes with the language of the interface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    id: &'static str,
    values: Vec<(&'static str, Value)>,
    rest: Vec<Sentence>,
    next: Option<Box<Sentence>>,
    below: Vec<Sentence>,
}

/// A value in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A count.
    Number(u64),
    /// A code, such as an HTTP status: always in ASCII digits.
    Code(u16),
    /// A text from the server or the person.
    Foreign(String),
    /// A size in bytes.
    Size(u64),
    /// A time to wait.
    Wait(Duration),
    /// Names of fields.
    Fields(Vec<Field>),
    /// The time of an event, and the current time; shown in the time zone of this machine.
    Moment(Timestamp, Timestamp),
}

impl Sentence {
    /// The sentence with this id.
    pub fn of(id: &'static str) -> Self {
        Self { id, values: Vec::new(), rest: Vec::new(), next: None, below: Vec::new() }
    }

    /// Adds a value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: Value) -> Self {
        self.values.push((name, value));
        self
    }

    /// Adds a text from the server or the person as a value.
    #[must_use]
    pub fn naming(self, name: &'static str, text: &str) -> Self {
        self.with(name, Value::Foreign(text.to_owned()))
    }

    /// Adds a sentence after this one, on the same line.
    #[must_use]
    pub fn then(mut self, next: Self) -> Self {
        self.next = Some(Box::new(next));
        self
    }

    /// Adds a sentence below this one, on its own line.
    #[must_use]
    pub fn below(mut self, line: Self) -> Self {
        self.below.push(line);
        self
    }

    /// Adds an item of a list after this sentence.
    #[must_use]
    pub fn and(mut self, piece: Self) -> Self {
        self.rest.push(piece);
        self
    }

    /// The time to wait in this sentence, if there is one.
    pub fn wait(&self) -> Option<Duration> {
        let named = |(_, value): &(&'static str, Value)| match value {
            Value::Wait(time) => Some(*time),
            _ => None,
        };
        let own = self.values.iter().find_map(named);
        own.or_else(|| self.next.iter().map(AsRef::as_ref).chain(&self.below).find_map(Self::wait))
    }

    /// The same sentence with another time to wait. At zero it says instead what can be done now.
    #[must_use]
    pub fn with_left(&self, left: Duration) -> Self {
        let mut said = self.clone();
        let named = said.values.iter_mut().find(|(_, value)| matches!(value, Value::Wait(_)));
        if let Some((_, value)) = named {
            *value = Value::Wait(left);
            if left.is_zero() {
                (said.id, said.values) = ("error-throttle-over", Vec::new());
            }
        }
        said.next = said.next.map(|next| Box::new(next.with_left(left)));
        said.below = said.below.iter().map(|line| line.with_left(left)).collect();
        said
    }

    /// The fields that it names.
    pub fn fields<'a>(&'a self) -> &'a [Field] {
        let named = |(_, value): &'a (&'static str, Value)| match value {
            Value::Fields(fields) => Some(fields.as_slice()),
            _ => None,
        };
        self.values.iter().find_map(named).unwrap_or_default()
    }

    /// The same sentence about other fields.
    #[must_use]
    pub fn about(mut self, fields: &[Field]) -> Self {
        for (_, value) in &mut self.values {
            if let Value::Fields(named) = value {
                *named = fields.to_vec();
            }
        }
        self
    }

    /// Its id, for tests.
    pub fn id(&self) -> &'static str {
        self.id
    }

    /// The text in a language.
    pub fn words(&self, locale: &Locale) -> String {
        let mut said = self.head(locale);
        if !self.rest.is_empty() {
            said = said + &locale.tr("general-bullet-separator") + &self.list(locale);
        }
        if let Some(next) = &self.next {
            said = said + " " + &next.words(locale);
        }
        for line in &self.below {
            said = said + "\n" + &line.words(locale);
        }
        said
    }

    fn list(&self, locale: &Locale) -> String {
        locale.list(&self.rest.iter().map(|piece| piece.words(locale)).collect::<Vec<_>>())
    }

    fn head(&self, locale: &Locale) -> String {
        let args: Vec<_> = self
            .values
            .iter()
            .map(|(name, value)| {
                let arg = match value {
                    Value::Number(number) => Arg::Number(*number),
                    Value::Code(code) => Arg::Text(Cow::Owned(code.to_string())),
                    Value::Foreign(text) => Arg::Foreign(Cow::Borrowed(text)),
                    Value::Size(bytes) => Arg::Text(Cow::Owned(locale.size(*bytes))),
                    Value::Wait(time) => Arg::Text(Cow::Owned(locale.wait(*time))),
                    Value::Moment(then, now) => {
                        Arg::Text(Cow::Owned(locale.moment(*then, *now, &TimeZone::system())))
                    }
                    Value::Fields(fields) => {
                        let names: Vec<_> = fields.iter().map(|field| locale.tr(label(*field))).collect();
                        Arg::Text(Cow::Owned(locale.list(&names)))
                    }
                };
                (*name, arg)
            })
            .collect();
        locale.tr_with(self.id, &args)
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

/// The message for an address that cannot be used.
pub fn address(error: &AddressError) -> Sentence {
    Sentence::of(match error {
        AddressError::Empty => "address-empty",
        AddressError::Unreadable => "address-unreadable",
        AddressError::Scheme => "address-scheme",
        AddressError::UserInfo => "address-user-info",
        AddressError::PlainHttp => "address-plain-http",
    })
}

/// The message for a key that the keyring did not store.
pub fn keyring(error: &vault::Error) -> Sentence {
    Sentence::of(match error {
        vault::Error::Absent => "keyring-absent",
        vault::Error::NoKeyring => "keyring-not-created",
        vault::Error::Locked => "keyring-locked",
        vault::Error::Slow => "keyring-slow",
        vault::Error::Failed => "keyring-failed",
    })
}

/// The message for a file that cannot be used as a photo.
pub fn picture(error: &picture::Error) -> Sentence {
    use picture::Error;

    match error {
        Error::Empty => Sentence::of("picture-empty"),
        Error::TooLarge { bytes, limit } => Sentence::of("picture-too-large")
            .with("size", Value::Size(*bytes))
            .with("limit", Value::Size(*limit)),
        Error::TooManyPixels { width, height, limit } => Sentence::of("picture-too-many-pixels")
            .with("width", Value::Number(u64::from(*width)))
            .with("height", Value::Number(u64::from(*height)))
            .with("limit", Value::Number((limit / 1_000_000).max(1))),
        Error::HeicTooManyPixels { width, height, limit } => Sentence::of("picture-heic-too-many-pixels")
            .with("width", Value::Number(u64::from(*width)))
            .with("height", Value::Number(u64::from(*height)))
            .with("limit", Value::Number((limit / 1_000_000).max(1))),
        Error::Unsupported(kind) => unread(*kind),
        Error::NotAPicture => {
            let heic = Value::Number(cfg!(feature = "heic").into());
            Sentence::of("picture-not-a-picture").with("heic", heic)
        }
        Error::CutShort => Sentence::of("picture-cut-short"),
        Error::Broken => Sentence::of("picture-broken"),
        Error::TooLong => Sentence::of("picture-too-slow"),
        Error::DoesNotFit { limit } => Sentence::of("picture-too-fine").with("limit", Value::Size(*limit)),
    }
}

/// The message for a format that is not read, with advice.
fn unread(kind: OtherKind) -> Sentence {
    let named = |id, kind| Sentence::of(id).naming("kind", kind);
    match kind {
        OtherKind::Heic => Sentence::of("picture-heic"),
        OtherKind::Avif => Sentence::of("picture-avif"),
        OtherKind::Svg => Sentence::of("picture-svg"),
        OtherKind::Pdf => Sentence::of("picture-pdf"),
        OtherKind::Picture(kind) => named("picture-kind", kind),
        OtherKind::Raw(kind) => named("picture-raw", kind),
        OtherKind::Film(kind) => named("picture-film", kind),
        OtherKind::Document(kind) => named("picture-document", kind),
        OtherKind::Archive(kind) => named("picture-archive", kind),
        OtherKind::Variety(Variety::JpegTwelveBits) => Sentence::of("picture-jpeg-twelve-bits"),
        OtherKind::Variety(Variety::JpegArithmetic) => Sentence::of("picture-jpeg-arithmetic"),
        OtherKind::Variety(Variety::JpegLossless) => Sentence::of("picture-jpeg-lossless"),
        OtherKind::Variety(Variety::JpegHierarchical) => Sentence::of("picture-jpeg-hierarchical"),
        OtherKind::Variety(Variety::JpegComponents) => Sentence::of("picture-jpeg-components"),
        OtherKind::Variety(Variety::JpegHeight) => Sentence::of("picture-jpeg-height"),
        OtherKind::Variety(Variety::Heic(kind)) => named("picture-heic-kind", kind),
        OtherKind::Variety(Variety::TiffCoding(kind)) => named("picture-tiff-coding", kind),
        OtherKind::Variety(Variety::TiffColours(kind)) => named("picture-tiff-colours", kind),
        OtherKind::Variety(Variety::TiffNumbers(kind)) => named("picture-tiff-numbers", kind),
        OtherKind::Other => Sentence::of("picture-other-kind"),
    }
}

/// The message for a photo file that was not read.
pub fn photo_file(refusal: disk::Refusal) -> Sentence {
    Sentence::of(match refusal {
        disk::Refusal::TooLarge(bytes) => {
            return picture(&picture::Error::TooLarge { bytes, limit: MAX_FILE });
        }
        disk::Refusal::Missing => "picture-file-missing",
        disk::Refusal::Denied => "picture-file-denied",
        disk::Refusal::NotAFile => "picture-file-not-a-file",
        disk::Refusal::Late => "picture-file-late",
        disk::Refusal::Unreadable => "picture-file-unreadable",
    })
}

/// How the photo was changed: "12.4 MB → 96 KB, turned upright, location removed". Only the parts that apply.
pub fn prepared(prepared: &Prepared) -> Vec<Sentence> {
    let size = Sentence::of("photo-done-size")
        .with("before", Value::Size(prepared.facts.bytes))
        .with("after", Value::Size(prepared.photo.bytes.len() as u64));
    let turned = prepared.facts.turned.then(|| Sentence::of("photo-done-turned"));
    let location = prepared.facts.has_location.then(|| Sentence::of("photo-done-location"));
    [Some(size), turned, location].into_iter().flatten().collect()
}

/// The message if files of a signed-out account are left in this folder; `None` if all are removed.
pub fn forgotten(forgotten: &store::Forgotten, folder: &Path) -> Option<Sentence> {
    if forgotten.files.is_ok() {
        return None;
    }
    let id = if forgotten.is_noted { "store-files-still-there" } else { "store-files-stay" };
    Some(Sentence::of(id).naming("folder", &folder.to_string_lossy()))
}

/// The message for data that could not be stored on this machine.
pub fn store(error: &store::Error) -> Sentence {
    Sentence::of(match error {
        store::Error::NoSpace => "store-no-space",
        store::Error::Denied => "store-denied",
        store::Error::Busy => "store-busy",
        store::Error::Unreadable => "store-unreadable",
        store::Error::Failed => "store-other",
    })
}
