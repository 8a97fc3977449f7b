//! Sends requests and reads answers, with limits of time and size, without redirects and compression.
//!
//! Only this module builds HTTP clients. None of them has a key; the caller adds it to a request.

use super::allowed::{Allowed, Resolver};
use super::error::{self, CaFileFault, Distrust, Error, ProxyRefusal};
use super::exchange::{Answer, Exchange};
use super::language::AnswerLanguage;
use super::proxy::{Proxies, Proxy, Unusable};
use super::trust::{self, CertificateRequested, Fault};
use super::{Server, address};
use crate::disk;

use bytes::{Bytes, BytesMut};
use reqwest::header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_ENCODING, HeaderMap, HeaderValue};
use reqwest::{Method, Request, RequestBuilder, Response, StatusCode, redirect, retry};
use tokio::time::{Instant, timeout_at};
use url::Url;

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// How long a request may take and how large an answer may be. Tests use shorter times than the defaults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The time for making a connection with TLS.
    pub connect: Duration,
    /// The time from the request to the first byte of its answer, and between two bytes.
    pub silence: Duration,
    /// The time for a whole exchange of JSON.
    pub exchange: Duration,
    /// The time for a whole upload, without that for sending its bytes.
    pub upload: Duration,
    /// The slowest connection for which an upload has enough time, in bytes per second.
    pub upload_rate: u64,
    /// The largest JSON answer, in bytes.
    pub json: usize,
    /// The largest body of a refusal that is read, in bytes. A debug page of Django has 64 kB.
    pub error_body: usize,
    /// The largest picture, in bytes.
    pub picture: usize,
    /// The longest pauses before the second and the third attempt to read. Each is shortened at random.
    pub pauses: [Duration; 2],
    /// The time for all attempts to read.
    pub attempts: Duration,
    /// The longest `Retry-After` for which reading waits.
    pub patience: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            silence: Duration::from_secs(15),
            exchange: Duration::from_secs(30),
            upload: Duration::from_secs(60),
            upload_rate: 16_000,
            json: 1024 * 1024,
            error_body: 64 * 1024,
            picture: 8 * 1024 * 1024,
            pauses: [Duration::from_millis(500), Duration::from_millis(1500)],
            attempts: Duration::from_secs(8),
            patience: Duration::from_secs(5),
        }
    }
}

impl Limits {
    /// The time for sending `size` bytes.
    pub(super) fn upload(&self, size: u64) -> Duration {
        self.upload + Duration::from_secs_f64(size as f64 / self.upload_rate.max(1) as f64)
    }
}

/// What an HTTP client is built for. Requests of the same kind can share one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ClientKind {
    purpose: Purpose,
    /// Whether it is for this machine, which is never reached through a proxy: the proxy would see the key.
    loopback: bool,
    /// The addresses to which its names may resolve.
    allowed: Allowed,
    /// Whether it needs TLS. Otherwise no certificates are read.
    https: bool,
    ca_file: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Api,
    Picture,
}

impl ClientKind {
    /// For the API of a server.
    pub(super) fn api(server: &Server) -> Self {
        let url = server.me();
        let allowed = Allowed::of_api(&url, server.options().allow_http);
        Self::of(&url, Purpose::Api, allowed, server)
    }

    /// For a picture that a server points to.
    pub(super) fn picture(url: &Url, server: &Server) -> Self {
        let allowed = Allowed::of_picture(url, server.options().allow_http, server.is_loopback());
        Self::of(url, Purpose::Picture, allowed, server)
    }

    fn of(url: &Url, purpose: Purpose, allowed: Allowed, server: &Server) -> Self {
        Self {
            purpose,
            allowed,
            loopback: address::is_loopback(url),
            https: url.scheme() == "https",
            ca_file: server.options().ca_file.clone(),
        }
    }
}

/// One HTTP client. Cheap to clone; clones share their connections.
#[derive(Clone)]
pub(super) struct Transport {
    http: reqwest::Client,
    purpose: Purpose,
    requested: Arc<CertificateRequested>,
    proxies: Option<Arc<Proxies>>,
    language: AnswerLanguage,
    limits: Limits,
}

impl Purpose {
    fn name(self) -> &'static str {
        match self {
            Self::Api => "api",
            Self::Picture => "picture",
        }
    }
}

