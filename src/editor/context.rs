//! What a write works on while it handles one event: the parts of the editor that it changes, and the effects.

use super::document::Document;
use super::effects::{Effects, Focus, Leave};
use super::kind::Kind;
use super::notices::Notices;
use super::previous::PhotoHistory;
use super::saves::SaveHistory;
use crate::api;
use crate::profile::{Field, Profile};
use crate::sentence::{self, Sentence};

use jiff::Timestamp;

/// What a write works on.
pub(super) struct Context<'a> {
    /// The server as the person knows it.
    pub(super) host: &'a str,
    pub(super) now: Timestamp,
    /// What stands on the screen of the photo, where that is open.
    pub(super) photo_screen: Option<Staged>,
    pub(super) document: &'a mut Document,
    pub(super) photos: &'a mut PhotoHistory,
    pub(super) saves: &'a mut SaveHistory,
    pub(super) notices: &'a mut Notices,
    pub(super) effects: &'a mut Effects,
    /// How the last request ended, for whoever watches the connection.
    pub(super) ended: Option<Option<api::Error>>,
}

/// Numbers what stands on the screen of the photo: another photo, or another square of it, has another number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Staged(pub(super) u64);

impl Context<'_> {
    /// Notes how a request ended.
    pub(super) fn note(&mut self, failure: Option<&api::Error>) {
        self.ended = Some(failure.cloned());
    }

    /// Takes in a reading. `answered` are fields that the server said yes to and has not shown yet: what it shows of them
    /// is its way of writing them, and nobody else's doing.
    pub(super) fn read(&mut self, now: Profile, answered: &[Field]) {
        let merged = self.document.read(now, answered, self.effects);
        self.notices.say_merged(&merged, self.effects);
    }

    /// Takes in the answer to a write of these fields.
    pub(super) fn take(&mut self, answer: Profile, fields: &[Field]) {
        let merged = self.document.take(answer, fields, self.effects);
        self.notices.say_merged(&merged, self.effects);
    }

    /// Leads the focus back to the button that begins a write of this kind again.
    pub(super) fn focus_on_beginning(&mut self, kind: Kind) {
        self.focus_on_photo_screen(kind, Focus::UsePhoto);
        if kind == Kind::Save {
            self.effects.focus = self.effects.focus.or(Some(Focus::SaveIfLost));
        }
    }

    /// Leads the focus on the screen of the photo, where that is open and this is a write of its photo.
    pub(super) fn focus_on_photo_screen(&mut self, kind: Kind, focus: Focus) {
        if kind == Kind::NewPhoto && self.photo_screen.is_some() {
            self.effects.focus = Some(focus);
        }
    }

    /// The person has to sign in again where this says so. With `not_saved` it is said that nothing was saved, too.
    pub(super) fn sign_in(&mut self, error: &api::Error, not_saved: bool) {
        if let Some(said) = sentence::sign_in_again(error, self.host) {
            let said = if not_saved { Sentence::of("error-not-saved").then(said) } else { said };
            self.effects.leave = Some(Leave::SignIn(said));
        }
    }
}
