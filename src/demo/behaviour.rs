//! Settings for the differences between servers of this API. Each is a `REF_*` variable of `tests/reference/README.md`.
//!
//! There are no settings for variables without an effect on a JSON client (`REF_BROWSABLE`, `REF_ETAG`, `REF_HTTPD`,
//! `REF_REQUEST_LOG`), for the default language (`REF_LANGUAGE`), and for `REF_TRUST_PROXY`, because there is no proxy.

use std::time::Duration;

/// Defines [`Behaviour`] from names, types and default values.
///
/// Only tests change them. Without the feature `demo-faults` each is a constant, so that the code for other values is not
/// compiled into the program.
macro_rules! behaviour {
    ($($(#[$doc:meta])* $name:ident: $kind:ty = $plain:expr,)*) => {
        /// The settings of the server. The default is the behaviour of the reference server.
        #[cfg(feature = "demo-faults")]
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct Behaviour {
            $($(#[$doc])* pub $name: $kind,)*
        }

        /// The settings of the server: always those of the reference server.
        #[cfg(not(feature = "demo-faults"))]
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct Behaviour(());

        #[cfg(feature = "demo-faults")]
        impl Default for Behaviour {
            fn default() -> Self {
                Self { $($name: $plain,)* }
            }
        }

        #[cfg(feature = "demo-faults")]
        impl Behaviour {
            $(pub(super) fn $name(&self) -> $kind {
                <$kind>::clone(&self.$name)
            })*
        }

        #[cfg(not(feature = "demo-faults"))]
        #[allow(dead_code, reason = "`failing_writes` is used with the feature only")]
        impl Behaviour {
            $(pub(super) fn $name(&self) -> $kind {
                $plain
            })*
        }
    };
}

behaviour! {
    /// `REF_COMPLETED_SPELLING`: the spelling of the completion flag.
    completed_spelling: CompletedSpelling = CompletedSpelling::Completed,
    /// `REF_IDS`: the form of ids.
    ids: IdsForm = IdsForm::Numbers,
    /// `REF_GROUPS`: the form of `groups`.
    groups: GroupsForm = GroupsForm::Objects,
    /// `REF_GENDER`: whether genders have a capital letter.
    gender: GenderForm = GenderForm::Lower,
    /// `REF_MEDIA` and `REF_MEDIA_URL`: the form of the avatar's address.
    media: MediaForm = MediaForm::Absolute,
    /// `REF_GET`: whether the profile can be read with GET.
    get: bool = true,
    /// `REF_PUT`: whether PUT works like PATCH, and OPTIONS lists the fields.
    put: bool = false,
    /// `REF_SIGN_IN`: whether `POST /api/auth/token/` exists.
    sign_in: bool = true,
    /// `REF_DEBUG`: a path without its slash gets 500 with it and 301 without.
    debug: bool = true,
    /// `REF_BLANK`: whether text fields can be `''`.
    blank: bool = true,
    /// `REF_USERNAME_VALIDATOR`: whether usernames must follow Django's rule.
    username_validator: bool = true,
    /// `REF_MOBILE_REGEX`: the rule for mobile numbers.
    mobile: MobileRule = MobileRule::Anything,
    /// `REF_THROTTLE`: how many requests one person may send.
    throttle: Option<Throttle> = None,
    /// `REF_LOGIN`: the name field of the sign-in.
    login: LoginKey = LoginKey::Username,
    /// `REF_ENVELOPE`: the form of errors.
    envelope: Envelope = Envelope::Plain,
    /// `REF_REASON`: a reason to refuse all valid sign-ins and changes.
    reason: Option<Reason> = None,
    /// `REF_LOCALE_MIDDLEWARE`: whether messages are in the language of the request.
    locale_middleware: bool = false,
    /// `REF_WRITE_ANSWER`: the answer to a change.
    write_answer: WriteAnswer = WriteAnswer::Whole,
    /// `REF_WRAPPED`: whether a profile is inside of `{"data": …}`.
    wrapped: bool = false,
    /// `REF_LACKS`: keys of the profile that this server does not have.
    lacks: Vec<&'static str> = Vec::new(),
    /// `REF_PICTURE_NAMES`: the name of a new picture.
    picture_names: PictureNames = PictureNames::New,
    /// `REF_SIGNED_MEDIA`: whether the avatar's address gets a new signature in each answer.
    signed_media: bool = false,
    /// `REF_REENCODES`: whether a picture is encoded again before it is stored.
    reencodes: bool = false,
    /// `REF_DEFAULT_PICTURE`: whether a person without a picture has a default picture.
    default_picture: bool = false,
    /// `REF_FAILING_WRITES`: whether changes get 502.
    failing_writes: FailingWrites = FailingWrites::No,
}

/// The name field of the sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoginKey {
    /// `username`
    Username,
    /// `email`: the person's email address.
    Email,
}

/// The form of errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Envelope {
    /// The framework's own form: `{"email": [".."]}`, `{"detail": ".."}`.
    Plain,
    /// The form of the package drf-standardized-errors: `{"type": "..", "errors": [{"code": "..",
    /// "detail": "..", "attr": "email"}]}`.
    Standardized,
    /// RFC 9457: `{"type": "about:blank", "title": "..", "status": 400, "errors": {"email": [".."]}}`.
    Problem,
}

/// A reason to refuse all sign-ins and changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// 403: the account is locked.
    Locked,
    /// 409: the profile was changed elsewhere.
    Conflict,
    /// 423: profiles are closed for changes.
    Closed,
    /// 503: maintenance.
    Maintenance,
}

impl Reason {
    /// The status and the message.
    pub(super) fn answer(self) -> (u16, &'static str) {
        match self {
            Self::Locked => (403, "This account is locked. Ask the help desk."),
            Self::Conflict => (409, "This profile was changed elsewhere."),
            Self::Closed => (423, "Profiles are closed for changes until Monday."),
            Self::Maintenance => (503, "Closed for maintenance until ten o'clock."),
        }
    }
}

/// The two spellings of the completion flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompletedSpelling {
    /// `is_profile_completed`
    Completed,
    /// `is_profile_compeleted`, as in the API document.
    Compeleted,
}

