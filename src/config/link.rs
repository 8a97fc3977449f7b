//! Anybody can write a link, so it can contain only one thing: the address of a server, and the person is asked before
//! it is used. The rules are strict. A link is unusable if it has another scheme, path or parameter, a user name or
//! password, plain http, a numeric address, or letters that look like others (everything that is not ASCII, and
//! `xn--`).

use crate::api::{Server, ServerOptions};

use percent_encoding::percent_decode_str;

/// The scheme of a link. Desktops start the program for everything that begins with it.
pub(super) const SCHEME: &str = "nameplate:";

/// The beginnings of a link, in small letters. Some programs add a slash after a host.
const BEGINNINGS: [&str; 2] = ["nameplate://server?url=", "nameplate://server/?url="];

/// The longest link. The longest name of a host has 253 letters, and each may be written as three.
const LONGEST: usize = 1_000;

/// A link that the program was started with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// The address of a server, such as `https://hr.example.com:8443`.
    Server(String),
    /// It cannot be used.
    Unusable,
}

impl Link {
    /// Reads a link.
    pub fn read(text: &str) -> Self {
        address(text).map_or(Self::Unusable, Self::Server)
    }

    /// Whether it names the server at this address.
    pub fn names(&self, address: &str) -> bool {
        let server = Server::parse(address, &ServerOptions::default());
        matches!((self, server), (Self::Server(named), Ok(server)) if server.origin() == *named)
    }

    /// The name of the host for display.
    pub fn host(&self) -> Option<&str> {
        match self {
            Self::Server(address) => address.strip_prefix("https://"),
            Self::Unusable => None,
        }
    }
}

/// Whether an argument is a link, usable or not.
pub(super) fn is_link(text: &str) -> bool {
    text.get(..SCHEME.len()).is_some_and(|start| start.eq_ignore_ascii_case(SCHEME))
}

fn address(text: &str) -> Option<String> {
    let is_visible = |text: &str| text.bytes().all(|byte| byte.is_ascii_graphic());
    if text.len() > LONGEST || !is_visible(text) {
        return None;
    }
    let begins = |start: &&&str| text.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start));
    let value = &text[BEGINNINGS.iter().find(begins)?.len()..];
    let decoded = percent_decode_str(value).decode_utf8().ok()?.to_ascii_lowercase();
    let host_and_port = decoded.strip_prefix("https://")?;
    let host_and_port = host_and_port.strip_suffix('/').unwrap_or(host_and_port);
    let (host, port) = match host_and_port.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (host_and_port, None),
    };
    let is_port = |port: &str| !port.starts_with('0') && port.parse::<u16>().is_ok_and(|_| is_number(port));
    if !is_host(host) || !port.is_none_or(is_port) {
        return None;
    }
    // The rest of the program must read it as the same address.
    let address = format!("https://{}", host_and_port.strip_suffix(":443").unwrap_or(host_and_port));
    let server = Server::parse(&address, &ServerOptions::default()).ok()?;
    (server.origin() == address).then_some(address)
}

