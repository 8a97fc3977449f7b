//! A process that writes one draft after the other until it is killed, and what must be there after that.

use jiff::Timestamp;
use nameplate::profile::{Draft, Edit, Field, Identity, IdentityKind};
use nameplate::store::{Account, Store};

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where the process that is killed writes its drafts.
const FOLDER: &str = "NAMEPLATE_DRAFTS_FOLDER";

/// A command that runs this test alone, as the process that writes drafts; `program` goes before it where it is not empty.
pub(crate) fn writer(program: &[&str], test: &str, folder: &Path) -> Command {
    let this = std::env::current_exe().unwrap();
    let mut command = match program {
        [] => Command::new(this),
        [program, options @ ..] => {
            let mut command = Command::new(program);
            let _ = command.args(options).arg(this);
            command
        }
    };
    let _ = command.args(["--exact", test, "--nocapture"]).env(FOLDER, folder).stdout(Stdio::piped());
    command
}

/// Where this process is to write drafts, if it is the one that does.
pub(crate) fn folder_to_write() -> Option<PathBuf> {
    std::env::var_os(FOLDER).map(PathBuf::from)
}

/// Puts the account on the list, with a draft, and returns the folder of its files.
pub(crate) async fn prepare(folder: &Path) -> PathBuf {
    let store = Store::at(folder);
    store.remember(account()).await.unwrap();
    let found = store.open_draft(account()).await.unwrap();
    store.write_draft(account(), Some(draft(1))).await.unwrap();
    drop(found);
    std::fs::read_dir(folder.join("accounts")).unwrap().next().unwrap().unwrap().path()
}

/// Writes one draft after the other, and tells of each that it is on the disk. Whoever is not killed ends after a thousand.
pub(crate) async fn write_until_killed(folder: PathBuf) {
    let store = Store::at(folder);
    let found = store.open_draft(account()).await.unwrap();
    assert!(found.lock.is_some(), "the lock goes with the process that held it");
    let first = step_of(&found.draft.unwrap());
    for step in first + 1..first + 1000 {
        store.write_draft(account(), Some(draft(step))).await.unwrap();
        println!("kept {step}");
        std::io::stdout().flush().unwrap();
    }
}

/// What a writer has told so far, one number for each draft that is on the disk.
pub(crate) fn told(output: impl Read) -> impl Iterator<Item = u64> {
    let lines = BufReader::new(output).lines().map_while(Result::ok);
    lines.filter_map(|line| line.rsplit_once("kept ")?.1.parse().ok())
}

/// The draft that is on the disk once the writer is gone, which has told that `kept` is. It is whole, it is that or the
/// next one, and nobody else writes.
pub(crate) async fn left_after_a_kill(folder: &Path, kept: u64, kill: &str) -> u64 {
    let found = Store::at(folder).open_draft(account()).await.unwrap();
    assert!(found.lock.is_some(), "{kill}: nobody else writes");
    assert!(!found.is_damaged, "{kill}: nothing is torn");
    let left = found.draft.unwrap();
    let step = step_of(&left);
    assert!(left == draft(step), "{kill}: a whole draft");
    assert!((kept..=kept + 1).contains(&step), "{kill}: {step} is there, {kept} was kept");
    step
}

/// Writes one more draft, and sees that nothing of a broken write is left.
pub(crate) async fn tidy(folder: &Path, before: u64) {
    let store = Store::at(folder);
    let found = store.open_draft(account()).await.unwrap();
    store.write_draft(account(), Some(draft(before + 1))).await.unwrap();
    drop(found);
    let accounts = std::fs::read_dir(folder.join("accounts")).unwrap().flatten();
    let files = accounts.flat_map(|account| std::fs::read_dir(account.path()).unwrap().flatten());
    let names: Vec<_> = files.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
    assert!(names.iter().all(|name| !name.ends_with(".tmp")), "{names:?}");
}

fn account() -> Account {
    Account {
        origin: "https://hr.example.com".to_owned(),
        address: "https://hr.example.com/api/users/me/".to_owned(),
        identity: Identity::new(IdentityKind::Id, "7").unwrap(),
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

fn step_of(draft: &Draft) -> u64 {
    let typed = &draft.fields[&Field::FirstName].typed;
    typed.split(' ').next().and_then(|step| step.parse().ok()).unwrap()
}
