//! The keyboard shortcuts, as a table. The list that F1 shows is made from it.

use iced::keyboard::{self, Key, key::Named};

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shortcut {
    /// Ctrl+S: save.
    Save,
    /// Ctrl+Z where the focused field has nothing to undo.
    Undo,
    /// Ctrl+Shift+Z where the focused field has nothing to redo.
    Redo,
    /// Ctrl+O: choose a photo.
    ChoosePhoto,
    /// Ctrl+V outside of text: paste a photo.
    PastePhoto,
    /// F5: read the profile again.
    Refresh,
    /// Ctrl+Q: quit.
    Quit,
    /// F1: list these.
    Help,
    /// Escape: close the topmost overlay or screen.
    Escape,
}

/// A combination of keys.
#[derive(Debug, Clone, Copy)]
enum Keys {
    /// This key, with or without others.
    Alone(Named),
    /// A letter with Ctrl, Command on macOS.
    Ctrl(char),
    /// A letter with Shift as well.
    CtrlShift(char),
}

/// A line of the table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    shortcut: Shortcut,
    /// The first is shown in the list; the others do the same.
    keys: &'static [Keys],
    /// The id of the sentence that describes it.
    pub(super) words: &'static str,
}

const fn line(shortcut: Shortcut, keys: &'static [Keys], words: &'static str) -> Line {
    Line { shortcut, keys, words }
}

/// Every shortcut with its keys and its words, in the order of the list.
pub(super) const TABLE: [Line; 9] = [
    line(Shortcut::Save, &[Keys::Ctrl('s')], "shortcut-save"),
    line(Shortcut::Undo, &[Keys::Ctrl('z')], "shortcut-undo"),
    line(Shortcut::Redo, &[Keys::CtrlShift('z'), Keys::Ctrl('y')], "shortcut-redo"),
    line(Shortcut::ChoosePhoto, &[Keys::Ctrl('o')], "shortcut-choose-photo"),
    line(Shortcut::PastePhoto, &[Keys::Ctrl('v')], "shortcut-paste-photo"),
    line(Shortcut::Refresh, &[Keys::Alone(Named::F5)], "shortcut-read-again"),
    line(Shortcut::Escape, &[Keys::Alone(Named::Escape)], "shortcut-leave"),
    line(Shortcut::Help, &[Keys::Alone(Named::F1)], "shortcut-list"),
    line(Shortcut::Quit, &[Keys::Ctrl('q')], "shortcut-quit"),
];

impl Shortcut {
    /// The shortcut of a key press. Letters are those of a Latin layout: with a Persian layout Ctrl+S arrives as Ctrl+س.
    pub fn of(event: &keyboard::Event) -> Option<Self> {
        let keyboard::Event::KeyPressed { key, physical_key, modifiers, repeat: false, .. } = event else {
            return None;
        };
        let letter = key.to_latin(*physical_key).map(|letter| letter.to_ascii_lowercase());
        let is_ctrl = modifiers.command() && !modifiers.alt();
        let is_pressed = |keys: &Keys| match *keys {
            Keys::Alone(named) => *key == Key::Named(named),
            Keys::Ctrl(wanted) => is_ctrl && !modifiers.shift() && letter == Some(wanted),
            Keys::CtrlShift(wanted) => is_ctrl && modifiers.shift() && letter == Some(wanted),
        };
        TABLE.iter().find(|line| line.keys.iter().any(is_pressed)).map(|line| line.shortcut)
    }
}

impl Line {
    /// Its keys as they are written in the list.
    pub(super) fn keys(&self) -> String {
        match self.keys {
            [Keys::Alone(Named::Escape), ..] => "Esc".to_owned(),
            [Keys::Alone(named), ..] => format!("{named:?}"),
            [Keys::Ctrl(letter), ..] => format!("Ctrl+{}", letter.to_ascii_uppercase()),
            [Keys::CtrlShift(letter), ..] => format!("Ctrl+Shift+{}", letter.to_ascii_uppercase()),
            [] => String::new(),
        }
    }
}

/// The keys of a shortcut as they are written in the menu.
pub(super) fn keys(shortcut: Shortcut) -> String {
    TABLE.iter().find(|line| line.shortcut == shortcut).map(Line::keys).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Shortcut, TABLE};

    use iced::keyboard::{self, Key, Location, Modifiers, key};

    fn pressed(letter: &str, code: key::Code, modifiers: Modifiers) -> keyboard::Event {
        keyboard::Event::KeyPressed {
            key: Key::Character(letter.into()),
            modified_key: Key::Character(letter.into()),
            physical_key: key::Physical::Code(code),
            location: Location::Standard,
            modifiers,
            text: None,
            repeat: false,
        }
    }

    #[test]
    fn shortcuts_depend_on_the_physical_key() {
        let control = Modifiers::COMMAND;
        let cases = [
            (pressed("s", key::Code::KeyS, control), Some(Shortcut::Save)),
            (pressed("س", key::Code::KeyS, control), Some(Shortcut::Save)),
            (pressed("خ", key::Code::KeyO, control), Some(Shortcut::ChoosePhoto)),
            (pressed("ر", key::Code::KeyV, control), Some(Shortcut::PastePhoto)),
            (pressed("ض", key::Code::KeyQ, control), Some(Shortcut::Quit)),
            (pressed("z", key::Code::KeyZ, control), Some(Shortcut::Undo)),
            (pressed("ظ", key::Code::KeyZ, control), Some(Shortcut::Undo)),
            (pressed("Z", key::Code::KeyZ, control | Modifiers::SHIFT), Some(Shortcut::Redo)),
            (pressed("ك", key::Code::KeyZ, control | Modifiers::SHIFT), Some(Shortcut::Redo)),
            (pressed("y", key::Code::KeyY, control), Some(Shortcut::Redo)),
            (pressed("s", key::Code::KeyS, Modifiers::empty()), None),
            (pressed("s", key::Code::KeyS, control | Modifiers::SHIFT), None),
            (pressed("s", key::Code::KeyS, control | Modifiers::ALT), None),
        ];
        for (event, expected) in cases {
            assert_eq!(Shortcut::of(&event), expected, "{event:?}");
        }
    }

    #[test]
    fn the_list_writes_the_first_keys_of_each() {
        let keys = TABLE.map(|line| line.keys());
        let expected = ["Ctrl+S", "Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+O", "Ctrl+V", "F5", "Esc", "F1", "Ctrl+Q"];
        assert_eq!(keys, expected);
    }
}
