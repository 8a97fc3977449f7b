//! Edits, files and keys of one person are never used for another person, whatever the ids of the server are.

use crate::support::desk::{Desk, WIDE};
use crate::support::driver::Driver;

use iced::Program;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use nameplate::access::Role;
use nameplate::demo::{Behaviour, Effect, Fault, IdsForm, Seed};
use nameplate::profile::{Entry, Identity, IdentityKind};
use nameplate::secret::Secret;
use nameplate::store::{Account, Store};
use nameplate::vault::Vault;
use url::Url;

use std::collections::BTreeMap;

const BEHROOZ: &str = "f4e75eab6e0f663a972d145478d6fc4b81762070";
const OWNER: &str = "0b2e8f4c7a91d35e6f8091a2b3c4d5e6f7081920";
const EMPTY: &str = "4444444444444444444444444444444444444444";
const ME: &str = "/api/users/me/";

/// What names the two people of a server, by its ids.
const FORMS: [(IdsForm, [&str; 2]); 5] = [
    (IdsForm::Numbers, ["#1", "#2"]),
    (IdsForm::Uuids, ["#00000001-0000-4000-8000-000000000001", "#00000002-0000-4000-8000-000000000002"]),
    (IdsForm::Slugs, ["#person-1", "#person-2"]),
    (IdsForm::Absent, ["?username=BehroozGhorbani", "?username=sara_owner"]),
    (IdsForm::AbsentWithUsername, ["?email=behrooz21@hotmail.com", "?email=sara.owner@example.com"]),
];

fn desk(ids: IdsForm) -> Desk {
    Desk::with(Behaviour { ids, ..Behaviour::default() }, Seed::Reference)
}

fn sign_in<P: Program + 'static>(driver: &mut Driver<P>, key: &str) {
    driver.fill(Role::PasswordInput, "API key", key);
    driver.press(Role::Button, "Sign in");
}

/// At work: signed in at the door with this key.
fn signed_in(desk: &Desk, key: &str) -> Driver<impl Program + 'static + use<>> {
    let mut driver = desk.open(WIDE);
    sign_in(&mut driver, key);
    let _ = driver.wait_for(Role::Button, "Change photo");
    driver
}

/// An edit is to be saved, and the key is no longer accepted.
fn expires<P: Program + 'static>(desk: &Desk, driver: &mut Driver<P>, name: &str) {
    driver.fill(Role::TextInput, "First name", "Edited");
    desk.server.revoke(name);
    driver.press(Role::Button, "Save");
    driver.wait_for_text("What you typed is kept");
}

fn accept_again(desk: &Desk, name: &str, key: &str) {
    desk.server.edit(name, |person| person.key = Some(key.to_owned()));
}

/// Goes on with the edits after the key was renewed, and saves them.
fn goes_on<P: Program + 'static>(driver: &mut Driver<P>) {
    driver.wait_until_gone(Role::PasswordInput, "API key");
    let _ = driver.wait_for(Role::TextInput, "First name");
    assert_eq!(driver.value(Role::TextInput, "First name"), "Edited");
    driver.press(Role::Button, "Save");
    driver.wait_for_text("Saved");
}

fn first_name(desk: &Desk, name: &str) -> Option<String> {
    desk.server.user(name).unwrap().first_name
}

/// The keys in the keyring, by the marks that follow the server's address.
fn keys(desk: &Desk) -> BTreeMap<String, String> {
    let Vault::Memory(keys) = &desk.start.vault else { panic!("not a vault in memory") };
    let keys = keys.lock().unwrap();
    let mark = |entry: &Entry| entry.as_str().strip_prefix(desk.server.base_url()).unwrap().to_owned();
    keys.iter().map(|(entry, key)| (mark(entry), key.expose().to_owned())).collect()
}

fn store(desk: &Desk) -> Store {
    desk.start.store.clone().unwrap()
}

/// The accounts on the list, by the same marks.
fn listed(desk: &Desk) -> Vec<String> {
    let accounts = store(desk).accounts_at_start();
    let mark = |account: &Account| account.entry().as_str()[desk.server.base_url().len()..].to_owned();
    accounts.iter().map(mark).collect()
}

