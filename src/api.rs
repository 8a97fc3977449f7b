//! The organisation's REST API: where it is, signing in to it, and everything one may do once signed in.
//!
//! Only this module knows HTTP and the habits of the backend. Two types keep the key's place clear: a
//! [`Client`] can only sign in, a [`Session`] holds the key of one account on one server and is the only
//! one that can read and change a profile. Dropping a future cancels its request.

pub mod address;
pub mod auth;
pub mod error;
pub mod me;
mod transport;
pub mod upload;
mod wire;

pub use address::{AddressError, Server, ServerOptions};
pub use auth::{Client, Credentials, SignedIn};
pub use error::Error;
pub use me::{PhotoOutcome, Saved, Session};
pub use upload::Progress;
