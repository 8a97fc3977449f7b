//! Two clients of one person with Django, in all orders: no change that one of them knows of is lost without a question.
//!
//! One gap cannot be closed by a client. Between the read before a save and the save itself is one round trip, and servers of
//! this kind have no version to compare. If another client writes the same field in between, its value is overwritten without
//! a message. [`Moment::InTheGap`] shows this, and that other fields keep their new values. If two writes arrive at the same
//! time, the server itself may lose one of them, because it writes whole rows; then the program shows what the server has.

use crate::django::Django;
use crate::editing::Editing;

use nameplate::api::{Client, Server, ServerOptions, Session};
use nameplate::demo::Behaviour;
use nameplate::editor::{Event, Question};
use nameplate::profile::{Field, Value};
use nameplate::secret::Secret;

use std::collections::BTreeMap;

const KEY: &str = "f4e75eab6e0f663a972d145478d6fc4b81762070";

/// When the other client writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Moment {
    BeforeReading,
    BeforeTyping,
    BeforeSaving,
    InTheGap,
    Together,
    AfterSaving,
    BeforeUndoing,
}

const MOMENTS: [Moment; 7] = [
    Moment::BeforeReading,
    Moment::BeforeTyping,
    Moment::BeforeSaving,
    Moment::InTheGap,
    Moment::Together,
    Moment::AfterSaving,
    Moment::BeforeUndoing,
];

async fn session(server: &Django) -> Session {
    let at = Server::parse(server.base_url(), &ServerOptions::default()).unwrap();
    Client::new(at).await.unwrap().resume(Secret::from(KEY))
}

fn values(texts: &[(Field, &str)]) -> BTreeMap<Field, Value> {
    texts.iter().map(|(field, text)| (*field, Value::of(text))).collect()
}

/// The two clients, and what each of them writes.
struct Race {
    moment: Moment,
    is_same_field: bool,
    here: Session,
    elsewhere: Session,
    mine: String,
    theirs: String,
}

impl Race {
    fn told(&self) -> String {
        format!(
            "{:?}, the same field: {}, {} and {}",
            self.moment, self.is_same_field, self.mine, self.theirs
        )
    }

    fn their_field(&self) -> Field {
        if self.is_same_field { Field::FirstName } else { Field::LastName }
    }

    async fn write_elsewhere(&self, moment: Moment) {
        if self.moment == moment {
            let _ = self.elsewhere.save(values(&[(self.their_field(), &self.theirs)])).await.unwrap();
        }
    }

    /// What the server has of both fields.
    async fn stored(&self) -> (String, String) {
        let profile = self.elsewhere.profile().await.unwrap();
        (profile.first_name, profile.last_name)
    }

    async fn run(&self) {
        let _ = self.elsewhere.save(values(&[(Field::FirstName, "Base"), (Field::LastName, "Base")])).await;
        self.write_elsewhere(Moment::BeforeReading).await;
        let mut editing = Editing::begin(&self.here).await.reading_first();
        self.write_elsewhere(Moment::BeforeTyping).await;
        editing.fill_in(&[(Field::FirstName, &self.mine)]);
        self.write_elsewhere(Moment::BeforeSaving).await;
        let sends = editing.until_sending(Event::SavePressed).await;
        let is_conflict =
            self.is_same_field && matches!(self.moment, Moment::BeforeTyping | Moment::BeforeSaving);
        assert_eq!(sends, !is_conflict, "{}", self.told());
        if is_conflict {
            return self.check_conflict(&mut editing).await;
        }
        self.write_elsewhere(Moment::InTheGap).await;
        let said = if self.moment == Moment::Together {
            let write = self.write_elsewhere(Moment::Together);
            futures_util::future::join(editing.finish(), write).await.0
        } else {
            editing.finish().await
        };
        let said = said.join(" ");
        assert!(said.contains("profile-saved"), "{}: {said}", self.told());
        self.write_elsewhere(Moment::AfterSaving).await;
        self.write_elsewhere(Moment::BeforeUndoing).await;
        if self.moment == Moment::BeforeUndoing {
            return self.check_undo(&mut editing).await;
        }
        self.check_saved(&mut editing).await;
    }

    /// Both values are here, the server still has theirs, and nothing was sent.
    async fn check_conflict(&self, editing: &mut Editing) {
        let form = editing.editor().form();
        assert!(form.is_in_conflict(Field::FirstName), "{}", self.told());
        assert_eq!(form.input(Field::FirstName).value, self.mine, "{}", self.told());
        assert_eq!(editing.editor().saved().first_name, self.theirs, "{}", self.told());
        assert_eq!(self.stored().await.0, self.theirs, "{}", self.told());
        let _ = editing.press_all([Event::KeptMine(Field::FirstName), Event::SavePressed]).await;
        assert_eq!(self.stored().await.0, self.mine, "{}", self.told());
    }

    /// What was saved is taken back only where nobody has written since, or after a question.
    async fn check_undo(&self, editing: &mut Editing) {
        let save = editing.editor().saves().iter().next().unwrap().id();
        let asked = editing.until_asked(Event::UndoSavePressed(save)).await;
        let stored = self.stored().await;
        if self.is_same_field {
            assert_eq!(asked, Some(Question::UndoSave(save)), "{}", self.told());
            assert_eq!(stored.0, self.theirs, "{}", self.told());
        } else {
            assert_eq!((asked, stored), (None, ("Base".to_owned(), self.theirs.clone())), "{}", self.told());
        }
    }

    /// Nothing is gone but in the gap, and what is shown is what is stored.
    async fn check_saved(&self, editing: &mut Editing) {
        let (first, last) = self.stored().await;
        let at_once = self.moment == Moment::Together;
        match (self.is_same_field, self.moment) {
            (true, Moment::AfterSaving) => assert_eq!(first, self.theirs, "{}", self.told()),
            // The gap: theirs is gone.
            (true, Moment::BeforeReading | Moment::InTheGap) => {
                assert_eq!(first, self.mine, "{}", self.told());
            }
            (true, _) => assert!(first == self.mine || first == self.theirs, "{}: {first}", self.told()),
            (false, _) => {
                let is_both = first == self.mine && last == self.theirs;
                // The server writes whole rows: of two at a time it may lose one.
                let is_one = at_once && (first == self.mine || last == self.theirs);
                assert!(is_both || is_one, "{}: {first} {last}", self.told());
            }
        }
        let _ = editing.refresh().await;
        let shown = editing.editor().saved();
        assert_eq!((&shown.first_name, &shown.last_name), (&first, &last), "{}", self.told());
        assert_eq!(editing.editor().unsaved(), 0, "{}", self.told());
    }
}

#[test]
fn two_clients_in_all_orders_lose_nothing_without_a_question() {
    let server = Django::start(&Behaviour::default()).unwrap();
    let rounds = if std::env::var_os("NAMEPLATE_LONG").is_some() { 20 } else { 3 };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        for round in 0..rounds {
            for moment in MOMENTS {
                for is_same_field in [true, false] {
                    let (here, elsewhere) = (session(&server).await, session(&server).await);
                    let (mine, theirs) = (format!("Mine {round}"), format!("Theirs {round}"));
                    Race { moment, is_same_field, here, elsewhere, mine, theirs }.run().await;
                }
            }
        }
    });
}