/// Waits until the list and the keyring hold this.
fn kept<P: Program + 'static>(driver: &mut Driver<P>, desk: &Desk, expected: &[(&str, &str)]) {
    let marks: Vec<_> = expected.iter().map(|(mark, _)| (*mark).to_owned()).collect();
    let expected: BTreeMap<_, _> =
        expected.iter().map(|(mark, key)| ((*mark).to_owned(), (*key).to_owned())).collect();
    driver.wait_for_some(&format!("{expected:?} on this machine"), |_| {
        (listed(desk) == marks && keys(desk) == expected).then_some(())
    });
}

fn account(desk: &Desk, kind: IdentityKind, text: &str, name: &str) -> Account {
    Account {
        origin: desk.server.base_url().to_owned(),
        address: String::new(),
        identity: Identity::new(kind, text).unwrap(),
        name: name.to_owned(),
        active: true,
        capital_gender: false,
    }
}

/// A desk that knows an account whose key is kept.
fn knowing(desk: Desk, account: Account, key: &str) -> Desk {
    let Vault::Memory(keys) = &desk.start.vault else { panic!("not a vault in memory") };
    let _ = keys.lock().unwrap().insert(account.entry(), Secret::from(key));
    desk.knowing(vec![account])
}

#[test]
fn whoever_signs_in_after_an_expired_key_is_told_from_the_one_before() {
    for ((ids, [mark, _]), escapes) in FORMS.into_iter().zip([true, false].into_iter().cycle()) {
        let desk = desk(ids);
        let mut driver = signed_in(&desk, BEHROOZ);
        kept(&mut driver, &desk, &[(mark, BEHROOZ)]);
        expires(&desk, &mut driver, "behrooz");
        sign_in(&mut driver, OWNER);
        driver.wait_for_text("You signed in as Sara Owner");
        match escapes {
            true => driver.key(Named::Escape, Modifiers::empty()),
            false => driver.press(Role::Button, "Cancel"),
        }
        // What opened the question has the focus again, and Enter would ask once more.
        driver.wait_until_gone(Role::Button, "Continue with this account");
        assert!(driver.control(Role::Button, "Sign in").states.contains(&"focused"), "{ids:?} {escapes}");
        accept_again(&desk, "behrooz", BEHROOZ);
        sign_in(&mut driver, BEHROOZ);
        goes_on(&mut driver);
        assert_eq!(first_name(&desk, "behrooz").as_deref(), Some("Edited"), "{ids:?}");
        assert_eq!(first_name(&desk, "owner").as_deref(), Some("Sara"), "{ids:?}");
        kept(&mut driver, &desk, &[(mark, BEHROOZ)]);
    }
}

#[test]
fn two_people_at_one_machine_share_nothing() {
    for (ids, [mark, other]) in FORMS {
        let mut desk = desk(ids);
        let mut driver = signed_in(&desk, BEHROOZ);
        kept(&mut driver, &desk, &[(mark, BEHROOZ)]);
        expires(&desk, &mut driver, "behrooz");
        sign_in(&mut driver, OWNER);
        driver.wait_for_text("Continue with another account?");
        driver.press(Role::Button, "Continue with this account");
        driver.wait_for_some("the other profile", |driver| {
            (driver.tree().find(Role::TextInput, "First name")?.value.as_deref() == Some("Sara"))
                .then_some(())
        });
        assert!(driver.tree().find(Role::Button, "Save").is_none(), "no edit came along");
        kept(&mut driver, &desk, &[(other, OWNER), (mark, BEHROOZ)]);
        assert_eq!(first_name(&desk, "owner").as_deref(), Some("Sara"), "{ids:?}");

        // Each goes on with their own key at the next start.
        accept_again(&desk, "behrooz", BEHROOZ);
        desk.start.accounts = store(&desk).accounts_at_start();
        let mut driver = desk.open(WIDE);
        let _ = driver.wait_for(Role::Button, "Change photo");
        assert_eq!(driver.value(Role::TextInput, "First name"), "Sara");
        driver.press(Role::Button, "Switch account");
        driver.press(
            Role::Button,
            &format!("Continue as بهروز قربانی on {}", desk.server.base_url().trim_start_matches("http://")),
        );
        let _ = driver.wait_for(Role::Button, "Change photo");
        assert_eq!(driver.value(Role::TextInput, "Last name"), "قربانی");
    }
}

