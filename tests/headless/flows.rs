//! Complete sequences of actions of a person, with the built-in server.

use crate::support::desk::{Desk, NARROW, WIDE};
use crate::support::driver::Driver;

use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use iced::{Event, window};
use nameplate::access::Role;
use nameplate::demo::{Behaviour, Effect, Fault, Seed};
use nameplate::profile::{Entry, Identity, IdentityKind};
use nameplate::secret::Secret;
use nameplate::store::{Account, Store};
use nameplate::vault::{self, Vault};

use std::ops::Range;
use std::time::Duration;

const KEY: &str = "f4e75eab6e0f663a972d145478d6fc4b81762070";
const ME: &str = "/api/users/me/";

#[test]
fn signs_in_edits_saves_and_comes_back_the_next_day() {
    let desk = Desk::with(Behaviour::default(), Seed::Reference);
    let mut driver = desk.open(WIDE);
    driver.assert_shows(&[(Role::TextInput, "Server address"), (Role::PasswordInput, "API key")]);
    driver.fill(Role::PasswordInput, "API key", &format!("  Token {KEY}\n"));
    driver.press(Role::Button, "Sign in");
    let _ = driver.wait_for(Role::Image, "Photo of بهروز قربانی");

    driver.fill(Role::TextInput, "First name", "Behrooz");
    driver.fill(Role::TextInput, "Mobile number", "۰۹۱۲۰۰۰۱۱۲۲");
    driver.wait_for_text("2 changes");
    desk.server.forget_requests();
    driver.press(Role::Button, "Save");
    driver.wait_for_text("Saved");
    driver.wait_until_gone(Role::Button, "Save");
    driver.wait_for_some("the focus, which is not lost with the button", |driver| {
        let first = driver.control(Role::TextInput, "First name");
        first.states.contains(&"focused").then_some(())
    });

    let stored = desk.server.user("behrooz").unwrap();
    assert_eq!(stored.first_name.as_deref(), Some("Behrooz"));
    assert_eq!(stored.mobile_number.as_deref(), Some("09120001122"));
    assert_eq!(stored.last_name.as_deref(), Some("قربانی"));
    let patches: Vec<_> = desk.server.requests().into_iter().filter(|r| r.method == "PATCH").collect();
    assert_eq!(patches.len(), 1, "one save is one request");

    // The next day: the list of accounts is read from disk, the key comes from the keyring.
    drop(driver);
    let renamed = |accounts: &[Account]| accounts.iter().any(|account| account.name == "Behrooz قربانی");
    let accounts = wait(desk.start.store.clone().unwrap(), renamed);
    assert!(accounts[0].active);
    let tomorrow = desk.knowing(accounts);
    let mut driver = tomorrow.open(WIDE);
    let _ = driver.wait_for(Role::Button, "Change photo");
    assert_eq!(driver.value(Role::TextInput, "First name"), "Behrooz");
}

/// Reads the list of accounts until it is as wanted: it is written in the background.
fn wait(store: Store, wanted: impl Fn(&[Account]) -> bool) -> Vec<Account> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        for _ in 0..6_000 {
            let accounts = store.accounts().await.unwrap();
            if wanted(&accounts) {
                return accounts;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("the list of accounts did not become as wanted");
    })
}

#[test]
fn signs_in_with_username_and_password() {
    let desk = Desk::with(Behaviour::default(), Seed::Reference);
    let mut driver = desk.open(WIDE);
    driver.press(Role::RadioButton, "Password");
    driver.fill(Role::TextInput, "Username or email", "BehroozGhorbani");
    driver.fill(Role::PasswordInput, "Password", "wrong");
    driver.press(Role::Button, "Sign in");
    driver.wait_for_text("Wrong username or password. Check Caps Lock.");
    driver.fill(Role::PasswordInput, "Password", "behrooz-pass-1");
    driver.key(Named::Enter, Modifiers::empty());
    let _ = driver.wait_for(Role::Button, "Change photo");
}

