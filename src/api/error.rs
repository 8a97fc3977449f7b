//! What can go wrong between this program and the server, split by what the person can do about it.
//! The only place that reads error bodies.

mod body;
mod distrust;
mod network;
#[cfg(test)]
mod tests;

pub use body::field_errors;
pub use distrust::{CaFileFault, Distrust};
pub(super) use network::{from_request, wants_certificate};

use super::transport::Answer;
use crate::profile::{Field, FieldErrors};

use reqwest::StatusCode;
use reqwest::header::{DATE, HeaderMap, LOCATION, RETRY_AFTER};
use url::Url;

use std::path::PathBuf;
use std::time::Duration;

/// Why a request did not do what it was for. Holds no value of the person's and never the key.
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
    /// The key is empty or holds letters that no key can hold.
    #[error("not a key")]
    UnusableKey,
    /// This server offers no sign-in with a password, or it is configured off.
    #[error("no sign-in with a password")]
    NoPasswordSignIn,
    /// The server has a name of this machine, but the name stands for another one, to which plain http may not go.
    #[error("not this machine")]
    NotThisMachine,
    /// The address of a picture from which pictures are not fetched.
    #[error("not an address for pictures")]
    PictureAddress,

    // The server answered and did nothing.
    /// The answer points to another address; it was not followed.
    #[error("redirected")]
    Redirected(Redirect),
    /// 401: the key is not accepted.
    #[error("the key is not accepted")]
    Unauthorized,
    /// 403: the key is good, but this person may not (neither staff nor admin).
    #[error("not allowed")]
    Forbidden,
    /// 404: nothing is at this address.
    #[error("nothing at this address")]
    NotFound,
    /// 405: the address is there but takes no such request.
    #[error("the address takes no such request")]
    MethodNotAllowed,
    /// 413: what was sent is too large for the server or a proxy.
    #[error("too large for the server")]
    TooLarge,
    /// 415: the server does not read what was sent.
    #[error("the server does not read this kind of content")]
    UnsupportedMedia,
    /// 429: too many requests.
    #[error("too many requests")]
    Throttled {
        /// How long to wait, counted from the arrival of the answer: 1 second to 24 hours, if the server
        /// said it.
        wait: Option<Duration>,
    },
    /// 400 with messages, most of them for single fields.
    #[error("some values were not accepted")]
    Rejected(FieldErrors),
    /// 400 without anything a person could read.
    #[error("the server did not understand the request")]
    BadRequest,
    /// The server did not accept user name and password.
    #[error("user name and password are not accepted")]
    SignInRefused {
        /// What the server said, in its own language.
        messages: Vec<String>,
    },
    /// The server accepted user name and password and answered without a key.
    #[error("no key in the answer")]
    NoKeyInAnswer,
    /// The server took a picture, but shows the one before, or none.
    #[error("the server kept the picture")]
    PictureKept,
    /// The server took the removal of the picture, but still shows the very same.
    #[error("the server still shows the picture")]
    PictureNotRemoved,
    /// Another status that says no.
    #[error("the server answered {status}")]
    Unexpected {
        /// The status.
        status: u16,
    },

    // Whether the server did something cannot be told from this.
    /// 5xx, or 408: the server or a proxy before it failed.
    #[error("the server failed with {status}")]
    Server {
        /// The status.
        status: u16,
    },
    /// A good status with something that is no profile: a web page, or another API.
    #[error("the answer is no profile")]
    NotAProfile,
    /// A good status, and nothing or something else than a profile, such as `{"detail": "ok"}`.
    #[error("the answer shows no profile")]
    NothingShown,
    /// A good status with the profile of somebody else than this session's person. Nothing of it is taken.
    #[error("the answer is about another person")]
    AnotherPerson,
    /// The server took a change of the picture, and what it shows does not tell whether it was made.
    #[error("the picture does not tell")]
    PictureUnclear,
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

    // What reading again after one of those showed.
    /// The request failed, and the server shows that nothing was stored.
    #[error("not stored: {0}")]
    NotStored(#[source] Box<Error>),
    /// The request failed, and reading again failed as well.
    #[error("perhaps stored: {0}")]
    Unknown(#[source] Box<Error>),
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
    /// Whether no answer came at all: offline, or the server is away. Asking again later may help.
    pub fn is_unreachable(&self) -> bool {
        match self {
            Self::NoSuchHost
            | Self::Refused
            | Self::Unreachable
            | Self::ConnectTimedOut
            | Self::Proxy(ProxyRefusal::Unreachable, _)
            | Self::TimedOut
            | Self::Interrupted => true,
            Self::NotStored(error) | Self::Unknown(error) => error.is_unreachable(),
            _ => false,
        }
    }

    /// What a write that failed with this has left on the server.
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::NoSuchHost
            | Self::Refused
            | Self::Unreachable
            | Self::ConnectTimedOut
            | Self::Tls(_)
            | Self::NoSystemCertificates
            | Self::CaFile(..)
            | Self::Proxy(..)
            | Self::ProxySetting(_)
            | Self::UnusableKey
            | Self::NoPasswordSignIn
            | Self::NotThisMachine
            | Self::PictureAddress
            | Self::Redirected(_)
            | Self::Unauthorized
            | Self::Forbidden
            | Self::NotFound
            | Self::MethodNotAllowed
            | Self::TooLarge
            | Self::UnsupportedMedia
            | Self::Throttled { .. }
            | Self::Rejected(_)
            | Self::BadRequest
            | Self::SignInRefused { .. }
            | Self::NoKeyInAnswer
            | Self::PictureKept
            | Self::PictureNotRemoved
            | Self::Unexpected { .. }
            | Self::NotStored(_) => Outcome::NotStored,
            Self::Server { .. }
            | Self::NotAProfile
            | Self::NothingShown
            | Self::AnotherPerson
            | Self::PictureUnclear
            | Self::Altered
            | Self::TooBig
            | Self::TimedOut
            | Self::Interrupted
            | Self::Unknown(_) => Outcome::Unknown,
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
            Self::Server { status } => matches!(status, 408 | 502 | 503 | 504),
            _ => false,
        }
    }

    /// Whether the server refused the gender and nothing else.
    pub(super) fn refuses_only_gender(&self) -> bool {
        matches!(self, Self::Rejected(errors)
            if errors.other.is_empty() && errors.fields.keys().eq([&Field::Gender]))
    }
}

