//! Writes answers: those of the framework as JSON (or as a page for browsers), those of Django as pages.

use super::behaviour::{Behaviour, Envelope};
use super::persian;

use axum::body::Body;
use axum::http::header::{ALLOW, CONNECTION, CONTENT_TYPE, LOCATION, VARY};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// An answer of the framework.
#[derive(Debug)]
pub(super) struct Answer {
    status: StatusCode,
    json: Vec<u8>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl Answer {
    /// An answer with JSON content.
    pub(super) fn new(status: StatusCode, content: &impl Serialize) -> Self {
        let json = serde_json::to_vec(content).expect("what the server says is always valid JSON");
        Self { status, json, headers: Vec::new() }
    }

    /// 204 without a body.
    pub(super) fn nothing() -> Self {
        Self { status: StatusCode::NO_CONTENT, json: Vec::new(), headers: Vec::new() }
    }

    /// `{"detail": …}`
    pub(super) fn detail(status: StatusCode, detail: &str) -> Self {
        Self::new(status, &json!({ "detail": detail }))
    }

    /// Puts an error into the form of another framework.
    pub(super) fn in_envelope(self, envelope: Envelope) -> Self {
        let plain: Map<String, Value> = serde_json::from_slice(&self.json).unwrap_or_default();
        let (number, is_about_fields) = (self.status.as_u16(), !plain.contains_key("detail"));
        let wrapped = match envelope {
            Envelope::Plain => return self,
            Envelope::Standardized => {
                let kind = match number {
                    500.. => "server_error",
                    400 if is_about_fields => "validation_error",
                    _ => "client_error",
                };
                let entry = |key: &str, detail: &Value| {
                    let attr = if key == "detail" { Value::Null } else { key.into() };
                    json!({ "code": "invalid", "detail": detail, "attr": attr })
                };
                let entries = plain.iter().flat_map(|(key, said)| match said {
                    Value::Array(said) => said.iter().map(|said| entry(key, said)).collect(),
                    said => vec![entry(key, said)],
                });
                json!({ "type": kind, "errors": entries.collect::<Vec<_>>() })
            }
            Envelope::Problem => {
                let title = self.status.canonical_reason().unwrap_or_default();
                let mut problem = json!({ "type": "about:blank", "title": title, "status": number });
                if is_about_fields {
                    problem["errors"] = plain.into();
                } else {
                    problem["detail"] = plain["detail"].clone();
                }
                problem
            }
        };
        Self { json: wrapped.to_string().into_bytes(), ..self }
    }

    /// Translates the answer to the language of the request, if the server does so.
    pub(super) fn in_language(self, headers: &HeaderMap, behaviour: &Behaviour) -> Self {
        if !behaviour.locale_middleware() || !persian::is_wanted(headers) {
            return self;
        }
        let Ok(mut content) = serde_json::from_slice(&self.json) else { return self };
        persian::translate(&mut content);
        Self { json: content.to_string().into_bytes(), ..self }
    }

    /// Adds a header.
    pub(super) fn with(mut self, name: HeaderName, value: impl Into<HeaderValue>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Writes the answer in this form.
    pub(super) fn written(self, form: AnswerForm, allow: &'static str) -> Response {
        let (content_type, body) = match form {
            AnswerForm::Json => ("application/json", self.json),
            AnswerForm::Html => {
                (HTML, browsable(self.status, &String::from_utf8_lossy(&self.json)).into_bytes())
            }
        };
        let is_empty = body.is_empty();
        let mut response = response(self.status, content_type, body);
        let headers = response.headers_mut();
        if is_empty {
            drop(headers.remove(CONTENT_TYPE));
        }
        headers.extend(self.headers);
        headers.extend([(ALLOW, HeaderValue::from_static(allow))]);
        response
    }
}

/// The form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AnswerForm {
    /// JSON.
    Json,
    /// A page of the framework for browsers.
    Html,
}

/// The form that `Accept` asks for. More precise media types have priority, and JSON before HTML. `None` if none fits.
/// Quality values are ignored.
pub(super) fn negotiate(headers: &HeaderMap, offered: &[AnswerForm]) -> Option<AnswerForm> {
    let accept = headers
        .get(header::ACCEPT)
        .map_or_else(|| "*/*".to_owned(), |value| String::from_utf8_lossy(value.as_bytes()).to_lowercase());
    let wishes: Vec<(u8, &str, &str)> = accept
        .split(',')
        .filter_map(|wish| {
            let (media_type, parameters) = wish.split_once(';').unwrap_or((wish, ""));
            let (main, sub) = media_type.trim().split_once('/')?;
            let precision = match (main, sub, parameters.trim()) {
                ("*", ..) => 0,
                (_, "*", _) => 1,
                (_, _, parameters) if parameters.is_empty() || parameters.starts_with("q=") => 2,
                _ => 3,
            };
            Some((precision, main, sub))
        })
        .collect();
    (0..=3).rev().find_map(|precision| {
        offered.iter().copied().find(|form| {
            let (form_main, form_sub) = match form {
                AnswerForm::Json => ("application", "json"),
                AnswerForm::Html => ("text", "html"),
            };
            wishes.iter().any(|(found, main, sub)| {
                *found == precision && ["*", form_main].contains(main) && ["*", form_sub].contains(sub)
            })
        })
    })
}

/// Adds `Vary: Accept`, like all views with two forms.
pub(super) fn varying(mut response: Response) -> Response {
    response.headers_mut().extend([(VARY, HeaderValue::from_static("Accept"))]);
    response
}

/// Django's page for an error. With debugging it is a long page, or plain text if the client accepts no HTML.
pub(super) fn failure_page(headers: &HeaderMap, status: StatusCode, debug: bool, title: &str) -> Response {
    if !debug {
        return error_page(status);
    }
    let wants_html = headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_none_or(|accept| ["text/html", "text/*", "*/*"].iter().any(|kind| accept.contains(kind)));
    if wants_html {
        response(status, HTML, html(title, &format!("<h1>{title}</h1>")).into_bytes())
    } else {
        response(status, "text/plain; charset=utf-8", format!("{title}\n").into_bytes())
    }
}

/// The short page for an error.
pub(super) fn error_page(status: StatusCode) -> Response {
    let reason = status.canonical_reason().unwrap_or_default();
    response(status, HTML, html(reason, &format!("<h1>{reason}</h1>")).into_bytes())
}

/// The redirect to the path with its slash.
pub(super) fn redirect(to: &str) -> Response {
    let mut response = response(StatusCode::MOVED_PERMANENTLY, HTML, Vec::new());
    if let Ok(location) = HeaderValue::from_str(to) {
        response.headers_mut().extend([(LOCATION, location)]);
    }
    response
}

/// Closes the connection after the answer.
pub(super) fn closing(mut response: Response) -> Response {
    response.headers_mut().extend([(CONNECTION, HeaderValue::from_static("close"))]);
    response
}

/// Any answer with a body.
pub(super) fn response(status: StatusCode, content_type: &'static str, body: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().extend([(CONTENT_TYPE, HeaderValue::from_static(content_type))]);
    response
}

const HTML: &str = "text/html; charset=utf-8";

fn browsable(status: StatusCode, json: &str) -> String {
    let json = json.replace('&', "&amp;").replace('<', "&lt;");
    html("Me", &format!("<h1>Me</h1>\n<pre>HTTP {status}\n\n{json}</pre>"))
}

fn html(title: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n  <title>{title}</title>\n</head>\n<body>\n  {body}\n</body>\n</html>\n"
    )
}
