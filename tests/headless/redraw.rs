//! How much of the window is drawn again, for what happens most: a letter.
//!
//! Pixels are what a letter costs (see `widget/drawn.rs`): these are the tests of its speed. How long it takes is
//! measured in `tests/bench`.

use crate::support::desk::{Desk, WIDE};
use crate::support::driver::Driver;

use iced::time::Duration;
use iced::{Program, Rectangle};
use nameplate::access::Role;

#[test]
fn a_letter_redraws_the_letters_beside_it() {
    let (_desk, mut driver) = at_the_first_name();
    driver.type_text("n");
    let redrawn = redrawn_by(&mut driver, |driver| driver.type_text("n"));
    let field = driver.control(Role::TextInput, "First name").bounds;
    assert!(!redrawn.is_empty());
    for part in redrawn {
        assert!(part.is_within(&field), "{part:?} is not in the field at {field:?}");
        assert!(part.width < 60.0, "{part:?} is more than a few letters");
    }
}

#[test]
fn the_first_letter_redraws_its_field_and_the_save_bar() {
    let (_desk, mut driver) = at_the_first_name();
    let redrawn = redrawn_by(&mut driver, |driver| driver.type_text("n"));
    // The label above, with the dot and the way back, belongs to the field.
    let mut field = driver.control(Role::TextInput, "First name").bounds.expand(8.0);
    field = Rectangle { y: field.y - 30.0, height: field.height + 30.0, ..field };
    let save = driver.control(Role::Button, "Save").bounds;
    let bar = Rectangle { x: 0.0, y: save.y - 30.0, width: WIDE.width, height: save.height + 60.0 };
    assert_eq!(redrawn.len(), 2);
    for part in redrawn {
        assert!(
            part.is_within(&field) || part.is_within(&bar),
            "{part:?} is neither in {field:?} nor in {bar:?}"
        );
    }
}

#[test]
fn a_caret_redraws_itself() {
    let (_desk, mut driver) = at_the_first_name();
    let redrawn = redrawn_by(&mut driver, |driver| driver.advance(Duration::from_millis(600)));
    assert_eq!(redrawn.len(), 1, "it went out");
    assert!(redrawn[0].width < 8.0 && redrawn[0].height < 30.0, "{redrawn:?}");
}

/// A person who is about to type.
fn at_the_first_name() -> (Desk, Driver<impl Program>) {
    // Without a photo, which would come some time later.
    let desk = Desk::new();
    desk.server.edit("behrooz", |person| person.avatar = None);
    let (desk, mut driver) = desk.signed_in(WIDE);
    driver.press(Role::TextInput, "First name");
    driver.rest();
    (desk, driver)
}

fn redrawn_by<P: Program + 'static>(
    driver: &mut Driver<P>,
    act: impl FnOnce(&mut Driver<P>),
) -> Vec<Rectangle> {
    let before = driver.screenshot();
    act(driver);
    driver.screenshot().redrawn_after(&before)
}
