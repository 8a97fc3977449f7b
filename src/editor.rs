//! The editing of one profile: the profile from the server, the edits of the person, the write that is under way, writes
//! whose outcome is unknown, and what can be undone.
//!
//! A state machine without I/O, clock or threads. [`Editor::handle`] gets an event and returns effects; the caller does the
//! work in them and reports its result as another event. The screens translate messages into events and effects into tasks,
//! and draw the state; they decide nothing.
//!
//! Each part of the state has one file, which alone changes it: the profile and the form ([`form`]), all writes
//! ([`writing`]), reading ([`reading`]), the previous photo ([`previous`]), the photo screen (`staging`), and the notices ([`notices`]). No part knows
//! another; [`Editor`] passes each event to the part that it concerns. `evidence` compares what the server shows with what
//! was sent.
//!
//! The file is longer than others because all events and all parts meet here.
//!
//! A property test checks these rules against a model server with all known habits: an edit only leaves the form by an action
//! of the person or an answer that shows it; the program says "saved" only after such an answer, and "not saved" only if the
//! request was refused or never sent completely; at most one write is under way, and none is sent twice; the profile of
//! another person is never used.

mod context;
mod countdown;
mod default_picture;
mod document;
pub mod drafting;
pub mod effects;
mod evidence;
pub mod form;
pub mod kind;
mod last_visit;
pub mod notices;
pub mod previous;
pub mod reading;
pub mod saves;
mod staging;
#[cfg(test)]
mod tests;
pub mod writing;

pub use self::effects::{Done, Effects, Event, Focus, Navigation, PhotoReload, Served, Work, WorkId};
pub use self::form::{Form, Refused};
pub use self::kind::{Question, WriteKind};
pub use self::notices::{Notice, Notices, Offer, Tone};
pub use self::previous::PreviousPhoto;
pub use self::reading::Reading;
pub use self::saves::{SaveHistory, SaveId, Saved};
pub use self::writing::{Stage, Writing};

pub use self::drafting::Drafting;

use self::context::Context;
use self::countdown::Countdown;
use self::document::Document;
use self::kind::Request;
use self::last_visit::LastVisit;
use self::notices::Topic;
use self::previous::PhotoHistory;
use self::reading::ReadResult;
use self::staging::Staging;
use crate::profile::{Draft, Field, LastKnown, Profile};
use crate::sentence::{self, Sentence};

use jiff::Timestamp;
use url::Url;

use std::time::Duration;

/// The editing of one person's profile on one server.
#[derive(Debug)]
pub struct Editor {
    /// The host of the server, for sentences.
    host: String,
    document: Document,
    writing: Writing,
    reading: Reading,
    photos: PhotoHistory,
    saves: SaveHistory,
    notices: Notices,
    drafting: Drafting,
    last_visit: LastVisit,
    countdown: Countdown,
    /// When the form was last changed.
    edited_at: Timestamp,
    staging: Staging,
    next_work: u64,
    /// The time of the event that is being handled.
    now: Timestamp,
}

impl Editor {
    /// Begins with a profile that was just read. `host` is used in sentences.
    pub fn new(host: String, saved: Profile) -> Self {
        Self {
            host,
            document: Document::new(saved),
            writing: Writing::default(),
            reading: Reading::default(),
            photos: PhotoHistory::default(),
            saves: SaveHistory::default(),
            notices: Notices::default(),
            drafting: Drafting::default(),
            last_visit: LastVisit::default(),
            countdown: Countdown::default(),
            edited_at: Timestamp::UNIX_EPOCH,
            staging: Staging::default(),
            next_work: 0,
            now: Timestamp::UNIX_EPOCH,
        }
    }

    /// Begins with the profile of an earlier run, which is used until the server answers. [`Event::Opened`] begins reading.
    pub fn resume(host: String, last: LastKnown) -> Self {
        let last_visit = LastVisit::new(&last);
        Self { last_visit, ..Self::new(host, last.profile) }
    }

