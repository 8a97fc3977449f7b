//! What a failed connection means: walks the causes that the HTTP library keeps behind its own error.

use super::{Distrust, Error, ProxyRefusal};
use crate::api::reach::Strayed;

use std::error::Error as Cause;
use std::io;
use std::iter;
use std::path::Path;

/// Why a request has no answer. The error of the library is dropped here, and its URL with it.
pub(in crate::api) fn from_request(error: &reqwest::Error) -> Error {
    if error.is_builder() {
        // The only way to get here is a key that cannot stand in a header: addresses are checked before.
        return Error::UnusableKey;
    }
    if !error.is_connect() {
        return if error.is_timeout() { Error::TimedOut } else { Error::Interrupted };
    }
    match causes(error).find_map(|cause| cause.downcast_ref::<Strayed>()) {
        Some(Strayed::FromThisMachine) => return Error::NotThisMachine,
        Some(Strayed::ToAPrivatePlace) => return Error::PictureAddress,
        None => {}
    }
    if let Some(refusal) = causes(error).find_map(proxy_refusal) {
        return Error::Proxy(refusal);
    }
    if let Some(distrust) = causes(error).find_map(distrust) {
        return Error::Tls(distrust);
    }
    if error.is_dns() {
        return Error::NoSuchHost;
    }
    if error.is_timeout() {
        return Error::ConnectTimedOut;
    }
    // The outer ones only wrap the one that says why.
    let reasons = causes(error).filter_map(|cause| cause.downcast_ref::<io::Error>()).map(io::Error::kind);
    match reasons.last() {
        Some(io::ErrorKind::ConnectionRefused) => Error::Refused,
        // The machine was reached and then hung up while encryption was agreed on.
        Some(
            io::ErrorKind::UnexpectedEof
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe,
        ) => Error::Tls(Distrust::Other),
        _ => Error::Unreachable,
    }
}

/// Why no client could be made: the only thing that can fail are the certificates.
pub(in crate::api) fn from_builder(ca_file: Option<&Path>) -> Error {
    ca_file.map_or(Error::NoSystemCertificates, |path| Error::CaFile(path.to_owned()))
}

/// The error itself and everything behind it.
fn causes<'a>(error: &'a (dyn Cause + 'static)) -> impl Iterator<Item = &'a (dyn Cause + 'static)> {
    iter::successors(Some(error), |error| behind(*error))
}

/// What an error wraps; an `io::Error` hides it from `source()`.
fn behind<'a>(error: &'a (dyn Cause + 'static)) -> Option<&'a (dyn Cause + 'static)> {
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(inner) => Some(inner),
        None => error.source(),
    }
}

fn distrust(cause: &(dyn Cause + 'static)) -> Option<Distrust> {
    use rustls::CertificateError as Certificate;
    Some(match cause.downcast_ref::<rustls::Error>()? {
        rustls::Error::InvalidCertificate(problem) => match problem {
            Certificate::Expired | Certificate::ExpiredContext { .. } => Distrust::Expired,
            Certificate::NotValidYet | Certificate::NotValidYetContext { .. } => Distrust::NotYetValid,
            // An authority of the same name as a trusted one, but with another key.
            Certificate::UnknownIssuer | Certificate::BadSignature => Distrust::UnknownIssuer,
            Certificate::NotValidForName | Certificate::NotValidForNameContext { .. } => Distrust::WrongHost,
            Certificate::Revoked => Distrust::Revoked,
            _ => Distrust::Other,
        },
        _ => Distrust::Other,
    })
}

/// The error of a proxy's tunnel has no type that can be named from here, only words.
fn proxy_refusal(cause: &(dyn Cause + 'static)) -> Option<ProxyRefusal> {
    match cause.to_string().strip_prefix("tunnel error: ")? {
        "proxy authorization required" => Some(ProxyRefusal::Authentication),
        _ => Some(ProxyRefusal::Failed),
    }
}
