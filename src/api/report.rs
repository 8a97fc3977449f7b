//! What the log says of an exchange: what it was for, its status, how long it took, and which failure it was. Neither
//! addresses nor anything that was sent or answered.

use reqwest::{Method, StatusCode};

use std::time::Instant;

/// An exchange that is under way, or was.
#[derive(Debug, Clone)]
pub(super) struct Exchange {
    purpose: &'static str,
    method: Method,
    start: Instant,
}

impl Exchange {
    /// It begins now.
    pub(super) fn begin(purpose: &'static str, method: Method) -> Self {
        Self { purpose, method, start: Instant::now() }
    }

    /// It did not do what it was for, in this way.
    pub(super) fn failed(&self, status: Option<StatusCode>, kind: &str) {
        tracing::warn!(
            purpose = self.purpose,
            method = self.method.as_str(),
            kind,
            status = status.map(|status| status.as_u16()),
            ms = crate::log::ms(self.start),
            "an exchange failed"
        );
    }

    /// An answer came that says no no.
    pub(super) fn answered(&self, status: StatusCode, bytes: usize) {
        tracing::debug!(
            purpose = self.purpose,
            method = self.method.as_str(),
            status = status.as_u16(),
            bytes,
            ms = crate::log::ms(self.start),
            "an exchange was answered"
        );
    }
}
