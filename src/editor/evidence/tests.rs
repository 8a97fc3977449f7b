use super::{
    FieldsShown, PictureBefore, PictureChange, PictureNow, PictureVerdict, ServedPicture, compare, judge,
};
use crate::profile::{Fact, Field, Gender, Profile, Value};

use bytes::Bytes;
use url::Url;

const OLD: &[u8] = b"the picture before";
const NEW: &[u8] = b"the picture that is sent";
const OTHER: &[u8] = b"another one";

/// The addresses before and now, the bytes before, whether it was answered, the bytes now (none if they are not needed), and
/// the verdict.
type Row = (&'static str, &'static str, Option<&'static [u8]>, bool, Option<&'static [u8]>, PictureVerdict);

fn verdict(row: &Row, sent: Option<&Bytes>) -> (PictureVerdict, bool) {
    let (before, now, old, is_answered, served, _) = *row;
    let parse = |text: &str| (!text.is_empty()).then(|| Url::parse(text).unwrap());
    let before = PictureBefore { url: parse(before), served: old.map(Bytes::from_static) };
    let change = PictureChange { before: &before, sent, is_answered };
    let url = parse(now);
    let now = url.as_ref().map_or(PictureNow::Nothing, PictureNow::At);
    let first = judge(change, now, ServedPicture::NotAsked);
    if first != PictureVerdict::FetchBytes {
        return (first, false);
    }
    let bytes = served.map(Bytes::from_static);
    (judge(change, now, bytes.as_ref().map_or(ServedPicture::Unavailable, ServedPicture::Bytes)), true)
}

fn check(rows: &[Row], sent: Option<&Bytes>) {
    for row in rows {
        let (found, was_asked) = verdict(row, sent);
        assert_eq!(found, row.5, "{} -> {}, answered: {}", row.0, row.1, row.3);
        assert!(was_asked || row.4.is_none(), "{} -> {}: bytes were not needed", row.0, row.1);
    }
}

const A: &str = "https://h/a.jpg";
const B: &str = "https://h/b.jpg";
const SIGNED_1: &str = "https://s3/a.jpg?X-Amz-Signature=1";
const SIGNED_2: &str = "https://s3/a.jpg?X-Amz-Signature=2";
const DEFAULT: &str = "https://h/default.png";

#[test]
fn an_upload_is_judged_by_address_and_bytes() {
    use PictureVerdict::{NotStored, Stored, Unknown};
    let sent = Bytes::from_static(NEW);
    let rows: &[Row] = &[
        // The server has accepted it.
        ("", A, None, true, None, Stored),
        (A, B, Some(OLD), true, None, Stored),
        (A, "", Some(OLD), true, None, NotStored),
        ("", "", None, true, None, NotStored),
        // The same address: overwritten, encoded again, or ignored.
        (A, A, Some(OLD), true, Some(NEW), Stored),
        (A, A, Some(OLD), true, Some(OTHER), Stored),
        (A, A, Some(OLD), true, Some(OLD), NotStored),
        (A, A, None, true, Some(NEW), Stored),
        (A, A, None, true, Some(OTHER), Unknown),
        (A, A, Some(OLD), true, None, Unknown),
        (SIGNED_1, SIGNED_2, Some(OLD), true, Some(NEW), Stored),
        (SIGNED_1, SIGNED_2, Some(OLD), true, Some(OLD), NotStored),
        ("https://h/avatar?id=5", "https://h/avatar?id=6", Some(OLD), true, Some(NEW), Stored),
        ("https://h/avatar?id=5", "https://h/avatar?id=6", None, true, Some(OTHER), Unknown),
        // The default picture is still shown.
        (DEFAULT, DEFAULT, Some(OLD), true, Some(OLD), NotStored),
        // The answer was lost.
        (A, B, None, false, None, Stored),
        (A, B, Some(OLD), false, Some(NEW), Stored),
        (A, B, Some(OLD), false, Some(OTHER), Stored),
        (A, B, Some(OLD), false, Some(OLD), NotStored),
        (A, B, Some(OLD), false, None, Stored),
        (A, A, Some(OLD), false, Some(OLD), NotStored),
        (A, A, Some(OLD), false, Some(NEW), Stored),
        (SIGNED_1, SIGNED_2, Some(OLD), false, Some(OLD), NotStored),
        (SIGNED_1, SIGNED_2, Some(OLD), false, Some(NEW), Stored),
        (SIGNED_1, SIGNED_2, Some(OLD), false, Some(OTHER), Stored),
        (SIGNED_1, SIGNED_2, None, false, Some(OTHER), Unknown),
        (A, "", Some(OLD), false, None, NotStored),
    ];
    check(rows, Some(&sent));
    assert_eq!(
        verdict(&(A, A, Some(NEW), true, Some(NEW), Stored), Some(&sent)).0,
        Stored,
        "the same once more"
    );
}