/// The meaning of an answer that is not a success. Status first; the body only adds the words of a 400.
pub(super) fn from_answer(answer: &Answer, asked: &Url) -> Error {
    match answer.status {
        StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY => {
            field_errors(&answer.body).map_or(Error::BadRequest, Error::Rejected)
        }
        StatusCode::UNAUTHORIZED => Error::Unauthorized,
        StatusCode::FORBIDDEN => Error::Forbidden,
        StatusCode::NOT_FOUND => Error::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Error::MethodNotAllowed,
        StatusCode::PROXY_AUTHENTICATION_REQUIRED => Error::Proxy(ProxyRefusal::Authentication, None),
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Error::UnsupportedMedia,
        StatusCode::TOO_MANY_REQUESTS => Error::Throttled { wait: retry_after(&answer.headers) },
        status if status.is_redirection() && status != StatusCode::NOT_MODIFIED => {
            Error::Redirected(redirect(&answer.headers, asked))
        }
        status if status.is_server_error() || status == StatusCode::REQUEST_TIMEOUT => {
            Error::Server { status: status.as_u16() }
        }
        status if status.is_success() => Error::NotAProfile,
        status => Error::Unexpected { status: status.as_u16() },
    }
}

/// The meaning of an answer to a sign-in that is not a success: here 400, 401 and 403 are about the name
/// and the password, and 404 and 405 say that there is no such sign-in.
pub(super) fn from_sign_in(answer: &Answer, asked: &Url) -> Error {
    match from_answer(answer, asked) {
        Error::Rejected(errors) => Error::SignInRefused { messages: words(errors) },
        Error::Unauthorized | Error::Forbidden => {
            Error::SignInRefused { messages: field_errors(&answer.body).map(words).unwrap_or_default() }
        }
        Error::NotFound | Error::MethodNotAllowed => Error::NoPasswordSignIn,
        error => error,
    }
}

/// Every message, whatever field the server put it on.
fn words(errors: FieldErrors) -> Vec<String> {
    errors.other.into_iter().chain(errors.fields.into_values().flatten()).collect()
}

fn redirect(headers: &HeaderMap, asked: &Url) -> Redirect {
    let target = headers
        .get(LOCATION)
        .and_then(|location| std::str::from_utf8(location.as_bytes()).ok())
        .and_then(|location| asked.join(location).ok())
        .filter(|target| matches!(target.scheme(), "http" | "https"));
    match target {
        None => Redirect::Nowhere,
        Some(target) if target.origin() != asked.origin() => {
            Redirect::Elsewhere(target.origin().ascii_serialization())
        }
        Some(target) if target.path() == format!("{}/", asked.path()) => Redirect::Slash,
        Some(_) => Redirect::SameServer,
    }
}

/// `Retry-After` as whole seconds or as a date, which is read against the `Date` of the same answer, so
/// that the clock of this machine does not matter.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    const LONGEST: u64 = 24 * 60 * 60;
    let text = |name| headers.get(name)?.to_str().ok().map(str::trim);
    let date = |text: &str| jiff::fmt::rfc2822::parse(text).ok().map(|date| date.timestamp().as_second());
    let value = text(RETRY_AFTER)?;
    let seconds = if value.bytes().all(|digit| digit.is_ascii_digit()) && !value.is_empty() {
        value.parse().unwrap_or(LONGEST)
    } else {
        let wait = date(value)? - date(text(DATE)?)?;
        u64::try_from(wait).unwrap_or(0)
    };
    Some(Duration::from_secs(seconds.clamp(1, LONGEST)))
}
