//! Sending a photo: cancelled, lost, refused and sent again, with slow and unusual servers.

use crate::photo::{ME, NONE, face, open, until};
use crate::support::desk::{Desk, WIDE};
use crate::support::driver::Driver;

use iced::keyboard::key::Named;
use iced::{Program, Vector};
use image::RgbImage;
use nameplate::access::Role;
use nameplate::demo::{Behaviour, Effect, Fault, PictureNames, Seed};

use std::time::Duration;

/// Sends a photo and cancels once the server has all of it.
fn send_and_cancel<P: Program + 'static>(desk: &Desk, driver: &mut Driver<P>) {
    let file = face(desk, 700, 900);
    open(desk, driver, &file);
    driver.press(Role::Button, "Use photo");
    driver.wait_for_text("Sent, waiting for the server");
    until(driver, || desk.server.requests().iter().any(|request| request.method == "PATCH"));
    driver.press(Role::Button, "Cancel");
}

fn put_back<P: Program + 'static>(desk: &Desk, driver: &mut Driver<P>, before: Option<Vec<u8>>) {
    assert_ne!(desk.server.avatar("behrooz"), before);
    driver.press(Role::Button, "Undo");
    driver.wait_for_text("Old photo restored");
    assert_eq!(desk.server.avatar("behrooz"), before);
}

fn refused(status: u16) -> Fault {
    Fault::new(Effect::Answer { status, headers: Vec::new(), body: Vec::new() }).on("GET", ME)
}

fn stored_late(seconds: u64) -> Fault {
    Fault::new(Effect::StoreLate(Duration::from_secs(seconds))).on("PATCH", ME)
}

#[test]
fn a_photo_that_is_stored_after_cancelling_is_found_and_can_be_taken_back() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    let before = desk.server.avatar("behrooz");
    desk.server.fault(stored_late(2));
    send_and_cancel(&desk, &mut driver);
    driver.wait_for_text("Checking the server");
    assert_eq!(desk.server.avatar("behrooz"), before);
    driver.wait_for_text("the new photo is saved");
    put_back(&desk, &mut driver, before);
}

#[test]
fn an_unknown_state_after_cancelling_is_read_again() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    let before = desk.server.avatar("behrooz");
    desk.server.fault(stored_late(12));
    send_and_cancel(&desk, &mut driver);
    driver.wait_for_text("Checking the server");
    let _ = driver.picture("photo-checking");
    driver.press(Role::Button, "Cancel");
    driver.wait_for_text("may or may not have changed your photo");
    let _ = driver.picture("photo-unknown");
    let _ = driver.wait_for(Role::Button, "Retry");
    driver.press(Role::Button, "Check again");
    driver.wait_for_text("may or may not have changed your photo");
    assert_eq!(desk.server.avatar("behrooz"), before);

    // Leaving takes the question along.
    driver.press(Role::Button, "Cancel");
    driver.wait_until_gone(Role::Image, "Crop");
    driver.wait_for_text("may or may not have changed your photo");
    let _ = driver.picture("profile-photo-unknown");
    until(&mut driver, || desk.server.avatar("behrooz") != before);
    driver.press(Role::Button, "Check again");
    driver.wait_for_text("the new photo is saved");
    put_back(&desk, &mut driver, before);
}

#[test]
fn a_photo_is_kept_if_the_answer_is_lost_and_reading_fails() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    let before = desk.server.avatar("behrooz");
    let file = face(&desk, 700, 900);
    open(&desk, &mut driver, &file);
    desk.server.fault(Fault::new(Effect::StoreThenDrop).on("PATCH", ME));
    // What is read before is answered.
    desk.server.fault(refused(400).after(1));
    driver.press(Role::Button, "Use photo");
    driver.wait_for_text("Checking the server");
    until(&mut driver, || desk.server.requests().last().is_some_and(|request| request.method == "GET"));
    driver.press(Role::Button, "Cancel");
    driver.wait_for_text("Your photo may or may not have changed");
    driver.key(Named::Escape, NONE);
    driver.wait_for_text("Your photo may or may not have changed");
    driver.key(Named::F5, NONE);
    driver.wait_for_text("Photo changed");
    put_back(&desk, &mut driver, before);
}

