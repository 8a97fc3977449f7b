//! Stores keys in the system's keyring: the Secret Service on Linux, Keychain on macOS, Credential Manager on Windows. The
//! functions are async, and the blocking calls run on threads of their own. A key is never stored in a file instead.
//!
//! A locked keyring asks the person for its password, and they may take minutes. So no screen may be blocked by a call:
//! show that the program waits for the keyring, and offer to go on without it.

#[cfg(target_os = "linux")]
mod linux;

#[cfg(target_os = "linux")]
use linux::{entry, has_no_keyring, store};

use crate::profile::Entry;
use crate::secret::Secret;

use tokio::sync::{Mutex as Lock, OwnedMutexGuard, oneshot};

use std::collections::{BTreeMap, HashMap};
use std::future::{self, Future};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// The service name of the entries.
const SERVICE: &str = "nameplate";

/// How long to wait for the keyring. It is long enough to find and type a password.
const PATIENCE: Duration = Duration::from_secs(180);

/// A lock for each entry, so that its changes are done one after another. Otherwise a keyring that is slow to remove a key
/// would remove the one that was stored meanwhile.
static LOCKS: Mutex<BTreeMap<Entry, Arc<Lock<()>>>> = Mutex::new(BTreeMap::new());

/// Where keys are stored. Cheap to clone.
#[derive(Debug, Clone)]
pub enum Vault {
    /// The system's keyring.
    System,
    /// Memory, for this run only: `--demo`, `NAMEPLATE_KEY`, tests.
    Memory(Arc<Mutex<HashMap<Entry, Secret>>>),
    /// Always fails with this error; for tests.
    Failing(Error),
    /// As [`Self::Memory`], but it takes this long to forget a key; for tests.
    SlowToForget(Arc<Mutex<HashMap<Entry, Secret>>>, Duration),
    /// Never answers, like a keyring that waits for its password; for tests.
    Silent,
}

/// Why the keyring failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// No keyring service runs here.
    #[error("no keyring is available")]
    Absent,
    /// The service runs but has no keyring yet, and none was created: the person did not want one, or the service does not
    /// create one for other programs.
    #[error("there is no keyring yet, and none was created")]
    NoKeyring,
    /// It is locked and was not unlocked, or access was refused.
    #[error("the keyring is locked")]
    Locked,
    /// It did not answer in three minutes.
    #[error("the keyring does not answer")]
    Slow,
    /// Anything else.
    #[error("the keyring failed")]
    Failed,
}

impl Vault {
    /// An empty vault in memory, which ends with the program.
    pub fn memory() -> Self {
        Self::Memory(Arc::default())
    }

    /// The key of an account; a missing entry is `Ok(None)`.
    pub async fn load(&self, account: Entry) -> Result<Option<Secret>, Error> {
        reported("load", self.read(account)).await
    }

    /// Stores a key, after earlier changes of its entry are done. If there is no keyring yet, the system asks the person
    /// for the password of a new one.
    pub async fn save(&self, account: Entry, key: Secret) -> Result<(), Error> {
        reported("save", self.write(account, key)).await
    }

    /// Removes a key; a missing entry is no error. If several entries match, all of them are removed.
    pub async fn forget(&self, account: Entry) -> Result<(), Error> {
        self.forget_unless(account, future::ready(false)).await
    }

    /// The same, unless `wanted` gives true. It is awaited when the entry's earlier changes are done.
    pub async fn forget_unless(
        &self,
        account: Entry,
        wanted: impl Future<Output = bool> + Send,
    ) -> Result<(), Error> {
        reported("forget", self.remove(account, wanted)).await
    }

    async fn read(&self, account: Entry) -> Result<Option<Secret>, Error> {
        match self {
            Self::System => {
                in_keyring(account, |entry| match entry.get_password() {
                    Ok(key) => Ok(Some(Secret::from(key))),
                    Err(keyring_core::Error::NoEntry) => Ok(None),
                    Err(error) => Err(error),
                })
                .await
            }
            Self::Memory(keys) | Self::SlowToForget(keys, _) => {
                Ok(keys.lock().unwrap_or_else(PoisonError::into_inner).get(&account).cloned())
            }
            Self::Failing(error) => Err(*error),
            Self::Silent => future::pending().await,
        }
    }

    async fn write(&self, account: Entry, key: Secret) -> Result<(), Error> {
        let lock = lock(&account).await?;
        match self {
            Self::System => {
                in_keyring(account, move |entry| {
                    let _lock = lock;
                    store(entry, key.expose())
                })
                .await
            }
            Self::Memory(keys) | Self::SlowToForget(keys, _) => {
                let _ = keys.lock().unwrap_or_else(PoisonError::into_inner).insert(account, key);
                Ok(())
            }
            Self::Failing(error) => Err(*error),
            Self::Silent => future::pending().await,
        }
    }

