//! One write: what it changes, what was there before, how it is judged, and what is said of it.

use super::super::context::{Context, Staged};
use super::super::effects::{Focus, Leave, Picture};
use super::super::evidence::{
    self, Before, FieldsShown, PictureChange, PictureNow, PictureVerdict, ServedPicture,
};
use super::super::kind::Kind;
use super::super::notices::{Offer, Tone, Topic};
use super::super::previous::PreviousPhoto;
use super::super::saves::SaveId;
use crate::api::{self, Progress};
use crate::profile::{Fact, Field, Photo, Profile, Value};
use crate::sentence::{self, Sentence};

use bytes::Bytes;
use url::Url;

use std::collections::{BTreeMap, BTreeSet};

/// What the person asked to be written.
#[derive(Debug, Clone)]
pub(in crate::editor) enum Request {
    /// What is typed.
    Save,
    /// What fields held before this save.
    UndoSave(SaveId),
    /// This photo; what is said once it is there.
    NewPhoto(Photo, Sentence),
    /// No photo.
    RemovePhoto,
    /// The photo before the last change.
    PutBack,
}

/// How far a write is, for whoever draws it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage<'a> {
    /// Nothing is under way.
    Idle,
    /// Nothing was sent yet.
    Preparing(Kind),
    /// It is on its way; a photo with how far it is.
    Sending(Kind, Option<Progress>),
    /// It is not known yet whether it is stored.
    Checking(Kind),
    /// Nothing was stored: the person has cancelled it, or it would come to the same again.
    Stopped(Kind, &'a Sentence),
    /// Nothing was stored, and why.
    Failed(Kind, &'a Sentence),
}

/// What one request changes on the server.
#[derive(Debug, Clone)]
pub(super) enum Change {
    Fields(BTreeMap<Field, Value>),
    Photo(Photo),
    NoPhoto,
}

/// A write that is under way or was.
#[derive(Debug, Clone)]
pub(super) struct Job {
    pub(super) kind: Kind,
    /// Whether the person pressed *Cancel* meanwhile.
    pub(super) is_cancelled: bool,
    /// Whether it was given up to look for it.
    is_late: bool,
    change: Change,
    /// What is said once the server shows it.
    said: Sentence,
    before: Profile,
    /// What stood on the screen of the photo when it was sent from there.
    staged: Option<Staged>,
    /// The save that it takes back.
    undoes: Option<SaveId>,
    /// What was served where the photo was.
    served: Option<Bytes>,
    /// What can be put back afterwards.
    previous: Option<PreviousPhoto>,
}

/// What the server shows of a write.
#[derive(Debug)]
pub(super) enum Verdict {
    /// It was made. The server may show some of it otherwise.
    Made(Differences),
    /// Nothing of it was made: what is said where the server said yes to it, and the fields it has ignored.
    NotMade(Sentence, Vec<Field>),
    /// It cannot be told.
    Open,
    /// What is served at this address is needed to tell.
    AskForBytes(Url),
}

/// What the server shows otherwise than it was sent.
#[derive(Debug, Default)]
pub(super) struct Differences {
    pub(super) ignored: Vec<Field>,
    pub(super) altered: Vec<Field>,
    pub(super) unsaid: Vec<Field>,
}

impl Request {
    /// The kind of write it leads to.
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Save => Kind::Save,
            Self::UndoSave(_) => Kind::UndoSave,
            Self::NewPhoto(..) => Kind::NewPhoto,
            Self::RemovePhoto => Kind::Removal,
            Self::PutBack => Kind::PutBack,
        }
    }
}

impl Differences {
    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.ignored.is_empty() && self.altered.is_empty() && self.unsaid.is_empty()
    }

    /// The fields that hold something else than was sent.
    pub(super) fn fields(&self) -> impl Iterator<Item = Field> {
        self.ignored.iter().chain(&self.altered).copied()
    }
}

impl Job {
    /// A write on top of what is shown now.
    pub(super) fn new(kind: Kind, change: Change, said: Sentence, cx: &Context<'_>) -> Self {
        let before = cx.document.saved().clone();
        let staged = cx.photo_screen.filter(|_| kind == Kind::NewPhoto);
        Self {
            kind,
            is_cancelled: false,
            is_late: false,
            change,
            said,
            before,
            staged,
            undoes: None,
            served: None,
            previous: None,
        }
    }

    /// A save of an earlier run, which did not see what became of it.
    pub(super) fn of_earlier_run(sent: BTreeMap<Field, Value>, cx: &Context<'_>) -> Self {
        Self::new(Kind::Save, Change::Fields(sent), Sentence::of("profile-saved"), cx).late()
    }

    /// It takes back this save.
    pub(super) fn undoing(self, save: SaveId) -> Self {
        Self { undoes: Some(save), ..self }
    }

