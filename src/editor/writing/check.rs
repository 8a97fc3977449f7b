//! The search for what became of a write: the server is asked what it has, some times, and never sent to again.

use super::super::context::Context;
use super::super::effects::{Done, Work, WorkId};
use super::super::kind::Kind;
use super::job::{Differences, Job, Verdict};
use crate::api;
use crate::profile::{Fact, Field, Profile};
use crate::sentence::{self, Sentence};

use bytes::Bytes;

use std::collections::BTreeSet;
use std::time::Duration;

/// The pauses before the looks at what became of a write whose answer did not come.
const LOOKS: [Duration; 4] =
    [Duration::from_secs(1), Duration::from_secs(3), Duration::from_secs(8), Duration::from_secs(20)];

/// A search that is under way.
#[derive(Debug)]
pub(super) struct Check {
    case: Case,
    step: Step,
}

/// What is known of the write.
#[derive(Debug)]
struct Case {
    job: Job,
    /// Why there was no answer; nothing after *Cancel*, and where there was one.
    cause: Option<api::Error>,
    /// What is said of that.
    said: Option<Sentence>,
    /// Whether the server said yes.
    is_answered: bool,
    /// What the server has shown since.
    shown: BTreeSet<Fact>,
    /// How many looks there were.
    looks: usize,
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Waiting(WorkId),
    Reading(WorkId),
    Fetching(WorkId),
}

/// What comes next.
#[derive(Debug)]
pub(super) enum Next {
    /// It goes on.
    Check(Box<Check>),
    /// The server shows the write, or most of it.
    Made(Job, Differences),
    /// The server said yes and has not done it. Where it is final, it would come to the same again.
    NotMade { job: Job, said: Sentence, is_final: bool },
    /// It is not known, and nobody looks any more by themselves.
    Rest(Doubt),
}

/// A write of which it is not known whether it is stored.
#[derive(Debug)]
pub(super) struct Doubt {
    case: Box<Case>,
    said: Sentence,
}

impl Check {
    /// The answer of a write did not come, or told nothing: for this cause, or because the person has cancelled.
    pub(super) fn unanswered(job: Job, cause: Option<api::Error>, cx: &mut Context<'_>) -> Next {
        Case::unanswered(job, cause, cx).look_later(cx)
    }

    /// The same where nothing would come of looking before the person has signed in again.
    pub(super) fn unanswered_for_now(job: Job, cause: api::Error, cx: &mut Context<'_>) -> Next {
        Case::unanswered(job, Some(cause), cx).rest(cx)
    }

    /// The server said yes with this answer, which is taken in.
    pub(super) fn answered(job: Job, answer: Profile, cx: &mut Context<'_>) -> Next {
        let is_whole = cx.document.is_whole(&answer);
        let shown = answer.said();
        let case = Case { job, cause: None, said: None, is_answered: true, shown, looks: LOOKS.len() };
        cx.take(answer, &case.job.fields());
        if is_whole { case.judge(None, cx) } else { case.read(cx) }
    }

    /// Some work of it has ended.
    pub(super) fn done(self, done: Done, cx: &mut Context<'_>) -> Next {
        let Self { mut case, step } = self;
        match (step, done) {
            (Step::Waiting(_), _) => case.read(cx),
            (Step::Fetching(_), Done::Fetched(served)) => {
                // A page that is served in the place of the photo tells nothing of the photo.
                let picture = served.filter(|served| served.extension.is_some());
                case.judge(Some(picture.map(|picture| picture.bytes)), cx)
            }
            (Step::Fetching(_), _) => case.judge(Some(None), cx),
            (Step::Reading(_), Done::Answered(answer)) => {
                cx.note(answer.as_ref().err());
                match answer {
                    Ok(now) => {
                        case.shown.extend(now.said());
                        cx.read(*now, &case.answered());
                        case.judge(None, cx)
                    }
                    // The server said yes; that it could not be read again takes nothing from that.
                    Err(_) if case.is_answered => case.judge(None, cx),
                    Err(error) if sentence::sign_in_again(&error, cx.host).is_some() => {
                        cx.sign_in(&error, false);
                        case.rest(cx)
                    }
                    Err(_) => case.look_later(cx),
                }
            }
            (Step::Reading(_), _) => case.look_later(cx),
        }
    }

    /// The person does not wait any more.
    pub(super) fn cancel(self, cx: &mut Context<'_>) -> Next {
        match self.step {
            // What it has said by now is all that is waited for.
            Step::Reading(_) if self.case.is_answered => self.case.judge(None, cx),
            _ => self.case.rest(cx),
        }
    }

    /// Begins again in another session.
    pub(super) fn renew(self, cx: &mut Context<'_>) -> Next {
        Case { looks: 0, ..self.case }.look_later(cx)
    }

    /// The kind of write it is about.
    pub(super) fn kind(&self) -> Kind {
        self.case.job.kind
    }

    /// Why there was no answer, while it is searched what became of the write.
    pub(super) fn cause(&self) -> Option<&Sentence> {
        self.case.said.as_ref()
    }

