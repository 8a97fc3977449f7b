//! Uploading and removing a picture.

use super::{ME, NEVER, hasty_session, ok, patch, photo, same, session, why, words};
use crate::scripted_server::{Answer, ScriptedServer};

use nameplate::api::{
    Before, Error, Finding, Outcome, PhotoOutcome, Progress, Seal, Sent, Session, Unanswered, Why,
};
use nameplate::profile::{AvatarChange, Field, Patch, Photo, Profile};

use serde_json::json;
use sipper::Sipper;

use std::time::Duration;

async fn upload(session: &Session, photo: Photo) -> (Vec<Progress>, Result<Profile, Error>) {
    upload_over(session, photo, None).await
}

/// The same with the bytes of the picture before.
async fn upload_over(
    session: &Session,
    photo: Photo,
    before: Option<Photo>,
) -> (Vec<Progress>, Result<Profile, Error>) {
    let served = before.map(|photo| photo.bytes);
    let mut upload = session.upload(photo, served, Seal::default()).pin();
    let mut steps = Vec::new();
    while let Some(progress) = upload.sip().await {
        steps.push(progress);
    }
    (steps, upload.await)
}

fn new_picture() -> Answer {
    ok(&json!({"avatar": "/media/new.jpg"}))
}

#[tokio::test]
async fn are_sent_whole_with_their_length_and_progress() {
    for size in [0, 1, 32 * 1024, 32 * 1024 + 1, 300_000] {
        let server = ScriptedServer::start([same(), new_picture()]);
        let session = session(&server).await;
        let (steps, profile) = upload(&session, photo(size)).await;
        assert!(profile.unwrap().avatar.unwrap().path() == "/media/new.jpg");

        let total = size as u64;
        assert_eq!(steps.first(), Some(&Progress { sent: 0, total }));
        assert_eq!(steps.last(), Some(&Progress { sent: total, total }));
        assert!(
            steps.windows(2).all(|pair| pair[0].sent < pair[1].sent && pair[1].sent - pair[0].sent <= 65_536)
        );

        let request = &server.requests()[1];
        assert_eq!((request.method(), request.path()), ("PATCH", ME));
        assert_eq!(request.header("transfer-encoding"), None);
        assert_eq!(request.header("content-length"), Some(request.body.len().to_string().as_str()));
        let kind = request.header("content-type").unwrap();
        let boundary = kind.strip_prefix("multipart/form-data; boundary=").unwrap();
        let head = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"avatar\"; filename=\"photo.jpg\"\r\n\
             Content-Type: image/jpeg\r\n\r\n"
        );
        let expected =
            [head.as_bytes(), &photo(size).bytes, format!("\r\n--{boundary}--\r\n").as_bytes()].concat();
        assert!(request.body == expected, "{}", String::from_utf8_lossy(&request.body[..head.len()]));
    }
}

#[tokio::test]
async fn a_known_profile_is_not_read_again() {
    let server = ScriptedServer::start([same(), new_picture()]);
    let session = session(&server).await;
    let _ = session.profile().await.unwrap();
    assert!(upload(&session, photo(10)).await.1.is_ok());
    assert_eq!(server.log(), [format!("GET {ME}"), format!("PATCH {ME}")]);
}

#[tokio::test]
async fn the_file_name_says_what_it_is() {
    let cases = [
        ("png", "image/png"),
        ("webp", "image/webp"),
        ("gif", "image/gif"),
        ("xyz", "application/octet-stream"),
    ];
    for (extension, kind) in cases {
        let server = ScriptedServer::start([same(), new_picture()]);
        let photo = Photo { extension, ..photo(10) };
        let _ = upload(&session(&server).await, photo).await.1.unwrap();
        let body = String::from_utf8_lossy(&server.requests()[1].body).into_owned();
        assert!(
            body.contains(&format!("filename=\"photo.{extension}\"\r\nContent-Type: {kind}\r\n")),
            "{body}"
        );
    }
}

