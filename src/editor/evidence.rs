//! Decides whether a change was stored, from what the server shows.
//!
//! Fields are compared with the sent values. A picture at another address is another picture. If the address is the
//! same, or the answer to the change was lost, the bytes that are served there decide. Otherwise the outcome stays
//! unknown.

use crate::profile::{Fact, Field, Profile, Value, is_same_place};

use bytes::Bytes;
use url::Url;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

#[cfg(test)]
mod tests;

/// The picture as it was before a change of it.
#[derive(Clone, Default)]
pub(super) struct PictureBefore {
    /// Its address; none if there was no picture.
    pub(super) url: Option<Url>,
    /// Its bytes, if they were fetched.
    pub(super) served: Option<Bytes>,
}

/// Without the address, which may contain a signature.
impl fmt::Debug for PictureBefore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let served = self.served.as_ref().map(Bytes::len);
        f.debug_struct("PictureBefore")
            .field("is_somewhere", &self.url.is_some())
            .field("served", &served)
            .finish()
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
    pub(super) not_shown: Vec<Field>,
}

/// Compares the profile `now` with the sent values and with the profile `before`. Only the facts in `known` were shown.
pub(super) fn compare(
    sent: &BTreeMap<Field, Value>,
    before: &Profile,
    now: &Profile,
    known: &BTreeSet<Fact>,
) -> FieldsShown {
    let mut shown = FieldsShown::default();
    for (field, sent) in sent {
        let place = if !known.contains(&Fact::Field(*field)) {
            &mut shown.not_shown
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
    pub(super) before: &'a PictureBefore,
    /// The picture that was sent; none for a removal.
    pub(super) sent: Option<&'a Bytes>,
    /// Whether the server has accepted it. Otherwise the answer was lost or unusable.
    pub(super) is_answered: bool,
}

/// The picture that the server shows now.
#[derive(Debug, Clone, Copy)]
pub(super) enum PictureNow<'a> {
    /// It does not show the picture.
    NotShown,
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

/// Whether a change of the picture was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PictureVerdict {
    /// It was stored.
    Stored,
    /// It was not stored: the previous picture is still shown, or there is none after an upload.
    NotStored,
    /// It is unknown.
    Unknown,
    /// The bytes at the address are needed to decide.
    FetchBytes,
}

/// Decides whether a change was stored, from the picture that is shown `now` and, if they were fetched, from the
/// `served` bytes.
pub(super) fn judge(
    change: PictureChange<'_>,
    now: PictureNow<'_>,
    served: ServedPicture<'_>,
) -> PictureVerdict {
    let PictureChange { before, sent, is_answered } = change;
    let is_removal = sent.is_none();
    let now = match now {
        PictureNow::NotShown => return PictureVerdict::Unknown,
        PictureNow::Nothing if is_removal => return PictureVerdict::Stored,
        PictureNow::Nothing => return PictureVerdict::NotStored,
        PictureNow::At(url) => url,
    };
    let is_same_place = is_same_place(before.url.as_ref(), Some(now));
    let is_same_address = before.url.as_ref() == Some(now);
    // Without an answer another address is not enough, since some servers put signatures into the path.
    if !is_same_place && (is_answered || before.served.is_none()) {
        return PictureVerdict::Stored;
    }
    if is_removal && is_same_address && before.served.is_none() {
        return PictureVerdict::NotStored;
    }
    let served = match served {
        ServedPicture::NotAsked => return PictureVerdict::FetchBytes,
        ServedPicture::Unavailable if is_removal && is_same_address => return PictureVerdict::NotStored,
        ServedPicture::Unavailable if is_same_place => return PictureVerdict::Unknown,
        ServedPicture::Unavailable => return PictureVerdict::Stored,
        ServedPicture::Bytes(bytes) => bytes,
    };
    if sent == Some(served) {
        return PictureVerdict::Stored;
    }
    match &before.served {
        // The default picture may be the same as the one before.
        Some(before) if before == served && is_removal && !is_same_place => PictureVerdict::Unknown,
        Some(before) if before == served => PictureVerdict::NotStored,
        // Another one than before: encoded again by the server, or the default picture.
        Some(_) => PictureVerdict::Stored,
        None => PictureVerdict::Unknown,
    }
}
