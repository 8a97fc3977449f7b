//! Faults that tests can cause, and the list of recorded requests.

use axum::http::request::Parts;

use std::collections::VecDeque;
use std::time::Duration;

/// A fault for later requests. If several match a request, the oldest is used.
#[derive(Debug, Clone)]
pub struct Fault {
    effect: Effect,
    method: Option<String>,
    path: Option<String>,
    skipped: usize,
    times: usize,
}

impl Fault {
    /// A fault for the next request of any kind.
    pub const fn new(effect: Effect) -> Self {
        Self { effect, method: None, path: None, skipped: 0, times: 1 }
    }

    /// Only for requests with this method and path, without a query.
    #[must_use]
    pub fn on(mut self, method: &str, path: &str) -> Self {
        self.method = Some(method.to_owned());
        self.path = Some(path.to_owned());
        self
    }

    /// Not for the first `count` of these requests.
    #[must_use]
    pub const fn after(mut self, count: usize) -> Self {
        self.skipped = count;
        self
    }

    /// For `count` requests.
    #[must_use]
    pub const fn times(mut self, count: usize) -> Self {
        self.times = count;
        self
    }

    fn fits(&self, head: &Parts) -> bool {
        self.method.as_deref().is_none_or(|method| method == head.method.as_str())
            && self.path.as_deref().is_none_or(|path| path == head.uri.path())
    }
}

/// The effect of a fault.
#[derive(Debug, Clone)]
pub enum Effect {
    /// The request is handled after this time. Nothing is stored if the client disconnects before.
    WaitThenAnswer(Duration),
    /// The request is handled and answered after this time, even if the client disconnects.
    StoreLate(Duration),
    /// The request is handled immediately and answered after this time.
    AnswerLate(Duration),
    /// This answer is sent after the body was read; the request is not handled.
    Answer {
        /// The status.
        status: u16,
        /// The headers; `Content-Length` is added.
        headers: Vec<(String, String)>,
        /// The body.
        body: Vec<u8>,
    },
    /// This status is sent immediately, and the request is handled later.
    AnswerThenStore {
        /// The status.
        status: u16,
        /// The time from the answer to the handling.
        after: Duration,
    },
    /// The connection is cut after this number of bytes of the body, although the headers have the full length.
    CutAnswer(usize),
    /// The request is handled, then the connection is cut without an answer.
    StoreThenDrop,
    /// The connection is cut before the body is read; the request is not handled.
    DropBeforeStoring,
    /// The body is read at this speed, in bytes per second. The kernel buffers some hundred kilobytes to a few megabytes, so the
    /// client notices it only with a larger body.
    SlowRead(usize),
}

/// A recorded request.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// The method.
    pub method: String,
    /// The path with its query.
    pub path: String,
    /// The headers in their order, with names in lower case.
    pub headers: Vec<(String, String)>,
    /// How much of the body was received, in bytes; it grows while the body is read.
    pub body_len: usize,
    /// The first 64 KiB of the body, after it was read.
    pub body: Vec<u8>,
    /// The status, after it was answered.
    pub status: Option<u16>,
    number: usize,
}

impl Recorded {
    /// The first header with this name, given in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// The faults that were not used yet.
#[derive(Debug, Default)]
pub(super) struct Faults(Vec<Fault>);

impl Faults {
    pub(super) fn push(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    /// The effect for this request; it is used up by one request.
    pub(super) fn take(&mut self, head: &Parts) -> Option<Effect> {
        self.0.retain(|fault| fault.times > 0);
        let fault = self.0.iter_mut().find(|fault| fault.fits(head))?;
        if fault.skipped > 0 {
            fault.skipped -= 1;
            return None;
        }
        fault.times -= 1;
        Some(fault.effect.clone())
    }
}

/// The latest requests.
#[derive(Debug, Default)]
pub(super) struct Journal {
    requests: VecDeque<Recorded>,
    next: usize,
}

impl Journal {
    /// Records a new request; the returned number is for [`Journal::update`].
    pub(super) fn arrived(&mut self, head: &Parts) -> usize {
        let number = self.next;
        self.next += 1;
        if self.requests.len() == MAX_RECORDED {
            drop(self.requests.pop_front());
        }
        self.requests.push_back(Recorded {
            method: head.method.to_string(),
            path: head.uri.path_and_query().map_or_else(String::new, ToString::to_string),
            headers: head
                .headers
                .iter()
                .map(|(name, value)| {
                    (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
                })
                .collect(),
            body_len: 0,
            body: Vec::new(),
            status: None,
            number,
        });
        number
    }

    /// Changes a recorded request, if it is still in the list.
    pub(super) fn update(&mut self, number: usize, change: impl FnOnce(&mut Recorded)) {
        if let Some(recorded) = self.requests.iter_mut().find(|recorded| recorded.number == number) {
            change(recorded);
        }
    }

    pub(super) fn all(&self) -> Vec<Recorded> {
        self.requests.iter().cloned().collect()
    }

    pub(super) fn clear(&mut self) {
        self.requests.clear();
    }
}

/// The largest number of recorded requests.
const MAX_RECORDED: usize = 500;

/// How much of each body is recorded, in bytes.
pub(super) const MAX_RECORDED_BODY: usize = 64 * 1024;
