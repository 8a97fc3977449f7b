//! What a text field does with events.

mod keys;
mod pointer;

use super::edit::Editor;
use super::geometry::Caret;
use super::shape::Face;
use super::state::{Attention, Composed, State};
use super::{Refusal, TextField};

use accesskit::{Action, ActionData, ActionRequest};
use iced::advanced::input_method::{self, InputMethod, Purpose};
use iced::advanced::{Clipboard, Shell, clipboard, mouse};
use iced::{Event, Rectangle, keyboard, touch, window};

use std::time::Instant;

/// One event's surroundings.
pub(super) struct Turn<'a, 'b, Message> {
    pub(super) face: Face,
    pub(super) line: Rectangle,
    pub(super) bounds: Rectangle,
    pub(super) cursor: mouse::Cursor,
    pub(super) clipboard: &'a mut dyn Clipboard,
    pub(super) shell: &'a mut Shell<'b, Message>,
}

impl<Message: Clone> TextField<'_, Message> {
    pub(super) fn handle(&self, state: &mut State, event: &Event, turn: &mut Turn<'_, '_, Message>) {
        self.note_focus(state, turn);
        for request in state.exposed.take_requests() {
            self.answer(state, &request, turn);
        }
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left))
            | Event::Touch(touch::Event::FingerPressed { .. }) => self.press(state, turn),
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Middle)) => {
                self.paste_primary(state, turn);
            }
            Event::Mouse(mouse::Event::CursorMoved { .. })
            | Event::Touch(touch::Event::FingerMoved { .. }) => {
                self.drag(state, turn);
            }
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left))
            | Event::Touch(touch::Event::FingerLifted { .. } | touch::Event::FingerLost { .. }) => {
                self.release(state, turn);
            }
            Event::Keyboard(keyboard::Event::ModifiersChanged(modifiers)) => state.modifiers = *modifiers,
            Event::Keyboard(keyboard::Event::KeyPressed {
                key,
                modified_key,
                physical_key,
                modifiers,
                text,
                ..
            }) if state.exposed.has_focus() && self.on_input.is_some() && !turn.shell.is_event_captured() => {
                state.modifiers = *modifiers;
                let pressed =
                    keys::Pressed { key, modified_key, physical_key: *physical_key, text: text.as_deref() };
                self.press_key(state, &pressed, turn);
            }
            Event::InputMethod(event) if state.exposed.has_focus() && self.on_input.is_some() => {
                self.compose(state, event, turn);
            }
            Event::Window(window::Event::Focused) => {
                state.is_window_focused = true;
                self.touched(state, turn);
            }
            Event::Window(window::Event::Unfocused) => {
                state.is_window_focused = false;
                turn.shell.request_redraw();
            }
            Event::Window(window::Event::RedrawRequested(now)) => self.frame(state, *now, turn),
            _ => {}
        }
        self.note_focus(state, turn);
    }

    /// Tidies up when the focus came or went, whoever moved it.
    fn note_focus(&self, state: &mut State, turn: &mut Turn<'_, '_, Message>) {
        let has_focus = state.exposed.has_focus();
        if has_focus == (state.attention != Attention::Away) {
            return;
        }
        if has_focus {
            state.attention = Attention::Here { since: None };
        } else {
            state.attention = Attention::Away;
            state.drag = None;
            self.finish_composing(state, turn);
            state.editor.move_to(state.editor.caret(), false);
        }
        self.touched(state, turn);
    }

    /// Types what is being composed, because nobody will finish it.
    fn finish_composing(&self, state: &mut State, turn: &mut Turn<'_, '_, Message>) {
        state.composed_at = None;
        if let Some(composed) = state.composed.take()
            && !self.type_in(state, &composed.text, turn)
        {
            state.show();
        }
    }

    /// Asks for what a frame needs: the next blink, the input method, going on with a drag beyond the edge.
    fn frame(&self, state: &mut State, now: Instant, turn: &mut Turn<'_, '_, Message>) {
        if !state.exposed.has_focus() || self.on_input.is_none() || !state.is_window_focused {
            return;
        }
        if let Some(next) = state.blink.tick(now) {
            turn.shell.request_redraw_at(next);
        }
        self.drag_beyond(state, now, turn);

        if let Attention::Here { since } = &mut state.attention
            && *since.get_or_insert(now) == now
        {
            turn.shell.request_redraw();
            return;
        }
        let x = self.text_x(state, turn.line) + state.geometry().caret_x(state.caret());
        let cursor = Rectangle { x, width: 1.0, ..turn.line };
        let purpose = if self.secrecy.is_secret() { Purpose::Secure } else { Purpose::Normal };
        // What is being composed is drawn in the line, not over it.
        turn.shell.request_input_method(&InputMethod::<&str>::Enabled { cursor, purpose, preedit: None });
    }

    fn compose(&self, state: &mut State, event: &input_method::Event, turn: &mut Turn<'_, '_, Message>) {
        match event {
            input_method::Event::Opened | input_method::Event::Closed => self.finish_composing(state, turn),
            input_method::Event::Preedit(text, marked) => {
                let before = state.composed.take();
                if !text.is_empty() {
                    state.composed = Some(Composed { text: text.clone(), marked: marked.clone() });
                    state.composed_at = None;
                } else if before.is_some() {
                    state.composed_at = Some(state.editor.selection().start);
                }
            }
            input_method::Event::Commit(text) => {
                state.composed = None;
                turn.shell.capture_event();
                let overtaking = self.select_overtaking(state);
                if self.type_in(state, &[text.as_str(), &overtaking].concat(), turn) {
                    return;
                }
            }
        }
        state.show();
        self.touched(state, turn);
    }

    /// Selects what was typed since the composing ended, if nothing has come of it yet. Over X11 the key that ends the
    /// composing, a blank for example, may arrive before what was composed, but belongs after it.
    fn select_overtaking(&self, state: &mut State) -> String {
        let (place, caret) = (state.composed_at.take(), state.editor.caret());
        let typed =
            place.and_then(|place| state.editor.text().get(place..caret.byte)).unwrap_or_default().to_owned();
        if !typed.is_empty() {
            state.editor.select(Caret::before(caret.byte - typed.len()), caret);
        }
        typed
    }

    /// Does what assistive technology asks for.
    fn answer(&self, state: &mut State, request: &ActionRequest, turn: &mut Turn<'_, '_, Message>) {
        if self.on_input.is_none() {
            return;
        }
        match (request.action, &request.data) {
            (Action::SetValue, Some(ActionData::Value(value))) => {
                let _ = self.enter(state, 0, value, turn, Editor::rewrite);
            }
            (Action::ReplaceSelectedText, Some(ActionData::Value(text))) => self.paste(state, text, turn),
            (Action::SetTextSelection, Some(ActionData::SetTextSelection(selection))) => {
                let line = self.exposed_line(state, turn.line);
                let id = state.exposed.id();
                let at = |position| state.at(Caret::before(line.byte_of(id, position)));
                let (anchor, focus) = (at(selection.anchor), at(selection.focus));
                state.editor.select(anchor, focus);
                self.touched(state, turn);
            }
            _ => {}
        }
    }

    /// Types letters. Tells whether the text changed.
    fn type_in(&self, state: &mut State, text: &str, turn: &mut Turn<'_, '_, Message>) -> bool {
        self.enter(state, self.left(state), text, turn, Editor::type_in)
    }

    fn paste(&self, state: &mut State, text: &str, turn: &mut Turn<'_, '_, Message>) {
        let _ = self.enter(state, self.left(state), text, turn, Editor::paste);
    }

    /// Puts what the field takes of a text where `put` does, beside so many letters that stay, and reports the rest.
    /// Tells whether the text changed.
    fn enter(
        &self,
        state: &mut State,
        held: usize,
        text: &str,
        turn: &mut Turn<'_, '_, Message>,
        put: fn(&mut Editor, &str),
    ) -> bool {
        let (taken, refusal) = self.admit(held, text);
        if let Some(taken) = &taken {
            put(&mut state.editor, taken);
            self.changed(state, turn);
        }
        // An edit ends what was said of the one before, so this is said after it.
        if let (Some(refusal), Some(on_refuse)) = (refusal, &self.on_refuse) {
            turn.shell.publish(on_refuse(refusal));
        }
        taken.is_some()
    }

    /// How many letters stay when the selection is replaced.
    fn left(&self, state: &State) -> usize {
        state.editor.text().chars().count() - state.editor.selected().chars().count()
    }

    /// What the field takes of a text, beside so many letters that it holds, `None` for nothing; and what it refuses.
    fn admit(&self, held: usize, text: &str) -> (Option<String>, Option<Refusal>) {
        let line = one_line(text);
        let (kept, dropped): (String, String) = line.chars().partition(|letter| (self.keep)(*letter));
        if held + kept.chars().count() > self.longest {
            return (None, Some(Refusal::TooLong));
        }
        let is_nothing = kept.is_empty() && !line.is_empty();
        ((!is_nothing).then_some(kept), (!dropped.is_empty()).then_some(Refusal::Letters(dropped)))
    }

    /// The text is another: draws it and says so.
    fn changed(&self, state: &mut State, turn: &mut Turn<'_, '_, Message>) {
        state.show();
        if let Some(on_input) = &self.on_input {
            turn.shell.publish(on_input(state.editor.text().to_owned()));
        }
        self.touched(state, turn);
    }

    /// Something is to be seen: shapes what changed, keeps the caret in view and shows it.
    fn touched(&self, state: &mut State, turn: &mut Turn<'_, '_, Message>) {
        state.shape(turn.face, self.direction(), &self.placeholder);
        state.settle(turn.line.width);
        state.blink.touch();
        turn.shell.request_redraw();
    }

    /// Gives the selection to those who paste with the middle button.
    fn offer_selection(&self, state: &State, turn: &mut Turn<'_, '_, Message>) {
        if !self.secrecy.is_secret() && !state.editor.selection().is_empty() {
            turn.clipboard.write(clipboard::Kind::Primary, state.editor.selected().to_owned());
        }
    }
}

/// A text without line breaks at its ends; those within, like tabs, become spaces; other control characters
/// go.
fn one_line(text: &str) -> String {
    let text = text.trim_matches(['\r', '\n']).replace("\r\n", " ");
    let separate =
        |letter| if matches!(letter, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}') { ' ' } else { letter };
    text.chars().map(separate).filter(|letter| !letter.is_control()).collect()
}
