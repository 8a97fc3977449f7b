//! Errors of the server with a reason, as a person sees them: at sign-in, in the form and for the photo. The pictures are for
//! people to look at.

use crate::support::desk::{Desk, NARROW, WIDE};
use crate::support::driver::Driver;

use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use iced::{Program, Size};
use nameplate::access::Role;
use nameplate::demo::{Behaviour, Effect, Fault, LoginKey, Seed};
use nameplate::store::Theme;

use serde_json::{Value, json};

const ME: &str = "/api/users/me/";
const SIGN_IN: &str = "/api/auth/token/";

/// The two languages, each in a window and colours of its own.
const PLACES: [(&str, Theme, Size); 2] = [("en", Theme::Light, WIDE), ("fa", Theme::Dark, NARROW)];

fn refusal(status: u16, body: &Value) -> Effect {
    let headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
    Effect::Answer { status, headers, body: body.to_string().into_bytes() }
}

fn sign_in<P: Program + 'static>(desk: &Desk, driver: &mut Driver<P>, name: &str) {
    driver.fill(Role::TextInput, desk.words("Username or email", "نام کاربری یا ایمیل"), name);
    driver.fill(Role::PasswordInput, desk.words("Password", "گذرواژه"), "a password");
    driver.press(Role::Button, desk.words("Sign in", "ورود"));
}

/// Ten reasons, none of which is a wrong password.
#[test]
fn each_reason_against_a_sign_in_is_shown() {
    for (language, theme, size) in PLACES {
        let desk = Desk::with(Behaviour::default(), Seed::Reference).language(language).theme(theme);
        let mut driver = desk.open(size);
        driver.press(Role::RadioButton, desk.words("Password", "گذرواژه"));
        for (status, body, said) in [
            (403, json!({"detail": "Account locked: too many login attempts."}), "Account locked"),
            (400, json!({"non_field_errors": ["User account is disabled."]}), "account is disabled"),
            (400, json!({"non_field_errors": ["E-mail is not verified."]}), "E-mail is not verified"),
            (
                401,
                json!({"error": "invalid_grant", "error_description": "Password expired."}),
                "Password expired",
            ),
            (400, json!({"otp": ["Invalid code."]}), "Invalid code."),
            (401, json!({"message": "One-time code required", "mfa": true}), "One-time code required"),
            (402, json!({"message": "The contract has ended."}), "The contract has ended"),
            (423, json!({"title": "Locked until 10:00"}), "Locked until 10:00"),
            (
                422,
                json!({"errors": [{"field": "password", "message": "Too short."}]}),
                "password: Too short.",
            ),
            (
                200,
                json!({"success": false, "message": "Change your password first."}),
                "Change your password first",
            ),
            (429, json!({"detail": "Request was throttled."}), "Request was throttled"),
            (503, json!({"detail": "Closed for maintenance."}), "Closed for maintenance"),
        ] {
            desk.server.fault(Fault::new(refusal(status, &body)).on("POST", SIGN_IN));
            sign_in(&desk, &mut driver, "BehroozGhorbani");
            driver.wait_for_text(said);
            assert!(!format!("{:?}", driver.tree()).contains("Caps Lock"), "{said}");
        }
        let _ = driver.picture(&format!("refusal-sign-in-{language}"));
        driver.assert_shows(&[(Role::Button, desk.words("Sign in", "ورود"))]);
    }
}

/// What is said then stands at the password, in the language of the screen, also where the server speaks another.
#[test]
fn a_wrong_password_is_said_at_the_password() {
    for (language, theme, size) in PLACES {
        let desk = Desk::with(Behaviour::default(), Seed::Reference).language(language).theme(theme);
        let mut driver = desk.open(size);
        driver.press(Role::RadioButton, desk.words("Password", "گذرواژه"));
        let (wrong, label) = (
            desk.words("Wrong username or password", "نام کاربری یا گذرواژه اشتباه است"),
            desk.words("Password", "گذرواژه"),
        );
        sign_in(&desk, &mut driver, "BehroozGhorbani");
        driver.wait_for_text(wrong);
        let tree = format!("{:?}", driver.tree());
        assert!(!tree.contains("Unable to log in"), "the words of the framework say no more");
        let _ = driver.picture(&format!("wrong-password-{language}"));
        for (status, body, besides) in [
            (401, json!({"detail": "Invalid username/password."}), ""),
            (400, json!({"non_field_errors": ["نام کاربری یا گذرواژه نادرست است."]}), ""),
            (
                401,
                json!({"detail": "No active account found with the given credentials", "code": "no_active_account"}),
                "No active account",
            ),
        ] {
            driver.fill(Role::PasswordInput, label, "another");
            assert!(!format!("{:?}", driver.tree()).contains(wrong), "an edit answers it");
            desk.server.fault(Fault::new(refusal(status, &body)).on("POST", SIGN_IN));
            driver.press(Role::Button, desk.words("Sign in", "ورود"));
            driver.wait_for_text(wrong);
            driver.wait_for_text(besides);
        }
    }
}

