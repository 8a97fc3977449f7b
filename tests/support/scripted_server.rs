//! A loopback server that sends the answers of a test, byte for byte, and records the requests.
//!
//! It uses sockets directly, because tests need to cut an answer, send it slowly, or see the exact bytes of a request. HTTP
//! libraries do not allow that.

#![allow(dead_code, reason = "every test binary uses its own part of this")]

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// A running server; it stops listening when dropped.
pub(crate) struct ScriptedServer {
    address: SocketAddr,
    shared: Arc<Mutex<Shared>>,
}

/// A request as it arrived.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// Request line and headers, with their line ends.
    pub(crate) head: String,
    /// As many bytes as `Content-Length` said, or as came before the client stopped.
    pub(crate) body: Vec<u8>,
}

/// What the server does with one request.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    steps: Vec<Step>,
    is_early: bool,
}

#[derive(Debug, Clone)]
enum Step {
    Send(Vec<u8>),
    SendForEver(Vec<u8>),
    Wait(Duration),
    Close,
}

#[derive(Debug, Default)]
struct Shared {
    script: VecDeque<Answer>,
    requests: Vec<Request>,
    connections: usize,
    is_over: bool,
}

impl ScriptedServer {
    /// Answers the requests of all connections in their order of arrival; a request beyond the script is
    /// answered 599.
    pub(crate) fn start(script: impl IntoIterator<Item = Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has free ports");
        let address = listener.local_addr().expect("a bound socket has an address");
        let shared =
            Arc::new(Mutex::new(Shared { script: script.into_iter().collect(), ..Shared::default() }));
        let server = Self { address, shared: Arc::clone(&shared) };
        let _ = thread::spawn(move || {
            for connection in listener.incoming() {
                if shared.lock().unwrap().is_over {
                    return;
                }
                shared.lock().unwrap().connections += 1;
                let shared = Arc::clone(&shared);
                let _ = thread::spawn(move || serve(connection.expect("accepted"), &shared));
            }
        });
        server
    }

    /// Host and port.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// An address on this server.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// One more answer for a request that comes later.
    pub(crate) fn then(&self, answer: Answer) {
        self.shared.lock().unwrap().script.push_back(answer);
    }

    /// Everything that arrived so far.
    pub(crate) fn requests(&self) -> Vec<Request> {
        self.shared.lock().unwrap().requests.clone()
    }

    /// Method and path of everything that arrived so far.
    pub(crate) fn log(&self) -> Vec<String> {
        self.requests().iter().map(|request| format!("{} {}", request.method(), request.path())).collect()
    }

    /// How many connections were made.
    pub(crate) fn connections(&self) -> usize {
        self.shared.lock().unwrap().connections
    }
}

impl Drop for ScriptedServer {
    fn drop(&mut self) {
        self.shared.lock().unwrap().is_over = true;
        let _ = TcpStream::connect(self.address);
    }
}

impl Request {
    pub(crate) fn method(&self) -> &str {
        self.head.split(' ').next().unwrap_or_default()
    }

    pub(crate) fn path(&self) -> &str {
        self.head.split(' ').nth(1).unwrap_or_default()
    }

    /// The value of a header, whatever the case of its name.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("a body of text")
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).expect("a body of JSON")
    }
}

