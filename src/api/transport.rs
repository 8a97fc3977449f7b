//! Requests and answers with limits of time and size; no redirects, no compression.
//!
//! The only place that builds HTTP clients. None of them carries a key of its own.

use super::error::{self, Error};
use super::{Server, address, picture};

use bytes::{Bytes, BytesMut};
use reqwest::header::{ACCEPT, CONTENT_ENCODING, HeaderMap, HeaderValue};
use reqwest::{Certificate, Method, RequestBuilder, Response, StatusCode, redirect, retry};
use tokio::time::{Instant, timeout_at};
use url::Url;

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a request may take and how large an answer may be. The defaults are for people; tests shorten
/// them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Making a connection, TLS included.
    pub connect: Duration,
    /// From the request to the first byte of its answer, and between two bytes of it.
    pub silence: Duration,
    /// A whole exchange of JSON.
    pub exchange: Duration,
    /// A whole upload, besides the time its bytes need.
    pub upload: Duration,
    /// The slowest line an upload is meant for, in bytes per second.
    pub upload_rate: u64,
    /// Bytes of a JSON answer.
    pub json: usize,
    /// Bytes of an answer that says no; what is beyond is not read. A debug page of Django has 64 kB.
    pub error_body: usize,
    /// Bytes of a picture.
    pub picture: usize,
    /// The longest pauses before a second and a third attempt to read; each is shortened at random.
    pub pauses: [Duration; 2],
    /// All attempts to read together.
    pub attempts: Duration,
    /// The longest `Retry-After` that reading waits for by itself.
    pub patience: Duration,
    /// The pauses between looks at what became of a request whose answer was not waited for.
    pub looks: [Duration; 3],
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
            looks: [Duration::from_secs(1), Duration::from_secs(2), Duration::from_secs(4)],
        }
    }
}

impl Limits {
    /// The time for sending `size` bytes.
    pub(super) fn upload(&self, size: u64) -> Duration {
        self.upload + Duration::from_secs_f64(size as f64 / self.upload_rate.max(1) as f64)
    }
}

/// What a client is built for. Two addresses of the same kind can share one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kind {
    purpose: Purpose,
    /// This machine is never reached through a proxy: the proxy would get the key in the clear.
    loopback: bool,
    /// Without TLS no certificates are read, and none are needed.
    https: bool,
    ca_file: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Api,
    Picture,
}

impl Kind {
    /// For the API of a server.
    pub(super) fn api(server: &Server) -> Self {
        Self::of(&server.me(), Purpose::Api, server)
    }

    /// For a picture that a server points to.
    pub(super) fn picture(url: &Url, server: &Server) -> Self {
        Self::of(url, Purpose::Picture, server)
    }

    fn of(url: &Url, purpose: Purpose, server: &Server) -> Self {
        Self {
            purpose,
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
    limits: Limits,
}

/// An answer, read to its end.
#[derive(Clone)]
pub(super) struct Answer {
    /// The status.
    pub(super) status: StatusCode,
    /// The headers.
    pub(super) headers: HeaderMap,
    /// The body; empty for a refusal whose body could not be read.
    pub(super) body: Bytes,
}

/// The longest an exchange may take and the most its answer may hold.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// From the request to the end of the answer.
    pub(super) whole: Duration,
    /// From the request to the first byte of the answer.
    pub(super) first_byte: Duration,
    /// Bytes of an answer that says yes.
    pub(super) size: usize,
}

impl Transport {
    /// Builds a client on a blocking thread: reading the system's certificates takes 8 to 70 ms.
    pub(super) async fn new(kind: Kind, limits: Limits) -> Result<Self, Error> {
        let ca_file = kind.ca_file.clone();
        let http = tokio::task::spawn_blocking(move || build(&kind, &limits))
            .await
            .unwrap_or_else(|_| Err(error::from_builder(ca_file.as_deref())))?;
        Ok(Self { http, limits })
    }

    pub(super) fn limits(&self) -> &Limits {
        &self.limits
    }

