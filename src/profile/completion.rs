//! Computes how complete a profile is, and whether the server agrees.

use super::{Field, Profile};

/// Whether the profile is complete, by the server and by its fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The server reports the profile as complete; missing fields are optional.
    Complete,
    /// The server reports it as incomplete, and fields are missing.
    Incomplete,
    /// All known fields are filled in, but the server reports the profile as incomplete.
    Disagrees,
    /// The answer has no flag.
    NoFlag,
}

/// The state of the fields of a profile or form, together with the server's flag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The result of the server's flag and the fields.
    pub verdict: Verdict,
    /// The empty fields, in the order of [`Field::ALL`].
    pub missing: Vec<Field>,
    /// The fields whose value is unknown, in the same order: neither filled in nor missing.
    pub unknown: Vec<Field>,
}

impl Completion {
    /// The completion of a profile of the server.
    pub fn of(profile: &Profile) -> Self {
        Self::judge(profile, |field| match field {
            Field::Avatar => profile.avatar.is_some(),
            field => !profile.text(field).is_empty(),
        })
    }

    /// The completion of the form. `filled` says whether a field is filled in; the flag and the unknown fields are those of
    /// `profile`.
    pub fn judge(profile: &Profile, filled: impl Fn(Field) -> bool) -> Self {
        let flag = profile.completed;
        let unknown = profile.unknown_fields();
        let is_missing = |field: &Field| !unknown.contains(field) && !filled(*field);
        let missing: Vec<_> = Field::ALL.into_iter().filter(is_missing).collect();
        let verdict = match (flag, missing.is_empty()) {
            (Some(true), _) => Verdict::Complete,
            (Some(false), false) => Verdict::Incomplete,
            (Some(false), true) => Verdict::Disagrees,
            (None, _) => Verdict::NoFlag,
        };
        Self { verdict, missing, unknown }
    }

    /// The share of the known fields that are filled in, from 0.0 to 1.0.
    pub fn fraction(&self) -> f32 {
        let all = Field::ALL.len() - self.unknown.len();
        (all - self.missing.len()) as f32 / all.max(1) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::{Completion, Verdict};
    use crate::profile::{Fact, Field, Gender, Profile};

    use url::Url;

    fn whole() -> Profile {
        Profile {
            first_name: "Ada".to_owned(),
            last_name: "Lovelace".to_owned(),
            gender: Gender::Female,
            username: "ada".to_owned(),
            mobile_number: "0912".to_owned(),
            email: "ada@example.com".to_owned(),
            avatar: Url::parse("https://h/a.jpg").ok(),
            ..Profile::default()
        }
    }

    #[test]
    fn the_verdict_depends_on_flag_and_fields() {
        let cases = [
            (Some(true), true, Verdict::Complete),
            (Some(true), false, Verdict::Complete),
            (Some(false), false, Verdict::Incomplete),
            (Some(false), true, Verdict::Disagrees),
            (None, true, Verdict::NoFlag),
            (None, false, Verdict::NoFlag),
        ];
        for (completed, filled, verdict) in cases {
            let mut profile = Profile { completed, ..whole() };
            if !filled {
                profile.email.clear();
            }
            assert_eq!(Completion::of(&profile).verdict, verdict, "{completed:?} {filled}");
        }
    }

    #[test]
    fn each_of_the_seven_fields_counts() {
        type Emptying = fn(&mut Profile);
        let take: [(Field, Emptying); 7] = [
            (Field::Avatar, |profile| profile.avatar = None),
            (Field::FirstName, |profile| profile.first_name.clear()),
            (Field::LastName, |profile| profile.last_name.clear()),
            (Field::Gender, |profile| profile.gender = Gender::NotGiven),
            (Field::Username, |profile| profile.username.clear()),
            (Field::MobileNumber, |profile| profile.mobile_number.clear()),
            (Field::Email, |profile| profile.email.clear()),
        ];
        for (field, empty) in take {
            let mut profile = whole();
            empty(&mut profile);
            assert_eq!(Completion::of(&profile).missing, [field]);
        }
        assert!(Completion::of(&whole()).missing.is_empty());
        let unknown = Profile { gender: Gender::Unknown("x".to_owned()), ..whole() };
        assert!(Completion::of(&unknown).missing.is_empty(), "an unknown gender is a given one");
    }

    #[test]
    fn an_unknown_field_is_neither_missing_nor_filled_in() {
        let unknown = [Field::Avatar, Field::Gender].map(Fact::Field);
        let partly = Profile { unknown: unknown.into(), email: String::new(), ..whole() };
        let partly = Profile { avatar: None, gender: Gender::NotGiven, ..partly };
        let read = Completion::of(&partly);
        assert_eq!(
            (read.missing.as_slice(), read.unknown.as_slice()),
            (&[Field::Email][..], &[Field::Avatar, Field::Gender][..])
        );
        assert!((read.fraction() - 4.0 / 5.0).abs() < f32::EPSILON);
        let nothing = Profile { unknown: Fact::all().collect(), ..Profile::default() };
        assert_eq!((Completion::of(&nothing).missing, Completion::of(&nothing).fraction()), (vec![], 0.0));
    }

    #[test]
    fn missing_fields_keep_the_order_of_the_screen_and_make_the_fraction() {
        let nothing = Completion::of(&Profile::default());
        assert_eq!((nothing.missing.as_slice(), nothing.fraction()), (Field::ALL.as_slice(), 0.0));
        assert_eq!(Completion::of(&whole()).fraction(), 1.0);
        let incomplete = Profile { completed: Some(false), ..Profile::default() };
        let typed = Completion::judge(&incomplete, |field| field == Field::Email);
        assert_eq!(typed.missing, Field::ALL[..6]);
        assert!((typed.fraction() - 1.0 / 7.0).abs() < f32::EPSILON);
    }
}
