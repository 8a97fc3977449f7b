//! Saving fields, refusals and lost answers.

use super::{KEY, ME, NEVER, closed_port, hasty_session, limits, ok, patch, same, session, words};
use crate::scripted_server::{Answer, ScriptedServer};

use nameplate::api::{Client, Error, Outcome, Saved, Server, ServerOptions, Why};
use nameplate::profile::Field;
use nameplate::secret::Secret;

use serde_json::json;

use std::time::Duration;

async fn save(server: &ScriptedServer, changes: &[(Field, &str)]) -> Result<Saved, Error> {
    session(server).await.update(patch(changes)).await
}

#[tokio::test]
async fn what_the_server_ignored_or_altered_is_named() {
    let sent = [
        (Field::FirstName, "Ada "),
        (Field::MobileNumber, "0912"),
        (Field::Gender, "male"),
        (Field::Email, ""),
    ];
    let cases = [
        (json!({"first_name": "Ada", "mobile_number": "0912", "gender": "Male", "email": null}), vec![]),
        (json!({"first_name": " Ada", "mobile_number": "0912", "gender": "male", "email": ""}), vec![]),
        (
            json!({"first_name": "Ada", "mobile_number": "+98912", "gender": "male", "email": null}),
            vec![Field::MobileNumber],
        ),
        (json!({}), vec![Field::FirstName, Field::Gender, Field::MobileNumber, Field::Email]),
    ];
    for (answer, altered) in cases {
        let server = ScriptedServer::start([ok(&answer)]);
        let saved = save(&server, &sent).await.unwrap();
        assert_eq!((saved.altered, saved.photo), (altered, None), "{answer}");
        assert_eq!(server.log(), [format!("PATCH {ME}")]);
    }
}

#[tokio::test]
async fn refusals_are_final_and_cost_one_request() {
    let wait = Some(Duration::from_secs(1));
    let cases: [(Answer, Error); 9] = [
        (Answer::html(400), Why::Rejected.into()),
        (Answer::json(401, "{}"), Why::Unauthorized.into()),
        (Answer::json(403, "{}"), Why::Forbidden.into()),
        (Answer::html(404), Why::NotFound.into()),
        (Answer::json(405, "{}"), Why::MethodNotAllowed.into()),
        (Answer::html(413), Why::TooLarge.into()),
        (Answer::json(415, "{}"), Why::UnsupportedMedia.into()),
        (Answer::new(429, &[("Retry-After", "1")], ""), Why::Throttled { wait }.into()),
        (Answer::html(409), Why::Unexpected { status: 409 }.into()),
    ];
    for (answer, error) in cases {
        let server = ScriptedServer::start([answer, same()]);
        assert_eq!(save(&server, &[(Field::Email, "a@b.ir")]).await, Err(error.clone()));
        assert_eq!((error.outcome(), server.log().len()), (Outcome::NotStored, 1), "{error:?}");
    }
}

#[tokio::test]
async fn field_messages_land_on_their_fields() {
    let body = r#"{"username":["taken"],"mobile_number":["taken","short"],"non_field_errors":["no"]}"#;
    let server = ScriptedServer::start([Answer::json(400, body)]);
    let errors = words(&save(&server, &[(Field::Username, "x")]).await);
    assert_eq!(errors.fields[&Field::Username], ["taken"]);
    assert_eq!(errors.fields[&Field::MobileNumber], ["taken", "short"]);
    assert_eq!(errors.other, ["no"]);
}

fn lost_answers() -> Vec<(Answer, Error)> {
    let garbled = Answer::new(200, &[("Content-Encoding", "gzip")], "x");
    vec![
        (Answer::hang_up(), Error::Interrupted),
        (same().cut(20), Error::Interrupted),
        (same().cut(200), Error::Interrupted),
        (Answer::html(408), Why::Failed { status: 408 }.into()),
        (Answer::html(500), Why::Failed { status: 500 }.into()),
        (Answer::html(502), Why::Failed { status: 502 }.into()),
        (Answer::html(503), Why::Failed { status: 503 }.into()),
        (Answer::html(504), Why::Failed { status: 504 }.into()),
        (Answer::html(200), Error::NotAProfile),
        (Answer::raw("HTTP/1.1 204 No Content\r\n\r\n"), Error::NothingShown),
        (garbled, Error::Altered),
        (Answer::raw("HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n"), Error::TooBig),
    ]
}

/// Never sent twice: between the two somebody else may have changed the value.
#[tokio::test]
async fn a_lost_answer_is_looked_up() {
    let changes = [(Field::FirstName, "Ada")];
    for (lost, cause) in lost_answers() {
        let server = ScriptedServer::start([lost.clone(), ok(&json!({"first_name": "Ada"}))]);
        let saved = save(&server, &changes).await;
        assert_eq!(saved.map(|saved| saved.profile.first_name), Ok("Ada".to_owned()), "{cause:?}");
        assert_eq!(server.log(), [format!("PATCH {ME}"), format!("GET {ME}")], "{cause:?}");

        let server = ScriptedServer::start([lost.clone(), same()]);
        assert_eq!(save(&server, &changes).await, Err(Error::NotStored(Box::new(cause.clone()))));
        assert_eq!(server.log(), [format!("PATCH {ME}"), format!("GET {ME}")], "{cause:?}");

        let server = ScriptedServer::start([lost, Answer::html(500)]);
        let error = save(&server, &changes).await.unwrap_err();
        assert_eq!((error.outcome(), error), (Outcome::Unknown, Error::Unknown(Box::new(cause))));
        assert_eq!(server.log(), [format!("PATCH {ME}"), format!("GET {ME}")]);
    }
}

#[tokio::test]
async fn a_late_answer_is_looked_up() {
    let changes = patch(&[(Field::FirstName, "Ada")]);
    for (now, is_stored) in [("Ada", true), ("Sara", false)] {
        let late = Answer::silence(NEVER);
        let server = ScriptedServer::start([late, ok(&json!({"first_name": now}))]);
        let result = hasty_session(&server).await.update(changes.clone()).await;
        match result {
            Ok(saved) => assert!(is_stored && saved.altered.is_empty()),
            Err(error) => {
                assert_eq!((error, is_stored), (Error::NotStored(Box::new(Error::TimedOut)), false));
            }
        }
        assert_eq!(server.log(), [format!("PATCH {ME}"), format!("GET {ME}")]);
    }
}

#[tokio::test]
async fn a_lost_answer_is_compared_with_what_was_there_before() {
    let server = ScriptedServer::start([same(), Answer::html(502), ok(&json!({"mobile_number": "+98912"}))]);
    let session = session(&server).await;
    let _ = session.profile().await.unwrap();
    let saved = session.update(patch(&[(Field::MobileNumber, "0912")])).await.unwrap();
    assert_eq!(saved.altered, [Field::MobileNumber], "stored in the server's own way");
}

#[tokio::test]
async fn nothing_listens_and_nothing_is_stored() {
    let server = Server::parse(&closed_port(), &ServerOptions::default()).unwrap();
    let session = Client::with_limits(server, limits()).await.unwrap().resume(Secret::from(KEY));
    assert_eq!(session.update(patch(&[(Field::Email, "")])).await, Err(Error::Refused));
}

#[tokio::test]
async fn an_empty_patch_writes_nothing() {
    let server = ScriptedServer::start([same()]);
    let saved = save(&server, &[]).await.unwrap();
    assert_eq!((saved.altered, saved.photo, saved.profile.id), (vec![], None, Some("2".to_owned())));
    assert_eq!(server.log(), [format!("GET {ME}")]);
}
