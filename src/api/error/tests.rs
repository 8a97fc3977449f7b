use super::{
    Error, Outcome, ProxyRefusal, Redirect, Refusal, Why, from_answer, from_request, from_sign_in,
    is_web_page,
};
use crate::api::exchange::{Answer, Exchange};
use crate::profile::{Field, FieldErrors};

use bytes::Bytes;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, StatusCode};
use url::Url;

use std::net::SocketAddr;
use std::time::Duration;

pub(super) fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Answer {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        let name = HeaderName::try_from(*name).unwrap();
        let _ = map.append(name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
    }
    Answer {
        status: StatusCode::from_u16(status).unwrap(),
        headers: map,
        body: Bytes::copy_from_slice(body.as_bytes()),
        exchange: Exchange::begin("api", Method::GET),
    }
}

fn error(status: u16, headers: &[(&str, &str)], body: &str) -> Error {
    from_answer(&answer(status, headers, body), &Url::parse("https://h:8443/api/users/me").unwrap())
}

fn said(fields: &[(Field, &[&str])], other: &[&str]) -> FieldErrors {
    let owned = |messages: &[&str]| messages.iter().map(|message| (*message).to_owned()).collect::<Vec<_>>();
    FieldErrors {
        fields: fields.iter().map(|(field, messages)| (*field, owned(messages))).collect(),
        other: owned(other),
    }
}

fn refused(why: Why, other: &[&str]) -> Error {
    Error::Answered(Refusal { why, words: said(&[], other) })
}

/// A resolver for tests.
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
async fn unknown_names_and_missing_routes_are_distinguished() {
    let cases = [(None, Error::NoSuchHost), (Some(Vec::new()), Error::Unreachable)];
    for (names, expected) in cases {
        let http = reqwest::Client::builder().no_proxy().tls_certs_only([]).dns_resolver(Names(names));
        let _ = rustls::crypto::ring::default_provider().install_default();
        let error = http.build().unwrap().get("http://hr.example.com/").send().await.unwrap_err();
        assert_eq!(from_request(&error, false, None), expected);
    }
}

