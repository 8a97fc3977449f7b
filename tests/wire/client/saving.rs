//! Saving fields, errors and lost answers.

use super::{
    KEY, ME, NEVER, at_each_look, closed_port, hasty_session, limits, ok, same, session, values, words,
};
use crate::editing::Editing;
use crate::scripted_server::{Answer, ScriptedServer};

use nameplate::api::{Client, Error, Outcome, Server, ServerOptions, Why};
use nameplate::editor::{Event, WriteKind};
use nameplate::profile::{Field, Profile};
use nameplate::secret::Secret;

use serde_json::{Value as Json, json};

use std::time::Duration;

const RENAME: [(Field, &str); 1] = [(Field::FirstName, "Ada")];

async fn save(server: &ScriptedServer, texts: &[(Field, &str)]) -> Result<Profile, Error> {
    session(server).await.save(values(texts)).await
}

/// A profile is read, and then these answers come.
async fn editing(answers: impl IntoIterator<Item = Answer>) -> (ScriptedServer, Editing) {
    let server = ScriptedServer::start([vec![same()], answers.into_iter().collect()].concat());
    let editing = Editing::begin(&session(&server).await).await;
    (server, editing)
}

/// What was asked after the first reading.
fn asked(server: &ScriptedServer) -> Vec<String> {
    server.log().split_off(1)
}

fn renamed() -> Answer {
    ok(&json!({"first_name": "Ada"}))
}

#[tokio::test]
async fn ignored_and_changed_values_are_named() {
    let sent = [
        (Field::FirstName, "Ada "),
        (Field::MobileNumber, "0912"),
        (Field::Gender, "male"),
        (Field::Email, ""),
    ];
    let all = [Field::FirstName, Field::Gender, Field::MobileNumber, Field::Email];
    let altered = [Field::MobileNumber];
    let cases: [(Json, &str, &[Field]); 6] = [
        (
            json!({"first_name": "Ada", "mobile_number": "0912", "gender": "Male", "email": null}),
            "profile-saved",
            &[],
        ),
        (
            json!({"first_name": " Ada", "mobile_number": "0912", "gender": "male", "email": ""}),
            "profile-saved",
            &[],
        ),
        (
            json!({"first_name": "Ada", "mobile_number": "+98912", "gender": "male", "email": null}),
            "profile-saved-altered",
            &altered,
        ),
        (json!({"first_name": "Ada"}), "profile-saved-partly", &all[1..]),
        (
            json!({"first_name": "Ada", "mobile_number": "+98912"}),
            "profile-saved-partly profile-fields-altered",
            &all[1..],
        ),
        (json!({}), "profile-not-saved-ignored", &all),
    ];
    for (answer, said, not_taken) in cases {
        let (server, mut editing) = editing([ok(&answer)]).await;
        assert_eq!(editing.save(&sent).await, [said], "{answer}");
        assert_eq!(editing.not_taken(), not_taken, "{answer}");
        assert_eq!(
            editing.editor().unsaved(),
            not_taken.len(),
            "what was not taken is still typed: {answer}"
        );
        assert_eq!(asked(&server), [format!("PATCH {ME}")]);
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
        let server = ScriptedServer::start([answer.clone(), same()]);
        assert_eq!(save(&server, &[(Field::Email, "a@b.ir")]).await, Err(error.clone()));
        assert_eq!((error.outcome(), server.log().len()), (Outcome::NotStored, 1), "{error:?}");

        let (server, mut editing) = editing([answer, same()]).await;
        let said = editing.save(&[(Field::Email, "a@b.ir")]).await;
        let is_expired = error.why() == Some(Why::Unauthorized);
        assert_eq!(editing.sign_in().is_some(), is_expired, "{error:?}");
        assert_eq!(said.iter().any(|said| said.starts_with("error-not-saved ")), !is_expired, "{said:?}");
        assert_eq!((asked(&server).len(), editing.editor().unsaved()), (1, 1), "{error:?}");
    }
}

#[tokio::test]
async fn field_messages_are_assigned_to_their_fields() {
    let body = r#"{"username":["taken"],"mobile_number":["taken","short"],"non_field_errors":["no"]}"#;
    let server = ScriptedServer::start([Answer::json(400, body)]);
    let errors = words(&save(&server, &[(Field::Username, "x")]).await);
    assert_eq!(errors.fields[&Field::Username], ["taken"]);
    assert_eq!(errors.fields[&Field::MobileNumber], ["taken", "short"]);
    assert_eq!(errors.other, ["no"]);

    let (_, mut editing) = editing([Answer::json(400, body)]).await;
    let _ = editing.save(&[(Field::Username, "x")]).await;
    let form = editing.editor().form();
    assert_eq!(form.error(Field::MobileNumber), Some("taken short"));
    assert_eq!((&*form.input(Field::Username).value, form.error(Field::Email)), ("x", None));
}

fn lost_answers() -> Vec<(Answer, Error, &'static str)> {
    let garbled = Answer::new(200, &[("Content-Encoding", "gzip")], "x");
    let failed = |status| (Answer::html(status), Why::Failed { status }.into(), "error-server");
    vec![
        (Answer::hang_up(), Error::Interrupted, "error-interrupted"),
        (same().cut(20), Error::Interrupted, "error-interrupted"),
        (same().cut(200), Error::Interrupted, "error-interrupted"),
        failed(408),
        failed(500),
        failed(502),
        failed(503),
        failed(504),
        (Answer::html(200), Error::WebPage, "error-altered"),
        (Answer::raw("HTTP/1.1 204 No Content\r\n\r\n"), Error::NothingShown, "error-nothing-shown"),
        (garbled, Error::Altered, "error-altered"),
        (
            Answer::raw("HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n"),
            Error::TooBig,
            "error-answer-too-big-signed-in",
        ),
    ]
}

