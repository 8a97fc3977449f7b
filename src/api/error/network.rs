//! What a failed connection means: walks the causes that the HTTP library keeps behind its own error.

use super::{Distrust, Error, ProxyRefusal};
use crate::api::reach::Strayed;
use crate::api::transport::Answer;

use reqwest::StatusCode;
use rustls::AlertDescription as Alert;

use std::error::Error as Cause;
use std::io;
use std::iter;

/// Why a request has no answer, and whether the server asked for a certificate of this program. The error of the
/// library is dropped here, and its URL with it.
pub(in crate::api) fn from_request(error: &reqwest::Error, asked: bool) -> Error {
    if error.is_builder() {
        // The only way to get here is a key that cannot stand in a header: addresses are checked before.
        return Error::UnusableKey;
    }
    // With TLS 1.3 this comes after the client believes the connection to be made.
    if causes(error).any(|cause| refuses_client(cause, asked)) {
        return Error::Tls(Distrust::WantsCertificate);
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

/// Whether an answer is nginx's way of wanting a certificate: it speaks only once it has the request.
pub(in crate::api) fn wants_certificate(answer: &Answer, asked: bool) -> bool {
    const WORDS: &[u8] = b"SSL certificate";
    asked
        && answer.status == StatusCode::BAD_REQUEST
        && answer.body.windows(WORDS.len()).any(|words| words == WORDS)
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

/// The server ends the connection because it was shown no certificate.
fn refuses_client(cause: &(dyn Cause + 'static), asked: bool) -> bool {
    match cause.downcast_ref::<rustls::Error>() {
        Some(rustls::Error::AlertReceived(Alert::CertificateRequired)) => true,
        // What servers of TLS 1.2 say, and some of 1.3.
        Some(rustls::Error::AlertReceived(
            Alert::HandshakeFailure
            | Alert::NoCertificate
            | Alert::BadCertificate
            | Alert::CertificateUnknown
            | Alert::AccessDenied,
        )) => asked,
        _ => false,
    }
}

fn distrust(cause: &(dyn Cause + 'static)) -> Option<Distrust> {
    use rustls::CertificateError;

    Some(match cause.downcast_ref::<rustls::Error>()? {
        rustls::Error::InvalidCertificate(CertificateError::Other(reason)) => {
            reason.0.downcast_ref().copied().unwrap_or(Distrust::Other)
        }
        rustls::Error::PeerIncompatible(_)
        | rustls::Error::AlertReceived(
            Alert::ProtocolVersion | Alert::HandshakeFailure | Alert::InsufficientSecurity,
        ) => Distrust::OldEncryption,
        rustls::Error::InvalidMessage(_) => Distrust::NoEncryption,
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
