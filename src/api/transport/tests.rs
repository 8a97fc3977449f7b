use super::{ClientKind, Limits, Transport};
use crate::api::allowed::{Addresses, Resolver};
use crate::api::{Error, Server, ServerOptions};

use reqwest::Method;
use url::Url;

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// A server on this machine; its port.
fn serve() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let _ = thread::spawn(move || {
        for connection in listener.incoming() {
            let mut connection = connection.unwrap();
            let _ = connection.read(&mut [0; 4096]);
            let _ = connection.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        }
    });
    port
}

/// Sends a request to an address whose name resolves to these.
async fn ask(kind: ClientKind, url: Url, addresses: &'static [&'static str]) -> Result<(), Error> {
    let look_up = move |_| -> Addresses {
        let address = |text: &&str| SocketAddr::new(text.parse().unwrap(), 0);
        let found = addresses.iter().map(address).collect();
        Box::pin(async move { Ok(found) })
    };
    let resolver = Resolver::with(kind.allowed, Arc::new(look_up));
    // A connection to another machine fails by this time limit.
    let limits = Limits { connect: Duration::from_millis(300), ..Limits::default() };
    let transport = Transport::with_resolver(kind, resolver, limits).await?;
    transport.exchange(transport.request(Method::GET, url)).await.map(|_| ())
}

#[tokio::test]
async fn a_name_of_this_machine_must_resolve_to_it() {
    let port = serve();
    let cases: [(&[&str], Result<(), Error>); 5] = [
        (&["127.0.0.1"], Ok(())),
        (&["192.0.2.1"], Err(Error::NotThisMachine)),
        (&["192.0.2.1", "2001:db8::1", "0.0.0.0"], Err(Error::NotThisMachine)),
        (&["192.0.2.1", "127.0.0.1"], Ok(())),
        (&["::ffff:127.0.0.1"], Ok(())),
    ];
    for name in ["localhost", "x.localhost", "hr.localhost."] {
        for (addresses, expected) in &cases {
            let server = Server::parse(&format!("http://{name}:{port}"), &ServerOptions::default()).unwrap();
            let result = ask(ClientKind::api(&server), server.me(), addresses).await;
            assert_eq!(result, *expected, "{name} {addresses:?}");
            let picture = server.me().join("/media/a.jpg").unwrap();
            let result = ask(ClientKind::picture(&picture, &server), picture, addresses).await;
            assert_eq!(result, *expected, "a picture at {name} {addresses:?}");
        }
    }
}

#[tokio::test]
async fn the_administrator_may_allow_such_a_name_to_resolve_elsewhere() {
    let options = ServerOptions { allow_http: true, ..ServerOptions::default() };
    let server = Server::parse("http://x.localhost:9", &options).unwrap();
    assert!(server.is_exposed());
    let result = ask(ClientKind::api(&server), server.me(), &["192.0.2.1"]).await;
    // Nobody has this address, and the error differs by network.
    assert!(result.as_ref().is_err_and(Error::is_unreachable), "{result:?}");
    let server = Server::parse("http://localhost:9", &options).unwrap();
    assert!(!server.is_exposed());
    assert_eq!(ask(ClientKind::api(&server), server.me(), &["192.0.2.1"]).await, Err(Error::NotThisMachine));
}

#[tokio::test]
async fn a_picture_of_another_machine_is_not_fetched_from_this_one() {
    let server = Server::parse("https://hr.example.com", &ServerOptions::default()).unwrap();
    let picture = Url::parse("https://cdn.example.net/a.jpg").unwrap();
    for addresses in [&["127.0.0.1"], &["::1"], &["169.254.169.254"]] {
        let kind = ClientKind { https: false, ..ClientKind::picture(&picture, &server) };
        let result = ask(kind, picture.clone(), addresses).await;
        assert_eq!(result, Err(Error::PictureAddress), "{addresses:?}");
    }
}
