//! Reading the profile: methods, forms of the answer, differences between servers.

use super::{Exchange, ME, Section, form, get, patch, patch_raw, request};

use nameplate::demo::{Behaviour, CompletedSpelling, GenderForm, GroupsForm, IdsForm, MediaForm};
use serde_json::{Value, json};

pub(crate) fn sections() -> Vec<Section> {
    vec![
        Section { title: "reading", behaviour: Behaviour::default(), exchanges: reading() },
        Section {
            title: "GET off",
            behaviour: Behaviour { get: false, ..Behaviour::default() },
            exchanges: vec![
                get("R10 GET is refused", "behrooz")
                    .detail(405, "Method \"GET\" not allowed.")
                    .has_header("allow", "PATCH, OPTIONS"),
                request("R10 so is HEAD", "behrooz", "HEAD", ME).status(405),
                patch("R11 PATCH {} still answers with the whole profile", "behrooz", &json!({}))
                    .shows(json!({ "id": 1, "username": "BehroozGhorbani", "is_profile_completed": true })),
                patch_raw("R11 and so does a PATCH without a body", "behrooz", "").shows(json!({ "id": 1 })),
            ],
        },
        Section {
            title: "PUT on",
            behaviour: Behaviour { put: true, ..Behaviour::default() },
            exchanges: putting(),
        },
        Section {
            title: "PUT on, capital gender, ids",
            behaviour: Behaviour {
                put: true,
                gender: GenderForm::Capital,
                groups: GroupsForm::Ids,
                completed_spelling: CompletedSpelling::Compeleted,
                ..Behaviour::default()
            },
            exchanges: vec![
                request("R12 the description follows the server's forms", "behrooz", "OPTIONS", ME).shows(json!({
                    "actions": { "PUT": {
                        "gender": { "type": "choice", "choices": [
                            { "value": "Male", "display_name": "Male" },
                            { "value": "Female", "display_name": "Female" },
                            { "value": "Other", "display_name": "Other" },
                        ] },
                        "is_profile_compeleted": { "type": "boolean", "read_only": true },
                        "groups": { "type": "field", "required": false, "read_only": true, "label": "Groups" },
                    } },
                })),
            ],
        },
        Section {
            title: "other wire forms",
            behaviour: Behaviour {
                completed_spelling: CompletedSpelling::Compeleted,
                groups: GroupsForm::Ids,
                gender: GenderForm::Display,
                media: MediaForm::Relative,
                ..Behaviour::default()
            },
            exchanges: other_forms(),
        },
        Section {
            title: "capital gender both ways",
            behaviour: Behaviour { gender: GenderForm::Capital, ..Behaviour::default() },
            exchanges: vec![
                get("R18 it is read with a capital", "owner").shows(json!({ "gender": "Female" })),
                patch("R18 the small form is refused", "behrooz", &json!({ "gender": "male" }))
                    .refused(400, json!({ "gender": ["\"male\" is not a valid choice."] })),
                patch("R19 the capital form is accepted", "behrooz", &json!({ "gender": "Other" }))
                    .shows(json!({ "gender": "Other" }))
                    .stores("behrooz", json!({ "gender": "Other" })),
            ],
        },
        Section {
            title: "ids that are UUIDs",
            behaviour: Behaviour { ids: IdsForm::Uuids, ..Behaviour::default() },
            exchanges: vec![
                get("R20 reading", "behrooz").shows(json!({ "id": "00000001-0000-4000-8000-000000000001" })),
                patch("R20b and writing", "owner", &json!({ "username": "mina" }))
                    .shows(json!({ "id": "00000002-0000-4000-8000-000000000002", "username": "mina" })),
            ],
        },
        Section {
            title: "ids that are slugs",
            behaviour: Behaviour { ids: IdsForm::Slugs, ..Behaviour::default() },
            exchanges: vec![
                get("R21 reading", "behrooz").shows(json!({ "id": "person-1" })),
                patch("R21b and writing", "owner", &json!({ "username": "mina" }))
                    .shows(json!({ "id": "person-2", "username": "mina" })),
            ],
        },
        Section {
            title: "no ids",
            behaviour: Behaviour { ids: IdsForm::Absent, ..Behaviour::default() },
            exchanges: vec![
                get("R22 nothing but the id is missing", "empty")
                    .refused(200, nobody(json!({ "username": null }))),
                patch("R22b in an answer to a change as well", "empty", &json!({ "username": "mina" }))
                    .refused(200, nobody(json!({ "username": "mina" }))),
            ],
        },
        Section {
            title: "neither ids nor usernames",
            behaviour: Behaviour { ids: IdsForm::AbsentWithUsername, ..Behaviour::default() },
            exchanges: vec![
                get("R23 nothing names anybody", "empty").refused(200, nobody(json!({}))),
                patch("R23b a username is stored all the same", "owner", &json!({ "username": "BehroozGhorbani" }))
                    .refused(400, json!({ "username": ["user with this username already exists."] })),
                get("R23c and an email address is shown", "owner")
                    .shows(json!({ "email": "sara.owner@example.com" })),
            ],
        },
        Section {
            title: "pictures on another origin",
            behaviour: Behaviour {
                media: MediaForm::At("https://cdn.example.net/m/".to_owned()),
                ..Behaviour::default()
            },
            exchanges: vec![
                get("the avatar is elsewhere", "behrooz").shows(
                    json!({ "avatar": "https://cdn.example.net/m/users/avatars/photo22132188258.jpg" }),
                ),
            ],
        },
    ]
}

