//! The errors of the API, distinguished by what the person can do about them. Only this module reads the bodies of
//! refusals.

mod body;
mod credentials;
mod distrust;
mod keys;
mod meaning;
mod network;
mod refusal;
#[cfg(test)]
mod tests;

pub use body::field_errors;
pub use distrust::{CaFileFault, Distrust};
pub(super) use meaning::{from_answer, from_sign_in, missing_keys};
pub(super) use network::{from_request, is_web_page, wants_certificate};
pub use refusal::{Refusal, Why};

use crate::log;
use crate::profile::{Field, FieldErrors};

use std::path::PathBuf;

/// Why a request failed. Its `Display` output has no personal values, and it never holds the key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    // Nothing was sent.
    /// The name of the server cannot be resolved: a typing error, or no network.
    #[error("no such host")]
    NoSuchHost,
    /// The machine answers, but nothing listens at this port.
    #[error("connection refused")]
    Refused,
    /// There is no route to the machine: offline, or in another network.
    #[error("network unreachable")]
    Unreachable,
    /// The machine did not answer within the time for connecting.
    #[error("no connection in time")]
    ConnectTimedOut,
    /// The server could not prove its identity, or does not support TLS.
    #[error("no trusted connection: {0}")]
    Tls(Distrust),
    /// This machine has no certificates of authorities, so no https server can be trusted.
    #[error("no certificates on this system")]
    NoSystemCertificates,
    /// The configured file of certificates cannot be read or holds none.
    #[error("{}: {}", .0.display(), .1)]
    CaFile(PathBuf, CaFileFault),
    /// The proxy did not let the request through. Its scheme, host and port, if they are known.
    #[error("proxy: {0}")]
    Proxy(ProxyRefusal, Option<String>),
    /// The setting of a proxy cannot be used: in this variable, or, if none, in the settings of the desktop.
    #[error("unusable proxy in {}", .0.as_deref().unwrap_or("the settings of the desktop"))]
    ProxySetting(Option<String>),
    /// There is no key: the keyring did not give it.
    #[error("no key")]
    NoKey,
    /// The key is empty or has letters that a key cannot have.
    #[error("not a key")]
    UnusableKey,
    /// The server has a name of this machine that resolves to another one. Plain http to it is not allowed.
    #[error("not this machine")]
    NotThisMachine,
    /// The address of a picture is one from which pictures are not fetched.
    #[error("not an address for pictures")]
    PictureAddress,

    // The server answered.
    /// The answer points to another address; it was not followed.
    #[error("redirected")]
    Redirected(Redirect),
    /// The server refused the request.
    #[error("{0}")]
    Answered(Refusal),
    /// The answer to a sign-in is not JSON, for example a web page.
    #[error("the answer is no answer to a sign-in")]
    NotASignIn,

    // The outcome is unknown after these.
    /// A success status with something that is no profile, such as the answer of another API.
    #[error("the answer is no profile")]
    NotAProfile,
    /// A success status with a web page instead of a profile: the address is that of a web site, or the network shows its
    /// own page first.
    #[error("the answer is a web page")]
    WebPage,
    /// A success status with an empty body, or with JSON that is no profile, such as `{"detail": "ok"}`.
    #[error("the answer shows no profile")]
    NothingShown,
    /// A success status with the profile of another person, who has this name. Nothing of it is used.
    #[error("the answer is about another person")]
    AnotherPerson(String),
    /// The answer is not HTTP, or violates its rules.
    #[error("the answer is no HTTP")]
    NotHttp,
    /// The answer is compressed, which was not requested: a proxy changed it.
    #[error("the answer was altered on its way")]
    Altered,
    /// The answer is larger than any profile or picture may be.
    #[error("the answer is too large")]
    TooBig,
    /// The request was sent; the answer did not come in time.
    #[error("no answer in time")]
    TimedOut,
    /// The connection broke after something was sent.
    #[error("the connection broke")]
    Interrupted,
}

/// A refusal without words.
impl From<Why> for Error {
    fn from(why: Why) -> Self {
        Self::Answered(Refusal { why, words: FieldErrors::default() })
    }
}

