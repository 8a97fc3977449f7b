//! What can be made to go wrong, and the list of what was asked: for tests of a client.

use axum::http::request::Parts;

use std::collections::VecDeque;
use std::time::Duration;

/// Something that goes wrong with requests to come. Of several that fit a request the oldest is used.
#[derive(Debug, Clone)]
pub struct Fault {
    effect: Effect,
    method: Option<String>,
    path: Option<String>,
    spares: usize,
    times: usize,
}

impl Fault {
    /// For the next request of any kind, once.
    pub const fn new(effect: Effect) -> Self {
        Self { effect, method: None, path: None, spares: 0, times: 1 }
    }

    /// Only for requests with this method to this path, given without a query.
    #[must_use]
    pub fn on(mut self, method: &str, path: &str) -> Self {
        self.method = Some(method.to_owned());
        self.path = Some(path.to_owned());
        self
    }

    /// Not for the first so many of these requests.
    #[must_use]
    pub const fn after(mut self, spares: usize) -> Self {
        self.spares = spares;
        self
    }

    /// For so many requests.
    #[must_use]
    pub const fn times(mut self, times: usize) -> Self {
        self.times = times;
        self
    }

    fn fits(&self, head: &Parts) -> bool {
        self.method.as_deref().is_none_or(|method| method == head.method.as_str())
            && self.path.as_deref().is_none_or(|path| path == head.uri.path())
    }
}

/// What goes wrong.
#[derive(Debug, Clone)]
pub enum Effect {
    /// The request is looked at only after this time; nothing is stored if the client goes away meanwhile.
    WaitThenAnswer(Duration),
    /// The request is done and answered after this time, whether the client is still there or not.
    StoreLate(Duration),
    /// The request is done at once, the answer comes after this time.
    AnswerLate(Duration),
    /// This is answered once the body was read; nothing is done.
    Answer {
        /// The status.
        status: u16,
        /// The headers; `Content-Length` is added.
        headers: Vec<(String, String)>,
        /// The body.
        body: Vec<u8>,
    },
    /// This status is answered at once, and the request is done after that time.
    AnswerThenStore {
        /// The status.
        status: u16,
        /// How long after the answer.
        after: Duration,
    },
    /// The answer's headers promise the whole body, but the connection is cut after so many bytes of it.
    CutAnswer(usize),
    /// The request is done, then the connection is cut without an answer.
    StoreThenDrop,
    /// The connection is cut before the body is read; nothing is done.
    DropBeforeStoring,
    /// The body is read this slowly, in bytes per second. The kernels between the two hold some hundred
    /// kilobytes to a few megabytes, so that only a larger body is felt.
    SlowRead(usize),
}

/// A request as it arrived.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// The method.
    pub method: String,
    /// The path with its query.
    pub path: String,
    /// The headers in their order, with small names.
    pub headers: Vec<(String, String)>,
    /// How much of the body has arrived, in bytes; it grows while a body is read.
    pub body_len: usize,
    /// The first 64 KiB of the body, once it was read.
    pub body: Vec<u8>,
    /// The status, once it was answered.
    pub status: Option<u16>,
    number: usize,
}

impl Recorded {
    /// The first header of that name, given in small letters.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// The faults to come.
#[derive(Debug, Default)]
pub(super) struct Faults(Vec<Fault>);

impl Faults {
    pub(super) fn push(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    /// The effect for this request, which counts as one of its times.
    pub(super) fn take(&mut self, head: &Parts) -> Option<Effect> {
        self.0.retain(|fault| fault.times > 0);
        let fault = self.0.iter_mut().find(|fault| fault.fits(head))?;
        if fault.spares > 0 {
            fault.spares -= 1;
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
    /// Notes a request that has just arrived; the number is for [`Journal::update`].
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

    /// Adds to what is known of a request, unless it was forgotten meanwhile.
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

/// How many requests are remembered.
const MAX_RECORDED: usize = 500;

/// How much of each body is remembered, in bytes.
pub(super) const MAX_RECORDED_BODY: usize = 64 * 1024;
