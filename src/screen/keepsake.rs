//! The photo that is served before it is changed, kept so that it can be put back byte for byte.
//!
//! It was public already, so it is not encoded anew, and it stays in memory only.

use crate::api::{self, Seal, Session};
use crate::picture;
use crate::profile::{Photo, Profile};

use url::Url;

/// What was there before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keepsake {
    /// No photo.
    Nothing,
    /// This one.
    Photo(Photo),
}

impl Keepsake {
    /// The photo, where there was one.
    pub fn photo(&self) -> Option<&Photo> {
        match self {
            Self::Nothing => None,
            Self::Photo(photo) => Some(photo),
        }
    }
}

/// What a change of the photo has replaced, or may have replaced.
#[derive(Debug)]
pub struct Replaced {
    keepsake: Keepsake,
    own: Vec<Option<Url>>,
}

impl Replaced {
    /// This was there before. Without anybody else's doing the photo is now where one of `own` says.
    pub fn new(keepsake: Keepsake, own: Vec<Option<Url>>) -> Self {
        Self { keepsake, own }
    }

    /// Whether the photo has been changed again since, perhaps elsewhere: putting back would undo that as well.
    pub fn is_outdated(&self, now: &Profile) -> bool {
        !self.own.contains(&now.avatar)
    }

    /// What was there before.
    pub fn keepsake(&self) -> &Keepsake {
        &self.keepsake
    }
}

/// Fetches what is served at this address, at most 8 MiB; none where that cannot be had or sent again.
pub async fn fetch(session: Session, url: Option<Url>) -> Option<Keepsake> {
    let Some(url) = url else {
        return Some(Keepsake::Nothing);
    };
    let bytes = session.picture(url).await.ok()?;
    let extension = picture::extension(&bytes)?;
    Some(Keepsake::Photo(Photo { bytes, extension }))
}

/// Puts it back. The seal is for breaking off a photo that is sent.
///
/// # Errors
///
/// As for an upload or a removal.
pub async fn put_back(session: Session, keepsake: Keepsake, seal: Seal) -> Result<Profile, api::Error> {
    match keepsake {
        Keepsake::Nothing => session.remove_photo().await,
        Keepsake::Photo(photo) => session.upload(photo, seal).await,
    }
}