#[test]
fn each_refusal_at_sign_in_says_what_to_do() {
    let desk = Desk::with(Behaviour::default(), Seed::Reference);
    let mut driver = desk.open(WIDE);
    let mut try_with = |address: &str, key: &str, said: &str| {
        driver.fill(Role::TextInput, "Server address", address);
        driver.fill(Role::PasswordInput, "API key", key);
        driver.press(Role::Button, "Sign in");
        driver.wait_for_text(said);
        assert_eq!(driver.value(Role::TextInput, "Server address"), address, "what was typed stays");
    };
    let server = desk.server.base_url().to_owned();
    try_with(&server, "0000000000000000000000000000000000000000", "The server does not accept this key");
    try_with(
        &server,
        "3333333333333333333333333333333333333333",
        "The server does not allow this for your account.",
    );
    try_with("", KEY, "Enter the address");
    try_with("ftp://hr.example.com", KEY, "Only web addresses");
    try_with("http://hr.example.com", KEY, "This address is not encrypted");
    try_with("127.0.0.1:1", KEY, "refused the connection");
    try_with(&server, "", "Enter your API key");
    let page = || {
        let headers = vec![("Content-Type".to_owned(), "text/html".to_owned())];
        Effect::Answer { status: 200, headers, body: b"<html>Welcome</html>".to_vec() }
    };
    desk.server.fault(Fault::new(page()));
    try_with(&server, KEY, "but not with a profile");
}

#[test]
fn field_errors_are_shown_at_their_fields_and_typed_values_stay() {
    let desk = Desk::with(Behaviour::default(), Seed::Reference);
    let (desk, mut driver) = desk.signed_in(WIDE);
    driver.fill(Role::TextInput, "Username", "sara_owner");
    driver.fill(Role::TextInput, "Email", "not an address");
    driver.press(Role::Button, "Save");
    driver.wait_for_text("Correct the 2 marked fields");
    let username = driver.control(Role::TextInput, "Username");
    assert!(driver.description(Role::TextInput, "Username").contains("already exists"), "{username:?}");
    assert_eq!(driver.value(Role::TextInput, "Username"), "sara_owner");
    assert!(username.states.contains(&"focused"), "the first one has the focus: {username:?}");
    assert!(driver.description(Role::TextInput, "Email").contains("valid email"));
    let _ = driver.picture("profile-errors");

    // An edit answers its own field's error, and the save goes through.
    driver.fill(Role::TextInput, "Email", "behrooz@example.com");
    assert!(!driver.description(Role::TextInput, "Email").contains("valid email"));
    driver.press(Role::Button, "Undo Username");
    driver.press(Role::Button, "Save");
    driver.wait_for_text("Saved");
    assert_eq!(desk.server.user("behrooz").unwrap().email.as_deref(), Some("behrooz@example.com"));
    assert_eq!(desk.server.user("behrooz").unwrap().username.as_deref(), Some("BehroozGhorbani"));
}

#[test]
fn a_refused_key_keeps_the_edits_and_asks_to_sign_in_again() {
    let desk = Desk::with(Behaviour::default(), Seed::Reference);
    let (desk, mut driver) = desk.signed_in(WIDE);
    driver.fill(Role::TextInput, "First name", "Behrooz");
    desk.server.revoke("behrooz");
    driver.press(Role::Button, "Save");
    driver.wait_for_text("What you typed is kept");
    let _ = driver.picture("sign-in-again");
    driver.press(Role::RadioButton, "Password");
    // The profile behind has a username of its own; the one to fill is in the dialog, which came last.
    driver.key(Named::Tab, Modifiers::empty());
    driver.type_text("BehroozGhorbani");
    driver.tab_to(Role::PasswordInput, "Password");
    driver.type_text("behrooz-pass-1");
    driver.key(Named::Enter, Modifiers::empty());
    // While the server is asked, the dialog is still there and has no fields.
    let _ = driver.wait_for(Role::TextInput, "First name");
    assert_eq!(driver.value(Role::TextInput, "First name"), "Behrooz");
    driver.press(Role::Button, "Save");
    driver.wait_for_text("Saved");
    assert_eq!(desk.server.user("behrooz").unwrap().first_name.as_deref(), Some("Behrooz"));
}

