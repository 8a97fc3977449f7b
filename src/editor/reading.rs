//! Reads the profile again, and checks from time to time whether an unreachable server is back.
//!
//! A server is only back when it answers with the profile of the same person. An answer of a proxy, a login page or a refusal
//! is not enough.

use super::effects::{Done, Effects, Work, WorkId};
use crate::api::{self, Why};
use crate::profile::Profile;
use crate::sentence::{self, Sentence, Tried};

use jiff::{SignedDuration, Timestamp};

use std::time::Duration;

/// The first pause before an unreachable server is asked again. Each further pause is twice as long. While the window is
/// hidden, the server is not asked.
const FIRST_PAUSE: Duration = Duration::from_secs(4);
/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_secs(64);

/// If the profile is older than this when the person returns to the window, it is read again.
const MAX_AGE: SignedDuration = SignedDuration::from_mins(10);

/// The state of reading.
#[derive(Debug, Default)]
pub struct Reading {
    state: State,
    watch: Option<Watch>,
    /// When the server last showed the profile, as far as is known here.
    shown_at: Option<Timestamp>,
}

#[derive(Debug, Default)]
enum State {
    #[default]
    Idle,
    /// The person has requested it.
    Requested(WorkId),
    /// The program has begun it on its own. The person is not told if it fails.
    Background(WorkId),
    Failed(Sentence),
}

/// The server could not be reached, and is asked from time to time.
#[derive(Debug)]
struct Watch {
    pause: Duration,
    /// The work of the pause, or of the request after it.
    work: WorkId,
}

/// The result of reading.
#[derive(Debug)]
pub(super) enum ReadResult {
    /// Nothing to do.
    Nothing,
    /// The profile was read.
    Read(Box<Profile>),
    /// The server is back, with this profile.
    Back(Box<Profile>),
    /// The person must sign in again.
    SignIn(Sentence),
}

impl Reading {
    /// Whether a reading is running that the person has requested.
    pub fn is_requested(&self) -> bool {
        matches!(self.state, State::Requested(_))
    }

    /// Why it failed the last time, until the person has closed the message.
    pub fn failure(&self) -> Option<&Sentence> {
        match &self.state {
            State::Failed(said) => Some(said),
            State::Idle | State::Requested(_) | State::Background(_) => None,
        }
    }

    /// Whether the server could not be reached the last time.
    pub fn is_offline(&self) -> bool {
        self.watch.is_some()
    }

    /// Reads the profile.
    pub(super) fn start(&mut self, effects: &mut Effects) {
        self.state = State::Requested(effects.start(Work::Read));
    }

    /// Notes that the server has sent the profile.
    pub(super) fn shown(&mut self, now: Timestamp) {
        self.shown_at = Some(now);
    }

    /// Reads an old profile again when the person returns to the window, perhaps after the machine has slept.
    pub(super) fn returned(&mut self, now: Timestamp, effects: &mut Effects) {
        let shown_at = *self.shown_at.get_or_insert(now);
        // The clock may have been set back.
        let is_old = now.duration_since(shown_at).abs() >= MAX_AGE;
        if is_old && matches!(self.state, State::Idle) && self.watch.is_none() {
            self.state = State::Background(effects.start(Work::Read));
        }
    }

    /// Stops reading, or removes the failure.
    pub(super) fn close(&mut self) {
        self.state = State::Idle;
    }

    /// Removes the failure, if there is one.
    pub(super) fn close_failure(&mut self) {
        if self.failure().is_some() {
            self.state = State::Idle;
        }
    }

    /// Stops everything, for a new session.
    pub(super) fn renew(&mut self) {
        *self = Self::default();
    }

    /// Whether the result of this work is needed.
    pub(super) fn wants(&self, id: WorkId) -> bool {
        let is_reading = matches!(self.state, State::Requested(work) | State::Background(work) if work == id);
        is_reading || self.watch.as_ref().is_some_and(|watch| watch.work == id)
    }

    /// Handles the result of its work.
    pub(super) fn done(&mut self, id: WorkId, done: Done, host: &str, effects: &mut Effects) -> ReadResult {
        if self.watch.as_ref().is_some_and(|watch| watch.work == id) {
            return self.watched(done, effects);
        }
        let Done::Answered(answer) = done else { return ReadResult::Nothing };
        let is_asked = self.is_requested();
        self.state = State::Idle;
        self.note(answer.as_ref().err(), effects);
        match answer {
            Ok(profile) => ReadResult::Read(profile),
            // A problem is only shown when the person requests something.
            Err(_) if !is_asked => ReadResult::Nothing,
            Err(error) => match sentence::sign_in_again(&error, host) {
                Some(said) => ReadResult::SignIn(said),
                None => {
                    self.state = State::Failed(sentence::server(&error, host, Tried::Reading));
                    ReadResult::Nothing
                }
            },
        }
    }

    /// Notes the result of a request. If the server could not be reached, it is asked from time to time until it
    /// answers with the profile.
    pub(super) fn note(&mut self, failure: Option<&api::Error>, effects: &mut Effects) {
        match failure {
            None => self.watch = None,
            Some(error) if error.is_unreachable() && self.watch.is_none() => {
                self.wait(FIRST_PAUSE, effects);
            }
            Some(_) => {}
        }
    }

    fn wait(&mut self, pause: Duration, effects: &mut Effects) {
        self.watch = Some(Watch { pause, work: effects.start(Work::WaitAbout(pause)) });
    }

    fn watched(&mut self, done: Done, effects: &mut Effects) -> ReadResult {
        let pause = self.watch.take().map_or(FIRST_PAUSE, |watch| watch.pause);
        match done {
            Done::Waited => self.watch = Some(Watch { pause, work: effects.start(Work::ReadIfSeen) }),
            // The pause does not grow, so that a person who comes back does not wait longer.
            Done::Hidden => self.wait(pause, effects),
            Done::Answered(Ok(profile)) => {
                self.close_failure();
                return ReadResult::Back(profile);
            }
            // The person is told about the key at their next action.
            Done::Answered(Err(error)) if error.why() == Some(Why::Unauthorized) => {}
            Done::Answered(Err(_)) | Done::Fetched(_) | Done::DraftStored(_) => {
                self.wait(LONGEST_PAUSE.min(pause * 2), effects);
            }
        }
        ReadResult::Nothing
    }
}
