//! How a second window of an account asks the first one to come to the front: by a socket beside the draft. Where the system
//! has no such sockets, nobody is asked.

use futures_util::Stream;

use std::path::Path;

/// Short, since the whole path of a socket has room for about a hundred bytes.
#[cfg(unix)]
const NAME: &str = "call";

/// Asks the window that holds the draft in this folder. Blocks for a moment at most: the socket is on this machine.
#[cfg(unix)]
pub(super) fn call(folder: &Path) {
    if std::os::unix::net::UnixStream::connect(folder.join(NAME)).is_err() {
        tracing::debug!("the first window could not be asked to come to the front");
    }
}

/// Something for each time that this window is asked. Only the one that holds the draft may listen. A folder in which no
/// socket can be made, as one with a very long path, costs this and nothing else.
#[cfg(unix)]
pub(super) fn calls(folder: &Path) -> impl Stream<Item = ()> + use<> {
    use futures_util::stream::unfold;
    use tokio::net::UnixListener;

    let path = folder.join(NAME);
    unfold(None::<UnixListener>, move |listener| {
        let path = path.clone();
        async move {
            let listener = match listener {
                Some(listener) => listener,
                None => {
                    // Of a window that was killed.
                    let _ = super::file::remove(&path);
                    UnixListener::bind(&path).ok()?
                }
            };
            // With an error the next one would come at once.
            let _ = listener.accept().await.ok()?;
            Some(((), Some(listener)))
        }
    })
}

#[cfg(not(unix))]
pub(super) fn call(_folder: &Path) {}

#[cfg(not(unix))]
pub(super) fn calls(_folder: &Path) -> impl Stream<Item = ()> + use<> {
    futures_util::stream::pending()
}

#[cfg(all(test, unix))]
mod tests {
    use super::{call, calls};

    use futures_util::StreamExt;
    use tokio::time::timeout;

    use std::time::Duration;

    #[tokio::test]
    async fn a_window_hears_each_call_also_after_one_that_was_killed() {
        let folder = tempfile::tempdir().unwrap();
        call(folder.path());
        for _ in 0..2 {
            let mut heard = Box::pin(calls(folder.path()));
            // It listens once it is asked for the first time.
            assert!(timeout(Duration::from_millis(50), heard.next()).await.is_err());
            for _ in 0..2 {
                call(folder.path());
                assert_eq!(heard.next().await, Some(()));
            }
            assert!(timeout(Duration::from_millis(50), heard.next()).await.is_err(), "once for each call");
        }
    }
}
