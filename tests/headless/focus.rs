//! Where the focus stays, where it moves if its control is removed, and that it is visible.

use super::keyboard::{assert_focus, assert_value, focus, retype};
use crate::support::desk::{Desk, NARROW, WIDE};

use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use iced::{Event, Point, Size, mouse};
use nameplate::access::Role;
use nameplate::config::Notice;
use nameplate::demo::{Effect, Fault};

const NONE: Modifiers = Modifiers::empty();

/// Low enough for the save bar to lie over the page.
const LOW: Size = Size::new(600.0, 560.0);

#[test]
fn the_focused_control_is_not_below_floating_areas() {
    let (desk, mut driver) = Desk::new().signed_in(LOW);
    driver.tab_to(Role::TextInput, "First name");
    retype(&mut driver, "Behrooz");
    // With the bar alone, and with a message of three lines over it.
    for is_refused in [false, true] {
        if is_refused {
            let refusal = Effect::Answer { status: 413, headers: Vec::new(), body: Vec::new() };
            desk.server.fault(Fault::new(refusal).on("PATCH", "/api/users/me/"));
            driver.key("s", Modifiers::COMMAND);
            driver.wait_for_text("Nothing was saved.");
        }
        let start = focus(&mut driver);
        loop {
            driver.key(Named::Tab, NONE);
            let tree = driver.tree();
            let stop = tree.all().into_iter().find(|found| found.id == tree.focus).unwrap();
            // Only the bar and its news are above the page.
            let floats = |found: &nameplate::access::Found| {
                found.name == "Save" || found.name.contains("Nothing was saved.")
            };
            let is_floating =
                ["Save", "Discard changes", "Close the message about saving"].contains(&&*stop.name);
            let covers = tree.all().into_iter().filter(floats).map(|found| found.bounds.y);
            let top = covers.fold(LOW.height, f32::min);
            let bottom = stop.bounds.y + stop.bounds.height;
            assert!(is_floating || bottom <= top, "{stop} ends at {bottom}, and {top} is covered");
            if focus(&mut driver) == start {
                break;
            }
        }
    }
    // Even the last of the page can be scrolled out from under them.
    driver.key(Named::End, NONE);
    driver.tab_to(Role::Button, "Menu");
    driver.key(Named::End, NONE);
    let last = driver.control(Role::Button, "Sign out").bounds;
    let news =
        driver.tree().all().into_iter().find(|found| found.name.contains("Nothing was saved.")).unwrap();
    assert!(last.y + last.height <= news.bounds.y, "{last:?} {:?}", news.bounds);
}

#[test]
fn a_bar_that_appears_does_not_cover_the_field_that_is_typed_into() {
    let (_desk, mut driver) = Desk::new().signed_in(Size::new(360.0, 480.0));
    driver.tab_to(Role::TextInput, "Email");
    driver.key(Named::End, NONE);
    driver.type_text("x");
    driver.wait_for_text("1 change");
    driver.rest();
    let (field, bar) =
        (driver.control(Role::TextInput, "Email").bounds, driver.control(Role::Button, "Save").bounds);
    assert!(field.y + field.height <= bar.y, "{field:?} {bar:?}");
}

#[test]
fn typing_brings_the_field_back_into_view() {
    let (_desk, mut driver) = Desk::new().signed_in(LOW);
    driver.tab_to(Role::TextInput, "First name");
    driver.key(Named::PageDown, NONE);
    driver.key(Named::PageDown, NONE);
    assert!(driver.control(Role::TextInput, "First name").bounds.y < 0.0);
    driver.type_text("x");
    let field = driver.control(Role::TextInput, "First name").bounds;
    assert!(field.y > 0.0 && field.y + field.height < LOW.height, "{field:?}");
}

#[test]
fn the_focus_stays_in_its_field_when_the_page_gets_another_shape() {
    let (_desk, mut driver) = Desk::new().signed_in(WIDE);
    driver.tab_to(Role::TextInput, "Username");
    retype(&mut driver, "behrooz");
    for size in [NARROW, WIDE] {
        driver.resize(size);
        assert_focus(&mut driver, Role::TextInput, "Username");
        let field = driver.control(Role::TextInput, "Username").bounds;
        assert!(field.y > 0.0 && field.y + field.height < size.height, "{field:?} is out of sight");
        driver.type_text("1");
    }
    assert_value(&mut driver, "Username", "behrooz11");
}

