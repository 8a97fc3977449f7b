//! What the server showed last, as it is kept for the next start. Pure.

use super::Profile;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A profile, and when the server showed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastKnown {
    /// What was shown.
    pub profile: Profile,
    /// When.
    pub read_at: Timestamp,
}
