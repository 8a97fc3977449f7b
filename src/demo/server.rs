//! Accepts connections and answers their requests.

use super::connection::{Abort, AbortableListener};
use super::world::World;

use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::response::Response;
use tokio::net::TcpListener;

use std::sync::{Arc, Mutex};

/// Answers requests until the future is dropped.
pub(super) async fn serve(listener: TcpListener, world: Arc<Mutex<World>>) {
    let router = Router::new().fallback(handle).with_state(world);
    let service = router.into_make_service_with_connect_info::<Abort>();
    // It never returns, and an error of a connection ends only that connection.
    drop(axum::serve(AbortableListener(listener), service).await);
}

/// Handles a request; with the feature `demo-faults` by the code with faults.
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
