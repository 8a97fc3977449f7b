//! Placeholder until the log lands.

/// How often a dialog failed to open.
pub fn dialog_failures() -> usize {
    0
}
