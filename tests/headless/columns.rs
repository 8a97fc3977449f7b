//! The profile in two columns and in one: what stays, what comes and goes, and what is marked.

use crate::support::desk::{Desk, NARROW, WIDE};
use crate::support::driver::Driver;

use iced::{Color, Point, Program, Size};
use nameplate::access::Role;
use nameplate::app;
use nameplate::demo::{Effect, Fault};
use serde_json::json;

/// A name that no two lines hold.
const LONG: &str =
    "Johann Gambolputty de von Ausfern Schplenden Schlitter Crasscrenbon Fried Digger Dangle Dungle";

#[test]
fn a_window_opens_so_that_the_example_fits_without_scrolling() {
    for language in ["en", "fa"] {
        let desk = Desk::new().language(language);
        let size = Program::window(&app::application(desk.start.clone())).unwrap().size;
        let (desk, mut driver) = desk.signed_in(size);
        let (first, last) = (desk.words("First name", "نام"), desk.words("Sign out", "خروج از حساب"));
        let place = |driver: &mut Driver<_>| driver.control(Role::TextInput, first).bounds;
        let before = place(&mut driver);
        driver.point_at(Point::new(size.width / 2.0, size.height / 2.0));
        driver.scroll(500.0);
        assert_eq!(place(&mut driver), before, "{language}: it scrolls");
        let last = driver.control(Role::Button, last).bounds;
        assert!(last.y + last.height <= size.height, "{language}");
        let _ = driver.picture(&format!("profile-{language}-opens"));
    }
}

#[test]
fn the_card_of_the_person_stays_while_the_form_scrolls() {
    let (_desk, mut driver) = Desk::new().signed_in(Size::new(960.0, 620.0));
    let card = driver.control(Role::Button, "Change photo").bounds;
    let form = driver.control(Role::TextInput, "First name").bounds;
    driver.point_at(Point::new(640.0, 300.0));
    driver.scroll(60.0);
    assert_eq!(driver.control(Role::Button, "Change photo").bounds, card);
    assert_eq!(driver.control(Role::TextInput, "First name").bounds.y, form.y - 60.0);
    // It is pressed where it is seen.
    driver.click_at(card.center());
    let _ = driver.wait_for(Role::Button, "Choose a file");
}

#[test]
fn the_card_of_the_person_stays_also_while_a_message_is_up() {
    let (desk, mut driver) = Desk::new().signed_in(Size::new(960.0, 620.0));
    let card = driver.control(Role::Button, "Change photo").bounds;
    driver.fill(Role::TextInput, "First name", "Behrooz");
    let refusal = Effect::Answer { status: 413, headers: Vec::new(), body: Vec::new() };
    desk.server.fault(Fault::new(refusal).on("PATCH", "/api/users/me/"));
    driver.press(Role::Button, "Save");
    let _ = driver.wait_for(Role::Button, "Close the message about saving");
    driver.point_at(Point::new(640.0, 300.0));
    driver.scroll(2_000.0);
    driver.settle();
    let _ = driver.picture("profile-message-end");
    assert_eq!(driver.control(Role::Button, "Change photo").bounds, card);
}

#[test]
fn the_account_waits_at_the_end_where_there_is_no_room_for_it_beside_the_form() {
    let (_desk, mut driver) = Desk::new().signed_in(Size::new(960.0, 580.0));
    driver.point_at(Point::new(640.0, 300.0));
    driver.scroll(2_000.0);
    let _ = driver.picture("profile-en-low");
    let (group, account) = (
        driver.control(Role::ListItem, "Administrators").bounds,
        driver.control(Role::Button, "Sign out").bounds,
    );
    assert!(account.x > card_end(&mut driver), "{account:?}");
    assert!(account.y > group.y && account.y + account.height < 580.0, "{account:?}");
    driver.assert_shows(&[(Role::Button, "Change photo"), (Role::Button, "Sign out")]);
}

/// Where the column of the person ends.
fn card_end<P: Program + 'static>(driver: &mut Driver<P>) -> f32 {
    let change = driver.control(Role::Button, "Change photo").bounds;
    change.x + change.width
}

#[test]
fn a_press_on_the_picture_changes_it() {
    for (language, size) in [("en", WIDE), ("fa", NARROW)] {
        let (desk, mut driver) = Desk::new().language(language).signed_in(size);
        let name = desk.words("Change the photo of بهروز قربانی", "تغییر تصویر بهروز قربانی");
        let picture = driver.control(Role::Button, name).bounds;
        let seen = |driver: &mut Driver<_>| driver.screenshot().color_at(picture.center());
        // The photo takes the place of white initials.
        let before = driver.wait_for_some("the photo", |driver| {
            let color = driver.screenshot().color_at(picture.center());
            (color != Color::WHITE).then_some(color)
        });
        driver.point_at(picture.center());
        assert_ne!(seen(&mut driver), before, "no camera");
        let _ = driver.picture(&format!("profile-{language}-camera"));
        driver.point_at(Point::ORIGIN);
        assert_eq!(seen(&mut driver), before);
        driver.tab_to(Role::Button, name);
        assert_ne!(seen(&mut driver), before, "no camera for the keyboard");
        driver.press(Role::Button, name);
        let _ = driver.wait_for(Role::Image, desk.words("Present photo", "تصویر کنونی"));
        let _ = driver.picture(&format!("photo-{language}-now"));
    }
}

