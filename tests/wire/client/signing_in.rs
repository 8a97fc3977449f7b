//! Signing in: what is sent, and how often.

use super::{KEY, NEVER, client, client_with, hasty, limits, refused, same};
use crate::scripted_server::{Answer, ScriptedServer};

use nameplate::api::{Credentials, Error, Login, Logins, Redirect, ServerOptions, Why};
use nameplate::secret::Secret;

use serde_json::json;

use std::time::Duration;

fn password() -> Credentials {
    Credentials::Password {
        username: " \u{200E}sara\u{202C} ".to_owned(),
        password: Secret::from(" behrooz-pass-1 "),
    }
}

#[tokio::test]
async fn a_pasted_key_is_cleaned_and_tried() {
    let server = ScriptedServer::start([same()]);
    let typed = Credentials::Key(Secret::from(format!("Authorization: Token {KEY}\r\n").as_str()));
    let signed_in = client(&server).await.sign_in(typed).await.unwrap();
    assert_eq!(signed_in.key.expose(), KEY);
    assert_eq!(signed_in.profile.first_name, "Sara");
    assert_eq!(server.requests()[0].header("authorization"), Some(format!("Token {KEY}").as_str()));
    assert_eq!(server.log(), ["GET /api/users/me/"]);
}

#[tokio::test]
async fn what_cannot_be_a_key_is_not_sent() {
    let server = ScriptedServer::start([]);
    for typed in ["", "  ", "\"\"", "کلید", "a\u{0}b", "caf\u{E9}"] {
        let refused = client(&server).await.sign_in(Credentials::Key(Secret::from(typed))).await;
        assert_eq!(refused.map(|_| ()), Err(Error::UnusableKey), "{typed:?}");
    }
    assert!(server.log().is_empty());
}

/// The password is not trimmed [A16]; the user name is.
#[tokio::test]
async fn a_password_is_exchanged_for_a_key() {
    for name in ["token", "auth_token", "key"] {
        let server = ScriptedServer::start([Answer::json(200, json!({ name: KEY }).to_string()), same()]);
        let signed_in = client(&server).await.sign_in(password()).await.unwrap();
        assert_eq!(signed_in.key.expose(), KEY);
        let requests = server.requests();
        assert_eq!(server.log(), ["POST /api/auth/token/", "GET /api/users/me/"]);
        assert_eq!(requests[0].json(), json!({"username": "sara", "password": " behrooz-pass-1 "}));
        assert_eq!(requests[0].header("authorization"), None);
        assert_eq!(requests[0].header("content-type"), Some("application/json"));
        assert_eq!(requests[1].header("authorization"), Some(format!("Token {KEY}").as_str()));
    }
}

