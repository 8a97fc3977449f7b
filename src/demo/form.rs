//! The parts of a form, and why a body cannot be read.

/// One part of a form.
#[derive(Debug)]
pub(super) enum Part {
    /// A text.
    Text(String),
    /// A file.
    File(Upload),
}

/// A file that was sent.
#[derive(Debug, Clone)]
pub(super) struct Upload {
    /// The name the client gave, without folders.
    pub(super) name: String,
    /// The content.
    pub(super) bytes: Vec<u8>,
}

/// Why a body could not be read.
#[derive(Debug)]
pub(super) enum Unreadable {
    /// Malformed; the message for `detail`.
    Malformed(String),
    /// More text than Django reads into memory.
    TooMuch,
    /// This content type is not supported.
    Unsupported(String),
}

/// Django's `DATA_UPLOAD_MAX_MEMORY_SIZE`, in bytes. Files do not count.
pub(super) const MAX_TEXT: usize = 2_621_440;