/// The field is called what the server asked for, as soon as that is known.
#[test]
fn a_server_that_wants_an_email_gets_one() {
    for (language, theme, size) in PLACES {
        let desk = Desk::with(Behaviour { login: LoginKey::Email, ..Behaviour::default() }, Seed::Reference);
        let desk = desk.language(language).theme(theme);
        let mut driver = desk.open(size);
        driver.press(Role::RadioButton, desk.words("Password", "گذرواژه"));
        sign_in(&desk, &mut driver, "behrooz21@hotmail.com");
        let wrong = desk.words("Wrong username or password", "نام کاربری یا گذرواژه اشتباه است");
        driver.wait_for_text(wrong);
        let email = desk.words("Email", "ایمیل");
        assert_eq!(driver.value(Role::TextInput, email), "behrooz21@hotmail.com");
        let _ = driver.picture(&format!("refusal-email-{language}"));
        driver.fill(Role::PasswordInput, desk.words("Password", "گذرواژه"), "behrooz-pass-1");
        driver.press(Role::Button, desk.words("Sign in", "ورود"));
        let _ = driver.wait_for(Role::Button, desk.words("Change photo", "تغییر تصویر"));
    }
}

/// Whatever the status and the envelope, a message about a field stands at the field.
#[test]
fn a_refused_field_is_marked_whatever_the_status() {
    for (language, theme, size) in PLACES {
        let (desk, mut driver) = Desk::new().language(language).theme(theme).signed_in(size);
        let email = desk.words("Email", "ایمیل");
        for (status, body) in [
            (409, json!({"errors": [{"attr": "email", "code": "unique", "detail": "Taken by somebody."}]})),
            (422, json!({"detail": [{"loc": ["body", "email"], "msg": "Taken by somebody."}]})),
            (403, json!({"error": {"details": {"email": ["Taken by somebody."]}}})),
            (
                423,
                json!({"errors": [{"source": {"pointer": "/data/attributes/email"}, "detail": "Taken by somebody."}]}),
            ),
        ] {
            desk.server.fault(Fault::new(refusal(status, &body)).on("PATCH", ME));
            driver.fill(Role::TextInput, email, &format!("behrooz{status}@example.com"));
            driver.key("s", Modifiers::COMMAND);
            driver.wait_for_text(desk.words("Correct the marked field", "فیلد مشخص‌شده را درست کنید"));
            assert!(driver.description(Role::TextInput, email).contains("Taken by somebody."), "{status}");
        }
        let _ = driver.picture(&format!("refusal-field-{language}"));
        let body = json!({"message": "Profiles are closed until Monday.", "email": "behrooz@example.com"});
        desk.server.fault(Fault::new(refusal(423, &body)).on("PATCH", ME));
        driver.fill(Role::TextInput, email, "behrooz@example.org");
        driver.key("s", Modifiers::COMMAND);
        driver.wait_for_text("Profiles are closed until Monday.");
        driver.wait_for_text(desk.words("Nothing was saved.", "چیزی ذخیره نشد."));
        let _ = driver.picture(&format!("refusal-save-{language}"));
        assert_eq!(driver.value(Role::TextInput, email), "behrooz@example.org");
        assert!(driver.description(Role::TextInput, email).is_empty(), "what was sent is no message");
    }
}

#[test]
fn the_photo_is_not_blamed_for_a_text_that_is_too_long() {
    for (language, theme, size) in PLACES {
        let (desk, mut driver) = Desk::new().language(language).theme(theme).signed_in(size);
        let too_large = || Fault::new(refusal(413, &json!({})));
        desk.server.fault(too_large().on("PATCH", ME));
        driver.fill(Role::TextInput, desk.words("First name", "نام"), "Behrooz");
        driver.key("s", Modifiers::COMMAND);
        driver.wait_for_text(desk.words("This is too much text", "این متن برای سرور"));
        driver.press(Role::Button, desk.words("Change photo", "تغییر تصویر"));
        let file = desk.picture_file("wide.png", 900, 700);
        driver.press(Role::Button, desk.words("Other ways", "راه‌های دیگر"));
        driver.fill(Role::TextInput, desk.words("Photo path", "مسیر تصویر"), file.to_str().unwrap());
        driver.key(Named::Enter, Modifiers::empty());
        let _ = driver.wait_for(Role::Button, desk.words("Use photo", "استفاده از تصویر"));
        desk.server.fault(too_large().on("PATCH", ME));
        driver.press(Role::Button, desk.words("Use photo", "استفاده از تصویر"));
        driver.wait_for_text(desk.words("The photo is too large", "این تصویر برای سرور"));
        let _ = driver.picture(&format!("refusal-photo-{language}"));
    }
}

/// A server that knows Persian answers in it where the window is Persian, and in English once that is chosen.
#[test]
fn the_server_is_asked_for_the_language_on_screen() {
    let behaviour = Behaviour { locale_middleware: true, ..Behaviour::default() };
    let (desk, mut driver) = Desk::with(behaviour, Seed::Example).language("fa").signed_in(WIDE);
    driver.fill(Role::TextInput, "ایمیل", "bad");
    driver.press(Role::Button, "ذخیره");
    driver.wait_for_text("پست الکترونیکی صحیح وارد کنید.");
    let _ = driver.picture("answers-in-persian");
    driver.press(Role::Button, "منو");
    driver.press(Role::RadioButton, "English");
    driver.key(Named::Escape, Modifiers::empty());
    driver.fill(Role::TextInput, "Email", "bad again");
    driver.press(Role::Button, "Save");
    driver.wait_for_text("Enter a valid email address.");
    let asked = desk.server.requests();
    let asked: Vec<_> = asked
        .iter()
        .filter(|request| request.method == "PATCH")
        .map(|r| r.header("accept-language"))
        .collect();
    assert_eq!(asked, [Some("fa, en;q=0.5"), Some("en")]);
}
