//! A window that changes its size: the focus stays on its control, and a field keeps its editing state.
//!
//! This is a sample: each stop of the Tab key in each state is tested with some of the widths, in random order. The random
//! numbers are the same in each run.

use super::keyboard::{assert_focus, assert_value, focus};
use crate::support::desk::Desk;
use crate::support::driver::Driver;

use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use iced::{Program, Size};
use nameplate::access::Role;
use nameplate::demo::{Effect, Fault};
use nameplate::store::Account;
use nameplate::theme::size;

const NONE: Modifiers = Modifiers::empty();

/// Room for everything, so that nothing is found only after scrolling.
const HEIGHT: f32 = 1000.0;

/// How many widths each stop goes through.
const SAMPLES: usize = 8;

/// Widths on both sides of each at which the layout changes, and some beyond.
fn widths() -> Vec<f32> {
    let bounds = [size::COMPACT, size::TWO_FIELDS, size::NARROW];
    let around = bounds.into_iter().flat_map(|bound| [bound - 1.0, bound]);
    [360.0, 420.0, 960.0, 1600.0].into_iter().chain(around).collect()
}

/// Numbers that look like chance (Numerical Recipes' generator).
struct Dice(u32);

impl Dice {
    fn roll<T: Copy>(&mut self, sides: &[T]) -> T {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        sides[(self.0 >> 8) as usize % sides.len()]
    }
}

/// Takes every stop of the Tab key through other widths.
fn examine<P: Program + 'static>(driver: &mut Driver<P>, state: &str) {
    let (widths, mut dice) = (widths(), Dice(7));
    let mut seen = Vec::new();
    loop {
        driver.key(Named::Tab, NONE);
        let Some(stop) = focus(driver) else { panic!("{state}: the Tab key leads nowhere") };
        if seen.contains(&stop) {
            break;
        }
        let mut way = Vec::new();
        for _ in 0..SAMPLES {
            let width = dice.roll(&widths);
            way.push(width);
            driver.resize(Size::new(width, HEIGHT));
            let (role, name) = &stop;
            let is_there = driver.tree().find(*role, name).is_some();
            let now = focus(driver);
            assert!(
                now.as_ref() == Some(&stop) || (!is_there && now.is_none()),
                "{state}: the focus went from {stop:?} to {now:?} on the way {way:?}"
            );
        }
        seen.push(stop);
    }
    assert!(seen.len() > 1, "{state}: only {seen:?}");
}

#[test]
fn at_the_door() {
    let account = Account {
        origin: "https://hr.techcorp.com".to_owned(),
        address: String::new(),
        capital_gender: false,
        identity: nameplate::profile::Identity::new(nameplate::profile::IdentityKind::Id, "7").unwrap(),
        name: "Alexandra Thompson".to_owned(),
        active: false,
    };
    let desk = Desk::new().knowing(vec![account]);
    let mut driver = desk.open(Size::new(960.0, HEIGHT));
    examine(&mut driver, "the door with a key");
    driver.press(Role::RadioButton, "Password");
    examine(&mut driver, "the door with a password");
}

#[test]
fn on_the_profile_and_over_it() {
    for language in ["en", "fa"] {
        let (desk, mut driver) = Desk::new().language(language).signed_in(Size::new(960.0, HEIGHT));
        driver.fill(Role::TextInput, desk.words("First name", "نام"), "Behrooz");
        driver.fill(Role::TextInput, desk.words("Email", "ایمیل"), "b");
        driver
            .press(Role::Button, desk.words("Show details of Administrators", "نمایش جزئیات Administrators"));
        examine(&mut driver, "the profile with edits");
        driver.key("q", Modifiers::COMMAND);
        examine(&mut driver, "the question before the end");
        driver.key(Named::Escape, NONE);
        driver.press(Role::Button, desk.words("Discard changes", "صرف‌نظر از تغییرات"));
        examine(&mut driver, "the question before edits are discarded");
        driver.key(Named::Escape, NONE);
        driver.press(Role::Button, desk.words("Menu", "منو"));
        examine(&mut driver, "the menu");
    }
}

