//! Choosing the crop of a photo, by pointer, keys and buttons, and what the server gets.

use super::keyboard::assert_focus;
use crate::support::desk::{Desk, NARROW, SMALL, WIDE};
use crate::support::driver::{Driver, PATIENCE};

use iced::keyboard::key::Named;
use iced::keyboard::{self, Modifiers};
use iced::time::{Duration, Instant};
use iced::touch::{Event as Touch, Finger};
use iced::{Event, Point, Program, Size, Vector, mouse, window};
use image::{Rgb, RgbImage};
use nameplate::access::{Found, Role};
use nameplate::demo::{Effect, Fault};
use nameplate::store::Theme;

use std::path::{Path, PathBuf};

pub(crate) const NONE: Modifiers = Modifiers::empty();

/// A face without any symmetry, on a background that tells left from right and top from bottom.
pub(crate) fn face(desk: &Desk, width: u32, height: u32) -> PathBuf {
    let path = desk.folder.path().join("face.png");
    let picture = RgbImage::from_fn(width, height, |x, y| {
        let (across, down) = (x as f32 / width as f32, y as f32 / height as f32);
        let ratio = width as f32 / height as f32;
        let from = |x: f32, y: f32| ((across - x) * ratio).hypot(down - y);
        if from(0.46, 0.4) < 0.03 || from(0.54, 0.4) < 0.03 {
            Rgb([40, 30, 30])
        } else if from(0.5, 0.45) < 0.18 {
            Rgb([239, 200, 170])
        } else if from(0.48, 0.4) < 0.24 {
            Rgb([84, 52, 30])
        } else if from(0.5, 1.0) < 0.35 {
            Rgb([40, 110, 90])
        } else {
            Rgb([90 + (across * 90.0) as u8, 150, 120 + (down * 100.0) as u8])
        }
    });
    picture.save(&path).unwrap();
    path
}

/// Opens a photo by its path and waits until it is drawn.
pub(crate) fn open<P: Program + 'static>(desk: &Desk, driver: &mut Driver<P>, path: &Path) {
    driver.press(Role::Button, desk.words("Change photo", "تغییر تصویر"));
    // The focus comes by a task, and must not come between the letters.
    assert_focus(driver, Role::Button, desk.words("Choose a file", "انتخاب فایل"));
    driver.press(Role::Button, desk.words("Other ways", "راه‌های دیگر"));
    driver.fill(Role::TextInput, desk.words("Photo path", "مسیر تصویر"), path.to_str().unwrap());
    driver.key(Named::Enter, NONE);
    let _ = driver.wait_for(Role::Button, desk.words("Use photo", "استفاده از تصویر"));
    driver.wait_until_gone(Role::Label, desk.words("Preparing the picture…", "در حال آماده کردن تصویر…"));
    driver.rest();
}

pub(crate) fn middle<P: Program + 'static>(driver: &mut Driver<P>) -> Point {
    driver.control(Role::Image, "Crop").bounds.center()
}

fn drag<P: Program + 'static>(driver: &mut Driver<P>, by: Vector) {
    let from = middle(driver);
    driver.point_at(from);
    driver.event(Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)));
    for step in 1..=4 {
        driver.point_at(from + by * (step as f32 / 4.0));
    }
    driver.event(Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left)));
}

/// The side of the square on screen.
fn side<P: Program + 'static>(driver: &mut Driver<P>) -> f32 {
    let field = driver.control(Role::Image, "Crop").bounds;
    field.width.min(field.height) - 2.0 * nameplate::theme::size::CROP_MARGIN
}

fn chosen<P: Program + 'static>(driver: &mut Driver<P>) -> String {
    let said = driver.description(Role::Image, "Crop");
    said.split('.').next().unwrap_or_default().to_owned()
}