/// A damaged body is a 200 with the file dropped [M40 M41].
#[tokio::test]
async fn an_unchanged_picture_is_a_failure() {
    for answer in [same(), signed(2), ok(&json!({"avatar": null}))] {
        let server = ScriptedServer::start([same(), answer, served(11)]);
        let error = upload_over(&session(&server).await, photo(10), Some(photo(11))).await.1.unwrap_err();
        assert_eq!((error.outcome(), error), (Outcome::NotStored, Error::PictureKept));
    }
}

#[tokio::test]
async fn an_overwritten_file_is_known_by_its_bytes() {
    let unclear = || Err(Error::Unknown(Box::new(Error::PictureUnclear)));
    // What was served before, what is served now, and whether the one of 10 bytes is stored. A server that encodes
    // anew serves neither.
    let cases = [
        (None, served(10), Ok(())),
        (None, served(11), unclear()),
        (Some(photo(11)), served(10), Ok(())),
        (Some(photo(11)), served(12), Ok(())),
        (Some(photo(11)), served(11), Err(Error::PictureKept)),
        (Some(photo(11)), Answer::html(404), unclear()),
    ];
    for (before, answer, expected) in cases {
        let server = ScriptedServer::start([same(), same(), answer]);
        let result = upload_over(&session(&server).await, photo(10), before.clone()).await.1;
        assert_eq!(result.map(|_| ()), expected, "{before:?}");
        assert_eq!(server.log()[2..], ["GET /media/a.jpg"]);
        assert_eq!(server.requests()[2].header("cache-control"), Some("no-cache"));
    }
}

fn served(size: usize) -> Answer {
    Answer::new(200, &[], photo(size).bytes)
}

/// An address of object storage, signed anew in each answer.
fn signed(number: usize) -> Answer {
    ok(&json!({"avatar": format!("/media/a.jpg?X-Amz-Signature={number}")}))
}

/// Another signature is no other picture: the bytes decide.
#[tokio::test]
async fn a_new_signature_is_no_new_picture() {
    let lost = || Answer::html(502);
    let cause = || Box::new(Error::from(Why::Failed { status: 502 }));
    let cases = [
        (signed(2), served(10), Ok(())),
        (signed(2), served(12), Ok(())),
        (signed(2), served(11), Err(Error::PictureKept)),
    ];
    for (answer, now, expected) in cases {
        let server = ScriptedServer::start([signed(1), answer, now]);
        let result = upload_over(&session(&server).await, photo(10), Some(photo(11))).await.1;
        assert_eq!(result.map(|_| ()), expected);
    }
    let cases = [
        (served(10), Ok(())),
        (served(12), Ok(())),
        (served(11), Err(Error::NotStored(cause()))),
        (Answer::html(404), Err(Error::Unknown(cause()))),
    ];
    for (now, expected) in cases {
        let server = ScriptedServer::start([signed(1), lost(), signed(2), now]);
        let result = upload_over(&session(&server).await, photo(10), Some(photo(11))).await.1;
        assert_eq!(result.map(|_| ()), expected);
    }
    for (now, expected) in [(served(11), Err(Error::NotStored(cause()))), (served(12), Ok(()))] {
        let server = ScriptedServer::start([signed(1), lost(), signed(2), now]);
        let result = session(&server).await.remove_photo(Some(photo(11).bytes)).await;
        assert_eq!(result.map(|_| ()), expected);
    }
}

