//! The fate of a request: whether the server does it, and what it answers.

use crate::api::{self, Refusal, Why};
use crate::profile::{Field, FieldErrors};

/// The fate of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Done and answered with the whole profile.
    Good,
    /// Done and answered with the changed fields only.
    Partly,
    /// Done; the answer is lost.
    Lost,
    /// Done some steps later; the answer is lost.
    Late,
    /// Not done; the answer is lost.
    Dropped,
    /// Answered with a success status, but not done.
    Ignored,
    /// Done with another value, and answered.
    Altered,
    /// Refused, with a message for a field.
    Refused,
    /// The key is no longer accepted.
    Unauthorized,
    /// The answer is the profile of another person.
    Stranger,
    /// Something else answers instead of the server, such as the page of a hotel's network.
    Portal,
    /// A proxy answers that it got no answer. Nothing is done.
    Gateway,
    /// Never sent, because the server cannot be reached.
    Offline,
}

impl Fate {
    pub(super) const ALL: [Self; 13] = [
        Self::Good,
        Self::Partly,
        Self::Lost,
        Self::Late,
        Self::Dropped,
        Self::Ignored,
        Self::Altered,
        Self::Refused,
        Self::Unauthorized,
        Self::Stranger,
        Self::Portal,
        Self::Gateway,
        Self::Offline,
    ];

    /// Whether the request has changed something, or will.
    pub(super) fn is_done(self) -> bool {
        matches!(self, Self::Good | Self::Partly | Self::Lost | Self::Late | Self::Altered)
    }

    /// Whether the server answered with a success, whatever it did.
    pub(super) fn is_answered(self) -> bool {
        matches!(self, Self::Good | Self::Partly | Self::Altered | Self::Ignored)
    }

    /// Whether the editor only knows that the write was sent.
    pub(super) fn is_open(self) -> bool {
        matches!(
            self,
            Self::Lost | Self::Late | Self::Dropped | Self::Stranger | Self::Portal | Self::Gateway
        )
    }

    /// The answer instead of a profile, or the error.
    pub(super) fn failure(self) -> api::Error {
        match self {
            Self::Refused => {
                let fields = [(Field::FirstName, vec!["No.".to_owned()])].into();
                let words = FieldErrors { fields, other: Vec::new() };
                api::Error::Answered(Refusal { why: Why::Rejected, words })
            }
            Self::Unauthorized => Why::Unauthorized.into(),
            Self::Stranger => api::Error::AnotherPerson("Mina".to_owned()),
            Self::Portal => api::Error::NotAProfile,
            Self::Gateway => Why::Failed { status: 502 }.into(),
            Self::Offline => api::Error::Unreachable,
            _ => api::Error::TimedOut,
        }
    }
}
