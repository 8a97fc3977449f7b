//! Which addresses a name may stand for, checked where the connection is made: a name can be made to stand for any
//! address, so what it is called proves nothing.
//!
//! An address that is written as a number is looked up nowhere, so it is judged where it is read (`address`, `picture`).

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
pub(super) enum Reach {
    /// Any.
    Anywhere,
    /// This machine only: what is sent is not encrypted.
    ThisMachine,
    /// Any but those that mean something on one wire only.
    BeyondTheWire,
    /// Neither those nor this machine.
    OtherMachines,
}

/// None of the addresses of a name may be connected to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Strayed {
    /// Unencrypted requests are for this machine, and the name stands for another.
    #[error("the name stands for another machine than this one")]
    FromThisMachine,
    /// The name stands for addresses from which no pictures are fetched.
    #[error("the name stands for an address that is not asked for pictures")]
    ToAPrivatePlace,
}

impl Reach {
    /// For the API at an address.
    pub(super) fn of_api(url: &Url, allow_http: bool) -> Self {
        if is_plain_and_local(url, allow_http) { Self::ThisMachine } else { Self::Anywhere }
    }

    /// For a picture at an address, of a server that is this machine or not.
    pub(super) fn of_picture(url: &Url, allow_http: bool, of_this_machine: bool) -> Self {
        if is_plain_and_local(url, allow_http) {
            Self::ThisMachine
        } else if of_this_machine {
            Self::BeyondTheWire
        } else {
            Self::OtherMachines
        }
    }

    fn allows(self, address: IpAddr) -> bool {
        match self {
            Self::Anywhere => true,
            Self::ThisMachine => address.to_canonical().is_loopback(),
            Self::BeyondTheWire => !is_local_only(address),
            Self::OtherMachines => !is_local_only(address) && !address.to_canonical().is_loopback(),
        }
    }

    fn strayed(self) -> Strayed {
        match self {
            Self::Anywhere | Self::ThisMachine => Strayed::FromThisMachine,
            Self::BeyondTheWire | Self::OtherMachines => Strayed::ToAPrivatePlace,
        }
    }
}

/// Whether it is only asked because it is on this machine.
fn is_plain_and_local(url: &Url, allow_http: bool) -> bool {
    url.scheme() == "http" && (!allow_http || address::stays_here(url, allow_http))
}

/// Addresses that only mean something on one wire: link-local (169.254.0.0/16 and fe80::/10, where clouds
/// keep their metadata services) and unspecified ones.
pub(super) fn is_local_only(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => address.is_link_local() || address.is_unspecified(),
        IpAddr::V6(address) => address.is_unicast_link_local() || address.is_unspecified(),
    }
}

/// Looks a name up.
pub(super) type LookUp = Arc<dyn Fn(String) -> Found + Send + Sync>;
/// What it stands for.
pub(super) type Found = Pin<Box<dyn Future<Output = io::Result<Vec<SocketAddr>>> + Send>>;

/// Looks names up like the system and drops the addresses that may not be connected to.
#[derive(Clone)]
pub(super) struct Resolver {
    reach: Reach,
    look_up: LookUp,
}

impl Resolver {
    /// With the names of the system.
    pub(super) fn new(reach: Reach) -> Self {
        // The port comes from the URL.
        let look_up = |name: String| -> Found {
            Box::pin(async move { Ok(tokio::net::lookup_host((name, 0)).await?.collect()) })
        };
        Self::with(reach, Arc::new(look_up))
    }

    /// With other names.
    pub(super) fn with(reach: Reach, look_up: LookUp) -> Self {
        Self { reach, look_up }
    }
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        // A picture at `localhost` is refused before its name is looked up; here it can only be the person's own proxy.
        let reach = match self.reach {
            Reach::OtherMachines if address::is_localhost(name.as_str()) => Reach::Anywhere,
            reach => reach,
        };
        let found = (self.look_up)(name.as_str().to_owned());
        Box::pin(async move {
            let found = found.await?;
            let allowed: Vec<_> =
                found.iter().copied().filter(|address| reach.allows(address.ip())).collect();
            if allowed.is_empty() && !found.is_empty() {
                return Err(reach.strayed().into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

impl fmt::Debug for Resolver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Resolver").field("reach", &self.reach).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{Reach, Resolver, Strayed};

    use reqwest::dns::{Name, Resolve};
    use url::Url;

    /// Numbers are looked up without asking anybody.
    #[tokio::test]
    async fn addresses_that_may_not_be_connected_to_are_dropped() {
        use Reach::{Anywhere, BeyondTheWire, OtherMachines, ThisMachine};
        // A number, and whether it is left by each reach in the order of this list.
        let reaches = [Anywhere, ThisMachine, BeyondTheWire, OtherMachines];
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
            for (reach, left) in reaches.into_iter().zip(left) {
                let found = Resolver::new(reach).resolve(name.parse::<Name>().unwrap()).await;
                match found {
                    Ok(addresses) => assert_eq!((addresses.count(), left), (1, true), "{name} {reach:?}"),
                    Err(error) => {
                        let expected = match reach {
                            ThisMachine => Strayed::FromThisMachine,
                            _ => Strayed::ToAPrivatePlace,
                        };
                        assert_eq!(error.downcast_ref(), Some(&expected), "{name} {reach:?}");
                        assert!(!left, "{name} {reach:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn plain_http_stays_on_this_machine() {
        // An address; the reach of the API, and of a picture of another machine, without and with `allow_http`.
        use Reach::{Anywhere, OtherMachines, ThisMachine};
        let cases = [
            ("http://localhost/", [ThisMachine, ThisMachine], [ThisMachine, ThisMachine]),
            ("http://LOCALHOST./", [ThisMachine, ThisMachine], [ThisMachine, ThisMachine]),
            ("http://x.localhost/", [ThisMachine, Anywhere], [ThisMachine, OtherMachines]),
            ("http://hr.example.com/", [ThisMachine, Anywhere], [ThisMachine, OtherMachines]),
            ("http://127.1/", [ThisMachine, ThisMachine], [ThisMachine, ThisMachine]),
            ("http://10.0.0.1/", [ThisMachine, Anywhere], [ThisMachine, OtherMachines]),
            ("https://localhost/", [Anywhere, Anywhere], [OtherMachines, OtherMachines]),
            ("https://x.localhost/", [Anywhere, Anywhere], [OtherMachines, OtherMachines]),
        ];
        for (address, api, picture) in cases {
            let url = Url::parse(address).unwrap();
            let reaches = [false, true].map(|allow_http| Reach::of_api(&url, allow_http));
            assert_eq!(reaches, api, "{address}");
            let reaches = [false, true].map(|allow_http| Reach::of_picture(&url, allow_http, false));
            assert_eq!(reaches, picture, "{address}");
        }
        let url = Url::parse("https://cdn.example.net/").unwrap();
        assert_eq!(Reach::of_picture(&url, false, true), Reach::BeyondTheWire);
    }
}
