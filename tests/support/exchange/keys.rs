//! Keys, permissions and signing in.

use super::{Exchange, ME, SIGN_IN, Section, get, patch, request};

use nameplate::demo::{Behaviour, Throttle};
use serde_json::{Value, json};

use std::time::Duration;

pub(crate) fn sections() -> Vec<Section> {
    vec![
        Section { title: "keys", behaviour: Behaviour::default(), exchanges: keys() },
        Section { title: "signing in", behaviour: Behaviour::default(), exchanges: signing_in() },
        Section {
            title: "sign-in off",
            behaviour: Behaviour { sign_in: false, ..Behaviour::default() },
            exchanges: vec![
                sign_in("A17 the path is gone", &json!({})).answers_page(404),
                get("the profile is not", "behrooz").shows(json!({ "id": 1 })),
            ],
        },
        Section {
            title: "two requests a minute",
            behaviour: throttled(2, 60),
            exchanges: vec![
                get("H1 the first", "behrooz").shows(json!({ "id": 1 })),
                get("H2 the second", "behrooz").shows(json!({ "id": 1 })),
                get("H3 the third", "behrooz")
                    .detail(429, "Request was throttled. Expected available in * seconds.")
                    .has_seconds("retry-after", 50..=60),
                patch("H4 a PATCH meanwhile", "behrooz", &json!({ "first_name": "x" }))
                    .status(429)
                    .has_seconds("retry-after", 50..=60),
                get("each person is counted alone", "owner").shows(json!({ "id": 2 })),
                get("no key is still 401", "").status(401),
                sign_in("signing in is not counted", &credentials("sara_owner", "owner-pass-2")).status(200),
                request("what is not allowed is counted as well", "owner", "DELETE", ME).status(405),
                get("and used the last one up", "owner").status(429),
            ],
        },
        Section {
            title: "one request a day",
            behaviour: throttled(1, 86_400),
            exchanges: vec![
                get("H5 the first", "behrooz").shows(json!({ "id": 1 })),
                get("H6 the second waits a whole day", "behrooz")
                    .status(429)
                    .has_seconds("retry-after", 86_380..=86_400),
            ],
        },
    ]
}

fn keys() -> Vec<Exchange> {
    const NOTHING: &str = "Authentication credentials were not provided.";
    let with = |name, value: &str| get(name, "").header("Authorization", value);
    vec![
        get("A1 no key", "").detail(401, NOTHING).has_header("www-authenticate", "Token"),
        with("A2 an unknown key", "Token 9999999999999999999999999999999999999999")
            .detail(401, "Invalid token.")
            .has_header("www-authenticate", "Token"),
        with("A3 the word alone", "Token").detail(401, "Invalid token header. No credentials provided."),
        with("A4 a space in the key", "Token ab cd")
            .detail(401, "Invalid token header. Token string should not contain spaces."),
        with("A5 Bearer is no key at all", "Bearer f4e75eab6e0f663a972d145478d6fc4b81762070")
            .detail(401, NOTHING),
        with("A6 the word in small letters", "token 4444444444444444444444444444444444444444")
            .shows(json!({ "id": 4 })),
        with("the word in capitals, more spaces", "TOKEN   4444444444444444444444444444444444444444")
            .shows(json!({ "id": 4 })),
        with("the key is compared with its capitals", "Token F4E75EAB6E0F663A972D145478D6FC4B81762070")
            .detail(401, "Invalid token."),
        with("A7 a key that is not ASCII", "Token ۱۲۳").detail(401, "Invalid token."),
        get("A8 a person who is neither staff nor admin", "member")
            .detail(403, "You do not have permission to perform this action.")
            .lacks_header("www-authenticate"),
        patch("A9 the same for PATCH", "member", &json!({ "first_name": "x" }))
            .detail(403, "You do not have permission to perform this action."),
        request("A9b OPTIONS needs a key", "", "OPTIONS", ME).detail(401, NOTHING),
        patch("a PATCH without a key stores nothing", "", &json!({ "first_name": "x" }))
            .detail(401, NOTHING)
            .stores("behrooz", json!({ "first_name": "بهروز" })),
        get("a browser without a key gets a page", "").header("Accept", "text/html").answers_page(401),
    ]
}