    /// It takes the place of this photo, which was fetched.
    pub(super) fn replacing(self, previous: Option<PreviousPhoto>) -> Self {
        let served = previous.as_ref().and_then(PreviousPhoto::bytes);
        Self { served, previous, ..self }
    }

    /// It takes the place of what is served now.
    pub(super) fn over_served(self, served: Option<Bytes>) -> Self {
        Self { served, ..self }
    }

    /// Whether a file is sent.
    pub(super) fn is_photo(&self) -> bool {
        matches!(self.change, Change::Photo(_))
    }

    /// The request that leads to it once more.
    pub(super) fn again(&self) -> Request {
        match (&self.change, self.kind) {
            (Change::Photo(photo), Kind::NewPhoto) => Request::NewPhoto(photo.clone(), self.said.clone()),
            (_, Kind::Save) => Request::Save,
            (_, Kind::UndoSave) => self.undoes.map_or(Request::Save, Request::UndoSave),
            (_, Kind::NewPhoto | Kind::PutBack) => Request::PutBack,
            (_, Kind::Removal) => Request::RemovePhoto,
        }
    }

    /// The fields that it writes.
    pub(super) fn fields(&self) -> Vec<Field> {
        match &self.change {
            Change::Fields(values) => values.keys().copied().collect(),
            Change::Photo(_) | Change::NoPhoto => Vec::new(),
        }
    }

    /// The first control that it concerns.
    fn first_field(&self) -> Option<Field> {
        match &self.change {
            Change::Fields(values) => Field::FORM.into_iter().find(|field| values.contains_key(field)),
            Change::Photo(_) | Change::NoPhoto => Some(Field::Avatar),
        }
    }

    /// Judges it by what is shown `now`, as far as the server has `said` it since, and by what is `served` there, where
    /// that was asked for.
    pub(super) fn judge(
        &self,
        now: &Profile,
        said: &BTreeSet<Fact>,
        is_answered: bool,
        served: Option<Option<Bytes>>,
    ) -> Verdict {
        match &self.change {
            Change::Fields(values) => {
                judge_fields(evidence::compare(values, &self.before, now, said), is_answered)
            }
            Change::Photo(photo) => self.judge_picture(Some(&photo.bytes), now, said, is_answered, served),
            Change::NoPhoto => self.judge_picture(None, now, said, is_answered, served),
        }
    }

    fn judge_picture(
        &self,
        sent: Option<&Bytes>,
        now: &Profile,
        said: &BTreeSet<Fact>,
        is_answered: bool,
        served: Option<Option<Bytes>>,
    ) -> Verdict {
        let before = Before { url: self.before.avatar.clone(), served: self.served.clone() };
        let change = PictureChange { before: &before, sent, is_answered };
        let place = match &now.avatar {
            _ if !said.contains(&Fact::Field(Field::Avatar)) => PictureNow::Unsaid,
            None => PictureNow::Nothing,
            Some(url) => PictureNow::At(url),
        };
        let served = match &served {
            None => ServedPicture::NotAsked,
            Some(None) => ServedPicture::Unavailable,
            Some(Some(bytes)) => ServedPicture::Bytes(bytes),
        };
        match (evidence::judge(change, place, served), &now.avatar) {
            (PictureVerdict::Made, _) => Verdict::Made(Differences::default()),
            (PictureVerdict::NotMade, _) => {
                let said =
                    if sent.is_some() { "error-picture-unchanged" } else { "error-picture-not-removed" };
                Verdict::NotMade(Sentence::of(said), Vec::new())
            }
            (PictureVerdict::AskForBytes, Some(url)) => Verdict::AskForBytes(url.clone()),
            (PictureVerdict::AskForBytes | PictureVerdict::Open, _) => Verdict::Open,
        }
    }

    /// What is said once it is made: "saved" alone only where the server shows everything that was sent.
    fn outcome(&self, differences: Differences) -> Sentence {
        let Differences { ignored, altered, unsaid } = differences;
        let about = |id, fields: Vec<Field>| {
            let named = || Sentence::of(id).with("fields", sentence::Value::Fields(fields.clone()));
            (!fields.is_empty()).then(named)
        };
        let is_part = !ignored.is_empty();
        let altered =
            about(if is_part { "profile-fields-altered" } else { "profile-saved-altered" }, altered);
        let parts = [about("profile-saved-partly", ignored), altered, about("profile-saved-unshown", unsaid)];
        // The last first, since each holds the one that follows it.
        let remarks = parts.into_iter().flatten().rev();
        remarks.reduce(|rest, remark| remark.then(rest)).unwrap_or_else(|| self.head())
    }

