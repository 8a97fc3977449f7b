//! How a field looks.

use super::field::{Message, State, caret_x, characters, field, focused, focused_in, window};
use crate::access::tests::window::Window;

use iced::keyboard::key::Named;
use iced::{Event, window};

use std::time::Duration;

#[test]
fn a_text_stands_at_the_side_where_it_is_read_from() {
    for (value, rtl, ltr_only, right) in [
        ("abc", false, false, false),
        ("abc", true, false, false),
        ("abc", true, true, true),
        ("سلام", false, false, true),
        ("سلام", true, false, true),
        ("سلام", false, true, false),
        ("123", true, false, true),
        ("123", false, false, false),
    ] {
        let mut window = focused_in(State { value: value.to_owned(), rtl, ltr_only, ..State::default() });
        let bounds = field(&mut window).bounds;
        let boxes = characters(&mut window);
        let left = boxes.iter().map(|c| c.x).fold(f32::MAX, f32::min) - bounds.x;
        let gap = bounds.x + bounds.width - boxes.iter().map(|c| c.x + c.width).fold(0.0, f32::max);
        assert_eq!(gap < left, right, "{value} {rtl} {ltr_only}: {left} and {gap}");
    }
}

#[test]
fn an_empty_field_shows_its_placeholder_and_its_caret_where_typing_starts() {
    for (rtl, right) in [(false, false), (true, true)] {
        let mut window = focused_in(State { rtl, placeholder: "نام", ..State::default() });
        let with = window.picture();
        let caret = caret_x(&mut window);
        assert_eq!(caret > 120.0, right, "{caret}");
        window.state.placeholder = "";
        window.redraw();
        assert!(window.picture() != with);
    }
}

#[test]
fn a_very_long_text_looks_like_a_long_one() {
    for words in ["lorem ipsum ", "سلام به دنیا ", "Ali علی 123 "] {
        let mut long = focused(&words.repeat(830));
        let mut short = focused(&words.repeat(6));
        for key in [Named::End, Named::Home] {
            long.key(key);
            short.key(key);
            assert!(long.picture() == short.picture(), "{words:?} at its {key:?}");
        }
        long.key(Named::End);
        for n in 0..60 {
            long.key(Named::ArrowLeft);
            long.key(Named::ArrowLeft);
            long.key(Named::ArrowRight);
            let seen = long.picture();
            assert!(seen.chunks(4).any(|pixel| pixel[..3] == [0, 0, 0]), "nothing is drawn after {n} steps");
        }
    }
}

#[test]
fn a_long_text_shows_the_caret_and_without_focus_its_start() {
    for (value, start_is_left) in [("letters ".repeat(20), true), ("حرف‌ها ".repeat(20), false)] {
        let mut window = focused(&value);
        let inside = |window: &mut Window<State, Message>, index: usize| {
            let bounds = field(window).bounds;
            let letter = characters(window)[index];
            letter.x >= bounds.x && letter.x + letter.width <= bounds.x + bounds.width
        };
        let last = characters(&mut window).len() - 2;
        assert!(!inside(&mut window, 0) && inside(&mut window, last), "{start_is_left}: at the end");
        window.key(Named::Home);
        assert!(inside(&mut window, 0) && !inside(&mut window, last), "{start_is_left}: at the start");
        window.key(Named::End);
        window.key(Named::Tab);
        assert!(inside(&mut window, 0), "{start_is_left}: without focus");
    }
}

#[test]
fn the_caret_blinks_and_stops_after_ten_seconds() {
    let mut window = focused("a");
    window.wait(Duration::from_millis(1));
    let start = window.now;
    let window::RedrawRequest::At(next) = window.redraw else { panic!("{:?}", window.redraw) };
    assert!(next > start && next - start <= Duration::from_millis(500));
    let mut on = 0;
    for _ in 0..40 {
        window.wait(Duration::from_millis(250));
        on += u32::from(window.redraw != window::RedrawRequest::Wait);
    }
    assert!(on >= 38, "{on}");
    window.wait(Duration::from_millis(250));
    assert_eq!(window.redraw, window::RedrawRequest::Wait);
    let steady = window.picture();
    window.wait(Duration::from_millis(500));
    assert!(window.picture() == steady);
    // A key restarts the blinking, with a visible caret.
    window.key(Named::Home);
    assert!(matches!(window.redraw, window::RedrawRequest::At(_)));
}

#[test]
fn nothing_blinks_without_focus_or_in_a_window_without() {
    let mut window = window(State::default());
    window.wait(Duration::from_millis(10));
    assert_eq!(window.redraw, window::RedrawRequest::Wait);
    window.key(Named::Tab);
    window.send(&[Event::Window(window::Event::Unfocused)]);
    window.wait(Duration::from_millis(10));
    assert_eq!(window.redraw, window::RedrawRequest::Wait);
    window.send(&[Event::Window(window::Event::Focused)]);
    assert!(matches!(window.redraw, window::RedrawRequest::At(_)));
}

#[test]
fn a_focus_ring_is_drawn_for_keys_and_pointer() {
    let mut window = window(State::default());
    let bounds = field(&mut window).bounds;
    let ring = |window: &mut Window<State, Message>| {
        let picture = window.picture();
        let at = (bounds.center_y() as usize * window.size.width as usize + bounds.x as usize - 3) * 4;
        picture[at..at + 3] != [255, 255, 255]
    };
    assert!(!ring(&mut window));
    window.click(bounds.center_x(), bounds.center_y());
    assert!(ring(&mut window));
    window.click(390.0, 290.0);
    assert!(!ring(&mut window));
    // On from the last focus, and from the end to the start.
    window.key(Named::Tab);
    window.key(Named::Tab);
    assert!(ring(&mut window));
}