/// Many servers show a picture for everybody without one.
#[tokio::test]
async fn a_default_picture_after_a_removal_is_a_removal() {
    let default = || ok(&json!({"avatar": "/media/default.png"}));
    let before = || Some(photo(11).bytes);
    let server = ScriptedServer::start([same(), default()]);
    let profile = session(&server).await.remove_photo(before()).await.unwrap();
    assert_eq!(profile.avatar.unwrap().path(), "/media/default.png");
    assert_eq!(server.log().len(), 2, "the address tells");

    let lost = || Answer::html(502);
    let cause = || Box::new(Error::from(Why::Failed { status: 502 }));
    for (now, expected) in [(served(12), Ok(())), (served(11), Err(Error::Unknown(cause())))] {
        let server = ScriptedServer::start([same(), lost(), default(), now]);
        let result = session(&server).await.remove_photo(before()).await;
        assert_eq!(result.map(|_| ()), expected);
    }
    // The very same is still there, or another at the one address there is for everything.
    let kept = || Err(Error::PictureNotRemoved);
    for (now, expected) in [(served(11), kept()), (served(12), Ok(()))] {
        let server = ScriptedServer::start([same(), same(), now]);
        let result = session(&server).await.remove_photo(before()).await;
        assert_eq!(result.map(|_| ()), expected);
    }
    let server = ScriptedServer::start([default(), default(), served(11)]);
    assert_eq!(
        session(&server).await.remove_photo(before()).await.map(|_| ()),
        kept(),
        "only the default is there"
    );
}

#[tokio::test]
async fn a_first_picture_is_a_change() {
    let server = ScriptedServer::start([ok(&json!({"avatar": null})), new_picture()]);
    assert!(upload(&session(&server).await, photo(10)).await.1.is_ok());
}

