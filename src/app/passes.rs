//! The passes over the window, written down where the program is built to be measured.

use crate::access::watch::{Stage, Watch};
use crate::measure;

/// Tells `measure` how long they take.
pub(super) fn watch() -> Watch {
    let note = |stage, took| {
        let name = match stage {
            Stage::Diff => "diff",
            Stage::Layout => "layout",
            Stage::Draw => "draw",
            Stage::Collect => "tree collect",
            Stage::Push => "tree push",
        };
        measure::note(name, took);
    };
    Watch(cfg!(feature = "measure").then_some(note))
}
