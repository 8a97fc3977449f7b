//! A server without a trusted certificate gets no data, and the message has the reason.

use super::{KEY, NEVER, limits, photo, profile, values};

use nameplate::api::{
    CaFileFault, Client, CommitPoint, Credentials, Distrust, Error, Limits, Outcome, Server, ServerOptions,
};
use nameplate::profile::Field;
use nameplate::secret::Secret;

use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DnType, ExtendedKeyUsagePurpose, GeneralSubtree, IsCa,
    Issuer, KeyPair, NameConstraints, date_time_ymd,
};
use rustls::crypto::ring::sign::any_supported_type;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert, WebPkiClientVerifier};
use rustls::sign::CertifiedKey;
use rustls::version::{TLS12, TLS13};
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned};
use serde_json::json;
use tempfile::NamedTempFile;
use url::Url;

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Once};
use std::thread;
use std::time::Duration;

/// A certificate authority that the client trusts by its `ca_file`.
pub(super) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    certificate: CertificateDer<'static>,
    file: NamedTempFile,
}

/// What a server shows: its certificate, those above it, and the key of the first.
pub(super) struct Chain {
    certificates: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
}

impl Authority {
    pub(super) fn new() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self::of(params)
    }

    pub(super) fn of(params: CertificateParams) -> Self {
        let key = KeyPair::generate().unwrap();
        let mut file = NamedTempFile::new().unwrap();
        let certificate = params.self_signed(&key).unwrap();
        file.write_all(certificate.pem().as_bytes()).unwrap();
        Self { issuer: Issuer::new(params, key), certificate: certificate.into(), file }
    }

    /// Its own certificate, as that of a server.
    pub(super) fn itself(&self) -> Chain {
        Chain { certificates: vec![self.certificate.clone()], key: private(self.issuer.key()) }
    }

    pub(super) fn sign(&self, params: &CertificateParams) -> Chain {
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        Chain { certificates: vec![certificate.into()], key: private(&key) }
    }

    pub(super) fn file(&self) -> &str {
        self.file.path().to_str().unwrap()
    }

    pub(super) fn options(&self) -> ServerOptions {
        trusting(self.file.path())
    }
}

impl Chain {
    /// One that was made by OpenSSL: rcgen makes nothing of the kind.
    pub(super) fn fixture(name: &str) -> Self {
        Self {
            certificates: vec![CertificateDer::from_pem_file(fixture(&format!("{name}.pem"))).unwrap()],
            key: PrivateKeyDer::from_pem_file(fixture(&format!("{name}-key.pem"))).unwrap(),
        }
    }
}

/// A file of `tests/fixtures/certificates`.
pub(super) fn fixture(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/certificates").join(name)
}

fn private(key: &KeyPair) -> PrivateKeyDer<'static> {
    PrivateKeyDer::try_from(key.serialize_der()).unwrap()
}

/// Trusts what is in a file.
pub(super) fn trusting(file: &Path) -> ServerOptions {
    ServerOptions { ca_file: Some(file.to_owned()), ..ServerOptions::default() }
}

/// An authority that is a server of these names as well: what `openssl req -x509` makes.
pub(super) fn by_itself(names: &[&str]) -> CertificateParams {
    let mut params = leaf(names);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params
}

pub(super) fn leaf(names: &[&str]) -> CertificateParams {
    CertificateParams::new(names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()).unwrap()
}

pub(super) fn this_machine() -> CertificateParams {
    leaf(&["127.0.0.1", "localhost"])
}

/// A server behind TLS that counts the bytes of HTTP it gets and answers each request with a profile.
pub(super) fn serve(chain: Chain) -> (SocketAddr, Arc<AtomicUsize>) {
    serve_with(chain, |stream| {
        let body = profile(&json!({})).to_string();
        let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        let _ = stream.write_all(answer.as_bytes());
    })
}

