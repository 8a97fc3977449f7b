//! Reading: which request is used, and how often.

use super::{KEY, ME, NEVER, client_with, closed_port, limits, same, session, why};
use crate::scripted_server::{Answer, ScriptedServer};

use nameplate::api::{
    Client, Error, Habits, Limits, Outcome, ReadMethod, Redirect, Server, ServerOptions, Why,
};
use nameplate::secret::Secret;

use std::time::{Duration, Instant};

/// [R10 R11], and servers that answer 404.
#[tokio::test]
async fn without_get_an_empty_patch_is_used_to_read() {
    for refusal in [Answer::json(405, r#"{"detail":"x"}"#), Answer::html(404)] {
        let server = ScriptedServer::start([refusal, same(), same()]);
        let session = session(&server).await;
        assert_eq!(session.profile().await.unwrap().first_name, "Sara");
        assert_eq!(server.requests()[1].text(), "{}");
        assert_eq!(session.habits().reading, ReadMethod::EmptyPatch);
        let _ = session.profile().await.unwrap();
        assert_eq!(server.log(), [format!("GET {ME}"), format!("PATCH {ME}"), format!("PATCH {ME}")]);
    }
}

#[tokio::test]
async fn a_remembered_method_is_tried_first_and_corrected() {
    let server = ScriptedServer::start([Answer::html(405), same(), same()]);
    let session = session(&server).await;
    session.assume(Habits { reading: ReadMethod::EmptyPatch, ..Habits::default() });
    let _ = session.profile().await.unwrap();
    let _ = session.profile().await.unwrap();
    assert_eq!(server.log(), [format!("PATCH {ME}"), format!("GET {ME}"), format!("GET {ME}")]);
}

#[tokio::test]
async fn without_both_methods_there_is_no_profile() {
    let cases = [
        (404, 404, Why::NotFound.into()),
        (404, 405, Why::NotFound.into()),
        (405, 405, Why::MethodNotAllowed.into()),
    ];
    for (get, patch, error) in cases {
        let server = ScriptedServer::start([Answer::html(get), Answer::html(patch)]);
        assert_eq!(session(&server).await.profile().await, Err(error));
        assert_eq!(server.log().len(), 2);
    }
    let server = ScriptedServer::start([Answer::html(405), Answer::html(403)]);
    assert_eq!(session(&server).await.profile().await, Err(Why::Forbidden.into()));
}

/// The table of section 5 of the threat model: what is tried again, and how often.
#[tokio::test]
async fn only_temporary_errors_are_retried() {
    let wait = |seconds| Why::Throttled { wait: Some(Duration::from_secs(seconds)) }.into();
    let cases = [
        (Answer::html(408), 3, Why::Failed { status: 408 }.into()),
        (Answer::html(502), 3, Why::Failed { status: 502 }.into()),
        (Answer::html(503), 3, Why::Failed { status: 503 }.into()),
        (Answer::html(504), 3, Why::Failed { status: 504 }.into()),
        (Answer::hang_up(), 3, Error::Interrupted),
        (same().cut(30), 3, Error::Interrupted),
        (same().cut(200), 3, Error::Interrupted),
        (Answer::html(500), 1, Why::Failed { status: 500 }.into()),
        (Answer::html(400), 1, Why::Rejected.into()),
        (Answer::json(401, "{}"), 1, Why::Unauthorized.into()),
        (Answer::json(403, "{}"), 1, Why::Forbidden.into()),
        (Answer::html(415), 1, Why::UnsupportedMedia.into()),
        (Answer::html(200), 1, Error::WebPage),
        (Answer::new(429, &[("Retry-After", "60")], ""), 1, wait(60)),
        (Answer::new(429, &[], ""), 1, Why::Throttled { wait: None }.into()),
        (Answer::redirect(301, "/elsewhere/"), 1, Error::Redirected(Redirect::SameServer)),
    ];
    for (answer, requests, error) in cases {
        let server = ScriptedServer::start([answer.clone(), answer.clone(), answer.clone(), answer]);
        assert_eq!(session(&server).await.profile().await, Err(error.clone()));
        assert_eq!(server.log(), vec![format!("GET {ME}"); requests], "{error:?}");
    }
}

#[tokio::test]
async fn a_second_attempt_that_succeeds_is_the_answer() {
    for bad in [Answer::html(502), Answer::hang_up(), same().cut(100)] {
        let server = ScriptedServer::start([bad, same()]);
        assert_eq!(session(&server).await.profile().await.unwrap().first_name, "Sara");
    }
}

#[tokio::test]
async fn a_short_rate_limit_is_waited_for_once() {
    let throttled = || Answer::new(429, &[("Retry-After", "1")], "");
    let once = ScriptedServer::start([throttled(), same()]);
    let twice = ScriptedServer::start([throttled(), throttled(), same()]);
    let (first, second) = (session(&once).await, session(&twice).await);
    let start = Instant::now();
    let (first, second) = tokio::join!(first.profile(), second.profile());
    assert!(first.is_ok() && start.elapsed() >= Duration::from_secs(1));
    assert!(matches!(why(&second), Some(Why::Throttled { .. })));
    assert_eq!(twice.log().len(), 2);
}

#[tokio::test]
async fn attempts_end_in_time() {
    let within = |attempts| Limits { attempts, silence: Duration::from_secs(2), ..limits() };
    let session = async |server: &ScriptedServer, limits| {
        client_with(server, &ServerOptions::default(), limits).await.resume(Secret::from(KEY))
    };
    // A third attempt could only begin after 4 seconds.
    let server = ScriptedServer::start(vec![Answer::silence(NEVER); 4]);
    let late = session(&server, within(Duration::from_millis(3500))).await.profile().await;
    assert_eq!((late, server.log().len()), (Err(Error::TimedOut), 2));

    // A pause that cannot help is not made: it would end with an answer.
    let server = ScriptedServer::start([Answer::new(429, &[("Retry-After", "4")], ""), same()]);
    let throttled = session(&server, within(Duration::from_secs(3))).await.profile().await;
    assert!(matches!(why(&throttled), Some(Why::Throttled { .. })));
    assert_eq!(server.log().len(), 1);
}

#[tokio::test]
async fn nothing_listens() {
    let server = Server::parse(&closed_port(), &ServerOptions::default()).unwrap();
    let session = Client::with_limits(server, limits()).await.unwrap().resume(Secret::from(KEY));
    let error = session.profile().await.unwrap_err();
    assert_eq!((error.outcome(), error), (Outcome::NotStored, Error::Refused));
}
