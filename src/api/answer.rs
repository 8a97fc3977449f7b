//! An answer of a server as it came, before anybody has read what it says.

use super::report::Exchange;

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;

/// An answer, read to its end.
#[derive(Clone)]
pub(super) struct Answer {
    /// The status.
    pub(super) status: StatusCode,
    /// The headers.
    pub(super) headers: HeaderMap,
    /// The body; empty for a refusal whose body could not be read.
    pub(super) body: Bytes,
    /// For the log.
    pub(super) exchange: Exchange,
}
