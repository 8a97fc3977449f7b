//! The log of a test: what is written while something runs on its thread.

use super::format::one_line;
use super::subscriber;

use tracing::level_filters::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

/// What a run of the program would leave of this work.
pub(crate) fn lines(work: impl FnOnce()) -> String {
    lines_from(LevelFilter::INFO, work)
}

/// The same from another level on.
pub(super) fn lines_from(level: LevelFilter, work: impl FnOnce()) -> String {
    let kept = Kept::default();
    tracing::subscriber::with_default(subscriber(level, kept.clone()), work);
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
