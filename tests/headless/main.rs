//! All tests that need no display and no network but loopback, in one binary, because linking is slow.
//!
//! Pictures of every screen in every state, language, theme, width and scale are made by `NAMEPLATE_PICTURES=all`: see
//! `matrix.rs`.

#![expect(clippy::unwrap_used, reason = "a test may fail by panicking, and so may its helpers")]

mod at_once;
mod columns;
mod crop;
mod delivery;
mod dock;
mod door;
mod drafts;
mod driver;
mod flows;
mod focus;
mod foreign;
mod groups;
mod identity;
mod in_view;
mod keyboard;
mod links;
mod making;
mod matrix;
mod partial;
mod photo;
mod pictures;
mod places;
mod previews;
mod redraw;
mod refusals;
mod relayout;
mod served;
mod sign_out;
mod states;
#[path = "../support/mod.rs"]
mod support;
mod tree;
