//! What a run leaves behind for whoever has to find out what went wrong: a small log, no personal values,
//! no core dump.
//!
//! Lines of this program say what happened, never to whom: values are not passed to `tracing`. Of other
//! crates only warnings are kept, and of those the place in their source instead of the text, which may
//! quote anything. Writing is done on a thread of its own, so that a log line never waits for a disk.

mod files;
mod panics;

use self::files::Files;

pub use self::panics::{caught, tell_panics};

use log::Record;
use tracing::level_filters::LevelFilter;
use tracing::{Event, Subscriber};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::format::{FormatEvent, FormatFields, Writer};
use tracing_subscriber::fmt::time::{FormatTime, SystemTime};
use tracing_subscriber::fmt::{FmtContext, MakeWriter};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry::LookupSpan;

use std::fmt;
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use std::{panic, thread};

/// The longest line, in bytes.
const MAX_LINE: usize = 4 << 10;

/// Lines that may wait for the disk. What is logged beyond is dropped.
const WAITING: usize = 256;

/// Our own events begin with this.
const OWN: &str = env!("CARGO_PKG_NAME");

/// The running log. Lines that wait are written when it is dropped, at the end of `main`.
#[derive(Debug)]
pub struct Log {
    lines: SyncSender<Line>,
}

/// Starts the log in a folder, which is made for the owner alone, and takes over panics: they are logged
/// with their place and without their text. A folder that cannot be written costs the log and nothing else.
/// Where `tell` says so they are written to the standard error output as well. Call it once, early in `main`; lines wait
/// for [`begin`].
pub fn start(folder: &Path, tell: fn() -> bool) -> Log {
    let (lines, waiting) = sync_channel(WAITING);
    *writer() = Some(Writing { lines: waiting, files: Files::new(folder) });
    let _ = tracing::subscriber::set_global_default(subscriber(Sender(lines.clone())));
    if log::set_logger(&Records).is_ok() {
        log::set_max_level(log::LevelFilter::Warn);
    }
    let log = Log { lines };
    let last = log.lines.clone();
    panic::set_hook(Box::new(move |panic| {
        let line = panics::describe(panic);
        tracing::error!(target: "nameplate::panic", "{line}");
        if tell() {
            panics::tell(&line);
        }
        // The thread may be the last thing that runs.
        flush(&last);
    }));
    log
}

/// Starts the thread that writes the lines, where there is a log and it has none yet.
pub fn begin() {
    if let Some(mut writing) = writer().take() {
        // Without the thread nobody receives, and sending fails at once.
        let _ = thread::Builder::new().name("log".to_owned()).spawn(move || writing.write_lines());
    }
}

/// Keeps the memory of this process, the key in it, out of core files. The system's file dialog still works,
/// which it would not with the stricter `PR_SET_DUMPABLE`.
pub fn forbid_core_files() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};

        let none = Rlimit { current: Some(0), maximum: Some(0) };
        if setrlimit(Resource::Core, none).is_err() {
            tracing::warn!("core files could not be switched off");
        }
    }
}

/// How often no file dialog could be opened so far. The dialog crate answers "cancelled" then, and logs an
/// error; if this number grew during a call, nothing was cancelled.
pub fn dialog_errors() -> u64 {
    DIALOG_ERRORS.load(Ordering::Relaxed)
}

/// Where the dialog crate (rfd 0.17) logs that its last resort failed. Errors of the modules below are not
/// the end: after them it tries another dialog.
const DIALOG: &str = "rfd::backend::xdg_desktop_portal";

static DIALOG_ERRORS: AtomicU64 = AtomicU64::new(0);

impl Drop for Log {
    fn drop(&mut self) {
        flush(&self.lines);
    }
}

enum Line {
    Text(Vec<u8>),
    /// Answered when everything before is written.
    Flush(SyncSender<()>),
}

/// What the thread will need that was not started yet.
static WRITER: Mutex<Option<Writing>> = Mutex::new(None);

fn writer() -> MutexGuard<'static, Option<Writing>> {
    WRITER.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Lines on their way into the files.
struct Writing {
    lines: Receiver<Line>,
    files: Files,
}

impl Writing {
    fn write_lines(&mut self) {
        for line in &self.lines {
            match line {
                Line::Text(text) => {
                    // A log that cannot be written has nobody to tell.
                    let _ = self.files.write(&text);
                }
                Line::Flush(done) => {
                    let _ = done.try_send(());
                }
            }
        }
    }
}

/// Waits until what was logged is on its way to the disk, a second at most.
fn flush(lines: &SyncSender<Line>) {
    begin();
    let (done, written) = sync_channel(1);
    if lines.try_send(Line::Flush(done)).is_ok() {
        let _ = written.recv_timeout(Duration::from_secs(1));
    }
}

/// Everything of ours from `info` on, warnings of others.
fn subscriber<W: for<'a> MakeWriter<'a> + Send + Sync + 'static>(writer: W) -> impl Subscriber + Send + Sync {
    let levels = Targets::new().with_target(OWN, LevelFilter::INFO).with_default(LevelFilter::WARN);
    tracing_subscriber::fmt()
        .with_ansi(false)
        .with_max_level(LevelFilter::INFO)
        .event_format(Format)
        .with_writer(writer)
        .finish()
        .with(levels)
}

/// One line: time, level, target, and the fields of our own events or the place of others'.
struct Format;

