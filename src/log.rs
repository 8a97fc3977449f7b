//! The log: small files for whoever must find out what went wrong. They hold no personal values. Core dumps, which would,
//! are switched off.
//!
//! Each failed exchange, each refused picture and each failure of the keyring is one line, with its kind, its status and its
//! duration. `NAMEPLATE_LOG=debug` adds what went well. Of other crates only warnings and errors are logged, and only their
//! place in the source, because their text may quote a value.

mod dialogs;
mod files;
mod format;
mod panics;
mod queue;

pub use self::dialogs::dialog_errors;
pub use self::format::kind;
pub use self::panics::{Panic, caught, last_panic, tell_panics};

use self::dialogs::Dialogs;
use self::format::{Format, OWN};
use self::queue::{Lines, Queue};

use tracing::Subscriber;
use tracing::level_filters::LevelFilter;
use tracing_log::{LogTracer, log as facade};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;
use std::{env, panic};

/// The running log. When it is dropped, at the end of `main`, the lines that wait are written.
#[derive(Debug)]
pub struct Log(());

/// The one log of this process.
static QUEUE: Queue = Queue::new();

/// Whether core dumps could not be switched off. That is tried before there is a log.
static HAS_CORE_FILES: AtomicBool = AtomicBool::new(false);

/// Starts the log in a folder, which only its owner may read. If the folder cannot be written, there is no log and the
/// program goes on. Panics are logged with their place and their functions, and without their text; if `tell` returns
/// true they are written to the standard error output as well. Call it once, early in `main`. Lines are kept in memory
/// until [`begin`].
pub fn start(folder: &Path, tell: fn() -> bool) -> Log {
    QUEUE.open(folder);
    let level = level(env::var("NAMEPLATE_LOG").ok().as_deref());
    let _ = tracing::subscriber::set_global_default(subscriber(level, Lines(&QUEUE)));
    let _ = LogTracer::init_with_filter(facade::LevelFilter::Warn);
    panic::set_hook(Box::new(move |panic| {
        let line = panics::describe(panic);
        tracing::error!(target: "nameplate::panic", "{line}");
        if let Some(Panic { frames, .. }) = panics::note(line.clone()) {
            tracing::error!(target: "nameplate::panic", "in {}", frames.join(" < "));
        }
        if tell() {
            panics::tell(&line);
        }
        // The process may end after this panic, so the lines are written now.
        QUEUE.end();
        QUEUE.begin();
    }));
    if HAS_CORE_FILES.load(Ordering::Relaxed) {
        tracing::warn!("core files could not be switched off");
    }
    Log(())
}

/// Starts the thread that writes the lines, where there is a log and it has none yet.
pub fn begin() {
    QUEUE.begin();
}

impl Drop for Log {
    fn drop(&mut self) {
        QUEUE.end();
    }
}

/// The whole milliseconds since `start`, for a line of the log.
pub fn ms(start: Instant) -> u64 {
    u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX)
}

/// Switches core dumps off, because the memory of this process holds the key. The stricter `PR_SET_DUMPABLE` would break
/// the system's file dialog. If this fails, the log says so.
pub fn forbid_core_files() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};

        let none = Rlimit { current: Some(0), maximum: Some(0) };
        if setrlimit(Resource::Core, none).is_err() {
            HAS_CORE_FILES.store(true, Ordering::Relaxed);
        }
    }
}

/// The level for this program's own events: `info`, unless `NAMEPLATE_LOG` names another.
fn level(wanted: Option<&str>) -> LevelFilter {
    let wanted = wanted.map(str::trim).filter(|wanted| !wanted.is_empty());
    wanted.and_then(|wanted| wanted.parse().ok()).unwrap_or(LevelFilter::INFO)
}

/// Logs this program's own events from a level on, and warnings and errors of other crates.
fn subscriber<W>(level: LevelFilter, writer: W) -> impl Subscriber + Send + Sync
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let levels = Targets::new().with_target(OWN, level).with_default(LevelFilter::WARN);
    tracing_subscriber::fmt()
        .with_ansi(false)
        .with_max_level(level.max(LevelFilter::WARN))
        .event_format(Format)
        .with_writer(writer)
        .finish()
        .with(Dialogs)
        .with(levels)
}

#[cfg(test)]
pub(crate) mod testing;

#[cfg(test)]
mod tests {
    use super::testing::lines_from as lines;
    use super::*;

    use std::io;

