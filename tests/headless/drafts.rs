//! Unsaved edits are restored at the next start, however the program ended.

use crate::support::desk::Desk;
use crate::support::driver::Driver;

use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use iced::{Event, Program, Size, window};
use nameplate::access::Role;
use nameplate::store::Crash;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const WIDE: Size = Size::new(960.0, 1400.0);

/// The next start, which signs in by itself.
fn start(
    desk: &mut Desk,
) -> Driver<
    impl Program<State = nameplate::app::App, Message = nameplate::app::Message, Theme = iced::Theme> + use<>,
> {
    let mut driver = desk.restart(WIDE);
    assert_eq!(desk.start.accounts.len(), 1);
    let _ = driver.wait_for(Role::Button, "Change photo");
    driver.rest();
    driver
}

fn draft_files(folder: &Path) -> Vec<PathBuf> {
    let accounts = std::fs::read_dir(folder.join("accounts")).into_iter().flatten().flatten();
    let files =
        accounts.flat_map(|account| std::fs::read_dir(account.path()).into_iter().flatten().flatten());
    let is_draft = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("draft.") && !name.ends_with(".lock")
    };
    files.map(|file| file.path()).filter(is_draft).collect()
}

/// Whether a text is in the drafts on the disk.
pub(crate) fn is_written(folder: &Path, text: &str) -> bool {
    let files = draft_files(folder);
    files.iter().any(|file| std::fs::read_to_string(file).unwrap_or_default().contains(text))
}

/// Lets the program go on until the files are so.
fn wait_until<P: Program + 'static>(driver: &mut Driver<P>, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(30), "the draft is not what it should be");
        driver.rest();
    }
}

#[test]
fn typed_text_is_restored_at_the_next_start() {
    let mut desk = Desk::new().after_a_visit(WIDE);
    let mut driver = start(&mut desk);
    driver.fill(Role::TextInput, "First name", "سارا \u{200c}Ada");
    wait_until(&mut driver, || is_written(desk.folder.path(), "Ada"));
    // Killed: nothing is done at its end.
    drop(driver);

    desk.server.edit("behrooz", |person| person.last_name = Some("Ghorbani".to_owned()));
    let mut driver = start(&mut desk);
    driver.wait_for_text("Your unsaved changes from");
    assert_eq!(driver.value(Role::TextInput, "First name"), "سارا \u{200c}Ada");
    assert_eq!(driver.value(Role::TextInput, "Last name"), "Ghorbani", "what the server has by now");
    let _ = driver.picture("draft-back");

    // Closing asks nothing, and takes the last letter along.
    driver.fill(Role::TextInput, "Email", "ada@example.com");
    driver.event(Event::Window(window::Event::CloseRequested));
    driver.wait_until_closed();
    drop(driver);
    let mut driver = start(&mut desk);
    driver.wait_for_text("Your unsaved changes from");
    assert_eq!(driver.value(Role::TextInput, "Email"), "ada@example.com");

    // Saved, there is nothing to come back.
    driver.key("s", Modifiers::COMMAND);
    driver.wait_for_text("Saved");
    wait_until(&mut driver, || !is_written(desk.folder.path(), "Ada"));
    drop(driver);
    let mut driver = start(&mut desk);
    assert!(driver.tree().all().iter().all(|found| !found.name.contains("are back")), "{}", driver.tree());
}

#[test]
fn the_same_field_changed_elsewhere_is_asked_about() {
    for (language, pick) in [("en", true), ("fa", false)] {
        let (desk, mut driver) = Desk::new().language(language).signed_in(WIDE);
        let first = desk.words("First name", "نام");
        driver.fill(Role::TextInput, first, "Behrooz");
        desk.server.edit("behrooz", |person| person.first_name = Some("Bahram".to_owned()));
        driver.key("s", Modifiers::COMMAND);
        driver.wait_for_text(desk.words("Not saved yet.", "هنوز ذخیره نشده است."));
        let keep = desk.words("Keep your value for First name", "نگه داشتن مقدار شما برای نام");
        let take = desk.words("Use the server’s value for First name", "استفاده از مقدار سرور برای نام");
        let field = driver.control(Role::TextInput, first);
        assert!(field.states.contains(&"focused"), "Enter chooses neither\n{}", driver.tree());
        driver.settle();
        let _ = driver.picture(&format!("conflict-{language}"));
        assert_eq!(desk.server.user("behrooz").unwrap().first_name.as_deref(), Some("Bahram"));
        driver.press(Role::Button, if pick { keep } else { take });
        driver.wait_until_gone(Role::Button, keep);
        let stays = if pick { "Behrooz" } else { "Bahram" };
        assert_eq!(driver.value(Role::TextInput, first), stays);
        if pick {
            driver.key("s", Modifiers::COMMAND);
            let _ = driver.wait_for(Role::Status, "Saved");
            // And back again: one press in the message, or in the list of the menu.
            driver.press(Role::Button, "Menu");
            driver.press(Role::Button, "Recent saves");
            driver.wait_for_text("First name: from Bahram to Behrooz");
            driver.settle();
            let _ = driver.picture("saves");
            driver.key(Named::Escape, Modifiers::empty());
            driver.press(Role::Button, "Undo");
            driver.wait_for_text("Save undone: First name.");
            assert_eq!(desk.server.user("behrooz").unwrap().first_name.as_deref(), Some("Bahram"));
            let _ = driver.picture("save-undone");
        }
        driver.key(Named::Escape, Modifiers::empty());
    }
}

