//! Who a record on a server is about, and whether two records can be about the same person.
//!
//! Servers differ in what names a person: a number, a UUID, a slug, or no id at all. An identity is the id where there
//! is one, else the username, else the email address. The three are of different kinds and never equal: somebody's id
//! may look like the username of somebody else.

use super::{Field, Profile, Value, normalize};

use sha2::{Digest, Sha256};

use std::collections::BTreeMap;
use std::fmt;

#[cfg(test)]
mod tests;

/// The longest text that is kept as it is, in bytes. Some keyrings take no more than 512 for a name, and a server's
/// address belongs to it.
const LONGEST: usize = 255;

/// How a text begins that is kept as its hash.
const HASHED: &str = "sha256-";

/// What an identity is taken from, the most reliable first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The JSON `id`, or `pk`. It never changes.
    Id,
    /// The username, which the person may change.
    Username,
    /// The email address, which the person may change.
    Email,
}

/// What names one person on one server.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Identity {
    kind: Kind,
    text: String,
}

impl Identity {
    /// The identity of this kind and text; none for a blank text. White space at the ends does not count.
    ///
    /// A text that is long or holds what cannot be seen is kept as its hash, so that every identity can be the name of
    /// a keyring entry. So is one that looks like such a hash: two texts never become the same identity.
    pub fn new(kind: Kind, text: &str) -> Option<Self> {
        let text = text.trim();
        let is_plain = text.len() <= LONGEST
            && !text.starts_with(HASHED)
            && !text.contains(char::is_control)
            && normalize::without_invisible_marks(text) == text;
        match text {
            "" => None,
            _ if is_plain => Some(Self { kind, text: text.to_owned() }),
            _ => {
                let hash = Sha256::digest(text.as_bytes());
                let digits: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
                Some(Self { kind, text: format!("{HASHED}{digits}") })
            }
        }
    }

    /// An identity as [`text`](Self::text) gave it in an earlier run; none for what it never gives.
    pub fn kept(kind: Kind, text: String) -> Option<Self> {
        let is_whole = !text.is_empty() && text.len() <= LONGEST && !text.contains(char::is_control);
        is_whole.then_some(Self { kind, text })
    }

    /// What it was taken from.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The text to be kept: 1 to 255 bytes without control characters.
    pub fn text(&self) -> &str {
        &self.text
    }

    fn equals_but_for_case(&self, other: &Self) -> bool {
        self.kind == other.kind && self.text.to_lowercase() == other.text.to_lowercase()
    }
}

/// Personal values stay out of logs.
impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}(..)", self.kind)
    }
}

/// The name of a person's key in the keyring, also of their folder's hash: a server and an identity there.
///
/// `https://hr.example.com#7` for an id, `https://hr.example.com?username=sara` and `…?email=sara@example.com` without
/// one. A server's address has neither `#` nor `?`, so the first of them ends it and tells the kind.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Entry(String);

impl Entry {
    /// The entry of a person on the server with this scheme, host and port.
    pub fn new(origin: &str, identity: &Identity) -> Self {
        let mark = match identity.kind {
            Kind::Id => "#",
            Kind::Username => "?username=",
            Kind::Email => "?email=",
        };
        Self(format!("{origin}{mark}{}", identity.text))
    }

    /// An entry as [`as_str`](Self::as_str) gave it in an earlier run.
    pub fn kept(text: String) -> Self {
        Self(text)
    }

    /// The name itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Personal values stay out of logs.
impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Entry(..)")
    }
}

/// Everything in a record that names its person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    id: Option<Identity>,
    username: Option<Identity>,
    email: Option<Identity>,
}

impl Names {
    /// The names in a record.
    pub fn of(record: &Profile) -> Self {
        Self {
            id: record.id.as_deref().and_then(|id| Identity::new(Kind::Id, id)),
            username: Identity::new(Kind::Username, &record.username),
            email: Identity::new(Kind::Email, &record.email),
        }
    }

    /// The identity: the most reliable name. Without one nobody can tell whose record it is.
    pub fn identity(&self) -> Option<&Identity> {
        self.all().next()
    }

    /// Whether the record answers to this identity. What it does not show is no proof.
    pub fn has(&self, identity: &Identity) -> bool {
        self.all().any(|name| name == identity)
    }

    /// The names after a save of these values that was stored.
    #[must_use]
    pub fn after(&self, values: &BTreeMap<Field, Value>) -> Self {
        let name = |field, kind, before: &Option<Identity>| match values.get(&field) {
            None => before.clone(),
            Some(Value::Clear) => None,
            Some(Value::Text(text)) => Identity::new(kind, text),
        };
        Self {
            id: self.id.clone(),
            username: name(Field::Username, Kind::Username, &self.username),
            email: name(Field::Email, Kind::Email, &self.email),
        }
    }

    /// Whether a record that shows `shown` can be of the same person. The most reliable name that both have decides;
    /// a record without any name says nothing; names that cannot be compared speak against it.
    pub fn agree_with(&self, shown: &Self) -> bool {
        self.agree_by(shown, Identity::eq)
    }

    /// The same for names that the person chose: servers may store them in another case.
    pub fn agree_but_for_case(&self, shown: &Self) -> bool {
        self.agree_by(shown, Identity::equals_but_for_case)
    }

    fn agree_by(&self, shown: &Self, equal: fn(&Identity, &Identity) -> bool) -> bool {
        let pairs = [(&self.id, &shown.id), (&self.username, &shown.username), (&self.email, &shown.email)];
        let compared =
            pairs.into_iter().find_map(|(known, shown)| Some(equal(known.as_ref()?, shown.as_ref()?)));
        compared.unwrap_or_else(|| self.identity().is_none() || shown.identity().is_none())
    }

    /// Takes over what a later record of the same person shows. A name that is absent there says nothing.
    #[must_use]
    pub fn updated_by(self, shown: Self) -> Self {
        Self {
            id: shown.id.or(self.id),
            username: shown.username.or(self.username),
            email: shown.email.or(self.email),
        }
    }

    fn all(&self) -> impl Iterator<Item = &Identity> {
        [&self.id, &self.username, &self.email].into_iter().flatten()
    }
}
