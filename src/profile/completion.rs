//! What is filled in, what is missing, and whether the server agrees.

use super::{Field, Profile};

/// Who says what about completeness.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The server reports the profile as complete; what is missing is optional.
    Complete,
    /// The server reports it as incomplete, and something is missing.
    Incomplete,
    /// Everything here is filled in, but the server still reports the profile as incomplete.
    Disagrees,
    /// The answer holds no flag.
    Unsaid,
}

/// The client's own reading of a profile or form beside the server's flag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// What the server and the fields say together.
    pub verdict: Verdict,
    /// The empty ones of [`Field::ALL`], in their order.
    pub missing: Vec<Field>,
}

impl Completion {
    /// Reads a profile as the server has it.
    pub fn of(profile: &Profile) -> Self {
        Self::judge(profile.completed, |field| match field {
            Field::Avatar => profile.avatar.is_some(),
            field => !profile.text(field).is_empty(),
        })
    }

    /// Reads anything that can say whether a field is filled in: the form while it is being typed.
    pub fn judge(flag: Option<bool>, filled: impl Fn(Field) -> bool) -> Self {
        let missing: Vec<_> = Field::ALL.into_iter().filter(|field| !filled(*field)).collect();
        let verdict = match (flag, missing.is_empty()) {
            (Some(true), _) => Verdict::Complete,
            (Some(false), false) => Verdict::Incomplete,
            (Some(false), true) => Verdict::Disagrees,
            (None, _) => Verdict::Unsaid,
        };
        Self { verdict, missing }
    }

    /// The share that is filled in, from 0.0 to 1.0.
    pub fn fraction(&self) -> f32 {
        let all = Field::ALL.len();
        (all - self.missing.len()) as f32 / all as f32
    }
}
