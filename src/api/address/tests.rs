use super::{AddressError, Server, ServerOptions};

use proptest::prelude::{Strategy, any, proptest};
use proptest::sample::select;
use proptest::{collection, prop_oneof};

fn server(typed: &str) -> Result<Server, AddressError> {
    Server::parse(typed, &ServerOptions::default())
}

/// What is typed, and the profile's address that will be contacted.
const ACCEPTED: [(&str, &str); 64] = [
    ("hr.example.com", "https://hr.example.com/api/users/me/"),
    ("hr.example.com/", "https://hr.example.com/api/users/me/"),
    ("HR.Example.COM", "https://hr.example.com/api/users/me/"),
    ("hr.example.com:8443", "https://hr.example.com:8443/api/users/me/"),
    ("hr.example.com:443", "https://hr.example.com/api/users/me/"),
    ("hr", "https://hr/api/users/me/"),
    ("hr:8443", "https://hr:8443/api/users/me/"),
    ("hr.example.com.", "https://hr.example.com./api/users/me/"),
    ("192.168.1.5", "https://192.168.1.5/api/users/me/"),
    ("192.168.1.5:8000", "https://192.168.1.5:8000/api/users/me/"),
    ("۱۹۲.۱۶۸.۱.۵:۸۰۰۰", "https://192.168.1.5:8000/api/users/me/"),
    ("[2001:db8::1]", "https://[2001:db8::1]/api/users/me/"),
    ("[2001:db8::1]:8443", "https://[2001:db8::1]:8443/api/users/me/"),
    ("2001:db8::1", "https://[2001:db8::1]/api/users/me/"),
    ("https://hr.example.com", "https://hr.example.com/api/users/me/"),
    ("HTTPS://hr.example.com", "https://hr.example.com/api/users/me/"),
    ("https:hr.example.com", "https://hr.example.com/api/users/me/"),
    ("https:/hr.example.com", "https://hr.example.com/api/users/me/"),
    ("https:\\\\hr.example.com\\", "https://hr.example.com/api/users/me/"),
    ("//hr.example.com/x", "https://hr.example.com/api/users/me/"),
    ("https://hr.example.com:443/", "https://hr.example.com/api/users/me/"),
    // With white space, marks and quotes around it.
    ("  hr.example.com\n", "https://hr.example.com/api/users/me/"),
    ("\u{A0}hr.example.com\u{A0}", "https://hr.example.com/api/users/me/"),
    ("\u{200E}hr.example.com\u{200F}", "https://hr.example.com/api/users/me/"),
    ("\u{202A}https://hr.example.com\u{202C}", "https://hr.example.com/api/users/me/"),
    ("https://\u{200E}hr.example.com", "https://hr.example.com/api/users/me/"),
    ("\u{FEFF}hr.example.com", "https://hr.example.com/api/users/me/"),
    ("<https://hr.example.com>", "https://hr.example.com/api/users/me/"),
    ("\"hr.example.com\"", "https://hr.example.com/api/users/me/"),
    ("«hr.example.com»", "https://hr.example.com/api/users/me/"),
    // This machine.
    ("localhost", "http://localhost/api/users/me/"),
    ("localhost:8000", "http://localhost:8000/api/users/me/"),
    ("LOCALHOST:8000", "http://localhost:8000/api/users/me/"),
    ("localhost:۸۰۰۰", "http://localhost:8000/api/users/me/"),
    ("localhost:8000/api/users/me", "http://localhost:8000/api/users/me/"),
    ("app.localhost:8000", "http://app.localhost:8000/api/users/me/"),
    ("localhost.:8000", "http://localhost.:8000/api/users/me/"),
    ("127.0.0.1:8000", "http://127.0.0.1:8000/api/users/me/"),
    ("127.8.9.1", "http://127.8.9.1/api/users/me/"),
    ("::1", "http://[::1]/api/users/me/"),
    ("[::1]:8000", "http://[::1]:8000/api/users/me/"),
    ("http://localhost:8000", "http://localhost:8000/api/users/me/"),
    ("http://127.0.0.1/", "http://127.0.0.1/api/users/me/"),
    ("https://localhost:8443", "https://localhost:8443/api/users/me/"),
    // Paths.
    ("hr.example.com/api/users/me/", "https://hr.example.com/api/users/me/"),
    ("https://hr.example.com/api/users/me", "https://hr.example.com/api/users/me/"),
    ("https://hr.example.com//api//users/me//", "https://hr.example.com/api/users/me/"),
    ("https://hr.example.com/api/users/me/?format=json#top", "https://hr.example.com/api/users/me/"),
    ("https://hr.example.com/api/users/me/avatar/", "https://hr.example.com/api/users/me/"),
    ("https://hr.example.com/api/", "https://hr.example.com/api/users/me/"),
    ("https://hr.example.com/api/users", "https://hr.example.com/api/users/me/"),
    ("https://hr.example.com/api/auth/token/", "https://hr.example.com/api/users/me/"),
    ("https://hr.example.com/hr/api/users/me/", "https://hr.example.com/hr/api/users/me/"),
    ("https://hr.example.com/hr/api/users/me", "https://hr.example.com/hr/api/users/me/"),
    ("https://hr.example.com/a/b/api", "https://hr.example.com/a/b/api/users/me/"),
    ("https://hr.example.com/hr/api/auth/token/", "https://hr.example.com/hr/api/users/me/"),
    ("https://hr.example.com/admin/users/user/7/change/", "https://hr.example.com/api/users/me/"),
    ("https://hr.example.com/login?next=/api/users/me/", "https://hr.example.com/api/users/me/"),
    ("https://hr.example.com/#/profile", "https://hr.example.com/api/users/me/"),
    ("hr.example.com?x=1", "https://hr.example.com/api/users/me/"),
    ("https://hr.example.com/a/../hr/api/users/me/", "https://hr.example.com/hr/api/users/me/"),
    // Names in other scripts.
    ("پروفایل.ایران", "https://xn--mgbt2cnr63a2s.xn--mgba3a4f16a/api/users/me/"),
    ("bücher.example", "https://xn--bcher-kva.example/api/users/me/"),
    ("ｈｒ.example.com", "https://hr.example.com/api/users/me/"),
];

