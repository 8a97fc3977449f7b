//! Signing in: errors are shown at their fields, and the card stays while the server is asked.

use crate::support::desk::{Desk, SMALL, WIDE};
use crate::support::driver::Driver;

use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use iced::time::Duration;
use iced::{Program, Size};
use nameplate::access::Role;
use nameplate::api::ServerOptions;
use nameplate::app::{Message, Preferences};
use nameplate::demo::{Behaviour, Effect, Fault, Seed};
use nameplate::store::Theme;

const NONE: Modifiers = Modifiers::empty();

/// Asserts that this is said at the field, which is marked and has the focus, and nowhere else.
fn assert_fault<P: Program + 'static>(driver: &mut Driver<P>, role: Role, field: &str, said: &str) {
    driver.wait_for_text(said);
    let control = driver.control(role, field);
    assert!(control.states.contains(&"invalid") && control.states.contains(&"focused"), "{control:?}");
    assert!(driver.description(role, field).contains(said), "{control:?}");
    let tree = driver.tree();
    let alerts: Vec<_> = tree.all().into_iter().filter(|found| found.role == Role::Alert).collect();
    assert_eq!(alerts.len(), 1, "{alerts:?}");
    let below = control.bounds.y + control.bounds.height;
    assert!((0.0..12.0).contains(&(alerts[0].bounds.y - below)), "{alerts:?} is not under {control:?}");
}

#[test]
fn errors_are_shown_at_their_fields() {
    let desk = Desk::with(Behaviour::default(), Seed::Reference);
    let mut driver = desk.open(WIDE);
    let server = desk.server.base_url().to_owned();
    let (text, secret) = (Role::TextInput, Role::PasswordInput);
    let submit = |driver: &mut Driver<_>| driver.press(Role::Button, "Sign in");
    submit(&mut driver);
    assert_fault(&mut driver, secret, "API key", "Enter your API key.");
    driver.type_text("0000000000000000000000000000000000000000");
    assert!(driver.tree().all().iter().all(|found| found.role != Role::Alert), "an edit answers it");
    driver.key(Named::Enter, NONE);
    assert_fault(&mut driver, secret, "API key", "The server does not accept this key.");
    let _ = driver.picture("sign-in-wrong-key");

    driver.fill(text, "Server address", "127.0.0.1:1");
    driver.key(Named::Enter, NONE);
    assert_fault(&mut driver, text, "Server address", "Check the address and its port");
    driver.fill(text, "Server address", "http://hr.example.com");
    driver.key(Named::Enter, NONE);
    assert_fault(&mut driver, text, "Server address", "This address is not encrypted");
    driver.fill(text, "Server address", &server);

    driver.press(Role::RadioButton, "Password");
    submit(&mut driver);
    assert_fault(&mut driver, text, "Username or email", "Enter your username or email.");
    driver.type_text("BehroozGhorbani");
    submit(&mut driver);
    assert_fault(&mut driver, secret, "Password", "Enter your password.");
    driver.type_text("not-this-one");
    driver.key(Named::Enter, NONE);
    assert_fault(&mut driver, secret, "Password", "Wrong username or password. Check Caps Lock.");
    // Another reason stands there, too, in the server's words.
    let headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
    let locked = br#"{"non_field_errors": ["Account locked."]}"#.to_vec();
    desk.server.fault(Fault::new(Effect::Answer { status: 400, headers, body: locked }));
    submit(&mut driver);
    driver.wait_for_text("The server did not sign you in.");
    assert_fault(&mut driver, secret, "Password", "The server says:");

    // Where the fault is in no field, it stands over the form.
    let busy = Effect::Answer { status: 500, headers: Vec::new(), body: Vec::new() };
    desk.server.fault(Fault::new(busy));
    submit(&mut driver);
    driver.wait_for_text("The server has a problem");
    assert!(!driver.control(secret, "Password").states.contains(&"invalid"));
}

