//! Where the time comes from: the clock of the machine, or a fixed time for tests and pictures.

use jiff::Timestamp;

/// Where the time comes from.
#[derive(Debug, Clone, Copy, Default)]
pub enum Clock {
    /// The clock and the time zone of this machine.
    #[default]
    System,
    /// Always this time, in UTC: for tests and pictures.
    Fixed(Timestamp),
}

impl Clock {
    /// What time it is.
    pub fn now(self) -> Timestamp {
        match self {
            Self::System => Timestamp::now(),
            Self::Fixed(moment) => moment,
        }
    }
}