/// Each refusal has the messages of the server; a web page has none.
#[test]
fn the_status_decides_and_the_words_are_kept() {
    let html = "<!DOCTYPE html><title>Page not found</title>";
    let unexpected = |status| Why::Unexpected { status };
    let failed = |status| Why::Failed { status };
    let cases = [
        (304, unexpected(304)),
        (400, Why::Rejected),
        (401, Why::Unauthorized),
        (402, unexpected(402)),
        (403, Why::Forbidden),
        (404, Why::NotFound),
        (405, Why::MethodNotAllowed),
        (406, unexpected(406)),
        (408, failed(408)),
        (409, unexpected(409)),
        (410, unexpected(410)),
        (412, unexpected(412)),
        (413, Why::TooLarge),
        (415, Why::UnsupportedMedia),
        (418, unexpected(418)),
        (422, Why::Rejected),
        (423, unexpected(423)),
        (428, unexpected(428)),
        (429, Why::Throttled { wait: None }),
        (451, unexpected(451)),
        (500, failed(500)),
        (502, failed(502)),
        (503, failed(503)),
        (504, failed(504)),
        (599, failed(599)),
    ];
    for (status, why) in cases {
        assert_eq!(error(status, &[], html), refused(why, &[]), "{status}");
        let words = error(status, &[], r#"{"detail": "Closed until Monday."}"#);
        assert_eq!(words, refused(why, &["Closed until Monday."]), "{status}");
        let fields = error(status, &[], r#"{"email": ["Taken."]}"#);
        let words = said(&[(Field::Email, &["Taken."])], &[]);
        assert_eq!(fields, Error::Answered(Refusal { why, words }), "{status}");
    }
    for (status, expected) in [
        (200, Error::NotAProfile),
        (204, Error::NotAProfile),
        (301, Error::Redirected(Redirect::Nowhere)),
        (407, Error::Proxy(ProxyRefusal::Authentication, None)),
    ] {
        assert_eq!(error(status, &[], html), expected, "{status}");
        assert_eq!(error(status, &[], r#"{"detail": "x"}"#), expected, "{status} with JSON");
    }
}

#[test]
fn the_name_of_the_status_is_no_message() {
    let cases = [
        (404, r#"{"detail": "Not found."}"#, Why::NotFound),
        (404, r#"{"detail": "Not Found"}"#, Why::NotFound),
        (403, r#"{"message": "FORBIDDEN"}"#, Why::Forbidden),
        (500, r#"{"error": "Internal Server Error"}"#, Why::Failed { status: 500 }),
    ];
    for (status, body, why) in cases {
        assert_eq!(error(status, &[], body), refused(why, &[]), "{body}");
    }
    // It is a message for a status without a sentence of the program, and under another status.
    let locked = Why::Unexpected { status: 423 };
    assert_eq!(error(423, &[], r#"{"detail": "Locked"}"#), refused(locked, &["Locked"]));
    assert_eq!(error(403, &[], r#"{"detail": "Locked"}"#), refused(Why::Forbidden, &["Locked"]));
}

#[test]
fn a_line_of_plain_text_is_the_message() {
    let plain = [("content-type", "Text/Plain; charset=utf-8")];
    for (body, words) in [
        ("Your account is locked.\n", &["Your account is locked."][..]),
        ("حساب شما قفل است", &["حساب شما قفل است"]),
        ("Forbidden\n", &[]),
        ("RuntimeError\n", &[]),
        ("RuntimeError at /api/\nTraceback: a report for programmers", &[]),
        ("<h1>No</h1>", &[]),
        ("", &[]),
    ] {
        assert_eq!(error(403, &plain, body), refused(Why::Forbidden, words), "{body:?}");
    }
    let long = "a word ".repeat(100);
    assert_eq!(error(403, &plain, &long), refused(Why::Forbidden, &[]));
    assert_eq!(error(403, &[], "Your account is locked."), refused(Why::Forbidden, &[]), "of no known kind");
}

#[test]
fn refusals_of_a_sign_in_are_about_name_and_password() {
    let not_signed_in = |status, words: &[&str]| refused(Why::NotSignedIn { status }, words);
    let cases = [
        (400, r#"{"non_field_errors":["Wrong password."]}"#, Why::WrongPassword.into()),
        (400, r#"{"non_field_errors":["Account locked."]}"#, not_signed_in(400, &["Account locked."])),
        (400, r#"{"error":"account_locked"}"#, not_signed_in(400, &[])),
        (400, r#"{"password":["blank"]}"#, not_signed_in(400, &["password: blank"])),
        (400, "<h1>Bad Request</h1>", Why::WrongPassword.into()),
        (401, r#"{"detail":"No."}"#, not_signed_in(401, &["No."])),
        (401, r#"{"detail":"Invalid username/password."}"#, Why::WrongPassword.into()),
        (
            401,
            r#"{"status":401,"error":"Unauthorized","path":"/api/auth/token/"}"#,
            Why::WrongPassword.into(),
        ),
        (401, "<h1>", Why::WrongPassword.into()),
        (402, r#"{"error":"Not paid."}"#, not_signed_in(402, &["Not paid."])),
        (403, r#"{"detail":"Locked."}"#, not_signed_in(403, &["Locked."])),
        (403, r#"{"detail":"Wrong password."}"#, Why::WrongPassword.into()),
        (403, "<h1>", not_signed_in(403, &[])),
        (404, r#"{"detail":"Nobody is called so."}"#, not_signed_in(404, &["Nobody is called so."])),
        (404, r#"{"detail":"Not found."}"#, Why::NoPasswordSignIn.into()),
        (404, r#"{"detail":"یافت نشد."}"#, Why::NoPasswordSignIn.into()),
        (404, r#"{"detail":"کسی به این نام یافت نشد."}"#, not_signed_in(404, &["کسی به این نام یافت نشد."])),
        (404, "<h1>", Why::NoPasswordSignIn.into()),
        (405, r#"{"detail":"x"}"#, refused(Why::NoPasswordSignIn, &["x"])),
        (415, "", Why::UnsupportedMedia.into()),
        (422, r#"{"message":"Disabled."}"#, not_signed_in(422, &["Disabled."])),
        (423, r#"{"reason":"Locked."}"#, not_signed_in(423, &["Locked."])),
        (429, r#"{"detail":"Slower."}"#, refused(Why::Throttled { wait: None }, &["Slower."])),
        (500, "", Why::Failed { status: 500 }.into()),
        (503, r#"{"detail":"Closed."}"#, refused(Why::Failed { status: 503 }, &["Closed."])),
        (301, "", Error::Redirected(Redirect::Nowhere)),
        (200, "{}", Why::NoKey.into()),
        (200, r#"{"success":false,"message":"Wrong."}"#, not_signed_in(200, &["Wrong."])),
        (200, r#"{"success":false,"message":"Wrong password."}"#, Why::WrongPassword.into()),
        (200, "<h1>Welcome</h1>", Error::NotASignIn),
        (204, "", Error::NotASignIn),
    ];
    let asked = Url::parse("https://h/api/auth/token/").unwrap();
    for (status, body, expected) in cases {
        assert_eq!(from_sign_in(&answer(status, &[], body), &asked), expected, "{status} {body}");
    }
}

/// Messages may repeat what the person typed.
#[test]
fn messages_are_not_logged() {
    let error = error(400, &[], r#"{"email":["“ada@example.com” is taken."]}"#);
    assert!(!error.to_string().contains("ada"), "{error}");
}

#[test]
fn redirects_have_their_target() {
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
        assert_eq!(error(429, headers, ""), Why::Throttled { wait }.into(), "{headers:?}");
    }
}

#[test]
fn errors_have_an_outcome_and_may_be_transient() {
    use Outcome::{NotStored, Unknown};
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
        (Error::NoKey, NotStored, false),
        (Error::UnusableKey, NotStored, false),
        (Error::Redirected(Redirect::Slash), NotStored, false),
        (Why::Unauthorized.into(), NotStored, false),
        (Why::Forbidden.into(), NotStored, false),
        (Why::NotFound.into(), NotStored, false),
        (Why::MethodNotAllowed.into(), NotStored, false),
        (Why::TooLarge.into(), NotStored, false),
        (Why::UnsupportedMedia.into(), NotStored, false),
        (Why::Throttled { wait: None }.into(), NotStored, false),
        (Why::Rejected.into(), NotStored, false),
        (refused(Why::Rejected, &["No."]), NotStored, false),
        (Why::NotSignedIn { status: 200 }.into(), NotStored, false),
        (Error::NotASignIn, NotStored, false),
        (Why::Unexpected { status: 409 }.into(), NotStored, false),
        (Why::Failed { status: 500 }.into(), Unknown, false),
        (Why::Failed { status: 501 }.into(), Unknown, false),
        (Why::Failed { status: 408 }.into(), Unknown, true),
        (Why::Failed { status: 502 }.into(), Unknown, true),
        (Why::Failed { status: 503 }.into(), Unknown, true),
        (Why::Failed { status: 504 }.into(), Unknown, true),
        (Error::NotAProfile, Unknown, false),
        (Error::NothingShown, Unknown, false),
        (Error::NotHttp, Unknown, false),
        (Error::Altered, Unknown, false),
        (Error::TooBig, Unknown, false),
        (Error::TimedOut, Unknown, true),
        (Error::Interrupted, Unknown, true),
    ];
    for (error, outcome, transient) in cases {
        assert_eq!((error.outcome(), error.is_transient()), (outcome, transient), "{error:?}");
    }
}

#[test]
fn a_refusal_of_the_gender_only_is_recognised() {
    use Field::{Email, Gender};
    let rejected =
        |fields, other| Error::Answered(Refusal { why: Why::Rejected, words: said(fields, other) });
    assert!(rejected(&[(Gender, &["x"])], &[]).refuses_only_gender());
    assert!(!rejected(&[(Gender, &["x"]), (Email, &["x"])], &[]).refuses_only_gender());
    assert!(!rejected(&[(Gender, &["x"])], &["x"]).refuses_only_gender());
    assert!(!rejected(&[(Email, &["x"])], &[]).refuses_only_gender());
    assert!(!rejected(&[], &[]).refuses_only_gender());
    assert!(!Error::from(Why::Rejected).refuses_only_gender());
}

#[test]
fn a_web_page_is_recognised_by_its_type_or_its_beginning() {
    let cases = [
        ("text/html; charset=utf-8", "Sign in to the network", true),
        ("Text/HTML", "x", true),
        ("application/xhtml+xml", "<?xml?><html/>", true),
        ("application/json", "\u{FEFF}\r\n <!DOCTYPE HTML><title>Hotel</title>", true),
        ("", "<html lang=\"en\">", true),
        ("text/html", "", false),
        ("text/plain", "<xml/>", false),
        ("application/json", "{\"name\": \"<html>\"}", false),
        ("", "<ht", false),
    ];
    for (kind, body, expected) in cases {
        let headers = if kind.is_empty() { vec![] } else { vec![("Content-Type", kind)] };
        assert_eq!(is_web_page(&answer(200, &headers, body)), expected, "{kind} {body}");
    }
}
