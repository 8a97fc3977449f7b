//! What this machine stores between two runs: the list of accounts, their keys and files, the size of the window and the
//! choices of the menu.
//!
//! Owns the order in which the list, the files and the keyring are written. Must not know which screen is shown; results
//! arrive as messages.

use super::message::Message;
use super::start::Start;
use crate::api::Session;
use crate::profile::{Entry, LastKnown};
use crate::secret::Secret;
use crate::store::{self, Account, AccountStatus, Store};
use crate::vault::{self, Vault};

use bytes::Bytes;
use iced::{Size, Task};
use tokio::time::timeout;

use std::time::Duration;

/// How long writing the size of the window may delay its closing.
pub(super) const LAST_WRITE: Duration = Duration::from_secs(1);

/// What is stored on this machine.
#[derive(Debug)]
pub(super) struct Storage {
    /// The accounts known here, the last used first.
    accounts: Vec<Account>,
    /// The profile of the active account as it was read last.
    last_known: Option<LastKnown>,
    /// The photo of that profile, as a file.
    last_photo: Option<Bytes>,
    store: Option<Store>,
    vault: Vault,
    /// A key for this run only. While there is one, nothing is written about accounts.
    key: Option<Secret>,
}

/// An account as it is to be stored.
#[derive(Debug, Clone)]
pub(super) struct Record {
    pub(super) now: Account,
    /// Its entry in the list so far.
    pub(super) earlier: Option<Entry>,
    /// Whether the person has just signed in. Otherwise it is only stored if its entry is still in the list.
    pub(super) is_new: bool,
    /// The key to be stored.
    pub(super) key: Option<Secret>,
}

impl Storage {
    /// What is stored at the start of the program.
    pub(super) fn new(start: &Start) -> Self {
        Self {
            accounts: start.accounts.clone(),
            last_known: start.last_known.clone(),
            last_photo: start.last_photo.clone(),
            store: start.store.clone(),
            vault: start.vault.clone(),
            key: start.config.key.clone(),
        }
    }

    /// The accounts known here, the last used first.
    pub(super) fn accounts(&self) -> &[Account] {
        &self.accounts
    }

    /// The account with which the start continues.
    pub(super) fn resumable(&self) -> Option<Account> {
        self.accounts.first().filter(|account| account.active).cloned()
    }

    /// The profile of that account as it was read last.
    pub(super) fn last_known(&self) -> Option<LastKnown> {
        self.last_known.clone()
    }

    /// The photo of that profile, as a file.
    pub(super) fn last_photo(&self) -> Option<Bytes> {
        self.last_photo.clone()
    }

    /// The known account that a session belongs to.
    pub(super) fn account_of(&self, session: &Session) -> Option<&Account> {
        let entry = Entry::new(&session.server().origin(), &session.identity()?);
        self.accounts.iter().find(|known| known.entry() == entry)
    }

    /// The files.
    pub(super) fn store(&self) -> Option<Store> {
        self.store.clone()
    }

    /// The keyring.
    pub(super) fn vault(&self) -> Vault {
        self.vault.clone()
    }

    /// The key for this run only.
    pub(super) fn key(&self) -> Option<Secret> {
        self.key.clone()
    }

    /// Forgets the key for this run only.
    pub(super) fn drop_key(&mut self) {
        self.key = None;
    }

    /// Whether accounts are stored at all.
    pub(super) fn writes_accounts(&self) -> bool {
        self.store.is_some() && self.key.is_none()
    }

    /// Replaces the list, which another window may have changed.
    pub(super) fn set_accounts(&mut self, accounts: Vec<Account>) {
        self.accounts = accounts;
    }

    /// Removes an account from the list in memory.
    pub(super) fn remove_from_list(&mut self, entry: &Entry) {
        self.accounts.retain(|known| known.entry() != *entry);
    }

    /// Puts an account at the head of the list and removes its earlier entry.
    pub(super) fn remember(&mut self, record: Record) -> Task<Message> {
        self.remove_from_list(&record.now.entry());
        if let Some(earlier) = &record.earlier {
            self.remove_from_list(earlier);
        }
        self.accounts.insert(0, record.now.clone());
        self.write(record)
    }