#[test]
fn on_the_photo_screen() {
    let (desk, mut driver) = Desk::new().signed_in(Size::new(960.0, HEIGHT));
    driver.press(Role::Button, "Change photo");
    examine(&mut driver, "the ways to a photo");
    driver.press(Role::Button, "Make one");
    driver.rest();
    examine(&mut driver, "making a picture");
    driver.press(Role::Button, "Cancel");
    let file = desk.picture_file("wide.png", 900, 700);
    driver.press(Role::Button, "Other ways");
    driver.fill(Role::TextInput, "Photo path", file.to_str().unwrap());
    driver.key(Named::Enter, NONE);
    let _ = driver.wait_for(Role::Button, "Use photo");
    driver.rest();
    examine(&mut driver, "the crop");
}

/// What was seen: with edits, Ctrl+Q and a narrower window, Enter lost the edits.
#[test]
fn enter_in_a_window_that_got_narrower_loses_no_edits() {
    let (_desk, mut driver) = Desk::new().signed_in(Size::new(960.0, HEIGHT));
    driver.fill(Role::TextInput, "First name", "Behrooz");
    driver.key("q", Modifiers::COMMAND);
    assert_focus(&mut driver, Role::Button, "Cancel");
    driver.resize(Size::new(400.0, HEIGHT));
    assert_focus(&mut driver, Role::Button, "Cancel");
    driver.key(Named::Enter, NONE);
    driver.wait_until_gone(Role::Button, "Close without saving");
    assert!(driver.is_open());
    assert_value(&mut driver, "First name", "Behrooz");
    assert_focus(&mut driver, Role::TextInput, "First name");
}

#[test]
fn a_field_keeps_its_caret_and_undo_history() {
    let (_desk, mut driver) = Desk::new().signed_in(Size::new(960.0, HEIGHT));
    let mut dice = Dice(3);
    for name in ["First name", "Last name", "Username", "Mobile number", "Email"] {
        driver.fill(Role::TextInput, name, "");
        driver.type_text("1245");
        driver.key(Named::ArrowLeft, NONE);
        driver.key(Named::ArrowLeft, NONE);
        driver.resize(Size::new(dice.roll(&widths()), HEIGHT));
        driver.type_text("3");
        assert_value(&mut driver, name, "12345");
        // The same field on the other side of each bound.
        for width in [360.0, 1600.0] {
            driver.resize(Size::new(width, HEIGHT));
            assert_focus(&mut driver, Role::TextInput, name);
        }
        driver.key("z", Modifiers::COMMAND);
        assert_value(&mut driver, name, "1245");
        driver.key("z", Modifiers::COMMAND | Modifiers::SHIFT);
        assert_value(&mut driver, name, "12345");
    }
}

#[test]
fn controls_that_come_and_go_do_not_move_the_focus() {
    let (desk, mut driver) = Desk::new().signed_in(Size::new(500.0, HEIGHT));
    driver.fill(Role::TextInput, "First name", "Behrooz");
    for (role, name) in [
        (Role::Button, "Menu"),
        (Role::Button, "Remove photo"),
        (Role::RadioButton, "Male"),
        (Role::Button, "Undo First name"),
        (Role::Button, "Discard changes"),
    ] {
        driver.tab_to(role, name);
        // Over the page a message, and in the line at the top what goes on and its end.
        desk.server.fault(Fault::new(Effect::DropBeforeStoring).on("GET", "/api/users/me/").times(3));
        driver.key(Named::F5, NONE);
        let _ = driver.wait_for(Role::Button, "Retry refreshing");
        assert_focus(&mut driver, role, name);
        driver.key(Named::F5, NONE);
        driver.wait_until_gone(Role::Button, "Retry refreshing");
        driver.rest();
        assert_focus(&mut driver, role, name);
    }
}

#[test]
fn without_a_target_the_focus_stays_in_its_field() {
    let (_desk, mut driver) = Desk::new().signed_in(Size::new(960.0, HEIGHT));
    driver.fill(Role::TextInput, "Last name", "G");
    driver.tab_to(Role::Button, "Undo Last name");
    driver.key(Named::Enter, NONE);
    driver.wait_until_gone(Role::Button, "Undo Last name");
    assert_focus(&mut driver, Role::TextInput, "Last name");
}