#[test]
fn pointer_keys_and_buttons_choose_the_same_square() {
    let mut sent = Vec::new();
    let mut said = Vec::new();
    for way in ["pointer", "keys", "buttons"] {
        let (desk, mut driver) = Desk::new().signed_in(WIDE);
        let file = face(&desk, 1600, 1200);
        open(&desk, &mut driver, &file);
        match way {
            "pointer" => {
                // Twice lies a third of the way to eight times.
                let slider = driver.control(Role::Slider, "Zoom").bounds;
                let knob = nameplate::theme::size::KNOB / 2.0;
                let at = slider.x + knob + (slider.width - 2.0 * knob) / 3.0;
                driver.click_at(Point::new(at, slider.center_y()));
                let side = side(&mut driver);
                drag(&mut driver, Vector::new(-0.2 * side, 0.12 * side));
            }
            "keys" => {
                driver.tab_to(Role::Image, "Crop");
                (0..10).for_each(|_| driver.key("+", NONE));
                (0..2).for_each(|_| driver.key(Named::ArrowRight, Modifiers::SHIFT));
                driver.key(Named::ArrowUp, Modifiers::SHIFT);
                (0..2).for_each(|_| driver.key(Named::ArrowUp, NONE));
            }
            _ => {
                (0..10).for_each(|_| driver.press(Role::Button, "Zoom in"));
                (0..20).for_each(|_| driver.press(Role::Button, "Move right"));
                (0..12).for_each(|_| driver.press(Role::Button, "Move up"));
            }
        }
        said.push(chosen(&mut driver));
        driver.press(Role::Button, "Use photo");
        driver.wait_for_text("Photo changed");
        sent.push(desk.server.avatar("behrooz").unwrap());
    }
    assert!(said[0].starts_with("Zoom 200%"), "{said:?}");
    assert!(said.iter().all(|other| *other == said[0]), "{said:?}");
    assert!(sent.iter().all(|other| *other == sent[0]), "the same square is the same file");
}

#[test]
fn the_chosen_crop_is_sent() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    let path = desk.folder.path().join("quarters.png");
    let quarters = RgbImage::from_fn(1200, 800, |x, y| match (x < 600, y < 400) {
        (true, true) => Rgb([220, 0, 0]),
        (false, true) => Rgb([0, 220, 0]),
        (true, false) => Rgb([0, 0, 220]),
        (false, false) => Rgb([220, 220, 0]),
    });
    quarters.save(&path).unwrap();
    open(&desk, &mut driver, &path);
    driver.press(Role::Button, "Rotate right");
    driver.press(Role::Button, "Flip");
    driver.press(Role::Button, "Flip");
    driver.press(Role::Button, "Undo");
    driver.press(Role::Button, "Undo");
    driver.press(Role::Button, "Redo");
    driver.rest();
    driver.press(Role::Button, "Use photo");
    driver.wait_for_text("Photo changed");
    let sent = image::load_from_memory(&desk.server.avatar("behrooz").unwrap()).unwrap().to_rgb8();
    assert_eq!(sent.dimensions(), (512, 512));
    // Turned right and mirrored: blue and red above change places.
    let expected = [((100, 100), [220, 0, 0]), ((400, 100), [0, 0, 220]), ((100, 400), [0, 220, 0])];
    for ((x, y), colour) in expected {
        let found = sent.get_pixel(x, y).0;
        let near = found.iter().zip(colour).all(|(a, b): (&u8, u8)| a.abs_diff(b) < 12);
        assert!(near, "at {x}, {y}: {found:?}, not {colour:?}");
    }
}

#[test]
fn the_wheel_zooms_to_the_pointer_and_a_double_click_fits() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    let file = face(&desk, 1600, 1000);
    open(&desk, &mut driver, &file);
    let (middle, side) = (middle(&mut driver), side(&mut driver));
    driver.point_at(middle + Vector::new(-side / 2.0, -side / 2.0));
    for _ in 0..8 {
        wheel(&mut driver, 1.0);
    }
    let said = chosen(&mut driver);
    // The corner under the pointer stays the corner of the square: 300 of 1600 pixels from the left.
    assert_eq!(said, "Zoom 214%, 19% from the left, 0% from the top");
    driver.click_at(middle);
    driver.click_at(middle);
    assert!(chosen(&mut driver).starts_with("Zoom 100%"));
    driver.key("0", NONE);
    driver.key("]", NONE);
    driver.key("f", NONE);
    assert!(chosen(&mut driver).ends_with("rotated 90° right, flipped"), "{}", chosen(&mut driver));
    driver.key("z", Modifiers::COMMAND);
    assert!(chosen(&mut driver).ends_with("rotated 90° right"));
    driver.key(Named::Escape, NONE);
    driver.wait_until_gone(Role::Image, "Crop");
    assert!(driver.is_open());
}

