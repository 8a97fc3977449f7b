//! Whose profile a session's answers show. A cache or a faulty server may answer with the record of somebody else: it
//! is never taken for the person's own, whatever it says.

use crate::profile::{Field, Identity, Names, Profile, Value};

use std::collections::BTreeMap;

/// The person a session belongs to, as far as its answers have told.
#[derive(Debug, Default)]
pub(super) struct Who {
    known: Names,
    /// The names after the last save, where it was stored; it may be stored yet.
    perhaps: Option<Names>,
}

impl Who {
    /// What names the person on their server.
    pub(super) fn identity(&self) -> Option<&Identity> {
        self.known.identity()
    }

    /// Notes what is about to be saved: where there is no id, the person is known by a name that may change by it.
    pub(super) fn begin_renaming(&mut self, values: &BTreeMap<Field, Value>) {
        self.perhaps = Some(self.known.after(values));
    }

    /// Notes that the save has an end: what it asked for is stored and was shown, or never will be stored.
    pub(super) fn end_renaming(&mut self) {
        self.perhaps = None;
    }

    /// Whether a record can be of this person, who is known by its names from now on.
    pub(super) fn recognises(&mut self, record: &Profile) -> bool {
        let shown = Names::of(record);
        // Whoever has cleared their last name agrees with nobody but somebody without a name.
        let is_stored = |perhaps: &mut Names| {
            let can_tell = perhaps.identity().is_some() || shown.identity().is_none();
            can_tell && perhaps.agree_but_for_case(&shown)
        };
        let known = match self.perhaps.take_if(is_stored) {
            Some(stored) => stored,
            None if self.known.agree_with(&shown) => std::mem::take(&mut self.known),
            None => return false,
        };
        self.known = known.updated_by(shown);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::Who;
    use crate::profile::{Field, Profile, Value};

    fn record(id: &str, username: &str) -> Profile {
        let id = Some(id.to_owned()).filter(|id| !id.is_empty());
        Profile { id, username: username.to_owned(), ..Profile::default() }
    }

    fn of(id: &str, username: &str) -> Who {
        let mut who = Who::default();
        assert!(who.recognises(&record(id, username)));
        who
    }

    fn ask(who: &mut Who, username: &str) {
        who.begin_renaming(&[(Field::Username, Value::of(username))].into());
    }

    #[test]
    fn the_first_answer_tells_who_it_is() {
        let mut who = of("7", "sara");
        assert!(who.recognises(&record("7", "renamed elsewhere")));
        assert!(!who.recognises(&record("8", "renamed elsewhere")));
        assert_eq!(who.identity().unwrap().text(), "7");
    }

    #[test]
    fn an_id_that_comes_later_is_the_identity_from_then_on() {
        let mut who = of("", "sara");
        assert!(who.recognises(&record("7", "sara")));
        assert!(!who.recognises(&record("8", "sara")));
    }

    #[test]
    fn a_name_that_was_saved_here_is_the_same_persons() {
        let mut who = of("", "sara");
        assert!(!who.recognises(&record("", "mina")), "nobody asked for it");
        ask(&mut who, "Mina");
        assert!(who.recognises(&record("", "mina")));
        who.end_renaming();
        assert!(!who.recognises(&record("", "sara")), "another person may have it by now");
    }

    #[test]
    fn a_name_that_was_refused_is_somebody_elses() {
        let mut who = of("", "sara");
        ask(&mut who, "bob");
        who.end_renaming();
        assert!(!who.recognises(&record("", "bob")));
    }

    #[test]
    fn a_name_that_may_be_stored_late_is_still_recognised() {
        let mut who = of("", "sara");
        ask(&mut who, "mina");
        assert!(who.recognises(&record("", "sara")), "not stored yet");
        assert!(who.recognises(&record("", "mina")));
    }

    #[test]
    fn clearing_the_last_name_leaves_nobody() {
        let mut who = of("", "sara");
        ask(&mut who, "");
        assert!(!who.recognises(&record("", "bob")), "somebody else");
        assert!(who.recognises(&record("", "sara")), "not stored yet");
        assert!(who.recognises(&record("", "")));
        assert_eq!(who.identity(), None);
    }
}
