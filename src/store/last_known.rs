//! The profile as the server showed it last, per account, so that it is there before the network answers. Blocking.

use super::accounts::{self, Account};
use super::error::Error;
use super::file;
use super::place::Place;
use crate::profile::{LastKnown, Names};

/// The largest file that is read, in bytes: more than any answer that is taken from a server.
const MAX: u64 = 4 << 20;

const NAME: &str = "profile.json";

/// What was kept for an account; nothing where it cannot be read, or is of somebody else.
pub(super) fn read(place: &Place, account: &Account) -> Option<LastKnown> {
    let path = place.account(&account.entry()).join(NAME);
    let content = file::read(&path, MAX).ok().flatten()?;
    let last: LastKnown = serde_json::from_slice(&content).ok()?;
    Names::of(&last.profile).has(&account.identity).then_some(last)
}

/// Keeps it in place of the one before. Does nothing for an account that is not on the list.
pub(super) fn write(place: &Place, account: &Account, last: &LastKnown) -> Result<(), Error> {
    let entry = account.entry();
    if !accounts::is_listed(place, &entry)? {
        return Ok(());
    }
    let content = serde_json::to_vec(last).map_err(|_| Error::Failed)?;
    Ok(file::write(&place.account(&entry).join(NAME), &content)?)
}

#[cfg(test)]
mod tests {
    use super::{NAME, read, write};
    use crate::profile::{Fact, Field, Gender, Group, Identity, Kind, LastKnown, Profile};
    use crate::store::Account;
    use crate::store::accounts;
    use crate::store::place::Place;

    fn account(id: &str) -> Account {
        Account {
            origin: "https://hr.example.com".to_owned(),
            address: String::new(),
            identity: Identity::new(Kind::Id, id).unwrap(),
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
                unsaid: [Fact::LastLogin, Fact::Field(Field::Email)].into(),
                ..Profile::default()
            },
            read_at: "2025-12-01T16:20:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn what_was_shown_last_comes_back_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::at(folder.path().to_owned());
        write(&place, &account("7"), &last()).unwrap();
        assert!(read(&place, &account("7")).is_none(), "an account that is not on the list leaves nothing");
        accounts::put(&place, account("7"), None).unwrap();
        write(&place, &account("7"), &last()).unwrap();
        assert!(read(&place, &account("7")).as_ref() == Some(&last()));
        assert!(read(&place, &account("8")).is_none());
    }

    #[test]
    fn what_is_damaged_or_of_somebody_else_is_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::at(folder.path().to_owned());
        accounts::put(&place, account("8"), None).unwrap();
        write(&place, &account("8"), &last()).unwrap();
        assert!(read(&place, &account("8")).is_none(), "it shows another person");
        let path = place.account(&account("8").entry()).join(NAME);
        let whole = std::fs::read(&path).unwrap();
        for length in [0, 1, whole.len() / 2, whole.len() - 1] {
            std::fs::write(&path, &whole[..length]).unwrap();
            assert!(read(&place, &account("8")).is_none(), "{length} bytes");
        }
    }
}