impl Answer {
    /// A whole answer with the given status and body.
    pub(crate) fn new(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Self {
        let body = body.as_ref();
        let mut bytes = format!("HTTP/1.1 {status} Scripted\r\nContent-Length: {}\r\n", body.len());
        for (name, value) in headers {
            bytes += &format!("{name}: {value}\r\n");
        }
        Self::raw([bytes.as_bytes(), b"\r\n", body].concat())
    }

    pub(crate) fn json(status: u16, body: impl AsRef<[u8]>) -> Self {
        Self::new(status, &[("Content-Type", "application/json")], body)
    }

    pub(crate) fn html(status: u16) -> Self {
        Self::new(status, &[("Content-Type", "text/html")], "<!DOCTYPE html><title>Scripted</title>")
    }

    pub(crate) fn redirect(status: u16, location: &str) -> Self {
        Self::new(status, &[("Location", location)], "")
    }

    /// Exactly these bytes.
    pub(crate) fn raw(bytes: impl AsRef<[u8]>) -> Self {
        Self::of(Step::Send(bytes.as_ref().to_owned()))
    }

    /// Nothing at all, and the connection ends.
    pub(crate) fn hang_up() -> Self {
        Self::of(Step::Close)
    }

    /// Nothing at all, and the connection stays.
    pub(crate) fn silence(time: Duration) -> Self {
        Self::of(Step::Wait(time))
    }

    fn of(step: Step) -> Self {
        Self { steps: vec![step], is_early: false }
    }

    /// The same after a while.
    pub(crate) fn late(mut self, time: Duration) -> Self {
        self.steps.insert(0, Step::Wait(time));
        self
    }

    /// After the answer so far the connection ends.
    pub(crate) fn close(mut self) -> Self {
        self.steps.push(Step::Close);
        self
    }

    /// Answers as soon as the headers are there, and reads the body afterwards.
    pub(crate) fn early(mut self) -> Self {
        self.is_early = true;
        self
    }

    /// The first bytes only; then the connection ends.
    pub(crate) fn cut(mut self, length: usize) -> Self {
        if let Some(Step::Send(bytes)) = self.steps.first_mut() {
            bytes.truncate(length);
        }
        self.close()
    }

    /// The last `length` bytes one at a time, with a pause before each.
    pub(crate) fn drip(mut self, length: usize, pause: Duration) -> Self {
        let Some(Step::Send(bytes)) = self.steps.first_mut() else { return self };
        let late = bytes.split_off(bytes.len() - length);
        for byte in late {
            self.steps.extend([Step::Wait(pause), Step::Send(vec![byte])]);
        }
        self
    }

    /// The same bytes again and again until the client goes away.
    pub(crate) fn endless(mut self, bytes: &[u8]) -> Self {
        self.steps.push(Step::SendForEver(bytes.repeat(1024)));
        self
    }
}

fn serve(mut connection: TcpStream, shared: &Mutex<Shared>) {
    let mut buffer = Vec::new();
    while let Some(head) = read_head(&mut connection, &mut buffer) {
        let request = Request { head, body: Vec::new() };
        let length = request.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        let answer = shared.lock().unwrap().script.pop_front();
        let answer = answer.unwrap_or_else(|| Answer::new(599, &[], "beyond the script"));
        let place = {
            let mut shared = shared.lock().unwrap();
            shared.requests.push(request);
            shared.requests.len() - 1
        };
        let mut take_body = |connection: &mut TcpStream| {
            let body = read_body(connection, &mut buffer, length);
            shared.lock().unwrap().requests[place].body = body;
        };
        if !answer.is_early {
            take_body(&mut connection);
        }
        let is_early = answer.is_early;
        if !give(answer, &mut connection).0 {
            let _ = connection.shutdown(Shutdown::Both);
            return;
        }
        if is_early {
            take_body(&mut connection);
        }
    }
}

/// Gives a whole answer. Returns whether the connection goes on, and how many bytes of it went out.
pub(crate) fn give(answer: Answer, connection: &mut TcpStream) -> (bool, usize) {
    let mut given = 0;
    for step in answer.steps {
        if !perform(step, connection, &mut given) {
            return (false, given);
        }
    }
    (true, given)
}

/// Whether the connection goes on.
fn perform(step: Step, connection: &mut TcpStream, given: &mut usize) -> bool {
    match step {
        Step::Send(bytes) => {
            *given += bytes.len();
            connection.write_all(&bytes).is_ok()
        }
        Step::SendForEver(bytes) => {
            while let Ok(length) = connection.write(&bytes) {
                *given += length;
            }
            false
        }
        Step::Wait(time) => {
            // A plain sleep is forbidden in this crate; here only this thread waits.
            thread::park_timeout(time);
            true
        }
        Step::Close => false,
    }
}

/// A request's head, and in `buffer` what came behind it; nothing once the client has gone.
pub(crate) fn read_head(connection: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<String> {
    loop {
        if let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
            let rest = buffer.split_off(end + 4);
            let head = std::mem::replace(buffer, rest);
            return Some(String::from_utf8_lossy(&head).into_owned());
        }
        read_more(connection, buffer)?;
    }
}

/// So much of a body, or what came of it before the client has gone.
pub(crate) fn read_body(connection: &mut TcpStream, buffer: &mut Vec<u8>, length: usize) -> Vec<u8> {
    while buffer.len() < length && read_more(connection, buffer).is_some() {}
    let rest = buffer.split_off(length.min(buffer.len()));
    std::mem::replace(buffer, rest)
}

fn read_more(connection: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<()> {
    let mut bytes = [0; 64 * 1024];
    let length = connection.read(&mut bytes).ok().filter(|length| *length > 0)?;
    buffer.extend_from_slice(&bytes[..length]);
    Some(())
}
