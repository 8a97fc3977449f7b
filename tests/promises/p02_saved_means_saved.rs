//! "Saved" is shown only after the server has shown all values. After a lost answer the program reads again instead of
//! guessing, and sends nothing twice.
//!
//! `faults.rs` has each fault at each point of a request, `src/editor/tests/laws.rs` each order of events. Here the built-in
//! server randomly stores, changes or ignores values, and loses answers.

use crate::editing::Editing;
use crate::random::{Random, runs};

use nameplate::api::{Client, Limits, Server, ServerOptions};
use nameplate::demo::{self, Behaviour, Effect, Fault, Seed};
use nameplate::profile::Field;
use nameplate::secret::Secret;

use std::time::Duration;

const ME: &str = "/api/users/me/";

/// Signed in to a built-in server.
pub(crate) async fn editing(server: &demo::Demo) -> Editing {
    let at = Server::parse(server.base_url(), &ServerOptions::default()).unwrap();
    let pauses = [Duration::from_millis(5), Duration::from_millis(10)];
    let client = Client::with_limits(at, Limits { pauses, ..Limits::default() }).await.unwrap();
    Editing::begin(&client.resume(Secret::from(server.key()))).await.reading_first()
}

#[tokio::test]
async fn a_lost_answer_is_looked_up_and_nothing_is_sent_twice() {
    let mut random = Random::new();
    let server = demo::start(Behaviour::default(), Seed::Example).unwrap();
    let mut editing = editing(&server).await;
    let names = ["Ada", "سارا", "Zoë", "O'Neill \u{200c}x", "李"];
    let mut stored = server.user("behrooz").unwrap().first_name.unwrap();
    for run in 0..runs(60, 1000) {
        let name = format!("{} {run}", random.one_of(&names));
        let answer = |status: u16, body: &str| Effect::Answer {
            status,
            headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
            body: body.as_bytes().to_vec(),
        };
        // What goes wrong, and whether the value is stored.
        let (fault, is_stored) = match random.below(6) {
            0 => (None, true),
            1 => (Some(Effect::StoreThenDrop), true),
            2 => (Some(Effect::CutAnswer(random.below(400))), true),
            3 => (Some(Effect::DropBeforeStoring), false),
            4 => (Some(answer(502, "<html>")), false),
            // It says yes, and shows what was there before.
            _ => (Some(answer(200, &format!(r#"{{"id": 1, "first_name": "{stored}"}}"#))), false),
        };
        if let Some(effect) = &fault {
            server.fault(Fault::new(effect.clone()).on("PATCH", ME));
        }
        server.forget_requests();
        let said = editing.save(&[(Field::FirstName, &name)]).await.join(" ");
        let writes = server.requests().iter().filter(|request| request.method == "PATCH").count();
        let holds = server.user("behrooz").unwrap().first_name.unwrap();
        assert_eq!(holds == name, is_stored, "{fault:?}");
        assert_eq!(said.contains("profile-saved"), is_stored, "{fault:?}: {said}");
        assert_eq!(writes, 1, "{fault:?}: {said}");
        assert_eq!(editing.editor().unsaved(), usize::from(!is_stored), "{fault:?}: what is typed stays");
        // What is not known yet is known by a look, and then it is no longer in doubt.
        stored = holds;
        if !is_stored {
            let said = editing.save(&[(Field::FirstName, &name)]).await.join(" ");
            assert!(said.contains("profile-saved"), "{fault:?}: {said}");
            stored = name;
        }
    }
}
