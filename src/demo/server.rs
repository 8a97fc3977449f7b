//! The way of a request through the server: faults, body, path, answer.

use super::answer::{closing, error_page, failure_page, redirect, response};
use super::connection::{Abort, AbortableListener};
use super::fault::{Effect, MAX_RECORDED_BODY};
use super::knobs::FailingWrites;
use super::people::Picture;
use super::world::{World, lock};
use super::{multipart, profile, sign_in, upload};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, IF_MODIFIED_SINCE, LAST_MODIFIED};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::response::Response;
use futures_util::{StreamExt, stream};
use jiff::fmt::rfc2822;
use tokio::net::TcpListener;
use tokio::time::sleep;

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Answers requests until it is dropped.
pub(super) async fn serve(listener: TcpListener, world: Arc<Mutex<World>>) {
    let router = Router::new().fallback(handle).with_state(world);
    let service = router.into_make_service_with_connect_info::<Abort>();
    // It never ends by itself, and failing connections end alone.
    drop(axum::serve(AbortableListener(listener), service).await);
}

async fn handle(
    State(world): State<Arc<Mutex<World>>>,
    ConnectInfo(abort): ConnectInfo<Abort>,
    request: Request,
) -> Response {
    let (head, body) = request.into_parts();
    let (effect, number) = {
        let mut world = lock(&world);
        (world.faults.take(&head), world.journal.arrived(&head))
    };
    let effect = effect.or_else(|| failing_write(&lock(&world), &head));
    let speed = match effect {
        Some(Effect::SlowRead(bytes_per_second)) => Some(bytes_per_second),
        Some(Effect::DropBeforeStoring) => return aborted(&abort),
        _ => None,
    };
    let body = match read(body, speed, &world, number).await {
        Ok(body) => body,
        Err(NotRead::TooLarge) => return closing(error_page(StatusCode::PAYLOAD_TOO_LARGE)),
        Err(NotRead::Gone) => return aborted(&abort),
    };
    if let Some(Effect::WaitThenAnswer(time)) = effect {
        sleep(time).await;
    }
    if let Some(Effect::AnswerThenStore { after, .. }) = effect {
        drop(tokio::spawn(store_later(after, Arc::clone(&world), head.clone(), body.clone())));
    }
    let response = match &effect {
        Some(Effect::AnswerThenStore { status, .. }) => canned(*status, &[], b""),
        Some(Effect::Answer { status, headers, body }) => canned(*status, headers, body),
        Some(Effect::StoreLate(time)) => later(*time, &world, head, body).await,
        _ => answer(&mut lock(&world), &head, &body),
    };
    let status = response.status().as_u16();
    lock(&world).journal.update(number, |recorded| recorded.status = Some(status));
    match effect {
        Some(Effect::AnswerLate(time)) => sleep(time).await,
        Some(Effect::StoreThenDrop) => return aborted(&abort),
        Some(Effect::CutAnswer(after)) => return cut_short(response, after).await,
        _ => {}
    }
    response
}

/// A change where all changes fail.
fn failing_write(world: &World, head: &Parts) -> Option<Effect> {
    if head.method != Method::PATCH || head.uri.path() != ME {
        return None;
    }
    match world.knobs.failing_writes {
        FailingWrites::No => None,
        FailingWrites::Never => Some(Effect::Answer { status: 502, headers: Vec::new(), body: Vec::new() }),
        FailingWrites::Late => Some(Effect::AnswerThenStore { status: 502, after: LATE }),
    }
}

async fn store_later(after: Duration, world: Arc<Mutex<World>>, head: Parts, body: Vec<u8>) {
    sleep(after).await;
    drop(answer(&mut lock(&world), &head, &body));
}

/// Answers in a task of its own: what handles a request ends where its client leaves.
async fn later(time: Duration, world: &Arc<Mutex<World>>, head: Parts, body: Vec<u8>) -> Response {
    let world = Arc::clone(world);
    let task = tokio::spawn(async move {
        sleep(time).await;
        answer(&mut lock(&world), &head, &body)
    });
    task.await.unwrap_or_else(|_| error_page(StatusCode::INTERNAL_SERVER_ERROR))
}

/// The framework's order: the paths it knows, pictures, a missing slash, nothing.
fn answer(world: &mut World, head: &Parts, body: &[u8]) -> Response {
    // Percent signs are decoded and slashes in front of the first removed before anything is looked up.
    let path = multipart::percent_decoded(head.uri.path());
    let path = &*format!("/{}", path.trim_start_matches('/'));
    let is_known = |path: &str| path == ME || (path == SIGN_IN && world.knobs.sign_in);
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
        return closing(if world.knobs.debug && loses_data {
            failure_page(&head.headers, StatusCode::INTERNAL_SERVER_ERROR, true, "RuntimeError")
        } else {
            redirect(&format!("{path}/"))
        });
    }
    error_page(StatusCode::NOT_FOUND)
}

const ME: &str = "/api/users/me/";
const SIGN_IN: &str = "/api/auth/token/";

/// When a change is done that was answered 502 and is done late.
const LATE: Duration = Duration::from_secs(2);

/// The largest body that is read, in bytes.
const MAX_BODY: usize = 64 * 1024 * 1024;

enum NotRead {
    TooLarge,
    /// The client went away in the middle.
    Gone,
}

/// Reads a whole body, noting its progress.
async fn read(
    body: Body,
    bytes_per_second: Option<usize>,
    world: &Mutex<World>,
    number: usize,
) -> Result<Vec<u8>, NotRead> {
    let mut stream = body.into_data_stream();
    let mut bytes = Vec::new();
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|_| NotRead::Gone)?;
        if bytes.len() + chunk.len() > MAX_BODY {
            return Err(NotRead::TooLarge);
        }
        if let Some(speed) = bytes_per_second {
            sleep(Duration::from_secs_f64(chunk.len() as f64 / speed.max(1) as f64)).await;
        }
        bytes.extend_from_slice(&chunk);
        lock(world).journal.update(number, |recorded| recorded.body_len = bytes.len());
    }
    let recorded_body = bytes[..bytes.len().min(MAX_RECORDED_BODY)].to_vec();
    lock(world).journal.update(number, |recorded| recorded.body = recorded_body);
    Ok(bytes)
}

/// A stored picture. It needs no key.
fn media(headers: &HeaderMap, picture: &Picture) -> Response {
    // Whole seconds, as the header has them.
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

/// Ends the connection; nobody will read the answer.
fn aborted(abort: &Abort) -> Response {
    abort.abort();
    Response::new(Body::empty())
}

/// An answer that a test gave.
fn canned(status: u16, headers: &[(String, String)], body: &[u8]) -> Response {
    let mut response = Response::new(Body::from(body.to_vec()));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            let _ = response.headers_mut().append(name, value);
        }
    }
    response
}

/// The whole length is promised, but the body fails on the way.
async fn cut_short(response: Response, after: usize) -> Response {
    let (mut head, body) = response.into_parts();
    let whole = axum::body::to_bytes(body, MAX_BODY).await.unwrap_or_default();
    let part = whole.slice(..after.min(whole.len()));
    head.headers.extend([(CONTENT_LENGTH, HeaderValue::from(whole.len()))]);
    let end = async {
        // The first piece is written out only when the next is not there yet.
        tokio::task::yield_now().await;
        Err(io::Error::from(io::ErrorKind::ConnectionAborted))
    };
    let pieces = stream::once(async { Ok(part) }).chain(stream::once(end));
    Response::from_parts(head, Body::from_stream(pieces))
}