    /// Handles an event that happened at this time.
    pub fn handle(&mut self, event: Event, now: Timestamp) -> Effects {
        self.now = now;
        let mut effects = Effects::new(self.next_work);
        let answers = self.document.answers();
        self.dispatch(event, &mut effects);
        self.restore_waiting(&mut effects);
        if self.document.answers() > answers {
            self.answered(&mut effects);
        }
        let form = self.document.form();
        self.notices.retain_conflicts(|field| form.is_in_conflict(field));
        self.drafting.follow(self.draft().as_ref(), &mut effects);
        self.next_work = effects.next();
        effects
    }

    /// Whether the result of this work is still needed.
    pub fn wants(&self, id: WorkId) -> bool {
        self.writing.wants(id)
            || self.reading.wants(id)
            || self.photos.wants(id)
            || self.notices.wants(id)
            || self.drafting.wants(id)
            || self.countdown.wants(id)
    }

    /// The profile from the server.
    pub fn saved(&self) -> &Profile {
        self.document.saved()
    }

    /// When the profile was read, if that was in an earlier run.
    pub fn as_of(&self) -> Option<Timestamp> {
        self.last_visit.as_of()
    }

    /// Whether the group with this index was not there in the last run.
    pub fn is_new_group(&self, index: usize) -> bool {
        self.last_visit.is_new_group(index)
    }

    /// The form.
    pub fn form(&self) -> &Form {
        self.document.form()
    }

    /// The number of unsaved fields; a chosen photo counts as one more.
    pub fn unsaved_with_photo(&self) -> usize {
        self.unsaved() + usize::from(self.staging.photo().is_some())
    }

    /// The number of unsaved fields.
    pub fn unsaved(&self) -> usize {
        self.form().patch(self.saved()).map_or(0, |patch| patch.len())
    }

    /// Whether there are edits that are not being saved.
    pub fn can_save(&self) -> bool {
        let edits = self.form().patch(self.saved());
        edits.is_some_and(|edits| !(self.writing.is_busy() && self.writing.is_saving(&edits)))
    }

    /// The state of writing.
    pub fn writing(&self) -> &Writing {
        &self.writing
    }

    /// The state of reading.
    pub fn reading(&self) -> &Reading {
        &self.reading
    }

    /// The notices.
    pub fn notices(&self) -> &Notices {
        &self.notices
    }

    /// The photo of the person. None for the default picture that a server shows after a removal.
    pub fn photo(&self) -> Option<&Url> {
        self.photos.photo(self.saved())
    }

    /// Whether the present photo could not be fetched, so that it cannot be put back after a change.
    pub fn is_photo_lost(&self) -> bool {
        self.photos.is_lost()
    }

    /// Whether the last change of the photo can be undone now.
    pub fn can_undo_photo(&self) -> bool {
        self.photos.has_previous() && !self.writing.is_busy()
    }

    /// The draft to store; none if everything is saved.
    pub fn draft(&self) -> Option<Draft> {
        let fields = self.form().edits(self.saved());
        let sent = self.document.sent();
        let (changed_at, photo) = (self.edited_at, self.staging.photo().cloned());
        let is_empty = fields.is_empty() && sent.is_empty() && photo.is_none();
        (!is_empty).then_some(Draft { changed_at, fields, sent, photo })
    }

    /// The rest of the time that the server asked to wait; zero once it is over.
    pub fn left_to_wait(&self) -> Option<Duration> {
        self.countdown.left()
    }

    /// Why what is typed is not stored right now; none if it is, or if nothing is stored by intention.
    pub fn why_not_stored(&self) -> Option<Sentence> {
        if let Some(said) = self.drafting.failure() {
            return Some(Sentence::of("profile-draft-not-kept").then(said.clone()));
        }
        let beside = self.edited_differently(self.drafting.waits_for()?);
        Some(Sentence::of("profile-draft-beside").with("fields", sentence::Value::Fields(beside)))
    }

