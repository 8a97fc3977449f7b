//! The view at `/api/auth/token/`: exchanges a username and a password for a key.

use super::answer::{Answer, AnswerForm, failure_page, negotiate};
use super::behaviour::LoginKey;
use super::body::{self, Body};
use super::multipart::Part;
use super::refusal::Refusal;
use super::world::World;
use super::{auth, rules};

use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};

/// Answers a request. No key is needed, but a wrong key is refused.
pub(super) fn answer(world: &mut World, head: &Parts, body: &[u8]) -> Response {
    const ALLOW: &str = "POST, OPTIONS";
    let Some(form) = negotiate(&head.headers, &[AnswerForm::Json]) else {
        let refused =
            Answer::detail(StatusCode::NOT_ACCEPTABLE, "Could not satisfy the request Accept header.");
        return refused.written(AnswerForm::Json, ALLOW);
    };
    let envelope = world.behaviour.envelope();
    match respond(world, head, body).or_else(|refusal| {
        refusal.answer(envelope).map(|answer| answer.in_language(&head.headers, &world.behaviour))
    }) {
        Ok(answer) => answer.written(form, ALLOW),
        Err(page) => failure_page(&head.headers, page.status, world.behaviour.debug(), page.title),
    }
}

fn respond(world: &mut World, head: &Parts, bytes: &[u8]) -> Result<Answer, Refusal> {
    let _ = auth::authenticate(&head.headers, &world.people)?;
    match head.method {
        Method::POST => {}
        Method::OPTIONS => return Ok(Answer::new(StatusCode::OK, &description())),
        _ => return Err(Refusal::Method(head.method.clone())),
    }
    if let Some(reason) = world.behaviour.reason() {
        return Err(Refusal::Reason(reason));
    }
    let sent = body::read(&head.headers, bytes).map_err(Refusal::Unreadable)?;
    if let Body::Json(value) = &sent
        && !value.is_object()
    {
        return Err(Refusal::not_an_object(value));
    }
    let login = match world.behaviour.login() {
        LoginKey::Username => "username",
        LoginKey::Email => "email",
    };
    let username = required(&sent, login).map(|username| rules::trimmed(&username).to_owned());
    // White space of a password is kept.
    let (username, password) =
        match (username.and_then(checked), required(&sent, "password").and_then(checked)) {
            (Ok(username), Ok(password)) => (username, password),
            (username, password) => {
                let wrong = [(login, username), ("password", password)];
                return Err(Refusal::Fields(
                    wrong
                        .into_iter()
                        .filter_map(|(field, value)| Some((field.to_owned(), vec![value.err()?.to_owned()])))
                        .collect(),
                ));
            }
        };
    let id = world
        .people
        .people
        .iter()
        .find(|person| {
            let name = match world.behaviour.login() {
                LoginKey::Username => &person.username,
                LoginKey::Email => &person.email,
            };
            name.as_ref() == Some(&username) && person.password == Some(&password)
        })
        .map(|person| person.id)
        .ok_or_else(|| Refusal::whole("Unable to log in with provided credentials."))?;
    Ok(Answer::new(StatusCode::OK, &json!({ "token": world.people.key_of(id) })))
}

/// The description for OPTIONS.
fn description() -> Value {
    let field = |required, read_only, label| json!({ "type": "string", "required": required, "read_only": read_only, "label": label });
    json!({
        "name": "Obtain Auth Token",
        "description": "",
        "renders": ["application/json"],
        "parses": ["application/x-www-form-urlencoded", "multipart/form-data", "application/json"],
        "actions": { "POST": {
            "username": field(true, false, "Username"),
            "password": field(true, false, "Password"),
            "token": field(false, true, "Token"),
        } },
    })
}

fn required(sent: &Body, key: &str) -> Result<String, &'static str> {
    const MISSING: &str = "This field is required.";
    const NOT_A_STRING: &str = "Not a valid string.";
    match sent {
        Body::Json(value) => match value.get(key) {
            None => Err(MISSING),
            Some(Value::Null) => Err("This field may not be null."),
            Some(Value::String(text)) => Ok(text.clone()),
            Some(Value::Number(number)) => Ok(number.to_string()),
            Some(Value::Bool(_) | Value::Array(_) | Value::Object(_)) => Err(NOT_A_STRING),
        },
        Body::Form(parts) => match parts.iter().rev().find(|(name, _)| name == key) {
            None => Err(MISSING),
            Some((_, Part::Text(text))) => Ok(text.clone()),
            Some((_, Part::File(_))) => Err(NOT_A_STRING),
        },
    }
}

fn checked(text: String) -> Result<String, &'static str> {
    if text.is_empty() {
        Err("This field may not be blank.")
    } else if text.contains('\0') {
        Err("Null characters are not allowed.")
    } else {
        Ok(text)
    }
}
