//! All writes: saving fields, sending a photo, removing it, and undoing these. One state machine from the request to its
//! outcome.
//!
//! A request has three outcomes: stored, not stored, and unknown. It is stored once the server has shown it. It is not stored
//! if the server has refused it, or cannot have received all of it. A request that was sent completely and not answered is
//! unknown: the profile is read again after some time, the request is never sent again, and the person is told what the
//! profile shows.
//!
//! The file is longer than others because each state of the machine meets each event here. What a state does itself is in a
//! file of its own: `preparation` is everything before sending, `check` finds an unknown outcome, `job` is one write.

mod check;
mod job;
mod preparation;

pub use self::job::Stage;

use self::check::{Check, Doubt};
use self::job::Job;
use self::preparation::Preparation;
use super::context::Context;
use super::effects::{Done, Focus, Work, WorkId};
use super::kind::{Question, Request, WriteKind};
use super::notices::Tone;
use crate::api::{self, CommitPoint, Outcome, Progress, Sent};
use crate::profile::{Field, Patch, Profile, Value};
use crate::sentence::{self, Sentence};

use std::collections::BTreeMap;

/// The current write, and earlier ones with an unknown outcome.
#[derive(Debug, Default)]
pub struct Writing {
    state: State,
    /// At most one of fields and one of the photo.
    doubts: Vec<Doubt>,
    /// The writes that wait for the current one.
    queue: Vec<Request>,
}

#[derive(Debug, Default)]
enum State {
    #[default]
    Idle,
    /// Before sending: something is read or fetched, or the person is asked.
    Preparing(Preparation),
    /// It is being sent.
    Sending { job: Job, work: WorkId, commit: CommitPoint, progress: Option<Progress> },
    /// The profile is read to find the outcome.
    Checking(Box<Check>),
    /// Nothing was stored.
    Failed { said: Sentence, again: Request, failure: Failure },
}

/// Whether a failed write can be tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Failure {
    /// No: the person has cancelled it, or it would fail again.
    Final,
    /// Yes.
    Refused,
    /// Yes. The server could not be reached; the message is removed once it can be reached.
    Offline,
}

