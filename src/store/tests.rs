//! Each test has a data folder of its own, as with `--data-dir`.

use super::{Account, AccountStatus, CachedPicture, Choice, Error, Forgotten, Store, Theme, Window};
use crate::picture::Fingerprint;
use crate::profile::{
    Draft, Edit, Entry, Field, Identity, IdentityKind, Square, StagedPhoto, Value, Version,
};

use bytes::Bytes;
use jiff::Timestamp;
use tempfile::TempDir;
use url::Url;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

const LOCK: &str = "nameplate.lock";

#[tokio::test]
async fn the_last_used_account_is_the_first() {
    let (_folder, store) = store();
    assert_eq!(store.accounts().await, Ok(vec![]));
    let (ada, bob) = (account(1, "Ada"), account(2, "Bob"));
    for account in [&ada, &bob] {
        store.remember(account.clone()).await.unwrap();
    }
    let resting = Account { active: false, ..ada.clone() };
    assert_eq!(store.accounts().await, Ok(vec![bob.clone(), resting]), "only one is active");
    let renamed = Account { name: "Ada L.".to_owned(), active: false, ..ada.clone() };
    store.remember(renamed.clone()).await.unwrap();
    assert_eq!(store.accounts().await, Ok(vec![renamed, bob.clone()]), "the same person twice");
    // The same number on another server is somebody else.
    let other = Account { origin: "https://other.example.com".to_owned(), ..ada };
    store.remember(other).await.unwrap();
    assert_eq!(store.accounts().await.unwrap().len(), 3);
}

#[tokio::test]
async fn a_forgotten_account_leaves_nothing() {
    let (folder, store) = store();
    let (ada, bob) = (account(1, "Ada"), account(2, "Bob"));
    fs::write(folder.path().join("accounts.json"), "Ada, but not JSON").unwrap();
    for account in [&ada, &bob] {
        store.remember(account.clone()).await.unwrap();
        let name = account.name.clone();
        store.write_picture(account.clone(), at("https://a/1.jpg"), cached(name)).await.unwrap();
    }
    assert!(files(folder.path()).iter().any(|(_, content)| content.contains("Ada")));
    forget(&store, &ada).await;
    for (path, content) in files(folder.path()) {
        assert!(!content.contains("Ada"), "{path:?}");
    }
    assert_eq!(store.accounts().await, Ok(vec![bob.clone()]));
    assert!(store.picture(bob.clone(), at("https://a/1.jpg")).await.is_some());
    // What was still on its way when the person signed out must not come back.
    store.write_picture(ada.clone(), at("https://a/1.jpg"), cached("Ada")).await.unwrap();
    assert_eq!(store.picture(ada.clone(), at("https://a/1.jpg")).await, None);
    forget(&store, &ada).await;
    forget(&store, &bob).await;
    assert_eq!(files(folder.path()), []);
}

#[tokio::test]
async fn a_list_that_cannot_be_parsed_is_renamed() {
    let (folder, store) = store();
    let list = folder.path().join("accounts.json");
    let broken: [&[u8]; 4] = [b"", b"{", b"\xFF\xFE", b"{\"version\":1,\"accounts\":7}"];
    for (index, content) in broken.into_iter().enumerate() {
        fs::write(&list, content).unwrap();
        assert_eq!(store.accounts().await, Ok(vec![]), "case {index}");
        assert!(!list.exists());
    }
    assert_eq!(fs::read(folder.path().join("accounts.json.bad")).unwrap(), broken[0]);
    assert_eq!(fs::read(folder.path().join("accounts.json.bad-2")).unwrap(), broken[1]);
    assert_eq!(fs::read(folder.path().join("accounts.json.bad-3")).unwrap(), broken[3], "the newest");
    // Of a newer program's list, the entries that can be parsed are used.
    let newer = r#"{"version":9,"more":1,"accounts":[{"origin":"https://a","id":7,"name":"Ada","active":true,
        "colour":"red"},{"origin":"https://a","uuid":"x"}]}"#;
    fs::write(&list, newer).unwrap();
    let known = Account { origin: "https://a".to_owned(), address: String::new(), ..account(7, "Ada") };
    assert_eq!(store.accounts().await, Ok(vec![known]));
    for name in ["accounts.json", "accounts.json.bad"] {
        fs::remove_file(folder.path().join(name)).unwrap();
    }
    fs::create_dir(&list).unwrap();
    assert_eq!(store.accounts().await, Ok(vec![]), "a folder in its place");
}