#[test]
fn the_focus_stays_on_the_crop_when_its_sheet_gets_another_shape() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    let file = desk.picture_file("wide.png", 900, 700);
    driver.key("o", Modifiers::COMMAND);
    driver.press(Role::Button, "Other ways");
    driver.type_text(file.to_str().unwrap());
    driver.key(Named::Enter, NONE);
    for size in [NARROW, WIDE] {
        assert_focus(&mut driver, Role::Image, "Crop");
        driver.resize(size);
    }
    assert_focus(&mut driver, Role::Image, "Crop");
    driver.key("]", NONE);
    driver.wait_for_text("rotated 90° right");
}

#[test]
fn other_buttons_and_the_scroll_bar_leave_the_focus_where_it_is() {
    let (_desk, mut driver) = Desk::new().signed_in(LOW);
    driver.press(Role::TextInput, "First name");
    for button in [mouse::Button::Right, mouse::Button::Back, mouse::Button::Forward] {
        driver.event(Event::Mouse(mouse::Event::ButtonPressed(button)));
        driver.event(Event::Mouse(mouse::Event::ButtonReleased(button)));
        assert_focus(&mut driver, Role::TextInput, "First name");
    }
    driver.click_at(Point::new(LOW.width - 3.0, 120.0));
    assert_focus(&mut driver, Role::TextInput, "First name");
    // A press on nothing takes it.
    driver.click_at(Point::new(4.0, 4.0));
    assert_eq!(focus(&mut driver), None);
}

#[test]
fn the_tab_key_continues_next_to_a_removed_control() {
    let (_desk, mut driver) = Desk::new().signed_in(WIDE);
    driver.tab_to(Role::TextInput, "First name");
    retype(&mut driver, "Behrooz");
    driver.key("s", Modifiers::COMMAND);
    driver.wait_for_text("Saved");
    for (turn, next) in [(NONE, "Menu"), (Modifiers::SHIFT, "Sign out")] {
        driver.type_text("x");
        driver.key("s", Modifiers::COMMAND);
        driver.tab_to(Role::Button, "Close");
        driver.key(Named::Enter, NONE);
        driver.wait_until_gone(Role::Button, "Close");
        assert_eq!(focus(&mut driver), None);
        driver.key(Named::Tab, turn);
        assert_focus(&mut driver, Role::Button, next);
        driver.tab_to(Role::TextInput, "First name");
    }
}

#[test]
fn each_paste_that_loses_characters_is_announced() {
    let (_desk, mut driver) = Desk::new().signed_in(WIDE);
    driver.tab_to(Role::TextInput, "Username");
    let mut told = Vec::new();
    for pasted in ["ab\u{200F}cd", "\u{200F}", "\u{200F}"] {
        driver.set_clipboard(pasted);
        driver.key("v", Modifiers::COMMAND);
        driver.wait_for_text("Invisible characters were removed");
        assert!(driver.description(Role::TextInput, "Username").contains("Invisible characters"));
        let said =
            driver.tree().all().into_iter().find(|found| found.name.starts_with("Invisible characters"));
        told.push(said.unwrap().id);
    }
    assert_value(&mut driver, "Username", "BehroozGhorbaniabcd");
    assert!(told[0] != told[1] && told[1] != told[2], "only something new is announced");
    driver.type_text("e");
    assert!(!driver.description(Role::TextInput, "Username").contains("Invisible characters"));
}

#[test]
fn a_path_keeps_the_marks_that_it_has() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    let file = desk.picture_file("\u{200F}عکس.png", 900, 700);
    driver.key("o", Modifiers::COMMAND);
    driver.press(Role::Button, "Other ways");
    driver.set_clipboard(file.to_str().unwrap());
    driver.key("v", Modifiers::COMMAND);
    driver.key(Named::Enter, NONE);
    let _ = driver.wait_for(Role::Button, "Use photo");
}

#[test]
fn a_notice_is_not_lost_below_an_overlay() {
    let mut desk = Desk::new();
    desk.start.config.notices = vec![Notice::ServerFixed];
    let mut driver = desk.open(WIDE);
    let _ = driver.wait_for(Role::Button, "Close");
    driver.key(Named::F1, NONE);
    driver.rest();
    driver.wait_for_text("administrator");
    assert!(driver.tree().find(Role::Dialog, "Shortcuts").is_none());
}
