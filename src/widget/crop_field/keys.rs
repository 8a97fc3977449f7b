//! The keys of the crop field. In a layout without Latin letters, a key is recognised by its position.

use super::gesture::Act;
use crate::access::named_key;

use iced::keyboard::key::{Code, Named, Physical};
use iced::keyboard::{self, Key, Modifiers};

/// How far an arrow key moves the square, in percent of its side, without and with Shift.
const STEP: i8 = 1;
const LONG_STEP: i8 = 10;

/// The action of a key in the field.
pub(super) fn act(event: &keyboard::Event) -> Option<Act> {
    let keyboard::Event::KeyPressed { key, modified_key, physical_key, modifiers, repeat, .. } = event else {
        return None;
    };
    act_of(key, modified_key, *physical_key, *modifiers).filter(|act| !*repeat || repeats(*act))
}

/// Whether the action repeats while its key is held.
fn repeats(act: Act) -> bool {
    matches!(act, Act::Move(..) | Act::ZoomIn | Act::ZoomOut | Act::Undo | Act::Redo)
}

fn act_of(key: &Key, modified: &Key, physical: Physical, modifiers: Modifiers) -> Option<Act> {
    if modifiers.alt() || modifiers.logo() && !modifiers.command() {
        return None;
    }
    let letter = key.to_latin(physical);
    if modifiers.command() {
        return match (letter?.to_ascii_lowercase(), modifiers.shift()) {
            ('z', false) => Some(Act::Undo),
            ('z', true) | ('y', false) => Some(Act::Redo),
            _ => None,
        };
    }
    let step = if modifiers.shift() { LONG_STEP } else { STEP };
    match named_key(key, modified) {
        Some(Named::ArrowLeft) => return Some(Act::Move(-step, 0)),
        Some(Named::ArrowRight) => return Some(Act::Move(step, 0)),
        Some(Named::ArrowUp) => return Some(Act::Move(0, -step)),
        Some(Named::ArrowDown) => return Some(Act::Move(0, step)),
        Some(Named::Enter) => return Some(Act::Accept),
        _ => {}
    }
    if let Key::Character(sign) = modified
        && let Some(act) = sign_act(sign)
    {
        return Some(act);
    }
    match (letter, physical) {
        (Some('f' | 'F'), _) => Some(Act::Flip),
        (Some('c' | 'C'), _) => Some(Act::Centre),
        (Some('+' | '='), _) => Some(Act::ZoomIn),
        (Some('-'), _) => Some(Act::ZoomOut),
        // In some Latin layouts the keys next to P have letters such as å and ü, and there are no bracket keys.
        (_, Physical::Code(Code::BracketLeft)) => Some(Act::RotateLeft),
        (_, Physical::Code(Code::BracketRight)) => Some(Act::RotateRight),
        (_, Physical::Code(Code::Digit0 | Code::Numpad0)) => Some(Act::Reset),
        (_, Physical::Code(Code::Equal | Code::NumpadAdd)) => Some(Act::ZoomIn),
        (_, Physical::Code(Code::Minus | Code::NumpadSubtract)) => Some(Act::ZoomOut),
        _ => None,
    }
}

/// The action of a character, at any position on the keyboard.
fn sign_act(sign: &str) -> Option<Act> {
    match sign {
        "+" | "=" => Some(Act::ZoomIn),
        "-" | "_" | "−" => Some(Act::ZoomOut),
        "[" => Some(Act::RotateLeft),
        "]" => Some(Act::RotateRight),
        "0" | "۰" | "٠" => Some(Act::Reset),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Act, act_of};

    use iced::keyboard::key::{Code, Named, NativeCode, Physical};
    use iced::keyboard::{Key, Modifiers};

    #[test]
    fn keys_are_recognised_by_character_or_position() {
        let none = Modifiers::empty();
        let unknown = Physical::Unidentified(NativeCode::Unidentified);
        let at = Physical::Code;
        // The key, its character with modifiers, its position, the modifiers.
        let cases = [
            ("f", "f", unknown, none, Some(Act::Flip)),
            ("ب", "ب", at(Code::KeyF), none, Some(Act::Flip)),
            ("c", "c", unknown, none, Some(Act::Centre)),
            ("ز", "ز", at(Code::KeyC), none, Some(Act::Centre)),
            ("c", "c", unknown, Modifiers::COMMAND, None),
            ("[", "[", at(Code::BracketLeft), none, Some(Act::RotateLeft)),
            ("ج", "ج", at(Code::BracketLeft), none, Some(Act::RotateLeft)),
            ("چ", "چ", at(Code::BracketRight), none, Some(Act::RotateRight)),
            ("=", "+", at(Code::Equal), Modifiers::SHIFT, Some(Act::ZoomIn)),
            ("=", "=", at(Code::Equal), none, Some(Act::ZoomIn)),
            ("+", "+", at(Code::NumpadAdd), none, Some(Act::ZoomIn)),
            ("-", "-", at(Code::Minus), none, Some(Act::ZoomOut)),
            ("۰", "۰", at(Code::Digit0), none, Some(Act::Reset)),
            ("0", "0", unknown, none, Some(Act::Reset)),
            ("z", "z", unknown, Modifiers::COMMAND, Some(Act::Undo)),
            ("ظ", "ظ", at(Code::KeyZ), Modifiers::COMMAND, Some(Act::Undo)),
            ("z", "Z", unknown, Modifiers::COMMAND | Modifiers::SHIFT, Some(Act::Redo)),
            ("f", "f", unknown, Modifiers::COMMAND, None),
            ("f", "f", unknown, Modifiers::ALT, None),
            ("x", "x", unknown, none, None),
        ];
        for (key, modified, place, modifiers, expected) in cases {
            let [pressed, modified] = [key, modified].map(|text| Key::Character(text.into()));
            assert_eq!(act_of(&pressed, &modified, place, modifiers), expected, "{key} {modifiers:?}");
        }
        for (named, modifiers, expected) in [
            (Named::ArrowLeft, none, Some(Act::Move(-1, 0))),
            (Named::ArrowDown, Modifiers::SHIFT, Some(Act::Move(0, 10))),
            (Named::Enter, none, Some(Act::Accept)),
            (Named::Escape, none, None),
            (Named::Tab, none, None),
        ] {
            let key = Key::Named(named);
            assert_eq!(act_of(&key, &key, unknown, modifiers), expected, "{named:?}");
        }
    }
}