impl Writing {
    /// The stage of the current write.
    pub fn stage(&self) -> Stage<'_> {
        match &self.state {
            State::Idle => Stage::Idle,
            State::Preparing(preparation) if preparation.question().is_some() => Stage::Idle,
            State::Preparing(preparation) => Stage::Preparing(preparation.kind()),
            State::Sending { job, progress, .. } => Stage::Sending(job.kind, *progress),
            State::Checking(check) => Stage::Checking(check.kind()),
            State::Failed { said, again, failure: Failure::Final } => Stage::Stopped(again.kind(), said),
            State::Failed { said, again, .. } => Stage::Failed(again.kind(), said),
        }
    }

    /// The writes with an unknown outcome, with the sentence about each.
    pub fn doubts(&self) -> impl Iterator<Item = (WriteKind, &Sentence)> {
        self.doubts.iter().map(|doubt| (doubt.kind(), doubt.said()))
    }

    /// A write that had no answer, and the sentence that says why, while its outcome is being checked.
    pub fn unanswered(&self) -> Option<(WriteKind, &Sentence)> {
        match &self.state {
            State::Checking(check) => Some((check.kind(), check.cause()?)),
            _ => None,
        }
    }

    /// The open question before sending.
    pub fn question(&self) -> Option<Question> {
        if let State::Preparing(preparation) = &self.state { preparation.question() } else { None }
    }

    /// Whether a write is under way.
    pub fn is_busy(&self) -> bool {
        self.under_way().is_some()
    }

    /// Whether a write of this kind is under way, or waits for the one that is.
    pub fn is_busy_with(&self, kind: WriteKind) -> bool {
        self.under_way() == Some(kind) || self.queue.iter().any(|queued| queued.kind() == kind)
    }

    /// Whether a save waits for the current write.
    pub fn is_save_queued(&self) -> bool {
        self.queue.iter().any(|queued| queued.kind() == WriteKind::Save)
    }

    /// Whether the save that waits, or else the one that is being prepared or sent, has all of these edits.
    pub(super) fn is_saving(&self, edits: &Patch) -> bool {
        let saves = |request: &Request| match request {
            Request::Save(save) => Some(save.values.clone()),
            _ => None,
        };
        let under_way = || match &self.state {
            State::Preparing(preparation) => saves(preparation.request()),
            State::Sending { job, .. } => job.saved_values().cloned(),
            State::Idle | State::Checking(_) | State::Failed { .. } => None,
        };
        let values = self.queue.iter().find_map(saves).or_else(under_way).unwrap_or_default();
        edits.values.iter().all(|(field, value)| values.get(field) == Some(value))
    }

    /// Whether the current and the waiting writes are all of fields.
    pub fn is_of_fields_alone(&self) -> bool {
        let queued = self.queue.iter().map(Request::kind);
        self.under_way().into_iter().chain(queued).all(WriteKind::is_of_fields)
    }

    fn under_way(&self) -> Option<WriteKind> {
        match self.stage() {
            Stage::Preparing(kind) | Stage::Sending(kind, _) | Stage::Checking(kind) => Some(kind),
            Stage::Idle | Stage::Stopped(..) | Stage::Failed(..) => None,
        }
    }

    /// Whether the result of this work is needed.
    pub(super) fn wants(&self, id: WorkId) -> bool {
        match &self.state {
            State::Preparing(preparation) => preparation.wants(id),
            State::Sending { work, .. } => *work == id,
            State::Checking(check) => check.wants(id),
            State::Idle | State::Failed { .. } => false,
        }
    }

    /// Begins a write, or queues it after the current one.
    pub(super) fn request(&mut self, request: Request, cx: &mut Context<'_>) {
        self.decline(cx);
        if self.is_busy() {
            self.queue.retain(|queued| queued.kind() != request.kind());
            self.queue.push(request);
        } else {
            cx.notices.begin();
            self.begin(request, cx);
        }
    }

    /// Saves the edits as they are now, unless they are being saved already.
    pub(super) fn save(&mut self, cx: &mut Context<'_>) {
        let edits = cx.document.form().patch(cx.document.saved()).unwrap_or_default();
        if !(self.is_busy() && self.is_saving(&edits)) {
            self.request(Request::Save(edits), cx);
        }
    }

    /// Tries a failed write again. A save takes the edits as they are now.
    pub(super) fn retry(&mut self, cx: &mut Context<'_>) {
        match &self.state {
            State::Failed { again: Request::Save(_), .. } => self.save(cx),
            State::Failed { again, .. } => {
                let again = again.clone();
                self.request(again, cx);
            }
            _ => {}
        }
    }

    /// Handles the result of its work.
    pub(super) fn done(&mut self, done: Done, cx: &mut Context<'_>) {
        match (std::mem::take(&mut self.state), done) {
            (State::Preparing(preparation), done) => {
                let next = preparation.done(done, cx);
                self.prepare(next, cx);
            }
            (State::Sending { job, commit, .. }, Done::Answered(answer)) => {
                // For a photo it is known whether all of it was sent.
                let is_part = answer.is_err() && job.is_photo() && commit.cancel() == Sent::Part;
                self.answered(job, answer, is_part, cx);
            }
            (State::Checking(check), done) => {
                let next = check.done(done, cx);
                self.check(next, cx);
            }
            (state, _) => self.state = state,
        }
    }

    /// Handles the progress of an upload.
    pub(super) fn progressed(&mut self, now: Progress) {
        if let State::Sending { progress, .. } = &mut self.state {
            *progress = Some(now);
        }
    }

    /// Fetching the present photo has ended, for which a new photo was waiting.
    pub(super) fn present_fetched(&mut self, cx: &mut Context<'_>) {
        self.with_preparation(cx, Preparation::present_fetched);
    }

    /// The question was answered with yes.
    pub(super) fn confirm(&mut self, cx: &mut Context<'_>) {
        self.with_preparation(cx, Preparation::confirm);
    }

    /// The question was cancelled.
    pub(super) fn decline(&mut self, cx: &mut Context<'_>) {
        if self.question().is_some() {
            self.state = State::Idle;
            self.drop_queue(cx);
        }
    }

    /// Cancels the write of this kind. If the server may have received all of it, the outcome is checked.
    pub(super) fn cancel(&mut self, kind: WriteKind, cx: &mut Context<'_>) {
        let is_queued = self.queue.extract_if(.., |queued| queued.kind() == kind).count() > 0;
        if self.under_way() != Some(kind) {
            if is_queued {
                cx.focus_on_photo_screen(kind, Focus::UsePhoto);
            }
            return;
        }
        match std::mem::take(&mut self.state) {
            State::Sending { mut job, commit, .. } => {
                job.is_cancelled = true;
                // Fields are sent at once; for a photo the last bytes can be held back.
                let sent = if job.is_photo() { commit.cancel() } else { Sent::Whole };
                match sent {
                    Sent::Part => {
                        self.stop(
                            job.again(),
                            Sentence::of("photo-cancelled-not-stored"),
                            Failure::Final,
                            cx,
                        );
                    }
                    Sent::Whole => {
                        let next = Check::unanswered(job, None, cx);
                        self.check(next, cx);
                    }
                }
            }
            State::Checking(check) => {
                let next = check.cancel(cx);
                self.check(next, cx);
            }
            State::Idle | State::Preparing(_) | State::Failed { .. } => {
                cx.focus_on_photo_screen(kind, Focus::UsePhoto);
            }
        }
        self.drop_queue(cx);
    }

    /// Checks once more the outcome of the write of this kind.
    pub(super) fn check_again(&mut self, kind: WriteKind, cx: &mut Context<'_>) {
        if self.is_busy() {
            return;
        }
        if let Some(place) = self.doubts.iter().position(|doubt| doubt.kind() == kind) {
            let next = self.doubts.remove(place).check_again(cx);
            cx.focus_on_photo_screen(kind, Focus::CancelPhoto);
            self.check(next, cx);
        }
    }

    /// Continues with values that were sent in an earlier run, whose outcome is unknown.
    pub(super) fn restore(&mut self, sent: BTreeMap<Field, Value>, cx: &mut Context<'_>) {
        if !sent.is_empty() && !self.is_busy() {
            cx.document.note_sent(&sent);
            self.doubts.push(Doubt::of_earlier_run(Job::of_earlier_run(sent, cx)));
            self.check_again(WriteKind::Save, cx);
        }
    }

    /// The profile was read for another reason. It may show an unknown outcome.
    pub(super) fn was_read(&mut self, cx: &mut Context<'_>) {
        self.settle_doubts(cx);
        if !self.is_busy() && self.question().is_none() && !self.doubts.is_empty() {
            let doubt = self.doubts.remove(0);
            match doubt.judge_shown(cx) {
                // The person was told already.
                check::Next::Unknown(doubt) => self.doubts.insert(0, doubt),
                next => self.check(next, cx),
            }
        }
    }

    /// The server can be reached again.
    pub(super) fn server_returned(&mut self) {
        if matches!(self.state, State::Failed { failure: Failure::Offline, .. }) {
            self.state = State::Idle;
        }
    }

    /// The person has closed the message about the failure.
    pub(super) fn close_failure(&mut self) {
        if matches!(self.state, State::Failed { .. }) {
            self.state = State::Idle;
        }
    }

    /// The person has closed the message about an unknown outcome. It is not checked any more.
    pub(super) fn close_doubt(&mut self, kind: WriteKind, cx: &mut Context<'_>) {
        for doubt in self.doubts.extract_if(.., |doubt| doubt.kind() == kind) {
            cx.document.forget_sent(&doubt.fields());
        }
    }

    /// The values that a write of this kind would send have changed, so its failure is removed.
    pub(super) fn changed(&mut self, kind: WriteKind) {
        if matches!(self.stage(), Stage::Failed(of, _) | Stage::Stopped(of, _) if of == kind) {
            self.state = State::Idle;
        }
    }

    /// Continues in another session of the same person. Requests of the old session get no answer.
    pub(super) fn renew(&mut self, cx: &mut Context<'_>) {
        match std::mem::take(&mut self.state) {
            State::Preparing(preparation) => {
                let next = preparation.renew(cx);
                self.prepare(next, cx);
            }
            State::Sending { job, .. } => {
                let next = Check::unanswered(job, None, cx);
                self.check(next, cx);
            }
            State::Checking(check) => {
                let next = check.renew(cx);
                self.check(next, cx);
            }
            State::Idle | State::Failed { .. } => {
                if let Some(kind) = self.doubts.first().map(Doubt::kind) {
                    self.check_again(kind, cx);
                }
            }
        }
    }

    fn begin(&mut self, request: Request, cx: &mut Context<'_>) {
        let next = Preparation::begin(request, cx);
        self.prepare(next, cx);
    }

    fn with_preparation(
        &mut self,
        cx: &mut Context<'_>,
        act: fn(Preparation, &mut Context<'_>) -> preparation::Next,
    ) {
        match std::mem::take(&mut self.state) {
            State::Preparing(preparation) => {
                let next = act(preparation, cx);
                self.prepare(next, cx);
            }
            state => self.state = state,
        }
    }

    fn prepare(&mut self, next: preparation::Next, cx: &mut Context<'_>) {
        use preparation::Next;
        match next {
            Next::Wait(preparation) => self.state = State::Preparing(preparation),
            Next::Send(job, work) => self.send(job, work, cx),
            Next::Nothing => self.begin_next(cx),
            Next::Stop => {
                cx.focus_on_photo_screen(WriteKind::NewPhoto, Focus::UsePhoto);
                self.drop_queue(cx);
            }
            Next::Read(preparation, answer) => {
                cx.note(answer.as_ref().err());
                match answer {
                    Ok(now) => {
                        cx.read(*now, &[]);
                        self.settle_doubts(cx);
                        let next = preparation.after_reading(cx);
                        self.prepare(next, cx);
                    }
                    Err(error) => self.failed(preparation.into_request(), &error, cx),
                }
            }
        }
    }

    fn send(&mut self, job: Job, work: Work, cx: &mut Context<'_>) {
        let commit =
            if let Work::Upload(_, commit) = &work { commit.clone() } else { CommitPoint::default() };
        cx.focus_on_photo_screen(job.kind, Focus::CancelPhoto);
        self.state = State::Sending { job, work: cx.effects.start(work), commit, progress: None };
    }

    fn answered(
        &mut self,
        job: Job,
        answer: Result<Box<Profile>, api::Error>,
        is_part: bool,
        cx: &mut Context<'_>,
    ) {
        cx.note(answer.as_ref().err());
        let next = match answer {
            Ok(answer) => Check::answered(job, *answer, cx),
            Err(error) if error.outcome() == Outcome::NotStored => return self.refused(&job, &error, cx),
            Err(error) if is_part => return self.failed(job.again(), &error, cx),
            Err(error) if sentence::sign_in_again(&error, cx.host).is_some() => {
                cx.sign_in(&error, None);
                Check::unanswered_for_now(job, error, cx)
            }
            Err(error) => Check::unanswered(job, Some(error), cx),
        };
        self.check(next, cx);
    }

    fn refused(&mut self, job: &Job, error: &api::Error, cx: &mut Context<'_>) {
        job.reject(error, cx);
        self.failed(job.again(), error, cx);
    }

    /// Nothing of this request is stored.
    fn failed(&mut self, request: Request, error: &api::Error, cx: &mut Context<'_>) {
        let kind = request.kind();
        if sentence::sign_in_again(error, cx.host).is_some() {
            // The screen for signing in again says it.
            cx.focus_on_photo_screen(kind, Focus::UsePhoto);
            self.drop_queue(cx);
            cx.sign_in(error, Some(kind));
            return;
        }
        // While the outcome of another write is unknown, the sentence "nothing was saved" could be misunderstood as
        // being about that one.
        let is_doubted = self.doubts.iter().any(|doubt| doubt.kind().writes_the_same(kind));
        let said = if is_doubted {
            sentence::cause(error, cx.host, kind.tried())
        } else {
            sentence::not_begun(error, cx.host, kind.tried())
        };
        self.stop(request, said, Failure::of(error), cx);
    }

    fn check(&mut self, next: check::Next, cx: &mut Context<'_>) {
        match next {
            check::Next::Check(check) => self.state = State::Checking(check),
            check::Next::Stored(job, differences) => {
                // The server shows the last write, so earlier ones of the same do not matter any more.
                for doubt in self.doubts.extract_if(.., |doubt| doubt.kind().writes_the_same(job.kind)) {
                    cx.document.forget_sent(&doubt.fields());
                }
                job.conclude(differences, cx);
                self.settle_doubts(cx);
                self.begin_next(cx);
            }
            check::Next::NotStored { job, said, is_final } => {
                let failure = if is_final { Failure::Final } else { Failure::Refused };
                self.stop(job.again(), said, failure, cx);
            }
            check::Next::Unknown(doubt) => {
                cx.focus_on_beginning(doubt.kind());
                // One message is enough for both.
                self.doubts.retain(|other| !other.kind().writes_the_same(doubt.kind()));
                self.doubts.push(doubt);
                self.drop_queue(cx);
            }
        }
    }

    /// Ends the unknown outcomes that the profile shows now.
    fn settle_doubts(&mut self, cx: &mut Context<'_>) {
        for doubt in std::mem::take(&mut self.doubts) {
            match doubt.settle(cx) {
                Ok((job, differences)) => job.conclude(differences, cx),
                Err(doubt) => self.doubts.push(doubt),
            }
        }
        self.with_preparation(cx, Preparation::settled);
    }

    fn stop(&mut self, again: Request, said: Sentence, failure: Failure, cx: &mut Context<'_>) {
        cx.focus_on_beginning(again.kind());
        self.state = State::Failed { said, again, failure };
        self.drop_queue(cx);
    }

    /// Begins the next write of the queue.
    fn begin_next(&mut self, cx: &mut Context<'_>) {
        self.state = State::Idle;
        if !self.queue.is_empty() {
            let next = self.queue.remove(0);
            self.begin(next, cx);
        }
    }

    /// Drops the queue after a failure. The person is told, and must begin these writes again.
    fn drop_queue(&mut self, cx: &mut Context<'_>) {
        if !self.queue.is_empty() {
            self.queue.clear();
            cx.notices.say_also(Sentence::of("profile-not-begun"), Tone::Mixed, cx.effects);
        }
    }
}

impl Failure {
    fn of(error: &api::Error) -> Self {
        if error.is_unreachable() { Self::Offline } else { Self::Refused }
    }
}