#[tokio::test]
async fn an_account_of_an_earlier_version_is_the_same_account() {
    let (folder, store) = store();
    let list = folder.path().join("accounts.json");
    let earlier = r#"{"version": 1, "accounts": [
        {"origin": "https://hr.example.com", "address": "https://hr.example.com/api/users/me/", "id": 7,
         "name": "Ada", "active": true, "capital_gender": false},
        {"origin": "https://uuid.example.com", "id": 0, "name": "Everybody", "active": false},
        {"origin": "https://uuid.example.com", "name": "Nobody", "active": false},
        {"origin": "https://uuid.example.com", "id": "", "name": "Nobody", "active": false}]}"#;
    fs::write(&list, earlier).unwrap();
    let ada = account(7, "Ada");
    assert_eq!(ada.entry().as_str(), "https://hr.example.com#7", "the name of its key");
    assert_eq!(store.accounts().await, Ok(vec![ada.clone()]), "what was written for everybody is nobody's");
    store.remember(ada.clone()).await.unwrap();
    assert_eq!(store.accounts().await, Ok(vec![ada]));
    assert!(fs::read_to_string(&list).unwrap().contains("\"id\": \"7\""));
}

#[tokio::test]
async fn every_kind_of_identity_is_an_account_of_its_own() {
    let (folder, store) = store();
    let mut remembered = Vec::new();
    for (kind, text) in [
        (IdentityKind::Id, "0"),
        (IdentityKind::Id, "sara"),
        (IdentityKind::Username, "sara"),
        (IdentityKind::Email, "sara"),
        (IdentityKind::Id, "?username=sara"),
        (IdentityKind::Id, "team#7"),
        (IdentityKind::Id, &*"x".repeat(1 << 20)),
        (IdentityKind::Id, "a\0b"),
    ] {
        let identity = Identity::new(kind, text).unwrap();
        let somebody = Account { identity, active: false, ..account(1, "Sara") };
        store.remember(somebody.clone()).await.unwrap();
        store.write_picture(somebody.clone(), at("https://a"), cached(text.to_owned())).await.unwrap();
        remembered.insert(0, (somebody, text.to_owned()));
    }
    let accounts: Vec<_> = remembered.iter().map(|(account, _)| account.clone()).collect();
    assert_eq!(store.accounts().await, Ok(accounts));
    for (account, text) in remembered {
        let picture = store.picture(account, at("https://a")).await;
        assert!(picture == Some(cached(text)));
    }
    assert!(fs::metadata(folder.path().join("accounts.json")).unwrap().len() < 10_000);
}

#[tokio::test]
async fn the_files_of_an_account_move_to_its_new_identity() {
    let (folder, store) = store();
    let named = |text: &str| {
        let identity = Identity::new(IdentityKind::Username, text).unwrap();
        Account { identity, ..account(1, text) }
    };
    let url = || at("https://a");
    let (sara, mina) = (named("sara"), named("mina"));
    for account in [&mina, &sara] {
        store.remember(account.clone()).await.unwrap();
        store.write_picture(account.clone(), url(), cached(account.name.clone())).await.unwrap();
    }
    // The one who was called mina before is somebody else.
    assert_eq!(store.update(sara.entry(), mina.clone()).await, Ok(AccountStatus::Listed));
    assert_eq!(store.accounts().await, Ok(vec![mina.clone()]));
    assert_eq!(store.picture(mina.clone(), url()).await, Some(cached("sara")));
    assert_eq!(store.picture(sara.clone(), url()).await, None);
    // An account without files does not get those of the person who had the name before.
    let vera = named("vera");
    store.remember(sara.clone()).await.unwrap();
    store.write_picture(sara.clone(), url(), cached("sara")).await.unwrap();
    store.remember(vera.clone()).await.unwrap();
    store.remember_instead(vera.entry(), sara.clone()).await.unwrap();
    assert_eq!(store.picture(sara, url()).await, None);
    assert_eq!(
        files(folder.path()).len(),
        3,
        "the list, one picture, and the note of a key under a name that is no more"
    );
}

