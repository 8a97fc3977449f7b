//! A loopback server for one person that stores what it gets and then fails in the way that a test chooses: at any point
//! between the first byte of a request and the last byte of its answer.
//!
//! Each request has its own connection, so that a fault does not affect the next request.

use crate::scripted_server::{self, Answer, Request};

use serde_json::{Map, Value as Json, json};

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

/// Where the profile is.
pub(crate) const ME: &str = "/api/users/me/";

/// A running server; it stops listening when dropped.
pub(crate) struct FaultServer {
    address: SocketAddr,
    shared: Arc<Mutex<Shared>>,
    listening: Option<JoinHandle<()>>,
}

/// What goes wrong with a request.
#[derive(Clone)]
pub(crate) enum Fault {
    /// Nobody listens any more.
    Refuse,
    /// The connection ends after so many bytes of the body; nothing is done.
    ResetAfter(usize),
    /// The request is done or not, and answered with what this makes of the profile.
    Answer(Stored, Make),
}

/// Makes an answer of the profile.
pub(crate) type Make = Arc<dyn Fn(&str) -> Answer + Send + Sync>;

/// Whether a request is done that is answered badly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stored {
    Yes,
    No,
}

/// Which requests of the profile go wrong. Photos are served as ever.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    /// The next one with this method.
    Next(&'static str),
    /// All from the next one with this method on, whatever their method.
    AllFrom(&'static str),
    /// All.
    All,
}

struct Shared {
    profile: Map<String, Json>,
    pictures: Vec<Vec<u8>>,
    fault: Option<(Fault, Which)>,
    requests: Vec<Request>,
    given: usize,
    is_over: bool,
}

impl FaultServer {
    /// A person with this photo, and no fault yet.
    pub(crate) fn start(photo: &[u8]) -> Self {
        let profile = json!({
            "id": 7, "username": "sara_owner", "mobile_number": "09120000002", "email": "sara@example.com",
            "avatar": "/media/0.jpg", "first_name": "Sara", "last_name": "Owner", "full_name": "Sara Owner",
            "gender": "female", "is_profile_completed": true, "groups": [],
            "last_login": null, "created_at": "2025-11-22T13:15:20.827325Z"
        });
        let Json::Object(profile) = profile else { unreachable!("it is written as an object") };
        let shared = Arc::new(Mutex::new(Shared {
            profile,
            pictures: vec![photo.to_owned()],
            fault: None,
            requests: Vec::new(),
            given: 0,
            is_over: false,
        }));
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has free ports");
        let address = listener.local_addr().expect("a bound socket has an address");
        let listening = Some(thread::spawn({
            let shared = Arc::clone(&shared);
            move || listen(&listener, &shared)
        }));
        Self { address, shared, listening }
    }

    /// Host and port.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// From here on these requests go wrong.
    pub(crate) fn fail(&mut self, fault: Fault, which: Which) {
        let refuses = matches!(fault, Fault::Refuse);
        self.shared.lock().unwrap().fault = Some((fault, which));
        if refuses {
            self.stop();
        }
    }

    /// A value as it is stored.
    pub(crate) fn value(&self, key: &str) -> Json {
        self.shared.lock().unwrap().profile.get(key).cloned().unwrap_or_default()
    }

    /// The photo as it is stored.
    pub(crate) fn photo(&self) -> Option<Vec<u8>> {
        let shared = self.shared.lock().unwrap();
        picture(&shared, shared.profile["avatar"].as_str()?).map(<[u8]>::to_vec)
    }

    /// Everything that arrived so far.
    pub(crate) fn requests(&self) -> Vec<Request> {
        self.shared.lock().unwrap().requests.clone()
    }

    /// How many bytes of answers went out so far.
    pub(crate) fn given(&self) -> usize {
        self.shared.lock().unwrap().given
    }

    fn stop(&mut self) {
        self.shared.lock().unwrap().is_over = true;
        let _ = TcpStream::connect(self.address);
        if let Some(listening) = self.listening.take() {
            listening.join().expect("it only listens");
        }
    }
}

impl Drop for FaultServer {
    fn drop(&mut self) {
        self.stop();
    }
}

fn listen(listener: &TcpListener, shared: &Arc<Mutex<Shared>>) {
    for connection in listener.incoming() {
        if shared.lock().unwrap().is_over {
            return;
        }
        let shared = Arc::clone(shared);
        let _ = thread::spawn(move || serve(connection.expect("accepted"), &shared));
    }
}

fn serve(mut connection: TcpStream, shared: &Mutex<Shared>) {
    let mut buffer = Vec::new();
    let Some(head) = scripted_server::read_head(&mut connection, &mut buffer) else { return };
    let mut request = Request { head, body: Vec::new() };
    let length = request.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let (fault, place) = {
        let mut shared = shared.lock().unwrap();
        shared.requests.push(request.clone());
        (shared.take_fault(&request), shared.requests.len() - 1)
    };
    if let Some(Fault::ResetAfter(bytes)) = fault {
        let _ = scripted_server::read_body(&mut connection, &mut buffer, length.min(bytes));
        return;
    }
    request.body = scripted_server::read_body(&mut connection, &mut buffer, length);
    let answer = {
        let mut shared = shared.lock().unwrap();
        shared.requests[place] = request.clone();
        match fault {
            Some(Fault::Answer(stored, make)) => {
                if stored == Stored::Yes {
                    shared.change(&request);
                }
                make(&Json::Object(shared.profile.clone()).to_string())
            }
            _ => shared.answer(&request),
        }
    };
    let (_, given) = scripted_server::give(answer, &mut connection);
    shared.lock().unwrap().given += given;
}

impl Shared {
    fn take_fault(&mut self, request: &Request) -> Option<Fault> {
        if request.path() != ME {
            return None;
        }
        let method = request.method();
        let (fault, which) = self.fault.clone()?;
        match which {
            Which::Next(of) if of == method => self.fault = None,
            Which::AllFrom(of) if of == method => self.fault = Some((fault.clone(), Which::All)),
            Which::All => {}
            Which::Next(_) | Which::AllFrom(_) => return None,
        }
        Some(fault)
    }

    fn answer(&mut self, request: &Request) -> Answer {
        const CLOSE: (&str, &str) = ("Connection", "close");
        match (request.method(), request.path()) {
            ("GET", ME) => {}
            ("PATCH", ME) => self.change(request),
            (_, path) => {
                return match picture(self, path) {
                    Some(bytes) => Answer::new(200, &[CLOSE, ("Content-Type", "image/jpeg")], bytes),
                    None => Answer::new(404, &[CLOSE], ""),
                };
            }
        }
        let kind = ("Content-Type", "application/json");
        Answer::new(200, &[CLOSE, kind], Json::Object(self.profile.clone()).to_string())
    }

    fn change(&mut self, request: &Request) {
        if (request.method(), request.path()) != ("PATCH", ME) {
            return;
        }
        let kind = request.header("content-type").unwrap_or_default();
        if let Some(boundary) = kind.strip_prefix("multipart/form-data; boundary=") {
            let begin = request.body.windows(4).position(|part| part == b"\r\n\r\n").map_or(0, |at| at + 4);
            let end = request.body.len().saturating_sub(boundary.len() + 8);
            self.pictures.push(request.body.get(begin..end).unwrap_or_default().to_vec());
            let name = format!("/media/{}.jpg", self.pictures.len() - 1);
            let _ = self.profile.insert("avatar".to_owned(), name.into());
        } else if let Json::Object(changes) = request.json() {
            self.profile.extend(changes);
        }
    }
}

fn picture<'a>(shared: &'a Shared, path: &str) -> Option<&'a [u8]> {
    let number: usize = path.rsplit('/').next()?.strip_suffix(".jpg")?.parse().ok()?;
    shared.pictures.get(number).map(Vec::as_slice)
}
