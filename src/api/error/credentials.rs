//! Which refusals of a sign-in mean that the name and the password do not belong together, and nothing else.
//!
//! There is no status and no code for it: servers answer 400 or 401, also for a locked account, with a message in their
//! language. So a message counts only if each of its words is in [`WORDS`]. A message about anything else, such as a lock, a
//! second factor or the number of attempts, has a word that is not there, and is shown as the server wrote it.

use super::super::wire;
use super::body::BodyMessages;
use crate::profile::FieldErrors;
use crate::profile::normalize::persian_letters;

use serde_json::Value;

/// The words of messages about wrong names and passwords, in English and Persian. A word with a joined part is split at its
/// zero-width mark.
const WORDS: &str = "
    account address authentication both case combination credential credentials email field fields grant id log login
    mail mobile name number password passwords phone provided sensitive sign specified supplied user username
    again bad cannot correct did do does doesn don enter entered failed given incorrect invalid match may no not please
    t this try unable unknown wrong you your
    a an and any are be for has have in is note of or that the these to with
    گذرواژه رمز عبور پسورد کلمه نام کاربری کاربر ایمیل نشانی آدرس شماره تلفن موبایل همراه اطلاعات مشخصات حساب ورود
    سیستم سامانه اشتباه نادرست غلط نامعتبر ناصحیح صحیح درست معتبر قبول قابل مطابقت نیست نیستند ندارد ندارند نشد
    نمیتوان نمی توان ناموفق یافت وجود امکان پذیر شد وارد شده ارسال ارائه داده کنید لطفا دوباره تلاش بود است باشد
    باشند می و یا با به برای این هم های ها ای ی شما را";

/// Of these at least one is about the name and the password.
const SUBJECTS: &str =
    "credential credentials password passwords authentication login گذرواژه رمز پسورد اطلاعات مشخصات";

/// And at least one of these says that they are wrong.
const FAULTS: &str = "
    bad cannot correct failed incorrect invalid no not t unable unknown wrong
    اشتباه نادرست غلط نامعتبر ناصحیح قبول نیست نیستند ندارد ندارند نشد نمیتوان نمی ناموفق";

/// Messages and codes that mean it in words that mean something else elsewhere. simplejwt also answers so for an account that
/// is not active.
const WHOLE: &[&str] = &[
    "no active account",
    "no active account found with the given credentials",
    "هیچ اکانت فعالی برای اطلاعات داده شده یافت نشد",
    "invalid grant",
];

/// Codes that say nothing of the reason.
const SILENT: &[&str] =
    &["", "authorization", "bad request", "error", "invalid", "unauthorized", "validation error"];

/// The keys under which a body may have a code.
const CODES: &[&str] = &["code", "codes", "detail", "error", "error_code", "errorCode", "message", "reason"];

/// The greatest depth at which a code is looked for.
const MAX_DEPTH: usize = 5;

/// The messages to show besides, if all of them are about the name and the password: those that may also mean an account that
/// is not active. They are for the whole request or for the password.
pub(super) fn refused(reading: &BodyMessages) -> Option<FieldErrors> {
    let said = &reading.words.other;
    let is_key = |key: &String| words(key) == ["password"];
    let is_refused = !said.is_empty()
        && reading.words.fields.is_empty()
        && reading.keys.iter().all(is_key)
        && said.iter().all(|said| means_it(&words(said)));
    is_refused.then(|| {
        let other = said.iter().filter(|said| is_whole(&words(said))).cloned().collect();
        FieldErrors { other, ..FieldErrors::default() }
    })
}

/// Whether a body without a message has no code that means something else, such as `account_locked`.
pub(super) fn may_be_refused(body: &[u8]) -> bool {
    wire::value(body).is_none_or(|value| is_silent(&value, false, MAX_DEPTH))
}

fn is_silent(value: &Value, is_code: bool, depth: usize) -> bool {
    match value {
        _ if depth == 0 => true,
        Value::String(text) if is_code => {
            let words = words(text);
            means_it(&words) || SILENT.contains(&words.join(" ").as_str())
        }
        Value::Array(values) => values.iter().all(|value| is_silent(value, is_code, depth - 1)),
        Value::Object(object) => {
            object.iter().all(|(key, value)| is_silent(value, CODES.contains(&key.as_str()), depth - 1))
        }
        _ => true,
    }
}

fn means_it(words: &[String]) -> bool {
    let is_in = |list: &str, word: &str| list.split_whitespace().any(|known| known == word);
    let has = |list: &str| words.iter().any(|word| is_in(list, word));
    is_whole(words) || words.iter().all(|word| is_in(WORDS, word)) && has(SUBJECTS) && has(FAULTS)
}

fn is_whole(words: &[String]) -> bool {
    WHOLE.contains(&words.join(" ").as_str())
}

