//! Reads the body of a request by its content type. Knows no field of the profile.

use super::multipart::{self, MAX_TEXT, Part, Unreadable};

use axum::http::{HeaderMap, header};
use serde_json::Value;
use url::form_urlencoded;

/// The content of a body.
#[derive(Debug)]
pub(super) enum Body {
    /// Any JSON value; without a body an empty object.
    Json(Value),
    /// The parts of a form. Of two with the same name the later one counts.
    Form(Vec<(String, Part)>),
}

impl Body {
    /// The keys that were sent.
    pub(super) fn keys(&self) -> Vec<String> {
        match self {
            Self::Json(value) => {
                value.as_object().into_iter().flatten().map(|(key, _)| key.clone()).collect()
            }
            Self::Form(parts) => parts.iter().map(|(key, _)| key.clone()).collect(),
        }
    }
}

/// Reads a body by its content type.
///
/// # Errors
///
/// If the content type is not supported, the content is malformed, or the text is too large.
pub(super) fn read(headers: &HeaderMap, bytes: &[u8]) -> Result<Body, Unreadable> {
    // A server behind WSGI sees the length 0 for a chunked body.
    if bytes.is_empty() || is_chunked(headers) {
        return Ok(Body::Json(Value::Object(serde_json::Map::new())));
    }
    let content_type = headers.get(header::CONTENT_TYPE).map_or_else(
        || "text/plain".to_owned(),
        |value| String::from_utf8_lossy(value.as_bytes()).into_owned(),
    );
    let media_type = content_type.split(';').next().unwrap_or_default().trim().to_lowercase();
    match media_type.as_str() {
        "application/json" if bytes.len() > MAX_TEXT => Err(Unreadable::TooMuch),
        "application/json" => serde_json::from_slice(bytes)
            .map(Body::Json)
            .map_err(|error| Unreadable::Malformed(format!("JSON parse error - {error}"))),
        "application/x-www-form-urlencoded" if bytes.len() > MAX_TEXT => Err(Unreadable::TooMuch),
        "application/x-www-form-urlencoded" => Ok(Body::Form(
            form_urlencoded::parse(bytes)
                .map(|(name, text)| (name.into_owned(), Part::Text(text.into_owned())))
                .collect(),
        )),
        "multipart/form-data" => multipart::read(&content_type, bytes).map(Body::Form),
        _ => Err(Unreadable::Unsupported(content_type)),
    }
}

/// Whether the body is chunked, so has no length.
pub(super) fn is_chunked(headers: &HeaderMap) -> bool {
    headers.contains_key(header::TRANSFER_ENCODING)
}