#[test]
fn addresses_are_parsed() {
    for (typed, me) in ACCEPTED {
        let shown = server(typed).map(|server| server.me().to_string());
        assert_eq!(shown.as_deref(), Ok(me), "{typed:?}");
    }
}

#[test]
fn addresses_are_refused() {
    use AddressError::{Empty, PlainHttp, Scheme, Unreadable, UserInfo};
    let cases = [
        ("", Empty),
        ("   ", Empty),
        ("\u{200E}\u{200F}", Empty),
        ("\"\"", Empty),
        ("<>", Empty),
        ("http://", Unreadable),
        ("https:", Unreadable),
        ("https:///", Unreadable),
        ("/api/users/me/", Unreadable),
        ("?", Unreadable),
        (":8000", Unreadable),
        ("hr example com", Unreadable),
        ("hr.example\n.com", Unreadable),
        ("hr.exa\u{0}mple.com", Unreadable),
        ("hr.example.com:99999", Unreadable),
        ("hr.example.com:port", Unreadable),
        ("https://[::1", Unreadable),
        ("https://exa%mple", Unreadable),
        ("xn--a", Unreadable),
        ("ftp://hr.example.com", Scheme),
        ("file:///etc/passwd", Scheme),
        ("file:/etc/passwd", Scheme),
        ("javascript:alert(1)", Scheme),
        ("data:text/html,x", Scheme),
        ("mailto:a@example.com", Scheme),
        ("ws://hr.example.com", Scheme),
        ("https://user@hr.example.com", UserInfo),
        ("https://user:pw@hr.example.com", UserInfo),
        ("user:pw@hr.example.com", UserInfo),
        ("a@example.com", UserInfo),
        ("https://hr.example.com@evil.example", UserInfo),
        ("https://@hr.example.com", UserInfo),
        ("http://hr.example.com", PlainHttp),
        ("http://hr.example.com/api/users/me/", PlainHttp),
        ("http://192.168.1.5:8000", PlainHttp),
        ("http://localhost.example.com", PlainHttp),
        ("http://127.0.0.1.example.com", PlainHttp),
        ("http://0.0.0.0:8000", PlainHttp),
        ("http://[2001:db8::1]/", PlainHttp),
    ];
    for (typed, error) in cases {
        assert_eq!(server(typed), Err(error), "{typed:?}");
    }
}

#[test]
fn the_address_of_the_profile_gives_the_same_server() {
    for (typed, _) in ACCEPTED {
        let first = server(typed).unwrap();
        assert_eq!(server(first.me().as_str()).as_ref(), Ok(&first), "{typed:?}");
    }
}

#[test]
fn the_origin_is_what_is_contacted() {
    for (typed, _) in ACCEPTED {
        let server = server(typed).unwrap();
        for url in [server.me(), server.sign_in().unwrap()] {
            assert_eq!(url.origin().ascii_serialization(), server.origin(), "{typed:?}");
            assert!(url.as_str().starts_with(&format!("{}/", server.origin())), "{typed:?}");
        }
    }
}

