//! Changes of other clients are never overwritten without a question, as far as servers of this kind allow it. Fields that
//! were not edited here take their values; equal values on both sides are no conflict; different values always cause a
//! question; nothing is sent before the person answers.
//!
//! Between the read before a save and the save itself there is one round trip that no client can avoid, because these servers
//! have no version to compare. `tests/e2e/races.rs` shows with Django what happens in it; `src/editor/tests/laws.rs` tests the
//! merge in each order of events.

use crate::p02_saved_means_saved::editing;
use crate::random::{Random, runs};

use nameplate::demo::{self, Behaviour, Seed};
use nameplate::editor::Event;
use nameplate::profile::Field;

#[tokio::test]
async fn two_clients_lose_nothing_without_a_question() {
    let mut random = Random::new();
    let server = demo::start(Behaviour::default(), Seed::Example).unwrap();
    let values = ["", "Ada", "Sara", "سارا"];
    for run in 0..runs(150, 20_000) {
        let [base, mine, theirs] = [(); 3].map(|()| *random.one_of(&values));
        let [base_email, their_email] = [(); 2].map(|()| format!("{}@example.com", random.below(3)));
        server.edit("behrooz", |person| {
            person.last_name = Some(base.to_owned());
            person.email = Some(base_email.clone());
        });
        let mut editing = editing(&server).await;
        editing.fill_in(&[(Field::LastName, mine)]);
        server.edit("behrooz", |person| {
            person.last_name = Some(theirs.to_owned());
            person.email = Some(their_email.clone());
        });
        server.forget_requests();
        let sends = || server.requests().iter().filter(|request| request.method == "PATCH").count();
        let holds = || {
            let person = server.user("behrooz").unwrap();
            (person.last_name.unwrap_or_default(), person.email.unwrap_or_default())
        };
        let _ = editing.press_all([Event::SavePressed]).await;
        let told = format!("run {run}: {base:?} here {mine:?}, elsewhere {theirs:?}: {:?}", editing.said());
        assert_eq!(holds().1, their_email, "{told}: what was not touched here stays theirs");

        let is_conflict = mine != base && theirs != base && mine != theirs;
        assert_eq!(editing.editor().form().is_in_conflict(Field::LastName), is_conflict, "{told}");
        if is_conflict {
            assert_eq!((sends(), holds().0), (0, theirs.to_owned()), "{told}: nothing is sent unasked");
            let _ = editing.press_all([Event::SavePressed]).await;
            assert_eq!(sends(), 0, "{told}: nor by a second press");
            let takes_mine = random.below(2) == 0;
            let answer =
                if takes_mine { Event::KeptMine(Field::LastName) } else { Event::Undone(Field::LastName) };
            let _ = editing.press_all([answer, Event::SavePressed]).await;
            let chosen = if takes_mine { mine } else { theirs };
            assert_eq!((sends(), holds().0.as_str()), (usize::from(takes_mine), chosen), "{told}");
        } else {
            let merged = if mine == base { theirs } else { mine };
            assert_eq!(holds().0, merged, "{told}");
        }
        // Merged once, it is merged.
        let sent = sends();
        let _ = editing.press_all([Event::RefreshPressed]).await;
        let _ = editing.press_all([Event::SavePressed]).await;
        assert_eq!((sends(), editing.editor().unsaved()), (sent, 0), "{told}");
        assert!(!editing.editor().form().is_in_conflict(Field::LastName), "{told}");
    }
}