    /// Keeps the account in the list, but the next start does not continue with it.
    pub(super) fn deactivate(&mut self, account: Account) -> Task<Message> {
        let now = Account { active: false, ..account };
        for known in &mut self.accounts {
            known.active = false;
        }
        self.write(Record { earlier: Some(now.entry()), now, key: None, is_new: false })
    }

    /// Writes the list and then the keyring. With a key for this run only, nothing is written.
    fn write(&self, record: Record) -> Task<Message> {
        let vault = self.vault.clone();
        let Some(store) = self.store.clone().filter(|_| self.key.is_none()) else {
            return Task::perform(record.store_key(vault, None), Message::KeyStored);
        };
        let list = record.clone().list(store.clone());
        Task::perform(list, |listed| listed).then(move |listed| {
            let key = match listed {
                Ok(AccountStatus::SignedOut) => Task::none(),
                Ok(AccountStatus::Listed) | Err(_) => {
                    let key = record.clone().store_key(vault.clone(), Some(store.clone()));
                    Task::perform(key, Message::KeyStored)
                }
            };
            Task::batch([Task::done(Message::Remembered(listed)), key])
        })
    }

    /// Removes the account's files, and its key as soon as the keyring answers. The server still accepts the key.
    /// `may_have_key`: its key may be in the keyring.
    pub(super) fn forget(&mut self, account: &Account, may_have_key: bool) -> Task<Message> {
        let entry = account.entry();
        self.remove_from_list(&entry);
        let vault = self.vault.clone();
        let Some(store) = self.store.clone() else {
            return Task::perform(async move { vault.forget(entry).await }, Message::KeyForgotten);
        };
        let folder = store.folder().to_owned();
        let files = Task::perform(
            {
                let (store, entry) = (store.clone(), entry.clone());
                async move { store.forget(entry).await }
            },
            move |forgotten| Message::FilesForgotten(forgotten, folder.clone()),
        );
        let key = async move {
            match forget_key(vault, store.clone(), entry.clone()).await {
                // There is no keyring, so no key is in it.
                Err(vault::Error::Absent) if !may_have_key => {
                    let _ = store.forgotten(entry).await;
                    Ok(())
                }
                outcome => outcome,
            }
        };
        files.chain(Task::perform(key, Message::KeyForgotten))
    }

    /// Removes what earlier runs have left: temporary files, and the rest of accounts that were signed out.
    pub(super) fn tidy(&self) -> Task<Message> {
        let Some(store) = self.store.clone() else {
            return Task::none();
        };
        let vault = self.vault.clone();
        let tidy = async move {
            store.sweep().await;
            let mut outcome = Ok(());
            for entry in store.leftovers().await {
                outcome = outcome.and(forget_key(vault.clone(), store.clone(), entry).await);
            }
            outcome
        };
        Task::perform(tidy, |outcome| match outcome {
            // The person was told at the sign-out, and can do nothing without a keyring.
            Err(vault::Error::Absent) => Message::KeyForgotten(Ok(())),
            outcome => Message::KeyForgotten(outcome),
        })
    }

    /// Reads the list of accounts again.
    pub(super) fn read_accounts(&self) -> Task<Message> {
        let Some(store) = self.store.clone() else {
            return Task::none();
        };
        Task::perform(async move { store.accounts().await }, |accounts| accounts)
            .then(|accounts| accounts.map_or_else(|_| Task::none(), |list| Task::done(Message::Listed(list))))
    }

    /// Writes a choice of the menu.
    pub(super) fn write_choice(&self, choice: store::Choice) -> Task<Message> {
        let Some(store) = self.store.clone() else {
            return Task::none();
        };
        Task::perform(async move { store.write_choice(choice).await }, Message::ChoiceStored)
    }

    /// Writes the size of the window for the next start. Whatever the disk does, this ends soon.
    pub(super) fn write_size(&self, size: Size) -> Task<Message> {
        let Some(store) = self.store.clone() else {
            return Task::none();
        };
        let window = store::Window { width: size.width as u32, height: size.height as u32 };
        Task::future(async move { timeout(LAST_WRITE, store.write_window(window)).await }).discard()
    }
}

