//! Lines on their way into the files. They are written on a thread of its own, so that nothing waits for a disk.
//!
//! The thread is `tracing-appender`'s. It begins when it is told to: before the window is on its way a second thread would
//! slow the start (see `app::warm_up`), and what is logged until then waits here.

use super::files::Files;
use super::format::one_line;

use tracing_appender::non_blocking::{NonBlocking, NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::fmt::MakeWriter;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Lines that may wait. What is logged beyond is dropped.
const WAITING: usize = 256;

/// The lines of one folder.
pub(super) struct Queue(Mutex<State>);

struct State {
    /// None before the log is started.
    folder: Option<PathBuf>,
    /// What was logged while there was no thread.
    early: Vec<Vec<u8>>,
    thread: Option<(NonBlocking, WorkerGuard)>,
}

impl Queue {
    pub(super) const fn new() -> Self {
        Self(Mutex::new(State { folder: None, early: Vec::new(), thread: None }))
    }

    pub(super) fn open(&self, folder: &Path) {
        self.state().folder = Some(folder.to_owned());
    }

    /// Starts the thread, where there is a log and it has none.
    pub(super) fn begin(&self) {
        let folder = {
            let state = self.state();
            if state.thread.is_some() {
                return;
            }
            state.folder.clone()
        };
        let Some(folder) = folder else { return };
        // Without the lock: where no thread is to be had this panics, and the panic is logged.
        let started = NonBlockingBuilder::default()
            // Those that have waited here, and as many more.
            .buffered_lines_limit(2 * WAITING)
            .thread_name("log")
            .finish(Files::new(&folder));
        let mut state = self.state();
        let (mut writer, guard) = started;
        for line in state.early.drain(..) {
            // Never fails; what finds no place is dropped.
            let _ = writer.write_all(&line);
        }
        state.thread = Some((writer, guard));
    }

    /// Waits until what was logged is on its way to the disk, a second at most, and ends the thread.
    pub(super) fn end(&self) {
        self.begin();
        let thread = self.state().thread.take();
        drop(thread);
    }

    fn write(&self, line: Vec<u8>) {
        let State { early, thread, .. } = &mut *self.state();
        match thread {
            Some((writer, _)) => {
                let _ = writer.write_all(&line);
            }
            None if early.len() < WAITING => early.push(line),
            None => {}
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Puts each event into a queue as one line.
#[derive(Clone, Copy)]
pub(super) struct Lines(pub(super) &'static Queue);

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        *self
    }
}

impl Write for Lines {
    /// Gets a whole event at once.
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        self.0.write(one_line(event));
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Lines, Queue, WAITING};

    use std::fs;
    use std::io::Write;

    #[test]
    fn what_comes_before_the_thread_waits_and_then_goes_first() {
        static QUEUE: Queue = Queue::new();
        let folder = tempfile::tempdir().unwrap();
        let write = |line: &str| assert_eq!(Lines(&QUEUE).write(line.as_bytes()).unwrap(), line.len());
        write("before the log\n");
        QUEUE.open(folder.path());
        for _ in 0..2 * WAITING {
            write("early\n");
        }
        QUEUE.begin();
        write("late\n");
        QUEUE.end();
        // After an end it goes on, as after a panic that was answered.
        write("after\n");
        QUEUE.end();
        let seen = fs::read_to_string(folder.path().join("nameplate.log")).unwrap();
        let lines: Vec<_> = seen.lines().collect();
        assert_eq!(lines.len(), WAITING + 2, "the rest is dropped");
        assert_eq!((lines[0], lines[1]), ("before the log", "early"));
        assert_eq!(lines[WAITING..], ["late", "after"]);
    }
}