/// One wrong answer costs one request: servers count the attempts.
#[tokio::test]
async fn a_refused_sign_in_is_not_tried_again() {
    let not_signed_in = |status, words: &[&str]| refused(Why::NotSignedIn { status }, words);
    let wrong = r#"{"non_field_errors":["Unable to log in with provided credentials."]}"#;
    let locked = r#"{"non_field_errors":["Account locked."]}"#;
    let wait = Some(Duration::from_secs(1));
    let cases = [
        (Answer::json(400, wrong), Why::WrongPassword.into()),
        (Answer::json(400, locked), not_signed_in(400, &["Account locked."])),
        (Answer::json(401, r#"{"detail":"No."}"#), not_signed_in(401, &["No."])),
        (Answer::html(403), not_signed_in(403, &[])),
        (Answer::html(404), Why::NoPasswordSignIn.into()),
        (Answer::json(405, r#"{"detail":"x"}"#), refused(Why::NoPasswordSignIn, &["x"])),
        (Answer::html(400), Why::WrongPassword.into()),
        (Answer::new(429, &[("Retry-After", "1")], ""), Why::Throttled { wait }.into()),
        (Answer::html(500), Why::Failed { status: 500 }.into()),
        (Answer::html(503), Why::Failed { status: 503 }.into()),
        (Answer::json(200, "{}"), Why::NoKey.into()),
        (Answer::html(200), Error::NotASignIn),
        (Answer::json(200, r#"{"token": ""}"#), Why::NoKey.into()),
        (Answer::json(200, r#"{"message": "Enter the code."}"#), not_signed_in(200, &["Enter the code."])),
        (Answer::redirect(302, "/login/"), Error::Redirected(Redirect::SameServer)),
        (Answer::hang_up(), Error::Interrupted),
    ];
    for (answer, error) in cases {
        let server = ScriptedServer::start([answer, same(), same()]);
        let result = client(&server).await.sign_in(password()).await;
        assert_eq!(result.map(|_| ()), Err(error.clone()));
        assert_eq!(server.log(), ["POST /api/auth/token/"], "{error:?}");
    }
}

#[tokio::test]
async fn a_late_answer_to_a_sign_in_is_not_asked_for_again() {
    let server = ScriptedServer::start([Answer::silence(NEVER), same(), same()]);
    let client = client_with(&server, &ServerOptions::default(), hasty()).await;
    assert_eq!(client.sign_in(password()).await.map(|_| ()), Err(Error::TimedOut));
    assert_eq!(server.log(), ["POST /api/auth/token/"]);
}

/// A key that works for a person who may not [A14 A8], and answers that are no profile.
#[tokio::test]
async fn a_refused_key_is_not_tried_again() {
    let cases = [
        (
            Answer::json(401, r#"{"detail":"Invalid token."}"#),
            refused(Why::Unauthorized, &["Invalid token."]),
        ),
        (Answer::json(403, r#"{"detail":"x"}"#), refused(Why::Forbidden, &["x"])),
        (Answer::html(200), Error::WebPage),
        (Answer::json(200, r#"{"name": "another API"}"#), Error::NotAProfile),
        (Answer::html(503), Why::Failed { status: 503 }.into()),
        (Answer::hang_up(), Error::Interrupted),
        (
            Answer::new(429, &[("Retry-After", "1")], ""),
            Why::Throttled { wait: Some(Duration::from_secs(1)) }.into(),
        ),
    ];
    for (answer, error) in cases {
        let server = ScriptedServer::start([answer, same(), same()]);
        let result = client(&server).await.sign_in(Credentials::Key(Secret::from(KEY))).await;
        assert_eq!(result.map(|_| ()), Err(error.clone()));
        assert_eq!(server.log().len(), 1, "{error:?}");
    }
}

#[tokio::test]
async fn a_path_that_is_configured_off_is_not_asked() {
    let server = ScriptedServer::start([]);
    let options = ServerOptions { sign_in_path: None, ..ServerOptions::default() };
    let result = client_with(&server, &options, limits()).await.sign_in(password()).await;
    assert_eq!(result.map(|_| ()), Err(Why::NoPasswordSignIn.into()));
    assert!(server.log().is_empty());
}

fn missing(body: &str) -> Answer {
    Answer::json(400, body)
}

/// A server that wants an email says so before it looks at the password. What it asks for is sent once, and
/// from then on at once; a refusal of the name and the password never leads to a second attempt.
#[tokio::test]
async fn a_server_is_sent_the_name_under_the_key_that_it_asks_for() {
    let key = || Answer::json(200, json!({"key": KEY}).to_string());
    let asks = [
        (r#"{"email":["This field is required."]}"#, "email"),
        (r#"{"non_field_errors":["Must include \"email\" and \"password\"."]}"#, "email"),
        (r#"{"detail":[{"type":"missing","loc":["body","email"],"msg":"Field required"}]}"#, "email"),
        (r#"{"errors":[{"field":"mobileNumber","message":"لازم است"}]}"#, "mobileNumber"),
    ];
    for (body, name) in asks {
        let server = ScriptedServer::start([missing(body), key(), same(), key(), same()]);
        let logins = Logins::default();
        let client = client(&server).await.knowing(logins.clone());
        assert_eq!(client.sign_in(password()).await.unwrap().key.expose(), KEY, "{body}");
        // Another client of the same run knows it.
        let again = super::client(&server).await.knowing(logins.clone());
        assert!(again.sign_in(password()).await.is_ok());
        let sent: Vec<_> = server
            .requests()
            .iter()
            .filter(|asked| asked.method() == "POST")
            .map(super::super::scripted_server::Request::json)
            .collect();
        let first = json!({"username": "sara", "password": " behrooz-pass-1 "});
        let asked_for = json!({name: "sara", "password": " behrooz-pass-1 "});
        assert_eq!(sent, [first, asked_for.clone(), asked_for], "{body}");
        assert_ne!(logins.of(client.server()), Login::Any);
    }
}

#[tokio::test]
async fn a_refused_name_is_not_sent_under_another_key() {
    for (status, body) in [
        (400, r#"{"non_field_errors":["Unable to log in with provided credentials."]}"#),
        (400, r#"{"non_field_errors":["No account has this email and password."]}"#),
        (400, r#"{"username":["No such user."]}"#),
        (400, r#"{"username":["Enter it."],"email":["Or this."]}"#),
        (400, r#"{"email":["This field is required."],"captcha":["This field is required."]}"#),
        (401, r#"{"email":["Not confirmed."]}"#),
        (403, r#"{"email":["Not confirmed."]}"#),
        (429, r#"{"email":["Too many attempts."]}"#),
    ] {
        let server = ScriptedServer::start([Answer::json(status, body), same(), same()]);
        assert!(client(&server).await.sign_in(password()).await.is_err());
        assert_eq!(server.log(), ["POST /api/auth/token/"], "{body}");
    }
    // Never more than one further attempt, whatever the second answer asks for.
    let server = ScriptedServer::start([
        missing(r#"{"email":["This field is required."]}"#),
        missing(r#"{"mobile":["This field is required."]}"#),
        same(),
    ]);
    assert!(client(&server).await.sign_in(password()).await.is_err());
    assert_eq!(server.log().len(), 2);
}