#[test]
fn a_removal_is_made_where_another_picture_is_shown() {
    use PictureVerdict::{NotStored, Stored, Unknown};
    let rows: &[Row] = &[
        (A, "", Some(OLD), true, None, Stored),
        (A, "", None, false, None, Stored),
        ("", "", None, true, None, Stored),
        // A default picture.
        (A, DEFAULT, Some(OLD), true, None, Stored),
        (A, DEFAULT, None, true, None, Stored),
        (A, DEFAULT, Some(OLD), false, Some(OTHER), Stored),
        (A, DEFAULT, None, false, None, Stored),
        (A, "https://gravatar/0bc83cb571cd", Some(OLD), true, None, Stored),
        // The same picture is still there.
        (A, A, Some(OLD), true, Some(OLD), NotStored),
        (A, A, None, true, None, NotStored),
        (A, A, Some(OLD), false, Some(OLD), NotStored),
        (DEFAULT, DEFAULT, Some(OLD), true, Some(OLD), NotStored),
        (SIGNED_1, SIGNED_2, Some(OLD), true, Some(OLD), NotStored),
        (SIGNED_1, SIGNED_2, Some(OLD), false, Some(OLD), NotStored),
        // One address for whatever is shown.
        ("https://h/people/5/avatar", "https://h/people/5/avatar", Some(OLD), true, Some(OTHER), Stored),
        ("https://h/avatar?id=5", "https://h/avatar?id=0", Some(OLD), true, Some(OTHER), Stored),
        ("https://h/avatar?id=5", "https://h/avatar?id=0", None, true, Some(OTHER), Unknown),
        (SIGNED_1, SIGNED_2, Some(OLD), true, None, Unknown),
        (A, A, Some(OLD), true, None, NotStored),
        // A lost answer, and the same bytes at another address.
        (A, B, Some(OLD), false, Some(OLD), Unknown),
    ];
    check(rows, None);
}

#[test]
fn what_the_server_does_not_show_is_unknown() {
    let (before, sent) = (PictureBefore::default(), Bytes::from_static(NEW));
    for sent in [None, Some(&sent)] {
        let change = PictureChange { before: &before, sent, is_answered: true };
        assert_eq!(judge(change, PictureNow::NotShown, ServedPicture::NotAsked), PictureVerdict::Unknown);
    }
}

fn sent(values: &[(Field, &str)]) -> std::collections::BTreeMap<Field, Value> {
    values.iter().map(|(field, text)| (*field, Value::of(text))).collect()
}

#[test]
fn values_are_compared_after_trimming() {
    let now = Profile {
        first_name: "Ada".to_owned(),
        last_name: "  Lovelace\u{A0}".to_owned(),
        gender: Gender::Female,
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
    let before = Profile { first_name: "Eva".to_owned(), username: "eva".to_owned(), ..Profile::default() };
    for (field, text, is_taken) in cases {
        let shown = compare(&sent(&[(field, text)]), &before, &now, &now.known_facts());
        assert_eq!(shown.taken == [field], is_taken, "{field:?} {text:?} {shown:?}");
    }
    let untrimmed = [(Field::FirstName, Value::Text("\u{A0}Ada ".to_owned()))].into();
    assert_eq!(compare(&untrimmed, &before, &now, &now.known_facts()).taken, [Field::FirstName]);
    let unknown = Profile { gender: Gender::Unknown("Divers".to_owned()), ..Profile::default() };
    let divers = compare(&sent(&[(Field::Gender, "Divers")]), &before, &unknown, &unknown.known_facts());
    assert_eq!(divers.taken, [Field::Gender]);
}

#[test]
fn ignored_altered_and_hidden_fields_are_distinguished() {
    let named = |first_name: &str| Profile { first_name: first_name.to_owned(), ..Profile::default() };
    let eva = sent(&[(Field::FirstName, "Eva")]);
    let only = |field: Field| [Fact::Field(field)].into();
    let unknown_before = Profile { unknown: only(Field::FirstName), ..named("") };
    let (field, none) = (vec![Field::FirstName], Vec::new());
    let cases = [
        (named("Ada"), "Eva", only(Field::FirstName), [&field, &none, &none, &none]),
        (named("Ada"), "Ada", only(Field::FirstName), [&none, &field, &none, &none]),
        (named("Ada"), "EVA", only(Field::FirstName), [&none, &none, &field, &none]),
        (unknown_before, "Ada", only(Field::FirstName), [&none, &none, &field, &none]),
        (named("Ada"), "Eva", only(Field::Email), [&none, &none, &none, &field]),
    ];
    for (before, now, said, [taken, ignored, altered, not_shown]) in cases {
        let [taken, ignored, altered, not_shown] = [taken, ignored, altered, not_shown].map(Clone::clone);
        let expected = FieldsShown { taken, ignored, altered, not_shown };
        assert_eq!(compare(&eva, &before, &named(now), &said), expected, "{now}");
    }
}
