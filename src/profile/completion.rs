//! What is filled in, what is missing, and whether the server agrees.

use super::{Field, Profile};

/// Who says what about completeness.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The server reports the profile as complete; what is missing is optional.
    Complete,
    /// The server reports it as incomplete, and something is missing.
    Incomplete,
    /// Everything that the server shows is filled in, but it still reports the profile as incomplete.
    Disagrees,
    /// The answer holds no flag.
    Unsaid,
}

/// The client's own reading of a profile or form beside the server's flag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// What the server and the fields say together.
    pub verdict: Verdict,
    /// The empty ones of [`Field::ALL`], in their order.
    pub missing: Vec<Field>,
    /// Those that the server says nothing of, in their order: neither filled in nor missing.
    pub unsaid: Vec<Field>,
}

impl Completion {
    /// Reads a profile as the server has it.
    pub fn of(profile: &Profile) -> Self {
        Self::judge(profile, |field| match field {
            Field::Avatar => profile.avatar.is_some(),
            field => !profile.text(field).is_empty(),
        })
    }

    /// Reads anything that can say whether a field is filled in: the form while it is being typed. `profile` has
    /// the server's flag, and what it says nothing of.
    pub fn judge(profile: &Profile, filled: impl Fn(Field) -> bool) -> Self {
        let flag = profile.completed;
        let unsaid = profile.unsaid_fields();
        let is_missing = |field: &Field| !unsaid.contains(field) && !filled(*field);
        let missing: Vec<_> = Field::ALL.into_iter().filter(is_missing).collect();
        let verdict = match (flag, missing.is_empty()) {
            (Some(true), _) => Verdict::Complete,
            (Some(false), false) => Verdict::Incomplete,
            (Some(false), true) => Verdict::Disagrees,
            (None, _) => Verdict::Unsaid,
        };
        Self { verdict, missing, unsaid }
    }

    /// The share that is filled in of what the server shows, from 0.0 to 1.0.
    pub fn fraction(&self) -> f32 {
        let all = Field::ALL.len() - self.unsaid.len();
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
    fn flag_and_fields_are_read_together() {
        let cases = [
            (Some(true), true, Verdict::Complete),
            (Some(true), false, Verdict::Complete),
            (Some(false), false, Verdict::Incomplete),
            (Some(false), true, Verdict::Disagrees),
            (None, true, Verdict::Unsaid),
            (None, false, Verdict::Unsaid),
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
    fn each_of_the_seven_counts() {
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
    fn what_the_server_does_not_show_is_neither_missing_nor_filled_in() {
        let unsaid = [Field::Avatar, Field::Gender].map(Fact::Field);
        let partly = Profile { unsaid: unsaid.into(), email: String::new(), ..whole() };
        let partly = Profile { avatar: None, gender: Gender::NotGiven, ..partly };
        let read = Completion::of(&partly);
        assert_eq!(
            (read.missing.as_slice(), read.unsaid.as_slice()),
            (&[Field::Email][..], &[Field::Avatar, Field::Gender][..])
        );
        assert!((read.fraction() - 4.0 / 5.0).abs() < f32::EPSILON);
        let nothing = Profile { unsaid: Fact::all().collect(), ..Profile::default() };
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
