//! Pull the plug: at most the last second of typing is lost, and never is half of a draft there.
//!
//! What a power cut can leave of a write, and each call that can fail, is enumerated in `src/store/slots/tests.rs`. A process
//! is killed at each call that changes the disk in `tests/e2e/calls.rs`, and the real window while somebody types in
//! `tests/e2e/kills.py`. Here a process that writes drafts is killed at any moment: the draft that was told to be on the disk
//! is there, whole, or a newer one.

use crate::drafts::{folder_to_write, left_after_a_kill, prepare, tidy, told, write_until_killed, writer};
use crate::random::{Random, runs};

use std::time::Duration;

#[tokio::test]
async fn what_was_kept_is_there_whole_after_every_kill() {
    if let Some(folder) = folder_to_write() {
        return write_until_killed(folder).await;
    }
    let mut random = Random::new();
    let folder = tempfile::tempdir().unwrap();
    let _ = prepare(folder.path()).await;
    let mut before = 1;
    for kill in 0..runs(40, 1000) {
        let test = "p01_pull_the_plug::what_was_kept_is_there_whole_after_every_kill";
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