#[test]
fn for_a_person_without_identity_nothing_is_stored() {
    for ids in [IdsForm::Absent, IdsForm::AbsentWithUsername] {
        let desk = desk(ids);
        let mut driver = signed_in(&desk, EMPTY);
        driver.wait_for_text("The server does not say who you are");
        let _ = driver.picture("nothing-is-kept");
        expires(&desk, &mut driver, "empty");
        accept_again(&desk, "empty", EMPTY);
        sign_in(&mut driver, EMPTY);
        driver
            .wait_for_text("The server does not say whether the open profile is yours. Your unsaved change");
        let _ = driver.picture("ask-unknown-account");
        driver.press(Role::Button, "Continue with this account");
        driver.wait_until_gone(Role::Button, "Continue with this account");
        let _ = driver.wait_for(Role::Button, "Change photo");
        assert_eq!(driver.value(Role::TextInput, "First name"), "");
        assert_eq!(first_name(&desk, "empty"), None);
        driver.press(Role::Button, "Switch account");
        let _ = driver.wait_for(Role::PasswordInput, "API key");
        assert!(keys(&desk).is_empty() && listed(&desk).is_empty());
        assert!(std::fs::read_dir(desk.folder.path()).unwrap().next().is_none());
    }
}

#[test]
fn a_person_who_gets_a_username_is_identified_by_it() {
    let desk = desk(IdsForm::Absent);
    let mut driver = signed_in(&desk, EMPTY);
    driver.fill(Role::TextInput, "Email", "e@example.com");
    driver.press(Role::Button, "Save");
    kept(&mut driver, &desk, &[("?email=e@example.com", EMPTY)]);
    driver.fill(Role::TextInput, "Username", "mina");
    driver.press(Role::Button, "Save");
    kept(&mut driver, &desk, &[("?username=mina", EMPTY)]);
    driver.fill(Role::TextInput, "Username", "");
    driver.fill(Role::TextInput, "Email", "");
    driver.press(Role::Button, "Save");
    driver.press(Role::Button, "Save without username");
    driver.wait_for_text("The server does not say who you are");
    kept(&mut driver, &desk, &[]);
}

#[test]
fn an_account_follows_a_username_that_is_changed_here() {
    let mut desk = desk(IdsForm::Absent);
    let mut driver = signed_in(&desk, BEHROOZ);
    kept(&mut driver, &desk, &[("?username=BehroozGhorbani", BEHROOZ)]);
    let (before, now) = (
        account(&desk, IdentityKind::Username, "BehroozGhorbani", ""),
        account(&desk, IdentityKind::Username, "behrooz.g", ""),
    );
    let url = desk.server.base_url().parse::<Url>().unwrap();
    let url = url.join("/media/users/avatars/photo22132188258.jpg").unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let picture = |account: &Account| runtime.block_on(store(&desk).picture(account.clone(), url.clone()));
    let _ = driver.wait_for_some("the picture on disk", |_| picture(&before));

    driver.fill(Role::TextInput, "Username", "behrooz.g");
    driver.press(Role::Button, "Save");
    driver.wait_for_text("Saved");
    kept(&mut driver, &desk, &[("?username=behrooz.g", BEHROOZ)]);
    let _ = driver.wait_for_some("the picture under the new name", |_| picture(&now));
    assert_eq!(picture(&before), None);

    // Somebody else has the old name by now.
    desk.server.edit("owner", |person| person.username = Some("BehroozGhorbani".to_owned()));
    expires(&desk, &mut driver, "behrooz");
    sign_in(&mut driver, OWNER);
    driver.wait_for_text("You signed in as Sara Owner");
    driver.press(Role::Button, "Cancel");
    accept_again(&desk, "behrooz", BEHROOZ);
    sign_in(&mut driver, BEHROOZ);
    goes_on(&mut driver);
    drop(driver);

    desk.start.accounts = store(&desk).accounts_at_start();
    let mut driver = desk.open(WIDE);
    let _ = driver.wait_for(Role::Button, "Change photo");
    assert_eq!(driver.value(Role::TextInput, "Username"), "behrooz.g");
}

