//! What a write needs to handle one event: the parts of the editor that it changes, and the effects.

use super::document::Document;
use super::effects::{Effects, Focus, Navigation};
use super::kind::WriteKind;
use super::notices::Notices;
use super::previous::PhotoHistory;
use super::saves::SaveHistory;
use super::staging::StagedId;
use crate::api;
use crate::profile::{Field, Profile};
use crate::sentence;

use jiff::Timestamp;

/// What a write needs to handle one event.
pub(super) struct Context<'a> {
    /// The host of the server, for sentences.
    pub(super) host: &'a str,
    pub(super) now: Timestamp,
    /// The number of what the photo screen shows, if it is open.
    pub(super) photo_screen: Option<StagedId>,
    pub(super) document: &'a mut Document,
    pub(super) photos: &'a mut PhotoHistory,
    pub(super) saves: &'a mut SaveHistory,
    pub(super) notices: &'a mut Notices,
    pub(super) effects: &'a mut Effects,
    /// The result of the last request, if one has ended: its error, or none.
    pub(super) ended: Option<Option<api::Error>>,
}

impl Context<'_> {
    /// Notes how a request ended.
    pub(super) fn note(&mut self, failure: Option<&api::Error>) {
        self.ended = Some(failure.cloned());
    }

    /// Merges a profile that was read. `answered` are fields whose write the server has accepted: a different value of them
    /// is the server's spelling, and not a change by somebody else.
    pub(super) fn read(&mut self, now: Profile, answered: &[Field]) {
        let merged = self.document.read(now, answered, self.effects);
        self.notices.say_merged(&merged, self.effects);
    }

    /// Merges the answer to a write of these fields.
    pub(super) fn take(&mut self, answer: Profile, fields: &[Field]) {
        let merged = self.document.take(answer, fields, self.effects);
        self.notices.say_merged(&merged, self.effects);
    }

    /// Moves the focus to the button that begins a write of this kind again.
    pub(super) fn focus_on_beginning(&mut self, kind: WriteKind) {
        self.focus_on_photo_screen(kind, Focus::UsePhoto);
        if kind == WriteKind::Save {
            self.effects.focus = self.effects.focus.or(Some(Focus::SaveIfLost));
        }
    }

    /// Moves the focus on the photo screen, if that is open and the write is of its photo.
    pub(super) fn focus_on_photo_screen(&mut self, kind: WriteKind, focus: Focus) {
        if kind == WriteKind::NewPhoto && self.photo_screen.is_some() {
            self.effects.focus = Some(focus);
        }
    }

    /// Asks the person to sign in again if the error requires it. With `not_stored` the sentence also says that this write was
    /// not stored.
    pub(super) fn sign_in(&mut self, error: &api::Error, not_stored: Option<WriteKind>) {
        if let Some(said) = sentence::sign_in_again(error, self.host) {
            let outcome = not_stored.and_then(|kind| sentence::not_stored(kind.tried()));
            let said = match outcome {
                Some(outcome) => outcome.then(said),
                None => said,
            };
            self.effects.navigation = Some(Navigation::SignIn(said));
        }
    }
}