/// Larger than what the kernels between the two can hold.
#[test]
fn cancelled_half_way_it_is_sent_again_without_cropping_again() {
    let mut desk = Desk::new();
    desk.start.config.photo.size = 2400;
    desk.start.config.photo.max_bytes = 16_000_000;
    let (desk, mut driver) = desk.signed_in(WIDE);
    let before = desk.server.avatar("behrooz");
    let path = desk.folder.path().join("noise.png");
    let mut noise = 1_u32;
    RgbImage::from_fn(2400, 2400, |x, _| {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [red, green, blue, _] = if x < 300 { [220, 0, 0, 0] } else { noise.to_be_bytes() };
        image::Rgb([red, green, blue])
    })
    .save(&path)
    .unwrap();
    open(&desk, &mut driver, &path);
    driver.press(Role::Button, "Rotate right");
    desk.server.fault(Fault::new(Effect::SlowRead(50_000)).on("PATCH", ME));
    driver.press(Role::Button, "Use photo");
    driver.wait_for_text("Sending, ");
    until(&mut driver, || desk.server.requests().last().is_some_and(|request| request.body_len > 0));
    driver.press(Role::Button, "Cancel");
    driver.wait_for_text("Cancelled. Your photo was not changed.");
    assert!(driver.tree().find(Role::Button, "Check again").is_none());
    let _ = driver.picture("photo-cancelled");
    assert_eq!(desk.server.avatar("behrooz"), before);

    driver.press(Role::Button, "Retry");
    driver.wait_for_text("Photo changed");
    let sent = image::load_from_memory(&desk.server.avatar("behrooz").unwrap()).unwrap().to_rgb8();
    let [red, green, blue] = sent.get_pixel(1200, 100).0;
    assert!(red > 200 && green < 40 && blue < 40, "what was left is not above: {red} {green} {blue}");
    let patches = || desk.server.requests().into_iter().filter(|request| request.method == "PATCH");
    assert_eq!(patches().count(), 2);
}

#[test]
fn a_key_that_is_refused_during_the_check_leaves_the_photo_there() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    let before = desk.server.avatar("behrooz");
    desk.server.fault(Fault::new(Effect::AnswerLate(Duration::from_secs(60))).on("PATCH", ME));
    desk.server.fault(refused(401).after(1));
    send_and_cancel(&desk, &mut driver);
    driver.wait_for_text("Sign in again");
    // Without signing in everything is still there.
    driver.key(Named::Escape, NONE);
    driver.wait_for_text("may or may not have changed your photo");
    let _ = driver.wait_for(Role::Button, "Retry");
    desk.server.fault(refused(401));
    driver.press(Role::Button, "Check again");
    driver.wait_for_text("Sign in again");
    driver.fill(Role::PasswordInput, "API key", desk.server.key());
    driver.press(Role::Button, "Sign in");
    driver.wait_for_text("the new photo is saved");
    put_back(&desk, &mut driver, before);
}

#[test]
fn an_overwritten_photo_is_recognised_by_its_bytes() {
    let behaviour = Behaviour { picture_names: PictureNames::Same, ..Behaviour::default() };
    let (desk, mut driver) = Desk::with(behaviour, Seed::Example).signed_in(WIDE);
    let before = desk.server.avatar("behrooz");
    let name = |desk: &Desk| desk.server.user("behrooz").unwrap().avatar;
    let place = name(&desk);
    until(&mut driver, || desk.server.requests().iter().any(|request| request.path.starts_with("/media/")));
    driver.settle();
    // Above the head, where the two differ.
    let above = driver.control(Role::Image, "Photo of بهروز قربانی").bounds.center() - Vector::new(0.0, 50.0);
    let shown = driver.screenshot().color_at(above);

    desk.server.fault(stored_late(2));
    send_and_cancel(&desk, &mut driver);
    driver.wait_for_text("the new photo is saved");
    assert_eq!(name(&desk), place);
    driver.press(Role::Button, "Close");
    // Once it is drawn; until then the initials stand there, which differ less.
    driver.wait_for_some("another photo", |driver| {
        let now = driver.screenshot().color_at(above);
        let differences = [now.r - shown.r, now.g - shown.g, now.b - shown.b].map(f32::abs);
        (differences.iter().sum::<f32>() > 0.2).then_some(())
    });
    let _ = driver.picture("photo-overwritten");

    driver.press(Role::Button, "Menu");
    driver.press(Role::Button, "Undo photo change");
    driver.wait_for_text("Old photo restored");
    assert_eq!(desk.server.avatar("behrooz"), before);

    let file = face(&desk, 700, 900);
    open(&desk, &mut driver, &file);
    desk.server.fault(Fault::new(Effect::StoreThenDrop).on("PATCH", ME));
    driver.press(Role::Button, "Use photo");
    driver.wait_for_text("Photo changed");
    assert_eq!(name(&desk), place);
}
