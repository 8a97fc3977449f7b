//! What comes before a write is sent: reading what is there, fetching the photo that it replaces, asking the person.
//! Nothing is sent yet, so it can be left at any time.

use super::super::Context;
use super::super::effects::{Done, Focus, Served, Work, WorkId};
use super::super::previous::{Fetched, PreviousPhoto};
use super::job::{Change, Job, Kind, Question, Request};
use crate::api::{self, CommitPoint};
use crate::profile::{Field, Patch, Profile, Value};
use crate::sentence::Sentence;

use bytes::Bytes;

/// A request on its way to being sent.
#[derive(Debug)]
pub(super) struct Preparation {
    request: Request,
    step: Step,
}

/// What it waits for.
#[derive(Debug)]
enum Step {
    /// The profile as it is now.
    Reading(WorkId),
    /// What is served where the photo is.
    Fetching(WorkId),
    /// The same, which the screen of the photo has asked for already.
    PresentPhoto,
    /// The person, with what is served by then.
    Asking(Option<Bytes>),
}

/// What comes next.
#[derive(Debug)]
pub(super) enum Next {
    /// It still waits for something.
    Wait(Preparation),
    /// This is to be sent.
    Send(Job, Work),
    /// The profile was read for it, or could not be; it goes on by [`Preparation::after_reading`].
    Read(Request, Result<Box<Profile>, api::Error>),
    /// There is nothing to be sent.
    Nothing,
    /// The person has to know something first; it can be asked for again.
    Stop,
}

impl Preparation {
    /// Begins. On top of a write that may be stored (`is_uncertain`) the profile is read first.
    pub(super) fn begin(request: Request, is_uncertain: bool, cx: &mut Context<'_>) -> Next {
        match &request {
            Request::Save | Request::NewPhoto(..) if is_uncertain => Self::read(request, cx),
            Request::PutBack if cx.photos.has_previous() => Self::read(request, cx),
            Request::PutBack => Next::Nothing,
            Request::Save | Request::NewPhoto(..) | Request::RemovePhoto => Self::after_reading(request, cx),
        }
    }

    /// Goes on with what the server has shown.
    pub(super) fn after_reading(request: Request, cx: &mut Context<'_>) -> Next {
        match &request {
            Request::Save => match cx.document.form().patch(cx.document.saved()) {
                None => Next::Nothing,
                Some(patch) if patch.values.get(&Field::Username) == Some(&Value::Clear) => {
                    Self::ask(request, None, cx)
                }
                Some(patch) => save(patch, cx),
            },
            Request::NewPhoto(photo, said) => {
                let previous = match cx.photos.present() {
                    Fetched::NotYet => return Self::fetch_present(request, cx),
                    Fetched::Lost => None,
                    Fetched::Kept(previous) => Some(previous),
                };
                let work = Work::Upload(photo.clone(), CommitPoint::default());
                let job = Job::new(Kind::NewPhoto, Change::Photo(photo.clone()), said.clone(), cx);
                Next::Send(job.instead_of(previous), work)
            }
            Request::RemovePhoto => match cx.photos.photo(cx.document.saved()).cloned() {
                None => Next::Nothing,
                Some(url) => {
                    let step = Step::Fetching(cx.effects.start(Work::FetchPhoto(url)));
                    Next::Wait(Self { request, step })
                }
            },
            Request::PutBack => match cx.document.saved().avatar.clone() {
                Some(url) => {
                    let step = Step::Fetching(cx.effects.start(Work::FetchPhoto(url)));
                    Next::Wait(Self { request, step })
                }
                None => Self::put_back(request, None, cx),
            },
        }
    }

    /// Some work of it has ended.
    pub(super) fn done(self, done: Done, cx: &mut Context<'_>) -> Next {
        let Self { request, step } = self;
        match (step, done) {
            (Step::Reading(_), Done::Answered(answer)) => Next::Read(request, answer),
            (Step::Fetching(_), Done::Fetched(served)) if request.kind() == Kind::Removal => {
                match PreviousPhoto::of(served) {
                    Some(previous) => remove(Some(previous), cx),
                    None => Self::ask(request, None, cx),
                }
            }
            (Step::Fetching(_), Done::Fetched(served)) => Self::put_back(request, served, cx),
            (step, _) => Next::Wait(Self { request, step }),
        }
    }

