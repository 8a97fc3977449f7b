//! The layout of the crop sheet, and which of its buttons are enabled.

use crate::photo::{ME, NONE, face, open};
use crate::support::desk::Desk;
use crate::support::driver::Driver;

use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use iced::{Event, Program, Rectangle, Size, window};
use nameplate::access::Role;
use nameplate::demo::{Effect, Fault};

const TOOLS: [&str; 13] = [
    "Zoom out",
    "Zoom in",
    "Undo",
    "Redo",
    "Reset",
    "Rotate left",
    "Rotate right",
    "Flip",
    "Centre",
    "Move left",
    "Move up",
    "Move down",
    "Move right",
];

const ONE_FILE: &str = "Only the first file is used.";

#[test]
fn the_field_and_its_toolbar_are_in_sight_together() {
    for (width, height) in [(960.0, 700.0), (960.0, 480.0), (760.0, 640.0), (480.0, 640.0), (360.0, 480.0)] {
        let (desk, mut driver) = Desk::new().signed_in(Size::new(width, height));
        let file = face(&desk, 1600, 1200);
        open(&desk, &mut driver, &file);
        let field = driver.control(Role::Image, "Crop").bounds;
        let foot = driver.control(Role::Button, "Use photo").bounds;
        assert!(field.height >= 160.0, "{width} x {height}: the field is {} high", field.height);
        for name in TOOLS {
            let tool = driver.control(Role::Button, name).bounds;
            let place =
                format!("{name} at {width} x {height}: {tool:?}, the field {field:?}, the foot {foot:?}");
            assert!(tool.y >= field.y + field.height && tool.y + tool.height <= foot.y, "{place}");
            assert!(tool.width >= 32.0 && tool.height >= 32.0, "{place}");
            assert!(tool.x >= field.x && tool.x + tool.width <= field.x + field.width + 1.0, "{place}");
        }
        // With the default window's width and a little less than its height nothing is left to scroll to.
        for name in ["Previews on light", "Previews on dark"] {
            let preview = driver.control(Role::Image, name).bounds;
            let is_seen = preview.y + preview.height <= foot.y;
            assert!(is_seen || height < 700.0, "{name} at {width} x {height}: {preview:?}");
        }
    }
}

/// A message takes its room from the field.
#[test]
fn the_toolbar_stays_in_sight_above_a_message() {
    for (width, height) in [(960.0, 760.0), (760.0, 640.0), (480.0, 640.0), (360.0, 640.0), (360.0, 480.0)] {
        let (desk, mut driver) = Desk::new().signed_in(Size::new(width, height));
        let files = [face(&desk, 1600, 1200), desk.picture_file("second.png", 300, 300)];
        for file in files.clone() {
            driver.event(Event::Window(window::Event::FileHovered(file)));
        }
        for file in files {
            driver.event(Event::Window(window::Event::FileDropped(file)));
        }
        let message = driver.wait_for(Role::Status, ONE_FILE).bounds;
        assert_tools_above(&mut driver, message, &format!("{width} x {height}"));
        // Messages of several lines, which end at all places of a line.
        for words in 1..=10 {
            let said = vec!["colour"; words].join(" ");
            let body = format!(r#"{{"avatar":["{said}."]}}"#).into_bytes();
            let refused = Effect::Answer {
                status: 400,
                headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
                body,
            };
            desk.server.fault(Fault::new(refused).on("PATCH", ME));
            driver.press(Role::Button, if words == 1 { "Use photo" } else { "Retry" });
            driver.wait_for_text(&format!("{said}."));
            let _ = driver.wait_for(Role::Button, "Retry");
            let tree = driver.tree();
            let message = tree.all().iter().find(|found| found.role == Role::Alert).unwrap().bounds;
            assert_tools_above(&mut driver, message, &format!("{width} x {height}, {words} words"));
        }
    }
}

fn assert_tools_above<P: Program + 'static>(driver: &mut Driver<P>, message: Rectangle, place: &str) {
    let field = driver.control(Role::Image, "Crop").bounds;
    assert!(field.height >= 96.0, "{place}: the field is {} high", field.height);
    for name in TOOLS {
        let tool = driver.control(Role::Button, name).bounds;
        let place = format!("{name} at {place}: {tool:?}, the message {message:?}");
        // From the text to the edge of the part with the buttons: two distances.
        assert!(tool.y >= field.y + field.height && tool.y + tool.height <= message.y - 20.0, "{place}");
    }
}

#[test]
fn a_button_that_would_change_nothing_is_disabled() {
    let (desk, mut driver) = Desk::new().signed_in(Size::new(960.0, 720.0));
    let file = face(&desk, 1600, 1200);
    open(&desk, &mut driver, &file);
    // The square is as high as the picture.
    let at_first = ["Zoom out", "Undo", "Redo", "Reset", "Centre", "Move up", "Move down"];
    assert_eq!(disabled(&mut driver), at_first);
    driver.press(Role::Button, "Move right");
    assert_eq!(disabled(&mut driver), ["Zoom out", "Redo", "Move up", "Move down"]);
    driver.tab_to(Role::Image, "Crop");
    (0..20).for_each(|_| driver.key(Named::ArrowRight, Modifiers::SHIFT));
    assert_eq!(disabled(&mut driver), ["Zoom out", "Redo", "Move up", "Move down", "Move right"]);
    // Turned, what was right is up; now the square is as wide as the picture.
    driver.press(Role::Button, "Rotate left");
    assert_eq!(disabled(&mut driver), ["Zoom out", "Redo", "Move left", "Move up", "Move right"]);
    driver.wait_for_text("rotated 90° left");
    driver.press(Role::Button, "Rotate left");
    driver.wait_for_text("rotated 180°");
    driver.press(Role::Button, "Reset");
    driver.press(Role::Button, "Undo");
    assert_eq!(disabled(&mut driver), ["Zoom out", "Move left", "Move up", "Move down"]);
    driver.press(Role::Button, "Redo");
    driver.tab_to(Role::Image, "Crop");
    (0..200).for_each(|_| driver.key("+", NONE));
    assert_eq!(disabled(&mut driver), ["Zoom in", "Redo", "Centre"]);
}

/// The tools that do nothing at the moment.
fn disabled<P: Program + 'static>(driver: &mut Driver<P>) -> Vec<&'static str> {
    let mut is_disabled = |name: &&str| driver.control(Role::Button, name).states.contains(&"disabled");
    TOOLS.into_iter().filter(|name| is_disabled(name)).collect()
}
