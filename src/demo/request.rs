//! Reads the body of a request, and finds the view for its path.

use super::answer::{closing, error_page, failure_page, redirect, response};
use super::people::StoredPicture;
use super::world::World;
use super::{multipart, profile, sign_in, upload};

use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_DISPOSITION, IF_MODIFIED_SINCE, LAST_MODIFIED};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::Response;
use futures_util::StreamExt;
use jiff::fmt::rfc2822;

/// The path of the profile.
pub(super) const ME: &str = "/api/users/me/";
const SIGN_IN: &str = "/api/auth/token/";

/// The largest body that is read, in bytes.
pub(super) const MAX_BODY: usize = 64 * 1024 * 1024;

/// Why a body was not read.
pub(super) enum NotRead {
    /// It is larger than [`MAX_BODY`].
    TooLarge,
    /// The client disconnected.
    Gone,
}

/// Reads a body.
pub(super) async fn read(body: Body) -> Result<Vec<u8>, NotRead> {
    let mut stream = body.into_data_stream();
    let mut bytes = Vec::new();
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|_| NotRead::Gone)?;
        if bytes.len() + chunk.len() > MAX_BODY {
            return Err(NotRead::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// Answers a request. The order is that of the framework: known paths, pictures, paths without their slash, 404.
pub(super) fn answer(world: &mut World, head: &Parts, body: &[u8]) -> Response {
    // The path is percent-decoded and has one slash at its start before it is compared.
    let path = multipart::percent_decoded(head.uri.path());
    let path = &*format!("/{}", path.trim_start_matches('/'));
    let is_known = |path: &str| path == ME || (path == SIGN_IN && world.behaviour.sign_in());
    if is_known(path) {
        return if path == ME {
            profile::answer(world, head, body)
        } else {
            sign_in::answer(world, head, body)
        };
    }
    if let Some(name) = path.strip_prefix("/media/") {
        let asked = head.uri.query().and_then(|query| query.strip_prefix("file="));
        let asked = multipart::percent_decoded(asked.and_then(|file| file.split('&').next()).unwrap_or(name));
        let picture = asked.strip_prefix(upload::FOLDER).and_then(|name| world.people.picture(name));
        return picture
            .map_or_else(|| error_page(StatusCode::NOT_FOUND), |found| media(&head.headers, found));
    }
    if is_known(&format!("{path}/")) {
        let loses_data = [Method::POST, Method::PUT, Method::PATCH, Method::DELETE].contains(&head.method);
        return closing(if world.behaviour.debug() && loses_data {
            failure_page(&head.headers, StatusCode::INTERNAL_SERVER_ERROR, true, "RuntimeError")
        } else {
            redirect(&format!("{path}/"))
        });
    }
    error_page(StatusCode::NOT_FOUND)
}

/// A stored picture; no key is needed.
fn media(headers: &HeaderMap, picture: &StoredPicture) -> Response {
    // The header has whole seconds.
    let modified = picture.modified.as_second();
    let is_fresh = headers
        .get(IF_MODIFIED_SINCE)
        .and_then(|since| since.to_str().ok())
        .and_then(|since| rfc2822::DateTimeParser::new().parse_timestamp(since).ok())
        .is_some_and(|since| modified <= since.as_second());
    if is_fresh {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    let mut answer = response(StatusCode::OK, upload::content_type(&picture.name), picture.bytes.clone());
    let modified = rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&picture.modified);
    let disposition = format!("inline; filename=\"{}\"", picture.name);
    for (name, value) in [(LAST_MODIFIED, modified.ok()), (CONTENT_DISPOSITION, Some(disposition))] {
        if let Some(value) = value.and_then(|value| HeaderValue::from_maybe_shared(Bytes::from(value)).ok()) {
            answer.headers_mut().extend([(name, value)]);
        }
    }
    answer
}
