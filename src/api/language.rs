//! The language that is requested for the messages of servers.

use reqwest::header::HeaderValue;

use std::sync::{Arc, Mutex, PoisonError};

/// The language that is requested as the second choice.
const COMMON: &str = "en";

/// The language of the answers. Clones share it: a choice applies from the next request on, also in existing sessions. Until
/// one is chosen, none is requested.
#[derive(Debug, Clone, Default)]
pub struct AnswerLanguage(Arc<Mutex<Option<HeaderValue>>>);

impl AnswerLanguage {
    /// Chooses a language by its tag, such as `fa`. English is the second choice.
    pub fn choose(&self, tag: &str) {
        let wanted = if tag == COMMON { tag.to_owned() } else { format!("{tag}, {COMMON};q=0.5") };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = HeaderValue::try_from(wanted).ok();
    }

    /// The value of `Accept-Language`.
    pub(super) fn header(&self) -> Option<HeaderValue> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
