//! A SOCKS proxy (versions 4a and 5; RFC 1928, RFC 1929) that connects every request to one address.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// A running proxy.
pub(crate) struct SocksProxy {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

/// How it takes what it is asked.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Manner {
    /// It lets everybody through.
    Open,
    /// It wants this name and this password.
    Guarded(&'static str, &'static str),
    /// It lets nobody through.
    Closed,
}

impl SocksProxy {
    /// Leads to `target`.
    pub(crate) fn start(target: SocketAddr, manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has free ports");
        let address = listener.local_addr().expect("a bound socket has an address");
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        let _ = thread::spawn(move || {
            for connection in listener.incoming() {
                let (log, connection) = (Arc::clone(&log), connection.expect("accepted"));
                let _ = thread::spawn(move || serve(connection, target, manner, &log));
            }
        });
        Self { address, asked }
    }

    /// Its address with a scheme, and perhaps a name and a password.
    pub(crate) fn url(&self, before: &str) -> String {
        format!("{before}{}", self.address)
    }

    /// Where it was asked to lead.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn serve(
    mut client: TcpStream,
    target: SocketAddr,
    manner: Manner,
    log: &Mutex<Vec<String>>,
) -> io::Result<()> {
    let [version] = bytes(&mut client)?;
    let place = if version == 4 { version_4(&mut client)? } else { version_5(&mut client, manner)? };
    let Some(place) = place else { return Ok(()) };
    log.lock().unwrap().push(place);
    let is_open = !matches!(manner, Manner::Closed);
    let reply: &[u8] = match (version, is_open) {
        (4, true) => &[0, 90, 0, 0, 0, 0, 0, 0],
        (4, false) => &[0, 91, 0, 0, 0, 0, 0, 0],
        (_, true) => &[5, 0, 0, 1, 0, 0, 0, 0, 0, 0],
        // Not allowed by the rules.
        (_, false) => &[5, 2, 0, 1, 0, 0, 0, 0, 0, 0],
    };
    client.write_all(reply)?;
    if is_open { join(client, TcpStream::connect(target)?) } else { Ok(()) }
}

/// After its first byte: the command, the port, the address, a name, and the host where the address begins with zeros.
fn version_4(client: &mut TcpStream) -> io::Result<Option<String>> {
    let [_, high, low, a, b, c, d] = bytes(client)?;
    let _name = until_zero(client)?;
    let host = if (a, b, c) == (0, 0, 0) { until_zero(client)? } else { format!("{a}.{b}.{c}.{d}") };
    Ok(Some(format!("{host}:{}", u16::from_be_bytes([high, low]))))
}

fn version_5(client: &mut TcpStream, manner: Manner) -> io::Result<Option<String>> {
    let [count] = bytes(client)?;
    let methods = many(client, count)?;
    // Who offers a name and a password and nothing else is taken at their word, unless the proxy is guarded.
    let (method, known) = match manner {
        Manner::Guarded(name, password) if methods.contains(&2) => (2, Some((name, password))),
        Manner::Guarded(..) => (0xFF, None),
        Manner::Open | Manner::Closed => (if methods.contains(&0) { 0 } else { 2 }, None),
    };
    client.write_all(&[5, method])?;
    match method {
        0 => {}
        2 => {
            let [_, length] = bytes(client)?;
            let name = many(client, length)?;
            let [length] = bytes(client)?;
            let password = many(client, length)?;
            let is_known =
                known.is_none_or(|known| (known.0.as_bytes(), known.1.as_bytes()) == (&name, &password));
            client.write_all(&[1, u8::from(!is_known)])?;
            if !is_known {
                return Ok(None);
            }
        }
        _ => return Ok(None),
    }
    let [_, _, _, kind] = bytes(client)?;
    let host = match kind {
        1 => bytes::<4>(client).map(|parts| std::net::Ipv4Addr::from(parts).to_string())?,
        4 => bytes::<16>(client).map(|parts| format!("[{}]", std::net::Ipv6Addr::from(parts)))?,
        _ => {
            let [length] = bytes(client)?;
            String::from_utf8_lossy(&many(client, length)?).into_owned()
        }
    };
    Ok(Some(format!("{host}:{}", u16::from_be_bytes(bytes(client)?))))
}

fn join(client: TcpStream, server: TcpStream) -> io::Result<()> {
    let (mut from_client, mut to_server) = (client.try_clone()?, server.try_clone()?);
    let there = thread::spawn(move || {
        let _ = io::copy(&mut from_client, &mut to_server);
        to_server.shutdown(Shutdown::Write)
    });
    let (mut from_server, mut to_client) = (server, client);
    let _ = io::copy(&mut from_server, &mut to_client);
    let _ = to_client.shutdown(Shutdown::Both);
    let _ = there.join();
    Ok(())
}

fn bytes<const N: usize>(client: &mut TcpStream) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    client.read_exact(&mut bytes).map(|()| bytes)
}

fn many(client: &mut TcpStream, count: u8) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; usize::from(count)];
    client.read_exact(&mut bytes).map(|()| bytes)
}

fn until_zero(client: &mut TcpStream) -> io::Result<String> {
    let mut text = Vec::new();
    loop {
        match bytes(client)? {
            [0] => return Ok(String::from_utf8_lossy(&text).into_owned()),
            [byte] => text.push(byte),
        }
    }
}
