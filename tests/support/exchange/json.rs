//! Changing the profile with JSON: values, nulls and empty texts.

use super::{Exchange, ME, Part, Section, form, patch, request};

use nameplate::demo::Behaviour;
use serde_json::json;

pub(crate) fn sections() -> Vec<Section> {
    vec![
        Section { title: "JSON", behaviour: Behaviour::default(), exchanges: changes() },
        Section { title: "empty texts", behaviour: Behaviour::default(), exchanges: empty_texts() },
        Section {
            title: "empty texts, debugging off",
            behaviour: Behaviour { debug: false, ..Behaviour::default() },
            exchanges: vec![
                patch("S10 the first ''", "empty", &json!({ "email": "" })).shows(json!({ "email": "" })),
                patch("S11 the second ''", "owner", &json!({ "email": "" }))
                    .header("Accept", "application/json")
                    .answers_page(500)
                    .stores("owner", json!({ "email": "sara.owner@example.com" })),
            ],
        },
        Section {
            title: "empty texts refused",
            behaviour: Behaviour { blank: false, ..Behaviour::default() },
            exchanges: refused_empty_texts(),
        },
    ]
}

fn changes() -> Vec<Exchange> {
    vec![
        patch("J1 one field", "behrooz", &json!({ "first_name": "Alexandra" }))
            .shows(json!({ "first_name": "Alexandra", "full_name": "Alexandra قربانی" }))
            .stores("behrooz", json!({ "first_name": "Alexandra" })),
        patch(
            "J2 the documented example without its avatar",
            "behrooz",
            &json!({
                "first_name": "Alexandra", "last_name": "Thompson", "username": "alex_thompson",
                "mobile_number": "+1-555-0124", "email": "alexandra.thompson@techcorp.com",
                "gender": "female",
            }),
        )
        .shows(json!({
            "username": "alex_thompson", "mobile_number": "+1-555-0124", "full_name": "Alexandra Thompson",
            "email": "alexandra.thompson@techcorp.com", "gender": "female", "is_profile_completed": true,
        })),
        patch("J3 an empty object", "behrooz", &json!({})).shows(json!({ "username": "alex_thompson" })),
        patch(
            "J4 read-only and unknown keys are ignored without a word",
            "behrooz",
            &json!({
                "id": 99, "full_name": "X", "is_profile_completed": false, "groups": [],
                "last_login": null, "created_at": null, "is_staff": false, "nickname": "z",
            }),
        )
        .shows(json!({
            "id": 1, "full_name": "Alexandra Thompson", "is_profile_completed": true,
            "groups": [{ "id": 1 }], "last_login": "2025-11-29T12:35:37.440928Z",
        }))
        .stores("behrooz", json!({ "id": 1, "groups": [{ "name": "Administrators" }] })),
        patch("C2 If-Match is ignored", "behrooz", &json!({ "first_name": "Over" }))
            .header("If-Match", "\"nothing-like-it\"")
            .shows(json!({ "first_name": "Over" })),
        patch("C3 so is If-Unmodified-Since", "behrooz", &json!({ "first_name": "Over2" }))
            .header("If-Unmodified-Since", "Sat, 01 Jan 2000 00:00:00 GMT")
            .shows(json!({ "first_name": "Over2" })),
        patch("completeness follows the fields", "behrooz", &json!({ "mobile_number": null }))
            .shows(json!({ "mobile_number": null, "is_profile_completed": false })),
        patch(
            "J5 every field null",
            "behrooz",
            &json!({
                "first_name": null, "last_name": null, "username": null, "mobile_number": null,
                "email": null, "gender": null, "avatar": null,
            }),
        )
        .shows(json!({
            "username": null, "mobile_number": null, "email": null, "avatar": null, "first_name": null,
            "last_name": null, "full_name": null, "gender": null, "is_profile_completed": false,
            "groups": [{ "id": 1 }],
        }))
        .stores("behrooz", json!({ "username": null, "avatar": null, "gender": null })),
        patch(
            "J6 two people may both have null",
            "owner",
            &json!({ "username": null, "mobile_number": null, "email": null }),
        )
        .shows(json!({ "username": null, "mobile_number": null, "email": null })),
        patch("one name is the full name", "behrooz", &json!({ "last_name": "Only" }))
            .shows(json!({ "first_name": null, "full_name": "Only" })),
    ]
}

