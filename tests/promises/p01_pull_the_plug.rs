//! Pull the plug: at most the last second of typing is lost, and never is half of a draft there.
//!
//! What a power cut can leave of a write, and each call that can fail, is enumerated in `src/store/slots/tests.rs`. The real
//! window is killed while somebody types in `tests/e2e/kills.py`. Here a process that writes drafts is killed at any moment:
//! the draft that was told to be on the disk is there, whole, or a newer one.

use crate::random::{Random, runs};

use jiff::Timestamp;
use nameplate::profile::{Draft, Edit, Field, Identity, Kind};
use nameplate::store::{Account, Store};

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Where the process that is killed writes its drafts.
const FOLDER: &str = "NAMEPLATE_DRAFTS_FOR_EVER";

fn account() -> Account {
    Account {
        origin: "https://hr.example.com".to_owned(),
        address: "https://hr.example.com/api/users/me/".to_owned(),
        identity: Identity::new(Kind::Id, "7").unwrap(),
        name: "Ada".to_owned(),
        active: true,
        capital_gender: false,
    }
}

/// What is typed at a step: long, and each letter of it tells which step it is.
fn typed(step: u64) -> String {
    format!("{step} ").repeat(400)
}

fn draft(step: u64) -> Draft {
    let edit = Edit { base: Some("Sara".to_owned()), typed: typed(step) };
    Draft {
        changed_at: Timestamp::from_second(1_700_000_000).unwrap(),
        fields: [(Field::FirstName, edit)].into(),
        sent: [].into(),
        photo: None,
    }
}

/// Writes one draft after the other, and tells of each that it is on the disk.
async fn write_for_ever(folder: PathBuf) {
    let store = Store::at(folder);
    store.remember(account()).await.unwrap();
    let found = store.open_draft(account()).await.unwrap();
    assert!(found.hold.is_some(), "the lock goes with the process that held it");
    let first = found.draft.map_or(0, |draft| step_of(&draft));
    for step in first + 1.. {
        store.keep_draft(account(), Some(draft(step))).await.unwrap();
        println!("kept {step}");
        std::io::stdout().flush().unwrap();
    }
}

fn step_of(draft: &Draft) -> u64 {
    let typed = &draft.fields[&Field::FirstName].typed;
    typed.split(' ').next().and_then(|step| step.parse().ok()).unwrap()
}

#[tokio::test]
async fn what_was_kept_is_there_whole_after_every_kill() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return write_for_ever(folder.into()).await;
    }
    let mut random = Random::new();
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path());
    let mut before = 0;
    for kill in 0..runs(40, 1000) {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "p01_pull_the_plug::what_was_kept_is_there_whole_after_every_kill"])
            .arg("--nocapture")
            .env(FOLDER, folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut kept = before;
        for _ in 0..=random.below(4) {
            let line = lines.by_ref().map_while(Result::ok).find(|line| line.contains("kept "));
            kept = line.unwrap().rsplit(' ').next().unwrap().parse().unwrap();
        }
        // Anywhere between two writes.
        std::thread::park_timeout(Duration::from_micros(random.below(3000) as u64));
        child.kill().unwrap();
        let _ = child.wait().unwrap();
        // What it has told while it was being killed.
        let told = lines.map_while(Result::ok).filter_map(|line| line.rsplit("kept ").next()?.parse().ok());
        kept = told.fold(kept, u64::max);

        let found = store.open_draft(account()).await.unwrap();
        assert!(found.hold.is_some(), "kill {kill}: nobody else writes");
        assert!(!found.is_damaged, "kill {kill}: nothing is torn");
        let step = step_of(found.draft.as_ref().unwrap());
        assert!(found.draft == Some(draft(step)), "kill {kill}: a whole draft");
        assert!((kept..=kept + 1).contains(&step), "kill {kill}: {step} is there, {kept} was kept");
        before = step;
    }
    // What the last write left half done is gone with the next one.
    let found = store.open_draft(account()).await.unwrap();
    store.keep_draft(account(), Some(draft(before + 1))).await.unwrap();
    drop(found);
    let left = std::fs::read_dir(folder.path().join("accounts")).unwrap().flatten();
    let files = left.flat_map(|account| std::fs::read_dir(account.path()).unwrap().flatten());
    let names: Vec<_> = files.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
    assert!(names.iter().all(|name| !name.ends_with(".tmp")), "{names:?}");
}
