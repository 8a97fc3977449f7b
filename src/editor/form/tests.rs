use super::{Form, Refused};
use crate::profile::normalize::Letters;
use crate::profile::{Fact, Field, FieldErrors, Gender, Profile, Value};

fn saved() -> Profile {
    Profile {
        first_name: "بهروز".to_owned(),
        last_name: "قربانی".to_owned(),
        username: "behrooz".to_owned(),
        mobile_number: "09308744204".to_owned(),
        email: "behrooz21@hotmail.com".to_owned(),
        gender: Gender::Male,
        ..Profile::default()
    }
}

#[test]
fn a_fresh_form_sends_nothing() {
    assert_eq!(Form::new(&saved()).patch(&saved()), None);
}

#[test]
fn a_patch_holds_exactly_the_changed_fields() {
    let text = |text: &str| Value::Text(text.to_owned());
    let cases: [(Field, &str, Option<Value>); 9] = [
        (Field::FirstName, "Behrooz", Some(text("Behrooz"))),
        (Field::FirstName, "  بهروز ", None),
        (Field::FirstName, "", Some(Value::Clear)),
        (Field::LastName, "   ", Some(Value::Clear)),
        (Field::LastName, "قربانی\u{200c}نژاد", Some(text("قربانی\u{200c}نژاد"))),
        (Field::MobileNumber, "۰۹۳۰۸۷۴۴۲۰۴", None),
        (Field::MobileNumber, "٠٩١٢٠٠٠٠٠٠٢", Some(text("09120000002"))),
        (Field::Username, "\u{202a}behrooz\u{202c}", None),
        (Field::Email, "behrooz@example.com", Some(text("behrooz@example.com"))),
    ];
    for (field, typed, expected) in cases {
        let mut form = Form::new(&saved());
        form.edit(field, typed, Letters::AsTyped);
        let sent = form.patch(&saved()).map(|patch| patch.values);
        let expected = expected.map(|value| [(field, value)].into());
        assert_eq!(sent, expected, "{field:?} {typed:?}");
    }
}

#[test]
fn a_text_that_is_exactly_the_servers_is_not_changed() {
    let odd = Profile {
        first_name: " Ada".to_owned(),
        username: "\u{200e}sa\u{200c}ra".to_owned(),
        mobile_number: "۰۹۱۲ ".to_owned(),
        email: "\u{2068}a@b.ir\u{2069}".to_owned(),
        ..Profile::default()
    };
    let mut form = Form::new(&odd);
    assert_eq!(form.patch(&odd), None);
    form.edit(Field::MobileNumber, "۰۹۱۳", Letters::AsTyped);
    form.undo(Field::MobileNumber, &odd);
    assert_eq!(form.patch(&odd), None);
    // Once it is edited, it is sent in the right spelling.
    form.edit(Field::MobileNumber, "۰۹۱۲", Letters::AsTyped);
    assert_eq!(form.patch(&odd).unwrap().values[&Field::MobileNumber], Value::Text("0912".to_owned()));
}

#[test]
fn the_gender_is_sent_in_small_letters_and_cleared_with_null() {
    let mut form = Form::new(&saved());
    form.choose(Gender::Other);
    assert_eq!(form.patch(&saved()).unwrap().values[&Field::Gender], Value::Text("other".to_owned()));
    form.choose(Gender::NotGiven);
    assert_eq!(form.patch(&saved()).unwrap().values[&Field::Gender], Value::Clear);
    form.undo(Field::Gender, &saved());
    assert_eq!(form.patch(&saved()), None);
}

#[test]
fn a_field_that_the_server_does_not_show_is_neither_chosen_nor_cleared() {
    let unknown = [Field::Gender, Field::Email].map(Fact::Field);
    let saved =
        Profile { gender: Gender::NotGiven, email: String::new(), unknown: unknown.into(), ..saved() };
    let mut form = Form::new(&saved);
    assert_eq!((form.gender(), form.patch(&saved)), (None, None));
    form.choose(Gender::NotGiven);
    assert_eq!(form.patch(&saved).unwrap().values, [(Field::Gender, Value::Clear)].into());
    form.undo(Field::Gender, &saved);
    assert_eq!((form.gender(), form.patch(&saved)), (None, None));
    form.edit(Field::Email, "a@b.ir", Letters::AsTyped);
    assert_eq!(form.patch(&saved).unwrap().values, [(Field::Email, Value::of("a@b.ir"))].into());
}

#[test]
fn errors_stay_until_their_field_is_edited_and_the_first_is_named() {
    let mut form = Form::new(&saved());
    form.edit(Field::Email, "b", Letters::AsTyped);
    let errors = FieldErrors {
        fields: [
            (Field::Email, vec!["Wrong.".to_owned(), "Short.".to_owned()]),
            (Field::LastName, vec!["Long.".to_owned()]),
        ]
        .into(),
        other: Vec::new(),
    };
    assert_eq!(form.reject(&errors), Some(Field::LastName));
    assert_eq!(form.error(Field::Email), Some("Wrong. Short."));
    assert_eq!(form.input(Field::Email).value, "b", "the typed value is kept");
    form.edit(Field::FirstName, "x", Letters::AsTyped);
    assert_eq!(form.error(Field::Email), Some("Wrong. Short."));
    form.edit(Field::Email, "b@", Letters::AsTyped);
    assert_eq!(form.error(Field::Email), None);
}

#[test]
fn a_newer_profile_replaces_only_what_was_not_edited() {
    let mut form = Form::new(&saved());
    form.edit(Field::FirstName, "Behrooz", Letters::AsTyped);
    let now = Profile { first_name: "B.".to_owned(), last_name: "G.".to_owned(), ..saved() };
    let _ = form.merge(&saved(), &now, |_| false);
    assert_eq!(form.input(Field::FirstName).value, "Behrooz");
    assert_eq!(form.input(Field::LastName).value, "G.");
    assert!(form.is_changed(Field::FirstName, &now));
}

#[test]
fn a_saved_value_is_shown_in_the_servers_spelling() {
    let mut form = Form::new(&saved());
    form.edit(Field::MobileNumber, "۰۹۱۲۰۰۰۰۰۰۲", Letters::AsTyped);
    let now = Profile { mobile_number: "09120000002".to_owned(), ..saved() };
    let _ = form.merge(&saved(), &now, |_| false);
    assert_eq!(form.input(Field::MobileNumber).value, "09120000002");
}

#[test]
fn a_refusal_is_noted_until_the_next_edit() {
    let mut form = Form::new(&saved());
    form.edit(Field::Email, "a\u{200f}@b.c", Letters::AsTyped);
    assert_eq!(form.input(Field::Email).value, "a@b.c");
    form.refuse(Field::Email, Refused::Marks);
    assert_eq!(form.input(Field::Email).refused, Some((Refused::Marks, 1)));
    form.refuse(Field::Email, Refused::Marks);
    assert_eq!(form.input(Field::Email).refused, Some((Refused::Marks, 2)), "another one is news again");
    form.edit(Field::Email, "a@b.cd", Letters::AsTyped);
    assert_eq!(form.input(Field::Email).refused, None);
}

#[test]
fn arabic_letters_become_persian_only_where_asked() {
    let mut form = Form::new(&saved());
    form.edit(Field::LastName, "قرباني", Letters::AsTyped);
    assert_eq!(form.input(Field::LastName).value, "قرباني");
    form.edit(Field::LastName, "قرباني", Letters::Persian);
    assert_eq!(form.input(Field::LastName).value, "قربانی");
}
