//! Answers of broken and hostile servers.

use super::{KEY, NEVER, client, client_with, hasty, hasty_session, profile, same, session};
use crate::scripted_server::{Answer, ScriptedServer};

use nameplate::api::{Credentials, Error, ServerOptions, Why};
use nameplate::secret::Secret;

use futures_util::future::join_all;
use serde_json::json;

use std::time::{Duration, Instant};

#[tokio::test]
async fn of_any_kind_are_refused() {
    let big = format!(r#"{{"username": "{}"}}"#, "a".repeat(64 * 1024));
    let chunked = |body: &str| {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        Answer::raw(format!("{head}{:x}\r\n{body}\r\n0\r\n\r\n", body.len()))
    };
    let encoded =
        |encoding: &str| Answer::new(200, &[("Content-Encoding", encoding)], profile(&json!({})).to_string());
    let cases = [
        (
            "announced too large",
            Answer::raw("HTTP/1.1 200 OK\r\nContent-Length: 65537\r\n\r\n"),
            Error::TooBig,
        ),
        ("too large", chunked(&big), Error::TooBig),
        ("endless", Answer::raw("HTTP/1.1 200 OK\r\n\r\n{").endless(b" "), Error::TooBig),
        ("gzip", encoded("gzip"), Error::Altered),
        ("br", encoded("br"), Error::Altered),
        ("two encodings", encoded("identity, gzip"), Error::Altered),
        ("empty", Answer::new(200, &[], ""), Error::NotAProfile),
        ("no content", Answer::raw("HTTP/1.1 204 No Content\r\n\r\n"), Error::NotAProfile),
        ("bad UTF-8 where no text is", Answer::json(200, b"{\xff\"username\": 1}"), Error::NotAProfile),
        ("deep", Answer::json(200, format!(r#"{{"username": {}"#, "[".repeat(9000))), Error::NotAProfile),
        ("no HTTP", Answer::raw("SSH-2.0-OpenSSH_9.2\r\n\r\n").close(), Error::NotHttp),
        ("endless header", Answer::raw("HTTP/1.1 200 OK\r\n").endless(b"X: y\r\n"), Error::TooBig),
    ];
    for (name, answer, error) in cases {
        let server = ScriptedServer::start([answer]);
        let result = client(&server).await.sign_in(Credentials::Key(Secret::from(KEY))).await;
        assert_eq!(result.map(|_| ()), Err(error), "{name}");
    }
}

#[tokio::test]
async fn harmless_oddities_are_read() {
    let body = profile(&json!({})).to_string();
    let length = body.len();
    let cases = [
        ("identity", Answer::new(200, &[("Content-Encoding", "identity")], &body)),
        ("no length", Answer::raw(format!("HTTP/1.1 200 OK\r\n\r\n{body}")).close()),
        ("HTTP/1.0", Answer::raw(format!("HTTP/1.0 200 OK\r\n\r\n{body}")).close()),
        (
            "chunked",
            Answer::raw(format!(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{length:x}\r\n{body}\r\n0\r\n\r\n"
            )),
        ),
        ("wrong type", Answer::new(200, &[("Content-Type", "text/html")], &body)),
        ("created", Answer::json(201, &body)),
        ("slow", Answer::json(200, &body).drip(3, Duration::from_millis(50))),
    ];
    for (name, answer) in cases {
        let server = ScriptedServer::start([answer]);
        assert_eq!(
            session(&server).await.profile().await.map(|profile| profile.id),
            Ok(Some("2".to_owned())),
            "{name}"
        );
    }
}

/// Status before body.
#[tokio::test]
async fn a_refusal_is_known_by_its_status_whatever_its_body() {
    let forbidden = |body: &str| Answer::new(403, &[], body);
    let cases = [
        ("cut", forbidden("<html>").cut(50)),
        ("a debug page", forbidden(&"x".repeat(100_000))),
        ("endless", Answer::raw("HTTP/1.1 403 No\r\n\r\n").endless(b"x")),
        ("gzip", Answer::new(403, &[("Content-Encoding", "gzip")], "x")),
    ];
    for (name, answer) in cases {
        let server = ScriptedServer::start([answer]);
        assert_eq!(session(&server).await.profile().await, Err(Why::Forbidden.into()), "{name}");
    }
}

#[tokio::test]
async fn late_answers_are_not_waited_for() {
    let cases = [
        ("dripping", same().drip(200, Duration::from_millis(100))),
        ("silent in its middle", same().drip(1, NEVER)),
        ("silent", Answer::silence(NEVER)),
    ];
    let all_at_once = cases.map(async |(name, answer)| {
        let server = ScriptedServer::start([answer]);
        let client = client_with(&server, &ServerOptions::default(), hasty()).await;
        let start = Instant::now();
        let result = client.sign_in(Credentials::Key(Secret::from(KEY))).await;
        assert_eq!(result.map(|_| ()), Err(Error::TimedOut), "{name}");
        assert!(start.elapsed() < NEVER / 4, "{name} {:?}", start.elapsed());
    });
    let _ = join_all(all_at_once).await;
    let server = ScriptedServer::start([Answer::html(403).drip(1, NEVER)]);
    assert_eq!(
        hasty_session(&server).await.profile().await,
        Err(Why::Forbidden.into()),
        "status before body"
    );
}
