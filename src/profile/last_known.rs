//! The last profile from the server, as it is stored for the next start. Pure.

use super::Profile;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A profile, and when it was read from the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastKnown {
    /// The profile.
    pub profile: Profile,
    /// The time of the answer.
    pub read_at: Timestamp,
}