#[test]
fn a_missing_item_leads_to_its_field_and_the_panel_follows_the_server() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    driver.wait_for_text("Profile incomplete");
    driver.press(Role::Button, "Go to Mobile number");
    driver.type_text("09120000009");
    driver.wait_until_gone(Role::Button, "Go to Mobile number");
    driver.key("s", Modifiers::COMMAND);
    driver.wait_for_text("Profile complete");
    assert_eq!(desk.server.user("behrooz").unwrap().mobile_number.as_deref(), Some("09120000009"));
}

#[test]
fn the_gender_is_chosen_cleared_and_put_back() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    driver.press(Role::RadioButton, "Other");
    driver.press(Role::Button, "Undo Gender");
    driver.wait_until_gone(Role::Button, "Save");
    driver.press(Role::RadioButton, "Not given");
    driver.press(Role::Button, "Save");
    driver.wait_for_text("Saved");
    assert_eq!(desk.server.user("behrooz").unwrap().gender, None);
}

#[test]
fn clearing_the_username_is_asked_about_once_and_sent_as_null() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    driver.fill(Role::TextInput, "Username", "");
    driver.press(Role::Button, "Save");
    driver.wait_for_text("You may no longer be able to sign in with it");
    let _ = driver.picture("ask-clear-username");
    driver.press(Role::Button, "Cancel");
    assert!(desk.server.user("behrooz").unwrap().username.is_some());
    driver.press(Role::Button, "Save");
    driver.press(Role::Button, "Save without username");
    driver.wait_for_text("Saved");
    assert_eq!(desk.server.user("behrooz").unwrap().username, None);
}

#[test]
fn the_photo_is_chosen_by_its_path_sent_and_removed() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    let before = desk.server.avatar("behrooz");
    driver.fill(Role::TextInput, "First name", "Behrooz");
    driver.press(Role::Button, "Change photo");
    let _ = driver.picture("photo-choose");

    let missing = desk.folder.path().join("nothing.jpg");
    driver.press(Role::Button, "Other ways");
    driver.fill(Role::TextInput, "Photo path", missing.to_str().unwrap());
    driver.key(Named::Enter, Modifiers::empty());
    driver.wait_for_text("There is no file at this path");

    let file = desk.picture_file("wide.png", 1600, 1200);
    driver.fill(Role::TextInput, "Photo path", file.to_str().unwrap());
    driver.key(Named::Enter, Modifiers::empty());
    let _ = driver.wait_for(Role::Button, "Use photo");
    let _ = driver.picture("photo-ready");
    driver.press(Role::Button, "Use photo");
    driver.wait_for_text("Photo changed");
    let stored = desk.server.avatar("behrooz").unwrap();
    assert_ne!(Some(&stored), before.as_ref());
    let sent = image::load_from_memory(&stored).unwrap();
    assert_eq!((sent.width(), sent.height()), (512, 512));
    assert_eq!(driver.value(Role::TextInput, "First name"), "Behrooz", "edits stay");
    assert_eq!(desk.server.user("behrooz").unwrap().first_name.as_deref(), Some("بهروز"));
    let _ = driver.picture("photo-changed");

    driver.press(Role::Button, "Remove photo");
    let _ = driver.wait_for(Role::Image, "No photo");
    assert_eq!(desk.server.avatar("behrooz"), None);
    let _ = driver.picture("photo-none");
}

