//! The editing of one profile: what the server last showed, what the person has typed, what is on its way, what is in
//! doubt, and what can be taken back.
//!
//! A state machine without I/O, clock or threads. [`Editor::handle`] takes in what happened and says what is to be done;
//! whoever runs it does that work and comes back with its end. The screens translate messages into events and effects
//! into tasks, and draw what they read here; they decide nothing.
//!
//! Inside, each state has one file and one owner: the profile and the form ([`form`]), every write ([`writing`]), reading
//! ([`reading`]), the photo before ([`previous`]), what is said ([`notices`]). None of them knows another; [`Editor`]
//! hands each event to the one it concerns. What the server shows is compared with what was sent in `evidence`.
//!
//! It keeps these laws, which a test holds against a server of all habits: an edit leaves the form only by the person's
//! doing or by an answer that shows it; "saved" is said only after such an answer, and "not saved" only of a request that
//! was refused or never sent whole; at most one write is under way, and none is sent twice; nobody else's profile is taken
//! in.

mod document;
pub mod effects;
mod evidence;
pub mod form;
pub mod notices;
pub mod previous;
pub mod reading;
mod stand_in;
#[cfg(test)]
mod tests;
pub mod writing;

pub use self::effects::{Done, Effects, Event, Focus, Leave, Picture, Served, Work, WorkId};
pub use self::form::{Form, Refused};
pub use self::notices::{Notice, Notices, Offer, Tone};
pub use self::previous::PreviousPhoto;
pub use self::reading::Reading;
pub use self::writing::{Kind, Question, Stage, Writing};

use self::document::Document;
use self::previous::PhotoHistory;
use self::reading::Ended;
use self::writing::Request;
use crate::api;
use crate::profile::{Field, Profile};
use crate::sentence::{self, Sentence};

use url::Url;

/// The editing of one person's profile on one server.
#[derive(Debug)]
pub struct Editor {
    /// The server as the person knows it.
    host: String,
    document: Document,
    writing: Writing,
    reading: Reading,
    photos: PhotoHistory,
    notices: Notices,
    /// Whether the person is asked if everything typed is to go.
    asks_to_discard: bool,
    is_photo_screen_open: bool,
    next_work: u64,
}

/// What a write works on.
struct Context<'a> {
    host: &'a str,
    is_photo_screen_open: bool,
    document: &'a mut Document,
    photos: &'a mut PhotoHistory,
    notices: &'a mut Notices,
    effects: &'a mut Effects,
    /// How the last request ended, for whoever watches the connection.
    ended: Option<Option<api::Error>>,
}

impl Context<'_> {
    /// Notes how a request ended.
    fn note(&mut self, failure: Option<&api::Error>) {
        self.ended = Some(failure.cloned());
    }

    /// Leads the focus back to the button that begins a write of this kind again.
    fn focus_on_beginning(&mut self, kind: Kind) {
        self.focus_on_photo_screen(kind, Focus::UsePhoto);
        if kind == Kind::Save {
            self.effects.focus = self.effects.focus.or(Some(Focus::SaveIfLost));
        }
    }

    /// Leads the focus on the screen of the photo, where that is open and this is a write of its photo.
    fn focus_on_photo_screen(&mut self, kind: Kind, focus: Focus) {
        if kind == Kind::NewPhoto && self.is_photo_screen_open {
            self.effects.focus = Some(focus);
        }
    }

    /// The person has to sign in again where this says so.
    fn sign_in(&mut self, error: &api::Error) {
        if let Some(said) = sentence::sign_in_again(error, self.host) {
            self.effects.leave = Some(Leave::SignIn(said));
        }
    }
}

impl Editor {
    /// Begins with a profile that was just read at `host`, which is the server as the person knows it.
    pub fn new(host: String, saved: Profile) -> Self {
        Self {
            host,
            document: Document::new(saved),
            writing: Writing::default(),
            reading: Reading::default(),
            photos: PhotoHistory::default(),
            notices: Notices::default(),
            asks_to_discard: false,
            is_photo_screen_open: false,
            next_work: 0,
        }
    }

