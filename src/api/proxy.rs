//! The proxy through which a server is reached: from the environment, else from the settings of the desktop.
//!
//! Variables are read as curl and others read them, and more is accepted: a scheme may be missing, a user name may contain
//! `\` and a password `@`. A variable that cannot be parsed is an error, because requests must not bypass a proxy. Its value
//! is never shown, since it may contain a password.

#[cfg(target_os = "linux")]
mod desktop;

use ipnet::IpNet;
use percent_encoding::percent_decode_str;
use reqwest::ClientBuilder;
use url::{Host, Url};

use std::collections::HashMap;
use std::env;
use std::fmt;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// The address of a proxy, perhaps with a user name and a password.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Proxy(Url);

impl Proxy {
    /// Its scheme, host and port, which may be shown.
    pub(super) fn name(&self) -> String {
        let mut url = self.0.clone();
        // Both only fail for addresses without a host.
        let _ = url.set_username("");
        let _ = url.set_password(None);
        url.as_str().trim_end_matches('/').to_owned()
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Proxy").field(&self.name()).finish()
    }
}

/// The setting of a proxy cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unusable {
    /// The variable with the setting; none if it is a setting of the desktop.
    pub(super) variable: Option<String>,
}

/// The settings in the variables.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Variables {
    http: Option<Result<Option<Proxy>, Unusable>>,
    https: Option<Result<Option<Proxy>, Unusable>>,
    no_proxy: String,
}

/// The proxies of one client.
#[derive(Debug, Default)]
pub(super) struct Proxies {
    variables: Variables,
    /// The proxies in the settings of the desktop, by origin.
    found: Mutex<HashMap<String, Option<Proxy>>>,
}

impl Proxies {
    /// The proxies of this process.
    pub(super) fn of_the_environment() -> Arc<Self> {
        let variables =
            Variables::read(|name| env::var_os(name).map(|value| value.to_string_lossy().into_owned()));
        Arc::new(Self { variables, found: Mutex::default() })
    }

    /// Makes a client use them.
    pub(super) fn apply_to(self: Arc<Self>, builder: ClientBuilder) -> ClientBuilder {
        // On other systems the library asks the system itself, if it is given no proxy.
        if self.variables.are_unset() && !cfg!(target_os = "linux") {
            return builder;
        }
        builder.proxy(reqwest::Proxy::custom(move |url| self.known(url).ok().flatten().map(|proxy| proxy.0)))
    }

    /// The proxy for an address; none if it is reached directly. The desktop is asked once for each origin.
    ///
    /// # Errors
    ///
    /// A setting that cannot be used.
    #[cfg_attr(
        not(target_os = "linux"),
        expect(clippy::unused_async, reason = "only Linux's desktop is asked")
    )]
    pub(super) async fn find(&self, url: &Url) -> Result<Option<Proxy>, Unusable> {
        #[cfg(target_os = "linux")]
        if self.variables.are_unset() && !self.found().contains_key(&origin(url)) {
            let said = desktop::ask(&origin(url)).await;
            let proxy = chosen(said.iter().map(String::as_str))?;
            let _ = self.found().insert(origin(url), proxy);
        }
        self.known(url)
    }

    /// Forgets the answer of the desktop: after a failure the machine may be in another network.
    pub(super) fn forget(&self, url: &Url) {
        let _ = self.found().remove(&origin(url));
    }

    fn known(&self, url: &Url) -> Result<Option<Proxy>, Unusable> {
        if self.variables.are_unset() {
            return Ok(self.found().get(&origin(url)).cloned().flatten());
        }
        self.variables.proxy(url)
    }

    fn found(&self) -> std::sync::MutexGuard<'_, HashMap<String, Option<Proxy>>> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}

impl Variables {
    fn read(value: impl Fn(&str) -> Option<String>) -> Self {
        let first = |names: &[&str]| {
            names.iter().find_map(|name| {
                let value = value(name).filter(|value| !value.trim().is_empty())?;
                Some(proxy(&value).map_err(|NoProxy| Unusable { variable: Some((*name).to_owned()) }))
            })
        };
        // In a CGI script, HTTP_PROXY is the header `Proxy` of the request (CVE-2016-5385).
        let is_script = value("REQUEST_METHOD").is_some();
        let http: &[&str] = if is_script { &["http_proxy"] } else { &["HTTP_PROXY", "http_proxy"] };
        let all = first(&["ALL_PROXY", "all_proxy"]);
        let no_proxy = ["NO_PROXY", "no_proxy"].iter().find_map(|name| value(name)).unwrap_or_default();
        Self {
            http: first(http).or(all.clone()),
            https: first(&["HTTPS_PROXY", "https_proxy"]).or(all),
            no_proxy,
        }
    }

    fn are_unset(&self) -> bool {
        self.http.is_none() && self.https.is_none()
    }

