//! Tests of completing an answer with facts from before.

use crate::profile::{Fact, Field, Gender, Group, Profile};

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

/// An answer that says only these facts.
fn saying(facts: &[Fact], values: Profile) -> Profile {
    Profile { unknown: Fact::all().filter(|fact| !facts.contains(fact)).collect(), ..values }
}

#[test]
fn absent_facts_are_taken_from_before() {
    let before = whole();
    assert!(saying(&[], Profile::default()).over(&before) == before, "an answer that says nothing");
    for fact in Fact::all() {
        let all_but_one: Vec<_> = Fact::all().filter(|other| *other != fact).collect();
        let now =
            saying(&all_but_one, Profile { id: Some("2".to_owned()), ..Profile::default() }).over(&before);
        assert!(now.unknown.is_empty() || matches!(fact, Fact::FullName | Fact::Completed), "{fact:?}");
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
fn a_fact_is_unknown_until_an_answer_says_it() {
    let gender = Fact::Field(Field::Gender);
    let before = Profile { unknown: [gender].into(), gender: Gender::NotGiven, ..whole() };
    let now = saying(&[Fact::Field(Field::Email)], Profile::default()).over(&before);
    assert_eq!((now.unknown_fields(), now.email.as_str()), (vec![Field::Gender], ""));
    let now = saying(&[gender], Profile { gender: Gender::Other, ..Profile::default() }).over(&before);
    assert!(now.unknown_fields().is_empty() && now.gender == Gender::Other);
}

#[test]
fn computed_facts_are_not_taken_if_their_fields_changed() {
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
fn nothing_is_taken_from_another_person() {
    let another =
        saying(&[Fact::Id], Profile { id: Some("3".to_owned()), ..Profile::default() }).over(&whole());
    assert_eq!((another.email.as_str(), another.id.as_deref()), ("", Some("3")));
    assert!(!another.knows_field(Field::Email));
}
