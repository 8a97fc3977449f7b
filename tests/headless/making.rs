//! Initials and drawings for a person without a photo: choosing by keys and pointer, and what the server gets. Also the folder
//! of the photo dialog.

use crate::photo::{NONE, open};
use crate::support::desk::{Desk, NARROW, SMALL, WIDE};
use crate::support::driver::Driver;

use iced::keyboard::key::Named;
use iced::{Program, Size};
use nameplate::access::Role;
use nameplate::locale::{Language, Locale};
use nameplate::picture::{COLOURS, DRAWINGS};
use nameplate::store::Theme;

use std::path::{MAIN_SEPARATOR, Path};

/// Opens the choice and waits until it is drawn.
fn make<P: Program + 'static>(desk: &Desk, driver: &mut Driver<P>) {
    driver.press(Role::Button, desk.words("Change photo", "تغییر تصویر"));
    driver.press(Role::Button, desk.words("Make one", "ساختن تصویر"));
    driver.rest();
}

/// The name of what is chosen and has the focus.
fn chosen<P: Program + 'static>(driver: &mut Driver<P>) -> String {
    let tree = driver.tree();
    let mut found = tree.all();
    found.retain(|found| found.role == Role::RadioButton && found.states.contains(&"checked"));
    let [found] = &found[..] else { panic!("{} are chosen: {found:?}", found.len()) };
    assert!(found.states.contains(&"focused"), "{found}");
    found.name.clone()
}

fn press<P: Program + 'static>(driver: &mut Driver<P>, key: Named) -> String {
    driver.key(key, NONE);
    driver.rest();
    chosen(driver)
}

#[test]
fn arrows_choose_and_enter_uses() {
    for (size, columns) in [(WIDE, 6), (SMALL, 4)] {
        let (desk, mut driver) = Desk::new().signed_in(size);
        desk.server.edit("behrooz", |person| person.avatar = None);
        driver.key(Named::F5, NONE);
        let _ = driver.wait_for(Role::Image, "No photo");
        make(&desk, &mut driver);
        let all = driver.tree().all();
        let offered: Vec<_> =
            all.into_iter().filter(|found| found.role == Role::RadioButton).map(|found| found.name).collect();
        assert_eq!(offered.len(), COLOURS.len() + DRAWINGS.len());
        assert_eq!(offered[0], "ب\u{200C}ق on blue");

        let at = |name: &str| offered.iter().position(|other| other == name).unwrap();
        let start = at(&chosen(&mut driver));
        assert!(start < COLOURS.len(), "it begins with the initials");
        assert_eq!(at(&press(&mut driver, Named::End)), 23);
        assert_eq!(at(&press(&mut driver, Named::ArrowUp)), 23 - columns);
        assert_eq!(at(&press(&mut driver, Named::ArrowDown)), 23);
        assert_eq!(at(&press(&mut driver, Named::ArrowDown)), 23, "there is nothing below");
        assert_eq!(at(&press(&mut driver, Named::Home)), 0);
        assert_eq!(at(&press(&mut driver, Named::ArrowRight)), 1);
        assert_eq!(at(&press(&mut driver, Named::ArrowDown)), 1 + columns);
        driver.press(Role::RadioButton, "Kite");
        driver.rest();
        assert_eq!(chosen(&mut driver), "Kite");
        assert!(desk.server.avatar("behrooz").is_none(), "nothing is sent before it is used");

        driver.key(Named::Enter, NONE);
        driver.wait_for_text("Photo changed");
        let sent = desk.server.avatar("behrooz").unwrap();
        let sent = image::load_from_memory_with_format(&sent, image::ImageFormat::Png).unwrap().to_rgb8();
        assert_eq!(sent.dimensions(), (512, 512));
        assert_eq!(sent.get_pixel(8, 8).0, [0xC4, 0xE5, 0xEE], "the kite's sky");
        driver.wait_until_gone(Role::Button, "Use photo");

        driver.press(Role::Button, "Undo");
        driver.wait_for_text("Photo removed");
        assert!(desk.server.avatar("behrooz").is_none());
    }
}

#[test]
fn where_the_photo_is_missing_it_is_one_press_away() {
    let desk = Desk::new();
    desk.server.edit("behrooz", |person| person.avatar = None);
    let (desk, mut driver) = desk.signed_in(WIDE);
    driver.press(Role::Button, "Make a picture");
    let _ = driver.wait_for(Role::RadioButton, "Leaf");
    driver.rest();
    assert!(chosen(&mut driver).starts_with("ب\u{200C}ق on "));
    driver.key(Named::Escape, NONE);
    let _ = driver.wait_for(Role::Button, "Choose a file");
    driver.key(Named::Escape, NONE);
    driver.wait_until_gone(Role::Button, "Choose a file");
    assert!(desk.server.requests().iter().all(|request| request.method != "PATCH"));
}