    /// Whether it waits for this.
    pub(super) fn wants(&self, id: WorkId) -> bool {
        let (Step::Waiting(work) | Step::Reading(work) | Step::Fetching(work)) = self.step;
        work == id
    }
}

impl Case {
    fn unanswered(job: Job, cause: Option<api::Error>, cx: &Context<'_>) -> Self {
        let said = cause.as_ref().map(|cause| job.not_known(Some(cause), false, cx.host));
        Self { job, cause, said, is_answered: false, shown: BTreeSet::new(), looks: 0 }
    }

    /// The fields that the server said yes to.
    fn answered(&self) -> Vec<Field> {
        if self.is_answered { self.job.fields() } else { Vec::new() }
    }

    /// Waits, and then looks what the server has; rests where it has been looked often enough.
    fn look_later(self, cx: &mut Context<'_>) -> Next {
        match LOOKS.get(self.looks) {
            None => self.rest(cx),
            Some(pause) => {
                let step = Step::Waiting(cx.effects.start(Work::Wait(*pause)));
                Next::Check(Box::new(Check { case: Self { looks: self.looks + 1, ..self }, step }))
            }
        }
    }

    fn read(self, cx: &mut Context<'_>) -> Next {
        let step = Step::Reading(cx.effects.start(Work::Read));
        Next::Check(Box::new(Check { case: self, step }))
    }

    /// Judges the write by what is shown by now, and by what is served where that was needed and asked for.
    fn judge(self, served: Option<Option<Bytes>>, cx: &mut Context<'_>) -> Next {
        match self.job.judge(cx.document.saved(), &self.shown, self.is_answered, served) {
            Verdict::Made(differences) => Next::Made(self.job, differences),
            Verdict::AskForBytes(url) => {
                let step = Step::Fetching(cx.effects.start(Work::FetchPhoto(url)));
                Next::Check(Box::new(Check { case: self, step }))
            }
            Verdict::NotMade(said, ignored) if self.is_answered => {
                cx.document.forget_sent(&self.job.fields());
                if self.job.kind == Kind::Save {
                    cx.document.edit().0.mark_not_taken(ignored);
                }
                // A removal was done as far as this server does it: the next one would be answered the same.
                let is_final = self.job.kind == Kind::Removal;
                Next::NotMade { job: self.job, said, is_final }
            }
            Verdict::NotMade(..) | Verdict::Open => self.look_later(cx),
        }
    }

    /// Says that it is not known, and keeps what was there before: it may be needed yet.
    fn rest(self, cx: &mut Context<'_>) -> Next {
        self.job.keep_previous(cx);
        let not_known = || self.job.not_known(self.cause.as_ref(), self.is_answered, cx.host);
        let said = self.said.clone().unwrap_or_else(not_known);
        let case = Self { job: self.job.late(), ..self };
        Next::Rest(Doubt { case: Box::new(case), said })
    }
}

impl Doubt {
    /// A save of an earlier run.
    pub(super) fn of_earlier_run(job: Job) -> Self {
        let said = Sentence::of("profile-closed-unknown");
        let shown = BTreeSet::new();
        let case = Case { job, cause: None, said: Some(said.clone()), is_answered: false, shown, looks: 0 };
        Self { case: Box::new(case), said }
    }

    /// What is said of it.
    pub(super) fn said(&self) -> &Sentence {
        &self.said
    }

    /// The kind of write it is about.
    pub(super) fn kind(&self) -> Kind {
        self.case.job.kind
    }

    /// The fields that it has written.
    pub(super) fn fields(&self) -> Vec<Field> {
        self.case.job.fields()
    }

    /// Looks once more.
    pub(super) fn look(self, cx: &mut Context<'_>) -> Next {
        Case { looks: LOOKS.len(), ..*self.case }.read(cx)
    }

    /// Judges it by what is shown now, and fetches what is served where that is needed. Stays in doubt where that does not
    /// tell.
    pub(super) fn judge_shown(self, cx: &mut Context<'_>) -> Next {
        let Self { case, said } = self;
        let now = cx.document.saved();
        match case.job.judge(now, &now.said(), case.is_answered, None) {
            Verdict::Made(_) | Verdict::AskForBytes(_) => {
                let shown = now.said();
                Case { looks: LOOKS.len(), shown, ..*case }.judge(None, cx)
            }
            Verdict::NotMade(..) | Verdict::Open => Next::Rest(Self { case, said }),
        }
    }

    /// Judges it by what is shown now alone: the write as it was made, or the doubt.
    pub(super) fn settle(self, cx: &Context<'_>) -> Result<(Job, Differences), Self> {
        let now = cx.document.saved();
        match self.case.job.judge(now, &now.said(), self.case.is_answered, None) {
            Verdict::Made(differences) => Ok((self.case.job, differences)),
            Verdict::AskForBytes(_) | Verdict::NotMade(..) | Verdict::Open => Err(self),
        }
    }
}
