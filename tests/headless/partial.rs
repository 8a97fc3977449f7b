//! Servers whose answers have only a part of the profile: nothing on the screen becomes blank, and nothing unknown is claimed.

use crate::support::desk::{Desk, WIDE};

use nameplate::access::Role;
use nameplate::demo::{Behaviour, Effect, Fault, Seed, WriteAnswer};

const ME: &str = "/api/users/me/";

fn answering(write_answer: WriteAnswer) -> Behaviour {
    Behaviour { write_answer, ..Behaviour::default() }
}

/// Beside "Saved" everything stands as it is on the server, in both languages.
#[test]
fn a_save_with_a_partial_answer_leaves_nothing_blank() {
    let habits = [WriteAnswer::Sent, WriteAnswer::Fields, WriteAnswer::Nothing, WriteAnswer::Consent];
    for (habit, language) in habits.into_iter().zip(["en", "fa", "en", "fa"]) {
        let desk = Desk::with(answering(habit), Seed::Example).language(language);
        let (desk, mut driver) = desk.signed_in(WIDE);
        driver.fill(Role::TextInput, desk.words("Mobile number", "شمارهٔ همراه"), "09120000009");
        driver.press(Role::Button, desk.words("Save", "ذخیره"));
        driver.wait_for_text(desk.words("Saved", "ذخیره شد"));
        // Complete now: the flag was read anew.
        driver.wait_for_text(desk.words("Profile complete", "نمایه کامل است"));
        let email = driver.value(Role::TextInput, desk.words("Email", "ایمیل"));
        assert_eq!(email, "behrooz21@hotmail.com", "{habit:?}");
        let _ = driver.wait_for(Role::ListItem, "Administrators");
        let _ = driver.wait_for(Role::Image, desk.words("Photo of بهروز قربانی", "تصویر بهروز قربانی"));
        driver.wait_until_gone(Role::Button, desk.words("Save", "ذخیره"));
        assert_eq!(desk.server.user("behrooz").unwrap().mobile_number.as_deref(), Some("09120000009"));
    }
}

/// The save was shown, the rest could not be read again: it stays as it was.
#[test]
fn if_reading_again_fails_the_rest_stays() {
    let (desk, mut driver) = Desk::with(answering(WriteAnswer::Sent), Seed::Example).signed_in(WIDE);
    driver.fill(Role::TextInput, "First name", "Behrooz");
    let broken = Effect::Answer { status: 500, headers: Vec::new(), body: Vec::new() };
    desk.server.fault(Fault::new(broken).on("GET", ME).after(1).times(3));
    driver.press(Role::Button, "Save");
    driver.wait_for_text("Saved");
    assert_eq!(driver.value(Role::TextInput, "First name"), "Behrooz");
    assert_eq!(driver.value(Role::TextInput, "Email"), "behrooz21@hotmail.com");
    let _ = driver.wait_for(Role::ListItem, "Administrators");
    let _ = driver.wait_for(Role::Image, "Photo of Behrooz قربانی");
    let _ = driver.picture("partial-not-read");
}

#[test]
fn an_ok_that_cannot_be_checked_is_not_a_save() {
    for (language, said) in
        [("en", "accepted the request, but did not send your profile"), ("fa", "نمایهٔ شما را نفرستاد")]
    {
        let desk = Desk::with(answering(WriteAnswer::Nothing), Seed::Example).language(language);
        let (desk, mut driver) = desk.signed_in(WIDE);
        let first = desk.words("First name", "نام");
        driver.fill(Role::TextInput, first, "Behrooz");
        let broken = Effect::Answer { status: 500, headers: Vec::new(), body: Vec::new() };
        desk.server.fault(Fault::new(broken).on("GET", ME).after(1).times(100));
        driver.press(Role::Button, desk.words("Save", "ذخیره"));
        driver.wait_for_text(desk.words("Not clear yet whether this was saved", "هنوز معلوم نیست ذخیره شده"));
        driver.press(Role::Button, desk.words("Cancel", "لغو"));
        driver.wait_for_text(said);
        driver.wait_for_text(
            desk.words("This may or may not have been saved", "معلوم نیست این تغییر ذخیره شده است یا نه"),
        );
        assert_eq!(driver.value(Role::TextInput, first), "Behrooz", "the edit stays");
        let _ = driver.picture(&format!("partial-nothing-{language}"));
    }
}

/// Nothing of what a server does not have is called missing, empty or removed.
#[test]
fn fields_that_a_server_does_not_have_are_not_missing() {
    for language in ["en", "fa"] {
        let lacks = vec!["gender", "avatar", "groups", "last_login", "email"];
        let desk = Desk::with(Behaviour { lacks, ..Behaviour::default() }, Seed::Example).language(language);
        let mut start = desk;
        start.start.config.key = Some(start.server.key().into());
        let desk = start;
        let mut driver = desk.open(WIDE);
        let _ = driver.wait_for(Role::Button, desk.words("Change photo", "تغییر تصویر"));
        let _ = driver.wait_for(Role::Image, desk.words("Photo unknown", "تصویر نامشخص"));
        driver.wait_for_text(desk.words("1 item missing:", "۱ مورد خالی است:"));
        driver.wait_for_text(desk.words(
            "Not shown by the server: Photo, Gender, Email",
            "سرور این‌ها را نشان نمی‌دهد: تصویر، جنسیت، ایمیل",
        ));
        driver.wait_for_text(
            desk.words("does not say which groups you are in", "سرور نمی‌گوید در کدام گروه‌ها هستید"),
        );
        driver.wait_for_text(desk.words("Unknown", "نامشخص"));
        let tree = driver.tree();
        let given = desk.words("Not given", "ثبت‌نشده");
        let chosen = driver.control(Role::RadioButton, given);
        assert!(!chosen.states.contains(&"checked"), "{chosen:?}");
        for absent in [desk.words("Go to Email", "رفتن به ایمیل"), desk.words("Remove photo", "حذف تصویر")]
        {
            assert!(tree.find(Role::Button, absent).is_none(), "{absent}");
        }
        let _ = driver.picture(&format!("partial-lacking-{language}"));

        // What is typed for such a field is sent, and not called saved.
        driver.fill(Role::TextInput, desk.words("Email", "ایمیل"), "new@example.com");
        driver.press(Role::Button, desk.words("Save", "ذخیره"));
        driver.wait_for_text(desk.words("That may or may not be saved", "معلوم نیست ذخیره شده‌اند یا نه"));
        assert_eq!(desk.server.user("behrooz").unwrap().email.as_deref(), Some("new@example.com"));
        let _ = driver.picture(&format!("partial-unshown-{language}"));
    }
}
