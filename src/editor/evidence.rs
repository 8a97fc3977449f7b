//! Decides from what the server shows whether a change was made.
//!
//! Fields are compared with what was sent. A picture at another address is another picture. If the address is the same, or
//! the answer to the change was lost, the bytes that are served there decide. Otherwise it stays unknown.

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
    /// Its address; none if there was no picture.
    pub(super) url: Option<Url>,
    /// Its bytes, if they were fetched.
    pub(super) served: Option<Bytes>,
}

/// Without the address, which may contain a signature.
impl fmt::Debug for Before {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let served = self.served.as_ref().map(Bytes::len);
        f.debug_struct("Before").field("is_somewhere", &self.url.is_some()).field("served", &served).finish()
    }
}

/// What the server shows of fields that were sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct FieldsShown {
    /// They have the value that was sent.
    pub(super) taken: Vec<Field>,
    /// They have the value from before.
    pub(super) ignored: Vec<Field>,
    /// They have another value, or the value from before is not known.
    pub(super) altered: Vec<Field>,
    /// The server does not show them.
    pub(super) unsaid: Vec<Field>,
}

/// Compares the profile `now` with what was sent and with the profile `before`. Only facts in `said` were shown.
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
    /// The picture that was sent; none for a removal.
    pub(super) sent: Option<&'a Bytes>,
    /// Whether the server has accepted it. Otherwise the answer was lost or unusable.
    pub(super) is_answered: bool,
}

/// The picture that the server shows now.
#[derive(Debug, Clone, Copy)]
pub(super) enum PictureNow<'a> {
    /// It does not show that.
    Unsaid,
    /// No picture.
    Nothing,
    /// A picture at this address.
    At(&'a Url),
}

/// The bytes at the address of the picture.
#[derive(Debug, Clone, Copy)]
pub(super) enum ServedPicture<'a> {
    NotAsked,
    Unavailable,
    Bytes(&'a Bytes),
}

/// Whether a change of the picture was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PictureVerdict {
    /// The change was made.
    Made,
    /// It was not: the previous picture is still shown, or there is none after an upload.
    NotMade,
    /// It is unknown.
    Open,
    /// The bytes at the address are needed to decide.
    AskForBytes,
}

/// Decides whether a change was made, from what is shown `now` and, if they were fetched, from the `served` bytes.
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
    // Without an answer another address is not enough, since some servers put signatures into the path.
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
        // The default picture may be the same as the one before.
        Some(before) if before == served && is_removal && !is_same_place => PictureVerdict::Open,
        Some(before) if before == served => PictureVerdict::NotMade,
        // Another one than before: encoded again by the server, or the default picture.
        Some(_) => PictureVerdict::Made,
        None => PictureVerdict::Open,
    }
}
