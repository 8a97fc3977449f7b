//! All errors of the framework.

use super::answer::Answer;
use super::behaviour::{Envelope, Reason};
use super::multipart::Unreadable;

use axum::http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, Method, StatusCode};
use serde_json::{Map, Value};

/// Why a request is refused.
#[derive(Debug)]
pub(super) enum Refusal {
    /// 401, with the reason.
    Unauthorized(&'static str),
    /// 403: signed in, but neither staff nor admin.
    Forbidden,
    /// 405.
    Method(Method),
    /// 429, with the seconds to wait.
    Throttled(u64),
    /// 400 or 415: the body cannot be read.
    Unreadable(Unreadable),
    /// 400: the errors of each field.
    Fields(Vec<(String, Vec<String>)>),
    /// The configured reason to refuse everything.
    Reason(Reason),
    /// 500: the database refuses a value that passed the checks.
    Integrity,
}

impl Refusal {
    /// 400 with a message for the whole body.
    pub(super) fn whole(message: &str) -> Self {
        Self::Fields(vec![("non_field_errors".to_owned(), vec![message.to_owned()])])
    }

    /// 400 for a body that is not an object; the type has its Python name.
    pub(super) fn not_an_object(body: &Value) -> Self {
        let kind = match body {
            Value::Null => return Self::whole("No data provided"),
            Value::Bool(_) => "bool",
            Value::Number(number) if number.is_f64() => "float",
            Value::Number(_) => "int",
            Value::String(_) => "str",
            Value::Array(_) => "list",
            Value::Object(_) => "dict",
        };
        Self::whole(&format!("Invalid data. Expected a dictionary, but got {kind}."))
    }

    /// The framework's answer in this form.
    ///
    /// # Errors
    ///
    /// A page if Django itself answers.
    pub(super) fn answer(self, envelope: Envelope) -> Result<Answer, Page> {
        Ok(self.plain()?.in_envelope(envelope))
    }

    fn plain(self) -> Result<Answer, Page> {
        Ok(match self {
            Self::Unauthorized(detail) => Answer::detail(StatusCode::UNAUTHORIZED, detail)
                .with(WWW_AUTHENTICATE, HeaderValue::from_static("Token")),
            Self::Forbidden => {
                Answer::detail(StatusCode::FORBIDDEN, "You do not have permission to perform this action.")
            }
            Self::Method(method) => {
                Answer::detail(StatusCode::METHOD_NOT_ALLOWED, &format!("Method \"{method}\" not allowed."))
            }
            Self::Throttled(seconds) => Answer::detail(
                StatusCode::TOO_MANY_REQUESTS,
                &format!(
                    "Request was throttled. Expected available in {seconds} second{}.",
                    if seconds == 1 { "" } else { "s" }
                ),
            )
            .with(RETRY_AFTER, seconds),
            Self::Unreadable(Unreadable::Malformed(detail)) => {
                Answer::detail(StatusCode::BAD_REQUEST, &detail)
            }
            Self::Unreadable(Unreadable::Unsupported(media_type)) => Answer::detail(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                &format!("Unsupported media type \"{media_type}\" in request."),
            ),
            Self::Unreadable(Unreadable::TooMuch) => {
                return Err(Page { status: StatusCode::BAD_REQUEST, title: "RequestDataTooBig" });
            }
            Self::Fields(wrong) => {
                let wrong: Map<String, Value> =
                    wrong.into_iter().map(|(field, messages)| (field, messages.into())).collect();
                Answer::new(StatusCode::BAD_REQUEST, &wrong)
            }
            Self::Reason(reason) => {
                let (status, words) = reason.answer();
                Answer::detail(StatusCode::from_u16(status).unwrap_or_default(), words)
            }
            Self::Integrity => {
                return Err(Page { status: StatusCode::INTERNAL_SERVER_ERROR, title: "IntegrityError" });
            }
        })
    }
}

/// An error page of Django.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) status: StatusCode,
    pub(super) title: &'static str,
}
