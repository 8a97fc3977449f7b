//! Tests that need the reference server, which is written in Python. Built only with `--features e2e`.

#![expect(clippy::unwrap_used, reason = "a test may fail by panicking, and so may its helpers")]
#![expect(clippy::print_stdout, reason = "a process tells the one that began it")]

mod calls;
mod client;
#[path = "../support/django.rs"]
mod django;
#[path = "../support/drafts.rs"]
mod drafts;
#[path = "../support/editing.rs"]
mod editing;
#[path = "../support/exchange/mod.rs"]
mod exchange;
mod exchanges;
mod races;
#[path = "../support/walk.rs"]
mod walk;
