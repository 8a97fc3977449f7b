//! Signing in.

use super::{Error, Server, Session};
use crate::profile::Profile;
use crate::secret::Secret;

/// How a person signs in.
#[derive(Debug, Clone)]
pub enum Credentials {
    /// An API key, cleaned of `Token …`, `Bearer …`, quotes and white space.
    Key(Secret),
    /// Username and password, exchanged for a key.
    Password {
        /// The username as typed.
        username: String,
        /// The password as typed; never trimmed.
        password: Secret,
    },
}

/// A session and the first answer of the server.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The session.
    pub session: Session,
    /// The profile as just read.
    pub profile: Profile,
    /// The key that works, to be stored in the keyring.
    pub key: Secret,
}

/// A connection to a server without a key: it can only sign in.
#[derive(Debug, Clone)]
pub struct Client {
    #[expect(dead_code, reason = "skeleton")]
    server: Server,
}

impl Client {
    /// Prepares a client: reads the system's certificates on a blocking thread. Nothing is sent.
    pub async fn new(_server: Server) -> Result<Self, Error> {
        unimplemented!()
    }

    /// Signs in and reads the profile, which also proves that the key works and that the person may.
    pub async fn sign_in(&self, _credentials: Credentials) -> Result<SignedIn, Error> {
        unimplemented!()
    }
}