/// Never sent twice: between the two somebody else may have changed the value.
#[tokio::test]
async fn a_save_without_an_answer_is_one_request_with_unknown_result() {
    for (lost, cause, _) in lost_answers() {
        let server = ScriptedServer::start([lost, renamed()]);
        let error = save(&server, &RENAME).await.unwrap_err();
        assert_eq!((error.outcome(), error), (Outcome::Unknown, cause));
        assert_eq!(server.log(), [format!("PATCH {ME}")]);
    }
}

#[tokio::test]
async fn after_a_lost_answer_the_profile_is_read() {
    let log = |looks| [vec![format!("PATCH {ME}")], vec![format!("GET {ME}"); looks]].concat();
    for (lost, cause, reason) in lost_answers() {
        let (server, mut one) = editing([lost.clone(), same(), same(), renamed()]).await;
        assert_eq!(one.save(&RENAME).await, ["profile-saved"], "{cause:?}");
        assert_eq!(asked(&server), log(3), "{cause:?}");

        // The server shows what was there before, or nothing: neither says that it is not stored yet.
        for now in [same(), Answer::html(500)] {
            let (server, mut one) = editing([vec![lost.clone()], at_each_look(&[now])].concat()).await;
            let unknown = [format!("error-unknown-outcome {reason}")];
            assert_eq!(one.save(&RENAME).await, unknown, "{cause:?}");
            assert_eq!(asked(&server), log(4), "{cause:?}");
            assert_eq!((one.editor().unsaved(), &*one.editor().saved().first_name), (1, "Sara"));

            // It may be stored later.
            server.then(renamed());
            assert_eq!(one.look().await, ["profile-saved"], "{cause:?}");
            assert_eq!((one.editor().unsaved(), asked(&server).len()), (0, 6), "{cause:?}");
        }
    }
}

#[tokio::test]
async fn after_a_late_answer_the_profile_is_read() {
    let late = || vec![same(), Answer::silence(NEVER)];
    let stored = vec![renamed()];
    let cases =
        [(stored, "profile-saved"), (at_each_look(&[same()]), "error-unknown-outcome error-answer-timeout")];
    for (after, said) in cases {
        let looks = after.len();
        let server = ScriptedServer::start([late(), after].concat());
        let mut editing = Editing::begin(&hasty_session(&server).await).await;
        assert_eq!(editing.save(&RENAME).await, [said]);
        assert_eq!(asked(&server)[1..], vec![format!("GET {ME}"); looks]);
    }
}

/// It may be the server's way of writing it, or somebody else's doing.
#[tokio::test]
async fn another_value_after_a_lost_answer_is_not_known_to_be_this_one() {
    let other = ok(&json!({"mobile_number": "+98912"}));
    let (_, mut editing) = editing([vec![Answer::html(502)], at_each_look(&[other])].concat()).await;
    let said = editing.save(&[(Field::MobileNumber, "0912")]).await;
    assert_eq!(said, ["profile-conflict", "error-unknown-outcome error-server"]);
    assert_eq!((editing.not_taken(), editing.editor().unsaved()), (vec![], 1));
    assert_eq!(editing.editor().saved().mobile_number, "+98912");
}

/// A server that has all of it goes on with it after the client has left.
#[tokio::test]
async fn after_a_cancelled_save_the_profile_is_read() {
    let cases = [
        (vec![renamed()], "profile-cancelled-saved"),
        (vec![same(), same(), renamed()], "profile-cancelled-saved"),
        (at_each_look(&[same()]), "profile-cancelled-unknown"),
        (
            at_each_look(&[Answer::html(502), Answer::html(502), Answer::html(502)]),
            "profile-cancelled-unknown",
        ),
    ];
    for (after, said) in cases {
        let (server, mut editing) = editing([vec![Answer::silence(NEVER)], after.clone()].concat()).await;
        editing.fill_in(&RENAME);
        let arrived = async {
            while server.requests().len() < 2 || server.requests()[1].body.is_empty() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        let cancelled = editing.cancel(WriteKind::Save, Event::SavePressed, arrived).await;
        assert_eq!(cancelled, [said], "{after:?}");
        assert_eq!(asked(&server)[1..], vec![format!("GET {ME}"); after.len()], "{after:?}");
    }
}

#[tokio::test]
async fn nothing_listens_and_nothing_is_stored() {
    let server = Server::parse(&closed_port(), &ServerOptions::default()).unwrap();
    let session = Client::with_limits(server, limits()).await.unwrap().resume(Secret::from(KEY));
    assert_eq!(session.save(values(&[(Field::Email, "")])).await, Err(Error::Refused));
    let said = Editing::of(&session, Profile::default()).save(&RENAME).await;
    assert_eq!(said, ["error-not-saved error-refused-signed-in"]);
}

#[tokio::test]
async fn without_a_change_nothing_is_sent() {
    let (server, mut editing) = editing([]).await;
    assert!(editing.save(&[(Field::FirstName, " Sara ")]).await.is_empty());
    assert!(asked(&server).is_empty());
}