fn signing_in() -> Vec<Exchange> {
    const KEY: &str = "f4e75eab6e0f663a972d145478d6fc4b81762070";
    let wrong = json!({ "non_field_errors": ["Unable to log in with provided credentials."] });
    vec![
        sign_in("A10 JSON", &credentials("BehroozGhorbani", "behrooz-pass-1"))
            .refused(200, json!({ "token": KEY }))
            .has_header("allow", "POST, OPTIONS")
            .stores("behrooz", json!({ "last_login": "2025-11-29T12:35:37.440928Z" })),
        request("A11 a form", "", "POST", SIGN_IN)
            .sends("application/x-www-form-urlencoded", "username=BehroozGhorbani&password=behrooz-pass-1")
            .refused(200, json!({ "token": KEY })),
        sign_in("A12 a wrong password", &credentials("BehroozGhorbani", "no")).refused(400, wrong.clone()),
        sign_in("an unknown person", &credentials("nobody", "no")).refused(400, wrong.clone()),
        sign_in("A13 nothing", &json!({})).refused(
            400,
            json!({ "username": ["This field is required."], "password": ["This field is required."] }),
        ),
        sign_in("null and blank", &json!({ "username": null, "password": "" })).refused(
            400,
            json!({
                "username": ["This field may not be null."], "password": ["This field may not be blank."],
            }),
        ),
        sign_in("a NUL", &credentials("a\0", "b\0")).refused(
            400,
            json!({
                "username": ["Null characters are not allowed."],
                "password": ["Null characters are not allowed."],
            }),
        ),
        sign_in("a list", &json!([])).refused(
            400,
            json!({ "non_field_errors": ["Invalid data. Expected a dictionary, but got list."] }),
        ),
        sign_in("A14 a person who gets 403 later", &credentials("plain_member", "member-pass-3"))
            .refused(200, json!({ "token": "3333333333333333333333333333333333333333" })),
        request("A15 GET", "", "GET", SIGN_IN)
            .detail(405, "Method \"GET\" not allowed.")
            .has_header("allow", "POST, OPTIONS"),
        request("OPTIONS describes it", "", "OPTIONS", SIGN_IN)
            .shows(json!({ "renders": ["application/json"], "actions": { "POST": { "token": {} } } })),
        sign_in("A16 the password is not trimmed", &credentials(" BehroozGhorbani ", "behrooz-pass-1 "))
            .refused(400, wrong),
        sign_in("but the username is", &credentials(" BehroozGhorbani ", "behrooz-pass-1"))
            .refused(200, json!({ "token": KEY })),
        sign_in("a wrong key is refused here too", &credentials("BehroozGhorbani", "behrooz-pass-1"))
            .header("Authorization", "Token 9999")
            .detail(401, "Invalid token."),
        sign_in("another scheme is not", &credentials("BehroozGhorbani", "behrooz-pass-1"))
            .header("Authorization", "Bearer 9999")
            .refused(200, json!({ "token": KEY })),
        sign_in("there is no page for browsers", &credentials("BehroozGhorbani", "behrooz-pass-1"))
            .header("Accept", "text/html")
            .detail(406, "Could not satisfy the request Accept header."),
        request("a content type that is not read", "", "POST", SIGN_IN)
            .sends("text/plain", "{}")
            .detail(415, "Unsupported media type \"text/plain\" in request."),
        patch("a new username", "behrooz", &json!({ "username": "behrooz2" })).status(200),
        sign_in("signs in under it", &credentials("behrooz2", "behrooz-pass-1"))
            .refused(200, json!({ "token": KEY })),
    ]
}

fn sign_in(name: &'static str, body: &Value) -> Exchange {
    request(name, "", "POST", SIGN_IN).sends("application/json", body.to_string())
}

fn credentials(username: &str, password: &str) -> Value {
    json!({ "username": username, "password": password })
}

fn throttled(requests: usize, seconds: u64) -> Behaviour {
    Behaviour {
        throttle: Some(Throttle { requests, per: Duration::from_secs(seconds) }),
        ..Behaviour::default()
    }
}
