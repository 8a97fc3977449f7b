//! Refused requests, and the form of the errors.

use super::{Exchange, ME, MULTIPART, Section, patch, patch_raw, request};

use nameplate::demo::Behaviour;
use serde_json::json;

pub(crate) fn sections() -> Vec<Section> {
    vec![
        Section { title: "refused fields", behaviour: Behaviour::default(), exchanges: fields() },
        Section { title: "refused bodies", behaviour: Behaviour::default(), exchanges: bodies() },
        Section { title: "refused methods", behaviour: Behaviour::default(), exchanges: methods() },
        Section {
            title: "any username",
            behaviour: Behaviour { username_validator: false, ..Behaviour::default() },
            exchanges: vec![
                patch("a space and a joiner", "behrooz", &json!({ "username": "می\u{200c}نا x!" }))
                    .shows(json!({ "username": "می\u{200c}نا x!" })),
            ],
        },
    ]
}

fn fields() -> Vec<Exchange> {
    let bad_email = json!({ "email": ["Enter a valid email address."] });
    let mut exchanges = vec![
        patch(
            "V1 all three conflicts at once",
            "behrooz",
            &json!({
                "username": "sara_owner", "mobile_number": "09120000002",
                "email": "sara.owner@example.com",
            }),
        )
        .refused(
            400,
            json!({
                "username": ["user with this username already exists."],
                "mobile_number": ["user with this mobile number already exists."],
                "email": ["user with this email already exists."],
            }),
        )
        .stores("behrooz", json!({ "username": "BehroozGhorbani" })),
        patch(
            "V2 one's own values are no conflict",
            "behrooz",
            &json!({
                "username": "BehroozGhorbani", "mobile_number": "09308744204",
                "email": "behrooz21@hotmail.com",
            }),
        )
        .shows(json!({ "username": "BehroozGhorbani" })),
        patch(
            "V3 capitals make another value",
            "behrooz",
            &json!({ "username": "SARA_OWNER", "email": "SARA.OWNER@example.com" }),
        )
        .shows(json!({ "username": "SARA_OWNER", "email": "SARA.OWNER@example.com" })),
        patch("V4 no e-mail address", "behrooz", &json!({ "email": "not-an-address" }))
            .refused(400, bad_email.clone()),
        patch("V5 a Persian local part", "behrooz", &json!({ "email": "علی@مثال.com" }))
            .refused(400, bad_email.clone()),
        patch("V5 a Persian domain alone is fine", "behrooz", &json!({ "email": "ali@مثال.com" }))
            .shows(json!({ "email": "ali@مثال.com" })),
        patch("localhost is a domain", "behrooz", &json!({ "email": "a+b@localhost" }))
            .shows(json!({ "email": "a+b@localhost" })),
        patch("all the signs of an e-mail address", "behrooz", &json!({ "email": "o'hara_{x}+y@ex-am.ple1.org" }))
            .shows(json!({ "email": "o'hara_{x}+y@ex-am.ple1.org" })),
        patch("its end in Punycode", "behrooz", &json!({ "email": "a@b.xn--pgbs0dh" }))
            .shows(json!({ "email": "a@b.xn--pgbs0dh" })),
        patch("V6 no choice", "behrooz", &json!({ "gender": "unknown" }))
            .refused(400, json!({ "gender": ["\"unknown\" is not a valid choice."] })),
        patch("V7 Male is another choice than male", "behrooz", &json!({ "gender": "Male" }))
            .refused(400, json!({ "gender": ["\"Male\" is not a valid choice."] })),
        too_long(),
        patch("V9 lengths count letters, not bytes", "behrooz", &json!({ "first_name": "ب".repeat(150) }))
            .shows(json!({ "first_name": "ب".repeat(150) })),
        patch("V9 one more is too long", "behrooz", &json!({ "first_name": "ب".repeat(151) }))
            .refused(400, json!({ "first_name": ["Ensure this field has no more than 150 characters."] })),
        patch("V10 a space in a username", "behrooz", &json!({ "username": "has space" }))
            .refused(400, bad_username()),
        patch("V10 all the signs that are allowed", "behrooz", &json!({ "username": "a@b.c+d-e_9" }))
            .shows(json!({ "username": "a@b.c+d-e_9" })),
        patch("V11 one bad field and nothing is saved", "behrooz", &json!({ "last_name": "X", "email": "bad" }))
            .refused(400, bad_email.clone())
            .stores("behrooz", json!({ "last_name": "قربانی" })),
        patch(
            "V12 other types",
            "behrooz",
            &json!({
                "first_name": 12, "last_name": true, "username": ["a"], "mobile_number": { "a": 1 },
                "email": 1.5, "gender": 1,
            }),
        )
        .refused(
            400,
            json!({
                "username": ["Not a valid string."], "mobile_number": ["Not a valid string."],
                "email": ["Enter a valid email address."], "last_name": ["Not a valid string."],
                "gender": ["\"1\" is not a valid choice."],
            }),
        ),
        patch("V12 a gender that is true", "behrooz", &json!({ "gender": true }))
            .refused(400, json!({ "gender": ["\"True\" is not a valid choice."] })),
        patch("V12 an e-mail address that is true", "behrooz", &json!({ "email": true }))
            .refused(400, bad_email.clone()),
        patch("V13 numbers become texts", "behrooz", &json!({ "first_name": 12, "mobile_number": 9.5 }))
            .shows(json!({ "first_name": "12", "mobile_number": "9.5" })),
        patch("V14 a NUL", "behrooz", &json!({ "first_name": "a\0b" }))
            .refused(400, json!({ "first_name": ["Null characters are not allowed."] })),
        patch("two things wrong with one field", "behrooz", &json!({ "username": "a ".repeat(100) })).refused(
            400,
            json!({ "username": [
                "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.",
                "Ensure this field has no more than 150 characters.",
            ] }),
        ),
        patch("V33 a browser gets a page", "behrooz", &json!({ "email": "bad" }))
            .header("Accept", "text/html")
            .answers_page(400),
    ];
    for (name, email) in [
        ("an e-mail address without a dot", "a@b"),
        ("with an empty word", "a..b@x.com"),
        ("with a short end", "a@x.c"),
        ("with a dot at the end", "a@x.com."),
        ("with a hyphen in front", "a@-x.com"),
        ("with an underscore", "a@b_c.com"),
        ("with a number for a host", "a@1.2.3.4"),
        ("with a digit in its end", "a@x.c1"),
        ("with a hyphen behind", "a@x-.com"),
        ("with a Chinese full stop", "a@b。com"),
        ("with two ats", "a@b@x.com"),
    ] {
        exchanges.push(patch(name, "behrooz", &json!({ "email": email })).refused(400, bad_email.clone()));
    }
    exchanges
}

