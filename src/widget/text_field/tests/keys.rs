//! Keys and the clipboard in a field.

use super::field::{Message, State, caret_x, characters, focused, focused_in, selection};
use crate::access::tests::window::Window;

use iced::keyboard::Modifiers;
use iced::keyboard::key::{Code, Named};

#[test]
fn what_is_typed_is_sent_and_the_caret_follows() {
    let mut window = focused("");
    window.write("سلام");
    assert_eq!(window.state.value, "سلام");
    assert_eq!(selection(&mut window), (4, 4));
    window.key(Named::Home);
    window.write("\u{200C}x");
    window.key(Named::Delete);
    assert_eq!(window.state.value, "\u{200C}xلام");
    window.key(Named::Enter);
    assert_eq!(window.state.log, ["submitted"]);
}

#[test]
fn letters_with_shortcut_keys_type_nothing() {
    let mut window = focused("");
    for modifiers in [Modifiers::CTRL, Modifiers::ALT, Modifiers::LOGO] {
        window.hold(modifiers);
        window.write("sس");
    }
    assert_eq!(window.state.value, "");
    window.hold(Modifiers::SHIFT);
    window.write("S");
    assert_eq!(window.state.value, "S");
}

#[test]
fn arrows_go_the_way_they_point() {
    // "Ali علی": from the left end, every step to the right moves the caret to the right on the screen.
    for (value, home_is_left) in [("abc", true), ("سلام", false), ("Ali علی", true), ("علی Ali", false)]
    {
        let mut window = focused(value);
        window.key(Named::Home);
        let count = value.chars().count();
        let key = if home_is_left { Named::ArrowRight } else { Named::ArrowLeft };
        for _ in 0..count {
            window.key(key);
        }
        let boxes = characters(&mut window);
        let edge = if home_is_left {
            boxes.iter().map(|c| c.x + c.width).fold(0.0, f32::max)
        } else {
            boxes.iter().map(|c| c.x).fold(f32::MAX, f32::min)
        };
        let pixel = caret_x(&mut window);
        assert!((pixel - edge).abs() <= 1.5, "{value}: caret at {pixel}, edge at {edge}");
    }
}

#[test]
fn shift_selects_and_an_arrow_leaves_at_that_side() {
    for (value, key, expected) in [
        ("سلام", Named::ArrowRight, 0),
        ("سلام", Named::ArrowLeft, 2),
        ("abcd", Named::ArrowRight, 2),
        ("abcd", Named::ArrowLeft, 0),
    ] {
        let mut window = focused(value);
        window.key(Named::Home);
        let forward = if value == "abcd" { Named::ArrowRight } else { Named::ArrowLeft };
        window.key_with(forward, Modifiers::SHIFT);
        window.key_with(forward, Modifiers::SHIFT);
        assert_eq!(selection(&mut window), (0, 2));
        window.key(key);
        assert_eq!(selection(&mut window), (expected, expected), "{value} {key:?}");
    }
}

#[test]
fn control_jumps_over_words_the_way_it_points() {
    let mut window = focused("یک دو three");
    window.key(Named::Home);
    window.key_with(Named::ArrowLeft, Modifiers::CTRL);
    assert_eq!(selection(&mut window), (2, 2));
    window.key_with(Named::ArrowLeft, Modifiers::CTRL | Modifiers::SHIFT);
    assert_eq!(selection(&mut window), (2, 5));
    window.key_with(Named::ArrowRight, Modifiers::CTRL);
    assert_eq!(selection(&mut window), (3, 3));
    window.key_with(Named::Delete, Modifiers::CTRL);
    assert_eq!(window.state.value, "یک  three");
}

#[test]
fn shortcuts_work_under_latin_and_persian_layouts() {
    for [a, c, x, v, z] in [["a", "c", "x", "v", "z"], ["ش", "ز", "ط", "ر", "ظ"]] {
        let mut window = focused("متن");
        let press = |window: &mut Window<State, Message>, letter, code| {
            window.shortcut(letter, code, Modifiers::CTRL);
        };
        press(&mut window, a, Code::KeyA);
        press(&mut window, c, Code::KeyC);
        assert_eq!(window.clipboard.standard.as_deref(), Some("متن"));
        window.key(Named::End);
        press(&mut window, v, Code::KeyV);
        assert_eq!(window.state.value, "متنمتن");
        press(&mut window, a, Code::KeyA);
        press(&mut window, x, Code::KeyX);
        assert_eq!((window.state.value.as_str(), window.clipboard.standard.as_deref()), ("", Some("متنمتن")));
        press(&mut window, z, Code::KeyZ);
        press(&mut window, z, Code::KeyZ);
        assert_eq!(window.state.value, "متن");
        window.shortcut(z, Code::KeyZ, Modifiers::CTRL | Modifiers::SHIFT);
        assert_eq!(window.state.value, "متنمتن");
    }
}

#[test]
fn a_pasted_text_is_one_line() {
    let mut window = focused("");
    for (pasted, expected) in
        [("one\r\ntwo\n", "one two"), ("\n\na\tb\u{7}", "a b"), ("می\u{200C}خ", "می\u{200C}خ")]
    {
        window.clipboard.standard = Some(pasted.to_owned());
        window.shortcut("a", Code::KeyA, Modifiers::CTRL);
        window.shortcut("v", Code::KeyV, Modifiers::CTRL);
        assert_eq!(window.state.value, expected);
    }
}

#[test]
fn letters_that_do_not_belong_are_dropped_and_said() {
    let mut window = focused_in(State { plain: true, ..State::default() });
    window.write("\u{200F}");
    window.clipboard.standard = Some("\u{202A}ali\u{202C}".to_owned());
    window.shortcut("v", Code::KeyV, Modifiers::CTRL);
    assert_eq!(window.state.value, "ali");
    assert_eq!(window.state.log, ["Letters(\"\\u{200f}\")", "Letters(\"\\u{202a}\\u{202c}\")"]);
}

#[test]
fn what_is_too_long_is_refused_whole() {
    let mut window = focused_in(State { longest: 5, ..State::default() });
    window.write("abc");
    window.clipboard.standard = Some("def".to_owned());
    window.shortcut("v", Code::KeyV, Modifiers::CTRL);
    assert_eq!((window.state.value.as_str(), window.state.log.len()), ("abc", 1));
    window.write("de");
    window.write("f");
    assert_eq!(
        (window.state.value.as_str(), window.state.log.as_slice()),
        ("abcde", ["TooLong", "TooLong"].map(str::to_owned).as_slice())
    );
    window.shortcut("a", Code::KeyA, Modifiers::CTRL);
    window.shortcut("v", Code::KeyV, Modifiers::CTRL);
    assert_eq!(window.state.value, "def");
}

#[test]
fn ten_thousand_letters_can_be_edited() {
    let mut window = focused(&"سلام Ali ".repeat(1_100));
    window.write("x");
    assert!(window.state.value.ends_with('x'));
    let letters = window.state.value.chars().count();
    window.key(Named::Backspace);
    assert_eq!(window.state.value.chars().count(), letters - 1);
}
