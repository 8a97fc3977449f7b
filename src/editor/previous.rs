//! The previous photo, which is remembered so that a change can be undone.
//!
//! It is sent again byte for byte, since it was public already, and it is only held in memory. Whether somebody else
//! has changed the photo since is decided by its address and by the bytes that are served there.

use super::default_picture::DefaultPicture;
use super::effects::{Effects, Served, Work, WorkId};
use crate::picture::Fingerprint;
use crate::profile::{Photo, Profile, is_same_place};

use bytes::Bytes;
use url::Url;

/// The photo before a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PreviousPhoto {
    /// No photo.
    Nothing,
    /// This photo.
    Photo(Photo),
}

/// The present photo, if it was fetched, and the previous one.
#[derive(Debug, Default)]
pub struct PhotoHistory {
    present: Present,
    replaced: Option<Replaced>,
    /// The picture that the server has shown after a removal.
    default_picture: Option<DefaultPicture>,
    /// The fingerprint of the picture on screen, once it was fetched.
    served: Option<Fingerprint>,
}

/// Whether the present photo was fetched, so that it can be put back after a change. With its address.
#[derive(Debug, Default)]
enum Present {
    #[default]
    NotFetched,
    Fetching(WorkId, Option<Url>),
    Fetched(PreviousPhoto, Option<Url>),
    Lost(Option<Url>),
}

/// The photo as the person has seen it: its address and fingerprint.
#[derive(Debug, Clone, Default)]
pub(super) struct SeenPhoto {
    url: Option<Url>,
    shown: Option<Fingerprint>,
}

impl SeenPhoto {
    /// Whether the profile `now` has another photo, so that somebody else has changed it. `served` is the fingerprint of the
    /// present photo, if it was fetched.
    pub(super) fn is_another(&self, now: &Profile, served: Option<Fingerprint>) -> bool {
        let is_other_file = self.shown.zip(served).is_some_and(|(shown, now)| shown != now);
        !is_same_place(self.url.as_ref(), now.avatar.as_ref()) || is_other_file
    }
}

/// The photo that a change has replaced, or may have replaced.
#[derive(Debug)]
struct Replaced {
    previous: PreviousPhoto,
    /// The addresses at which the photo is if nobody else has changed it.
    expected_at: Vec<Option<Url>>,
    shown: Shown,
}

/// The photo that the server showed after the change.
#[derive(Debug)]
enum Shown {
    /// The outcome of the change is unknown, so it is not compared.
    InDoubt,
    NotYet,
    This(Fingerprint),
}

impl PreviousPhoto {
    /// The photo, if there was one.
    pub fn photo(&self) -> Option<&Photo> {
        match self {
            Self::Nothing => None,
            Self::Photo(photo) => Some(photo),
        }
    }

    /// Its bytes, which show whether a change was made.
    pub(super) fn bytes(&self) -> Option<Bytes> {
        self.photo().map(|photo| photo.bytes.clone())
    }

    /// A served picture, if it can be sent again.
    pub(super) fn of(served: Option<Served>) -> Option<Self> {
        let Served { bytes, extension, .. } = served?;
        extension.map(|extension| Self::Photo(Photo { bytes, extension }))
    }
}

