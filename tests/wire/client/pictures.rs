//! Fetching a picture.

use super::{same, session};
use crate::scripted_server::{Answer, ScriptedServer};

use nameplate::api::{Error, Redirect, Why};

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
