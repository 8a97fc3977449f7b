//! Signing in.

use super::exchange::Answer;
use super::login::{self, Logins};
use super::transport::{ClientKind, Transport};
use super::{AnswerLanguage, Error, Limits, Server, Session, Why, error, wire};
use crate::profile::Profile;
use crate::profile::normalize;
use crate::secret::Secret;

use reqwest::Method;
use url::Url;

/// How a person signs in.
#[derive(Debug, Clone)]
pub enum Credentials {
    /// An API key, cleaned of `Token …`, `Bearer …`, quotes and white space.
    Key(Secret),
    /// Username and password, exchanged for a key.
    Password {
        /// The username as typed.
        username: String,
        /// The password as typed; never trimmed.
        password: Secret,
    },
}

/// The result of signing in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The session.
    pub session: Session,
    /// The profile as just read.
    pub profile: Profile,
    /// The key that works, to be stored in the keyring.
    pub key: Secret,
}

/// A connection to a server without a key: it can only sign in.
#[derive(Debug, Clone)]
pub struct Client {
    server: Server,
    api: Transport,
    logins: Logins,
}

impl Client {
    /// Prepares a client: reads the system's certificates on a blocking thread. Nothing is sent.
    ///
    /// # Errors
    ///
    /// [`Error::NoSystemCertificates`] and [`Error::CaFile`], for an https server only.
    pub async fn new(server: Server) -> Result<Self, Error> {
        Self::with_limits(server, Limits::default()).await
    }

    /// The same with other limits of time and size.
    ///
    /// # Errors
    ///
    /// As for [`Self::new`].
    pub async fn with_limits(server: Server, limits: Limits) -> Result<Self, Error> {
        let api = Transport::new(ClientKind::api(&server), limits).await?;
        Ok(Self { server, api, logins: Logins::default() })
    }

    /// Uses and updates what was learnt about the sign-ins of servers in this run.
    #[must_use]
    pub fn knowing(self, logins: Logins) -> Self {
        Self { logins, ..self }
    }

    /// Asks for answers in this language, also in its sessions.
    #[must_use]
    pub fn answered_in(self, language: AnswerLanguage) -> Self {
        Self { api: self.api.answered_in(language), ..self }
    }

    /// The server this client signs in to.
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// Signs in and reads the profile, which proves that the server accepts the key. A failed attempt is not repeated, since
    /// servers count attempts. But if the server asks for another JSON key for the name, such as `email`, the request is
    /// sent once more with that one.
    ///
    /// # Errors
    ///
    /// For a password [`Why::WrongPassword`], [`Why::NotSignedIn`], [`Why::NoPasswordSignIn`], [`Why::NoKey`] and
    /// [`Error::NotASignIn`]; for a key [`Why::Unauthorized`] and [`Error::UnusableKey`]; and the errors of
    /// reading.
    pub async fn sign_in(&self, credentials: Credentials) -> Result<SignedIn, Error> {
        let key = match credentials {
            Credentials::Key(key) => clean_key(&key, &self.server.options().auth_scheme),
            Credentials::Password { username, password } => self.exchange(&username, &password).await?,
        };
        let session = self.resume(key.clone());
        let profile = session.first_profile().await?;
        Ok(SignedIn { session, profile, key })
    }

    /// A session with a key that worked before. Nothing is sent.
    pub fn resume(&self, key: Secret) -> Session {
        Session::new(self.server.clone(), self.api.clone(), key)
    }

