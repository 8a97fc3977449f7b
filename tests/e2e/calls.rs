//! A process that writes drafts is killed between any two steps of a write: `strace` ends it at the beginning of a chosen call
//! of the system, so that each gap is hit on purpose.

use crate::drafts::{folder_to_write, left_after_a_kill, prepare, tidy, told, write_until_killed, writer};

use std::os::unix::process::ExitStatusExt;

/// The drafts that are written before one is broken, at most, so that each of the two files is the one that is replaced.
const ROUNDS: u64 = 4;

/// Where a write is ended: before this call on this file.
struct Gap {
    call: &'static str,
    file: File,
    /// Whether the new draft has taken the place of an older one by then.
    is_there: bool,
}

enum File {
    /// The one that is written beside the two drafts.
    New,
    /// The folder of all three.
    Folder,
}

const GAPS: [Gap; 5] = [
    // What may be left of an earlier write is removed, or the new file is made.
    Gap { call: "openat", file: File::New, is_there: false },
    // It is there and empty.
    Gap { call: "write", file: File::New, is_there: false },
    // It is whole, and not on the disk for certain.
    Gap { call: "fsync", file: File::New, is_there: false },
    // It is on the disk.
    Gap { call: "rename", file: File::New, is_there: false },
    // Its new name is not on the disk for certain.
    Gap { call: "fsync", file: File::Folder, is_there: true },
];

#[tokio::test]
async fn a_draft_is_whole_wherever_its_writing_ends() {
    if let Some(folder) = folder_to_write() {
        return write_until_killed(folder).await;
    }
    let folder = tempfile::tempdir().unwrap();
    let files = prepare(folder.path()).await;
    let mut before = 1;
    for number in 1..=ROUNDS {
        for Gap { call, file, is_there } in &GAPS {
            let path = match file {
                File::New => files.join(".nameplate-draft.tmp"),
                File::Folder => files.clone(),
            };
            let kill = format!("{call} {number} of {}", path.display());
            let (trace, inject) =
                (format!("trace={call}"), format!("inject={call}:signal=KILL:when={number}"));
            let path = path.to_string_lossy();
            let strace = ["strace", "-f", "-qq", "-o", "/dev/null", "-P", &path, "-e", &trace, "-e", &inject];
            let test = "calls::a_draft_is_whole_wherever_its_writing_ends";
            let mut child = writer(&strace, test, folder.path()).spawn().expect("strace is installed");
            let kept = told(child.stdout.take().unwrap()).fold(before, u64::max);
            let ended = child.wait().unwrap();
            assert_eq!(ended.signal(), Some(9), "{kill}: {ended}");
            let left = left_after_a_kill(folder.path(), kept, &kill).await;
            assert_eq!(left > kept, *is_there, "{kill}: {kept} was kept, {left} is there");
            before = left;
        }
    }
    tidy(folder.path(), before).await;
}
