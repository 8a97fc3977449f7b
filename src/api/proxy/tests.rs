//! Tables of values, exceptions, and the order of the variables.

use super::{Unusable, Variables, chosen, is_exempt, proxy};

use url::Url;

#[test]
fn addresses_of_proxies_are_parsed_in_all_spellings() {
    // The value, the address of the proxy, and what may be shown of it.
    let cases = [
        ("http://proxy:3128", "http://proxy:3128/", "http://proxy:3128"),
        ("http://proxy:3128/", "http://proxy:3128/", "http://proxy:3128"),
        (" http://proxy ", "http://proxy/", "http://proxy"),
        ("proxy:3128", "http://proxy:3128/", "http://proxy:3128"),
        ("proxy", "http://proxy/", "http://proxy"),
        ("10.0.0.1:8080", "http://10.0.0.1:8080/", "http://10.0.0.1:8080"),
        ("[::1]:8080", "http://[::1]:8080/", "http://[::1]:8080"),
        ("HTTPS://Proxy.Example.com", "https://proxy.example.com/", "https://proxy.example.com"),
        ("socks5://proxy", "socks5h://proxy:1080/", "socks5h://proxy:1080"),
        ("socks5h://proxy:9050", "socks5h://proxy:9050/", "socks5h://proxy:9050"),
        ("socks://proxy:1080/", "socks5h://proxy:1080/", "socks5h://proxy:1080"),
        ("socks4://proxy", "socks4://proxy:1080/", "socks4://proxy:1080"),
        ("socks4a://proxy", "socks4a://proxy:1080/", "socks4a://proxy:1080"),
        ("http://sara:secret@proxy:3128", "http://sara:secret@proxy:3128/", "http://proxy:3128"),
        ("sara:secret@proxy:3128", "http://sara:secret@proxy:3128/", "http://proxy:3128"),
        ("http://sara@proxy", "http://sara@proxy/", "http://proxy"),
        (r"http://OFFICE\sara:p@proxy:3128", "http://OFFICE%5Csara:p@proxy:3128/", "http://proxy:3128"),
        ("http://OFFICE%5Csara:p@proxy:3128", "http://OFFICE%5Csara:p@proxy:3128/", "http://proxy:3128"),
        ("http://sara:p@ss@proxy:3128", "http://sara:p%40ss@proxy:3128/", "http://proxy:3128"),
        ("http://sara:p%40ss@proxy:3128", "http://sara:p%40ss@proxy:3128/", "http://proxy:3128"),
        ("http://sara:a:b/c?d#e@proxy", "http://sara:a%3Ab%2Fc%3Fd%23e@proxy/", "http://proxy"),
        ("http://sara:100%@proxy", "http://sara:100%25@proxy/", "http://proxy"),
        (
            "http://sara:گذرواژه@proxy",
            "http://sara:%DA%AF%D8%B0%D8%B1%D9%88%D8%A7%DA%98%D9%87@proxy/",
            "http://proxy",
        ),
        ("socks5://sara:s@proxy", "socks5h://sara:s@proxy:1080/", "socks5h://proxy:1080"),
    ];
    for (text, expected, shown) in cases {
        let proxy = proxy(text).unwrap().unwrap();
        assert_eq!(proxy.0.as_str(), expected, "{text}");
        assert_eq!(proxy.name(), shown, "{text}");
        assert_eq!(format!("{proxy:?}"), format!("Proxy({shown:?})"), "{text}");
        // The HTTP library parses the address again.
        assert!(reqwest::Proxy::all(proxy.0).is_ok(), "{text}");
    }
    assert_eq!(proxy("direct://"), Ok(None));
    for text in [
        "ftp://proxy",
        "pac+http://wpad/wpad.dat",
        "http://",
        "http://:3128",
        "http://proxy:port",
        "http://proxy:99999",
        "http://proxy:0",
        "proxy server:3128",
        "http://sara:secret@",
        "http://a b@c d",
        "://proxy",
        "http://pro\\xy",
    ] {
        assert!(proxy(text).is_err(), "{text}");
    }
}