    /// The state of storing the draft.
    pub fn drafting(&self) -> &Drafting {
        &self.drafting
    }

    /// The saves of this run that can be undone.
    pub fn saves(&self) -> &SaveHistory {
        &self.saves
    }

    /// Whether the photo screen is open. It shows the outcome of sending a photo itself.
    pub fn is_photo_screen_open(&self) -> bool {
        self.staging.shown().is_some()
    }

    /// Whether a question is open.
    pub fn is_asking(&self) -> bool {
        self.writing.question().is_some()
    }

    fn dispatch(&mut self, event: Event, effects: &mut Effects) {
        match event {
            Event::Typed(field, text, letters) => {
                self.document.edit().0.edit(field, &text, letters);
                self.edited();
            }
            Event::TypingRefused(field, refused) => self.document.edit().0.refuse(field, refused),
            Event::Chosen(gender) => {
                self.document.edit().0.choose(gender);
                self.edited();
            }
            Event::Undone(field) => {
                let (form, saved) = self.document.edit();
                let was_conflict = form.is_in_conflict(field);
                form.undo(field, saved);
                self.edited();
                let next = self.form().first_conflict().filter(|_| was_conflict);
                effects.focus = Some(Focus::Field(next.unwrap_or(field)));
            }
            Event::KeptMine(field) => {
                self.document.edit().0.keep_mine(field);
                // If there is another conflict, it is scrolled into view.
                effects.focus = Some(Focus::Field(self.form().first_conflict().unwrap_or(field)));
            }
            Event::SteppedBack => {
                let field = self.document.edit().0.step_back();
                self.stepped(field, effects);
            }
            Event::SteppedForward => {
                let field = self.document.edit().0.step_forward();
                self.stepped(field, effects);
            }
            Event::DiscardPressed => self.discard(effects),
            Event::Confirmed => self.write(effects, Writing::confirm),
            Event::Declined => self.write(effects, Writing::decline),
            Event::SavePressed => self.write(effects, Writing::save),
            Event::PhotoScreenOpened => {
                self.staging.show_another();
                self.photos.fetch(self.document.saved(), effects);
            }
            Event::PhotoScreenLeft => {
                self.staging.close();
                self.writing.changed(WriteKind::NewPhoto);
                if !self.writing.is_busy_with(WriteKind::NewPhoto) {
                    self.photos.forget_present();
                }
            }
            Event::PhotoStaged(staged) => {
                self.staging.stage(staged);
                self.edited_at = self.now;
                self.drafting.edited();
                self.writing.changed(WriteKind::NewPhoto);
            }
            Event::PhotoChosen(photo, said) => {
                self.write(effects, |writing, cx| writing.request(Request::NewPhoto(photo, said), cx));
            }
            Event::RemovePressed => {
                self.write(effects, |writing, cx| writing.request(Request::RemovePhoto, cx));
            }
            Event::UndoSavePressed(save) => {
                self.write(effects, |writing, cx| writing.request(Request::UndoSave(save), cx));
            }
            Event::UndoPhotoPressed => {
                self.write(effects, |writing, cx| writing.request(Request::PutBack, cx));
            }
            Event::CancelPressed(kind) => self.write(effects, |writing, cx| writing.cancel(kind, cx)),
            Event::CheckAgainPressed(kind) => {
                self.write(effects, |writing, cx| writing.check_again(kind, cx));
            }
            Event::RetryPressed => self.write(effects, Writing::retry),
            Event::FailureClosed => self.writing.close_failure(),
            Event::DoubtClosed(kind) => self.write(effects, |writing, cx| writing.close_doubt(kind, cx)),
            Event::RefreshPressed => match self.doubt() {
                // Checking the outcome of a write reads the profile too.
                Some(kind) if !self.writing.is_busy() => {
                    self.write(effects, |writing, cx| writing.check_again(kind, cx));
                }
                _ => self.reading.start(effects),
            },
            Event::Opened => self.reading.start(effects),
            Event::Returned => self.reading.returned(self.now, effects),
            Event::ReadingClosed => self.reading.close(),
            Event::NoticeClosed(id) => self.notices.close(id),
            Event::DraftFound(draft) => self.restore(draft, effects),
            Event::Told(sentence) => self.notices.say_once(sentence, effects),
            Event::Worked(sentence) => {
                self.notices.say_outcome(Topic::Other, sentence, Tone::Good, None, effects);
            }
            Event::PhotoShown(fingerprint) => self.photos.note_shown(fingerprint),
            Event::Renewed(now) => self.renew(*now, effects),
            Event::Progressed(progress) => self.writing.progressed(progress),
            Event::Done(id, done) => self.done(id, done, effects),
        }
    }

