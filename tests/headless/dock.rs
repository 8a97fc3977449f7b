//! The save bar and the messages at the bottom of the page, the menu, and the completion panel during typing.

use crate::support::desk::{Desk, WIDE};
use crate::support::driver::Driver;

use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use iced::{Event, Point, Size, mouse};
use nameplate::access::Role;
use nameplate::demo::{Effect, Fault};
use nameplate::store::Theme;
use nameplate::theme::{self, LIGHT};

const ME: &str = "/api/users/me/";
const NONE: Modifiers = Modifiers::empty();

/// An answer with a long reason, which needs several lines.
fn wordy() -> Effect {
    let body = serde_json::json!({ "detail": "Nothing can be stored today. ".repeat(12) }).to_string();
    let headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
    Effect::Answer { status: 400, headers, body: body.into_bytes() }
}

#[test]
fn the_page_is_not_visible_through_the_dock() {
    for (size, name) in [(Size::new(360.0, 640.0), "dock-small"), (Size::new(960.0, 640.0), "dock-wide")] {
        let (desk, mut driver) = Desk::new().signed_in(size);
        driver.fill(Role::TextInput, "First name", "Behrooz");
        desk.server.fault(Fault::new(wordy()).on("PATCH", ME));
        driver.press(Role::Button, "Save");
        let close = "Close the message about saving";
        let _ = driver.wait_for(Role::Button, close);
        let seen = driver.picture(name);
        let (message, save) =
            (driver.control(Role::Button, close).bounds, driver.control(Role::Button, "Save").bounds);
        // Between the two, and from the bar to the edge of the window, there is the colour of the page alone.
        let x = save.x + save.width - 1.0;
        let gap = save.y - theme::space::S - theme::size::HALO - theme::space::XS;
        for y in [gap, size.height - 2.0, size.height - theme::space::S] {
            let found = seen.color_at(Point::new(x, y)).into_rgba8();
            let is_page = found == LIGHT.bg.into_rgba8();
            assert!(is_page, "{name}: {found:?} at {x}, {y}; {message:?}, {save:?}");
        }
        // What is under it cannot be pressed.
        let before = driver.tree();
        driver.click_at(Point::new(save.x - 12.0, size.height - 4.0));
        assert_eq!(driver.tree().all().len(), before.all().len());
    }
}

#[test]
fn in_the_smallest_windows_it_takes_a_quarter() {
    let size = Size::new(360.0, 640.0);
    let (desk, mut driver) = Desk::new().signed_in(size);
    driver.fill(Role::TextInput, "First name", "Behrooz");
    desk.server.fault(Fault::new(wordy()).on("PATCH", ME));
    driver.press(Role::Button, "Save");
    let close = "Close the message about saving";
    let _ = driver.wait_for(Role::Button, close);
    // Whatever was said does not scroll the page: at three quarters of the height it is still the page that is seen.
    let seen = driver.screenshot();
    let above = Point::new(size.width / 2.0, size.height * 0.75 - 4.0);
    let (page, sheet) = (LIGHT.danger_soft.into_rgba8(), seen.color_at(above).into_rgba8());
    assert_ne!(sheet, page, "the message reaches higher");
    driver.tab_to(Role::Button, close);
    driver.key(Named::Enter, NONE);
    driver.wait_until_gone(Role::Button, close);
}

#[test]
fn one_cause_is_one_message() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    driver.fill(Role::TextInput, "First name", "Behrooz");
    let gone = || Fault::new(Effect::DropBeforeStoring).times(60);
    desk.server.fault(gone());
    let count = |driver: &mut Driver<_>| {
        let tree = driver.tree();
        tree.all().into_iter().filter(|found| found.role == Role::Alert).count()
    };
    driver.key("s", Modifiers::COMMAND);
    let _ = driver.wait_for(Role::Button, "Close the message about saving");
    driver.key(Named::F5, NONE);
    let _ = driver.wait_for(Role::Button, "Close the message about refreshing");
    assert_eq!(count(&mut driver), 1);
    driver.key("s", Modifiers::COMMAND);
    let _ = driver.wait_for(Role::Button, "Close the message about saving");
    assert_eq!(count(&mut driver), 1);
    assert_eq!(driver.value(Role::TextInput, "First name"), "Behrooz");
}

#[test]
fn a_success_message_ends_with_the_next_edit_or_after_a_moment() {
    let (_desk, mut driver) = Desk::new().signed_in(WIDE);
    driver.fill(Role::TextInput, "First name", "Behrooz");
    driver.key("s", Modifiers::COMMAND);
    driver.wait_for_text("Saved");
    driver.wait_until_gone(Role::Status, "Saved");
    driver.fill(Role::TextInput, "First name", "Sara");
    driver.key("s", Modifiers::COMMAND);
    driver.wait_for_text("Saved");
    driver.fill(Role::TextInput, "First name", "S");
    assert!(driver.tree().find(Role::Button, "Undo").is_none(), "that of the save is over");
}

#[test]
fn the_panel_says_what_saving_will_do() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    driver.wait_for_text("Profile incomplete");
    driver.wait_for_text("1 item missing:");
    driver.fill(Role::TextInput, "Mobile number", "0912 letters");
    driver.wait_for_text("A mobile number cannot contain letters.");
    driver.wait_for_text("Save to complete your profile");
    let _ = driver.picture("completion-will-come");
    driver.fill(Role::TextInput, "Mobile number", "0912 000 0002");
    driver.key("s", Modifiers::COMMAND);
    driver.wait_for_text("Profile complete");
    driver.fill(Role::TextInput, "Email", "");
    driver.fill(Role::TextInput, "Last name", "");
    driver.wait_for_text("Save to see whether it is still complete");
    driver.wait_for_text("2 items missing:");
    driver.assert_shows(&[(Role::Button, "Go to Email"), (Role::Button, "Go to Last name")]);
    let _ = driver.picture("completion-may-end");
    drop(desk);
}

#[test]
fn the_menu_shows_keys_and_one_row_of_colours() {
    for (language, theme, size) in [
        ("en", Theme::Light, WIDE),
        ("fa", Theme::Dark, WIDE),
        ("en", Theme::HighContrast, WIDE),
        ("fa", Theme::Light, Size::new(360.0, 640.0)),
    ] {
        let (desk, mut driver) = Desk::new().language(language).theme(theme).signed_in(size);
        let menu = driver.control(Role::Button, desk.words("Menu", "منو")).bounds;
        driver.point_at(menu.center());
        let _ = driver.picture(&format!("menu-button-{language}-{}", size.width));
        driver.event(Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)));
        driver.event(Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left)));
        let picture = driver.picture(&format!("menu-{language}-{:?}-{}", theme, size.width));
        for keys in ["F5", "F1"] {
            assert!(picture.texts.iter().any(|text| text.content == keys), "{keys}");
        }
        let rows =
            [("Same as the system", "مطابق سیستم"), ("Light", "روشن"), ("High contrast", "کنتراست بالا")];
        let rows = rows.map(|(en, fa)| driver.control(Role::RadioButton, desk.words(en, fa)).bounds.y);
        assert!(rows.iter().all(|y| *y == rows[0]), "{rows:?}");
    }
}