#[test]
fn exceptions_are_hosts_networks_and_names() {
    let cases = [
        ("https://hr.example.com/", "", false),
        ("https://hr.example.com/", "*", true),
        ("https://hr.example.com/", "hr.example.com", true),
        ("https://hr.example.com/", "HR.Example.COM.", true),
        ("https://hr.example.com/", "example.com", true),
        ("https://hr.example.com/", ".example.com", true),
        ("https://hr.example.com/", "*.example.com", true),
        ("https://hr.example.com/", "other.org, example.com", true),
        ("https://hr.example.com/", "other.org example.com", true),
        ("https://hr.example.com/", "ample.com", false),
        ("https://hr.example.com/", "hr.example.co", false),
        ("https://hr.example.com/", ".", false),
        ("https://hr.example.com/", "example.com:443", true),
        ("https://hr.example.com:8443/", "example.com:443", false),
        ("https://hr.example.com:8443/", "example.com:8443", true),
        ("https://10.1.2.3/", "10.1.2.3", true),
        ("https://10.1.2.3/", "10.0.0.0/8", true),
        ("https://10.1.2.3/", "192.168.0.0/16", false),
        ("https://10.1.2.3/", "10.1.2", false),
        ("https://10.1.2.3/", "2.3", false),
        ("https://[2001:db8::1]/", "2001:db8::/32", true),
        ("https://[2001:db8::1]/", "[2001:db8::1]", true),
        ("https://[2001:db8::1]/", "2001:db8::2", false),
        ("https://intranet/", "<local>", true),
        ("https://hr.example.com/", "<local>", false),
    ];
    for (url, exceptions, expected) in cases {
        assert_eq!(is_exempt(&Url::parse(url).unwrap(), exceptions), expected, "{url} {exceptions}");
    }
}

#[test]
fn variables_have_an_order() {
    // The variables, and the proxies for https and for http; `!` names the variable that cannot be used.
    let cases: [(&str, &str, &str); 17] = [
        ("", "", ""),
        ("HTTPS_PROXY=http://a", "http://a", ""),
        ("https_proxy=http://a", "http://a", ""),
        ("HTTPS_PROXY=http://a https_proxy=http://b", "http://a", ""),
        ("HTTPS_PROXY= https_proxy=http://b", "http://b", ""),
        ("HTTP_PROXY=http://a", "", "http://a"),
        ("HTTP_PROXY=http://a REQUEST_METHOD=GET", "", ""),
        ("http_proxy=http://a REQUEST_METHOD=GET", "", "http://a"),
        ("ALL_PROXY=socks5://a", "socks5h://a:1080", "socks5h://a:1080"),
        ("all_proxy=a:1 HTTPS_PROXY=b:2", "http://b:2", "http://a:1"),
        ("ALL_PROXY=http://a NO_PROXY=example.com", "", ""),
        ("ALL_PROXY=http://a no_proxy=example.com", "", ""),
        ("ALL_PROXY=http://a NO_PROXY= no_proxy=example.com", "http://a", "http://a"),
        ("HTTPS_PROXY=ftp://a", "!HTTPS_PROXY", ""),
        ("https_proxy=http://a:b", "!https_proxy", ""),
        ("all_proxy=pac://a HTTPS_PROXY=direct://", "", "!all_proxy"),
        ("HTTPS_PROXY=ftp://a ALL_PROXY=http://b", "!HTTPS_PROXY", "http://b"),
    ];
    for (environment, https, http) in cases {
        let variables = Variables::read(|wanted| {
            let mut pairs = environment.split(' ').filter_map(|pair| pair.split_once('='));
            pairs.find_map(|(name, value)| (name == wanted).then(|| value.to_owned()))
        });
        for (url, expected) in [("https://hr.example.com", https), ("http://hr.example.com", http)] {
            let shown = match variables.proxy(&Url::parse(url).unwrap()) {
                Ok(proxy) => proxy.map(|proxy| proxy.name()).unwrap_or_default(),
                Err(Unusable { variable }) => format!("!{}", variable.unwrap_or_default()),
            };
            assert_eq!(shown, expected, "{environment}: {url}");
        }
    }
}

#[test]
fn the_first_usable_proxy_of_the_desktop_is_used() {
    // The answer of the desktop, and the proxy; `!` if none can be used.
    let cases: [(&[&str], &str); 6] = [
        (&[], ""),
        (&["direct://"], ""),
        (&["http://proxy:3128"], "http://proxy:3128"),
        (&["gopher://proxy", "socks://proxy:1080", "direct://"], "socks5h://proxy:1080"),
        (&["gopher://proxy", "direct://"], ""),
        (&["gopher://proxy"], "!"),
    ];
    for (said, expected) in cases {
        let shown = match chosen(said.iter().copied()) {
            Ok(proxy) => proxy.map(|proxy| proxy.name()).unwrap_or_default(),
            Err(Unusable { variable }) => format!("!{}", variable.unwrap_or_default()),
        };
        assert_eq!(shown, expected, "{said:?}");
    }
}
