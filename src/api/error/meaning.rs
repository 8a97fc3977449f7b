//! The error for an answer that is no success: from its status, with the messages of the server.

use super::body::{self, BodyMessages};
use super::credentials;
use super::{Error, ProxyRefusal, Redirect, Refusal, Why};
use crate::api::exchange::Answer;

use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, DATE, HeaderMap, LOCATION, RETRY_AFTER};
use url::Url;

use std::time::Duration;

/// The error for an answer that is no success. The status decides; the body adds the messages.
pub(in crate::api) fn from_answer(answer: &Answer, asked: &Url) -> Error {
    match answer.status {
        StatusCode::PROXY_AUTHENTICATION_REQUIRED => Error::Proxy(ProxyRefusal::Authentication, None),
        status if status.is_redirection() && status != StatusCode::NOT_MODIFIED => {
            Error::Redirected(redirect(&answer.headers, asked))
        }
        status if status.is_success() => Error::NotAProfile,
        _ => Error::Answered(Refusal { why: why(answer), words: reading(answer).words }),
    }
}

fn why(answer: &Answer) -> Why {
    match answer.status {
        StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY => Why::Rejected,
        StatusCode::UNAUTHORIZED => Why::Unauthorized,
        StatusCode::FORBIDDEN => Why::Forbidden,
        StatusCode::NOT_FOUND => Why::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Why::MethodNotAllowed,
        StatusCode::PAYLOAD_TOO_LARGE => Why::TooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Why::UnsupportedMedia,
        StatusCode::TOO_MANY_REQUESTS => Why::Throttled { wait: retry_after(&answer.headers) },
        status if status.is_server_error() || status == StatusCode::REQUEST_TIMEOUT => {
            Why::Failed { status: status.as_u16() }
        }
        status => Why::Unexpected { status: status.as_u16() },
    }
}

/// The error for an answer to a sign-in that has no key. A refusal is about the name and the password if it says so, or if
/// its status may mean that and it says nothing.
/// 404 and 405 mean that there is no such sign-in, unless a 404 has a message that says what was not found.
pub(in crate::api) fn from_sign_in(answer: &Answer, asked: &Url) -> Error {
    let status = answer.status.as_u16();
    let reading = reading(answer);
    let wrong = |words| Error::Answered(Refusal { why: Why::WrongPassword, words });
    let refused = credentials::refused(&reading);
    if answer.status.is_success() {
        return match (refused, reading.words) {
            _ if !body::is_json(&answer.body) => Error::NotASignIn,
            (Some(words), _) => wrong(words),
            (None, words) if words.is_empty() => Why::NoKey.into(),
            (None, words) => Error::Answered(Refusal { why: Why::NotSignedIn { status }, words }),
        };
    }
    match from_answer(answer, asked) {
        Error::Answered(Refusal { why, words }) => {
            let is_about_both =
                matches!(why, Why::Rejected | Why::Unauthorized | Why::Forbidden | Why::NotFound);
            if let Some(words) = refused.filter(|_| is_about_both) {
                return wrong(words);
            }
            let why = match why {
                Why::Rejected | Why::Unauthorized
                    if words.is_empty() && credentials::may_be_refused(&answer.body) =>
                {
                    Why::WrongPassword
                }
                Why::MethodNotAllowed => Why::NoPasswordSignIn,
                Why::NotFound if words.is_empty() => Why::NoPasswordSignIn,
                Why::NotFound
                | Why::Rejected
                | Why::Unauthorized
                | Why::Forbidden
                | Why::Unexpected { .. } => Why::NotSignedIn { status },
                why => why,
            };
            Error::Answered(Refusal { why, words })
        }
        error => error,
    }
}

/// The keys of the request that a 400 or 422 is about. If it has only messages for the whole request, those in quotation
/// marks, as in `Must include "email" and "password".` Keys are the same in every language.
pub(in crate::api) fn missing_keys(answer: &Answer) -> Vec<String> {
    if why(answer) != Why::Rejected {
        return Vec::new();
    }
    let BodyMessages { words, mut keys } = reading(answer);
    if keys.is_empty() {
        keys.extend(words.other.iter().flat_map(|said| quoted(said)).map(str::to_owned));
    }
    keys
}

/// The parts of a text in quotation marks, in the marks of any language.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    const MARKS: [char; 10] = ['"', '\'', '`', '“', '”', '„', '‘', '’', '«', '»'];
    text.split(MARKS).skip(1).step_by(2)
}

/// The messages of an answer: of JSON in any format, or of a short line of plain text. A message that only repeats the
/// name of the status is dropped, unless the program has no sentence for that status.
fn reading(answer: &Answer) -> BodyMessages {
    let mut reading = body::read(&answer.body)
        .or_else(|| is_plain_text(&answer.headers).then(|| body::read_line(&answer.body)))
        .unwrap_or_default();
    let name = answer.status.canonical_reason().unwrap_or_default();
    if !matches!(why(answer), Why::Unexpected { .. }) {
        let repeats = |said: &str| said.eq_ignore_ascii_case(name) || names_status(answer.status, said);
        reading.words.other.retain(|said| !repeats(said.trim_end_matches('.')));
    }
    reading
}

/// Whether a text is the name of a status in Persian, as frameworks write it.
fn names_status(status: StatusCode, said: &str) -> bool {
    matches!((status, said), (StatusCode::NOT_FOUND, "یافت نشد" | "پیدا نشد"))
}

fn is_plain_text(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).map_or(b"".as_slice(), |kind| kind.as_bytes());
    let kind = kind.split(|byte| *byte == b';').next().unwrap_or_default();
    kind.trim_ascii().eq_ignore_ascii_case(b"text/plain")
}

fn redirect(headers: &HeaderMap, asked: &Url) -> Redirect {
    let target = headers
        .get(LOCATION)
        .and_then(|location| std::str::from_utf8(location.as_bytes()).ok())
        .and_then(|location| asked.join(location).ok())
        .filter(|target| matches!(target.scheme(), "http" | "https"));
    match target {
        None => Redirect::Nowhere,
        Some(target) if target.origin() != asked.origin() => {
            Redirect::Elsewhere(target.origin().ascii_serialization())
        }
        Some(target) if target.path() == format!("{}/", asked.path()) => Redirect::Slash,
        Some(_) => Redirect::SameServer,
    }
}

/// `Retry-After`, in seconds or as a date. The date is compared with the `Date` of the same answer, so that the clock of
/// this machine does not matter. At least 1 second, at most 24 hours.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    const LONGEST: u64 = 24 * 60 * 60;
    let text = |name| headers.get(name)?.to_str().ok().map(str::trim);
    let date = |text: &str| jiff::fmt::rfc2822::parse(text).ok().map(|date| date.timestamp().as_second());
    let value = text(RETRY_AFTER)?;
    let seconds = if value.bytes().all(|digit| digit.is_ascii_digit()) && !value.is_empty() {
        value.parse().unwrap_or(LONGEST)
    } else {
        let wait = date(value)? - date(text(DATE)?)?;
        u64::try_from(wait).unwrap_or(0)
    };
    Some(Duration::from_secs(seconds.clamp(1, LONGEST)))
}
