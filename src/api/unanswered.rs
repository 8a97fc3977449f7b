//! What became of a change of the picture whose answer was not waited for.
//!
//! A server that has all of a request goes on with it after the client has left. As long as it shows the picture
//! before, it may only not be done yet: "not stored" is never said of that.

use super::evidence::{Before, Change, Verdict};
use super::me::{Attempts, Shown};
use super::{Error, Sent, Session, Why};
use crate::profile::{Photo, Profile, is_same_place};

use tokio::time::sleep;

/// A change of the picture that was broken off.
#[derive(Debug, Clone)]
pub struct Unanswered {
    /// The picture before.
    pub before: Before,
    /// The picture that was sent; none for a removal.
    pub photo: Option<Photo>,
    /// How much of it the server can have.
    pub sent: Sent,
}

/// What the server shows after that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// The change.
    Stored(Box<Profile>),
    /// What was there before, and it stays: the request had no end.
    NotStored(Box<Profile>),
    /// Nothing that tells; the change may still come.
    Unknown,
}

impl Session {
    /// Looks what became of a change: once where it was not sent whole, else some times within some seconds.
    ///
    /// # Errors
    ///
    /// [`Why::Unauthorized`] alone; after any other failure it is not known.
    pub async fn look_up(&self, change: Unanswered) -> Result<Finding, Error> {
        let mut pauses = self.api().limits().looks.iter();
        loop {
            let shown = match self.look().await {
                Ok(shown) => shown,
                Err(error) if error.why() == Some(Why::Unauthorized) => return Err(error),
                Err(_) => return Ok(Finding::Unknown),
            };
            let now = Box::new(shown.profile.clone());
            let stays = is_same_place(now.avatar.as_ref(), change.before.url.as_ref());
            match change.sent {
                Sent::Part if stays => return Ok(Finding::NotStored(now)),
                Sent::Part => return Ok(Finding::Unknown),
                Sent::Whole if self.has_taken(&change, &shown).await => return Ok(Finding::Stored(now)),
                Sent::Whole => {}
            }
            match pauses.next() {
                Some(pause) => sleep(*pause).await,
                None => return Ok(Finding::Unknown),
            }
        }
    }

    async fn look(&self) -> Result<Shown, Error> {
        let mut seen = self.turn().await;
        let profile = self.read(&mut seen, Attempts::Several).await?;
        Ok(Shown { profile, said: seen.reading(), unanswered: None })
    }

    async fn has_taken(&self, change: &Unanswered, now: &Shown) -> bool {
        let sent = change.photo.as_ref().map(|photo| &photo.bytes);
        let change = Change { before: &change.before, sent, is_answered: false };
        self.verdict(change, now).await == Verdict::Made
    }
}
