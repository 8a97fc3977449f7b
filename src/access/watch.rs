//! How long the passes over a window take, for whoever measures them.
//!
//! Owns the names of the passes. Must not know where the times go.

use std::time::{Duration, Instant};

/// A pass over the widgets of a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The states of the widgets before are given to those of a new view.
    Diff,
    /// They are measured and placed.
    Layout,
    /// They are drawn into the renderer's list.
    Draw,
    /// The accessibility tree is collected from them.
    Collect,
    /// What has changed in it is found and handed over.
    Push,
}

/// The function that is called, if there is one. Without it the time is not measured.
#[derive(Debug, Clone, Copy, Default)]
pub struct Watch(pub Option<fn(Stage, Duration)>);

impl Watch {
    /// Does the work of a pass, and tells how long it took.
    pub(crate) fn timed<T>(self, stage: Stage, work: impl FnOnce() -> T) -> T {
        let Some(tell) = self.0 else { return work() };
        let start = Instant::now();
        let made = work();
        tell(stage, start.elapsed());
        made
    }
}