/// The limits of one exchange.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// The time from the request to the end of the answer.
    pub(super) whole: Duration,
    /// The time from the request to the first byte of the answer.
    pub(super) first_byte: Duration,
    /// The largest body of a success, in bytes.
    pub(super) size: usize,
}

impl Transport {
    /// Builds a client on a thread of its own, because reading the system's certificates takes 8 to 70 ms.
    pub(super) async fn new(kind: ClientKind, limits: Limits) -> Result<Self, Error> {
        let resolver = Resolver::new(kind.allowed);
        Self::with_resolver(kind, resolver, limits).await
    }

    async fn with_resolver(kind: ClientKind, resolver: Resolver, limits: Limits) -> Result<Self, Error> {
        let (purpose, ca_file) = (kind.purpose, kind.ca_file.clone());
        let requested = Arc::new(CertificateRequested::default());
        let notes = Arc::clone(&requested);
        let proxies = (!kind.loopback).then(Proxies::of_the_environment);
        let client_proxies = proxies.clone();
        // Reading a file on a network drive that is gone would never end.
        let build =
            disk::apart(limits.silence, move || build(&kind, resolver, notes, client_proxies, &limits)).await;
        let http = build.unwrap_or(Err(Fault::File(CaFileFault::Unreadable)));
        let http = http.map_err(|fault| match (fault, ca_file) {
            (Fault::File(fault), Some(path)) => {
                tracing::warn!(kind = crate::log::kind(&fault), "the certificates of ca_file cannot be used");
                Error::CaFile(path, fault)
            }
            (Fault::File(_), None) | (Fault::NoSystemCertificates, _) => Error::NoSystemCertificates,
        })?;
        Ok(Self { http, purpose, requested, proxies, language: AnswerLanguage::default(), limits })
    }

    /// The same client, with requests for answers in this language.
    pub(super) fn answered_in(self, language: AnswerLanguage) -> Self {
        Self { language, ..self }
    }

    pub(super) fn limits(&self) -> &Limits {
        &self.limits
    }

    pub(super) fn request(&self, method: Method, url: Url) -> RequestBuilder {
        let request = self.http.request(method, url);
        match self.language.header() {
            Some(language) => request.header(ACCEPT_LANGUAGE, language),
            None => request,
        }
    }

    /// Sends a request with a small body and reads a JSON answer.
    pub(super) async fn exchange(&self, request: RequestBuilder) -> Result<Answer, Error> {
        let Limits { exchange, silence, json, .. } = self.limits;
        self.send(request, Bounds { whole: exchange, first_byte: silence, size: json }).await
    }

    /// Sends a request once and reads its answer within `bounds`. Each failure is a line of the log.
    ///
    /// If the body of a refusal is too long, broken, encoded or late, the answer has its status and an empty body.
    pub(super) async fn send(&self, request: RequestBuilder, bounds: Bounds) -> Result<Answer, Error> {
        let request = request.build().map_err(|error| self.failed(&error, None))?;
        let url = request.url().clone();
        let exchange = Exchange::begin(self.purpose.name(), request.method().clone());
        let mut status = None;
        let answer = self.send_as(&exchange, request, bounds, &mut status).await;
        match &answer {
            Err(error) => exchange.failed(status, &error.kind()),
            // 304 is the answer for a known version.
            Ok(answer) if answer.status.is_success() || answer.status == StatusCode::NOT_MODIFIED => {
                exchange.answered(answer.status, answer.body.len());
            }
            Ok(answer) => exchange.failed(status, &error::from_answer(answer, &url).kind()),
        }
        answer
    }

