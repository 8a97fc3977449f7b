//! The messages and the accessibility nodes of a field, and requests of assistive technology.

use super::field::{State, field, focused, focused_in, selection, window};
use crate::access::Role;
use crate::widget::text_field::Secrecy;

use accesskit::{Action, ActionData, NodeId, TextPosition, TextSelection};
use iced::Event;
use iced::advanced::input_method;
use iced::advanced::widget::operation;
use iced::keyboard::Modifiers;
use iced::keyboard::key::{Code, Named};

use std::time::Duration;

#[test]
fn a_secret_shows_bullets_and_gives_nothing_away() {
    let mut window = focused_in(State { secrecy: Secrecy::Hidden, ..State::default() });
    window.write("pa👨‍👩‍👧‍👦");
    let found = field(&mut window);
    let letters = window.state.value.chars().count();
    assert_eq!((found.role, found.value.as_deref()), (Role::PasswordInput, Some("••••••••")));
    assert!(letters > 3);
    let tree = format!("{:?}", window.tree().nodes);
    assert!(!tree.contains("pa") || !tree.contains('👨'), "{tree}");

    window.shortcut("a", Code::KeyA, Modifiers::CTRL);
    window.shortcut("c", Code::KeyC, Modifiers::CTRL);
    window.shortcut("x", Code::KeyX, Modifiers::CTRL);
    assert_eq!((&window.clipboard.standard, &window.clipboard.primary), (&None, &None));
    assert_eq!(selection(&mut window), (0, 8), "of the mask, whose length is no secret");
    window.key(Named::End);
    window.key(Named::Backspace);
    assert_eq!(window.state.value, "pa");
    window.key_with(Named::ArrowLeft, Modifiers::CTRL);
    assert_eq!(selection(&mut window), (0, 0));

    let hidden = window.picture();
    window.state.secrecy = Secrecy::Shown;
    window.redraw();
    assert!(window.picture() != hidden, "the letters are to be seen");
    let shown = field(&mut window);
    assert_eq!(
        (shown.role, shown.value.as_deref(), shown.id),
        (Role::PasswordInput, Some("••••••••"), found.id)
    );
    assert!(shown.states.contains(&"focused"));
    let tree = format!("{:?}", window.tree().nodes);
    assert!(!tree.contains("pa\""), "{tree}");
    window.shortcut("a", Code::KeyA, Modifiers::CTRL);
    window.shortcut("c", Code::KeyC, Modifiers::CTRL);
    assert_eq!((&window.clipboard.standard, &window.clipboard.primary), (&None, &None));
    assert_eq!(selection(&mut window), (0, 8));

    // It stays secret: undo does not restore it.
    window.key(Named::Home);
    window.write("x");
    window.shortcut("z", Code::KeyZ, Modifiers::CTRL);
    assert_eq!(window.state.value, "xpa");
}

#[test]
fn nothing_that_is_told_of_a_secret_depends_on_its_length() {
    for secrecy in [Secrecy::Hidden, Secrecy::Shown] {
        let told = |secret: &str, back: usize| {
            let mut window = focused_in(State { secrecy, ..State::default() });
            window.write(secret);
            for _ in 0..back {
                window.key(Named::ArrowLeft);
            }
            let found = field(&mut window);
            let nodes = window.tree().nodes.into_iter().map(|(_, node)| node);
            let runs: Vec<_> = nodes.filter(|node| node.role() == Role::TextRun).collect();
            (found.value, selection(&mut window), format!("{runs:?}"))
        };
        assert_eq!(told("ab", 0), told("a much longer secret", 0));
        assert_eq!(told("ab", 1), told("a much longer secret", 7), "with the caret inside");
        assert_eq!(told("ab", 2), told("abc", 3), "with the caret in front");
        assert_ne!(told("", 0), told("a", 0));
    }
}

