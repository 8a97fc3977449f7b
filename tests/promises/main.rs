//! Ten promises of the program, each with a short test from outside: over the loopback interface, in a window without a
//! display, or as a process. If the detailed tests are elsewhere, the file of the promise says where.
//!
//! With `NAMEPLATE_LONG=1` each has as many runs as the promise says; `tests/e2e/run --long` does so. Random tests print their
//! seed, and `NAMEPLATE_SEED` sets it.

#![expect(clippy::unwrap_used, reason = "a test may fail by panicking, and so may its helpers")]
#![expect(
    clippy::print_stdout,
    reason = "a test that fails shows its seed, and a process tells the one that began it"
)]

#[path = "../support/drafts.rs"]
mod drafts;
#[path = "../support/editing.rs"]
mod editing;
#[path = "../support/fault_server.rs"]
mod fault_server;
mod faults;
mod p01_pull_the_plug;
mod p02_saved_means_saved;
mod p03_the_key_goes_to_one_place;
mod p04_only_the_pixels_you_see;
mod p05_no_file_can_hurt_it;
mod p06_nobody_is_overwritten;
mod p07_sign_out_leaves_nothing;
mod p08_undo_gives_back_the_same;
mod p09_a_hostile_server_only_speaks;
mod p10_it_works_when_the_machine_does_not;
mod random;
#[path = "../support/scripted_server.rs"]
mod scripted_server;
mod search;
#[path = "../support/mod.rs"]
mod support;
