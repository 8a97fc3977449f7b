//! The file of a photo on disk: its bytes, or why there are none.

use super::situation::{self, Sentence};
use crate::disk::{self, Refusal};
use crate::picture::{self, MAX_FILE};

use std::path::Path;

/// The bytes of a file for a photo, or why there are none. Blocks, for ever where a drive no longer answers; see
/// [`disk::apart`].
///
/// # Errors
///
/// A sentence that says the way out: no file, none that may be read, or one over [`MAX_FILE`].
pub fn read(path: &Path) -> Result<Vec<u8>, Sentence> {
    disk::read(path, MAX_FILE).map_err(refused)
}

/// What is said of a file that was not read.
pub fn refused(refusal: Refusal) -> Sentence {
    Sentence::of(match refusal {
        Refusal::TooLarge(bytes) => {
            return situation::picture(&picture::Error::TooLarge { bytes, limit: MAX_FILE });
        }
        Refusal::Missing => "picture-file-missing",
        Refusal::Denied => "picture-file-denied",
        Refusal::NotAFile => "picture-file-not-a-file",
        Refusal::Late => "picture-file-late",
        Refusal::Unreadable => "picture-file-unreadable",
    })
}
