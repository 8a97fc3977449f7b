//! Collects the log of a test: what is logged on its thread while something runs.

use super::format::one_line;
use super::subscriber;

use tracing::level_filters::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

/// The lines that are logged during `work`, as a run of the program would write them.
pub(crate) fn lines(work: impl FnOnce()) -> String {
    lines_from(LevelFilter::INFO, work)
}

/// The same from another level on.
pub(super) fn lines_from(level: LevelFilter, work: impl FnOnce()) -> String {
    let collected = Collected::default();
    tracing::subscriber::with_default(subscriber(level, collected.clone()), work);
    let bytes = collected.0.lock().unwrap().clone();
    String::from_utf8(bytes).unwrap()
}

#[derive(Clone, Default)]
struct Collected(Arc<Mutex<Vec<u8>>>);

impl<'a> MakeWriter<'a> for Collected {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Write for Collected {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend(one_line(event));
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
