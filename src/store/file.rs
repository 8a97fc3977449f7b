//! Writes and reads one file. It is written completely or not at all, and only its owner can read it. Blocking.

use crate::disk::{self, Refusal};

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// How the names of temporary files begin and end.
const PREFIX: &str = ".nameplate-";
const SUFFIX: &str = ".tmp";

/// A temporary file that is older than this belongs to a program that was killed.
const STALE: Duration = Duration::from_secs(60);

/// How often a rename is tried if another program has the file open, and the time between two tries. Windows refuses it
/// then, and virus scanners open each new file for some milliseconds.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(25);

/// How many files with the same name are kept as `….bad`.
const MAX_BAD: usize = 3;

/// Writes a file. A reader sees the old content or the new one, also after a crash, and the file is on the disk when this
/// returns. Missing folders are created; only their owner can read them.
pub(super) fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    make_folder(folder)?;
    // In the same folder, since a rename cannot cross file systems; mode 0600 is this crate's default.
    let mut file = tempfile::Builder::new().prefix(PREFIX).suffix(SUFFIX).tempfile_in(folder)?;
    file.write_all(content)?;
    file.as_file().sync_all()?;
    let mut left = Some(file);
    patiently(|| match left.take().map(|file| file.persist(path)) {
        None | Some(Ok(_)) => Ok(()),
        Some(Err(refused)) => {
            left = Some(refused.file);
            Err(refused.error)
        }
    })?;
    sync_folder(folder)
}

/// Renames a file. An existing file with the new name is replaced.
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    patiently(|| fs::rename(from, to))
}

/// Tries again if Windows refuses the work because another program has the file open.
#[expect(clippy::disallowed_methods, reason = "files are written on a thread for blocking work")]
fn patiently(mut work: impl FnMut() -> io::Result<()>) -> io::Result<()> {
    let is_held = |error: &io::Error| {
        const SHARING_VIOLATION: i32 = 32;
        error.kind() == io::ErrorKind::PermissionDenied || error.raw_os_error() == Some(SHARING_VIOLATION)
    };
    for _ in 1..TRIES {
        match work() {
            Err(error) if cfg!(windows) && is_held(&error) => thread::sleep(PAUSE),
            done => return done,
        }
    }
    work()
}

/// Reads a file of at most `max` bytes. None if it is missing; an error of kind [`io::ErrorKind::InvalidData`] if it is
/// larger, or a folder or the like.
pub(super) fn read(path: &Path, max: u64) -> io::Result<Option<Vec<u8>>> {
    match disk::read(path, max) {
        Ok(content) => Ok(Some(content)),
        Err(Refusal::Missing) => Ok(None),
        Err(Refusal::NotAFile | Refusal::TooLarge(_)) => Err(io::ErrorKind::InvalidData.into()),
        Err(Refusal::Denied) => Err(io::ErrorKind::PermissionDenied.into()),
        Err(Refusal::Late | Refusal::Unreadable) => Err(io::ErrorKind::Other.into()),
    }
}

/// Renames a file that cannot be parsed to `….bad`, `….bad-2` or `….bad-3`. The last is overwritten if all are taken.
pub(super) fn set_aside(path: &Path) -> io::Result<()> {
    let names = bad_names(path);
    let free = names.iter().find(|name| !name.exists()).or(names.last());
    free.map_or(Ok(()), |name| rename(path, name))
}

/// Removes the files that [`set_aside`] renamed.
pub(super) fn remove_bad(path: &Path) -> io::Result<()> {
    bad_names(path).iter().try_for_each(|name| remove(name))
}

/// Removes a file; a missing one is no error.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    or_missing(fs::remove_file(path))
}

/// Removes a folder with everything in it; a missing one is no error.
pub(super) fn remove_folder(path: &Path) -> io::Result<()> {
    or_missing(fs::remove_dir_all(path))
}

/// Renames a folder and removes the one that had the name; if `from` is missing, it only removes.
pub(super) fn move_folder(from: &Path, to: &Path) -> io::Result<()> {
    remove_folder(to)?;
    or_missing(fs::rename(from, to))
}

/// Removes old temporary files. Errors are ignored.
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
    (1..=MAX_BAD).map(name).collect()
}

/// Creates a folder and the missing ones above it, with mode 0700. An existing folder is not changed: the person may have
/// named it with `--data-dir`.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    let _ = std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

/// Writes the names in a folder to the disk. Windows cannot do that; its file system has a journal of names.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(all(test, windows))]
mod tests {
    use super::{read, rename, write};

    use std::fs::{self, File};
    use std::io;
    use std::os::windows::fs::OpenOptionsExt;
    use std::path::Path;
    use std::thread;
    use std::time::Duration;

    #[test]
    fn what_a_scanner_has_open_is_replaced_when_it_is_done() {
        let folder = tempfile::tempdir().unwrap();
        let (path, new) = (folder.path().join("file"), folder.path().join("new"));
        let ways: [fn(&Path, &Path) -> io::Result<()>; 2] =
            [|path, _| write(path, b"new"), |path, new| rename(new, path)];
        for replace in ways {
            fs::write(&path, "old").unwrap();
            fs::write(&new, "new").unwrap();
            // Nobody may open it, write it or delete it meanwhile.
            let held = File::options().read(true).share_mode(0).open(&path).unwrap();
            assert!(fs::rename(&new, &path).is_err(), "the system lets a file go that is held");
            let scanner = thread::spawn(move || {
                thread::sleep(Duration::from_millis(100));
                drop(held);
            });
            replace(&path, &new).unwrap();
            scanner.join().unwrap();
            assert_eq!(read(&path, 9).unwrap().unwrap(), b"new");
        }
    }
}
