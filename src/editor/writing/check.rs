//! Finds the outcome of a write: reads the profile a few times. The write is never sent again.

use super::super::context::Context;
use super::super::effects::{Done, Work, WorkId};
use super::super::kind::WriteKind;
use super::job::{Differences, Job, Verdict};
use crate::api;
use crate::profile::{Fact, Field, Profile};
use crate::sentence::{self, Sentence};

use bytes::Bytes;

use std::collections::BTreeSet;
use std::time::Duration;

/// The pauses before reading the profile, if the answer to a write did not arrive.
const PAUSES: [Duration; 4] =
    [Duration::from_secs(1), Duration::from_secs(3), Duration::from_secs(8), Duration::from_secs(20)];

/// A check that is under way.
#[derive(Debug)]
pub(super) struct Check {
    case: Case,
    step: Step,
}

/// The write, and what is known of it.
#[derive(Debug)]
struct Case {
    job: Job,
    /// Why there was no answer; none after *Cancel*, and if there was an answer.
    cause: Option<api::Error>,
    /// The sentence about that.
    said: Option<Sentence>,
    /// Whether the server has accepted it.
    is_answered: bool,
    /// The facts that the server has shown since it was sent.
    shown: BTreeSet<Fact>,
    /// How many times the profile was read.
    readings: usize,
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Waiting(WorkId),
    Reading(WorkId),
    Fetching(WorkId),
}

/// The next state.
#[derive(Debug)]
pub(super) enum Next {
    /// The check goes on.
    Check(Box<Check>),
    /// The server shows the write, perhaps with differences.
    Stored(Job, Differences),
    /// The server has accepted it but not stored it. `is_final`: trying again would have the same result.
    NotStored { job: Job, said: Sentence, is_final: bool },
    /// The outcome is unknown, and is not checked any more.
    Unknown(Doubt),
}

/// A write with an unknown outcome.
#[derive(Debug)]
pub(super) struct Doubt {
    case: Box<Case>,
    said: Sentence,
}

impl Check {
    /// Checks a write without a usable answer: `cause` is the error, or none if the person has cancelled.
    pub(super) fn unanswered(job: Job, cause: Option<api::Error>, cx: &mut Context<'_>) -> Next {
        Case::unanswered(job, cause, cx).read_later(cx)
    }

    /// The same, but reading waits until the person has signed in again.
    pub(super) fn unanswered_for_now(job: Job, cause: api::Error, cx: &mut Context<'_>) -> Next {
        Case::unanswered(job, Some(cause), cx).give_up(cx)
    }

    /// Checks a write that the server has accepted with this answer.
    pub(super) fn answered(job: Job, answer: Profile, cx: &mut Context<'_>) -> Next {
        let is_whole = cx.document.is_complete(&answer);
        let shown = answer.known_facts();
        let case = Case { job, cause: None, said: None, is_answered: true, shown, readings: PAUSES.len() };
        cx.take(answer, &case.job.fields());
        if is_whole { case.judge(None, cx) } else { case.read(cx) }
    }

    /// Handles the result of its work.
    pub(super) fn done(self, done: Done, cx: &mut Context<'_>) -> Next {
        let Self { mut case, step } = self;
        match (step, done) {
            (Step::Waiting(_), _) => case.read(cx),
            (Step::Fetching(_), Done::Fetched(served)) => {
                // A web page instead of the photo does not show the photo.
                let picture = served.filter(|served| served.extension.is_some());
                case.judge(Some(picture.map(|picture| picture.bytes)), cx)
            }
            (Step::Fetching(_), _) => case.judge(Some(None), cx),
            (Step::Reading(_), Done::Answered(answer)) => {
                cx.note(answer.as_ref().err());
                match answer {
                    Ok(now) => {
                        case.shown.extend(now.known_facts());
                        cx.read(*now, &case.answered());
                        case.judge(None, cx)
                    }
                    // The server has accepted it, even if the profile cannot be read again.
                    Err(_) if case.is_answered => case.judge(None, cx),
                    Err(error) if sentence::sign_in_again(&error, cx.host).is_some() => {
                        cx.sign_in(&error, None);
                        case.give_up(cx)
                    }
                    Err(_) => case.read_later(cx),
                }
            }
            (Step::Reading(_), _) => case.read_later(cx),
        }
    }

    /// The person has cancelled.
    pub(super) fn cancel(self, cx: &mut Context<'_>) -> Next {
        match self.step {
            // The answer is enough.
            Step::Reading(_) if self.case.is_answered => self.case.judge(None, cx),
            _ => self.case.give_up(cx),
        }
    }

    /// Begins again, in another session.
    pub(super) fn renew(self, cx: &mut Context<'_>) -> Next {
        Case { readings: 0, ..self.case }.read_later(cx)
    }

    /// The kind of the write.
    pub(super) fn kind(&self) -> WriteKind {
        self.case.job.kind
    }

    /// The sentence that says why there was no answer.
    pub(super) fn cause(&self) -> Option<&Sentence> {
        self.case.said.as_ref()
    }

