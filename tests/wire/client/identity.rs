//! Answers about another person than that of the session: nothing of them is used, and they do not confirm a save.

use super::{ME, jpeg, ok, same, served, session, values};
use crate::editing::{Editing, ids};
use crate::scripted_server::{Answer, ScriptedServer};

use nameplate::api::{Error, Session};
use nameplate::profile::{Field, IdentityKind};

use serde_json::{Value as Json, json};

fn somebody_else() -> Answer {
    ok(&json!({
        "id": 3, "username": "bob", "email": "bob@example.com", "first_name": "Ada", "full_name": "Ada Bob",
    }))
}

/// An answer without an id.
fn without_id(changes: &Json) -> Answer {
    let mut answer = json!({ "username": "sara_owner", "first_name": "Sara", "email": "sara@example.com" });
    answer.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    Answer::json(200, answer.to_string())
}

fn is_another_person<T>(answer: &Result<T, Error>) -> bool {
    matches!(answer, Err(Error::AnotherPerson(_)))
}

fn named(session: &Session) -> Option<(IdentityKind, String)> {
    session.identity().map(|who| (who.kind(), who.text().to_owned()))
}

#[tokio::test]
async fn reading_takes_nothing_of_another_person() {
    let server = ScriptedServer::start([same(), somebody_else(), same()]);
    let session = session(&server).await;
    let own = session.profile().await.unwrap();
    assert_eq!(session.profile().await, Err(Error::AnotherPerson("Ada Bob".to_owned())));
    assert!(session.profile().await == Ok(own));
}

/// What has to be said where the person signs in again.
fn says_another_person(editing: &Editing) -> bool {
    let sign_in = editing.sign_in().map(ids);
    sign_in.is_some_and(|ids| ids == ["sign-in-another-person"])
}

#[tokio::test]
async fn a_save_that_is_answered_with_another_person_stops_and_is_looked_up_in_the_next_session() {
    let unknown = "error-unknown-outcome error-another-person";
    // The answer shows the very value that was sent, but not in this person's record.
    let cases = [(ok(&json!({ "first_name": "Ada" })), "profile-saved"), (same(), unknown)];
    for (after, said) in cases {
        let server = ScriptedServer::start([same(), somebody_else(), after.clone(), after]);
        let session = session(&server).await;
        let mut editing = Editing::begin(&session).await;
        assert_eq!(editing.save(&[(Field::FirstName, "Ada")]).await, [unknown]);
        assert!(says_another_person(&editing), "{:?}", editing.sign_in());
        assert_eq!(server.log(), [format!("GET {ME}"), format!("PATCH {ME}")], "it is not asked again");
        let editor = editing.editor();
        assert_eq!((editor.unsaved(), &*editor.saved().username), (1, "sara_owner"));

        let now = session.profile().await.unwrap();
        assert_eq!(editing.renew(now).await, [said]);
        assert!(!says_another_person(&editing));
        assert_eq!(editing.editor().unsaved(), usize::from(said == unknown));
    }
}

#[tokio::test]
async fn another_person_who_is_shown_instead_of_what_was_saved_stops_the_looks() {
    for answers in
        [vec![Answer::html(502), somebody_else()], vec![Answer::html(502), same(), somebody_else()]]
    {
        let asked = 1 + answers.len();
        let server = ScriptedServer::start([vec![same()], answers].concat());
        let mut editing = Editing::begin(&session(&server).await).await;
        let said = editing.save(&[(Field::FirstName, "Ada")]).await;
        assert_eq!(said, ["error-unknown-outcome error-server"]);
        assert!(says_another_person(&editing));
        assert_eq!(server.log().len(), asked);
    }
    let server = ScriptedServer::start([same(), somebody_else()]);
    let mut editing = Editing::begin(&session(&server).await).await;
    assert!(editing.refresh().await.is_empty() && says_another_person(&editing));
    assert_eq!(editing.editor().saved().username, "sara_owner");
}

#[tokio::test]
async fn a_photo_that_is_answered_with_another_person_is_not_done() {
    let other = ok(&json!({ "id": 3, "avatar": "/media/other.jpg" }));
    let server = ScriptedServer::start([same(), served(11), other]);
    let mut editing = Editing::begin(&session(&server).await).await;
    let said = editing.send_photo(jpeg(10)).await;
    assert_eq!(said, ["error-photo-unknown error-another-person"]);
    assert!(says_another_person(&editing));
    let shown = editing.editor().saved().avatar.as_ref().unwrap();
    assert_eq!((shown.path(), server.log().len()), ("/media/a.jpg", 3));
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
    assert_eq!(named(&session), Some((IdentityKind::Username, "sara_owner".to_owned())));
    // Servers may store a name in another case.
    let _ = session.save(values(&[(Field::Username, "Mina")])).await.unwrap();
    assert_eq!(named(&session), Some((IdentityKind::Username, "mina".to_owned())));
    assert!(is_another_person(&session.profile().await), "whoever is called so now");
    assert!(session.profile().await.is_ok());
}

#[tokio::test]
async fn a_name_that_was_refused_stays_another_persons() {
    let taken = Answer::json(400, json!({ "username": ["taken"] }).to_string());
    let answers = [without_id(&json!({})), taken, without_id(&json!({ "username": "bob" }))];
    let server = ScriptedServer::start(answers);
    let session = session(&server).await;
    let _ = session.profile().await.unwrap();
    let _ = session.save(values(&[(Field::Username, "bob")])).await.unwrap_err();
    assert!(is_another_person(&session.profile().await));
}

#[tokio::test]
async fn an_id_that_a_server_starts_to_send_is_the_identity() {
    let bob = without_id(&json!({ "id": "b", "username": "sara_owner" }));
    let server = ScriptedServer::start([without_id(&json!({})), without_id(&json!({ "id": "a" })), bob]);
    let session = session(&server).await;
    let _ = session.profile().await.unwrap();
    let _ = session.profile().await.unwrap();
    assert_eq!(named(&session), Some((IdentityKind::Id, "a".to_owned())));
    assert!(is_another_person(&session.profile().await));
}

#[tokio::test]
async fn an_answer_that_names_nobody_is_no_other_persons() {
    let partial = Answer::json(200, json!({ "first_name": "Ada" }).to_string());
    let server = ScriptedServer::start([same(), partial]);
    let session = session(&server).await;
    let _ = session.profile().await.unwrap();
    let saved = session.save(values(&[(Field::FirstName, "Ada")])).await;
    assert!(saved.is_ok(), "{saved:?}");
    assert_eq!(named(&session), Some((IdentityKind::Id, "2".to_owned())));
}
