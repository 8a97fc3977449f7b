use super::{Entry, Identity, IdentityKind, MAX_LENGTH, Names};
use crate::profile::{Field, Profile, Value};

use proptest::prelude::{ProptestConfig, prop_assert, prop_assert_eq, proptest};

use std::collections::BTreeMap;

const ORIGIN: &str = "https://hr.example.com:8443";

fn id(text: &str) -> Identity {
    Identity::new(IdentityKind::Id, text).unwrap()
}

fn record(id: &str, username: &str, email: &str) -> Names {
    Names::of(&Profile {
        id: Some(id.to_owned()).filter(|id| !id.is_empty()),
        username: username.to_owned(),
        email: email.to_owned(),
        ..Profile::default()
    })
}

#[test]
fn the_most_reliable_name_is_the_identity() {
    let cases = [
        (("7", "sara", "s@x.org"), Some((IdentityKind::Id, "7"))),
        (("", "sara", "s@x.org"), Some((IdentityKind::Username, "sara"))),
        (("  ", " sara ", ""), Some((IdentityKind::Username, "sara"))),
        (("", "", "s@x.org"), Some((IdentityKind::Email, "s@x.org"))),
        (("", " ", "\t"), None),
    ];
    for ((id, username, email), expected) in cases {
        let names = record(id, username, email);
        let found = names.identity().map(|identity| (identity.kind(), identity.text()));
        assert_eq!(found, expected, "{id:?} {username:?} {email:?}");
    }
}

#[test]
fn entries_of_numeric_ids_have_the_form_of_earlier_versions() {
    assert_eq!(Entry::new(ORIGIN, &id("7")).as_str(), "https://hr.example.com:8443#7");
    let slug = id("team#7/sara?username=x");
    assert_eq!(Entry::new(ORIGIN, &slug).as_str(), "https://hr.example.com:8443#team#7/sara?username=x");
}

#[test]
fn identities_of_different_kinds_are_never_equal() {
    let same = [IdentityKind::Id, IdentityKind::Username, IdentityKind::Email]
        .map(|kind| Identity::new(kind, "sara").unwrap());
    for (n, one) in same.iter().enumerate() {
        for (m, other) in same.iter().enumerate() {
            assert_eq!(one == other, n == m);
            assert_eq!(Entry::new(ORIGIN, one) == Entry::new(ORIGIN, other), n == m);
        }
    }
    // Nobody can choose an id that equals the username of another person.
    let tricky = Entry::new(ORIGIN, &id("?username=sara"));
    assert_ne!(tricky, Entry::new(ORIGIN, &same[1]));
}

#[test]
fn long_and_unprintable_texts_are_stored_as_unique_hashes() {
    let long = "9".repeat(100_000);
    let almost = format!("{}8", &long[1..]);
    let odd = ["a\0b", "a\u{1b}[2Jb", "a\u{85}b", "a\u{202e}b", "a\nb", &long, &almost];
    let mut seen = Vec::new();
    for text in odd {
        let identity = id(text);
        assert!(identity.text().starts_with("sha256-") && identity.text().len() < MAX_LENGTH, "{text:?}");
        // A person whose id is such a hash gets another one.
        seen.extend([identity.clone(), id(identity.text())]);
    }
    for (n, one) in seen.iter().enumerate() {
        assert!(!seen[..n].contains(one), "{n}");
    }
    for plain in ["7", "-1", "1.5", "sara", "سارا", "3f2b8c1e-0d5a-4b7e-9c1d-2e3f4a5b6c7d", "a b", "۷"] {
        assert_eq!(id(plain).text(), plain);
    }
}

#[test]
fn stored_identities_are_restored() {
    for text in ["7", "sara", "a\nb", &"x".repeat(300)] {
        let identity = id(text);
        assert_eq!(Identity::from_stored(IdentityKind::Id, identity.text().to_owned()), Some(identity));
    }
    for never in [String::new(), "a\nb".to_owned(), "x".repeat(300)] {
        assert_eq!(Identity::from_stored(IdentityKind::Id, never), None);
    }
}

