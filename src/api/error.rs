//! What can go wrong between this program and the server, split by what the person can do about it.
//! The only place that reads error bodies.

mod body;
mod distrust;
mod keys;
mod meaning;
mod network;
mod refusal;
#[cfg(test)]
mod tests;

pub use body::field_errors;
pub use distrust::{CaFileFault, Distrust};
pub(super) use meaning::{from_answer, from_sign_in, keys_missed};
pub(super) use network::{from_request, is_web_page, wants_certificate};
pub use refusal::{Refusal, Why};

use crate::log;
use crate::profile::{Field, FieldErrors};

use std::path::PathBuf;

/// Why a request did not do what it was for. Prints no value of anybody's, and never holds the key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    // Nothing was sent.
    /// The name of the server is not known: a typing error, or no network.
    #[error("no such host")]
    NoSuchHost,
    /// The machine answers, but nothing listens at this port.
    #[error("connection refused")]
    Refused,
    /// There is no way to the machine: offline, or in another network.
    #[error("network unreachable")]
    Unreachable,
    /// The machine did not answer within the time for connecting.
    #[error("no connection in time")]
    ConnectTimedOut,
    /// The server could not prove who it is, or speaks no encryption at all.
    #[error("no trusted connection: {0}")]
    Tls(Distrust),
    /// This machine knows no certificate authorities, so no https server can be trusted.
    #[error("no certificates on this system")]
    NoSystemCertificates,
    /// The configured file of certificates cannot be read or holds none.
    #[error("{}: {}", .0.display(), .1)]
    CaFile(PathBuf, CaFileFault),
    /// The proxy between this machine and the server did not let the request through. Its scheme, host and port, where
    /// they are known.
    #[error("proxy: {0}")]
    Proxy(ProxyRefusal, Option<String>),
    /// A proxy is set that cannot be used: in this variable, or, without one, in the settings of the desktop.
    #[error("unusable proxy in {}", .0.as_deref().unwrap_or("the settings of the desktop"))]
    ProxySetting(Option<String>),
    /// There is no key: the keyring did not give it.
    #[error("no key")]
    NoKey,
    /// The key is empty or holds letters that no key can hold.
    #[error("not a key")]
    UnusableKey,
    /// The server has a name of this machine, but the name stands for another one, to which plain http may not go.
    #[error("not this machine")]
    NotThisMachine,
    /// The address of a picture from which pictures are not fetched.
    #[error("not an address for pictures")]
    PictureAddress,

    // The server answered.
    /// The answer points to another address; it was not followed.
    #[error("redirected")]
    Redirected(Redirect),
    /// The server says no.
    #[error("{0}")]
    Answered(Refusal),
    /// A sign-in was answered with something that is no JSON, such as a web page.
    #[error("the answer is no answer to a sign-in")]
    NotASignIn,

    // Whether the server did something cannot be told from this.
    /// A good status with something that is no profile, such as the answer of another API.
    #[error("the answer is no profile")]
    NotAProfile,
    /// A good status with a web page in the place of a profile: at the address is a web site, or the network wants its own
    /// page to be seen first.
    #[error("the answer is a web page")]
    WebPage,
    /// A good status, and nothing or something else than a profile, such as `{"detail": "ok"}`.
    #[error("the answer shows no profile")]
    NothingShown,
    /// A good status with the profile of somebody else than this session's person, who is called so. Nothing of it is
    /// taken.
    #[error("the answer is about another person")]
    AnotherPerson(String),
    /// What answers speaks no HTTP, or breaks its rules.
    #[error("the answer is no HTTP")]
    NotHttp,
    /// The answer is compressed or encoded, which was not asked for: a proxy changed it.
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

/// What a proxy refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProxyRefusal {
    /// 407: it wants a user name and password of its own.
    #[error("wants to know who asks")]
    Authentication,
    /// It could not or would not reach the server.
    #[error("failed")]
    Failed,
    /// It cannot be reached itself, or no connection came about through it.
    #[error("unreachable")]
    Unreachable,
}

/// Where an answer pointed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Redirect {
    /// The same address with a slash at its end: a configured path lacks it.
    Slash,
    /// Another page of the same server: often the page for signing in with a browser.
    SameServer,
    /// Another server, or the same with another scheme: its origin, for example `https://hr.example.com`.
    Elsewhere(String),
    /// Nowhere that could be read.
    Nowhere,
}

/// What a failed write has left on the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing was stored.
    NotStored,
    /// It may be stored; only reading again can tell.
    Unknown,
}

impl Error {
    /// The server's no, if that is what this is.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Answered(refusal) => Some(refusal),
            _ => None,
        }
    }

    /// What the status of the server's no says.
    pub fn why(&self) -> Option<Why> {
        self.refusal().map(|refusal| refusal.why)
    }

    /// Whether no answer came at all: offline, or the server is away. Asking again later may help.
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

    /// Which it is, without what it holds: for the log.
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

    /// What a write that failed with this has left on the server.
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

    /// Whether the same reading request may well succeed a second later.
    pub(super) fn is_transient(&self) -> bool {
        match self {
            Self::NoSuchHost
            | Self::Refused
            | Self::Unreachable
            | Self::ConnectTimedOut
            | Self::Proxy(ProxyRefusal::Unreachable, _)
            | Self::TimedOut
            | Self::Interrupted => true,
            // A 500 is a fault in the program that answers; time does not mend it.
            Self::Answered(Refusal { why: Why::Failed { status }, .. }) => {
                matches!(status, 408 | 502 | 503 | 504)
            }
            _ => false,
        }
    }

    /// Whether the server refused the gender and nothing else.
    pub(super) fn refuses_only_gender(&self) -> bool {
        matches!(self, Self::Answered(Refusal { why: Why::Rejected, words })
            if words.other.is_empty() && words.fields.keys().eq([&Field::Gender]))
    }
}