/// Turns the wheel by so many notches.
fn wheel<P: Program + 'static>(driver: &mut Driver<P>, y: f32) {
    let delta = mouse::ScrollDelta::Lines { x: 0.0, y };
    driver.event(Event::Mouse(mouse::Event::WheelScrolled { delta }));
}

#[test]
fn where_the_page_scrolls_the_wheel_zooms_only_once_the_field_was_used() {
    let (desk, mut driver) = Desk::new().signed_in(SMALL);
    let file = face(&desk, 1600, 1000);
    open(&desk, &mut driver, &file);
    let at = middle(&mut driver);
    driver.point_at(at);
    let zoom = |driver: &mut Driver<_>| chosen(driver).split(',').next().unwrap_or_default().to_owned();
    let head = Point::new(100.0, 30.0);
    let before = driver.screenshot().color_at(head);
    wheel(&mut driver, -1.0);
    assert_eq!(zoom(&mut driver), "Zoom 100%");
    assert!(middle(&mut driver).y < at.y, "the page has not scrolled");
    let _ = driver.picture("crop-scrolled");
    assert_eq!(driver.screenshot().color_at(head), before, "the field is drawn over the head");
    wheel(&mut driver, 1.0);
    assert_eq!(middle(&mut driver).y, at.y);
    // A scroll that has begun goes on for a moment whatever is under the pointer, unless something is pressed.
    driver.click_at(Point::new(4.0, 4.0));

    driver.point_at(at);
    driver.event(Event::Keyboard(keyboard::Event::ModifiersChanged(Modifiers::COMMAND)));
    wheel(&mut driver, 1.0);
    assert_eq!(zoom(&mut driver), "Zoom 110%");
    driver.event(Event::Keyboard(keyboard::Event::ModifiersChanged(NONE)));

    driver.click_at(at);
    wheel(&mut driver, 1.0);
    assert_eq!(zoom(&mut driver), "Zoom 121%");
    assert_eq!(middle(&mut driver).y, at.y, "the page has scrolled as well");

    driver.tab_to(Role::Button, "Move up");
    let at = middle(&mut driver);
    driver.point_at(at);
    wheel(&mut driver, -1.0);
    assert_eq!(zoom(&mut driver), "Zoom 121%");
}

#[test]
fn the_field_is_busy_until_the_picture_is_drawn() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    let file = face(&desk, 3000, 2000);
    driver.press(Role::Button, "Change photo");
    driver.press(Role::Button, "Other ways");
    driver.fill(Role::TextInput, "Photo path", file.to_str().unwrap());
    driver.key(Named::Enter, NONE);
    let is_busy = |found: Found| found.states.contains(&"busy");
    driver.wait(|tree| tree.find(Role::Image, "Crop").is_some_and(is_busy), PATIENCE);
    let _ = driver.picture("crop-preparing");
    driver.wait(|tree| tree.find(Role::Image, "Crop").is_some_and(|found| !is_busy(found)), PATIENCE);
}

#[test]
fn enter_in_the_field_uses_the_photo() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    let before = desk.server.avatar("behrooz");
    let file = face(&desk, 700, 900);
    open(&desk, &mut driver, &file);
    driver.key(Named::Enter, NONE);
    driver.wait_for_text("Photo changed");
    assert_ne!(desk.server.avatar("behrooz"), before);
}

