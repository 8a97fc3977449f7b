//! Finds out which person a record of a server is about, and whether two records can be about the same person.
//!
//! Servers identify people by a number, a UUID, a slug, or without an id. An identity is the id, or without one the username,
//! or without that the email address. Identities of different kinds are never equal, because an id may look like the
//! username of another person.

use super::{Field, Profile, Value, normalize};

use sha2::{Digest, Sha256};

use std::collections::BTreeMap;
use std::fmt;

#[cfg(test)]
mod tests;

/// The longest text that is stored unchanged, in bytes. Some keyrings allow only 512 bytes for a name, which contains the
/// server's address too.
const MAX_LENGTH: usize = 255;

/// The prefix of a text that is stored as a hash.
const HASH_PREFIX: &str = "sha256-";

/// The source of an identity, the most reliable first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdentityKind {
    /// The JSON `id`, or `pk`. It never changes.
    Id,
    /// The username, which the person may change.
    Username,
    /// The email address, which the person may change.
    Email,
}

/// The identity of a person on a server.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Identity {
    kind: IdentityKind,
    text: String,
}

impl Identity {
    /// An identity; `None` for a blank text. White space at the ends is removed.
    ///
    /// A text that is long or has invisible characters is stored as a hash, because every identity must be usable as the name
    /// of a keyring entry. A text that looks like such a hash is hashed too, so two texts never give the same identity.
    pub fn new(kind: IdentityKind, text: &str) -> Option<Self> {
        let text = text.trim();
        let is_plain = text.len() <= MAX_LENGTH
            && !text.starts_with(HASH_PREFIX)
            && !text.contains(char::is_control)
            && normalize::without_invisible_marks(text) == text;
        match text {
            "" => None,
            _ if is_plain => Some(Self { kind, text: text.to_owned() }),
            _ => {
                let hash = Sha256::digest(text.as_bytes());
                let digits: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
                Some(Self { kind, text: format!("{HASH_PREFIX}{digits}") })
            }
        }
    }

    /// Restores an identity from the result of [`text`](Self::text); `None` for an invalid text.
    pub fn from_stored(kind: IdentityKind, text: String) -> Option<Self> {
        let is_valid = !text.is_empty() && text.len() <= MAX_LENGTH && !text.contains(char::is_control);
        is_valid.then_some(Self { kind, text })
    }

    /// Its source.
    pub fn kind(&self) -> IdentityKind {
        self.kind
    }

    /// The text to store: 1 to 255 bytes without control characters.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What to call a person of whom nothing else is known.
    pub fn called(&self) -> String {
        match self.kind {
            IdentityKind::Id => format!("#{}", self.text),
            IdentityKind::Username | IdentityKind::Email => self.text.clone(),
        }
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

/// The name of a person's key in the keyring: a server and an identity on it. The name of the person's folder is its hash.
///
/// `https://hr.example.com#7` for an id, `https://hr.example.com?username=sara` and `…?email=sara@example.com` without an
/// id. A server's address has no `#` or `?`, so the first of them ends it and gives the kind.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Entry(String);

impl Entry {
    /// The entry of a person on the server with this scheme, host and port.
    pub fn new(origin: &str, identity: &Identity) -> Self {
        let mark = match identity.kind {
            IdentityKind::Id => "#",
            IdentityKind::Username => "?username=",
            IdentityKind::Email => "?email=",
        };
        Self(format!("{origin}{mark}{}", identity.text))
    }

    /// Restores an entry from the result of [`as_str`](Self::as_str).
    pub fn from_stored(text: String) -> Self {
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

/// The id, username and email address of a record.
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
            id: record.id.as_deref().and_then(|id| Identity::new(IdentityKind::Id, id)),
            username: Identity::new(IdentityKind::Username, &record.username),
            email: Identity::new(IdentityKind::Email, &record.email),
        }
    }

    /// The most reliable identity; `None` if the person cannot be identified.
    pub fn identity(&self) -> Option<&Identity> {
        self.all().next()
    }

    /// Whether the record has this identity.
    pub fn has(&self, identity: &Identity) -> bool {
        self.all().any(|name| name == identity)
    }

    /// The names after these values were saved.
    #[must_use]
    pub fn after(&self, values: &BTreeMap<Field, Value>) -> Self {
        let name = |field, kind, before: &Option<Identity>| match values.get(&field) {
            None => before.clone(),
            Some(Value::Clear) => None,
            Some(Value::Text(text)) => Identity::new(kind, text),
        };
        Self {
            id: self.id.clone(),
            username: name(Field::Username, IdentityKind::Username, &self.username),
            email: name(Field::Email, IdentityKind::Email, &self.email),
        }
    }

    /// Whether a record with the names `shown` can be of the same person. The most reliable name that both have is compared. If
    /// one has no names, the answer is yes; if both have names but of different kinds, it is no.
    pub fn agree_with(&self, shown: &Self) -> bool {
        self.agree_by(shown, Identity::eq)
    }

    /// The same, ignoring upper and lower case: servers may change the case of names that the person typed.
    pub fn agree_but_for_case(&self, shown: &Self) -> bool {
        self.agree_by(shown, Identity::equals_but_for_case)
    }

    fn agree_by(&self, shown: &Self, equal: fn(&Identity, &Identity) -> bool) -> bool {
        let pairs = [(&self.id, &shown.id), (&self.username, &shown.username), (&self.email, &shown.email)];
        let compared =
            pairs.into_iter().find_map(|(known, shown)| Some(equal(known.as_ref()?, shown.as_ref()?)));
        compared.unwrap_or_else(|| self.identity().is_none() || shown.identity().is_none())
    }

    /// Updates the names by a later record of the same person. A name that is absent in it stays as it was.
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
