//! Stores one content in two files that are written alternately, so that one of them is complete at any time, also after
//! a power cut. Blocking.
//!
//! A temporary file is written and synced, and then renamed over the older of the two; the newer one is not changed
//! meanwhile. Reading gives the newest complete content. Clearing writes an empty content, which is newer than whatever is
//! left of earlier ones.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The largest content, in bytes.
pub(super) const MAX_CONTENT: usize = 64 << 10;

/// The version of the format.
const VERSION: u32 = 1;

/// The system calls that writing needs. Tests replace them: each can fail, and what is not synced can get lost.
pub(super) trait Disk {
    /// Creates a file that must not exist yet, which only its owner can read, and writes this content.
    fn create(&self, path: &Path, content: &[u8]) -> io::Result<()>;
    /// Syncs the content of a file to the disk.
    fn sync(&self, path: &Path) -> io::Result<()>;
    /// Renames a file. A file that has the new name is replaced.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Syncs the names in a folder to the disk.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
    /// Removes a file; a missing one is no error.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// The content of a file of at most `max` bytes; none if it is missing. An error of kind
    /// [`io::ErrorKind::InvalidData`] if it is larger, or a folder or the like.
    fn read(&self, path: &Path, max: u64) -> io::Result<Option<Vec<u8>>>;
}

/// The disk of this machine.
#[derive(Debug)]
pub(super) struct RealDisk;

/// The result of reading both files.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// The newest complete content; none if there is none or it was cleared.
    pub(super) content: Option<Vec<u8>>,
    /// The files that cannot be read: damaged, of another account, or of a newer program.
    pub(super) bad: Vec<PathBuf>,
}

/// The two files.
#[derive(Debug)]
pub(super) struct Slots<'a, D> {
    disk: &'a D,
    folder: &'a Path,
    name: &'static str,
    /// A text that names the account. Files with another one are not read.
    owner: &'a str,
}

/// The first line of a file; the content follows.
#[derive(Debug, Serialize, Deserialize)]
struct Header {
    version: u32,
    owner: String,
    generation: u64,
    length: usize,
    checksum: String,
}

/// One of the two files.
enum Slot {
    Missing,
    Complete(u64, Vec<u8>),
    Bad,
}

impl<'a, D: Disk> Slots<'a, D> {
    /// The files `name.0` and `name.1` in a folder, of this owner.
    pub(super) fn new(disk: &'a D, folder: &'a Path, name: &'static str, owner: &'a str) -> Self {
        Self { disk, folder, name, owner }
    }

    /// Reads both files.
    pub(super) fn read(&self) -> io::Result<Found> {
        let mut found = Found::default();
        let mut newest = 0;
        for path in self.paths() {
            match self.slot(&path)? {
                Slot::Missing => {}
                Slot::Bad => found.bad.push(path),
                Slot::Complete(generation, content) => {
                    if generation > newest {
                        newest = generation;
                        found.content = (!content.is_empty()).then_some(content);
                    }
                }
            }
        }
        Ok(found)
    }

    /// Writes this content over the older of the two files. It is on the disk when this returns.
    pub(super) fn write(&self, content: &[u8]) -> io::Result<()> {
        if content.len() > MAX_CONTENT {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let _ = self.put(content)?;
        Ok(())
    }

    /// Removes the content from both files, so that a power cut cannot bring it back.
    pub(super) fn clear(&self) -> io::Result<()> {
        let paths = self.paths();
        let is_there = paths.iter().map(|path| self.slot(path)).collect::<io::Result<Vec<_>>>()?;
        if is_there.iter().all(|slot| matches!(slot, Slot::Missing)) {
            return Ok(());
        }
        let written = self.put(&[])?;
        for path in paths.iter().filter(|path| **path != written) {
            self.disk.remove(path)?;
        }
        self.disk.sync_folder(self.folder)
    }

    /// Writes a content. The steps must be done in this order. Returns the path of the file that was written.
    fn put(&self, content: &[u8]) -> io::Result<PathBuf> {
        let [first, second] = self.paths();
        let generation = |slot: &Slot| if let Slot::Complete(generation, _) = slot { *generation } else { 0 };
        let (one, two) = (generation(&self.slot(&first)?), generation(&self.slot(&second)?));
        let target = if one <= two { first } else { second };
        let header = Header {
            version: VERSION,
            owner: self.owner.to_owned(),
            generation: one.max(two) + 1,
            length: content.len(),
            checksum: checksum(content),
        };
        let mut bytes = serde_json::to_vec(&header)?;
        bytes.push(b'\n');
        bytes.extend_from_slice(content);
        let new = self.folder.join(format!(".nameplate-{}.tmp", self.name));
        // A write that was interrupted leaves this file.
        self.disk.remove(&new)?;
        let written = self.disk.create(&new, &bytes).and_then(|()| self.disk.sync(&new));
        let renamed = written.and_then(|()| self.disk.rename(&new, &target));
        if let Err(error) = renamed {
            // After a failed sync the file may be damaged, so it is not used again.
            let _ = self.disk.remove(&new);
            return Err(error);
        }
        self.disk.sync_folder(self.folder)?;
        Ok(target)
    }

    fn slot(&self, path: &Path) -> io::Result<Slot> {
        match self.disk.read(path, (2 * MAX_CONTENT) as u64) {
            Ok(None) => Ok(Slot::Missing),
            Ok(Some(bytes)) => {
                Ok(self.parse(&bytes).map_or(Slot::Bad, |(n, content)| Slot::Complete(n, content)))
            }
            Err(error) if error.kind() == io::ErrorKind::InvalidData => Ok(Slot::Bad),
            Err(error) => Err(error),
        }
    }

    fn parse(&self, bytes: &[u8]) -> Option<(u64, Vec<u8>)> {
        let end = bytes.iter().position(|byte| *byte == b'\n')?;
        let header: Header = serde_json::from_slice(&bytes[..end]).ok()?;
        let content = &bytes[end + 1..];
        let is_complete = content.len() == header.length && checksum(content) == header.checksum;
        let is_own = header.version == VERSION && header.owner == self.owner && header.generation > 0;
        (is_complete && is_own).then(|| (header.generation, content.to_vec()))
    }

    fn paths(&self) -> [PathBuf; 2] {
        [0, 1].map(|n| self.folder.join(format!("{}.{n}", self.name)))
    }
}

impl Disk for RealDisk {
    fn create(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        let mut options = File::options();
        #[cfg(unix)]
        let _ = std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.write(true).create_new(true).open(path)?.write_all(content)
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        // Windows syncs a file only if it is open for writing.
        File::options().write(true).open(path)?.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        super::file::rename(from, to)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        super::file::sync_folder(folder)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        super::file::remove(path)
    }

    fn read(&self, path: &Path, max: u64) -> io::Result<Option<Vec<u8>>> {
        super::file::read(path, max)
    }
}

fn checksum(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
