//! Reading and changing one's own profile.

use super::{Error, Progress, Server};
use crate::profile::{Field, Patch, Photo, Profile};

use bytes::Bytes;
use sipper::Straw;
use url::Url;

/// One account on one server, with its key. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Session {
    server: Server,
}

/// What a save did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// The server's answer.
    pub profile: Profile,
    /// Fields whose value in the answer is not the one that was sent: ignored or altered by the server.
    pub altered: Vec<Field>,
    /// What became of the picture, when the patch had one.
    pub photo: Option<PhotoOutcome>,
}

/// What became of a picture that went along with other fields in two requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhotoOutcome {
    /// It is stored.
    Stored,
    /// The fields are stored, the picture is not.
    Failed(Box<Error>),
}

impl Session {
    /// The server this session belongs to.
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// Reads the profile: GET, and where that answers 404 or 405 the empty PATCH.
    pub async fn profile(&self) -> Result<Profile, Error> {
        unimplemented!()
    }

    /// Sends exactly what `patch` holds and compares the answer with it.
    pub async fn update(&self, _patch: Patch) -> Result<Saved, Error> {
        unimplemented!()
    }

    /// Sends a picture alone, with progress. Its future ends with the profile that shows the new picture.
    pub fn upload(&self, _photo: Photo) -> impl Straw<Profile, Progress, Error> + use<> {
        sipper::sipper(async move |_: sipper::Sender<Progress>| -> Result<Profile, Error> {
            unimplemented!()
        })
    }

    /// Removes the picture: JSON `null`.
    pub async fn remove_photo(&self) -> Result<Profile, Error> {
        unimplemented!()
    }

    /// Fetches a picture with a client that holds no key, within limits of size, time and redirects.
    pub async fn picture(&self, _url: Url) -> Result<Bytes, Error> {
        unimplemented!()
    }
}
