//! Messages for failed requests: what happened to the data, why, what can be done, and below that the messages of the
//! server.

use super::trust::{ca_file, certificate, named_proxy, proxy};
use super::{Sentence, Value};
use crate::api::error::Redirect;
use crate::api::{Error, Outcome, Refusal, Why};
use crate::profile::Field;

/// The largest number of messages of the server that are shown; more would hide the rest of the screen.
const MAX_LINES: usize = 5;

/// The action that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tried {
    /// Signing in with a key.
    KeySignIn,
    /// The same with a key from the environment, which cannot be corrected in a field.
    GivenKeySignIn,
    /// Signing in with a name and a password.
    PasswordSignIn,
    /// Reading the profile.
    Reading,
    /// Saving fields.
    Saving,
    /// Sending a photo.
    Uploading,
    /// Removing the photo.
    Removing,
    /// Restoring the previous photo.
    PuttingBack,
}

impl Tried {
    /// All actions.
    pub const ALL: [Self; 8] = [
        Self::KeySignIn,
        Self::GivenKeySignIn,
        Self::PasswordSignIn,
        Self::Reading,
        Self::Saving,
        Self::Uploading,
        Self::Removing,
        Self::PuttingBack,
    ];

    /// Whether the address can still be corrected next to the message.
    fn is_sign_in(self) -> bool {
        matches!(self, Self::KeySignIn | Self::GivenKeySignIn | Self::PasswordSignIn)
    }
}

/// The message for a failed request. `host` is the name of the server that is shown.
pub fn server(error: &Error, host: &str, tried: Tried) -> Sentence {
    because(error, host, tried, outcome(error.outcome(), tried))
}

/// The same if reading failed before anything was sent, so nothing was stored.
pub fn not_begun(error: &Error, host: &str, tried: Tried) -> Sentence {
    because(error, host, tried, outcome(Outcome::NotStored, tried))
}

/// That nothing of a write is stored; `None` for other actions.
pub fn not_stored(tried: Tried) -> Option<Sentence> {
    outcome(Outcome::NotStored, tried)
}

/// Only why it failed, without what happened to the data.
pub fn cause(error: &Error, host: &str, tried: Tried) -> Sentence {
    because(error, host, tried, None)
}

/// Why the person has to sign in again; `None` if this error does not need it.
pub fn sign_in_again(error: &Error, host: &str) -> Option<Sentence> {
    match error {
        Error::NoKey => Some(Sentence::of("error-key-not-read")),
        Error::AnotherPerson(name) if name.is_empty() => Some(another_person(host)),
        Error::AnotherPerson(name) => {
            Some(Sentence::of("sign-in-another-person").naming("server", host).naming("name", name))
        }
        error => {
            let refusal = error.refusal().filter(|refusal| refusal.why == Why::Unauthorized)?;
            let said = Sentence::of("sign-in-expired");
            Some(words(refusal, Tried::Reading).into_iter().fold(said, Sentence::below))
        }
    }
}

fn because(error: &Error, host: &str, tried: Tried, outcome: Option<Sentence>) -> Sentence {
    let reason = reason(error, host, tried);
    let said = match outcome {
        Some(outcome) => outcome.then(reason),
        None => reason,
    };
    error.refusal().into_iter().flat_map(|refusal| words(refusal, tried)).fold(said, Sentence::below)
}

fn another_person(host: &str) -> Sentence {
    Sentence::of("error-another-person").naming("server", host)
}

/// What happened to the data of a failed write; `None` for other actions.
fn outcome(outcome: Outcome, tried: Tried) -> Option<Sentence> {
    let (not_stored, unknown) = match tried {
        Tried::KeySignIn | Tried::GivenKeySignIn | Tried::PasswordSignIn | Tried::Reading => return None,
        Tried::Saving => ("error-not-saved", "error-unknown-outcome"),
        Tried::Uploading | Tried::PuttingBack => ("error-photo-not-changed", "error-photo-unknown"),
        Tried::Removing => ("error-not-removed", "error-removal-unknown"),
    };
    match outcome {
        Outcome::NotStored => Some(Sentence::of(not_stored)),
        Outcome::Unknown => Some(Sentence::of(unknown)),
    }
}