#[test]
fn pictures_of_the_crop() {
    for (language, theme, size, name) in [
        ("en", Theme::Light, Size::new(960.0, 720.0), "crop-en-light"),
        ("fa", Theme::Dark, Size::new(960.0, 720.0), "crop-fa-dark"),
        ("en", Theme::HighContrast, Size::new(960.0, 720.0), "crop-en-contrast"),
        ("en", Theme::Light, Size::new(1600.0, 1000.0), "crop-en-large"),
        ("en", Theme::Light, Size::new(800.0, 480.0), "crop-en-low"),
        ("fa", Theme::Light, NARROW, "crop-fa-narrow"),
        ("en", Theme::Dark, SMALL, "crop-en-small"),
        ("fa", Theme::Light, SMALL, "crop-fa-small"),
    ] {
        let (desk, mut driver) = Desk::new().language(language).theme(theme).signed_in(size);
        let file = face(&desk, 1600, 1200);
        open(&desk, &mut driver, &file);
        let field = driver.control(Role::Image, desk.words("Crop", "برش")).bounds.center();
        driver.point_at(field);
        driver.event(Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)));
        driver.event(Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left)));
        (0..4).for_each(|_| driver.key("+", NONE));
        driver.settle();
        let _ = driver.picture(name);
        // By keyboard, since the wheel zooms over the field.
        for (role, english, persian) in [
            (Role::Button, "Move up", "جابه‌جایی به بالا"),
            (Role::Slider, "Zoom", "بزرگ‌نمایی"),
            (Role::Button, "Rotate left", "چرخش به چپ"),
            (Role::Button, "Reset", "بازنشانی"),
            (Role::Button, "Choose another", "انتخاب تصویر دیگر"),
        ] {
            driver.tab_to(role, desk.words(english, persian));
            driver.assert_shows(&[(role, desk.words(english, persian))]);
        }
        let _ = driver.picture(&format!("{name}-end"));
    }
}

/// Replaces the photo and waits until that is done.
fn replace<P: Program + 'static>(desk: &Desk, driver: &mut Driver<P>) {
    let file = face(desk, 700, 900);
    open(desk, driver, &file);
    driver.key(Named::Enter, NONE);
    driver.wait_for_text("Photo changed");
}

#[test]
fn a_replaced_photo_comes_back_byte_for_byte() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    let before = desk.server.avatar("behrooz");
    assert!(before.is_some());
    replace(&desk, &mut driver);
    assert_ne!(desk.server.avatar("behrooz"), before);
    let _ = driver.picture("photo-changed-undo");
    driver.press(Role::Button, "Undo");
    driver.wait_for_text("Old photo restored");
    assert_eq!(desk.server.avatar("behrooz"), before);

    // What was put back is not offered to be taken back again.
    driver.press(Role::Button, "Menu");
    assert!(driver.tree().find(Role::Button, "Undo photo change").is_none());
}

#[test]
fn a_photo_that_was_changed_elsewhere_since_is_not_replaced_unasked() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    let before = desk.server.avatar("behrooz");
    let first = desk.server.user("behrooz").unwrap().avatar;
    replace(&desk, &mut driver);
    let ours = desk.server.avatar("behrooz");
    // Somebody takes it away.
    desk.server.edit("behrooz", |person| person.avatar = None);
    driver.press(Role::Button, "Undo");
    driver.wait_for_text("has changed again since");
    let _ = driver.picture("ask-undo-photo");
    driver.press(Role::Button, "Cancel");
    let _ = driver.wait_for(Role::Image, "No photo");
    assert_eq!(desk.server.avatar("behrooz"), None);

    // It can still be put back by who insists.
    driver.press(Role::Button, "Menu");
    driver.press(Role::Button, "Undo photo change");
    driver.wait_for_text("has changed again since");
    driver.press(Role::Button, "Undo anyway");
    driver.wait_for_text("Old photo restored");
    assert_eq!(desk.server.avatar("behrooz"), before);
    assert_ne!(ours, before);

    // After a removal somebody puts another one there.
    driver.press(Role::Button, "Remove photo");
    driver.wait_for_text("Photo removed");
    desk.server.edit("behrooz", |person| person.avatar = first);
    driver.press(Role::Button, "Undo");
    driver.wait_for_text("has changed again since");
    driver.key(Named::Escape, NONE);
    let _ = driver.wait_for(Role::Image, "Photo of بهروز قربانی");

    // Where that cannot be found out, nothing is sent.
    let refused = Effect::Answer { status: 400, headers: Vec::new(), body: Vec::new() };
    desk.server.fault(Fault::new(refused).on("GET", ME));
    desk.server.forget_requests();
    driver.press(Role::Button, "Menu");
    driver.press(Role::Button, "Undo photo change");
    let _ = driver.wait_for(Role::Button, "Retry changing the photo");
    assert!(desk.server.requests().iter().all(|request| request.method != "PATCH"));
}

