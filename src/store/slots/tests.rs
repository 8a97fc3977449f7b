//! After a power cut at any time, and after a failure of any call, one complete content can be read.

use super::{Disk, RealDisk, Slots};

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

const FOLDER: &str = "/folder";

/// A call that has changed something.
#[derive(Debug, Clone)]
enum Call {
    Create(PathBuf, Vec<u8>),
    Sync(PathBuf),
    Rename(PathBuf, PathBuf),
    Remove(PathBuf),
    SyncFolder,
    /// A write has returned: from here on this content or a later one must be read.
    Confirmed,
}

/// A disk that remembers each call.
#[derive(Debug, Default)]
struct Recorder {
    files: RefCell<BTreeMap<PathBuf, Vec<u8>>>,
    calls: RefCell<Vec<Call>>,
    /// The call that fails, counted from here on, and whether all after it fail, too.
    fails: Cell<Option<(usize, bool)>>,
    error: Cell<Option<ErrorKind>>,
}

impl Recorder {
    fn with(files: BTreeMap<PathBuf, Vec<u8>>) -> Self {
        Self { files: RefCell::new(files), ..Self::default() }
    }

    fn call(&self, call: Call) -> io::Result<()> {
        if let Some((left, for_ever)) = self.fails.get() {
            if left == 0 {
                self.fails.set(for_ever.then_some((0, true)));
                return Err(self.error.get().unwrap_or(ErrorKind::Other).into());
            }
            self.fails.set(Some((left - 1, for_ever)));
        }
        self.calls.borrow_mut().push(call);
        Ok(())
    }

    fn slots(&self) -> Slots<'_, Self> {
        Slots::new(self, Path::new(FOLDER), "draft", "ada")
    }
}

impl Disk for Recorder {
    fn create(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        self.call(Call::Create(path.to_owned(), content.to_vec()))?;
        let before = self.files.borrow_mut().insert(path.to_owned(), content.to_vec());
        assert!(before.is_none(), "it is there already");
        Ok(())
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        self.call(Call::Sync(path.to_owned()))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call(Call::Rename(from.to_owned(), to.to_owned()))?;
        let content = self.files.borrow_mut().remove(from).ok_or(ErrorKind::NotFound)?;
        let _ = self.files.borrow_mut().insert(to.to_owned(), content);
        Ok(())
    }

    fn sync_folder(&self, _: &Path) -> io::Result<()> {
        self.call(Call::SyncFolder)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        if self.files.borrow().contains_key(path) {
            self.call(Call::Remove(path.to_owned()))?;
            let _ = self.files.borrow_mut().remove(path);
        }
        Ok(())
    }

    fn read(&self, path: &Path, _: u64) -> io::Result<Option<Vec<u8>>> {
        Ok(self.files.borrow().get(path).cloned())
    }
}

/// What a file can hold after a power cut.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Held {
    Whole(Vec<u8>),
    Half(Vec<u8>),
    Zeros(usize),
    Nothing,
}

impl Held {
    fn content(&self) -> Vec<u8> {
        match self {
            Self::Whole(content) => content.clone(),
            Self::Half(content) => content[..content.len() / 2].to_vec(),
            Self::Zeros(length) => vec![0; *length],
            Self::Nothing => Vec::new(),
        }
    }
}

type Names = BTreeMap<PathBuf, Held>;

/// Every state in which the disk can be after these calls. A content that was not synced is there, or half of it, or zeros,
/// or nothing; a rename or removal that was not synced is done or not.
fn crash_states(calls: &[Call]) -> BTreeSet<Names> {
    let mut states: BTreeSet<Names> = [Names::new()].into();
    // The state if everything were synced.
    let mut whole = Names::new();
    // The names of files whose content was not synced.
    let mut unsynced = BTreeSet::new();
    let mut open: Vec<Call> = Vec::new();
    for call in calls {
        match call {
            Call::Create(path, content) => {
                let _ = whole.insert(path.clone(), Held::Whole(content.clone()));
                let _ = unsynced.insert(path.clone());
                open.push(call.clone());
            }
            Call::Sync(path) => {
                let _ = unsynced.remove(path);
                synced(&mut states, &mut open, path, &whole);
            }
            Call::Rename(from, to) => {
                if let Some(held) = whole.remove(from) {
                    let _ = whole.insert(to.clone(), held);
                }
                if unsynced.remove(from) {
                    let _ = unsynced.insert(to.clone());
                } else {
                    let _ = unsynced.remove(to);
                }
                open.push(call.clone());
            }
            Call::Remove(path) => {
                let _ = whole.remove(path);
                open.push(call.clone());
            }
            Call::SyncFolder => {
                states = states.iter().flat_map(|state| applied(state, &open, true)).collect();
                // All names are synced, with the content that was synced.
                let is_synced = |(path, held): (&PathBuf, &Held)| {
                    unsynced.contains(path) || whole.get(path) == Some(held)
                };
                states.retain(|state| state.keys().eq(whole.keys()) && state.iter().all(is_synced));
                open.clear();
            }
            Call::Confirmed => {}
        }
    }
    states.iter().flat_map(|state| applied(state, &open, false)).collect()
}

