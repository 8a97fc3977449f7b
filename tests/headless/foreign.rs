//! Harmful text from outside: from the server's answer to the screen, the title, assistive technology, the clipboard and back.

use crate::support::desk::{Desk, NARROW, WIDE};
use crate::support::driver::Driver;
use crate::support::picture::Picture;

use iced::keyboard::Modifiers;
use iced::{Point, Program, Rectangle, Size};
use nameplate::access::Role;
use nameplate::app;
use nameplate::demo::{Effect, Fault};
use nameplate::plain;
use serde_json::{Value, json};

const ME: &str = "/api/users/me/";

/// Everything that goes or becomes a space, and half of an emoji that an escape was cut from.
const HOSTILE: &str =
    "A\0d\u{7}a\u{1b}[31m\u{9b}\u{202E}\r\n\tx\u{2028}\u{2029}\u{FEFF}\u{FFFF}\u{E0041}\u{2067}";
/// What is shown of it.
const SHOWN: &str = "Ada[31m  x  \u{2067}";

/// The program signed in at a server that answers with these values, and as usual from the third time on.
fn with(
    values: &Value,
    language: &str,
    size: Size,
) -> (Desk, Driver<impl Program<State = app::App, Message = app::Message, Theme = iced::Theme> + use<>>) {
    let desk = Desk::new().language(language);
    let mut person = json!({ "id": 1, "username": "behrooz" });
    for (key, value) in values.as_object().unwrap() {
        person[key] = value.clone();
    }
    let headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
    let body = person.to_string().into_bytes();
    desk.server.fault(Fault::new(Effect::Answer { status: 200, headers, body }).on("GET", ME).times(2));
    let mut start = desk.start.clone();
    start.config.key = Some(desk.server.key().into());
    let mut driver = Driver::new(app::application(start), size);
    let _ = driver.wait_for(Role::Button, desk.words("Change photo", "تغییر تصویر"));
    (desk, driver)
}

fn hostile() -> Value {
    let texts = ["first_name", "last_name", "full_name", "username", "mobile_number", "email", "gender"];
    let mut values: Value = texts.iter().map(|key| ((*key).to_owned(), json!(HOSTILE))).collect();
    values["groups"] = json!([{
        "id": 1, "name": HOSTILE, "notes": format!("first\r\nsecond {HOSTILE}"), "users_count": 3,
        "created_at": "2025-11-22T13:07:28Z",
    }]);
    values
}

#[test]
fn no_foreign_text_affects_the_window() {
    for language in ["en", "fa"] {
        for size in [WIDE, NARROW] {
            let (desk, mut driver) = with(&hostile(), language, size);
            let _ = driver.picture(&format!("foreign-{language}-{}", size.width));
            let tree = driver.tree();
            let is_bad = |letter| {
                plain::hurts(letter) || plain::is_separator(letter) && !matches!(letter, '\n' | '\t')
            };
            for found in tree.all() {
                let told = [Some(found.name), found.value, found.description];
                for said in told.into_iter().flatten() {
                    assert!(!said.contains(is_bad), "{said:?}");
                }
            }
            let title = tree.nodes[0].1.label().unwrap();
            assert!(title.contains("Ada[31m  x") && !title.contains(is_bad), "{title:?}");
            assert!(!title.contains(plain::is_bidi_control), "{title:?}");

            driver.press(Role::Button, desk.words("Copy groups", "کپی گروه‌ها"));
            let copied = driver
                .wait_for_some("the group", |driver| driver.clipboard().filter(|text| !text.is_empty()));
            assert_eq!(copied.lines().count(), 1, "{copied:?}");
            assert_eq!(copied.split('\t').count(), 3, "{copied:?}");
            assert!(!copied.contains(is_bad), "{copied:?}");
        }
    }
}

#[test]
fn a_cleaned_value_is_not_a_change() {
    let (desk, mut driver) = with(&hostile(), "en", WIDE);
    assert_eq!(driver.value(Role::TextInput, "First name"), SHOWN.replace('\u{2067}', "\u{2060}"));
    assert!(driver.tree().find(Role::Button, "Save").is_none(), "nothing is changed\n{}", driver.tree());
    driver.fill(Role::TextInput, "Email", "sara@example.com");
    desk.server.forget_requests();
    driver.key("s", Modifiers::COMMAND);
    driver.wait_for_text("Saved");
    let sent: Vec<_> =
        desk.server.requests().into_iter().filter(|request| request.method == "PATCH").collect();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].body, br#"{"email":"sara@example.com"}"#);
}

