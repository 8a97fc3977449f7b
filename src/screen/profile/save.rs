//! The save, from pressing the button to the server's answer: one state machine.
//!
//! Reading the profile again, the three-way merge and its questions become states between [`Save::Idle`]
//! and [`Save::Sending`]; nothing round this module will notice.

use super::super::situation::{self, Sentence, Tried};
use super::{Action, Message, Profile, Question, Tone, widget_id};
use crate::access::focus_if_lost;
use crate::api::{self, Saved};
use crate::measure::{self, Span};
use crate::profile::{Field, Patch, Value};

use iced::Task;
use iced::task::Handle;
use iced::widget::operation;

/// Where a save stands.
#[derive(Debug, Default)]
pub(super) enum Save {
    /// Nothing is under way.
    #[default]
    Idle,
    /// The request is under way. Leaving this state cancels it.
    Sending {
        /// The first field that is sent.
        first: Option<Field>,
        /// The request.
        _request: Handle,
        /// Ends with this state.
        _span: Span,
    },
    /// The server did not take it, or could not be asked. The form keeps every value.
    Failed(Sentence),
}

impl Save {
    /// Whether a request is under way.
    pub(super) fn is_busy(&self) -> bool {
        matches!(self, Self::Sending { .. })
    }
}

impl Profile {
    /// Saves, after asking about a username that would go.
    pub(super) fn ask_or_send(&mut self) -> Action {
        let clears = |patch: &Patch| patch.values.get(&Field::Username) == Some(&Value::Clear);
        if self.form.patch(&self.saved).as_ref().is_some_and(clears) {
            self.ask(Question::ClearUsername)
        } else {
            self.send()
        }
    }

    pub(super) fn send(&mut self) -> Action {
        let Some(patch) = self.form.patch(&self.saved).filter(|_| !self.save.is_busy()) else {
            return Action::None;
        };
        let first = Field::FORM.into_iter().find(|field| patch.values.contains_key(field));
        let span = measure::span("save");
        let session = self.session.clone();
        let update = async move { session.update(patch).await };
        let (task, request) = Task::perform(update, |answer| Message::Saved(Box::new(answer))).abortable();
        self.save = Save::Sending { first, _request: request.abort_on_drop(), _span: span };
        self.notice = None;
        Action::Run(task)
    }

    pub(super) fn saved(&mut self, answer: Result<Saved, api::Error>) -> Action {
        // Kept to the end, so that its span is.
        let ended = std::mem::take(&mut self.save);
        let watch = self.note(&answer);
        match answer {
            Ok(Saved { profile, altered, unshown, .. }) => {
                // What was typed is now what the server was sent: the form begins anew from its answer,
                // with only those edits on top that were made while the request was under way.
                let task = self.take(profile);
                let (sentence, tone) = outcome(altered, unshown);
                let said = self.notify(sentence, tone, None);
                // The button that was pressed is gone now.
                let first = if let Save::Sending { first, .. } = ended { first } else { None };
                let focus = first.map_or_else(Task::none, |field| focus_if_lost(widget_id(field)));
                Action::Run(Task::batch([task, said, focus]))
            }
            Err(error) => {
                if let Some(said) = situation::expired(&error) {
                    return Action::Expired(said);
                }
                let about_fields = error.refusal().filter(|refusal| refusal.is_about_fields());
                let first = about_fields.and_then(|refusal| self.form.reject(&refusal.words));
                let host = self.session.server().host();
                self.save = Save::Failed(situation::server(&error, &host, Tried::Saving));
                let focus = first.map_or_else(Task::none, |field| operation::focus(widget_id(field)));
                Action::Run(Task::batch([watch, focus]))
            }
        }
    }
}

/// What is said of a save that the server took: "Saved" alone only where it shows everything that was sent.
fn outcome(altered: Vec<Field>, unshown: Vec<Field>) -> (Sentence, Tone) {
    let about = |id, fields| Sentence::of(id).with("fields", situation::Value::Fields(fields));
    match (altered.is_empty(), unshown.is_empty()) {
        (true, true) => (Sentence::of("profile-saved"), Tone::Good),
        (false, true) => (about("profile-saved-altered", altered), Tone::Mixed),
        (true, false) => (about("profile-saved-unshown", unshown), Tone::Mixed),
        (false, false) => {
            let unshown = about("profile-saved-unshown", unshown);
            (about("profile-saved-altered", altered).then(unshown), Tone::Mixed)
        }
    }
}
