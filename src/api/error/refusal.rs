//! A server's no: what its status says, and the server's own words.

use crate::profile::{Field, FieldErrors};

use std::fmt;
use std::time::Duration;

/// A server's no. Its words are plain text in the server's language: at most [`MOST`](super::body::MOST) for each field
/// and for the whole request, each at most [`LONGEST`](super::body::LONGEST) letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What the status says.
    pub why: Why,
    /// What the server says; empty when it says nothing a person could read.
    pub words: FieldErrors,
}

/// What the status of a refusal says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// 400 and 422: something in the request was not accepted.
    #[error("not accepted")]
    Rejected,
    /// 401: the key is not accepted.
    #[error("the key is not accepted")]
    Unauthorized,
    /// 403: the key is good, but this person may not, most often because they are no staff.
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
    /// User name and password do not lead in.
    #[error("not signed in: {status}")]
    NotSignedIn {
        /// The status; a good one where the answer holds words and no key.
        status: u16,
    },
    /// There is no sign-in with a password, or it is configured off.
    #[error("no sign-in with a password")]
    NoPasswordSignIn,
    /// User name and password are accepted, but the answer holds neither a key nor a word.
    #[error("no key in the answer")]
    NoKey,
    /// Another status that says no.
    #[error("the server answered {status}")]
    Unexpected {
        /// The status.
        status: u16,
    },
    /// 5xx, or 408: the server or a proxy before it failed. Whether it did something is not known.
    #[error("the server failed with {status}")]
    Failed {
        /// The status.
        status: u16,
    },
}

/// Without the words: they may repeat a value of the person's, and this goes into the log.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.why.fmt(f)
    }
}

impl Refusal {
    /// Whether its words name fields of the form, so that they can stand there. A failure of the server is
    /// no judgement about a value.
    pub fn is_about_fields(&self) -> bool {
        let names_fields = Field::FORM.iter().any(|field| self.words.fields.contains_key(field));
        names_fields && !matches!(self.why, Why::Failed { .. })
    }
}
