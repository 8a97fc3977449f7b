//! Connections that can be aborted during an exchange.

use axum::body::Body;
use axum::extract::connect_info::Connected;
use axum::response::Response;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

/// Accepts connections that can be aborted.
#[derive(Debug)]
pub(super) struct AbortableListener(pub(super) TcpListener);

impl Listener for AbortableListener {
    type Io = Connection;
    type Addr = Abort;

    async fn accept(&mut self) -> (Connection, Abort) {
        // If accepting fails, axum's listener waits and tries again.
        let (stream, _) = Listener::accept(&mut self.0).await;
        let abort = Abort::default();
        // Else an answer in two writes would wait for the delayed acknowledgement of the client.
        drop(stream.set_nodelay(true));
        (Connection { stream, abort: abort.clone() }, abort)
    }

    fn local_addr(&self) -> io::Result<Abort> {
        Ok(Abort::default())
    }
}

/// Aborts one connection.
#[derive(Debug, Clone, Default)]
pub(super) struct Abort(Arc<AtomicBool>);

impl Abort {
    /// Closes the connection at the next read or write.
    fn abort(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// The same as a response, which is never sent.
    pub(super) fn response(&self) -> Response {
        self.abort();
        Response::new(Body::empty())
    }

    fn check(&self) -> io::Result<()> {
        if self.0.load(Ordering::Relaxed) { Err(io::ErrorKind::ConnectionAborted.into()) } else { Ok(()) }
    }
}

impl Connected<IncomingStream<'_, AbortableListener>> for Abort {
    fn connect_info(stream: IncomingStream<'_, AbortableListener>) -> Self {
        stream.remote_addr().clone()
    }
}

/// One connection.
#[derive(Debug)]
pub(super) struct Connection {
    stream: TcpStream,
    abort: Abort,
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.abort.check()?;
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.abort.check()?;
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.abort.check()?;
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        false
    }
}
