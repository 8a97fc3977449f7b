//! The server: takes connections and answers what comes over them.

use super::connection::{Abort, AbortableListener};
use super::world::World;

use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::response::Response;
use tokio::net::TcpListener;

use std::sync::{Arc, Mutex};

/// Answers requests until it is dropped.
pub(super) async fn serve(listener: TcpListener, world: Arc<Mutex<World>>) {
    let router = Router::new().fallback(handle).with_state(world);
    let service = router.into_make_service_with_connect_info::<Abort>();
    // It never ends by itself, and failing connections end alone.
    drop(axum::serve(AbortableListener(listener), service).await);
}

/// With the feature `demo-faults` a request goes where things can go wrong.
#[cfg(feature = "demo-faults")]
async fn handle(
    State(world): State<Arc<Mutex<World>>>,
    ConnectInfo(abort): ConnectInfo<Abort>,
    request: Request,
) -> Response {
    let (head, body) = request.into_parts();
    super::faulty::handle(world, &abort, head, body).await
}

#[cfg(not(feature = "demo-faults"))]
async fn handle(
    State(world): State<Arc<Mutex<World>>>,
    ConnectInfo(abort): ConnectInfo<Abort>,
    request: Request,
) -> Response {
    use super::answer::{closing, error_page};
    use super::request::{NotRead, answer, read};
    use super::world::lock;

    let (head, body) = request.into_parts();
    match read(body).await {
        Ok(body) => answer(&mut lock(&world), &head, &body),
        Err(NotRead::TooLarge) => closing(error_page(axum::http::StatusCode::PAYLOAD_TOO_LARGE)),
        Err(NotRead::Gone) => abort.response(),
    }
}