#[test]
fn an_upload_shows_that_it_waits_and_can_be_cancelled_and_retried() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    let before = desk.server.avatar("behrooz");
    let file = desk.picture_file("wide.jpg", 1600, 1200);
    driver.press(Role::Button, "Change photo");
    driver.press(Role::Button, "Other ways");
    driver.fill(Role::TextInput, "Photo path", file.to_str().unwrap());
    driver.key(Named::Enter, Modifiers::empty());
    let _ = driver.wait_for(Role::Button, "Use photo");

    desk.server.fault(Fault::new(Effect::WaitThenAnswer(Duration::from_secs(30))).on("PATCH", ME));
    driver.press(Role::Button, "Use photo");
    driver.wait_for_text("Sent, waiting for the server");
    let _ = driver.picture("photo-sending");
    driver.press(Role::Button, "Cancel");
    driver.wait_for_text("Checking the server");
    driver.press(Role::Button, "Cancel");
    driver.wait_for_text("The server may or may not have changed your photo");
    assert_eq!(desk.server.avatar("behrooz"), before);

    let busy = Effect::Answer { status: 413, headers: Vec::new(), body: Vec::new() };
    desk.server.fault(Fault::new(busy).on("PATCH", ME));
    driver.press(Role::Button, "Retry");
    driver.wait_for_text("The photo is too large for the server.");
    assert!(
        driver.tree().all().iter().all(|found| !found.name.contains("was not changed")),
        "that is not known"
    );
    let _ = driver.picture("photo-failed");
    driver.press(Role::Button, "Retry");
    driver.wait_for_text("Photo changed");
    assert_ne!(desk.server.avatar("behrooz"), before);
}

#[test]
fn closing_with_edits_asks_first() {
    let (_desk, mut driver) = Desk::new().signed_in(WIDE);
    driver.fill(Role::TextInput, "First name", "Behrooz");
    driver.event(Event::Window(window::Event::CloseRequested));
    driver.wait_for_text("Close without saving?");
    let _ = driver.picture("ask-close");
    driver.key(Named::Escape, Modifiers::empty());
    driver.wait_until_gone(Role::Button, "Close without saving");
    assert!(driver.is_open());
    driver.press(Role::Button, "Undo First name");
    driver.event(Event::Window(window::Event::CloseRequested));
    driver.wait_until_closed();
}

#[test]
fn discarding_goes_back_to_what_is_saved_and_can_be_undone_at_once() {
    let (_desk, mut driver) = Desk::new().signed_in(WIDE);
    driver.fill(Role::TextInput, "First name", "Behrooz");
    driver.press(Role::Button, "Discard changes");
    driver.wait_until_gone(Role::Button, "Save");
    assert_eq!(driver.value(Role::TextInput, "First name"), "بهروز");
    driver.press(Role::Button, "Undo");
    assert_eq!(driver.value(Role::TextInput, "First name"), "Behrooz");
}

#[test]
fn signing_out_forgets_the_key_and_the_files() {
    let vault = Vault::memory();
    let desk = Desk::with(Behaviour::default(), Seed::Reference).vault(vault.clone());
    let mut driver = desk.open(WIDE);
    driver.fill(Role::PasswordInput, "API key", KEY);
    driver.press(Role::Button, "Sign in");
    let _ = driver.wait_for(Role::Button, "Change photo");
    let account = wait(desk.start.store.clone().unwrap(), |accounts| !accounts.is_empty()).remove(0);
    let _ = driver.wait_for_some("the key in the keyring", |_| key_in(&vault, &account.entry()));

    driver.press(Role::Button, "Sign out");
    driver.wait_for_text("The key stays valid on the server");
    let _ = driver.picture("ask-sign-out");
    driver.tab_to(Role::Button, "Sign out");
    driver.key(Named::Enter, Modifiers::empty());
    let _ = driver.wait_for(Role::PasswordInput, "API key");
    let _ = wait(desk.start.store.clone().unwrap(), <[_]>::is_empty);
    driver.wait_for_some("the key gone", |_| key_in(&vault, &account.entry()).is_none().then_some(()));
}

fn key_in(vault: &Vault, entry: &Entry) -> Option<Secret> {
    let Vault::Memory(keys) = vault else { panic!("not a vault in memory") };
    keys.lock().unwrap().get(entry).cloned()
}

