use super::{LONGEST, MAX_MESSAGES, field_errors};
use crate::profile::{Field, FieldErrors};

use proptest::collection::{btree_map, vec};
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_assert, prop_oneof, proptest};
use proptest::sample::select;
use serde_json::{Map, Value, json};

fn said(fields: &[(Field, &[&str])], other: &[&str]) -> Option<FieldErrors> {
    let owned = |messages: &[&str]| messages.iter().map(|message| (*message).to_owned()).collect::<Vec<_>>();
    Some(FieldErrors {
        fields: fields.iter().map(|(field, messages)| (*field, owned(messages))).collect(),
        other: owned(other),
    })
}

/// The format of Django REST framework and similar ones.
#[test]
fn messages_are_found_under_the_names_of_their_fields() {
    use Field::{Avatar, Email, Gender, MobileNumber, Username};
    let taken = "user with this username already exists.";
    let cases = [
        (r#"{"username":["user with this username already exists."]}"#, said(&[(Username, &[taken])], &[])),
        (r#"{"email":["a","b"],"gender":"c"}"#, said(&[(Email, &["a", "b"]), (Gender, &["c"])], &[])),
        (r#"{"avatar":["not an image"]}"#, said(&[(Avatar, &["not an image"])], &[])),
        (r#"{"mobile_number":{"0":["x"]}}"#, said(&[(MobileNumber, &["x"])], &[])),
        (r#"{"mobileNumber":["x"]}"#, said(&[(MobileNumber, &["x"])], &[])),
        (r#"{"email":{"unique":"Taken."}}"#, said(&[(Email, &["Taken."])], &[])),
        (r#"{"email":[{"message":"Taken.","code":"unique"}]}"#, said(&[(Email, &["Taken."])], &[])),
        (r#"{"non_field_errors":["Invalid data."]}"#, said(&[], &["Invalid data."])),
        (r#"{"detail":"JSON parse error"}"#, said(&[], &["JSON parse error"])),
        (r#"{"__all__":["x"]}"#, said(&[], &["x"])),
        (r#"{"errors":{"a":["x"]}}"#, said(&[], &["a: x"])),
        (r#"{"birthday":["required"],"email":["x"]}"#, said(&[(Email, &["x"])], &["birthday: required"])),
        (r#"{"birthday":"Wrong."}"#, said(&[], &["birthday: Wrong."])),
        (r#"{"address":{"street":["Too long."]}}"#, said(&[], &["street: Too long."])),
        (r#"["x", "y"]"#, said(&[], &["x", "y"])),
        ("\"x\"", said(&[], &["x"])),
        ("\u{FEFF}[\"x\"]", said(&[], &["x"])),
        (r#"{"username":["این نام قبلاً گرفته شده"]}"#, said(&[(Username, &["این نام قبلاً گرفته شده"])], &[])),
        (r#"{"code":["Enter the one-time code."]}"#, said(&[], &["code: Enter the one-time code."])),
        ("{}", None),
        ("[]", None),
        ("null", None),
        ("7", None),
        ("", None),
        (r#"{"username":[]}"#, None),
        (r#"{"username":["  "],"email":[null, 3]}"#, None),
        (r#"{"username":["cut"#, None),
        ("<h1>Bad Request (400)</h1>", None),
    ];
    for (body, expected) in cases {
        assert_eq!(field_errors(body.as_bytes()), expected, "{body}");
    }
}

const MAIL: &str = "Enter a valid email address.";
const ALL: &str = "The profile is locked.";

/// A message about the email.
fn email() -> Option<FieldErrors> {
    said(&[(Field::Email, &[MAIL])], &[])
}

/// The same, and one about everything.
fn both() -> Option<FieldErrors> {
    said(&[(Field::Email, &[MAIL])], &[ALL])
}

/// One about everything alone.
fn whole() -> Option<FieldErrors> {
    said(&[], &[ALL])
}

/// Every envelope holds the same two messages, or one of them.
#[test]
fn messages_are_found_in_any_envelope() {
    let cases = [
        // drf-standardized-errors
        (
            json!({"type": "validation_error", "errors": [
            {"code": "invalid", "detail": MAIL, "attr": "email"}, {"code": "locked", "detail": ALL, "attr": null}]}),
            both(),
        ),
        (
            json!({"type": "validation_error", "errors": [{"code": "invalid", "detail": MAIL, "attr": "user.email"}]}),
            email(),
        ),
        // Laravel, Rails, ASP.NET
        (json!({"message": ALL, "errors": {"email": [MAIL]}}), both()),
        (json!({"errors": {"email": [MAIL], "base": [ALL]}}), both()),
        (json!({"errors": {"user.email": [MAIL]}}), said(&[], &[&format!("user.email: {MAIL}")])),
        (
            json!({"type": "https://tools.ietf.org/html/rfc9110#section-15.5.1", "status": 400,
            "title": "One or more validation errors occurred.", "traceId": "00-84c1-01", "errors": {"Email": [MAIL]}}),
            email(),
        ),
        // problem+json, with and without the list of RFC 7807
        (
            json!({"type": "about:blank", "title": "Locked", "status": 423, "detail": ALL, "instance": "/me/1"}),
            whole(),
        ),
        (json!({"title": ALL, "status": 423}), whole()),
        (
            json!({"title": "Your request is not valid.", "invalid-params": [{"name": "email", "reason": MAIL}]}),
            email(),
        ),
        (json!({"title": "Not valid", "errors": [{"pointer": "#/email", "detail": MAIL}]}), email()),
        // FastAPI
        (
            json!({"detail": [{"type": "value_error", "loc": ["body", "email"], "msg": MAIL, "input": "x", "ctx": {"reason": {}}}]}),
            email(),
        ),
        (json!({"detail": [{"type": "model", "loc": ["body"], "msg": ALL}]}), whole()),
        // JSON:API
        (
            json!({"errors": [
            {"status": "422", "title": "Not valid", "detail": MAIL, "source": {"pointer": "/data/attributes/email"}},
            {"status": "423", "detail": ALL, "source": {"pointer": "/data"}}]}),
            both(),
        ),
        // Spring
        (
            json!({"timestamp": "2026-11-29T10:00:00Z", "status": 400, "error": "Bad Request", "path": "/api/users/me/",
            "fieldErrors": [{"objectName": "user", "field": "email", "code": "Email", "message": MAIL, "rejectedValue": "x"}]}),
            email(),
        ),
        (
            json!({"timestamp": 1764410000, "status": 423, "error": "Locked", "message": ALL, "path": "/x"}),
            whole(),
        ),
        (
            json!({"title": "Constraint Violation", "status": 400, "violations": [{"field": "update.user.email", "message": MAIL}]}),
            email(),
        ),
        // Symfony, FluentValidation, class-validator, ajv, zod, express-validator
        (
            json!({"violations": [{"propertyPath": "email", "title": MAIL, "code": "bd79c0ab-ddba-46cc-a703-a7a4b08de310"}]}),
            email(),
        ),
        (
            json!([{"propertyName": "Email", "errorMessage": MAIL, "attemptedValue": "x y", "severity": 0}]),
            email(),
        ),
        (
            json!({"message": [{"property": "email", "constraints": {"isEmail": MAIL}, "children": []}]}),
            email(),
        ),
        (
            json!({"errors": [{"instancePath": "/email", "schemaPath": "#/properties/email/format", "message": MAIL}]}),
            email(),
        ),
        (
            json!({"issues": [{"code": "invalid_string", "validation": "email", "message": MAIL, "path": ["email"]}]}),
            email(),
        ),
        (json!({"formErrors": [ALL], "fieldErrors": {"email": [MAIL]}}), both()),
        (
            json!({"errors": [{"type": "field", "msg": MAIL, "path": "email", "location": "body", "value": "x y"}]}),
            email(),
        ),
    ];
    for (body, expected) in cases {
        assert_eq!(field_errors(body.to_string().as_bytes()), expected, "{body}");
    }
}

#[test]
fn messages_are_found_in_the_envelopes_of_platforms() {
    let cases = [
        // Strapi, GraphQL, Google, OData
        (
            json!({"data": null, "error": {"status": 400, "name": "ValidationError", "message": MAIL,
            "details": {"errors": [{"path": ["email"], "message": MAIL, "name": "ValidationError"}]}}}),
            email(),
        ),
        (
            json!({"errors": [{"message": MAIL, "path": ["updateMe"], "extensions": {"code": "BAD_USER_INPUT", "field": "email"}}]}),
            email(),
        ),
        (json!({"errors": [{"message": ALL, "extensions": {"validation": {"email": [MAIL]}}}]}), both()),
        (
            json!({"error": {"code": 423, "message": ALL, "errors": [
            {"domain": "global", "reason": "locked_out", "message": ALL}], "status": "FAILED_PRECONDITION"}}),
            whole(),
        ),
        (
            json!({"error": {"code": "LockedOut", "message": ALL, "details": [
            {"code": "NotAnEmail", "target": "email", "message": MAIL}]}}),
            both(),
        ),
        // Nested, with names in camel case, wrapped once more
        (json!({"user": {"email": [MAIL]}}), email()),
        (json!({"error": {"details": {"user": {"email": [MAIL]}}}}), email()),
        (
            json!({"response": {"body": {"error": {"details": {"errors": [{"param": "email", "msg": MAIL}]}}}}}),
            email(),
        ),
        (json!({"status": "fail", "data": {"email": MAIL}}), email()),
        // OAuth
        (json!({"error": "invalid_grant", "error_description": ALL}), whole()),
        (json!({"reason": ALL, "id": "8f14e45f", "ts": "2026-11-29 10:00"}), whole()),
        // Codes alone, and the request come back, are no messages.
        (json!({"error": "invalid_grant"}), None),
        (json!({"detail": "token_not_valid", "code": "token_not_valid"}), None),
        (
            json!({"error": {"type": "OAuthException", "code": 190, "fbtrace_id": "AbC1 dE"}}),
            said(&[], &["fbtrace_id: AbC1 dE"]),
        ),
        (json!({"message": ALL, "data": {"email": "a@b.c", "first_name": "Sara Anne"}}), whole()),
        (json!({"message": ALL, "email": "a@b.c", "username": "sara"}), whole()),
        (json!({"message": ALL, "email": MAIL}), both()),
        (json!({"detail": "https://hr.example.com/help"}), None),
    ];
    for (body, expected) in cases {
        assert_eq!(field_errors(body.to_string().as_bytes()), expected, "{body}");
    }
}

#[test]
fn a_field_is_recognised_in_any_spelling() {
    for (field, names) in [
        (Field::FirstName, ["first_name", "firstName", "FirstName", "first-name"]),
        (Field::MobileNumber, ["mobile_number", "mobileNumber", "MobileNumber", "MOBILE_NUMBER"]),
    ] {
        for name in names {
            let expected = said(&[(field, &[MAIL])], &[]);
            for body in [json!({"errors": {name: [MAIL]}}), json!([{"field": name, "message": MAIL}])] {
                assert_eq!(field_errors(body.to_string().as_bytes()), expected, "{body}");
            }
        }
    }
}

#[test]
fn messages_are_plain_short_and_few() {
    let email = |body: &str| field_errors(body.as_bytes()).unwrap().fields[&Field::Email].clone();
    assert_eq!(email(r#"{"email":["a\u001b[31m\u0000\u202eb\u2067c\r\n\td"]}"#), ["a[31mbc  d"]);

    let long = "ا".repeat(5000);
    assert_eq!(email(&format!(r#"{{"email":["{long}"]}}"#)), [format!("{}…", "ا".repeat(300))]);

    let many = json!((0..1000).map(|number| format!("No. {number} is wrong.")).collect::<Vec<_>>());
    let body = json!({"email": many, "detail": many, "a": many, "b": many}).to_string();
    let errors = field_errors(body.as_bytes()).unwrap();
    assert_eq!((errors.fields[&Field::Email].len(), errors.other.len()), (MAX_MESSAGES, MAX_MESSAGES));

    let deep = format!("{}\"x\"{}", "[".repeat(100), "]".repeat(100));
    assert_eq!(field_errors(deep.as_bytes()), None);
}

/// Keys whose values are for programs.
const ASIDE: [&str; 12] = [
    "code",
    "timestamp",
    "status",
    "statusCode",
    "type",
    "path",
    "url",
    "id",
    "trace_id",
    "traceId",
    "instance",
    "stack",
];

/// JSON with marked texts under keys for programs. The texts would be messages anywhere else.
fn json_with_marks() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        "[a-z ]{0,12}",
        any::<String>(),
        select(vec![
            "invalid_grant",
            "Closed until Monday.",
            "2026-11-29T10:00:00Z",
            "https://example.com/x"
        ])
        .prop_map(str::to_owned),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        text.prop_map(Value::from),
    ];
    let key = prop_oneof![
        3 => select(vec![
            "errors", "error", "detail", "details", "message", "email", "first_name", "field", "attr", "loc",
            "source", "pointer", "data", "user", "title", "extensions", "violations", "0",
        ])
        .prop_map(str::to_owned),
        1 => "[a-z_]{1,8}",
    ];
    leaf.prop_recursive(6, 60, 6, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            (btree_map(key.clone(), inner, 0..6), select(ASIDE.to_vec())).prop_map(|(object, aside)| {
                let mut object: Map<String, Value> = object.into_iter().collect();
                let _ = object.insert(aside.to_owned(), Value::from("MARK of the program"));
                Value::from(object)
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_json_gives_few_messages_and_none_that_is_for_programs(body in json_with_marks()) {
        if let Some(words) = field_errors(body.to_string().as_bytes()) {
            prop_assert!(!words.is_empty());
            prop_assert!(words.other.len() <= MAX_MESSAGES && words.fields.values().all(|said| said.len() <= MAX_MESSAGES));
            for said in words.fields.values().flatten().chain(&words.other) {
                prop_assert!(!said.trim().is_empty() && said.chars().count() <= 2 * LONGEST + 4, "{}", said);
                prop_assert!(!said.contains("MARK"), "{} in {}", said, body);
                prop_assert!(!said.chars().any(char::is_control), "{}", said);
            }
        }
    }

    #[test]
    fn any_bytes_are_read(body in vec(any::<u8>(), 0..200)) {
        let _ = field_errors(&body);
    }
}
