//! All actions with the keyboard only: the pointer never moves in these tests.

use crate::support::desk::{Desk, NARROW, SMALL, WIDE};
use crate::support::driver::{Driver, PATIENCE};

use iced::keyboard::key::{Code, Named, Physical};
use iced::keyboard::{self, Key, Location, Modifiers};
use iced::{Event, Program};
use nameplate::access::Role;
use nameplate::demo::{Behaviour, Effect, Fault, Seed};

const ME: &str = "/api/users/me/";
const NONE: Modifiers = Modifiers::empty();

#[test]
fn signs_in_edits_and_saves() {
    let desk = Desk::with(Behaviour::default(), Seed::Reference);
    let mut driver = desk.open(WIDE);
    assert_focus(&mut driver, Role::PasswordInput, "API key");
    driver.type_text("wrong");
    driver.key(Named::Enter, NONE);
    driver.wait_for_text("does not accept this key");
    assert_focus(&mut driver, Role::PasswordInput, "API key");
    driver.key("a", Modifiers::COMMAND);
    driver.type_text(desk.server.key());
    driver.tab_to(Role::Button, "Sign in");
    driver.key(Named::Space, NONE);
    let _ = driver.wait_for(Role::Button, "Change photo");

    driver.tab_to(Role::TextInput, "First name");
    retype(&mut driver, "Behrooz");
    driver.key(Named::Enter, NONE);
    assert_focus(&mut driver, Role::TextInput, "Last name");
    driver.key(Named::Enter, NONE);
    assert_focus(&mut driver, Role::RadioButton, "Male");
    driver.key(Named::ArrowRight, NONE);
    // One stop for the whole group, and then its way back.
    driver.key(Named::Tab, NONE);
    assert_focus(&mut driver, Role::Button, "Undo Gender");
    driver.key(Named::Tab, Modifiers::SHIFT);
    assert_focus(&mut driver, Role::RadioButton, "Female");
    driver.tab_to(Role::TextInput, "Username");
    for next in ["Mobile number", "Email"] {
        driver.key(Named::Enter, NONE);
        assert_focus(&mut driver, Role::TextInput, next);
    }
    retype(&mut driver, "behrooz@example.com");
    driver.wait_for_text("3 changes");
    driver.tab_to(Role::Button, "Save");
    driver.key(Named::Enter, NONE);
    driver.wait_for_text("Saved");
    let stored = desk.server.user("BehroozGhorbani").or_else(|| desk.server.user("behrooz")).unwrap();
    assert_eq!(stored.first_name.as_deref(), Some("Behrooz"));
    assert_eq!(stored.gender.as_deref(), Some("female"));
    assert_eq!(stored.email.as_deref(), Some("behrooz@example.com"));
}

#[test]
fn signs_in_with_a_password_and_out_again() {
    let desk = Desk::with(Behaviour::default(), Seed::Reference);
    let mut driver = desk.open(WIDE);
    driver.key(Named::Tab, Modifiers::SHIFT);
    assert_focus(&mut driver, Role::RadioButton, "API key");
    driver.key(Named::ArrowRight, NONE);
    assert_focus(&mut driver, Role::RadioButton, "Password");
    driver.key(Named::Tab, NONE);
    driver.type_text("BehroozGhorbani");
    // As everywhere: the name, Tab, the password, Enter.
    driver.key(Named::Tab, NONE);
    driver.type_text("behrooz-pass-1");
    driver.key(Named::Enter, NONE);
    let _ = driver.wait_for(Role::Button, "Change photo");

    driver.tab_to(Role::Button, "Sign out");
    driver.key(Named::Enter, NONE);
    // The way that destroys nothing has the focus.
    assert_focus(&mut driver, Role::Button, "Cancel");
    driver.tab_to(Role::Button, "Sign out");
    driver.key(Named::Enter, NONE);
    let _ = driver.wait_for(Role::PasswordInput, "API key");
}

