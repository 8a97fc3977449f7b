//! The key is sent to its server only: not to another origin, and it is in no file, log, title, clipboard or text for
//! assistive technology.
//!
//! Redirects are tested in `faults.rs` and `tests/wire/client/redirects.rs`, certificates in `tests/wire/client/trust.rs`, the
//! keyring and the files of the real window in `tests/e2e/window.py`. Here somebody signs in, edits and saves on a server that
//! has its photos on another origin and redirects requests there. Then everything that is left is searched for the key in six
//! encodings.

use crate::scripted_server::{Answer, ScriptedServer};
use crate::search::{Places, encodings};
use crate::support::desk::{Desk, WIDE};

use iced::keyboard::Modifiers;
use nameplate::access::Role;
use nameplate::demo::{Behaviour, Effect, Fault, MediaForm, Seed};

const ME: &str = "/api/users/me/";

#[test]
fn only_its_server_gets_the_key() {
    let elsewhere = ScriptedServer::start(vec![Answer::html(404); 100]);
    let behaviour = Behaviour { media: MediaForm::At(elsewhere.url("/media/")), ..Behaviour::default() };
    let desk = Desk::with(behaviour, Seed::Example);
    let key = desk.server.key().to_owned();
    let mut driver = desk.open(WIDE);
    let mut seen = Places::default();
    driver.fill(Role::PasswordInput, "API key", &key);
    seen.add("the tree while it is typed", driver.tree().to_string());
    driver.press(Role::Button, "Sign in");
    let _ = driver.wait_for(Role::Button, "Change photo");
    driver.rest();

    for status in [301, 302, 303, 307, 308] {
        let headers = vec![("Location".to_owned(), elsewhere.url(ME))];
        let effect = Effect::Answer { status, headers, body: Vec::new() };
        desk.server.fault(Fault::new(effect).on("PATCH", ME));
        driver.fill(Role::TextInput, "First name", &format!("Ada {status}"));
        driver.key("s", Modifiers::COMMAND);
        driver.wait_for_text("Nothing was saved");
        driver.wait_for_text("redirects to");
        seen.add("the tree with what is said", driver.tree().to_string());
    }
    driver.key("s", Modifiers::COMMAND);
    let _ = driver.wait_for(Role::Status, "Saved");
    driver.rest();
    seen.add("the tree", driver.tree().to_string());
    seen.add("the title", driver.title());
    seen.add("the clipboard", driver.clipboard().unwrap_or_default());
    seen.add("what is kept of the accounts", format!("{:?}", desk.start.store));
    drop(driver);

    let asked = elsewhere.requests();
    assert!(!asked.is_empty(), "the photo is asked for there");
    for request in &asked {
        assert!(request.method() == "GET" && request.path().starts_with("/media/"), "{}", request.head);
        for name in ["authorization", "cookie", "referer"] {
            assert_eq!(request.header(name), None, "{}", request.head);
        }
        seen.add("a request to another origin", request.head.clone());
    }
    seen.files(desk.folder.path());
    assert!(seen.len() > 10, "the search looks in the wrong places");
    assert!(encodings(&key).len() >= 6);
    seen.assert_without(&key);
    // The search itself finds what is there.
    seen.add("planted", format!("x{}", key.bytes().map(|byte| format!("{byte:02x}")).collect::<String>()));
    assert_eq!(seen.with(&key), ["planted"]);
}
