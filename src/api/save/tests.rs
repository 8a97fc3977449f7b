use super::Changes;
use crate::api::PhotoOutcome;
use crate::profile::{Field, Gender, Profile, Value};

use url::Url;

fn changes(values: &[(Field, &str)], removes_picture: bool) -> Changes {
    let values = values.iter().map(|(field, text)| (*field, Value::of(text))).collect();
    Changes { values, removes_picture }
}

fn profile(first_name: &str, email: &str) -> Profile {
    Profile { first_name: first_name.to_owned(), email: email.to_owned(), ..Profile::default() }
}

#[test]
fn values_are_compared_after_trimming() {
    let shown = Profile {
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
        let altered = changes(&[(field, sent)], false).compare(shown.clone()).altered;
        assert_eq!(altered.is_empty(), same, "{field:?} {sent:?} {altered:?}");
    }
    let untrimmed = [(Field::FirstName, Value::Text("\u{A0}Ada ".to_owned()))].into();
    let changes_untrimmed = Changes { values: untrimmed, removes_picture: false };
    assert!(changes_untrimmed.compare(shown).altered.is_empty());
    let unknown = Profile { gender: Gender::Unknown("Divers".to_owned()), ..Profile::default() };
    assert!(changes(&[(Field::Gender, "Divers")], false).compare(unknown).altered.is_empty());
}

#[test]
fn a_removal_is_compared_too() {
    let with_picture = Profile { avatar: Url::parse("https://h/a.jpg").ok(), ..Profile::default() };
    let failed = changes(&[], true).compare(with_picture);
    assert!(matches!(failed.photo, Some(PhotoOutcome::Failed(_))) && failed.altered.is_empty());
    assert_eq!(changes(&[], true).compare(Profile::default()).photo, Some(PhotoOutcome::Stored));
    assert_eq!(changes(&[], false).compare(Profile::default()).photo, None);
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
        assert_eq!(changes(&sent, false).are_in(&now, Some(&old)), stored, "{sent:?} {}", now.first_name);
    }
    assert!(changes(&[(Field::FirstName, "Eva")], false).are_in(&profile("Eva", ""), None));
    assert!(!changes(&[(Field::FirstName, "Eva")], false).are_in(&profile("EVA", ""), None));

    let picture = |path: &str| Profile { avatar: Url::parse(path).ok(), ..Profile::default() };
    let before = picture("https://h/a.jpg");
    assert!(changes(&[], true).are_in(&picture(""), Some(&before)));
    assert!(!changes(&[], true).are_in(&before, Some(&before)));
}