#[test]
fn a_second_window_says_that_it_stores_nothing() {
    let mut desk = Desk::new().after_a_visit(WIDE);
    let first = start(&mut desk);
    let mut second = start(&mut desk);
    second.wait_for_text("This account is open in another window.");
    second.fill(Role::TextInput, "First name", "Second");
    second.rest();
    second.event(Event::Window(window::Event::CloseRequested));
    second.wait_for_text("Close without saving?");
    assert!(!is_written(desk.folder.path(), "Second"));
    drop((first, second));
}

#[test]
fn a_chosen_photo_is_restored_with_its_crop() {
    for language in ["en", "fa"] {
        let mut desk = Desk::new().language(language).after_a_visit(WIDE);
        let before = desk.server.avatar("behrooz");
        let file = crate::photo::face(&desk, 800, 600);
        let mut driver = desk.restart(WIDE);
        let _ = driver.wait_for(Role::Button, desk.words("Change photo", "تغییر تصویر"));
        driver.rest();
        crate::photo::open(&desk, &mut driver, &file);
        for _ in 0..4 {
            driver.key("+", Modifiers::empty());
            driver.key(Named::ArrowRight, Modifiers::empty());
        }
        driver.key("]", Modifiers::empty());
        wait_until(&mut driver, || is_written(desk.folder.path(), "\"turns\":1"));
        let crop = desk.words("Crop", "برش");
        let chosen = driver.description(Role::Image, crop);
        // Killed; and the file is gone meanwhile.
        drop(driver);
        std::fs::remove_file(&file).unwrap();

        let mut driver = desk.restart(WIDE);
        let _ = driver.wait_for(Role::Image, crop);
        driver.rest();
        assert_eq!(driver.description(Role::Image, crop), chosen);
        driver.wait_for_text(desk.words("The photo you chose earlier", "تصویری که قبلاً انتخاب کرده بودید"));
        driver.settle();
        let _ = driver.picture(&format!("photo-back-{language}"));
        driver.press(Role::Button, desk.words("Use photo", "استفاده از تصویر"));
        driver.wait_until_gone(Role::Image, crop);
        assert_ne!(desk.server.avatar("behrooz"), before);
        wait_until(&mut driver, || !is_written(desk.folder.path(), "turns"));
        drop(driver);
        let mut driver = desk.restart(WIDE);
        let _ = driver.wait_for(Role::Button, desk.words("Change photo", "تغییر تصویر"));
        driver.rest();
        assert!(driver.tree().find(Role::Image, crop).is_none(), "it is sent");
    }
}

#[test]
fn a_crash_is_shown_at_the_next_start_and_can_be_reported() {
    let crash = Crash {
        at: "2025-12-01T10:42:00Z".parse().unwrap(),
        version: "0.1.0".to_owned(),
        place: "panic in thread main at src/app.rs:7".to_owned(),
        frames: vec!["nameplate::app::App::update".to_owned()],
    };
    let mut desk = Desk::new().after_a_visit(WIDE);
    desk.start.crash = Some(crash);
    for signed_in in [true, false] {
        if !signed_in {
            std::fs::remove_file(desk.folder.path().join("accounts.json")).unwrap();
        }
        let mut driver = desk.restart(WIDE);
        driver.wait_for_text("Nameplate closed unexpectedly (yesterday, 10:42).");
        driver.settle();
        let _ = driver.picture(if signed_in { "after-a-fault" } else { "after-a-fault-door" });
        driver.press(Role::Button, "Menu");
        driver.press(Role::Button, "About Nameplate");
        driver.press(Role::Button, "Copy report for support");
        driver.wait_for_text("Report copied. It contains nothing about you.");
        let _ = driver.picture("about-copied");
        let report = driver.clipboard().unwrap();
        assert!(report.contains("at src/app.rs:7\n  nameplate::app::App::update"), "{report}");
        let person = ["Behrooz", "بهروز", "127.0.0.1", desk.folder.path().to_str().unwrap()];
        assert!(person.iter().all(|value| !report.contains(value)), "{report}");
    }
}
