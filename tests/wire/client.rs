//! What the client sends, and how it handles answers, with a scripted server.
//!
//! The letters in brackets name exchanges in the contract of the reference server.

mod environment;
mod gender;
mod hostile_answers;
mod identity;
mod partial;
mod photos;
mod pictures;
mod reading;
mod redirects;
mod requests;
mod saving;
mod signing_in;
mod situations;
mod trust;

use crate::scripted_server::{Answer, ScriptedServer};

use nameplate::api::{
    Client, CommitPoint, Credentials, Error, Limits, Refusal, Server, ServerOptions, Session, Why,
};
use nameplate::profile::{Field, FieldErrors, Photo, Value};
use nameplate::secret::Secret;

use bytes::Bytes;
use serde_json::{Value as Json, json};
use url::Url;

use std::collections::BTreeMap;
use std::time::Duration;

const KEY: &str = "f4e75eab6e0f663a972d145478d6fc4b81762070";
const ME: &str = "/api/users/me/";

/// Long enough for a busy machine, and short pauses.
fn limits() -> Limits {
    Limits {
        pauses: [Duration::from_millis(5), Duration::from_millis(10)],
        json: 64 * 1024,
        picture: 128 * 1024,
        ..Limits::default()
    }
}

/// Later than any limit of these tests.
const NEVER: Duration = Duration::from_secs(120);

/// For tests in which an answer is to be late: short for who waits, long for a busy machine that answers.
fn hasty() -> Limits {
    Limits {
        silence: Duration::from_millis(1500),
        exchange: Duration::from_millis(3000),
        upload: Duration::from_millis(1500),
        ..limits()
    }
}

async fn client_with(server: &ScriptedServer, options: &ServerOptions, limits: Limits) -> Client {
    let server = Server::parse(&server.address().to_string(), options).unwrap();
    Client::with_limits(server, limits).await.unwrap()
}

async fn client(server: &ScriptedServer) -> Client {
    client_with(server, &ServerOptions::default(), limits()).await
}

async fn session(server: &ScriptedServer) -> Session {
    client(server).await.resume(Secret::from(KEY))
}

async fn hasty_session(server: &ScriptedServer) -> Session {
    client_with(server, &ServerOptions::default(), hasty()).await.resume(Secret::from(KEY))
}

/// An address of this machine at which nothing listens.
fn closed_port() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().to_string()
}

/// A profile on the wire, with some keys changed.
fn profile(changes: &Json) -> Json {
    let mut profile = json!({
        "id": 2, "username": "sara_owner", "mobile_number": "09120000002", "email": "sara@example.com",
        "avatar": "/media/a.jpg", "first_name": "Sara", "last_name": null, "full_name": "Sara",
        "gender": "female", "is_profile_completed": false, "groups": [],
        "last_login": null, "created_at": "2025-11-22T13:15:20.827325Z"
    });
    let object = profile.as_object_mut().unwrap();
    for (key, value) in changes.as_object().unwrap() {
        let _ = object.insert(key.clone(), value.clone());
    }
    profile
}

fn ok(changes: &Json) -> Answer {
    Answer::json(200, profile(changes).to_string())
}

fn same() -> Answer {
    ok(&json!({}))
}

/// What is sent of these texts.
fn values(texts: &[(Field, &str)]) -> BTreeMap<Field, Value> {
    texts.iter().map(|(field, text)| (*field, Value::of(text))).collect()
}

fn photo(size: usize) -> Photo {
    Photo { bytes: Bytes::from((0..size).map(|byte| byte as u8).collect::<Vec<_>>()), extension: "jpg" }
}

/// What is served as a photo: one by its first bytes, so that it can be sent again.
fn jpeg(size: usize) -> Photo {
    let start = [0xFF, 0xD8, 0xFF, 0xE0];
    Photo { bytes: Bytes::from([&start[..], &photo(size).bytes].concat()), extension: "jpg" }
}

/// The answer with that.
fn served(size: usize) -> Answer {
    Answer::new(200, &[], jpeg(size).bytes)
}

fn new_picture() -> Answer {
    ok(&json!({"avatar": "/media/new.jpg"}))
}

/// These again and again, as often as it is looked what became of a write.
fn at_each_look(answers: &[Answer]) -> Vec<Answer> {
    answers.iter().cloned().cycle().take(4 * answers.len()).collect()
}

/// A no of the server with these words for the whole request.
fn refused(why: Why, words: &[&str]) -> Error {
    let other = words.iter().map(|said| (*said).to_owned()).collect();
    Error::Answered(Refusal { why, words: FieldErrors { other, ..FieldErrors::default() } })
}

/// What the status of the server's no said.
fn why<T>(answer: &Result<T, Error>) -> Option<Why> {
    answer.as_ref().err().and_then(Error::why)
}

/// What the server said in words.
fn words<T>(answer: &Result<T, Error>) -> FieldErrors {
    let refusal = answer.as_ref().err().and_then(Error::refusal);
    refusal.map(|refusal| refusal.words.clone()).unwrap_or_default()
}

#[tokio::test]
async fn everything_can_run_on_any_thread() {
    fn is_send<T: Send>(_: T) {}
    let server = ScriptedServer::start([]);
    let (client, session) = (client(&server).await, session(&server).await);
    is_send(client.sign_in(Credentials::Key(Secret::default())));
    is_send(session.profile());
    is_send(session.save(BTreeMap::new()));
    is_send(session.upload(photo(1), CommitPoint::default()));
    is_send(session.remove_photo());
    is_send(session.picture(Url::parse("http://localhost/").unwrap()));
}
