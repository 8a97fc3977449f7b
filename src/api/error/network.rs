//! The error for a failed connection, from the causes in the error of the HTTP library.

use super::{Distrust, Error, ProxyRefusal};
use crate::api::allowed::NotAllowed;
use crate::api::exchange::Answer;

use reqwest::StatusCode;
use reqwest::header::CONTENT_TYPE;
use rustls::AlertDescription as Alert;

use std::error::Error as Cause;
use std::io;
use std::iter;

/// The error for a request without an answer. The error of the library is not kept, because it has the URL.
///
/// `asked`: the server asked for a client certificate. `proxy`: the proxy that was used.
pub(in crate::api) fn from_request(error: &reqwest::Error, asked: bool, proxy: Option<String>) -> Error {
    if error.is_builder() {
        // Only a key that is not allowed in a header leads here, since addresses are checked before.
        return Error::UnusableKey;
    }
    // With TLS 1.3 this arrives after the connection is made.
    if causes(error).any(|cause| refuses_client(cause, asked)) {
        return Error::Tls(Distrust::WantsCertificate);
    }
    if !error.is_connect() {
        return match () {
            () if error.is_timeout() => Error::TimedOut,
            () => causes(error).find_map(broken_http).unwrap_or(Error::Interrupted),
        };
    }
    match causes(error).find_map(|cause| cause.downcast_ref::<NotAllowed>()) {
        Some(NotAllowed::OtherMachine) => return Error::NotThisMachine,
        Some(NotAllowed::ForPictures) => return Error::PictureAddress,
        None => {}
    }
    if let Some(refusal) = causes(error).find_map(proxy_refusal) {
        return Error::Proxy(refusal, proxy);
    }
    if let Some(distrust) = causes(error).find_map(distrust) {
        return Error::Tls(distrust);
    }
    let is_about_proxy = proxy.is_some() && !causes(error).any(resolves_here);
    if is_about_proxy && !is_hung_up(error) {
        return Error::Proxy(ProxyRefusal::Unreachable, proxy);
    }
    if error.is_dns() {
        return Error::NoSuchHost;
    }
    if error.is_timeout() {
        return Error::ConnectTimedOut;
    }
    match reason(error) {
        Some(io::ErrorKind::ConnectionRefused) => Error::Refused,
        // The machine closed the connection during the TLS handshake.
        _ if is_hung_up(error) => Error::Tls(Distrust::Other),
        _ => Error::Unreachable,
    }
}

/// The innermost I/O error; the outer ones only wrap it.
fn reason(error: &reqwest::Error) -> Option<io::ErrorKind> {
    causes(error).filter_map(|cause| cause.downcast_ref::<io::Error>()).map(io::Error::kind).last()
}

fn is_hung_up(error: &reqwest::Error) -> bool {
    matches!(
        reason(error),
        Some(
            io::ErrorKind::UnexpectedEof
                | io::ErrorKind::ConnectionReset
                | io::ErrorKind::ConnectionAborted
                | io::ErrorKind::BrokenPipe
        )
    )
}

/// Whether an answer is that of nginx when it requires a client certificate. nginx only says so in its answer.
pub(in crate::api) fn wants_certificate(answer: &Answer, asked: bool) -> bool {
    const WORDS: &[u8] = b"SSL certificate";
    asked
        && answer.status == StatusCode::BAD_REQUEST
        && answer.body.windows(WORDS.len()).any(|words| words == WORDS)
}

/// Whether an answer is a web page, by its type or its beginning.
pub(in crate::api) fn is_web_page(answer: &Answer) -> bool {
    let kind = answer.headers.get(CONTENT_TYPE).map(|kind| kind.as_bytes().to_ascii_lowercase());
    let is_called_so =
        kind.is_some_and(|kind| kind.starts_with(b"text/html") || kind.starts_with(b"application/xhtml"));
    let body = answer.body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&answer.body).trim_ascii_start();
    let begins =
        |words: &[u8]| body.get(..words.len()).is_some_and(|start| start.eq_ignore_ascii_case(words));
    !body.is_empty() && (is_called_so || begins(b"<!doctype html") || begins(b"<html"))
}

/// The error and all of its causes.
fn causes<'a>(error: &'a (dyn Cause + 'static)) -> impl Iterator<Item = &'a (dyn Cause + 'static)> {
    iter::successors(Some(error), |error| cause_of(*error))
}

/// The cause of an error. `source()` of an `io::Error` skips the error that it wraps.
fn cause_of<'a>(error: &'a (dyn Cause + 'static)) -> Option<&'a (dyn Cause + 'static)> {
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(inner) => Some(inner),
        None => error.source(),
    }
}

/// Whether the server closed the connection because it got no client certificate.
fn refuses_client(cause: &(dyn Cause + 'static), asked: bool) -> bool {
    match cause.downcast_ref::<rustls::Error>() {
        Some(rustls::Error::AlertReceived(Alert::CertificateRequired)) => true,
        // With TLS 1.2, and for some servers with 1.3.
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

/// The error if the answer is not HTTP, or violates its rules.
fn broken_http(cause: &(dyn Cause + 'static)) -> Option<Error> {
    if let Some(error) = cause.downcast_ref::<hyper::Error>() {
        return match () {
            () if error.is_parse_too_large() => Some(Error::TooBig),
            () => error.is_parse().then_some(Error::NotHttp),
        };
    }
    // A chunked body with wrong lengths.
    let kind = cause.downcast_ref::<io::Error>()?.kind();
    (kind == io::ErrorKind::InvalidInput).then_some(Error::NotHttp)
}

/// How a proxy failed. The errors of the library have no public type, so their text is compared.
fn proxy_refusal(cause: &(dyn Cause + 'static)) -> Option<ProxyRefusal> {
    let words = cause.to_string();
    let words = words.strip_prefix("tunnel error: ").or_else(|| words.strip_prefix("SOCKS error: "))?;
    Some(match words {
        "proxy authorization required"
        | "credentials not accepted"
        | "server does not support user/pass authentication"
        | "server implements authentication incorrectly" => ProxyRefusal::Authentication,
        "failed to create underlying connection" => ProxyRefusal::Unreachable,
        _ => ProxyRefusal::Failed,
    })
}

/// Whether resolving the name of the server on this machine failed, for a proxy that only takes addresses.
fn resolves_here(cause: &(dyn Cause + 'static)) -> bool {
    cause.to_string() == "error resolving for socks proxy"
}
