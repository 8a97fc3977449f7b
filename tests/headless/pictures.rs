//! Pictures of each screen in both languages, light, dark and high contrast, wide, narrow and smallest. Each test checks that
//! all texts fit into their boxes and that the controls exist. The pictures are for people to look at.

use crate::support::desk::{Desk, NARROW, SMALL, WIDE};
use crate::support::driver::Driver;

use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use iced::widget::{column, container, row};
use iced::{Element, Size};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use nameplate::access::{self, Role};
use nameplate::locale::{Language, Locale};
use nameplate::profile::{Identity, IdentityKind};
use nameplate::store::{Account, Theme};
use nameplate::theme::{self, Palette};
use nameplate::widget::field::{Content, Input, Note};
use nameplate::widget::{Motion, Ui};

use std::sync::LazyLock;

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
        driver.fill(Role::TextInput, desk.words("Email", "ایمیل"), "behrooz@techcorp");
        // The photo comes last.
        driver.settle();
        let _ = driver.picture(name);
        driver.assert_shows(&[
            (Role::Button, desk.words("Save", "ذخیره")),
            (Role::Button, desk.words("Discard changes", "صرف‌نظر از تغییرات")),
        ]);
    }
}

#[test]
fn the_details_of_groups() {
    for (language, theme, size, name) in
        [("en", Theme::Light, WIDE, "groups-en-light"), ("fa", Theme::Dark, NARROW, "groups-fa-narrow")]
    {
        let (desk, mut driver) = Desk::new().language(language).theme(theme).signed_in(size);
        driver
            .press(Role::Button, desk.words("Show details of Administrators", "نمایش جزئیات Administrators"));
        let _ = driver.picture(name);
        driver.assert_shows(&[(
            Role::Button,
            desk.words("Copy details of Administrators", "کپی جزئیات Administrators"),
        )]);
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
            identity: Identity::new(IdentityKind::Id, "7").unwrap(),
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
    driver.press(Role::Button, "راه‌های دیگر");
    driver.fill(Role::TextInput, "مسیر تصویر", file.to_str().unwrap());
    driver.key(Named::Enter, Modifiers::empty());
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

/// The text field in every state that it can be seen in; one has the focus and a selection over both directions.
#[test]
fn the_text_field() {
    for (language, palette, name) in [
        (Language::English, &theme::LIGHT, "field-en-light"),
        (Language::Persian, &theme::DARK, "field-fa-dark"),
        (Language::English, &theme::HIGH_CONTRAST, "field-en-contrast"),
    ] {
        let boot = move || Fields { locale: Locale::new(language), palette };
        let mut program = iced::application(boot, |_: &mut Fields, ()| {}, Fields::view)
            .theme(|fields: &Fields| fields.palette.theme())
            .default_font(theme::REGULAR);
        for font in theme::FONTS {
            program = program.font(font);
        }
        let mut driver = Driver::with_scale(program, Size::new(760.0, 640.0), 2.0);
        driver.tab_to(Role::TextInput, "Mixed, selected");
        driver.key(Named::Home, Modifiers::empty());
        for _ in 0..3 {
            driver.key(Named::ArrowRight, Modifiers::empty());
        }
        for _ in 0..7 {
            driver.key(Named::ArrowRight, Modifiers::SHIFT);
        }
        let _ = driver.picture(name);
        driver.key("a", Modifiers::COMMAND);
        driver.tab_to(Role::TextInput, "Not accepted");
        let _ = driver.picture(&format!("{name}-invalid"));
    }
}

struct Fields {
    locale: Locale,
    palette: &'static Palette,
}

static UTC: LazyLock<TimeZone> = LazyLock::new(|| TimeZone::UTC);

impl Fields {
    fn view(&self) -> Element<'_, ()> {
        let ui = Ui {
            locale: &self.locale,
            palette: self.palette,
            now: Timestamp::UNIX_EPOCH,
            zone: &UTC,
            window: Size::new(760.0, 640.0),
            motion: Motion::Full,
        };
        let input = |label: &str, value: &'static str| Input::new(ui, label.to_owned(), value);
        let typed = |label: &str, value: &'static str| input(label, value).on_input(|_| ());
        let left = column![
            typed("Latin", "Alexandra Thompson"),
            typed("Persian", "قربانی‌نژاد"),
            typed("Mixed, selected", "Sara سارا احمدی Ahmadi ۱۲۳"),
            typed("Changed, with a hint", "behrooz")
                .undo(Some(("Undo".to_owned(), ())))
                .note(Note::Hint("What is meant".to_owned())),
            typed(
                "Long",
                "A value that is far longer than the field it stands in, so that only a part is seen"
            ),
            typed(
                "Long Persian",
                "متنی که بسیار بلندتر از جایی است که برای آن هست و تنها بخشی از آن دیده می‌شود"
            ),
        ];
        let right = column![
            typed("Empty", ""),
            typed("Password", "secret letters").content(Content::Hidden),
            typed("Left to right", "behrooz@example.com").content(Content::LeftToRight),
            typed("Not accepted", "not an address")
                .note(Note::Error("Enter a valid email address.".to_owned())),
            typed("Advice", "behrooz").note(Note::Advice("This is not a complete address.".to_owned())),
            input("Disabled", "Cannot be typed into"),
        ];
        let columns = row![left.spacing(12), right.spacing(12)].spacing(24).padding(24);
        let background = self.palette.bg;
        let page = container(columns).width(iced::Fill).height(iced::Fill).style(move |_| container::Style {
            background: Some(background.into()),
            ..container::Style::default()
        });
        access::root(page, "Fields").into()
    }
}
