//! Answers to a write that say less than the whole profile, or nothing.

use super::{ME, ok, patch, photo, same, session};
use crate::scripted_server::{Answer, ScriptedServer};

use nameplate::api::{Error, Saved, Seal, Session};
use nameplate::profile::{Fact, Field, Gender, Profile};

use serde_json::{Value as Json, json};

/// A session that has read the profile, as every one on screen has.
async fn read(server: &ScriptedServer) -> Session {
    let session = session(server).await;
    let _ = session.profile().await.unwrap();
    session
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

async fn rename(session: &Session) -> Result<Saved, Error> {
    session.update(patch(&[(Field::FirstName, "Ada")])).await
}

#[tokio::test]
async fn a_partial_answer_is_completed_by_reading() {
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
        let saved = rename(&read(&server).await).await.unwrap();
        let now = &saved.profile;
        assert_eq!((saved.altered, saved.unshown), (vec![], vec![]), "{partial:?}");
        assert_eq!((&*now.first_name, &*now.email, now.completed), ("Ada", "sara@example.com", Some(true)));
        assert!(now.unsaid.is_empty() && now.avatar.is_some() && now.gender == Gender::Female);
        assert_eq!(server.log(), [format!("GET {ME}"), format!("PATCH {ME}"), format!("GET {ME}")]);
    }
}

#[tokio::test]
async fn a_whole_answer_in_a_wrapper_needs_no_reading() {
    let wrapped = |profile: &Json| answer(&json!({"message": "Saved.", "user": super::profile(profile)}));
    let server = ScriptedServer::start([wrapped(&json!({})), wrapped(&json!({"first_name": "Ada"}))]);
    let saved = rename(&read(&server).await).await.unwrap();
    assert_eq!((saved.altered, &*saved.profile.first_name), (vec![], "Ada"));
    assert_eq!(server.log().len(), 2);
}

/// What is known then is what was sent and shown, and what was known before.
#[tokio::test]
async fn what_was_shown_stays_known_where_reading_fails() {
    for failure in [Answer::html(500), Answer::hang_up(), Answer::json(401, "{}"), Answer::html(200)] {
        let partial = answer(&json!({"first_name": "Ada"}));
        let server = ScriptedServer::start([same(), partial, failure.clone(), failure]);
        let saved = rename(&read(&server).await).await.unwrap();
        let now = &saved.profile;
        assert_eq!((saved.altered, saved.unshown), (vec![], vec![]));
        assert_eq!(
            (&*now.first_name, &*now.email, now.full_name.as_deref()),
            ("Ada", "sara@example.com", None)
        );
        assert!(now.completed.is_none() && now.avatar.is_some());
    }
}

#[tokio::test]
async fn what_is_shown_of_two_is_told_from_what_is_not() {
    let both = patch(&[(Field::FirstName, "Ada"), (Field::Email, "a@b.ir")]);
    let failure = || Answer::html(500);
    let server = ScriptedServer::start([same(), answer(&json!({"first_name": "Ada"})), failure()]);
    let saved = read(&server).await.update(both).await.unwrap();
    assert_eq!((saved.altered, saved.unshown), (vec![], vec![Field::Email]));
    assert_eq!((&*saved.profile.first_name, &*saved.profile.email), ("Ada", "sara@example.com"));
}

#[tokio::test]
async fn a_word_of_consent_is_believed_only_when_it_is_seen() {
    let cause = || Box::new(Error::NothingShown);
    for consent in [nothing(), answer(&json!({"detail": "ok"}))] {
        let server = ScriptedServer::start([same(), consent.clone(), same()]);
        assert_eq!(rename(&read(&server).await).await, Err(Error::NotStored(cause())));
        let server = ScriptedServer::start([same(), consent, Answer::html(500)]);
        assert_eq!(rename(&read(&server).await).await, Err(Error::Unknown(cause())));
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
    let session = read(&server).await;
    let saved = rename(&session).await.unwrap();
    assert_eq!(saved.profile.unsaid_fields(), [Field::Avatar, Field::Gender]);
    assert!(!saved.profile.knows(Fact::Groups) && saved.altered.is_empty() && saved.unshown.is_empty());
    assert_eq!(server.log().len(), 2);

    // What is sent for such a key is neither stored nor ignored.
    server.then(lacks(&json!({"first_name": "Eva"})));
    let both = patch(&[(Field::Gender, "other"), (Field::FirstName, "Eva")]);
    let saved = session.update(both).await.unwrap();
    assert_eq!((saved.altered, saved.unshown), (vec![], vec![Field::Gender]));
    server.then(Answer::html(502));
    server.then(lacks(&json!({"first_name": "Eva"})));
    let lost = session.update(patch(&[(Field::Gender, "male")])).await;
    assert!(matches!(lost, Err(Error::Unknown(_))), "{lost:?}");
}

/// One reading that says less than the one before takes nothing away.
#[tokio::test]
async fn a_reading_that_says_less_takes_nothing_away() {
    let server = ScriptedServer::start([same(), without(&["email", "groups"], &json!({"username": "s"}))]);
    let now: Profile = {
        let session = read(&server).await;
        session.profile().await.unwrap()
    };
    assert_eq!((&*now.email, &*now.username), ("sara@example.com", "s"));
    let another = without(&["email"], &json!({"id": 3, "username": "other"}));
    let server = ScriptedServer::start([same(), another]);
    assert_eq!(
        read(&server).await.profile().await,
        Err(Error::AnotherPerson),
        "nothing goes to another person"
    );
}

#[tokio::test]
async fn a_picture_is_completed_by_reading_too() {
    let new = || ok(&json!({"avatar": "/media/new.jpg", "is_profile_completed": true}));
    for partial in [answer(&json!({"avatar": "/media/new.jpg"})), nothing(), answer(&json!({"detail": "ok"}))]
    {
        let server = ScriptedServer::start([same(), partial, new()]);
        let now = read(&server).await.upload(photo(10), None, Seal::default()).await.unwrap();
        assert_eq!((now.avatar.unwrap().path(), now.completed), ("/media/new.jpg", Some(true)));
    }
    let server = ScriptedServer::start([same(), nothing(), ok(&json!({"avatar": null}))]);
    let now = read(&server).await.remove_photo(None).await.unwrap();
    assert_eq!((now.avatar, &*now.email), (None, "sara@example.com"));
}
