//! One write: what it changes, what was there before, how it is judged, and what is said of it.

use super::super::Context;
use super::super::effects::{Focus, Leave, Picture};
use super::super::evidence::{self, Before, Now, Served, Shown};
use super::super::notices::{Offer, Tone};
use super::super::previous::PreviousPhoto;
use crate::api::{self, Progress};
use crate::profile::{Fact, Field, Photo, Profile, Value};
use crate::sentence::{self, Sentence, Tried};

use bytes::Bytes;
use url::Url;

use std::collections::{BTreeMap, BTreeSet};

/// What the person asked to be written.
#[derive(Debug, Clone)]
pub(in crate::editor) enum Request {
    /// What is typed.
    Save,
    /// This photo; what is said once it is there.
    NewPhoto(Photo, Sentence),
    /// No photo.
    RemovePhoto,
    /// The photo before the last change.
    PutBack,
}

/// The kinds of writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Of fields.
    Save,
    /// Of a photo that was chosen.
    NewPhoto,
    /// Of no photo.
    Removal,
    /// Of what was there before the last change of the photo.
    PutBack,
}

/// What the person is asked before something is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// Whether the username is to go.
    ClearUsername,
    /// Whether the photo is to go although it could not be fetched, so that it cannot be put back.
    RemovePhoto,
    /// Whether the photo before is to come back although the photo was changed again since.
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
    change: Change,
    /// What is said once the server shows it.
    said: Sentence,
    before: Profile,
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
            Self::NewPhoto(..) => Kind::NewPhoto,
            Self::RemovePhoto => Kind::Removal,
            Self::PutBack => Kind::PutBack,
        }
    }

    /// What it may ask.
    pub(super) fn question(&self) -> Question {
        match self {
            Self::Save => Question::ClearUsername,
            Self::NewPhoto(..) | Self::PutBack => Question::PutBack,
            Self::RemovePhoto => Question::RemovePhoto,
        }
    }
}

impl Kind {
    /// Whether both write the same: fields, or the photo.
    pub(super) fn is_like(self, other: Self) -> bool {
        (self == Self::Save) == (other == Self::Save)
    }

    /// What is tried by it.
    pub fn tried(self) -> Tried {
        match self {
            Self::Save => Tried::Saving,
            Self::NewPhoto => Tried::Uploading,
            Self::Removal => Tried::Removing,
            Self::PutBack => Tried::PuttingBack,
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
        Self { kind, is_cancelled: false, change, said, before, served: None, previous: None }
    }

    /// It takes the place of this photo, which was fetched.
    pub(super) fn instead_of(self, previous: Option<PreviousPhoto>) -> Self {
        let served = previous.as_ref().and_then(PreviousPhoto::bytes);
        Self { served, previous, ..self }
    }

    /// It takes the place of what is served now.
    pub(super) fn in_place_of(self, served: Option<Bytes>) -> Self {
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
            (_, Kind::NewPhoto | Kind::PutBack) => Request::PutBack,
            (_, Kind::Removal) => Request::RemovePhoto,
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
        let change = evidence::Change { before: &before, sent, is_answered };
        let place = match &now.avatar {
            _ if !said.contains(&Fact::Field(Field::Avatar)) => Now::Unsaid,
            None => Now::Nothing,
            Some(url) => Now::At(url),
        };
        let served = match &served {
            None => Served::NotAsked,
            Some(None) => Served::Unavailable,
            Some(Some(bytes)) => Served::Bytes(bytes),
        };
        match (evidence::judge(change, place, served), &now.avatar) {
            (evidence::Verdict::Made, _) => Verdict::Made(Differences::default()),
            (evidence::Verdict::NotMade, _) => {
                let said =
                    if sent.is_some() { "error-picture-unchanged" } else { "error-picture-not-removed" };
                Verdict::NotMade(Sentence::of(said), Vec::new())
            }
            (evidence::Verdict::AskForBytes, Some(url)) => Verdict::AskForBytes(url.clone()),
            (evidence::Verdict::AskForBytes | evidence::Verdict::Open, _) => Verdict::Open,
        }
    }

    /// What is said once it is made: "saved" alone only where the server shows everything that was sent.
    fn done(&self, differences: Differences) -> Sentence {
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
            (true, Kind::Save) => Sentence::of("profile-cancelled-saved"),
            (true, Kind::NewPhoto) => Sentence::of("photo-cancelled-stored"),
            (true, Kind::Removal) => Sentence::of("profile-photo-cancelled-removed"),
            (true, Kind::PutBack) => Sentence::of("profile-photo-cancelled-put-back"),
        }
    }

    /// Puts what the server says against its fields there.
    pub(super) fn reject(&self, error: &api::Error, cx: &mut Context<'_>) {
        let about_fields = error.refusal().filter(|refusal| refusal.is_about_fields());
        if let (Kind::Save, Some(refusal)) = (self.kind, about_fields) {
            let first = cx.document.edit().0.reject(&refusal.words);
            cx.effects.focus = first.map(Focus::Field);
        }
    }

    /// Says what it came to that the server shows, and keeps what it has replaced.
    pub(super) fn conclude(&self, differences: Differences, cx: &mut Context<'_>) {
        let tone = if differences.is_empty() { Tone::Good } else { Tone::Mixed };
        cx.document.edit().0.mark_not_taken(differences.fields());
        self.note_change(cx);
        let offer = (self.kind != Kind::Save && cx.photos.has_previous()).then(Offer::undo_photo);
        cx.notices.say(self.done(differences), tone, offer, cx.effects);
        if self.kind == Kind::NewPhoto && cx.is_photo_screen_open {
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
                Sentence::of("error-photo-unknown").then(Sentence::of("error-picture-unclear"))
            }
            None => Sentence::of(match self.kind {
                Kind::Save => "profile-cancelled-unknown",
                Kind::NewPhoto | Kind::PutBack => "photo-cancelled-unknown",
                Kind::Removal => "profile-photo-cancelled-unknown",
            }),
        }
    }

    /// Keeps what was there before a change of the photo that the server shows now.
    fn note_change(&self, cx: &mut Context<'_>) {
        let now = cx.document.saved();
        let previous = self.previous.clone();
        match &self.change {
            Change::Fields(_) => {}
            Change::Photo(_) => {
                cx.photos.replaced(previous, now);
                cx.effects.load(Picture::Changed);
            }
            Change::NoPhoto => {
                cx.photos.removed(previous, now);
                cx.effects.load(Picture::Changed);
            }
        }
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

fn judge_fields(shown: Shown, is_answered: bool) -> Verdict {
    let Shown { taken, ignored, altered, unsaid } = shown;
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
