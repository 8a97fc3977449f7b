//! The client of the organisation's REST API: its address, signing in, reading and changing the profile.
//!
//! Only this module knows HTTP and how servers differ. A [`Client`] has no key and can only sign in. A [`Session`] holds the
//! key of one account on one server, and only it can read and change a profile. Dropping a future cancels its request.
//!
//! A call is one exchange and reports its result. A write has three outcomes: stored, not stored, and unknown;
//! [`Error::outcome`] distinguishes the last two. Reading again after an unknown outcome is the work of the caller.

pub mod address;
mod allowed;
pub mod auth;
pub mod error;
mod exchange;
mod language;
pub mod login;
pub mod me;
mod person;
mod picture;
mod proxy;
mod save;
mod transport;
mod trust;
pub mod upload;
mod wire;

pub use address::{AddressError, Server, ServerOptions};
pub use auth::{Client, Credentials, SignedIn};
pub use error::{CaFileFault, Distrust, Error, Outcome, ProxyRefusal, Redirect, Refusal, Why};
pub use language::AnswerLanguage;
pub use login::{Login, Logins};
pub use me::{Habits, ReadMethod, Session, jittered};
pub use picture::PictureUpdate;
pub use transport::Limits;
pub use upload::{CommitPoint, Progress, Sent};
pub use wire::{GenderForm, profile as profile_in};
