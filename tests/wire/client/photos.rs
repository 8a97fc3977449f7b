//! Uploading and removing a picture.

use super::{
    ME, NEVER, at_each_look, hasty_session, jpeg, new_picture, ok, photo, same, served, session, words,
};
use crate::editing::{Editing, chosen, ids};
use crate::scripted_server::{Answer, ScriptedServer};

use nameplate::api::{CommitPoint, Error, Outcome, Progress, Sent, Session, Why};
use nameplate::editor::{Event, WriteKind};
use nameplate::profile::{Field, Photo, Profile};

use serde_json::json;
use sipper::Sipper;

use std::time::Duration;

async fn upload(session: &Session, photo: Photo) -> (Vec<Progress>, Result<Profile, Error>) {
    let mut upload = session.upload(photo, CommitPoint::default()).pin();
    let mut steps = Vec::new();
    while let Some(progress) = upload.sip().await {
        steps.push(progress);
    }
    (steps, upload.await)
}

/// What is said after the photo before, which is served so, was changed to one of 10 bytes or removed, and these answers
/// came. All of them have come then.
#[derive(Debug, Clone, Copy)]
enum Change {
    Upload,
    Removal,
}

impl Change {
    async fn said(self, first: Answer, before: &Answer, answers: &[Answer]) -> Vec<String> {
        let script = [&[first, before.clone()], answers].concat();
        let (asked, server) = (script.len(), ScriptedServer::start(script));
        let mut editing = Editing::begin(&session(&server).await).await;
        let said = match self {
            Self::Upload => editing.send_photo(jpeg(10)).await,
            Self::Removal => editing.remove_photo().await,
        };
        let log = server.log();
        assert_eq!(log.len(), asked, "{self:?} {log:?}");
        assert_eq!(log.iter().filter(|line| line.starts_with("PATCH")).count(), 1, "{log:?}");
        said
    }

    /// The same where `/media/a.jpg` is there first.
    async fn ends(self, before: &Answer, answers: &[Answer]) -> Vec<String> {
        self.said(same(), before, answers).await
    }
}

/// It cannot be fetched, so that it cannot be compared.
fn unavailable() -> Answer {
    Answer::html(404)
}

