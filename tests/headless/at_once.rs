//! A person who is signed in sees the profile before the server answers, and can work on it without a server.

use crate::support::desk::{Desk, WIDE};
use crate::support::driver::Driver;

use iced::Program;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use nameplate::access::Role;
use nameplate::demo::{Behaviour, Effect, Fault, Seed};
use nameplate::secret::Secret;
use nameplate::vault::Vault;

use std::time::Duration;

const ME: &str = "/api/users/me/";

fn shows<P: Program + 'static>(driver: &mut Driver<P>, part: &str) -> bool {
    driver.tree().all().iter().any(|found| found.name.contains(part))
}

#[test]
fn the_last_profile_is_there_before_the_server_answers() {
    for language in ["en", "fa"] {
        let mut desk = Desk::new().language(language).after_a_visit(WIDE);
        let slow = Effect::WaitThenAnswer(Duration::from_secs(8));
        desk.server.fault(Fault::new(slow).on("GET", ME));
        desk.server.edit("behrooz", |person| person.last_name = Some("Ghorbani".to_owned()));
        let mut driver = desk.restart(WIDE);
        driver.wait_for_text(desk.words("As of ", "آخرین دریافت"));
        let _ = driver.wait_for(Role::Image, desk.words("Photo of بهروز قربانی", "تصویر بهروز قربانی"));
        let (first, last) = (desk.words("First name", "نام"), desk.words("Last name", "نام خانوادگی"));
        assert_eq!(driver.value(Role::TextInput, first), "بهروز");
        assert_eq!(driver.value(Role::TextInput, last), "قربانی");
        driver.fill(Role::TextInput, first, "Behrooz");
        let _ = driver.picture(&format!("as-of-{language}"));

        driver.wait_for_some("what the server has now", |driver| {
            (driver.value(Role::TextInput, last) == "Ghorbani").then_some(())
        });
        assert_eq!(driver.value(Role::TextInput, first), "Behrooz");
        assert!(!shows(&mut driver, desk.words("As of", "آخرین دریافت")), "{}", driver.tree());
        // Somebody who edits is told what has changed since.
        driver.wait_for_text(desk.words("Changed elsewhere", "جای دیگری"));
        driver.key("s", Modifiers::COMMAND);
        driver.wait_for_text(desk.words("Saved", "ذخیره شد"));
    }
}

/// No task has to read it from the disk or from the server first: here both have it no more.
#[test]
fn the_photo_is_there_from_the_first_frame_on() {
    let desk = Desk::new().after_a_visit(WIDE);
    let store = desk.start.store.clone().expect("the desk has a folder");
    let mut desk = desk.knowing(store.accounts_at_start());
    std::fs::remove_dir_all(desk.folder.path().join("accounts")).expect("the files of the person are there");
    desk.server.fault(Fault::new(Effect::DropBeforeStoring).times(1000));
    let middle = |desk: &Desk| {
        let mut driver = desk.open(WIDE);
        let place = driver.control(Role::Image, "Photo of بهروز قربانی").bounds.center();
        driver.screenshot().color_at(place)
    };
    let photo = middle(&desk);
    desk.start.last_photo = None;
    assert_ne!(photo, middle(&desk), "the initials are there, not the photo");
}

#[test]
fn without_a_network_everything_can_be_read_and_edited() {
    let mut desk = Desk::new().after_a_visit(WIDE);
    desk.server.fault(Fault::new(Effect::DropBeforeStoring).times(1000));
    let mut driver = desk.restart(WIDE);
    let _ = driver.wait_for(Role::Button, "Retry refreshing");
    let _ = driver.wait_for(Role::Image, "Photo of بهروز قربانی");
    assert!(shows(&mut driver, "As of"), "{}", driver.tree());
    driver.fill(Role::TextInput, "First name", "Behrooz");
    driver.settle();
    let _ = driver.picture("offline");
    driver.key("s", Modifiers::COMMAND);
    driver.wait_for_text("Nothing was saved");
    assert_eq!(driver.value(Role::TextInput, "First name"), "Behrooz");
}

