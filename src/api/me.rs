//! Reading and changing one's own profile.

use super::answer::Answer;
use super::transport::Transport;
use super::who::Who;
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
use std::sync::{Arc, Mutex as Guard, MutexGuard, PoisonError};

/// One account on one server, with its key. Cheap to clone; clones take turns, because two requests at
/// the same time can lose one of two changes on this backend.
#[derive(Debug, Clone)]
pub struct Session {
    shared: Arc<Shared>,
}

/// What this server was found to want. Worth keeping per account: it saves a refused request each time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Habits {
    /// How a profile is read.
    pub reading: Reading,
    /// How the gender is written.
    pub gender: GenderForm,
}

/// The request that reads a profile.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Reading {
    /// `GET`.
    #[default]
    Get,
    /// `PATCH {}`, which changes nothing and is documented to answer with the profile.
    EmptyPatch,
}

#[derive(Debug)]
struct Shared {
    server: Server,
    api: Transport,
    key: Secret,
    habits: Guard<Habits>,
    who: Guard<Who>,
    turn: Mutex<()>,
    pictures: OnceCell<Transport>,
}

/// How often reading is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attempts {
    /// A person is waiting at the sign-in and can press the button again.
    One,
    /// Up to two more after a failure that time may mend.
    Several,
}

impl Session {
    pub(super) fn new(server: Server, api: Transport, key: Secret) -> Self {
        let shared = Shared {
            server,
            api,
            key,
            habits: Guard::default(),
            who: Guard::default(),
            turn: Mutex::default(),
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

    /// What names the person of this session on their server, as last shown; none where the server names nobody, and
    /// before the first answer.
    pub fn identity(&self) -> Option<Identity> {
        self.who().identity().cloned()
    }

    /// What was found out about this server so far.
    pub fn habits(&self) -> Habits {
        *self.shared.habits.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts from what was found out in an earlier run.
    pub fn assume(&self, habits: Habits) {
        *self.shared.habits.lock().unwrap_or_else(PoisonError::into_inner) = habits;
    }

    /// Reads the profile: GET, and where that answers 404 or 405 the empty PATCH. A failure that time may
    /// mend is tried twice more, within 8 seconds.
    ///
    /// # Errors
    ///
    /// Everything of [`Error`] but what only writing or signing in can meet.
    pub async fn profile(&self) -> Result<Profile, Error> {
        let _turn = self.turn().await;
        self.read(Attempts::Several).await
    }

    pub(super) async fn first_profile(&self) -> Result<Profile, Error> {
        let _turn = self.turn().await;
        self.read(Attempts::One).await
    }

    pub(super) async fn turn(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.shared.turn.lock().await
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
                    Some(longest) => longest.mul_f64(random_fraction()),
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

    /// One attempt: the request that worked before, and where the server does not know it, the other one.
    async fn read_once(&self) -> Result<Profile, Error> {
        let first = self.habits().reading;
        let error = match self.read_by(first).await {
            Err(error) if takes_no_such_request(&error) => error,
            answer => return answer,
        };
        let second = match first {
            Reading::Get => Reading::EmptyPatch,
            Reading::EmptyPatch => Reading::Get,
        };
        match self.read_by(second).await {
            Ok(profile) => {
                self.assume(Habits { reading: second, ..self.habits() });
                Ok(profile)
            }
            Err(other) if takes_no_such_request(&other) => Err(error),
            Err(other) => Err(other),
        }
    }

    async fn read_by(&self, reading: Reading) -> Result<Profile, Error> {
        let request = match reading {
            Reading::Get => self.request(Method::GET)?,
            Reading::EmptyPatch => self.request(Method::PATCH)?.json(&wire::nothing()),
        };
        let answer = self.api().exchange(request).await?;
        let profile = self.understand(&answer);
        report(&answer, &profile);
        profile
    }

    /// A request to the profile's address with the key in its header, and nowhere else.
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

    /// Notes names that are about to be saved, so that the answer is recognised.
    pub(super) fn begin_renaming(&self, values: &BTreeMap<Field, Value>) {
        self.who().begin_renaming(values);
    }

    /// Notes that they are stored and were shown, or never will be stored.
    pub(super) fn end_renaming(&self) {
        self.who().end_renaming();
    }

    /// Takes it that this session is of the person in a record of an earlier run: answers about somebody else are refused.
    pub fn expect(&self, earlier: &Profile) {
        let _ = self.who().recognises(earlier);
    }

    fn who(&self) -> MutexGuard<'_, Who> {
        self.shared.who.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The profile in an answer to a reading, or what the answer means instead.
    fn understand(&self, answer: &Answer) -> Result<Profile, Error> {
        let me = self.server().me();
        if !answer.status.is_success() {
            return Err(error::from_answer(answer, &me));
        }
        let profile = wire::profile(&answer.body, &me).ok_or_else(|| match error::is_web_page(answer) {
            true => Error::WebPage,
            false => Error::NotAProfile,
        })?;
        if self.who().recognises(&profile) {
            Ok(profile)
        } else {
            Err(Error::AnotherPerson(profile.display_name()))
        }
    }

    /// The same in an answer to a write.
    pub(super) fn answer_to_write(&self, answer: &Answer) -> Result<Profile, Error> {
        let profile = match self.understand(answer) {
            Err(Error::NotAProfile) if wire::is_bare_consent(&answer.body) => Err(Error::NothingShown),
            other => other,
        };
        report(answer, &profile);
        profile
    }
}

/// Notes a good status that came with something else than was asked for; the other failures are noted already.
fn report(answer: &Answer, profile: &Result<Profile, Error>) {
    if let Err(error) = profile
        && answer.status.is_success()
    {
        answer.exchange.failed(Some(answer.status), &error.kind());
    }
}

/// Whether the other way of reading may be the one that this server knows.
fn takes_no_such_request(error: &Error) -> bool {
    matches!(error.why(), Some(Why::NotFound | Why::MethodNotAllowed))
}

/// Between 0 and 1. Many machines that lost the same server should not all come back at once.
fn random_fraction() -> f64 {
    let random = RandomState::new().build_hasher().finish();
    random as f64 / u64::MAX as f64
}

#[cfg(test)]
mod tests {
    use super::{Session, random_fraction};
    use crate::api::transport::{Kind, Limits, Transport};
    use crate::api::{Server, ServerOptions};
    use crate::secret::Secret;

    use reqwest::Method;

    #[tokio::test]
    async fn a_request_hides_the_key() {
        let server = Server::parse("localhost:1", &ServerOptions::default()).unwrap();
        let api = Transport::new(Kind::api(&server), Limits::default()).await.unwrap();
        let request = Session::new(server, api, Secret::from("f4e75eab")).request(Method::GET).unwrap();
        let shown = format!("{request:?}");
        assert!(shown.contains("authorization") && !shown.contains("f4e75eab"), "{shown}");
    }

    #[test]
    fn pauses_differ() {
        let fractions: Vec<_> = (0..20).map(|_| random_fraction()).collect();
        assert!(fractions.iter().all(|fraction| (0.0..=1.0).contains(fraction)), "{fractions:?}");
        assert!(fractions.windows(2).any(|pair| pair[0] != pair[1]), "{fractions:?}");
    }
}
