//! The ways in which servers of this API differ. Each field is one `REF_*` variable of `tests/reference/README.md`.
//!
//! Left out are the variables that change nothing for a client that asks for JSON (`REF_BROWSABLE`,
//! `REF_ETAG`, `REF_HTTPD`, `REF_REQUEST_LOG`), the language of the messages where none is asked for (`REF_LANGUAGE`),
//! and `REF_TRUST_PROXY`: there is no proxy.

use std::time::Duration;

/// Makes [`Knobs`] of their names, types and values in the reference server.
///
/// Only tests turn them: without the feature `demo-faults` there is nothing to turn, and each is a constant, so that the code
/// for other values is no part of the program.
macro_rules! knobs {
    ($($(#[$doc:meta])* $name:ident: $kind:ty = $plain:expr,)*) => {
        /// How the server behaves. The default is the reference server's.
        #[cfg(feature = "demo-faults")]
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct Knobs {
            $($(#[$doc])* pub $name: $kind,)*
        }

        /// How the server behaves: like the reference server.
        #[cfg(not(feature = "demo-faults"))]
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct Knobs(());

        #[cfg(feature = "demo-faults")]
        impl Default for Knobs {
            fn default() -> Self {
                Self { $($name: $plain,)* }
            }
        }

        #[cfg(feature = "demo-faults")]
        impl Knobs {
            $(pub(super) fn $name(&self) -> $kind {
                <$kind>::clone(&self.$name)
            })*
        }

        #[cfg(not(feature = "demo-faults"))]
        #[allow(dead_code, reason = "`failing_writes` is asked for only where things can go wrong")]
        impl Knobs {
            $(pub(super) fn $name(&self) -> $kind {
                $plain
            })*
        }
    };
}

knobs! {
    /// `REF_COMPLETED_SPELLING`: how the flag's key is spelt.
    completed_spelling: CompletedSpelling = CompletedSpelling::Completed,
    /// `REF_IDS`: what names a person.
    ids: IdsForm = IdsForm::Numbers,
    /// `REF_GROUPS`: what stands in `groups`.
    groups: GroupsForm = GroupsForm::Objects,
    /// `REF_GENDER`: the capital letter of the gender.
    gender: GenderForm = GenderForm::Lower,
    /// `REF_MEDIA` and `REF_MEDIA_URL`: what the avatar's address looks like.
    media: MediaForm = MediaForm::Absolute,
    /// `REF_GET`: whether the profile can be read with GET.
    get: bool = true,
    /// `REF_PUT`: whether PUT is another name for PATCH, and OPTIONS lists the fields.
    put: bool = false,
    /// `REF_SIGN_IN`: whether `POST /api/auth/token/` exists.
    sign_in: bool = true,
    /// `REF_DEBUG`: a missing slash is a 500 with it and a 301 without.
    debug: bool = true,
    /// `REF_BLANK`: whether the text fields take `''`.
    blank: bool = true,
    /// `REF_USERNAME_VALIDATOR`: whether Django's rule for usernames holds.
    username_validator: bool = true,
    /// `REF_MOBILE_REGEX`: what a mobile number must look like.
    mobile: MobileRule = MobileRule::Anything,
    /// `REF_THROTTLE`: how many requests one person may send.
    throttle: Option<Throttle> = None,
    /// `REF_LOGIN`: what the name is called at the sign-in.
    login: LoginKey = LoginKey::Username,
    /// `REF_ENVELOPE`: in which shape a refusal holds its words.
    envelope: Envelope = Envelope::Plain,
    /// `REF_REASON`: why every sign-in and every change is refused, though nothing is wrong with it.
    reason: Option<Reason> = None,
    /// `REF_LOCALE_MIDDLEWARE`: whether messages are in the language that a request asks for.
    locale_middleware: bool = false,
    /// `REF_WRITE_ANSWER`: what a change is answered with.
    write_answer: WriteAnswer = WriteAnswer::Whole,
    /// `REF_WRAPPED`: whether a profile stands in `{"data": …}`.
    wrapped: bool = false,
    /// `REF_LACKS`: keys of the profile that this server does not have.
    lacks: Vec<&'static str> = Vec::new(),
    /// `REF_PICTURE_NAMES`: how a new picture is called.
    picture_names: PictureNames = PictureNames::New,
    /// `REF_SIGNED_MEDIA`: whether the avatar's address gets a new signature in each answer.
    signed_media: bool = false,
    /// `REF_REENCODES`: whether a picture is encoded anew before it is kept.
    reencodes: bool = false,
    /// `REF_DEFAULT_PICTURE`: whether somebody without a picture is shown with one for everybody.
    default_picture: bool = false,
    /// `REF_FAILING_WRITES`: whether changes are answered 502.
    failing_writes: FailingWrites = FailingWrites::No,
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
