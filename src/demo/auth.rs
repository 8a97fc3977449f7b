//! Authentication, permission and rate limit.

use super::behaviour::Throttle;
use super::people::People;
use super::refusal::Refusal;

use axum::http::{HeaderMap, header};

use std::collections::HashMap;
use std::time::Instant;

/// The id of the person whose key is in `Authorization`; `None` without the header, or with another scheme.
pub(super) fn authenticate(headers: &HeaderMap, people: &People) -> Result<Option<u64>, Refusal> {
    let Some(header) = headers.get(header::AUTHORIZATION) else { return Ok(None) };
    let mut words = header.as_bytes().split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    if !words.next().is_some_and(|scheme| scheme.eq_ignore_ascii_case(b"token")) {
        return Ok(None);
    }
    match (words.next(), words.next()) {
        (None, _) => Err(Refusal::Unauthorized("Invalid token header. No credentials provided.")),
        (Some(_), Some(_)) => {
            Err(Refusal::Unauthorized("Invalid token header. Token string should not contain spaces."))
        }
        (Some(key), None) => std::str::from_utf8(key)
            .ok()
            .and_then(|key| people.with_key(key))
            .map(|person| Some(person.id))
            .ok_or(Refusal::Unauthorized("Invalid token.")),
    }
}

/// The same for a path that is only for staff.
pub(super) fn admit(headers: &HeaderMap, people: &People) -> Result<u64, Refusal> {
    let id = authenticate(headers, people)?
        .ok_or(Refusal::Unauthorized("Authentication credentials were not provided."))?;
    let is_staff = people.numbered(id).is_some_and(|person| person.is_staff);
    if is_staff { Ok(id) } else { Err(Refusal::Forbidden) }
}

/// The times of the requests of each person that still count.
#[derive(Debug, Default)]
pub(super) struct RateLimit {
    answered: HashMap<u64, Vec<Instant>>,
}

impl RateLimit {
    /// Counts a request, or refuses it with the time to wait, in seconds rounded up.
    pub(super) fn count(&mut self, id: u64, throttle: Throttle, now: Instant) -> Result<(), Refusal> {
        let answered = self.answered.entry(id).or_default();
        answered.retain(|then| now.duration_since(*then) < throttle.per);
        if answered.len() < throttle.requests {
            answered.push(now);
            return Ok(());
        }
        let waited = answered.first().map_or(throttle.per, |then| now.duration_since(*then));
        Err(Refusal::Throttled(throttle.per.saturating_sub(waited).as_secs_f64().ceil() as u64))
    }
}
