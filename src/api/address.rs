//! The address of the API: cleans what a person types or pastes into one base address.

use crate::profile::normalize;

use url::{Host, Url};

use std::net::Ipv6Addr;

#[cfg(test)]
mod tests;

/// The settings of the server besides its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerOptions {
    /// Path of the profile, `/api/users/me/`.
    pub me_path: String,
    /// Path of password sign-in, `/api/auth/token/`; `None` if it is switched off.
    pub sign_in_path: Option<String>,
    /// The word before the key in the `Authorization` header, `Token`.
    pub auth_scheme: String,
    /// Whether plain `http` to other machines is allowed.
    pub allow_http: bool,
    /// A file of certificates (PEM) trusted besides the system's.
    pub ca_file: Option<std::path::PathBuf>,
}

impl Default for ServerOptions {
    fn default() -> Self {
        Self {
            me_path: "/api/users/me/".to_owned(),
            sign_in_path: Some("/api/auth/token/".to_owned()),
            auth_scheme: "Token".to_owned(),
            allow_http: false,
            ca_file: None,
        }
    }
}

/// One server, as it will be contacted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Scheme, host, port and the path before the API, with a slash at the end.
    base: Url,
    options: ServerOptions,
}

/// Why an address cannot be used. Each has its own sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Nothing was typed.
    #[error("no address")]
    Empty,
    /// It cannot be read as an address.
    #[error("not an address")]
    Unreadable,
    /// Another scheme than http and https.
    #[error("not a web address")]
    Scheme,
    /// It holds a user name or password.
    #[error("an address with a user name in it")]
    UserInfo,
    /// Plain http to another machine, which the administrator has not allowed.
    #[error("plain http")]
    PlainHttp,
}

impl Server {
    /// Parses a bare host, a pasted browser address or a full `…/api/users/me/` address.
    ///
    /// Without a scheme, `http` is used for this machine and `https` for any other. Query and fragment are dropped. The
    /// path is dropped too, unless it contains that of the API: then the part before it is kept.
    ///
    /// Parsing the address of the profile ([`Self::me`]) gives the same server.
    pub fn parse(typed: &str, options: &ServerOptions) -> Result<Self, AddressError> {
        let typed = without_quotes(typed);
        if typed.is_empty() {
            return Err(AddressError::Empty);
        }
        let mut base = parse_url(&typed)?;
        if !base.username().is_empty() || base.password().is_some() {
            return Err(AddressError::UserInfo);
        }
        if base.host_str().is_none_or(str::is_empty) {
            return Err(AddressError::Unreadable);
        }
        if base.scheme() == "http" && !is_loopback(&base) && !options.allow_http {
            return Err(AddressError::PlainHttp);
        }
        let folder = folder(base.path(), options);
        base.set_path(&folder);
        base.set_query(None);
        base.set_fragment(None);
        Ok(Self { base, options: options.clone() })
    }

    /// The address of the profile, always with its trailing slash.
    pub fn me(&self) -> Url {
        self.below(&format!("{}/", self.options.me_path.trim_matches('/')))
    }

    /// The address of password sign-in, if there is one.
    pub fn sign_in(&self) -> Option<Url> {
        let path = self.options.sign_in_path.as_deref()?.trim_start_matches('/');
        (!path.is_empty()).then(|| self.below(path))
    }

    /// Scheme, host and port. They identify the server in the list of accounts and in the keyring.
    pub fn origin(&self) -> String {
        self.base.origin().ascii_serialization()
    }

    /// The host for display, with its port if that is not the default. A non-ASCII host has its `xn--` form in brackets.
    pub fn host(&self) -> String {
        let without_scheme =
            |origin: String| origin.split_once("://").map_or(origin.clone(), |(_, host)| host.to_owned());
        let ascii = without_scheme(self.base.origin().ascii_serialization());
        let readable = without_scheme(self.base.origin().unicode_serialization());
        if readable == ascii { ascii } else { format!("{readable} ({ascii})") }
    }

    /// Whether the key is sent unencrypted to another machine; a lasting warning is shown then.
    pub fn is_exposed(&self) -> bool {
        self.base.scheme() == "http" && !stays_on_this_machine(&self.base, self.options.allow_http)
    }

    /// The settings of this server.
    pub fn options(&self) -> &ServerOptions {
        &self.options
    }

    /// Whether the server is this machine, by its address or name.
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.base)
    }

    /// Whether requests to it are encrypted.
    pub fn is_https(&self) -> bool {
        self.base.scheme() == "https"
    }

    fn below(&self, path: &str) -> Url {
        let mut url = self.base.clone();
        url.set_path(&format!("{}{path}", self.base.path()));
        url
    }
}

/// Whether an address is that of this machine: `localhost` and names below it, 127.0.0.0/8 and `::1`. The address to which
/// a name resolves is checked when the connection is made.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => is_localhost(name),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => {
            address.is_loopback() || address.to_ipv4_mapped().is_some_and(|mapped| mapped.is_loopback())
        }
        None => false,
    }
}

