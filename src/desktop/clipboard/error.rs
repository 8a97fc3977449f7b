//! What can go wrong with a clipboard, whichever it is.

/// Why the clipboard was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// No clipboard can be reached, or the program that copied does not answer.
    #[error("the clipboard does not answer")]
    Silent,
    /// There is more than was asked for.
    #[error("what was copied is too large")]
    TooLarge,
}