#[test]
fn discarding_is_done_and_taken_back() {
    let (_desk, mut driver) = Desk::new().signed_in(WIDE);
    driver.tab_to(Role::TextInput, "First name");
    retype(&mut driver, "Behrooz");
    driver.tab_to(Role::Button, "Discard changes");
    driver.key(Named::Space, NONE);
    driver.wait_until_gone(Role::Button, "Save");
    assert_value(&mut driver, "First name", "بهروز");
    driver.wait_for_text("Changes discarded");
    assert_focus(&mut driver, Role::TextInput, "First name");

    // Even that can be taken back: by the key, or by the button until something else is edited.
    driver.key("z", Modifiers::COMMAND);
    assert_value(&mut driver, "First name", "Behrooz");
    assert_focus(&mut driver, Role::TextInput, "First name");
    driver.wait_until_gone(Role::Button, "Undo");
    driver.tab_to(Role::Button, "Discard changes");
    driver.key(Named::Enter, NONE);
    driver.tab_to(Role::Button, "Undo");
    driver.key(Named::Enter, NONE);
    assert_value(&mut driver, "First name", "Behrooz");
    assert_focus(&mut driver, Role::TextInput, "First name");
}

#[test]
fn the_photo_is_chosen_by_its_path_and_removed() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    let before = desk.server.avatar("behrooz");
    let file = desk.picture_file("wide.png", 900, 700);
    driver.tab_to(Role::TextInput, "Last name");
    driver.key("o", Modifiers::COMMAND);
    assert_focus(&mut driver, Role::Button, "Choose a file");
    driver.key(Named::Tab, NONE);
    assert_focus(&mut driver, Role::Button, "Paste");
    driver.key(Named::Tab, NONE);
    assert_focus(&mut driver, Role::Button, "Make one");
    driver.key(Named::Tab, NONE);
    assert_focus(&mut driver, Role::Button, "Other ways");
    driver.key(Named::Enter, NONE);
    assert_focus(&mut driver, Role::TextInput, "Photo path");
    driver.type_text("/nowhere/at/all.jpg");
    driver.key(Named::Enter, NONE);
    driver.wait_for_text("There is no file at this path");
    assert_focus(&mut driver, Role::TextInput, "Photo path");
    retype(&mut driver, file.to_str().unwrap());
    driver.key(Named::Enter, NONE);
    let _ = driver.wait_for(Role::Button, "Use photo");
    driver.tab_to(Role::Button, "Use photo");
    driver.key(Named::Enter, NONE);
    driver.wait_for_text("Photo changed");
    assert_ne!(desk.server.avatar("behrooz"), before);
    assert_focus(&mut driver, Role::TextInput, "Last name");

    driver.tab_to(Role::Button, "Remove photo");
    driver.key(Named::Enter, NONE);
    let _ = driver.wait_for(Role::Image, "No photo");
    assert_eq!(desk.server.avatar("behrooz"), None);
    assert_focus(&mut driver, Role::Button, "Change photo");
}

#[test]
fn the_menu_changes_language_and_theme_and_gives_the_focus_back() {
    let (_desk, mut driver) = Desk::new().signed_in(WIDE);
    driver.tab_to(Role::Button, "Menu");
    driver.key(Named::Enter, NONE);
    assert_focus(&mut driver, Role::Button, "Refresh");
    driver.key(Named::Tab, NONE);
    assert_focus(&mut driver, Role::RadioButton, "English");
    driver.key(Named::Tab, NONE);
    assert_focus(&mut driver, Role::RadioButton, "Light");
    driver.key(Named::ArrowRight, NONE);
    assert_focus(&mut driver, Role::RadioButton, "Dark");
    driver.key(Named::Tab, Modifiers::SHIFT);
    driver.key(Named::ArrowRight, NONE);
    assert_focus(&mut driver, Role::RadioButton, "فارسی");
    // Now everything runs from right to left, the arrows too.
    driver.key(Named::Tab, NONE);
    assert_focus(&mut driver, Role::RadioButton, "تیره");
    driver.key(Named::ArrowLeft, NONE);
    assert_focus(&mut driver, Role::RadioButton, "کنتراست بالا");
    driver.key(Named::Escape, NONE);
    driver.wait_until_gone(Role::RadioButton, "تیره");
    assert_focus(&mut driver, Role::Button, "منو");
}

