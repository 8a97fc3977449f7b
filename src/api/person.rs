//! Recognises the profiles of the person of a session. A cache or a faulty server may answer with that of another person,
//! which must never be taken for their own.

use crate::profile::{Field, Identity, Names, Profile, Value};

use std::collections::BTreeMap;

/// The person of a session, as far as its answers have told.
#[derive(Debug, Default)]
pub(super) struct Person {
    known: Names,
    /// The names of the person if the last save was or will be stored.
    after_save: Option<Names>,
}

impl Person {
    /// The identity of the person on their server.
    pub(super) fn identity(&self) -> Option<&Identity> {
        self.known.identity()
    }

    /// Notes what will be saved. Without an id, the person is recognised by a name, which the save may change.
    pub(super) fn begin_renaming(&mut self, values: &BTreeMap<Field, Value>) {
        self.after_save = Some(self.known.after(values));
    }

    /// Notes that the save is stored and was seen, or will never be stored.
    pub(super) fn end_renaming(&mut self) {
        self.after_save = None;
    }

    /// Whether a profile can be that of this person. If so, its names are used from now on.
    pub(super) fn recognises(&mut self, record: &Profile) -> bool {
        let seen = Names::of(record);
        // A person who has cleared their last name only agrees with a profile without names.
        let is_stored = |after_save: &mut Names| {
            let can_tell = after_save.identity().is_some() || seen.identity().is_none();
            can_tell && after_save.agree_but_for_case(&seen)
        };
        let known = match self.after_save.take_if(is_stored) {
            Some(stored) => stored,
            None if self.known.agree_with(&seen) => std::mem::take(&mut self.known),
            None => return false,
        };
        self.known = known.updated_by(seen);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::Person;
    use crate::profile::{Field, Profile, Value};

    fn record(id: &str, username: &str) -> Profile {
        let id = Some(id.to_owned()).filter(|id| !id.is_empty());
        Profile { id, username: username.to_owned(), ..Profile::default() }
    }

    fn of(id: &str, username: &str) -> Person {
        let mut person = Person::default();
        assert!(person.recognises(&record(id, username)));
        person
    }

    fn ask(person: &mut Person, username: &str) {
        person.begin_renaming(&[(Field::Username, Value::of(username))].into());
    }

    #[test]
    fn the_first_answer_tells_the_person() {
        let mut person = of("7", "sara");
        assert!(person.recognises(&record("7", "renamed elsewhere")));
        assert!(!person.recognises(&record("8", "renamed elsewhere")));
        assert_eq!(person.identity().unwrap().text(), "7");
    }

    #[test]
    fn an_id_that_comes_later_is_the_identity_from_then_on() {
        let mut person = of("", "sara");
        assert!(person.recognises(&record("7", "sara")));
        assert!(!person.recognises(&record("8", "sara")));
    }

    #[test]
    fn a_name_that_was_saved_is_that_of_the_same_person() {
        let mut person = of("", "sara");
        assert!(!person.recognises(&record("", "mina")), "nobody asked for it");
        ask(&mut person, "Mina");
        assert!(person.recognises(&record("", "mina")));
        person.end_renaming();
        assert!(!person.recognises(&record("", "sara")), "another person may have it by now");
    }

    #[test]
    fn a_name_that_was_refused_is_that_of_another_person() {
        let mut person = of("", "sara");
        ask(&mut person, "bob");
        person.end_renaming();
        assert!(!person.recognises(&record("", "bob")));
    }

    #[test]
    fn a_name_that_may_be_stored_late_is_still_recognised() {
        let mut person = of("", "sara");
        ask(&mut person, "mina");
        assert!(person.recognises(&record("", "sara")), "not stored yet");
        assert!(person.recognises(&record("", "mina")));
    }

    #[test]
    fn clearing_the_last_name_leaves_nobody() {
        let mut person = of("", "sara");
        ask(&mut person, "");
        assert!(!person.recognises(&record("", "bob")), "somebody else");
        assert!(person.recognises(&record("", "sara")), "not stored yet");
        assert!(person.recognises(&record("", "")));
        assert_eq!(person.identity(), None);
    }
}
