//! Signing out: files are removed immediately, the key when the keyring answers, and the rest is tried again later.

use crate::support::desk::{Desk, WIDE};
use crate::support::driver::Driver;

use iced::Program;
use nameplate::access::Role;
use nameplate::demo::{Behaviour, Seed};
use nameplate::profile::{Entry, Identity, IdentityKind};
use nameplate::secret::Secret;
use nameplate::store::Store;
use nameplate::vault::{self, Vault};

use std::sync::Arc;
use std::time::{Duration, Instant};

const OWNER: &str = "0b2e8f4c7a91d35e6f8091a2b3c4d5e6f7081920";

fn desk() -> Desk {
    Desk::with(Behaviour::default(), Seed::Reference)
}

fn signed_in(desk: &Desk) -> Driver<impl Program + 'static + use<>> {
    let mut driver = desk.open(WIDE);
    driver.fill(Role::PasswordInput, "API key", OWNER);
    driver.press(Role::Button, "Sign in");
    let _ = driver.wait_for(Role::Button, "Change photo");
    let store = desk.start.store.clone().unwrap();
    driver
        .wait_for_some("the account on the list", |_| (!store.accounts_at_start().is_empty()).then_some(()));
    driver
}

fn sign_out<P: Program + 'static>(driver: &mut Driver<P>) {
    driver.press(Role::Button, "Sign out");
    driver.wait_for_text("The key stays valid on the server");
    driver.tab_to(Role::Button, "Sign out");
    driver.key(iced::keyboard::key::Named::Enter, iced::keyboard::Modifiers::empty());
    let _ = driver.wait_for(Role::PasswordInput, "API key");
}

fn entry(desk: &Desk) -> Entry {
    Entry::new(desk.server.base_url(), &Identity::new(IdentityKind::Id, "2").unwrap())
}

fn exists(desk: &Desk, name: &str) -> bool {
    desk.folder.path().join(name).exists()
}

/// The next start, with a keyring that still has the key and answers: then nothing is left.
fn the_next_start_removes_the_rest(desk: Desk) {
    let vault = Vault::memory();
    let Vault::Memory(keys) = &vault else { unreachable!("it was made just now") };
    let _ = keys.lock().unwrap().insert(entry(&desk), Secret::from(OWNER));
    let desk = desk.vault(vault.clone());
    let mut driver = desk.open(WIDE);
    driver.wait_for_some("nothing left", |_| {
        let is_gone = keys.lock().unwrap().is_empty() && !exists(&desk, "forget.json");
        is_gone.then_some(())
    });
    assert!(!exists(&desk, "accounts.json"));
}

#[test]
fn a_silent_keyring_keeps_no_files() {
    let desk = desk().vault(Vault::Silent);
    let mut driver = signed_in(&desk);
    sign_out(&mut driver);
    driver.wait_for_some("the files gone", |_| (!exists(&desk, "accounts.json")).then_some(()));
    assert!(exists(&desk, "forget.json"), "the key may still be there");
    drop(driver);
    the_next_start_removes_the_rest(desk);
}

#[test]
fn a_key_that_could_not_be_removed_is_said_and_tried_again() {
    let desk = desk().vault(Vault::Failing(vault::Error::Locked));
    let mut driver = signed_in(&desk);
    sign_out(&mut driver);
    driver.wait_for_text(
        "your key could not be removed from the keyring. Nameplate tries again at the next start",
    );
    let _ = driver.picture("key-still-there");
    // What is said about it does not end a try to sign in.
    driver.fill(Role::PasswordInput, "API key", OWNER);
    driver.press(Role::Button, "Sign in");
    let _ = driver.wait_for(Role::Button, "Change photo");
    sign_out(&mut driver);
    driver.wait_for_some("the files gone", |_| (!exists(&desk, "accounts.json")).then_some(()));
    drop(driver);
    the_next_start_removes_the_rest(desk);
}

