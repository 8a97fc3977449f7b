//! Answers that show another person than the session's: nothing of them is taken, and nothing counts as saved by them.

use super::{ME, ok, patch, photo, same, session};
use crate::scripted_server::{Answer, ScriptedServer};

use nameplate::api::{Error, Seal, Session};
use nameplate::profile::{Field, Kind};

use serde_json::{Value as Json, json};

fn somebody_else() -> Answer {
    ok(&json!({ "id": 3, "username": "bob", "email": "bob@example.com", "first_name": "Ada" }))
}

/// An answer without an id.
fn without_id(changes: &Json) -> Answer {
    let mut answer = json!({ "username": "sara_owner", "first_name": "Sara", "email": "sara@example.com" });
    answer.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    Answer::json(200, answer.to_string())
}

fn named(session: &Session) -> Option<(Kind, String)> {
    session.identity().map(|who| (who.kind(), who.text().to_owned()))
}

#[tokio::test]
async fn reading_takes_nothing_of_another_person() {
    let server = ScriptedServer::start([same(), somebody_else(), same()]);
    let session = session(&server).await;
    let own = session.profile().await.unwrap();
    assert_eq!(session.profile().await, Err(Error::AnotherPerson));
    assert!(session.profile().await == Ok(own));
}

#[tokio::test]
async fn a_save_that_is_answered_with_another_person_is_looked_up() {
    // The answer shows the very value that was sent, but not in this person's record.
    let stored = ok(&json!({ "first_name": "Ada" }));
    let cases = [
        (vec![stored], Ok(())),
        (vec![same()], Err(Error::NotStored(Box::new(Error::AnotherPerson)))),
        (vec![somebody_else()], Err(Error::Unknown(Box::new(Error::AnotherPerson)))),
    ];
    for (after, expected) in cases {
        let server = ScriptedServer::start([vec![same(), somebody_else()], after].concat());
        let session = session(&server).await;
        let _ = session.profile().await.unwrap();
        let saved = session.update(patch(&[(Field::FirstName, "Ada")])).await;
        assert_eq!(saved.map(|saved| assert_eq!(saved.profile.username, "sara_owner")), expected);
        assert_eq!(server.log()[1..], [format!("PATCH {ME}"), format!("GET {ME}")]);
    }
}

#[tokio::test]
async fn an_upload_that_is_answered_with_another_person_is_not_done() {
    let other = ok(&json!({ "id": 3, "avatar": "/media/other.jpg" }));
    let server = ScriptedServer::start([same(), other.clone(), other]);
    let session = session(&server).await;
    let _ = session.profile().await.unwrap();
    let sent = session.upload(photo(100), None, Seal::default()).await;
    assert_eq!(sent, Err(Error::Unknown(Box::new(Error::AnotherPerson))));
}

#[tokio::test]
async fn where_there_is_no_id_a_saved_name_is_followed() {
    let answers = [
        without_id(&json!({})),
        without_id(&json!({ "username": "mina" })),
        without_id(&json!({ "username": "sara_owner" })),
        without_id(&json!({ "username": "mina" })),
    ];
    let server = ScriptedServer::start(answers);
    let session = session(&server).await;
    let _ = session.profile().await.unwrap();
    assert_eq!(named(&session), Some((Kind::Username, "sara_owner".to_owned())));
    // Servers may store a name in another case.
    let _ = session.update(patch(&[(Field::Username, "Mina")])).await.unwrap();
    assert_eq!(named(&session), Some((Kind::Username, "mina".to_owned())));
    assert_eq!(session.profile().await, Err(Error::AnotherPerson), "whoever is called so now");
    assert!(session.profile().await.is_ok());
}

#[tokio::test]
async fn a_name_that_was_refused_stays_another_persons() {
    let taken = Answer::json(400, json!({ "username": ["taken"] }).to_string());
    let answers = [without_id(&json!({})), taken, without_id(&json!({ "username": "bob" }))];
    let server = ScriptedServer::start(answers);
    let session = session(&server).await;
    let _ = session.profile().await.unwrap();
    let _ = session.update(patch(&[(Field::Username, "bob")])).await.unwrap_err();
    assert_eq!(session.profile().await, Err(Error::AnotherPerson));
}

#[tokio::test]
async fn an_id_that_a_server_starts_to_send_is_the_identity() {
    let bob = without_id(&json!({ "id": "b", "username": "sara_owner" }));
    let server = ScriptedServer::start([without_id(&json!({})), without_id(&json!({ "id": "a" })), bob]);
    let session = session(&server).await;
    let _ = session.profile().await.unwrap();
    let _ = session.profile().await.unwrap();
    assert_eq!(named(&session), Some((Kind::Id, "a".to_owned())));
    assert_eq!(session.profile().await, Err(Error::AnotherPerson));
}

#[tokio::test]
async fn an_answer_that_names_nobody_is_no_other_persons() {
    let partial = Answer::json(200, json!({ "first_name": "Ada" }).to_string());
    let server = ScriptedServer::start([same(), partial]);
    let session = session(&server).await;
    let _ = session.profile().await.unwrap();
    let saved = session.update(patch(&[(Field::FirstName, "Ada")])).await;
    assert!(saved.is_ok(), "{saved:?}");
    assert_eq!(named(&session), Some((Kind::Id, "2".to_owned())));
}
