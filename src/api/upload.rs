//! Sending a picture: multipart with a content length, in pieces that tell how far it is.

use super::Error;
use super::evidence::{self, Before, Change};
use super::me::{Attempts, Session};
use super::seen::Seen;
use super::transport::Bounds;
use crate::profile::{Photo, Profile};

use bytes::Bytes;
use futures_util::stream;
use reqwest::multipart::{Form, Part};
use reqwest::{Body, Method};
use sipper::Straw;

use std::future::{self, Future};
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

/// Closed once: by an upload before its last bytes go out, or by whoever breaks it off earlier; then these bytes
/// never go out. Progress that is told comes too late to tell the two apart.
#[derive(Debug, Clone, Default)]
pub struct Seal(Arc<OnceLock<Sent>>);

impl Seal {
    /// Keeps the end of the upload back, and tells whether it was gone already.
    pub fn break_off(&self) -> Sent {
        *self.0.get_or_init(|| Sent::Part)
    }

    /// Lets the end of the upload go, unless it was broken off.
    pub(super) fn complete(&self) -> Sent {
        *self.0.get_or_init(|| Sent::Whole)
    }
}

impl Session {
    /// Sends a picture alone, with progress. Its future ends with the profile that shows the new picture.
    /// `served` are the bytes of the picture before, if they were fetched.
    ///
    /// Dropping it ends the request. The seal tells whether all was sent by then; if so it may still be stored:
    /// [`Self::look_up`] asks.
    ///
    /// # Errors
    ///
    /// [`Error::PictureKept`] when the server answered and shows the same picture as before, [`Error::NotStored`]
    /// after a lost answer, [`Error::Unknown`] when neither can be told, else as for [`Self::update`].
    pub fn upload(
        &self,
        photo: Photo,
        served: Option<Bytes>,
        seal: Seal,
    ) -> impl Straw<Profile, Progress, Error> + use<> {
        let session = self.clone();
        sipper::sipper(async move |sender: sipper::Sender<Progress>| -> Result<Profile, Error> {
            let mut seen = session.turn().await;
            let tell = move |progress| {
                let mut sender = sender.clone();
                async move { sender.send(progress).await }
            };
            session.send_photo(&mut seen, photo, served, seal, tell).await
        })
    }

    /// Sends a picture once. A body that arrived damaged is answered 200 and dropped, so the server must show a
    /// picture in another place afterwards, as this backend always does, or serve other bytes where it was.
    pub(super) async fn send_photo<F>(
        &self,
        seen: &mut Seen,
        photo: Photo,
        served: Option<Bytes>,
        seal: Seal,
        tell: impl Fn(Progress) -> F + Send + 'static,
    ) -> Result<Profile, Error>
    where
        F: Future<Output = ()> + Send,
    {
        if seen.certain().is_none() {
            let _ = self.read(seen, Attempts::Several).await?;
        }
        let before = seen.begin_write();
        let sent = photo.bytes.clone();
        let whole = self.api().limits().upload(sent.len() as u64);
        let bounds = Bounds { whole, first_byte: whole, size: self.api().limits().json };
        let request = self.request(Method::PATCH)?.multipart(form(photo, seal, tell));
        let answer = self.api().send(request, bounds).await;
        let shown = self.settle(seen, before.as_ref(), answer).await?;
        let before = Before { url: before.and_then(|before| before.avatar), served };
        let is_answered = shown.unanswered.is_none();
        let change = Change { before: &before, sent: Some(&sent), is_answered };
        let verdict = self.verdict(change, &shown).await;
        match evidence::failure(verdict, shown.unanswered.as_ref(), false) {
            Some(error) => Err(error),
            None => Ok(shown.profile),
        }
    }
}

/// For an upload that nobody watches.
pub(super) fn silently(_: Progress) -> future::Ready<()> {
    future::ready(())
}

/// The body: one part with a known length. Without one it would go chunked, which this backend answers
/// with 200 and ignores.
fn form<F>(photo: Photo, seal: Seal, tell: impl Fn(Progress) -> F + Send + 'static) -> Form
where
    F: Future<Output = ()> + Send,
{
    let total = photo.bytes.len() as u64;
    let pieces = stream::unfold((photo.bytes, seal, tell), move |(mut rest, seal, tell)| async move {
        // What ends the body comes after the last piece.
        if rest.is_empty() && seal.complete() == Sent::Part {
            return Some((Err(io::Error::from(io::ErrorKind::Interrupted)), (rest, seal, tell)));
        }
        // The first call comes when the connection wants bytes; each further one when it took the last.
        tell(Progress { sent: total - rest.len() as u64, total }).await;
        if rest.is_empty() {
            return None;
        }
        let piece = rest.split_to(PIECE.min(rest.len()));
        Some((Ok(piece), (rest, seal, tell)))
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
