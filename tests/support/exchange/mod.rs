//! A table of requests with their expected answers, and the code that sends them to a server.

mod answers;
mod avatar;
pub(crate) mod http;
mod json;
mod keys;
pub(crate) mod pictures;
mod protocol;
mod reading;
mod reasons;
mod refusals;
mod text;

use http::Reply;

use nameplate::demo::Behaviour;
use serde_json::{Value, json};

use std::ops::RangeInclusive;

/// The whole table.
pub(crate) fn sections() -> Vec<Section> {
    [
        reading::sections(),
        keys::sections(),
        json::sections(),
        reasons::sections(),
        refusals::sections(),
        text::sections(),
        avatar::sections(),
        answers::sections(),
        protocol::sections(),
    ]
    .concat()
}

/// Exchanges that follow one another on one fresh server. The letters and numbers in front of their names
/// are those of `tests/reference/CONTRACT.md`.
#[derive(Debug, Clone)]
pub(crate) struct Section {
    pub(crate) title: &'static str,
    pub(crate) behaviour: Behaviour,
    pub(crate) exchanges: Vec<Exchange>,
}

/// Asks for every exchange of a section; each difference is a paragraph.
pub(crate) fn run(base_url: &str, section: &Section) -> Vec<String> {
    let mut wrong = Vec::new();
    for exchange in &section.exchanges {
        let complaints = match exchange.ask(base_url) {
            Ok(reply) => exchange.differences(&reply, base_url),
            Err(error) => vec![format!("no answer: {error}")],
        };
        if !complaints.is_empty() {
            wrong.push(format!("{} / {}\n  {}", section.title, exchange.name, complaints.join("\n  ")));
        }
    }
    wrong
}