#[test]
fn records_of_the_same_person_are_recognised() {
    let cases = [
        // Known, shown, whether it can be the same person.
        (("7", "sara", "s@x"), ("7", "other", "o@x"), true),
        (("7", "sara", "s@x"), ("8", "sara", "s@x"), false),
        (("7", "sara", "s@x"), ("", "sara", ""), true),
        (("7", "sara", "s@x"), ("", "bob", ""), false),
        (("7", "sara", "s@x"), ("", "", "s@x"), true),
        (("7", "sara", "s@x"), ("", "", ""), true),
        (("7", "", ""), ("", "bob", ""), false),
        (("", "sara", ""), ("7", "sara", ""), true),
        (("", "sara", "s@x"), ("7", "bob", "s@x"), false),
        (("", "sara", "s@x"), ("", "Sara", "s@x"), false),
        (("", "sara", ""), ("sara", "", ""), false),
        (("", "sara", ""), ("", "", "b@x"), false),
        (("", "", "s@x"), ("", "sara", "s@x"), true),
        (("", "", "s@x"), ("", "", "b@x"), false),
        (("", "", ""), ("7", "bob", "b@x"), true),
    ];
    for (known, shown, same) in cases {
        let [first, second] = [known, shown].map(|(id, username, email)| record(id, username, email));
        assert_eq!(first.agree_with(&second), same, "{known:?} {shown:?}");
    }
}

#[test]
fn only_names_in_a_record_prove_the_person() {
    let sara = record("7", "sara", "s@x");
    assert!(sara.has(&id("7")) && sara.has(&Identity::new(IdentityKind::Username, "sara").unwrap()));
    assert!(!sara.has(&id("sara")) && !sara.has(&Identity::new(IdentityKind::Username, "7").unwrap()));
    assert!(!record("", "sara", "s@x").has(&id("7")));
    assert!(!record("", "", "").has(&id("7")));
}

#[test]
fn a_save_changes_the_names() {
    let values = |pairs: &[(Field, &str)]| -> BTreeMap<_, _> {
        pairs.iter().map(|(field, text)| (*field, Value::of(text))).collect()
    };
    let sara = record("", "sara", "s@x");
    let renamed = sara.after(&values(&[(Field::Username, "mina"), (Field::FirstName, "Mina")]));
    assert_eq!(renamed, record("", "mina", "s@x"));
    assert!(renamed.agree_but_for_case(&record("", "MINA", "")));
    assert!(!renamed.agree_but_for_case(&record("", "sara", "s@x")));
    assert_eq!(sara.after(&values(&[(Field::Username, "")])), record("", "", "s@x"));
    assert_eq!(sara.after(&values(&[(Field::Email, "m@x")])), record("", "sara", "m@x"));
    assert_eq!(record("7", "", "").after(&values(&[(Field::Username, "x")])), record("7", "x", ""));
}

#[test]
fn a_later_record_only_adds_names() {
    let known = record("", "sara", "s@x").updated_by(record("7", "sara", ""));
    assert_eq!(known, record("7", "sara", "s@x"));
}

#[test]
fn debug_output_holds_no_name() {
    let sara = record("7f", "sara", "s@x");
    let entry = Entry::new(ORIGIN, sara.identity().unwrap());
    let shown = format!("{sara:?} {entry:?}");
    assert!(!shown.contains("7f") && !shown.contains("sara") && !shown.contains("s@x"), "{shown}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn two_texts_never_become_one_identity(one in "\\PC{0,8}|.{0,300}", other in "\\PC{0,8}|.{0,300}") {
        let [first, second] = [&one, &other].map(|text| Identity::new(IdentityKind::Id, text));
        prop_assert_eq!(first == second, one.trim() == other.trim());
    }

    #[test]
    fn every_identity_can_be_kept(text in ".{1,400}") {
        if let Some(identity) = Identity::new(IdentityKind::Username, &text) {
            prop_assert!(identity.text().len() <= MAX_LENGTH && !identity.text().contains(char::is_control));
            prop_assert_eq!(Identity::from_stored(IdentityKind::Username, identity.text().to_owned()), Some(identity));
        }
    }
}