#[test]
fn an_account_follows_a_server_that_starts_to_send_ids() {
    let desk = desk(IdsForm::Slugs);
    let before = account(&desk, IdentityKind::Username, "BehroozGhorbani", "بهروز قربانی");
    let desk = knowing(desk, before, BEHROOZ);
    let mut driver = desk.open(WIDE);
    let _ = driver.wait_for(Role::Button, "Change photo");
    kept(&mut driver, &desk, &[("#person-1", BEHROOZ)]);
}

#[test]
fn a_stored_key_of_another_profile_opens_none() {
    for (kind, text) in [
        (IdentityKind::Id, "2"),
        (IdentityKind::Username, "sara_owner"),
        (IdentityKind::Id, "BehroozGhorbani"),
    ] {
        let desk = desk(IdsForm::Numbers);
        let sara = account(&desk, kind, text, "Sara Owner");
        let desk = knowing(desk, sara, BEHROOZ);
        let mut driver = desk.open(WIDE);
        driver.wait_for_text("The stored key of Sara Owner now opens another profile");
        assert!(driver.tree().find(Role::Button, "Change photo").is_none());
    }
}

#[test]
fn a_shared_entry_of_an_old_version_is_not_used() {
    let mut desk = desk(IdsForm::Uuids);
    let list = format!(
        r#"{{"version": 1, "accounts": [{{"origin": "{}", "id": 0, "name": "Sara", "active": true}}]}}"#,
        desk.server.base_url()
    );
    std::fs::write(desk.folder.path().join("accounts.json"), list).unwrap();
    desk.start.accounts = store(&desk).accounts_at_start();
    let somebodys = account(&desk, IdentityKind::Id, "0", "");
    let mut desk = knowing(desk, somebodys, OWNER);
    desk.start.accounts = store(&desk).accounts_at_start();
    let mut driver = desk.open(WIDE);
    let _ = driver.wait_for(Role::PasswordInput, "API key");
    assert!(driver.tree().find(Role::ListItem, "Sara").is_none());
}

#[test]
fn an_answer_about_another_person_is_not_used() {
    let (desk, mut driver) = desk(IdsForm::Uuids).signed_in(WIDE);
    let owner = serde_json::json!({
        "id": "00000002-0000-4000-8000-000000000002", "first_name": "Edited", "last_name": "Owner",
        "username": "sara_owner",
    });
    let answer = || {
        let headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
        Effect::Answer { status: 200, headers, body: owner.to_string().into_bytes() }
    };
    desk.server.fault(Fault::new(answer()).on("GET", ME));
    driver.key(Named::F5, Modifiers::empty());
    driver.wait_for_text("sent the profile of Edited Owner");
    let _ = driver.wait_for(Role::PasswordInput, "API key");
    let _ = driver.picture("another-person");
    driver.key(Named::Escape, Modifiers::empty());
    driver.wait_until_gone(Role::PasswordInput, "API key");
    assert_eq!(driver.value(Role::TextInput, "Username"), "BehroozGhorbani");

    driver.fill(Role::TextInput, "First name", "Edited");
    desk.server.fault(Fault::new(answer()).on("PATCH", ME));
    driver.press(Role::Button, "Save");
    let _ = driver.wait_for(Role::PasswordInput, "API key");
    driver.key(Named::Escape, Modifiers::empty());
    driver.wait_for_text("This may or may not have been saved.");
    assert_eq!(driver.value(Role::TextInput, "Username"), "BehroozGhorbani");
    assert_eq!(driver.value(Role::TextInput, "First name"), "Edited");
    assert_eq!(first_name(&desk, "behrooz").as_deref(), Some("بهروز"));
    driver.press(Role::Button, "Save");
    driver.wait_for_text("Saved");
    assert_eq!(first_name(&desk, "behrooz").as_deref(), Some("Edited"));
}