    /// After an answer of the server: stores it for the next start, and compares it with the last run.
    fn answered(&mut self, effects: &mut Effects) {
        self.reading.shown(self.now);
        let saved = self.document.saved();
        effects.last_known = Some(LastKnown { profile: saved.clone(), read_at: self.now });
        let new_groups = self.last_visit.answered(saved);
        if let [first, ..] = new_groups.as_slice() {
            let said = Sentence::of("profile-new-groups")
                .with("count", sentence::Value::Number(new_groups.len() as u64))
                .naming("name", &first.name);
            self.notices.say_also(said, Tone::Good, effects);
        }
    }

    fn done(&mut self, id: WorkId, done: Done, effects: &mut Effects) {
        if let Done::Answered(answer) = &done {
            self.countdown.note(answer.as_ref().err(), effects);
        }
        if self.writing.wants(id) {
            self.write(effects, |writing, cx| writing.done(done, cx));
            // One cause gets one message: the newer one says that there is no connection.
            if self.reading.is_offline() && matches!(self.writing.stage(), Stage::Failed(..)) {
                self.reading.close_failure();
            }
        } else if self.reading.wants(id) {
            self.read(id, done, effects);
            if self.reading.is_offline() && self.reading.failure().is_some() {
                self.writing.changed(WriteKind::Save);
                self.writing.changed(WriteKind::UndoSave);
            }
        } else if self.photos.wants(id) {
            self.photos.fetched(if let Done::Fetched(served) = done { served } else { None });
            self.write(effects, Writing::present_fetched);
        } else if self.countdown.wants(id) {
            self.countdown.step(effects);
        } else if self.drafting.wants(id) {
            let draft = self.draft();
            self.drafting.done(done, draft, effects);
        } else {
            self.notices.close(id);
        }
    }

    fn read(&mut self, id: WorkId, done: Done, effects: &mut Effects) {
        match self.reading.done(id, done, &self.host, effects) {
            ReadResult::Nothing => {}
            ReadResult::Read(now) => self.take(*now, effects),
            ReadResult::Back(now) => {
                self.writing.server_returned();
                let was_doubted = self.doubt().is_some();
                self.take(*now, effects);
                let is_doubted = self.doubt().is_some();
                // The outcome of a write already says that the server is back.
                if is_doubted || !was_doubted {
                    let is_unsaved = self.unsaved() > 0 && !is_doubted;
                    let said = if is_unsaved { "profile-back-unsaved" } else { "profile-back" };
                    self.notices.say_outcome(Topic::Other, Sentence::of(said), Tone::Good, None, effects);
                }
            }
            ReadResult::SignIn(said) => effects.navigation = Some(Navigation::SignIn(said)),
        }
    }

    /// Merges a profile from the server.
    fn take(&mut self, now: Profile, effects: &mut Effects) {
        self.merge(now, effects);
        self.write(effects, Writing::was_read);
    }

    fn merge(&mut self, now: Profile, effects: &mut Effects) {
        let mut merged = self.document.read(now, &[], effects);
        if self.as_of().is_some() && self.unsaved() == 0 {
            // If nothing is edited, changes since the last run are no news.
            merged.taken.clear();
        }
        self.notices.say_merged(&merged, effects);
    }

