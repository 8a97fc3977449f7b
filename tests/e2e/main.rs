//! What needs the reference server, which is Python. Built with `--features e2e` only.

#![expect(clippy::unwrap_used, reason = "a test may fail by panicking, and so may its helpers")]

mod client;
#[path = "../support/django.rs"]
mod django;
#[path = "../support/editing.rs"]
mod editing;
#[path = "../support/exchange/mod.rs"]
mod exchange;
mod exchanges;
mod races;
#[path = "../support/walk.rs"]
mod walk;