/// The content of this file is on the disk; whether its name is, is open.
fn synced(states: &mut BTreeSet<Names>, open: &mut Vec<Call>, path: &Path, whole: &Names) {
    let is_it = |call: &Call| matches!(call, Call::Create(created, _) if created == path);
    if let Some(place) = open.iter().position(is_it) {
        let _ = open.remove(place);
        let held = whole[path].clone();
        *states = states
            .iter()
            .flat_map(|state| {
                let with = state.iter().map(|(path, held)| (path.clone(), held.clone()));
                [state.clone(), with.chain([(path.to_owned(), held.clone())]).collect()]
            })
            .collect();
    }
}

/// The states after some of the open calls, or all of them where the folder was synced.
fn applied(state: &Names, open: &[Call], all: bool) -> BTreeSet<Names> {
    let mut states: BTreeSet<Names> = [state.clone()].into();
    for call in open {
        let mut next = BTreeSet::new();
        for state in &states {
            if !all {
                let _ = next.insert(state.clone());
            }
            match call {
                Call::Create(path, content) => {
                    let helds = [
                        Held::Whole(content.clone()),
                        Held::Half(content.clone()),
                        Held::Zeros(content.len()),
                        Held::Nothing,
                    ];
                    for held in helds {
                        let mut state = state.clone();
                        let _ = state.insert(path.clone(), held);
                        let _ = next.insert(state);
                    }
                }
                Call::Rename(from, to) => {
                    let mut state = state.clone();
                    if let Some(held) = state.remove(from) {
                        let _ = state.insert(to.clone(), held);
                    }
                    let _ = next.insert(state);
                }
                Call::Remove(path) => {
                    let mut state = state.clone();
                    let _ = state.remove(path);
                    let _ = next.insert(state);
                }
                Call::Sync(_) | Call::SyncFolder | Call::Confirmed => {
                    let _ = next.insert(state.clone());
                }
            }
        }
        states = next;
    }
    states
}

/// Writes and clears, and records all calls.
fn run(contents: &[Option<&str>]) -> Vec<Call> {
    let disk = Recorder::default();
    for content in contents {
        match content {
            Some(content) => disk.slots().write(content.as_bytes()).unwrap(),
            None => disk.slots().clear().unwrap(),
        }
        disk.calls.borrow_mut().push(Call::Confirmed);
    }
    disk.calls.into_inner()
}

/// Checks what is read in each state after each call: a complete content, not older than the last confirmed one.
fn check(contents: &[Option<&str>], calls: &[Call]) -> Result<usize, String> {
    let written: Vec<Vec<u8>> =
        contents.iter().map(|content| content.unwrap_or_default().as_bytes().to_vec()).collect();
    let mut count = 0;
    for length in 0..=calls.len() {
        let confirmed = calls[..length].iter().filter(|call| matches!(call, Call::Confirmed)).count();
        for state in crash_states(&calls[..length]) {
            count += 1;
            let files = state.iter().map(|(path, held)| (path.clone(), held.content())).collect();
            let found = Recorder::with(files).slots().read().unwrap();
            let content = found.content.unwrap_or_default();
            // The last confirmed content, or the one that was being written.
            let allowed = &written[confirmed.saturating_sub(1)..written.len().min(confirmed + 1)];
            let is_first = confirmed == 0 && content.is_empty();
            if !is_first && !allowed.contains(&content) {
                return Err(format!("after {:?}: {state:?}", &calls[..length]));
            }
        }
    }
    Ok(count)
}

/// Fifty different runs of edits.
fn runs() -> Vec<Vec<Option<&'static str>>> {
    const TEXTS: [&str; 8] = ["one", "two", "three", "four", "five", "six", "seven", "eight"];
    let mut seed = 7_u32;
    let mut next = move |max: u32| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 16) % max
    };
    (0..50)
        .map(|_| {
            let mut run: Vec<_> = TEXTS.into_iter().take(2 + next(4) as usize).map(Some).collect();
            if next(2) == 0 {
                run.insert(1 + next(run.len() as u32) as usize, None);
            }
            run
        })
        .collect()
}

