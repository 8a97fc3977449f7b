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
fn the_first_message_is_whole() {
    for (language, size) in [("en", Size::new(360.0, 640.0)), ("fa", Size::new(360.0, 480.0))] {
        let (desk, mut driver) = Desk::new().language(language).signed_in(size);
        driver.fill(Role::TextInput, desk.words("First name", "نام"), "Behrooz");
        let refusal = Effect::Answer { status: 413, headers: Vec::new(), body: Vec::new() };
        desk.server.fault(Fault::new(refusal).on("PATCH", ME));
        driver.key("s", Modifiers::COMMAND);
        let close = desk.words("Close the message about saving", "بستن پیام ذخیره");
        let _ = driver.wait_for(Role::Button, close);
        // With one message and with two.
        for step in ["one", "two"] {
            if step == "two" {
                let gone = Fault::new(Effect::Answer { status: 500, headers: Vec::new(), body: Vec::new() });
                desk.server.fault(gone.on("GET", ME));
                driver.key(Named::F5, NONE);
                let retry = desk.words("Retry refreshing", "تلاش دوباره برای بازخوانی");
                let _ = driver.wait_for(Role::Button, retry);
            }
            driver.settle();
            let _ = driver.picture(&format!("dock-{step}-{language}"));
            let tree = driver.tree();
            let message = tree.all().into_iter().find(|found| found.role == Role::Alert).unwrap().bounds;
            let bar = driver.control(Role::Button, desk.words("Save", "ذخیره")).bounds;
            assert!(message.y > size.height / 3.0, "{step}: {message:?}");
            assert!(message.y + message.height <= bar.y, "{step}: {message:?} {bar:?}");
        }
    }
}

#[test]
fn somebody_who_is_signed_out_is_told_for_as_long_as_it_is_so() {
    for (language, size) in [("en", WIDE), ("fa", Size::new(360.0, 640.0))] {
        let (desk, mut driver) = Desk::new().language(language).signed_in(size);
        driver.rest();
        let refused = || Fault::new(Effect::Answer { status: 401, headers: Vec::new(), body: Vec::new() });
        desk.server.fault(refused().on("GET", ME));
        driver.key(Named::F5, NONE);
        let (key, sign_in) = (desk.words("API key", "کلید API"), desk.words("Sign in", "ورود"));
        let _ = driver.wait_for(Role::PasswordInput, key);
        driver.press(Role::Button, desk.words("Cancel", "لغو"));
        driver.wait_until_gone(Role::PasswordInput, key);
        let said = desk.words("You are signed out.", "از حساب خارج شده‌اید.");
        driver.wait_for_text(said);
        driver.settle();
        let _ = driver.picture(&format!("signed-out-{language}"));
        // It stays while one types, and after the next try.
        driver.fill(Role::TextInput, desk.words("First name", "نام"), "Behrooz");
        driver.wait_for_text(said);
        driver.press(Role::Button, sign_in);
        driver.fill(Role::PasswordInput, key, desk.server.key());
        driver.press(Role::Button, sign_in);
        driver.wait_until_gone(Role::PasswordInput, key);
        let is_said = driver.tree().all().iter().any(|found| found.name.contains(said));
        assert!(!is_said, "{}", driver.tree());
    }
}

#[test]
fn one_thing_that_is_waited_for_is_one_spinner() {
    let mut desk = Desk::new().after_a_visit(WIDE);
    desk.server.fault(Fault::new(Effect::WaitThenAnswer(crate::tree::FOREVER)).on("GET", ME).times(100));
    let mut driver = desk.restart(WIDE);
    driver.press(Role::Button, "Cancel refreshing");
    driver.fill(Role::TextInput, "First name", "Behrooz");
    driver.key("s", Modifiers::COMMAND);
    driver.wait_for_text("Saving…");
    let _ = driver.picture("saving-as-of");
    driver.wait_for_text("As of");
    let tree = driver.tree();
    let busy: Vec<_> = tree.all().into_iter().filter(|found| found.states.contains(&"busy")).collect();
    assert!(busy.is_empty(), "beside the save bar: {busy:?}");
}

#[test]
fn in_the_smallest_windows_it_takes_half_at_most() {
    let size = Size::new(360.0, 640.0);
    let (desk, mut driver) = Desk::new().signed_in(size);
    driver.fill(Role::TextInput, "First name", "Behrooz");
    desk.server.fault(Fault::new(wordy()).on("PATCH", ME));
    driver.press(Role::Button, "Save");
    let close = "Close the message about saving";
    let _ = driver.wait_for(Role::Button, close);
    // Whatever was said does not scroll the page: at half of the height it is still the page that is seen.
    let seen = driver.picture("dock-long");
    let above = Point::new(size.width / 2.0, size.height * 0.5 - 4.0);
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
    // What the server has refused completes nothing.
    let headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
    let body = serde_json::json!({ "mobile_number": ["Not a number."] }).to_string().into_bytes();
    desk.server.fault(Fault::new(Effect::Answer { status: 400, headers, body }).on("PATCH", ME));
    driver.key("s", Modifiers::COMMAND);
    driver.wait_for_text("Not a number.");
    driver.wait_for_text("Profile incomplete");
    driver.fill(Role::TextInput, "Mobile number", "0912 000 0002");
    driver.wait_for_text("Save to complete your profile");
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