#[test]
fn arrows_home_and_end_move_in_the_menu_and_choose_nothing() {
    let (_desk, mut driver) = Desk::new().signed_in(WIDE);
    driver.tab_to(Role::Button, "Menu");
    driver.key(Named::Enter, NONE);
    assert_focus(&mut driver, Role::Button, "Refresh");
    let way = [
        (Named::ArrowDown, Role::RadioButton, "English"),
        (Named::ArrowDown, Role::RadioButton, "Light"),
        (Named::ArrowDown, Role::Button, "Shortcuts"),
        (Named::End, Role::Button, "Sign out"),
        (Named::ArrowDown, Role::Button, "Refresh"),
        (Named::ArrowUp, Role::Button, "Sign out"),
        (Named::ArrowUp, Role::Button, "Switch account"),
        (Named::Home, Role::Button, "Refresh"),
        (Named::ArrowDown, Role::RadioButton, "English"),
        (Named::Home, Role::Button, "Refresh"),
    ];
    for (key, role, name) in way {
        driver.key(key, NONE);
        assert_focus(&mut driver, role, name);
    }
    driver.key(Named::Escape, NONE);
    assert_focus(&mut driver, Role::Button, "Menu");
    // Elsewhere the same keys scroll, or do nothing.
    driver.key(Named::ArrowDown, NONE);
    assert_focus(&mut driver, Role::Button, "Menu");
}

#[test]
fn escape_closes_the_top_overlay_and_the_focus_returns() {
    let (_desk, mut driver) = Desk::new().signed_in(WIDE);
    driver.tab_to(Role::TextInput, "Email");
    driver.key("o", Modifiers::COMMAND);
    driver.press(Role::Button, "Other ways");
    driver.key(Named::F1, NONE);
    assert_focus(&mut driver, Role::Button, "Close");
    // Behind a layer the other shortcuts do nothing.
    driver.key("o", Modifiers::COMMAND);
    driver.key(Named::F5, NONE);
    driver.rest();
    assert_focus(&mut driver, Role::Button, "Close");
    driver.key(Named::Escape, NONE);
    assert_focus(&mut driver, Role::TextInput, "Photo path");
    driver.key(Named::Escape, NONE);
    assert_focus(&mut driver, Role::TextInput, "Email");
    driver.key(Named::Escape, NONE);
    driver.rest();
    assert_focus(&mut driver, Role::TextInput, "Email");
}

#[test]
fn the_tab_key_stays_in_a_dialog() {
    let (_desk, mut driver) = Desk::new().signed_in(WIDE);
    driver.key("o", Modifiers::COMMAND);
    let _ = driver.wait_for(Role::Button, "Choose a file");
    let dialog = ["Choose a file", "Paste", "Make one", "Other ways", "Cancel"];
    for turn in [NONE, Modifiers::SHIFT] {
        for _ in 0..7 {
            driver.key(Named::Tab, turn);
            let (_, name) = focus(&mut driver).unwrap();
            assert!(dialog.contains(&name.as_str()), "the focus is on {name:?} behind the dialog");
        }
    }
}

#[test]
fn shortcuts_use_the_position_of_the_key_in_each_layout() {
    for (layout, save, choose, undo, redo) in [("us", "s", "o", "z", "Z"), ("ir", "س", "خ", "ظ", "ك")] {
        let (desk, mut driver) = Desk::new().signed_in(WIDE);
        driver.tab_to(Role::TextInput, "First name");
        retype(&mut driver, "Behrooz");
        place(&mut driver, undo, Code::KeyZ, Modifiers::COMMAND);
        assert_value(&mut driver, "First name", "بهروز");
        place(&mut driver, redo, Code::KeyZ, Modifiers::COMMAND | Modifiers::SHIFT);
        assert_value(&mut driver, "First name", "Behrooz");
        place(&mut driver, save, Code::KeyS, Modifiers::COMMAND);
        driver.wait_for_text("Saved");
        assert_eq!(desk.server.user("behrooz").unwrap().first_name.as_deref(), Some("Behrooz"), "{layout}");
        place(&mut driver, choose, Code::KeyO, Modifiers::COMMAND);
        let _ = driver.wait_for(Role::Button, "Choose a file");
        driver.key(Named::Escape, NONE);
        driver.key(Named::F1, NONE);
        driver.wait_for_text("Choose a photo");
        driver.key(Named::Escape, NONE);
        desk.server.forget_requests();
        driver.key(Named::F5, NONE);
        driver.wait_for_some("a reading", |_| {
            desk.server.requests().iter().any(|request| request.method == "GET").then_some(())
        });
    }
}

