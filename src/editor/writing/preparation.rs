//! Everything before a write is sent: reads the profile, fetches the photo that is replaced, asks the person. It can be
//! cancelled at any time, since nothing is sent yet.

use super::super::context::Context;
use super::super::effects::{Done, Focus, Served, Work, WorkId};
use super::super::kind::{Question, Request, WriteKind};
use super::super::notices::{CONFLICT_OPEN, Tone, Topic};
use super::super::previous::{PreviousPhoto, SeenPhoto};
use super::super::saves::SaveId;
use super::job::{Change, Job};
use crate::api::{self, CommitPoint};
use crate::profile::{Field, Patch, Profile, Value};
use crate::sentence::{self, Sentence};

use std::collections::BTreeMap;

/// A request that is being prepared.
#[derive(Debug)]
pub(super) struct Preparation {
    request: Request,
    /// The photo as the person had seen it when they made the request.
    seen: SeenPhoto,
    step: Step,
}

/// What it waits for.
#[derive(Debug)]
enum Step {
    /// The present photo, which the photo screen is fetching.
    PresentPhoto,
    /// The profile.
    Reading(WorkId),
    /// The photo in the profile that was read.
    Fetching(WorkId),
    /// The answer of the person. With the photo that was fetched.
    Asking(Question, Option<Served>),
}

/// The next state.
#[derive(Debug)]
pub(super) enum Next {
    /// It still waits for something.
    Wait(Preparation),
    /// Send this.
    Send(Job, Work),
    /// Reading the profile has ended. After a success it continues with [`Preparation::after_reading`].
    Read(Preparation, Result<Box<Profile>, api::Error>),
    /// There is nothing to send.
    Nothing,
    /// It stops, because the person must know something first. They can make the request again.
    Stop,
}

impl Preparation {
    /// Begins a preparation. Before each write the profile is read, because somebody else may have changed it.
    pub(super) fn begin(request: Request, cx: &mut Context<'_>) -> Next {
        let is_something = match &request {
            Request::Save(edits) => !still_edited(edits, cx).is_empty(),
            Request::UndoSave(save) => cx.saves.get(*save).is_some(),
            Request::PutBack => cx.photos.has_previous(),
            Request::NewPhoto(..) | Request::RemovePhoto => true,
        };
        if !is_something {
            return Next::Nothing;
        }
        let seen = cx.photos.seen_photo(cx.document.saved());
        let preparation = Self { request, seen, step: Step::PresentPhoto };
        match preparation.kind() {
            WriteKind::NewPhoto => preparation.with_present(cx),
            WriteKind::Save if preparation.clears_username() => {
                preparation.ask(Question::ClearUsername, None, cx)
            }
            WriteKind::Save | WriteKind::UndoSave | WriteKind::Removal | WriteKind::PutBack => {
                preparation.read(cx)
            }
        }
    }

    /// Continues after the profile was read.
    pub(super) fn after_reading(self, cx: &mut Context<'_>) -> Next {
        match &self.request {
            Request::Save(edits) => {
                let edits = still_edited(edits, cx);
                self.save_or_ask(edits, cx)
            }
            Request::UndoSave(save) => {
                let save = *save;
                self.undo_or_ask(save, cx)
            }
            Request::NewPhoto(..) => match cx.photos.photo(cx.document.saved()).cloned() {
                Some(url) => self.fetch(url, cx),
                None => self.fetched(None, cx),
            },
            Request::PutBack => match cx.document.saved().avatar.clone() {
                Some(url) => self.fetch(url, cx),
                None => self.fetched(None, cx),
            },
            Request::RemovePhoto => match cx.photos.photo(cx.document.saved()).cloned() {
                Some(url) => self.fetch(url, cx),
                None => {
                    say(WriteKind::Removal, Sentence::of("profile-photo-gone"), cx);
                    Next::Nothing
                }
            },
        }
    }

    /// Handles the result of its work.
    pub(super) fn done(self, done: Done, cx: &mut Context<'_>) -> Next {
        match (&self.step, done) {
            (Step::Reading(_), Done::Answered(answer)) => Next::Read(self, answer),
            (Step::Fetching(_), Done::Fetched(served)) => self.fetched(served, cx),
            _ => Next::Wait(self),
        }
    }

    /// Fetching the present photo has ended. If it failed, the preparation stops, because the person must know that the photo
    /// cannot be put back.
    pub(super) fn present_fetched(self, cx: &mut Context<'_>) -> Next {
        match self.step {
            Step::PresentPhoto if cx.photos.is_lost() => Next::Stop,
            Step::PresentPhoto => self.read(cx),
            _ => Next::Wait(self),
        }
    }