#[test]
fn what_is_composed_is_shown_and_then_typed() {
    let mut window = focused("به|");
    window.key(Named::Backspace);
    window.send(&[Event::InputMethod(input_method::Event::Opened), compose("رو")]);
    assert_eq!(window.state.value, "به");
    assert_eq!(field(&mut window).value.as_deref(), Some("بهرو"));
    assert_eq!(selection(&mut window), (4, 4));
    let underlined = window.picture();
    window.send(&[compose(""), Event::InputMethod(input_method::Event::Commit("روز".to_owned()))]);
    assert_eq!(window.state.value, "بهروز");
    assert!(window.picture() != underlined);

    window.shortcut("a", Code::KeyA, Modifiers::CTRL);
    window.send(&[compose("x")]);
    assert_eq!(field(&mut window).value.as_deref(), Some("x"));
    window.send(&[Event::InputMethod(input_method::Event::Closed)]);
    assert_eq!(window.state.value, "x", "the input method went, and what it showed is there");
}

#[test]
fn what_is_composed_stays_in_its_field() {
    let mut window = focused("به");
    assert!(!window.has_input_method, "asked for in the first frame");
    window.wait(Duration::from_millis(1));
    assert!(window.has_input_method);
    window.send(&[compose("رو")]);

    window.key(Named::Tab);
    assert_eq!((window.focused().as_str(), window.state.value.as_str()), ("Other", "بهرو"));
    assert!(!window.has_input_method, "goes on composing in another field");
    window.wait(Duration::from_millis(1));
    assert!(window.has_input_method);
    window.send(&[compose("ز"), Event::InputMethod(input_method::Event::Commit("زد".to_owned()))]);
    assert_eq!((window.state.value.as_str(), window.state.other.as_str()), ("بهرو", "زد"));
}

#[test]
fn a_key_that_overtakes_what_was_composed_comes_after_it() {
    for (value, typed, committed, expected) in
        [("ab", " ", "한", "ab한 "), ("ab", "", "한", "ab한"), ("ab", ".!", "한글", "ab한글.!")]
    {
        let mut window = focused(value);
        window.send(&[compose("하"), compose("")]);
        window.write(typed);
        let commit = Event::InputMethod(input_method::Event::Commit(committed.to_owned()));
        window.send(&[compose(""), commit.clone()]);
        assert_eq!(window.state.value, expected);
        // The next composed text is at the caret.
        window.write("c");
        window.send(&[commit]);
        assert_eq!(window.state.value, format!("{expected}c{committed}"));
    }
    // A cancelled text leaves nothing.
    let mut window = focused("ab");
    window.send(&[compose("ㅎ"), compose("")]);
    window.write(" ");
    window.send(&[compose("ㅎ"), Event::InputMethod(input_method::Event::Commit("하".to_owned()))]);
    assert_eq!(window.state.value, "ab 하");
}

fn compose(text: &str) -> Event {
    Event::InputMethod(input_method::Event::Preedit(text.to_owned(), Some(text.len()..text.len())))
}

#[test]
fn the_program_may_tidy_what_is_typed() {
    let mut window = focused_in(State { digits: true, ..State::default() });
    window.write("۰۹");
    window.key(Named::ArrowLeft);
    window.write("۱۲");
    assert_eq!(window.state.value, "0129");
    assert_eq!(selection(&mut window), (3, 3));
}

#[test]
fn a_value_that_the_program_sets_is_taken_over() {
    let mut window = focused("typed");
    window.state.value = "set".to_owned();
    window.redraw();
    assert_eq!(field(&mut window).value.as_deref(), Some("set"));
    window.write("!");
    assert_eq!(window.state.value, "set!");
}