#[test]
fn undo_belongs_to_the_field_and_then_to_the_form() {
    let (_desk, mut driver) = Desk::new().signed_in(WIDE);
    driver.tab_to(Role::TextInput, "First name");
    retype(&mut driver, "Behrooz");
    driver.tab_to(Role::RadioButton, "Male");
    driver.key(Named::ArrowRight, NONE);
    driver.tab_to(Role::TextInput, "Email");
    driver.key(Named::End, NONE);
    driver.type_text("x");
    let (before, after) = ("behrooz21@hotmail.com", "behrooz21@hotmail.comx");
    assert_value(&mut driver, "Email", after);
    driver.key("z", Modifiers::COMMAND);
    assert_value(&mut driver, "Email", before);
    driver.key("z", Modifiers::COMMAND);
    assert_focus(&mut driver, Role::RadioButton, "Male");
    driver.key("z", Modifiers::COMMAND);
    assert_focus(&mut driver, Role::TextInput, "First name");
    assert_value(&mut driver, "First name", "بهروز");
    driver.wait_until_gone(Role::Button, "Save");

    // And forth again. The field has no past of its own now.
    driver.key("z", Modifiers::COMMAND | Modifiers::SHIFT);
    assert_value(&mut driver, "First name", "Behrooz");
    driver.key("z", Modifiers::COMMAND | Modifiers::SHIFT);
    assert_focus(&mut driver, Role::RadioButton, "Female");
    driver.wait_for_text("2 changes");
}

#[test]
fn the_focus_stays_when_rows_appear_above() {
    let (desk, mut driver) = Desk::new().signed_in(NARROW);
    driver.tab_to(Role::TextInput, "Mobile number");
    let place = id(&mut driver);
    // The dot and Undo beside the label; the missing item goes from the panel above.
    driver.type_text("0912");
    assert_eq!(id(&mut driver), place);
    driver.wait_until_gone(Role::Button, "Go to Mobile number");
    // What went wrong, and what went well.
    let refusal = Effect::Answer { status: 413, headers: Vec::new(), body: Vec::new() };
    desk.server.fault(Fault::new(refusal).on("PATCH", ME));
    driver.key("s", Modifiers::COMMAND);
    driver.wait_for_text("Nothing was saved.");
    assert_eq!(id(&mut driver), place);
    driver.type_text("1");
    driver.key("s", Modifiers::COMMAND);
    driver.wait_for_text("Saved");
    assert_eq!(id(&mut driver), place);
    assert_focus(&mut driver, Role::TextInput, "Mobile number");
    driver.type_text("2");
    assert_value(&mut driver, "Mobile number", "091212");

    // At the door: the reason stands above the fields.
    let desk = Desk::new();
    let mut driver = desk.open(NARROW);
    driver.type_text("wrong");
    driver.key(Named::Enter, NONE);
    driver.wait_for_text("does not accept this key");
    let place = id(&mut driver);
    driver.type_text("x");
    driver.wait(|tree| tree.all().iter().all(|found| found.role != Role::Alert), PATIENCE);
    assert_eq!(id(&mut driver), place);
    assert_focus(&mut driver, Role::PasswordInput, "API key");
}

#[test]
fn the_tab_key_goes_from_field_to_field_and_then_to_what_is_beside_the_label() {
    for size in [WIDE, NARROW] {
        let (_desk, mut driver) = Desk::new().signed_in(size);
        driver.tab_to(Role::TextInput, "First name");
        retype(&mut driver, "Behrooz");
        driver.tab_to(Role::RadioButton, "Male");
        driver.key(Named::ArrowRight, NONE);
        driver.tab_to(Role::TextInput, "First name");
        for (role, name) in [
            (Role::Button, "Undo First name"),
            (Role::TextInput, "Last name"),
            (Role::RadioButton, "Female"),
            (Role::Button, "Undo Gender"),
            (Role::TextInput, "Username"),
        ] {
            driver.key(Named::Tab, NONE);
            assert_focus(&mut driver, role, name);
        }
        driver.key("o", Modifiers::COMMAND);
        driver.press(Role::Button, "Other ways");
        driver.type_text("/nowhere/at/all.jpg");
        driver.key(Named::Tab, NONE);
        assert_focus(&mut driver, Role::Button, "Open photo path");
    }
}