/// The question lies over the photo screen, from which the photo is sent.
#[test]
fn the_question_before_a_changed_photo_is_replaced_lies_over_the_photo_screen() {
    for size in [WIDE, SMALL] {
        let (desk, mut driver) = Desk::new().signed_in(size);
        let first = desk.server.user("behrooz").unwrap().avatar;
        replace(&desk, &mut driver);
        open(&desk, &mut driver, &face(&desk, 900, 700));
        let ours = desk.server.avatar("behrooz");
        desk.server.edit("behrooz", |person| person.avatar = first);
        let theirs = desk.server.avatar("behrooz");
        assert_ne!(ours, theirs);
        driver.press(Role::Button, "Use photo");
        driver.wait_for_text("has changed since you last saw it here");
        assert_focus(&mut driver, Role::Button, "Cancel");
        assert!(driver.tree().find(Role::Button, "Use photo").is_none(), "it lies below");
        let _ = driver.picture(&format!("ask-replace-photo-{}", size.width));
        driver.key(Named::Escape, NONE);
        let _ = driver.wait_for(Role::Button, "Use photo");
        assert_eq!(desk.server.avatar("behrooz"), theirs);

        driver.press(Role::Button, "Use photo");
        let _ = driver.wait_for(Role::Button, "Replace photo");
        driver.press(Role::Button, "Replace photo");
        driver.wait_for_text("Photo changed");
        assert_ne!(desk.server.avatar("behrooz"), theirs);
    }
}

#[test]
fn a_removed_photo_comes_back_from_the_menu_after_the_notice_is_gone() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    let before = desk.server.avatar("behrooz");
    driver.press(Role::Button, "Remove photo");
    driver.wait_for_text("Photo removed");
    assert_eq!(desk.server.avatar("behrooz"), None);
    driver.press(Role::Button, "Close");
    driver.wait_until_gone(Role::Button, "Undo");
    driver.press(Role::Button, "Menu");
    driver.press(Role::Button, "Undo photo change");
    driver.wait_for_text("Old photo restored");
    assert_eq!(desk.server.avatar("behrooz"), before);
}

#[test]
fn a_first_photo_is_taken_back_by_removing_it() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    desk.server.edit("behrooz", |person| person.avatar = None);
    driver.press(Role::Button, "Menu");
    driver.press(Role::Button, "Refresh");
    let _ = driver.wait_for(Role::Image, "No photo");
    replace(&desk, &mut driver);
    driver.press(Role::Button, "Undo");
    driver.wait_for_text("Photo removed");
    assert_eq!(desk.server.avatar("behrooz"), None);
}

#[test]
fn before_a_photo_is_lost_the_person_is_warned() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    // The profile shows it already: what fails from here on moves no button.
    let is_fetched = || desk.server.requests().iter().any(|request| request.path.starts_with("/media/"));
    driver.wait_for_some("the picture", |_| is_fetched().then_some(()));
    driver.rest();
    let gone = || Effect::Answer { status: 404, headers: Vec::new(), body: Vec::new() };
    let address = desk.server.user("behrooz").unwrap().avatar.unwrap();
    let path = format!("/media/users/avatars/{address}");
    desk.server.fault(Fault::new(gone()).on("GET", &path).times(9));
    driver.press(Role::Button, "Remove photo");
    driver.wait_for_text("cannot get it back after you remove it");
    assert!(desk.server.avatar("behrooz").is_some());
    driver.press(Role::Button, "Cancel");

    let file = face(&desk, 700, 900);
    open(&desk, &mut driver, &file);
    driver.wait_for_text("cannot get it back after you replace it");
    let _ = driver.picture("crop-not-kept");
    assert!(desk.server.avatar("behrooz").is_some());
    driver.press(Role::Button, "Use photo");
    driver.wait_for_text("Photo changed");
    assert!(driver.tree().find(Role::Button, "Undo").is_none());
}

