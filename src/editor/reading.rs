//! Reading the profile again, and waiting until a server that cannot be reached can be reached again.
//!
//! Only a profile of the same person is "back": a proxy, a login page or a refusal that answers in the server's place is
//! not.

use super::effects::{Done, Effects, Work, WorkId};
use crate::api::{self, Why};
use crate::profile::Profile;
use crate::sentence::{self, Sentence, Tried};

use jiff::{SignedDuration, Timestamp};

use std::time::Duration;

/// The first pause before the server is asked whether it is back; each next one is twice as long. While nobody sees the
/// window nothing is asked.
const FIRST_PAUSE: Duration = Duration::from_secs(4);
/// The longest one.
const LONGEST_PAUSE: Duration = Duration::from_secs(64);

/// How long what the server has shown is not read again when the person comes back.
const FRESH: SignedDuration = SignedDuration::from_mins(10);

/// Where reading stands.
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
    /// The person waits for it.
    Asking(WorkId),
    /// Nobody asked for it, and nobody is told if it fails.
    Looking(WorkId),
    Failed(Sentence),
}

/// The server could not be reached, and is asked now and then.
#[derive(Debug)]
struct Watch {
    pause: Duration,
    /// The pause, or the request behind it.
    work: WorkId,
}

/// What some work of this machine came to.
#[derive(Debug)]
pub(super) enum Ended {
    /// Nothing that anybody must know.
    Nothing,
    /// The profile was read.
    Read(Box<Profile>),
    /// The server is back, with this profile.
    Back(Box<Profile>),
    /// The person has to sign in again.
    SignIn(Sentence),
}

impl Reading {
    /// Whether the person waits for it.
    pub fn is_asking(&self) -> bool {
        matches!(self.state, State::Asking(_))
    }

    /// Why it failed the last time, until that was seen.
    pub fn failure(&self) -> Option<&Sentence> {
        match &self.state {
            State::Failed(said) => Some(said),
            State::Idle | State::Asking(_) | State::Looking(_) => None,
        }
    }

    /// Whether the server could not be reached the last time.
    pub fn is_offline(&self) -> bool {
        self.watch.is_some()
    }

    /// Reads the profile.
    pub(super) fn start(&mut self, effects: &mut Effects) {
        self.state = State::Asking(effects.start(Work::Read));
    }

    /// The server has shown the profile.
    pub(super) fn shown(&mut self, now: Timestamp) {
        self.shown_at = Some(now);
    }

    /// The person has come back to the window, perhaps after the machine has slept: what may be old is read again.
    pub(super) fn returned(&mut self, now: Timestamp, effects: &mut Effects) {
        let shown_at = *self.shown_at.get_or_insert(now);
        // The clock may have been set back.
        let is_old = now.duration_since(shown_at).abs() >= FRESH;
        if is_old && matches!(self.state, State::Idle) && self.watch.is_none() {
            self.state = State::Looking(effects.start(Work::Read));
        }
    }

    /// Stops waiting for it, or takes its failure away.
    pub(super) fn close(&mut self) {
        self.state = State::Idle;
    }

    /// Takes its failure away, if it has failed.
    pub(super) fn close_failure(&mut self) {
        if self.failure().is_some() {
            self.state = State::Idle;
        }
    }

    /// Ends everything: the session is another.
    pub(super) fn renew(&mut self) {
        *self = Self::default();
    }

    /// Whether this is work of this machine.
    pub(super) fn wants(&self, id: WorkId) -> bool {
        let is_reading = matches!(self.state, State::Asking(work) | State::Looking(work) if work == id);
        is_reading || self.watch.as_ref().is_some_and(|watch| watch.work == id)
    }

    /// Some work of this machine has ended.
    pub(super) fn done(&mut self, id: WorkId, done: Done, host: &str, effects: &mut Effects) -> Ended {
        if self.watch.as_ref().is_some_and(|watch| watch.work == id) {
            return self.watched(done, effects);
        }
        let Done::Answered(answer) = done else { return Ended::Nothing };
        let is_asked = self.is_asking();
        self.state = State::Idle;
        self.note(answer.as_ref().err(), effects);
        match answer {
            Ok(profile) => Ended::Read(profile),
            // What is wrong is said when the person asks for something.
            Err(_) if !is_asked => Ended::Nothing,
            Err(error) => match sentence::sign_in_again(&error, host) {
                Some(said) => Ended::SignIn(said),
                None => {
                    self.state = State::Failed(sentence::server(&error, host, Tried::Reading));
                    Ended::Nothing
                }
            },
        }
    }

    /// Notes how a request ended. Where the server could not be reached, it is watched for from now on, until it has shown
    /// the profile.
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

    fn watched(&mut self, done: Done, effects: &mut Effects) -> Ended {
        let pause = self.watch.take().map_or(FIRST_PAUSE, |watch| watch.pause);
        match done {
            Done::Waited => self.watch = Some(Watch { pause, work: effects.start(Work::ReadIfSeen) }),
            // The pause does not grow meanwhile: whoever comes back does not wait longer for it.
            Done::Hidden => self.wait(pause, effects),
            Done::Answered(Ok(profile)) => {
                self.close_failure();
                return Ended::Back(profile);
            }
            // What is wrong with the key is said when the person asks for something.
            Done::Answered(Err(error)) if error.why() == Some(Why::Unauthorized) => {}
            Done::Answered(Err(_)) | Done::Fetched(_) | Done::Kept(_) => {
                self.wait(LONGEST_PAUSE.min(pause * 2), effects);
            }
        }
        Ended::Nothing
    }
}
