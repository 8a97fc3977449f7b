//! The error of all files.

use std::io;

/// Why a file could not be written or read. The variants differ in what the person can do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The disk or the quota is full: make room.
    #[error("there is no space left")]
    NoSpace,
    /// The place is read-only or belongs to somebody else: ask the administrator.
    #[error("access was denied")]
    Denied,
    /// Another window holds the files.
    #[error("another window changes the files")]
    Busy,
    /// The settings file is not TOML, so it is not changed: correct or remove it.
    #[error("the settings file cannot be read")]
    Unreadable,
    /// Anything else.
    #[error("a file could not be written")]
    Failed,
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::NoSpace,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::Denied,
            _ => Self::Failed,
        }
    }
}