fn too_long() -> Exchange {
    let longest = |length| json!([format!("Ensure this field has no more than {length} characters.")]);
    patch(
        "V8 too long, all fields",
        "behrooz",
        &json!({
            "first_name": "a".repeat(151), "last_name": "b".repeat(151), "username": "c".repeat(151),
            "mobile_number": "1".repeat(21), "email": format!("{}@example.com", "e".repeat(250)),
        }),
    )
    .refused(
        400,
        json!({
            "first_name": longest(150), "last_name": longest(150), "username": longest(150),
            "mobile_number": longest(20), "email": longest(254),
        }),
    )
}

fn bodies() -> Vec<Exchange> {
    let not_an_object = |kind: &str| json!({ "non_field_errors": [format!("Invalid data. Expected a dictionary, but got {kind}.")] });
    let long = format!("{{\"first_name\": \"{}\"}}", "a".repeat(3_000_000));
    let plain = |name, content_type: &'static str, body: &str| {
        request(name, "behrooz", "PATCH", ME).sends(content_type, body)
    };
    vec![
        patch("V17 a list", "behrooz", &json!([])).refused(400, not_an_object("list")),
        patch("V18 a text", "behrooz", &json!("x")).refused(400, not_an_object("str")),
        patch("V18 a number", "behrooz", &json!(1)).refused(400, not_an_object("int")),
        patch("V18 true", "behrooz", &json!(true)).refused(400, not_an_object("bool")),
        patch("V19 null", "behrooz", &json!(null))
            .refused(400, json!({ "non_field_errors": ["No data provided"] })),
        patch_raw("V20 malformed JSON", "behrooz", "{\"first_name\": ").detail(400, "JSON parse error - *"),
        patch_raw("V21 NaN", "behrooz", "{\"first_name\": NaN}").detail(400, "JSON parse error - *"),
        patch_raw("V22 of two keys the last wins", "behrooz", r#"{"first_name":"one","first_name":"two"}"#)
            .shows(json!({ "first_name": "two" })),
        patch_raw("V23 no body", "behrooz", "").shows(json!({ "first_name": "two" })),
        patch_raw("V24 a byte-order mark", "behrooz", "\u{feff}{}").detail(400, "JSON parse error - *"),
        patch_raw("V25 invalid UTF-8", "behrooz", b"{\"first_name\":\"\xff\"}".to_vec())
            .detail(400, "JSON parse error - *"),
        patch_raw("D6 a compressed body", "behrooz", b"\x1f\x8b\x08\0\0\0\0\0\0\x03\xab\xae\x05\0".to_vec())
            .header("Content-Encoding", "gzip")
            .detail(400, "JSON parse error - *"),
        plain("V26 a type that is not read", "text/plain", "{}")
            .detail(415, "Unsupported media type \"text/plain\" in request."),
        plain("V27 no type", "text/plain", r#"{"first_name":"n"}"#)
            .header("Content-Type", "")
            .detail(415, "Unsupported media type \"*\" in request."),
        plain("V28 merge-patch", "application/merge-patch+json", "{}")
            .detail(415, "Unsupported media type \"application/merge-patch+json\" in request."),
        plain("a type with a character set", "application/json; charset=utf-8", r#"{"first_name":"cs"}"#)
            .shows(json!({ "first_name": "cs" })),
        plain(
            "V29 a plain form",
            "application/x-www-form-urlencoded",
            "first_name=Form&gender=other&last_name=%D8%B9+%26",
        )
        .shows(json!({ "first_name": "Form", "gender": "other", "last_name": "ع &" })),
        patch_raw("V34 3 MB of JSON get a page", "behrooz", long.clone()).answers_page(400),
        patch_raw("V34 or a text", "behrooz", long.clone())
            .header("Accept", "application/json")
            .status(400)
            .content_type("text/plain; charset=utf-8"),
        patch_raw("V34 but the key comes first", "member", long.clone()).answers_json(403),
        plain("M39 multipart without a boundary", "multipart/form-data", "--B--\r\n")
            .detail(400, "Multipart form parse error - Invalid boundary in multipart: None"),
        request("M44 3 MB in a text part", "behrooz", "PATCH", ME)
            .sends(MULTIPART, super::multipart(&[super::Part::Text("first_name", &long)]))
            .answers_page(400)
            .stores("behrooz", json!({ "first_name": "Form" })),
    ]
}

fn methods() -> Vec<Exchange> {
    const ALLOW: &str = "PATCH, OPTIONS, GET, HEAD";
    vec![
        request("V30 PUT, as in the document's program", "behrooz", "PUT", ME)
            .sends("application/json", r#"{"first_name": "x"}"#)
            .detail(405, "Method \"PUT\" not allowed.")
            .has_header("allow", ALLOW)
            .stores("behrooz", json!({ "first_name": "بهروز" })),
        request("V31 POST", "behrooz", "POST", ME)
            .sends("application/json", "{}")
            .detail(405, "Method \"POST\" not allowed.")
            .has_header("allow", ALLOW),
        request("V32 DELETE", "behrooz", "DELETE", ME).detail(405, "Method \"DELETE\" not allowed."),
        request("the key comes first", "", "DELETE", ME).status(401),
    ]
}

/// What the server says to a username with other signs.
pub(crate) fn bad_username() -> serde_json::Value {
    json!({ "username": [
        "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.",
    ] })
}
