//! Fetching a picture.

use super::{same, session};
use crate::scripted_server::{Answer, ScriptedServer};

use nameplate::api::{Error, PictureUpdate, Redirect, Why};
use nameplate::profile::Version;

use bytes::Bytes;
use url::Url;

const JPEG: &[u8] = b"\xff\xd8\xff\xe0picture";

async fn fetch(server: &ScriptedServer, url: &str) -> Result<Bytes, Error> {
    session(server).await.picture(Url::parse(url).unwrap()).await
}

/// [R5]
#[tokio::test]
async fn are_fetched_without_the_key() {
    let server = ScriptedServer::start([
        same(),
        Answer::new(200, &[("Set-Cookie", "a=b")], JPEG),
        Answer::new(200, &[], JPEG),
    ]);
    let session = session(&server).await;
    let _ = session.profile().await.unwrap();
    for _ in 0..2 {
        let url = Url::parse(&server.url("/media/a%20b.jpg?v=1#top")).unwrap();
        assert_eq!(session.picture(url).await.unwrap(), JPEG);
    }
    for request in &server.requests()[1..] {
        assert_eq!((request.method(), request.path()), ("GET", "/media/a%20b.jpg?v=1"));
        assert_eq!(request.header("accept"), Some("image/*"));
        for absent in ["authorization", "cookie", "referer", "accept-encoding"] {
            assert_eq!(request.header(absent), None, "{absent}");
        }
    }
}

#[tokio::test]
async fn three_redirects_are_followed_and_each_is_checked() {
    let other = ScriptedServer::start([Answer::new(200, &[], JPEG)]);
    let hops = |last: String| {
        [Answer::redirect(301, "/b.jpg"), Answer::redirect(307, "c.jpg"), Answer::redirect(302, &last)]
    };
    let server = ScriptedServer::start(hops(other.url("/d.jpg")));
    assert_eq!(fetch(&server, &server.url("/a.jpg")).await.unwrap(), JPEG);
    assert_eq!(server.log(), ["GET /a.jpg", "GET /b.jpg", "GET /c.jpg"]);
    assert_eq!(other.requests()[0].header("authorization"), None);
    assert_eq!(other.requests()[0].header("referer"), None);

    let server = ScriptedServer::start(vec![Answer::redirect(302, "/a.jpg"); 9]);
    assert_eq!(fetch(&server, &server.url("/a.jpg")).await, Err(Error::PictureAddress));
    assert_eq!(server.log().len(), 4);

    for target in [
        "file:///etc/passwd",
        "data:image/png;base64,AAAA",
        "http://169.254.169.254/",
        "http://u:p@localhost/",
    ] {
        let server = ScriptedServer::start([Answer::redirect(302, target)]);
        assert_eq!(fetch(&server, &server.url("/a.jpg")).await, Err(Error::PictureAddress), "{target}");
    }
    let server = ScriptedServer::start([Answer::redirect(302, "http://[")]);
    assert_eq!(fetch(&server, &server.url("/a.jpg")).await, Err(Error::Redirected(Redirect::Nowhere)));
}

#[tokio::test]
async fn have_limits() {
    let announced = Answer::raw("HTTP/1.1 200 OK\r\nContent-Length: 131073\r\n\r\n");
    let endless = Answer::raw("HTTP/1.1 200 OK\r\n\r\n").endless(b"x");
    let encoded = Answer::new(200, &[("Content-Encoding", "gzip")], JPEG);
    let cases = [
        (announced, 1, Error::TooBig),
        (endless, 1, Error::TooBig),
        (encoded, 1, Error::Altered),
        (Answer::html(404), 1, Why::NotFound.into()),
        (Answer::html(500), 1, Why::Failed { status: 500 }.into()),
        (Answer::html(503), 2, Why::Failed { status: 503 }.into()),
        (Answer::hang_up(), 2, Error::Interrupted),
    ];
    for (answer, requests, error) in cases {
        let server = ScriptedServer::start([answer.clone(), answer.clone(), answer]);
        assert_eq!(fetch(&server, &server.url("/a.jpg")).await, Err(error.clone()));
        assert_eq!(server.log().len(), requests, "{error:?}");
    }
}

#[tokio::test]
async fn refused_addresses_are_not_asked() {
    let server = ScriptedServer::start([]);
    for url in [
        "file:///etc/passwd",
        "http://169.254.169.254/latest/",
        "http://user:pw@localhost/a.jpg",
        "ftp://localhost/a.jpg",
    ] {
        assert_eq!(fetch(&server, url).await, Err(Error::PictureAddress), "{url}");
    }
    assert_eq!(server.connections(), 0);
}

