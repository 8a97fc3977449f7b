//! The context of an event in a text field: the field, its state and the arguments of the event.
//!
//! Owns what different events have in common: typing, composing, and the effects of a changed text or caret.

use super::draw;
use super::edit::Editor;
use super::geometry::Caret;
use super::shape::Face;
use super::state::{Attention, Composed, State};
use super::{Refusal, TextField};

use accesskit::{Action, ActionData, ActionRequest};
use iced::Rectangle;
use iced::advanced::{Clipboard, Shell, clipboard, input_method, mouse};

/// The context of an event in a field.
pub(super) struct EventContext<'a, 'b, Message> {
    pub(super) field: &'a TextField<'a, Message>,
    pub(super) state: &'a mut State,
    pub(super) face: Face,
    pub(super) line: Rectangle,
    pub(super) bounds: Rectangle,
    pub(super) cursor: mouse::Cursor,
    pub(super) clipboard: &'a mut dyn Clipboard,
    pub(super) shell: &'a mut Shell<'b, Message>,
}

impl<Message: Clone> EventContext<'_, '_, Message> {
    /// Handles a change of the focus.
    pub(super) fn note_focus(&mut self) {
        let has_focus = self.state.exposed.has_focus();
        if has_focus == (self.state.attention != Attention::Away) {
            return;
        }
        if has_focus {
            self.state.attention = Attention::Here { since: None };
        } else {
            self.state.attention = Attention::Away;
            self.state.drag = None;
            self.finish_composing();
            self.state.editor.move_to(self.state.editor.caret(), false);
        }
        self.touched();
    }

    /// Types the composed text, because composing has ended.
    fn finish_composing(&mut self) {
        self.state.composed_at = None;
        if let Some(composed) = self.state.composed.take()
            && !self.type_in(&composed.text)
        {
            self.state.show();
        }
    }

    pub(super) fn compose(&mut self, event: &input_method::Event) {
        match event {
            input_method::Event::Opened | input_method::Event::Closed => self.finish_composing(),
            input_method::Event::Preedit(text, marked) => {
                let before = self.state.composed.take();
                if !text.is_empty() {
                    self.state.composed = Some(Composed { text: text.clone(), marked: marked.clone() });
                    self.state.composed_at = None;
                } else if before.is_some() {
                    self.state.composed_at = Some(self.state.editor.selection().start);
                }
            }
            input_method::Event::Commit(text) => {
                self.state.composed = None;
                self.shell.capture_event();
                let overtaking = self.select_overtaking();
                if self.type_in(&[text.as_str(), &overtaking].concat()) {
                    return;
                }
            }
        }
        self.state.show();
        self.touched();
    }

    /// Selects what was typed since composing has ended, if the composed text was not committed yet, and returns it. On
    /// X11 the key that ends composing, such as a space, may arrive before the composed text, but belongs after it.
    fn select_overtaking(&mut self) -> String {
        let (place, caret) = (self.state.composed_at.take(), self.state.editor.caret());
        let typed = place
            .and_then(|place| self.state.editor.text().get(place..caret.byte))
            .unwrap_or_default()
            .to_owned();
        if !typed.is_empty() {
            self.state.editor.select(Caret::before(caret.byte - typed.len()), caret);
        }
        typed
    }

    /// Handles a request of assistive technology.
    pub(super) fn answer(&mut self, request: &ActionRequest) {
        if self.field.on_input.is_none() {
            return;
        }
        match (request.action, &request.data) {
            (Action::SetValue, Some(ActionData::Value(value))) => {
                let _ = self.enter(0, value, Editor::rewrite);
            }
            (Action::ReplaceSelectedText, Some(ActionData::Value(text))) => self.paste(text),
            (Action::SetTextSelection, Some(ActionData::SetTextSelection(selection))) => {
                let line = draw::exposed_line(self.field, self.state, self.line);
                let id = self.state.exposed.id();
                let at = |position| self.state.at(Caret::before(line.byte_of(id, position)));
                let (anchor, focus) = (at(selection.anchor), at(selection.focus));
                self.state.editor.select(anchor, focus);
                self.touched();
            }
            _ => {}
        }
    }

    /// Types letters. Returns whether the text has changed.
    pub(super) fn type_in(&mut self, text: &str) -> bool {
        self.enter(self.left(), text, Editor::type_in)
    }

    pub(super) fn paste(&mut self, text: &str) {
        let _ = self.enter(self.left(), text, Editor::paste);
    }

    /// Puts the allowed letters of a text in with `put`, and reports the refused ones. `held` is the number of letters
    /// that stay. Returns whether the text has changed.
    fn enter(&mut self, held: usize, text: &str, put: fn(&mut Editor, &str)) -> bool {
        let (taken, refusal) = self.admit(held, text);
        if let Some(taken) = &taken {
            put(&mut self.state.editor, taken);
            self.changed();
        }
        // The message about a refusal is removed at an edit, so it is sent after the edit.
        if let (Some(refusal), Some(on_refuse)) = (refusal, &self.field.on_refuse) {
            self.shell.publish(on_refuse(refusal));
        }
        taken.is_some()
    }

    /// The number of letters that stay when the selection is replaced.
    fn left(&self) -> usize {
        self.state.editor.text().chars().count() - self.state.editor.selected().chars().count()
    }

    /// The allowed letters of a text, or none, and the refusal. `held` is the number of letters that stay.
    fn admit(&self, held: usize, text: &str) -> (Option<String>, Option<Refusal>) {
        let line = one_line(text);
        let (taken, dropped): (String, String) =
            line.chars().partition(|letter| (self.field.accept)(*letter));
        if held + taken.chars().count() > self.field.longest {
            return (None, Some(Refusal::TooLong));
        }
        let is_nothing = taken.is_empty() && !line.is_empty();
        ((!is_nothing).then_some(taken), (!dropped.is_empty()).then_some(Refusal::Letters(dropped)))
    }

    /// Handles a change of the text: shows it and sends the message.
    pub(super) fn changed(&mut self) {
        self.state.show();
        if let Some(on_input) = &self.field.on_input {
            self.shell.publish(on_input(self.state.editor.text().to_owned()));
        }
        self.touched();
    }

    /// Updates the shape, scrolls to the caret and shows it.
    pub(super) fn touched(&mut self) {
        self.state.shape(self.face, self.field.direction(), &self.field.placeholder);
        self.state.settle(self.line.width);
        self.state.blink.touch();
        self.shell.request_redraw();
    }

    /// Sets the primary selection, which the middle button pastes.
    pub(super) fn offer_selection(&mut self) {
        if !self.field.secrecy.is_secret() && !self.state.editor.selection().is_empty() {
            self.clipboard.write(clipboard::Kind::Primary, self.state.editor.selected().to_owned());
        }
    }
}

/// A text as one line: without line breaks at its ends, with spaces for other line breaks and tabs, and without other
/// control characters.
fn one_line(text: &str) -> String {
    let text = text.trim_matches(['\r', '\n']).replace("\r\n", " ");
    let separate =
        |letter| if matches!(letter, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}') { ' ' } else { letter };
    text.chars().map(separate).filter(|letter| !letter.is_control()).collect()
}