    async fn exchange(&self, username: &str, password: &Secret) -> Result<Secret, Error> {
        let url = self.server.sign_in().ok_or(Why::NoPasswordSignIn)?;
        let username = normalize::without_invisible_marks(username);
        let sent = self.logins.key(&self.server);
        let mut answer = self.ask(&url, &sent, username.trim(), password).await?;
        // Only once: the next refusal may be about the name and the password.
        if let Some(key) = login::asked_for(&error::missing_keys(&answer), &sent) {
            self.logins.learn(&self.server, &key);
            answer = self.ask(&url, &key, username.trim(), password).await?;
        }
        let key = answer.status.is_success().then(|| wire::key(&answer.body)).flatten();
        key.map(Secret::from).ok_or_else(|| {
            let error = error::from_sign_in(&answer, &url);
            if answer.status.is_success() {
                answer.exchange.failed(Some(answer.status), &error.kind());
            }
            error
        })
    }

    async fn ask(&self, url: &Url, key: &str, name: &str, password: &Secret) -> Result<Answer, Error> {
        let body = wire::password(key, name, password);
        self.api.exchange(self.api.request(Method::POST, url.clone()).json(&body)).await
    }
}

/// A key without what may be pasted with it: the name of the header, the word before the key, quotes, invisible marks, and
/// white space, also inside, because a key may be broken over two lines.
fn clean_key(typed: &Secret, scheme: &str) -> Secret {
    const QUOTES: [char; 10] = ['"', '\'', '`', '“', '”', '„', '‘', '’', '«', '»'];
    let visible = normalize::without_invisible_marks(typed.expose());
    let trim = |text: &str| {
        text.trim_matches(|letter: char| letter.is_whitespace() || QUOTES.contains(&letter)).to_owned()
    };
    let mut key = trim(&visible);
    for word in ["-H", "Authorization:", scheme, "Token", "Bearer"] {
        let rest = key
            .get(..word.len())
            .filter(|start| start.eq_ignore_ascii_case(word))
            .map(|_| &key[word.len()..]);
        // Only a separate word is removed, since a key may begin with the same letters.
        let is_separate = |rest: &&str| {
            word.ends_with(':') || rest.starts_with(|letter: char| letter.is_whitespace() || letter == ':')
        };
        if let Some(rest) = rest.filter(is_separate) {
            key = trim(rest.trim_start_matches(':'));
        }
    }
    Secret::from(key.chars().filter(|letter| !letter.is_whitespace()).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::clean_key;
    use crate::secret::Secret;

    #[test]
    fn pasted_keys_are_cleaned() {
        let cases = [
            ("f4e75eab", "f4e75eab"),
            ("  f4e75eab\r\n", "f4e75eab"),
            ("f4e7\n  5eab", "f4e75eab"),
            ("f4e7 5eab", "f4e75eab"),
            ("\u{A0}f4e75eab\u{A0}", "f4e75eab"),
            ("\u{200E}f4e75eab\u{202C}", "f4e75eab"),
            ("\u{FEFF}f4e7\u{200B}5eab", "f4e75eab"),
            ("Token f4e75eab", "f4e75eab"),
            ("token\tf4e75eab", "f4e75eab"),
            ("TOKEN   f4e75eab", "f4e75eab"),
            ("Token: f4e75eab", "f4e75eab"),
            ("Bearer f4e75eab", "f4e75eab"),
            ("Api-Key f4e75eab", "f4e75eab"),
            ("Authorization: Token f4e75eab", "f4e75eab"),
            ("authorization:Bearer f4e75eab", "f4e75eab"),
            ("-H 'Authorization: Token f4e75eab'", "f4e75eab"),
            ("\"f4e75eab\"", "f4e75eab"),
            ("'Token f4e75eab'", "f4e75eab"),
            ("Token \"f4e75eab\"", "f4e75eab"),
            ("“f4e75eab”", "f4e75eab"),
            ("«f4e75eab»", "f4e75eab"),
            ("Tokenf4e75eab", "Tokenf4e75eab"),
            ("bearer", "bearer"),
            ("", ""),
            ("  \" \" ", ""),
            ("Token ", "Token"),
            ("کلید", "کلید"),
        ];
        for (typed, key) in cases {
            assert_eq!(clean_key(&Secret::from(typed), "Api-Key").expose(), key, "{typed:?}");
        }
    }
}
