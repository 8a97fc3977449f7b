//! Sending a picture: multipart with a content length, in pieces that tell how far it is.

/// How far an upload is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes the system has taken; the server may be behind.
    pub sent: u64,
    /// All bytes of the body.
    pub total: u64,
}