impl<S, N> FormatEvent<S, N> for Format
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let metadata = event.metadata();
        SystemTime.format_time(&mut writer)?;
        write!(writer, " {} {}", metadata.level(), metadata.target())?;
        if metadata.target().split("::").next() == Some(OWN) {
            writer.write_char(' ')?;
            context.field_format().format_fields(writer.by_ref(), event)?;
        } else if let (Some(file), Some(line)) = (metadata.file(), metadata.line()) {
            write!(writer, " at {}:{line}", short(file))?;
        }
        writeln!(writer)
    }
}

/// The records of crates that use `log`, turned into events.
struct Records;

impl log::Log for Records {
    fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
        metadata.level() <= log::Level::Warn
    }

    fn log(&self, record: &Record<'_>) {
        if !self.enabled(record.metadata()) {
            return;
        }
        let (source, line) = (record.target(), record.line().unwrap_or(0));
        if record.level() == log::Level::Error {
            if source == DIALOG {
                let _ = DIALOG_ERRORS.fetch_add(1, Ordering::Relaxed);
            }
            tracing::error!(target: "nameplate::other", source, line);
        } else {
            tracing::warn!(target: "nameplate::other", source, line);
        }
    }

    fn flush(&self) {}
}

/// The part of a path behind the folder of all crates.
fn short(file: &str) -> &str {
    let tail = file.rsplit_once("/registry/src/").map_or(file, |(_, tail)| tail);
    tail.split_once('/').map_or(tail, |(_, tail)| tail)
}

/// Hands lines to the thread that writes them.
#[derive(Clone)]
struct Sender(SyncSender<Line>);

impl<'a> MakeWriter<'a> for Sender {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Write for Sender {
    /// Gets a whole event at once.
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let _ = self.0.try_send(Line::Text(one_line(event)));
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Makes one line of an event, whatever is in it: nothing can be faked with a line end, and no terminal that
/// shows the log obeys it.
fn one_line(event: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(event);
    let mut line = String::with_capacity(text.len());
    for letter in text.trim_end_matches('\n').chars() {
        if line.len() >= MAX_LINE {
            line.push('…');
            break;
        }
        let is_odd =
            letter.is_control() || matches!(letter, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        if is_odd { line.extend(letter.escape_unicode()) } else { line.push(letter) }
    }
    line.push('\n');
    line.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    use std::sync::{Arc, Mutex};

    #[test]
    fn one_event_is_one_harmless_line() {
        let seen = lines(|| {
            tracing::info!(count = 3, "saved");
            tracing::warn!("first\nsecond \u{1b}[31mred\u{1b}[0m \u{9b}31m\r \u{202E}back\u{2028}");
            tracing::info!("{}", "x".repeat(100_000));
            tracing::debug!("not kept");
        });
        assert_eq!(seen.lines().count(), 3, "{seen}");
        assert!(seen.lines().next().unwrap().ends_with("INFO nameplate::log::tests saved count=3"), "{seen}");
        assert!(!seen.replace('\n', "").contains(|letter: char| letter.is_control()), "{seen}");
        assert!(!seen.contains(['\u{202E}', '\u{2028}']), "{seen}");
        assert!(seen.len() < 6_000);
    }

    #[test]
    fn of_other_crates_only_the_place_of_warnings_is_kept() {
        let errors = dialog_errors();
        let record = |target, level| {
            let text = format_args!("Ada's file /home/ada/x.jpg");
            let mut record = Record::builder();
            let _ = record.target(target).level(level).line(Some(12)).args(text);
            log::Log::log(&Records, &record.build());
        };
        let seen = lines(|| {
            tracing::warn!(target: "hyper::client", "Ada's address");
            tracing::info!(target: "hyper::client", "Ada's address");
            tracing::warn!(target: "nameplate_other", "Ada's address");
            record("zbus::connection", log::Level::Warn);
            record("zbus::connection", log::Level::Info);
            record("rfd::backend::xdg_desktop_portal", log::Level::Warn);
            record("rfd::backend::xdg_desktop_portal::portal::libdbus", log::Level::Error);
            assert_eq!(dialog_errors(), errors, "another dialog is tried");
            record("rfd::backend::xdg_desktop_portal", log::Level::Error);
        });
        assert_eq!(dialog_errors(), errors + 1);
        assert!(!seen.contains("Ada") && !seen.contains("ada"), "{seen}");
        assert_eq!(seen.lines().count(), 6, "{seen}");
        assert!(seen.contains("WARN hyper::client at log.rs:"), "{seen}");
        assert!(
            seen.contains("ERROR nameplate::other source=\"rfd::backend::xdg_desktop_portal\" line=12"),
            "{seen}"
        );
    }

    #[test]
    fn a_full_queue_drops_lines_instead_of_waiting() {
        let (lines, waiting) = sync_channel(2);
        let mut sender = Sender(lines);
        for _ in 0..10 {
            assert_eq!(sender.write(b"line\n").unwrap(), 5);
        }
        drop(sender);
        assert_eq!(waiting.iter().count(), 2);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn no_core_files_are_written() {
        forbid_core_files();
        let limits = std::fs::read_to_string("/proc/self/limits").unwrap();
        let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
        assert_eq!(core.split_whitespace().skip(4).take(2).collect::<Vec<_>>(), ["0", "0"], "{core}");
    }

    /// What is written while `work` runs.
    fn lines(work: impl FnOnce()) -> String {
        let kept = Kept::default();
        tracing::subscriber::with_default(subscriber(kept.clone()), work);
        let bytes = kept.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl<'a> MakeWriter<'a> for Kept {
        type Writer = Self;

        fn make_writer(&'a self) -> Self {
            self.clone()
        }
    }

    impl Write for Kept {
        fn write(&mut self, event: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend(one_line(event));
            Ok(event.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
}