#[test]
fn a_name_without_letters_to_draw_leaves_the_drawings() {
    // Nothing that is a letter, and one that no font has: it will never be assigned.
    for name in ["…", "\u{10FFFE}"] {
        let mut desk = Desk::new();
        desk.server.edit("behrooz", |person| {
            (person.first_name, person.last_name) = (Some(name.to_owned()), None);
            person.username = Some("-".to_owned());
        });
        desk.start.config.key = Some(desk.server.key().into());
        let mut driver = desk.open(WIDE);
        let _ = driver.wait_for(Role::Button, "Change photo");
        make(&desk, &mut driver);
        assert_eq!(chosen(&mut driver), "Leaf");
        let offered = driver.tree().all().into_iter().filter(|found| found.role == Role::RadioButton).count();
        assert_eq!(offered, DRAWINGS.len(), "{name:?}");
    }
}

#[test]
fn a_made_picture_that_was_refused_can_be_sent_again() {
    use nameplate::demo::{Effect, Fault};

    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    make(&desk, &mut driver);
    driver.press(Role::RadioButton, "Sun");
    driver.rest();
    let busy = Effect::Answer { status: 413, headers: Vec::new(), body: Vec::new() };
    desk.server.fault(Fault::new(busy).on("PATCH", "/api/users/me/"));
    driver.press(Role::Button, "Use photo");
    let _ = driver.wait_for(Role::Button, "Retry");
    driver.press(Role::Button, "Retry");
    driver.wait_for_text("Photo changed");
    assert!(desk.server.avatar("behrooz").unwrap().starts_with(b"\x89PNG"));
}

#[test]
fn pictures_of_the_choice() {
    for language in Language::ALL {
        for (theme, name) in
            [(Theme::Light, "light"), (Theme::Dark, "dark"), (Theme::HighContrast, "high-contrast")]
        {
            for (size, width) in [
                (Size::new(960.0, 720.0), "wide"),
                (Size::new(960.0, 480.0), "low"),
                (NARROW, "narrow"),
                (SMALL, "small"),
            ] {
                let code = language.code();
                let (desk, mut driver) = Desk::new().language(code).theme(theme).signed_in(size);
                make(&desk, &mut driver);
                let locale = Locale::new(language);
                driver.press(Role::RadioButton, &locale.tr("drawing-mountain"));
                driver.rest();
                let foot = driver.control(Role::Button, &locale.tr("photo-use")).bounds;
                assert!(foot.y + foot.height <= size.height, "{name}, {width}, {code}: {foot:?}");
                let _ = driver.picture(&format!("making-{name}-{width}-{code}"));
            }
        }
    }
}

#[test]
fn the_folder_of_the_last_photo_is_remembered_until_sign_out() {
    let desk = Desk::new();
    let pictures = desk.folder.path().join("My pictures é");
    std::fs::create_dir(&pictures).unwrap();
    let (desk, mut driver) = desk.signed_in(WIDE);
    let file = desk.picture_file("My pictures é/one.png", 300, 200);
    let beginning = |folder: &Path| format!("{}{MAIN_SEPARATOR}", folder.display());

    driver.press(Role::Button, "Change photo");
    driver.press(Role::Button, "Other ways");
    assert_eq!(driver.value(Role::TextInput, "Photo path"), "");
    driver.fill(Role::TextInput, "Photo path", desk.folder.path().join("none/missing.png").to_str().unwrap());
    driver.key(Named::Enter, NONE);
    driver.wait_for_text("There is no file at this path");
    driver.key(Named::Escape, NONE);
    open(&desk, &mut driver, &file);
    driver.key(Named::Escape, NONE);
    driver.press(Role::Button, "Change photo");
    driver.press(Role::Button, "Other ways");
    driver.wait_for_some("the folder", |driver| {
        (driver.value(Role::TextInput, "Photo path") == beginning(&pictures)).then_some(())
    });
    // Typed over as a whole, or gone on with.
    driver.tab_to(Role::TextInput, "Photo path");
    driver.key(Named::End, NONE);
    driver.type_text("one.png");
    driver.key(Named::Enter, NONE);
    let _ = driver.wait_for(Role::Button, "Use photo");
}

#[test]
fn centre_moves_the_square_to_the_middle_and_an_upright_photo_starts_above_it() {
    let (desk, mut driver) = Desk::new().signed_in(WIDE);
    let file = desk.picture_file("tall.png", 600, 1200);
    open(&desk, &mut driver, &file);
    let said = |driver: &mut Driver<_>| driver.description(Role::Image, "Crop");
    // Its middle is a third of the way down: (400 - 300) / 1200.
    assert!(said(&mut driver).contains("8% from the top"), "{}", said(&mut driver));
    driver.press(Role::Button, "Centre");
    driver.rest();
    assert!(said(&mut driver).contains("25% from the top"), "{}", said(&mut driver));
    let centre = driver.control(Role::Button, "Centre");
    assert!(centre.states.contains(&"disabled"), "{centre}");
    driver.press(Role::Button, "Undo");
    driver.rest();
    assert!(said(&mut driver).contains("8% from the top"), "{}", said(&mut driver));
    driver.tab_to(Role::Image, "Crop");
    driver.key("c", NONE);
    driver.rest();
    assert!(said(&mut driver).contains("25% from the top"), "{}", said(&mut driver));
}
