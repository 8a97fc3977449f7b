//! Answers to a write with only a part of the profile, or without it.

use super::{ME, at_each_look, jpeg, new_picture, ok, same, served, session};
use crate::editing::Editing;
use crate::scripted_server::{Answer, ScriptedServer};

use nameplate::api::Error;
use nameplate::profile::{Fact, Field, Gender};

use serde_json::{Value as Json, json};

/// What is edited on a server that has shown the profile, as everybody's on screen has.
async fn read(server: &ScriptedServer) -> Editing {
    Editing::begin(&session(server).await).await
}

fn answer(body: &Json) -> Answer {
    Answer::json(200, body.to_string())
}

fn nothing() -> Answer {
    Answer::raw("HTTP/1.1 204 No Content\r\n\r\n")
}

/// What was sent, and what the server has by then.
fn renamed() -> Answer {
    ok(&json!({"first_name": "Ada", "full_name": "Ada", "is_profile_completed": true}))
}

async fn rename(editing: &mut Editing) -> Vec<String> {
    editing.save(&[(Field::FirstName, "Ada")]).await
}

#[tokio::test]
async fn a_partial_answer_is_completed_by_one_reading() {
    let write_serializer = json!({
        "username": "sara_owner", "mobile_number": "09120000002", "email": "sara@example.com",
        "avatar": "/media/a.jpg", "first_name": "Ada", "last_name": null, "gender": "female",
    });
    let answers = [
        answer(&json!({"first_name": "Ada"})),
        answer(&write_serializer),
        answer(&json!({"data": {"first_name": "Ada"}})),
        // One value that cannot be read is not said.
        ok(&json!({"first_name": "Ada", "email": ["sara@example.com"]})),
        nothing(),
        Answer::new(200, &[], ""),
        answer(&json!({})),
        answer(&json!({"detail": "ok"})),
        answer(&json!({"status": "ok", "data": null})),
    ];
    for partial in answers {
        let server = ScriptedServer::start([same(), partial.clone(), renamed()]);
        let mut editing = read(&server).await;
        assert_eq!(rename(&mut editing).await, ["profile-saved"], "{partial:?}");
        let now = editing.editor().saved();
        assert_eq!((&*now.first_name, &*now.email, now.completed), ("Ada", "sara@example.com", Some(true)));
        assert!(now.unknown.is_empty() && now.avatar.is_some() && now.gender == Gender::Female);
        assert_eq!(server.log(), [format!("GET {ME}"), format!("PATCH {ME}"), format!("GET {ME}")]);
    }
}

#[tokio::test]
async fn a_whole_answer_in_a_wrapper_needs_no_reading() {
    let wrapped = |profile: &Json| answer(&json!({"message": "Saved.", "user": super::profile(profile)}));
    let server = ScriptedServer::start([wrapped(&json!({})), wrapped(&json!({"first_name": "Ada"}))]);
    let mut editing = read(&server).await;
    assert_eq!(rename(&mut editing).await, ["profile-saved"]);
    assert_eq!((&*editing.editor().saved().first_name, server.log().len()), ("Ada", 2));
}

/// What is known then is what was sent and shown, and what was known before.
#[tokio::test]
async fn shown_values_stay_known_if_reading_fails() {
    for failure in [Answer::html(500), Answer::hang_up(), Answer::json(401, "{}"), Answer::html(200)] {
        let partial = answer(&json!({"first_name": "Ada"}));
        let server = ScriptedServer::start([same(), partial, failure.clone(), failure]);
        let mut editing = read(&server).await;
        assert_eq!(rename(&mut editing).await, ["profile-saved"]);
        let now = editing.editor().saved();
        assert_eq!(
            (&*now.first_name, &*now.email, now.full_name.as_deref()),
            ("Ada", "sara@example.com", None)
        );
        assert!(now.completed.is_none() && now.avatar.is_some());
        assert!(editing.sign_in().is_none(), "the save itself was accepted");
    }
}

#[tokio::test]
async fn shown_and_missing_values_are_told_apart() {
    let failure = || Answer::html(500);
    let server = ScriptedServer::start([same(), answer(&json!({"first_name": "Ada"})), failure()]);
    let mut editing = read(&server).await;
    let said = editing.save(&[(Field::FirstName, "Ada"), (Field::Email, "a@b.ir")]).await;
    assert_eq!((said, editing.not_taken()), (vec!["profile-saved-unshown".to_owned()], vec![]));
    let (now, form) = (editing.editor().saved(), editing.editor().form());
    assert_eq!((&*now.first_name, &*now.email), ("Ada", "sara@example.com"));
    assert_eq!(form.input(Field::Email).value, "a@b.ir", "it stays typed");
}

