//! What the server has said about a person, and what a newer answer leaves as it was.
//!
//! A key that is absent in an answer says nothing about its value, and neither does a value that cannot be
//! read. `null` and an empty text do: they say "empty".

use super::{Field, Gender, Profile};

use serde::{Deserialize, Serialize};

use std::collections::BTreeSet;

/// One thing that an answer can say about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Fact {
    /// Who it is.
    Id,
    /// The value of a field that can be changed.
    Field(Field),
    /// The full name, which the server makes of other fields.
    FullName,
    /// Whether the profile is complete, which the server makes of other fields.
    Completed,
    /// The groups.
    Groups,
    /// The last sign-in.
    LastLogin,
    /// When the account was made.
    CreatedAt,
}

impl Fact {
    /// Every one.
    pub fn all() -> impl Iterator<Item = Self> {
        let others =
            [Self::Id, Self::FullName, Self::Completed, Self::Groups, Self::LastLogin, Self::CreatedAt];
        Field::ALL.into_iter().map(Self::Field).chain(others)
    }
}

impl Profile {
    /// Whether the server has said this, be it that it is empty.
    pub fn knows(&self, fact: Fact) -> bool {
        !self.unsaid.contains(&fact)
    }

    /// Whether the server has said what this field holds, be it nothing.
    pub fn knows_field(&self, field: Field) -> bool {
        self.knows(Fact::Field(field))
    }

    /// The fields that the server says nothing of.
    pub fn unsaid_fields(&self) -> Vec<Field> {
        Field::ALL.into_iter().filter(|field| !self.knows_field(*field)).collect()
    }

    /// Everything the server has said.
    pub fn said(&self) -> BTreeSet<Fact> {
        Fact::all().filter(|fact| self.knows(*fact)).collect()
    }

    /// The gender, where the server has said it.
    pub fn known_gender(&self) -> Option<Gender> {
        self.knows_field(Field::Gender).then(|| self.gender.clone())
    }

    /// This answer on top of what was known `before`: what it does not say stays as it was. Nothing is taken
    /// over from another person.
    ///
    /// What the server makes of other fields (the full name, the flag) is not kept where those have changed.
    #[must_use]
    pub fn over(mut self, before: &Self) -> Self {
        let is_another = self.knows(Fact::Id) && before.knows(Fact::Id) && self.id != before.id;
        if self.unsaid.is_empty() || is_another {
            return self;
        }
        let open: Vec<_> = self.unsaid.iter().copied().filter(|fact| before.knows(*fact)).collect();
        for fact in &open {
            self.keep(*fact, before);
        }
        let differs = |field: Field| match field {
            Field::Avatar => self.avatar != before.avatar,
            field => self.text(field) != before.text(field),
        };
        let is_renamed = [Field::FirstName, Field::LastName].into_iter().any(differs);
        let is_changed = Field::ALL.into_iter().any(differs);
        if open.contains(&Fact::FullName) && is_renamed {
            self.full_name = None;
            let _ = self.unsaid.insert(Fact::FullName);
        }
        if open.contains(&Fact::Completed) && is_changed {
            self.completed = None;
            let _ = self.unsaid.insert(Fact::Completed);
        }
        self
    }