fn empty_texts() -> Vec<Exchange> {
    let all = json!({
        "first_name": "", "last_name": "", "username": "", "mobile_number": "", "email": "", "gender": "",
    });
    vec![
        patch("S1 every text field ''", "empty", &all)
            .shows(all.clone())
            .shows(json!({ "full_name": null, "is_profile_completed": false }))
            .stores("empty", all),
        patch(
            "S2 the second person to send '' gets a page with a 500",
            "owner",
            &json!({ "username": "", "mobile_number": "", "email": "" }),
        )
        .answers_page(500)
        .stores("owner", json!({ "username": "sara_owner", "email": "sara.owner@example.com" })),
        patch("S2 or a text, when it wants JSON", "owner", &json!({ "email": "", "first_name": "Lost" }))
            .header("Accept", "application/json")
            .status(500)
            .content_type("text/plain; charset=utf-8")
            .stores("owner", json!({ "first_name": "Sara" })),
        patch(
            "S3 null works for the second person",
            "owner",
            &json!({ "username": null, "mobile_number": null, "email": null }),
        )
        .shows(json!({ "username": null, "mobile_number": null, "email": null })),
        patch("S4 blanks are trimmed to ''", "behrooz", &json!({ "first_name": "   ", "gender": "" })).shows(
            json!({
                "first_name": "", "gender": "", "full_name": "قربانی", "is_profile_completed": false,
            }),
        ),
        patch("a gender of blanks is no choice", "behrooz", &json!({ "gender": " " }))
            .refused(400, json!({ "gender": ["\" \" is not a valid choice."] })),
        patch("S5 an avatar is not removed by ''", "behrooz", &json!({ "avatar": "" }))
            .refused(400, no_file())
            .stores("behrooz", json!({ "avatar": "*photo22132188258.jpg" })),
    ]
}

fn refused_empty_texts() -> Vec<Exchange> {
    let blank = json!(["This field may not be blank."]);
    vec![
        patch(
            "S6 '' is refused",
            "empty",
            &json!({
                "first_name": "", "last_name": "", "username": "", "mobile_number": "", "email": "",
                "gender": "",
            }),
        )
        .refused(
            400,
            json!({
                "username": blank, "mobile_number": blank, "email": blank, "first_name": blank,
                "last_name": blank, "gender": ["\"\" is not a valid choice."],
            }),
        ),
        patch(
            "S7 null is not",
            "owner",
            &json!({ "first_name": null, "username": null, "mobile_number": null, "gender": null }),
        )
        .shows(json!({ "first_name": null, "username": null, "full_name": "Owner", "gender": null })),
        patch("S8 blanks only", "empty", &json!({ "first_name": "   " }))
            .refused(400, json!({ "first_name": blank })),
        form(
            "S9 '' in a multipart form becomes null",
            "behrooz",
            &[
                Part::Text("first_name", ""),
                Part::Text("username", ""),
                Part::Text("mobile_number", ""),
                Part::Text("email", ""),
                Part::Text("gender", ""),
            ],
        )
        .shows(json!({
            "first_name": null, "username": null, "mobile_number": null, "email": null, "gender": null,
        })),
        form("blanks in a multipart form do not", "owner", &[Part::Text("last_name", "  ")])
            .refused(400, json!({ "last_name": blank })),
        request("nor in a plain form", "owner", "PATCH", ME)
            .sends("application/x-www-form-urlencoded", "last_name=+")
            .refused(400, json!({ "last_name": blank })),
    ]
}

/// What the server says to an avatar that is no file.
pub(crate) fn no_file() -> serde_json::Value {
    json!({ "avatar": ["The submitted data was not a file. Check the encoding type on the form."] })
}
