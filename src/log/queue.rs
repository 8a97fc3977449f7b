//! The lines that wait to be written. A thread writes them, so that nothing else waits for the disk.
//!
//! The thread is that of `tracing-appender`. It is started by [`Queue::begin`], since a second thread would slow the start
//! of the program (see `app::warm_up`). Lines that are logged before wait here.

use super::files::Files;
use super::format::one_line;

use tracing_appender::non_blocking::{NonBlocking, NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::fmt::MakeWriter;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How many lines may wait here. Further ones are dropped.
const MAX_WAITING: usize = 256;

/// The lines of one folder.
pub(super) struct Queue(Mutex<State>);

struct State {
    /// None before the log is started.
    folder: Option<PathBuf>,
    /// The lines that were logged while there was no thread.
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

    /// Starts the thread, if there is a log and it has no thread.
    pub(super) fn begin(&self) {
        let folder = {
            let state = self.state();
            if state.thread.is_some() {
                return;
            }
            state.folder.clone()
        };
        let Some(folder) = folder else { return };
        // Without the lock: if no thread can be started this panics, and logging the panic needs the lock.
        let started = NonBlockingBuilder::default()
            // The lines that have waited here, and as many more.
            .buffered_lines_limit(2 * MAX_WAITING)
            .thread_name("log")
            .finish(Files::new(&folder));
        let mut state = self.state();
        let (mut writer, guard) = started;
        for line in state.early.drain(..) {
            // It never fails; a line for which there is no space is dropped.
            let _ = writer.write_all(&line);
        }
        state.thread = Some((writer, guard));
    }

    /// Waits until all lines are written, for at most a second, and ends the thread.
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
            None if early.len() < MAX_WAITING => early.push(line),
            None => {}
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A writer that puts each event into a queue as one line.
#[derive(Clone, Copy)]
pub(super) struct Lines(pub(super) &'static Queue);

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        *self
    }
}

impl Write for Lines {
    /// `event` must be a whole event.
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
    use super::{Lines, MAX_WAITING, Queue};

    use std::fs;
    use std::io::Write;

    #[test]
    fn lines_before_the_thread_wait_and_are_written_first() {
        static QUEUE: Queue = Queue::new();
        let folder = tempfile::tempdir().unwrap();
        let write = |line: &str| assert_eq!(Lines(&QUEUE).write(line.as_bytes()).unwrap(), line.len());
        write("before the log\n");
        QUEUE.open(folder.path());
        for _ in 0..2 * MAX_WAITING {
            write("early\n");
        }
        QUEUE.begin();
        write("late\n");
        QUEUE.end();
        // After an end it can go on, as after a panic that did not end the program.
        write("after\n");
        QUEUE.end();
        let seen = fs::read_to_string(folder.path().join("nameplate.log")).unwrap();
        let lines: Vec<_> = seen.lines().collect();
        assert_eq!(lines.len(), MAX_WAITING + 2, "the rest is dropped");
        assert_eq!((lines[0], lines[1]), ("before the log", "early"));
        assert_eq!(lines[MAX_WAITING..], ["late", "after"]);
    }
}
