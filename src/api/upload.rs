//! Uploads a picture: as multipart with a content length, in pieces, with progress.

use super::Error;
use super::me::Session;
use super::transport::Bounds;
use crate::profile::{Photo, Profile};

use futures_util::stream;
use reqwest::multipart::{Form, Part};
use reqwest::{Body, Method};
use sipper::Straw;

use std::future::Future;
use std::io;
use std::sync::{Arc, OnceLock};

/// The size of a piece, in bytes. The HTTP client buffers up to sixteen pieces (hyper 1, `MAX_BUF_LIST_BUFFERS`), which count
/// as sent. With larger pieces the progress would jump to the end at once.
const PIECE: usize = 4 * 1024;

/// The progress of an upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes of the picture that were given to the system. The server may have received fewer.
    pub sent: u64,
    /// All bytes of the picture.
    pub total: u64,
}

/// How much of a request the server can have received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// Not its end, so the picture cannot be stored.
    Part,
    /// All of it.
    Whole,
}

/// The point after which an upload cannot be cancelled. It is decided once: by the upload before it sends its last bytes, or
/// by cancelling earlier; then these bytes are never sent. The progress arrives too late for this decision.
#[derive(Debug, Clone, Default)]
pub struct CommitPoint(Arc<OnceLock<Sent>>);

impl CommitPoint {
    /// Cancels, so that the end of the upload is not sent. Returns whether it was sent already.
    pub fn cancel(&self) -> Sent {
        *self.0.get_or_init(|| Sent::Part)
    }

    /// Commits, so that the end of the upload may be sent, unless it was cancelled.
    pub fn commit(&self) -> Sent {
        *self.0.get_or_init(|| Sent::Whole)
    }
}

impl Session {
    /// Uploads a picture once, with progress, and returns the profile in the answer. The caller must check whether it shows
    /// the new picture.
    ///
    /// Dropping it ends the request. The commit point tells whether everything was sent by then; if so, the picture may still
    /// be stored.
    ///
    /// # Errors
    ///
    /// As for [`Self::save`].
    pub fn upload(&self, photo: Photo, commit: CommitPoint) -> impl Straw<Profile, Progress, Error> + use<> {
        let session = self.clone();
        sipper::sipper(async move |sender: sipper::Sender<Progress>| -> Result<Profile, Error> {
            let _lock = session.lock().await;
            let tell = move |progress| {
                let mut sender = sender.clone();
                async move { sender.send(progress).await }
            };
            let whole = session.api().limits().upload(photo.bytes.len() as u64);
            let bounds = Bounds { whole, first_byte: whole, size: session.api().limits().json };
            let request = session.request(Method::PATCH)?.multipart(form(photo, commit, tell));
            let answer = session.api().send(request, bounds).await?;
            session.answer_to_write(&answer)
        })
    }
}

/// The body: one part with a known length. Without a length it would be chunked, which this backend ignores and answers
/// with 200.
fn form<F>(photo: Photo, commit: CommitPoint, tell: impl Fn(Progress) -> F + Send + 'static) -> Form
where
    F: Future<Output = ()> + Send,
{
    let total = photo.bytes.len() as u64;
    let pieces = stream::unfold((photo.bytes, commit, tell), move |(mut rest, commit, tell)| async move {
        // The end of the body is sent after the last piece.
        if rest.is_empty() && commit.commit() == Sent::Part {
            return Some((Err(io::Error::from(io::ErrorKind::Interrupted)), (rest, commit, tell)));
        }
        // It is called when the connection wants bytes, and after each piece that it took.
        tell(Progress { sent: total - rest.len() as u64, total }).await;
        if rest.is_empty() {
            return None;
        }
        let piece = rest.split_to(PIECE.min(rest.len()));
        Some((Ok(piece), (rest, commit, tell)))
    });
    // Servers refuse long names and unknown extensions, and the name of the file is private.
    let part = Part::stream_with_length(Body::wrap_stream(pieces), total)
        .file_name(format!("photo.{}", photo.extension));
    let part = part.mime_str(media_type(photo.extension)).expect("every media type below is well-formed");
    Form::new().part("avatar", part)
}

fn media_type(extension: &str) -> &'static str {
    match extension {
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "webp" => "image/webp",
        "gif" => "image/gif",
        "bmp" => "image/bmp",
        "tif" | "tiff" => "image/tiff",
        "avif" => "image/avif",
        _ => "application/octet-stream",
    }
}