    fn proxy(&self, url: &Url) -> Result<Option<Proxy>, Unusable> {
        if is_exempt(url, &self.no_proxy) {
            return Ok(None);
        }
        let said = if url.scheme() == "https" { &self.https } else { &self.http };
        said.clone().unwrap_or(Ok(None))
    }
}

/// The text is no address of a proxy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct NoProxy;

/// Parses the address of a proxy; `direct://` means no proxy.
fn proxy(text: &str) -> Result<Option<Proxy>, NoProxy> {
    let text = text.trim();
    let (scheme, rest) = text.split_once("://").unwrap_or(("http", text));
    let scheme = match scheme.to_ascii_lowercase().as_str() {
        "direct" => return Ok(None),
        "http" => "http",
        "https" => "https",
        "socks4" => "socks4",
        "socks4a" => "socks4a",
        // The proxy resolves names: those of an internal network are often only known to it, and resolving them here would
        // show them to others. Browsers do this for all three; curl resolves names itself for `socks5`.
        "socks" | "socks5" | "socks5h" => "socks5h",
        _ => return Err(NoProxy),
    };
    // A password may contain `@`, so the host follows the last one.
    let (user, place) = rest.rsplit_once('@').map_or((None, rest), |(user, place)| (Some(user), place));
    let place = place.split(['/', '?', '#']).next().unwrap_or_default();
    if place.contains(|letter: char| letter.is_whitespace() || letter.is_control() || letter == '\\') {
        return Err(NoProxy);
    }
    let mut url = Url::parse(&format!("{scheme}://{place}/")).map_err(|_| NoProxy)?;
    let has_host = match url.host() {
        Some(Host::Domain(name)) => !name.is_empty(),
        Some(Host::Ipv4(_) | Host::Ipv6(_)) => true,
        None => false,
    };
    if !has_host || url.port() == Some(0) {
        return Err(NoProxy);
    }
    if scheme.starts_with("socks") && url.port().is_none() {
        url.set_port(Some(1080)).map_err(|()| NoProxy)?;
    }
    if let Some(user) = user {
        let (name, password) =
            user.split_once(':').map_or((user, None), |(name, password)| (name, Some(password)));
        // They may be encoded or not, so they are decoded and encoded again.
        url.set_username(&percent_encoded(name)).map_err(|()| NoProxy)?;
        url.set_password(password.map(percent_encoded).as_deref()).map_err(|()| NoProxy)?;
    }
    Ok(Some(Proxy(url)))
}

/// A user name or password for an address: all bytes but letters and digits are encoded.
fn percent_encoded(text: &str) -> String {
    let decoded: Vec<u8> = percent_decode_str(text).collect();
    percent_encoding::percent_encode(&decoded, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// The first of several proxies that can be used. None if the list is empty.
#[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "only the desktops of Linux are asked"))]
fn chosen<'a>(said: impl IntoIterator<Item = &'a str>) -> Result<Option<Proxy>, Unusable> {
    let mut result = Ok(None);
    for text in said {
        match proxy(text) {
            Ok(proxy) => return Ok(proxy),
            Err(NoProxy) => result = Err(Unusable { variable: None }),
        }
    }
    result
}

/// Whether a list of exceptions contains the host. Entries are `*`, names (with the names below them), addresses and
/// networks, with or without a port, separated by commas or spaces.
fn is_exempt(url: &Url, exceptions: &str) -> bool {
    let Some(host) = url.host_str() else { return false };
    let host = host.trim_start_matches('[').trim_end_matches([']', '.']).to_ascii_lowercase();
    let address: Option<IpAddr> = host.parse().ok();
    let port = url.port_or_known_default();
    exceptions.split([',', ';', ' ', '\t', '\n']).filter(|entry| !entry.is_empty()).any(|entry| {
        if entry == "*" || (entry == "<local>" && address.is_none() && !host.contains('.')) {
            return true;
        }
        match (entry.trim_matches(['[', ']']).parse::<IpAddr>(), entry.parse::<IpNet>(), address) {
            (Ok(excepted), _, address) => return address == Some(excepted),
            (_, Ok(network), address) => return address.is_some_and(|address| network.contains(&address)),
            _ => {}
        }
        let (name, excepted_port) = match entry.rsplit_once(':') {
            Some((name, digits)) if digits.parse::<u16>().is_ok() => (name, digits.parse().ok()),
            _ => (entry, None),
        };
        let name =
            name.trim_matches(['[', ']']).trim_start_matches("*.").trim_matches('.').to_ascii_lowercase();
        let is_below = host
            .strip_suffix(&name)
            .is_some_and(|rest| rest.is_empty() || (address.is_none() && rest.ends_with('.')));
        !name.is_empty() && is_below && excepted_port.is_none_or(|excepted| Some(excepted) == port)
    })
}

#[cfg(test)]
mod tests;
