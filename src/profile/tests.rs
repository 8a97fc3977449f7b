mod known;

use super::{Field, Gender, Profile};

#[test]
fn every_field_is_found_by_its_key() {
    let keys: Vec<_> = Field::ALL.into_iter().map(Field::key).collect();
    let documented = ["avatar", "first_name", "last_name", "gender", "username", "mobile_number", "email"];
    assert_eq!(keys, documented);
    for field in Field::ALL {
        assert_eq!(Field::from_key(field.key()), Some(field));
    }
    for other in ["", "Email", "full_name", "id", "first_name "] {
        assert_eq!(Field::from_key(other), None, "{other}");
    }
}

#[test]
fn the_form_is_everything_but_the_photo_in_the_same_order() {
    let form: Vec<_> = Field::ALL.into_iter().filter(|field| *field != Field::Avatar).collect();
    assert_eq!(form, Field::FORM);
    let text: Vec<_> = form.into_iter().filter(|field| *field != Field::Gender).collect();
    assert_eq!(text, Field::TEXT);
}

#[test]
fn genders_are_read_in_any_case_and_sent_in_lower_case() {
    let unknown = Gender::Unknown("Divers".to_owned());
    let cases = [
        (None, Gender::NotGiven, None),
        (Some(""), Gender::NotGiven, None),
        (Some("  "), Gender::NotGiven, None),
        (Some("male"), Gender::Male, Some("male")),
        (Some("Male"), Gender::Male, Some("male")),
        (Some("FEMALE"), Gender::Female, Some("female")),
        (Some(" Other "), Gender::Other, Some("other")),
        (Some(" Divers "), unknown, Some("Divers")),
    ];
    for (read, gender, sent) in cases {
        assert_eq!(Gender::from(read), gender, "{read:?}");
        assert_eq!(gender.as_sent(), sent, "{read:?}");
    }
}

#[test]
fn the_best_known_name_is_shown() {
    let named = |full: Option<&str>, first: &str, last: &str, username: &str, email: &str| Profile {
        full_name: full.map(str::to_owned),
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        username: username.to_owned(),
        email: email.to_owned(),
        ..Profile::default()
    };
    let cases = [
        (named(Some("Dr. Ada L."), "Ada", "Lovelace", "ada", "a@b"), "Dr. Ada L."),
        (named(Some(" Dr. Ada "), "", "", "", ""), "Dr. Ada"),
        (named(Some("  "), "Ada", "Lovelace", "ada", "a@b"), "Ada Lovelace"),
        (named(None, "Ada", "Lovelace", "ada", "a@b"), "Ada Lovelace"),
        (named(None, "Ada", "", "ada", "a@b"), "Ada"),
        (named(None, "", "Lovelace", "ada", "a@b"), "Lovelace"),
        (named(None, "", "", "ada", "a@b"), "ada"),
        (named(None, "", "", "", "a@b"), "a@b"),
        (named(None, "", "", "", ""), ""),
        (named(None, "بهروز", "قربانی", "", ""), "بهروز قربانی"),
    ];
    for (profile, name) in cases {
        assert_eq!(profile.display_name(), name);
    }
    let nameless = Profile { id: Some("4711".to_owned()), ..Profile::default() };
    assert_eq!(nameless.display_name(), "#4711");
}

#[test]
fn the_text_of_each_field_is_returned() {
    let profile = Profile {
        first_name: "f".to_owned(),
        last_name: "l".to_owned(),
        gender: Gender::Female,
        username: "u".to_owned(),
        mobile_number: "m".to_owned(),
        email: "e".to_owned(),
        avatar: url::Url::parse("https://h/a.jpg").ok(),
        ..Profile::default()
    };
    let texts: Vec<_> = Field::ALL.into_iter().map(|field| profile.text(field)).collect();
    assert_eq!(texts, ["", "f", "l", "female", "u", "m", "e"]);
}

#[test]
fn debug_output_holds_nothing_personal() {
    let profile = Profile {
        id: Some("sara-7".to_owned()),
        first_name: "Ada".to_owned(),
        username: "ada".to_owned(),
        mobile_number: "0912".to_owned(),
        email: "ada@example.com".to_owned(),
        full_name: Some("Ada Lovelace".to_owned()),
        avatar: url::Url::parse("https://h/ada.jpg").ok(),
        ..Profile::default()
    };
    let shown = format!("{profile:?}");
    assert!(shown.contains("has_id: true"), "{shown}");
    for personal in ["sara-7", "Ada", "ada", "0912", "example", "Lovelace"] {
        assert!(!shown.contains(personal), "{shown}");
    }
}