    #[test]
    fn one_event_is_one_line_without_control_characters() {
        let seen = lines(LevelFilter::INFO, || {
            tracing::info!(count = 3, is_new = true, status = Some(400_u16), missing = None::<u16>, "saved");
            tracing::warn!("first\nsecond \u{1b}[31mred\u{1b}[0m \u{9b}31m\r \u{202E}back\u{2028}");
            tracing::info!("{}", "x".repeat(100_000));
            tracing::debug!("not kept");
        });
        assert_eq!(seen.lines().count(), 3, "{seen}");
        let first = seen.lines().next().unwrap();
        assert!(first.ends_with("INFO nameplate::log::tests saved count=3 is_new=true status=400"), "{seen}");
        assert!(!seen.replace('\n', "").contains(|letter: char| letter.is_control()), "{seen}");
        assert!(!seen.contains(['\u{202E}', '\u{2028}']), "{seen}");
        assert!(seen.len() < 6_000);
    }

    #[test]
    fn a_field_given_by_debug_or_display_is_left_out() {
        let seen = lines(LevelFilter::INFO, || {
            let error = io::Error::other("/home/ada/x.jpg");
            tracing::warn!(%error, again = ?error, kind = kind(&error.kind()), text = "a\nb", "not kept");
        });
        assert!(seen.ends_with("not kept error=… again=… kind=\"Other\" text=\"a\\nb\"\n"), "{seen}");
    }

    #[test]
    fn a_level_is_chosen_by_its_name() {
        let cases = [
            (None, LevelFilter::INFO),
            (Some("debug"), LevelFilter::DEBUG),
            (Some(" Trace "), LevelFilter::TRACE),
            (Some("error"), LevelFilter::ERROR),
            (Some("much"), LevelFilter::INFO),
            (Some(""), LevelFilter::INFO),
        ];
        for (wanted, expected) in cases {
            assert_eq!(level(wanted), expected, "{wanted:?}");
        }
        let seen = lines(LevelFilter::DEBUG, || {
            tracing::debug!("kept");
            tracing::trace!("too much");
            tracing::debug!(target: "hyper::client", "of others");
        });
        assert_eq!(seen.lines().count(), 1, "{seen}");
        assert!(seen.ends_with("DEBUG nameplate::log::tests kept\n"), "{seen}");
    }

    #[test]
    fn of_other_crates_only_the_place_of_warnings_is_kept() {
        let errors = dialog_errors();
        let facade = LogTracer::builder().with_max_level(facade::LevelFilter::Trace).init();
        assert!(facade.is_ok(), "no other test receives the records of `log`");
        let record = |target, level| {
            let text = format_args!("Ada's file /home/ada/x.jpg");
            let mut record = facade::Record::builder();
            let _ = record.target(target).level(level).args(text);
            let _ = record.file(Some("/registry/src/index/zbus-5/src/lib.rs")).line(Some(12));
            facade::logger().log(&record.build());
        };
        let seen = lines(LevelFilter::INFO, || {
            tracing::warn!(target: "hyper::client", "Ada's address");
            tracing::info!(target: "hyper::client", "Ada's address");
            tracing::warn!(target: "nameplate_other", "Ada's address");
            record("zbus::connection", facade::Level::Warn);
            record("zbus::connection", facade::Level::Info);
            record("rfd::backend::xdg_desktop_portal", facade::Level::Warn);
            record("rfd::backend::xdg_desktop_portal::portal::libdbus", facade::Level::Error);
            assert_eq!(dialog_errors(), errors, "another dialog is tried");
            record("rfd::backend::xdg_desktop_portal", facade::Level::Error);
        });
        assert_eq!(dialog_errors(), errors + 1);
        assert!(!seen.contains("Ada") && !seen.contains("ada"), "{seen}");
        assert_eq!(seen.lines().count(), 6, "{seen}");
        assert!(seen.contains("WARN hyper::client at log.rs:"), "{seen}");
        assert!(seen.contains("WARN zbus::connection at zbus-5/src/lib.rs:12"), "{seen}");
        assert!(seen.contains("ERROR rfd::backend::xdg_desktop_portal at zbus-5"), "{seen}");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn no_core_files_are_written() {
        forbid_core_files();
        let limits = std::fs::read_to_string("/proc/self/limits").unwrap();
        let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
        assert_eq!(core.split_whitespace().skip(4).take(2).collect::<Vec<_>>(), ["0", "0"], "{core}");
    }
}