/// The same with another answer.
fn serve_with(
    chain: Chain,
    answer: fn(&mut StreamOwned<ServerConnection, TcpStream>),
) -> (SocketAddr, Arc<AtomicUsize>) {
    install();
    let key = any_supported_type(&chain.key).unwrap();
    let shown = Shown(Arc::new(CertifiedKey::new(chain.certificates, key)));
    serve_config(ServerConfig::builder().with_no_client_auth().with_cert_resolver(Arc::new(shown)), answer)
}

/// What a server shows, whether or not it makes sense: the library would refuse to set some of it up.
#[derive(Debug)]
struct Shown(Arc<CertifiedKey>);

impl ResolvesServerCert for Shown {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0))
    }
}

/// The library's own ring, once for the process.
fn install() {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
}

pub(super) fn serve_config(
    config: ServerConfig,
    answer: fn(&mut StreamOwned<ServerConnection, TcpStream>),
) -> (SocketAddr, Arc<AtomicUsize>) {
    let (config, received) = (Arc::new(config), Arc::new(AtomicUsize::new(0)));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let (address, counter) = (listener.local_addr().unwrap(), Arc::clone(&received));
    let _ = thread::spawn(move || {
        for connection in listener.incoming() {
            let session = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = StreamOwned::new(session, connection.unwrap());
            let mut bytes = [0; 16 * 1024];
            while let Ok(length @ 1..) = stream.read(&mut bytes) {
                let _ = counter.fetch_add(length, Ordering::SeqCst);
                answer(&mut stream);
            }
        }
    });
    (address, received)
}

/// Every way of sending something to a server, one after the other.
async fn every_request(client: &Client, picture: Url) -> Vec<Result<(), Error>> {
    let session = client.resume(Secret::from(KEY));
    let password = Credentials::Password { username: "sara".to_owned(), password: Secret::from("pw") };
    vec![
        client.sign_in(Credentials::Key(Secret::from(KEY))).await.map(|_| ()),
        client.sign_in(password).await.map(|_| ()),
        session.profile().await.map(|_| ()),
        session.save(values(&[(Field::Email, "")])).await.map(|_| ()),
        session.upload(photo(10), CommitPoint::default()).await.map(|_| ()),
        session.remove_photo().await.map(|_| ()),
        session.picture(picture).await.map(|_| ()),
    ]
}

async fn check(name: &str, authority: &Authority, chain: Chain, expected: Distrust) {
    check_with(name, &authority.options(), serve(chain), expected).await;
}

async fn check_with(
    name: &str,
    options: &ServerOptions,
    (address, received): (SocketAddr, Arc<AtomicUsize>),
    expected: Distrust,
) {
    let server = Server::parse(&format!("https://{address}"), options).unwrap();
    let client = Client::with_limits(server, limits()).await.unwrap();
    let picture = Url::parse(&format!("https://{address}/media/a.jpg")).unwrap();
    for result in every_request(&client, picture).await {
        assert_eq!(result, Err(Error::Tls(expected)), "{name}");
    }
    assert_eq!(received.load(Ordering::SeqCst), 0, "{name}: bytes of HTTP");
    assert_eq!(Error::Tls(expected).outcome(), Outcome::NotStored);
}

#[tokio::test]
async fn a_server_of_the_configured_authority_is_trusted() {
    let authority = Authority::new();
    let (address, received) = serve(authority.sign(&this_machine()));
    for typed in [format!("https://{address}"), format!("https://localhost:{}", address.port())] {
        let server = Server::parse(&typed, &authority.options()).unwrap();
        let session = Client::with_limits(server, limits()).await.unwrap().resume(Secret::from(KEY));
        assert_eq!(session.profile().await.map(|profile| profile.id), Ok(Some("2".to_owned())), "{typed}");
    }
    assert!(received.load(Ordering::SeqCst) > 0);
}