#[test]
fn a_dropped_file_is_opened_and_only_the_first() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    let (first, second) = (face(&desk, 700, 900), desk.picture_file("second.png", 300, 300));
    let window = |event| Event::Window(event);
    driver.event(window(window::Event::FileHovered(first.clone())));
    driver.event(window(window::Event::FileHovered(second.clone())));
    driver.wait_for_text("Drop it to use it as your photo");
    let _ = driver.picture("drop-target");
    driver.event(window(window::Event::FilesHoveredLeft));
    driver.wait_until_gone(Role::Status, "Drop it to use it as your photo");

    driver.event(window(window::Event::FileHovered(first.clone())));
    driver.event(window(window::Event::FileHovered(second.clone())));
    driver.event(window(window::Event::FileDropped(first.clone())));
    driver.event(window(window::Event::FileDropped(second.clone())));
    driver.wait_for_text("700 × 900");
    driver.wait_for_text("Only the first file is used");
    let _ = driver.picture("crop-dropped");

    // Another one, over the crop.
    driver.event(window(window::Event::FileHovered(second.clone())));
    driver.event(window(window::Event::FileDropped(second)));
    driver.wait_for_text("300 × 300");
    assert!(driver.tree().all().iter().all(|found| !found.name.contains("Only the first")));

    // Nothing is taken behind a question.
    driver.key(Named::Escape, NONE);
    driver.press(Role::Button, "Sign out");
    driver.wait_for_text("The key stays valid on the server");
    driver.event(window(window::Event::FileHovered(first.clone())));
    driver.rest();
    assert!(driver.tree().find(Role::Status, "Drop it to use it as your photo").is_none());
    driver.event(window(window::Event::FileDropped(first)));
    driver.rest();
    assert!(driver.tree().find(Role::Image, "Crop").is_none());
}

#[test]
fn an_unusable_dropped_file_gives_a_message() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    let folder = desk.folder.path().to_owned();
    let (text, missing) = (folder.join("notes.txt"), folder.join("gone.jpg"));
    std::fs::write(&text, "not a picture").unwrap();
    for (path, said) in [
        (folder, "This is a folder or a device, not a file"),
        (text, "This file is not a picture that Nameplate can read"),
        (missing, "There is no file at this path"),
    ] {
        driver.event(Event::Window(window::Event::FileHovered(path.clone())));
        driver.event(Event::Window(window::Event::FileDropped(path)));
        driver.wait_for_text(said);
        driver.key(Named::Escape, NONE);
        driver.wait_until_gone(Role::Button, "Choose a file");
    }
}

/// Whatever the clipboard of this machine holds: that the photo screen opens shows whose the key was.
#[test]
fn a_text_is_pasted_into_its_field_and_anything_else_is_for_the_photo() {
    let (_desk, mut driver) = Desk::new().signed_in(WIDE);
    driver.fill(Role::TextInput, "First name", "");
    driver.set_clipboard("Behrooz");
    driver.key("v", Modifiers::COMMAND);
    driver.rest();
    assert_eq!(driver.value(Role::TextInput, "First name"), "Behrooz");
    assert!(driver.tree().find(Role::Dialog, "Change photo").is_none());

    driver.set_clipboard("");
    driver.key("v", Modifiers::COMMAND);
    let _ = driver.wait_for(Role::Dialog, "Change photo");
    driver.key(Named::Escape, NONE);
    driver.key(Named::Escape, NONE);
    driver.wait_until_gone(Role::Dialog, "Change photo");

    // Where nothing has the focus, the text is not asked for.
    driver.set_clipboard("Behrooz");
    driver.click_at(Point::new(4.0, 890.0));
    driver.key("v", Modifiers::COMMAND);
    let _ = driver.wait_for(Role::Dialog, "Change photo");
}

/// Where the profile is, for faults.
pub(crate) const ME: &str = "/api/users/me/";

/// Waits for something at the server, of which the window learns nothing.
pub(crate) fn until<P: Program + 'static>(driver: &mut Driver<P>, mut look: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !look() {
        assert!(Instant::now() < deadline, "it never came");
        driver.rest();
    }
}