#[test]
fn errors_of_a_fixed_address_are_shown_without_a_field() {
    let mut desk = Desk::new();
    if let Some(server) = &mut desk.start.config.server {
        server.address = "127.0.0.1:1".to_owned();
        server.fixed = true;
    }
    desk.start.config.options = ServerOptions::default();
    let mut driver = desk.open(WIDE);
    driver.fill(Role::PasswordInput, "API key", "0123456789");
    driver.key(Named::Enter, NONE);
    driver.wait_for_text("Check the address and its port");
    assert!(!driver.control(Role::PasswordInput, "API key").states.contains(&"invalid"));
}

#[test]
fn the_card_stays_while_the_server_is_asked() {
    for (language, theme, size) in
        [("en", Theme::Light, WIDE), ("fa", Theme::Dark, WIDE), ("fa", Theme::HighContrast, SMALL)]
    {
        let desk = Desk::new().language(language).theme(theme);
        let mut driver = desk.open(size);
        let (submit, key) = (desk.words("Sign in", "ورود"), desk.words("API key", "کلید API"));
        let cancel = desk.words("Cancel", "لغو");
        driver.fill(Role::PasswordInput, key, desk.server.key());
        let before = driver.control(Role::PasswordInput, key).bounds;
        desk.server.fault(Fault::new(Effect::WaitThenAnswer(Duration::from_secs(60))));
        driver.key(Named::Enter, NONE);
        let _ = driver.wait_for(Role::Button, cancel);
        let now = driver.control(Role::PasswordInput, key).bounds;
        assert!(now == before || size == SMALL, "nothing moves: {before:?}, {now:?}");
        for (role, name) in [
            (Role::TextInput, desk.words("Server address", "نشانی سرور")),
            (Role::RadioButton, key),
            (Role::PasswordInput, key),
            (Role::CheckBox, desk.words("Keep me signed in", "مرا به خاطر بسپار")),
            (Role::Button, submit),
        ] {
            let control = driver.control(role, name);
            assert!(control.states.contains(&"disabled"), "{control:?}");
        }
        assert!(driver.control(Role::Button, submit).states.contains(&"busy"));
        assert!(driver.control(Role::Button, cancel).states.contains(&"focused"));
        let _ = driver.picture(&format!("sign-in-working-{language}-{}", size.width));
        driver.key(Named::Enter, NONE);
        driver.wait_until_gone(Role::Button, cancel);
        let control = driver.control(Role::PasswordInput, key);
        assert!(control.states.contains(&"focused") && !control.states.contains(&"disabled"), "{control:?}");
    }
}

/// Frames are asked for only while the spinner turns.
#[test]
fn the_spinner_turns_only_while_waiting_and_with_motion() {
    let desk = Desk::new();
    let mut driver = desk.open(Size::new(640.0, 700.0));
    driver.fill(Role::PasswordInput, "API key", desk.server.key());
    driver.tab_to(Role::Button, "Sign in");
    assert!(!driver.asks_for_frames(), "nothing waits yet");
    desk.server.fault(Fault::new(Effect::WaitThenAnswer(Duration::from_secs(60))));
    driver.press(Role::Button, "Sign in");
    let _ = driver.wait_for(Role::Button, "Cancel");
    assert!(driver.asks_for_frames(), "the spinner turns");
    let before = driver.screenshot().pixels;
    driver.advance(Duration::from_millis(250));
    assert_ne!(driver.screenshot().pixels, before);

    driver.send(Message::System(Preferences { reduced_motion: true, ..Preferences::default() }));
    assert!(!driver.asks_for_frames(), "less motion is wanted");
    driver.send(Message::System(Preferences::default()));
    assert!(driver.asks_for_frames());
    driver.press(Role::Button, "Cancel");
    driver.tab_to(Role::Button, "Sign in");
    assert!(!driver.asks_for_frames(), "nothing waits any more");
}