#[test]
fn after_a_save_by_the_button_the_focus_is_in_the_first_field_that_was_saved() {
    let (_desk, mut driver) = Desk::new().signed_in(WIDE);
    driver.tab_to(Role::TextInput, "First name");
    retype(&mut driver, "Behrooz");
    driver.tab_to(Role::Button, "Save");
    driver.key(Named::Enter, NONE);
    driver.wait_for_text("Saved");
    driver.wait_until_gone(Role::Button, "Save");
    assert_focus(&mut driver, Role::TextInput, "First name");
}

#[test]
fn page_keys_scroll() {
    let (_desk, mut driver) = Desk::new().signed_in(SMALL);
    driver.tab_to(Role::Button, "Menu");
    let top = |driver: &mut Driver<_>| driver.control(Role::TextInput, "First name").bounds.y;
    let start = top(&mut driver);
    driver.key(Named::PageDown, NONE);
    let page = top(&mut driver);
    assert!(page < start - 200.0, "{page} {start}");
    driver.key(Named::End, NONE);
    let end = top(&mut driver);
    assert!(end < page - 200.0, "{end} {page}");
    let last = driver.control(Role::Button, "Sign out").bounds;
    assert!(last.y + last.height <= SMALL.height, "{last:?}");
    driver.key(Named::PageUp, NONE);
    assert!(top(&mut driver) > end + 200.0);
    driver.key(Named::Home, NONE);
    assert_eq!(top(&mut driver), start);
}

/// What has the focus.
pub(super) fn focus<P: Program + 'static>(driver: &mut Driver<P>) -> Option<(Role, String)> {
    let all = driver.tree().all();
    all.into_iter().find(|found| found.states.contains(&"focused")).map(|found| (found.role, found.name))
}

/// Waits for the focus: shortcuts arrive by a detour.
pub(super) fn assert_focus<P: Program + 'static>(driver: &mut Driver<P>, role: Role, name: &str) {
    driver.wait_for_some(&format!("the focus on {role:?} {name:?}"), |driver| {
        (focus(driver) == Some((role, name.to_owned()))).then_some(())
    });
}

pub(super) fn assert_value<P: Program + 'static>(driver: &mut Driver<P>, name: &str, value: &str) {
    driver.wait_for_some(&format!("{value:?} in {name}"), |driver| {
        (driver.value(Role::TextInput, name) == value).then_some(())
    });
}

/// The identity of what has the focus.
fn id<P: Program + 'static>(driver: &mut Driver<P>) -> u64 {
    driver.tree().focus.0
}

pub(super) fn retype<P: Program + 'static>(driver: &mut Driver<P>, text: &str) {
    driver.key("a", Modifiers::COMMAND);
    driver.type_text(text);
}

/// Presses the key at a place of the keyboard, which bears this letter.
fn place<P: Program + 'static>(driver: &mut Driver<P>, letter: &str, code: Code, modifiers: Modifiers) {
    let key = Key::Character(letter.into());
    driver.event(Event::Keyboard(keyboard::Event::ModifiersChanged(modifiers)));
    driver.event(Event::Keyboard(keyboard::Event::KeyPressed {
        key: key.clone(),
        modified_key: key.clone(),
        physical_key: Physical::Code(code),
        location: Location::Standard,
        modifiers,
        text: None,
        repeat: false,
    }));
    driver.event(Event::Keyboard(keyboard::Event::KeyReleased {
        key: key.clone(),
        modified_key: key,
        physical_key: Physical::Code(code),
        location: Location::Standard,
        modifiers,
    }));
    driver.event(Event::Keyboard(keyboard::Event::ModifiersChanged(NONE)));
}
