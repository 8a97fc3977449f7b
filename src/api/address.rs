//! Where the API is: what a person types or pastes, cleaned up into one base address.

use url::Url;

/// What the settings say about the server besides its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerOptions {
    /// Path of the profile, `/api/users/me/`.
    pub me_path: String,
    /// Path of password sign-in, `/api/auth/token/`; `None` where it is configured off.
    pub sign_in_path: Option<String>,
    /// The word before the key in the `Authorization` header, `Token`.
    pub auth_scheme: String,
    /// Whether plain `http` is allowed to other machines than this one.
    pub allow_http: bool,
    /// A file of certificates (PEM) trusted besides the system's.
    pub ca_file: Option<std::path::PathBuf>,
}

impl Default for ServerOptions {
    fn default() -> Self {
        Self {
            me_path: "/api/users/me/".to_owned(),
            sign_in_path: Some("/api/auth/token/".to_owned()),
            auth_scheme: "Token".to_owned(),
            allow_http: false,
            ca_file: None,
        }
    }
}

/// One server, as it will be contacted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    base: Url,
    options: ServerOptions,
}

/// Why an address cannot be used. Each has its own sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Nothing was typed.
    #[error("no address")]
    Empty,
    /// It cannot be read as an address.
    #[error("not an address")]
    Unreadable,
    /// Another scheme than http and https.
    #[error("not a web address")]
    Scheme,
    /// It holds a user name or password.
    #[error("an address with a user name in it")]
    UserInfo,
    /// Plain http to another machine, which the administrator has not allowed.
    #[error("plain http")]
    PlainHttp,
}

impl Server {
    /// Understands a bare host, a pasted browser address and a full `…/api/users/me/` address.
    pub fn parse(_typed: &str, _options: &ServerOptions) -> Result<Self, AddressError> {
        unimplemented!()
    }

    /// The address of the profile, always with its trailing slash.
    pub fn me(&self) -> Url {
        unimplemented!()
    }

    /// The address of password sign-in, if there is one.
    pub fn sign_in(&self) -> Option<Url> {
        unimplemented!()
    }

    /// Scheme, host and port: what names the server in the list of accounts and in the keyring.
    pub fn origin(&self) -> String {
        unimplemented!()
    }

    /// The host as a person should see it (`xn--` form beside a non-ASCII one), with a port that is not the default.
    pub fn host(&self) -> String {
        unimplemented!()
    }

    /// Whether the key would travel unencrypted to another machine: shown as a lasting warning.
    pub fn is_exposed(&self) -> bool {
        unimplemented!()
    }
}