impl PhotoHistory {
    /// The photo of the person. None for a default picture.
    pub fn photo<'a>(&self, saved: &'a Profile) -> Option<&'a Url> {
        let is_default = |url| self.default_picture.as_ref().is_some_and(|known| known.is(url, self.served));
        saved.avatar.as_ref().filter(|url| !is_default(url))
    }

    /// Whether the present photo could not be fetched, so that it cannot be put back after a change.
    pub fn is_lost(&self) -> bool {
        matches!(self.present, Present::Lost(_))
    }

    /// Fetches the present photo, so that it can be put back after a change.
    pub(super) fn fetch(&mut self, saved: &Profile, effects: &mut Effects) {
        self.present = match self.photo(saved) {
            None => Present::Fetched(PreviousPhoto::Nothing, saved.avatar.clone()),
            Some(url) => Present::Fetching(effects.start(Work::FetchPhoto(url.clone())), Some(url.clone())),
        };
    }

    /// Handles the result of fetching; none if it failed.
    pub(super) fn fetched(&mut self, served: Option<Served>) {
        let url = self.present_url().cloned();
        self.present = match PreviousPhoto::of(served) {
            Some(previous) => Present::Fetched(previous, url),
            None => Present::Lost(url),
        };
    }

    /// The present photo, if it was fetched.
    pub(super) fn present(&self) -> Option<&PreviousPhoto> {
        if let Present::Fetched(previous, _) = &self.present { Some(previous) } else { None }
    }

    /// Whether fetching the present photo has ended.
    pub(super) fn is_present_known(&self) -> bool {
        matches!(self.present, Present::Fetched(..) | Present::Lost(_))
    }

    /// The photo as the person has seen it. While the photo screen is open, that of the moment when it was opened.
    pub(super) fn seen_photo(&self, saved: &Profile) -> SeenPhoto {
        let url = match &self.present {
            Present::NotFetched => saved.avatar.clone(),
            _ => self.present_url().cloned(),
        };
        SeenPhoto { url, shown: self.served }
    }

    fn present_url(&self) -> Option<&Url> {
        match &self.present {
            Present::NotFetched => None,
            Present::Fetching(_, url) | Present::Fetched(_, url) | Present::Lost(url) => url.as_ref(),
        }
    }

    /// Whether the present photo is being fetched.
    pub(super) fn is_fetching(&self) -> bool {
        matches!(self.present, Present::Fetching(..))
    }

    /// Forgets the present photo.
    pub(super) fn forget_present(&mut self) {
        self.present = Present::NotFetched;
    }

    /// Whether this work fetches the present photo.
    pub(super) fn wants(&self, id: WorkId) -> bool {
        matches!(self.present, Present::Fetching(fetching, _) if fetching == id)
    }

    /// Whether there is a previous photo to put back.
    pub(super) fn has_previous(&self) -> bool {
        self.replaced.is_some()
    }

    /// The previous photo.
    pub(super) fn previous(&self) -> Option<&PreviousPhoto> {
        self.replaced.as_ref().map(|replaced| &replaced.previous)
    }

    /// Notes that the photo was replaced. `previous` is the photo before, if it was fetched; `now` is the profile.
    pub(super) fn replaced(&mut self, previous: Option<PreviousPhoto>, now: &Profile) {
        self.default_picture = None;
        let expected_at = vec![now.avatar.clone()];
        self.replaced = previous.map(|previous| Replaced { previous, expected_at, shown: Shown::NotYet });
        (self.present, self.served) = (Present::NotFetched, None);
    }

    /// Notes that the photo was removed. A picture in `now` is the default picture.
    pub(super) fn removed(&mut self, previous: Option<PreviousPhoto>, now: &Profile) {
        self.replaced(previous, now);
        self.default_picture = now.avatar.clone().map(DefaultPicture::new);
    }

    /// Notes a change with an unknown outcome. If nobody else changes the photo, it is at one of `expected_at`.
    pub(super) fn perhaps_replaced(
        &mut self,
        previous: Option<PreviousPhoto>,
        expected_at: Vec<Option<Url>>,
    ) {
        if let Some(previous) = previous {
            self.replaced = Some(Replaced { previous, expected_at, shown: Shown::InDoubt });
        }
    }

    /// Notes the fingerprint of the picture on screen.
    pub(super) fn note_shown(&mut self, fingerprint: Fingerprint) {
        self.served = Some(fingerprint);
        if let Some(default_picture) = &mut self.default_picture {
            default_picture.note_served(fingerprint);
        }
        if let Some(replaced) = &mut self.replaced
            && matches!(replaced.shown, Shown::NotYet)
        {
            replaced.shown = Shown::This(fingerprint);
        }
    }

    /// Whether the photo was changed again since, perhaps elsewhere, so that putting the previous one back would undo that
    /// too. `served` is the fingerprint of the present photo, if it was fetched.
    pub(super) fn is_outdated(&self, now: &Profile, served: Option<Fingerprint>) -> bool {
        let Some(replaced) = &self.replaced else { return false };
        let is_there = |url: &Option<Url>| is_same_place(url.as_ref(), now.avatar.as_ref());
        let is_another = match (&replaced.shown, served) {
            (Shown::This(shown), Some(served)) => *shown != served,
            _ => false,
        };
        !replaced.expected_at.iter().any(is_there) || is_another
    }
}

#[cfg(test)]
mod tests {
    use super::{PhotoHistory, PreviousPhoto};
    use crate::picture::Fingerprint;
    use crate::profile::Profile;

    use url::Url;

    #[test]
    fn a_photo_is_outdated_at_another_address_or_with_other_bytes() {
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
        let nothing = || Some(PreviousPhoto::Nothing);
        for (then, now, served, is_outdated) in cases {
            let mut history = PhotoHistory::default();
            history.replaced(nothing(), &at(then));
            history.note_shown(own);
            history.note_shown(other);
            assert_eq!(history.is_outdated(&at(now), served), is_outdated, "{then} {now} {served:?}");
        }
        let mut unseen = PhotoHistory::default();
        unseen.replaced(nothing(), &at(signed));
        assert!(!unseen.is_outdated(&at(again), Some(other)), "nothing to compare with");
        let mut in_doubt = PhotoHistory::default();
        in_doubt.perhaps_replaced(nothing(), vec![url(signed), None]);
        in_doubt.note_shown(own);
        assert!(!in_doubt.is_outdated(&at(again), Some(other)) && !in_doubt.is_outdated(&at(""), None));
        assert!(in_doubt.is_outdated(&at("https://s3/b.jpg"), None));
    }
}