/// The answer about a person of whom nothing is known, without an id, with these keys besides.
fn nobody(more: Value) -> Value {
    let mut answer = json!({
        "mobile_number": null, "email": null, "avatar": null, "first_name": null, "last_name": null,
        "full_name": null, "gender": null, "is_profile_completed": false, "groups": [], "last_login": null,
        "created_at": "20*T*.*Z",
    });
    if let (Some(answer), Value::Object(more)) = (answer.as_object_mut(), more) {
        answer.extend(more);
    }
    answer
}

fn reading() -> Vec<Exchange> {
    vec![
        get("R1 GET, letter for letter", "behrooz")
            .answers_json(200)
            .has_header("allow", "PATCH, OPTIONS, GET, HEAD")
            .has_header("vary", "Accept")
            .lacks_header("etag")
            .lacks_header("last-modified")
            .has_text(concat!(
                r#"{"id":1,"username":"BehroozGhorbani","mobile_number":"09308744204","#,
                r#""email":"behrooz21@hotmail.com","#,
                r#""avatar":"http://{host}/media/users/avatars/photo22132188258.jpg","#,
                r#""first_name":"بهروز","last_name":"قربانی","full_name":"بهروز قربانی","gender":"male","#,
                r#""is_profile_completed":true,"groups":[{"id":1,"name":"Administrators","#,
                r#""notes":"All system administrators with full permissions","users_count":1,"#,
                r#""created_at":"2025-11-22T13:07:28.186722Z","updated_at":"2025-11-22T13:07:28.186728Z"}],"#,
                r#""last_login":"2025-11-29T12:35:37.440928Z","created_at":"2025-11-22T13:15:20.827325Z"}"#
            )),
        get("R2 a person about whom nothing is known", "empty").shows(json!({
            "id": 4, "username": null, "mobile_number": null, "email": null, "avatar": null,
            "first_name": null, "last_name": null, "full_name": null, "gender": null,
            "is_profile_completed": false, "groups": [], "last_login": null, "created_at": "20*T*.*Z",
        })),
        get("another group, another person", "owner").shows(json!({
            "full_name": "Sara Owner", "avatar": null, "is_profile_completed": false, "last_login": null,
            "groups": [{ "id": 2, "name": "Support", "notes": "پشتیبانی", "users_count": 1 }],
        })),
        request("R3 HEAD", "behrooz", "HEAD", ME).answers_json(200).has_no_body(),
        request("R4 OPTIONS lists no fields", "behrooz", "OPTIONS", ME).refused(
            200,
            json!({
                "name": "Me",
                "description": "The signed-in user's own profile.",
                "renders": ["application/json", "text/html"],
                "parses": [
                    "application/json", "application/x-www-form-urlencoded", "multipart/form-data",
                ],
            }),
        ),
        request("R5 the picture needs no key", "", "GET", "/media/users/avatars/photo22132188258.jpg")
            .answers_picture("image/jpeg")
            .has_header("last-modified", "*GMT")
            .has_header("content-disposition", "inline; filename=\"photo22132188258.jpg\""),
        request("R6 the picture, when it is newer", "", "GET", "/media/users/avatars/photo22132188258.jpg")
            .header("If-Modified-Since", "Sat, 01 Jan 2000 00:00:00 GMT")
            .answers_picture("image/jpeg"),
        request("R6 the picture, when it is not", "", "GET", "/media/users/avatars/photo22132188258.jpg")
            .header("If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT")
            .status(304)
            .has_no_body(),
        get("R7 a browser gets a page", "behrooz").header("Accept", "text/html").answers_page(200),
        get("R7 a browser's whole list as well", "behrooz")
            .header("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
            .answers_page(200),
        get("anything is JSON", "behrooz").header("Accept", "*/*").shows(json!({ "id": 1 })),
        get("JSON before HTML, whatever their numbers", "behrooz")
            .header("Accept", "text/html;q=0.9, application/json;q=0.1")
            .shows(json!({ "id": 1 })),
        get("R8 a form the server lacks", "behrooz")
            .header("Accept", "application/xml")
            .detail(406, "Could not satisfy the request Accept header."),
        get("R8 and that comes before the key", "")
            .header("Accept", "application/xml")
            .detail(406, "Could not satisfy the request Accept header."),
        request("R9 an unknown path", "behrooz", "GET", "/api/users/you/").answers_page(404),
        request("R9 is a page even for those who want JSON", "behrooz", "GET", "/api/users/you/")
            .header("Accept", "application/json")
            .answers_page(404),
        get("D8 nothing is compressed", "behrooz")
            .header("Accept-Encoding", "gzip, br")
            .lacks_header("content-encoding")
            .shows(json!({ "id": 1 })),
    ]
}

fn putting() -> Vec<Exchange> {
    vec![
        request("R12 OPTIONS lists fields, lengths and choices", "behrooz", "OPTIONS", ME)
            .has_header("allow", "PATCH, OPTIONS, GET, HEAD, PUT")
            .shows(json!({ "actions": { "PUT": {
                "id": { "type": "integer", "required": false, "read_only": true, "label": "ID" },
                "username": { "type": "string", "read_only": false, "max_length": 150 },
                "mobile_number": { "label": "Mobile number", "max_length": 20 },
                "email": { "type": "email", "max_length": 254 },
                "avatar": { "type": "image upload", "max_length": 100 },
                "first_name": { "required": false, "max_length": 150 },
                "last_name": { "label": "Last name", "max_length": 150 },
                "full_name": { "read_only": true },
                "gender": { "type": "choice", "choices": [
                    { "value": "male", "display_name": "Male" },
                    { "value": "female", "display_name": "Female" },
                    { "value": "other", "display_name": "Other" },
                ] },
                "is_profile_completed": { "type": "boolean", "label": "Is profile completed" },
                "groups": { "type": "field", "child": { "type": "nested object", "children": {
                    "name": { "max_length": 150 },
                    "users_count": { "type": "field", "read_only": true },
                } } },
                "last_login": { "type": "datetime" },
                "created_at": { "type": "datetime" },
            } } })),
        request("R13 PUT leaves omitted fields alone", "behrooz", "PUT", ME)
            .sends("application/json", r#"{"first_name": "P", "gender": "other"}"#)
            .shows(json!({ "first_name": "P", "gender": "other", "username": "BehroozGhorbani" }))
            .stores("behrooz", json!({ "first_name": "P", "last_name": "قربانی" })),
        request("R14 PUT of nothing", "behrooz", "PUT", ME)
            .sends("application/json", "{}")
            .shows(json!({ "first_name": "P" })),
        form("R14b a form with one field", "behrooz", &[super::Part::Text("first_name", "Q")])
            .shows(json!({ "first_name": "Q", "email": "behrooz21@hotmail.com" })),
    ]
}

fn other_forms() -> Vec<Exchange> {
    vec![
        get("R15 misspelt key, ids, capital gender, a bare path", "behrooz").shows(json!({
            "is_profile_compeleted": true, "groups": [1], "gender": "Male",
            "avatar": "/media/users/avatars/photo22132188258.jpg",
        })),
        patch("R16 what is read is refused", "behrooz", &json!({ "gender": "Male" }))
            .refused(400, json!({ "gender": ["\"Male\" is not a valid choice."] })),
        patch("R17 the small form reads back with a capital", "behrooz", &json!({ "gender": "female" }))
            .shows(json!({ "gender": "Female" }))
            .stores("behrooz", json!({ "gender": "Female" })),
        patch("an empty gender has no capital", "behrooz", &json!({ "gender": "" }))
            .shows(json!({ "gender": "", "is_profile_compeleted": false })),
    ]
}