#[test]
fn without_a_keyring_no_key_is_left() {
    let desk = desk().vault(Vault::Failing(vault::Error::Absent));
    let mut driver = signed_in(&desk);
    driver.wait_for_text("No keyring is running");
    sign_out(&mut driver);
    driver.wait_for_some("nothing left", |_| {
        (!exists(&desk, "accounts.json") && !exists(&desk, "forget.json")).then_some(())
    });
    assert!(!driver.tree().all().iter().any(|found| found.name.contains("could not be removed")));
}

#[test]
fn files_that_could_not_be_removed_are_named() {
    for (is_noted, said) in
        [(true, "Nameplate tries again at the next start"), (false, "Remove them yourself")]
    {
        let desk = desk();
        let mut driver = signed_in(&desk);
        // Nothing below a file can be removed.
        let accounts = desk.folder.path().join("accounts");
        std::fs::remove_dir_all(&accounts).unwrap();
        std::fs::write(accounts, "").unwrap();
        if !is_noted {
            std::fs::create_dir(desk.folder.path().join("forget.json")).unwrap();
            std::fs::write(desk.folder.path().join("log"), "").unwrap();
        }
        sign_out(&mut driver);
        driver.wait_for_text("files of the account could not be removed");
        driver.wait_for_text(said);
        let _ = driver.picture(if is_noted { "files-still-there" } else { "files-stay" });
    }
}

#[test]
fn a_second_window_does_not_bring_the_account_back() {
    let desk = desk();
    let mut first = signed_in(&desk);
    let mut second = signed_in(&desk);
    sign_out(&mut first);
    let store = Store::at(desk.folder.path());
    first.wait_for_some("the list empty", |_| store.accounts_at_start().is_empty().then_some(()));
    second.fill(Role::TextInput, "First name", "Mina");
    second.press(Role::Button, "Save");
    second.wait_for_text("You signed out of this account in another window");
    let _ = second.picture("signed-out-elsewhere");
    assert_eq!(desk.server.user("owner").unwrap().first_name.as_deref(), Some("Mina"), "it was saved");
    second.press(Role::Button, "Switch account");
    let _ = second.wait_for(Role::PasswordInput, "API key");
    assert!(second.tree().find(Role::ListItem, "Mina Owner").is_none());
    assert!(!exists(&desk, "accounts.json"));
}

/// The keyring takes its time to remove the key; the same person signs in again meanwhile and is kept signed in.
#[test]
fn a_late_removal_leaves_the_key_of_a_new_sign_in() {
    const TAKEN: Duration = Duration::from_secs(2);
    let vault = Vault::SlowToForget(Arc::default(), TAKEN);
    let Vault::SlowToForget(keys, _) = &vault else { unreachable!("it was made just now") };
    let keys = Arc::clone(keys);
    let has_key = |desk: &Desk| keys.lock().unwrap().contains_key(&entry(desk));
    let desk = desk().vault(vault);
    let mut driver = signed_in(&desk);
    driver.wait_for_some("the key in the keyring", |_| has_key(&desk).then_some(()));
    sign_out(&mut driver);
    driver.wait_for_some("the note of the removal", |_| exists(&desk, "forget.json").then_some(()));
    driver.rest();
    driver.fill(Role::PasswordInput, "API key", OWNER);
    driver.press(Role::Button, "Sign in");
    let _ = driver.wait_for(Role::Button, "Change photo");
    let since = Instant::now();
    driver.wait_for_some("the end of the removal", |_| (since.elapsed() > 2 * TAKEN).then_some(()));
    driver.wait_for_some("the new key", |_| has_key(&desk).then_some(()));
    driver.wait_for_some("no note", |_| (!exists(&desk, "forget.json")).then_some(()));
    drop(driver);
    let mut desk = desk;
    desk.start.accounts = desk.start.store.clone().unwrap().accounts_at_start();
    let mut driver = desk.open(WIDE);
    let _ = driver.wait_for(Role::Button, "Change photo");
    driver.rest();
    assert!(has_key(&desk));
}
