//! The async runtime. Unlike that of iced, it cannot keep the program from ending once the window has closed.

use tokio::runtime::Runtime;

use std::io;
use std::time::Duration;

/// How long running work may take after the window has closed. A disk that works writes a small file in milliseconds.
const SHUTDOWN_TIME: Duration = Duration::from_secs(2);

/// A Tokio runtime with a time limit for its end. iced's own waits for all of its threads, even for one that never ends.
pub(super) struct Executor(Option<Runtime>);

impl iced::Executor for Executor {
    fn new() -> io::Result<Self> {
        Runtime::new().map(|runtime| Self(Some(runtime)))
    }

    fn spawn(&self, future: impl Future<Output = ()> + Send + 'static) {
        // Dropping the handle does not stop the task.
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
        self.0.as_ref().expect("it is only taken when this is dropped")
    }
}

impl Drop for Executor {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_timeout(SHUTDOWN_TIME);
        }
    }
}
