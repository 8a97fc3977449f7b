//! Nobody's change is silently overwritten, as far as servers of this kind allow. What was not touched here takes what
//! others have written; the same value on both sides is no conflict; two different values always ask; nothing is sent before
//! the answer; and what was merged once is merged.
//!
//! Between the reading before a save and the save lies one round trip that no client can close, because these servers have
//! no version to compare with. `tests/e2e/races.rs` says what happens in it, against Django; `src/editor/tests/laws.rs` has
//! the merge in every order of events.

use crate::p02_saved_means_saved::editing;
use crate::random::{Random, runs};

use nameplate::demo::{self, Knobs, Seed};
use nameplate::editor::Event;
use nameplate::profile::Field;

#[tokio::test]
async fn two_writers_of_any_values_lose_nothing_unseen() {
    let mut random = Random::new();
    let server = demo::start(Knobs::default(), Seed::Example).unwrap();
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