#[test]
fn hosts_are_shown_in_both_forms() {
    let cases = [
        ("hr.example.com", "hr.example.com"),
        ("hr.example.com:443", "hr.example.com"),
        ("hr.example.com:8443", "hr.example.com:8443"),
        ("[::1]:8000", "[::1]:8000"),
        ("پروفایل.ایران", "پروفایل.ایران (xn--mgbt2cnr63a2s.xn--mgba3a4f16a)"),
        ("bücher.example:8443", "bücher.example:8443 (xn--bcher-kva.example:8443)"),
    ];
    for (typed, host) in cases {
        assert_eq!(server(typed).unwrap().host(), host);
    }
}

#[test]
fn plain_http_to_another_machine_is_exposed() {
    let allowed = ServerOptions { allow_http: true, ..ServerOptions::default() };
    let cases = [
        ("http://hr.example.com", true),
        ("http://192.168.1.5", true),
        ("https://hr.example.com", false),
        ("hr.example.com", false),
        ("localhost", false),
        ("http://localhost.", false),
        ("http://127.0.0.1", false),
        ("http://127.1", false),
        ("http://2130706433", false),
        ("http://0x7f.0.0.1", false),
        ("http://017700000001", false),
        ("http://[::ffff:127.0.0.1]", false),
        // A name below `localhost` may resolve to any machine, and these are no loopback addresses.
        ("http://hr.localhost", true),
        ("http://0.0.0.0", true),
        ("http://[::]", true),
        ("http://[::127.0.0.1]", true),
        ("http://[64:ff9b::7f00:1]", true),
    ];
    for (typed, exposed) in cases {
        assert_eq!(Server::parse(typed, &allowed).unwrap().is_exposed(), exposed, "{typed}");
        // Without the permission they are refused, or checked when the connection is made.
        let refused = exposed && typed.starts_with("http:") && !typed.ends_with("hr.localhost");
        let read = Server::parse(typed, &ServerOptions::default());
        assert_eq!(read.as_ref().err(), refused.then_some(&AddressError::PlainHttp), "{typed}");
        assert!(read.is_ok_and(|server| !server.is_exposed()) || refused, "{typed}");
    }
}

#[test]
fn configured_paths_are_used() {
    let options = |me: &str, sign_in: Option<&str>| ServerOptions {
        me_path: me.to_owned(),
        sign_in_path: sign_in.map(str::to_owned),
        ..ServerOptions::default()
    };
    let cases = [
        ("/v2/me/", Some("/v2/login/"), "https://h/v2/me/", Some("https://h/v2/login/")),
        ("v2/me", Some("v2/login"), "https://h/v2/me/", Some("https://h/v2/login")),
        ("/me/", Some(""), "https://h/me/", None),
        ("/me/", None, "https://h/me/", None),
    ];
    for (me, sign_in, me_url, sign_in_url) in cases {
        let server = Server::parse("h", &options(me, sign_in)).unwrap();
        assert_eq!(server.me().as_str(), me_url);
        assert_eq!(server.sign_in().as_ref().map(url::Url::as_str), sign_in_url);
    }
    let folder = Server::parse("https://h/hr/v2/me", &options("/v2/me/", Some("/v2/login/"))).unwrap();
    assert_eq!(folder.sign_in().unwrap().as_str(), "https://h/hr/v2/login/");
}

proptest! {
    /// For any text: no panic, and an accepted address is contacted at the origin that is shown.
    #[test]
    fn any_accepted_address_is_contacted_at_its_origin(
        parts in collection::vec(prop_oneof![
            any::<char>().prop_map(String::from),
            select(vec![
                "http", "https", "://", ":", "/", "//", "\\", "@", "?", "#", "[", "]", ".", "%", "::1", "localhost",
                "hr.example.com", "127.0.0.1", "8000", "api/users/me", "xn--", "\u{202E}", "ی", "۱", " ",
            ]).prop_map(String::from),
        ], 0..8)
    ) {
        let typed = parts.concat();
        let options = ServerOptions { allow_http: parts.len() % 2 == 0, ..ServerOptions::default() };
        if let Ok(server) = Server::parse(&typed, &options) {
            let me = server.me();
            assert_eq!(me.origin().ascii_serialization(), server.origin());
            assert!(me.username().is_empty() && me.password().is_none() && me.query().is_none());
            assert!(me.path().ends_with("/api/users/me/"));
            assert!(server.is_https() || server.is_loopback() || options.allow_http);
            assert_eq!(Server::parse(me.as_str(), &options), Ok(server));
        }
    }
}
