//! After a kill or a power cut at most the last second of typing is lost, and a draft is never damaged.
//!
//! `src/store/slots/tests.rs` tests all states that a power cut can leave, and all calls that can fail. `tests/e2e/calls.rs` kills
//! a process at each call that changes the disk, and `tests/e2e/kills.py` the real window while somebody types. Here a process
//! that writes drafts is killed at random times: the last draft that was reported as stored, or a newer one, must be complete on
//! the disk.

use crate::drafts::{folder_to_write, left_after_a_kill, prepare, tidy, told, write_until_killed, writer};
use crate::random::{Random, runs};

use std::time::Duration;

#[tokio::test]
async fn a_stored_draft_is_complete_after_each_kill() {
    if let Some(folder) = folder_to_write() {
        return write_until_killed(folder).await;
    }
    let mut random = Random::new();
    let folder = tempfile::tempdir().unwrap();
    let _ = prepare(folder.path()).await;
    let mut before = 1;
    for kill in 0..runs(40, 1000) {
        let test = "p01_pull_the_plug::a_stored_draft_is_complete_after_each_kill";
        let mut child = writer(&[], test, folder.path()).spawn().unwrap();
        let mut kept = told(child.stdout.take().unwrap());
        let seen = kept.by_ref().take(1 + random.below(4)).last().unwrap();
        // Anywhere between two writes.
        std::thread::park_timeout(Duration::from_micros(random.below(3000) as u64));
        child.kill().unwrap();
        let _ = child.wait().unwrap();
        // What it has told while it was being killed.
        let seen = kept.fold(seen, u64::max);
        before = left_after_a_kill(folder.path(), seen, &format!("kill {kill} after {before}")).await;
    }
    // What the last write left half done is gone with the next one.
    tidy(folder.path(), before).await;
}
