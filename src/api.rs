//! The organisation's REST API: where it is, signing in to it, and everything one may do once signed in.
//!
//! Only this module knows HTTP and the habits of the backend. Two types keep the key's place clear: a
//! [`Client`] can only sign in, a [`Session`] holds the key of one account on one server and is the only
//! one that can read and change a profile. Dropping a future cancels its request.
//!
//! A call is one exchange, and reports what it came to. A write has three outcomes, not two: stored, not stored, and
//! unknown; [`Error::outcome`] tells the last two apart. Who looks again, and what that shows, is not known here.

pub mod address;
mod answer;
pub mod auth;
pub mod error;
mod language;
pub mod login;
pub mod me;
mod picture;
mod proxy;
mod reach;
mod report;
mod save;
mod transport;
mod trust;
pub mod upload;
mod who;
mod wire;

pub use address::{AddressError, Server, ServerOptions};
pub use auth::{Client, Credentials, SignedIn};
pub use error::{CaFileFault, Distrust, Error, Outcome, ProxyRefusal, Redirect, Refusal, Why};
pub use language::AnswerLanguage;
pub use login::{Login, Logins};
pub use me::{Habits, Reading, Session};
pub use picture::Since;
pub use transport::Limits;
pub use upload::{CommitPoint, Progress, Sent};
pub use wire::{GenderForm, profile as profile_in};