    async fn remove(&self, account: Entry, wanted: impl Future<Output = bool> + Send) -> Result<(), Error> {
        let lock = lock(&account).await?;
        if wanted.await {
            return Ok(());
        }
        match self {
            Self::System => {
                in_keyring(account, move |entry| {
                    let _lock = lock;
                    match entry.delete_credential() {
                        Err(keyring_core::Error::NoEntry) => Ok(()),
                        Err(keyring_core::Error::Ambiguous(entries)) => {
                            entries.iter().try_for_each(keyring_core::Entry::delete_credential)
                        }
                        result => result,
                    }
                })
                .await
            }
            Self::SlowToForget(keys, time) => {
                tokio::time::sleep(*time).await;
                let _ = keys.lock().unwrap_or_else(PoisonError::into_inner).remove(&account);
                Ok(())
            }
            Self::Memory(keys) => {
                let _ = keys.lock().unwrap_or_else(PoisonError::into_inner).remove(&account);
                Ok(())
            }
            Self::Failing(error) => Err(*error),
            Self::Silent => future::pending().await,
        }
    }
}

/// Awaits a call of the keyring and logs how it went.
async fn reported<T>(work: &'static str, doing: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    let start = Instant::now();
    let result = doing.await;
    match &result {
        Ok(_) => tracing::debug!(work, ms = crate::log::ms(start), "the keyring answered"),
        Err(error) => tracing::warn!(
            work,
            kind = crate::log::kind(error),
            ms = crate::log::ms(start),
            "the keyring failed"
        ),
    }
    result
}

/// Waits until no other change of an entry is being done.
async fn lock(account: &Entry) -> Result<OwnedMutexGuard<()>, Error> {
    let lock = {
        let mut locks = LOCKS.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(locks.entry(account.clone()).or_default())
    };
    tokio::time::timeout(PATIENCE, lock.lock_owned()).await.map_err(|_| Error::Slow)
}

/// Does one thing with the entry of an account, on a thread of its own. It is not done on the runtime's pool: the runtime
/// waits for the threads of its pool when it ends, so a keyring that hangs would keep the program from quitting.
///
/// Each call makes a new connection (6 to 31 ms on Linux). So it finds a keyring that was started or unlocked meanwhile,
/// and does not wait for an earlier call that hangs.
async fn in_keyring<T: Send + 'static>(
    account: Entry,
    work: impl FnOnce(&keyring_core::Entry) -> keyring_core::Result<T> + Send + 'static,
) -> Result<T, Error> {
    let (answer, answered) = oneshot::channel();
    let work = move || {
        let result = entry(SERVICE, account.as_str())
            .and_then(|entry| work(&entry))
            .map_err(|error| Error::from(&error));
        // Fails when nobody waits any more.
        let _ = answer.send(result);
    };
    let _ = thread::Builder::new().name("keyring".to_owned()).spawn(work).map_err(|_| Error::Failed)?;
    match tokio::time::timeout(PATIENCE, answered).await {
        Ok(Ok(result)) => result,
        Ok(Err(_panicked)) => Err(Error::Failed),
        Err(_) => Err(Error::Slow),
    }
}

#[cfg(not(target_os = "linux"))]
fn entry(service: &str, account: &str) -> keyring_core::Result<keyring_core::Entry> {
    keyring::Entry::new(service, account).map(|entry| entry.inner)
}

#[cfg(not(target_os = "linux"))]
fn store(entry: &keyring_core::Entry, key: &str) -> keyring_core::Result<()> {
    entry.set_password(key)
}

/// Only the Secret Service tells this.
#[cfg(not(target_os = "linux"))]
fn has_no_keyring(_error: &keyring_core::Error) -> bool {
    false
}

