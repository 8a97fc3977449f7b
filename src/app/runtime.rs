//! What the program runs on, and how that ends: nothing keeps the program from ending once its window has closed.

use tokio::runtime::Runtime;

use std::io;
use std::time::Duration;

/// How long what was begun may still take then. A disk that answers at all writes a small file in milliseconds.
const LAST: Duration = Duration::from_secs(2);

/// iced's own runtime, but for its end: that would wait for each of its threads, also for one that waits for ever.
pub(super) struct Executor(Option<Runtime>);

impl iced::Executor for Executor {
    fn new() -> io::Result<Self> {
        Runtime::new().map(|runtime| Self(Some(runtime)))
    }

    fn spawn(&self, future: impl Future<Output = ()> + Send + 'static) {
        // It goes on by itself.
        let _task = self.runtime().spawn(future);
    }

    fn block_on<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime().block_on(future)
    }

    fn enter<R>(&self, work: impl FnOnce() -> R) -> R {
        let _guard = self.runtime().enter();
        work()
    }
}

impl Executor {
    fn runtime(&self) -> &Runtime {
        self.0.as_ref().expect("it is there until it is dropped")
    }
}

impl Drop for Executor {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_timeout(LAST);
        }
    }
}
