use super::Changes;
use crate::api::PhotoOutcome;
use crate::api::evidence::Verdict;
use crate::api::me::Shown;
use crate::profile::{Fact, Field, Gender, Profile, Value};

fn changes(values: &[(Field, &str)], removes_picture: bool) -> Changes {
    let values = values.iter().map(|(field, text)| (*field, Value::of(text))).collect();
    Changes { values, removes_picture }
}

fn shown(profile: Profile) -> Shown {
    Shown { said: profile.said(), profile, unanswered: None }
}

fn profile(first_name: &str, email: &str) -> Profile {
    Profile { first_name: first_name.to_owned(), email: email.to_owned(), ..Profile::default() }
}

#[test]
fn values_are_compared_after_trimming() {
    let all = Profile {
        first_name: "Ada".to_owned(),
        last_name: "  Lovelace\u{A0}".to_owned(),
        gender: Gender::Female,
        username: String::new(),
        mobile_number: "+98912".to_owned(),
        email: "ada@example.com".to_owned(),
        ..Profile::default()
    };
    let cases = [
        (Field::FirstName, "Ada", true),
        (Field::FirstName, "\u{A0} Ada \t", true),
        (Field::FirstName, "ada", false),
        (Field::FirstName, "", false),
        (Field::LastName, "Lovelace", true),
        (Field::Gender, "female", true),
        (Field::Gender, "Female", true),
        (Field::Gender, "male", false),
        (Field::Gender, "", false),
        (Field::Username, "", true),
        (Field::Username, "ada", false),
        (Field::MobileNumber, "0912", false),
        (Field::Email, "ada@example.com", true),
        (Field::Email, "Ada@example.com", false),
    ];
    for (field, sent, same) in cases {
        let altered = changes(&[(field, sent)], false).compare(shown(all.clone()), None).altered;
        assert_eq!(altered.is_empty(), same, "{field:?} {sent:?} {altered:?}");
    }
    let untrimmed = [(Field::FirstName, Value::Text("\u{A0}Ada ".to_owned()))].into();
    let changes_untrimmed = Changes { values: untrimmed, removes_picture: false };
    assert!(changes_untrimmed.compare(shown(all), None).altered.is_empty());
    let unknown = Profile { gender: Gender::Unknown("Divers".to_owned()), ..Profile::default() };
    assert!(changes(&[(Field::Gender, "Divers")], false).compare(shown(unknown), None).altered.is_empty());
}

#[test]
fn a_removal_is_compared_too() {
    let compare = |verdict| changes(&[], true).compare(shown(Profile::default()), verdict);
    let failed = compare(Some(Verdict::NotMade));
    assert!(matches!(failed.photo, Some(PhotoOutcome::Failed(_))) && failed.altered.is_empty());
    assert!(matches!(compare(Some(Verdict::Open)).photo, Some(PhotoOutcome::Failed(_))));
    assert_eq!(compare(Some(Verdict::Made)).photo, Some(PhotoOutcome::Stored));
    assert_eq!(compare(None).photo, None);
}

#[test]
fn a_lost_answer_is_looked_up() {
    let old = profile("Ada", "old@example.com");
    // What was sent, what is there now, whether it was stored.
    let cases = [
        (vec![(Field::FirstName, "Eva")], profile("Eva", "old@example.com"), true),
        (vec![(Field::FirstName, "Eva")], profile("Ada", "old@example.com"), false),
        (vec![(Field::FirstName, "Eva")], profile("Ada", "new@example.com"), false),
        (vec![(Field::FirstName, "Eva")], profile("EVA", "old@example.com"), true),
        (vec![(Field::FirstName, "Eva"), (Field::Email, "")], profile("Eva", "old@example.com"), true),
        (vec![(Field::FirstName, ""), (Field::Email, "")], old.clone(), false),
        (vec![(Field::FirstName, "Ada")], old.clone(), true),
    ];
    for (sent, now, stored) in cases {
        assert_eq!(changes(&sent, false).are_in(&shown(now), Some(&old)), Some(stored), "{sent:?}");
    }
    let eva = changes(&[(Field::FirstName, "Eva")], false);
    assert_eq!(eva.are_in(&shown(profile("Eva", "")), None), Some(true));
    assert_eq!(eva.are_in(&shown(profile("EVA", "")), None), Some(false));
}

/// What is not said is neither stored nor ignored.
#[test]
fn what_an_answer_does_not_say_is_not_known() {
    let saying = |field, profile| Profile {
        unsaid: Fact::all().filter(|fact| *fact != Fact::Field(field)).collect(),
        ..profile
    };
    let both = changes(&[(Field::FirstName, "Eva"), (Field::Email, "new@example.com")], false);
    let old = profile("Ada", "old@example.com");
    // What the server says alone, its first name, and what comes of it.
    let cases = [
        (Field::FirstName, "Eva", Some(true), vec![], vec![Field::Email]),
        (Field::FirstName, "Ada", Some(false), vec![Field::FirstName], vec![Field::Email]),
        (Field::Gender, "", None, vec![], vec![Field::FirstName, Field::Email]),
    ];
    for (said, name, stored, altered, unshown) in cases {
        let now = saying(said, profile(name, ""));
        assert_eq!(both.are_in(&shown(now.clone()), Some(&old)), stored, "{said:?} {name}");
        let saved = both.compare(shown(now), None);
        assert_eq!((saved.altered, saved.unshown), (altered, unshown), "{said:?} {name}");
    }
    let before = saying(Field::Email, old);
    let eva = changes(&[(Field::FirstName, "Eva")], false);
    assert_eq!(eva.are_in(&shown(profile("EVA", "")), Some(&before)), Some(false), "nothing to compare with");
}