    async fn send_as(
        &self,
        exchange: &Exchange,
        request: Request,
        bounds: Bounds,
        seen: &mut Option<StatusCode>,
    ) -> Result<Answer, Error> {
        let start = Instant::now();
        let end = start + bounds.whole;
        let url = request.url().clone();
        let proxy = self.proxy(&url).await?;
        // `read_timeout` of reqwest includes the time of sending, so it would end a slow upload.
        let mut response = timeout_at(end.min(start + bounds.first_byte), self.http.execute(request))
            .await
            .map_err(|_| Error::TimedOut)?
            .map_err(|error| {
                self.proxies.iter().for_each(|proxies| proxies.forget(&url));
                self.failed(&error, proxy.as_ref())
            })?;
        let status = response.status();
        *seen = Some(status);
        let headers = std::mem::take(response.headers_mut());
        let body = if is_encoded(&headers) {
            Err(Error::Altered)
        } else {
            let size = if status.is_success() { bounds.size } else { self.limits.error_body };
            self.body(response, size, end).await
        };
        match body {
            Err(error) if status.is_success() => Err(error),
            body => {
                let exchange = exchange.clone();
                let answer = Answer { status, headers, body: body.unwrap_or_default(), exchange };
                if let (StatusCode::PROXY_AUTHENTICATION_REQUIRED, Some(proxy)) = (status, proxy) {
                    return Err(Error::Proxy(ProxyRefusal::Authentication, Some(proxy.name())));
                }
                if error::wants_certificate(&answer, self.requested.is_set()) {
                    return Err(Error::Tls(Distrust::WantsCertificate));
                }
                Ok(answer)
            }
        }
    }

    /// The proxy for an address.
    async fn proxy(&self, url: &Url) -> Result<Option<Proxy>, Error> {
        let Some(proxies) = &self.proxies else { return Ok(None) };
        proxies.find(url).await.map_err(|Unusable { variable }| Error::ProxySetting(variable))
    }

    fn failed(&self, error: &reqwest::Error, proxy: Option<&Proxy>) -> Error {
        error::from_request(error, self.requested.is_set(), proxy.map(Proxy::name))
    }

    async fn body(&self, mut response: Response, max: usize, end: Instant) -> Result<Bytes, Error> {
        if response.content_length().is_some_and(|length| length > max as u64) {
            return Err(Error::TooBig);
        }
        let mut body = BytesMut::new();
        loop {
            let silence = Instant::now() + self.limits.silence;
            let chunk = timeout_at(end.min(silence), response.chunk())
                .await
                .map_err(|_| Error::TimedOut)?
                .map_err(|error| self.failed(&error, None))?;
            match chunk {
                None => return Ok(body.freeze()),
                Some(chunk) if body.len() + chunk.len() > max => return Err(Error::TooBig),
                Some(chunk) => body.extend_from_slice(&chunk),
            }
        }
    }
}

/// Without the proxies, which may have a password.
impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transport").field("limits", &self.limits).finish_non_exhaustive()
    }
}

fn build(
    kind: &ClientKind,
    resolver: Resolver,
    requested: Arc<CertificateRequested>,
    proxies: Option<Arc<Proxies>>,
    limits: &Limits,
) -> Result<reqwest::Client, Fault> {
    // A second installation is refused and changes nothing.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let accept = match kind.purpose {
        Purpose::Api => "application/json",
        Purpose::Picture => "image/*",
    };
    let mut builder = reqwest::Client::builder()
        .user_agent(concat!("nameplate/", env!("CARGO_PKG_VERSION")))
        .default_headers(HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static(accept))]))
        .http1_only()
        .redirect(redirect::Policy::none())
        .referer(false)
        .retry(retry::never())
        .connect_timeout(limits.connect)
        .pool_idle_timeout(limits.silence)
        .https_only(kind.https)
        .dns_resolver(resolver);
    builder = match proxies {
        Some(proxies) => proxies.apply_to(builder),
        None => builder.no_proxy(),
    };
    if kind.https && ["SSL_CERT_FILE", "SSL_CERT_DIR"].iter().any(|name| std::env::var_os(name).is_some()) {
        tracing::info!("SSL_CERT_FILE or SSL_CERT_DIR replaces the certificates of the system");
    }
    builder = if kind.https {
        builder.tls_backend_preconfigured(trust::config(kind.ca_file.as_deref(), requested)?)
    } else {
        builder.tls_certs_only([])
    };
    builder.build().map_err(|_| Fault::NoSystemCertificates)
}

fn is_encoded(headers: &HeaderMap) -> bool {
    headers.get_all(CONTENT_ENCODING).iter().any(|encoding| {
        let encoding = encoding.as_bytes().trim_ascii();
        !encoding.is_empty() && !encoding.eq_ignore_ascii_case(b"identity")
    })
}

#[cfg(test)]
mod tests;