    /// Takes in what happened, and says what is to be done.
    pub fn handle(&mut self, event: Event) -> Effects {
        let mut effects = Effects::new(self.next_work);
        self.dispatch(event, &mut effects);
        self.next_work = effects.next();
        effects
    }

    /// Whether somebody still waits for the end of this work.
    pub fn wants(&self, id: WorkId) -> bool {
        self.writing.wants(id) || self.reading.wants(id) || self.photos.wants(id) || self.notices.wants(id)
    }

    /// What the server has shown.
    pub fn saved(&self) -> &Profile {
        self.document.saved()
    }

    /// What is typed.
    pub fn form(&self) -> &Form {
        self.document.form()
    }

    /// How many edits would be lost.
    pub fn unsaved(&self) -> usize {
        self.form().patch(self.saved()).map_or(0, |patch| patch.len())
    }

    /// The write that is under way.
    pub fn writing(&self) -> &Writing {
        &self.writing
    }

    /// The reading that is under way.
    pub fn reading(&self) -> &Reading {
        &self.reading
    }

    /// What is said.
    pub fn notices(&self) -> &Notices {
        &self.notices
    }

    /// The photo of the person, as far as is known: not the picture that a removal has left.
    pub fn photo(&self) -> Option<&Url> {
        self.photos.photo(self.saved())
    }

    /// Whether the present photo could not be fetched, so that it cannot be put back once another takes its place.
    pub fn is_photo_lost(&self) -> bool {
        self.photos.is_lost()
    }

    /// Whether the last change of the photo can be taken back now.
    pub fn can_undo_photo(&self) -> bool {
        self.photos.has_previous() && !self.writing.is_busy()
    }

    /// Whether the person is asked if everything typed is to go.
    pub fn asks_to_discard(&self) -> bool {
        self.asks_to_discard
    }

    /// Whether the screen of the photo is open, which says itself what becomes of a photo that is sent.
    pub fn is_photo_screen_open(&self) -> bool {
        self.is_photo_screen_open
    }

    /// Whether a question is open.
    pub fn is_asking(&self) -> bool {
        self.asks_to_discard || self.writing.question().is_some()
    }

    fn dispatch(&mut self, event: Event, effects: &mut Effects) {
        match event {
            Event::Typed(field, text, letters) => {
                self.document.edit().0.edit(field, &text, letters);
                self.edited();
            }
            Event::NotTyped(field, refused) => self.document.edit().0.refuse(field, refused),
            Event::Chosen(gender) => {
                self.document.edit().0.choose(gender);
                self.edited();
            }
            Event::Undone(field) => {
                let (form, saved) = self.document.edit();
                form.undo(field, saved);
                self.edited();
                effects.focus = Some(Focus::Field(field));
            }
            Event::SteppedBack => {
                let field = self.document.edit().0.step_back();
                self.stepped(field, effects);
            }
            Event::SteppedForward => {
                let field = self.document.edit().0.step_forward();
                self.stepped(field, effects);
            }
            Event::DiscardPressed => {
                self.asks_to_discard = true;
                effects.focus = Some(Focus::Question);
            }
            Event::Confirmed if self.asks_to_discard => self.discard(effects),
            Event::Declined if self.asks_to_discard => self.asks_to_discard = false,
            Event::Confirmed => self.write(effects, Writing::confirm),
            Event::Declined => self.write(effects, Writing::decline),
            Event::SavePressed => self.write(effects, |writing, cx| writing.request(Request::Save, cx)),
            Event::PhotoScreenOpened => {
                self.is_photo_screen_open = true;
                self.photos.fetch(self.document.saved(), effects);
            }
            Event::PhotoScreenLeft => {
                self.is_photo_screen_open = false;
                self.writing.changed(Kind::NewPhoto);
                if !self.writing.is_busy_with(Kind::NewPhoto) {
                    self.photos.forget_present();
                }
            }
            Event::PhotoChanged => self.writing.changed(Kind::NewPhoto),
            Event::PhotoChosen(photo, said) => {
                self.write(effects, |writing, cx| writing.request(Request::NewPhoto(photo, said), cx));
            }
            Event::RemovePressed => {
                self.write(effects, |writing, cx| writing.request(Request::RemovePhoto, cx));
            }
            Event::UndoPhotoPressed => {
                self.write(effects, |writing, cx| writing.request(Request::PutBack, cx));
            }
            Event::CancelPressed(kind) => self.write(effects, |writing, cx| writing.cancel(kind, cx)),
            Event::LookPressed(kind) => self.write(effects, |writing, cx| writing.look(kind, cx)),
            Event::RetryPressed => self.write(effects, Writing::retry),
            Event::FailureClosed => self.writing.close_failure(),
            Event::DoubtClosed(kind) => self.writing.close_doubt(kind),
            Event::RefreshPressed => match self.doubt() {
                // A look at what became of a write reads the profile as well.
                Some(kind) if !self.writing.is_busy() => {
                    self.write(effects, |writing, cx| writing.look(kind, cx));
                }
                _ => self.reading.start(effects),
            },
            Event::ReadingClosed => self.reading.close(),
            Event::NoticeClosed(id) => self.notices.close(id),
            Event::Told(sentence) => self.notices.tell(sentence, effects),
            Event::Worked(sentence) => self.notices.say(sentence, Tone::Good, None, effects),
            Event::PhotoShown(fingerprint) => self.photos.note_shown(fingerprint),
            Event::Renewed(now) => self.renew(*now, effects),
            Event::Progressed(progress) => self.writing.progressed(progress),
            Event::Done(id, done) => self.done(id, done, effects),
        }
    }

