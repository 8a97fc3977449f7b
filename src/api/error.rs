//! What can go wrong between this program and the server, split by what the person can do about it.
//! The only place that reads error bodies.

/// Skeleton.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Skeleton.
    #[error("skeleton")]
    Skeleton,
}