    pub(super) fn request(&self, method: Method, url: Url) -> RequestBuilder {
        self.http.request(method, url)
    }

    /// Sends a request with a small body and reads a JSON answer.
    pub(super) async fn exchange(&self, request: RequestBuilder) -> Result<Answer, Error> {
        let Limits { exchange, silence, json, .. } = self.limits;
        self.send(request, Bounds { whole: exchange, first_byte: silence, size: json }).await
    }

    /// Sends a request once and reads its answer within `bounds`.
    ///
    /// A status is never lost: when the body of a refusal is too long, broken, encoded or late, the answer
    /// has an empty body.
    pub(super) async fn send(&self, request: RequestBuilder, bounds: Bounds) -> Result<Answer, Error> {
        let start = Instant::now();
        let end = start + bounds.whole;
        // reqwest's own `read_timeout` would also count the time of sending, and end a slow upload.
        let mut response = timeout_at(end.min(start + bounds.first_byte), request.send())
            .await
            .map_err(|_| Error::TimedOut)?
            .map_err(|error| error::from_request(&error))?;
        let status = response.status();
        let headers = std::mem::take(response.headers_mut());
        let body = if is_encoded(&headers) {
            Err(Error::Altered)
        } else {
            let size = if status.is_success() { bounds.size } else { self.limits.error_body };
            self.body(response, size, end).await
        };
        match body {
            Err(error) if status.is_success() => Err(error),
            body => Ok(Answer { status, headers, body: body.unwrap_or_default() }),
        }
    }

    async fn body(&self, mut response: Response, most: usize, end: Instant) -> Result<Bytes, Error> {
        if response.content_length().is_some_and(|length| length > most as u64) {
            return Err(Error::TooBig);
        }
        let mut body = BytesMut::new();
        loop {
            let silence = Instant::now() + self.limits.silence;
            let chunk = timeout_at(end.min(silence), response.chunk())
                .await
                .map_err(|_| Error::TimedOut)?
                .map_err(|error| error::from_request(&error))?;
            match chunk {
                None => return Ok(body.freeze()),
                Some(chunk) if body.len() + chunk.len() > most => return Err(Error::TooBig),
                Some(chunk) => body.extend_from_slice(&chunk),
            }
        }
    }
}

/// Neither proxies, which may hold a password, nor anything else of the client belongs in a log.
impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transport").field("limits", &self.limits).finish_non_exhaustive()
    }
}

fn build(kind: &Kind, limits: &Limits) -> Result<reqwest::Client, Error> {
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
        .https_only(kind.https);
    if kind.loopback {
        builder = builder.no_proxy();
    }
    if kind.purpose == Purpose::Picture {
        builder = builder.dns_resolver(picture::Resolver);
    }
    if kind.https && ["SSL_CERT_FILE", "SSL_CERT_DIR"].iter().any(|name| std::env::var_os(name).is_some()) {
        log::info!("SSL_CERT_FILE or SSL_CERT_DIR replaces the certificates of the system");
    }
    builder = match &kind.ca_file {
        _ if !kind.https => builder.tls_certs_only([]),
        None => builder,
        Some(path) => builder.tls_certs_merge(certificates(path)?),
    };
    builder.build().map_err(|_| error::from_builder(kind.ca_file.as_deref()))
}

fn certificates(path: &Path) -> Result<Vec<Certificate>, Error> {
    std::fs::read(path)
        .ok()
        .and_then(|pem| Certificate::from_pem_bundle(&pem).ok())
        .filter(|certificates| !certificates.is_empty())
        .ok_or_else(|| Error::CaFile(path.to_owned()))
}

fn is_encoded(headers: &HeaderMap) -> bool {
    headers.get_all(CONTENT_ENCODING).iter().any(|encoding| {
        let encoding = encoding.as_bytes().trim_ascii();
        !encoding.is_empty() && !encoding.eq_ignore_ascii_case(b"identity")
    })
}
