//! The effect of environment variables: proxies and the system's certificates.
//!
//! The environment of a running program cannot be changed safely, so each test starts its own binary again with another
//! environment, and the second process sends the requests.

use super::trust::{Authority, leaf, serve, this_machine};
use super::{KEY, closed_port, limits, profile};
use crate::scripted_server::{Answer, ScriptedServer};
use crate::socks_proxy::{Manner, SocksProxy};

use nameplate::api::{Client, Error, Outcome, ProxyRefusal, Server, ServerOptions};
use nameplate::secret::Secret;

use rcgen::{CertificateParams, KeyPair};
use serde_json::json;

use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

/// The server the second run signs in to, and the file of certificates, if any.
const SERVER: &str = "NAMEPLATE_TEST_SERVER";
pub(super) const CA_FILE: &str = "NAMEPLATE_TEST_CA_FILE";
/// What the second run writes before its result.
pub(super) const RESULT: &str = "result: ";

/// Reads a profile in this process if it is the second run: the server, and what came of it.
pub(super) async fn asked_again() -> Option<(Server, Result<Option<String>, Error>)> {
    let typed = std::env::var(SERVER).ok()?;
    let options = ServerOptions {
        allow_http: true,
        ca_file: std::env::var_os(CA_FILE).map(PathBuf::from),
        ..ServerOptions::default()
    };
    let server = Server::parse(&typed, &options).unwrap();
    let result = match Client::with_limits(server.clone(), limits()).await {
        Ok(client) => client.resume(Secret::from(KEY)).profile().await.map(|profile| profile.id),
        Err(error) => Err(error),
    };
    Some((server, result))
}

/// Whether this is the second run, which then says what came of it.
async fn second_run() -> bool {
    match asked_again().await {
        Some((_, result)) => writeln!(std::io::stdout(), "{RESULT}{result:?}").is_ok(),
        None => false,
    }
}

/// Runs the test of that path again and gives its result.
pub(super) fn run_again(test: &str, server: &str, environment: &[(&str, &str)]) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    // Nor may the desktop of whoever runs the tests be asked.
    let _ = command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent").env_remove("REQUEST_METHOD");
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR"] {
        let _ = command.env_remove(name).env_remove(name.to_lowercase());
    }
    let output = command
        .args(["--exact", test, "--nocapture", "--test-threads=1"])
        .env(SERVER, server)
        .envs(environment.iter().copied())
        .output()
        .unwrap();
    let shown = String::from_utf8_lossy(&output.stdout).into_owned();
    let result = shown.lines().find_map(|line| Some(line.split_once(RESULT)?.1.to_owned()));
    result.unwrap_or_else(|| panic!("{shown}{}", String::from_utf8_lossy(&output.stderr)))
}

pub(super) fn certificate() -> tempfile::NamedTempFile {
    let certificate = CertificateParams::default().self_signed(&KeyPair::generate().unwrap()).unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), certificate.pem()).unwrap();
    file
}

fn shown(error: Error) -> String {
    assert_eq!(error.outcome(), Outcome::NotStored);
    format!("{:?}", Err::<Option<String>, _>(error))
}

#[tokio::test]
async fn a_refusing_proxy_is_named_and_never_gets_the_key() {
    if second_run().await {
        return;
    }
    let file = certificate();
    let cases = [
        (Answer::new(407, &[("Proxy-Authenticate", "Basic")], ""), ProxyRefusal::Authentication),
        (Answer::html(403), ProxyRefusal::Failed),
        (Answer::html(502), ProxyRefusal::Failed),
        (Answer::hang_up(), ProxyRefusal::Failed),
    ];
    for (answer, refusal) in cases {
        let proxy = ScriptedServer::start(vec![answer; 3]);
        let environment = [("HTTPS_PROXY", &*proxy.url("")), (CA_FILE, file.path().to_str().unwrap())];
        let result = run_again(
            "client::environment::a_refusing_proxy_is_named_and_never_gets_the_key",
            "https://hr.example.invalid",
            &environment,
        );
        assert_eq!(result, shown(Error::Proxy(refusal, Some(proxy.url("")))));
        assert_eq!(proxy.log(), ["CONNECT hr.example.invalid:443"]);
        assert_eq!(proxy.requests()[0].header("authorization"), None);
    }
}

