//! Answers to a change that are not the whole profile, and profiles without some keys.

use super::pictures::plain;
use super::{Exchange, Part, Section, form, get, patch};

use image::ImageFormat;
use nameplate::demo::{Behaviour, WriteAnswer};
use serde_json::{Value, json};

pub(crate) fn sections() -> Vec<Section> {
    let answered = |title, write_answer, exchanges| Section {
        title,
        behaviour: Behaviour { write_answer, ..Behaviour::default() },
        exchanges,
    };
    vec![
        answered("only what was sent", WriteAnswer::Sent, sent()),
        answered("a serializer for writing", WriteAnswer::Fields, fields()),
        answered("no content", WriteAnswer::Nothing, nothing()),
        answered("a word of consent", WriteAnswer::Consent, consent()),
        Section {
            title: "wrapped",
            behaviour: Behaviour { wrapped: true, ..Behaviour::default() },
            exchanges: wrapped(),
        },
        Section {
            title: "a server that lacks keys",
            behaviour: Behaviour {
                lacks: vec!["gender", "avatar", "groups", "last_login"],
                ..Behaviour::default()
            },
            exchanges: lacking(),
        },
    ]
}

fn renamed(name: &'static str) -> Exchange {
    patch(name, "owner", &json!({ "first_name": "Mina" }))
}

fn stored() -> Exchange {
    get("and it is stored", "owner")
        .shows(json!({ "id": 2, "first_name": "Mina", "full_name": "Mina Owner" }))
}

fn refused(name: &'static str) -> Exchange {
    patch(name, "owner", &json!({ "email": "x" }))
        .refused(400, json!({ "email": ["Enter a valid email address."] }))
}

fn sent() -> Vec<Exchange> {
    let jpeg = plain(ImageFormat::Jpeg);
    vec![
        renamed("P1 a change is answered with its keys").shows_only(json!({ "first_name": "Mina" })),
        stored(),
        form("P2 so is a picture", "owner", &[Part::File("avatar", "a.jpg", "image/jpeg", &jpeg)])
            .shows_only(json!({ "avatar": "http://{host}/media/users/avatars/a.jpg" })),
        patch("P3 and a removal", "owner", &json!({ "avatar": null })).shows_only(json!({ "avatar": null })),
        patch("P4 nothing sent, nothing shown", "owner", &json!({})).shows_only(json!({})),
        refused("a refusal is as ever"),
    ]
}

fn fields() -> Vec<Exchange> {
    let answer: Value = json!({
        "username": "sara_owner", "mobile_number": "09120000002", "email": "sara.owner@example.com",
        "avatar": null, "first_name": "Mina", "last_name": "Owner", "gender": "female",
    });
    vec![renamed("P5 without id, flag, groups and times").shows_only(answer), stored()]
}

fn nothing() -> Vec<Exchange> {
    vec![
        renamed("P6 204").status(204).has_no_body().lacks_header("content-type"),
        stored(),
        patch("P7 and for nothing sent", "owner", &json!({})).status(204).has_no_body(),
        refused("a refusal is as ever"),
    ]
}

fn consent() -> Vec<Exchange> {
    vec![renamed("P8 a word").shows_only(json!({ "detail": "ok" })), stored()]
}

fn wrapped() -> Vec<Exchange> {
    vec![
        get("P9 reading", "owner")
            .shows(json!({ "data": { "id": 2, "username": "sara_owner", "groups": [{ "id": 2 }] } })),
        patch("P10 writing", "owner", &json!({ "first_name": "Mina" }))
            .shows(json!({ "data": { "id": 2, "first_name": "Mina" } })),
        refused("a refusal is not wrapped"),
    ]
}

fn lacking() -> Vec<Exchange> {
    let expected = |first_name: &str| {
        json!({
            "id": 2, "username": "sara_owner", "mobile_number": "09120000002", "email": "sara.owner@example.com",
            "first_name": first_name, "last_name": "Owner", "full_name": format!("{first_name} Owner"),
            "is_profile_completed": false, "created_at": "*",
        })
    };
    vec![
        get("P11 they are absent", "owner").shows_only(expected("Sara")),
        renamed("P12 in the answer to a change too").shows_only(expected("Mina")),
    ]
}
