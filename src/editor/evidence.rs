//! Whether a change was made, judged by what the server shows afterwards.
//!
//! Fields are compared with what was sent. Of a picture the address tells where it can: another place is another
//! picture. Where the place is the same, or where the answer to the change was lost, the bytes that are served there
//! decide. What none of this tells stays open.

use crate::profile::{Fact, Field, Profile, Value, is_same_place};

use bytes::Bytes;
use url::Url;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

#[cfg(test)]
mod tests;

/// The picture as it was before a change of it.
#[derive(Clone, Default)]
pub(super) struct Before {
    /// Where it was; nothing where there was none.
    pub(super) url: Option<Url>,
    /// What was served there, if that was fetched.
    pub(super) served: Option<Bytes>,
}

/// Neither addresses, which may hold a signature, nor pixels belong in a log.
impl fmt::Debug for Before {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let served = self.served.as_ref().map(Bytes::len);
        f.debug_struct("Before").field("is_somewhere", &self.url.is_some()).field("served", &served).finish()
    }
}

/// What the server shows of fields that were sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct FieldsShown {
    /// They hold what was sent.
    pub(super) taken: Vec<Field>,
    /// They hold what they held before.
    pub(super) ignored: Vec<Field>,
    /// They hold something else, or what they held before is not known.
    pub(super) altered: Vec<Field>,
    /// The server says nothing of them.
    pub(super) unsaid: Vec<Field>,
}

/// Compares what the server shows `now`, as far as it has `said` it, with what was sent and what was there before.
pub(super) fn compare(
    sent: &BTreeMap<Field, Value>,
    before: &Profile,
    now: &Profile,
    said: &BTreeSet<Fact>,
) -> FieldsShown {
    let mut shown = FieldsShown::default();
    for (field, sent) in sent {
        let place = if !said.contains(&Fact::Field(*field)) {
            &mut shown.unsaid
        } else if sent.is_shown(*field, now) {
            &mut shown.taken
        } else if before.knows_field(*field) && value(now, *field) == value(before, *field) {
            &mut shown.ignored
        } else {
            &mut shown.altered
        };
        place.push(*field);
    }
    shown
}

fn value(profile: &Profile, field: Field) -> &str {
    profile.text(field).trim()
}

/// A change of the picture.
#[derive(Debug, Clone, Copy)]
pub(super) struct PictureChange<'a> {
    pub(super) before: &'a Before,
    /// The picture that was sent; nothing for a removal.
    pub(super) sent: Option<&'a Bytes>,
    /// Whether the server said yes to it. Otherwise the answer was lost, or told nothing.
    pub(super) is_answered: bool,
}

/// What the server shows now.
#[derive(Debug, Clone, Copy)]
pub(super) enum PictureNow<'a> {
    /// It does not say.
    Unsaid,
    /// No picture.
    Nothing,
    /// A picture here.
    At(&'a Url),
}

/// What is served where the picture is now.
#[derive(Debug, Clone, Copy)]
pub(super) enum ServedPicture<'a> {
    NotAsked,
    Unavailable,
    Bytes(&'a Bytes),
}

/// What that shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PictureVerdict {
    /// The change was made.
    Made,
    /// It was not: the picture before is still shown, or an upload left none.
    NotMade,
    /// It cannot be told.
    Open,
    /// The bytes that are served now are needed to tell.
    AskForBytes,
}

/// Judges a change by what is shown `now` and, once they were asked for, by the bytes that are `served` there.
pub(super) fn judge(
    change: PictureChange<'_>,
    now: PictureNow<'_>,
    served: ServedPicture<'_>,
) -> PictureVerdict {
    let PictureChange { before, sent, is_answered } = change;
    let is_removal = sent.is_none();
    let now = match now {
        PictureNow::Unsaid => return PictureVerdict::Open,
        PictureNow::Nothing if is_removal => return PictureVerdict::Made,
        PictureNow::Nothing => return PictureVerdict::NotMade,
        PictureNow::At(url) => url,
    };
    let is_same_place = is_same_place(before.url.as_ref(), Some(now));
    let is_same_address = before.url.as_ref() == Some(now);
    // A lost answer is not enough to trust another place: some sign within the path.
    if !is_same_place && (is_answered || before.served.is_none()) {
        return PictureVerdict::Made;
    }
    if is_removal && is_same_address && before.served.is_none() {
        return PictureVerdict::NotMade;
    }
    let served = match served {
        ServedPicture::NotAsked => return PictureVerdict::AskForBytes,
        ServedPicture::Unavailable if is_removal && is_same_address => return PictureVerdict::NotMade,
        ServedPicture::Unavailable if is_same_place => return PictureVerdict::Open,
        ServedPicture::Unavailable => return PictureVerdict::Made,
        ServedPicture::Bytes(bytes) => bytes,
    };
    if sent == Some(served) {
        return PictureVerdict::Made;
    }
    match &before.served {
        // The picture for people without one may be the very picture that was there before.
        Some(before) if before == served && is_removal && !is_same_place => PictureVerdict::Open,
        Some(before) if before == served => PictureVerdict::NotMade,
        // Another one than before: encoded anew, or the one for people without a photo.
        Some(_) => PictureVerdict::Made,
        None => PictureVerdict::Open,
    }
}
