//! Persian messages of the framework, from its own translation, for a server that uses `Accept-Language`.

use axum::http::{HeaderMap, header};
use serde_json::Value;

/// The most frequent messages. Others stay English, like in an incomplete translation.
const SENTENCES: [(&str, &str); 5] = [
    ("Enter a valid email address.", "پست الکترونیکی صحیح وارد کنید."),
    ("This field may not be blank.", "این مقدار نباید خالی باشد."),
    ("This field is required.", "این مقدار لازم است."),
    ("Unable to log in with provided credentials.", "با اطلاعات ارسال شده نمیتوان وارد شد."),
    ("You do not have permission to perform this action.", "شما اجازه انجام این دستور را ندارید."),
];

/// Whether Persian is the first language in `Accept-Language`.
pub(super) fn is_wanted(headers: &HeaderMap) -> bool {
    let wanted =
        headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let first = wanted.split([',', ';']).next().unwrap_or_default().trim();
    first.split('-').next().is_some_and(|language| language.eq_ignore_ascii_case("fa"))
}

/// Translates all known messages in a JSON value.
pub(super) fn translate(said: &mut Value) {
    match said {
        Value::String(text) => {
            if let Some((_, persian)) = SENTENCES.iter().find(|(english, _)| english == text) {
                *text = (*persian).to_owned();
            }
        }
        Value::Array(values) => values.iter_mut().for_each(translate),
        Value::Object(values) => values.values_mut().for_each(translate),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
