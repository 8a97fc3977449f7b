//! Counts what the dialog crate logs where no file dialog could be opened: it answers "cancelled" then, and only its log
//! tells the two apart.

use tracing::{Event, Level, Subscriber};
use tracing_log::NormalizeEvent;
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;

use std::sync::atomic::{AtomicU64, Ordering};

/// How often no file dialog could be opened so far. If this number grew during a call, nothing was cancelled.
pub fn dialog_errors() -> u64 {
    ERRORS.load(Ordering::Relaxed)
}

/// Where the dialog crate (rfd 0.17) logs that its last resort failed. Errors of the modules below are not
/// the end: after them it tries another dialog.
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