#[tokio::test]
async fn bad_times_and_names_are_named() {
    let authority = Authority::new();
    let mut expired = this_machine();
    (expired.not_before, expired.not_after) = (date_time_ymd(2019, 1, 1), date_time_ymd(2020, 1, 1));
    let mut early = this_machine();
    (early.not_before, early.not_after) = (date_time_ymd(2900, 1, 1), date_time_ymd(2901, 1, 1));
    check("expired", &authority, authority.sign(&expired), Distrust::Expired).await;
    check("not yet valid", &authority, authority.sign(&early), Distrust::NotYetValid).await;
    check("another host", &authority, authority.sign(&leaf(&["hr.example.com"])), Distrust::WrongHost).await;
    check("no host", &authority, authority.sign(&leaf(&[])), Distrust::NoName).await;
}

#[tokio::test]
async fn unknown_issuers_are_named() {
    let (authority, stranger) = (Authority::new(), Authority::new());
    check("an authority of that name", &authority, stranger.sign(&this_machine()), Distrust::UnknownIssuer)
        .await;

    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(DnType::CommonName, "Stranger");
    let stranger = Authority::of(params);
    check("unknown authority", &authority, stranger.sign(&this_machine()), Distrust::UnknownIssuer).await;

    let key = KeyPair::generate().unwrap();
    let certificate = this_machine().self_signed(&key).unwrap();
    let chain = Chain { certificates: vec![certificate.into()], key: private(&key) };
    check("signed by itself", &authority, chain, Distrust::SelfSigned).await;
    let stranger = Authority::of(by_itself(&["127.0.0.1"]));
    check("an authority that is a server", &authority, stranger.itself(), Distrust::SelfSigned).await;

    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let issuer = Issuer::new(params, KeyPair::generate().unwrap());
    let key = KeyPair::generate().unwrap();
    let certificate = this_machine().signed_by(&key, &issuer).unwrap();
    let chain = Chain { certificates: vec![certificate.into()], key: private(&key) };
    check("the middle of the chain is missing", &authority, chain, Distrust::UnknownIssuer).await;
}

#[tokio::test]
async fn other_faults_are_refused() {
    let authority = Authority::new();
    let mut params = this_machine();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    check("an authority as a server", &authority, authority.sign(&params), Distrust::NotForServers).await;
    let mut params = this_machine();
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    check("the certificate of a client", &authority, authority.sign(&params), Distrust::NotForServers).await;
    let old = Chain::fixture("version-1");
    let listed = trusting(&fixture("version-1.pem"));
    check_with("version 1", &listed, serve(old), Distrust::OldForm).await;
    let weak = Chain::fixture("weak");
    check_with("SHA-1", &trusting(&fixture("weak-ca.pem")), serve(weak), Distrust::Weak).await;

    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.name_constraints = Some(NameConstraints {
        permitted_subtrees: vec![GeneralSubtree::IpAddress(CidrSubnet::V4([10, 0, 0, 0], [255, 0, 0, 0]))],
        excluded_subtrees: vec![],
    });
    let constrained = Authority::of(params);
    check(
        "a name the authority may not sign",
        &constrained,
        constrained.sign(&this_machine()),
        Distrust::Other,
    )
    .await;
}

#[tokio::test]
async fn a_port_without_encryption_gets_no_data() {
    type Behaviour = fn(TcpStream);
    let cases: [(&str, Behaviour, Error); 4] = [
        (
            "speaks plainly",
            |mut stream| {
                let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
                thread::park_timeout(Duration::from_millis(100));
            },
            Error::Tls(Distrust::NoEncryption),
        ),
        (
            "speaks an old version",
            |mut stream| {
                // A fatal alert: the version of the protocol is not taken (RFC 8446, 6.2).
                let _ = stream.read(&mut [0; 4096]);
                let _ = stream.write_all(&[21, 3, 1, 0, 2, 2, 70]);
            },
            Error::Tls(Distrust::OldEncryption),
        ),
        (
            "hangs up",
            |mut stream| {
                let _ = stream.read(&mut [0; 10]);
            },
            Error::Tls(Distrust::Other),
        ),
        ("says nothing", |_| thread::park_timeout(NEVER), Error::ConnectTimedOut),
    ];
    let authority = Authority::new();
    for (name, behaviour, expected) in cases {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let _ = thread::spawn(move || listener.incoming().for_each(|stream| behaviour(stream.unwrap())));
        let server = Server::parse(&format!("https://{address}"), &authority.options()).unwrap();
        // Who answers has the usual time, also on a busy machine.
        let connect = match expected {
            Error::ConnectTimedOut => Duration::from_millis(400),
            _ => limits().connect,
        };
        let limits = Limits { connect, ..limits() };
        let client = Client::with_limits(server, limits).await.unwrap();
        let result = client.sign_in(Credentials::Key(Secret::from(KEY))).await.map(|_| ());
        assert_eq!(result, Err(expected), "{name}");
    }
}