#[test]
fn a_value_in_other_letters_than_it_would_be_sent_in_is_not_changed() {
    let values = json!({ "mobile_number": "۰۹۱۲۰۰۰۰۰۰۲", "username": "\u{200E}sara\u{200C}", "email": " a@b.ir\u{200F}" });
    let (_desk, mut driver) = with(&values, "fa", WIDE);
    assert!(driver.tree().find(Role::Button, "ذخیره").is_none(), "{}", driver.tree());
    driver.fill(Role::TextInput, "شمارهٔ همراه", "۰۹۱۲۰۰۰۰۰۰۳");
    let _ = driver.wait_for(Role::Button, "ذخیره");
}

#[test]
fn text_after_an_override_is_not_reversed() {
    let (_desk, mut driver) = with(&json!({ "first_name": "\u{202E}Ada" }), "en", WIDE);
    let clean = driver.value(Role::TextInput, "First name");
    assert_eq!(clean, "Ada");
    driver.tab_to(Role::TextInput, "First name");
    driver.set_clipboard(" \u{202D}L\u{202E}ove\u{202C}");
    driver.key("v", Modifiers::COMMAND);
    driver.type_text("lace");
    assert_eq!(driver.value(Role::TextInput, "First name"), "Ada Lovelace");
}

#[test]
fn long_texts_and_many_marks_are_limited() {
    let marks = format!("Z{}", "\u{301}".repeat(10_000));
    let long = "م".repeat(120_000);
    for name in [&marks, &long] {
        let groups = json!([{ "id": 1, "name": name, "notes": name, "users_count": 1 }]);
        let values = json!({ "first_name": name, "full_name": name, "groups": groups });
        let (_desk, mut driver) = with(&values, "en", WIDE);
        let picture = driver.picture(if *name == marks { "foreign-marks" } else { "foreign-long" });
        // Nothing of it lies over the label.
        let field = driver.control(Role::TextInput, "First name").bounds;
        let card = picture.color_at(Point::new(field.x - 4.0, field.y - 4.0));
        for x in 0..16 {
            assert_eq!(picture.color_at(Point::new(field.x + 8.0 + x as f32, field.y - 4.0)), card);
        }
        let longest = driver.tree().all().into_iter().map(|found| found.name.chars().count()).max();
        assert!(longest.is_some_and(|count| count <= 2_000 + 40), "{longest:?}");
        assert!(driver.tree().find(Role::Button, "Save").is_none());
    }
}

/// As of 王小明 where no font with Chinese letters is installed.
#[test]
fn letters_without_a_glyph_are_drawn_as_boxes() {
    // For private use: no font draws them.
    let name = "\u{10F000}\u{10F001} \u{10F002}";
    for language in ["en", "fa"] {
        let groups = json!([{ "id": 1, "name": name, "notes": name, "users_count": 1 }]);
        let values = json!({ "first_name": name, "full_name": name, "groups": groups });
        let (_desk, mut driver) = with(&values, language, WIDE);
        let picture = driver.picture(&format!("foreign-boxes-{language}"));
        let seen: Vec<_> = picture.texts.iter().filter(|text| text.content.contains("\u{10F000}")).collect();
        let (words, initials): (Vec<_>, Vec<_>) =
            seen.into_iter().partition(|text| text.content.contains('\u{10F001}'));
        // Under the picture, in the field, of the group and its notes.
        assert!(words.len() >= 4, "{words:?}");
        assert_eq!(initials.len(), 1, "{initials:?}");
        for (text, boxes) in words.into_iter().map(|text| (text, 3)).chain([(initials[0], 2)]) {
            let ink = columns_of_ink(&picture, text.bounds);
            let sides = ink.windows(2).filter(|two| two[1] && !two[0]).count();
            assert_eq!(sides, boxes, "{language}: {text:?}: {ink:?}");
        }
    }
}

/// Of each column of a part whether something else than the background is in it.
fn columns_of_ink(picture: &Picture, part: Rectangle) -> Vec<bool> {
    let middle = part.center_y();
    // From the foot of the letters to their top.
    let reach = (part.height * 0.3) as i32;
    let has_ink = |x: i32| {
        let color = |y: i32| picture.color_at(Point::new(part.x + x as f32, middle + y as f32));
        let ground = picture.color_at(Point::new(part.x - 2.0, middle));
        (-reach..reach).any(|y| {
            let (here, there) = (color(y), ground);
            (here.r - there.r).abs() + (here.g - there.g).abs() + (here.b - there.b).abs() > 0.3
        })
    };
    (-2..part.width.ceil() as i32 + 2).map(has_ink).collect()
}