#[tokio::test]
async fn only_the_last_picture_is_kept() {
    let (folder, store) = store();
    let ada = account(1, "Ada");
    let url = |name: &str| at(&format!("https://hr.example.com/media/{name}.jpg?signature=x"));
    let write = |name: &'static str, length: usize| {
        store.write_picture(ada.clone(), url(name), cached(vec![7; length]))
    };
    write("unknown", 10).await.unwrap();
    assert_eq!(store.picture(ada.clone(), url("unknown")).await, None, "not on the list");
    store.remember(ada.clone()).await.unwrap();
    write("one", 10).await.unwrap();
    write("two", 20).await.unwrap();
    assert_eq!(store.picture(ada.clone(), url("one")).await, None);
    assert_eq!(store.picture(ada.clone(), url("two")).await, Some(cached(vec![7; 20])));
    assert_eq!(store.picture(account(2, "Bob"), url("two")).await, None, "another account's");
    write("three", (8 << 20) + 1).await.unwrap();
    assert_eq!(store.picture(ada.clone(), url("three")).await, None, "too large");
    assert!(store.picture(ada.clone(), url("two")).await.is_some());
    let file = files(folder.path()).into_iter().find(|(path, _)| path.to_string_lossy().contains("avatar-"));
    File::options().append(true).open(file.unwrap().0).unwrap().set_len((8 << 20) + 1024).unwrap();
    assert_eq!(store.picture(ada.clone(), url("two")).await, None, "grown since");
    store.remove_picture(ada).await.unwrap();
    assert_eq!(files(folder.path()).len(), 1, "the list");
}

/// A signature in the query is new in each answer, and a version is valid for one address only.
#[tokio::test]
async fn a_picture_is_found_without_its_query_and_its_version_only_with_it() {
    let (folder, store) = store();
    let ada = account(1, "Ada");
    store.remember(ada.clone()).await.unwrap();
    let signed = |query: &str| at(&format!("https://hr.example.com/media/secret.jpg{query}"));
    for version in [Some(Version::Tag("W/\"a\\b\"".to_owned())), Some(Version::Date("then".to_owned())), None]
    {
        let bytes = Bytes::from_static(b"\n\xff{}\n");
        let picture = CachedPicture { bytes: bytes.clone(), version };
        store.write_picture(ada.clone(), signed("?s=1"), picture.clone()).await.unwrap();
        assert_eq!(store.picture(ada.clone(), signed("?s=1")).await, Some(picture));
        for other in ["?s=2", "", "?s=1#top"] {
            let found = store.picture(ada.clone(), signed(other)).await;
            assert_eq!(found, Some(CachedPicture { bytes: bytes.clone(), version: None }), "{other}");
        }
        assert_eq!(store.picture(ada.clone(), at("https://hr.example.com/media/other.jpg?s=1")).await, None);
    }
    for (_, content) in files(folder.path()) {
        assert!(!content.contains("secret"), "{content}");
    }
    let file = files(folder.path()).into_iter().find(|(path, _)| path.to_string_lossy().contains("avatar-"));
    let path = file.unwrap().0;
    for damaged in [&b""[..], b"no line", b"{}\npicture", b"\xff\xd8\xff\n", b"{\"address\": 5}\npicture"] {
        fs::write(&path, damaged).unwrap();
        assert_eq!(store.picture(ada.clone(), signed("?s=1")).await, None, "{damaged:?}");
    }
}

