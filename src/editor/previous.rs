//! The photo that was there before a change, kept so that it can be put back byte for byte, and what the change has
//! left in its place.
//!
//! It was public already, so it is not encoded again, and it stays in memory only. Whether somebody else has changed
//! the photo since is judged by where it is and by what is served there.

use super::effects::{Effects, Served, Work, WorkId};
use super::stand_in::StandIn;
use crate::picture::Fingerprint;
use crate::profile::{Photo, Profile, is_same_place};

use bytes::Bytes;
use url::Url;

/// What was there before a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PreviousPhoto {
    /// No photo.
    Nothing,
    /// This one.
    Photo(Photo),
}

/// The present photo, as far as it was fetched, and the one before it.
#[derive(Debug, Default)]
pub struct PhotoHistory {
    present: Present,
    replaced: Option<Replaced>,
    /// What a removal has left: a picture for everybody without a photo.
    stand_in: Option<StandIn>,
    /// What is served where the picture is, once that was fetched.
    served: Option<Fingerprint>,
}

/// Whether the present photo could be put back after another has taken its place.
#[derive(Debug, Default)]
enum Present {
    #[default]
    NotFetched,
    Fetching(WorkId, Option<Url>),
    Kept(PreviousPhoto, Option<Url>),
    Lost(Option<Url>),
}

/// The photo as the person knows it: where it is, and what they were shown there.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    url: Option<Url>,
    shown: Option<Fingerprint>,
}

impl Known {
    /// Whether there is another photo `now`, which somebody else must have put there; `served` is what is there, if that
    /// was fetched.
    pub(super) fn is_another(&self, now: &Profile, served: Option<Fingerprint>) -> bool {
        let is_other_file = self.shown.zip(served).is_some_and(|(shown, now)| shown != now);
        !is_same_place(self.url.as_ref(), now.avatar.as_ref()) || is_other_file
    }
}

/// What a change has replaced, or may have replaced.
#[derive(Debug)]
struct Replaced {
    previous: PreviousPhoto,
    /// Where the photo is then without anybody else's doing.
    expected_at: Vec<Option<Url>>,
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

impl PreviousPhoto {
    /// The photo, where there was one.
    pub fn photo(&self) -> Option<&Photo> {
        match self {
            Self::Nothing => None,
            Self::Photo(photo) => Some(photo),
        }
    }

    /// Its bytes, which show what a change came to.
    pub(super) fn bytes(&self) -> Option<Bytes> {
        self.photo().map(|photo| photo.bytes.clone())
    }

    /// What was served, where it can be sent again.
    pub(super) fn of(served: Option<Served>) -> Option<Self> {
        let Served { bytes, extension, .. } = served?;
        extension.map(|extension| Self::Photo(Photo { bytes, extension }))
    }
}

impl PhotoHistory {
    /// The photo of the person, as far as is known: not the one that a removal has left.
    pub fn photo<'a>(&self, saved: &'a Profile) -> Option<&'a Url> {
        let is_left = |url| self.stand_in.as_ref().is_some_and(|left| left.is(url, self.served));
        saved.avatar.as_ref().filter(|url| !is_left(url))
    }

    /// Whether the present photo could not be fetched, so that it cannot be put back once another takes its place.
    pub fn is_lost(&self) -> bool {
        matches!(self.present, Present::Lost(_))
    }

    /// Fetches the present photo, for the time when another has taken its place.
    pub(super) fn fetch(&mut self, saved: &Profile, effects: &mut Effects) {
        self.present = match self.photo(saved) {
            None => Present::Kept(PreviousPhoto::Nothing, saved.avatar.clone()),
            Some(url) => Present::Fetching(effects.start(Work::FetchPhoto(url.clone())), Some(url.clone())),
        };
    }

    /// The photo was fetched, or could not be.
    pub(super) fn fetched(&mut self, served: Option<Served>) {
        let url = self.present_url().cloned();
        self.present = match PreviousPhoto::of(served) {
            Some(previous) => Present::Kept(previous, url),
            None => Present::Lost(url),
        };
    }

    /// The present photo, where it was fetched.
    pub(super) fn present(&self) -> Option<&PreviousPhoto> {
        if let Present::Kept(previous, _) = &self.present { Some(previous) } else { None }
    }

    /// Whether the present photo was fetched, or could not be.
    pub(super) fn is_present_known(&self) -> bool {
        matches!(self.present, Present::Kept(..) | Present::Lost(_))
    }

    /// The photo as the person knows it: as it was when its screen opened, where that is open.
    pub(super) fn known(&self, saved: &Profile) -> Known {
        let url = match &self.present {
            Present::NotFetched => saved.avatar.clone(),
            _ => self.present_url().cloned(),
        };
        Known { url, shown: self.served }
    }

    fn present_url(&self) -> Option<&Url> {
        match &self.present {
            Present::NotFetched => None,
            Present::Fetching(_, url) | Present::Kept(_, url) | Present::Lost(url) => url.as_ref(),
        }
    }

    /// Whether the present photo is being fetched.
    pub(super) fn is_fetching(&self) -> bool {
        matches!(self.present, Present::Fetching(..))
    }

    /// The present photo is not asked for any more.
    pub(super) fn forget_present(&mut self) {
        self.present = Present::NotFetched;
    }

    /// Whether this fetches the present photo.
    pub(super) fn wants(&self, id: WorkId) -> bool {
        matches!(self.present, Present::Fetching(fetching, _) if fetching == id)
    }

    /// Whether something can be put back.
    pub(super) fn has_previous(&self) -> bool {
        self.replaced.is_some()
    }

    /// What would be put back.
    pub(super) fn previous(&self) -> Option<&PreviousPhoto> {
        self.replaced.as_ref().map(|replaced| &replaced.previous)
    }

    /// A photo took the place of another: that one was there before, where it was kept, and now the photo is where `now`
    /// says.
    pub(super) fn replaced(&mut self, previous: Option<PreviousPhoto>, now: &Profile) {
        self.stand_in = None;
        let expected_at = vec![now.avatar.clone()];
        self.replaced = previous.map(|previous| Replaced { previous, expected_at, shown: Shown::NotYet });
        (self.present, self.served) = (Present::NotFetched, None);
    }

    /// The same after a removal. What is shown then is for everybody without a photo.
    pub(super) fn removed(&mut self, previous: Option<PreviousPhoto>, now: &Profile) {
        self.replaced(previous, now);
        self.stand_in = now.avatar.clone().map(StandIn::new);
    }

    /// This was there before a change that may have been made, or may be made yet. Without anybody else's doing the photo
    /// is then where one of `expected_at` says.
    pub(super) fn perhaps_replaced(
        &mut self,
        previous: Option<PreviousPhoto>,
        expected_at: Vec<Option<Url>>,
    ) {
        if let Some(previous) = previous {
            self.replaced = Some(Replaced { previous, expected_at, shown: Shown::InDoubt });
        }
    }

    /// Notes what is served where the picture is.
    pub(super) fn note_shown(&mut self, fingerprint: Fingerprint) {
        self.served = Some(fingerprint);
        if let Some(stand_in) = &mut self.stand_in {
            stand_in.note_served(fingerprint);
        }
        if let Some(replaced) = &mut self.replaced
            && matches!(replaced.shown, Shown::NotYet)
        {
            replaced.shown = Shown::This(fingerprint);
        }
    }

    /// Whether the photo has been changed again since, perhaps elsewhere: putting back would undo that as well. In one
    /// place there may be another photo by now; `served` is what is there, if that was fetched.
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
