//! Locks between the windows of one data folder, which are processes of their own. Blocking.
//!
//! A lock file is empty and is never deleted: otherwise a window could hold the lock of a deleted file, which no other
//! window sees. One lock is for lists and settings, one for the keyring, and each account has one for its draft.

use super::error::Error;
use super::file;

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// The time between two tries to get a lock.
const PAUSE: Duration = Duration::from_millis(10);

/// A lock that this window holds until this is dropped or the program ends.
#[derive(Debug)]
pub(super) struct Lock {
    _file: Option<File>,
}

impl Lock {
    /// Waits for a lock, at most as long as `patience`. If no file can be created, or the file system has no locks, the
    /// work goes on without a lock.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] if another window holds it all this time.
    #[expect(clippy::disallowed_methods, reason = "a lock is waited for on a thread for blocking work")]
    pub(super) fn take(path: &Path, patience: Duration) -> Result<Self, Error> {
        let Some(file) = open(path) else { return Ok(Self { _file: None }) };
        let start = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: Some(file) }),
                Err(TryLockError::WouldBlock) if start.elapsed() < patience => thread::sleep(PAUSE),
                Err(TryLockError::WouldBlock) => return Err(Error::Busy),
                Err(TryLockError::Error(error)) => {
                    tracing::warn!(kind = crate::log::kind(&error.kind()), "no lock between windows");
                    return Ok(Self { _file: None });
                }
            }
        }
    }
}

fn open(path: &Path) -> Option<File> {
    let made: io::Result<File> = (|| {
        file::make_folder(path.parent().ok_or(io::ErrorKind::InvalidInput)?)?;
        let mut options = File::options();
        #[cfg(unix)]
        let _ = std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.read(true).write(true).create(true).truncate(false).open(path)
    })();
    made.or_else(|_| File::open(path)).ok()
}

#[cfg(test)]
mod tests {
    use super::Lock;
    use crate::store::Error;

    use std::time::Duration;

    #[test]
    fn one_window_holds_a_lock_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new").join("lock");
        let take = || Lock::take(&path, Duration::ZERO).map(|_| ());
        let held = Lock::take(&path, Duration::ZERO).unwrap();
        assert_eq!(take(), Err(Error::Busy));
        drop(held);
        assert_eq!(take(), Ok(()));
        assert!(path.exists(), "a lock file is never deleted");
    }

    #[test]
    fn taking_a_lock_waits_for_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let held = Lock::take(&path, Duration::ZERO).unwrap();
        let waiting = std::thread::spawn({
            let path = path.clone();
            move || Lock::take(&path, Duration::from_secs(60)).map(|_| ())
        });
        drop(held);
        assert_eq!(waiting.join().unwrap(), Ok(()));
    }

    #[test]
    fn without_a_lock_file_the_work_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let taken = folder.path().join("taken");
        std::fs::write(&taken, "a file where a folder should be").unwrap();
        for _ in 0..2 {
            assert!(Lock::take(&taken.join("lock"), Duration::ZERO).is_ok());
        }
    }
}
