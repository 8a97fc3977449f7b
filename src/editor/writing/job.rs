//! One write: what it changes, what was there before, how its outcome is judged, and the sentences about it.

use super::super::context::Context;
use super::super::effects::{Focus, Navigation, PhotoReload};
use super::super::evidence::{
    self, FieldsShown, PictureBefore, PictureChange, PictureNow, PictureVerdict, ServedPicture,
};
use super::super::kind::{Request, WriteKind};
use super::super::notices::{Offer, Tone, Topic};
use super::super::previous::PreviousPhoto;
use super::super::saves::SaveId;
use super::super::staging::StagedId;
use crate::api::{self, Progress};
use crate::profile::{Fact, Field, Patch, Photo, Profile, Value};
use crate::sentence::{self, Sentence};

use bytes::Bytes;
use url::Url;

use std::collections::{BTreeMap, BTreeSet};

/// The stage of a write, for the screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage<'a> {
    /// There is no write.
    Idle,
    /// Nothing was sent yet.
    Preparing(WriteKind),
    /// It is being sent; a photo has a progress.
    Sending(WriteKind, Option<Progress>),
    /// The outcome is being checked.
    Checking(WriteKind),
    /// Nothing was stored, and it cannot be tried again.
    Stopped(WriteKind, &'a Sentence),
    /// Nothing was stored. The sentence says why.
    Failed(WriteKind, &'a Sentence),
}

/// What one request changes on the server.
#[derive(Debug, Clone)]
pub(super) enum Change {
    Fields(BTreeMap<Field, Value>),
    Photo(Photo),
    NoPhoto,
}

/// A write.
#[derive(Debug, Clone)]
pub(super) struct Job {
    pub(super) kind: WriteKind,
    /// Whether the person pressed *Cancel* meanwhile.
    pub(super) is_cancelled: bool,
    /// Whether its outcome is not checked any more.
    is_given_up: bool,
    change: Change,
    /// The sentence to show once the server shows the change.
    said: Sentence,
    before: Profile,
    /// What the photo screen showed when it was sent.
    staged: Option<StagedId>,
    /// The save that it undoes.
    undoes: Option<SaveId>,
    /// The bytes of the photo before.
    served: Option<Bytes>,
    /// The photo that can be put back afterwards.
    previous: Option<PreviousPhoto>,
}

/// Whether a write was stored.
#[derive(Debug)]
pub(super) enum Verdict {
    /// It was stored, perhaps with differences.
    Stored(Differences),
    /// It was not stored. The sentence is for the case that the server had accepted it; the fields are those that it
    /// has ignored.
    NotStored(Sentence, Vec<Field>),
    /// It is unknown.
    Unknown,
    /// The bytes at this address are needed to decide.
    FetchBytes(Url),
}

/// The differences between what was sent and what the server shows.
#[derive(Debug, Default)]
pub(super) struct Differences {
    pub(super) ignored: Vec<Field>,
    pub(super) altered: Vec<Field>,
    pub(super) not_shown: Vec<Field>,
}

impl Differences {
    /// Whether there are no differences.
    pub(super) fn is_empty(&self) -> bool {
        self.ignored.is_empty() && self.altered.is_empty() && self.not_shown.is_empty()
    }

    /// The fields with another value than was sent.
    pub(super) fn fields(&self) -> impl Iterator<Item = Field> {
        self.ignored.iter().chain(&self.altered).copied()
    }
}

impl Job {
    /// A write that changes the present profile.
    pub(super) fn new(kind: WriteKind, change: Change, said: Sentence, cx: &Context<'_>) -> Self {
        let before = cx.document.saved().clone();
        let staged = cx.photo_screen.filter(|_| kind == WriteKind::NewPhoto);
        Self {
            kind,
            is_cancelled: false,
            is_given_up: false,
            change,
            said,
            before,
            staged,
            undoes: None,
            served: None,
            previous: None,
        }
    }

    /// A save of an earlier run with an unknown outcome.
    pub(super) fn of_earlier_run(sent: BTreeMap<Field, Value>, cx: &Context<'_>) -> Self {
        Self::new(WriteKind::Save, Change::Fields(sent), Sentence::of("profile-saved"), cx).given_up()
    }

    /// With the save that it undoes.
    pub(super) fn undoing(self, save: SaveId) -> Self {
        Self { undoes: Some(save), ..self }
    }

    /// With the photo that it replaces, which was fetched.
    pub(super) fn replacing(self, previous: Option<PreviousPhoto>) -> Self {
        let served = previous.as_ref().and_then(PreviousPhoto::bytes);
        Self { served, previous, ..self }
    }

    /// With the bytes of the picture that it replaces.
    pub(super) fn over_served(self, served: Option<Bytes>) -> Self {
        Self { served, ..self }
    }

    /// Whether it sends a photo.
    pub(super) fn is_photo(&self) -> bool {
        matches!(self.change, Change::Photo(_))
    }

    /// The request to do it again.
    pub(super) fn again(&self) -> Request {
        match (&self.change, self.kind) {
            (Change::Photo(photo), WriteKind::NewPhoto) => {
                Request::NewPhoto(photo.clone(), self.said.clone())
            }
            (Change::Fields(values), _) => match self.undoes {
                Some(save) => Request::UndoSave(save),
                None => Request::Save(Patch { values: values.clone() }),
            },
            (Change::NoPhoto, WriteKind::Removal) => Request::RemovePhoto,
            (Change::Photo(_) | Change::NoPhoto, _) => Request::PutBack,
        }
    }

    /// What it saves, if it is a save.
    pub(super) fn saved_values(&self) -> Option<&BTreeMap<Field, Value>> {
        match &self.change {
            Change::Fields(values) if self.kind == WriteKind::Save => Some(values),
            _ => None,
        }
    }

    /// The fields that it writes.
    pub(super) fn fields(&self) -> Vec<Field> {
        match &self.change {
            Change::Fields(values) => values.keys().copied().collect(),
            Change::Photo(_) | Change::NoPhoto => Vec::new(),
        }
    }

    /// The first field that it concerns.
    fn first_field(&self) -> Option<Field> {
        match &self.change {
            Change::Fields(values) => Field::FORM.into_iter().find(|field| values.contains_key(field)),
            Change::Photo(_) | Change::NoPhoto => Some(Field::Avatar),
        }
    }

    /// Judges the write from the profile `now`. `known` are the facts that the server has shown since. `served` are the
    /// bytes of the picture, if they were fetched.
    pub(super) fn judge(
        &self,
        now: &Profile,
        known: &BTreeSet<Fact>,
        is_answered: bool,
        served: Option<Option<Bytes>>,
    ) -> Verdict {
        match &self.change {
            Change::Fields(values) => {
                judge_fields(evidence::compare(values, &self.before, now, known), is_answered)
            }
            Change::Photo(photo) => self.judge_picture(Some(&photo.bytes), now, known, is_answered, served),
            Change::NoPhoto => self.judge_picture(None, now, known, is_answered, served),
        }
    }

    fn judge_picture(
        &self,
        sent: Option<&Bytes>,
        now: &Profile,
        known: &BTreeSet<Fact>,
        is_answered: bool,
        served: Option<Option<Bytes>>,
    ) -> Verdict {
        let before = PictureBefore { url: self.before.avatar.clone(), served: self.served.clone() };
        let change = PictureChange { before: &before, sent, is_answered };
        let place = match &now.avatar {
            _ if !known.contains(&Fact::Field(Field::Avatar)) => PictureNow::NotShown,
            None => PictureNow::Nothing,
            Some(url) => PictureNow::At(url),
        };
        let served = match &served {
            None => ServedPicture::NotAsked,
            Some(None) => ServedPicture::Unavailable,
            Some(Some(bytes)) => ServedPicture::Bytes(bytes),
        };
        match (evidence::judge(change, place, served), &now.avatar) {
            (PictureVerdict::Stored, _) => Verdict::Stored(Differences::default()),
            (PictureVerdict::NotStored, _) => {
                let said =
                    if sent.is_some() { "error-picture-unchanged" } else { "error-picture-not-removed" };
                Verdict::NotStored(Sentence::of(said), Vec::new())
            }
            (PictureVerdict::FetchBytes, Some(url)) => Verdict::FetchBytes(url.clone()),
            (PictureVerdict::FetchBytes | PictureVerdict::Unknown, _) => Verdict::Unknown,
        }
    }

    /// The sentence about a stored write. It only says "saved" without a remark if there are no differences.
    fn outcome(&self, differences: Differences) -> Sentence {
        let Differences { ignored, altered, not_shown } = differences;
        let about = |id, fields: Vec<Field>| {
            let named = || Sentence::of(id).with("fields", sentence::Value::Fields(fields.clone()));
            (!fields.is_empty()).then(named)
        };
        let is_part = !ignored.is_empty();
        let altered =
            about(if is_part { "profile-fields-altered" } else { "profile-saved-altered" }, altered);
        let parts =
            [about("profile-saved-partly", ignored), altered, about("profile-saved-unshown", not_shown)];
        // In reverse, since each sentence contains the one after it.
        let remarks = parts.into_iter().flatten().rev();
        remarks.reduce(|rest, remark| remark.then(rest)).unwrap_or_else(|| self.plain_outcome())
    }

    fn plain_outcome(&self) -> Sentence {
        match (self.is_cancelled, self.kind) {
            (false, _) => self.said.clone(),
            (true, WriteKind::Save | WriteKind::UndoSave) => Sentence::of("profile-cancelled-saved"),
            (true, WriteKind::NewPhoto) => Sentence::of("photo-cancelled-stored"),
            (true, WriteKind::Removal) => Sentence::of("profile-photo-cancelled-removed"),
            (true, WriteKind::PutBack) => Sentence::of("profile-photo-cancelled-put-back"),
        }
    }

    /// Sets the server's messages at its fields.
    pub(super) fn reject(&self, error: &api::Error, cx: &mut Context<'_>) {
        let about_fields = error.refusal().filter(|refusal| refusal.is_about_fields());
        cx.document.forget_sent(&self.fields());
        if let (true, Some(refusal)) = (self.kind.is_of_fields(), about_fields) {
            let first = cx.document.edit().0.reject(&refusal.words);
            cx.effects.focus = first.map(Focus::Field);
        }
    }

    /// Ends a write that was stored: shows the outcome, and remembers what it has replaced, for undo.
    pub(super) fn conclude(&self, differences: Differences, cx: &mut Context<'_>) {
        let tone = if differences.is_empty() { Tone::Good } else { Tone::Mixed };
        if self.kind == WriteKind::Save {
            cx.document.edit().0.mark_not_taken(differences.fields());
        }
        let offer = self.note_change(cx);
        let is_superseded = self.is_superseded(cx) && differences.is_empty();
        let said =
            if is_superseded { Sentence::of("profile-earlier-saved") } else { self.outcome(differences) };
        cx.notices.remove_taken(&self.fields());
        cx.notices.say_outcome(Topic::of(self.kind), said, tone, offer, cx.effects);
        if self.staged.is_some() && self.staged == cx.photo_screen {
            // The screen below the photo screen still has its focus.
            cx.effects.navigation = Some(Navigation::ClosePhotoScreen);
        } else {
            // The button that was pressed has disappeared.
            cx.effects.focus = cx.effects.focus.or(self.first_field().map(Focus::FieldIfLost));
        }
    }

    /// The sentence while the outcome is unknown.
    pub(super) fn not_known(&self, cause: Option<&api::Error>, is_answered: bool, host: &str) -> Sentence {
        match cause {
            Some(cause) => sentence::server(cause, host, self.kind.tried()),
            None if is_answered => {
                let is_removal = self.kind == WriteKind::Removal;
                let unknown = if is_removal { "error-removal-unknown" } else { "error-photo-unknown" };
                Sentence::of(unknown).then(Sentence::of("error-picture-unclear"))
            }
            None => Sentence::of(match self.kind {
                WriteKind::Save | WriteKind::UndoSave => "profile-cancelled-unknown",
                WriteKind::NewPhoto | WriteKind::PutBack => "photo-cancelled-unknown",
                WriteKind::Removal => "profile-photo-cancelled-unknown",
            }),
        }
    }

    /// Remembers what a change has replaced, and returns the button to undo it.
    fn note_change(&self, cx: &mut Context<'_>) -> Option<Offer> {
        let now = cx.document.saved();
        let previous = self.previous.clone();
        match &self.change {
            Change::Fields(_) => {
                if let Some(save) = self.undoes {
                    cx.saves.forget(save);
                }
                let save = cx.saves.note(self.fields(), &self.before, now, cx.now);
                cx.document.forget_sent(&self.fields());
                return save.map(Offer::undo_save);
            }
            Change::Photo(_) => {
                cx.photos.replaced(previous, now);
                cx.effects.reload_photo(PhotoReload::ChangedHere);
            }
            Change::NoPhoto => {
                cx.photos.removed(previous, now);
                cx.effects.reload_photo(PhotoReload::ChangedHere);
            }
        }
        cx.photos.has_previous().then(Offer::undo_photo)
    }

    /// The same write, marked that its outcome is not checked any more. If the server shows it later, the person may
    /// have typed something else meanwhile.
    pub(super) fn given_up(self) -> Self {
        Self { is_given_up: true, ..self }
    }

    /// Whether it was stored after the check was given up, and its fields have other typed values now.
    fn is_superseded(&self, cx: &Context<'_>) -> bool {
        let is_typed = |field: &Field| cx.document.form().is_changed(*field, cx.document.saved());
        self.is_given_up && self.kind == WriteKind::Save && self.fields().iter().any(is_typed)
    }

    /// Remembers the previous photo of a change with an unknown outcome. If the new photo is stored later, its address
    /// is not known, so putting the previous one back asks the person first.
    pub(super) fn remember_previous(&self, cx: &mut Context<'_>) {
        let before = self.before.avatar.clone();
        match &self.change {
            Change::Fields(_) => {}
            Change::Photo(_) => cx.photos.perhaps_replaced(self.previous.clone(), vec![before]),
            Change::NoPhoto => cx.photos.perhaps_replaced(self.previous.clone(), vec![before, None]),
        }
    }
}

fn judge_fields(shown: FieldsShown, is_answered: bool) -> Verdict {
    let FieldsShown { taken, ignored, altered, not_shown } = shown;
    // A value that is neither the sent nor the old one may be the server's spelling of the sent one, or a change by
    // somebody else. It only counts as stored if the server has accepted the write.
    let is_stored = !taken.is_empty() || is_answered && !altered.is_empty();
    match (is_stored, is_answered) {
        (true, _) => Verdict::Stored(Differences { ignored, altered, not_shown }),
        (false, true) if ignored.is_empty() => Verdict::Stored(Differences { ignored, altered, not_shown }),
        (false, true) => {
            let said = Sentence::of("profile-not-saved-ignored")
                .with("fields", sentence::Value::Fields(ignored.clone()));
            Verdict::NotStored(said, ignored)
        }
        (false, false) => Verdict::Unknown,
    }
}