#[tokio::test]
async fn an_ok_without_values_is_checked_by_reading() {
    for consent in [nothing(), answer(&json!({"detail": "ok"}))] {
        for now in [same(), Answer::html(500)] {
            let script = [vec![same(), consent.clone()], at_each_look(&[now])].concat();
            let server = ScriptedServer::start(script);
            let said = rename(&mut read(&server).await).await;
            assert_eq!(said, ["error-unknown-outcome error-nothing-shown"]);
            assert_eq!(server.log().iter().filter(|line| line.starts_with("PATCH")).count(), 1);
        }
    }
}

fn without(keys: &[&str], changes: &Json) -> Answer {
    let mut body = super::profile(changes);
    body.as_object_mut().unwrap().retain(|key, _| !keys.contains(&key.as_str()));
    answer(&body)
}

/// Keys that the server never sends are not missed in the answer to a write, and are not known.
#[tokio::test]
async fn a_server_that_lacks_keys_is_not_asked_for_them() {
    let lacks = |changes: &Json| without(&["gender", "avatar", "groups"], changes);
    let server = ScriptedServer::start([lacks(&json!({})), lacks(&json!({"first_name": "Ada"}))]);
    let mut editing = read(&server).await;
    assert_eq!(rename(&mut editing).await, ["profile-saved"]);
    let now = editing.editor().saved();
    assert_eq!(now.unknown_fields(), [Field::Avatar, Field::Gender]);
    assert!(!now.knows(Fact::Groups));
    assert_eq!(server.log().len(), 2);

    // What is sent for such a key is neither stored nor ignored.
    server.then(lacks(&json!({"first_name": "Eva"})));
    let said = editing.save(&[(Field::Gender, "other"), (Field::FirstName, "Eva")]).await;
    assert_eq!((said, editing.not_taken()), (vec!["profile-saved-unshown".to_owned()], vec![]));
    assert_eq!(server.log().len(), 3);
    server.then(Answer::html(502));
    for answer in at_each_look(&[lacks(&json!({"first_name": "Eva"}))]) {
        server.then(answer);
    }
    let said = editing.save(&[(Field::Gender, "male")]).await;
    assert_eq!(said, ["error-unknown-outcome error-server"]);
}

/// One reading that says less than the one before takes nothing away.
#[tokio::test]
async fn an_answer_with_fewer_keys_removes_nothing() {
    let server = ScriptedServer::start([same(), without(&["email", "groups"], &json!({"username": "s"}))]);
    let mut editing = read(&server).await;
    assert_eq!(editing.refresh().await, ["profile-changed-elsewhere"]);
    let now = editing.editor().saved();
    assert_eq!((&*now.email, &*now.username), ("sara@example.com", "s"));

    let another = without(&["email"], &json!({"id": 3, "username": "other", "full_name": "Bob"}));
    let server = ScriptedServer::start([same(), another]);
    let session = session(&server).await;
    let _ = session.profile().await.unwrap();
    let answer = session.profile().await;
    assert_eq!(answer, Err(Error::AnotherPerson("Bob".to_owned())), "nothing goes to another person");
}

#[tokio::test]
async fn a_picture_is_completed_by_reading_too() {
    let new = || ok(&json!({"avatar": "/media/new.jpg", "is_profile_completed": true}));
    let said = answer(&json!({"avatar": "/media/new.jpg"}));
    // After nothing but a word another place is not enough to go by.
    for (partial, after) in [
        (said, vec![new()]),
        (nothing(), vec![new(), served(10)]),
        (answer(&json!({"detail": "ok"})), vec![new(), served(10)]),
    ] {
        let asked = after.len();
        let server = ScriptedServer::start([vec![same(), served(11), partial], after].concat());
        let mut editing = read(&server).await;
        assert_eq!(editing.send_photo(jpeg(10)).await, ["photo-done"]);
        let now = editing.editor().saved();
        assert_eq!((now.avatar.as_ref().unwrap().path(), now.completed), ("/media/new.jpg", Some(true)));
        assert_eq!(server.log().len(), 3 + asked);
    }
    let server = ScriptedServer::start([same(), served(11), nothing(), ok(&json!({"avatar": null}))]);
    let mut editing = read(&server).await;
    assert_eq!(editing.remove_photo().await, ["profile-photo-removed"]);
    let now = editing.editor().saved();
    assert_eq!((&now.avatar, &*now.email), (&None, "sara@example.com"));
    let server = ScriptedServer::start([same(), served(11), new_picture()]);
    assert_eq!(read(&server).await.send_photo(jpeg(10)).await, ["photo-done"]);
    assert_eq!(server.log().len(), 3, "a whole answer is not read again");
}
