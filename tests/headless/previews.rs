//! The view of the crop in full sharpness, and the previews of the sent photo.

use crate::photo::{NONE, face, middle, open};
use crate::support::desk::{Desk, WIDE};
use crate::support::driver::{Driver, PATIENCE};

use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use iced::time::Instant;
use iced::{Point, Program, Vector};
use image::imageops::FilterType;
use image::{Rgb, RgbImage};
use nameplate::access::Role;
use nameplate::demo::{Effect, Fault};
use nameplate::theme;

use std::path::PathBuf;

/// What is shown before is what others see afterwards, taken from the window's own pixels.
#[test]
fn the_previews_on_screen_are_what_is_sent() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    let file = face(&desk, 1600, 1200);
    open(&desk, &mut driver, &file);
    (0..4).for_each(|_| driver.key("+", NONE));
    driver.key(Named::ArrowRight, Modifiers::SHIFT);
    driver.key("]", NONE);
    driver.key("f", NONE);
    // Until the thirds are gone the last drawing is still to come.
    driver.settle();
    let seen = driver.picture("crop-previews");
    let panel = driver.control(Role::Image, "Previews on light").bounds;
    driver.press(Role::Button, "Use photo");
    driver.wait_for_text("Photo changed");
    let sent = image::load_from_memory(&desk.server.avatar("behrooz").unwrap()).unwrap();

    // The large one, and under it a line of all the others.
    let [large, middle, small, least] = theme::size::PREVIEWS;
    let square = theme::size::PREVIEW_SQUARE;
    let gap = theme::space::S;
    let left = panel.center_x() - (middle + square + small + least + 3.0 * gap) / 2.0;
    let (top, below) = (panel.y + gap, panel.y + gap + large + gap);
    for (x, y, side, is_round) in [
        (panel.center_x() - large / 2.0, top, large, true),
        (left, below, middle, true),
        (left + middle + gap, below, square, false),
        (left + middle + square + 2.0 * gap, below + (middle - small) / 2.0, small, true),
        (left + middle + square + small + 3.0 * gap, below + (middle - least) / 2.0, least, true),
    ] {
        let expected = sent.resize_exact(side as u32, side as u32, FilterType::Lanczos3).to_rgb8();
        let mut differences = Vec::new();
        for (across, down, pixel) in expected.enumerate_pixels() {
            let from_middle = Vector::new(across as f32 + 0.5 - side / 2.0, down as f32 + 0.5 - side / 2.0);
            if is_round && from_middle.x.hypot(from_middle.y) > side / 2.0 - 1.5 {
                continue;
            }
            let found = seen.color_at(Point::new(x + across as f32 + 0.5, y + down as f32 + 0.5));
            let [red, green, blue, _] = found.into_rgba8();
            differences.extend([red, green, blue].iter().zip(pixel.0).map(|(a, b)| f32::from(a.abs_diff(b))));
        }
        let mean = differences.iter().sum::<f32>() / differences.len() as f32;
        assert!(mean < 2.0, "at {side}, round {is_round}: {mean:.2} away");
    }
}

/// A picture of lines of one pixel. The picture for the screen has two of three pixels of it, in which they are grey.
fn lines(desk: &Desk) -> PathBuf {
    let file = desk.folder.path().join("lines.png");
    let lines =
        RgbImage::from_fn(3000, 2000, |x, _| Rgb(if x % 2 == 0 { [0, 0, 0] } else { [255, 255, 255] }));
    lines.save(&file).unwrap();
    file
}

fn wait_for_lines<P: Program + 'static>(driver: &mut Driver<P>) {
    let deadline = Instant::now() + PATIENCE;
    while contrast(driver) < 250 {
        driver.rest();
        assert!(Instant::now() < deadline, "lines of one pixel are lines");
    }
}

#[test]
fn a_large_picture_is_sharp_when_zoomed() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    open(&desk, &mut driver, &lines(&desk));
    assert!(contrast(&mut driver) < 160, "from afar they cannot be seen");
    for _ in 0..30 {
        driver.key("+", NONE);
    }
    wait_for_lines(&mut driver);
    let _ = driver.picture("crop-close");
    // Further off again, and somewhere else, all of the picture is there, at once and later.
    driver.key("0", NONE);
    driver.key(Named::ArrowRight, Modifiers::SHIFT);
    let middle = middle(&mut driver);
    let field = driver.control(Role::Image, "Crop").bounds;
    for _ in 0..2 {
        driver.settle();
        let seen = driver.screenshot();
        for x in [field.x + 4.0, middle.x, field.x + field.width - 4.0] {
            // Grey in the shade is brighter than the field without a picture.
            let color = seen.color_at(Point::new(x, middle.y));
            assert!(color.r > theme::CROP_FIELD.r + 0.03, "there is a picture at {x}: {color:?}");
        }
    }
}

/// A photo that goes on its way stops what is decoded only to be looked at, and one that did not arrive is seen closely
/// again.
#[test]
fn a_photo_that_was_not_sent_can_be_zoomed_again() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    open(&desk, &mut driver, &lines(&desk));
    let refused = Effect::Answer { status: 400, headers: Vec::new(), body: Vec::new() };
    desk.server.fault(Fault::new(refused).on("PATCH", "/api/users/me/"));
    for _ in 0..30 {
        driver.key("+", NONE);
    }
    driver.key(Named::Enter, NONE);
    let _ = driver.wait_for(Role::Button, "Retry");
    wait_for_lines(&mut driver);
}

/// How far apart the darkest and the brightest pixel are in the middle of the crop.
fn contrast<P: Program + 'static>(driver: &mut Driver<P>) -> u8 {
    let middle = middle(driver);
    let seen = driver.screenshot();
    let reds = (-40..40).map(|x| seen.color_at(middle + Vector::new(x as f32, 9.0)).into_rgba8()[0]);
    let (least, most) = reds.fold((u8::MAX, 0), |(least, most), red| (least.min(red), most.max(red)));
    most - least
}
