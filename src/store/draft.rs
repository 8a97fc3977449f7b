//! What was typed and not saved, per account. Blocking.

use super::accounts::{self, Account};
use super::call;
use super::error::Error;
use super::file;
use super::lock::Lock;
use super::place::{Place, short_hash};
use super::slots::{RealDisk, Slots};
use crate::picture::{Fingerprint, MAX_FILE};
use crate::profile::{Draft, Edit, Field, Square, StagedPhoto, Value};

use bytes::Bytes;
use futures_util::Stream;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// What was found of an account's draft.
#[derive(Debug, Clone)]
pub struct Found {
    /// The draft.
    pub draft: Option<Draft>,
    /// Whether something could not be read, and was set aside.
    pub is_damaged: bool,
    /// Held while this window writes the drafts of this account; none where another window does.
    pub hold: Option<Hold>,
}

/// Says that this window writes the drafts of an account. Cheap to clone; another window may once all are dropped.
#[derive(Debug, Clone)]
pub struct Hold {
    folder: PathBuf,
    _lock: Arc<Lock>,
}

impl Hold {
    /// Something for each time that another window of the account asks this one to come to the front.
    pub fn calls(&self) -> impl Stream<Item = ()> + use<> {
        call::calls(&self.folder)
    }
}

/// The same for the same account.
impl Hash for Hold {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.folder.hash(state);
    }
}

/// A draft as it is written.
#[derive(Serialize, Deserialize)]
struct Written {
    /// In seconds since 1970.
    changed_at: i64,
    fields: BTreeMap<String, WrittenEdit>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    sent: BTreeMap<String, Option<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    photo: Option<WrittenPhoto>,
}

/// A photo, whose file stands beside.
#[derive(Serialize, Deserialize)]
struct WrittenPhoto {
    digest: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    extension: Option<String>,
    square: Square,
}

#[derive(Serialize, Deserialize)]
struct WrittenEdit {
    #[serde(default)]
    base: Option<String>,
    typed: String,
}

/// Reads an account's draft, and makes this window the one that writes it, where no other one does; one that does is asked
/// to come to the front.
pub(super) fn open(place: &Place, account: &Account) -> Result<Found, Error> {
    let found = take_over(place, account)?;
    if found.hold.is_none() {
        call::call(&place.account(&account.entry()));
    }
    Ok(found)
}

/// The same, and nobody is asked anything.
pub(super) fn take_over(place: &Place, account: &Account) -> Result<Found, Error> {
    let entry = account.entry();
    let folder = place.account(&entry);
    let hold = match Lock::take(&folder.join("draft.lock"), Duration::ZERO) {
        Ok(lock) => Some(Hold { folder: folder.clone(), _lock: Arc::new(lock) }),
        Err(Error::Busy) => None,
        Err(error) => return Err(error),
    };
    let owner = short_hash(entry.as_str());
    let found = Slots::new(&RealDisk, &folder, NAME, &owner).read()?;
    let draft =
        found.content.as_deref().map(|content| understood(content, |photo| read_photo(&folder, photo)));
    let mut is_damaged = !found.bad.is_empty() || matches!(draft, Some(None));
    let draft = draft.flatten().map(|(draft, is_whole)| {
        is_damaged |= !is_whole;
        draft
    });
    if hold.is_some() {
        for path in &found.bad {
            file::set_aside(path)?;
        }
    }
    Ok(Found { draft, is_damaged, hold })
}

/// Writes an account's draft, or removes it. Nothing is written for an account that is not on the list.
///
/// The file of a photo is on the disk before the draft that names it, and is removed only after one that does not.
pub(super) fn write(place: &Place, account: &Account, draft: Option<&Draft>) -> Result<(), Error> {
    let entry = account.entry();
    if !accounts::is_listed(place, &entry)? {
        return if draft.is_none() { Ok(()) } else { Err(Error::Failed) };
    }
    let folder = place.account(&entry);
    let owner = short_hash(entry.as_str());
    let slots = Slots::new(&RealDisk, &folder, NAME, &owner);
    let photo = draft.and_then(|draft| draft.photo.as_ref());
    if let Some(photo) = photo {
        keep_photo(&folder, photo)?;
    }
    match draft {
        Some(draft) => {
            file::make_folder(&folder)?;
            slots.write(&serde_json::to_vec(&written(draft)).map_err(|_| Error::Failed)?)?;
        }
        None => slots.clear()?,
    }
    remove_photos(&folder, photo.map(|photo| photo_name(&photo.digest)).as_deref())
}

