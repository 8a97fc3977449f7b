//! Keys and passwords. They are never printed, and their memory is wiped when they are dropped.

use secrecy::{ExposeSecret, SecretString};

use std::fmt;

/// An API key or a password.
///
/// Its `Debug` output does not show the value. Wiping the memory is best effort: the text field and the HTTP stack make
/// copies that are not wiped.
#[derive(Clone, Default)]
pub struct Secret(SecretString);

impl Secret {
    /// The value itself. Call it only where it is needed: for the request header, for the keyring, and for the text
    /// field that shows bullets.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// Whether it is the empty text.
    pub fn is_empty(&self) -> bool {
        self.expose().is_empty()
    }
}

impl From<String> for Secret {
    fn from(value: String) -> Self {
        Self(SecretString::from(value))
    }
}

impl From<&str> for Secret {
    fn from(value: &str) -> Self {
        Self(SecretString::from(value))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

impl Eq for Secret {}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn debug_output_hides_the_value() {
        let shown = format!("{:?}", Secret::from("f4e75eab"));
        assert!(!shown.contains("f4e75eab"), "{shown}");
    }
}
