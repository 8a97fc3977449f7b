//! The save, from pressing the button to the server's answer: one state machine.
//!
//! Reading the profile again, the three-way merge and its questions become states between [`Save::Idle`]
//! and [`Save::Sending`]; nothing round this module will notice.

use super::super::situation::Sentence;

use iced::task::Handle;

/// Where a save stands.
#[derive(Debug, Default)]
pub enum Save {
    /// Nothing is under way.
    #[default]
    Idle,
    /// The request is under way. Leaving this state cancels it.
    Sending {
        /// The request.
        _request: Handle,
    },
    /// The server did not take it, or could not be asked. The form keeps every value.
    Failed(Vec<Sentence>),
}

impl Save {
    /// Whether a request is under way.
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Sending { .. })
    }
}