    fn keep(&mut self, fact: Fact, before: &Self) {
        let _ = self.unsaid.remove(&fact);
        match fact {
            Fact::Id => self.id.clone_from(&before.id),
            Fact::Field(Field::Avatar) => self.avatar.clone_from(&before.avatar),
            Fact::Field(Field::FirstName) => self.first_name.clone_from(&before.first_name),
            Fact::Field(Field::LastName) => self.last_name.clone_from(&before.last_name),
            Fact::Field(Field::Gender) => self.gender.clone_from(&before.gender),
            Fact::Field(Field::Username) => self.username.clone_from(&before.username),
            Fact::Field(Field::MobileNumber) => self.mobile_number.clone_from(&before.mobile_number),
            Fact::Field(Field::Email) => self.email.clone_from(&before.email),
            Fact::FullName => self.full_name.clone_from(&before.full_name),
            Fact::Completed => self.completed = before.completed,
            Fact::Groups => self.groups.clone_from(&before.groups),
            Fact::LastLogin => self.last_login = before.last_login,
            Fact::CreatedAt => self.created_at = before.created_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Fact;
    use crate::profile::{Field, Gender, Group, Profile};

    use url::Url;

    fn whole() -> Profile {
        Profile {
            id: Some("2".to_owned()),
            first_name: "Sara".to_owned(),
            last_name: "Owner".to_owned(),
            gender: Gender::Female,
            username: "sara".to_owned(),
            mobile_number: "0912".to_owned(),
            email: "sara@example.com".to_owned(),
            full_name: Some("Sara Owner".to_owned()),
            avatar: Url::parse("https://h/a.jpg").ok(),
            completed: Some(true),
            groups: vec![Group::default()],
            last_login: "2025-11-29T12:35:37Z".parse().ok(),
            created_at: "2025-11-22T12:35:37Z".parse().ok(),
            ..Profile::default()
        }
    }

    /// An answer that says these things alone.
    fn saying(facts: &[Fact], values: Profile) -> Profile {
        Profile { unsaid: Fact::all().filter(|fact| !facts.contains(fact)).collect(), ..values }
    }

    #[test]
    fn what_is_absent_stays_as_it_was() {
        let before = whole();
        assert!(saying(&[], Profile::default()).over(&before) == before, "an answer that says nothing");
        for fact in Fact::all() {
            let all_but_one: Vec<_> = Fact::all().filter(|other| *other != fact).collect();
            let now = saying(&all_but_one, Profile { id: Some("2".to_owned()), ..Profile::default() })
                .over(&before);
            assert!(now.unsaid.is_empty() || matches!(fact, Fact::FullName | Fact::Completed), "{fact:?}");
            for field in Field::TEXT {
                let kept = if fact == Fact::Field(field) { before.text(field) } else { "" };
                assert_eq!(now.text(field), kept, "{fact:?} {field:?}");
            }
            assert_eq!(now.avatar.is_some(), fact == Fact::Field(Field::Avatar), "{fact:?}");
            assert_eq!(now.gender == Gender::Female, fact == Fact::Field(Field::Gender), "{fact:?}");
            assert_eq!(now.groups.len(), usize::from(fact == Fact::Groups), "{fact:?}");
            assert_eq!(now.last_login.is_some(), fact == Fact::LastLogin, "{fact:?}");
            assert_eq!(now.created_at.is_some(), fact == Fact::CreatedAt, "{fact:?}");
            assert_eq!(now.id.as_deref(), Some("2"), "{fact:?}");
        }
    }

    #[test]
    fn what_was_never_said_stays_unknown_and_is_known_once_it_is_said() {
        let gender = Fact::Field(Field::Gender);
        let before = Profile { unsaid: [gender].into(), gender: Gender::NotGiven, ..whole() };
        let now = saying(&[Fact::Field(Field::Email)], Profile::default()).over(&before);
        assert_eq!((now.unsaid_fields(), now.email.as_str()), (vec![Field::Gender], ""));
        let now = saying(&[gender], Profile { gender: Gender::Other, ..Profile::default() }).over(&before);
        assert!(now.unsaid_fields().is_empty() && now.gender == Gender::Other);
    }

    #[test]
    fn what_the_server_makes_of_others_is_not_kept_where_those_changed() {
        let one = |field, values| saying(&[Fact::Field(field)], values).over(&whole());
        let renamed = one(Field::FirstName, Profile { first_name: "Ada".to_owned(), ..Profile::default() });
        assert_eq!((renamed.full_name.as_deref(), renamed.completed), (None, None));
        assert_eq!(renamed.display_name(), "Ada Owner");
        let moved = one(Field::Email, Profile { email: "a@b.ir".to_owned(), ..Profile::default() });
        assert_eq!((moved.full_name.as_deref(), moved.completed), (Some("Sara Owner"), None));
        let same = one(Field::Email, Profile { email: "sara@example.com".to_owned(), ..Profile::default() });
        assert!(same == whole());
    }

    #[test]
    fn nothing_is_taken_over_from_another_person() {
        let another =
            saying(&[Fact::Id], Profile { id: Some("3".to_owned()), ..Profile::default() }).over(&whole());
        assert_eq!((another.email.as_str(), another.id.as_deref()), ("", Some("3")));
        assert!(!another.knows_field(Field::Email));
    }
}
