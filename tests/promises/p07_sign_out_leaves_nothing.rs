//! Signing out removes all data, also offline.
//!
//! Errors of the keyring and the disk are tested in `tests/headless/sign_out.rs`. Here each personal value is a unique word,
//! and all files of the program are searched for them before and after.

use crate::search::Places;
use crate::support::desk::{Desk, WIDE};

use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use nameplate::access::Role;
use nameplate::demo::{Effect, Fault};
use nameplate::vault::Vault;

use std::sync::Arc;

/// The personal values on the server, and two that are only typed.
const CANARIES: [&str; 8] = [
    "Canaryfirst",
    "Canarylast",
    "canaryuser",
    "09991112223",
    "canary.mail@example.com",
    "canary-gender",
    "Canarytyped",
    "canary.typed@example.com",
];

fn places(desk: &Desk) -> Places {
    let mut places = Places::default();
    places.files(desk.folder.path());
    places
}

#[test]
fn no_personal_value_is_left_in_any_file() {
    for is_offline in [false, true] {
        let mut desk = Desk::new();
        desk.start.vault = Vault::Memory(Arc::default());
        desk.server.edit("behrooz", |person| {
            person.first_name = Some(CANARIES[0].to_owned());
            person.last_name = Some(CANARIES[1].to_owned());
            person.username = Some(CANARIES[2].to_owned());
            person.mobile_number = Some(CANARIES[3].to_owned());
            person.email = Some(CANARIES[4].to_owned());
            person.gender = Some(CANARIES[5].to_owned());
        });
        let photo = desk.server.avatar("behrooz").unwrap();
        let mut driver = desk.open(WIDE);
        driver.fill(Role::PasswordInput, "API key", desk.server.key());
        driver.press(Role::Button, "Sign in");
        let _ = driver.wait_for(Role::Image, "Photo of Canaryfirst Canarylast");
        driver.fill(Role::TextInput, "First name", CANARIES[6]);
        driver.fill(Role::TextInput, "Email", CANARIES[7]);
        driver.wait_for_some("all of it in files", |_| {
            let places = places(&desk);
            let is_kept = |canary: &&str| !places.with(canary).is_empty();
            CANARIES.iter().all(is_kept).then_some(())
        });

        if is_offline {
            desk.server.fault(Fault::new(Effect::DropBeforeStoring).times(1000));
        }
        driver.press(Role::Button, "Sign out");
        driver.tab_to(Role::Button, "Sign out");
        driver.key(Named::Enter, Modifiers::empty());
        let _ = driver.wait_for(Role::PasswordInput, "API key");
        let list = desk.folder.path().join("accounts.json");
        driver.wait_for_some("the files gone", |_| (!list.exists()).then_some(()));
        let Vault::Memory(keys) = &desk.start.vault else { unreachable!("it was made just now") };
        driver.wait_for_some("the key gone", |_| keys.lock().unwrap().is_empty().then_some(()));
        driver.rest();
        drop(driver);

        let mut left = places(&desk);
        for canary in CANARIES {
            left.assert_without(canary);
        }
        left.assert_without(desk.server.key());
        assert!(left.with(&String::from_utf8_lossy(&photo[..64])).is_empty(), "the photo is gone");
        // Nor does the next start know anybody.
        left.add("the next start", format!("{:?}", desk.start.store.as_ref().unwrap().accounts_at_start()));
        left.assert_without("canary");
    }
}
