//! The IP addresses to which a name may resolve. They are checked when the connection is made, since whoever owns a name can
//! let it resolve to any address.
//!
//! A numeric address is not resolved, so it is checked where it is parsed (`address`, `picture`).

use super::address;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::Url;

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;

/// The addresses to which a connection may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Allowed {
    /// All.
    All,
    /// Loopback addresses only, because the request is not encrypted.
    Loopback,
    /// All but link-local ones.
    NotLinkLocal,
    /// Neither link-local nor loopback addresses.
    NotLocal,
}

/// A name resolves only to addresses that are not allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum NotAllowed {
    /// The request is not encrypted, and the name resolves to another machine.
    #[error("the name stands for another machine than this one")]
    OtherMachine,
    /// The name resolves to addresses from which no pictures are fetched.
    #[error("the name stands for an address that is not asked for pictures")]
    ForPictures,
}

impl Allowed {
    /// For the API at an address.
    pub(super) fn of_api(url: &Url, allow_http: bool) -> Self {
        if is_plain_and_local(url, allow_http) { Self::Loopback } else { Self::All }
    }

    /// For a picture at an address, of a server that is this machine or not.
    pub(super) fn of_picture(url: &Url, allow_http: bool, of_this_machine: bool) -> Self {
        if is_plain_and_local(url, allow_http) {
            Self::Loopback
        } else if of_this_machine {
            Self::NotLinkLocal
        } else {
            Self::NotLocal
        }
    }

    fn allows(self, address: IpAddr) -> bool {
        match self {
            Self::All => true,
            Self::Loopback => address.to_canonical().is_loopback(),
            Self::NotLinkLocal => !is_link_local(address),
            Self::NotLocal => !is_link_local(address) && !address.to_canonical().is_loopback(),
        }
    }

    fn error(self) -> NotAllowed {
        match self {
            Self::All | Self::Loopback => NotAllowed::OtherMachine,
            Self::NotLinkLocal | Self::NotLocal => NotAllowed::ForPictures,
        }
    }
}

/// Whether the address is only allowed because it is on this machine.
fn is_plain_and_local(url: &Url, allow_http: bool) -> bool {
    url.scheme() == "http" && (!allow_http || address::stays_on_this_machine(url, allow_http))
}

/// Whether it is a link-local address (169.254.0.0/16 and fe80::/10, where clouds have their metadata services) or an
/// unspecified one.
pub(super) fn is_link_local(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => address.is_link_local() || address.is_unspecified(),
        IpAddr::V6(address) => address.is_unicast_link_local() || address.is_unspecified(),
    }
}

/// Resolves a name.
pub(super) type LookUp = Arc<dyn Fn(String) -> Addresses + Send + Sync>;
/// The addresses of a name.
pub(super) type Addresses = Pin<Box<dyn Future<Output = io::Result<Vec<SocketAddr>>> + Send>>;

/// Resolves names and drops the addresses that are not allowed.
#[derive(Clone)]
pub(super) struct Resolver {
    allowed: Allowed,
    look_up: LookUp,
}

impl Resolver {
    /// Resolves names like the system.
    pub(super) fn new(allowed: Allowed) -> Self {
        // The port comes from the URL.
        let look_up = |name: String| -> Addresses {
            Box::pin(async move { Ok(tokio::net::lookup_host((name, 0)).await?.collect()) })
        };
        Self::with(allowed, Arc::new(look_up))
    }

    /// Resolves names with this function.
    pub(super) fn with(allowed: Allowed, look_up: LookUp) -> Self {
        Self { allowed, look_up }
    }
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        // A picture at `localhost` is refused earlier, so this can only be the name of a proxy.
        let allowed = match self.allowed {
            Allowed::NotLocal if address::is_localhost(name.as_str()) => Allowed::All,
            allowed => allowed,
        };
        let found = (self.look_up)(name.as_str().to_owned());
        Box::pin(async move {
            let found = found.await?;
            let usable: Vec<_> =
                found.iter().copied().filter(|address| allowed.allows(address.ip())).collect();
            if usable.is_empty() && !found.is_empty() {
                return Err(allowed.error().into());
            }
            Ok(Box::new(usable.into_iter()) as Addrs)
        })
    }
}

impl fmt::Debug for Resolver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Resolver").field("allowed", &self.allowed).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{Allowed, NotAllowed, Resolver};

    use reqwest::dns::{Name, Resolve};
    use url::Url;

    /// Numeric addresses need no name server.
    #[tokio::test]
    async fn addresses_that_are_not_allowed_are_dropped() {
        use Allowed::{All, Loopback, NotLinkLocal, NotLocal};
        // An address, and whether it is allowed by each value of this list.
        let values = [All, Loopback, NotLinkLocal, NotLocal];
        let cases = [
            ("127.0.0.1", [true, true, true, false]),
            ("127.255.255.254", [true, true, true, false]),
            ("::1", [true, true, true, false]),
            ("::ffff:127.0.0.1", [true, true, true, false]),
            ("10.1.2.3", [true, false, true, true]),
            ("192.0.2.1", [true, false, true, true]),
            ("::ffff:192.0.2.1", [true, false, true, true]),
            ("2001:db8::1", [true, false, true, true]),
            ("128.0.0.1", [true, false, true, true]),
            ("169.254.169.254", [true, false, false, false]),
            ("::ffff:169.254.169.254", [true, false, false, false]),
            ("fe80::1", [true, false, false, false]),
            ("0.0.0.0", [true, false, false, false]),
            ("::", [true, false, false, false]),
        ];
        for (name, left) in cases {
            for (allowed, left) in values.into_iter().zip(left) {
                let found = Resolver::new(allowed).resolve(name.parse::<Name>().unwrap()).await;
                match found {
                    Ok(addresses) => assert_eq!((addresses.count(), left), (1, true), "{name} {allowed:?}"),
                    Err(error) => {
                        let expected = match allowed {
                            Loopback => NotAllowed::OtherMachine,
                            _ => NotAllowed::ForPictures,
                        };
                        assert_eq!(error.downcast_ref(), Some(&expected), "{name} {allowed:?}");
                        assert!(!left, "{name} {allowed:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn plain_http_stays_on_this_machine() {
        // An address; what is allowed for the API, and for a picture of another machine, without and with `allow_http`.
        use Allowed::{All, Loopback, NotLocal};
        let cases = [
            ("http://localhost/", [Loopback, Loopback], [Loopback, Loopback]),
            ("http://LOCALHOST./", [Loopback, Loopback], [Loopback, Loopback]),
            ("http://x.localhost/", [Loopback, All], [Loopback, NotLocal]),
            ("http://hr.example.com/", [Loopback, All], [Loopback, NotLocal]),
            ("http://127.1/", [Loopback, Loopback], [Loopback, Loopback]),
            ("http://10.0.0.1/", [Loopback, All], [Loopback, NotLocal]),
            ("https://localhost/", [All, All], [NotLocal, NotLocal]),
            ("https://x.localhost/", [All, All], [NotLocal, NotLocal]),
        ];
        for (address, api, picture) in cases {
            let url = Url::parse(address).unwrap();
            let values = [false, true].map(|allow_http| Allowed::of_api(&url, allow_http));
            assert_eq!(values, api, "{address}");
            let values = [false, true].map(|allow_http| Allowed::of_picture(&url, allow_http, false));
            assert_eq!(values, picture, "{address}");
        }
        let url = Url::parse("https://cdn.example.net/").unwrap();
        assert_eq!(Allowed::of_picture(&url, false, true), Allowed::NotLinkLocal);
    }
}
