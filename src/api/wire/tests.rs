use super::{GenderForm, changes, is_bare_consent, key, profile};
use crate::profile::{Fact, Field, Gender, Group, Profile, Value};

use proptest::collection;
use proptest::prelude::{any, proptest};
use serde_json::json;
use url::Url;

use std::collections::BTreeMap;

fn read(body: &str) -> Option<Profile> {
    profile(body.as_bytes(), &Url::parse("https://hr.example.com/api/users/me/").unwrap())
}

/// A profile with one more key beside a key that identifies it as a profile.
fn with(key_and_value: &str) -> Profile {
    read(&format!(r#"{{"username": "sara", {key_and_value}}}"#)).unwrap_or_else(|| panic!("{key_and_value}"))
}

#[test]
fn the_documented_answer_is_read_whole() {
    let profile = read(
        r#"{"id": 1, "username": "BehroozGhorbani", "mobile_number": "09308744204",
            "email": "behrooz21@hotmail.com",
            "avatar": "http://127.0.0.1:8000/media/users/avatars/photo22132188258.jpg",
            "first_name": "بهروز", "last_name": "قربانی", "full_name": "بهروز قربانی", "gender": "male",
            "is_profile_completed": true,
            "groups": [{"id": 1, "name": "Administrators",
                "notes": "All system administrators with full permissions", "users_count": 1,
                "created_at": "2025-11-22T13:07:28.186722Z", "updated_at": "2025-11-22T13:07:28.186728Z"}],
            "last_login": "2025-11-29T12:35:37.440928Z", "created_at": "2025-11-22T13:15:20.827325Z"}"#,
    );
    let expected = Profile {
        id: Some("1".to_owned()),
        first_name: "بهروز".to_owned(),
        last_name: "قربانی".to_owned(),
        gender: Gender::Male,
        username: "BehroozGhorbani".to_owned(),
        mobile_number: "09308744204".to_owned(),
        email: "behrooz21@hotmail.com".to_owned(),
        full_name: Some("بهروز قربانی".to_owned()),
        avatar: Url::parse("http://127.0.0.1:8000/media/users/avatars/photo22132188258.jpg").ok(),
        completed: Some(true),
        groups: vec![Group {
            id: Some(1),
            name: "Administrators".to_owned(),
            notes: "All system administrators with full permissions".to_owned(),
            users_count: Some(1),
            created_at: "2025-11-22T13:07:28.186722Z".parse().ok(),
            updated_at: "2025-11-22T13:07:28.186728Z".parse().ok(),
        }],
        last_login: "2025-11-29T12:35:37.440928Z".parse().ok(),
        created_at: "2025-11-22T13:15:20.827325Z".parse().ok(),
        ..Profile::default()
    };
    assert!(profile == Some(expected), "{profile:?}");
}

#[test]
fn nulls_empty_texts_and_missing_keys_have_the_same_empty_value() {
    let keys = ["mobile_number", "email", "avatar", "first_name", "last_name", "full_name", "gender"];
    let rest = ["last_login", "created_at", "groups", "id", "is_profile_completed"];
    let object = |value: &str| {
        let pairs: Vec<_> = keys.iter().chain(&rest).map(|key| format!(r#""{key}": {value}"#)).collect();
        format!(r#"{{"username": {value}, {}}}"#, pairs.join(", "))
    };
    for body in [&object("null"), &object("\"\""), &object("\"  \""), r#"{"username": null}"#] {
        let mut profile = read(body).unwrap();
        for text in [&mut profile.first_name, &mut profile.last_name, &mut profile.username] {
            *text = text.trim().to_owned();
        }
        for text in [&mut profile.mobile_number, &mut profile.email] {
            *text = text.trim().to_owned();
        }
        profile.unknown.clear();
        assert!(profile == Profile::default(), "{body} {profile:?}");
    }
}

#[test]
fn what_is_no_profile_is_told_apart() {
    let cases = [
        "",
        "<!DOCTYPE html><html></html>",
        "null",
        "true",
        "7",
        "\"profile\"",
        "[]",
        r#"[{"username": "sara"}]"#,
        "{}",
        r#"{"detail": "ok"}"#,
        r#"{"id": 1}"#,
        r#"{"id": 1, "created_at": "2025-11-22T13:15:20Z", "groups": []}"#,
        r#"{"username": "sara""#,
        "{\"username\": \"\u{0}",
        r#"{"username": NaN}"#,
    ];
    for body in cases {
        assert!(read(body).is_none(), "{body}");
    }
    assert!(profile(b"\xff\xfe{\"username\": \"sara\"}", &Url::parse("https://h/").unwrap()).is_none());
    let deep = format!(r#"{{"username": {}{}}}"#, "[".repeat(500), "]".repeat(500));
    assert!(read(&deep).is_none());
}

#[test]
fn texts_are_plain_and_one_bad_one_loses_nothing_else() {
    let profile = with(
        r#""first_name": "A\u0000da\u202e", "last_name": "x\ud83d", "full_name": "Ada\nL", "email": "\u0007",
        "gender": "ma\u0000le", "groups": [{"name": "o\u0000ne\u2028two", "notes": "one\r\ntwo\u0000"}, "\u0000three"]"#,
    );
    assert_eq!((profile.first_name.as_str(), profile.last_name.as_str()), ("Ada", "x\u{FFFD}"));
    assert_eq!((profile.full_name.as_deref(), profile.email.as_str()), (Some("Ada L"), ""));
    assert_eq!(profile.gender, Gender::Male);
    let groups: Vec<_> =
        profile.groups.iter().map(|group| (group.name.as_str(), group.notes.as_str())).collect();
    assert_eq!(groups, [("one two", "one\ntwo"), ("three", "")]);
    let long = with(&format!(r#""first_name": "{}""#, "x".repeat(500_000)));
    assert_eq!(long.first_name.len(), crate::plain::LONGEST);
    // The address of a picture is no text.
    let picture = with(r#""avatar": "/media/a\tb\u200f.jpg""#).avatar.map(String::from);
    assert_eq!(picture.as_deref(), Some("https://hr.example.com/media/ab%E2%80%8F.jpg"));
}

#[test]
fn any_telling_key_makes_a_profile() {
    for name in super::record::PROFILE_KEYS {
        assert!(read(&format!(r#"{{"{name}": null}}"#)).is_some(), "{name}");
    }
    assert!(read("\u{FEFF}{\"username\": \"sara\"}").is_some(), "byte-order mark");
}

#[test]
fn both_spellings_of_the_flag_are_read() {
    let cases = [
        (r#""is_profile_completed": true"#, Some(true)),
        (r#""is_profile_completed": false"#, Some(false)),
        (r#""is_profile_compeleted": true"#, Some(true)),
        (r#""is_profile_compeleted": false"#, Some(false)),
        (r#""is_profile_completed": null"#, None),
        (r#""is_profile_completed": null, "is_profile_compeleted": true"#, Some(true)),
        (r#""is_profile_completed": false, "is_profile_compeleted": true"#, Some(false)),
        (r#""is_profile_completed": "true""#, Some(true)),
        (r#""is_profile_completed": "False""#, Some(false)),
        (r#""is_profile_completed": 1"#, Some(true)),
        (r#""is_profile_completed": 0"#, Some(false)),
        (r#""is_profile_completed": "perhaps""#, None),
        (r#""is_profile_completed": []"#, None),
        (r#""is_profile_complete": true"#, None),
    ];
    for (keys, completed) in cases {
        assert_eq!(with(keys).completed, completed, "{keys}");
    }
}

#[test]
fn ids_are_numbers_or_texts_and_kept_as_text() {
    let long = "x".repeat(10_000);
    let quoted = format!(r#""id": "{long}""#);
    let cases = [
        (r#""id": 7"#, Some("7")),
        (r#""pk": 7"#, Some("7")),
        (r#""id": "7""#, Some("7")),
        (r#""pk": " 7 ""#, Some("7")),
        (r#""id": 1, "pk": 2"#, Some("1")),
        (r#""id": null, "pk": 2"#, Some("2")),
        (r#""id": "", "pk": "b""#, Some("b")),
        (r#""id": {}, "pk": "b""#, Some("b")),
        (r#""id": 1, "id": 2"#, Some("2")),
        (r#""id": 0"#, Some("0")),
        (r#""id": -1"#, Some("-1")),
        (r#""id": 1.5"#, Some("1.5")),
        (r#""id": 1e3"#, Some("1e3")),
        (r#""id": 18446744073709551615"#, Some("18446744073709551615")),
        // As floats these two are equal.
        (r#""id": 18446744073709551616"#, Some("18446744073709551616")),
        (r#""id": 18446744073709551617"#, Some("18446744073709551617")),
        (r#""id": "3f2b8c1e-0d5a-4b7e-9c1d-2e3f4a5b6c7d""#, Some("3f2b8c1e-0d5a-4b7e-9c1d-2e3f4a5b6c7d")),
        (r#""id": "sara#7/\u00e9\n\u202e""#, Some("sara#7/\u{e9}\n\u{202e}")),
        (&quoted, Some(&*long)),
        (r#""id": true"#, None),
        (r#""id": null"#, None),
        (r#""id": "  ""#, None),
        (r#""id": {}"#, None),
        (r#""id": {"$oid": "507f"}"#, None),
        (r#""id": [7]"#, None),
        (r#""ID": 7"#, None),
    ];
    for (keys, id) in cases {
        assert_eq!(with(keys).id.as_deref(), id, "{keys}");
    }
    assert_eq!(read("\u{FEFF}{\"username\": \"sara\", \"id\": 7}").unwrap().id.as_deref(), Some("7"));
    let wrapped = r#"{"ok": 1, "result": {"user": {"id": 18446744073709551617, "username": "sara"}}}"#;
    assert_eq!(read(wrapped).unwrap().id.as_deref(), Some("18446744073709551617"));
}

#[test]
fn genders_are_read_in_any_case() {
    let unknown = |value: &str| Gender::Unknown(value.to_owned());
    let cases = [
        ("\"male\"", Gender::Male),
        ("\"Male\"", Gender::Male),
        ("\"MALE\"", Gender::Male),
        ("\" female \"", Gender::Female),
        ("\"Female\"", Gender::Female),
        ("\"Other\"", Gender::Other),
        ("null", Gender::NotGiven),
        ("\"\"", Gender::NotGiven),
        ("[\"male\"]", Gender::NotGiven),
        ("\"Divers\"", unknown("Divers")),
        ("\"مرد\"", unknown("مرد")),
        ("2", unknown("2")),
    ];
    for (value, gender) in cases {
        assert_eq!(with(&format!(r#""gender": {value}"#)).gender, gender, "{value}");
    }
}

#[test]
fn pictures_are_made_absolute() {
    let cases = [
        ("\"https://cdn.example.net/a.jpg\"", Some("https://cdn.example.net/a.jpg")),
        ("\"http://127.0.0.1:8000/media/a.jpg\"", Some("http://127.0.0.1:8000/media/a.jpg")),
        ("\"/media/a.jpg\"", Some("https://hr.example.com/media/a.jpg")),
        ("\"  /media/a.jpg \"", Some("https://hr.example.com/media/a.jpg")),
        ("\"//cdn.example.net/a.jpg\"", Some("https://cdn.example.net/a.jpg")),
        ("\"/media/%D8%B9.jpg?v=2\"", Some("https://hr.example.com/media/%D8%B9.jpg?v=2")),
        ("\"/media/عکس.jpg\"", Some("https://hr.example.com/media/%D8%B9%DA%A9%D8%B3.jpg")),
        ("null", None),
        ("\"\"", None),
        ("\"javascript:alert(1)\"", None),
        ("\"file:///etc/passwd\"", None),
        ("\"data:image/png;base64,AAAA\"", None),
        ("\"ftp://example.com/a.jpg\"", None),
        ("\"http://\"", None),
        ("{\"url\": \"/a.jpg\"}", None),
        ("[1]", None),
        ("true", None),
        ("5", None),
    ];
    for (value, url) in cases {
        let avatar = with(&format!(r#""avatar": {value}"#)).avatar;
        assert_eq!(avatar.as_ref().map(Url::as_str), url, "{value}");
    }
}

#[test]
fn times_are_read_with_and_without_an_offset() {
    let cases = [
        ("\"2025-11-29T12:35:37.440928Z\"", Some("2025-11-29T12:35:37.440928Z")),
        ("\"2025-11-29T12:35:37Z\"", Some("2025-11-29T12:35:37Z")),
        ("\"2025-11-29T16:05:37+03:30\"", Some("2025-11-29T12:35:37Z")),
        ("\"2025-11-29T07:35:37-05:00\"", Some("2025-11-29T12:35:37Z")),
        ("\"2025-11-29 12:35:37+00:00\"", Some("2025-11-29T12:35:37Z")),
        ("\"2025-11-29T12:35:37.440928\"", Some("2025-11-29T12:35:37.440928Z")),
        ("\"2025-11-29 12:35:37\"", Some("2025-11-29T12:35:37Z")),
        ("\"2025-11-29T12:35\"", Some("2025-11-29T12:35:00Z")),
        ("\"2025-11-29\"", Some("2025-11-29T00:00:00Z")),
        ("\" 2025-11-29T12:35:37Z \"", Some("2025-11-29T12:35:37Z")),
        ("null", None),
        ("\"\"", None),
        ("\"yesterday\"", None),
        ("\"99999-11-29T12:35:37Z\"", None),
        ("\"2025-13-29T12:35:37Z\"", None),
        ("\"2025-02-30\"", None),
        // Other calendars, and values that mean "no time".
        ("\"1402-12-29T10:00:00Z\"", None),
        ("\"1404/09/08 12:00\"", None),
        ("\"1899-12-31T23:59:59Z\"", None),
        ("\"1900-01-01T00:00:00Z\"", Some("1900-01-01T00:00:00Z")),
        ("\"0001-01-01T00:00:00Z\"", None),
        ("\"2199-12-31T23:59:59Z\"", Some("2199-12-31T23:59:59Z")),
        ("\"2200-01-01T00:00:00Z\"", None),
        ("\"9999-12-31T23:59:59Z\"", None),
        // Since 1970: seconds, and milliseconds as JavaScript counts.
        ("1764419737", Some("2025-11-29T12:35:37Z")),
        ("1764419737.44", Some("2025-11-29T12:35:37Z")),
        ("1764419737440", Some("2025-11-29T12:35:37.440Z")),
        ("\"1764419737\"", Some("2025-11-29T12:35:37Z")),
        ("0", None),
        ("-1", None),
        ("946684799", None),
        ("1764419737440928", None),
        ("1e300", None),
        ("true", None),
        ("{}", None),
    ];
    for (value, time) in cases {
        let expected = time.map(|time| time.parse().unwrap());
        assert_eq!(with(&format!(r#""last_login": {value}"#)).last_login, expected, "{value}");
        assert_eq!(with(&format!(r#""created_at": {value}"#)).created_at, expected, "{value}");
    }
}

#[test]
fn groups_are_objects_or_ids() {
    let bare = |id| Group { id: Some(id), ..Group::default() };
    let cases = [
        ("null", vec![]),
        ("[]", vec![]),
        ("{}", vec![]),
        ("\"1\"", vec![]),
        ("[1, 7]", vec![bare(1), bare(7)]),
        ("[\"1\", null, true, [], -1]", vec![bare(1)]),
        ("[\"Staff\", \"  \"]", vec![Group { name: "Staff".to_owned(), ..Group::default() }]),
        ("[{\"pk\": \"3\"}, 4]", vec![bare(3), bare(4)]),
        ("[{}]", vec![Group::default()]),
        (
            r#"[{"id": 2, "name": "HR", "notes": null, "users_count": "12", "created_at": "never", "x": 1}]"#,
            vec![Group { id: Some(2), name: "HR".to_owned(), users_count: Some(12), ..Group::default() }],
        ),
    ];
    for (value, groups) in cases {
        assert_eq!(with(&format!(r#""groups": {value}"#)).groups, groups, "{value}");
    }
    let many: Vec<_> = (0..5000).collect();
    let groups = with(&format!(r#""groups": {}"#, json!(many))).groups;
    assert_eq!((groups.len(), groups[4999].id), (5000, Some(4999)));
}

#[test]
fn one_wrong_type_does_not_lose_the_others() {
    let wrong = ["[]", "{}", "true", "[{\"a\": [1]}]"];
    let keys = [
        "id",
        "mobile_number",
        "email",
        "avatar",
        "last_name",
        "full_name",
        "gender",
        "groups",
        "last_login",
    ];
    for key in keys {
        for value in wrong {
            let profile = with(&format!(r#""{key}": {value}, "first_name": "Sara""#));
            assert_eq!(
                (profile.username.as_str(), profile.first_name.as_str()),
                ("sara", "Sara"),
                "{key} {value}"
            );
        }
    }
    assert_eq!(with(r#""mobile_number": 9120000002"#).mobile_number, "9120000002");
    assert_eq!(with(r#""unknown": {"deep": [1, 2]}, "email": "a@b.ir""#).email, "a@b.ir");
    assert_eq!(with(r#""email": "first", "email": "last""#).email, "last");
}

#[test]
fn what_is_absent_or_unreadable_is_not_said() {
    let all = json!({"id": 1, "username": "", "mobile_number": null, "email": 5, "avatar": null, "first_name": "a",
        "last_name": " ", "full_name": null, "gender": "", "is_profile_completed": null, "groups": [],
        "last_login": null, "created_at": null});
    let whole = read(&all.to_string()).unwrap();
    assert!(whole.unknown.is_empty(), "null and an empty text are said: {whole:?}");
    let list = json!(["a"]);
    let cases = [
        ("id", Fact::Id, vec![json!([1])]),
        ("username", Fact::Field(Field::Username), vec![list.clone(), json!(true)]),
        ("mobile_number", Fact::Field(Field::MobileNumber), vec![list.clone(), json!({})]),
        ("email", Fact::Field(Field::Email), vec![list.clone(), json!(false)]),
        ("first_name", Fact::Field(Field::FirstName), vec![list.clone()]),
        ("last_name", Fact::Field(Field::LastName), vec![list.clone()]),
        ("gender", Fact::Field(Field::Gender), vec![list.clone(), json!({"value": "male"})]),
        (
            "avatar",
            Fact::Field(Field::Avatar),
            vec![json!({"url": "/a.jpg"}), json!("data:image/png;base64,AA"), json!(5)],
        ),
        ("full_name", Fact::FullName, vec![list.clone()]),
        ("is_profile_completed", Fact::Completed, vec![list.clone(), json!("perhaps")]),
        ("groups", Fact::Groups, vec![json!("Staff"), json!({}), json!(3)]),
        (
            "last_login",
            Fact::LastLogin,
            vec![json!("yesterday"), json!(3), json!(""), json!("1402-12-29T10:00:00Z"), list.clone()],
        ),
        ("created_at", Fact::CreatedAt, vec![json!("2025-02-30"), list]),
    ];
    assert_eq!(cases.len(), Fact::all().count());
    for (key, fact, unreadable) in cases {
        let mut without = all.clone();
        let _ = without.as_object_mut().unwrap().remove(key);
        assert_eq!(read(&without.to_string()).unwrap().unknown, [fact].into(), "without {key}");
        for value in unreadable {
            let mut with = all.clone();
            with[key] = value;
            assert_eq!(read(&with.to_string()).unwrap().unknown, [fact].into(), "{with}");
        }
    }
}

#[test]
fn a_record_is_found_in_its_wrapper_by_its_shape() {
    let cases = [
        (r#"{"data": {"username": "sara"}}"#, Some("sara")),
        (r#"{"user": {"username": "sara"}, "message": "Saved.", "status": 200}"#, Some("sara")),
        (r#"{"result": {"user": {"username": "sara"}}, "errors": []}"#, Some("sara")),
        (r#"{"a": {"b": {"c": {"username": "sara"}}}}"#, Some("sara")),
        (r#"{"a": {"b": {"c": {"d": {"username": "sara"}}}}}"#, None),
        // The outermost object is the person; the one inside is another person of theirs.
        (r#"{"username": "sara", "manager": {"username": "ada", "email": "a@b.ir"}}"#, Some("sara")),
        (r#"{"data": {"username": "sara", "manager": {"username": "ada"}}}"#, Some("sara")),
        // It is unknown which of the two is the person.
        (r#"{"user": {"username": "sara"}, "manager": {"username": "ada"}}"#, None),
        (r#"{"results": [{"username": "sara"}]}"#, None),
        (r#"[{"username": "sara"}]"#, None),
        // Messages about fields are no record.
        (r#"{"errors": {"email": ["taken"]}}"#, None),
        (r#"{"email": ["taken"], "username": ["short"]}"#, None),
        (r#"{"detail": "ok"}"#, None),
        (r#"{"data": null}"#, None),
    ];
    for (body, username) in cases {
        let found = read(body).map(|profile| profile.username);
        assert_eq!(found.as_deref(), username, "{body}");
    }
    let deep = format!("{}1{}", r#"{"a":"#.repeat(100), "}".repeat(100));
    let wide = json!({"all": (0..100).map(|n| (n.to_string(), json!({"email": n.to_string()}))).collect::<serde_json::Map<_, _>>()});
    assert!(read(&deep).is_none() && read(&wide.to_string()).is_none());
}

#[test]
fn a_bare_yes_is_no_web_page() {
    let cases = [
        ("", true),
        ("  \r\n", true),
        ("{}", true),
        (r#"{"detail": "ok"}"#, true),
        (r#"{"status":"ok"}"#, true),
        ("null", true),
        ("\"ok\"", true),
        ("[]", true),
        ("\u{FEFF}{}", true),
        ("<html></html>", false),
        ("OK", false),
        ("{", false),
    ];
    for (body, is_consent) in cases {
        assert_eq!(is_bare_consent(body.as_bytes()), is_consent, "{body}");
    }
}

#[test]
fn no_cut_or_changed_answer_makes_it_panic() {
    let body =
        json!({"id": 1, "username": "سارا", "avatar": "/a.jpg", "gender": "Male", "groups": [1, {"id": 2}],
        "is_profile_completed": null, "last_login": "2025-11-29T12:35:37+03:30"})
        .to_string();
    let url = Url::parse("https://hr.example.com/").unwrap();
    let mut read = 0;
    for position in 0..body.len() {
        let _ = profile(&body.as_bytes()[..position], &url);
        for letter in [0, b'"', b'{', b'9', b'-', 0xFF] {
            let mut bytes = body.clone().into_bytes();
            bytes[position] = letter;
            read += usize::from(profile(&bytes, &url).is_some());
        }
    }
    assert!(read > 100, "most changes inside texts stay readable: {read}");
}

#[test]
fn keys_are_found_under_three_names() {
    let cases = [
        (r#"{"token": "f4e7"}"#, Some("f4e7")),
        (r#"{"auth_token": "f4e7"}"#, Some("f4e7")),
        (r#"{"key": "f4e7", "user": 1}"#, Some("f4e7")),
        (r#"{"token": null, "key": " f4e7 "}"#, Some("f4e7")),
        (r#"{"token": "", "auth_token": ""}"#, None),
        (r#"{"token": 5}"#, None),
        (r#"{"access": "f4e7"}"#, None),
        ("{}", None),
        ("[]", None),
        ("\"f4e7\"", None),
        ("<html>token</html>", None),
    ];
    for (body, expected) in cases {
        assert_eq!(key(body.as_bytes()).as_deref(), expected, "{body}");
    }
}

#[test]
fn changes_hold_exactly_what_changes() {
    let text = |text: &str| Value::Text(text.to_owned());
    let values = |pairs: &[(Field, Value)]| pairs.iter().cloned().collect::<BTreeMap<_, _>>();
    use Field::{Avatar, Email, FirstName, Gender, Username};
    use GenderForm::{Capital, Small};
    let cases = [
        (values(&[]), Small, false, json!({})),
        (values(&[]), Small, true, json!({"avatar": null})),
        (values(&[(FirstName, text("Ada"))]), Small, false, json!({"first_name": "Ada"})),
        (
            values(&[(Username, Value::Clear), (Email, text("a@b.ir"))]),
            Capital,
            true,
            json!({"username": null, "email": "a@b.ir", "avatar": null}),
        ),
        (values(&[(Gender, text("male"))]), Small, false, json!({"gender": "male"})),
        (values(&[(Gender, text("Male"))]), Small, false, json!({"gender": "male"})),
        (values(&[(Gender, text("male"))]), Capital, false, json!({"gender": "Male"})),
        (values(&[(Gender, text("female"))]), Capital, false, json!({"gender": "Female"})),
        (values(&[(Gender, text("other"))]), Capital, false, json!({"gender": "Other"})),
        (values(&[(Gender, text("divers"))]), Capital, false, json!({"gender": "divers"})),
        (values(&[(Gender, Value::Clear)]), Capital, false, json!({"gender": null})),
        (
            values(&[(Avatar, text("/old.jpg")), (FirstName, text("A"))]),
            Small,
            false,
            json!({"first_name": "A"}),
        ),
    ];
    for (values, form, removes, expected) in cases {
        assert_eq!(changes(&values, form, removes), expected);
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in collection::vec(any::<u8>(), 0..200)) {
        let url = Url::parse("https://hr.example.com/").unwrap();
        let _ = (profile(&bytes, &url), key(&bytes));
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let body = json!({"username": text, "avatar": text, "gender": text, "last_login": text, "id": text,
            "groups": [text, {"id": text}], "is_profile_completed": text}).to_string();
        assert_eq!(profile(body.as_bytes(), &url).unwrap().username, crate::plain::line(&text));
    }
}
