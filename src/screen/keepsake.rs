//! The photo that is served before it is changed, kept so that it can be put back byte for byte.
//!
//! It was public already, so it is not encoded anew, and it stays in memory only.

use crate::api::{self, Before, Seal, Session};
use crate::picture::{self, Fingerprint};
use crate::profile::{Photo, Profile, is_same_place};

use bytes::Bytes;
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

/// The photo at `url` before a change, with its bytes where they were kept: they show what the change came to.
pub fn before(url: Option<Url>, kept: Option<&Keepsake>) -> Before {
    let served = kept.and_then(Keepsake::photo).map(|photo| photo.bytes.clone());
    Before { url, served }
}

/// What a change of the photo has replaced, or may have replaced.
#[derive(Debug)]
pub struct Replaced {
    keepsake: Keepsake,
    own: Vec<Option<Url>>,
    shown: Shown,
}

/// What was served after the change.
#[derive(Debug)]
enum Shown {
    /// It is not sure that the change was made, so this tells nothing.
    InDoubt,
    NotYet,
    This(Fingerprint),
}

impl Replaced {
    /// This was there before; now the photo is at `now`.
    pub fn new(keepsake: Keepsake, now: Option<Url>) -> Self {
        Self { keepsake, own: vec![now], shown: Shown::NotYet }
    }

    /// This was there before a change that may have been made, or may be made yet. Without anybody else's doing
    /// the photo is then where one of `own` says.
    pub fn in_doubt(keepsake: Keepsake, own: Vec<Option<Url>>) -> Self {
        Self { keepsake, own, shown: Shown::InDoubt }
    }

    /// Notes what is served after the change, the first time that it was fetched.
    pub fn note_shown(&mut self, fingerprint: Fingerprint) {
        if matches!(self.shown, Shown::NotYet) {
            self.shown = Shown::This(fingerprint);
        }
    }

    /// Whether the photo has been changed again since, perhaps elsewhere: putting back would undo that as well.
    /// In one place there may be another photo by now; `served` is what is there, if that was fetched.
    pub fn is_outdated(&self, now: &Profile, served: Option<Fingerprint>) -> bool {
        let is_elsewhere = !self.own.iter().any(|own| is_same_place(own.as_ref(), now.avatar.as_ref()));
        let is_another = match (&self.shown, served) {
            (Shown::This(shown), Some(served)) => *shown != served,
            _ => false,
        };
        is_elsewhere || is_another
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

/// Puts it back in the place of what is `served` now. The seal is for breaking off a photo that is sent.
///
/// # Errors
///
/// As for an upload or a removal.
pub async fn put_back(
    session: Session,
    keepsake: Keepsake,
    served: Option<Bytes>,
    seal: Seal,
) -> Result<Profile, api::Error> {
    match keepsake {
        Keepsake::Nothing => session.remove_photo(served).await,
        Keepsake::Photo(photo) => session.upload(photo, served, seal).await,
    }
}

#[cfg(test)]
mod tests {
    use super::{Keepsake, Replaced};
    use crate::picture::Fingerprint;
    use crate::profile::Profile;

    use url::Url;

    #[test]
    fn a_photo_is_outdated_in_another_place_or_with_other_bytes() {
        let url = |text: &str| Url::parse(text).ok();
        let at = |text: &str| Profile { avatar: url(text), ..Profile::default() };
        let (own, other) = (Fingerprint::of(b"own"), Fingerprint::of(b"other"));
        let (signed, again) = ("https://s3/a.jpg?Signature=1", "https://s3/a.jpg?Signature=2");
        let cases = [
            (signed, again, Some(own), false),
            (signed, again, None, false),
            (signed, again, Some(other), true),
            (signed, "https://s3/b.jpg?Signature=2", Some(own), true),
            ("https://h/avatar?id=5", "https://h/avatar?id=6", Some(other), true),
            ("", "", None, false),
            ("", signed, Some(own), true),
            (signed, "", None, true),
        ];
        for (then, now, served, is_outdated) in cases {
            let mut replaced = Replaced::new(Keepsake::Nothing, url(then));
            replaced.note_shown(own);
            replaced.note_shown(other);
            assert_eq!(replaced.is_outdated(&at(now), served), is_outdated, "{then} {now} {served:?}");
        }
        let unseen = Replaced::new(Keepsake::Nothing, url(signed));
        assert!(!unseen.is_outdated(&at(again), Some(other)), "nothing to compare with");
        let mut in_doubt = Replaced::in_doubt(Keepsake::Nothing, vec![url(signed), None]);
        in_doubt.note_shown(own);
        assert!(!in_doubt.is_outdated(&at(again), Some(other)) && !in_doubt.is_outdated(&at(""), None));
        assert!(in_doubt.is_outdated(&at("https://s3/b.jpg"), None));
    }
}
