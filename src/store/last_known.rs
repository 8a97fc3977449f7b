//! The profile as it was read last, for each account, so that it can be shown before the server answers. Blocking.

use super::accounts::{self, Account};
use super::error::Error;
use super::file;
use super::paths::Paths;
use crate::profile::{LastKnown, Names};

/// The largest file that is read, in bytes. It is larger than any answer that is accepted from a server.
const MAX: u64 = 4 << 20;

const NAME: &str = "profile.json";

/// The stored profile of an account. None if it cannot be read, or is that of another person.
pub(super) fn read(paths: &Paths, account: &Account) -> Option<LastKnown> {
    let path = paths.account(&account.entry()).join(NAME);
    let content = file::read(&path, MAX).ok().flatten()?;
    let last: LastKnown = serde_json::from_slice(&content).ok()?;
    Names::of(&last.profile).has(&account.identity).then_some(last)
}

/// Stores the profile. Does nothing if the account is not on the list.
pub(super) fn write(paths: &Paths, account: &Account, last: &LastKnown) -> Result<(), Error> {
    let entry = account.entry();
    if !accounts::is_listed(paths, &entry)? {
        return Ok(());
    }
    let content = serde_json::to_vec(last).map_err(|_| Error::Failed)?;
    Ok(file::write(&paths.account(&entry).join(NAME), &content)?)
}

#[cfg(test)]
mod tests {
    use super::{NAME, read, write};
    use crate::profile::{Fact, Field, Gender, Group, Identity, IdentityKind, LastKnown, Profile};
    use crate::store::Account;
    use crate::store::accounts;
    use crate::store::paths::Paths;

    fn account(id: &str) -> Account {
        Account {
            origin: "https://hr.example.com".to_owned(),
            address: String::new(),
            identity: Identity::new(IdentityKind::Id, id).unwrap(),
            name: "Sara".to_owned(),
            active: true,
            capital_gender: false,
        }
    }

    fn last() -> LastKnown {
        let group = Group { id: Some(3), name: "Research".to_owned(), ..Group::default() };
        LastKnown {
            profile: Profile {
                id: Some("7".to_owned()),
                first_name: "سارا\u{200c}".to_owned(),
                gender: Gender::Unknown("x".to_owned()),
                avatar: Some("https://hr.example.com/a.jpg?signed=1".parse().unwrap()),
                completed: Some(false),
                groups: vec![group],
                created_at: Some("2025-11-22T12:35:37Z".parse().unwrap()),
                unknown: [Fact::LastLogin, Fact::Field(Field::Email)].into(),
                ..Profile::default()
            },
            read_at: "2025-12-01T16:20:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn a_profile_is_read_as_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let paths = Paths::at(folder.path().to_owned());
        write(&paths, &account("7"), &last()).unwrap();
        assert!(
            read(&paths, &account("7")).is_none(),
            "nothing is stored for an account that is not on the list"
        );
        accounts::put(&paths, account("7"), None).unwrap();
        write(&paths, &account("7"), &last()).unwrap();
        assert!(read(&paths, &account("7")).as_ref() == Some(&last()));
        assert!(read(&paths, &account("8")).is_none());
    }

    #[test]
    fn a_damaged_profile_or_that_of_another_person_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let paths = Paths::at(folder.path().to_owned());
        accounts::put(&paths, account("8"), None).unwrap();
        write(&paths, &account("8"), &last()).unwrap();
        assert!(read(&paths, &account("8")).is_none(), "it shows another person");
        let path = paths.account(&account("8").entry()).join(NAME);
        let whole = std::fs::read(&path).unwrap();
        for length in [0, 1, whole.len() / 2, whole.len() - 1] {
            std::fs::write(&path, &whole[..length]).unwrap();
            assert!(read(&paths, &account("8")).is_none(), "{length} bytes");
        }
    }
}
