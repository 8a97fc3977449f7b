//! Reports panics: their place and their functions, without their text. Panics that the program expects and catches are not
//! reported.

use super::format::short;

use std::backtrace::Backtrace;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::{panic, thread};

/// The most functions that are kept of a panic.
const MAX_FRAMES: usize = 40;

/// The last panic that was not [`caught`].
static LAST: Mutex<Option<Panic>> = Mutex::new(None);

/// A panic, without its text, which may quote values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Panic {
    /// The thread, and the place in the source.
    pub place: String,
    /// The names of the functions that were running, the last called first. No paths and no values.
    pub frames: Vec<String>,
}

/// The last panic of this process that was not [`caught`].
pub fn last_panic() -> Option<Panic> {
    LAST.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// Keeps a panic as the last one, unless it will be [`caught`].
pub(super) fn note(place: String) -> Option<Panic> {
    if CATCHING.load(Ordering::Relaxed) > 0 {
        return None;
    }
    let panic = Panic { place, frames: frames(&Backtrace::force_capture().to_string()) };
    *LAST.lock().unwrap_or_else(PoisonError::into_inner) = Some(panic.clone());
    Some(panic)
}

/// The functions in a printed backtrace, without those of the panic itself and those that started the thread.
fn frames(backtrace: &str) -> Vec<String> {
    let name = |line: &str| {
        let (number, name) = line.trim().split_once(": ")?;
        number.parse::<usize>().ok().map(|_| name.to_owned())
    };
    let names: Vec<_> = backtrace.lines().filter_map(name).collect();
    let is_of_panic =
        |name: &String| name.contains("rust_begin_unwind") || name.starts_with("core::panicking::");
    let first = names.iter().rposition(is_of_panic).map_or(0, |last| last + 1);
    let is_of_program = |name: &String| !name.contains("__rust_begin_short_backtrace");
    names.into_iter().skip(first).take_while(is_of_program).take(MAX_FRAMES).collect()
}

/// How many calls of [`caught`] are running. It is not a thread-local variable, because their work may start threads.
static CATCHING: AtomicUsize = AtomicUsize::new(0);

/// Runs work that is expected to panic, such as a decoder with a damaged file. The panic is not written to the console.
///
/// # Errors
///
/// The value of the panic.
pub fn caught<T>(work: impl FnOnce() -> T) -> thread::Result<T> {
    let _ = CATCHING.fetch_add(1, Ordering::Relaxed);
    let result = catch_unwind(AssertUnwindSafe(work));
    let _ = CATCHING.fetch_sub(1, Ordering::Relaxed);
    result
}

/// Replaces the panic hook when there is no log: a panic is one line on the standard error output.
pub fn tell_panics() {
    panic::set_hook(Box::new(|panic| tell(&describe(panic))));
}

/// Writes a line about a panic to the standard error output, unless it will be [`caught`].
pub(super) fn tell(line: &str) {
    if CATCHING.load(Ordering::Relaxed) == 0 {
        let _ = writeln!(io::stderr(), "{line}");
    }
}

/// A line that says where a panic happened. Its text is left out, because it may contain values.
pub(super) fn describe(panic: &PanicHookInfo<'_>) -> String {
    let thread = thread::current();
    let name = thread.name().unwrap_or("unnamed");
    panic.location().map_or_else(
        || format!("panic in thread {name}"),
        |place| format!("panic in thread {name} at {}:{}", short(place.file()), place.line()),
    )
}

#[cfg(test)]
mod tests {
    use super::{caught, frames, tell_panics};

    use std::process::Command;
    use std::{env, panic, thread};

    const TEST: &str = "log::panics::tests::a_panic_that_is_caught_is_not_told";
    const AGAIN: &str = "NAMEPLATE_TEST_PANICS";

    #[test]
    fn a_backtrace_becomes_names_of_functions() {
        let written = "   0: std::backtrace::Backtrace::create
             at /rustc/5/library/std.rs:1:2
   1: nameplate::log::panics::note
   2: __rustc::rust_begin_unwind
   3: core::panicking::panic_fmt
   4: nameplate::app::App::update
             at /home/ada/nameplate/src/app.rs:7:9
   5: nameplate::main
   6: std::sys::backtrace::__rust_begin_short_backtrace
   7: std::rt::lang_start";
        assert_eq!(frames(written), ["nameplate::app::App::update", "nameplate::main"]);
        assert!(frames("disabled backtrace").is_empty());
    }

    #[test]
    fn a_panic_that_is_caught_is_not_told() {
        // The panic hook belongs to the whole process, so this test runs itself in another one.
        if env::var_os(AGAIN).is_some() {
            tell_panics();
            assert!(caught(|| panic!("of a decoder")).is_err());
            let thread =
                || thread::Builder::new().name("worker".to_owned()).spawn(|| panic!("of its thread"));
            assert!(caught(|| thread().unwrap().join().unwrap_err()).is_ok());
            assert_eq!(caught(|| 7).unwrap(), 7);
            assert!(panic::catch_unwind(|| panic!("Ada's secret")).is_err());
            return;
        }
        let arguments = [TEST, "--exact", "--nocapture"];
        let done =
            Command::new(env::current_exe().unwrap()).args(arguments).env(AGAIN, "1").output().unwrap();
        let said = String::from_utf8(done.stderr).unwrap();
        assert!(done.status.success(), "{said}");
        let lines: Vec<_> = said.lines().collect();
        assert!(
            matches!(lines[..], [line] if line.starts_with("panic in thread") && !line.contains("Ada")),
            "{said}"
        );
    }
}
