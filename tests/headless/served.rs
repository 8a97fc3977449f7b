//! The program shows the photo that the server serves, also if another photo replaces it at the same address.

use crate::support::desk::{Desk, NARROW, WIDE};
use crate::support::driver::Driver;

use iced::Program;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use image::{ImageFormat, Rgb, RgbImage};
use nameplate::access::Role;
use nameplate::demo::{Behaviour, Effect, Fault, MediaForm, PictureNames, Seed};

use std::io::Cursor;
use std::time::Duration;

const PHOTO: &str = "/media/users/avatars/photo22132188258.jpg";
const KEY: &str = "f4e75eab6e0f663a972d145478d6fc4b81762070";

/// What servers do with the address of a photo that takes the place of another.
fn habits() -> [Behaviour; 3] {
    let kept = || Behaviour { picture_names: PictureNames::Same, ..Behaviour::default() };
    [kept(), Behaviour { signed_media: true, ..kept() }, Behaviour { media: MediaForm::Query, ..kept() }]
}

/// A photo of one colour.
fn plain(colour: [u8; 3]) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_pixel(64, 64, Rgb(colour)).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

const RED: [u8; 3] = [200, 30, 30];
const GREEN: [u8; 3] = [20, 160, 60];

/// The colour in the middle of the photo.
fn colour<P: Program + 'static>(driver: &mut Driver<P>) -> [u8; 3] {
    let centre = driver.control(Role::Image, "Photo of بهروز قربانی").bounds.center();
    let [red, green, blue, _] = driver.screenshot().color_at(centre).into_rgba8();
    [red, green, blue]
}

fn wait_for_colour<P: Program + 'static>(driver: &mut Driver<P>, expected: [u8; 3]) {
    driver.wait_for_some(&format!("the colour {expected:?}"), |driver| {
        (colour(driver) == expected).then_some(())
    });
}

fn read_again<P: Program + 'static>(driver: &mut Driver<P>) {
    driver.key(Named::F5, Modifiers::empty());
}

/// The statuses of the requests for the photo.
fn answers(desk: &Desk) -> Vec<u16> {
    let requests = desk.server.requests();
    let photos = requests.iter().filter(|request| request.path.starts_with("/media/"));
    photos.filter_map(|request| request.status).collect()
}

/// Signed in at the door, so that the photo is kept on disk.
fn at_the_door(behaviour: Behaviour, red: bool) -> Desk {
    let desk = Desk::with(behaviour, Seed::Reference);
    if red {
        desk.server.replace_avatar("behrooz", plain(RED));
    }
    desk
}

#[test]
fn another_photo_at_the_same_address_is_seen_when_the_profile_is_read() {
    for behaviour in habits() {
        let (desk, mut driver) = Desk::with(behaviour, Seed::Example).signed_in(WIDE);
        driver.settle();
        for next in [RED, GREEN] {
            desk.server.replace_avatar("behrooz", plain(next));
            read_again(&mut driver);
            wait_for_colour(&mut driver, next);
        }
    }
}

/// The next start shows what was kept at once, and the other photo as soon as it is there.
#[test]
fn the_photo_of_the_last_run_is_shown_until_the_next_has_come() {
    for behaviour in habits() {
        let mut desk = at_the_door(behaviour, true);
        let mut driver = desk.open(WIDE);
        driver.fill(Role::PasswordInput, "API key", KEY);
        driver.press(Role::Button, "Sign in");
        let _ = driver.wait_for(Role::Image, "Photo of بهروز قربانی");
        wait_for_colour(&mut driver, RED);
        driver.settle();
        drop(driver);

        desk.start.accounts = desk.start.store.clone().unwrap().accounts_at_start();
        desk.server.replace_avatar("behrooz", plain(GREEN));
        desk.server.fault(Fault::new(Effect::WaitThenAnswer(Duration::from_secs(2))).on("GET", PHOTO));
        desk.server.fault(Fault::new(Effect::WaitThenAnswer(Duration::from_secs(2))).on("GET", "/media/"));
        let mut driver = desk.open(WIDE);
        let _ = driver.wait_for(Role::Image, "Photo of بهروز قربانی");
        wait_for_colour(&mut driver, RED);
        wait_for_colour(&mut driver, GREEN);
    }
}

/// What was settled long ago is not sent again.
#[test]
fn an_unchanged_photo_is_asked_for_by_its_date() {
    let mut desk = at_the_door(Behaviour::default(), false);
    let mut driver = desk.open(NARROW);
    driver.fill(Role::PasswordInput, "API key", KEY);
    driver.press(Role::Button, "Sign in");
    let _ = driver.wait_for(Role::Image, "Photo of بهروز قربانی");
    driver.settle();
    let shown = colour(&mut driver);
    assert_eq!(answers(&desk), [200]);
    read_again(&mut driver);
    driver.wait_for_some("the photo to be asked for", |_| (answers(&desk) == [200, 304]).then_some(()));
    driver.settle();
    assert_eq!(colour(&mut driver), shown);
    drop(driver);

    desk.start.accounts = desk.start.store.clone().unwrap().accounts_at_start();
    let mut driver = desk.open(NARROW);
    let _ = driver.wait_for(Role::Image, "Photo of بهروز قربانی");
    driver.wait_for_some("it to be asked for", |_| (answers(&desk) == [200, 304, 304]).then_some(()));
    wait_for_colour(&mut driver, shown);
}

/// Without a connection, and where something else than a picture comes, the photo stays; where nothing is served any
/// more, and where a picture comes that cannot be read, that is said.
#[test]
fn a_photo_stays_until_the_server_says_otherwise() {
    let answer =
        |status: u16, body: &[u8]| Effect::Answer { status, headers: Vec::new(), body: body.to_vec() };
    let cases = [
        (Effect::DropBeforeStoring, false),
        (answer(503, b""), false),
        (answer(403, b"expired"), false),
        (answer(304, b""), false),
        (answer(200, b"<html>log in to this network</html>"), false),
        (answer(200, b""), false),
        (answer(404, b""), true),
        (answer(410, b""), true),
        (answer(200, b"\0\0\0\x1Cftypavif\0\0\0\0avifmif1"), true),
        (answer(200, b"\x89PNG\r\n\x1a\n broken"), true),
    ];
    for (effect, is_lost) in cases {
        let (desk, mut driver) = Desk::with(habits()[1].clone(), Seed::Example).signed_in(WIDE);
        desk.server.replace_avatar("behrooz", plain(RED));
        read_again(&mut driver);
        wait_for_colour(&mut driver, RED);
        desk.server.replace_avatar("behrooz", plain(GREEN));
        desk.server.forget_requests();
        // A failure that time may mend is tried once more.
        desk.server.fault(Fault::new(effect.clone()).on("GET", PHOTO).times(2));
        read_again(&mut driver);
        driver.wait_for_some("the photo to be asked for", |_| {
            desk.server.requests().iter().any(|request| request.path.starts_with("/media/")).then_some(())
        });
        if is_lost {
            driver.wait_for_text("The photo could not be loaded");
        } else {
            driver.settle();
            assert_eq!(colour(&mut driver), RED, "{effect:?}");
        }
        // Once it is served again, it is shown.
        driver.wait_for_some("the second photo", |driver| {
            read_again(driver);
            driver.settle();
            (colour(driver) == GREEN).then_some(())
        });
        assert!(
            driver.tree().all().iter().all(|found| !found.name.contains("could not be loaded")),
            "{effect:?}"
        );
    }
}