#[test]
fn without_a_keyring_the_person_goes_on_and_is_told_why() {
    let situations = [
        (vault::Error::Absent, "No keyring is running on this computer"),
        (vault::Error::NoKeyring, "There is no keyring yet"),
        (vault::Error::Locked, "The keyring is locked"),
        (vault::Error::Failed, "The keyring could not store your key"),
    ];
    for (error, said) in situations {
        let desk = Desk::new().vault(Vault::Failing(error));
        let mut driver = desk.open(WIDE);
        driver.fill(Role::PasswordInput, "API key", desk.server.key());
        driver.press(Role::Button, "Sign in");
        driver.wait_for_text(said);
        driver.assert_shows(&[(Role::Button, "Change photo")]);
    }
}

#[test]
fn a_silent_keyring_is_shown_and_can_be_skipped() {
    let known = Account {
        origin: "http://127.0.0.1:9".to_owned(),
        address: String::new(),
        capital_gender: false,
        identity: Identity::new(IdentityKind::Id, "1").unwrap(),
        name: "بهروز قربانی".to_owned(),
        active: true,
    };
    let desk = Desk::new().vault(Vault::Silent).knowing(vec![known]);
    let mut driver = desk.open(WIDE);
    driver.wait_for_text("Opening your profile");
    let _ = driver.picture("keyring-opening");
    driver.wait_for_text("Waiting for the keyring");
    let _ = driver.picture("keyring-waiting");
    driver.press(Role::Button, "Continue without keyring");
    driver.assert_shows(&[(Role::PasswordInput, "API key")]);
}

#[test]
fn the_menu_changes_language_and_colours_at_once_and_keeps_them() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    driver.press(Role::Button, "Menu");
    let _ = driver.picture("menu");
    driver.press(Role::RadioButton, "Dark");
    driver.press(Role::RadioButton, "فارسی");
    let _ = driver.wait_for(Role::RadioButton, "تیره");
    let _ = driver.picture("menu-fa-dark");
    driver.key(Named::Escape, Modifiers::empty());
    driver.wait_until_gone(Role::RadioButton, "English");
    driver.wait_for_some("the settings file", |_| {
        let settings = std::fs::read_to_string(desk.folder.path().join("config.toml")).ok()?;
        (settings.contains("language = \"fa\"") && settings.contains("theme = \"dark\"")).then_some(())
    });
}

#[test]
fn groups_open_on_a_press_and_are_copied_as_text() {
    let (_desk, mut driver) = Desk::new().signed_in(WIDE);
    driver.press(Role::Button, "Show details of Administrators");
    let _ = driver.wait_for(Role::Button, "Hide details of Administrators");
    let _ = driver.picture("groups-details");
    driver.press(Role::Button, "Copy groups");
    let _ = driver.wait_for(Role::Status, "Copied");
    let copied = driver.clipboard().unwrap();
    assert_eq!(copied, "Administrators\tAll system administrators with full permissions\t1 member");
    driver.set_clipboard("");
    driver.press(Role::Button, "Copy details of Administrators");
    let details = "\nCreated\t22 November 2025, 13:07\nChanged\t22 November 2025, 13:07";
    driver.wait_for_some("the group in the clipboard", |driver| {
        (driver.clipboard()? == format!("{copied}{details}")).then_some(())
    });
}

#[test]
fn many_groups_can_be_searched_and_one_be_copied() {
    let desk = Desk::new();
    answer_with_groups(&desk, 11..19);
    let (desk, mut driver) = desk.signed_in(WIDE);
    let _ = driver.wait_for(Role::ListItem, "Group 18");
    driver.fill(Role::SearchInput, "Search groups", "GROUP ۱۷");
    driver.wait_until_gone(Role::ListItem, "Group 18");
    let _ = driver.wait_for(Role::Status, "1 of 8");
    let _ = driver.picture("groups-search");
    driver.fill(Role::SearchInput, "Search groups", "treasurers");
    driver.wait_for_text("No group has these words");

    // One group fewer, and no search is offered or in force.
    answer_with_groups(&desk, 11..18);
    driver.key(Named::F5, Modifiers::empty());
    let _ = driver.wait_for(Role::ListItem, "Group 11");
    driver.wait_until_gone(Role::SearchInput, "Search groups");
}

