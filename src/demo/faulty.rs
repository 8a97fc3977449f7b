//! Handles requests with faults; only for tests.

use super::answer::{closing, error_page};
use super::behaviour::FailingWrites;
use super::connection::Abort;
use super::fault::{Effect, MAX_RECORDED_BODY};
use super::request::{MAX_BODY, ME, NotRead, answer, read};
use super::world::{World, lock};

use axum::body::Body;
use axum::http::header::CONTENT_LENGTH;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::response::Response;
use futures_util::{StreamExt, stream};
use tokio::time::sleep;

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// When a change with [`FailingWrites::Late`] is stored after its answer.
const LATE: Duration = Duration::from_secs(2);

/// Handles a request with the effect of the oldest fault that matches.
pub(super) async fn handle(world: Arc<Mutex<World>>, abort: &Abort, head: Parts, body: Body) -> Response {
    let (effect, number) = {
        let mut world = lock(&world);
        (world.faults.take(&head), world.journal.arrived(&head))
    };
    let effect = effect.or_else(|| failing_write(&lock(&world), &head));
    let speed = match effect {
        Some(Effect::SlowRead(bytes_per_second)) => Some(bytes_per_second),
        Some(Effect::DropBeforeStoring) => return abort.response(),
        _ => None,
    };
    let body = match read(recorded(body, speed, Arc::clone(&world), number)).await {
        Ok(body) => body,
        Err(NotRead::TooLarge) => return closing(error_page(StatusCode::PAYLOAD_TOO_LARGE)),
        Err(NotRead::Gone) => return abort.response(),
    };
    let recorded_body = body[..body.len().min(MAX_RECORDED_BODY)].to_vec();
    lock(&world).journal.update(number, |recorded| recorded.body = recorded_body);
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
        Some(Effect::StoreThenDrop) => return abort.response(),
        Some(Effect::CutAnswer(after)) => return cut_short(response, after).await,
        _ => {}
    }
    response
}

/// The effect for a change if all changes fail.
fn failing_write(world: &World, head: &Parts) -> Option<Effect> {
    if head.method != Method::PATCH || head.uri.path() != ME {
        return None;
    }
    match world.behaviour.failing_writes() {
        FailingWrites::No => None,
        FailingWrites::Never => Some(Effect::Answer { status: 502, headers: Vec::new(), body: Vec::new() }),
        FailingWrites::Late => Some(Effect::AnswerThenStore { status: 502, after: LATE }),
    }
}

async fn store_later(after: Duration, world: Arc<Mutex<World>>, head: Parts, body: Vec<u8>) {
    sleep(after).await;
    drop(answer(&mut lock(&world), &head, &body));
}

/// Handles a request in its own task, because the task of a request ends when its client disconnects.
async fn later(time: Duration, world: &Arc<Mutex<World>>, head: Parts, body: Vec<u8>) -> Response {
    let world = Arc::clone(world);
    let task = tokio::spawn(async move {
        sleep(time).await;
        answer(&mut lock(&world), &head, &body)
    });
    task.await.unwrap_or_else(|_| error_page(StatusCode::INTERNAL_SERVER_ERROR))
}

/// The same body, read at most at this speed in bytes per second. Records how much was received.
fn recorded(body: Body, speed: Option<usize>, world: Arc<Mutex<World>>, number: usize) -> Body {
    let chunks = body.into_data_stream().then(move |chunk| {
        let world = Arc::clone(&world);
        async move {
            let chunk = chunk?;
            if let Some(speed) = speed {
                sleep(Duration::from_secs_f64(chunk.len() as f64 / speed.max(1) as f64)).await;
            }
            lock(&world).journal.update(number, |recorded| recorded.body_len += chunk.len());
            Ok::<_, axum::Error>(chunk)
        }
    });
    Body::from_stream(chunks)
}

/// An answer that was given by a test.
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

/// An answer with the full `Content-Length` whose body fails after some bytes.
async fn cut_short(response: Response, after: usize) -> Response {
    let (mut head, body) = response.into_parts();
    let whole = axum::body::to_bytes(body, MAX_BODY).await.unwrap_or_default();
    let part = whole.slice(..after.min(whole.len()));
    head.headers.extend([(CONTENT_LENGTH, HeaderValue::from(whole.len()))]);
    let end = async {
        // The first piece is sent only if the next one is not ready.
        tokio::task::yield_now().await;
        Err(io::Error::from(io::ErrorKind::ConnectionAborted))
    };
    let pieces = stream::once(async { Ok(part) }).chain(stream::once(end));
    Response::from_parts(head, Body::from_stream(pieces))
}
