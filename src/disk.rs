//! Reads files that others wrote. None of them can make the program hang or fill its memory: only plain files are read, up
//! to a maximum size and within a maximum time.
//!
//! Owns how a file is opened and read to its end, and the thread for work that may never return. Knows nothing of what is
//! in a file. What is read before the window opens has no maximum time: a second thread would slow the start (see
//! `app::warm_up`), and whoever started the program can still end it.

use tokio::sync::oneshot;

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;
use std::thread;
use std::time::Duration;

/// How long the program waits for a disk or for another program. It is long enough for a photo on a slow network drive.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Why a file was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nothing is there.
    #[error("there is no such file")]
    Missing,
    /// The person may not read it.
    #[error("access was denied")]
    Denied,
    /// A folder, a pipe, a socket or a device.
    #[error("this is no file")]
    NotAFile,
    /// It is larger than asked for.
    #[error("the file has {0} bytes or more")]
    TooLarge(u64),
    /// It did not answer in time.
    #[error("the file does not answer")]
    Late,
    /// Anything else, such as a broken disk or links that lead in a circle.
    #[error("the file cannot be read")]
    Unreadable,
}

/// Reads a whole file of at most `max` bytes. Blocks for as long as the disk does; see [`apart`].
///
/// Only a plain file is opened, since a pipe would wait for its other end and a device may do anything. If a pipe takes
/// the place of the file between the check and the opening, opening it does not wait. The size that the file system gives
/// is not trusted.
///
/// # Errors
///
/// Every [`Refusal`] but [`Refusal::Late`].
pub fn read(path: &Path, max: u64) -> Result<Vec<u8>, Refusal> {
    let fits = |facts: &std::fs::Metadata| match facts.len() {
        _ if !facts.is_file() => Err(Refusal::NotAFile),
        length if length > max => Err(Refusal::TooLarge(length)),
        length => Ok(length),
    };
    let _ = fits(&path.metadata()?)?;
    let file = open(path)?;
    let length = fits(&file.metadata()?)?;
    // One byte more than the size, so that a file that has grown meanwhile is noticed.
    let mut content = Vec::with_capacity(usize::try_from(length).unwrap_or(0).saturating_add(1));
    let _ = file.take(max.saturating_add(1)).read_to_end(&mut content)?;
    if content.len() as u64 > max { Err(Refusal::TooLarge(content.len() as u64)) } else { Ok(content) }
}

/// Opens a file without waiting for the other end of a pipe. A terminal does not become that of the program.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
        let _ = std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, flags.bits().cast_signed());
    }
    options.read(true).open(path)
}

/// Does work that may never return on a thread of its own, and waits for it no longer than `patience`. It is not done on
/// the runtime's pool: the runtime waits for the threads of its pool when it ends, so the window could not be closed. After
/// `patience` the work goes on by itself until the program ends.
///
/// # Errors
///
/// [`Refusal::Late`] when it took too long, [`Refusal::Unreadable`] when it panicked or no thread could be started.
pub async fn apart<T: Send + 'static>(
    patience: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Refusal> {
    let (answer, answered) = oneshot::channel();
    let work = move || {
        // Fails when nobody waits any more.
        let _ = answer.send(work());
    };
    let _ = thread::Builder::new().name("disk".to_owned()).spawn(work)?;
    match tokio::time::timeout(patience, answered).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(_panicked)) => Err(Refusal::Unreadable),
        Err(_) => Err(Refusal::Late),
    }
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing,
            io::ErrorKind::PermissionDenied => Self::Denied,
            _ => Self::Unreadable,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{PATIENCE, Refusal, apart, read};

    use std::fs;
    use std::io::Write;
    use std::path::Path;
    use std::sync::mpsc;
    use std::time::Duration;

    #[test]
    fn a_file_is_read_whole_up_to_a_limit() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        for (content, max, expected) in [
            ("", 0, Ok(Vec::new())),
            ("1234", 4, Ok(b"1234".to_vec())),
            ("1234", u64::MAX, Ok(b"1234".to_vec())),
            ("12345", 4, Err(Refusal::TooLarge(5))),
        ] {
            fs::write(&file, content).unwrap();
            assert_eq!(read(&file, max), expected, "{content}");
        }
        assert_eq!(read(&folder.path().join("none"), 9), Err(Refusal::Missing));
        assert_eq!(read(&file.join("below"), 9), Err(Refusal::Missing));
        assert_eq!(read(folder.path(), 9), Err(Refusal::NotAFile));
        assert_eq!(read(Path::new("with\0nul"), 9), Err(Refusal::Unreadable));
    }

    /// The kernel gives 0 or a huge number as the length of its own files.
    #[cfg(target_os = "linux")]
    #[test]
    fn the_size_that_the_file_system_gives_is_not_trusted() {
        assert!(
            read(Path::new("/proc/self/status"), 1 << 16).is_ok_and(|status| status.starts_with(b"Name:"))
        );
        assert_eq!(read(Path::new("/proc/self/status"), 8), Err(Refusal::TooLarge(9)));
        assert_eq!(read(Path::new("/proc/self/mem"), 1 << 16), Err(Refusal::Unreadable));
    }

    #[cfg(unix)]
    #[test]
    fn pipes_sockets_and_devices_are_not_opened() {
        use std::os::unix::fs::symlink;
        use std::os::unix::net::UnixListener;
        use std::process::Command;

        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        assert!(Command::new("mkfifo").arg(at("pipe")).status().unwrap().success());
        let _socket = UnixListener::bind(at("socket")).unwrap();
        symlink("pipe", at("link")).unwrap();
        symlink("circle", at("circle")).unwrap();
        for name in ["pipe", "link", "socket"] {
            assert_eq!(read(&at(name), 9), Err(Refusal::NotAFile), "{name}");
        }
        for device in ["/dev/zero", "/dev/tty", "/dev/null"] {
            assert_eq!(read(Path::new(device), 9), Err(Refusal::NotAFile), "{device}");
        }
        assert_eq!(read(&at("circle"), 9), Err(Refusal::Unreadable));
        // If a pipe takes the place of the file after the check, opening it does not wait.
        assert!(super::open(&at("pipe")).is_ok());
    }

    #[test]
    fn a_file_that_grows_is_read_up_to_the_limit() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        let path = file.path().to_owned();
        let (stop, stopped) = mpsc::channel::<()>();
        let writer = std::thread::spawn(move || {
            while stopped.try_recv() != Err(mpsc::TryRecvError::Disconnected) {
                if file.as_file().metadata().is_ok_and(|facts| facts.len() < 1 << 20) {
                    file.write_all(&[b'x'; 4096]).unwrap();
                }
            }
        });
        loop {
            match read(&path, 100_000) {
                Ok(content) => assert!(content.len() <= 100_000),
                Err(refusal) => {
                    assert!(matches!(refusal, Refusal::TooLarge(length) if length > 100_000), "{refusal}");
                    break;
                }
            }
        }
        drop(stop);
        writer.join().unwrap();
    }

    #[tokio::test]
    async fn work_on_its_own_thread_has_a_maximum_time() {
        assert_eq!(apart(PATIENCE, || 7).await, Ok(7));
        assert_eq!(apart(PATIENCE, || -> u8 { panic!("broken") }).await, Err(Refusal::Unreadable));
        let (never, waits) = mpsc::channel::<()>();
        assert_eq!(apart(Duration::ZERO, move || waits.recv().is_ok()).await, Err(Refusal::Late));
        drop(never);
    }
}
