//! Sending a picture: multipart with a content length, in pieces that tell how far it is.

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

/// Bytes that are handed on at once. The HTTP client holds up to sixteen pieces that the system has not taken yet
/// (hyper 1, `MAX_BUF_LIST_BUFFERS`), which progress counts as sent: with larger ones it would be done at once.
const PIECE: usize = 4 * 1024;

/// How far an upload is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes of the picture that the system has taken; the server may be behind.
    pub sent: u64,
    /// All bytes of the picture.
    pub total: u64,
}

/// How much of a request the server can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// Not its end, so it cannot be stored.
    Part,
    /// All of it.
    Whole,
}

/// The point after which an upload cannot be taken back. It is decided once: by the upload before its last bytes go out, or
/// by whoever cancels it earlier; then these bytes never go out. Progress that is told comes too late to tell the two
/// apart.
#[derive(Debug, Clone, Default)]
pub struct CommitPoint(Arc<OnceLock<Sent>>);

impl CommitPoint {
    /// Keeps the end of the upload back, and tells whether it was gone already.
    pub fn cancel(&self) -> Sent {
        *self.0.get_or_init(|| Sent::Part)
    }

    /// Lets the end of the upload go, unless it was cancelled.
    pub fn commit(&self) -> Sent {
        *self.0.get_or_init(|| Sent::Whole)
    }
}

impl Session {
    /// Sends a picture once, with progress. Its future ends with what the server answers; whether that shows the new
    /// picture is for the caller to see.
    ///
    /// Dropping it ends the request. The commit point tells whether all was sent by then; if so it may still be stored.
    ///
    /// # Errors
    ///
    /// As for [`Self::save`].
    pub fn upload(&self, photo: Photo, commit: CommitPoint) -> impl Straw<Profile, Progress, Error> + use<> {
        let session = self.clone();
        sipper::sipper(async move |sender: sipper::Sender<Progress>| -> Result<Profile, Error> {
            let _turn = session.turn().await;
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

/// The body: one part with a known length. Without one it would go chunked, which this backend answers
/// with 200 and ignores.
fn form<F>(photo: Photo, commit: CommitPoint, tell: impl Fn(Progress) -> F + Send + 'static) -> Form
where
    F: Future<Output = ()> + Send,
{
    let total = photo.bytes.len() as u64;
    let pieces = stream::unfold((photo.bytes, commit, tell), move |(mut rest, commit, tell)| async move {
        // What ends the body comes after the last piece.
        if rest.is_empty() && commit.commit() == Sent::Part {
            return Some((Err(io::Error::from(io::ErrorKind::Interrupted)), (rest, commit, tell)));
        }
        // The first call comes when the connection wants bytes; each further one when it took the last.
        tell(Progress { sent: total - rest.len() as u64, total }).await;
        if rest.is_empty() {
            return None;
        }
        let piece = rest.split_to(PIECE.min(rest.len()));
        Some((Ok(piece), (rest, commit, tell)))
    });
    // A short name of our own: servers refuse long ones and unknown extensions, and the name of the file
    // on this machine is nobody's business.
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