/// The next reading brings groups of which the server sends nothing but the numbers.
fn answer_with_groups(desk: &Desk, groups: Range<u64>) {
    let mut person: serde_json::Value = serde_json::from_slice(&profile_of(desk)).unwrap();
    person["groups"] = groups.collect();
    let headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
    desk.server.fault(
        Fault::new(Effect::Answer { status: 200, headers, body: person.to_string().into_bytes() })
            .on("GET", ME),
    );
}

#[test]
fn a_server_that_is_back_is_noticed() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    driver.fill(Role::TextInput, "First name", "Behrooz");
    // Reading is tried three times; then the server is asked whether it is back.
    desk.server.fault(Fault::new(Effect::DropBeforeStoring).times(4));
    driver.key(Named::F5, Modifiers::empty());
    let _ = driver.wait_for(Role::Button, "Close the message about refreshing");
    desk.server.edit("behrooz", |person| person.last_name = Some("Ghorbani".to_owned()));
    let _ = driver.wait_for(Role::Status, "Connected to the server again. Your changes are not saved yet.");
    driver.wait_until_gone(Role::Button, "Close the message about refreshing");
    assert_eq!(driver.value(Role::TextInput, "Last name"), "Ghorbani", "what it says now is shown");
    assert_eq!(driver.value(Role::TextInput, "First name"), "Behrooz", "under what was typed");
    let _ = driver.picture("server-is-back");
}

#[test]
fn values_that_the_server_ignores_or_changes_are_named() {
    let (desk, mut driver) = Desk::new().signed_in(NARROW);
    // A server in front of an older model: it answers 200 and keeps what it has.
    let person = profile_of(&desk);
    let headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
    desk.server.fault(Fault::new(Effect::Answer { status: 200, headers, body: person }).on("PATCH", ME));
    driver.fill(Role::TextInput, "Last name", "Ghorbani");
    driver.key("s", Modifiers::COMMAND);
    driver.wait_for_text("Nothing was saved: the server ignored Last name.");
    driver.wait_for_text("The server has “");
    let _ = driver.picture("save-ignored");
    assert_eq!(driver.value(Role::TextInput, "Last name"), "Ghorbani", "what was typed is kept");
    driver.press(Role::Button, "Undo Last name");
    assert_eq!(driver.value(Role::TextInput, "Last name"), "قربانی");
}

/// The profile as the server answers it.
fn profile_of(desk: &Desk) -> Vec<u8> {
    use std::io::{Read, Write};
    let address = desk.server.base_url().trim_start_matches("http://").to_owned();
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    write!(
        stream,
        "GET {ME} HTTP/1.1\r\nHost: x\r\nAuthorization: Token {}\r\nConnection: close\r\n\r\n",
        desk.server.key()
    )
    .unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).unwrap();
    let body = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap() + 4;
    answer.split_off(body)
}

#[test]
fn an_interrupted_save_keeps_the_form_and_shows_the_server_values() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    driver.fill(Role::TextInput, "First name", "Behrooz");
    desk.server.fault(Fault::new(Effect::DropBeforeStoring).on("PATCH", ME));
    driver.press(Role::Button, "Save");
    driver.wait_for_text("Not clear yet whether this was saved");
    let _ = driver.picture("save-checking");
    driver.press(Role::Button, "Cancel");
    driver.wait_for_text("This may or may not have been saved.");
    assert_eq!(driver.value(Role::TextInput, "First name"), "Behrooz");
    let _ = driver.picture("save-unknown");
    driver.press(Role::Button, "Check again");
    driver.wait_until_gone(Role::Status, "Not clear yet whether this was saved");
    driver.wait_for_text("This may or may not have been saved.");

    // Stored, but the answer was lost: reading again shows it, and it counts as saved.
    desk.server.fault(Fault::new(Effect::StoreThenDrop).on("PATCH", ME));
    driver.press(Role::Button, "Save");
    driver.wait_for_text("Saved");
    assert_eq!(desk.server.user("behrooz").unwrap().first_name.as_deref(), Some("Behrooz"));
}

