//! The JSON key for the name in a sign-in: `username` for most servers, `email` or a mobile number for others.
//!
//! A server that needs another key refuses the request with 400 or 422, without looking at the password, and names the
//! missing key.

use super::Server;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What a server accepts as the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Login {
    /// A username, and on many servers an email address as well.
    Any,
    /// An email address and nothing else.
    Email,
    /// A mobile number and nothing else.
    Mobile,
}

/// The keys for the name that were learnt in this run, by server. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct Logins(Arc<Mutex<BTreeMap<String, String>>>);

/// The key that is sent until a server asks for another.
const DEFAULT: &str = "username";

/// The keys that can only mean the name, compared without capitals, `_` and `-`. `code`, `user` and the like may mean
/// something else.
const NAMES: [(&str, Login); 13] = [
    ("username", Login::Any),
    ("login", Login::Any),
    ("loginname", Login::Any),
    ("identifier", Login::Any),
    ("usernameoremail", Login::Any),
    ("emailorusername", Login::Any),
    ("email", Login::Email),
    ("emailaddress", Login::Email),
    ("mobile", Login::Mobile),
    ("mobilenumber", Login::Mobile),
    ("phone", Login::Mobile),
    ("phonenumber", Login::Mobile),
    ("cellphone", Login::Mobile),
];

impl Logins {
    /// What this server accepts, as far as it is known.
    pub fn of(&self, server: &Server) -> Login {
        login(&self.key(server)).unwrap_or(Login::Any)
    }

    /// The key for the name in a request to this server.
    pub(super) fn key(&self, server: &Server) -> String {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&server.origin())
            .cloned()
            .unwrap_or_else(|| DEFAULT.to_owned())
    }

    /// Notes that this server asked for this key.
    pub(super) fn learn(&self, server: &Server, key: &str) {
        let mut keys = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let _previous = keys.insert(server.origin(), key.to_owned());
    }
}

/// The other key for the name that a refusal asks for. None if it names the key that was sent, or other keys too.
pub(super) fn asked_for(named: &[String], sent: &str) -> Option<String> {
    let others = named.iter().filter(|key| normalized(key) != "password");
    let mut others = others.peekable();
    let key = others.next().filter(|key| login(key).is_some() && normalized(key) != normalized(sent))?;
    others.next().is_none().then(|| key.clone())
}

fn login(key: &str) -> Option<Login> {
    let key = normalized(key);
    NAMES.iter().find(|(name, _)| *name == key).map(|(_, login)| *login)
}

fn normalized(key: &str) -> String {
    key.chars().filter(|letter| !"_-".contains(*letter)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::asked_for;

    #[test]
    fn only_a_key_that_means_the_name_is_sent_on_request() {
        let cases: [(&[&str], &str, Option<&str>); 12] = [
            (&["email"], "username", Some("email")),
            (&["email", "password"], "username", Some("email")),
            (&["Email"], "username", Some("Email")),
            (&["mobile_number"], "username", Some("mobile_number")),
            (&["phoneNumber"], "username", Some("phoneNumber")),
            (&["username"], "email", Some("username")),
            // These are about the value that was sent, or not about the name.
            (&["username"], "username", None),
            (&["username", "email"], "username", None),
            (&["email"], "email", None),
            (&["password"], "username", None),
            (&["email", "captcha"], "username", None),
            (&[], "username", None),
        ];
        for (named, sent, key) in cases {
            let named: Vec<_> = named.iter().map(|key| (*key).to_owned()).collect();
            assert_eq!(asked_for(&named, sent).as_deref(), key, "{named:?} {sent}");
        }
        for key in ["code", "otp", "captcha", "user", "token", "organisation", "id"] {
            assert_eq!(asked_for(&[key.to_owned()], "username"), None, "{key}");
        }
    }
}
