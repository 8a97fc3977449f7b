//! Keys of a text field.

use crate::widget::text_field::edit::Erase;
use crate::widget::text_field::geometry::Caret;
use crate::widget::text_field::turn::Turn;

use iced::advanced::clipboard::Kind;
use iced::keyboard::Key;
use iced::keyboard::key::{Named, Physical};

/// A pressed key.
pub(super) struct Pressed<'a> {
    pub(super) key: &'a Key,
    pub(super) modified_key: &'a Key,
    pub(super) physical_key: Physical,
    /// The text of the key.
    pub(super) text: Option<&'a str>,
}

/// Handles a key.
pub(super) fn press<Message: Clone>(turn: &mut Turn<'_, '_, Message>, pressed: &Pressed<'_>) {
    let _ = turn.state.exposed.show_focus();
    let modifiers = turn.state.modifiers;
    let is_done = if modifiers.command() && !modifiers.alt() {
        // By the position of the key, because a Persian layout has other letters there.
        let letter = pressed.key.to_latin(pressed.physical_key).map(|letter| letter.to_ascii_lowercase());
        letter.is_some_and(|letter| shortcut(turn, letter))
    } else {
        false
    };
    if is_done || named(turn, pressed.modified_key) || letters(turn, pressed) {
        turn.shell.capture_event();
    }
}

fn shortcut<Message: Clone>(turn: &mut Turn<'_, '_, Message>, letter: char) -> bool {
    match letter {
        'a' => {
            turn.state.editor.select_all();
            turn.touched();
            turn.offer_selection();
        }
        'c' => copy(turn),
        'x' => cut(turn),
        // Without text the key is not captured, because a picture may be pasted elsewhere.
        'v' => return paste_standard(turn),
        // Without a step of the field's own the key is not captured.
        'z' if turn.state.modifiers.shift() => return turn.state.editor.redo() && went_back(turn),
        'z' => return turn.state.editor.undo() && went_back(turn),
        'y' => return turn.state.editor.redo() && went_back(turn),
        _ => return false,
    }
    true
}

fn went_back<Message: Clone>(turn: &mut Turn<'_, '_, Message>) -> bool {
    turn.changed();
    true
}

fn copy<Message: Clone>(turn: &mut Turn<'_, '_, Message>) {
    if !turn.field.secrecy.is_secret() && !turn.state.editor.selection().is_empty() {
        turn.clipboard.write(Kind::Standard, turn.state.editor.selected().to_owned());
    }
}

fn cut<Message: Clone>(turn: &mut Turn<'_, '_, Message>) {
    if !turn.field.secrecy.is_secret() && !turn.state.editor.selection().is_empty() {
        copy(turn);
        erase(turn, Erase::LetterAfter);
    }
}

/// Whether there was text to paste.
fn paste_standard<Message: Clone>(turn: &mut Turn<'_, '_, Message>) -> bool {
    let text = turn.clipboard.read(Kind::Standard).filter(|text| !text.is_empty());
    text.is_some_and(|text| {
        turn.paste(&text);
        true
    })
}

fn erase<Message: Clone>(turn: &mut Turn<'_, '_, Message>, erase: Erase) {
    if turn.state.editor.erase(erase) {
        turn.changed();
    }
}

fn named<Message: Clone>(turn: &mut Turn<'_, '_, Message>, key: &Key) -> bool {
    let Key::Named(key) = key else { return false };
    let modifiers = turn.state.modifiers;
    let by_words = modifiers.jump() && !turn.field.secrecy.is_hidden();
    let by_line = modifiers.macos_command() || (modifiers.jump() && turn.field.secrecy.is_hidden());
    let reach = |letter, word, line| {
        if by_line {
            line
        } else if by_words {
            word
        } else {
            letter
        }
    };
    match key {
        Named::Enter => return submit(turn),
        Named::Delete if modifiers.shift() => cut(turn),
        Named::Insert if modifiers.shift() => return paste_standard(turn),
        Named::Insert if modifiers.control() => copy(turn),
        Named::Backspace => {
            erase(turn, reach(Erase::LetterBefore, Erase::WordBefore, Erase::LineBefore));
        }
        Named::Delete => {
            erase(turn, reach(Erase::LetterAfter, Erase::WordAfter, Erase::LineAfter));
        }
        Named::ArrowLeft | Named::ArrowRight if modifiers.alt() && !cfg!(target_os = "macos") => {
            return false;
        }
        Named::ArrowLeft => {
            let caret = sideways(turn, false);
            go(turn, caret);
        }
        Named::ArrowRight => {
            let caret = sideways(turn, true);
            go(turn, caret);
        }
        Named::Home => go(turn, Caret::before(0)),
        Named::End => {
            let end = turn.state.editor.text().len();
            go(turn, Caret::before(end));
        }
        _ => return false,
    }
    true
}

fn submit<Message: Clone>(turn: &mut Turn<'_, '_, Message>) -> bool {
    let message = turn.field.on_submit.clone();
    let is_submitted = message.is_some();
    message.into_iter().for_each(|message| turn.shell.publish(message));
    is_submitted
}

fn go<Message: Clone>(turn: &mut Turn<'_, '_, Message>, caret: Caret) {
    let is_selecting = turn.state.modifiers.shift();
    turn.state.editor.move_to(caret, is_selecting);
    turn.touched();
    if is_selecting {
        turn.offer_selection();
    }
}

/// The target of an arrow key. Depending on the direction, right on the screen is forward or backward in the text.
fn sideways<Message: Clone>(turn: &Turn<'_, '_, Message>, to_the_right: bool) -> Caret {
    let modifiers = turn.state.modifiers;
    let geometry = turn.state.geometry();
    let editor = &turn.state.editor;
    let is_forward = to_the_right != geometry.rtl;
    if modifiers.macos_command() || (modifiers.jump() && turn.field.secrecy.is_hidden()) {
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
        // The end of the selection on the side of the arrow.
        let x = |caret| geometry.caret_x(turn.state.place(caret));
        let is_caret = (x(editor.caret()) > x(editor.anchor())) == to_the_right;
        return if is_caret { editor.caret() } else { editor.anchor() };
    }
    turn.state.at(geometry.step(turn.state.caret(), to_the_right))
}

/// Types the text of a key.
fn letters<Message: Clone>(turn: &mut Turn<'_, '_, Message>, pressed: &Pressed<'_>) -> bool {
    let modifiers = turn.state.modifiers;
    // Control and Alt together are AltGr on Windows; on macOS Alt alone types characters.
    let is_shortcut = modifiers.logo()
        || (modifiers.control() && !modifiers.alt())
        || (modifiers.alt() && !modifiers.control() && !cfg!(target_os = "macos"));
    let Some(text) = pressed.text.filter(|_| !is_shortcut) else { return false };
    if text.is_empty() || text.chars().any(char::is_control) {
        return false;
    }
    let _ = turn.type_in(text);
    true
}