#[tokio::test]
async fn refusals_are_final() {
    let cases = [
        (Answer::html(413), Why::TooLarge.into()),
        (Answer::json(401, "{}"), Why::Unauthorized.into()),
        (
            Answer::new(429, &[("Retry-After", "1")], ""),
            Why::Throttled { wait: Some(Duration::from_secs(1)) }.into(),
        ),
    ];
    for (answer, error) in cases {
        let server = ScriptedServer::start([same(), answer, same()]);
        assert_eq!(upload(&session(&server).await, photo(10)).await.1, Err(error));
        assert_eq!(server.log().len(), 2);
    }
    let server = ScriptedServer::start([same(), Answer::json(400, r#"{"avatar":["no image"]}"#)]);
    let errors = words(&upload(&session(&server).await, photo(10)).await.1);
    assert_eq!(errors.fields[&Field::Avatar], ["no image"]);
}

/// A proxy refuses a large body by its headers.
#[tokio::test]
async fn a_refusal_that_comes_early_is_understood() {
    let server = ScriptedServer::start([same(), Answer::html(413).early()]);
    let (steps, result) = upload(&session(&server).await, photo(8 * 1024 * 1024)).await;
    assert_eq!(result, Err(Why::TooLarge.into()));
    assert!(steps.len() > 1);
}

#[tokio::test]
async fn a_lost_answer_is_looked_up() {
    let lost =
        [Answer::hang_up(), Answer::html(500), Answer::html(502), Answer::html(200), new_picture().cut(100)];
    for answer in lost {
        let server = ScriptedServer::start([same(), answer.clone(), new_picture()]);
        assert!(upload(&session(&server).await, photo(100)).await.1.is_ok(), "{answer:?}");
        let log = server.log();
        assert_eq!(log.iter().filter(|line| line.starts_with("PATCH")).count(), 1, "{log:?}");

        for (now, is_stored) in [(100, true), (102, true), (101, false)] {
            let server = ScriptedServer::start([same(), answer.clone(), same(), served(now)]);
            let result = upload_over(&session(&server).await, photo(100), Some(photo(101))).await.1;
            assert_eq!(result.is_ok(), is_stored, "{answer:?}");
            assert!(is_stored || matches!(result, Err(Error::NotStored(_))), "{result:?}");
        }
    }
}

#[tokio::test]
async fn a_late_answer_is_looked_up() {
    let server = ScriptedServer::start([same(), Answer::silence(NEVER), new_picture()]);
    assert!(upload(&hasty_session(&server).await, photo(100)).await.1.is_ok());
    assert_eq!(server.log(), [format!("GET {ME}"), format!("PATCH {ME}"), format!("GET {ME}")]);
}

#[tokio::test]
async fn a_dropped_upload_ends_its_request() {
    let server = ScriptedServer::start([same(), Answer::silence(NEVER)]);
    let session = session(&server).await;
    let sending = session.clone();
    let task = tokio::spawn(async move { upload(&sending, photo(100)).await });
    while server.requests().len() < 2 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    task.abort();
    let _ = task.await;
    server.then(ok(&json!({"avatar": "/media/b.jpg"})));
    server.then(ok(&json!({"avatar": "/media/b.jpg"})));
    let kept = upload(&session, photo(100)).await.1;
    let unclear = Error::Unknown(Box::new(Error::PictureUnclear));
    assert_eq!(kept, Err(unclear), "what was dropped may be stored, so it is read again first");
}

/// Broken off in the middle: the end of the body is kept back although the connection would take it.
#[tokio::test]
async fn what_is_broken_off_never_ends() {
    let server = ScriptedServer::start([same(), new_picture()]);
    let (session, seal) = (session(&server).await, Seal::default());
    let mut upload = session.upload(photo(20_000), None, seal.clone()).pin();
    assert!(upload.sip().await.is_some_and(|progress| progress.sent < progress.total));
    assert_eq!(seal.break_off(), Sent::Part);
    while let Some(progress) = upload.sip().await {
        assert!(progress.sent < progress.total, "{progress:?}");
    }
    drop(upload);
    assert!(server.requests().iter().all(|request| !request.body.ends_with(b"--\r\n")));

    let server = ScriptedServer::start([same(), new_picture()]);
    let (session, seal) = (super::session(&server).await, Seal::default());
    assert!(session.upload(photo(20_000), None, seal.clone()).await.is_ok());
    assert_eq!(seal.break_off(), Sent::Whole);
}

fn unanswered(photo: Option<Photo>, sent: Sent, server: &ScriptedServer) -> Unanswered {
    let before = Before { url: Some(server.url("/media/a.jpg").parse().unwrap()), served: None };
    Unanswered { before, photo, sent }
}

/// What is looked up, the answers there are for it, and what is found.
#[tokio::test]
async fn what_nobody_waited_for_is_looked_up() {
    let without = || ok(&json!({"avatar": null}));
    let (new, none) = (Some(photo(10)), None);
    let never: Vec<_> = (0..4).flat_map(|_| [same(), served(11)]).collect();
    let late: Vec<_> = [vec![same(), served(11)], vec![same(), served(11)], vec![new_picture()]].concat();
    let overwritten: Vec<_> = vec![same(), served(11), same(), served(10)];
    for (photo, sent, script, found) in [
        (&new, Sent::Part, vec![same()], "not stored"),
        (&new, Sent::Part, vec![new_picture()], "unknown"),
        (&new, Sent::Part, vec![Answer::html(500)], "unknown"),
        (&new, Sent::Whole, vec![new_picture()], "stored"),
        (&new, Sent::Whole, late, "stored"),
        (&new, Sent::Whole, overwritten, "stored"),
        (&new, Sent::Whole, never, "unknown"),
        (&new, Sent::Whole, vec![without(), without(), without(), without()], "unknown"),
        (&new, Sent::Whole, vec![Answer::html(500)], "unknown"),
        (&none, Sent::Whole, vec![without()], "stored"),
        (&none, Sent::Whole, vec![same(), same(), without()], "stored"),
        (&none, Sent::Whole, vec![same(), same(), same(), same()], "unknown"),
        (&none, Sent::Whole, vec![new_picture()], "stored"),
        (&new, Sent::Part, vec![signed(2)], "not stored"),
        (&new, Sent::Whole, vec![signed(2), served(10)], "stored"),
    ] {
        let (asked, server) = (script.len(), ScriptedServer::start(script.clone()));
        let change = unanswered(photo.clone(), sent, &server);
        let finding = match session(&server).await.look_up(change).await.unwrap() {
            Finding::Stored(_) => "stored",
            Finding::NotStored(_) => "not stored",
            Finding::Unknown => "unknown",
        };
        assert_eq!((finding, server.log().len()), (found, asked), "{sent:?} {script:?}");
        assert!(server.log().iter().all(|line| line.starts_with("GET")));
    }
    let server = ScriptedServer::start([Answer::json(401, "{}")]);
    let change = unanswered(None, Sent::Whole, &server);
    assert_eq!(session(&server).await.look_up(change).await, Err(Why::Unauthorized.into()));
}

#[tokio::test]
async fn removal_is_null_and_checked() {
    let without = || ok(&json!({"avatar": null}));
    let server = ScriptedServer::start([same(), without()]);
    let profile = session(&server).await.remove_photo(None).await.unwrap();
    assert_eq!((profile.avatar, server.requests()[1].text()), (None, r#"{"avatar":null}"#));

    let server = ScriptedServer::start([same(), same()]);
    assert_eq!(session(&server).await.remove_photo(None).await, Err(Error::PictureNotRemoved));

    let server = ScriptedServer::start([same(), Answer::html(502), without()]);
    assert!(session(&server).await.remove_photo(None).await.is_ok());
    assert_eq!(server.log(), [format!("GET {ME}"), format!("PATCH {ME}"), format!("GET {ME}")]);

    let server = ScriptedServer::start([same(), Answer::html(502), same()]);
    let cause = Box::new(Why::Failed { status: 502 }.into());
    assert_eq!(session(&server).await.remove_photo(None).await, Err(Error::NotStored(cause)));
}

fn with_photo(values: &[(Field, &str)]) -> Patch {
    Patch { avatar: Some(AvatarChange::Replace(photo(10))), ..patch(values) }
}

/// Multipart cannot say null [M12 M13]: fields first, then the picture.
#[tokio::test]
async fn fields_and_a_picture_take_two_requests() {
    let both = ok(&json!({"email": null, "avatar": "/media/new.jpg"}));
    let server = ScriptedServer::start([ok(&json!({"email": null})), both]);
    let saved = session(&server).await.update(with_photo(&[(Field::Email, "")])).await.unwrap();
    assert_eq!((saved.photo, saved.altered), (Some(PhotoOutcome::Stored), vec![]));
    assert_eq!(saved.profile.avatar.unwrap().path(), "/media/new.jpg");
    let requests = server.requests();
    assert_eq!(requests[0].text(), r#"{"email":null}"#);
    assert!(requests[1].header("content-type").unwrap().starts_with("multipart/form-data"));
}

#[tokio::test]
async fn half_a_success_is_said_as_such() {
    let server = ScriptedServer::start([ok(&json!({"email": null})), Answer::html(413)]);
    let saved = session(&server).await.update(with_photo(&[(Field::Email, "")])).await.unwrap();
    assert_eq!(saved.photo, Some(PhotoOutcome::Failed(Box::new(Why::TooLarge.into()))));
    assert_eq!(saved.profile.email, "");

    let server = ScriptedServer::start([Answer::json(400, r#"{"email":["x"]}"#), new_picture()]);
    let result = session(&server).await.update(with_photo(&[(Field::Email, "x")])).await;
    assert_eq!(why(&result), Some(Why::Rejected));
    assert_eq!(server.log().len(), 1, "a refused field keeps the picture back");

    let server = ScriptedServer::start([same(), Answer::html(413)]);
    assert_eq!(session(&server).await.update(with_photo(&[])).await, Err(Why::TooLarge.into()));
}

#[tokio::test]
async fn fields_and_a_removal_take_one_request() {
    let patch = Patch { avatar: Some(AvatarChange::Remove), ..patch(&[(Field::Email, "")]) };
    let server = ScriptedServer::start([same(), ok(&json!({"email": null, "avatar": null}))]);
    let saved = session(&server).await.update(patch.clone()).await.unwrap();
    assert_eq!(
        (saved.photo, server.requests()[1].text()),
        (Some(PhotoOutcome::Stored), r#"{"avatar":null,"email":null}"#)
    );

    let server = ScriptedServer::start([same(), ok(&json!({"email": null}))]);
    let saved = session(&server).await.update(patch).await.unwrap();
    assert_eq!(saved.photo, Some(PhotoOutcome::Failed(Box::new(Error::PictureNotRemoved))));
}
