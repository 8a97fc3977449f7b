//! Errors with a reason, in other forms than the framework's own, and a sign-in that needs an email address.

use super::{Exchange, SIGN_IN, Section, get, patch, request};

use nameplate::demo::{Behaviour, Envelope, LoginKey, Reason};
use serde_json::{Value, json};

pub(crate) fn sections() -> Vec<Section> {
    let reason = |title, reason, status, words| Section {
        title,
        behaviour: Behaviour { reason: Some(reason), ..Behaviour::default() },
        exchanges: refused(status, words),
    };
    vec![
        reason("a locked account", Reason::Locked, 403, "This account is locked. Ask the help desk."),
        reason("a conflict", Reason::Conflict, 409, "This profile was changed elsewhere."),
        reason("closed profiles", Reason::Closed, 423, "Profiles are closed for changes until Monday."),
        reason("maintenance", Reason::Maintenance, 503, "Closed for maintenance until ten o'clock."),
        Section {
            title: "standardized errors",
            behaviour: Behaviour { envelope: Envelope::Standardized, ..Behaviour::default() },
            exchanges: standardized(),
        },
        Section {
            title: "problem details",
            behaviour: Behaviour { envelope: Envelope::Problem, ..Behaviour::default() },
            exchanges: problems(),
        },
        Section {
            title: "the language that is asked for",
            behaviour: Behaviour { locale_middleware: true, ..Behaviour::default() },
            exchanges: languages(),
        },
        Section {
            title: "sign-in with an email",
            behaviour: Behaviour { login: LoginKey::Email, ..Behaviour::default() },
            exchanges: email(),
        },
    ]
}

fn languages() -> Vec<Exchange> {
    let (english, persian) = ("Enter a valid email address.", "پست الکترونیکی صحیح وارد کنید.");
    let bad = |name, language: &str, said: &str| {
        let sent = patch(name, "behrooz", &json!({ "email": "bad" })).header("Accept-Language", language);
        sent.refused(400, json!({ "email": [said] }))
    };
    vec![
        bad("Persian", "fa", persian),
        bad("Persian, else English", "fa, en;q=0.5", persian),
        bad("Persian of Iran", "fa-IR", persian),
        bad("English", "en", english),
        bad("a language that is not known", "tlh", english),
        bad("none", "", english),
        sign_in("a wrong password", &json!({ "username": "BehroozGhorbani", "password": "no" }))
            .header("Accept-Language", "fa, en;q=0.5")
            .refused(400, json!({ "non_field_errors": ["با اطلاعات ارسال شده نمیتوان وارد شد."] })),
    ]
}

fn sign_in(name: &'static str, body: &Value) -> Exchange {
    request(name, "", "POST", SIGN_IN).sends("application/json", body.to_string())
}

fn refused(status: u16, words: &str) -> Vec<Exchange> {
    let right = json!({ "username": "BehroozGhorbani", "password": "behrooz-pass-1" });
    vec![
        patch("K1 a change is refused with a reason", "behrooz", &json!({ "first_name": "x" }))
            .detail(status, words),
        sign_in("K2 a right password is refused with a reason", &right).detail(status, words),
        get("K3 reading goes on", "behrooz").shows(json!({ "first_name": "بهروز" })),
    ]
}

fn standardized() -> Vec<Exchange> {
    let entry = |attr: &str, detail: &str| json!({ "code": "*", "detail": detail, "attr": attr });
    let whole = |detail: &str| json!({ "code": "*", "detail": detail, "attr": null });
    vec![
        patch("K4 two fields", "behrooz", &json!({ "email": "bad", "gender": "x" })).refused(
            400,
            json!({ "type": "validation_error", "errors": [
                entry("email", "Enter a valid email address."),
                entry("gender", "\"x\" is not a valid choice."),
            ] }),
        ),
        get("K5 no key", "")
            .refused(401, json!({ "type": "client_error", "errors": [whole("Authentication credentials were not provided.")] })),
        sign_in("K6 a wrong password", &json!({ "username": "BehroozGhorbani", "password": "x" })).refused(
            400,
            json!({ "type": "validation_error", "errors": [
                entry("non_field_errors", "Unable to log in with provided credentials."),
            ] }),
        ),
    ]
}

fn problems() -> Vec<Exchange> {
    vec![
        patch("K7 a field", "behrooz", &json!({ "email": "bad" })).refused(
            400,
            json!({ "type": "about:blank", "title": "Bad Request", "status": 400,
                "errors": { "email": ["Enter a valid email address."] } }),
        ),
        get("K8 no staff", "member").refused(
            403,
            json!({ "type": "about:blank", "title": "Forbidden", "status": 403,
                "detail": "You do not have permission to perform this action." }),
        ),
    ]
}

fn email() -> Vec<Exchange> {
    vec![
        sign_in(
            "K9 a username is not looked at",
            &json!({ "username": "BehroozGhorbani", "password": "behrooz-pass-1" }),
        )
        .refused(400, json!({ "email": ["This field is required."] })),
        sign_in("K10 an email", &json!({ "email": "behrooz21@hotmail.com", "password": "behrooz-pass-1" }))
            .answers_json(200),
        sign_in("K11 a wrong password", &json!({ "email": "behrooz21@hotmail.com", "password": "x" }))
            .refused(400, json!({ "non_field_errors": ["Unable to log in with provided credentials."] })),
    ]
}
