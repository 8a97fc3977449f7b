//! Measures how long the passes over a window take.
//!
//! Owns the names of the passes. Must not know what is done with the times.

use std::time::{Duration, Instant};

/// A pass over the widgets of a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pass {
    /// The states of the widgets are moved to those of a new view.
    Diff,
    /// The widgets are laid out.
    Layout,
    /// They are drawn into the layers of the renderer.
    Draw,
    /// The accessibility tree is built.
    Collect,
    /// Its differences are found and sent.
    Push,
}

/// The function that is called with each duration. Without one nothing is measured.
#[derive(Debug, Clone, Copy, Default)]
pub struct Watch(pub Option<fn(Pass, Duration)>);

impl Watch {
    /// Does the work of a pass, and reports how long it took.
    pub(crate) fn timed<T>(self, pass: Pass, work: impl FnOnce() -> T) -> T {
        let Some(tell) = self.0 else { return work() };
        let start = Instant::now();
        let made = work();
        tell(pass, start.elapsed());
        made
    }
}