    /// The outcome of an earlier write was found. The present photo may be another one now.
    pub(super) fn settled(self, cx: &mut Context<'_>) -> Next {
        match self.step {
            Step::PresentPhoto if !cx.photos.is_fetching() => self.with_present(cx),
            _ => Next::Wait(self),
        }
    }

    /// The question was answered with yes.
    pub(super) fn confirm(self, cx: &mut Context<'_>) -> Next {
        if matches!((&self.request, &self.step), (Request::Save(_), Step::Asking(..))) {
            return self.read(cx);
        }
        match (self.request, self.step) {
            (Request::UndoSave(save), Step::Asking(..)) => undo_save(save, cx),
            (Request::NewPhoto(photo, said), Step::Asking(_, served)) => {
                replace(photo, said, PreviousPhoto::of(served), cx)
            }
            (Request::RemovePhoto, Step::Asking(_, served)) => remove(PreviousPhoto::of(served), cx),
            (Request::PutBack, Step::Asking(_, served)) => put_back(served, cx),
            (request, step) => Next::Wait(Self { request, step, seen: self.seen }),
        }
    }

    /// Continues in another session.
    pub(super) fn renew(self, cx: &mut Context<'_>) -> Next {
        match self.step {
            Step::Asking(..) => Next::Wait(self),
            Step::PresentPhoto => self.with_present(cx),
            Step::Reading(_) | Step::Fetching(_) => self.read(cx),
        }
    }

    /// The request.
    pub(super) fn into_request(self) -> Request {
        self.request
    }

    /// The kind of the write.
    pub(super) fn kind(&self) -> WriteKind {
        self.request.kind()
    }

    /// What is prepared.
    pub(super) fn request(&self) -> &Request {
        &self.request
    }

    /// The open question.
    pub(super) fn question(&self) -> Option<Question> {
        if let Step::Asking(question, _) = &self.step { Some(*question) } else { None }
    }

    /// Whether it would clear the username.
    fn clears_username(&self) -> bool {
        matches!(&self.request, Request::Save(edits) if edits.values.get(&Field::Username) == Some(&Value::Clear))
    }

    /// Whether the result of this work is needed.
    pub(super) fn wants(&self, id: WorkId) -> bool {
        matches!(self.step, Step::Reading(work) | Step::Fetching(work) if work == id)
    }

    /// Waits for the present photo. While the photo screen is open, it is being fetched or was fetched.
    fn with_present(self, cx: &mut Context<'_>) -> Next {
        if cx.photos.is_present_known() {
            return self.read(cx);
        }
        if !cx.photos.is_fetching() {
            cx.photos.fetch(cx.document.saved(), cx.effects);
        }
        let preparation = Self { step: Step::PresentPhoto, ..self };
        if cx.photos.is_fetching() { Next::Wait(preparation) } else { preparation.present_fetched(cx) }
    }

    fn read(self, cx: &mut Context<'_>) -> Next {
        let step = Step::Reading(cx.effects.start(Work::Read));
        Next::Wait(Self { step, ..self })
    }

    fn fetch(self, url: url::Url, cx: &mut Context<'_>) -> Next {
        let step = Step::Fetching(cx.effects.start(Work::FetchPhoto(url)));
        Next::Wait(Self { step, ..self })
    }

    fn ask(self, question: Question, served: Option<Served>, cx: &mut Context<'_>) -> Next {
        cx.effects.focus = Some(Focus::Question);
        Next::Wait(Self { step: Step::Asking(question, served), ..self })
    }

    /// Saves these edits, unless the person must decide something first.
    fn save_or_ask(self, edits: BTreeMap<Field, Value>, cx: &mut Context<'_>) -> Next {
        let form = cx.document.form();
        let open: Vec<_> = Field::FORM.into_iter().filter(|field| form.is_in_conflict(*field)).collect();
        if let Some(first) = open.first() {
            // The field gets the focus and not a button, so that Enter does not choose a value.
            cx.effects.focus = Some(Focus::Field(*first));
            cx.notices.remove_conflicts();
            let said = Sentence::of(CONFLICT_OPEN).with("fields", sentence::Value::Fields(open));
            say(WriteKind::Save, said, cx);
            return Next::Stop;
        }
        if edits.is_empty() {
            say(WriteKind::Save, Sentence::of("profile-already-saved"), cx);
            return Next::Nothing;
        }
        send(WriteKind::Save, edits, Sentence::of("profile-saved"), cx)
    }

    /// Undoes a save, or asks if some of its values were changed again since.
    fn undo_or_ask(self, save: SaveId, cx: &mut Context<'_>) -> Next {
        match cx.saves.get(save) {
            Some(saved) if saved.is_outdated(cx.document.saved()) => {
                self.ask(Question::UndoSave(save), None, cx)
            }
            Some(_) => undo_save(save, cx),
            None => Next::Nothing,
        }
    }

