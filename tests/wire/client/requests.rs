//! The form of requests.

use super::{KEY, ME, client, client_with, limits, ok, same, session, values};
use crate::scripted_server::{Answer, ScriptedServer};

use nameplate::api::{AnswerLanguage, Credentials, ServerOptions};
use nameplate::profile::{Field, Value};
use nameplate::secret::Secret;

use serde_json::json;

use std::time::Duration;

#[tokio::test]
async fn reading_sends_the_key_and_nothing_of_a_browser() {
    let server = ScriptedServer::start([same()]);
    let _ = session(&server).await.profile().await.unwrap();
    let request = &server.requests()[0];
    assert_eq!(request.head.lines().next(), Some("GET /api/users/me/ HTTP/1.1"));
    assert_eq!(request.header("authorization"), Some(format!("Token {KEY}").as_str()));
    assert_eq!(request.header("accept"), Some("application/json"));
    assert!(request.header("user-agent").unwrap().starts_with("nameplate/"));
    for absent in ["accept-encoding", "cookie", "referer", "origin", "expect", "transfer-encoding"] {
        assert_eq!(request.header(absent), None, "{absent}");
    }
}

/// Also in a session that is there already; a picture has no language.
#[tokio::test]
async fn requests_ask_for_the_language_on_screen() {
    let server = ScriptedServer::start([
        Answer::json(200, r#"{"key": "abc"}"#),
        same(),
        same(),
        same(),
        same(),
        Answer::new(200, &[], "picture"),
    ]);
    let language = AnswerLanguage::default();
    let client = client(&server).await.answered_in(language.clone());
    language.choose("fa");
    let credentials = Credentials::Password { username: "sara".to_owned(), password: Secret::from("pw") };
    let session = client.sign_in(credentials).await.unwrap().session;
    language.choose("en");
    let _ = session.profile().await.unwrap();
    language.choose("fa");
    let _ = session.save([(Field::FirstName, Value::of("Sara"))].into()).await.unwrap();
    language.choose("no tag\n");
    let _ = session.profile().await.unwrap();
    let _ = session.picture(server.url("/media/a.jpg").parse().unwrap()).await.unwrap();
    let asked: Vec<_> = server
        .requests()
        .iter()
        .map(|request| request.header("accept-language").map(str::to_owned))
        .collect();
    let (persian, english) = (Some("fa, en;q=0.5".to_owned()), Some("en".to_owned()));
    assert_eq!(asked, [persian.clone(), persian.clone(), english, persian, None, None]);
}

#[tokio::test]
async fn the_key_prefix_and_the_paths_are_configurable() {
    let server = ScriptedServer::start([Answer::json(200, r#"{"key": "abc"}"#), same()]);
    let options = ServerOptions {
        me_path: "v2/me".to_owned(),
        sign_in_path: Some("/v2/login/".to_owned()),
        auth_scheme: "Bearer".to_owned(),
        ..ServerOptions::default()
    };
    let credentials = Credentials::Password { username: "sara".to_owned(), password: Secret::from("pw") };
    let _ = client_with(&server, &options, limits()).await.sign_in(credentials).await.unwrap();
    assert_eq!(server.log(), ["POST /v2/login/", "GET /v2/me/"]);
    assert_eq!(server.requests()[1].header("authorization"), Some("Bearer abc"));
}

#[tokio::test]
async fn saving_sends_exactly_the_changes_with_their_length() {
    let server = ScriptedServer::start([ok(&json!({"first_name": "سارا", "email": null}))]);
    let changes = values(&[(Field::FirstName, "سارا"), (Field::Email, "")]);
    let _ = session(&server).await.save(changes).await.unwrap();
    let request = &server.requests()[0];
    assert_eq!((request.method(), request.path()), ("PATCH", ME));
    assert_eq!(request.text(), r#"{"email":null,"first_name":"سارا"}"#);
    assert_eq!(request.header("content-length"), Some(request.body.len().to_string().as_str()));
    assert_eq!(request.header("content-type"), Some("application/json"));
    for absent in ["transfer-encoding", "content-encoding", "expect"] {
        assert_eq!(request.header(absent), None, "{absent}");
    }
}

#[tokio::test]
async fn one_connection_serves_several_requests() {
    let server = ScriptedServer::start([same(), same(), same()]);
    let session = session(&server).await;
    for _ in 0..3 {
        let _ = session.profile().await.unwrap();
    }
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn a_connection_that_the_server_closed_is_replaced() {
    let server = ScriptedServer::start([same().close(), ok(&json!({"first_name": "Ada"}))]);
    let session = session(&server).await;
    let _ = session.profile().await.unwrap();
    tokio::time::sleep(Duration::from_millis(500)).await;
    let saved = session.save(values(&[(Field::FirstName, "Ada")])).await;
    assert!(saved.is_ok(), "{saved:?}");
    assert_eq!((server.log().len(), server.connections()), (2, 2));
}

/// Two simultaneous PATCHes can lose one of two changes [C4b].
#[tokio::test]
async fn clones_of_a_session_send_one_by_one() {
    let late = ok(&json!({"first_name": "A"})).drip(1, Duration::from_secs(2));
    let server = ScriptedServer::start([late, ok(&json!({"last_name": "B"}))]);
    let session = session(&server).await;
    let other = session.clone();
    let first = tokio::spawn(async move { session.save(values(&[(Field::FirstName, "A")])).await });
    while server.requests().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let second = tokio::spawn(async move { other.save(values(&[(Field::LastName, "B")])).await });
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(server.requests().len(), 1, "the second request waits for the first answer");
    let _ = first.await.unwrap().unwrap();
    let _ = second.await.unwrap().unwrap();
    assert_eq!((server.requests().len(), server.connections()), (2, 1));
}

#[tokio::test]
async fn the_key_is_in_no_debug_output() {
    let server = ScriptedServer::start([same()]);
    let client = client(&server).await;
    let signed_in = client.sign_in(Credentials::Key(Secret::from(KEY))).await.unwrap();
    for shown in [format!("{client:?}"), format!("{signed_in:#?}")] {
        assert!(!shown.contains(KEY) && !shown.contains("sara"), "{shown}");
    }
}