/// A proxy would get the key in the clear, and could not reach this machine anyway.
#[tokio::test]
async fn loopback_never_uses_a_proxy() {
    if second_run().await {
        return;
    }
    let proxy = ScriptedServer::start([]);
    let server = ScriptedServer::start([Answer::json(200, profile(&json!({})).to_string())]);
    let url = proxy.url("");
    let environment = [("HTTP_PROXY", url.as_str()), ("http_proxy", &url), ("ALL_PROXY", &url)];
    let result = run_again("client::environment::loopback_never_uses_a_proxy", &server.url(""), &environment);
    assert_eq!(result, "Ok(Some(\"2\"))");
    assert_eq!((proxy.connections(), server.connections()), (0, 1));
}

#[tokio::test]
async fn plain_http_elsewhere_goes_through_the_proxy() {
    if second_run().await {
        return;
    }
    let proxy = ScriptedServer::start([
        Answer::json(200, profile(&json!({})).to_string()),
        Answer::new(407, &[("Proxy-Authenticate", "Basic")], ""),
    ]);
    let url = proxy.url("");
    for expected in
        [r#"Ok(Some("2"))"#.to_owned(), shown(Error::Proxy(ProxyRefusal::Authentication, Some(url.clone())))]
    {
        let result = run_again(
            "client::environment::plain_http_elsewhere_goes_through_the_proxy",
            "http://hr.example.invalid",
            &[("http_proxy", &url)],
        );
        assert_eq!(result, expected);
    }
    assert_eq!(proxy.log(), ["GET http://hr.example.invalid/api/users/me/"; 2]);
}

#[tokio::test]
async fn socks_proxies_lead_to_the_server() {
    const TEST: &str = "client::environment::socks_proxies_lead_to_the_server";
    if second_run().await {
        return;
    }
    let authority = Authority::new();
    let (target, _) = serve(authority.sign(&leaf(&["hr.example.invalid", "192.0.2.1"])));
    let office = Manner::Guarded(r"OFFICE\sara", "p@ss:word");
    // What stands before the address, the proxy, the server, and what the proxy was asked for.
    let (by_name, by_number) = ("https://hr.example.invalid", "https://192.0.2.1");
    let cases = [
        ("socks5h://", Manner::Open, by_name, "hr.example.invalid:443"),
        ("socks://", Manner::Open, by_name, "hr.example.invalid:443"),
        ("socks4a://", Manner::Open, by_name, "hr.example.invalid:443"),
        ("socks5://", Manner::Open, by_name, "hr.example.invalid:443"),
        ("socks5://", Manner::Open, by_number, "192.0.2.1:443"),
        ("socks4://", Manner::Open, by_number, "192.0.2.1:443"),
        (r"socks5h://OFFICE\sara:p@ss:word@", office, by_name, "hr.example.invalid:443"),
        ("socks5h://OFFICE%5Csara:p%40ss%3Aword@", office, by_name, "hr.example.invalid:443"),
    ];
    for (before, manner, server, asked) in cases {
        let proxy = SocksProxy::start(target, manner);
        let url = proxy.url(before);
        for variable in ["ALL_PROXY", "https_proxy"] {
            let result = run_again(TEST, server, &[(variable, &url), (CA_FILE, authority.file())]);
            assert_eq!(result, r#"Ok(Some("2"))"#, "{before}");
        }
        assert_eq!(proxy.asked(), [asked; 2], "{before}");
    }
    // Unencrypted, as the administrator may allow.
    let server = ScriptedServer::start([Answer::json(200, profile(&json!({})).to_string())]);
    let proxy = SocksProxy::start(server.address(), Manner::Open);
    let url = proxy.url("socks5h://");
    assert_eq!(run_again(TEST, "http://hr.example.invalid", &[("all_proxy", &url)]), r#"Ok(Some("2"))"#);
    assert_eq!(proxy.asked(), ["hr.example.invalid:80"]);
}

#[tokio::test]
async fn a_proxy_that_fails_is_named_without_its_password() {
    const TEST: &str = "client::environment::a_proxy_that_fails_is_named_without_its_password";
    if second_run().await {
        return;
    }
    let file = certificate();
    let nowhere: std::net::SocketAddr = closed_port().parse().unwrap();
    let run = |variable: &str, value: &str, server: &str| {
        let result = run_again(TEST, server, &[(variable, value), (CA_FILE, file.path().to_str().unwrap())]);
        assert!(!result.contains("secret") && !result.contains("sara"), "{result}");
        result
    };
    let server = "https://hr.example.invalid";
    let cases = [
        (Manner::Closed, ProxyRefusal::Failed),
        (Manner::Guarded("sara", "other"), ProxyRefusal::Authentication),
    ];
    for (manner, refusal) in cases {
        let proxy = SocksProxy::start(nowhere, manner);
        let result = run("ALL_PROXY", &proxy.url("socks5h://sara:secret@"), server);
        assert_eq!(result, shown(Error::Proxy(refusal, Some(proxy.url("socks5h://")))));
    }
    for scheme in ["http://", "https://", "socks5h://", "socks4a://"] {
        let result = run("https_proxy", &format!("{scheme}sara:secret@{nowhere}"), server);
        let name = format!("{scheme}{nowhere}");
        assert_eq!(result, shown(Error::Proxy(ProxyRefusal::Unreachable, Some(name))), "{scheme}");
    }
    // Here the name of the server is looked up on this machine, and it is not the proxy that is not found.
    let no_name = format!("https://{}.example.com", "a".repeat(64));
    assert_eq!(
        run("ALL_PROXY", &format!("socks4://sara:secret@{nowhere}"), &no_name),
        shown(Error::NoSuchHost)
    );

    for (variable, value) in
        [("HTTPS_PROXY", "ftp://sara:secret@proxy"), ("all_proxy", "http://sara:secret@proxy:x")]
    {
        assert_eq!(run(variable, value, server), shown(Error::ProxySetting(Some(variable.to_owned()))));
        // What needs no proxy is not held up by it.
        assert_eq!(run(variable, value, &closed_port()), shown(Error::Refused));
    }
}

/// A minimal machine has no certificate authorities: plain http on this machine must work all the same.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_system_without_certificates_is_named() {
    if second_run().await {
        return;
    }
    let server = ScriptedServer::start([Answer::json(200, profile(&json!({})).to_string())]);
    let nothing = [("SSL_CERT_FILE", "/nonexistent"), ("SSL_CERT_DIR", "/nonexistent")];
    let test = "client::environment::a_system_without_certificates_is_named";
    let result = run_again(test, "https://localhost:1", &nothing);
    assert_eq!(result, shown(Error::NoSystemCertificates));
    assert_eq!(run_again(test, &server.url(""), &nothing), "Ok(Some(\"2\"))");
    let file = certificate();
    let with_file = [nothing[0], nothing[1], (CA_FILE, file.path().to_str().unwrap())];
    assert_eq!(run_again(test, "https://localhost:1", &with_file), shown(Error::Refused));
}

/// The configured file adds to the system's certificates.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn the_certificates_of_the_system_stay_trusted() {
    if second_run().await {
        return;
    }
    let (system, configured) = (Authority::new(), Authority::new());
    let environment =
        [("SSL_CERT_FILE", system.file()), ("SSL_CERT_DIR", "/nonexistent"), (CA_FILE, configured.file())];
    for authority in [&system, &configured] {
        let (address, _) = serve(authority.sign(&this_machine()));
        let server = format!("https://{address}");
        let result = run_again(
            "client::environment::the_certificates_of_the_system_stay_trusted",
            &server,
            &environment,
        );
        assert_eq!(result, "Ok(Some(\"2\"))");
    }
}
