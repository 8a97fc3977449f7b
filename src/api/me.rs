//! The session of a person: reads their profile, and is used for all changes.

use super::exchange::Answer;
use super::person::Person;
use super::transport::Transport;
use super::wire::{self, GenderForm};
use super::{Error, Refusal, Server, Why, error};
use crate::profile::{Field, Identity, Profile, Value};
use crate::secret::Secret;

use reqwest::header::{AUTHORIZATION, HeaderValue};
use reqwest::{Method, RequestBuilder};
use tokio::sync::{Mutex, OnceCell};
use tokio::time::{Instant, sleep, timeout_at};

use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::ops::RangeInclusive;
use std::sync::{Arc, Mutex as Guard, MutexGuard, PoisonError};
use std::time::Duration;

/// One account on one server, with its key. Cheap to clone. Requests of all clones are sent one after another, because this
/// backend can lose one of two changes at the same time.
#[derive(Debug, Clone)]
pub struct Session {
    shared: Arc<Shared>,
}

/// What was learnt about this server. If it is stored with the account, it saves a refused request in each session.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Habits {
    /// How a profile is read.
    pub reading: ReadMethod,
    /// How the gender is written.
    pub gender: GenderForm,
}

/// The request that reads a profile.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ReadMethod {
    /// `GET`.
    #[default]
    Get,
    /// `PATCH {}`, which changes nothing and answers with the profile.
    EmptyPatch,
}

#[derive(Debug)]
struct Shared {
    server: Server,
    api: Transport,
    key: Secret,
    habits: Guard<Habits>,
    person: Guard<Person>,
    requests: Mutex<()>,
    pictures: OnceCell<Transport>,
}

/// How often reading is attempted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attempts {
    /// Once: at the sign-in a person is waiting, who can try again.
    One,
    /// Up to three times after transient failures.
    Several,
}

impl Session {
    pub(super) fn new(server: Server, api: Transport, key: Secret) -> Self {
        let shared = Shared {
            server,
            api,
            key,
            habits: Guard::default(),
            person: Guard::default(),
            requests: Mutex::default(),
            pictures: OnceCell::new(),
        };
        Self { shared: Arc::new(shared) }
    }

    /// The server this session belongs to.
    pub fn server(&self) -> &Server {
        &self.shared.server
    }

    /// The key of this session, to be stored in the keyring.
    pub fn key(&self) -> &Secret {
        &self.shared.key
    }

    /// The identity of the person on their server, from the last answer. None before the first answer, and if the server
    /// does not tell it.
    pub fn identity(&self) -> Option<Identity> {
        self.person().identity().cloned()
    }

