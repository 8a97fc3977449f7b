//! The organisation's REST API: where it is, signing in to it, and everything one may do once signed in.
//!
//! Only this module knows HTTP and the habits of the backend. Two types keep the key's place clear: a
//! [`Client`] can only sign in, a [`Session`] holds the key of one account on one server and is the only
//! one that can read and change a profile. Dropping a future cancels its request.
//!
//! A request has three outcomes, not two: stored, not stored, and unknown. The third is settled by reading
//! again, never by sending again; [`Error::outcome`] tells them apart.

pub mod address;
pub mod auth;
pub mod error;
mod evidence;
mod language;
pub mod login;
pub mod me;
mod picture;
mod proxy;
mod reach;
mod save;
mod seen;
mod transport;
mod trust;
pub mod unanswered;
pub mod upload;
mod who;
mod wire;

pub use address::{AddressError, Server, ServerOptions};
pub use auth::{Client, Credentials, SignedIn};
pub use error::{CaFileFault, Distrust, Error, Outcome, ProxyRefusal, Redirect, Refusal, Why};
pub use evidence::Before;
pub use language::AnswerLanguage;
pub use login::{Login, Logins};
pub use me::{Habits, PhotoOutcome, Reading, Saved, Session};
pub use picture::Since;
pub use transport::Limits;
pub use unanswered::{Finding, Unanswered};
pub use upload::{Progress, Seal, Sent};
pub use wire::{GenderForm, profile as profile_in};