const OLD: &str = "Wed, 01 Oct 2025 10:00:00 GMT";
const NOW: &str = "Wed, 01 Oct 2025 11:00:00 GMT";

fn unchanged() -> Answer {
    Answer::raw("HTTP/1.1 304 Not Modified\r\n\r\n")
}

/// What was told with the picture is sent back with the next question, and nothing else is.
#[tokio::test]
async fn are_asked_for_by_the_version_that_is_known() {
    let tag = |tag: &str| (Some(("if-none-match", tag.to_owned())), None);
    let date = || (None, Some(("if-modified-since", OLD.to_owned())));
    let none = || (None, None);
    let cases: [(&[(&str, &str)], _); 9] = [
        (&[("ETag", "\"a\"")], tag("\"a\"")),
        (&[("ETag", "W/\"a\"")], tag("W/\"a\"")),
        (&[("ETag", "\"a\""), ("Last-Modified", OLD), ("Date", NOW)], tag("\"a\"")),
        (&[("Last-Modified", OLD), ("Date", NOW)], date()),
        (&[("ETag", "*"), ("Last-Modified", OLD), ("Date", NOW)], date()),
        (&[("ETag", "\"a\""), ("ETag", "\"b\"")], none()),
        (&[("ETag", "*")], none()),
        (&[("Last-Modified", OLD), ("Date", OLD)], none()),
        (&[], none()),
    ];
    for (headers, (tag, date)) in cases {
        let server = ScriptedServer::start([Answer::new(200, headers, JPEG), Answer::new(200, &[], "other")]);
        let session = session(&server).await;
        let url = Url::parse(&server.url("/a.jpg")).unwrap();
        let PictureUpdate::New(bytes, version) = session.picture_if_changed(url.clone(), None).await.unwrap()
        else {
            panic!("nothing was known yet")
        };
        assert_eq!(bytes, JPEG);
        // Whatever was asked, another picture is another picture.
        let now = session.picture_if_changed(url, version.as_ref()).await;
        assert_eq!(now, Ok(PictureUpdate::New(Bytes::from("other"), None)), "{headers:?}");
        for (number, request) in server.requests().iter().enumerate() {
            for (name, expected) in [("if-none-match", &tag), ("if-modified-since", &date)] {
                let expected = expected.as_ref().filter(|_| number == 1).map(|(_, value)| value.as_str());
                assert_eq!(request.header(name), expected, "{headers:?}");
            }
            assert_eq!(request.header("cache-control"), Some("no-cache"));
            assert_eq!(request.header("authorization"), None);
        }
    }
}

#[tokio::test]
async fn are_unchanged_where_the_server_says_so() {
    let tag = Version::Tag("\"a\"".to_owned());
    let with_body = Answer::new(304, &[("ETag", "\"a\"")], "a body that should not be here");
    for answer in [unchanged(), with_body] {
        let server = ScriptedServer::start([answer, Answer::new(200, &[], JPEG)]);
        let session = session(&server).await;
        let url = Url::parse(&server.url("/a.jpg")).unwrap();
        assert_eq!(session.picture_if_changed(url.clone(), Some(&tag)).await, Ok(PictureUpdate::Unchanged));
        // What follows is understood all the same.
        assert_eq!(session.picture(url).await.unwrap(), JPEG);
        assert_eq!(server.requests()[1].header("if-none-match"), None);
    }
    // Nothing was known that could be unchanged.
    let server = ScriptedServer::start([unchanged()]);
    let url = Url::parse(&server.url("/a.jpg")).unwrap();
    let answer = session(&server).await.picture_if_changed(url, None).await;
    assert_eq!(answer, Err(Why::Unexpected { status: 304 }.into()));
}

/// A redirect may lead to another picture next time, which may have the same version.
#[tokio::test]
async fn have_no_version_behind_a_redirect() {
    let tagged = || Answer::new(200, &[("ETag", "\"a\"")], JPEG);
    let server = ScriptedServer::start([
        Answer::redirect(302, "/b.jpg"),
        tagged(),
        Answer::redirect(302, "/b.jpg"),
        unchanged(),
    ]);
    let session = session(&server).await;
    let url = Url::parse(&server.url("/a.jpg")).unwrap();
    let found = session.picture_if_changed(url.clone(), None).await;
    assert_eq!(found, Ok(PictureUpdate::New(Bytes::from(JPEG), None)));
    let known = Version::Tag("\"a\"".to_owned());
    let found = session.picture_if_changed(url, Some(&known)).await;
    assert_eq!(found, Err(Why::Unexpected { status: 304 }.into()), "it was not asked");
    let sent: Vec<_> =
        server.requests()[2..].iter().map(|request| request.header("if-none-match").is_some()).collect();
    assert_eq!(sent, [true, false]);
}