/// The words of a message or a code in small letters: `invalid_credentials` and `invalidCredentials` are two. Numbers are
/// none.
fn words(text: &str) -> Vec<String> {
    let mut spaced = String::new();
    let mut after_small = false;
    for letter in persian_letters(text).chars().filter(|letter| !is_vowel_sign(*letter)) {
        if after_small && letter.is_uppercase() {
            spaced.push(' ');
        }
        after_small = letter.is_lowercase();
        spaced.extend(letter.to_lowercase());
    }
    let words = spaced.split(|letter: char| !letter.is_alphabetic());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Persian and Arabic signs above and below letters, which are written or not.
fn is_vowel_sign(letter: char) -> bool {
    matches!(letter, '\u{64B}'..='\u{655}' | '\u{670}')
}

#[cfg(test)]
mod tests {
    use super::super::tests::answer;
    use super::super::{Why, from_sign_in};

    use url::Url;

    fn is_wrong_password(body: &str) -> bool {
        let asked = Url::parse("https://h/api/auth/token/").unwrap();
        let is_one =
            |status| from_sign_in(&answer(status, &[], body), &asked).why() == Some(Why::WrongPassword);
        assert_eq!(is_one(400), is_one(401), "{body}");
        is_one(400)
    }

    #[test]
    fn refused_names_and_passwords_are_recognised() {
        for body in [
            // Django REST framework, djoser and dj-rest-auth, with their Persian translations.
            r#"{"non_field_errors":["Unable to log in with provided credentials."]}"#,
            r#"{"non_field_errors":["با اطلاعات ارسال شده نمیتوان وارد شد."]}"#,
            r#"{"non_field_errors":["امکان ورود با اطلاعات ارائه شده وجود ندارد."]}"#,
            r#"{"non_field_errors":[".ورود به سیستم با اطلاعات ارائه شده امکان پذیر نیست"]}"#,
            r#"{"detail":"Invalid username/password."}"#,
            r#"{"detail":"Incorrect authentication credentials."}"#,
            // The same with drf-standardized-errors.
            r#"{"type":"validation_error","errors":[{"code":"authorization","detail":"Unable to log in with provided credentials.","attr":"non_field_errors"}]}"#,
            // simplejwt.
            r#"{"detail":"No active account found with the given credentials","code":"no_active_account"}"#,
            r#"{"detail":"هیچ اکانت فعالی برای اطلاعات داده شده یافت نشد","code":"no_active_account"}"#,
            // allauth.
            r#"{"non_field_errors":["The username and/or password you specified are not correct."]}"#,
            r#"{"errors":[{"message":"The email address and/or password you specified are not correct.","code":"email_password_mismatch","param":"password"}]}"#,
            r#"{"non_field_errors":["نام‌کاربری یا گذرواژه وارد شده نادرست است."]}"#,
            r#"{"non_field_errors":["شماره تلفن و/یا گذرواژه وارد شده نادرست است."]}"#,
            // Django's own form.
            r#"{"__all__":["Please enter a correct username and password. Note that both fields may be case-sensitive."]}"#,
            // Others.
            r#"{"message":"Bad credentials"}"#,
            r#"{"error":"Invalid email or password"}"#,
            r#"{"message":"Login failed."}"#,
            r#"{"password":["Wrong password."]}"#,
            r#"{"detail":"Username and password do not match."}"#,
            r#"{"detail":"رمز عبور اشتباه است."}"#,
            r#"{"detail":"نام کاربري يا گذرواژهٔ شما معتبر نمی‌باشد."}"#,
            r#"{"error":"invalid_grant","error_description":"Invalid credentials given."}"#,
            // Codes without a message, or nothing at all.
            r#"{"error":"invalid_grant"}"#,
            r#"{"code":"INVALID_LOGIN_CREDENTIALS"}"#,
            r#"{"error":{"code":"invalidCredentials"}}"#,
            "{}",
            "<h1>Bad Request</h1>",
            "",
        ] {
            assert!(is_wrong_password(body), "{body}");
        }
    }

    #[test]
    fn other_refusals_are_not() {
        for body in [
            r#"{"non_field_errors":["User account is disabled."]}"#,
            r#"{"non_field_errors":["Your account is locked."]}"#,
            r#"{"non_field_errors":["Wrong password. Your account is locked now."]}"#,
            r#"{"non_field_errors":["Wrong password. Your account is locked."]}"#,
            r#"{"non_field_errors":["Incorrect password."],"password":["Your password is too old."]}"#,
            r#"{"username":["This field is required."],"non_field_errors":["Incorrect password."]}"#,
            r#"{"non_field_errors":["Unable to log in with provided credentials.","Two attempts are left."]}"#,
            r#"{"detail":"Account locked: too many login attempts. Contact an admin to unlock your account."}"#,
            r#"{"detail":"Too many attempts. Try again in 5 minutes."}"#,
            r#"{"detail":"Authentication credentials were not provided."}"#,
            r#"{"detail":"This account is inactive."}"#,
            r#"{"detail":"The account is not active."}"#,
            r#"{"detail":"E-mail is not verified."}"#,
            r#"{"detail":"Your password has expired."}"#,
            r#"{"detail":"Change your password first."}"#,
            r#"{"detail":"Enter the code."}"#,
            r#"{"detail":"Not allowed from this address."}"#,
            r#"{"detail":"No."}"#,
            r#"{"detail":"CSRF Failed: CSRF token missing."}"#,
            r#"{"non_field_errors":["Must include \"username\" and \"password\"."]}"#,
            r#"{"otp":["Invalid code."]}"#,
            r#"{"otp":["Invalid password."]}"#,
            r#"{"otp":["This field is required."],"non_field_errors":["Invalid credentials."]}"#,
            r#"{"username":["Wrong username or password."]}"#,
            r#"{"password":["This field may not be blank."]}"#,
            r#"{"password":["Too short."]}"#,
            r#"{"detail":"حساب شما قفل شده است."}"#,
            r#"{"detail":"حساب کاربری غیر فعال شده است."}"#,
            r#"{"detail":"رمز یک‌بار مصرف نادرست است."}"#,
            r#"{"detail":"گذرواژه شما منقضی شده است."}"#,
            r#"{"detail":"تعداد تلاش‌های ناموفق بیش از حد است."}"#,
            r#"{"detail":"Die Anmeldung mit den angegebenen Zugangsdaten ist nicht möglich."}"#,
            r#"{"error":"account_locked"}"#,
            r#"{"code":"otp_required"}"#,
            r#"{"error":{"code":"mfaRequired"}}"#,
        ] {
            assert!(!is_wrong_password(body), "{body}");
        }
    }
}
