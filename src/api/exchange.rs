//! An answer of the server, and the line of the log about an exchange: its purpose, status, duration and kind of failure.
//! The log has no addresses, and nothing that was sent or answered.

use bytes::Bytes;
use reqwest::header::HeaderMap;
use reqwest::{Method, StatusCode};

use std::time::Instant;

/// An answer, read to its end.
#[derive(Clone)]
pub(super) struct Answer {
    /// The status.
    pub(super) status: StatusCode,
    /// The headers.
    pub(super) headers: HeaderMap,
    /// The body; empty for a refusal whose body could not be read.
    pub(super) body: Bytes,
    /// The exchange, for the log.
    pub(super) exchange: Exchange,
}

/// A request and its answer, for the log.
#[derive(Debug, Clone)]
pub(super) struct Exchange {
    purpose: &'static str,
    method: Method,
    start: Instant,
}

impl Exchange {
    /// An exchange that begins now.
    pub(super) fn begin(purpose: &'static str, method: Method) -> Self {
        Self { purpose, method, start: Instant::now() }
    }

    /// Logs that it failed.
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

    /// Logs an answer that is no failure.
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
