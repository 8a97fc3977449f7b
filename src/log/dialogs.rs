//! Counts the errors that the crate for file dialogs logs when it cannot open one. It returns the same as for a cancelled
//! dialog then, so only its log shows the difference.

use tracing::{Event, Level, Subscriber};
use tracing_log::NormalizeEvent;
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;

use std::sync::atomic::{AtomicU64, Ordering};

/// How often no file dialog could be opened so far. If this number grows during a call, the dialog failed; otherwise the
/// person cancelled it.
pub fn dialog_errors() -> u64 {
    ERRORS.load(Ordering::Relaxed)
}

/// The module in which the crate (rfd 0.17) logs that its last kind of dialog failed. After errors in the modules below it
/// tries another kind.
const LAST: &str = "rfd::backend::xdg_desktop_portal";

static ERRORS: AtomicU64 = AtomicU64::new(0);

/// Listens to all events.
pub(super) struct Dialogs;

impl<S: Subscriber> Layer<S> for Dialogs {
    fn on_event(&self, event: &Event<'_>, _context: Context<'_, S>) {
        let is_last = event
            .normalized_metadata()
            .is_some_and(|metadata| *metadata.level() == Level::ERROR && metadata.target() == LAST);
        if is_last {
            let _ = ERRORS.fetch_add(1, Ordering::Relaxed);
        }
    }
}
