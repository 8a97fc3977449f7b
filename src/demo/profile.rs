//! The view at `/api/users/me/`.

use super::answer::{Answer, AnswerForm, failure_page, negotiate, varying};
use super::behaviour::{PictureNames, WriteAnswer};
use super::body::{self, Body};
use super::multipart::{Part, Upload};
use super::people::{Person, TextField};
use super::refusal::Refusal;
use super::rules::{self, Context};
use super::shape::{Shown, WRITABLE, description};
use super::world::World;
use super::{auth, upload};

use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::Response;
use serde_json::Value;

use std::time::Instant;

/// Answers a request. The checks have the order of the framework: form of the answer, key, permission, rate limit, method,
/// body, fields.
pub(super) fn answer(world: &mut World, head: &Parts, body: &[u8]) -> Response {
    let allow = match (world.behaviour.get(), world.behaviour.put()) {
        (true, true) => "PATCH, OPTIONS, GET, HEAD, PUT",
        (true, false) => "PATCH, OPTIONS, GET, HEAD",
        (false, true) => "PATCH, OPTIONS, PUT",
        (false, false) => "PATCH, OPTIONS",
    };
    let Some(form) = negotiate(&head.headers, &[AnswerForm::Json, AnswerForm::Html]) else {
        let refused =
            Answer::detail(StatusCode::NOT_ACCEPTABLE, "Could not satisfy the request Accept header.");
        return varying(refused.written(AnswerForm::Json, allow));
    };
    let envelope = world.behaviour.envelope();
    match respond(world, head, body).or_else(|refusal| {
        refusal.answer(envelope).map(|answer| answer.in_language(&head.headers, &world.behaviour))
    }) {
        Ok(answer) => varying(answer.written(form, allow)),
        Err(page) => failure_page(&head.headers, page.status, world.behaviour.debug(), page.title),
    }
}

fn respond(world: &mut World, head: &Parts, body: &[u8]) -> Result<Answer, Refusal> {
    let id = auth::admit(&head.headers, &world.people)?;
    if let Some(throttle) = world.behaviour.throttle() {
        world.rate_limit.count(id, throttle, Instant::now())?;
    }
    match world.behaviour.reason() {
        Some(reason) if head.method == Method::PATCH => return Err(Refusal::Reason(reason)),
        _ => {}
    }
    let sent = match head.method {
        Method::GET | Method::HEAD if world.behaviour.get() => None,
        Method::PATCH => Some(change(world, id, &head.headers, body)?),
        // PUT also keeps the values of omitted fields.
        Method::PUT if world.behaviour.put() => Some(change(world, id, &head.headers, body)?),
        Method::OPTIONS => return Ok(Answer::new(StatusCode::OK, &description(&world.behaviour))),
        _ => return Err(Refusal::Method(head.method.clone())),
    };
    let person = world.people.numbered(id).ok_or(Refusal::Forbidden)?;
    let host = head.headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let shown = Shown { person, people: &world.people, behaviour: &world.behaviour, host };
    Ok(match (sent, world.behaviour.write_answer()) {
        (None, _) | (Some(_), WriteAnswer::Whole) => shown.answer(|_| true),
        (Some(sent), WriteAnswer::Sent) => shown.answer(|key| sent.iter().any(|name| name == key)),
        (Some(_), WriteAnswer::Fields) => shown.answer(|key| WRITABLE.contains(&key)),
        (Some(_), WriteAnswer::Nothing) => Answer::nothing(),
        (Some(_), WriteAnswer::Consent) => Answer::detail(StatusCode::OK, "ok"),
    })
}

/// Checks everything, then stores everything. Returns the keys that were sent.
fn change(world: &mut World, id: u64, headers: &HeaderMap, bytes: &[u8]) -> Result<Vec<String>, Refusal> {
    let sent = body::read(headers, bytes).map_err(Refusal::Unreadable)?;
    if let Body::Json(value) = &sent
        && !value.is_object()
    {
        return Err(Refusal::not_an_object(value));
    }
    let asked = Context { behaviour: &world.behaviour, people: &world.people, id };
    let mut wrong = Vec::new();
    let mut texts = Vec::new();
    for field in TextField::ALL {
        match text_sent(&sent, field, &asked) {
            Some(Ok(value)) => texts.push((field, value)),
            Some(Err(messages)) => wrong.push((field.key().to_owned(), messages)),
            None => {}
        }
    }
    let avatar = avatar_sent(&sent).unwrap_or_else(|message| {
        wrong.push(("avatar".to_owned(), vec![message]));
        None
    });
    if !wrong.is_empty() {
        return Err(Refusal::Fields(wrong));
    }
    let clashes = |(field, value): &(TextField, Option<String>)| {
        let value = value.as_deref();
        field.is_unique() && value.is_some_and(|value| world.people.is_taken(*field, value, id))
    };
    if texts.iter().any(clashes) {
        return Err(Refusal::Integrity);
    }
    store(world, id, texts, avatar);
    Ok(sent.keys())
}

fn text_sent(
    sent: &Body,
    field: TextField,
    asked: &Context<'_>,
) -> Option<Result<Option<String>, Vec<String>>> {
    match sent {
        Body::Json(value) => Some(rules::check_json(field, value.get(field.key())?, asked)),
        Body::Form(parts) => Some(rules::check_part(field, last(parts, field.key())?, asked)),
    }
}

/// The change of the picture; `None` if it stays.
fn avatar_sent(sent: &Body) -> Result<Option<Avatar>, String> {
    const NO_FILE: &str = "The submitted data was not a file. Check the encoding type on the form.";
    let part = match sent {
        Body::Json(value) => match value.get("avatar") {
            None => return Ok(None),
            Some(Value::Null) => return Ok(Some(Avatar::Remove)),
            Some(_) => return Err(NO_FILE.to_owned()),
        },
        Body::Form(parts) => last(parts, "avatar"),
    };
    match part {
        None => Ok(None),
        Some(Part::Text(text)) if text.is_empty() => Ok(Some(Avatar::Remove)),
        Some(Part::Text(_)) => Err(NO_FILE.to_owned()),
        Some(Part::File(upload)) => match upload::refusal(upload) {
            Some(message) => Err(message),
            None => Ok(Some(Avatar::Replace(upload.clone()))),
        },
    }
}

enum Avatar {
    Remove,
    Replace(Upload),
}

fn store(world: &mut World, id: u64, texts: Vec<(TextField, Option<String>)>, avatar: Option<Avatar>) {
    let avatar = avatar.map(|avatar| match avatar {
        Avatar::Remove => None,
        Avatar::Replace(Upload { name, bytes }) => {
            let bytes = if world.behaviour.reencodes() { upload::reencoded(&bytes) } else { bytes };
            let kept = match world.behaviour.picture_names() {
                PictureNames::New => None,
                PictureNames::Same => world.people.numbered(id).and_then(|person| person.avatar.clone()),
            };
            let is_taken = |name: &str| world.people.picture(name).is_some();
            let stored = kept.unwrap_or_else(|| upload::stored_name(&name, is_taken));
            world.people.store_picture(stored.clone(), bytes);
            Some(stored)
        }
    });
    let Some(person) = world.people.people.iter_mut().find(|person: &&mut Person| person.id == id) else {
        return;
    };
    for (field, value) in texts {
        person.set_text(field, value);
    }
    if let Some(avatar) = avatar {
        person.avatar = avatar;
    }
}

fn last<'a>(parts: &'a [(String, Part)], key: &str) -> Option<&'a Part> {
    parts.iter().rev().find(|(name, _)| name == key).map(|(_, part)| part)
}