#[test]
fn a_power_cut_leaves_a_complete_content_not_older_than_the_last_confirmed_one() {
    let mut states = 0;
    for contents in runs() {
        states += check(&contents, &run(&contents)).unwrap();
    }
    assert!(states > 2_000, "{states} states were looked at");
}

/// The check fails if a step is left out, or the newer file is overwritten.
#[test]
fn the_check_fails_without_each_step() {
    let contents = [Some("one"), Some("two"), Some("three"), None];
    let calls = run(&contents);
    let without =
        |left_out: fn(&Call) -> bool| calls.iter().filter(|call| !left_out(call)).cloned().collect();
    let without_sync: Vec<_> = without(|call| matches!(call, Call::Sync(_)));
    let without_folder: Vec<_> = without(|call| matches!(call, Call::SyncFolder));
    let onto_one: Vec<_> = calls
        .iter()
        .map(|call| match call {
            Call::Rename(from, _) => Call::Rename(from.clone(), Path::new(FOLDER).join("draft.0")),
            call => call.clone(),
        })
        .collect();
    assert!(check(&contents, &calls).is_ok());
    assert!(check(&contents, &without_sync).is_err(), "the content is not put on the disk");
    assert!(check(&contents, &without_folder).is_err(), "the names are not put on the disk");
    // With both left out, writing over the newer one loses it.
    let worst: Vec<_> = onto_one.into_iter().filter(|call| !matches!(call, Call::Sync(_))).collect();
    assert!(check(&contents, &worst).is_err(), "the newer one is written over");
}

#[test]
fn if_any_call_fails_the_content_before_stays() {
    let kinds = [
        ErrorKind::StorageFull,
        ErrorKind::QuotaExceeded,
        ErrorKind::ReadOnlyFilesystem,
        ErrorKind::PermissionDenied,
        ErrorKind::Other,
    ];
    let mut failures = 0;
    for kind in kinds {
        for for_ever in [false, true] {
            for call in 0..5 {
                let disk = Recorder::default();
                disk.slots().write(b"before").unwrap();
                disk.fails.set(Some((call, for_ever)));
                disk.error.set(Some(kind));
                let written = disk.slots().write(b"after");
                disk.fails.set(None);
                let content = disk.slots().read().unwrap().content.unwrap();
                match written {
                    Ok(()) => assert_eq!(content, b"after"),
                    Err(error) => {
                        failures += 1;
                        assert_eq!(error.kind(), kind);
                        assert!([&b"before"[..], b"after"].contains(&&*content), "{call} {kind:?}");
                    }
                }
                // And the next write works.
                disk.slots().write(b"later").unwrap();
                assert_eq!(disk.slots().read().unwrap().content.unwrap(), b"later");
            }
        }
    }
    assert!(failures >= 40, "{failures} failures");
}

#[test]
fn if_one_file_is_damaged_the_other_is_used() {
    let folder = tempfile::tempdir().unwrap();
    let slots = |owner| Slots::new(&RealDisk, folder.path(), "draft", owner);
    slots("ada").write(b"one").unwrap();
    slots("ada").write(b"two").unwrap();
    assert_eq!(slots("ada").read().unwrap().content.as_deref(), Some(&b"two"[..]));
    let newer = folder.path().join("draft.1");
    for damage in ["", "{}", "{}\n", "no\njson"] {
        std::fs::write(&newer, damage).unwrap();
        let found = slots("ada").read().unwrap();
        assert_eq!(
            (found.content.as_deref(), &*found.bad),
            (Some(&b"one"[..]), &[newer.clone()][..]),
            "{damage:?}"
        );
    }
    let found = slots("eva").read().unwrap();
    assert_eq!((found.content, found.bad.len()), (None, 2), "nothing of another account");

    slots("ada").write(b"three").unwrap();
    assert_eq!(slots("ada").read().unwrap().content.as_deref(), Some(&b"three"[..]));
    slots("ada").clear().unwrap();
    assert_eq!(slots("ada").read().unwrap().content, None);
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().flatten().collect();
    assert_eq!(left.len(), 1, "an empty content, which is newer than what a power cut may bring back");
    assert!(slots("ada").write(&vec![b'x'; super::MAX_CONTENT + 1]).is_err());
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    Slots::new(&RealDisk, folder.path(), "draft", "ada").write(b"one").unwrap();
    let mode = std::fs::metadata(folder.path().join("draft.0")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