/// The beginning of the names of photos that were chosen and not sent.
const PHOTO: &str = "chosen-photo-";

fn photo_name(digest: &str) -> String {
    format!("{PHOTO}{}", short_hash(digest))
}

fn keep_photo(folder: &Path, photo: &StagedPhoto) -> Result<(), Error> {
    let path = folder.join(photo_name(&photo.digest));
    let is_there = std::fs::metadata(&path).is_ok_and(|found| found.len() == photo.file.len() as u64);
    if !is_there {
        file::write(&path, &photo.file)?;
    }
    Ok(())
}

/// The photo; nothing where its file is missing or is another.
fn read_photo(folder: &Path, written: WrittenPhoto) -> Option<StagedPhoto> {
    let WrittenPhoto { digest, extension, square } = written;
    let file = Bytes::from(file::read(&folder.join(photo_name(&digest)), MAX_FILE).ok().flatten()?);
    (Fingerprint::of(&file).digits() == digest).then_some(StagedPhoto { file, digest, extension, square })
}

fn remove_photos(folder: &Path, kept: Option<&str>) -> Result<(), Error> {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(PHOTO) && kept != Some(name.as_ref()) {
            file::remove(&entry.path())?;
        }
    }
    Ok(())
}

const NAME: &str = "draft";

fn written(draft: &Draft) -> Written {
    let edit = |edit: &Edit| WrittenEdit { base: edit.base.clone(), typed: edit.typed.clone() };
    let fields = draft.fields.iter().map(|(field, typed)| (field.key().to_owned(), edit(typed)));
    let text = |value: &Value| if let Value::Text(text) = value { Some(text.clone()) } else { None };
    let sent = draft.sent.iter().map(|(field, value)| (field.key().to_owned(), text(value)));
    let photo = draft.photo.as_ref().map(|photo| WrittenPhoto {
        digest: photo.digest.clone(),
        extension: photo.extension.clone(),
        square: photo.square,
    });
    Written {
        changed_at: draft.changed_at.as_second(),
        fields: fields.collect(),
        sent: sent.collect(),
        photo,
    }
}

/// A draft that was written, and whether its photo is there as well; none where it is of a newer program, or damaged in
/// spite of its checksum.
fn understood(
    content: &[u8],
    read_photo: impl FnOnce(WrittenPhoto) -> Option<StagedPhoto>,
) -> Option<(Draft, bool)> {
    let written: Written = serde_json::from_slice(content).ok()?;
    let field = |key: &str| Field::from_key(key).filter(|field| Field::FORM.contains(field));
    let edit = |edit: WrittenEdit| Edit { base: edit.base, typed: edit.typed };
    let fields: Option<BTreeMap<_, _>> =
        written.fields.into_iter().map(|(key, typed)| Some((field(&key)?, edit(typed)))).collect();
    let value = |text: Option<String>| text.map_or(Value::Clear, |text| Value::of(&text));
    let sent: Option<BTreeMap<_, _>> =
        written.sent.into_iter().map(|(key, text)| Some((field(&key)?, value(text)))).collect();
    let changed_at = Timestamp::from_second(written.changed_at).ok()?;
    let has_photo = written.photo.is_some();
    let photo = written.photo.and_then(read_photo);
    let is_whole = has_photo == photo.is_some();
    Some((Draft { changed_at, fields: fields?, sent: sent?, photo }, is_whole))
}

#[cfg(test)]
mod tests {
    use super::{understood, written};
    use crate::profile::{Draft, Edit, Field, Value};

    use jiff::Timestamp;

    #[test]
    fn a_draft_comes_back_as_it_was() {
        let edit = |base: Option<&str>, typed: &str| Edit {
            base: base.map(ToOwned::to_owned),
            typed: typed.to_owned(),
        };
        let draft = Draft {
            changed_at: Timestamp::from_second(1_700_000_000).unwrap(),
            fields: [
                (Field::FirstName, edit(Some("سارا"), "بهروز\u{200c} ")),
                (Field::Email, edit(None, "")),
                (Field::Gender, edit(Some(""), "female")),
            ]
            .into(),
            sent: [(Field::Username, Value::Clear), (Field::Email, Value::of("a@b.ir"))].into(),
            photo: None,
        };
        let content = serde_json::to_vec(&written(&draft)).unwrap();
        assert!(understood(&content, |_| None) == Some((draft, true)));
        for bad in ["", "[]", r#"{"changed_at": 1, "fields": {"avatar": {"typed": "x"}}}"#, "{}"] {
            assert!(understood(bad.as_bytes(), |_| None).is_none(), "{bad}");
        }
    }
}
