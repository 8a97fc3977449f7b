//! Pictures of every screen in both languages, light, dark and high contrast, wide, narrow and smallest.
//! Each asserts that no text leaves its box and that its controls are there; they are looked at by people.

use crate::support::desk::{Desk, NARROW, SMALL, WIDE};

use iced::Size;
use nameplate::access::Role;
use nameplate::store::{Account, Theme};

#[test]
fn the_profile() {
    for (language, theme, size, name) in [
        ("en", Theme::Light, WIDE, "profile-en-light"),
        ("en", Theme::Dark, WIDE, "profile-en-dark"),
        ("en", Theme::HighContrast, WIDE, "profile-en-contrast"),
        ("fa", Theme::Light, WIDE, "profile-fa-light"),
        ("fa", Theme::HighContrast, WIDE, "profile-fa-contrast"),
        ("en", Theme::Light, NARROW, "profile-en-narrow"),
        ("fa", Theme::Dark, NARROW, "profile-fa-narrow"),
        ("en", Theme::Light, SMALL, "profile-en-small"),
        ("fa", Theme::Light, SMALL, "profile-fa-small"),
        ("en", Theme::Light, Size::new(1600.0, 1000.0), "profile-en-large"),
    ] {
        let desk = Desk::new().language(language).theme(theme);
        let (desk, mut driver) = desk.signed_in(size);
        driver.fill(Role::TextInput, desk.words("First name", "نام"), "Behrooz");
        driver.fill(Role::TextInput, desk.words("Email", "رایانامه"), "behrooz@techcorp");
        let _ = driver.picture(name);
        driver.assert_shows(&[
            (Role::Button, desk.words("Save", "ذخیره")),
            (Role::Button, desk.words("Discard changes", "صرف‌نظر از تغییرات")),
        ]);
    }
}

#[test]
fn the_profile_at_twice_the_resolution() {
    let mut desk = Desk::new();
    desk.start.config.key = Some(desk.server.key().into());
    let mut driver = desk.open_at_scale(NARROW, 2.0);
    let _ = driver.wait_for(Role::Image, "Photo of بهروز قربانی");
    let _ = driver.picture("profile-en-scale-2");
}

#[test]
fn signing_in() {
    for (language, theme, size, name) in [
        ("en", Theme::Light, WIDE, "sign-in-en-light"),
        ("en", Theme::Dark, WIDE, "sign-in-en-dark"),
        ("fa", Theme::Dark, WIDE, "sign-in-fa-dark"),
        ("fa", Theme::Light, SMALL, "sign-in-fa-small"),
        ("en", Theme::HighContrast, SMALL, "sign-in-en-small-contrast"),
    ] {
        let known = Account {
            origin: "https://hr.techcorp.com".to_owned(),
            address: String::new(),
            capital_gender: false,
            id: 7,
            name: "Alexandra Thompson".to_owned(),
            active: false,
        };
        let mut desk = Desk::new().language(language).theme(theme).knowing(vec![known]);
        if let Some(server) = &mut desk.start.config.server {
            server.address = "hr.techcorp.com".to_owned();
        }
        let mut driver = desk.open(size);
        driver.fill(Role::PasswordInput, desk.words("API key", "کلید API"), "0123456789abcdef");
        let _ = driver.picture(name);
    }
}

#[test]
fn the_photo_in_persian() {
    let (desk, mut driver) = Desk::new().language("fa").theme(Theme::Dark).signed_in(NARROW);
    driver.press(Role::Button, "تغییر تصویر");
    let _ = driver.picture("photo-fa-dark-choose");
    let file = desk.picture_file("wide.png", 900, 700);
    driver.fill(Role::TextInput, "مسیر تصویر", file.to_str().unwrap());
    driver.key(iced::keyboard::key::Named::Enter, iced::keyboard::Modifiers::empty());
    let _ = driver.wait_for(Role::Button, "استفاده از تصویر");
    let _ = driver.picture("photo-fa-dark-ready");
}

#[test]
fn the_lists_of_the_menu() {
    let (_desk, mut driver) = Desk::new().signed_in(SMALL);
    driver.press(Role::Button, "Menu");
    let _ = driver.picture("menu-small");
    driver.press(Role::Button, "Shortcuts");
    driver.wait_for_text("Choose a photo");
    let _ = driver.picture("shortcuts-small");
    driver.press(Role::Button, "Close");
    driver.press(Role::Button, "Menu");
    driver.press(Role::Button, "About Nameplate");
    driver.wait_for_text("Vazirmatn");
    let _ = driver.picture("about-small");
}
