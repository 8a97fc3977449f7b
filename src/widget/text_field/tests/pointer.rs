//! The pointer in a field.

use super::field::{caret_x, characters, field, focused, selection};

use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use iced::mouse;

use std::time::Duration;

#[test]
fn a_click_puts_the_caret_between_the_nearest_letters() {
    for value in ["hello", "سلام", "Ali علی 123", "نمی‌دانم"] {
        let mut window = focused(value);
        for index in 0..characters(&mut window).len() {
            let letter = characters(&mut window)[index];
            if letter.width < 2.0 {
                continue;
            }
            for share in [0.2, 0.8] {
                let x = letter.x + letter.width * share;
                // First somewhere else, or it would be a double click.
                window.click(390.0, 290.0);
                window.click(x, letter.center_y());
                let edge = if share < 0.5 { letter.x } else { letter.x + letter.width };
                window.point(390.0, 290.0);
                let caret = caret_x(&mut window);
                assert!(
                    (caret - edge).abs() <= 1.5,
                    "{value}, letter {index}: caret at {caret}, edge at {edge}"
                );
            }
        }
    }
}

#[test]
fn two_clicks_select_a_word_and_three_everything() {
    let mut window = focused("one دوتا three");
    let letter = characters(&mut window)[5];
    window.click(letter.center_x(), letter.center_y());
    window.click(letter.center_x(), letter.center_y());
    assert_eq!(selection(&mut window), (4, 8));
    window.click(letter.center_x(), letter.center_y());
    assert_eq!(selection(&mut window), (0, 14));
}

#[test]
fn dragging_selects_and_offers_the_selection() {
    let mut window = focused("سلام دنیا");
    let boxes = characters(&mut window);
    window.point(boxes[0].x + boxes[0].width, boxes[0].center_y());
    window.hold_button(mouse::Button::Left);
    window.point(boxes[3].x, boxes[3].center_y());
    window.release_button(mouse::Button::Left);
    assert_eq!(selection(&mut window), (0, 4));
    assert_eq!(window.clipboard.primary.as_deref(), Some("سلام"));
    window.point(boxes[8].x - 1.0, boxes[8].center_y());
    assert_eq!(selection(&mut window), (0, 4));

    window.hold(Modifiers::SHIFT);
    window.click(boxes[8].x - 1.0, boxes[8].center_y());
    assert_eq!(selection(&mut window), (0, 9));
}

#[test]
fn the_middle_button_pastes_where_it_is() {
    let mut window = focused("ab");
    window.clipboard.primary = Some("X".to_owned());
    let second = characters(&mut window)[1];
    window.point(second.x, second.center_y());
    window.hold_button(mouse::Button::Middle);
    window.release_button(mouse::Button::Middle);
    assert_eq!(window.state.value, "aXb");
}

#[test]
fn dragging_beyond_the_edge_goes_on() {
    let mut window = focused(&"letters ".repeat(20));
    window.key(Named::Home);
    let y = field(&mut window).bounds.center_y();
    window.point(100.0, y);
    window.hold_button(mouse::Button::Left);
    window.point(350.0, y);
    let (_, first) = selection(&mut window);
    for _ in 0..50 {
        window.wait(Duration::from_millis(50));
    }
    let (_, last) = selection(&mut window);
    assert!(last > first + 20, "{first} to {last}");
}
