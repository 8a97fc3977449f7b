//! Whether a change of the picture was made, judged by what the server shows afterwards. Pure but for one fetch.
//!
//! The address tells where it can: another place is another picture. Where the place is the same, or where the
//! answer to the change was lost, the bytes that are served there decide. What neither tells stays open.

use super::me::Shown;
use super::{Error, Session};
use crate::profile::{Fact, Field, is_same_place};

use bytes::Bytes;
use url::Url;

use std::fmt;

#[cfg(test)]
mod tests;

/// The picture as it was before a change of it.
#[derive(Clone, Default)]
pub struct Before {
    /// Where it was; nothing where there was none.
    pub url: Option<Url>,
    /// What was served there, if that was fetched.
    pub served: Option<Bytes>,
}

/// Neither addresses, which may hold a signature, nor pixels belong in a log.
impl fmt::Debug for Before {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let served = self.served.as_ref().map(Bytes::len);
        f.debug_struct("Before").field("is_somewhere", &self.url.is_some()).field("served", &served).finish()
    }
}

/// A change of the picture.
#[derive(Debug, Clone, Copy)]
pub(super) struct Change<'a> {
    pub(super) before: &'a Before,
    /// The picture that was sent; nothing for a removal.
    pub(super) sent: Option<&'a Bytes>,
    /// Whether the server said yes to it. Otherwise the answer was lost, or told nothing.
    pub(super) is_answered: bool,
}

/// What the server shows now.
#[derive(Debug, Clone, Copy)]
pub(super) enum Now<'a> {
    /// It does not say.
    Unsaid,
    /// No picture.
    Nothing,
    /// A picture here.
    At(&'a Url),
}

/// What is served where the picture is now.
#[derive(Debug, Clone, Copy)]
pub(super) enum Served<'a> {
    NotAsked,
    Unavailable,
    Bytes(&'a Bytes),
}

/// What that shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
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
pub(super) fn judge(change: Change<'_>, now: Now<'_>, served: Served<'_>) -> Verdict {
    let Change { before, sent, is_answered } = change;
    let is_removal = sent.is_none();
    let now = match now {
        Now::Unsaid => return Verdict::Open,
        Now::Nothing if is_removal => return Verdict::Made,
        Now::Nothing => return Verdict::NotMade,
        Now::At(url) => url,
    };
    let is_same_place = is_same_place(before.url.as_ref(), Some(now));
    let is_same_address = before.url.as_ref() == Some(now);
    // A lost answer is not enough to trust another place: some sign within the path.
    if !is_same_place && (is_answered || before.served.is_none()) {
        return Verdict::Made;
    }
    if is_removal && is_same_address && before.served.is_none() {
        return Verdict::NotMade;
    }
    let served = match served {
        Served::NotAsked => return Verdict::AskForBytes,
        Served::Unavailable if is_removal && is_same_address => return Verdict::NotMade,
        Served::Unavailable if is_same_place => return Verdict::Open,
        Served::Unavailable => return Verdict::Made,
        Served::Bytes(bytes) => bytes,
    };
    if sent == Some(served) {
        return Verdict::Made;
    }
    match &before.served {
        // The picture for people without one may be the very picture that was there before.
        Some(before) if before == served && is_removal && !is_same_place => Verdict::Open,
        Some(before) if before == served => Verdict::NotMade,
        // Another one than before: encoded anew, or the one for people without a photo.
        Some(_) => Verdict::Made,
        None => Verdict::Open,
    }
}

impl Session {
    /// Judges a change by what the server shows, and by what it serves where that is needed.
    pub(super) async fn verdict(&self, change: Change<'_>, shown: &Shown) -> Verdict {
        let now = match &shown.profile.avatar {
            _ if !shown.said.contains(&Fact::Field(Field::Avatar)) => Now::Unsaid,
            None => Now::Nothing,
            Some(url) => Now::At(url),
        };
        match (judge(change, now, Served::NotAsked), now) {
            (Verdict::AskForBytes, Now::At(url)) => {
                let served = self.picture(url.clone()).await;
                judge(change, now, served.as_ref().map_or(Served::Unavailable, Served::Bytes))
            }
            (verdict, _) => verdict,
        }
    }
}

/// What a verdict means for a write: nothing where the change was made.
pub(super) fn failure(verdict: Verdict, unanswered: Option<&Error>, is_removal: bool) -> Option<Error> {
    let cause = |otherwise| Box::new(unanswered.cloned().unwrap_or(otherwise));
    match (verdict, unanswered) {
        (Verdict::Made, _) => None,
        (Verdict::NotMade, None) if is_removal => Some(Error::PictureNotRemoved),
        (Verdict::NotMade, None) => Some(Error::PictureKept),
        (Verdict::NotMade, Some(cause)) => Some(Error::NotStored(Box::new(cause.clone()))),
        (Verdict::Open | Verdict::AskForBytes, _) => Some(Error::Unknown(cause(Error::PictureUnclear))),
    }
}
