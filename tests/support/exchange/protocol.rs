//! HTTP: trailing slashes, chunked bodies, `Expect`.

use super::{Exchange, ME, SIGN_IN, Section, get, patch, request};

use nameplate::demo::Behaviour;
use serde_json::json;

pub(crate) fn sections() -> Vec<Section> {
    vec![
        Section { title: "missing slash", behaviour: Behaviour::default(), exchanges: missing_slash() },
        Section {
            title: "missing slash, debugging off",
            behaviour: Behaviour { debug: false, ..Behaviour::default() },
            exchanges: vec![
                without_slash("L6 PATCH is redirected", "PATCH")
                    .status(301)
                    .has_header("location", ME)
                    .stores("behrooz", json!({ "first_name": "بهروز" })),
                request("so is signing in", "", "POST", "/api/auth/token")
                    .sends("application/json", "{}")
                    .status(301)
                    .has_header("location", SIGN_IN),
                request("L8 an unknown path", "behrooz", "GET", "/nope/").answers_page(404),
            ],
        },
        Section { title: "bodies on the way", behaviour: Behaviour::default(), exchanges: bodies() },
    ]
}

fn missing_slash() -> Vec<Exchange> {
    vec![
        without_slash("L1 PATCH", "PATCH")
            .answers_page(500)
            .stores("behrooz", json!({ "first_name": "بهروز" })),
        without_slash("L2 PATCH that wants JSON gets a text", "PATCH")
            .header("Accept", "application/json")
            .status(500)
            .content_type("text/plain; charset=utf-8"),
        without_slash("L3 GET is redirected", "GET").status(301).has_header("location", ME),
        without_slash("L4 without a key it is the same", "PATCH")
            .header("Authorization", "")
            .answers_page(500),
        request("signing in too", "", "POST", "/api/auth/token")
            .sends("application/json", "{}")
            .answers_page(500),
        request("L5 a doubled slash", "behrooz", "PATCH", "/api//users/me/")
            .sends("application/json", "{}")
            .answers_page(404),
        request("L5 but not in front", "behrooz", "GET", "//api/users/me/").shows(json!({ "id": 1 })),
        request("percent signs are decoded", "behrooz", "GET", "/api/users/%6de/").shows(json!({ "id": 1 })),
        request("a query does no harm", "behrooz", "GET", "/api/users/me/?x=1").shows(json!({ "id": 1 })),
    ]
}

fn bodies() -> Vec<Exchange> {
    let large = " ".repeat(2_000_000);
    vec![
        patch("D2 Expect: 100-continue", "empty", &json!({ "first_name": "E" }))
            .header("Expect", "100-continue")
            .shows(json!({ "first_name": "E" })),
        patch("D4 JSON in chunks is ignored", "empty", &json!({ "first_name": "Ch" }))
            .in_chunks()
            .shows(json!({ "first_name": "E" }))
            .stores("empty", json!({ "first_name": "E" })),
        patch("chunks of no type are ignored as well", "empty", &json!({ "first_name": "Ch" }))
            .in_chunks()
            .header("Content-Type", "text/plain")
            .shows(json!({ "first_name": "E" })),
        request("D9 a large body with a wrong key", "", "PATCH", ME)
            .sends("application/json", large)
            .header("Authorization", "Token bad")
            .detail(401, "Invalid token."),
        get("and the server goes on", "empty").shows(json!({ "first_name": "E" })),
    ]
}

/// With a body, unless it is a GET.
fn without_slash(name: &'static str, method: &'static str) -> Exchange {
    let request = request(name, "behrooz", method, "/api/users/me");
    match method {
        "GET" => request,
        _ => request.sends("application/json", r#"{"first_name": "x"}"#),
    }
}