/// Whether it is the name of a host, in plain letters.
fn is_host(name: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
            // Hyphens at the third and fourth place (`xn--`) mean another script.
            && label.get(2..4) != Some("--")
    };
    // A last label of digits means a numeric address.
    let is_numeric =
        name.rsplit('.').next().is_none_or(|last| last.starts_with(|end: char| end.is_ascii_digit()));
    name.len() <= 253 && name.split('.').all(is_label) && !is_numeric
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{BEGINNINGS, LONGEST, Link, is_link};
    use crate::api::{Server, ServerOptions};

    use proptest::prelude::{Strategy, any, proptest};
    use proptest::sample::select;
    use proptest::{collection, prop_oneof};

    #[test]
    fn links_name_a_server() {
        for (link, address) in [
            ("nameplate://server?url=https%3A%2F%2Fhr.example.com", "https://hr.example.com"),
            ("nameplate://server/?url=https%3A%2F%2Fhr.example.com", "https://hr.example.com"),
            ("nameplate://server?url=https://hr.example.com", "https://hr.example.com"),
            ("nameplate://server?url=https%3a%2f%2fhr.example.com%2f", "https://hr.example.com"),
            ("NAMEPLATE://Server?URL=HTTPS%3A%2F%2FHR.Example.COM", "https://hr.example.com"),
            ("nameplate://server?url=https%3A%2F%2Fhr.example.com%3A8443", "https://hr.example.com:8443"),
            ("nameplate://server?url=https%3A%2F%2Fhr.example.com%3A443", "https://hr.example.com"),
            ("nameplate://server?url=https%3A%2F%2Fhr-2.example.com", "https://hr-2.example.com"),
            ("nameplate://server?url=https%3A%2F%2Fhr", "https://hr"),
            ("nameplate://server?url=https%3A%2F%2F3m.example", "https://3m.example"),
            ("nameplate://server?url=%68ttps%3A%2F%2Fhr.example.com", "https://hr.example.com"),
        ] {
            assert_eq!(Link::read(link), Link::Server(address.to_owned()), "{link}");
        }
    }

    #[test]
    fn other_links_are_unusable() {
        let server = |address: &str| format!("nameplate://server?url={address}");
        let mut links: Vec<String> = [
            // Other forms.
            "",
            "nameplate:",
            "nameplate://",
            "nameplate://server",
            "nameplate://server?",
            "nameplate://server?url",
            "nameplate://server?url=",
            "nameplate://hr.example.com",
            "nameplate://hr.example.com@evil.example",
            "nameplate:server?url=https%3A%2F%2Fhr.example.com",
            "nameplate:/server?url=https%3A%2F%2Fhr.example.com",
            "nameplate://server@evil.example?url=https%3A%2F%2Fhr.example.com",
            "nameplate://user:pw@server?url=https%3A%2F%2Fhr.example.com",
            "nameplate://server:1?url=https%3A%2F%2Fhr.example.com",
            "nameplate://server/sign-in?url=https%3A%2F%2Fhr.example.com",
            "nameplate://server/../?url=https%3A%2F%2Fhr.example.com",
            "nameplate://photo?url=https%3A%2F%2Fhr.example.com",
            "nameplate://server?key=0123&url=https%3A%2F%2Fhr.example.com",
            "nameplate://server?url=https%3A%2F%2Fhr.example.com&key=0123",
            "nameplate://server?url=https%3A%2F%2Fhr.example.com&url=https%3A%2F%2Fevil.example",
            "nameplate://server?url=https%3A%2F%2Fhr.example.com#evil.example",
            " nameplate://server?url=https%3A%2F%2Fhr.example.com",
            "https://hr.example.com",
            "javascript:alert(1)",
            "--server=https://evil.example",
        ]
        .map(str::to_owned)
        .into();
        // Other addresses.
        links.extend(
            [
                "hr.example.com",
                "http%3A%2F%2Fhr.example.com",
                "http%3A%2F%2Flocalhost%3A8000",
                "ftp%3A%2F%2Fhr.example.com",
                "file%3A%2F%2F%2Fetc%2Fpasswd",
                "javascript%3Aalert(1)",
                "https%3Ahr.example.com",
                "https%3A%2Fhr.example.com",
                "https%3A%2F%2F",
                "https%3A%2F%2F%2Fhr.example.com",
                "https%3A%5C%5Chr.example.com",
                "https%3A%2F%2Fhr.example.com%2Fapi%2F",
                "https%3A%2F%2Fhr.example.com%2F%2F",
                "https%3A%2F%2Fhr.example.com%3Fnext%3D1",
                "https%3A%2F%2Fhr.example.com%23x",
                // Names and passwords.
                "https%3A%2F%2Fhr.example.com%40evil.example",
                "https%3A%2F%2Fsara%3Apw%40hr.example.com",
                "https%3A%2F%2F%40hr.example.com",
                // What is not a name of a host.
                "https%3A%2F%2F.example.com",
                "https%3A%2F%2Fhr..example.com",
                "https%3A%2F%2Fhr.example.com.",
                "https%3A%2F%2F-hr.example.com",
                "https%3A%2F%2Fhr_1.example.com",
                "https%3A%2F%2Fhr.example.com%3A",
                "https%3A%2F%2Fhr.example.com%3A0",
                "https%3A%2F%2Fhr.example.com%3A99999",
                "https%3A%2F%2Fhr.example.com%3A%2B80",
                "https%3A%2F%2Fhr.example.com%3A80%3A80",
                "https%3A%2F%2F127.0.0.1",
                "https%3A%2F%2F2130706433",
                "https%3A%2F%2F0x7f.1",
                "https%3A%2F%2F%5B%3A%3A1%5D",
                // Letters that look like others, as such and as they are written for computers.
                "https%3A%2F%2Fhr.ex%D0%B0mple.com",
                "https%3A%2F%2Fxn--hr-example-9fg.com",
                "https%3A%2F%2Fhr.xn--exmple-4nf.com",
                "https%3A%2F%2Fhr.example.com%E2%81%84.evil.example",
                "https%3A%2F%2F%EF%BD%88%EF%BD%92.example.com",
                // Marks and controls.
                "https%3A%2F%2Fhr.example.com%00",
                "https%3A%2F%2Fhr.example.com%0A",
                "https%3A%2F%2Fhr.exa%09mple.com",
                "https%3A%2F%2Fhr.example.com%20",
                "https%3A%2F%2F%E2%80%AEmoc.elpmaxe.rh",
                "https%3A%2F%2F%E2%80%8Fhr.example.com",
                "https%3A%2F%2Fhr%E2%80%8B.example.com",
                "https%3A%2F%2Fhr.example.com%AD",
                "https%3A%2F%2Fhr.example.com%",
                "https%3A%2F%2Fhr.example.com%7F",
                // Encoded twice.
                "https%253A%252F%252Fhr.example.com",
                "https%3A%2F%2Fhr%252Eexample.com",
            ]
            .map(server),
        );
        // The same marks as they are.
        links.extend(
            ["\u{202E}", "\u{200F}", "\u{FEFF}", "\0", "\n", " ", "\"", "ا"]
                .map(|mark| server(&format!("https%3A%2F%2Fhr{mark}.example.com"))),
        );
        // Too long: the whole, the name, a part of it.
        let long = "a".repeat(60);
        links.push(server(&format!("https%3A%2F%2F{}com", format!("{long}.").repeat(5))));
        links.push(server(&format!("https%3A%2F%2F{long}{long}.com")));
        links.push(server(&format!("https%3A%2F%2F{}", "%61".repeat(LONGEST))));
        links.push(server(&format!("https%3A%2F%2Fhr.example.com{}", "/".repeat(1 << 20))));
        for link in links {
            assert_eq!(Link::read(&link), Link::Unusable, "{link:?}");
        }
    }

    #[test]
    fn what_begins_with_the_scheme_is_a_link() {
        assert!(is_link("nameplate:") && is_link("NamePlate://x") && is_link("nameplate:\u{202E}"));
        for other in ["", "photo", "nameplate", "nameplat€:", "--server", "https://hr.example.com"] {
            assert!(!is_link(other), "{other}");
        }
    }

    proptest! {
        /// For any text: no panic, and what comes out is the origin of a server that is asked over https, or a refusal.
        #[test]
        fn any_link_gives_the_address_of_a_server_or_is_unusable(
            start in select(vec!["", "nameplate:", "nameplate://server?", BEGINNINGS[0], BEGINNINGS[1]]),
            parts in collection::vec(prop_oneof![
                any::<char>().prop_map(String::from),
                any::<u8>().prop_map(|byte| format!("%{byte:02X}")),
                select(vec![
                    "https://", "https%3A%2F%2F", "http://", ":", "/", "\\", "@", "?", "#", "&", "=", "%", "%25", ".", "-",
                    "--", "xn--", "localhost", "hr.example.com", "evil.example", "127.0.0.1", "8443", "443", "\u{202E}",
                ]).prop_map(String::from),
            ], 0..8)
        ) {
            let text = start.to_owned() + &parts.concat();
            let link = Link::read(&text);
            let allowed = ServerOptions { allow_http: true, ..ServerOptions::default() };
            if let Link::Server(address) = &link {
                assert!(is_link(&text), "{text:?}");
                let server = Server::parse(address, &allowed).unwrap();
                assert!(server.is_https(), "{text:?}");
                assert_eq!(&server.origin(), address, "{text:?}");
                assert_eq!(Some(server.host().as_str()), address.strip_prefix("https://"), "{text:?}");
                let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".:/-".contains(&byte);
                assert!(address.bytes().all(is_plain) && !address.contains("xn--"), "{text:?}");
                let again = Link::read(&format!("{}{address}", BEGINNINGS[0]));
                assert_eq!(again, link, "{text:?}");
            }
        }
    }
}
