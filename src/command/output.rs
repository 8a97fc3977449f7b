//! Writes the result: the whole file or none, and never over the photo that was read.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Whether two paths lead to the same file, through links too.
pub(super) fn is_same_file(one: &Path, other: &Path) -> bool {
    identity(one).is_some_and(|one| identity(other) == Some(one))
}

/// The device and the inode number of a file.
#[cfg(unix)]
fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).ok().map(|facts| (facts.dev(), facts.ino()))
}

#[cfg(not(unix))]
fn identity(path: &Path) -> Option<std::path::PathBuf> {
    path.canonicalize().ok()
}

/// Writes a temporary file beside `path` and renames it once it is complete, so that on a full disk the file before stays.
/// It is not synced to the disk: after a loss of power the command can be run again.
pub(super) fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    // If the path is a link, the file that it leads to is replaced and the link stays.
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let before = match fs::metadata(&target) {
        // A pipe or a device must not be replaced by a file.
        Ok(facts) if !facts.is_file() => return fs::write(&target, content),
        Ok(facts) => {
            // Renaming would replace a file that is read-only, so this looks whether it may be written.
            let _: File = OpenOptions::new().write(true).open(&target)?;
            Some(facts.permissions())
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let mut file = beside(&target)?;
    file.write_all(content)?;
    if let Some(permissions) = before {
        file.as_file().set_permissions(permissions)?;
    }
    file.persist(&target).map(|_| ()).map_err(io::Error::from)
}

/// A temporary file in the same folder, since a rename cannot cross file systems. It has the permissions of any new file.
fn beside(target: &Path) -> io::Result<tempfile::NamedTempFile> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    let builder = builder.prefix(".nameplate-").suffix(".tmp");
    #[cfg(unix)]
    let builder = builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

#[cfg(test)]
mod tests {
    use super::{is_same_file, write};

    use std::fs;
    use std::path::Path;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_created_or_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out.jpg");
        for content in ["one", "another, longer", "two"] {
            write(&out, content.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&out).unwrap(), content);
            assert_eq!(names(folder.path()), ["out.jpg"]);
        }
        assert!(write(&folder.path().join("none/out.jpg"), b"x").is_err());
        assert!(write(folder.path(), b"x").is_err(), "a folder");
        assert_eq!(names(folder.path()), ["out.jpg"]);
    }

    #[test]
    fn one_file_is_recognised_by_all_its_names() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("photo.jpg"), "x").unwrap();
        fs::write(at("copy.jpg"), "x").unwrap();
        fs::create_dir(at("folder")).unwrap();
        let photo = at("photo.jpg");
        assert!(is_same_file(&photo, &photo));
        assert!(is_same_file(&photo, &at("folder/../photo.jpg")));
        assert!(!is_same_file(&photo, &at("copy.jpg")));
        assert!(!is_same_file(&photo, &at("none.jpg")) && !is_same_file(&at("none.jpg"), &at("none.jpg")));
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("photo.jpg", at("link.jpg")).unwrap();
            fs::hard_link(&photo, at("second.jpg")).unwrap();
            assert!(is_same_file(&photo, &at("link.jpg")) && is_same_file(&at("second.jpg"), &photo));
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_permissions_and_pipes_stay() {
        use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
        use std::process::Command;
        use std::thread;

        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let mode = |name: &str| fs::metadata(at(name)).unwrap().permissions().mode() & 0o777;
        fs::write(at("plain.jpg"), "before").unwrap();
        write(&at("new.jpg"), b"after").unwrap();
        assert_eq!(mode("new.jpg"), mode("plain.jpg"), "like any new file");
        fs::set_permissions(at("plain.jpg"), fs::Permissions::from_mode(0o640)).unwrap();
        symlink("plain.jpg", at("link.jpg")).unwrap();
        write(&at("link.jpg"), b"after").unwrap();
        assert!(at("link.jpg").symlink_metadata().unwrap().is_symlink());
        assert_eq!((fs::read(at("plain.jpg")).unwrap(), mode("plain.jpg")), (b"after".to_vec(), 0o640));
        // A pipe receives the content and stays a pipe. No device is tried: a fault of the code could destroy it.
        let pipe = at("pipe.jpg");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let reader = thread::spawn({
            let pipe = pipe.clone();
            move || fs::read(pipe).unwrap()
        });
        write(&pipe, b"after").unwrap();
        assert_eq!(reader.join().unwrap(), b"after");
        assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo());
    }
}