#[test]
fn removing_a_photo_is_cancelled_and_the_server_is_asked_what_came_of_it() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    driver.rest();
    let before = desk.server.avatar("behrooz");
    let wait = Effect::WaitThenAnswer(Duration::from_secs(30));
    desk.server.fault(Fault::new(wait).on("PATCH", ME));
    driver.press(Role::Button, "Remove photo");
    driver.wait_for_text("Removing the photo");
    let is_sent = || desk.server.requests().iter().any(|request| request.method == "PATCH");
    until(&mut driver, is_sent);
    let _ = driver.picture("photo-removing");
    // Its place is that of the button that began it, and so is its focus.
    driver.key(Named::Enter, NONE);
    // The request was small enough to be gone as a whole, so the server may still be at it.
    driver.wait_for_text("Checking the server");
    driver.key(Named::Enter, NONE);
    driver.wait_for_text("may remove it later");
    assert_eq!(desk.server.avatar("behrooz"), before);
    let _ = driver.wait_for(Role::Button, "Remove photo");
    let _ = driver.picture("photo-removal-unknown");
    driver.press(Role::Button, "Check again");
    driver.wait_for_text("may remove it later");
    driver.press(Role::Button, "Close the message about the unknown result");

    // Done before it was cancelled.
    let late = Effect::AnswerLate(Duration::from_secs(30));
    desk.server.fault(Fault::new(late).on("PATCH", ME));
    driver.press(Role::Button, "Remove photo");
    until(&mut driver, || desk.server.avatar("behrooz").is_none());
    driver.press(Role::Button, "Cancel changing the photo");
    driver.wait_for_text("the photo is removed");
    let _ = driver.wait_for(Role::Image, "No photo");
    driver.press(Role::Button, "Undo");
    driver.wait_for_text("Old photo restored");
    assert_eq!(desk.server.avatar("behrooz"), before);

    // Done some time after it was cancelled.
    let late = Effect::StoreLate(Duration::from_secs(2));
    desk.server.fault(Fault::new(late).on("PATCH", ME));
    desk.server.forget_requests();
    driver.press(Role::Button, "Remove photo");
    until(&mut driver, is_sent);
    driver.press(Role::Button, "Cancel changing the photo");
    driver.wait_for_text("the photo is removed");
    driver.press(Role::Button, "Undo");
    driver.wait_for_text("Old photo restored");
    assert_eq!(desk.server.avatar("behrooz"), before);
}

/// The answer is lost, and what the server has cannot be read: what was there before may be needed.
#[test]
fn a_photo_is_kept_if_its_removal_is_unknown() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    let before = desk.server.avatar("behrooz");
    let refused = || Effect::Answer { status: 400, headers: Vec::new(), body: Vec::new() };
    desk.server.fault(Fault::new(Effect::StoreThenDrop).on("PATCH", ME));
    driver.press(Role::Button, "Remove photo");
    driver.wait_for_text("Checking the server");
    driver.press(Role::Button, "Cancel changing the photo");
    driver.wait_for_text("Your photo may or may not have");
    let _ = driver.wait_for(Role::Button, "Check again");
    assert_eq!(desk.server.avatar("behrooz"), None);
    desk.server.fault(Fault::new(refused()).on("GET", ME));
    driver.press(Role::Button, "Menu");
    driver.press(Role::Button, "Undo photo change");
    // What is there is read first, and refused once.
    let _ = driver.wait_for(Role::Button, "Retry changing the photo");
    driver.press(Role::Button, "Retry changing the photo");
    driver.wait_for_text("Old photo restored");
    assert_eq!(desk.server.avatar("behrooz"), before);

    // And where the waiting for the check is given up.
    desk.server.fault(Fault::new(Effect::StoreLate(Duration::from_secs(3))).on("PATCH", ME));
    desk.server.forget_requests();
    driver.press(Role::Button, "Remove photo");
    until(&mut driver, || desk.server.requests().iter().any(|request| request.method == "PATCH"));
    driver.press(Role::Button, "Cancel changing the photo");
    driver.wait_for_text("Checking the server");
    driver.press(Role::Button, "Cancel changing the photo");
    driver.wait_for_text("may remove it later");
    until(&mut driver, || desk.server.avatar("behrooz").is_none());
    driver.press(Role::Button, "Check again");
    let _ = driver.wait_for(Role::Image, "No photo");
    driver.press(Role::Button, "Menu");
    driver.press(Role::Button, "Undo photo change");
    driver.wait_for_text("Old photo restored");
    assert_eq!(desk.server.avatar("behrooz"), before);
}