    /// Whether the result of this work is needed.
    pub(super) fn wants(&self, id: WorkId) -> bool {
        let (Step::Waiting(work) | Step::Reading(work) | Step::Fetching(work)) = self.step;
        work == id
    }
}

impl Case {
    fn unanswered(job: Job, cause: Option<api::Error>, cx: &Context<'_>) -> Self {
        let said = cause.as_ref().map(|cause| job.not_known(Some(cause), false, cx.host));
        Self { job, cause, said, is_answered: false, shown: BTreeSet::new(), readings: 0 }
    }

    /// The fields that the server has accepted.
    fn answered(&self) -> Vec<Field> {
        if self.is_answered { self.job.fields() } else { Vec::new() }
    }

    /// Reads the profile after a pause, or gives up after the last one.
    fn read_later(self, cx: &mut Context<'_>) -> Next {
        match PAUSES.get(self.readings) {
            None => self.give_up(cx),
            Some(pause) => {
                let step = Step::Waiting(cx.effects.start(Work::Wait(*pause)));
                Next::Check(Box::new(Check { case: Self { readings: self.readings + 1, ..self }, step }))
            }
        }
    }

    fn read(self, cx: &mut Context<'_>) -> Next {
        let step = Step::Reading(cx.effects.start(Work::Read));
        Next::Check(Box::new(Check { case: self, step }))
    }

    /// Judges the write from the profile, and from the bytes of the picture if they were fetched.
    fn judge(self, served: Option<Option<Bytes>>, cx: &mut Context<'_>) -> Next {
        match self.job.judge(cx.document.saved(), &self.shown, self.is_answered, served) {
            Verdict::Stored(differences) => Next::Stored(self.job, differences),
            Verdict::FetchBytes(url) => {
                let step = Step::Fetching(cx.effects.start(Work::FetchPhoto(url)));
                Next::Check(Box::new(Check { case: self, step }))
            }
            Verdict::NotStored(said, ignored) if self.is_answered => {
                cx.document.forget_sent(&self.job.fields());
                if self.job.kind == WriteKind::Save {
                    cx.document.edit().0.mark_not_taken(ignored);
                }
                // The server would answer the next removal in the same way.
                let is_final = self.job.kind == WriteKind::Removal;
                Next::NotStored { job: self.job, said, is_final }
            }
            Verdict::NotStored(..) | Verdict::Unknown => self.read_later(cx),
        }
    }

    /// Gives up: the outcome is unknown. The previous photo is remembered, since it may still be needed.
    fn give_up(self, cx: &mut Context<'_>) -> Next {
        self.job.remember_previous(cx);
        let not_known = || self.job.not_known(self.cause.as_ref(), self.is_answered, cx.host);
        let said = self.said.clone().unwrap_or_else(not_known);
        let case = Self { job: self.job.given_up(), ..self };
        Next::Unknown(Doubt { case: Box::new(case), said })
    }
}

impl Doubt {
    /// A save of an earlier run.
    pub(super) fn of_earlier_run(job: Job) -> Self {
        let said = Sentence::of("profile-closed-unknown");
        let shown = BTreeSet::new();
        let case =
            Case { job, cause: None, said: Some(said.clone()), is_answered: false, shown, readings: 0 };
        Self { case: Box::new(case), said }
    }

    /// The sentence about it.
    pub(super) fn said(&self) -> &Sentence {
        &self.said
    }

    /// The kind of write it is about.
    pub(super) fn kind(&self) -> WriteKind {
        self.case.job.kind
    }

    /// The fields of the write.
    pub(super) fn fields(&self) -> Vec<Field> {
        self.case.job.fields()
    }

    /// Reads the profile once more.
    pub(super) fn check_again(self, cx: &mut Context<'_>) -> Next {
        Case { readings: PAUSES.len(), ..*self.case }.read(cx)
    }

    /// Judges it from the profile, and fetches the picture if that is needed.
    pub(super) fn judge_shown(self, cx: &mut Context<'_>) -> Next {
        let Self { case, said } = self;
        let now = cx.document.saved();
        match case.job.judge(now, &now.known_facts(), case.is_answered, None) {
            Verdict::Stored(_) | Verdict::FetchBytes(_) => {
                let shown = now.known_facts();
                Case { readings: PAUSES.len(), shown, ..*case }.judge(None, cx)
            }
            Verdict::NotStored(..) | Verdict::Unknown => Next::Unknown(Self { case, said }),
        }
    }

    /// Judges it from the profile only. Returns the write if it was stored, otherwise the doubt.
    pub(super) fn settle(self, cx: &Context<'_>) -> Result<(Job, Differences), Self> {
        let now = cx.document.saved();
        match self.case.job.judge(now, &now.known_facts(), self.case.is_answered, None) {
            Verdict::Stored(differences) => Ok((self.case.job, differences)),
            Verdict::FetchBytes(_) | Verdict::NotStored(..) | Verdict::Unknown => Err(self),
        }
    }
}