/// Once a request is on its way, a fault of the encryption leaves open what the server did with it.
#[tokio::test]
async fn an_encryption_error_after_the_request_is_not_a_refusal() {
    let authority = Authority::new();
    let (address, received) = serve_with(authority.sign(&this_machine()), |stream| {
        let _ = stream.sock.write_all(b"no record of TLS");
    });
    let server = Server::parse(&format!("https://{address}"), &authority.options()).unwrap();
    let session = Client::with_limits(server, limits()).await.unwrap().resume(Secret::from(KEY));
    let error = session.save(values(&[(Field::Email, "")])).await.unwrap_err();
    assert_eq!((error.outcome(), error), (Outcome::Unknown, Error::Interrupted));
    assert!(received.load(Ordering::SeqCst) > 0);
}

/// What `openssl req -x509` makes is an authority and a server at once.
#[tokio::test]
async fn a_server_whose_own_certificate_is_listed_is_trusted() {
    let names = ["127.0.0.1", "localhost"];
    let own = Authority::of(by_itself(&names));
    let (address, _) = serve(own.itself());
    for typed in [format!("https://{address}"), format!("https://localhost:{}", address.port())] {
        let server = Server::parse(&typed, &own.options()).unwrap();
        let session = Client::with_limits(server, limits()).await.unwrap().resume(Secret::from(KEY));
        assert_eq!(session.profile().await.map(|profile| profile.id), Ok(Some("2".to_owned())), "{typed}");
    }

    // Saved from a server whose authority nobody has: it vouches for itself.
    let chain = Authority::new().sign(&this_machine());
    let mut saved = NamedTempFile::new().unwrap();
    saved.write_all(&chain.certificates[0]).unwrap();
    let (address, _) = serve(chain);
    let server = Server::parse(&format!("https://{address}"), &trusting(saved.path())).unwrap();
    let session = Client::with_limits(server, limits()).await.unwrap().resume(Secret::from(KEY));
    assert_eq!(session.profile().await.map(|profile| profile.id), Ok(Some("2".to_owned())));
}

#[tokio::test]
async fn a_listed_certificate_is_checked_like_any_other() {
    let with = |change: fn(&mut CertificateParams)| {
        let mut params = by_itself(&["127.0.0.1"]);
        change(&mut params);
        Authority::of(params)
    };
    let cases = [
        (with(|params| params.not_after = date_time_ymd(2020, 1, 1)), Distrust::Expired),
        (with(|params| params.not_before = date_time_ymd(2900, 1, 1)), Distrust::NotYetValid),
        (
            with(|params| params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth]),
            Distrust::NotForServers,
        ),
        (Authority::of(by_itself(&["hr.example.com"])), Distrust::WrongHost),
        (Authority::of(by_itself(&[])), Distrust::NoName),
    ];
    for (own, expected) in cases {
        check(&format!("{expected}"), &own, own.itself(), expected).await;
    }
    // The same names with another key are another certificate.
    let (own, other) = (Authority::of(by_itself(&["127.0.0.1"])), Authority::of(by_itself(&["127.0.0.1"])));
    check("another key", &own, other.itself(), Distrust::SelfSigned).await;
    // Whoever shows a listed certificate must have its key.
    let stolen = Chain { certificates: own.itself().certificates, key: other.itself().key };
    check_with("stolen", &own.options(), serve(stolen), Distrust::Other).await;
}

