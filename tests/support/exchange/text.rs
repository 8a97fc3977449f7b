//! Text values: blanks, joiners, digits, normal forms.

use super::refusals::bad_username;
use super::{Exchange, Section, patch};

use nameplate::demo::{Behaviour, MobileRule};
use serde_json::{Value, json};

pub(crate) fn sections() -> Vec<Section> {
    let invalid = json!({ "mobile_number": ["Enter a valid value."] });
    vec![
        Section { title: "text", behaviour: Behaviour::default(), exchanges: texts() },
        Section {
            title: "a pattern for the mobile number",
            behaviour: Behaviour { mobile: MobileRule::Iranian, ..Behaviour::default() },
            exchanges: vec![
                patch("T14 another form", "behrooz", &json!({ "mobile_number": "+1-555-0124" }))
                    .refused(400, invalid.clone()),
                patch("T14 one digit too few", "behrooz", &json!({ "mobile_number": "0930874420" }))
                    .refused(400, invalid.clone()),
                patch("T14 one digit too many", "behrooz", &json!({ "mobile_number": "093087442055" }))
                    .refused(400, invalid.clone()),
                stored("T15 Persian digits after 09", "mobile_number", "09۳۰۸۷۴۴۲۰۵"),
                stored("T15 Arabic ones as well", "mobile_number", "09٣٠٨٧٤٤٢٠٥"),
                patch("T16 but 09 is ASCII", "behrooz", &json!({ "mobile_number": "۰۹۳۰۸۷۴۴۲۰۵" }))
                    .refused(400, invalid),
                patch("null needs no form", "behrooz", &json!({ "mobile_number": null })).status(200),
                stored("nor does ''", "mobile_number", ""),
            ],
        },
    ]
}

fn texts() -> Vec<Exchange> {
    vec![
        patch(
            "T1 blanks at the ends go",
            "behrooz",
            &json!({
                "first_name": "  Ali \n", "username": " ali.t ", "mobile_number": " 0912 ",
                "email": " a@example.com ",
            }),
        )
        .shows(json!({
            "first_name": "Ali", "username": "ali.t", "mobile_number": "0912", "email": "a@example.com",
        })),
        patch(
            "T2 no-break spaces too, joiners and marks not",
            "behrooz",
            &json!({ "first_name": "\u{a0}a  b\u{a0}", "last_name": "\u{200c}\u{200f}x\u{200c}" }),
        )
        .shows(json!({ "first_name": "a  b", "last_name": "\u{200c}\u{200f}x\u{200c}" })),
        stored("T3 a joiner in a name", "first_name", "می\u{200c}نا"),
        patch("T4 a joiner in a username", "behrooz", &json!({ "username": "می\u{200c}نا" }))
            .refused(400, bad_username()),
        stored("T5 Persian letters in a username", "username", "بهروز"),
        stored("T5 and Persian digits", "username", "بهروز۱۲"),
        stored("T6 composed", "first_name", "Zo\u{eb}"),
        stored("T7 decomposed", "first_name", "Zoe\u{308}"),
        patch("T8 a combining mark in a username", "behrooz", &json!({ "username": "Zoe\u{308}" }))
            .refused(400, bad_username()),
        patch("T8 a vowel sign as well", "behrooz", &json!({ "username": "بَهروز" }))
            .refused(400, bad_username()),
        stored("T9 Arabic and Persian letters stay distinct", "first_name", "علي کك"),
        stored("T10 Persian digits stay", "mobile_number", "۰۹۳۰۸۷۴۴۲۰۵"),
        stored("T11 and do not conflict with ASCII ones", "mobile_number", "۰۹۱۲۰۰۰۰۰۰۲"),
        stored("T12 letters in the mobile number", "mobile_number", "call me"),
        stored("T13 full-width letters in a username", "username", "ａｌｉ"),
        stored("V16 line breaks, tabs, marks, emoji", "first_name", "a\nb\tc\u{202e}dé😀"),
    ]
}

/// Stored as it was sent.
fn stored(name: &'static str, field: &str, text: &str) -> Exchange {
    let value: Value = [(field.to_owned(), json!(text))].into_iter().collect();
    patch(name, "behrooz", &value).shows(value.clone()).stores("behrooz", value)
}