    fn head(&self) -> Sentence {
        match (self.is_cancelled, self.kind) {
            (false, _) => self.said.clone(),
            (true, Kind::Save | Kind::UndoSave) => Sentence::of("profile-cancelled-saved"),
            (true, Kind::NewPhoto) => Sentence::of("photo-cancelled-stored"),
            (true, Kind::Removal) => Sentence::of("profile-photo-cancelled-removed"),
            (true, Kind::PutBack) => Sentence::of("profile-photo-cancelled-put-back"),
        }
    }

    /// Puts what the server says against its fields there.
    pub(super) fn reject(&self, error: &api::Error, cx: &mut Context<'_>) {
        let about_fields = error.refusal().filter(|refusal| refusal.is_about_fields());
        cx.document.forget_sent(&self.fields());
        if let (true, Some(refusal)) = (self.kind.is_of_fields(), about_fields) {
            let first = cx.document.edit().0.reject(&refusal.words);
            cx.effects.focus = first.map(Focus::Field);
        }
    }

    /// Says what it came to that the server shows, and keeps what it has replaced.
    pub(super) fn conclude(&self, differences: Differences, cx: &mut Context<'_>) {
        let tone = if differences.is_empty() { Tone::Good } else { Tone::Mixed };
        if self.kind == Kind::Save {
            cx.document.edit().0.mark_not_taken(differences.fields());
        }
        let offer = self.note_change(cx);
        let is_outrun = self.is_outrun(cx) && differences.is_empty();
        let said = if is_outrun { Sentence::of("profile-earlier-saved") } else { self.outcome(differences) };
        cx.notices.say_outcome(Topic::of(self.kind), said, tone, offer, cx.effects);
        if self.staged.is_some() && self.staged == cx.photo_screen {
            // Below it the focus is where it was.
            cx.effects.leave = Some(Leave::PhotoScreen);
        } else {
            // The button that was pressed is gone now.
            cx.effects.focus = cx.effects.focus.or(self.first_field().map(Focus::FieldIfLost));
        }
    }

    /// What is said while it is not known whether it is made.
    pub(super) fn not_known(&self, cause: Option<&api::Error>, is_answered: bool, host: &str) -> Sentence {
        match cause {
            Some(cause) => sentence::server(cause, host, self.kind.tried()),
            None if is_answered => {
                let is_removal = self.kind == Kind::Removal;
                let unknown = if is_removal { "error-removal-unknown" } else { "error-photo-unknown" };
                Sentence::of(unknown).then(Sentence::of("error-picture-unclear"))
            }
            None => Sentence::of(match self.kind {
                Kind::Save | Kind::UndoSave => "profile-cancelled-unknown",
                Kind::NewPhoto | Kind::PutBack => "photo-cancelled-unknown",
                Kind::Removal => "profile-photo-cancelled-unknown",
            }),
        }
    }

    /// Keeps what was there before a change that the server shows now, and offers to put it back.
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
                cx.effects.load(Picture::Changed);
            }
            Change::NoPhoto => {
                cx.photos.removed(previous, now);
                cx.effects.load(Picture::Changed);
            }
        }
        cx.photos.has_previous().then(Offer::undo_photo)
    }

    /// Nobody looks for it any more: when it is shown after all, something else may be typed.
    pub(super) fn late(self) -> Self {
        Self { is_late: true, ..self }
    }

    /// Whether it was stored after all, and something else is typed in its fields by now.
    fn is_outrun(&self, cx: &Context<'_>) -> bool {
        let is_typed = |field: &Field| cx.document.form().is_changed(*field, cx.document.saved());
        self.is_late && self.kind == Kind::Save && self.fields().iter().any(is_typed)
    }

    /// Keeps what was there before a change that may have been made, or may be made yet. One that is stored yet gets an
    /// address that nobody knows: putting back asks then.
    pub(super) fn keep_previous(&self, cx: &mut Context<'_>) {
        let before = self.before.avatar.clone();
        match &self.change {
            Change::Fields(_) => {}
            Change::Photo(_) => cx.photos.perhaps_replaced(self.previous.clone(), vec![before]),
            Change::NoPhoto => cx.photos.perhaps_replaced(self.previous.clone(), vec![before, None]),
        }
    }
}

fn judge_fields(shown: FieldsShown, is_answered: bool) -> Verdict {
    let FieldsShown { taken, ignored, altered, unsaid } = shown;
    // What is another value than before may be the server's way of writing this one, or somebody else's doing: only a yes
    // of the server tells.
    let is_made = !taken.is_empty() || is_answered && !altered.is_empty();
    match (is_made, is_answered) {
        (true, _) => Verdict::Made(Differences { ignored, altered, unsaid }),
        (false, true) if ignored.is_empty() => Verdict::Made(Differences { ignored, altered, unsaid }),
        (false, true) => {
            let said = Sentence::of("profile-not-saved-ignored")
                .with("fields", sentence::Value::Fields(ignored.clone()));
            Verdict::NotMade(said, ignored)
        }
        (false, false) => Verdict::Open,
    }
}
