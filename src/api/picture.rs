//! Fetching a picture that a profile points to, with a client that holds no key.
//!
//! The address comes from the server's database, so it is not trusted: it may be that of this machine, or of a service that
//! answers everybody in the network.

use super::allowed::is_link_local;
use super::exchange::{Answer, Exchange};
use super::me::Session;
use super::transport::{Bounds, ClientKind, Transport};
use super::{Error, Server, address, error};
use crate::profile::Version;

use bytes::Bytes;
use reqwest::header::{
    CACHE_CONTROL, DATE, ETAG, HeaderMap, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED,
    LOCATION,
};
use reqwest::{Method, StatusCode};
use tokio::time::sleep;
use url::{Host, Url};

use std::net::IpAddr;

/// The most redirects that are followed. Each address is checked like the first one.
const MAX_REDIRECTS: usize = 3;

/// From which address an answer came. A version is only valid for its own address, and a redirect may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    Requested,
    Redirected,
}

/// The answer to a request for a picture of which a version may be known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PictureUpdate {
    /// The known version.
    Unchanged,
    /// Another picture, and its version if the server tells one.
    New(Bytes, Option<Version>),
}

impl Session {
    /// Fetches a picture with a client that has no key, within limits of size, time and redirects. Caches are bypassed.
    /// After a transient failure it is attempted once more.
    ///
    /// # Errors
    ///
    /// [`Error::PictureAddress`] for an address that is not allowed, else as for reading.
    pub async fn picture(&self, url: Url) -> Result<Bytes, Error> {
        let (answer, _) = self.fetch_with_retry(url, None).await?;
        Ok(answer.body)
    }

    /// The same, but the picture is only sent if it is no longer the version that is known from this address.
    ///
    /// # Errors
    ///
    /// As for [`Self::picture`].
    pub async fn picture_if_changed(
        &self,
        url: Url,
        known: Option<&Version>,
    ) -> Result<PictureUpdate, Error> {
        let (answer, source) = self.fetch_with_retry(url, known).await?;
        Ok(match (answer.status, source) {
            (StatusCode::NOT_MODIFIED, _) => PictureUpdate::Unchanged,
            (_, Source::Requested) => PictureUpdate::New(answer.body, version(&answer.headers)),
            (_, Source::Redirected) => PictureUpdate::New(answer.body, None),
        })
    }

    async fn fetch_with_retry(&self, url: Url, known: Option<&Version>) -> Result<(Answer, Source), Error> {
        match self.fetch(url.clone(), known).await {
            Err(error) if error.is_transient() => {
                sleep(self.api().limits().pauses[0]).await;
                self.fetch(url, known).await
            }
            answer => answer,
        }
    }

    /// An answer with a picture, or 304 if a version is known.
    async fn fetch(&self, mut url: Url, mut known: Option<&Version>) -> Result<(Answer, Source), Error> {
        let mut source = Source::Requested;
        for _ in 0..=MAX_REDIRECTS {
            if !is_allowed(&url, self.server()) {
                Exchange::begin("picture", Method::GET).failed(None, &Error::PictureAddress.kind());
                return Err(Error::PictureAddress);
            }
            let answer = self.fetch_once(&url, known).await?;
            let is_unchanged = answer.status == StatusCode::NOT_MODIFIED && known.is_some();
            if answer.status.is_success() || is_unchanged {
                return Ok((answer, source));
            }
            url = match (error::from_answer(&answer, &url), target(&answer, &url)) {
                (Error::Redirected(_), Some(target)) => target,
                (error, _) => return Err(error),
            };
            (known, source) = (None, Source::Redirected);
        }
        Err(Error::PictureAddress)
    }

    async fn fetch_once(&self, url: &Url, known: Option<&Version>) -> Result<Answer, Error> {
        let limits = *self.api().limits();
        let kind = ClientKind::picture(url, self.server());
        let transport = if kind == ClientKind::picture(&self.server().me(), self.server()) {
            self.pictures().get_or_try_init(|| Transport::new(kind, limits)).await?.clone()
        } else {
            Transport::new(kind, limits).await?
        };
        let mut url = url.clone();
        url.set_fragment(None);
        let bounds = Bounds { whole: limits.exchange, first_byte: limits.silence, size: limits.picture };
        let mut request = transport.request(Method::GET, url).header(CACHE_CONTROL, "no-cache");
        request = match known {
            Some(Version::Tag(tag)) => request.header(IF_NONE_MATCH, tag),
            Some(Version::Date(date)) => request.header(IF_MODIFIED_SINCE, date),
            None => request,
        };
        transport.send(request, bounds).await
    }
}

