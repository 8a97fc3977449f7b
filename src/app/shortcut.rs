//! Keys that work everywhere on a screen. The list that F1 shows is made from the same table.

use super::account::Leaving;
use super::layer::Layer;
use super::{App, Message, SignedIn, State};
use crate::editor::Event;
use crate::screen::{self, photo};

use iced::Task;
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
    /// Escape: close what lies on top.
    Escape,
}

/// Every shortcut with its keys and its words, in the order of the list.
pub(super) const TABLE: [(Shortcut, &str, &str); 9] = [
    (Shortcut::Save, "Ctrl+S", "shortcut-save"),
    (Shortcut::Undo, "Ctrl+Z", "shortcut-undo"),
    (Shortcut::Redo, "Ctrl+Shift+Z", "shortcut-redo"),
    (Shortcut::ChoosePhoto, "Ctrl+O", "shortcut-choose-photo"),
    (Shortcut::PastePhoto, "Ctrl+V", "shortcut-paste-photo"),
    (Shortcut::Refresh, "F5", "shortcut-read-again"),
    (Shortcut::Escape, "Esc", "shortcut-leave"),
    (Shortcut::Help, "F1", "shortcut-list"),
    (Shortcut::Quit, "Ctrl+Q", "shortcut-quit"),
];

impl Shortcut {
    /// The shortcut of a key press, by the key's place on a Latin keyboard: under a Persian layout Ctrl+S
    /// arrives as Ctrl+س.
    pub fn of(event: &keyboard::Event) -> Option<Self> {
        let keyboard::Event::KeyPressed { key, physical_key, modifiers, repeat: false, .. } = event else {
            return None;
        };
        match key {
            Key::Named(Named::F1) => Some(Self::Help),
            Key::Named(Named::F5) => Some(Self::Refresh),
            Key::Named(Named::Escape) => Some(Self::Escape),
            key if modifiers.command() && !modifiers.alt() => {
                match (key.to_latin(*physical_key)?.to_ascii_lowercase(), modifiers.shift()) {
                    ('s', false) => Some(Self::Save),
                    ('o', false) => Some(Self::ChoosePhoto),
                    ('v', false) => Some(Self::PastePhoto),
                    ('q', false) => Some(Self::Quit),
                    ('z', false) => Some(Self::Undo),
                    ('z', true) | ('y', false) => Some(Self::Redo),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

impl App {
    pub(super) fn shortcut(&mut self, shortcut: Shortcut) -> Task<Message> {
        match shortcut {
            Shortcut::Quit => self.ask_to_leave(Leaving::Close),
            // They want an answer first, and are said only once.
            Shortcut::Help if matches!(self.layer, Some(Layer::Asking(_) | Layer::Notices(_))) => {
                Task::none()
            }
            Shortcut::Help => {
                self.layer = Some(Layer::Shortcuts);
                Task::none()
            }
            Shortcut::Escape => self.escape(),
            Shortcut::PastePhoto if self.takes_photos() => self.with_photo(screen::Photo::paste),
            Shortcut::PastePhoto => Task::none(),
            // What is under a layer or dialog cannot be seen, so its keys do nothing.
            _ if self.layer.is_some() => Task::none(),
            shortcut => {
                let State::SignedIn(SignedIn { profile, photo: None, renewal: None, .. }) = &self.state
                else {
                    return Task::none();
                };
                if profile.editor().is_asking() {
                    return Task::none();
                }
                match shortcut {
                    Shortcut::Save => self.profile_event(Event::SavePressed),
                    Shortcut::Undo => self.profile_event(Event::SteppedBack),
                    Shortcut::Redo => self.profile_event(Event::SteppedForward),
                    Shortcut::ChoosePhoto => self.profile(screen::profile::Message::ChangePhoto),
                    Shortcut::Refresh
                    | Shortcut::PastePhoto
                    | Shortcut::Quit
                    | Shortcut::Help
                    | Shortcut::Escape => self.profile_event(Event::RefreshPressed),
                }
            }
        }
    }

    /// Closes what lies on top.
    pub(super) fn escape(&mut self) -> Task<Message> {
        if let Some(layer) = self.layer.take() {
            self.layer = layer.below();
            return Task::none();
        }
        match &mut self.state {
            State::SignedIn(SignedIn { renewal: renewal @ Some(_), .. }) => {
                *renewal = None;
                Task::none()
            }
            State::SignedIn(SignedIn { photo: Some(_), .. }) => self.photo(photo::Message::Cancel),
            State::SignedIn(inside) if inside.profile.editor().is_asking() => {
                self.profile_event(Event::Declined)
            }
            State::SignedIn(_) | State::SignedOut(_) => Task::none(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Shortcut;

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
    fn shortcuts_go_by_the_place_of_the_key() {
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
}