impl Record {
    async fn list(self, store: Store) -> Result<AccountStatus, store::Error> {
        let Self { now, earlier, is_new, key: _ } = self;
        match earlier {
            Some(earlier) if !is_new => store.update(earlier, now).await,
            Some(earlier) => store.remember_instead(earlier, now).await.map(|()| AccountStatus::Listed),
            None => store.remember(now).await.map(|()| AccountStatus::Listed),
        }
    }

    /// Stores the key, and then removes the one of the earlier entry. False if there was no key to store.
    async fn store_key(self, vault: Vault, store: Option<Store>) -> Result<bool, vault::Error> {
        let entry = self.now.entry();
        let stored = match self.key {
            Some(key) => {
                let _lock = match &store {
                    Some(store) => Some(store.lock_keyring().await),
                    None => None,
                };
                vault.save(entry.clone(), key).await.map(|()| true)
            }
            None => Ok(false),
        };
        if let (Some(store), Some(earlier)) = (store, self.earlier.filter(|earlier| *earlier != entry))
            && forget_key(vault, store, earlier).await.is_err()
        {
            tracing::debug!("a key is still there under an earlier name");
        }
        stored
    }
}

/// Removes a key, and then the note about it. If removing fails, the note stays for the next start. The key is not removed
/// if the person has signed in again meanwhile.
async fn forget_key(vault: Vault, store: Store, entry: Entry) -> Result<(), vault::Error> {
    let is_back = {
        let (store, entry) = (store.clone(), entry.clone());
        async move { store.accounts().await.is_ok_and(|list| list.iter().any(|known| known.entry() == entry)) }
    };
    // An account is written to the list before its key is stored. So a key may be removed if this window has the lock and
    // the account is not in the list.
    {
        let _lock = store.lock_keyring().await;
        vault.forget_unless(entry.clone(), is_back).await?;
    }
    if let Err(error) = store.forgotten(entry).await {
        tracing::warn!(kind = crate::log::kind(&error), "files of a forgotten account are still there");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Record, forget_key};
    use crate::profile::{Identity, IdentityKind};
    use crate::secret::Secret;
    use crate::store::{Account, Store};
    use crate::vault::Vault;

    use tokio::time::timeout;

    use std::time::Duration;

    /// Long enough for work that does not wait.
    const SOON: Duration = Duration::from_millis(300);

    fn account() -> Account {
        Account {
            origin: "https://hr.example.com".to_owned(),
            address: String::new(),
            identity: Identity::new(IdentityKind::Id, "7").unwrap(),
            name: "Behrooz".to_owned(),
            active: true,
            capital_gender: false,
        }
    }

    #[tokio::test]
    async fn a_key_that_another_window_stores_meanwhile_is_not_removed() {
        let folder = tempfile::tempdir().unwrap();
        let (here, elsewhere) = (Store::at(folder.path()), Store::at(folder.path()));
        let (vault, entry) = (Vault::memory(), account().entry());
        vault.save(entry.clone(), Secret::from("first")).await.unwrap();
        let _ = here.forget(entry.clone()).await;

        let lock = elsewhere.lock_keyring().await;
        let removal = forget_key(vault.clone(), here, entry.clone());
        let mut removal = Box::pin(removal);
        assert!(timeout(SOON, &mut removal).await.is_err(), "it waits for its turn");
        elsewhere.remember(account()).await.unwrap();
        vault.save(entry.clone(), Secret::from("second")).await.unwrap();
        drop(lock);
        removal.await.unwrap();
        assert_eq!(vault.load(entry).await, Ok(Some(Secret::from("second"))));
    }

    #[tokio::test]
    async fn a_key_is_stored_after_another_window_has_removed_one() {
        let folder = tempfile::tempdir().unwrap();
        let (here, elsewhere) = (Store::at(folder.path()), Store::at(folder.path()));
        let (vault, entry) = (Vault::memory(), account().entry());
        let record = Record { now: account(), earlier: None, is_new: true, key: Some(Secret::from("new")) };
        let lock = elsewhere.lock_keyring().await;
        let mut storing = Box::pin(record.store_key(vault.clone(), Some(here)));
        assert!(timeout(SOON, &mut storing).await.is_err(), "it waits for its turn");
        vault.forget(entry.clone()).await.unwrap();
        drop(lock);
        assert_eq!(storing.await, Ok(true));
        assert_eq!(vault.load(entry).await, Ok(Some(Secret::from("new"))));
    }
}
