//! How long the passes over the window take, for `measure`.

use crate::access::watch::{Stage, Watch};
use crate::measure;

/// Notes each of them, where the program is built to be measured.
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
