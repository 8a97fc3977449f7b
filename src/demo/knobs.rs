//! The ways in which servers of this API differ. Each field is one `REF_*` variable of `tests/reference/README.md`.
//!
//! Left out are the variables that change nothing for a client that asks for JSON (`REF_BROWSABLE`,
//! `REF_ETAG`, `REF_HTTPD`, `REF_REQUEST_LOG`), the language of the messages where none is asked for (`REF_LANGUAGE`),
//! and `REF_TRUST_PROXY`: there is no proxy.

use std::time::Duration;

/// How the server behaves. The default is the reference server's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Knobs {
    /// `REF_COMPLETED_SPELLING`: how the flag's key is spelt.
    pub completed_spelling: CompletedSpelling,
    /// `REF_IDS`: what names a person.
    pub ids: IdsForm,
    /// `REF_GROUPS`: what stands in `groups`.
    pub groups: GroupsForm,
    /// `REF_GENDER`: the capital letter of the gender.
    pub gender: GenderForm,
    /// `REF_MEDIA` and `REF_MEDIA_URL`: what the avatar's address looks like.
    pub media: MediaForm,
    /// `REF_GET`: whether the profile can be read with GET.
    pub get: bool,
    /// `REF_PUT`: whether PUT is another name for PATCH, and OPTIONS lists the fields.
    pub put: bool,
    /// `REF_SIGN_IN`: whether `POST /api/auth/token/` exists.
    pub sign_in: bool,
    /// `REF_DEBUG`: a missing slash is a 500 with it and a 301 without.
    pub debug: bool,
    /// `REF_BLANK`: whether the text fields take `''`.
    pub blank: bool,
    /// `REF_USERNAME_VALIDATOR`: whether Django's rule for usernames holds.
    pub username_validator: bool,
    /// `REF_MOBILE_REGEX`: what a mobile number must look like.
    pub mobile: MobileRule,
    /// `REF_THROTTLE`: how many requests one person may send.
    pub throttle: Option<Throttle>,
    /// `REF_LOGIN`: what the name is called at the sign-in.
    pub login: LoginKey,
    /// `REF_ENVELOPE`: in which shape a refusal holds its words.
    pub envelope: Envelope,
    /// `REF_REASON`: why every sign-in and every change is refused, though nothing is wrong with it.
    pub reason: Option<Reason>,
    /// `REF_LOCALE_MIDDLEWARE`: whether messages are in the language that a request asks for.
    pub locale_middleware: bool,
    /// `REF_WRITE_ANSWER`: what a change is answered with.
    pub write_answer: WriteAnswer,
    /// `REF_WRAPPED`: whether a profile stands in `{"data": …}`.
    pub wrapped: bool,
    /// `REF_LACKS`: keys of the profile that this server does not have.
    pub lacks: Vec<&'static str>,
    /// `REF_PICTURE_NAMES`: how a new picture is called.
    pub picture_names: PictureNames,
    /// `REF_SIGNED_MEDIA`: whether the avatar's address gets a new signature in each answer.
    pub signed_media: bool,
    /// `REF_REENCODES`: whether a picture is encoded anew before it is kept.
    pub reencodes: bool,
    /// `REF_DEFAULT_PICTURE`: whether somebody without a picture is shown with one for everybody.
    pub default_picture: bool,
    /// `REF_FAILING_WRITES`: whether changes are answered 502.
    pub failing_writes: FailingWrites,
}

impl Default for Knobs {
    fn default() -> Self {
        Self {
            completed_spelling: CompletedSpelling::Completed,
            ids: IdsForm::Numbers,
            groups: GroupsForm::Objects,
            gender: GenderForm::Lower,
            media: MediaForm::Absolute,
            get: true,
            put: false,
            sign_in: true,
            debug: true,
            blank: true,
            username_validator: true,
            mobile: MobileRule::Anything,
            throttle: None,
            login: LoginKey::Username,
            envelope: Envelope::Plain,
            reason: None,
            locale_middleware: false,
            write_answer: WriteAnswer::Whole,
            wrapped: false,
            lacks: Vec::new(),
            picture_names: PictureNames::New,
            signed_media: false,
            reencodes: false,
            default_picture: false,
            failing_writes: FailingWrites::No,
        }
    }
}

/// What the name is called at the sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoginKey {
    /// `username`
    Username,
    /// `email`: the person's email address.
    Email,
}

/// In which shape a refusal holds its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Envelope {
    /// As the framework answers by itself: `{"email": [".."]}`, `{"detail": ".."}`.
    Plain,
    /// As the package drf-standardized-errors answers: `{"type": "..", "errors": [{"code": "..",
    /// "detail": "..", "attr": "email"}]}`.
    Standardized,
    /// As RFC 9457 says: `{"type": "about:blank", "title": "..", "status": 400, "errors": {"email": [".."]}}`.
    Problem,
}

/// Why every sign-in and every change is refused.
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
    /// The status and the words.
    pub(super) fn answer(self) -> (u16, &'static str) {
        match self {
            Self::Locked => (403, "This account is locked. Ask the help desk."),
            Self::Conflict => (409, "This profile was changed elsewhere."),
            Self::Closed => (423, "Profiles are closed for changes until Monday."),
            Self::Maintenance => (503, "Closed for maintenance until ten o'clock."),
        }
    }
}

/// The two spellings of the flag's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompletedSpelling {
    /// `is_profile_completed`
    Completed,
    /// `is_profile_compeleted`, as the document has it.
    Compeleted,
}

/// What names a person in an answer.
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

/// What stands in `groups`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupsForm {
    /// Whole group objects.
    Objects,
    /// Bare numbers.
    Ids,
}

/// The capital letter of the gender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GenderForm {
    /// `male` both ways.
    Lower,
    /// `male` is written, `Male` is read.
    Display,
    /// `Male` both ways.
    Capital,
}

/// What the avatar's address looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MediaForm {
    /// `http://127.0.0.1:41235/media/…`
    Absolute,
    /// `/media/…`
    Relative,
    /// `http://127.0.0.1:41235/media/?file=…`
    Query,
    /// Below this address, which ends in a slash and is usually another origin. Nothing is served there.
    At(String),
}

/// What a change is answered with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WriteAnswer {
    /// The whole profile.
    Whole,
    /// Only the keys that were sent.
    Sent,
    /// Only the fields that can be changed, as a serializer for writing has them.
    Fields,
    /// Nothing: 204.
    Nothing,
    /// `{"detail": "ok"}`
    Consent,
}

/// Whether changes are answered 502 by what stands before the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailingWrites {
    /// They are not.
    No,
    /// They are, and are never done.
    Never,
    /// They are, and are done 2 seconds later.
    Late,
}

/// How a new picture is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureNames {
    /// As no picture was before.
    New,
    /// As the person's picture before, which is overwritten.
    Kept,
}

/// What a mobile number must look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MobileRule {
    /// Nothing is checked.
    Anything,
    /// `^09\d{9}$` as Python reads it: the two first digits are ASCII, the others of any script.
    Iranian,
}

/// So many requests of one person within so long; sign-in is not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Throttle {
    /// How many are answered.
    pub requests: usize,
    /// Within how long.
    pub per: Duration,
}