#[test]
fn putting_a_photo_back_is_cancelled_too() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    let before = desk.server.avatar("behrooz");
    driver.press(Role::Button, "Remove photo");
    driver.wait_for_text("Photo removed");
    let wait = || Fault::new(Effect::WaitThenAnswer(Duration::from_secs(30))).on("PATCH", ME);
    desk.server.fault(wait());
    let is_sent = || desk.server.requests().iter().any(|request| request.method == "PATCH");
    desk.server.forget_requests();
    driver.press(Role::Button, "Undo");
    driver.wait_for_text("Restoring the old photo");
    until(&mut driver, is_sent);
    driver.press(Role::Button, "Cancel changing the photo");
    driver.wait_for_text("may or may not have changed your photo");
    assert_eq!(desk.server.avatar("behrooz"), None);

    // It can still be put back; and where the server does not say what it has, that is said at once.
    desk.server.fault(wait());
    driver.press(Role::Button, "Menu");
    desk.server.forget_requests();
    driver.press(Role::Button, "Undo photo change");
    driver.wait_for_text("Restoring the old photo");
    until(&mut driver, is_sent);
    let refused = Effect::Answer { status: 400, headers: Vec::new(), body: Vec::new() };
    desk.server.fault(Fault::new(refused).on("GET", ME));
    driver.press(Role::Button, "Cancel changing the photo");
    driver.wait_until_gone(Role::Status, "Checking the server…");
    driver.press(Role::Button, "Menu");
    driver.press(Role::Button, "Undo photo change");
    driver.wait_for_text("Old photo restored");
    assert_eq!(desk.server.avatar("behrooz"), before);
}

#[test]
fn two_fingers_at_the_same_time_have_two_positions() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    let file = face(&desk, 1600, 1200);
    open(&desk, &mut driver, &file);
    let (middle, side) = (middle(&mut driver), side(&mut driver));
    let at = |x: f32| middle + Vector::new(x, 0.0) * side;
    let both = |one: fn(Finger, Point) -> Touch, x: f32| {
        [one(Finger(1), at(-x)), one(Finger(2), at(x))].map(Event::Touch)
    };
    // A screen tells of all fingers at a time, and iced hands on what came together with the place of the last.
    driver.together(at(0.1), &both(|id, position| Touch::FingerPressed { id, position }, 0.1));
    driver.together(at(0.2), &both(|id, position| Touch::FingerMoved { id, position }, 0.2));
    assert_eq!(chosen(&mut driver), "Zoom 200%, 31% from the left, 25% from the top");
}

#[test]
fn two_fingers_drag_and_zoom() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    let file = face(&desk, 1600, 1200);
    open(&desk, &mut driver, &file);
    let (middle, side) = (middle(&mut driver), side(&mut driver));
    let (one, other) = (Finger(1), Finger(2));
    let at = |x: f32, y: f32| middle + Vector::new(x, y) * side;
    driver.touch(Touch::FingerPressed { id: one, position: at(-0.1, 0.0) });
    driver.touch(Touch::FingerPressed { id: other, position: at(0.1, 0.0) });
    // Twice as far from each other around the middle: twice as large, and nothing else.
    driver.touch(Touch::FingerMoved { id: one, position: at(-0.2, 0.0) });
    driver.touch(Touch::FingerMoved { id: other, position: at(0.2, 0.0) });
    let zoomed = chosen(&mut driver);
    assert_eq!(zoomed, "Zoom 200%, 31% from the left, 25% from the top");
    // Both go the same way: the picture comes along.
    driver.touch(Touch::FingerMoved { id: one, position: at(-0.2, 0.2) });
    driver.touch(Touch::FingerMoved { id: other, position: at(0.2, 0.2) });
    let dragged = chosen(&mut driver);
    assert!(dragged.ends_with("31% from the left, 15% from the top"), "{dragged}");
    // One is lifted, the other goes on by itself.
    driver.touch(Touch::FingerLifted { id: other, position: at(0.2, 0.2) });
    driver.touch(Touch::FingerMoved { id: one, position: at(-0.2, 0.3) });
    driver.touch(Touch::FingerLifted { id: one, position: at(-0.2, 0.3) });
    let moved = chosen(&mut driver);
    assert!(moved.ends_with("31% from the left, 10% from the top"), "{moved}");
    driver.touch(Touch::FingerMoved { id: one, position: at(0.2, 0.0) });
    assert_eq!(chosen(&mut driver), moved);
}
