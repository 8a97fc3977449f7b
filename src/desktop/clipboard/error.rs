//! The errors of the clipboard.

/// Why the clipboard was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// No clipboard can be reached, or the program that copied does not answer.
    #[error("the clipboard does not answer")]
    Silent,
    /// The content is larger than the limit.
    #[error("what was copied is too large")]
    TooLarge,
}
