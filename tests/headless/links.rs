//! A link opens the program: it fills in the address of a server after a question, and does nothing else.

use crate::support::desk::{Desk, NARROW, WIDE};
use crate::support::driver::Driver;
use crate::tree::known;

use iced::Program;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use nameplate::access::Role;
use nameplate::config::{Link, Notice};
use nameplate::store::Theme;

const NONE: Modifiers = Modifiers::empty();
const GOOD: &str = "nameplate://server?url=https%3A%2F%2Fhr.example.com%3A8443";
const BAD: &str = "nameplate://hr.example.com@evil.example";

fn opened_by(mut desk: Desk, link: &str) -> Desk {
    desk.start.config.link = Some(Link::read(link));
    desk.server.forget_requests();
    desk
}

fn address<P: Program + 'static>(driver: &mut Driver<P>, desk: &Desk) -> String {
    driver.value(Role::TextInput, desk.words("Server address", "نشانی سرور"))
}

#[test]
fn a_link_fills_in_the_address_after_a_question() {
    for (language, theme, size) in [("en", Theme::Light, WIDE), ("fa", Theme::Dark, NARROW)] {
        let desk = opened_by(Desk::new().language(language).theme(theme), GOOD);
        let mut driver = desk.open(size);
        let title = desk.words("Use this server?", "از این سرور استفاده می‌کنید؟");
        driver.wait_for_text(title);
        driver.wait_for_text("hr.example.com:8443");
        driver
            .wait_for_text(desk.words("Anybody can make such a link", "چنین پیوندی را هر کسی می‌تواند بسازد"));
        let _ = driver.picture(&format!("link-{language}"));
        // Enter presses Cancel, on which the focus is.
        let cancel = desk.words("Cancel", "لغو");
        assert!(driver.control(Role::Button, cancel).states.contains(&"focused"));
        driver.press(Role::Button, desk.words("Use this server", "استفاده از این سرور"));
        driver.wait_until_gone(Role::Button, cancel);
        assert_eq!(address(&mut driver, &desk), "https://hr.example.com:8443");
        let key = driver.control(Role::PasswordInput, desk.words("API key", "کلید API"));
        assert!(key.states.contains(&"focused"), "{key:?}");
        assert!(desk.server.requests().is_empty(), "nobody was asked");
    }
}

#[test]
fn without_an_answer_the_program_begins_as_without_the_link() {
    for end in [Named::Enter, Named::Escape] {
        let desk = opened_by(Desk::new(), GOOD);
        let mut driver = desk.open(WIDE);
        driver.wait_for_text("Use this server?");
        driver.key(end, NONE);
        driver.wait_until_gone(Role::Button, "Use this server");
        assert_eq!(address(&mut driver, &desk), desk.server.base_url());
    }
}

#[test]
fn a_link_that_cannot_be_used_is_said_once() {
    for (language, said) in [
        ("en", "Nameplate cannot find the address of a server in it."),
        ("fa", "نیم‌پلیت در این پیوند نشانی سروری پیدا نکرد."),
    ] {
        let desk = opened_by(Desk::new().language(language), BAD);
        let mut driver = desk.open(NARROW);
        driver.wait_for_text(said);
        assert!(!format!("{:?}", driver.tree()).contains("evil"), "nothing of it is shown");
        let _ = driver.picture(&format!("link-unusable-{language}"));
        driver.key(Named::Enter, NONE);
        driver.wait_until_gone(Role::Button, desk.words("Close", "بستن"));
        assert_eq!(address(&mut driver, &desk), desk.server.base_url());
    }
}

/// Before the answer not even the account that is signed in is asked for; after a no it is as ever.
#[test]
fn a_profile_waits_for_the_answer() {
    for (link, is_accepted) in [(GOOD, false), (GOOD, true), (BAD, false)] {
        let mut desk = opened_by(Desk::new().after_a_visit(WIDE), link);
        let mut driver = desk.restart(WIDE);
        driver.rest();
        assert!(desk.server.requests().is_empty(), "nobody was asked");
        assert!(!format!("{:?}", driver.tree()).contains("Change photo"));
        if is_accepted {
            driver.press(Role::Button, "Use this server");
            assert_eq!(address(&mut driver, &desk), "https://hr.example.com:8443");
            driver.rest();
            assert!(desk.server.requests().is_empty(), "nobody was asked");
            // The account is still offered, and its profile is not gone.
            let host = desk.server.base_url().trim_start_matches("http://").to_owned();
            driver.press(Role::Button, &format!("Continue as بهروز قربانی on {host}"));
        } else {
            driver.key(Named::Escape, NONE);
        }
        let _ = driver.wait_for(Role::Button, "Change photo");
    }
}

/// The server of the account that is signed in is no other one.
#[test]
fn a_link_to_the_own_server_goes_on_with_its_account() {
    let account = nameplate::store::Account { active: true, ..known() };
    let desk = opened_by(Desk::new(), "nameplate://server?url=https%3A%2F%2Fhr.techcorp.com");
    let desk = desk.knowing(vec![account]);
    let mut driver = desk.open(WIDE);
    driver.press(Role::Button, "Use this server");
    // The keyring of this test has no key for it.
    driver.wait_for_text("could not be read");
    assert_eq!(address(&mut driver, &desk), "https://hr.techcorp.com");
}

/// A key of the environment is not sent by an answer to the question alone.
#[test]
fn a_key_of_the_environment_is_not_sent() {
    let mut desk = opened_by(Desk::new(), GOOD);
    desk.start.config.key = Some(desk.server.key().into());
    let mut driver = desk.open(WIDE);
    driver.press(Role::Button, "Use this server");
    driver.rest();
    assert_eq!(address(&mut driver, &desk), "https://hr.example.com:8443");
    assert!(desk.server.requests().is_empty(), "nobody was asked");
    assert!(driver.control(Role::Button, "Sign in").states.is_empty(), "no try is under way");
}

#[test]
fn what_is_wrong_with_the_settings_is_said_after_the_question() {
    let mut desk = opened_by(Desk::new(), GOOD);
    desk.start.config.notices = vec![Notice::Broken("/p".into())];
    let mut driver = desk.open(WIDE);
    driver.press(Role::Button, "Use this server");
    driver.wait_for_text("cannot be read, so the defaults are used");
    driver.key(Named::Escape, NONE);
    driver.wait_until_gone(Role::Button, "Close");
    assert_eq!(address(&mut driver, &desk), "https://hr.example.com:8443");
}
