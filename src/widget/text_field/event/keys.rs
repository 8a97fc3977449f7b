//! What a text field does with keys.

use super::Turn;
use crate::widget::text_field::TextField;
use crate::widget::text_field::edit::Erase;
use crate::widget::text_field::geometry::Caret;
use crate::widget::text_field::state::State;

use iced::advanced::clipboard::Kind;
use iced::keyboard::Key;
use iced::keyboard::key::{Named, Physical};

/// A key that went down.
pub(in crate::widget::text_field) struct Pressed<'a> {
    pub(super) key: &'a Key,
    pub(super) modified_key: &'a Key,
    pub(super) physical_key: Physical,
    /// What the key types.
    pub(super) text: Option<&'a str>,
}

impl<Message: Clone> TextField<'_, Message> {
    pub(super) fn press_key(
        &self,
        state: &mut State,
        pressed: &Pressed<'_>,
        turn: &mut Turn<'_, '_, Message>,
    ) {
        let _ = state.exposed.show_focus();
        let modifiers = state.modifiers;
        let is_done = if modifiers.command() && !modifiers.alt() {
            // By the place of the key, since a Persian layout has other letters there.
            let letter = pressed.key.to_latin(pressed.physical_key).map(|letter| letter.to_ascii_lowercase());
            letter.is_some_and(|letter| self.shortcut(state, letter, turn))
        } else {
            false
        };
        if is_done || self.named(state, pressed.modified_key, turn) || self.letters(state, pressed, turn) {
            turn.shell.capture_event();
        }
    }

    fn shortcut(&self, state: &mut State, letter: char, turn: &mut Turn<'_, '_, Message>) -> bool {
        match letter {
            'a' => {
                state.editor.select_all();
                self.touched(state, turn);
                self.offer_selection(state, turn);
            }
            'c' => self.copy(state, turn),
            'x' => self.cut(state, turn),
            // What is no text is left to the program: a picture may be pasted elsewhere.
            'v' => return self.paste_standard(state, turn),
            // What is not in the field's own past is left to the program.
            'z' if state.modifiers.shift() => return state.editor.redo() && self.went_back(state, turn),
            'z' => return state.editor.undo() && self.went_back(state, turn),
            'y' => return state.editor.redo() && self.went_back(state, turn),
            _ => return false,
        }
        true
    }

    fn went_back(&self, state: &mut State, turn: &mut Turn<'_, '_, Message>) -> bool {
        self.changed(state, turn);
        true
    }

    fn copy(&self, state: &State, turn: &mut Turn<'_, '_, Message>) {
        if !self.secrecy.is_secret() && !state.editor.selection().is_empty() {
            turn.clipboard.write(Kind::Standard, state.editor.selected().to_owned());
        }
    }

    fn cut(&self, state: &mut State, turn: &mut Turn<'_, '_, Message>) {
        if !self.secrecy.is_secret() && !state.editor.selection().is_empty() {
            self.copy(state, turn);
            self.erase(state, Erase::LetterAfter, turn);
        }
    }

    /// Whether there was text to paste.
    fn paste_standard(&self, state: &mut State, turn: &mut Turn<'_, '_, Message>) -> bool {
        let text = turn.clipboard.read(Kind::Standard).filter(|text| !text.is_empty());
        text.is_some_and(|text| {
            self.paste(state, &text, turn);
            true
        })
    }

    fn erase(&self, state: &mut State, erase: Erase, turn: &mut Turn<'_, '_, Message>) {
        if state.editor.erase(erase) {
            self.changed(state, turn);
        }
    }

    fn named(&self, state: &mut State, key: &Key, turn: &mut Turn<'_, '_, Message>) -> bool {
        let Key::Named(key) = key else { return false };
        let modifiers = state.modifiers;
        let by_words = modifiers.jump() && !self.secrecy.is_hidden();
        let by_line = modifiers.macos_command() || (modifiers.jump() && self.secrecy.is_hidden());
        let erase = |letter, word, line| {
            if by_line {
                line
            } else if by_words {
                word
            } else {
                letter
            }
        };
        match key {
            Named::Enter => return self.submit(turn),
            Named::Delete if modifiers.shift() => self.cut(state, turn),
            Named::Insert if modifiers.shift() => return self.paste_standard(state, turn),
            Named::Insert if modifiers.control() => self.copy(state, turn),
            Named::Backspace => {
                let erase = erase(Erase::LetterBefore, Erase::WordBefore, Erase::LineBefore);
                self.erase(state, erase, turn);
            }
            Named::Delete => {
                let erase = erase(Erase::LetterAfter, Erase::WordAfter, Erase::LineAfter);
                self.erase(state, erase, turn);
            }
            Named::ArrowLeft | Named::ArrowRight if modifiers.alt() && !cfg!(target_os = "macos") => {
                return false;
            }
            Named::ArrowLeft => self.go(state, self.sideways(state, false), turn),
            Named::ArrowRight => self.go(state, self.sideways(state, true), turn),
            Named::Home => self.go(state, Caret::before(0), turn),
            Named::End => self.go(state, Caret::before(state.editor.text().len()), turn),
            _ => return false,
        }
        true
    }

    fn submit(&self, turn: &mut Turn<'_, '_, Message>) -> bool {
        let message = self.on_submit.clone();
        let is_submitted = message.is_some();
        message.into_iter().for_each(|message| turn.shell.publish(message));
        is_submitted
    }

    fn go(&self, state: &mut State, caret: Caret, turn: &mut Turn<'_, '_, Message>) {
        let is_selecting = state.modifiers.shift();
        state.editor.move_to(caret, is_selecting);
        self.touched(state, turn);
        if is_selecting {
            self.offer_selection(state, turn);
        }
    }

    /// Where an arrow key leads: to the right on the screen is on in the text, or back.
    fn sideways(&self, state: &State, to_the_right: bool) -> Caret {
        let modifiers = state.modifiers;
        let geometry = state.geometry();
        let editor = &state.editor;
        let is_forward = to_the_right != geometry.rtl;
        if modifiers.macos_command() || (modifiers.jump() && self.secrecy.is_hidden()) {
            return Caret::before(if is_forward { editor.text().len() } else { 0 });
        }
        if modifiers.jump() {
            let byte = editor.caret().byte;
            return if is_forward {
                Caret::before(editor.word_end(byte))
            } else {
                Caret::after(editor.word_start(byte))
            };
        }
        if !editor.selection().is_empty() && !modifiers.shift() {
            // The end of the selection on that side.
            let x = |caret| geometry.caret_x(state.place(caret));
            let is_caret = (x(editor.caret()) > x(editor.anchor())) == to_the_right;
            return if is_caret { editor.caret() } else { editor.anchor() };
        }
        state.at(geometry.step(state.caret(), to_the_right))
    }

    /// Types what the key types.
    fn letters(&self, state: &mut State, pressed: &Pressed<'_>, turn: &mut Turn<'_, '_, Message>) -> bool {
        let modifiers = state.modifiers;
        // Both together are AltGr on Windows; Alt alone types on macOS.
        let is_shortcut = modifiers.logo()
            || (modifiers.control() && !modifiers.alt())
            || (modifiers.alt() && !modifiers.control() && !cfg!(target_os = "macos"));
        let Some(text) = pressed.text.filter(|_| !is_shortcut) else { return false };
        if text.is_empty() || text.chars().any(char::is_control) {
            return false;
        }
        let _ = self.type_in(state, text, turn);
        true
    }
}