#[test]
fn a_key_that_is_gone_is_asked_for_over_the_profile() {
    let mut desk = Desk::new().after_a_visit(WIDE);
    desk.start.vault = Vault::Memory(std::sync::Arc::default());
    let mut driver = desk.restart(WIDE);
    driver.wait_for_text("Your key could not be read from the keyring.");
    driver.fill(Role::PasswordInput, "API key", desk.server.key());
    driver.press(Role::Button, "Sign in");
    driver.wait_until_gone(Role::PasswordInput, "API key");
    driver.wait_for_some("the server's answer", |driver| (!shows(driver, "As of")).then_some(()));
    driver.fill(Role::TextInput, "First name", "Behrooz");
    driver.key("s", Modifiers::COMMAND);
    driver.wait_for_text("Saved");
}

#[test]
fn a_key_of_somebody_else_shows_and_changes_nothing_of_theirs() {
    let mut desk = Desk::with(Behaviour::default(), Seed::Reference).after_a_visit(WIDE);
    let Vault::Memory(keys) = &desk.start.vault else { panic!("not a vault in memory") };
    let theirs = desk.server.key_of("owner").unwrap();
    keys.lock().unwrap().values_mut().for_each(|key| *key = Secret::from(theirs.as_str()));
    desk.server.forget_requests();
    let mut driver = desk.restart(WIDE);
    driver.wait_for_text("sent the profile of Sara Owner");
    assert!(!shows(&mut driver, "sara"), "{}", driver.tree());
    driver.fill(Role::PasswordInput, "API key", desk.server.key());
    driver.press(Role::Button, "Sign in");
    let _ = driver.wait_for(Role::TextInput, "First name");
    assert_eq!(driver.value(Role::TextInput, "First name"), "بهروز");
    assert!(desk.server.requests().iter().all(|request| request.method == "GET"));
}

#[test]
fn a_group_that_was_not_there_at_the_last_visit_says_so_once() {
    let desk = Desk::with(Behaviour::default(), Seed::Reference);
    desk.server.edit("behrooz", |person| person.groups = vec![1]);
    let mut desk = desk.after_a_visit(WIDE);
    desk.server.edit("behrooz", |person| person.groups = vec![1, 2]);
    let mut driver = desk.restart(WIDE);
    driver.wait_for_text("You are in a new group since your last visit: Support.");
    assert!(driver.description(Role::Button, "Show details of Support").contains("New since"));
    driver.settle();
    let _ = driver.picture("new-group");
    drop(driver);
    let mut driver = desk.restart(WIDE);
    let _ = driver.wait_for(Role::Button, "Show details of Support");
    driver.rest();
    assert!(!shows(&mut driver, "since your last visit"), "{}", driver.tree());
}

#[test]
fn a_time_to_wait_is_counted_down_on_screen() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    let headers = vec![("Retry-After".to_owned(), "7".to_owned())];
    let slower = Effect::Answer { status: 429, headers, body: Vec::new() };
    desk.server.fault(Fault::new(slower.clone()).on("GET", ME));
    driver.key(Named::F5, Modifiers::empty());
    driver.wait_for_text("Try again in 7 seconds");
    driver.wait_for_text("You can try again now.");
    assert!(!shows(&mut driver, "seconds"));
    driver.press(Role::Button, "Retry refreshing");
    driver.wait_until_gone(Role::Button, "Retry refreshing");

    // At the door, too.
    let desk = Desk::new();
    let mut driver = desk.open(WIDE);
    desk.server.fault(Fault::new(slower).on("GET", ME));
    driver.fill(Role::PasswordInput, "API key", desk.server.key());
    driver.press(Role::Button, "Sign in");
    driver.wait_for_text("Try again in 7 seconds");
    driver.wait_for_text("You can try again now.");
}