    /// Continues with the photo that was fetched; none if it failed or there is no photo.
    fn fetched(self, served: Option<Served>, cx: &mut Context<'_>) -> Next {
        let now = cx.document.saved();
        let fingerprint = served.as_ref().map(|served| served.fingerprint);
        let has_photo = cx.photos.photo(now).is_some();
        let is_another = has_photo && self.seen.is_another(now, fingerprint);
        match &self.request {
            Request::NewPhoto(..) if is_another => self.ask(Question::ReplacePhoto, served, cx),
            Request::NewPhoto(photo, said) => {
                let previous = if has_photo {
                    PreviousPhoto::of(served).or_else(|| cx.photos.present().cloned())
                } else {
                    Some(PreviousPhoto::Nothing)
                };
                replace(photo.clone(), said.clone(), previous, cx)
            }
            Request::RemovePhoto if is_another => self.ask(Question::RemoveChangedPhoto, served, cx),
            Request::RemovePhoto => match PreviousPhoto::of(served) {
                Some(previous) => remove(Some(previous), cx),
                None => self.ask(Question::RemovePhoto, None, cx),
            },
            Request::PutBack if cx.photos.is_outdated(now, fingerprint) => {
                self.ask(Question::PutBack, served, cx)
            }
            Request::PutBack => put_back(served, cx),
            Request::Save(_) | Request::UndoSave(_) => Next::Nothing,
        }
    }
}

/// The edits that are still to be saved: without those that the person has undone since, and those that the server
/// already shows. Edits after *Save* was pressed wait for the next save.
fn still_edited(edits: &Patch, cx: &Context<'_>) -> BTreeMap<Field, Value> {
    let (form, saved) = (cx.document.form(), cx.document.saved());
    let is_saved = |field: Field, value: &Value| saved.knows_field(field) && value.is_shown(field, saved);
    let is_open = |field: Field, value: &Value| form.is_changed(field, saved) && !is_saved(field, value);
    let edits = edits.values.iter().filter(|(field, value)| is_open(**field, value));
    edits.map(|(field, value)| (*field, value.clone())).collect()
}

/// Shows why nothing is sent.
fn say(kind: WriteKind, said: Sentence, cx: &mut Context<'_>) {
    cx.notices.say_outcome(Topic::of(kind), said, Tone::Mixed, None, cx.effects);
}

fn undo_save(save: SaveId, cx: &mut Context<'_>) -> Next {
    let Some(saved) = cx.saves.get(save) else { return Next::Nothing };
    let values = saved.values_to_undo(cx.document.saved());
    if values.is_empty() {
        cx.saves.forget(save);
        say(WriteKind::UndoSave, Sentence::of("profile-already-undone"), cx);
        return Next::Nothing;
    }
    let fields = sentence::Value::Fields(values.keys().copied().collect());
    match send(WriteKind::UndoSave, values, Sentence::of("profile-undone").with("fields", fields), cx) {
        Next::Send(job, work) => Next::Send(job.undoing(save), work),
        next => next,
    }
}

fn send(kind: WriteKind, values: BTreeMap<Field, Value>, said: Sentence, cx: &mut Context<'_>) -> Next {
    cx.document.note_sent(&values);
    let work = Work::Save(values.clone());
    Next::Send(Job::new(kind, Change::Fields(values), said, cx), work)
}

fn replace(
    photo: crate::profile::Photo,
    said: Sentence,
    previous: Option<PreviousPhoto>,
    cx: &Context<'_>,
) -> Next {
    let work = Work::Upload(photo.clone(), CommitPoint::default());
    let job = Job::new(WriteKind::NewPhoto, Change::Photo(photo), said, cx);
    Next::Send(job.replacing(previous), work)
}

fn remove(previous: Option<PreviousPhoto>, cx: &Context<'_>) -> Next {
    let said = Sentence::of("profile-photo-removed");
    let job = Job::new(WriteKind::Removal, Change::NoPhoto, said, cx).replacing(previous);
    Next::Send(job, Work::RemovePhoto)
}

fn put_back(served: Option<Served>, cx: &Context<'_>) -> Next {
    let (change, work) = match cx.photos.previous().cloned() {
        None => return Next::Nothing,
        Some(PreviousPhoto::Nothing) => (Change::NoPhoto, Work::RemovePhoto),
        Some(PreviousPhoto::Photo(photo)) => {
            (Change::Photo(photo.clone()), Work::Upload(photo, CommitPoint::default()))
        }
    };
    // Where there was no photo before, none is restored.
    let said = if matches!(change, Change::NoPhoto) { "profile-photo-removed" } else { "photo-put-back" };
    let job = Job::new(WriteKind::PutBack, change, Sentence::of(said), cx);
    Next::Send(job.over_served(served.map(|served| served.bytes)), work)
}