/// The form of ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdsForm {
    /// `"id": 7`
    Numbers,
    /// `"id": "00000007-0000-4000-8000-000000000007"`
    Uuids,
    /// `"id": "person-7"`
    Slugs,
    /// There is no `id`.
    Absent,
    /// There is neither `id` nor `username`.
    AbsentWithUsername,
}

/// The form of `groups`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupsForm {
    /// Group objects.
    Objects,
    /// Only their ids.
    Ids,
}

/// Whether genders have a capital letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GenderForm {
    /// `male` in requests and answers.
    Lower,
    /// `male` in requests, `Male` in answers.
    Display,
    /// `Male` in requests and answers.
    Capital,
}

/// The form of the avatar's address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MediaForm {
    /// `http://127.0.0.1:41235/media/…`
    Absolute,
    /// `/media/…`
    Relative,
    /// `http://127.0.0.1:41235/media/?file=…`
    Query,
    /// Below this address, which ends with a slash and usually has another origin. This server does not serve it.
    At(String),
}

/// The answer to a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WriteAnswer {
    /// The whole profile.
    Whole,
    /// Only the keys that were sent.
    Sent,
    /// Only the fields that can be changed.
    Fields,
    /// Nothing: 204.
    Nothing,
    /// `{"detail": "ok"}`
    Consent,
}

/// Whether changes get 502 from a proxy in front of the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailingWrites {
    /// No.
    No,
    /// Yes, and they are never stored.
    Never,
    /// Yes, and they are stored 2 seconds later.
    Late,
}

/// The name of a new picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureNames {
    /// A new name.
    New,
    /// The name of the person's previous picture, which is overwritten.
    Same,
}

/// The rule for mobile numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MobileRule {
    /// No rule.
    Anything,
    /// `^09\d{9}$` as in Python: the first two digits are ASCII, the others of any script.
    Iranian,
}

/// The rate limit of a person; sign-ins are not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Throttle {
    /// The largest number of requests.
    pub requests: usize,
    /// The period.
    pub per: Duration,
}
