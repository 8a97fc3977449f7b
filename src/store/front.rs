//! Lets a second window of an account ask the first one to come to the front, through a Unix socket beside the draft. On
//! systems without such sockets nothing happens.

use futures_util::Stream;

use std::path::Path;

/// The name of the socket. It is short, because the path of a socket may have only about a hundred bytes.
#[cfg(unix)]
const NAME: &str = "call";

/// Asks the window that holds the draft in this folder to come to the front. Blocks only for a moment.
#[cfg(unix)]
pub(super) fn request_front(folder: &Path) {
    if std::os::unix::net::UnixStream::connect(folder.join(NAME)).is_err() {
        tracing::debug!("the first window could not be asked to come to the front");
    }
}

/// Yields once for each request. Only the window that holds the draft may listen. The stream ends if no socket can be
/// created, for example if the path of the folder is too long.
#[cfg(unix)]
pub(super) fn front_requests(folder: &Path) -> impl Stream<Item = ()> + use<> {
    use futures_util::stream::unfold;
    use tokio::net::UnixListener;

    let path = folder.join(NAME);
    unfold(None::<UnixListener>, move |listener| {
        let path = path.clone();
        async move {
            let listener = match listener {
                Some(listener) => listener,
                None => {
                    // A window that was killed leaves its socket.
                    let _ = super::file::remove(&path);
                    UnixListener::bind(&path).ok()?
                }
            };
            // It ends after an error, since trying again would fail again at once.
            let _ = listener.accept().await.ok()?;
            Some(((), Some(listener)))
        }
    })
}

#[cfg(not(unix))]
pub(super) fn request_front(_folder: &Path) {}

#[cfg(not(unix))]
pub(super) fn front_requests(_folder: &Path) -> impl Stream<Item = ()> + use<> {
    futures_util::stream::pending()
}

#[cfg(all(test, unix))]
mod tests {
    use super::{front_requests, request_front};

    use futures_util::StreamExt;
    use tokio::time::timeout;

    use std::time::Duration;

    #[tokio::test]
    async fn each_request_is_heard_and_a_second_window_can_listen_after_the_first() {
        let folder = tempfile::tempdir().unwrap();
        request_front(folder.path());
        for _ in 0..2 {
            let mut heard = Box::pin(front_requests(folder.path()));
            // It listens once the stream is polled for the first time.
            assert!(timeout(Duration::from_millis(50), heard.next()).await.is_err());
            for _ in 0..2 {
                request_front(folder.path());
                assert_eq!(heard.next().await, Some(()));
            }
            assert!(timeout(Duration::from_millis(50), heard.next()).await.is_err(), "once for each request");
        }
    }
}