/// The version of the content of an answer. A header that occurs twice is ignored.
fn version(headers: &HeaderMap) -> Option<Version> {
    let text = |name: HeaderName| {
        let mut values = headers.get_all(name).iter();
        let value = values.next()?.to_str().ok()?;
        values.next().is_none().then_some(value)
    };
    Version::from_headers(text(ETAG), text(LAST_MODIFIED), text(DATE))
}

fn target(answer: &Answer, url: &Url) -> Option<Url> {
    url.join(answer.headers.get(LOCATION)?.to_str().ok()?).ok()
}

/// Whether pictures may be fetched from an address: a web address without a user name; with https, if the API has it or
/// the picture is on another machine; not link-local; and on this machine only if the API is.
fn is_allowed(url: &Url, server: &Server) -> bool {
    let scheme = match url.scheme() {
        "https" => true,
        "http" => !server.is_https() && (server.options().allow_http || address::is_loopback(url)),
        _ => false,
    };
    let address = match url.host() {
        None => return false,
        Some(Host::Domain(_)) => None,
        Some(Host::Ipv4(address)) => Some(IpAddr::V4(address)),
        Some(Host::Ipv6(address)) => Some(IpAddr::V6(address)),
    };
    scheme
        && url.username().is_empty()
        && url.password().is_none()
        && !address.is_some_and(is_link_local)
        && (server.is_loopback() || !address::is_loopback(url))
}

#[cfg(test)]
mod tests {
    use super::is_allowed;
    use crate::api::{Server, ServerOptions};

    use url::Url;

    #[test]
    fn pictures_are_only_fetched_from_harmless_addresses() {
        let options = ServerOptions { allow_http: true, ..ServerOptions::default() };
        let server = |typed| Server::parse(typed, &options).unwrap();
        let (https, http, local) =
            (server("hr.example.com"), server("http://hr.example.com"), server("127.0.0.1:8000"));
        // Allowed by a server with https, with plain http, and on this machine.
        let cases = [
            ("https://hr.example.com/media/a.jpg", true, true, true),
            ("https://cdn.example.net/a.jpg", true, true, true),
            ("https://cdn.example.net:8443/a.jpg?x=1#y", true, true, true),
            ("https://192.168.1.5/a.jpg", true, true, true),
            ("https://10.0.0.5/a.jpg", true, true, true),
            ("http://hr.example.com/media/a.jpg", false, true, true),
            ("http://192.168.1.5/a.jpg", false, true, true),
            ("http://127.0.0.1:8000/a.jpg", false, false, true),
            ("https://127.0.0.1:8000/a.jpg", false, false, true),
            ("http://localhost/a.jpg", false, false, true),
            ("https://localhost/a.jpg", false, false, true),
            ("https://a.localhost/a.jpg", false, false, true),
            ("https://[::1]/a.jpg", false, false, true),
            ("https://[::ffff:127.0.0.1]/a.jpg", false, false, true),
            ("https://2130706433/a.jpg", false, false, true),
            ("https://169.254.169.254/latest/meta-data/", false, false, false),
            ("http://169.254.169.254/latest/meta-data/", false, false, false),
            ("https://[::ffff:169.254.169.254]/", false, false, false),
            ("https://[fe80::1]/a.jpg", false, false, false),
            ("https://[febf::1]/a.jpg", false, false, false),
            ("https://0.0.0.0/a.jpg", false, false, false),
            ("https://[::]/a.jpg", false, false, false),
            ("https://user:pw@hr.example.com/a.jpg", false, false, false),
            ("https://user@hr.example.com/a.jpg", false, false, false),
            ("https://:pw@hr.example.com/a.jpg", false, false, false),
            ("ftp://hr.example.com/a.jpg", false, false, false),
            ("file:///etc/passwd", false, false, false),
            ("data:image/png;base64,AAAA", false, false, false),
            ("javascript:alert(1)", false, false, false),
            ("ws://hr.example.com/a.jpg", false, false, false),
        ];
        for (address, by_https, by_http, by_local) in cases {
            let url = Url::parse(address).unwrap();
            let allowed = (is_allowed(&url, &https), is_allowed(&url, &http), is_allowed(&url, &local));
            assert_eq!(allowed, (by_https, by_http, by_local), "{address}");
        }
    }
}
