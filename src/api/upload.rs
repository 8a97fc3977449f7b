//! Sending a picture: multipart with a content length, in pieces that tell how far it is.

use super::Error;
use super::error::Outcome;
use super::me::{Attempts, Seen, Session};
use super::transport::Bounds;
use crate::profile::{Photo, Profile};

use bytes::Bytes;
use futures_util::stream;
use reqwest::multipart::{Form, Part};
use reqwest::{Body, Method};
use sipper::Straw;

use std::convert::Infallible;
use std::future::{self, Future};

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

impl Session {
    /// Sends a picture alone, with progress. Its future ends with the profile that shows the new picture.
    ///
    /// Dropping it ends the request; what was already sent may still be stored, so read again afterwards.
    ///
    /// # Errors
    ///
    /// [`Error::PictureKept`] when the server answered and shows the same picture as before,
    /// [`Error::NotStored`] and [`Error::Unknown`] after a lost answer, else as for [`Self::update`].
    pub fn upload(&self, photo: Photo) -> impl Straw<Profile, Progress, Error> + use<> {
        let session = self.clone();
        sipper::sipper(async move |sender: sipper::Sender<Progress>| -> Result<Profile, Error> {
            let mut seen = session.turn().await;
            let tell = move |progress| {
                let mut sender = sender.clone();
                async move { sender.send(progress).await }
            };
            session.send_photo(&mut seen, photo, tell).await
        })
    }

    /// Sends a picture once. A body that arrived damaged is answered 200 and dropped, so the server must show
    /// another address for the picture afterwards, as this backend always does, or serve the very bytes that
    /// were sent, as one does that overwrites its files.
    pub(super) async fn send_photo<F>(
        &self,
        seen: &mut Seen,
        photo: Photo,
        tell: impl Fn(Progress) -> F + Send + 'static,
    ) -> Result<Profile, Error>
    where
        F: Future<Output = ()> + Send,
    {
        let before = match seen.take() {
            Some(profile) => profile,
            None => self.read(seen, Attempts::Several).await?,
        };
        *seen = None;
        let is_new = |profile: &Profile| profile.avatar.is_some() && profile.avatar != before.avatar;
        let sent = photo.bytes.clone();
        let whole = self.api().limits().upload(sent.len() as u64);
        let bounds = Bounds { whole, first_byte: whole, size: self.api().limits().json };
        let request = self.request(Method::PATCH)?.multipart(form(photo, tell));
        let answer = match self.api().send(request, bounds).await {
            Ok(answer) => self.understand(&answer),
            Err(error) => Err(error),
        };
        match answer {
            Ok(profile) => {
                *seen = Some(profile.clone());
                if is_new(&profile) || self.serves(&profile, &sent).await {
                    Ok(profile)
                } else {
                    Err(Error::PictureKept)
                }
            }
            Err(cause) if cause.outcome() == Outcome::Unknown => self.settle(seen, cause, is_new).await,
            Err(refusal) => {
                *seen = Some(before);
                Err(refusal)
            }
        }
    }

    async fn serves(&self, profile: &Profile, sent: &Bytes) -> bool {
        match &profile.avatar {
            Some(url) => self.picture(url.clone()).await.is_ok_and(|served| served == sent),
            None => false,
        }
    }
}

/// For an upload that nobody watches.
pub(super) fn silently(_: Progress) -> future::Ready<()> {
    future::ready(())
}

/// The body: one part with a known length. Without one it would go chunked, which this backend answers
/// with 200 and ignores.
fn form<F>(photo: Photo, tell: impl Fn(Progress) -> F + Send + 'static) -> Form
where
    F: Future<Output = ()> + Send,
{
    let total = photo.bytes.len() as u64;
    let pieces = stream::unfold((photo.bytes, tell), move |(mut rest, tell)| async move {
        // The first call comes when the connection wants bytes; each further one when it took the last.
        tell(Progress { sent: total - rest.len() as u64, total }).await;
        if rest.is_empty() {
            return None;
        }
        let piece = rest.split_to(PIECE.min(rest.len()));
        Some((Ok::<_, Infallible>(piece), (rest, tell)))
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
