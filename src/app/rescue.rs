//! Saves the draft, and a report for the next start, if the program crashes.
//!
//! After each message the program notes the draft that is not written yet. After a panic it is written, on the main thread.

use crate::clock::Clock;
use crate::log::last_panic;
use crate::profile::Draft;
use crate::store::{Account, Crash, Store};

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

/// The draft that would be lost. Cheap to clone; clones share it.
#[derive(Debug, Clone, Default)]
pub struct Rescue(Arc<Mutex<Option<Unwritten>>>);

type Unwritten = (Store, Account, Option<Draft>);

/// The program has crashed. What could be saved was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Crashed;

impl Rescue {
    /// Notes the draft that may not be written yet; none if there is nothing to save or no place for it.
    pub(super) fn note(&self, unwritten: Option<Unwritten>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = unwritten;
    }

    /// Runs the program. If it panics, writes the draft that was noted last, and a report into `reports`.
    ///
    /// # Errors
    ///
    /// [`Crashed`] if it has panicked.
    pub fn run<T>(
        &self,
        program: impl FnOnce() -> T,
        reports: Option<&Store>,
        clock: Clock,
    ) -> Result<T, Crashed> {
        catch_unwind(AssertUnwindSafe(program)).map_err(|_| {
            let unwritten = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
            if let Some((store, account, draft)) = unwritten
                && let Err(error) = store.write_draft_now(&account, draft.as_ref())
            {
                tracing::error!(kind = crate::log::kind(&error), "the last draft was not written");
            }
            if let Some((store, panic)) = reports.zip(last_panic()) {
                let version = env!("CARGO_PKG_VERSION").to_owned();
                let crash = Crash { at: clock.now(), version, place: panic.place, frames: panic.frames };
                if let Err(error) = store.write_crash(&crash) {
                    tracing::error!(
                        kind = crate::log::kind(&error),
                        "the report about the crash was not written"
                    );
                }
            }
            Crashed
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Crashed, Rescue};
    use crate::clock::Clock;
    use crate::profile::{Draft, Edit, Field, Identity, IdentityKind};
    use crate::store::{Account, Store};

    #[tokio::test]
    async fn the_last_draft_is_written_after_a_panic() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::at(folder.path());
        let account = Account {
            origin: "https://hr.example.com".to_owned(),
            address: String::new(),
            identity: Identity::new(IdentityKind::Id, "7").unwrap(),
            name: "Sara".to_owned(),
            active: true,
            capital_gender: false,
        };
        store.remember(account.clone()).await.unwrap();
        let edit = Edit { base: None, typed: "Ada".to_owned() };
        let draft = Draft {
            changed_at: "2025-12-01T16:20:00Z".parse().unwrap(),
            fields: [(Field::FirstName, edit)].into(),
            sent: [].into(),
            photo: None,
        };
        let rescue = Rescue::default();
        let clock = Clock::System;
        let ended = rescue.run(|| rescue.note(Some((store.clone(), account.clone(), None))), None, clock);
        assert_eq!(ended, Ok(()));
        let program = || {
            rescue.note(Some((store.clone(), account.clone(), Some(draft.clone()))));
            panic!("a fault of the program");
        };
        assert_eq!(rescue.run(program, None, clock), Err::<(), _>(Crashed));
        assert!(store.open_draft(account).await.unwrap().draft == Some(draft));
    }
}
