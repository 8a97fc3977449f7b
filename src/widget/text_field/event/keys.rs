//! Keys of a text field.

use crate::widget::text_field::context::EventContext;
use crate::widget::text_field::edit::Erase;
use crate::widget::text_field::geometry::Caret;

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
pub(super) fn press<Message: Clone>(cx: &mut EventContext<'_, '_, Message>, pressed: &Pressed<'_>) {
    let _ = cx.state.exposed.show_focus();
    let modifiers = cx.state.modifiers;
    let is_done = if modifiers.command() && !modifiers.alt() {
        // By the position of the key, because a Persian layout has other letters there.
        let letter = pressed.key.to_latin(pressed.physical_key).map(|letter| letter.to_ascii_lowercase());
        letter.is_some_and(|letter| shortcut(cx, letter))
    } else {
        false
    };
    if is_done || named(cx, pressed.modified_key) || letters(cx, pressed) {
        cx.shell.capture_event();
    }
}

fn shortcut<Message: Clone>(cx: &mut EventContext<'_, '_, Message>, letter: char) -> bool {
    match letter {
        'a' => {
            cx.state.editor.select_all();
            cx.touched();
            cx.offer_selection();
        }
        'c' => copy(cx),
        'x' => cut(cx),
        // Without text the key is not captured, because a picture may be pasted elsewhere.
        'v' => return paste_standard(cx),
        // Without a step of the field's own the key is not captured.
        'z' if cx.state.modifiers.shift() => return cx.state.editor.redo() && went_back(cx),
        'z' => return cx.state.editor.undo() && went_back(cx),
        'y' => return cx.state.editor.redo() && went_back(cx),
        _ => return false,
    }
    true
}

fn went_back<Message: Clone>(cx: &mut EventContext<'_, '_, Message>) -> bool {
    cx.changed();
    true
}

fn copy<Message: Clone>(cx: &mut EventContext<'_, '_, Message>) {
    if !cx.field.secrecy.is_secret() && !cx.state.editor.selection().is_empty() {
        cx.clipboard.write(Kind::Standard, cx.state.editor.selected().to_owned());
    }
}

fn cut<Message: Clone>(cx: &mut EventContext<'_, '_, Message>) {
    if !cx.field.secrecy.is_secret() && !cx.state.editor.selection().is_empty() {
        copy(cx);
        erase(cx, Erase::LetterAfter);
    }
}

/// Whether there was text to paste.
fn paste_standard<Message: Clone>(cx: &mut EventContext<'_, '_, Message>) -> bool {
    let text = cx.clipboard.read(Kind::Standard).filter(|text| !text.is_empty());
    text.is_some_and(|text| {
        cx.paste(&text);
        true
    })
}

fn erase<Message: Clone>(cx: &mut EventContext<'_, '_, Message>, erase: Erase) {
    if cx.state.editor.erase(erase) {
        cx.changed();
    }
}

fn named<Message: Clone>(cx: &mut EventContext<'_, '_, Message>, key: &Key) -> bool {
    let Key::Named(key) = key else { return false };
    let modifiers = cx.state.modifiers;
    let by_words = modifiers.jump() && !cx.field.secrecy.is_hidden();
    let by_line = modifiers.macos_command() || (modifiers.jump() && cx.field.secrecy.is_hidden());
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
        Named::Enter => return submit(cx),
        Named::Delete if modifiers.shift() => cut(cx),
        Named::Insert if modifiers.shift() => return paste_standard(cx),
        Named::Insert if modifiers.control() => copy(cx),
        Named::Backspace => {
            erase(cx, reach(Erase::LetterBefore, Erase::WordBefore, Erase::LineBefore));
        }
        Named::Delete => {
            erase(cx, reach(Erase::LetterAfter, Erase::WordAfter, Erase::LineAfter));
        }
        Named::ArrowLeft | Named::ArrowRight if modifiers.alt() && !cfg!(target_os = "macos") => {
            return false;
        }
        Named::ArrowLeft => {
            let caret = sideways(cx, false);
            go(cx, caret);
        }
        Named::ArrowRight => {
            let caret = sideways(cx, true);
            go(cx, caret);
        }
        Named::Home => go(cx, Caret::before(0)),
        Named::End => {
            let end = cx.state.editor.text().len();
            go(cx, Caret::before(end));
        }
        _ => return false,
    }
    true
}

fn submit<Message: Clone>(cx: &mut EventContext<'_, '_, Message>) -> bool {
    let message = cx.field.on_submit.clone();
    let is_submitted = message.is_some();
    message.into_iter().for_each(|message| cx.shell.publish(message));
    is_submitted
}

fn go<Message: Clone>(cx: &mut EventContext<'_, '_, Message>, caret: Caret) {
    let is_selecting = cx.state.modifiers.shift();
    cx.state.editor.move_to(caret, is_selecting);
    cx.touched();
    if is_selecting {
        cx.offer_selection();
    }
}

/// The target of an arrow key. Depending on the direction, right on the screen is forward or backward in the text.
fn sideways<Message: Clone>(cx: &EventContext<'_, '_, Message>, to_the_right: bool) -> Caret {
    let modifiers = cx.state.modifiers;
    let geometry = cx.state.geometry();
    let editor = &cx.state.editor;
    let is_forward = to_the_right != geometry.rtl;
    if modifiers.macos_command() || (modifiers.jump() && cx.field.secrecy.is_hidden()) {
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
        let x = |caret| geometry.caret_x(cx.state.place(caret));
        let is_caret = (x(editor.caret()) > x(editor.anchor())) == to_the_right;
        return if is_caret { editor.caret() } else { editor.anchor() };
    }
    cx.state.at(geometry.step(cx.state.caret(), to_the_right))
}

/// Types the text of a key.
fn letters<Message: Clone>(cx: &mut EventContext<'_, '_, Message>, pressed: &Pressed<'_>) -> bool {
    let modifiers = cx.state.modifiers;
    // Control and Alt together are AltGr on Windows; on macOS Alt alone types characters.
    let is_shortcut = modifiers.logo()
        || (modifiers.control() && !modifiers.alt())
        || (modifiers.alt() && !modifiers.control() && !cfg!(target_os = "macos"));
    let Some(text) = pressed.text.filter(|_| !is_shortcut) else { return false };
    if text.is_empty() || text.chars().any(char::is_control) {
        return false;
    }
    let _ = cx.type_in(text);
    true
}