#[tokio::test]
async fn the_folder_of_photos_belongs_to_the_account_and_is_removed_with_it() {
    let (folder, store) = store();
    let ada = account(1, "Ada");
    let write = |path: &'static str| store.write_photo_folder(ada.clone(), path.into());
    write("/unknown").await.unwrap();
    assert_eq!(store.photo_folder(ada.clone()).await, None, "not on the list");
    store.remember(ada.clone()).await.unwrap();
    for path in ["/home/ada/Pictures", "/home/ada/تصویر é"] {
        write(path).await.unwrap();
        assert_eq!(store.photo_folder(ada.clone()).await.as_deref(), Some(Path::new(path)));
    }
    assert_eq!(store.photo_folder(account(2, "Bob")).await, None, "another account's");
    let kept = files(folder.path()).into_iter().find(|(path, _)| path.ends_with("folder.json")).unwrap().0;
    for broken in [&b"{"[..], b"7", &[b'x'; 70_000]] {
        fs::write(&kept, broken).unwrap();
        assert_eq!(store.photo_folder(ada.clone()).await, None);
    }
    let _ = store.forget(ada.entry()).await;
    assert!(!kept.exists());
}

#[tokio::test]
async fn a_choice_is_written_and_the_persons_other_lines_stay() {
    let (_folder, store) = store();
    let cases = [
        (
            "",
            "[interface]\nlanguage = \"fa\"\n",
            "[interface]\nlanguage = \"fa\"\ntheme = \"high-contrast\"\n",
        ),
        (
            "# mine\n[server]\nurl = \"https://a\" # work\nodd   =  [1,\n 2]\n",
            "# mine\n[server]\nurl = \"https://a\" # work\nodd   =  [1,\n 2]\n\n[interface]\nlanguage = \"fa\"\n",
            "# mine\n[server]\nurl = \"https://a\" # work\nodd   =  [1,\n 2]\n\n[interface]\nlanguage = \"fa\"\n\
             theme = \"high-contrast\"\n",
        ),
        (
            "[interface]\n# large letters\nscale=2.0 # for the beamer\nlanguage=\"en\" # at home\n[window]\nwidth = 9\n",
            "[interface]\n# large letters\nscale=2.0 # for the beamer\nlanguage=\"fa\" # at home\n[window]\nwidth = 9\n",
            "[interface]\n# large letters\nscale=2.0 # for the beamer\nlanguage=\"fa\" # at home\n\
             theme = \"high-contrast\"\n[window]\nwidth = 9\n",
        ),
        (
            "interface = { language = \"en\" }\n",
            "interface = { language = \"fa\" }\n",
            "interface = { language = \"fa\" , theme = \"high-contrast\" }\n",
        ),
    ];
    for (before, with_language, with_theme) in cases {
        fs::write(store.config_file(), before).unwrap();
        store.write_choice(Choice::Language("fa")).await.unwrap();
        assert_eq!(fs::read_to_string(store.config_file()).unwrap(), with_language);
        store.write_choice(Choice::Theme(Theme::HighContrast)).await.unwrap();
        assert_eq!(fs::read_to_string(store.config_file()).unwrap(), with_theme);
        // The administrator's file may name another one.
        store.write_choice(Choice::Theme(Theme::System)).await.unwrap();
        let left = fs::read_to_string(store.config_file()).unwrap();
        assert_eq!(left, with_theme.replace("high-contrast", "system"));
    }
}

#[tokio::test]
async fn the_size_of_the_window_is_written() {
    let (_folder, store) = store();
    store.write_window(Window { width: 960, height: 720 }).await.unwrap();
    assert_eq!(fs::read_to_string(store.config_file()).unwrap(), "[window]\nwidth = 960\nheight = 720\n");
}

