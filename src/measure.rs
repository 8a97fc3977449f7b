//! Measures how long things take, with the feature `measure`: one JSON line for each span of time, in microseconds, such
//! as `{"span":"view","us":412.7}`.
//!
//! Lines are appended to the file that `NAMEPLATE_MEASURE` names, else they go to the standard error output. Without the
//! feature a span has no size, reads no clock and writes nothing. `access` knows nothing of this module; it tells `app`
//! how long its passes take.
//!
//! | span | from, to |
//! |-|-|
//! | `update` | a message is handled |
//! | `view` | the widgets are built |
//! | `diff` | the state of the widgets before is given to them |
//! | `layout`, `draw` | they are laid out; they are drawn into the layers of the renderer |
//! | `tree collect`, `tree push` | the accessibility tree is built; its differences are handed to the bridge |
//! | `photo` | a file is chosen, its picture is about to be shown |
//! | `crop` | the crop and its previews are drawn, on another thread |
//! | `detail` | the visible part of a large photo is decoded in detail, on another thread |
//! | `save` | *Save* is pressed, the answer is in the form |
//!
//! After all of these, `paint` renders the layers into pixels: `tests/bench` measures that as well.

use std::time::Duration;

/// Begins a span, which ends when the value is dropped. Bind it to a name: `let _span = measure::span("view");`.
pub fn span(name: &'static str) -> Span {
    Span { _timer: Timer::start(name) }
}

/// Writes a span that was measured elsewhere.
pub fn note(name: &'static str, took: Duration) {
    write(name, took);
}

/// A span of time that is being measured, from [`span`] until this is dropped.
#[derive(Debug)]
#[must_use = "a span ends when it is dropped"]
pub struct Span {
    _timer: Timer,
}

#[cfg(feature = "measure")]
use on::{Timer, write};

#[cfg(feature = "measure")]
mod on {
    use std::fs::OpenOptions;
    use std::io::{self, Write};
    use std::sync::{LazyLock, Mutex, PoisonError};
    use std::time::{Duration, Instant};

    #[derive(Debug)]
    pub(super) struct Timer {
        name: &'static str,
        started: Instant,
    }

    impl Timer {
        pub(super) fn start(name: &'static str) -> Self {
            Self { name, started: Instant::now() }
        }
    }

    impl Drop for Timer {
        fn drop(&mut self) {
            write(self.name, self.started.elapsed());
        }
    }

    pub(super) fn write(name: &str, took: Duration) {
        static OUT: LazyLock<Mutex<Box<dyn Write + Send>>> = LazyLock::new(|| Mutex::new(open()));

        let line = line(name, took);
        let mut out = OUT.lock().unwrap_or_else(PoisonError::into_inner);
        // A measurement that cannot be written is lost.
        let _ = out.write_all(line.as_bytes());
    }

    pub(super) fn line(name: &str, took: Duration) -> String {
        format!("{{\"span\":\"{name}\",\"us\":{:.1}}}\n", took.as_secs_f64() * 1e6)
    }

    fn open() -> Box<dyn Write + Send> {
        let file = std::env::var_os("NAMEPLATE_MEASURE")
            .and_then(|path| OpenOptions::new().create(true).append(true).open(path).ok());
        match file {
            Some(file) => Box::new(file),
            None => Box::new(io::stderr()),
        }
    }
}

#[cfg(not(feature = "measure"))]
use off::{Timer, write};

#[cfg(not(feature = "measure"))]
mod off {
    use std::time::Duration;

    #[derive(Debug)]
    pub(super) struct Timer;

    impl Timer {
        pub(super) fn start(_name: &'static str) -> Self {
            Self
        }
    }

    pub(super) fn write(_name: &'static str, _took: Duration) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "measure")]
    #[test]
    fn a_span_is_one_line_of_json() {
        let line = on::line("tree push", Duration::from_micros(1_234) + Duration::from_nanos(560));
        assert_eq!(line, "{\"span\":\"tree push\",\"us\":1234.6}\n");
        let read: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(read["span"], "tree push");
    }

    #[cfg(not(feature = "measure"))]
    #[test]
    fn without_the_feature_a_span_is_nothing() {
        assert_eq!(size_of::<Span>(), 0);
        assert!(!std::mem::needs_drop::<Span>());
    }
}