#[tokio::test]
async fn an_expired_authority_is_told_from_an_expired_server() {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.not_after = date_time_ymd(2020, 1, 1);
    let expired = Authority::of(params.clone());
    check("in the file", &expired, expired.sign(&this_machine()), Distrust::AuthorityExpired).await;

    params.distinguished_name.push(DnType::CommonName, "Middle");
    let authority = Authority::new();
    let key = KeyPair::generate().unwrap();
    let middle: CertificateDer<'static> = params.signed_by(&key, &authority.issuer).unwrap().into();
    let issuer = Issuer::new(params, key);
    let key = KeyPair::generate().unwrap();
    let certificate = this_machine().signed_by(&key, &issuer).unwrap();
    let chain = Chain { certificates: vec![certificate.into(), middle], key: private(&key) };
    check("in the middle", &authority, chain, Distrust::AuthorityExpired).await;
}

/// A server that asks for a certificate, or even insists on one.
pub(super) fn asking(authority: &Authority, insists: bool, version: usize) -> ServerConfig {
    install();
    let mut roots = RootCertStore::empty();
    roots.add(authority.certificate.clone()).unwrap();
    let verifier = WebPkiClientVerifier::builder(Arc::new(roots));
    let verifier = if insists { verifier } else { verifier.allow_unauthenticated() }.build().unwrap();
    let Chain { certificates, key } = authority.sign(&this_machine());
    ServerConfig::builder_with_protocol_versions(&[[&TLS12, &TLS13][version]])
        .with_client_cert_verifier(verifier)
        .with_single_cert(certificates, key)
        .unwrap()
}

#[tokio::test]
async fn a_server_that_wants_a_certificate_is_named() {
    let authority = Authority::new();
    for version in [0, 1] {
        let insisting = serve_config(asking(&authority, true, version), |_| {});
        check_with("insists", &authority.options(), insisting, Distrust::WantsCertificate).await;

        // nginx lets the connection be made and says so in its answer.
        let (address, _) = serve_config(asking(&authority, false, version), |stream| {
            let page = "<title>400 No required SSL certificate was sent</title>";
            let head = "HTTP/1.1 400 Bad Request\r\nContent-Type: text/html";
            let _ = write!(stream, "{head}\r\nContent-Length: {}\r\n\r\n{page}", page.len());
        });
        let server = Server::parse(&format!("https://{address}"), &authority.options()).unwrap();
        let session = Client::with_limits(server, limits()).await.unwrap().resume(Secret::from(KEY));
        assert_eq!(session.profile().await, Err(Error::Tls(Distrust::WantsCertificate)));

        // A server that only asks answers like any other.
        let (address, _) = serve_config(asking(&authority, false, version), |stream| {
            let body = profile(&json!({})).to_string();
            let _ = write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        });
        let server = Server::parse(&format!("https://{address}"), &authority.options()).unwrap();
        let session = Client::with_limits(server, limits()).await.unwrap().resume(Secret::from(KEY));
        assert_eq!(session.profile().await.map(|profile| profile.id), Ok(Some("2".to_owned())));
    }
}

#[tokio::test]
async fn a_file_without_certificates_is_named() {
    let mut other = NamedTempFile::new().unwrap();
    other.write_all(b"no certificate\n").unwrap();
    for (path, fault) in
        [(other.path(), CaFileFault::OtherKind), ("/nonexistent/ca.pem".as_ref(), CaFileFault::Missing)]
    {
        let options = trusting(path);
        let server = Server::parse("https://localhost:1", &options).unwrap();
        assert_eq!(Client::new(server).await.map(|_| ()), Err(Error::CaFile(path.to_owned(), fault)));
        // Plain http on this machine needs no certificates at all.
        let server = Server::parse("http://localhost:1", &options).unwrap();
        assert!(Client::new(server).await.is_ok());
    }
}