#[tokio::test]
async fn broken_settings_are_left_as_they_are() {
    let (folder, store) = store();
    let broken: [&[u8]; 4] = [b"[interface", b"interface = 7\n", b"\xFF", b"a = 1\na = 2\n"];
    for content in broken {
        fs::write(store.config_file(), content).unwrap();
        assert_eq!(store.write_choice(Choice::Language("fa")).await, Err(Error::Unreadable));
        assert_eq!(fs::read(store.config_file()).unwrap(), content);
        assert_eq!(files(folder.path()).len(), 1);
    }
}

#[tokio::test]
async fn unfinished_writes_are_swept() {
    let (folder, store) = store();
    let ada = account(1, "Ada");
    store.remember(ada.clone()).await.unwrap();
    store.write_picture(ada, at("https://a"), cached("x")).await.unwrap();
    let kept = files(folder.path()).len();
    let deep = folder.path().join("accounts").join("0".repeat(32));
    fs::create_dir_all(&deep).unwrap();
    let old = SystemTime::now() - Duration::from_secs(600);
    for (path, time) in [
        (folder.path().join(".nameplate-abc.tmp"), old),
        (deep.join(".nameplate-def.tmp"), old),
        (folder.path().join(".nameplate-young.tmp"), SystemTime::now()),
        (folder.path().join("persons-own.tmp"), old),
    ] {
        File::create(&path).unwrap().set_modified(time).unwrap();
    }
    store.sweep().await;
    let names: Vec<_> = files(folder.path()).into_iter().map(|(path, _)| path).collect();
    assert_eq!(names.len(), kept + 2, "{names:?}");
    assert!(names.iter().any(|path| path.ends_with(".nameplate-young.tmp")));
    assert!(names.iter().any(|path| path.ends_with("persons-own.tmp")));
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_can_read() {
    use std::os::unix::fs::PermissionsExt;

    let (folder, _) = store();
    let store = Store::at(folder.path().join("new").join("deep"));
    let ada = account(1, "Ada");
    store.remember(ada.clone()).await.unwrap();
    store.write_picture(ada, at("https://a"), cached("x")).await.unwrap();
    store.write_window(Window { width: 1, height: 1 }).await.unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let written = files(folder.path());
    assert_eq!(written.len(), 3);
    for (path, _) in written {
        assert_eq!(mode(&path), 0o600, "{path:?}");
        for above in path.ancestors().skip(1).take_while(|above| *above != folder.path()) {
            assert_eq!(mode(above), 0o700, "{above:?}");
        }
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_failed_write_has_its_reason() {
    let (folder, _) = store();
    let taken = folder.path().join("taken");
    fs::write(&taken, "a file where a folder should be").unwrap();
    let store = Store::at(&taken);
    assert_eq!(store.remember(account(1, "Ada")).await, Err(Error::Failed));
    // A full disk as every Linux has one.
    #[cfg(target_os = "linux")]
    assert_eq!(Error::from(fs::write("/dev/full", "x").unwrap_err()), Error::NoSpace);
    #[cfg(target_os = "linux")]
    for (number, error) in [
        (28, Error::NoSpace),
        (122, Error::NoSpace),
        (13, Error::Denied),
        (30, Error::Denied),
        (5, Error::Failed),
    ] {
        assert_eq!(Error::from(io::Error::from_raw_os_error(number)), error, "errno {number}");
    }
}

#[tokio::test]
async fn changes_at_the_same_time_follow_each_other() {
    let (_folder, store) = store();
    let changes = (0..20).map(|id| {
        let store = store.clone();
        tokio::spawn(async move { store.remember(account(id, "Ada")).await })
    });
    for change in changes.collect::<Vec<_>>() {
        change.await.unwrap().unwrap();
    }
    assert_eq!(store.accounts().await.unwrap().len(), 20);
}

#[tokio::test]
async fn a_second_window_does_not_bring_a_signed_out_account_back() {
    let (folder, first) = store();
    let second = Store::at(folder.path());
    let ada = account(1, "Ada");
    first.remember(ada.clone()).await.unwrap();
    let renamed = || Account { name: "Ada L.".to_owned(), ..ada.clone() };
    assert_eq!(second.update(ada.entry(), renamed()).await, Ok(AccountStatus::Listed));
    forget(&first, &ada).await;
    assert_eq!(second.update(ada.entry(), renamed()).await, Ok(AccountStatus::SignedOut));
    second.write_picture(ada.clone(), at("https://a"), cached("Ada")).await.unwrap();
    assert_eq!(second.accounts().await, Ok(vec![]));
    assert_eq!(files(folder.path()), []);
}

#[tokio::test]
async fn two_windows_lose_no_change_of_the_list() {
    let (folder, _) = store();
    let changes = (0..20).map(|id| {
        let window = Store::at(folder.path()).waiting_at_most(Duration::from_secs(60));
        tokio::spawn(async move { window.remember(account(id, "Ada")).await })
    });
    for change in changes.collect::<Vec<_>>() {
        change.await.unwrap().unwrap();
    }
    assert_eq!(Store::at(folder.path()).accounts().await.unwrap().len(), 20);
}

#[tokio::test]
async fn waiting_for_another_window_has_a_limit() {
    let (folder, store) = store();
    let lock = File::create(folder.path().join(LOCK)).unwrap();
    lock.lock().unwrap();
    let store = store.waiting_at_most(Duration::ZERO);
    let ada = account(1, "Ada");
    assert_eq!(store.remember(ada.clone()).await, Err(Error::Busy));
    assert_eq!(store.write_choice(Choice::Language("fa")).await, Err(Error::Busy));
    assert_eq!(store.forget(ada.entry()).await, Forgotten { files: Err(Error::Busy), is_noted: false });
    drop(lock);
    assert_eq!(store.remember(ada).await, Ok(()));
}

// Windows says of what is below a file that it is not there.
#[cfg(unix)]
#[tokio::test]
async fn what_a_sign_out_could_not_remove_is_tried_again() {
    let (folder, store) = store();
    let ada = account(1, "Ada");
    store.remember(ada.clone()).await.unwrap();
    // A file where the folder of all accounts should be: nothing in it can be removed.
    let taken = folder.path().join("accounts");
    fs::write(&taken, "").unwrap();
    assert_eq!(store.forget(ada.entry()).await, Forgotten { files: Err(Error::Failed), is_noted: true });
    assert_eq!(store.accounts().await, Ok(vec![]), "the list goes all the same");
    let note = fs::read_to_string(folder.path().join("forget.json")).unwrap();
    assert_eq!(note.split_whitespace().collect::<String>(), "[\"https://hr.example.com#1\"]", "nothing else");
    assert_eq!(store.forgotten(ada.entry()).await, Err(Error::Failed), "the key is gone, the files are not");
    // The next start.
    let store = Store::at(folder.path());
    assert_eq!(store.leftovers().await, [ada.entry()]);
    fs::remove_file(&taken).unwrap();
    assert_eq!(store.forgotten(ada.entry()).await, Ok(()));
    assert_eq!(store.leftovers().await, []);
    assert_eq!(files(folder.path()), []);
}

#[tokio::test]
async fn an_account_that_was_signed_out_is_not_shown_even_if_it_is_on_the_list() {
    let (folder, store) = store();
    let ada = account(1, "Ada");
    store.remember(ada.clone()).await.unwrap();
    let list = fs::read(folder.path().join("accounts.json")).unwrap();
    assert_eq!(store.forget(ada.entry()).await.files, Ok(()));
    // As if the list were written by an administrator's copy, or could not be written.
    fs::write(folder.path().join("accounts.json"), list).unwrap();
    assert_eq!(store.accounts_at_start(), []);
    assert_eq!(store.accounts().await, Ok(vec![]));
    assert_eq!(store.update(ada.entry(), ada.clone()).await, Ok(AccountStatus::SignedOut));
    // An account that signs in again is in the list again, and its note is removed.
    store.remember(ada.clone()).await.unwrap();
    assert_eq!(store.forgotten(ada.entry()).await, Ok(()));
    assert_eq!(store.accounts().await, Ok(vec![ada]));
}

#[tokio::test]
async fn if_the_data_folder_cannot_hold_the_note_it_is_in_the_log_folder() {
    let (folder, store) = store();
    let ada = account(1, "Ada");
    store.remember(ada.clone()).await.unwrap();
    fs::create_dir(folder.path().join("forget.json")).unwrap();
    assert!(store.forget(ada.entry()).await.is_noted);
    assert!(folder.path().join("log").join("forget.json").is_file());
    assert_eq!(Store::at(folder.path()).leftovers().await, [ada.entry()]);
    store.forgotten(ada.entry()).await.unwrap();
    fs::remove_dir_all(folder.path().join("log")).unwrap();
    fs::write(folder.path().join("log"), "").unwrap();
    store.remember(ada.clone()).await.unwrap();
    assert_eq!(store.forget(ada.entry()).await, Forgotten { files: Ok(()), is_noted: false });
}

#[tokio::test]
async fn an_entry_of_several_people_is_removed() {
    let (folder, store) = store();
    let list = r#"{"version": 1, "accounts": [{"origin": "https://a", "id": 0, "name": "Sara", "active": true},
        {"origin": "https://a", "id": 7, "name": "Ada", "active": true}]}"#;
    fs::write(folder.path().join("accounts.json"), list).unwrap();
    let left = store.leftovers().await;
    assert_eq!(left.iter().map(Entry::as_str).collect::<Vec<_>>(), ["https://a#0"]);
    assert!(!fs::read_to_string(folder.path().join("accounts.json")).unwrap().contains("Sara"));
    assert_eq!(store.accounts().await.unwrap().len(), 1);
}

/// Signs an account out, with a keyring that answers at once.
async fn forget(store: &Store, account: &Account) {
    assert_eq!(store.forget(account.entry()).await, Forgotten { files: Ok(()), is_noted: true });
    store.forgotten(account.entry()).await.unwrap();
}

fn at(address: &str) -> Url {
    Url::parse(address).unwrap()
}

fn cached(bytes: impl Into<Bytes>) -> CachedPicture {
    CachedPicture { bytes: bytes.into(), version: None }
}

fn store() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path());
    (folder, store)
}

