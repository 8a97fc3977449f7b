//! How one file is written and read: completely or not at all, and by its owner alone. Blocking.

use crate::disk::{self, Refusal};

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The names of files that are being written.
const PREFIX: &str = ".nameplate-";
const SUFFIX: &str = ".tmp";

/// Files that are being written are younger than this; a killed program's are not.
const STALE: Duration = Duration::from_secs(60);

/// Unreadable files that are kept beside their successor.
const KEPT_BAD: usize = 3;

/// Writes a file: whoever reads it sees the old content or the new one, also after a crash, and it is on the
/// disk when this returns. Missing folders are made, for their owner alone.
pub(super) fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    make_folder(folder)?;
    // In the same folder, since a rename cannot cross file systems; mode 0600 is this crate's default.
    let mut file = tempfile::Builder::new().prefix(PREFIX).suffix(SUFFIX).tempfile_in(folder)?;
    file.write_all(content)?;
    file.as_file().sync_all()?;
    let _ = file.persist(path)?;
    sync_folder(folder)
}

/// Reads a file of at most `most` bytes; a missing one is `None`, a larger one or no file at all an error of
/// kind [`io::ErrorKind::InvalidData`].
pub(super) fn read(path: &Path, most: u64) -> io::Result<Option<Vec<u8>>> {
    match disk::read(path, most) {
        Ok(content) => Ok(Some(content)),
        Err(Refusal::Missing) => Ok(None),
        Err(Refusal::NotAFile | Refusal::TooLarge(_)) => Err(io::ErrorKind::InvalidData.into()),
        Err(Refusal::Denied) => Err(io::ErrorKind::PermissionDenied.into()),
        Err(Refusal::Late | Refusal::Unreadable) => Err(io::ErrorKind::Other.into()),
    }
}

/// Renames a file that cannot be understood to `….bad`, `….bad-2`, `….bad-3`, the last taking the place of an
/// older one.
pub(super) fn set_aside(path: &Path) -> io::Result<()> {
    let names = bad_names(path);
    let free = names.iter().find(|name| !name.exists()).or(names.last());
    free.map_or(Ok(()), |name| fs::rename(path, name))
}

/// Removes what [`set_aside`] kept of a file.
pub(super) fn remove_bad(path: &Path) -> io::Result<()> {
    bad_names(path).iter().try_for_each(|name| remove(name))
}

/// Removes a file; a missing one is fine.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    or_missing(fs::remove_file(path))
}

/// Removes a folder with everything in it; a missing one is fine.
pub(super) fn remove_folder(path: &Path) -> io::Result<()> {
    or_missing(fs::remove_dir_all(path))
}

/// Moves a folder into the place of another; a missing one leaves that place empty.
pub(super) fn move_folder(from: &Path, to: &Path) -> io::Result<()> {
    remove_folder(to)?;
    or_missing(fs::rename(from, to))
}

/// Removes stale files of unfinished writes. What cannot be removed stays.
pub(super) fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let age =
            entry.metadata().and_then(|found| found.modified()).ok().and_then(|time| time.elapsed().ok());
        if name.starts_with(PREFIX) && name.ends_with(SUFFIX) && age.is_some_and(|age| age > STALE) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn or_missing(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

fn bad_names(path: &Path) -> Vec<PathBuf> {
    let name = |number: usize| {
        let mut name = OsString::from(path);
        name.push(if number == 1 { ".bad".to_owned() } else { format!(".bad-{number}") });
        PathBuf::from(name)
    };
    (1..=KEPT_BAD).map(name).collect()
}

/// Makes a folder and the missing ones above it, mode 0700. One that exists is left as it is: it may be the
/// person's own, given with `--data-dir`.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    let _ = std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

/// Puts the new name on the disk. Windows has no way for it; its file system keeps a journal of names.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