#[test]
fn the_dot_of_a_change_moves_no_label() {
    for language in ["en", "fa"] {
        let (desk, mut driver) = Desk::new().language(language).signed_in(WIDE);
        let field = desk.words("First name", "نام");
        let label = |driver: &mut Driver<_>| driver.control(Role::Label, field).bounds;
        let before = label(&mut driver);
        driver.fill(Role::TextInput, field, "Behrooz");
        assert_eq!(label(&mut driver), before);
    }
}

#[test]
fn a_hint_is_seen_while_its_field_is_empty_or_has_the_focus() {
    let (_desk, mut driver) = Desk::new().signed_in(WIDE);
    let is_seen = |driver: &mut Driver<_>| {
        let tree = driver.tree();
        let mut labels = tree.all().into_iter().filter(|found| found.role == Role::Label);
        labels
            .any(|found| found.value.or(Some(found.name)).is_some_and(|words| words.contains("For example")))
    };
    assert!(is_seen(&mut driver), "the field is empty");
    driver.fill(Role::TextInput, "Mobile number", "0912");
    assert!(is_seen(&mut driver), "the field has the focus");
    let email = driver.control(Role::TextInput, "Email").bounds;
    driver.tab_to(Role::TextInput, "Email");
    assert!(!is_seen(&mut driver));
    assert_eq!(driver.control(Role::TextInput, "Email").bounds, email, "it leaves its room");
    driver.tab_to(Role::TextInput, "Mobile number");
    assert!(is_seen(&mut driver));
}

fn open_as(
    desk: &Desk,
    size: Size,
    person: &serde_json::Value,
) -> Driver<impl Program<State = app::App, Message = app::Message, Theme = iced::Theme> + use<>> {
    let headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
    let body = person.to_string().into_bytes();
    desk.server.fault(Fault::new(Effect::Answer { status: 200, headers, body }).on("GET", "/api/users/me/"));
    let mut start = desk.start.clone();
    start.config.key = Some(desk.server.key().into());
    let mut driver = Driver::new(app::application(start), size);
    let _ = driver.wait_for(Role::Button, desk.words("Change photo", "تغییر تصویر"));
    driver
}

#[test]
fn a_long_name_ends_after_two_lines_and_is_whole_in_a_tip() {
    let persian = "محمدابراهیم‌حسین میرزاعبدالوهاب‌زاده اصفهانی خراسانی‌نژاد طباطبایی یزدی‌پور کاشانی";
    for (language, size, full, last) in [("en", WIDE, LONG, "…"), ("fa", NARROW, persian, "…")] {
        let desk = Desk::new().language(language);
        let person = json!({ "id": 1, "username": "a-username-that-is-far-longer-than-its-line-and-the-next-one",
            "full_name": full, "first_name": full });
        let mut driver = open_as(&desk, size, &person);
        let picture = driver.picture(&format!("profile-{language}-long-name"));
        let lines: Vec<_> = picture.texts.iter().filter(|text| text.content.contains(last)).collect();
        let name: Vec<_> = lines.iter().filter(|line| line.bounds.height > 24.0).collect();
        assert_eq!(name.len(), 1, "{lines:?}");
        // It ends after a whole word.
        let words: String = name[0].content.chars().filter(|letter| !is_mark(*letter)).collect();
        let end = words.trim_end_matches('…');
        assert!(full.split_whitespace().any(|word| Some(word) == end.split_whitespace().last()), "{end:?}");
        driver.point_at(name[0].bounds.center());
        let tip = driver.picture(&format!("profile-{language}-long-name-tip"));
        assert!(tip.texts.iter().any(|text| text.content.contains(full)), "no tip");
    }
}

fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{200D}'..='\u{200F}' | '\u{61C}' | '\u{2066}'..='\u{2069}')
}

#[test]
fn somebody_without_a_name_is_called_by_the_number_of_the_account() {
    for language in ["en", "fa"] {
        let desk = Desk::new().language(language);
        let mut driver = open_as(
            &desk,
            WIDE,
            &json!({ "id": 4711, "username": null, "email": null, "first_name": null, "last_name": null, "groups": [] }),
        );
        let number = desk.words("#4711", "#4711");
        assert!(driver.title().contains(number), "{}", driver.title());
        let picture = driver.picture(&format!("profile-{language}-no-name"));
        assert!(picture.texts.iter().any(|text| text.content.contains(number)));
    }
}