    /// What was learnt about this server so far.
    pub fn habits(&self) -> Habits {
        *self.shared.habits.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sets what was learnt in an earlier run.
    pub fn assume(&self, habits: Habits) {
        *self.shared.habits.lock().unwrap_or_else(PoisonError::into_inner) = habits;
    }

    /// Reads the profile with GET, or with the empty PATCH if GET answers 404 or 405. After a transient failure it is
    /// attempted twice more, within 8 seconds.
    ///
    /// # Errors
    ///
    /// All of [`Error`] except those of writing and signing in.
    pub async fn profile(&self) -> Result<Profile, Error> {
        let _lock = self.lock().await;
        self.read(Attempts::Several).await
    }

    pub(super) async fn first_profile(&self) -> Result<Profile, Error> {
        let _lock = self.lock().await;
        self.read(Attempts::One).await
    }

    pub(super) async fn lock(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.shared.requests.lock().await
    }

    pub(super) fn api(&self) -> &Transport {
        &self.shared.api
    }

    pub(super) fn pictures(&self) -> &OnceCell<Transport> {
        &self.shared.pictures
    }

    async fn read(&self, attempts: Attempts) -> Result<Profile, Error> {
        let limits = *self.api().limits();
        let end = Instant::now() + limits.attempts;
        let mut pauses = match attempts {
            Attempts::One => [].iter(),
            Attempts::Several => limits.pauses.iter(),
        };
        let mut may_wait = attempts == Attempts::Several;
        let mut answer = self.read_once().await;
        while let Err(error) = &answer {
            let pause = match error {
                Error::Answered(Refusal { why: Why::Throttled { wait: Some(wait) }, .. })
                    if may_wait && *wait <= limits.patience =>
                {
                    may_wait = false;
                    *wait
                }
                error if error.is_transient() => match pauses.next() {
                    Some(longest) => jittered(*longest, 0.0..=1.0),
                    None => break,
                },
                _ => break,
            };
            if Instant::now() + pause >= end {
                break;
            }
            sleep(pause).await;
            match timeout_at(end, self.read_once()).await {
                Ok(next) => answer = next,
                Err(_) => break,
            }
        }
        answer
    }

    /// One attempt: with the request that worked before, or with the other one if the server does not accept it.
    async fn read_once(&self) -> Result<Profile, Error> {
        let first = self.habits().reading;
        let error = match self.read_by(first).await {
            Err(error) if is_wrong_request(&error) => error,
            answer => return answer,
        };
        let second = match first {
            ReadMethod::Get => ReadMethod::EmptyPatch,
            ReadMethod::EmptyPatch => ReadMethod::Get,
        };
        match self.read_by(second).await {
            Ok(profile) => {
                self.assume(Habits { reading: second, ..self.habits() });
                Ok(profile)
            }
            Err(other) if is_wrong_request(&other) => Err(error),
            Err(other) => Err(other),
        }
    }

    async fn read_by(&self, reading: ReadMethod) -> Result<Profile, Error> {
        let request = match reading {
            ReadMethod::Get => self.request(Method::GET)?,
            ReadMethod::EmptyPatch => self.request(Method::PATCH)?.json(&wire::nothing()),
        };
        let answer = self.api().exchange(request).await?;
        let profile = self.parse(&answer);
        log_failure(&answer, &profile);
        profile
    }

    /// A request to the address of the profile. The key is in a header only.
    pub(super) fn request(&self, method: Method) -> Result<RequestBuilder, Error> {
        let key = self.shared.key.expose();
        if key.is_empty() || !key.bytes().all(|letter| letter.is_ascii_graphic()) {
            return Err(Error::UnusableKey);
        }
        let scheme = self.server().options().auth_scheme.trim();
        let mut value =
            HeaderValue::try_from(format!("{scheme} {key}").trim_start()).map_err(|_| Error::UnusableKey)?;
        value.set_sensitive(true);
        Ok(self.api().request(method, self.server().me()).header(AUTHORIZATION, value))
    }

    /// Notes names that will be saved, so that the answer is recognised as that of the same person.
    pub(super) fn begin_renaming(&self, values: &BTreeMap<Field, Value>) {
        self.person().begin_renaming(values);
    }

    /// Notes that the names are stored and were shown, or will never be stored.
    pub(super) fn end_renaming(&self) {
        self.person().end_renaming();
    }

    /// Sets the person of this session from a profile of an earlier run. Answers about another person are refused.
    pub fn expect(&self, earlier: &Profile) {
        let _ = self.person().recognises(earlier);
    }

    fn person(&self) -> MutexGuard<'_, Person> {
        self.shared.person.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The profile in an answer, or the error.
    fn parse(&self, answer: &Answer) -> Result<Profile, Error> {
        let me = self.server().me();
        if !answer.status.is_success() {
            return Err(error::from_answer(answer, &me));
        }
        let profile = wire::profile(&answer.body, &me).ok_or_else(|| match error::is_web_page(answer) {
            true => Error::WebPage,
            false => Error::NotAProfile,
        })?;
        if self.person().recognises(&profile) {
            Ok(profile)
        } else {
            Err(Error::AnotherPerson(profile.display_name()))
        }
    }

    /// The profile in an answer to a write, or the error.
    pub(super) fn answer_to_write(&self, answer: &Answer) -> Result<Profile, Error> {
        let profile = match self.parse(answer) {
            Err(Error::NotAProfile) if wire::is_bare_consent(&answer.body) => Err(Error::NothingShown),
            other => other,
        };
        log_failure(answer, &profile);
        profile
    }
}

/// Logs a success that has no usable profile. Other failures are logged already.
fn log_failure(answer: &Answer, profile: &Result<Profile, Error>) {
    if let Err(error) = profile
        && answer.status.is_success()
    {
        answer.exchange.failed(Some(answer.status), &error.kind());
    }
}

/// Whether the server may accept the other request for reading.
fn is_wrong_request(error: &Error) -> bool {
    matches!(error.why(), Some(Why::NotFound | Why::MethodNotAllowed))
}

/// A pause multiplied by a random factor in this range, so that many machines that lost the same server do not all try again
/// at the same time.
pub fn jittered(pause: Duration, factors: RangeInclusive<f64>) -> Duration {
    // The keys of a new hasher are random.
    let random = RandomState::new().build_hasher().finish();
    let fraction = random as f64 / u64::MAX as f64;
    pause.mul_f64(factors.start() + fraction * (factors.end() - factors.start()))
}

#[cfg(test)]
mod tests {
    use super::{Session, jittered};
    use crate::api::transport::{ClientKind, Limits, Transport};
    use crate::api::{Server, ServerOptions};
    use crate::secret::Secret;

    use reqwest::Method;

    use std::time::Duration;

    #[tokio::test]
    async fn a_request_hides_the_key() {
        let server = Server::parse("localhost:1", &ServerOptions::default()).unwrap();
        let api = Transport::new(ClientKind::api(&server), Limits::default()).await.unwrap();
        let request = Session::new(server, api, Secret::from("f4e75eab")).request(Method::GET).unwrap();
        let shown = format!("{request:?}");
        assert!(shown.contains("authorization") && !shown.contains("f4e75eab"), "{shown}");
    }

    #[test]
    fn pauses_differ() {
        let second = Duration::from_secs(1);
        let pauses: Vec<_> = (0..20).map(|_| jittered(second, 0.75..=1.25)).collect();
        let range = Duration::from_millis(750)..=Duration::from_millis(1250);
        assert!(pauses.iter().all(|pause| range.contains(pause)), "{pauses:?}");
        assert!(pauses.windows(2).any(|pair| pair[0] != pair[1]), "{pauses:?}");
    }
}