#[test]
fn a_key_for_this_run_asks_only_for_the_address_and_keeps_nothing() {
    let mut desk = Desk::new();
    desk.start.config.key = Some(desk.server.key().into());
    desk.start.config.server = None;
    let mut driver = desk.open(WIDE);
    driver.wait_for_text("Only the server address is missing");
    assert!(driver.tree().find(Role::PasswordInput, "API key").is_none());
    let _ = driver.picture("sign-in-address-only");
    driver.fill(Role::TextInput, "Server address", desk.server.base_url());
    driver.press(Role::Button, "Sign in");
    let _ = driver.wait_for(Role::Button, "Change photo");
    assert!(!desk.folder.path().join("accounts.json").exists());
    let Vault::Memory(keys) = &desk.start.vault else { panic!("not a vault in memory") };
    assert!(keys.lock().unwrap().is_empty());
}

#[test]
fn a_key_of_the_environment_that_is_refused_is_corrected_there() {
    let cases =
        [("0000", "does not accept the key in NAMEPLATE_KEY"), ("کلید", "NAMEPLATE_KEY contains letters")];
    for (key, said) in cases {
        let mut desk = Desk::new();
        desk.start.config.key = Some(key.into());
        let mut driver = desk.open(WIDE);
        driver.wait_for_text(said);
        let _ = driver.picture("given-key-refused");
        assert!(driver.tree().find(Role::PasswordInput, "API key").is_none());
        assert!(!driver.tree().all().iter().any(|found| found.name.contains("Copy it again")));
    }
    let mut desk = Desk::new();
    desk.start.config.key = Some(desk.server.key().into());
    desk.server.fault(Fault::new(Effect::WaitThenAnswer(Duration::from_secs(30))));
    let mut driver = desk.open(WIDE);
    driver.press(Role::Button, "Cancel");
    driver.wait_for_text("used until you close Nameplate. It is not stored");
    assert!(
        !driver.tree().all().iter().any(|found| found.name.contains("is missing")),
        "the address is there"
    );
}

#[test]
fn a_server_that_the_administrator_has_set_cannot_be_changed() {
    let mut desk = Desk::with(Behaviour::default(), Seed::Reference);
    desk.start.config.server.as_mut().unwrap().fixed = true;
    let elsewhere = Account {
        origin: "https://hr.example.com".to_owned(),
        address: String::new(),
        identity: Identity::new(IdentityKind::Id, "3").unwrap(),
        name: "Alexandra Thompson".to_owned(),
        active: false,
        capital_gender: false,
    };
    let desk = desk.knowing(vec![elsewhere]);
    let mut driver = desk.open(WIDE);
    driver.wait_for_text("Your administrator has set the server");
    assert!(driver.tree().find(Role::TextInput, "Server address").is_none());
    assert!(driver.tree().find(Role::ListItem, "Alexandra Thompson").is_none());
    let _ = driver.picture("sign-in-fixed-server");
}

#[test]
fn fields_keep_their_places_when_they_become_changed() {
    let (_desk, mut driver) = Desk::new().signed_in(WIDE);
    let before = driver.control(Role::TextInput, "First name").bounds;
    let below = driver.control(Role::RadioButton, "Male").bounds;
    driver.fill(Role::TextInput, "First name", "Behrooz");
    let _ = driver.wait_for(Role::Button, "Undo First name");
    assert_eq!(driver.control(Role::TextInput, "First name").bounds, before);
    assert_eq!(driver.control(Role::RadioButton, "Male").bounds, below);
}

#[test]
fn caps_lock_is_noticed_while_the_password_is_typed() {
    let mut driver = Desk::new().open(WIDE);
    driver.press(Role::RadioButton, "Password");
    driver.fill(Role::PasswordInput, "Password", "PASS");
    driver.wait_for_text("Caps Lock is on");
}