    fn done(&mut self, id: WorkId, done: Done, effects: &mut Effects) {
        if self.writing.wants(id) {
            self.write(effects, |writing, cx| writing.done(done, cx));
        } else if self.reading.wants(id) {
            self.read(id, done, effects);
        } else if self.photos.wants(id) {
            self.photos.fetched(if let Done::Fetched(served) = done { served } else { None });
            self.write(effects, Writing::present_fetched);
        } else {
            self.notices.close(id);
        }
    }

    fn read(&mut self, id: WorkId, done: Done, effects: &mut Effects) {
        match self.reading.done(id, done, &self.host, effects) {
            Ended::Quietly => {}
            Ended::Read(now) => self.take(*now, effects),
            Ended::Back(now) => {
                self.writing.is_back();
                self.document.read(*now, effects);
                let is_unsaved = self.unsaved() > 0 && self.doubt().is_none();
                let sentence = if is_unsaved { "profile-back-unsaved" } else { "profile-back" };
                self.notices.say(Sentence::of(sentence), Tone::Good, None, effects);
                self.write(effects, Writing::was_read);
            }
            Ended::SignIn(said) => effects.leave = Some(Leave::SignIn(said)),
        }
    }

    /// The server's answer becomes the profile, with what is typed on top of it.
    fn take(&mut self, now: Profile, effects: &mut Effects) {
        self.document.read(now, effects);
        self.write(effects, Writing::was_read);
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

    /// The kind of write that is in doubt.
    fn doubt(&self) -> Option<Kind> {
        self.writing.doubts().next().map(|(kind, _)| kind)
    }

    fn discard(&mut self, effects: &mut Effects) {
        self.asks_to_discard = false;
        let (form, saved) = self.document.edit();
        let first = Field::FORM.into_iter().find(|field| form.is_changed(*field, saved));
        form.discard(saved);
        self.edited();
        // The button that was pressed is gone now.
        effects.focus = first.map(Focus::Field);
        let said = Sentence::of("profile-discarded");
        self.notices.say(said, Tone::Good, Some(Offer::step_back()), effects);
    }

    /// Leads to the field that a step through the past of the form has changed.
    fn stepped(&mut self, field: Option<Field>, effects: &mut Effects) {
        if let Some(field) = field {
            self.edited();
            effects.focus = Some(Focus::Field(field));
        }
    }

    fn edited(&mut self) {
        self.writing.changed(Kind::Save);
        self.notices.edited();
    }

    fn write(&mut self, effects: &mut Effects, act: impl FnOnce(&mut Writing, &mut Context<'_>)) {
        let mut context = Context {
            host: &self.host,
            is_photo_screen_open: self.is_photo_screen_open,
            document: &mut self.document,
            photos: &mut self.photos,
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