#[tokio::test]
async fn are_sent_whole_with_their_length_and_progress() {
    for size in [0, 1, 32 * 1024, 32 * 1024 + 1, 300_000] {
        let server = ScriptedServer::start([new_picture()]);
        let session = session(&server).await;
        let (steps, profile) = upload(&session, photo(size)).await;
        assert!(profile.unwrap().avatar.unwrap().path() == "/media/new.jpg");

        let total = size as u64;
        assert_eq!(steps.first(), Some(&Progress { sent: 0, total }));
        assert_eq!(steps.last(), Some(&Progress { sent: total, total }));
        assert!(
            steps.windows(2).all(|pair| pair[0].sent < pair[1].sent && pair[1].sent - pair[0].sent <= 65_536)
        );

        let request = &server.requests()[0];
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
async fn the_file_name_says_what_it_is() {
    let cases = [
        ("png", "image/png"),
        ("webp", "image/webp"),
        ("gif", "image/gif"),
        ("xyz", "application/octet-stream"),
    ];
    for (extension, kind) in cases {
        let server = ScriptedServer::start([new_picture()]);
        let photo = Photo { extension, ..photo(10) };
        let _ = upload(&session(&server).await, photo).await.1.unwrap();
        let body = String::from_utf8_lossy(&server.requests()[0].body).into_owned();
        assert!(
            body.contains(&format!("filename=\"photo.{extension}\"\r\nContent-Type: {kind}\r\n")),
            "{body}"
        );
    }
}

/// A damaged body is a 200 with the file dropped [M40 M41].
#[tokio::test]
async fn an_unchanged_picture_is_a_failure() {
    let without = || ok(&json!({"avatar": null}));
    for answers in [vec![same(), served(11)], vec![signed(2), served(11)], vec![without()]] {
        assert_eq!(Change::Upload.ends(&served(11), &answers).await, ["error-picture-unchanged"]);
    }
}

#[tokio::test]
async fn an_overwritten_file_is_known_by_its_bytes() {
    let unclear = "error-photo-unknown error-picture-unclear";
    // What was served before, what is served now, and whether the one of 10 bytes is stored. A server that encodes
    // anew serves neither.
    let cases = [
        (unavailable(), served(10), "photo-done"),
        (unavailable(), served(11), unclear),
        (served(11), served(10), "photo-done"),
        (served(11), served(12), "photo-done"),
        (served(11), served(11), "error-picture-unchanged"),
        (served(11), unavailable(), unclear),
    ];
    for (before, now, said) in cases {
        assert_eq!(Change::Upload.ends(&before, &[same(), now.clone()]).await, [said], "{before:?} {now:?}");
    }
    let server = ScriptedServer::start([same(), served(11), same(), served(10)]);
    let _ = Editing::begin(&session(&server).await).await.send_photo(jpeg(10)).await;
    assert_eq!(
        server.log(),
        [format!("GET {ME}"), "GET /media/a.jpg".into(), format!("PATCH {ME}"), "GET /media/a.jpg".into()]
    );
    for fetched in [1, 3] {
        assert_eq!(server.requests()[fetched].header("cache-control"), Some("no-cache"));
    }
}

/// An address of object storage, signed anew in each answer.
fn signed(number: usize) -> Answer {
    ok(&json!({"avatar": format!("/media/a.jpg?X-Amz-Signature={number}")}))
}

/// Another signature is no other picture: the bytes decide.
#[tokio::test]
async fn a_new_signature_is_not_a_new_picture() {
    let before = || served(11);
    for (now, said) in [(10, "photo-done"), (12, "photo-done"), (11, "error-picture-unchanged")] {
        let answers = [signed(2), served(now)];
        assert_eq!(Change::Upload.said(signed(1), &before(), &answers).await, [said], "{now}");
    }
    let lost = |answers: Vec<Answer>| [vec![Answer::html(502)], answers].concat();
    let unknown = "error-photo-unknown error-server";
    for (answers, said) in [
        (vec![signed(2), served(10)], "photo-done"),
        (vec![signed(2), served(12)], "photo-done"),
        (at_each_look(&[signed(2), served(11)]), unknown),
        (at_each_look(&[signed(2), unavailable()]), unknown),
    ] {
        assert_eq!(Change::Upload.said(signed(1), &before(), &lost(answers)).await, [said]);
    }
    for (answers, said) in [
        (vec![signed(2), served(12)], "profile-photo-removed"),
        (at_each_look(&[signed(2), served(11)]), "error-removal-unknown error-server"),
    ] {
        assert_eq!(Change::Removal.said(signed(1), &before(), &lost(answers)).await, [said]);
    }
}

/// Many servers show a picture for everybody without one.
#[tokio::test]
async fn a_default_picture_after_a_removal_is_a_removal() {
    let default = || ok(&json!({"avatar": "/media/default.png"}));
    let before = served(11);
    let server = ScriptedServer::start([same(), before.clone(), default()]);
    let mut editing = Editing::begin(&session(&server).await).await;
    assert_eq!(editing.remove_photo().await, ["profile-photo-removed"]);
    let editor = editing.editor();
    assert_eq!(editor.saved().avatar.as_ref().unwrap().path(), "/media/default.png");
    assert_eq!((editor.photo(), editor.can_undo_photo()), (None, true), "nobody's photo is shown there");
    assert_eq!(server.log().len(), 3, "the address tells");

    let lost = || Answer::html(502);
    let unknown = [vec![lost()], at_each_look(&[default(), served(11)])].concat();
    for (answers, said) in [
        (vec![lost(), default(), served(12)], "profile-photo-removed"),
        (unknown, "error-removal-unknown error-server"),
        // The very same is still there, or another at the one address there is for everything.
        (vec![same(), served(11)], "error-picture-not-removed"),
        (vec![same(), served(12)], "profile-photo-removed"),
    ] {
        assert_eq!(Change::Removal.ends(&before, &answers).await, [said], "{answers:?}");
    }
    let said = Change::Removal.said(default(), &before, &[default(), served(11)]).await;
    assert_eq!(said, ["error-picture-not-removed"], "only the default is there");
}

#[tokio::test]
async fn a_first_picture_counts_as_changed() {
    let server = ScriptedServer::start([ok(&json!({"avatar": null})), new_picture()]);
    let mut editing = Editing::begin(&session(&server).await).await;
    assert_eq!(editing.send_photo(jpeg(10)).await, ["photo-done"]);
    assert_eq!(server.log(), [format!("GET {ME}"), format!("PATCH {ME}")]);
}

#[tokio::test]
async fn refusals_are_final() {
    let cases = [
        (Answer::html(413), Why::TooLarge.into(), "error-too-large-photo"),
        (Answer::json(401, "{}"), Why::Unauthorized.into(), "sign-in-expired"),
        (
            Answer::new(429, &[("Retry-After", "1")], ""),
            Why::Throttled { wait: Some(Duration::from_secs(1)) }.into(),
            "error-throttled-wait",
        ),
    ];
    for (answer, error, said) in cases {
        let server = ScriptedServer::start([answer.clone(), same()]);
        let sent = upload(&session(&server).await, photo(10)).await.1;
        assert_eq!((sent.as_ref().err(), server.log().len()), (Some(&error), 1));

        let server = ScriptedServer::start([same(), served(11), answer, same()]);
        let mut editing = Editing::begin(&session(&server).await).await;
        let said = format!("error-photo-not-changed {said}");
        // One cause is one message: that of the screen for signing in again.
        let is_expired = error == Why::Unauthorized.into();
        let (here, there) = if is_expired { (vec![], Some(said)) } else { (vec![said], None) };
        assert_eq!(editing.send_photo(jpeg(10)).await, here);
        assert_eq!(editing.sign_in().map(|said| ids(said).join(" ")), there);
        assert_eq!(server.log().len(), 3);
    }
    let server = ScriptedServer::start([Answer::json(400, r#"{"avatar":["no image"]}"#)]);
    let errors = words(&upload(&session(&server).await, photo(10)).await.1);
    assert_eq!(errors.fields[&Field::Avatar], ["no image"]);
}

/// A proxy refuses a large body by its headers.
#[tokio::test]
async fn a_refusal_that_comes_early_is_understood() {
    let server = ScriptedServer::start([Answer::html(413).early()]);
    let (steps, result) = upload(&session(&server).await, photo(8 * 1024 * 1024)).await;
    assert_eq!(result, Err(Why::TooLarge.into()));
    assert!(steps.len() > 1);
}

#[tokio::test]
async fn after_a_lost_answer_the_profile_is_read() {
    let lost =
        [Answer::hang_up(), Answer::html(500), Answer::html(502), Answer::html(200), new_picture().cut(100)];
    for answer in lost {
        let server = ScriptedServer::start([answer.clone(), same()]);
        let error = upload(&session(&server).await, photo(100)).await.1.unwrap_err();
        assert_eq!((error.outcome(), server.log().len()), (Outcome::Unknown, 1), "{answer:?}");

        let before = served(11);
        let overwritten = at_each_look(&[same(), served(11)]);
        for (after, is_stored) in [
            (vec![new_picture(), served(10)], true),
            (vec![same(), served(10)], true),
            (vec![same(), served(12)], true),
            (vec![same(), served(11), new_picture(), served(10)], true),
            (overwritten, false),
        ] {
            let said = Change::Upload.ends(&before, &[vec![answer.clone()], after].concat()).await;
            let is_unknown = said.len() == 1 && said[0].starts_with("error-photo-unknown ");
            assert_eq!((said == ["photo-done"], is_unknown), (is_stored, !is_stored), "{answer:?} {said:?}");
        }
        // Where what was there before is not known, another place is another picture.
        let after = [answer, new_picture()];
        assert_eq!(Change::Upload.ends(&unavailable(), &after).await, ["photo-done"]);
    }
}

#[tokio::test]
async fn after_a_late_answer_the_profile_is_read() {
    let server =
        ScriptedServer::start([same(), served(11), Answer::silence(NEVER), new_picture(), served(10)]);
    let mut editing = Editing::begin(&hasty_session(&server).await).await;
    assert_eq!(editing.send_photo(jpeg(10)).await, ["photo-done"]);
    assert_eq!(server.log()[2..], [format!("PATCH {ME}"), format!("GET {ME}"), "GET /media/new.jpg".into()]);
}

/// Broken off in the middle: the end of the body is kept back although the connection would take it.
#[tokio::test]
async fn what_is_broken_off_never_ends() {
    let server = ScriptedServer::start([new_picture()]);
    let (session, commit) = (session(&server).await, CommitPoint::default());
    let mut upload = session.upload(photo(20_000), commit.clone()).pin();
    assert!(upload.sip().await.is_some_and(|progress| progress.sent < progress.total));
    assert_eq!(commit.cancel(), Sent::Part);
    while let Some(progress) = upload.sip().await {
        assert!(progress.sent < progress.total, "{progress:?}");
    }
    drop(upload);
    assert!(server.requests().iter().all(|request| !request.body.ends_with(b"--\r\n")));

    let server = ScriptedServer::start([new_picture()]);
    let (session, commit) = (super::session(&server).await, CommitPoint::default());
    assert!(session.upload(photo(20_000), commit.clone()).await.is_ok());
    assert_eq!(commit.cancel(), Sent::Whole);
}

/// What the server cannot have whole is not looked for.
#[tokio::test]
async fn a_photo_that_was_cancelled_on_its_way_is_not_changed() {
    let server = ScriptedServer::start([same(), served(11), new_picture(), new_picture()]);
    let mut editing = Editing::begin(&session(&server).await).await;
    editing.open_photo_screen().await;
    let first_step = editing.first_step();
    let said = editing.cancel(WriteKind::NewPhoto, chosen(photo(400_000)), first_step).await;
    assert_eq!(said, ["photo-cancelled-not-stored"]);
    let last = editing.steps().last().copied().unwrap();
    assert!(last.sent < last.total, "{last:?}");
    let requests = server.requests();
    assert!(requests.iter().all(|request| !request.body.ends_with(b"--\r\n")));
    assert!(requests.len() <= 3, "{:?}", server.log());
}

/// A server that has all of it goes on with it after the client has left. What is looked up, the answers there are for
/// it, and what is found.
#[tokio::test]
async fn after_a_late_cancel_the_profile_is_read() {
    let without = || ok(&json!({"avatar": null}));
    let kept = || vec![same(), served(11)];
    let (new, none) = (Change::Upload, Change::Removal);
    let (stored, open) = ("photo-cancelled-stored", "photo-cancelled-unknown");
    let (removed, kept_open) = ("profile-photo-cancelled-removed", "profile-photo-cancelled-unknown");
    let cases = [
        (new, vec![new_picture(), served(10)], stored),
        (new, [kept(), kept(), vec![new_picture(), served(10)]].concat(), stored),
        (new, [kept(), vec![same(), served(10)]].concat(), stored),
        (new, vec![signed(2), served(10)], stored),
        (new, at_each_look(&kept()), open),
        (new, at_each_look(&[without()]), open),
        (new, at_each_look(&[Answer::html(500)]), open),
        (none, vec![without()], removed),
        (none, [kept(), kept(), vec![without()]].concat(), removed),
        (none, at_each_look(&kept()), kept_open),
        (none, vec![new_picture(), served(12)], removed),
    ];
    for (change, after, found) in cases {
        let script = [vec![same(), served(11), Answer::silence(NEVER)], after.clone()].concat();
        let (asked, server) = (script.len(), ScriptedServer::start(script));
        let mut editing = Editing::begin(&session(&server).await).await;
        let arrived = async {
            while server.requests().len() < 3 || server.requests()[2].body.is_empty() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        let said = match change {
            Change::Upload => {
                editing.open_photo_screen().await;
                editing.cancel(WriteKind::NewPhoto, chosen(jpeg(10)), arrived).await
            }
            Change::Removal => editing.cancel(WriteKind::Removal, Event::RemovePressed, arrived).await,
        };
        assert_eq!((said, server.log().len()), (vec![found.to_owned()], asked), "{change:?} {after:?}");
        assert!(server.log()[3..].iter().all(|line| line.starts_with("GET")));
    }
    let server =
        ScriptedServer::start([same(), served(11), Answer::html(502), Answer::json(401, "{}"), same()]);
    let mut editing = Editing::begin(&session(&server).await).await;
    assert_eq!(editing.remove_photo().await, ["error-removal-unknown error-server"]);
    assert_eq!(editing.sign_in().map(ids), Some(vec!["sign-in-expired".to_owned()]));
    assert_eq!(server.log().len(), 4, "a refused key ends the looks");
}

#[tokio::test]
async fn removal_is_null_and_checked() {
    let without = || ok(&json!({"avatar": null}));
    let server = ScriptedServer::start([without()]);
    let profile = session(&server).await.remove_photo().await.unwrap();
    assert_eq!((profile.avatar, server.requests()[0].text()), (None, r#"{"avatar":null}"#));
    assert_eq!(server.log(), [format!("PATCH {ME}")]);

    let lost = |answers: Vec<Answer>| [vec![Answer::html(502)], answers].concat();
    let (before, unavailable) = (served(11), unavailable());
    for (before, answers, said) in [
        (&before, vec![without()], "profile-photo-removed"),
        (&before, vec![same(), served(11)], "error-picture-not-removed"),
        (&unavailable, vec![same()], "error-picture-not-removed"),
        (&before, lost(vec![without()]), "profile-photo-removed"),
        (&before, lost(at_each_look(&[same(), served(11)])), "error-removal-unknown error-server"),
        (&unavailable, lost(at_each_look(&[same()])), "error-removal-unknown error-server"),
    ] {
        assert_eq!(Change::Removal.ends(before, &answers).await, [said], "{answers:?}");
    }
}

/// The very bytes that were served come back.
#[tokio::test]
async fn the_photo_before_is_put_back_as_it_was() {
    let old = || ok(&json!({"avatar": "/media/old.jpg"}));
    let changed = vec![same(), served(11), new_picture(), new_picture(), served(10)];
    let removed = vec![same(), served(11), ok(&json!({"avatar": null})), ok(&json!({"avatar": null}))];
    for (script, change) in [(changed, Change::Upload), (removed, Change::Removal)] {
        let place = script.len();
        let server = ScriptedServer::start([script, vec![old()]].concat());
        let mut editing = Editing::begin(&session(&server).await).await;
        let _ = match change {
            Change::Upload => editing.send_photo(jpeg(10)).await,
            Change::Removal => editing.remove_photo().await,
        };
        assert_eq!(editing.put_back().await, ["photo-put-back"], "{change:?}");
        let body = &server.requests()[place].body;
        let bytes = jpeg(11).bytes;
        assert!(body.windows(bytes.len()).any(|window| window == bytes), "{change:?}");
        assert!(!editing.editor().can_undo_photo());
    }
}

/// Multipart cannot say null [M12 M13]. What is asked for meanwhile waits its turn.
#[tokio::test]
async fn fields_and_a_picture_take_two_requests() {
    let cleared = || ok(&json!({"email": null}));
    let both = || ok(&json!({"email": null, "avatar": "/media/new.jpg"}));
    let refusal = || Answer::json(400, r#"{"email":["x"]}"#);
    let failed = "error-photo-not-changed error-too-large-photo";
    let cases = [
        (vec![cleared(), both()], vec!["profile-saved", "photo-done"]),
        // Half a success is said as such.
        (vec![cleared(), Answer::html(413)], vec!["profile-saved", failed]),
        (vec![refusal()], vec!["profile-not-begun", "error-not-saved profile-fields-refused"]),
    ];
    for (answers, said) in cases {
        let sent = answers.len();
        let server = ScriptedServer::start([vec![same(), served(11)], answers, vec![both()]].concat());
        let mut editing = Editing::begin(&session(&server).await).await;
        editing.open_photo_screen().await;
        editing.fill_in(&[(Field::Email, "")]);
        assert_eq!(editing.press_all([Event::SavePressed, chosen(jpeg(10))]).await, said);
        let requests = server.requests().split_off(2);
        assert_eq!(requests.len(), sent, "a refused field keeps the picture back");
        assert_eq!(requests[0].text(), r#"{"email":null}"#);
        let is_multipart = |kind: &str| kind.starts_with("multipart/form-data");
        assert!(requests[1..].iter().all(|request| request.header("content-type").is_some_and(is_multipart)));
    }
}
