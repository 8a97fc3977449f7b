use super::{Error, Outcome, ProxyRefusal, Redirect, from_answer, from_request, from_sign_in};
use crate::api::transport::Answer;
use crate::profile::{Field, FieldErrors};

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use url::Url;

use std::net::SocketAddr;
use std::time::Duration;

fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Answer {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        let name = HeaderName::try_from(*name).unwrap();
        let _ = map.append(name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
    }
    Answer {
        status: StatusCode::from_u16(status).unwrap(),
        headers: map,
        body: Bytes::copy_from_slice(body.as_bytes()),
    }
}

fn error(status: u16, headers: &[(&str, &str)], body: &str) -> Error {
    from_answer(&answer(status, headers, body), &Url::parse("https://h:8443/api/users/me").unwrap())
}

fn rejected(fields: &[(Field, &[&str])], other: &[&str]) -> Error {
    let owned = |messages: &[&str]| messages.iter().map(|message| (*message).to_owned()).collect::<Vec<_>>();
    Error::Rejected(FieldErrors {
        fields: fields.iter().map(|(field, messages)| (*field, owned(messages))).collect(),
        other: owned(other),
    })
}

/// Stands in for the name service.
struct Names(Option<Vec<SocketAddr>>);

impl Resolve for Names {
    fn resolve(&self, _: Name) -> Resolving {
        let found = self.0.clone();
        Box::pin(async move {
            let found = found.ok_or("no such name")?;
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

#[tokio::test]
async fn unknown_names_and_missing_ways_are_told_apart() {
    let cases = [(None, Error::NoSuchHost), (Some(Vec::new()), Error::Unreachable)];
    for (names, expected) in cases {
        let http = reqwest::Client::builder().no_proxy().tls_certs_only([]).dns_resolver(Names(names));
        let _ = rustls::crypto::ring::default_provider().install_default();
        let error = http.build().unwrap().get("http://hr.example.com/").send().await.unwrap_err();
        assert_eq!(from_request(&error, false, None), expected);
    }
}

#[test]
fn the_status_decides() {
    let html = "<!DOCTYPE html><title>Page not found</title>";
    let cases = [
        (400, Error::BadRequest),
        (401, Error::Unauthorized),
        (403, Error::Forbidden),
        (404, Error::NotFound),
        (405, Error::MethodNotAllowed),
        (406, Error::Unexpected { status: 406 }),
        (407, Error::Proxy(ProxyRefusal::Authentication, None)),
        (408, Error::Server { status: 408 }),
        (409, Error::Unexpected { status: 409 }),
        (413, Error::TooLarge),
        (415, Error::UnsupportedMedia),
        (418, Error::Unexpected { status: 418 }),
        (422, Error::BadRequest),
        (429, Error::Throttled { wait: None }),
        (500, Error::Server { status: 500 }),
        (502, Error::Server { status: 502 }),
        (503, Error::Server { status: 503 }),
        (504, Error::Server { status: 504 }),
        (599, Error::Server { status: 599 }),
        (200, Error::NotAProfile),
        (204, Error::NotAProfile),
        (301, Error::Redirected(Redirect::Nowhere)),
        (304, Error::Unexpected { status: 304 }),
    ];
    for (status, expected) in cases {
        assert_eq!(error(status, &[], html), expected, "{status}");
        let json = error(status, &[], r#"{"detail": "x"}"#);
        if !matches!(status, 400 | 422) {
            assert_eq!(json, expected, "{status} with JSON");
        }
    }
}

#[test]
fn a_400_puts_its_messages_on_the_fields() {
    use Field::{Avatar, Email, Gender, MobileNumber, Username};
    let taken = "user with this username already exists.";
    let cases = [
        (
            r#"{"username":["user with this username already exists."]}"#,
            rejected(&[(Username, &[taken])], &[]),
        ),
        (r#"{"email":["a","b"],"gender":"c"}"#, rejected(&[(Email, &["a", "b"]), (Gender, &["c"])], &[])),
        (r#"{"avatar":["not an image"]}"#, rejected(&[(Avatar, &["not an image"])], &[])),
        (r#"{"mobile_number":{"0":["x"]}}"#, rejected(&[(MobileNumber, &["x"])], &[])),
        (r#"{"non_field_errors":["Invalid data."]}"#, rejected(&[], &["Invalid data."])),
        (r#"{"detail":"JSON parse error"}"#, rejected(&[], &["JSON parse error"])),
        (r#"{"__all__":["x"]}"#, rejected(&[], &["x"])),
        (r#"{"errors":{"a":["x"]}}"#, rejected(&[], &["x"])),
        (r#"{"birthday":["required"],"email":["x"]}"#, rejected(&[(Email, &["x"])], &["birthday: required"])),
        (r#"["x", "y"]"#, rejected(&[], &["x", "y"])),
        ("\"x\"", rejected(&[], &["x"])),
        (
            r#"{"username":["این نام قبلاً گرفته شده"]}"#,
            rejected(&[(Username, &["این نام قبلاً گرفته شده"])], &[]),
        ),
        ("{}", Error::BadRequest),
        ("[]", Error::BadRequest),
        ("null", Error::BadRequest),
        ("7", Error::BadRequest),
        ("", Error::BadRequest),
        (r#"{"username":[]}"#, Error::BadRequest),
        (r#"{"username":["  "],"email":[null, 3]}"#, Error::BadRequest),
        (r#"{"username":["cut"#, Error::BadRequest),
        ("<h1>Bad Request (400)</h1>", Error::BadRequest),
    ];
    for (body, expected) in cases {
        assert_eq!(error(400, &[], body), expected, "{body}");
    }
}

#[test]
fn messages_are_plain_short_and_few() {
    let Error::Rejected(errors) = error(400, &[], r#"{"email":["a\u001b[31m\u0000\u202eb\u2067c\r\n\td"]}"#)
    else {
        panic!()
    };
    assert_eq!(errors.fields[&Field::Email], ["a[31mbc  d"]);

    let long = "ا".repeat(5000);
    let Error::Rejected(errors) = error(400, &[], &format!(r#"{{"email":["{long}"]}}"#)) else { panic!() };
    assert_eq!(errors.fields[&Field::Email][0], format!("{}…", "ا".repeat(300)));

    let many = format!("[{}]", vec!["\"x\""; 1000].join(","));
    let body = format!(r#"{{"email":{many},"detail":{many},"a":{many},"b":{many}}}"#);
    let Error::Rejected(errors) = error(400, &[], &body) else { panic!() };
    assert_eq!((errors.fields[&Field::Email].len(), errors.other.len()), (5, 5));
}

#[test]
fn sign_in_reads_refusals_in_its_own_way() {
    let refused = |messages: &[&str]| Error::SignInRefused {
        messages: messages.iter().map(|message| (*message).to_owned()).collect(),
    };
    let cases = [
        (400, r#"{"non_field_errors":["Unable to log in"]}"#, refused(&["Unable to log in"])),
        (400, r#"{"username":["blank"],"password":["blank"]}"#, refused(&["password: blank", "blank"])),
        (400, "<h1>Bad Request</h1>", Error::BadRequest),
        (401, r#"{"detail":"No."}"#, refused(&["No."])),
        (401, "<h1>", refused(&[])),
        (403, r#"{"detail":"Locked."}"#, refused(&["Locked."])),
        (404, "<h1>", Error::NoPasswordSignIn),
        (405, r#"{"detail":"x"}"#, Error::NoPasswordSignIn),
        (415, "", Error::UnsupportedMedia),
        (429, "", Error::Throttled { wait: None }),
        (500, "", Error::Server { status: 500 }),
        (301, "", Error::Redirected(Redirect::Nowhere)),
    ];
    let asked = Url::parse("https://h/api/auth/token/").unwrap();
    for (status, body, expected) in cases {
        assert_eq!(from_sign_in(&answer(status, &[], body), &asked), expected, "{status} {body}");
    }
}

#[test]
fn redirects_say_where_to() {
    let elsewhere = |origin: &str| Redirect::Elsewhere(origin.to_owned());
    let cases = [
        ("/api/users/me/", Redirect::Slash),
        ("https://h:8443/api/users/me/", Redirect::Slash),
        ("https://h:8443/api/users/me/?x=1", Redirect::Slash),
        ("/login/?next=/api/users/me", Redirect::SameServer),
        ("", Redirect::SameServer),
        ("https://h/api/users/me/", elsewhere("https://h")),
        ("http://h:8443/api/users/me/", elsewhere("http://h:8443")),
        ("https://sso.example.com/login?next=x", elsewhere("https://sso.example.com")),
        ("//sso.example.com", elsewhere("https://sso.example.com")),
        ("javascript:alert(1)", Redirect::Nowhere),
        ("http://", Redirect::Nowhere),
    ];
    for status in [300, 301, 302, 303, 307, 308] {
        for (location, expected) in &cases {
            let found = error(status, &[("location", location)], "");
            assert_eq!(found, Error::Redirected(expected.clone()), "{status} {location}");
        }
        assert_eq!(error(status, &[], ""), Error::Redirected(Redirect::Nowhere));
    }
}

#[test]
fn the_time_to_wait_is_read() {
    type Headers = &'static [(&'static str, &'static str)];
    const DATE: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
    const LATER: &str = "Sun, 06 Nov 1994 08:50:07 GMT";
    const MUCH_LATER: &str = "Mon, 06 Nov 1995 08:49:37 GMT";
    let cases: [(Headers, Option<u64>); 14] = [
        (&[("retry-after", "30")], Some(30)),
        (&[("retry-after", " 30 ")], Some(30)),
        (&[("retry-after", "0")], Some(1)),
        (&[("retry-after", "86400")], Some(86_400)),
        (&[("retry-after", "86401")], Some(86_400)),
        (&[("retry-after", "99999999999999999999999")], Some(86_400)),
        (&[("retry-after", LATER), ("date", DATE)], Some(30)),
        (&[("retry-after", DATE), ("date", LATER)], Some(1)),
        (&[("retry-after", MUCH_LATER), ("date", DATE)], Some(86_400)),
        (&[("retry-after", LATER)], None),
        (&[("retry-after", "soon")], None),
        (&[("retry-after", "-5")], None),
        (&[("retry-after", "")], None),
        (&[], None),
    ];
    for (headers, seconds) in cases {
        let wait = seconds.map(Duration::from_secs);
        assert_eq!(error(429, headers, ""), Error::Throttled { wait }, "{headers:?}");
    }
}

#[test]
fn outcomes_and_further_attempts_follow_the_table() {
    use Outcome::{NotStored, Unknown};
    let boxed = || Box::new(Error::TimedOut);
    // What a write has left, and whether reading is tried again.
    let cases = [
        (Error::NoSuchHost, NotStored, true),
        (Error::Refused, NotStored, true),
        (Error::Unreachable, NotStored, true),
        (Error::ConnectTimedOut, NotStored, true),
        (Error::Tls(super::Distrust::Expired), NotStored, false),
        (Error::NoSystemCertificates, NotStored, false),
        (Error::Proxy(ProxyRefusal::Failed, None), NotStored, false),
        (Error::Proxy(ProxyRefusal::Unreachable, None), NotStored, true),
        (Error::ProxySetting(None), NotStored, false),
        (Error::UnusableKey, NotStored, false),
        (Error::Redirected(Redirect::Slash), NotStored, false),
        (Error::Unauthorized, NotStored, false),
        (Error::Forbidden, NotStored, false),
        (Error::NotFound, NotStored, false),
        (Error::MethodNotAllowed, NotStored, false),
        (Error::TooLarge, NotStored, false),
        (Error::UnsupportedMedia, NotStored, false),
        (Error::Throttled { wait: None }, NotStored, false),
        (Error::BadRequest, NotStored, false),
        (Error::Rejected(FieldErrors::default()), NotStored, false),
        (Error::PictureKept, NotStored, false),
        (Error::PictureNotRemoved, NotStored, false),
        (Error::PictureUnclear, Unknown, false),
        (Error::Unexpected { status: 409 }, NotStored, false),
        (Error::Server { status: 500 }, Unknown, false),
        (Error::Server { status: 501 }, Unknown, false),
        (Error::Server { status: 408 }, Unknown, true),
        (Error::Server { status: 502 }, Unknown, true),
        (Error::Server { status: 503 }, Unknown, true),
        (Error::Server { status: 504 }, Unknown, true),
        (Error::NotAProfile, Unknown, false),
        (Error::NothingShown, Unknown, false),
        (Error::Altered, Unknown, false),
        (Error::TooBig, Unknown, false),
        (Error::TimedOut, Unknown, true),
        (Error::Interrupted, Unknown, true),
        (Error::NotStored(boxed()), NotStored, false),
        (Error::Unknown(boxed()), Unknown, false),
    ];
    for (error, outcome, transient) in cases {
        assert_eq!((error.outcome(), error.is_transient()), (outcome, transient), "{error:?}");
    }
}

#[test]
fn only_a_refusal_of_the_gender_alone_is_about_its_spelling() {
    use Field::{Email, Gender};
    assert!(rejected(&[(Gender, &["x"])], &[]).refuses_only_gender());
    assert!(!rejected(&[(Gender, &["x"]), (Email, &["x"])], &[]).refuses_only_gender());
    assert!(!rejected(&[(Gender, &["x"])], &["x"]).refuses_only_gender());
    assert!(!rejected(&[(Email, &["x"])], &[]).refuses_only_gender());
    assert!(!rejected(&[], &[]).refuses_only_gender());
    assert!(!Error::BadRequest.refuses_only_gender());
}