/// The profile as the server answers it, with one key changed.
fn answering(desk: &Desk, key: &str, value: serde_json::Value) -> Effect {
    let mut profile: serde_json::Value = serde_json::from_slice(&profile_of(desk)).unwrap();
    let profile_map = profile.as_object_mut().unwrap();
    if value.is_null() && key.starts_with("is_profile") {
        let _ = profile_map.remove(key);
    } else {
        let _ = profile_map.insert(key.to_owned(), value);
    }
    let headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
    Effect::Answer { status: 200, headers, body: profile.to_string().into_bytes() }
}

#[test]
fn a_disagreement_between_flag_and_fields_is_shown() {
    use serde_json::json;

    let full = Desk::with(Behaviour::default(), Seed::Reference);
    let situations = [
        (json!(false), "Everything is filled in, but the server still says that the profile is incomplete"),
        (json!(null), "The server does not say whether the profile is complete"),
    ];
    for (flag, said) in situations {
        let mut start = full.start.clone();
        start.config.key = Some(KEY.into());
        full.server.fault(Fault::new(answering(&full, "is_profile_completed", flag)).on("GET", ME));
        let mut driver = Driver::new(nameplate::app::application(start), WIDE);
        driver.wait_for_text(said);
    }

    // Complete for the server, though something is empty here: that is optional.
    let desk = Desk::new();
    let mut start = desk.start.clone();
    start.config.key = Some(desk.server.key().into());
    desk.server.fault(Fault::new(answering(&desk, "is_profile_completed", json!(true))).on("GET", ME));
    let mut driver = Driver::new(nameplate::app::application(start), WIDE);
    driver.wait_for_text("Profile complete");
    driver.wait_for_text("Optional");
    let _ = driver.wait_for(Role::Button, "Go to Mobile number");
}

#[test]
fn group_ids_and_unknown_genders_are_shown_and_kept() {
    use serde_json::json;

    let desk = Desk::with(Behaviour::default(), Seed::Reference);
    let mut start = desk.start.clone();
    start.config.key = Some(KEY.into());
    desk.server.fault(Fault::new(answering(&desk, "groups", json!([7, 9]))).on("GET", ME));
    let mut driver = Driver::new(nameplate::app::application(start.clone()), WIDE);
    let _ = driver.wait_for(Role::ListItem, "Group 7");
    let _ = driver.wait_for(Role::ListItem, "Group 9");
    let _ = driver.picture("groups-ids");
    // Whoever goes by Tab meets each of them, and can copy it.
    driver.tab_to(Role::Button, "Copy groups");
    for group in ["Group 7", "Group 9"] {
        driver.key(Named::Tab, Modifiers::empty());
        let details = driver.control(Role::Button, &format!("Show details of {group}"));
        assert!(details.states.contains(&"focused"), "{details}");
    }
    driver.key(Named::Enter, Modifiers::empty());
    driver.wait_for_text("does not say when it was created");
    driver.key(Named::Tab, Modifiers::empty());
    driver.key(Named::Enter, Modifiers::empty());
    let _ = driver.wait_for_some("the group in the clipboard", |driver| {
        driver.clipboard().filter(|text| text == "Group 9")
    });
    let _ = driver.picture("groups-ids-details");
    drop(driver);

    desk.server.fault(Fault::new(answering(&desk, "gender", json!("Nonbinary"))).on("GET", ME));
    let mut driver = Driver::new(nameplate::app::application(start), WIDE);
    driver.wait_for_text("Nonbinary");
    driver.fill(Role::TextInput, "First name", "Behrooz");
    desk.server.forget_requests();
    driver.press(Role::Button, "Save");
    driver.wait_for_text("Saved");
    let sent: Vec<_> =
        desk.server.requests().into_iter().filter(|request| request.method == "PATCH").collect();
    assert_eq!(sent[0].body, br#"{"first_name":"Behrooz"}"#);
}