fn account(id: u64, name: &str) -> Account {
    Account {
        origin: "https://hr.example.com".to_owned(),
        address: "https://hr.example.com/api/users/me/".to_owned(),
        identity: Identity::new(IdentityKind::Id, &id.to_string()).unwrap(),
        name: name.to_owned(),
        active: true,
        capital_gender: false,
    }
}

/// Every file below a folder but its lock, with its content.
fn files(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if !path.ends_with(LOCK) {
            let content = fs::read(&path).unwrap();
            found.push((path, String::from_utf8_lossy(&content).into_owned()));
        }
    }
    found
}

#[tokio::test]
async fn names_in_the_list_are_plain_text() {
    let (folder, store) = store();
    store.remember(account(1, "A\0da\u{202E}\nL")).await.unwrap();
    assert!(files(folder.path())[0].1.contains("\\u0000"), "whoever wrote it");
    assert_eq!(store.accounts().await.unwrap()[0].name, "Ada L");
}

fn draft(typed: &str) -> Draft {
    let edit = Edit { base: Some("Sara".to_owned()), typed: typed.to_owned() };
    Draft {
        changed_at: Timestamp::from_second(1_700_000_000).unwrap(),
        fields: [(Field::FirstName, edit)].into(),
        sent: [(Field::Email, Value::Clear)].into(),
        photo: None,
    }
}