/// Whether a name is reserved for this machine (RFC 6761, section 6.3).
pub(super) fn is_localhost(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost")
}

/// Whether unencrypted requests to it only reach this machine. If the administrator allows them to other machines, a name
/// below `localhost` may resolve to one.
pub(super) fn stays_on_this_machine(url: &Url, allow_http: bool) -> bool {
    let is_below_localhost = url.domain().is_some_and(|name| name.trim_end_matches('.') != "localhost");
    is_loopback(url) && !(allow_http && is_below_localhost)
}

/// The text without invisible marks, and without the brackets and quotes around an address.
fn without_quotes(typed: &str) -> String {
    let visible: String = typed.chars().filter(|letter| !normalize::is_direction_mark(*letter)).collect();
    visible
        .trim_matches(|letter: char| {
            letter.is_whitespace()
                || normalize::is_invisible_mark(letter)
                || matches!(letter, '<' | '>' | '"' | '\'' | '`' | '«' | '»' | '“' | '”')
        })
        .to_owned()
}

fn parse_url(typed: &str) -> Result<Url, AddressError> {
    // The crate `url` would drop line ends and so join two pasted lines into one address.
    if typed.contains(|letter: char| letter.is_whitespace() || letter.is_control()) {
        return Err(AddressError::Unreadable);
    }
    let (scheme, rest) = split_scheme(typed)?;
    let is_path = rest.starts_with(['/', '\\']) && !rest[1..].starts_with(['/', '\\']);
    if scheme.is_none() && is_path {
        return Err(AddressError::Unreadable);
    }
    let rest = rest.trim_start_matches(['/', '\\']);
    let end = rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    if authority.contains('@') {
        return Err(AddressError::UserInfo);
    }
    let authority = ascii_authority(authority);
    let parse = |scheme: &str| {
        Url::parse(&format!("{scheme}://{authority}{path}")).map_err(|_| AddressError::Unreadable)
    };
    match scheme {
        Some(scheme) => parse(scheme),
        None => {
            let plain = parse("http")?;
            if is_loopback(&plain) { Ok(plain) } else { parse("https") }
        }
    }
}

/// The scheme, if one was typed, and the rest. In `localhost:8000` the colon is followed by a port, so it has none.
fn split_scheme(typed: &str) -> Result<(Option<&'static str>, &str), AddressError> {
    if typed.parse::<Ipv6Addr>().is_ok() {
        return Ok((None, typed));
    }
    let end = typed.find(['/', '\\', '?', '#', '[']).unwrap_or(typed.len());
    let Some((word, after)) = typed[..end].split_once(':').map(|(word, _)| (word, &typed[word.len() + 1..]))
    else {
        return Ok((None, typed));
    };
    match word.to_ascii_lowercase().as_str() {
        "http" => Ok((Some("http"), after)),
        "https" => Ok((Some("https"), after)),
        _ if after.starts_with(['/', '\\']) => Err(AddressError::Scheme),
        _ if typed[..end].contains('@') && word != "mailto" => Ok((None, typed)),
        _ if after.starts_with(|letter: char| letter.is_numeric()) => Ok((None, typed)),
        // An address without a dot and without a port: `mailto:`, `javascript:`, `data:`.
        _ if !word.is_empty() && word.chars().all(|letter| letter.is_ascii_alphanumeric()) => {
            Err(AddressError::Scheme)
        }
        _ => Ok((None, typed)),
    }
}

/// Host and port with ASCII digits, since a Persian keyboard gives others, and with brackets around a bare IPv6 address.
/// Digits in a host name stay, because ۲ and 2 are different letters there.
fn ascii_authority(authority: &str) -> String {
    if authority.parse::<Ipv6Addr>().is_ok() {
        return format!("[{authority}]");
    }
    let digits = normalize::ascii_digits(authority);
    if digits.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ':')) {
        return digits;
    }
    match authority.rsplit_once(':') {
        Some((host, port)) => format!("{host}:{}", normalize::ascii_digits(port)),
        None => authority.to_owned(),
    }
}

/// The path before that of the API, such as `/` or `/hr/`: the part before the path of the profile or of sign-in. The end
/// of the path may be only the beginning of one of them (`/hr/api/`). Any other path is that of a web page, and gives `/`.
fn folder(path: &str, options: &ServerOptions) -> String {
    let segments: Vec<&str> = split(path);
    let known = [Some(options.me_path.as_str()), options.sign_in_path.as_deref()];
    let start = known.into_iter().flatten().map(split).find_map(|wanted| {
        let whole = (!wanted.is_empty())
            .then(|| segments.windows(wanted.len()).position(|window| window == wanted))
            .flatten();
        whole.or_else(|| {
            (1..wanted.len())
                .rev()
                .find(|length| segments.ends_with(&wanted[..*length]))
                .map(|length| segments.len() - length)
        })
    });
    let folder = segments[..start.unwrap_or(0)].join("/");
    if folder.is_empty() { "/".to_owned() } else { format!("/{folder}/") }
}

fn split(path: &str) -> Vec<&str> {
    path.split('/').filter(|segment| !segment.is_empty()).collect()
}
