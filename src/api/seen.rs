//! What the server has shown of the profile so far, held by the one request that is under way.

use crate::profile::{Fact, Field, Profile};

use std::collections::BTreeSet;

/// What was shown last, and what this server says when it is read.
#[derive(Debug, Default)]
pub(super) struct Seen {
    last: Option<Profile>,
    /// A write is under way or was dropped halfway: the server may have other values by now.
    is_in_doubt: bool,
    /// What the last reading said, as the measure of a whole record.
    reading: Option<BTreeSet<Fact>>,
}

impl Seen {
    /// What the server has, as far as nothing since can have changed it.
    pub(super) fn certain(&self) -> Option<&Profile> {
        self.last.as_ref().filter(|_| !self.is_in_doubt)
    }

    /// A write begins. Returns what the server has before it. One that is dropped leaves a doubt behind.
    pub(super) fn begin_write(&mut self) -> Option<Profile> {
        let before = self.certain().cloned();
        self.is_in_doubt = true;
        before
    }

    /// The write was refused: the server has what it had `before`.
    pub(super) fn write_refused(&mut self, before: Option<&Profile>) {
        self.is_in_doubt = before.is_none();
    }

    /// Takes in a reading. Returns everything that is known then.
    pub(super) fn read(&mut self, answer: Profile) -> Profile {
        self.reading = Some(answer.said());
        self.take(answer)
    }

    /// Takes in the answer to a write. Returns everything that is known then.
    pub(super) fn written(&mut self, answer: Profile) -> Profile {
        self.take(answer)
    }

    /// What the last reading said.
    pub(super) fn reading(&self) -> BTreeSet<Fact> {
        self.reading.clone().unwrap_or_default()
    }

    /// Whether an answer says all that this server says when it is read; where nothing was read yet, whether it
    /// has every field that can be changed.
    pub(super) fn is_whole(&self, said: &BTreeSet<Fact>) -> bool {
        match &self.reading {
            Some(reading) => reading.is_subset(said),
            None => Field::ALL.into_iter().all(|field| said.contains(&Fact::Field(field))),
        }
    }

    fn take(&mut self, answer: Profile) -> Profile {
        let known = match &self.last {
            Some(last) => answer.over(last),
            None => answer,
        };
        self.is_in_doubt = false;
        self.last = Some(known.clone());
        known
    }
}

#[cfg(test)]
mod tests {
    use super::Seen;
    use crate::profile::{Fact, Field, Profile};

    fn saying(fields: &[Field], first_name: &str) -> Profile {
        let said: Vec<_> = fields.iter().map(|field| Fact::Field(*field)).collect();
        let unsaid = Fact::all().filter(|fact| !said.contains(fact)).collect();
        Profile { first_name: first_name.to_owned(), unsaid, ..Profile::default() }
    }

    #[test]
    fn an_answer_is_whole_when_it_says_what_a_reading_says() {
        let mut seen = Seen::default();
        assert!(seen.is_whole(&Profile::default().said()));
        assert!(!seen.is_whole(&saying(&[Field::Email], "").said()), "nothing to compare with");
        let _ = seen.read(saying(&[Field::FirstName, Field::Email], "Sara"));
        for (fields, is_whole) in [
            (&[Field::FirstName, Field::Email][..], true),
            (&[Field::FirstName, Field::Email, Field::Gender][..], true),
            (&[Field::Email][..], false),
            (&[][..], false),
        ] {
            assert_eq!(seen.is_whole(&saying(fields, "").said()), is_whole, "{fields:?}");
        }
        let _ = seen.written(saying(&[Field::Gender], ""));
        assert!(
            seen.is_whole(&saying(&[Field::FirstName, Field::Email], "").said()),
            "a write is no measure"
        );
    }

    #[test]
    fn a_write_leaves_a_doubt_until_it_is_answered() {
        let mut seen = Seen::default();
        assert!(seen.begin_write().is_none());
        seen.write_refused(None);
        assert!(seen.certain().is_none(), "nothing was known before");
        let _ = seen.read(saying(&[Field::FirstName], "Sara"));
        let before = seen.begin_write();
        assert!(before.is_some() && seen.certain().is_none());
        assert!(seen.begin_write().is_none(), "the first was dropped");
        seen.write_refused(before.as_ref());
        assert_eq!(seen.certain().map(|profile| profile.first_name.as_str()), Some("Sara"));
        let _ = seen.begin_write();
        assert_eq!(seen.written(saying(&[Field::Email], "")).first_name, "Sara");
        assert!(seen.certain().is_some());
    }
}