fn draft_of_photo(file: &'static [u8], x: u32) -> Draft {
    let square = Square { x, y: 7, side: 90, turns: 3, is_flipped: true };
    let (file, digest) = (Bytes::from_static(file), Fingerprint::of(file).digits());
    Draft { photo: Some(StagedPhoto { file, digest, extension: None, square }), ..draft("Ada") }
}

#[tokio::test]
async fn a_photo_that_was_chosen_is_kept_beside_the_draft() {
    let (folder, store) = store();
    let ada = account(1, "Ada");
    store.remember(ada.clone()).await.unwrap();
    let photos = || {
        let paths = files(folder.path()).into_iter().map(|(path, _)| path);
        paths
            .filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("chosen-photo-"))
            .collect::<Vec<_>>()
    };
    for draft in [draft_of_photo(b"one", 1), draft_of_photo(b"one", 2), draft_of_photo(b"other", 3)] {
        store.write_draft(ada.clone(), Some(draft.clone())).await.unwrap();
        assert_eq!(photos().len(), 1);
        let found = store.open_draft(ada.clone()).await.unwrap();
        assert!(!found.is_damaged && found.draft.as_ref() == Some(&draft));
        assert_eq!(found.draft.unwrap().photo.unwrap().file, draft.photo.unwrap().file);
    }

    // The text comes back without its photo.
    for content in [&b"othex"[..], b"", b"otherwise"] {
        fs::write(&photos()[0], content).unwrap();
        let found = store.open_draft(ada.clone()).await.unwrap();
        assert!(found.is_damaged && found.draft == Some(draft("Ada")), "{content:?}");
    }
    store.write_draft(ada.clone(), Some(draft("Ada"))).await.unwrap();
    assert!(photos().is_empty(), "nothing names it any more");
    store.write_draft(ada.clone(), Some(draft_of_photo(b"one", 1))).await.unwrap();
    store.write_draft(ada.clone(), None).await.unwrap();
    assert!(photos().is_empty());
}

