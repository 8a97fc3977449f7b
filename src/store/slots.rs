//! Two files that are written in turn, so that one of them is whole at any time, also after a power cut. Blocking.
//!
//! A file is written beside the two, put on the disk, and renamed over the older of them; the newer one is not touched
//! meanwhile. What is read is the newest that is whole. To clear is to write an empty generation, which outranks whatever
//! is left of earlier ones.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The largest content, in bytes.
pub(super) const MAX_CONTENT: usize = 64 << 10;

/// The version of the format.
const VERSION: u32 = 1;

/// The calls of the system that writing is made of. Tests make each of them fail, and leave out what is not on the disk.
pub(super) trait Disk {
    /// Makes a file for its owner alone, which must not be there yet, and writes all of this.
    fn create(&self, path: &Path, content: &[u8]) -> io::Result<()>;
    /// Puts the content of a file on the disk.
    fn sync(&self, path: &Path) -> io::Result<()>;
    /// Gives a file another name, in the place of whatever has that name.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Puts the names in a folder on the disk.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
    /// Removes a file; a missing one is fine.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// The content of a file of at most `most` bytes; none where it is missing. An error of kind
    /// [`io::ErrorKind::InvalidData`] where it is larger or no file.
    fn read(&self, path: &Path, most: u64) -> io::Result<Option<Vec<u8>>>;
}

/// The disk of this machine.
#[derive(Debug)]
pub(super) struct RealDisk;

/// What was found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// The newest content that is whole; none where there is none or it was cleared.
    pub(super) content: Option<Vec<u8>>,
    /// The files that cannot be read: damaged, of another account, or of a newer program.
    pub(super) bad: Vec<PathBuf>,
}

/// Two files of one owner.
#[derive(Debug)]
pub(super) struct Slots<'a, D> {
    disk: &'a D,
    folder: &'a Path,
    name: &'static str,
    /// Whose files they are.
    owner: &'a str,
}

/// The first line of a file; the content follows.
#[derive(Debug, Serialize, Deserialize)]
struct Head {
    version: u32,
    owner: String,
    generation: u64,
    length: usize,
    checksum: String,
}

/// One of the two files.
enum Slot {
    Missing,
    Whole(u64, Vec<u8>),
    Bad,
}

impl<'a, D: Disk> Slots<'a, D> {
    /// The files `name.0` and `name.1` in a folder, of this owner.
    pub(super) fn new(disk: &'a D, folder: &'a Path, name: &'static str, owner: &'a str) -> Self {
        Self { disk, folder, name, owner }
    }

    /// Reads both.
    pub(super) fn read(&self) -> io::Result<Found> {
        let mut found = Found::default();
        let mut newest = 0;
        for path in self.paths() {
            match self.slot(&path)? {
                Slot::Missing => {}
                Slot::Bad => found.bad.push(path),
                Slot::Whole(generation, content) => {
                    if generation > newest {
                        newest = generation;
                        found.content = (!content.is_empty()).then_some(content);
                    }
                }
            }
        }
        Ok(found)
    }

    /// Writes this over the older of the two. It is on the disk when this returns.
    pub(super) fn write(&self, content: &[u8]) -> io::Result<()> {
        if content.len() > MAX_CONTENT {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let _ = self.put(content)?;
        Ok(())
    }

    /// Leaves neither of them with any content, and no way back to it.
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

    /// The steps of a write, each after the one before has ended.
    fn put(&self, content: &[u8]) -> io::Result<PathBuf> {
        let [first, second] = self.paths();
        let generation = |slot: &Slot| if let Slot::Whole(generation, _) = slot { *generation } else { 0 };
        let (one, two) = (generation(&self.slot(&first)?), generation(&self.slot(&second)?));
        let target = if one <= two { first } else { second };
        let head = Head {
            version: VERSION,
            owner: self.owner.to_owned(),
            generation: one.max(two) + 1,
            length: content.len(),
            checksum: checksum(content),
        };
        let mut whole = serde_json::to_vec(&head)?;
        whole.push(b'\n');
        whole.extend_from_slice(content);
        let new = self.folder.join(format!(".nameplate-{}.tmp", self.name));
        // Of a write that was broken off. Nobody else writes here.
        self.disk.remove(&new)?;
        let written = self.disk.create(&new, &whole).and_then(|()| self.disk.sync(&new));
        let renamed = written.and_then(|()| self.disk.rename(&new, &target));
        if let Err(error) = renamed {
            // After a failed sync the same file is never trusted again.
            let _ = self.disk.remove(&new);
            return Err(error);
        }
        self.disk.sync_folder(self.folder)?;
        Ok(target)
    }

    fn slot(&self, path: &Path) -> io::Result<Slot> {
        match self.disk.read(path, (2 * MAX_CONTENT) as u64) {
            Ok(None) => Ok(Slot::Missing),
            Ok(Some(whole)) => {
                Ok(self.understood(&whole).map_or(Slot::Bad, |(n, content)| Slot::Whole(n, content)))
            }
            Err(error) if error.kind() == io::ErrorKind::InvalidData => Ok(Slot::Bad),
            Err(error) => Err(error),
        }
    }

    fn understood(&self, whole: &[u8]) -> Option<(u64, Vec<u8>)> {
        let end = whole.iter().position(|byte| *byte == b'\n')?;
        let head: Head = serde_json::from_slice(&whole[..end]).ok()?;
        let content = &whole[end + 1..];
        let is_whole = content.len() == head.length && checksum(content) == head.checksum;
        let is_own = head.version == VERSION && head.owner == self.owner && head.generation > 0;
        (is_whole && is_own).then(|| (head.generation, content.to_vec()))
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
        // Windows puts only what may be written on the disk.
        File::options().write(true).open(path)?.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        super::file::sync_folder(folder)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        super::file::remove(path)
    }

    fn read(&self, path: &Path, most: u64) -> io::Result<Option<Vec<u8>>> {
        super::file::read(path, most)
    }
}

fn checksum(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
