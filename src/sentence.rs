//! What is said of what happened: a [`Sentence`] names its words and holds its values, and becomes text once a language
//! is known.
//!
//! One table for each source of trouble: the server, the keyring, files. Each row is a sentence of its own; tests check
//! that they differ in both languages. Must not know screens or widgets.

mod countdown;
mod server;
mod trust;

pub use self::countdown::next_step;
pub use self::server::{Tried, cause, not_begun, server, sign_in_again};

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

/// Something to say, kept apart from the language so that a change of language changes it too.
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
    /// When something was, and when that is said; shown as the time of this machine.
    Moment(Timestamp, Timestamp),
}

impl Sentence {
    /// The sentence called `id`.
    pub fn of(id: &'static str) -> Self {
        Self { id, values: Vec::new(), rest: Vec::new(), next: None, below: Vec::new() }
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

    /// With a further sentence behind it.
    #[must_use]
    pub fn then(mut self, next: Self) -> Self {
        self.next = Some(Box::new(next));
        self
    }

    /// With a further sentence on a line of its own below it.
    #[must_use]
    pub fn below(mut self, line: Self) -> Self {
        self.below.push(line);
        self
    }

    /// With a further piece, put behind it as one of a list.
    #[must_use]
    pub fn and(mut self, piece: Self) -> Self {
        self.rest.push(piece);
        self
    }

    /// The time to wait that it names.
    pub fn wait(&self) -> Option<Duration> {
        let named = |(_, value): &(&'static str, Value)| match value {
            Value::Wait(time) => Some(*time),
            _ => None,
        };
        let own = self.values.iter().find_map(named);
        own.or_else(|| self.next.iter().map(AsRef::as_ref).chain(&self.below).find_map(Self::wait))
    }

    /// The same with so much left of the time to wait; where nothing is left, with what can be done now.
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

    /// Its name, for tests.
    pub fn id(&self) -> &'static str {
        self.id
    }

    /// The words in a language.
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
        vault::Error::NoKeyring => "keyring-not-created",
        vault::Error::Locked => "keyring-locked",
        vault::Error::Slow => "keyring-slow",
        vault::Error::Failed => "keyring-failed",
    })
}

/// Why a file cannot be used as a photo.
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
        Error::NotAPicture => Sentence::of("picture-not-a-picture"),
        Error::CutShort => Sentence::of("picture-cut-short"),
        Error::Broken => Sentence::of("picture-broken"),
        Error::TooLong => Sentence::of("picture-too-slow"),
        Error::DoesNotFit { limit } => Sentence::of("picture-too-fine").with("limit", Value::Size(*limit)),
    }
}

/// What a file is that is not read, and the way out.
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

/// Why the file of a photo was not read.
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

/// What was done to the file of a photo: "12.4 MB → 96 KB, turned upright, location removed". Only what is true.
pub fn prepared(prepared: &Prepared) -> Vec<Sentence> {
    let size = Sentence::of("photo-done-size")
        .with("before", Value::Size(prepared.facts.bytes))
        .with("after", Value::Size(prepared.photo.bytes.len() as u64));
    let turned = prepared.facts.turned.then(|| Sentence::of("photo-done-turned"));
    let location = prepared.facts.has_location.then(|| Sentence::of("photo-done-location"));
    [Some(size), turned, location].into_iter().flatten().collect()
}

/// What is left of an account that was signed out of, in this folder; nothing where its files are gone.
pub fn forgotten(forgotten: &store::Forgotten, folder: &Path) -> Option<Sentence> {
    if forgotten.files.is_ok() {
        return None;
    }
    let id = if forgotten.is_noted { "store-files-still-there" } else { "store-files-stay" };
    Some(Sentence::of(id).naming("folder", &folder.to_string_lossy()))
}

/// Why something could not be kept on this machine.
pub fn store(error: &store::Error) -> Sentence {
    Sentence::of(match error {
        store::Error::NoSpace => "store-no-space",
        store::Error::Denied => "store-denied",
        store::Error::Busy => "store-busy",
        store::Error::Unreadable => "store-unreadable",
        store::Error::Failed => "store-other",
    })
}