/// One request and what is expected of the answer.
#[derive(Debug, Clone)]
pub(crate) struct Exchange {
    name: &'static str,
    method: &'static str,
    path: String,
    headers: Vec<(&'static str, String)>,
    body: Sent,
    expected: Vec<Expected>,
}

#[derive(Debug, Clone)]
enum Sent {
    Nothing,
    Bytes(Vec<u8>),
    Chunked(Vec<u8>),
}

#[derive(Debug, Clone)]
enum Expected {
    Status(u16),
    ContentType(&'static str),
    Header(&'static str, &'static str),
    NoHeader(&'static str),
    Seconds(&'static str, RangeInclusive<u64>),
    /// These keys with these values; others may be there.
    Contains(Value),
    /// This and nothing else.
    Exactly(Value),
    /// This text, letter for letter.
    Text(&'static str),
    Bytes(Vec<u8>),
    /// Some bytes that are not these.
    OtherBytes(Vec<u8>),
    Empty,
    /// What a person's profile contains afterwards.
    Stored(&'static str, Value),
}

/// Somebody's request without a body.
pub(crate) fn request(name: &'static str, who: &'static str, method: &'static str, path: &str) -> Exchange {
    let headers = match who {
        "" => Vec::new(),
        who => vec![("Authorization", format!("Token {}", key(who)))],
    };
    Exchange { name, method, path: path.to_owned(), headers, body: Sent::Nothing, expected: Vec::new() }
}

/// `GET` of somebody's profile.
pub(crate) fn get(name: &'static str, who: &'static str) -> Exchange {
    request(name, who, "GET", ME)
}

/// `PATCH` of somebody's profile with JSON.
pub(crate) fn patch(name: &'static str, who: &'static str, body: &Value) -> Exchange {
    request(name, who, "PATCH", ME).sends("application/json", body.to_string())
}

/// `PATCH` of somebody's profile with JSON that is given as text, or is none.
pub(crate) fn patch_raw(name: &'static str, who: &'static str, body: impl Into<Vec<u8>>) -> Exchange {
    request(name, who, "PATCH", ME).sends("application/json", body)
}

/// `PATCH` of somebody's profile with a multipart form.
pub(crate) fn form(name: &'static str, who: &'static str, parts: &[Part<'_>]) -> Exchange {
    request(name, who, "PATCH", ME).sends(MULTIPART, multipart(parts))
}

/// The path of the profile.
pub(crate) const ME: &str = "/api/users/me/";

/// The path for signing in.
pub(crate) const SIGN_IN: &str = "/api/auth/token/";

/// The content type of [`multipart`].
pub(crate) const MULTIPART: &str = "multipart/form-data; boundary=B";

/// A part of a form.
#[derive(Debug)]
pub(crate) enum Part<'a> {
    Text(&'a str, &'a str),
    /// Key, file name, content type, content.
    File(&'a str, &'a str, &'a str, &'a [u8]),
}

/// A multipart body with the boundary `B`.
pub(crate) fn multipart(parts: &[Part<'_>]) -> Vec<u8> {
    let mut body = Vec::new();
    for part in parts {
        body.extend_from_slice(b"--B\r\n");
        let (head, content) = match part {
            Part::Text(key, text) => (format!("form-data; name=\"{key}\""), text.as_bytes()),
            Part::File(key, name, kind, content) => {
                (format!("form-data; name=\"{key}\"; filename=\"{name}\"\r\nContent-Type: {kind}"), *content)
            }
        };
        body.extend_from_slice(format!("Content-Disposition: {head}\r\n\r\n").as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--B--\r\n");
    body
}

impl Exchange {
    pub(crate) fn sends(mut self, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = Sent::Bytes(body.into());
        self.header("Content-Type", content_type)
    }

    /// The same body without a length.
    pub(crate) fn in_chunks(mut self) -> Self {
        if let Sent::Bytes(body) = self.body {
            self.body = Sent::Chunked(body);
        }
        self
    }

    /// Adds a header, or replaces it; an empty value takes it out.
    pub(crate) fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.retain(|(other, _)| *other != name);
        if !value.is_empty() {
            self.headers.push((name, value.to_owned()));
        }
        self
    }

    /// 200 with a profile that contains this.
    pub(crate) fn shows(self, expected: Value) -> Self {
        self.answers_json(200).expects(Expected::Contains(expected))
    }

    /// A refusal with exactly this body.
    pub(crate) fn refused(self, status: u16, expected: Value) -> Self {
        self.answers_json(status).expects(Expected::Exactly(expected))
    }

    /// 200 with exactly this body.
    pub(crate) fn shows_only(self, expected: Value) -> Self {
        self.answers_json(200).expects(Expected::Exactly(expected))
    }

    /// A refusal with this sentence, in which `*` stands for anything.
    pub(crate) fn detail(self, status: u16, sentence: &str) -> Self {
        self.refused(status, json!({ "detail": sentence }))
    }

    /// An HTML page instead of JSON.
    pub(crate) fn answers_page(self, status: u16) -> Self {
        self.status(status).expects(Expected::ContentType("text/html; charset=utf-8"))
    }

    pub(crate) fn answers_json(self, status: u16) -> Self {
        self.status(status).expects(Expected::ContentType("application/json"))
    }

    pub(crate) fn answers_picture(self, content_type: &'static str) -> Self {
        self.status(200).expects(Expected::ContentType(content_type))
    }

    pub(crate) fn status(self, status: u16) -> Self {
        self.expects(Expected::Status(status))
    }

    pub(crate) fn content_type(self, content_type: &'static str) -> Self {
        self.expects(Expected::ContentType(content_type))
    }

    pub(crate) fn has_header(self, name: &'static str, value: &'static str) -> Self {
        self.expects(Expected::Header(name, value))
    }

    pub(crate) fn lacks_header(self, name: &'static str) -> Self {
        self.expects(Expected::NoHeader(name))
    }

    pub(crate) fn has_seconds(self, name: &'static str, range: RangeInclusive<u64>) -> Self {
        self.expects(Expected::Seconds(name, range))
    }

    pub(crate) fn has_text(self, text: &'static str) -> Self {
        self.expects(Expected::Text(text))
    }

    pub(crate) fn has_bytes(self, bytes: Vec<u8>) -> Self {
        self.expects(Expected::Bytes(bytes))
    }

    pub(crate) fn lacks_bytes(self, bytes: Vec<u8>) -> Self {
        self.expects(Expected::OtherBytes(bytes))
    }

    pub(crate) fn has_no_body(self) -> Self {
        self.expects(Expected::Empty)
    }

    /// What this person's profile contains afterwards, when it is read anew.
    pub(crate) fn stores(self, who: &'static str, expected: Value) -> Self {
        self.expects(Expected::Stored(who, expected))
    }

    fn expects(mut self, expected: Expected) -> Self {
        self.expected.push(expected);
        self
    }

    fn ask(&self, base_url: &str) -> std::io::Result<Reply> {
        let headers: Vec<(&str, &str)> =
            self.headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let (chunked, body) = match &self.body {
            Sent::Nothing => (false, None),
            Sent::Bytes(bytes) => (false, Some(bytes.as_slice())),
            Sent::Chunked(bytes) => (true, Some(bytes.as_slice())),
        };
        http::ask(base_url, self.method, &self.path, &headers, body, chunked)
    }

    fn differences(&self, reply: &Reply, base_url: &str) -> Vec<String> {
        let host = base_url.trim_start_matches("http://");
        let seen = || {
            let body = String::from_utf8_lossy(&reply.body);
            format!("{} {}", reply.status, body.chars().take(400).collect::<String>())
        };
        let header = |name| reply.header(name).unwrap_or("(none)");
        let mut wrong = Vec::new();
        for expected in &self.expected {
            let right = match expected {
                Expected::Status(status) => reply.status == *status,
                Expected::ContentType(kind) => header("content-type") == *kind,
                Expected::Header(name, value) => matches(value, header(name)),
                Expected::NoHeader(name) => reply.header(name).is_none(),
                Expected::Seconds(name, range) => {
                    header(name).parse().is_ok_and(|seconds| range.contains(&seconds))
                }
                Expected::Contains(value) => reply.json().is_some_and(|found| contains(&found, value, host)),
                Expected::Exactly(value) => reply
                    .json()
                    .is_some_and(|found| contains(&found, value, host) && has_no_more(&found, value)),
                Expected::Text(text) => reply.body == text.replace("{host}", host).as_bytes(),
                Expected::Bytes(bytes) => reply.body == *bytes,
                Expected::OtherBytes(bytes) => !reply.body.is_empty() && reply.body != *bytes,
                Expected::Empty => reply.body.is_empty(),
                Expected::Stored(who, value) => match stored(base_url, who) {
                    Some(found) if contains(&found, value, host) => true,
                    found => {
                        wrong.push(format!("{who} should have {value}, has {found:?}"));
                        continue;
                    }
                },
            };
            if !right {
                let headers = reply.headers.iter().map(|(name, value)| format!("{name}: {value}"));
                let headers = headers.collect::<Vec<_>>().join(", ");
                wrong.push(format!("expected {expected:?}, got {} [{headers}]", seen()));
            }
        }
        wrong
    }
}

/// A person's profile, read by the empty PATCH, which every server answers.
fn stored(base_url: &str, who: &str) -> Option<Value> {
    let token = format!("Token {}", key(who));
    let headers = [("Authorization", token.as_str()), ("Content-Type", "application/json")];
    http::ask(base_url, "PATCH", ME, &headers, Some(b"{}"), false).ok()?.json()
}

/// The keys of the reference server.
fn key(who: &str) -> &'static str {
    match who {
        "behrooz" => "f4e75eab6e0f663a972d145478d6fc4b81762070",
        "owner" => "0b2e8f4c7a91d35e6f8091a2b3c4d5e6f7081920",
        "member" => "3333333333333333333333333333333333333333",
        "empty" => "4444444444444444444444444444444444444444",
        _ => panic!("nobody is called {who}"),
    }
}

/// Whether all that is expected is there. In texts `{host}` stands for the server and `*` for anything.
fn contains(found: &Value, expected: &Value, host: &str) -> bool {
    match (found, expected) {
        (Value::Object(found), Value::Object(expected)) => expected
            .iter()
            .all(|(key, value)| found.get(key).is_some_and(|found| contains(found, value, host))),
        (Value::Array(found), Value::Array(expected)) => {
            found.len() == expected.len()
                && found.iter().zip(expected).all(|(found, value)| contains(found, value, host))
        }
        (Value::String(found), Value::String(expected)) => matches(&expected.replace("{host}", host), found),
        _ => found == expected,
    }
}

/// Whether an object has no keys but these.
fn has_no_more(found: &Value, expected: &Value) -> bool {
    match (found.as_object(), expected.as_object()) {
        (Some(found), Some(expected)) => found.len() == expected.len(),
        _ => true,
    }
}

fn matches(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((start, rest)) => text.strip_prefix(start).is_some_and(|tail| {
            tail.char_indices().map(|(at, _)| at).chain([tail.len()]).any(|at| matches(rest, &tail[at..]))
        }),
    }
}
