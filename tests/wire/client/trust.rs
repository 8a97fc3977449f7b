//! Servers that cannot prove who they are get nothing, and the reason is named.

use super::{KEY, NEVER, limits, photo, profile};

use nameplate::api::{Client, Credentials, Distrust, Error, Limits, Outcome, Server, ServerOptions};
use nameplate::profile::{AvatarChange, Field, Patch, Value};
use nameplate::secret::Secret;

use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DnType, GeneralSubtree, IsCa, Issuer, KeyPair,
    NameConstraints, date_time_ymd,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use serde_json::json;
use tempfile::NamedTempFile;
use url::Url;

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Once};
use std::thread;
use std::time::Duration;

/// A certificate authority that the client trusts by its `ca_file`.
pub(super) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    file: NamedTempFile,
}

/// What a server shows: its certificate, those above it, and the key of the first.
pub(super) struct Chain {
    certificates: Vec<CertificateDer<'static>>,
    key: KeyPair,
}

impl Authority {
    pub(super) fn new() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self::of(params)
    }

    fn of(params: CertificateParams) -> Self {
        let key = KeyPair::generate().unwrap();
        let mut file = NamedTempFile::new().unwrap();
        file.write_all(params.self_signed(&key).unwrap().pem().as_bytes()).unwrap();
        Self { issuer: Issuer::new(params, key), file }
    }

    pub(super) fn sign(&self, params: &CertificateParams) -> Chain {
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        Chain { certificates: vec![certificate.into()], key }
    }

    pub(super) fn file(&self) -> &str {
        self.file.path().to_str().unwrap()
    }

    pub(super) fn options(&self) -> ServerOptions {
        ServerOptions { ca_file: Some(self.file.path().to_owned()), ..ServerOptions::default() }
    }
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
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    let key = PrivateKeyDer::try_from(chain.key.serialize_der()).unwrap();
    let config =
        ServerConfig::builder().with_no_client_auth().with_single_cert(chain.certificates, key).unwrap();
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
    let patch = Patch { values: [(Field::Email, Value::Clear)].into(), avatar: None };
    let with_photo = Patch { values: [].into(), avatar: Some(AvatarChange::Replace(photo(10))) };
    let password = Credentials::Password { username: "sara".to_owned(), password: Secret::from("pw") };
    vec![
        client.sign_in(Credentials::Key(Secret::from(KEY))).await.map(|_| ()),
        client.sign_in(password).await.map(|_| ()),
        session.profile().await.map(|_| ()),
        session.update(patch).await.map(|_| ()),
        session.update(with_photo).await.map(|_| ()),
        session.remove_photo().await.map(|_| ()),
        session.picture(picture).await.map(|_| ()),
    ]
}

async fn check(name: &str, authority: &Authority, chain: Chain, expected: Distrust) {
    let (address, received) = serve(chain);
    let server = Server::parse(&format!("https://{address}"), &authority.options()).unwrap();
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
        assert_eq!(session.profile().await.map(|profile| profile.id), Ok(Some(2)), "{typed}");
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
    check("no host", &authority, authority.sign(&leaf(&[])), Distrust::WrongHost).await;
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
    let chain = Chain { certificates: vec![certificate.into()], key };
    check("signed by itself", &authority, chain, Distrust::UnknownIssuer).await;

    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let middle = authority.sign(&params);
    let issuer = Issuer::new(params, middle.key);
    let key = KeyPair::generate().unwrap();
    let certificate = this_machine().signed_by(&key, &issuer).unwrap();
    let chain = Chain { certificates: vec![certificate.into()], key };
    check("the middle of the chain is missing", &authority, chain, Distrust::UnknownIssuer).await;
}

#[tokio::test]
async fn other_faults_are_refused() {
    let authority = Authority::new();
    let mut params = this_machine();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    check("an authority as a server", &authority, authority.sign(&params), Distrust::Other).await;

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
async fn a_port_without_encryption_gets_nothing() {
    type Behaviour = fn(TcpStream);
    let cases: [(&str, Behaviour, Error); 3] = [
        (
            "speaks plainly",
            |mut stream| {
                let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
                thread::park_timeout(Duration::from_millis(100));
            },
            Error::Tls(Distrust::Other),
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
async fn encryption_that_breaks_after_the_request_is_no_refusal() {
    let authority = Authority::new();
    let (address, received) = serve_with(authority.sign(&this_machine()), |stream| {
        let _ = stream.sock.write_all(b"no record of TLS");
    });
    let server = Server::parse(&format!("https://{address}"), &authority.options()).unwrap();
    let session = Client::with_limits(server, limits()).await.unwrap().resume(Secret::from(KEY));
    let patch = Patch { values: [(Field::Email, Value::Clear)].into(), avatar: None };
    assert_eq!(session.update(patch).await, Err(Error::Unknown(Box::new(Error::Interrupted))));
    assert!(received.load(Ordering::SeqCst) > 0);
}

#[tokio::test]
async fn a_file_without_certificates_is_named() {
    let mut empty = NamedTempFile::new().unwrap();
    let mut damaged = NamedTempFile::new().unwrap();
    empty.write_all(b"no certificate\n").unwrap();
    damaged.write_all(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n").unwrap();
    for path in [empty.path(), damaged.path(), "/nonexistent/ca.pem".as_ref()] {
        let options = ServerOptions { ca_file: Some(path.to_owned()), ..ServerOptions::default() };
        let server = Server::parse("https://localhost:1", &options).unwrap();
        assert_eq!(Client::new(server).await.map(|_| ()), Err(Error::CaFile(path.to_owned())));
        // Plain http on this machine needs no certificates at all.
        let server = Server::parse("http://localhost:1", &options).unwrap();
        assert!(Client::new(server).await.is_ok());
    }
}
