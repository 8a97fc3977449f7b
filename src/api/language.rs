//! In which language a server is asked to answer the person.

use reqwest::header::HeaderValue;

use std::sync::{Arc, Mutex, PoisonError};

/// Asked for after any other language.
const COMMON: &str = "en";

/// The language of the answers. Clones share it: a choice counts from the next request on, also of a session that is
/// there already. Nothing is asked for until one is chosen.
#[derive(Debug, Clone, Default)]
pub struct AnswerLanguage(Arc<Mutex<Option<HeaderValue>>>);

impl AnswerLanguage {
    /// Chooses a language by its tag, such as `fa`; English is the next best.
    pub fn choose(&self, tag: &str) {
        let wanted = if tag == COMMON { tag.to_owned() } else { format!("{tag}, {COMMON};q=0.5") };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = HeaderValue::try_from(wanted).ok();
    }

    /// The value of `Accept-Language`.
    pub(super) fn header(&self) -> Option<HeaderValue> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