    /// The present photo was fetched, or could not be. What cannot be put back is not replaced before the person knows.
    pub(super) fn present_fetched(self, cx: &mut Context<'_>) -> Next {
        match self.step {
            Step::PresentPhoto if cx.photos.is_lost() => Next::Stop,
            Step::PresentPhoto => Self::after_reading(self.request, cx),
            _ => Next::Wait(self),
        }
    }

    /// The question was answered with yes.
    pub(super) fn confirm(self, cx: &mut Context<'_>) -> Next {
        match (self.request, self.step) {
            (Request::Save, Step::Asking(_)) => {
                cx.document.form().patch(cx.document.saved()).map_or(Next::Nothing, |patch| save(patch, cx))
            }
            (Request::RemovePhoto, Step::Asking(_)) => remove(None, cx),
            (Request::PutBack, Step::Asking(served)) => send_back(served, cx),
            (request, step) => Next::Wait(Self { request, step }),
        }
    }

    /// Goes on in another session.
    pub(super) fn renew(self, cx: &mut Context<'_>) -> Next {
        match self.step {
            Step::Asking(_) => Next::Wait(self),
            Step::Reading(_) => Self::read(self.request, cx),
            Step::Fetching(_) | Step::PresentPhoto => Self::after_reading(self.request, cx),
        }
    }

    /// The kind of write it leads to.
    pub(super) fn kind(&self) -> Kind {
        self.request.kind()
    }

    /// What the person is asked.
    pub(super) fn question(&self) -> Option<Question> {
        matches!(self.step, Step::Asking(_)).then(|| self.request.question())
    }

    /// Whether it waits for this.
    pub(super) fn wants(&self, id: WorkId) -> bool {
        matches!(self.step, Step::Reading(work) | Step::Fetching(work) if work == id)
    }

    fn read(request: Request, cx: &mut Context<'_>) -> Next {
        let step = Step::Reading(cx.effects.start(Work::Read));
        Next::Wait(Self { request, step })
    }

    fn fetch_present(request: Request, cx: &mut Context<'_>) -> Next {
        if !cx.photos.is_fetching() {
            cx.photos.fetch(cx.document.saved(), cx.effects);
        }
        let preparation = Self { request, step: Step::PresentPhoto };
        if cx.photos.is_fetching() { Next::Wait(preparation) } else { preparation.present_fetched(cx) }
    }

    fn ask(request: Request, served: Option<Bytes>, cx: &mut Context<'_>) -> Next {
        cx.effects.focus = Some(Focus::Question);
        Next::Wait(Self { request, step: Step::Asking(served) })
    }

    /// Puts the photo before back, or asks where the photo was changed again since.
    fn put_back(request: Request, served: Option<Served>, cx: &mut Context<'_>) -> Next {
        let fingerprint = served.as_ref().map(|served| served.fingerprint);
        let bytes = served.map(|served| served.bytes);
        if cx.photos.is_outdated(cx.document.saved(), fingerprint) {
            Self::ask(request, bytes, cx)
        } else {
            send_back(bytes, cx)
        }
    }
}

fn save(patch: Patch, cx: &Context<'_>) -> Next {
    let work = Work::Save(patch.values.clone());
    Next::Send(Job::new(Kind::Save, Change::Fields(patch.values), Sentence::of("profile-saved"), cx), work)
}

fn remove(previous: Option<PreviousPhoto>, cx: &Context<'_>) -> Next {
    let said = Sentence::of("profile-photo-removed");
    let job = Job::new(Kind::Removal, Change::NoPhoto, said, cx).instead_of(previous);
    Next::Send(job, Work::RemovePhoto)
}

fn send_back(served: Option<Bytes>, cx: &Context<'_>) -> Next {
    let (change, work) = match cx.photos.previous().cloned() {
        None => return Next::Nothing,
        Some(PreviousPhoto::Nothing) => (Change::NoPhoto, Work::RemovePhoto),
        Some(PreviousPhoto::Photo(photo)) => {
            (Change::Photo(photo.clone()), Work::Upload(photo, CommitPoint::default()))
        }
    };
    let job = Job::new(Kind::PutBack, change, Sentence::of("photo-put-back"), cx);
    Next::Send(job.in_place_of(served), work)
}
