//! What became of a change of the picture whose answer was not waited for.
//!
//! A server that has all of a request goes on with it after the client has left. As long as it shows the picture
//! before, it may only not be done yet: "not stored" is never said of that.

use super::{Error, Sent, Session};
use crate::profile::{Photo, Profile};

use tokio::time::sleep;
use url::Url;

/// A change of the picture that was broken off.
#[derive(Debug, Clone)]
pub struct Unanswered {
    /// Where the picture was before.
    pub before: Option<Url>,
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
    /// [`Error::Unauthorized`] alone; after any other failure it is not known.
    pub async fn look_up(&self, change: Unanswered) -> Result<Finding, Error> {
        let mut pauses = self.api().limits().looks.iter();
        loop {
            let now = match self.profile().await {
                Ok(now) => now,
                Err(Error::Unauthorized) => return Err(Error::Unauthorized),
                Err(_) => return Ok(Finding::Unknown),
            };
            match change.sent {
                Sent::Part if now.avatar == change.before => return Ok(Finding::NotStored(Box::new(now))),
                Sent::Part => return Ok(Finding::Unknown),
                Sent::Whole if self.has_taken(&change, &now).await => {
                    return Ok(Finding::Stored(Box::new(now)));
                }
                Sent::Whole => {}
            }
            match pauses.next() {
                Some(pause) => sleep(*pause).await,
                None => return Ok(Finding::Unknown),
            }
        }
    }

    async fn has_taken(&self, change: &Unanswered, now: &Profile) -> bool {
        match &change.photo {
            Some(photo) => self.shows(now, change.before.as_ref(), &photo.bytes).await,
            None => now.avatar.is_none(),
        }
    }
}
