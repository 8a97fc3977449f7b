//! A refusal of the server: the meaning of its status, and the messages of the server.

use crate::profile::{Field, FieldErrors};

use std::fmt;
use std::time::Duration;

/// A refusal of the server. Its messages are plain text in the server's language: at most [`MAX_MESSAGES`](super::body::MAX_MESSAGES) for each field
/// and for the whole request, each at most [`LONGEST`](super::body::LONGEST) letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The meaning of the status.
    pub why: Why,
    /// The messages of the server; empty if it has none that a person could read.
    pub words: FieldErrors,
}

/// The meaning of the status of a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// 400 and 422: something in the request was not accepted.
    #[error("not accepted")]
    Rejected,
    /// 401: the key is not accepted.
    #[error("the key is not accepted")]
    Unauthorized,
    /// 403: the key is valid, but this person is not allowed to, most often because they are not staff.
    #[error("not allowed")]
    Forbidden,
    /// 404: nothing is at this address.
    #[error("nothing at this address")]
    NotFound,
    /// 405: the address exists but does not accept this method.
    #[error("the address takes no such request")]
    MethodNotAllowed,
    /// 413: what was sent is too large for the server or a proxy.
    #[error("too large for the server")]
    TooLarge,
    /// 415: the server does not accept this type of content.
    #[error("the server does not read this kind of content")]
    UnsupportedMedia,
    /// 429: too many requests.
    #[error("too many requests")]
    Throttled {
        /// How long to wait from the arrival of the answer: 1 second to 24 hours; none if the server did not say.
        wait: Option<Duration>,
    },
    /// The user name or the password is wrong. The messages of the server say no more than that, and are dropped.
    #[error("wrong name or password")]
    WrongPassword,
    /// The sign-in was refused for another reason, or for an unknown one.
    #[error("not signed in: {status}")]
    NotSignedIn {
        /// The status. It may be a success, if the answer has messages and no key.
        status: u16,
    },
    /// There is no sign-in with a password, or it is switched off.
    #[error("no sign-in with a password")]
    NoPasswordSignIn,
    /// User name and password were accepted, but the answer has neither a key nor a message.
    #[error("no key in the answer")]
    NoKey,
    /// Another status that is no success.
    #[error("the server answered {status}")]
    Unexpected {
        /// The status.
        status: u16,
    },
    /// 5xx, or 408: the server or a proxy failed. The outcome is unknown.
    #[error("the server failed with {status}")]
    Failed {
        /// The status.
        status: u16,
    },
}

/// Without the messages, because they may repeat a personal value and this is logged.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.why.fmt(f)
    }
}

impl Refusal {
    /// Whether its messages are about fields of the form, so that they can be shown there. Those of a failed server are not
    /// about values.
    pub fn is_about_fields(&self) -> bool {
        let names_fields = Field::FORM.iter().any(|field| self.words.fields.contains_key(field));
        names_fields && !matches!(self.why, Why::Failed { .. })
    }
}
