//! The spelling of the gender.

use super::{ok, same, session, values, why};
use crate::scripted_server::{Answer, ScriptedServer};

use nameplate::api::{GenderForm, Habits, Why};
use nameplate::profile::{Field, Gender};

use serde_json::{Value as Json, json};

const REFUSED: &str = r#"{"gender":["\"male\" is not a valid choice."]}"#;

/// [R16 to R19]
#[tokio::test]
async fn a_refused_lower_case_gender_is_sent_with_a_capital_and_remembered() {
    let male = || ok(&json!({"gender": "Male"}));
    let server = ScriptedServer::start([Answer::json(400, REFUSED), male(), male()]);
    let session = session(&server).await;
    let shown = session.save(values(&[(Field::Gender, "male"), (Field::Email, "")])).await.unwrap();
    assert_eq!(shown.gender, Gender::Male);
    assert_eq!(session.habits().gender, GenderForm::Capital);
    let _ = session.save(values(&[(Field::Gender, "female")])).await.unwrap();
    let sent: Vec<_> = server.requests().iter().map(|request| request.json()["gender"].clone()).collect();
    assert_eq!(sent, ["male", "Male", "Female"]);
    assert_eq!(server.requests()[1].json()["email"], Json::Null, "the other fields go along");
}

#[tokio::test]
async fn a_remembered_capital_is_sent_at_once() {
    let server = ScriptedServer::start([ok(&json!({"gender": "Other"}))]);
    let session = session(&server).await;
    session.assume(Habits { gender: GenderForm::Capital, ..Habits::default() });
    let _ = session.save(values(&[(Field::Gender, "other")])).await.unwrap();
    assert_eq!(server.requests()[0].json(), json!({"gender": "Other"}));
}

#[tokio::test]
async fn other_refusals_are_not_answered_with_a_capital() {
    let both = r#"{"gender":["x"],"email":["x"]}"#;
    let cases: [(&[(Field, &str)], &str); 4] = [
        (&[(Field::Gender, "male"), (Field::Email, "x")], both),
        (&[(Field::Gender, "divers")], REFUSED),
        (&[(Field::Gender, "")], REFUSED),
        (&[(Field::Email, "x")], REFUSED),
    ];
    for (changes, refusal) in cases {
        let server = ScriptedServer::start([Answer::json(400, refusal), same()]);
        let session = session(&server).await;
        let result = session.save(values(changes)).await;
        assert_eq!(why(&result), Some(Why::Rejected), "{changes:?}");
        assert_eq!((server.log().len(), session.habits()), (1, Habits::default()), "{changes:?}");
    }
}

#[tokio::test]
async fn two_refusals_are_a_refusal() {
    let server = ScriptedServer::start([Answer::json(400, REFUSED), Answer::json(400, REFUSED), same()]);
    let session = session(&server).await;
    let refused = session.save(values(&[(Field::Gender, "male")])).await;
    assert_eq!(why(&refused), Some(Why::Rejected));
    assert_eq!((server.log().len(), session.habits().gender), (2, GenderForm::Small));
}