impl From<&keyring_core::Error> for Error {
    fn from(error: &keyring_core::Error) -> Self {
        match error {
            error if has_no_keyring(error) => Self::NoKeyring,
            keyring_core::Error::NoStorageAccess(_) => Self::Locked,
            keyring_core::Error::NoDefaultStore => Self::Absent,
            // The values are left out on purpose: some of them hold the secret.
            _ => Self::Failed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Error, Vault};
    use crate::profile::Entry;
    use crate::secret::Secret;

    use std::future::{self, Future};
    use std::sync::Arc;
    use std::task::{Context, Poll, Waker};
    use std::time::Duration;

    fn account() -> Entry {
        Entry::from_stored("https://hr.example.com#7".to_owned())
    }

    #[tokio::test]
    async fn memory_stores_one_key_per_account() {
        stores_keys(Vault::memory()).await;
    }

    #[tokio::test]
    async fn a_key_that_is_stored_during_a_removal_stays() {
        let slow = Vault::SlowToForget(Arc::default(), Duration::from_millis(200));
        let somebody = || Entry::from_stored("https://slow.example.com#7".to_owned());
        slow.save(somebody(), Secret::from("first")).await.unwrap();
        let vault = slow.clone();
        let removal = tokio::spawn(async move { vault.forget(somebody()).await });
        tokio::time::sleep(Duration::from_millis(50)).await;
        slow.save(somebody(), Secret::from("second")).await.unwrap();
        removal.await.unwrap().unwrap();
        assert_eq!(slow.load(somebody()).await, Ok(Some(Secret::from("second"))));
        slow.forget_unless(somebody(), future::ready(true)).await.unwrap();
        assert_eq!(slow.load(somebody()).await, Ok(Some(Secret::from("second"))));
        slow.forget_unless(somebody(), future::ready(false)).await.unwrap();
        assert_eq!(slow.load(somebody()).await, Ok(None));
    }

    /// Needs a Secret Service that is unlocked: `tests/e2e/keyring.py` starts one.
    #[cfg(all(feature = "e2e", target_os = "linux"))]
    #[tokio::test]
    async fn the_system_stores_one_key_per_account() {
        stores_keys(Vault::System).await;
    }

    /// Needs a Secret Service without any keyring: `tests/e2e/keyring.py` starts one, and checks that the person was not
    /// asked and that no keyring was created.
    #[cfg(all(feature = "e2e", target_os = "linux"))]
    #[tokio::test]
    async fn without_a_keyring_reading_and_removing_succeed() {
        assert_eq!(Vault::System.load(account()).await, Ok(None));
        assert_eq!(Vault::System.forget(account()).await, Ok(()));
    }

    async fn stores_keys(vault: Vault) {
        let other = || Entry::from_stored("https://hr.example.com#8".to_owned());
        let load = |account: Entry| vault.load(account);
        vault.forget(account()).await.unwrap();
        vault.forget(other()).await.unwrap();
        assert_eq!(load(account()).await, Ok(None));
        for key in ["first", "second"] {
            vault.save(account(), Secret::from(key)).await.unwrap();
            assert_eq!(vault.clone().load(account()).await, Ok(Some(Secret::from(key))));
        }
        assert_eq!(load(other()).await, Ok(None));
        vault.save(other(), Secret::from("other")).await.unwrap();
        vault.forget(account()).await.unwrap();
        assert_eq!(load(account()).await, Ok(None));
        assert_eq!(load(other()).await, Ok(Some(Secret::from("other"))));
        vault.forget(other()).await.unwrap();
    }

    #[test]
    fn errors_are_distinguished_and_contain_no_secret() {
        use keyring_core::Error as Cause;

        let platform = || -> Box<dyn std::error::Error + Send + Sync> { "hidden".into() };
        let cases = [
            (Cause::NoStorageAccess(platform()), Error::Locked),
            (Cause::NoDefaultStore, Error::Absent),
            (Cause::PlatformFailure(platform()), Error::Failed),
            (Cause::BadEncoding(b"hidden".to_vec()), Error::Failed),
            (Cause::Invalid("user".to_owned(), "hidden".to_owned()), Error::Failed),
        ];
        for (cause, error) in cases {
            let seen = Error::from(&cause);
            assert_eq!(seen, error);
            assert!(!format!("{seen:?} {seen}").contains("hidden"));
        }
    }

    #[tokio::test]
    async fn the_vaults_for_tests_fail_or_never_answer() {
        let failing = Vault::Failing(Error::Locked);
        assert_eq!(failing.load(account()).await, Err(Error::Locked));
        assert_eq!(failing.save(account(), Secret::from("key")).await, Err(Error::Locked));
        assert_eq!(failing.forget(account()).await, Err(Error::Locked));

        let silent =
            Box::pin(Vault::Silent.load(account())).as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert!(matches!(silent, Poll::Pending));
    }

    #[test]
    fn debug_output_shows_no_key() {
        let vault = Vault::memory();
        if let Vault::Memory(keys) = &vault {
            let _ = keys.lock().unwrap().insert(account(), Secret::from("f4e75eab"));
        }
        assert!(!format!("{vault:?}").contains("f4e75eab"));
    }
}
