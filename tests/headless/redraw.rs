//! How much of the window is drawn again for the most frequent change: a typed letter.
//!
//! The cost of a letter depends on the number of drawn pixels (see `widget/backdrop.rs`), so these tests check its speed. The
//! time is measured in `tests/bench`.

use crate::support::desk::{Desk, WIDE};
use crate::support::driver::Driver;

use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use iced::time::Duration;
use iced::{Program, Rectangle, Size};
use nameplate::access::Role;
use nameplate::demo::{Behaviour, Seed};

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
    let bar = Rectangle { x: 0.0, y: save.y - 36.0, width: WIDE.width, height: save.height + 72.0 };
    assert_eq!(redrawn.len(), 2, "{redrawn:?}");
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

#[test]
fn areas_that_are_not_drawn_again_are_correct() {
    let desk = Desk::with(Behaviour::default(), Seed::Reference);
    desk.server.edit("behrooz", |person| person.avatar = None);
    let mut driver = desk.open(Size::new(960.0, 720.0));
    let mut before = driver.screenshot();
    let mut step = |driver: &mut Driver<_>, name: &str| before = driver.screenshot_after(&before, name);
    driver.fill(Role::PasswordInput, "API key", desk.server.key());
    step(&mut driver, "a key");
    driver.press(Role::Button, "Sign in");
    step(&mut driver, "signing in");
    let _ = driver.wait_for(Role::Button, "Change photo");
    step(&mut driver, "signed in");
    driver.press(Role::TextInput, "Username");
    step(&mut driver, "focus");
    driver.type_text("2");
    step(&mut driver, "a letter");
    driver.press(Role::TextInput, "First name");
    step(&mut driver, "another focus");
    driver.type_text("x");
    step(&mut driver, "a letter there");
    driver.key(Named::Backspace, Modifiers::empty());
    step(&mut driver, "and away");
    driver.key(Named::Tab, Modifiers::empty());
    step(&mut driver, "the next field");
    driver.key(Named::Tab, Modifiers::empty());
    step(&mut driver, "a radio button");
    driver.key("s", Modifiers::COMMAND);
    step(&mut driver, "saving");
    driver.wait_for_text("Saved");
    step(&mut driver, "saved");
    driver.fill(Role::TextInput, "Username", "sara_owner");
    step(&mut driver, "a name that is taken");
    driver.press(Role::TextInput, "Last name");
    step(&mut driver, "beside");
    driver.key("s", Modifiers::COMMAND);
    step(&mut driver, "saving again");
    let _ = driver.wait_for(Role::Alert, "user with this username already exists.");
    step(&mut driver, "refused");
    driver.rest();
    step(&mut driver, "at rest");
    driver.press(Role::Button, "Menu");
    step(&mut driver, "the menu");
    driver.key(Named::Escape, Modifiers::empty());
    step(&mut driver, "no menu");
    driver.scroll(120.0);
    step(&mut driver, "scrolled");
}

#[test]
fn a_crop_and_the_page_after_it_are_right() {
    let (desk, mut driver) = at_the_first_name();
    let [width, height] = [400, 300];
    let file = desk.folder.path().join("small.png");
    image::RgbImage::new(width, height).save(&file).unwrap();
    driver.press(Role::Button, "Change photo");
    driver.press(Role::Button, "Other ways");
    driver.fill(Role::TextInput, "Photo path", file.to_str().unwrap());
    driver.key(Named::Enter, Modifiers::empty());
    let _ = driver.wait_for(Role::Button, "Use photo");
    driver.rest();
    let mut before = driver.screenshot();
    driver.key("+", Modifiers::empty());
    driver.rest();
    before = driver.screenshot_after(&before, "zoomed");
    driver.key(Named::Escape, Modifiers::empty());
    let _ = driver.wait_for(Role::TextInput, "First name");
    let _ = driver.screenshot_after(&before, "the page comes back");
}

#[test]
fn moving_parts_are_drawn_in_few_rectangles() {
    let desk = Desk::new();
    let mut driver = desk.open(WIDE);
    driver.fill(Role::TextInput, "Server address", "");
    let appears = redrawn_by(&mut driver, |driver| driver.type_text("m"));
    assert!(appears.len() <= 4, "a line appears under the field: {appears:?}");

    let (_desk, mut driver) = at_the_first_name();
    driver.resize(Size::new(960.0, 560.0));
    let scrolled = redrawn_by(&mut driver, |driver| driver.scroll(60.0));
    assert!((1..=8).contains(&scrolled.len()), "the page was scrolled: {scrolled:?}");
}
