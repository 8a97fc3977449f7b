//! The files of the log. When the newest is full, each file gets the next number. Only their owner may read them. Knows
//! nothing of what is in a line.
//!
//! The crate `file-rotate` is not used: it panics if another process renames its files, and two windows of the program
//! write the same log.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The largest file, in bytes, and the number of files, with the one that is being written.
const MAX_FILE: u64 = 256 << 10;
const FILES: usize = 5;

/// The name of the file being written; older ones end in `.1` to `.4`.
const NAME: &str = "nameplate.log";

/// The files, and how many bytes the open one has.
pub(super) struct Files {
    path: PathBuf,
    open: Option<(File, u64)>,
}

impl Files {
    pub(super) fn new(folder: &Path) -> Self {
        Self { path: folder.join(NAME), open: None }
    }

    /// Gives each file the next number; the last one is overwritten.
    fn rotate(&self) {
        let name = |number: usize| match number {
            0 => self.path.clone(),
            number => self.path.with_file_name(format!("{NAME}.{number}")),
        };
        for number in (1..FILES).rev() {
            // It fails for files that do not exist yet.
            let _ = fs::rename(name(number - 1), name(number));
        }
    }
}

impl Write for Files {
    /// `line` must be a whole line.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let length = line.len() as u64;
        if self.open.as_ref().is_some_and(|(_, written)| written + length > MAX_FILE) {
            self.open = None;
            self.rotate();
        }
        let (file, written) = match &mut self.open {
            Some(open) => open,
            closed => closed.insert(open(&self.path)?),
        };
        *written += length;
        file.write_all(line)?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Opens the file at its end, creates it if needed, and returns its length. Only the owner may read it.
fn open(path: &Path) -> io::Result<(File, u64)> {
    let mut folder = DirBuilder::new();
    let mut file = OpenOptions::new();
    #[cfg(unix)]
    {
        let _ = std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
        let _ = std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    }
    folder.recursive(true).create(path.parent().ok_or(io::ErrorKind::InvalidInput)?)?;
    let file = file.append(true).create(true).open(path)?;
    let length = file.metadata()?.len();
    Ok((file, length))
}

#[cfg(test)]
mod tests {
    use super::{Files, MAX_FILE};

    use std::fs;
    use std::io::Write;

    #[test]
    fn files_are_rotated_and_private() {
        let folder = tempfile::tempdir().unwrap();
        let logs = folder.path().join("state").join("nameplate");
        for start in 0..8 {
            // Each start continues the file of the start before.
            let mut files = Files::new(&logs);
            let line = format!("{start}{}\n", "x".repeat(1022));
            for _ in 0..256 {
                files.write_all(line.as_bytes()).unwrap();
            }
            files.write_all(b"more\n").unwrap();
        }
        let mut names: Vec<_> = fs::read_dir(&logs).unwrap().map(|entry| entry.unwrap().path()).collect();
        names.sort();
        assert_eq!(names.len(), 5, "{names:?}");
        assert_eq!(names[0], logs.join("nameplate.log"));
        let mut total = 0;
        for path in &names {
            let found = fs::metadata(path).unwrap();
            assert!(found.len() <= MAX_FILE, "{path:?}");
            total += found.len();
            #[cfg(unix)]
            assert_eq!(std::os::unix::fs::PermissionsExt::mode(&found.permissions()) & 0o777, 0o600);
        }
        assert!(total > 4 * 200_000, "{total}");
        let newest = fs::read_to_string(&names[0]).unwrap();
        assert!(newest.ends_with("more\n") && newest.contains("7xxx"));
        #[cfg(unix)]
        assert_eq!(
            std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&logs).unwrap().permissions()) & 0o777,
            0o700
        );
    }

    #[test]
    fn two_windows_write_the_same_files() {
        let folder = tempfile::tempdir().unwrap();
        let mut windows = [Files::new(folder.path()), Files::new(folder.path())];
        let line = format!("{}\n", "x".repeat(1023));
        for _ in 0..3_000 {
            for window in &mut windows {
                window.write_all(line.as_bytes()).unwrap();
            }
        }
        let sizes: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().metadata().unwrap().len())
            .collect();
        assert_eq!(sizes.len(), 5);
        // Each window counts only its own lines.
        assert!(sizes.iter().all(|size| *size <= 2 * MAX_FILE), "{sizes:?}");
    }

    #[test]
    fn a_folder_that_cannot_be_made_costs_nothing_else() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut files = Files::new(&file.path().join("log"));
        assert!(files.write_all(b"lost\n").is_err());
    }
}
