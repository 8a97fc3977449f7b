//! The file of a photo on disk: its bytes, or why there are none.

use super::situation::{self, Sentence};
use crate::picture::{self, MAX_FILE};

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The bytes of a file for a photo, or why there are none. Blocks.
///
/// # Errors
///
/// A sentence that says the way out: no file, none that may be read, or one over [`MAX_FILE`].
pub fn read(path: &Path) -> Result<Vec<u8>, Sentence> {
    let too_large = |bytes| situation::picture(&picture::Error::TooLarge { bytes, limit: MAX_FILE });
    // A pipe or a device could block or never end, so it is not even opened.
    let facts = path.metadata().map_err(|error| unreadable(&error))?;
    if !facts.is_file() {
        return Err(Sentence::of("picture-file-not-a-file"));
    }
    if facts.len() > MAX_FILE {
        return Err(too_large(facts.len()));
    }
    // Room for one more byte than there should be: a file that has grown meanwhile shows itself.
    let mut bytes = Vec::with_capacity(facts.len() as usize + 1);
    let read = File::open(path).and_then(|file| file.take(MAX_FILE + 1).read_to_end(&mut bytes));
    let _ = read.map_err(|error| unreadable(&error))?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(too_large(bytes.len() as u64));
    }
    Ok(bytes)
}

fn unreadable(error: &io::Error) -> Sentence {
    Sentence::of(match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => "picture-file-missing",
        io::ErrorKind::PermissionDenied => "picture-file-denied",
        _ => "picture-file-unreadable",
    })
}