/// Why it failed, and what can be done.
fn reason(cause: &Error, host: &str, tried: Tried) -> Sentence {
    let about = |id| Sentence::of(id).naming("server", host);
    // The advice differs while the address can still be corrected.
    let there = |at_sign_in, signed_in| about(if tried.is_sign_in() { at_sign_in } else { signed_in });
    match cause {
        Error::NoSuchHost => there("error-no-such-host", "error-no-such-host-signed-in"),
        Error::Refused => there("error-refused", "error-refused-signed-in"),
        Error::Unreachable => about("error-unreachable"),
        Error::ConnectTimedOut => about("error-connect-timeout"),
        Error::Tls(distrust) => about(certificate(*distrust)),
        Error::NoSystemCertificates => Sentence::of("error-no-certificates"),
        Error::CaFile(path, fault) => Sentence::of(ca_file(*fault))
            .naming("file", &path.to_string_lossy())
            .then(Sentence::of("error-ca-file-advice")),
        Error::Proxy(refusal, None) => Sentence::of(proxy(*refusal)),
        Error::Proxy(refusal, Some(name)) => about(named_proxy(*refusal)).naming("proxy", name),
        Error::ProxySetting(Some(variable)) => {
            Sentence::of("error-proxy-variable").naming("variable", variable)
        }
        Error::ProxySetting(None) => Sentence::of("error-proxy-desktop"),
        Error::NoKey => Sentence::of("error-key-not-read"),
        Error::UnusableKey if tried == Tried::GivenKeySignIn => Sentence::of("error-given-key-unusable"),
        Error::UnusableKey => Sentence::of("error-unusable-key"),
        Error::NotThisMachine => about("error-not-this-machine"),
        Error::PictureAddress => Sentence::of("profile-photo-not-shown"),
        Error::Redirected(Redirect::Slash) => about("error-redirected-slash"),
        Error::Redirected(Redirect::SameServer) if tried == Tried::PasswordSignIn => {
            about("error-redirected-page-password")
        }
        Error::Redirected(Redirect::SameServer) => about("error-redirected-page"),
        Error::Redirected(Redirect::Elsewhere(to)) => {
            there("error-redirected", "error-redirected-signed-in").naming("to", to)
        }
        Error::Redirected(Redirect::Nowhere) => about("error-redirected-nowhere"),
        Error::Answered(refusal) => refused(refusal, host, tried),
        Error::NotASignIn => about("error-not-a-sign-in"),
        Error::NotAProfile => there("error-not-a-profile", "error-not-a-profile-signed-in"),
        Error::WebPage if tried.is_sign_in() => about("error-not-a-profile"),
        Error::NothingShown => about("error-nothing-shown"),
        Error::AnotherPerson(_) => another_person(host),
        Error::NotHttp => there("error-not-http", "error-not-http-signed-in"),
        Error::Altered | Error::WebPage => Sentence::of("error-altered"),
        Error::TooBig => there("error-answer-too-big", "error-answer-too-big-signed-in"),
        Error::TimedOut => about("error-answer-timeout"),
        Error::Interrupted => about("error-interrupted"),
    }
}

/// The same for a refusal by the server. If the server sent messages, they are shown instead of a guess.
fn refused(refusal: &Refusal, host: &str, tried: Tried) -> Sentence {
    let about = |id| Sentence::of(id).naming("server", host);
    let with_status = |id, status| Sentence::of(id).with("status", Value::Code(status));
    let is_silent = refusal.words.is_empty();
    match refusal.why {
        Why::Failed { status } => with_status("error-server", status),
        _ if tried == Tried::Saving && refusal.is_about_fields() => {
            let count = Field::FORM.iter().filter(|field| refusal.words.fields.contains_key(field)).count();
            Sentence::of("profile-fields-refused").with("count", Value::Number(count as u64))
        }
        Why::Rejected if is_silent => Sentence::of("error-bad-request"),
        Why::Rejected => Sentence::of("error-rejected"),
        Why::Unauthorized => Sentence::of(match tried {
            Tried::KeySignIn => "error-wrong-key",
            Tried::GivenKeySignIn => "error-given-key-refused",
            Tried::PasswordSignIn => "error-key-just-given",
            _ => "error-key-expired",
        }),
        Why::Forbidden if is_silent => Sentence::of("error-not-staff"),
        Why::Forbidden => Sentence::of("error-forbidden"),
        Why::NotFound if tried.is_sign_in() => Sentence::of("error-not-found"),
        Why::NotFound => Sentence::of("error-not-found-signed-in"),
        Why::MethodNotAllowed => about("error-method"),
        Why::TooLarge => Sentence::of(match tried {
            Tried::Saving => "error-too-large-text",
            Tried::Uploading | Tried::PuttingBack => "error-too-large-photo",
            _ => "error-too-large",
        }),
        Why::UnsupportedMedia => Sentence::of("error-unsupported"),
        Why::Throttled { wait: Some(wait) } => {
            Sentence::of("error-throttled-wait").with("wait", Value::Wait(wait))
        }
        Why::Throttled { wait: None } => Sentence::of("error-throttled"),
        Why::WrongPassword => Sentence::of("error-wrong-password"),
        Why::NotSignedIn { status } if is_silent => with_status("error-not-signed-in-silently", status),
        Why::NotSignedIn { .. } => Sentence::of("error-not-signed-in"),
        Why::NoPasswordSignIn => Sentence::of("error-no-password-sign-in"),
        Why::NoKey => Sentence::of("error-no-key"),
        Why::Unexpected { status } if !is_silent => with_status("error-declined", status),
        Why::Unexpected { status } if tried.is_sign_in() => with_status("error-unexpected", status),
        Why::Unexpected { status } => with_status("error-unexpected-signed-in", status),
    }
}

/// The messages of the server, one per line. Messages that are shown at their fields are not repeated.
fn words(refusal: &Refusal, tried: Tried) -> Vec<Sentence> {
    let are_at_fields = tried == Tried::Saving && refusal.is_about_fields();
    let whole = refusal.words.other.iter().map(|said| (None, said));
    let fields = refusal.words.fields.iter().filter(|(field, _)| !are_at_fields || **field == Field::Avatar);
    let fields = fields.flat_map(|(field, said)| said.iter().map(|said| (Some(*field), said)));
    let line = |(field, said): (Option<Field>, &String)| match field {
        // The name of the field is left out, because only the photo was sent.
        None | Some(Field::Avatar) => Sentence::of("error-server-says").naming("message", said),
        Some(field) => Sentence::of("error-server-says-of")
            .with("field", Value::Fields(vec![field]))
            .naming("message", said),
    };
    whole.chain(fields).map(line).take(MAX_LINES).collect()
}