/// How a proxy failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProxyRefusal {
    /// 407: it requires a user name and password.
    #[error("wants to know who asks")]
    Authentication,
    /// It could not or would not reach the server.
    #[error("failed")]
    Failed,
    /// It cannot be reached, or no connection through it was made.
    #[error("unreachable")]
    Unreachable,
}

/// The target of a redirect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Redirect {
    /// The same address with a slash at its end, which is missing in a configured path.
    Slash,
    /// Another page of the same server: often the page for signing in with a browser.
    SameServer,
    /// Another server, or the same with another scheme: its origin, for example `https://hr.example.com`.
    Elsewhere(String),
    /// None, or one that cannot be parsed.
    Nowhere,
}

/// Whether a failed write was stored on the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing was stored.
    NotStored,
    /// It may be stored; only reading again can tell.
    Unknown,
}

impl Error {
    /// The refusal of the server, if this is one.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Answered(refusal) => Some(refusal),
            _ => None,
        }
    }

    /// The reason of the refusal, if this is one.
    pub fn why(&self) -> Option<Why> {
        self.refusal().map(|refusal| refusal.why)
    }

    /// Whether there was no answer: offline, or the server is down. Trying again later may help.
    pub fn is_unreachable(&self) -> bool {
        matches!(
            self,
            Self::NoSuchHost
                | Self::Refused
                | Self::Unreachable
                | Self::ConnectTimedOut
                | Self::Proxy(ProxyRefusal::Unreachable, _)
                | Self::TimedOut
                | Self::Interrupted
        )
    }

    /// Its variant without values, for the log.
    pub fn kind(&self) -> String {
        let inner = match self {
            Self::Tls(distrust) => log::kind(distrust),
            Self::CaFile(_, fault) => log::kind(fault),
            Self::Proxy(refusal, _) => log::kind(refusal),
            Self::ProxySetting(variable) => variable.clone().unwrap_or_else(|| "desktop".to_owned()),
            Self::Redirected(redirect) => log::kind(redirect),
            Self::Answered(refusal) => log::kind(&refusal.why),
            _ => return log::kind(self),
        };
        format!("{} {inner}", log::kind(self))
    }

    /// Whether a write that failed with this may be stored.
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::Answered(Refusal { why: Why::Failed { .. }, .. }) => Outcome::Unknown,
            Self::NoSuchHost
            | Self::Refused
            | Self::Unreachable
            | Self::ConnectTimedOut
            | Self::Tls(_)
            | Self::NoSystemCertificates
            | Self::CaFile(..)
            | Self::Proxy(..)
            | Self::ProxySetting(_)
            | Self::NoKey
            | Self::UnusableKey
            | Self::NotThisMachine
            | Self::PictureAddress
            | Self::Redirected(_)
            | Self::Answered(_)
            | Self::NotASignIn => Outcome::NotStored,
            Self::NotAProfile
            | Self::WebPage
            | Self::NothingShown
            | Self::AnotherPerson(_)
            | Self::NotHttp
            | Self::Altered
            | Self::TooBig
            | Self::TimedOut
            | Self::Interrupted => Outcome::Unknown,
        }
    }

    /// Whether reading may succeed a second later.
    pub(super) fn is_transient(&self) -> bool {
        match self {
            Self::NoSuchHost
            | Self::Refused
            | Self::Unreachable
            | Self::ConnectTimedOut
            | Self::Proxy(ProxyRefusal::Unreachable, _)
            | Self::TimedOut
            | Self::Interrupted => true,
            // A 500 is a fault in the program of the server, which does not go away with time.
            Self::Answered(Refusal { why: Why::Failed { status }, .. }) => {
                matches!(status, 408 | 502 | 503 | 504)
            }
            _ => false,
        }
    }

    /// Whether the server refused the gender only.
    pub(super) fn refuses_only_gender(&self) -> bool {
        matches!(self, Self::Answered(Refusal { why: Why::Rejected, words })
            if words.other.is_empty() && words.fields.keys().eq([&Field::Gender]))
    }
}
