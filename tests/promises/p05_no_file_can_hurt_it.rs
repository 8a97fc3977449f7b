//! No file can crash the program: for any content there is a picture or a message within 12 seconds.
//!
//! Memory limits are tested in `tests/photo`, the decoders with random bytes in `tests/fuzz`. Here a picture of each format is
//! damaged randomly, and things that are not files are chosen.

use crate::random::{Random, runs};

use nameplate::picture::{decode, prepare};

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// The most that a picture may take, with some of this machine's other work.
const LONGEST: Duration = Duration::from_secs(14);

fn pictures() -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pictures");
    let kinds = ["jpg", "png", "webp", "gif", "tiff", "heic"];
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| kinds.iter().any(|kind| *kind == ending)));
    paths.sort();
    assert!(paths.len() > 40, "{paths:?}");
    paths.into_iter().map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}

/// Damages a file in a few places.
fn damage(file: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(8) {
        let at = random.below(file.len());
        match random.below(6) {
            0 => file[at] = random.any() as u8,
            1 => file[at] ^= 1 << random.below(8),
            2 => file[at] = *random.one_of(&[0, 0xFF, 0x7F, 0x80]),
            3 => file.truncate(at.max(1)),
            4 => {
                let end = (at + random.below(64)).min(file.len());
                let part = file[at..end].to_vec();
                let _ = file.splice(at..at, part);
            }
            _ => {
                // A length of four bytes.
                let length = (random.any() as u32).to_be_bytes();
                file.iter_mut().skip(at).zip(length).for_each(|(byte, new)| *byte = new);
            }
        }
    }
}

#[test]
fn a_damaged_file_gives_a_picture_or_a_message() {
    let mut random = Random::new();
    let pictures = pictures();
    let mut read = 0;
    let number = runs(500, 10_000);
    for run in 0..number {
        let (path, whole) = random.one_of(&pictures);
        let mut file = whole.clone();
        damage(&mut file, &mut random);
        let begun = Instant::now();
        let seen = decode(&file, 64);
        let sent = prepare(&file, None, 64, 50_000);
        assert!(begun.elapsed() < 2 * LONGEST, "run {run}, {}", path.display());
        if let Ok(seen) = &seen {
            read += 1;
            assert_eq!(seen.rgba.len() as u32, seen.width * seen.height * 4, "run {run}, {}", path.display());
        }
        if let Ok(sent) = sent {
            let again = decode(&sent.photo.bytes, 64).unwrap();
            assert_eq!((again.facts.width, again.facts.height), (sent.size, sent.size), "run {run}");
        }
    }
    assert!((number / 50..number).contains(&read), "{read} of {number} could be read: it is no damage");
}

#[cfg(unix)]
#[test]
fn a_path_that_is_not_a_file_gives_a_message() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("empty.jpg");
    std::fs::write(&empty, "").unwrap();
    let pipe = folder.path().join("pipe.jpg");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let missing = folder.path().join("missing.jpg");
    let cases = [&empty, &pipe, &missing, &folder.path().to_owned(), &PathBuf::from("/dev/zero")];
    for path in cases {
        let begun = Instant::now();
        let done = Command::new(env!("CARGO_BIN_EXE_nameplate"))
            .args(["--lang", "en", "--data-dir"])
            .arg(folder.path())
            .arg("photo")
            .arg(path)
            .arg(folder.path().join("out.jpg"))
            .output()
            .unwrap();
        let said = String::from_utf8(done.stderr).unwrap();
        assert_eq!(done.status.code(), Some(1), "{}: {said}", path.display());
        assert!(said.lines().count() == 1 && said.trim_end().ends_with('.'), "{}: {said}", path.display());
        assert!(begun.elapsed() < LONGEST, "{}", path.display());
    }
}