#[test]
fn assistive_technology_is_told_everything_and_may_write() {
    let mut window =
        focused_in(State { value: "سارا Ahmadi".to_owned(), error: Some("Taken"), ..State::default() });
    let found = field(&mut window);
    assert_eq!(
        found.to_string(),
        "TextInput \"Name\" = \"سارا Ahmadi\" (Taken) [focused, invalid, required]"
    );
    let tree = window.tree();
    let runs: Vec<&accesskit::Node> = tree
        .nodes
        .iter()
        .filter(|(id, node)| node.role() == Role::TextRun && id.0 > found.id.0 && id.0 < found.id.0 + 100)
        .map(|(_, node)| node)
        .collect();
    let texts: Vec<_> = runs.iter().map(|run| run.value().unwrap()).collect();
    assert_eq!(texts.concat(), "سارا Ahmadi");
    assert_eq!(runs[0].text_direction(), Some(accesskit::TextDirection::RightToLeft));
    assert_eq!(runs[0].character_lengths()[..4], [2, 2, 2, 2]);

    let position =
        |run: u64, character_index| TextPosition { node: NodeId(found.id.0 + 1 + run), character_index };
    let chosen = TextSelection { anchor: position(0, 1), focus: position(1, 3) };
    window.request(found.id, Action::SetTextSelection, Some(ActionData::SetTextSelection(chosen)));
    assert_eq!(selection(&mut window), (1, 5 + 3));
    window.request(found.id, Action::ReplaceSelectedText, Some(ActionData::Value("X".into())));
    assert_eq!(window.state.value, "سXadi");
    window.request(found.id, Action::SetValue, Some(ActionData::Value("نو\n".into())));
    assert_eq!(window.state.value, "نو");
    assert_eq!(selection(&mut window), (2, 2));
}

/// A run's lengths, which are bytes in a `u8`, add up to its text and end between letters, or AccessKit panics.
#[test]
fn a_letter_under_hundreds_of_marks_is_told_as_several() {
    for value in [format!("a{}b", "\u{301}".repeat(300)), format!("س{}ل", "\u{64E}".repeat(300))] {
        let mut window = focused(&value);
        let found = field(&mut window);
        let tree = window.tree();
        let run = &tree.nodes.iter().find(|(_, node)| node.role() == Role::TextRun).unwrap().1;
        assert_eq!(run.value(), Some(&*value));
        let lengths = run.character_lengths();
        assert_eq!(lengths.iter().map(|length| usize::from(*length)).sum::<usize>(), value.len());
        assert!(lengths.len() > 3 && lengths.len() == run.character_widths().unwrap().len());
        let mut byte = 0;
        for length in lengths {
            byte += usize::from(*length);
            assert!(value.is_char_boundary(byte));
        }
        // The last letter is still found by its number.
        let last = TextPosition { node: NodeId(found.id.0 + 1), character_index: lengths.len() - 1 };
        let chosen = TextSelection { anchor: last, focus: last };
        window.request(found.id, Action::SetTextSelection, Some(ActionData::SetTextSelection(chosen)));
        window.write("x");
        let end = value.char_indices().next_back().unwrap().0;
        assert_eq!(window.state.value, format!("{}x{}", &value[..end], &value[end..]));
    }
}

/// iced counts in graphemes.
#[test]
fn operations_select_graphemes() {
    let mut window = focused("می‌شود");
    window.operate(&mut operation::text_input::select_range::<()>("name".into(), 1, 3));
    assert_eq!(selection(&mut window), (1, 3));
    window.write("x");
    assert_eq!(window.state.value, "مxود");
    window.operate(&mut operation::text_input::move_cursor_to::<()>("name".into(), 2));
    window.write("y");
    assert_eq!(window.state.value, "مxyود");
}

#[test]
fn a_disabled_field_takes_nothing() {
    let mut window = window(State { value: "a".to_owned(), disabled: true, ..State::default() });
    let found = field(&mut window);
    assert!(found.states.contains(&"disabled"));
    window.click(found.bounds.center_x(), found.bounds.center_y());
    window.write("x");
    window.request(found.id, Action::SetValue, Some(ActionData::Value("x".into())));
    assert_eq!(window.state.value, "a");
    window.key(Named::Tab);
    assert_eq!(window.focused(), "Other");
}
