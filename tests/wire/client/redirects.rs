//! Redirects.

use super::{ME, client, session, values};
use crate::scripted_server::{Answer, ScriptedServer};

use nameplate::api::{Credentials, Error, Redirect};
use nameplate::profile::Field;
use nameplate::secret::Secret;

/// A followed PATCH would be repeated without its body and answered 200 [L7]; a followed GET would
/// take the key elsewhere.
#[tokio::test]
async fn are_never_followed() {
    let other = ScriptedServer::start([]);
    for status in [301, 302, 303, 307, 308] {
        let elsewhere = |origin: &str| Redirect::Elsewhere(origin.to_owned());
        let targets = [
            (other.url(ME), elsewhere(&other.url(""))),
            ("/login/".to_owned(), Redirect::SameServer),
            (format!("{ME}/"), Redirect::Slash),
            (ME.to_owned(), Redirect::SameServer),
            (format!("https://localhost:{}{ME}", other.address().port()), {
                elsewhere(&format!("https://localhost:{}", other.address().port()))
            }),
            ("http://[".to_owned(), Redirect::Nowhere),
        ];
        for (target, redirect) in targets {
            let answer = Answer::redirect(status, &target);
            let server = ScriptedServer::start([answer.clone(), answer.clone(), answer.clone(), answer]);
            let session = session(&server).await;
            let expected = Error::Redirected(redirect);
            assert_eq!(session.profile().await, Err(expected.clone()), "{target}");
            assert_eq!(session.save(values(&[(Field::Email, "a@b.ir")])).await, Err(expected.clone()));
            assert_eq!(session.remove_photo().await, Err(expected.clone()));
            let credentials =
                Credentials::Password { username: "sara".to_owned(), password: Secret::from("pw") };
            let result = client(&server).await.sign_in(credentials).await.map(|_| ());
            assert!(matches!(result, Err(Error::Redirected(_))), "{result:?}");
            assert_eq!(server.log().len(), 4);
        }
    }
    assert_eq!((other.log().len(), other.connections()), (0, 0));
}