    /// Applies the draft of an earlier run or of a closed window to the form. If it has other values for fields that
    /// are edited here, it stays on the disk until they are the same.
    fn restore(&mut self, draft: Option<Draft>, effects: &mut Effects) {
        let Some(draft) = draft else { return self.drafting.begin(None) };
        if !self.edited_differently(&draft).is_empty() {
            return self.drafting.wait_for(draft);
        }
        self.drafting.begin(Some(draft.clone()));
        let Draft { changed_at, fields, sent, photo } = draft;
        let (form, saved) = self.document.edit();
        let restored = form.restore(&fields, saved);
        if let Some(photo) = photo {
            self.staging.restore(photo.clone());
            effects.navigation = Some(Navigation::OpenPhotoScreen(photo, changed_at));
            self.edited_at = changed_at;
        }
        if restored.count > 0 {
            self.edited_at = changed_at;
            let said = Sentence::of("profile-draft-back")
                .with("time", sentence::Value::Moment(changed_at, self.now));
            self.notices.say_outcome(Topic::Other, said, Tone::Good, None, effects);
            self.notices.say_merged(&restored.merged, effects);
        }
        self.write(effects, |writing, cx| writing.restore(sent, cx));
    }

    /// Applies the draft that waits, once nothing that is edited here differs from it.
    fn restore_waiting(&mut self, effects: &mut Effects) {
        let draft =
            self.drafting.waits_for().filter(|draft| self.edited_differently(draft).is_empty()).cloned();
        if draft.is_some() {
            self.restore(draft, effects);
        }
    }

    /// The fields with other edits here than in this draft. Two photos always count as different.
    fn edited_differently(&self, draft: &Draft) -> Vec<Field> {
        let photo = (draft.photo.is_some() && self.staging.is_in_use()).then_some(Field::Avatar);
        let fields = self.form().edited_differently(&draft.fields, self.saved());
        fields.into_iter().chain(photo).collect()
    }

    fn renew(&mut self, now: Profile, effects: &mut Effects) {
        self.reading.renew();
        let was_fetching = self.photos.is_fetching();
        self.take(now, effects);
        if was_fetching {
            self.photos.fetch(self.document.saved(), effects);
        }
        self.write(effects, Writing::renew);
    }

    /// The kind of a write whose outcome is unknown, if there is one.
    fn doubt(&self) -> Option<WriteKind> {
        self.writing.doubts().next().map(|(kind, _)| kind)
    }

    fn discard(&mut self, effects: &mut Effects) {
        let (form, saved) = self.document.edit();
        let first = Field::FORM.into_iter().find(|field| form.is_changed(*field, saved));
        form.discard(saved);
        self.edited();
        // The button that was pressed has disappeared.
        effects.focus = first.map(Focus::Field);
        let said = Sentence::of("profile-discarded");
        self.notices.say_outcome(Topic::Other, said, Tone::Good, Some(Offer::step_back()), effects);
    }

    /// Moves the focus to the field that undo or redo has changed.
    fn stepped(&mut self, field: Option<Field>, effects: &mut Effects) {
        if let Some(field) = field {
            self.edited();
            effects.focus = Some(Focus::Field(field));
        }
    }

    fn edited(&mut self) {
        self.edited_at = self.now;
        let (form, saved) = self.document.edit();
        form.end_settled_conflicts(saved);
        self.drafting.edited();
        self.writing.changed(WriteKind::Save);
        self.notices.edited();
    }

    fn write(&mut self, effects: &mut Effects, act: impl FnOnce(&mut Writing, &mut Context<'_>)) {
        let mut context = Context {
            host: &self.host,
            now: self.now,
            photo_screen: self.staging.shown(),
            document: &mut self.document,
            photos: &mut self.photos,
            saves: &mut self.saves,
            notices: &mut self.notices,
            effects,
            ended: None,
        };
        act(&mut self.writing, &mut context);
        if let Some(failure) = context.ended {
            self.reading.note(failure.as_ref(), effects);
        }
    }
}