#[tokio::test]
async fn a_draft_is_kept_for_its_account_and_one_window_writes_it() {
    let (folder, store) = store();
    let (ada, bob) = (account(1, "Ada"), account(2, "Bob"));
    assert!(store.write_draft(ada.clone(), Some(draft("x"))).await.is_err(), "nobody knows this account");
    for account in [&ada, &bob] {
        store.remember(account.clone()).await.unwrap();
    }
    let opened = store.open_draft(ada.clone()).await.unwrap();
    assert!(opened.draft.is_none() && !opened.is_damaged && opened.lock.is_some());
    assert!(store.open_draft(ada.clone()).await.unwrap().lock.is_none(), "another window has it");
    assert!(store.open_draft(bob.clone()).await.unwrap().lock.is_some());
    for typed in ["one", "two", "three"] {
        store.write_draft(ada.clone(), Some(draft(typed))).await.unwrap();
    }
    drop(opened);
    let opened = store.open_draft(ada.clone()).await.unwrap();
    assert!(opened.draft == Some(draft("three")) && opened.lock.is_some());
    assert!(store.open_draft(bob.clone()).await.unwrap().draft.is_none());

    // Of another program, or damaged: the person is told, and the file is renamed.
    drop(opened);
    let of_ada = files(folder.path()).into_iter().map(|(path, _)| path);
    let slots: Vec<_> = of_ada.filter(|path| path.to_string_lossy().contains("draft.")).collect();
    for slot in slots.iter().filter(|slot| !slot.to_string_lossy().ends_with("lock")) {
        fs::write(slot, "of a newer program").unwrap();
    }
    let opened = store.open_draft(ada.clone()).await.unwrap();
    assert!(opened.draft.is_none() && opened.is_damaged);
    store.write_draft(ada.clone(), Some(draft("four"))).await.unwrap();
    let kept =
        files(folder.path()).into_iter().filter(|(_, content)| content == "of a newer program").count();
    assert_eq!(kept, 2, "what could not be read is not deleted");

    store.write_draft(ada.clone(), None).await.unwrap();
    assert!(files(folder.path()).iter().all(|(_, content)| !content.contains("four")), "nothing is left");
    drop(opened);
    store.write_draft(ada.clone(), Some(draft("five"))).await.unwrap();
    forget(&store, &ada).await;
    assert!(files(folder.path()).iter().all(|(_, content)| !content.contains("five")), "nor after Sign out");
}
